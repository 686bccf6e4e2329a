-- Work that takes longer than a request: asked for, done by one process, its outcome kept.

CREATE TABLE job (
    id       {id},
    kind     TEXT NOT NULL,               -- "backup", a name of the table of kinds (work/job.h)
    args     TEXT NOT NULL DEFAULT '',    -- name=value, one a line, in the words of its kind
    agency   BIGINT REFERENCES agency (id), -- NULL: work of the installation
    person   BIGINT REFERENCES person (id), -- who asked; NULL: the operator or the schedule
    state    TEXT NOT NULL,               -- waiting running done failed cancelled
    made     BIGINT NOT NULL,
    due      BIGINT NOT NULL,             -- not before; later after a failure that may pass
    started  BIGINT,
    finished BIGINT,
    phase    TEXT NOT NULL DEFAULT '',    -- what it is at, a word of the kind
    n_done   BIGINT NOT NULL DEFAULT 0,   -- of n_all, which is 0 when unknown
    n_all    BIGINT NOT NULL DEFAULT 0,
    rate     BIGINT NOT NULL DEFAULT 0,   -- a second, in this phase
    tries    INTEGER NOT NULL DEFAULT 0,
    stop     INTEGER NOT NULL DEFAULT 0,  -- 1: asked to stop
    error    TEXT NOT NULL DEFAULT '',    -- err_name of the last failure
    result   TEXT NOT NULL DEFAULT '',    -- name=value, one a line
    holder   TEXT NOT NULL DEFAULT '',    -- which process does it ...
    lease    BIGINT NOT NULL DEFAULT 0    -- ... until when, unless it says so again
);
CREATE INDEX job_state ON job (state, due);
CREATE INDEX job_agency ON job (agency, id);

-- What is to be done again and again, by the clock of the network's place.
CREATE TABLE schedule (
    name    TEXT PRIMARY KEY,             -- "backup", "recheck-12"
    kind    TEXT NOT NULL,
    args    TEXT NOT NULL DEFAULT '',
    agency  BIGINT REFERENCES agency (id),
    minute  INTEGER NOT NULL,             -- of the day: 150 is 02:30
    days    INTEGER NOT NULL,             -- bit 0 is Monday; 127: every day; 0: never
    asked   BIGINT NOT NULL               -- when its last job was asked for
);

-- Backups that were made, and what a restore of each proved.
CREATE TABLE backup (
    id      {id},
    file    TEXT NOT NULL,                -- where it was written
    kept    INTEGER NOT NULL,             -- 1: in the data folder, thinned out by itself
    made    BIGINT NOT NULL,
    bytes   BIGINT NOT NULL,
    digest  TEXT NOT NULL,                -- of what is in it, hexadecimal
    records BIGINT NOT NULL,
    titles  BIGINT NOT NULL,
    proved  BIGINT,                       -- when it was restored for a try; NULL: not yet
    faults  BIGINT NOT NULL DEFAULT 0,    -- that verify found then
    error   TEXT NOT NULL DEFAULT '',     -- err_name, when it could not be restored
    gone    BIGINT                        -- when the file was thinned out
);
CREATE INDEX backup_made ON backup (made);

-- What is fetched from other servers.

-- An address of a library's system that its records are fetched from again and again
-- (catalog/gather.h).
CREATE TABLE gather (
    id        {id},
    agency    BIGINT NOT NULL REFERENCES agency (id),
    feed      BIGINT REFERENCES feed (id), -- where its records are; NULL: none came yet
    kind      TEXT NOT NULL,               -- 'oai' 'file'
    url       TEXT NOT NULL,
    prefix    TEXT NOT NULL DEFAULT '',    -- format of OAI-PMH; empty: the richest there is
    part      TEXT NOT NULL DEFAULT '',    -- set of OAI-PMH; empty: everything
    days      INTEGER NOT NULL,            -- from one to the next; 0: only when asked
    made      BIGINT NOT NULL,
    open      INTEGER NOT NULL,            -- 0: not fetched now
    -- what the last one that came to its end left
    since     TEXT NOT NULL DEFAULT '',    -- the date to ask for changes from; empty: none
    etag      TEXT NOT NULL DEFAULT '',
    modified  TEXT NOT NULL DEFAULT '',
    whole_at  BIGINT NOT NULL DEFAULT 0,   -- when everything was fetched last
    took_at   BIGINT NOT NULL DEFAULT 0,   -- when anything was
    -- the one under way; its records are in DIR/gather
    began     BIGINT NOT NULL DEFAULT 0,   -- 0: none is
    whole     INTEGER NOT NULL DEFAULT 0,  -- everything is asked for
    used      TEXT NOT NULL DEFAULT '',    -- the format it comes in
    next      TEXT NOT NULL DEFAULT '',    -- `since` when it is done
    token     TEXT NOT NULL DEFAULT '',    -- where it goes on; empty: at the beginning
    complete  INTEGER NOT NULL DEFAULT 0,  -- all came and waits to be taken
    bytes     BIGINT NOT NULL DEFAULT 0,   -- of the file that count
    pages     BIGINT NOT NULL DEFAULT 0,
    records   BIGINT NOT NULL DEFAULT 0,
    size      BIGINT NOT NULL DEFAULT 0,   -- as the server says; 0: it does not
    again     INTEGER NOT NULL DEFAULT 0,  -- it wants the format beside each token
    -- what became of the last try
    tried_at  BIGINT NOT NULL DEFAULT 0,
    outcome   TEXT NOT NULL DEFAULT '',    -- also the message "gathered.OUTCOME"
    detail    TEXT NOT NULL DEFAULT '',
    failures  INTEGER NOT NULL DEFAULT 0,  -- one after the other
    -- what a look at the server found
    looked_at BIGINT NOT NULL DEFAULT 0,
    findings  TEXT NOT NULL DEFAULT ''     -- lines of work/gather_look.h
);
CREATE INDEX gather_agency ON gather (agency);

-- What came, the newest of each address.
CREATE TABLE gather_arrival (
    id        {id},
    gather    BIGINT NOT NULL REFERENCES gather (id),
    at        BIGINT NOT NULL,
    load      BIGINT,                      -- NULL: nothing was new
    whole     INTEGER NOT NULL,
    n_read    BIGINT NOT NULL,
    n_new     BIGINT NOT NULL,
    n_changed BIGINT NOT NULL,
    n_gone    BIGINT NOT NULL,
    n_refused BIGINT NOT NULL
);
CREATE INDEX gather_arrival_gather ON gather_arrival (gather, id);

-- Records that were missing when everything was fetched last, or that a server deletes in such
-- numbers that a person shall say yes.
CREATE TABLE gather_absent (
    gather BIGINT NOT NULL REFERENCES gather (id),
    record BIGINT NOT NULL REFERENCES record (id),
    PRIMARY KEY (gather, record)
) {clustered};

-- What could not be taken the last time.
CREATE TABLE gather_refusal (
    gather BIGINT NOT NULL REFERENCES gather (id),
    number BIGINT NOT NULL,                -- of the record in what came
    reason TEXT NOT NULL,                  -- of enum reason
    excerpt TEXT NOT NULL,
    PRIMARY KEY (gather, number)
) {clustered};

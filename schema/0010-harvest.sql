-- What harvesters follow: the newest change of each title, and since when it could be seen.

-- A title stands in the log once, where it changed last (catalog/change.c).
CREATE INDEX change_title ON change (title, seq);
DELETE FROM change WHERE seq < (SELECT max(d.seq) FROM change d WHERE d.title = change.title);

-- Every change up to `seq` was committed, and could be read, at `at`. Noted after the commit, so no
-- change ever becomes visible with a date that a harvester has passed (catalog/harvest.h).
CREATE TABLE moment (
    seq BIGINT PRIMARY KEY,
    at  BIGINT NOT NULL
) {clustered};
CREATE INDEX moment_at ON moment (at);

-- What harvesters are told of each agency besides its records: its name and the networks it is in.
-- When that changes, its titles change; `reached` is the last one that was put into the log.
CREATE TABLE shown_agency (
    agency  BIGINT PRIMARY KEY,
    shown   TEXT NOT NULL,
    reached BIGINT NOT NULL DEFAULT 0
) {clustered};

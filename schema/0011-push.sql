-- What arrives from systems that send by themselves.

-- Libraries whose SLiMS sends its records by itself (catalog/push.h). The password is made here and
-- kept only as digests: SHA-256 of it, and of its SHA-1 in hex, which some SLiMS send instead.
CREATE TABLE push (
    agency   BIGINT PRIMARY KEY REFERENCES agency (id),
    secret   {blob} NOT NULL,
    hashed   {blob} NOT NULL,
    made     BIGINT NOT NULL,           -- the password
    open     INTEGER NOT NULL,          -- 0: what comes is not taken
    load     BIGINT REFERENCES load (id), -- the newest; what comes soon after goes there too
    heard    BIGINT NOT NULL DEFAULT 0, -- when the right password came last; 0: never
    denied   BIGINT NOT NULL DEFAULT 0  -- when a wrong one came last, to within a minute
) {clustered};

-- What arrived, the newest of each agency (push_take.c says how many are kept).
CREATE TABLE push_arrival (
    id        {id},
    agency    BIGINT NOT NULL REFERENCES agency (id),
    at        BIGINT NOT NULL,
    load      BIGINT,                   -- NULL: nothing was new
    n_read    BIGINT NOT NULL DEFAULT 0,
    n_new     BIGINT NOT NULL DEFAULT 0,
    n_changed BIGINT NOT NULL DEFAULT 0,
    n_same    BIGINT NOT NULL DEFAULT 0,
    n_gone    BIGINT NOT NULL DEFAULT 0,
    n_unknown BIGINT NOT NULL DEFAULT 0,
    n_refused BIGINT NOT NULL DEFAULT 0
);
CREATE INDEX push_arrival_agency ON push_arrival (agency, id);

-- By which of our records a number of the sender is known.
CREATE TABLE push_record (
    feed   BIGINT NOT NULL REFERENCES feed (id),
    number BIGINT NOT NULL,
    record BIGINT NOT NULL REFERENCES record (id),
    PRIMARY KEY (feed, number)
) {clustered};

-- What of a library could not be taken, until it comes again and can. Number 0: it had none.
CREATE TABLE push_refusal (
    agency BIGINT NOT NULL REFERENCES agency (id),
    number BIGINT NOT NULL,
    at     BIGINT NOT NULL,
    reason TEXT NOT NULL,               -- 'number' 'title' 'form' 'size'
    PRIMARY KEY (agency, number)
) {clustered};

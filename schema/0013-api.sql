-- What other systems send record by record through the interface for programs.

-- By which of our records a number of the sender is known (catalog/sending.h).
CREATE TABLE sent_record (
    feed   BIGINT NOT NULL REFERENCES feed (id),
    number TEXT NOT NULL,
    record BIGINT NOT NULL REFERENCES record (id),
    PRIMARY KEY (feed, number)
) {clustered};

-- What was answered to requests that may come twice (catalog/once.h), for a day.
CREATE TABLE once (
    agency BIGINT NOT NULL REFERENCES agency (id),
    name   TEXT NOT NULL,               -- as the sender calls the request
    digest {blob} NOT NULL,             -- of what it asked
    at     BIGINT NOT NULL,
    status INTEGER NOT NULL DEFAULT 0,  -- of the answer; 0: it is being done
    answer TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (agency, name)
) {clustered};

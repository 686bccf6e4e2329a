-- How complete the records of a library were, so that what a load did can be seen.

-- What its titles lacked, as counted before a load of it came into force; the newest ones.
CREATE TABLE quality_point (
    agency BIGINT NOT NULL REFERENCES agency (id),
    at     BIGINT NOT NULL,
    mark   TEXT NOT NULL,              -- catalog/quality.h; '' counts all titles
    n      BIGINT NOT NULL,
    PRIMARY KEY (agency, at, mark)
) {clustered};

-- Where the system of a library can be asked whether copies are available now (catalog/live.h).
CREATE TABLE live_service (
    agency  BIGINT PRIMARY KEY REFERENCES agency (id),
    kind    TEXT NOT NULL,             -- 'daia' 'ilsdi'
    url     TEXT NOT NULL,
    pattern TEXT NOT NULL,             -- how documents are called there: "{number}"
    open    INTEGER NOT NULL           -- 0: not asked now
) {clustered};

-- How complete the records of a library were, so that what a load did can be seen.

-- What its titles lacked, as counted before a load of it came into force; the newest ones.
CREATE TABLE quality_point (
    agency BIGINT NOT NULL REFERENCES agency (id),
    at     BIGINT NOT NULL,
    mark   TEXT NOT NULL,              -- catalog/quality.h; '' counts all titles
    n      BIGINT NOT NULL,
    PRIMARY KEY (agency, at, mark)
) {clustered};

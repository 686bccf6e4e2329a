-- Other catalogues that librarians ask and copy from.

CREATE TABLE target (
    id        {id},
    network   BIGINT REFERENCES network (id), -- whose librarians ask it; NULL: everybody's
    kind      TEXT NOT NULL,                  -- 'sru' 'z3950' 'slims'
    name      TEXT NOT NULL,
    address   TEXT NOT NULL,                  -- of HTTP, or host:port
    base      TEXT NOT NULL DEFAULT '',       -- database of Z39.50
    syntax    TEXT NOT NULL DEFAULT '',       -- schema, or record syntax; empty: the best there is
    charset   TEXT NOT NULL DEFAULT '',       -- of terms; empty: UTF-8
    version   TEXT NOT NULL DEFAULT '',       -- of SRU; empty: 1.2
    names     TEXT NOT NULL DEFAULT '',       -- of its indexes, as peer/target.h has them
    seconds   INTEGER NOT NULL DEFAULT 0,     -- for one question; 0: the usual
    open      INTEGER NOT NULL,               -- 0: not asked now
    made      BIGINT NOT NULL,
    -- what a look at it found
    looked_at BIGINT NOT NULL DEFAULT 0,
    findings  TEXT NOT NULL DEFAULT ''        -- lines as of table gather
);
CREATE INDEX target_network ON target (network);

-- What a library leaves out of records it copies: tags, "852 9XX".
CREATE TABLE copy_rule (
    agency BIGINT PRIMARY KEY REFERENCES agency (id),
    fields TEXT NOT NULL
) {clustered};

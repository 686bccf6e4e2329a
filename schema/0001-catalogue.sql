-- The truth: who the members are, what they sent, byte for byte, and which records describe the
-- same publication. Everything readers see is derived from here.
--
-- {id} is a number given by the database and never used again, {blob} a byte string, {clustered}
-- a table kept in the order of its key; each engine has its own words for them (db/schema.c).
-- Times are microseconds since 1970 UTC, flags 0 or 1, dates YYYY-MM-DD.

CREATE TABLE setting (
    name  TEXT PRIMARY KEY,
    value TEXT NOT NULL
);

-- ---- members ----

CREATE TABLE network (
    id      {id},
    name    TEXT NOT NULL,
    purpose TEXT NOT NULL DEFAULT '',
    sample  INTEGER NOT NULL DEFAULT 0,
    created BIGINT NOT NULL
);

CREATE TABLE agency (
    id        {id},
    slug      TEXT NOT NULL UNIQUE,
    name      TEXT NOT NULL,
    name_key  TEXT NOT NULL,            -- words_sort_key: lists are sorted by it
    type      TEXT NOT NULL,
    place     TEXT NOT NULL DEFAULT '',
    address   TEXT NOT NULL DEFAULT '',
    hours     TEXT NOT NULL DEFAULT '',
    phone     TEXT NOT NULL DEFAULT '',
    about     TEXT NOT NULL DEFAULT '',
    npp       TEXT NOT NULL DEFAULT '', -- Nomor Pokok Perpustakaan
    services  TEXT NOT NULL DEFAULT '',
    latitude  INTEGER,                  -- micro-degrees, WGS 84
    longitude INTEGER,
    sample    INTEGER NOT NULL DEFAULT 0,
    created   BIGINT NOT NULL
);

CREATE TABLE membership (
    id      {id},
    network BIGINT NOT NULL REFERENCES network (id),
    agency  BIGINT NOT NULL REFERENCES agency (id),
    since   BIGINT NOT NULL,
    until   BIGINT                      -- NULL: still a member
);
CREATE INDEX membership_network ON membership (network, agency);
CREATE INDEX membership_agency ON membership (agency);

-- ---- what they sent ----

CREATE TABLE feed (
    id      {id},
    agency  BIGINT NOT NULL REFERENCES agency (id),
    kind    TEXT NOT NULL,              -- 'upload'
    mapping TEXT NOT NULL DEFAULT '',   -- struct holding_map as text; empty: found out
    records BIGINT NOT NULL DEFAULT 0,  -- live bibliographic records, counted after each load
    created BIGINT NOT NULL,
    UNIQUE (agency, kind)
);

CREATE TABLE load (
    id        {id},
    feed      BIGINT NOT NULL REFERENCES feed (id),
    state     TEXT NOT NULL,            -- staging publishing published undoing undone discarded
    whole     INTEGER NOT NULL,         -- the whole collection: what is absent was withdrawn
    file      TEXT NOT NULL,            -- its name, without folders
    format    TEXT NOT NULL,            -- 'marc21', 'slims', 'slims-items'
    layout    TEXT NOT NULL DEFAULT '', -- of a table: separator and columns
    started   BIGINT NOT NULL,
    finished  BIGINT,
    n_read      BIGINT NOT NULL DEFAULT 0,
    n_new       BIGINT NOT NULL DEFAULT 0,
    n_changed   BIGINT NOT NULL DEFAULT 0,
    n_unchanged BIGINT NOT NULL DEFAULT 0,
    n_deleted   BIGINT NOT NULL DEFAULT 0,
    n_rejected  BIGINT NOT NULL DEFAULT 0,
    n_warnings  BIGINT NOT NULL DEFAULT 0
);
CREATE INDEX load_feed ON load (feed, state);

-- Why a row was refused or what was odd about it, and its bytes, so that it can be mended.
CREATE TABLE fault (
    id      {id},
    load    BIGINT NOT NULL REFERENCES load (id),
    reason  TEXT NOT NULL,
    fatal   INTEGER NOT NULL,
    record  BIGINT NOT NULL,
    line    BIGINT NOT NULL,
    byte    BIGINT NOT NULL,
    field   TEXT NOT NULL,
    colname TEXT NOT NULL,
    excerpt TEXT NOT NULL,
    bytes   {blob}                      -- of a refused record, at most 64 KiB
);
CREATE INDEX fault_load ON fault (load);

-- A record is an identity within its feed. It stays when its load is undone, so that the same file
-- sent again finds the same record and the same title.
CREATE TABLE record (
    id      {id},
    feed    BIGINT NOT NULL REFERENCES feed (id),
    kind    INTEGER NOT NULL,           -- 0 bibliographic, 1 holdings
    version BIGINT,                     -- what holds now; NULL: not in the collection
    parent  BIGINT REFERENCES record (id), -- of holdings: their bibliographic record
    title   BIGINT,                     -- the title it belongs or last belonged to
    founded BIGINT                      -- the title that was made for it, if any
);
CREATE INDEX record_feed ON record (feed, kind);
CREATE INDEX record_title ON record (title);
CREATE INDEX record_parent ON record (parent);

-- How a record is known again: digests of its control number, item codes, content keys.
CREATE TABLE record_key (
    feed   BIGINT NOT NULL,
    keyed  BIGINT NOT NULL,
    record BIGINT NOT NULL,
    PRIMARY KEY (feed, keyed, record)
) {clustered};

-- The bytes as sent; the same bytes again are the same version.
CREATE TABLE version (
    id     {id},
    record BIGINT NOT NULL REFERENCES record (id),
    load   BIGINT NOT NULL REFERENCES load (id),
    digest {blob} NOT NULL,
    bytes  {blob} NOT NULL
);
CREATE INDEX version_record ON version (record);

-- What a load said about a record: this version, or (NULL) that it is gone. What holds is the word
-- of the newest load that is not undone.
CREATE TABLE delivery (
    record  BIGINT NOT NULL REFERENCES record (id),
    load    BIGINT NOT NULL REFERENCES load (id),
    version BIGINT REFERENCES version (id),
    PRIMARY KEY (record, load)
) {clustered};
CREATE INDEX delivery_load ON delivery (load, record);

-- Rows without any number of their own wait here, while a load is staged, until all are read: only
-- then can each be given to the record of the feed that it fits best.
CREATE TABLE pending (
    id     {id},
    load   BIGINT NOT NULL REFERENCES load (id),
    bytes  {blob} NOT NULL
);
CREATE INDEX pending_load ON pending (load, id);

-- ---- titles ----

CREATE TABLE title (
    id    {id},
    alias BIGINT REFERENCES title (id)  -- merged into another: the old address leads there
);

-- By what records find each other: digests of ISBN, of title with author, ... (catalog/match.c).
CREATE TABLE title_key (
    keyed  BIGINT NOT NULL,
    record BIGINT NOT NULL REFERENCES record (id),
    PRIMARY KEY (keyed, record)
) {clustered};
CREATE INDEX title_key_record ON title_key (record);

-- ---- changes: the one log that indexes, harvesters and other nodes follow ----

CREATE TABLE change (
    seq   {id},
    title BIGINT NOT NULL,
    load  BIGINT                        -- NULL: not by a load
);

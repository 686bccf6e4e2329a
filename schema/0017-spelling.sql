-- How a library writes names, publishers, places and codes of languages, and which forms it decided for.

-- Each way of writing with its records, as counted last: rows of the round that spelling_count names.
CREATE TABLE spelling (
    agency        BIGINT NOT NULL REFERENCES agency (id),
    round         BIGINT NOT NULL,
    kind          INTEGER NOT NULL,          -- record/spelling.h
    text          TEXT NOT NULL,
    keyed         BIGINT NOT NULL,           -- digest of what all ways to write it share
    records       BIGINT NOT NULL,
    form          TEXT,                      -- what is proposed in its place; NULL: nothing
    source        TEXT NOT NULL DEFAULT '',  -- catalog/spelling.h
    form_records  BIGINT NOT NULL DEFAULT 0, -- of the network that have the form
    form_agencies BIGINT NOT NULL DEFAULT 0,
    PRIMARY KEY (agency, round, kind, text)
) {clustered};
CREATE INDEX spelling_keyed ON spelling (kind, keyed);
CREATE INDEX spelling_varies ON spelling (agency, round, kind, records) WHERE form IS NOT NULL;

CREATE TABLE spelling_count (
    agency BIGINT PRIMARY KEY REFERENCES agency (id),
    round  BIGINT NOT NULL,
    at     BIGINT NOT NULL,
    moved  BIGINT NOT NULL              -- feed.moved of its feeds, added up
) {clustered};

-- What a person decided for a library: this text is written so in all its records, or stays as it is.
-- Never changed; taken back by `undone`. Records and versions stay as they were sent; it is put over
-- them when they are read (catalog/chosen.h).
CREATE TABLE chosen_form (
    id        {id},
    agency    BIGINT NOT NULL REFERENCES agency (id),
    kind      INTEGER NOT NULL,
    text      TEXT NOT NULL,
    form      TEXT,                     -- NULL: ours is left as it is
    source    TEXT NOT NULL DEFAULT '', -- who proposed it, as of spelling
    records   BIGINT NOT NULL,          -- that had the text, as counted then
    person    BIGINT,                   -- NULL: the operator
    made      BIGINT NOT NULL,
    undone    BIGINT,                   -- NULL: it holds
    undone_by BIGINT,
    told      INTEGER NOT NULL          -- 0: titles of its records are still to be looked at again
);
CREATE UNIQUE INDEX chosen_form_text ON chosen_form (agency, kind, text) WHERE undone IS NULL;
CREATE INDEX chosen_form_agency ON chosen_form (agency, id);
CREATE INDEX chosen_form_untold ON chosen_form (agency) WHERE told = 0;

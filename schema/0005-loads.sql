-- Loads that a person looks at before they come into force: their file on its way in, what the
-- preview found, and the order in which loads took effect.

-- Files sent by browsers, in pieces; the bytes are in DIR/upload under the random name.
CREATE TABLE upload (
    id      {id},
    name    TEXT NOT NULL UNIQUE,
    agency  BIGINT NOT NULL REFERENCES agency (id),
    person  BIGINT,                     -- NULL: the operator
    file    TEXT NOT NULL,              -- as the person calls it, without folders
    size    BIGINT NOT NULL,            -- announced, or counted when it was all here
    started BIGINT NOT NULL,
    done    BIGINT                      -- when the last byte came; NULL: still coming
);
CREATE INDEX upload_agency ON upload (agency);

-- States before 'staging': 'received' (the file is here), 'refused' (nothing we read; `failure` says
-- why). After it: 'preview', until published, or 'discarded' by a person or 'expired' by time.
ALTER TABLE load ADD COLUMN upload BIGINT REFERENCES upload (id); -- while its file is kept
ALTER TABLE load ADD COLUMN person BIGINT;            -- who sent it; NULL: the operator
ALTER TABLE load ADD COLUMN mapping TEXT NOT NULL DEFAULT '';  -- what was said of this file (catalog/mapping.h)
ALTER TABLE load ADD COLUMN encoding TEXT NOT NULL DEFAULT ''; -- "UTF-8", "Windows-1252", "Excel"
ALTER TABLE load ADD COLUMN remember TEXT NOT NULL DEFAULT ''; -- the line of it the feed keeps when it is published
ALTER TABLE load ADD COLUMN turn BIGINT;              -- what came into force later has more; NULL: never did
ALTER TABLE load ADD COLUMN kept BIGINT;              -- a preview, kept until then; NULL: in force, or none
ALTER TABLE load ADD COLUMN basis BIGINT NOT NULL DEFAULT 0;  -- feed.moved when the preview was made
ALTER TABLE load ADD COLUMN closed TEXT NOT NULL DEFAULT '';   -- names of columns that are not published, one a line
ALTER TABLE load ADD COLUMN failure TEXT NOT NULL DEFAULT ''; -- name of a reason or an error
ALTER TABLE load ADD COLUMN n_fresh BIGINT NOT NULL DEFAULT 0;  -- records of titles nobody had
ALTER TABLE load ADD COLUMN n_match BIGINT NOT NULL DEFAULT 0;  -- records of titles that are there
ALTER TABLE load ADD COLUMN n_doubt BIGINT NOT NULL DEFAULT 0;  -- resemble a title, and do not join it
ALTER TABLE load ADD COLUMN n_copies BIGINT NOT NULL DEFAULT 0; -- rows about copies of other records
ALTER TABLE load ADD COLUMN n_titles BIGINT NOT NULL DEFAULT 0; -- titles its records belong to
ALTER TABLE load ADD COLUMN n_before BIGINT NOT NULL DEFAULT 0; -- live records of the feed before it
ALTER TABLE load ADD COLUMN whole_refused INTEGER NOT NULL DEFAULT 0;
UPDATE load SET turn = id WHERE state IN ('publishing', 'published', 'undoing', 'undone');

ALTER TABLE feed ADD COLUMN moved BIGINT NOT NULL DEFAULT 0; -- how often what holds of it has changed

-- Where in the file: the line, or the number of the record in formats without lines.
ALTER TABLE delivery ADD COLUMN place BIGINT NOT NULL DEFAULT 0;
ALTER TABLE pending ADD COLUMN place BIGINT NOT NULL DEFAULT 0;

-- Keys of staged records, while a preview is made (title_key holds only what is in force).
CREATE TABLE staged_key (
    load   BIGINT NOT NULL REFERENCES load (id),
    keyed  BIGINT NOT NULL,
    record BIGINT NOT NULL,
    PRIMARY KEY (load, keyed, record)
) {clustered};

-- Examples of each pile, and every record in doubt up to a limit.
CREATE TABLE sample (
    id      {id},
    load    BIGINT NOT NULL REFERENCES load (id),
    pile    TEXT NOT NULL,              -- 'fresh' 'match' 'doubt' 'gone'
    place   BIGINT NOT NULL,            -- as delivery.place
    record  BIGINT NOT NULL,
    heading TEXT NOT NULL,              -- title
    detail  TEXT NOT NULL,              -- author, year
    title   BIGINT,                     -- the title it joins or resembles
    other   TEXT NOT NULL DEFAULT '',   -- what that title is called
    reason  TEXT NOT NULL DEFAULT ''    -- of doubt: "isbn-title", "title-publisher"
);
CREATE INDEX sample_load ON sample (load, pile, id);

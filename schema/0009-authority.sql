-- Authority files: which form of a name or subject is the heading, from which others readers are
-- sent there, and which headings stand near it. Files of MARC 21 records, each source as a whole.

CREATE TABLE authority_load (
    id       {id},
    source   TEXT NOT NULL,             -- whose file it is; a new one takes the place of the old
    file     TEXT NOT NULL,             -- its name, without folders
    format   TEXT NOT NULL,             -- as load.format
    state    TEXT NOT NULL,             -- staging current former gone
    loaded   BIGINT NOT NULL,
    records  BIGINT NOT NULL DEFAULT 0,
    refused  BIGINT NOT NULL DEFAULT 0,
    warnings BIGINT NOT NULL DEFAULT 0
);
CREATE INDEX authority_load_source ON authority_load (source, state);

-- The bytes as sent.
CREATE TABLE authority (
    id     {id},
    load   BIGINT NOT NULL REFERENCES authority_load (id),
    number BIGINT NOT NULL,             -- of the record in the file
    bytes  {blob} NOT NULL
);
CREATE INDEX authority_of_load ON authority (load);

-- What a record says, made from its bytes (catalog/authority_forms.h): a form, and where it leads.
CREATE TABLE authority_form (
    kind        INTEGER NOT NULL,       -- index/heading.h
    relation    INTEGER NOT NULL,       -- 0 the heading itself, 1 see, 2 see also
    sort        {blob} NOT NULL,        -- keys as of headings in the index
    text        TEXT NOT NULL,
    authority   BIGINT NOT NULL REFERENCES authority (id),
    target_sort {blob} NOT NULL,
    target      TEXT NOT NULL,
    words       TEXT NOT NULL,          -- words_name_key of the text; empty for see also
    load        BIGINT NOT NULL,
    PRIMARY KEY (kind, relation, sort, text, authority, target_sort)
) {clustered};
CREATE INDEX authority_form_words ON authority_form (words);
CREATE INDEX authority_form_authority ON authority_form (authority);

-- Beginnings of new records that a library keeps under a name.

CREATE TABLE record_template (
    id      {id},
    agency  BIGINT NOT NULL REFERENCES agency (id),
    name    TEXT NOT NULL,
    bytes   {blob} NOT NULL,            -- MARC 21 in UTF-8, without what is one record's own
    made    BIGINT NOT NULL,
    deleted BIGINT                      -- NULL: it is there
);
CREATE UNIQUE INDEX record_template_name ON record_template (agency, name) WHERE deleted IS NULL;
CREATE INDEX record_template_agency ON record_template (agency, id);

-- A version is looked for by its bytes; one record may have thousands.
DROP INDEX version_record;
CREATE INDEX version_record ON version (record, digest);

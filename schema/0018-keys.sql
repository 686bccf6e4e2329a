-- Less to write for each record of a load.

-- The keys of a description are among its facts, so nobody looks for them by description, and what
-- they lead to is checked by `silang verify` instead of at each of the ten keys of a record.
CREATE TABLE keys_of_descriptions (
    keyed       BIGINT NOT NULL,
    description BIGINT NOT NULL,
    PRIMARY KEY (keyed, description)
) {clustered};
INSERT INTO keys_of_descriptions (keyed, description)
    SELECT keyed, description FROM description_key ORDER BY keyed, description;
DROP TABLE description_key;
ALTER TABLE keys_of_descriptions RENAME TO description_key;

-- Keys that came lately, of a large catalogue (catalog/keys.h): a description has its keys here or
-- above.
CREATE TABLE recent_key (
    keyed       BIGINT NOT NULL,
    description BIGINT NOT NULL,
    PRIMARY KEY (keyed, description)
) {clustered};

CREATE TABLE keys_of_works (
    keyed       BIGINT NOT NULL,
    description BIGINT NOT NULL,
    PRIMARY KEY (keyed, description)
) {clustered};
INSERT INTO keys_of_works (keyed, description)
    SELECT keyed, description FROM work_key ORDER BY keyed, description;
DROP TABLE work_key;
ALTER TABLE keys_of_works RENAME TO work_key;

-- Nobody looks for what is nowhere yet.
DROP INDEX record_title;
DROP INDEX record_parent;
DROP INDEX record_description;
DROP INDEX record_founded;
CREATE INDEX record_title ON record (title) WHERE title IS NOT NULL;
CREATE INDEX record_parent ON record (parent) WHERE parent IS NOT NULL;
CREATE INDEX record_description ON record (description) WHERE description IS NOT NULL;
CREATE INDEX record_founded ON record (founded) WHERE founded IS NOT NULL;
DROP INDEX description_title;
CREATE INDEX description_title ON description (title) WHERE title IS NOT NULL;

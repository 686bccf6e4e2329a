-- How records become titles: what counts of a description when records are compared, what people
-- decided, and what they mended. Which title a record belongs to stays in record.title.

-- Records whose facts are equal share one row, so that a textbook of two thousand libraries is
-- compared once. The facts are compact bytes of catalog/match.h; `marks` are the decisions that hold
-- for these records (catalog/decision.h), so that records a person told apart never share a row.
CREATE TABLE description (
    id     {id},
    digest {blob} NOT NULL UNIQUE,      -- of facts and marks
    facts  {blob} NOT NULL,
    marks  TEXT NOT NULL DEFAULT '',
    title  BIGINT                       -- of its records; NULL: none of them is in force
);
CREATE INDEX description_title ON description (title);

-- By what descriptions find each other: digests of ISBN, of title with author, ... (catalog/match.h).
-- Only of those in force.
CREATE TABLE description_key (
    keyed       BIGINT NOT NULL,
    description BIGINT NOT NULL REFERENCES description (id),
    PRIMARY KEY (keyed, description)
) {clustered};
CREATE INDEX description_key_description ON description_key (description);

-- The same for the work: the text behind its editions and translations.
CREATE TABLE work_key (
    keyed       BIGINT NOT NULL,
    description BIGINT NOT NULL REFERENCES description (id),
    PRIMARY KEY (keyed, description)
) {clustered};
CREATE INDEX work_key_description ON work_key (description);

ALTER TABLE record ADD COLUMN description BIGINT REFERENCES description (id); -- NULL: not in force
CREATE INDEX record_description ON record (description);
CREATE INDEX record_founded ON record (founded);

DROP TABLE title_key;

-- While a preview is made: what its records would be.
DROP TABLE staged_key;
CREATE TABLE staged_key (
    load        BIGINT NOT NULL REFERENCES load (id),
    keyed       BIGINT NOT NULL,
    description BIGINT NOT NULL,
    PRIMARY KEY (load, keyed, description)
) {clustered};
CREATE TABLE staged_record (
    load        BIGINT NOT NULL REFERENCES load (id),
    description BIGINT NOT NULL,
    record      BIGINT NOT NULL,
    PRIMARY KEY (description, load, record)
) {clustered};
CREATE INDEX staged_record_load ON staged_record (load, record);

-- Pairs a person should look at: alike, and not one title. `reason` is the text of the reasons
-- (catalog/match.h), equal for pairs that are in doubt for the same cause.
CREATE TABLE doubt (
    low    BIGINT NOT NULL REFERENCES description (id),
    high   BIGINT NOT NULL REFERENCES description (id), -- low < high
    score  INTEGER NOT NULL,
    reason TEXT NOT NULL,
    PRIMARY KEY (low, high)
) {clustered};
CREATE INDEX doubt_high ON doubt (high);
CREATE INDEX doubt_score ON doubt (score, low, high);
CREATE INDEX doubt_reason ON doubt (reason, score, low, high);

-- What people decided: these records are the same publication, or those of side 0 are another than
-- those of side 1. Never changed; taken back by `undone`.
CREATE TABLE title_decision (
    id        {id},
    verdict   TEXT NOT NULL,            -- 'same' 'different'
    person    BIGINT,                   -- NULL: the operator
    agency    BIGINT REFERENCES agency (id), -- for which library; NULL: as coordinator
    why       TEXT NOT NULL DEFAULT '', -- in the person's words, or the reason of the doubt
    one       BIGINT NOT NULL,          -- the titles as they were then
    other     BIGINT NOT NULL,          -- the same for a title that was split
    made      BIGINT NOT NULL,
    undone    BIGINT,                   -- NULL: it holds
    undone_by BIGINT
);
CREATE TABLE title_decision_record (
    decision BIGINT NOT NULL REFERENCES title_decision (id),
    record   BIGINT NOT NULL REFERENCES record (id),
    side     INTEGER NOT NULL,
    facts    {blob} NOT NULL,           -- as they were: it holds while the record is still that book
    PRIMARY KEY (decision, record)
) {clustered};
CREATE INDEX title_decision_record_record ON title_decision_record (record);

-- Records that moved from one title to another, and by what.
CREATE TABLE move (
    id       {id},
    record   BIGINT NOT NULL REFERENCES record (id),
    source   BIGINT NOT NULL,           -- title
    target   BIGINT NOT NULL,           -- title
    load     BIGINT,                    -- by a load; NULL: see decision; both NULL: by match rebuild
    decision BIGINT,
    at       BIGINT NOT NULL
);
CREATE INDEX move_source ON move (source);
CREATE INDEX move_target ON move (target);

-- Fields of a title mended by hand: no load overwrites them. The newest that is not undone holds.
CREATE TABLE mend (
    id        {id},
    title     BIGINT NOT NULL REFERENCES title (id),
    field     TEXT NOT NULL,            -- catalog/mend.h
    value     TEXT NOT NULL,            -- empty: shown as missing
    person    BIGINT,                   -- NULL: the operator
    agency    BIGINT REFERENCES agency (id),
    why       TEXT NOT NULL DEFAULT '',
    made      BIGINT NOT NULL,
    undone    BIGINT,
    undone_by BIGINT
);
CREATE INDEX mend_title ON mend (title, field);

-- Which titles were merged into one: their mends hold for it.
CREATE INDEX title_alias ON title (alias) WHERE alias IS NOT NULL;

-- The place of another migration that is being made at the same time.
CREATE TABLE later (n INTEGER);
DROP TABLE later;

-- Books typed in one at a time: each save is a load of one record into the agency's feed 'entry'.

-- A form sent twice is one load.
ALTER TABLE load ADD COLUMN nonce TEXT;
CREATE UNIQUE INDEX load_nonce ON load (feed, nonce);

-- There are as many loads now as there were saves: what is asked of them must not walk through all.
CREATE INDEX load_turn ON load (turn);
CREATE INDEX load_finished ON load (feed, state, finished);

-- How an agency numbers its copies ("B00001"), and the next number. Numbers are never used twice.
CREATE TABLE numbering (
    agency  BIGINT PRIMARY KEY REFERENCES agency (id),
    prefix  TEXT NOT NULL,
    digits  INTEGER NOT NULL,
    upcoming BIGINT NOT NULL
);

-- What a member says of itself, what a network is for, and how members come in.

-- Places are codes of the Ministry of Home Affairs ("340407", network/place.h). The older free texts
-- `place` and `hours` stay: a place that has no code, and what the week does not say.
ALTER TABLE agency ADD COLUMN npsn       TEXT NOT NULL DEFAULT '';
ALTER TABLE agency ADD COLUMN isil       TEXT NOT NULL DEFAULT '';
ALTER TABLE agency ADD COLUMN place_code TEXT NOT NULL DEFAULT '';
ALTER TABLE agency ADD COLUMN week       TEXT NOT NULL DEFAULT ''; -- network/hours.h
ALTER TABLE agency ADD COLUMN whatsapp   TEXT NOT NULL DEFAULT ''; -- digits with the country's
ALTER TABLE agency ADD COLUMN email      TEXT NOT NULL DEFAULT '';
ALTER TABLE agency ADD COLUMN website    TEXT NOT NULL DEFAULT '';
ALTER TABLE agency ADD COLUMN contact    TEXT NOT NULL DEFAULT ''; -- the person in charge
ALTER TABLE agency ADD COLUMN strengths  TEXT NOT NULL DEFAULT '';
ALTER TABLE agency ADD COLUMN lacks      TEXT NOT NULL DEFAULT '';
ALTER TABLE agency ADD COLUMN benefits   TEXT NOT NULL DEFAULT ''; -- what others gain from it
ALTER TABLE agency ADD COLUMN edition    BIGINT NOT NULL DEFAULT 1; -- counts changes of the profile
ALTER TABLE agency ADD COLUMN changed    BIGINT NOT NULL DEFAULT 0; -- the profile; 0: never
CREATE INDEX agency_place ON agency (place_code);

-- The picture of a library, as it came; at most one.
CREATE TABLE photo (
    agency  BIGINT PRIMARY KEY REFERENCES agency (id),
    kind    TEXT NOT NULL,              -- 'jpeg' 'png' 'webp', found out from the bytes
    width   INTEGER NOT NULL,
    height  INTEGER NOT NULL,
    bytes   {blob} NOT NULL,
    changed BIGINT NOT NULL
);

-- Four conditions to join and six to succeed (network/eligibility.h): what the agency says, and why
-- one should believe it.
CREATE TABLE statement (
    agency   BIGINT NOT NULL REFERENCES agency (id),
    item     TEXT NOT NULL,             -- 'collection' 'outsiders' ... 'rules' 'equipment'
    met      INTEGER NOT NULL,
    evidence TEXT NOT NULL,
    stated   BIGINT NOT NULL,
    PRIMARY KEY (agency, item)
) {clustered};

-- What a network decided about an agency's fitness, and when; the newest holds.
CREATE TABLE decision (
    id      {id},
    agency  BIGINT NOT NULL REFERENCES agency (id),
    network BIGINT NOT NULL REFERENCES network (id),
    fit     INTEGER NOT NULL,
    reason  TEXT NOT NULL,
    decided BIGINT NOT NULL,
    person  BIGINT REFERENCES person (id) -- NULL: the operator
);
CREATE INDEX decision_agency ON decision (agency, network);

ALTER TABLE network ADD COLUMN kinds         TEXT NOT NULL DEFAULT ''; -- types admitted; empty: all
ALTER TABLE network ADD COLUMN place_code    TEXT NOT NULL DEFAULT '';
ALTER TABLE network ADD COLUMN jurisdiction  TEXT NOT NULL DEFAULT ''; -- 'one' 'many': authorities
ALTER TABLE network ADD COLUMN commercial    INTEGER NOT NULL DEFAULT 0;
ALTER TABLE network ADD COLUMN rules         TEXT NOT NULL DEFAULT '';
ALTER TABLE network ADD COLUMN contact       TEXT NOT NULL DEFAULT '';
ALTER TABLE network ADD COLUMN contact_phone TEXT NOT NULL DEFAULT '';
ALTER TABLE network ADD COLUMN contact_email TEXT NOT NULL DEFAULT '';
ALTER TABLE network ADD COLUMN admits        INTEGER NOT NULL DEFAULT 0; -- anyone may apply
ALTER TABLE network ADD COLUMN edition       BIGINT NOT NULL DEFAULT 1;

-- A link and a short code that let an agency apply. Both are kept only as SHA-256.
CREATE TABLE invitation (
    id         {id},
    network    BIGINT NOT NULL REFERENCES network (id),
    secret     {blob} NOT NULL UNIQUE,
    code       {blob} NOT NULL UNIQUE,
    name       TEXT NOT NULL DEFAULT '', -- what is known of the invited agency
    npsn       TEXT NOT NULL DEFAULT '',
    type       TEXT NOT NULL DEFAULT '',
    place_code TEXT NOT NULL DEFAULT '',
    uses_left  INTEGER NOT NULL,
    made       BIGINT NOT NULL,
    made_by    BIGINT REFERENCES person (id),
    expires    BIGINT NOT NULL,
    revoked    BIGINT
);
CREATE INDEX invitation_network ON invitation (network);

-- How often a sender tried a code in an hour: codes are short, so guessing has to be slow.
CREATE TABLE guess (
    hour   BIGINT NOT NULL,
    sender TEXT NOT NULL,
    n      INTEGER NOT NULL,
    PRIMARY KEY (hour, sender)
) {clustered};

-- An agency that asks to be a member. Until one is approved the agency is in no network, so readers
-- see nothing of it, but its people can work.
CREATE TABLE application (
    id         {id},
    network    BIGINT NOT NULL REFERENCES network (id),
    agency     BIGINT NOT NULL REFERENCES agency (id),
    invitation BIGINT REFERENCES invitation (id), -- NULL: by the open form
    person     BIGINT REFERENCES person (id),     -- who asks
    message    TEXT NOT NULL DEFAULT '',
    state      TEXT NOT NULL,           -- waiting approved declined withdrawn
    made       BIGINT NOT NULL,
    decided    BIGINT,
    decided_by BIGINT REFERENCES person (id),
    reason     TEXT NOT NULL DEFAULT ''
);
CREATE INDEX application_network ON application (network, state);
CREATE INDEX application_agency ON application (agency);

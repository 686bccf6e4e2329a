-- People, what they may do and where, and how they prove who they are. Passwords are kept as argon2id
-- strings, secrets of sessions and one-time codes only as SHA-256.

CREATE TABLE person (
    id        {id},
    name      TEXT NOT NULL,
    name_key  TEXT NOT NULL,            -- words_sort_key
    login     TEXT NOT NULL UNIQUE,     -- e-mail address or phone number, in its one form (network/person.c)
    password  TEXT NOT NULL,            -- argon2id string; empty: none yet, a code makes one
    lang      TEXT NOT NULL DEFAULT '',
    created   BIGINT NOT NULL,
    disabled  BIGINT                    -- NULL: may sign in
);

-- What a person is, in one agency or in one network, and from when to when.
CREATE TABLE role (
    id      {id},
    person  BIGINT NOT NULL REFERENCES person (id),
    kind    TEXT NOT NULL,              -- coordinator manager cataloguer desk head
    agency  BIGINT REFERENCES agency (id),
    network BIGINT REFERENCES network (id),
    since   BIGINT NOT NULL,
    until   BIGINT                      -- NULL: still
);
CREATE INDEX role_person ON role (person);
CREATE INDEX role_agency ON role (agency);
CREATE INDEX role_network ON role (network);

CREATE TABLE session (
    id      {id},
    secret  {blob} NOT NULL UNIQUE,     -- SHA-256 of what the cookie holds
    person  BIGINT NOT NULL REFERENCES person (id),
    started BIGINT NOT NULL,
    seen    BIGINT NOT NULL,            -- to within a few minutes
    kept    INTEGER NOT NULL            -- 1: "stay signed in on this device"
);
CREATE INDEX session_person ON session (person);

-- A code that sets a first or a new password; it dies with that.
CREATE TABLE code (
    id      {id},
    secret  {blob} NOT NULL UNIQUE,     -- SHA-256
    person  BIGINT NOT NULL REFERENCES person (id),
    made_by BIGINT REFERENCES person (id), -- NULL: the operator
    made    BIGINT NOT NULL,
    expires BIGINT NOT NULL
);
CREATE INDEX code_person ON code (person);

-- Who did what to which object, appended and never changed. `object` is "agency:12", "load:7".
CREATE TABLE audit (
    id      {id},
    at      BIGINT NOT NULL,
    person  BIGINT,                     -- NULL: the operator at the command line
    agency  BIGINT,                     -- the agency it concerns, if any
    action  TEXT NOT NULL,              -- "person.add"; also the message "audit.person.add"
    object  TEXT NOT NULL,
    detail  TEXT NOT NULL DEFAULT ''
);
CREATE INDEX audit_object ON audit (object, id);
CREATE INDEX audit_agency ON audit (agency, id);

-- Networks may stand inside one another: the rules and coordinators of the outer one reach inside.
ALTER TABLE network ADD COLUMN parent BIGINT REFERENCES network (id);

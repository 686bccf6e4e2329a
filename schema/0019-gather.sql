-- Folders on the server that are fetched from, and passwords that other systems ask for.

-- A file of such a folder, as it was when it was looked at last (catalog/gather_folder.h).
CREATE TABLE gather_file (
    id       {id},
    gather   BIGINT NOT NULL REFERENCES gather (id),
    name     TEXT NOT NULL,             -- below the folder: "2026/baru.mrc"
    size     BIGINT NOT NULL,           -- -1: it is read again whatever it is
    modified BIGINT NOT NULL,
    changed  BIGINT NOT NULL,           -- also of its name or rights
    digest   {blob} NOT NULL,           -- empty: it is taken again whatever it says
    read_at  BIGINT NOT NULL,           -- when it was taken; 0: never
    reason   TEXT NOT NULL DEFAULT '',  -- why it could not be read as it is now; empty: it could
    about    TEXT NOT NULL DEFAULT '',
    records  BIGINT NOT NULL DEFAULT 0,
    refused  BIGINT NOT NULL DEFAULT 0,
    UNIQUE (gather, name)
);

-- What a file says, as it was taken last. A record that no file has is missing.
CREATE TABLE gather_held (
    file   BIGINT NOT NULL REFERENCES gather_file (id),
    record BIGINT NOT NULL,             -- may have gone with a load that was thrown away
    load   BIGINT NOT NULL,             -- that it was taken by
    gone   INTEGER NOT NULL,            -- it says that the record is deleted
    PRIMARY KEY (file, record)
) {clustered};
CREATE INDEX gather_held_record ON gather_held (record, file);

-- Who we are there, and the password, sealed with the key of DIR/secret.key (work/seal.h).
ALTER TABLE gather ADD COLUMN login TEXT NOT NULL DEFAULT '';
ALTER TABLE gather ADD COLUMN sealed {blob};
ALTER TABLE target ADD COLUMN login TEXT NOT NULL DEFAULT '';
ALTER TABLE target ADD COLUMN sealed {blob};

-- What a quiet look at a feed found last: whether what it published is still as it was sent and can
-- still be read by today's program.
CREATE TABLE feed_check (
    feed       BIGINT PRIMARY KEY REFERENCES feed (id),
    at         BIGINT NOT NULL,
    records    BIGINT NOT NULL,
    damaged    BIGINT NOT NULL,         -- bytes that are not those of their digest
    unreadable BIGINT NOT NULL
);

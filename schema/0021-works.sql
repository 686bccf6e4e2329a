-- Keys of works are digests as the others are (catalog/match_keys.c), under which no others lie: one
-- table of keys is enough, and those of a load wait where all keys wait.
INSERT INTO description_key (keyed, description)
    SELECT keyed, description FROM work_key ORDER BY keyed, description
    ON CONFLICT DO NOTHING;
DROP TABLE work_key;

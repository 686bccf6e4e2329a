-- Records edited by hand, also those that another system sends.

ALTER TABLE load ADD COLUMN why TEXT NOT NULL DEFAULT ''; -- of a save by hand: the person's reason
ALTER TABLE load ADD COLUMN over BIGINT;   -- of an edit of what another system sends: the version it was made over

-- What a source sent keeps coming; an edit by hand is put over it (catalog/hand.h).
ALTER TABLE record ADD COLUMN hand BIGINT; -- the load of the edit that counts; NULL: none
ALTER TABLE record ADD COLUMN sent BIGINT; -- while it is in force: the version the source says
CREATE INDEX record_hand ON record (feed, id) WHERE hand IS NOT NULL;

-- What a disputed card points to; orders that were handed over again, with the hand-overs they came back from.

ALTER TABLE watch_card ADD COLUMN evidence TEXT;
CREATE INDEX watch_card_at_window ON watch_card (region, given_on, id) WHERE at_window = 1;

ALTER TABLE supervision_order ADD COLUMN handed_on TEXT;
ALTER TABLE supervision_order ADD COLUMN handed_back TEXT;

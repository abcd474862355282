-- Ratings upward (好差评上报): how each stands with the node above, and what both sides came to when they were held against
-- each other; and how far the ten-second job has read, so that a quiet county reads nothing.

CREATE TABLE exchange_review (
    region TEXT NOT NULL,
    peer TEXT NOT NULL,
    code TEXT NOT NULL,
    name TEXT NOT NULL,
    department_id BIGINT NOT NULL,
    version BIGINT NOT NULL,
    digest TEXT NOT NULL,
    state TEXT NOT NULL,
    reason TEXT NOT NULL,
    seq BIGINT NOT NULL,
    PRIMARY KEY (region, peer, code)
);
CREATE INDEX exchange_review_by_message ON exchange_review (region, peer, seq);
CREATE INDEX exchange_review_by_state ON exchange_review (region, peer, state, code);

CREATE TABLE exchange_mark (
    region TEXT NOT NULL,
    peer TEXT NOT NULL,
    kind TEXT NOT NULL,
    mark TEXT NOT NULL,
    PRIMARY KEY (region, peer, kind)
);

ALTER TABLE exchange_reconciliation ADD COLUMN reviews TEXT;

-- What is decided at a window and what takes it away, in versions; scans that another took the place of; drafts of
-- applications under a chain that have a number; forms of matters put aside.

CREATE TABLE county_rule (
    region TEXT NOT NULL,
    topic TEXT NOT NULL,
    version BIGINT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (region, topic, version)
);

CREATE TABLE letter_scan_before (
    region TEXT NOT NULL,
    letter_kind TEXT NOT NULL,
    letter_id BIGINT NOT NULL,
    place BIGINT NOT NULL,
    address TEXT NOT NULL,
    digest TEXT NOT NULL,
    size BIGINT NOT NULL,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    kept_at TEXT NOT NULL,
    kept_by BIGINT NOT NULL,
    replaced_at TEXT NOT NULL,
    replaced_by BIGINT NOT NULL,
    reason TEXT NOT NULL,
    PRIMARY KEY (region, letter_kind, letter_id, place)
);

ALTER TABLE matter_draft ADD COLUMN draft_no TEXT;
ALTER TABLE matter_draft ADD COLUMN password_mark TEXT;
ALTER TABLE matter_draft ADD COLUMN begun_from TEXT;
CREATE UNIQUE INDEX matter_draft_by_no ON matter_draft (region, draft_no);
CREATE INDEX matter_draft_by_origin ON matter_draft (region, begun_from, kept_at);

ALTER TABLE parked_intake ADD COLUMN chain_code TEXT;

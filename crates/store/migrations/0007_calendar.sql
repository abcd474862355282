-- Where a notice is published and what its days are called; the place's own days over the national ones.

ALTER TABLE calendar_year ADD COLUMN address TEXT;
ALTER TABLE calendar_year ADD COLUMN entered_by TEXT;
ALTER TABLE calendar_day ADD COLUMN name TEXT;

CREATE TABLE calendar_local (
    region TEXT NOT NULL,
    day TEXT NOT NULL,
    version BIGINT NOT NULL,
    kind TEXT NOT NULL,
    reason TEXT NOT NULL,
    source TEXT NOT NULL,
    entered_at TEXT NOT NULL,
    entered_by TEXT NOT NULL,
    PRIMARY KEY (region, day, version)
);

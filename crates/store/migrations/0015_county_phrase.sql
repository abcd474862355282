-- Phrases that the county offers to everybody, once somebody has changed those that ship.

CREATE TABLE county_phrase (
    region TEXT NOT NULL,
    version BIGINT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (region)
);

-- Snapshots that counties reported here, every version of them, and the standings that were computed from them, each frozen
-- with its rows.

CREATE TABLE reported_snapshot (
    region TEXT NOT NULL,
    county TEXT NOT NULL,
    as_of TEXT NOT NULL,
    version BIGINT NOT NULL,
    snapshot_id BIGINT NOT NULL,
    taken_at TEXT NOT NULL,
    came_at TEXT NOT NULL,
    seq BIGINT NOT NULL,
    cases BIGINT NOT NULL,
    figures TEXT NOT NULL,
    changes TEXT NOT NULL,
    PRIMARY KEY (region, county, as_of, version)
);

CREATE TABLE standing (
    region TEXT NOT NULL,
    day TEXT NOT NULL,
    version BIGINT NOT NULL,
    rules TEXT NOT NULL,
    basis TEXT NOT NULL,
    ranked BIGINT NOT NULL,
    unranked BIGINT NOT NULL,
    changes TEXT NOT NULL,
    computed_at TEXT NOT NULL,
    computed_by TEXT NOT NULL,
    PRIMARY KEY (region, day, version)
);

CREATE TABLE standing_row (
    region TEXT NOT NULL,
    day TEXT NOT NULL,
    version BIGINT NOT NULL,
    county TEXT NOT NULL,
    place BIGINT,
    standing TEXT NOT NULL,
    PRIMARY KEY (region, day, version, county)
);
CREATE INDEX standing_row_by_county ON standing_row (region, county, day, version);

CREATE INDEX exchange_message_by_kind ON exchange_message (region, peer, direction, kind, seq);

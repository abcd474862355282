-- What stations offer and where they are, in versions; the approved map.

CREATE TABLE station_offer (
    region TEXT NOT NULL,
    station_code TEXT NOT NULL,
    item_id BIGINT NOT NULL,
    valid_from TEXT NOT NULL,
    valid_to TEXT,
    way TEXT NOT NULL,
    PRIMARY KEY (region, station_code, item_id, valid_from)
);

CREATE INDEX station_offer_item ON station_offer (region, item_id);

CREATE TABLE station_place (
    region TEXT NOT NULL,
    station_code TEXT NOT NULL,
    valid_from TEXT NOT NULL,
    datum TEXT,
    longitude BIGINT,
    latitude BIGINT,
    source TEXT NOT NULL,
    PRIMARY KEY (region, station_code, valid_from)
);

CREATE TABLE station_map (
    region TEXT NOT NULL,
    version BIGINT NOT NULL,
    number TEXT NOT NULL,
    title TEXT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (region, version)
);

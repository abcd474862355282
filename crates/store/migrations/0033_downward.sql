-- What a node above last said of each item by its answers and in reconciliations: beside the province's export it says
-- whether an item is published.

CREATE TABLE exchange_acknowledged (
    region TEXT NOT NULL,
    peer TEXT NOT NULL,
    code TEXT NOT NULL,
    outcome TEXT NOT NULL,
    version BIGINT NOT NULL,
    holds BIGINT,
    on_day TEXT NOT NULL,
    PRIMARY KEY (region, peer, code)
);

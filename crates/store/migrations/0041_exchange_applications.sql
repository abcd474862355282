-- Applications that are handed down to a node below (推送办件下行): how each stands, without the applicant; and the enclosure
-- for the receiver alone, sealed to its key, until it has answered.

CREATE TABLE exchange_application (
    region TEXT NOT NULL,
    peer TEXT NOT NULL,
    code TEXT NOT NULL,
    version BIGINT NOT NULL,
    item_code TEXT NOT NULL,
    submitted_at TEXT NOT NULL,
    content TEXT NOT NULL,
    enclosure TEXT NOT NULL,
    state TEXT NOT NULL,
    reason TEXT NOT NULL,
    case_no TEXT NOT NULL,
    seq BIGINT NOT NULL,
    handed_at TEXT NOT NULL,
    PRIMARY KEY (region, peer, code)
);
CREATE INDEX exchange_application_by_message ON exchange_application (region, peer, seq);
CREATE INDEX exchange_application_by_state ON exchange_application (region, state, handed_at);

CREATE TABLE exchange_enclosure (
    region TEXT NOT NULL,
    peer TEXT NOT NULL,
    code TEXT NOT NULL,
    sealed TEXT NOT NULL,
    PRIMARY KEY (region, peer, code)
);

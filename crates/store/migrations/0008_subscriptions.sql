-- Subscriptions of other systems to what happens to cases, and how far each has come.

CREATE TABLE subscription (
    region TEXT NOT NULL,
    id BIGINT NOT NULL,
    version BIGINT NOT NULL,
    name TEXT NOT NULL,
    target TEXT NOT NULL,
    kinds TEXT NOT NULL,
    department_id BIGINT,
    sm3 BIGINT NOT NULL,
    nonce TEXT NOT NULL,
    key_id BIGINT,
    state TEXT NOT NULL,
    opened_at TEXT NOT NULL,
    opened_by BIGINT,
    PRIMARY KEY (region, id)
);

CREATE TABLE delivery_way (
    region TEXT NOT NULL,
    subscription_id BIGINT NOT NULL,
    block_no BIGINT NOT NULL,
    taken BIGINT NOT NULL,
    generation BIGINT NOT NULL,
    tries BIGINT NOT NULL,
    due_at TEXT,
    sent BIGINT NOT NULL,
    sent_at TEXT,
    fault TEXT,
    trial BIGINT NOT NULL,
    tried TEXT,
    tried_at TEXT,
    PRIMARY KEY (region, subscription_id)
);

CREATE TABLE delivery_parked (
    region TEXT NOT NULL,
    subscription_id BIGINT NOT NULL,
    stream TEXT NOT NULL,
    seq BIGINT NOT NULL,
    kind TEXT NOT NULL,
    case_no TEXT NOT NULL,
    tries BIGINT NOT NULL,
    fault TEXT NOT NULL,
    parked_at TEXT NOT NULL,
    again BIGINT NOT NULL,
    PRIMARY KEY (region, subscription_id, stream, seq)
);

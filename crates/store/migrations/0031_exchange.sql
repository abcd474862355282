-- The exchange between nodes: whom we know, every message of both directions as evidence, how each item stands with the
-- node above, what is held of the nodes below, and what both sides came to when they were held against each other.

CREATE TABLE exchange_peer (
    region TEXT NOT NULL,
    code TEXT NOT NULL,
    version BIGINT NOT NULL,
    name TEXT NOT NULL,
    public_key TEXT NOT NULL,
    address TEXT NOT NULL,
    active BIGINT NOT NULL,
    PRIMARY KEY (region, code)
);

CREATE TABLE exchange_message (
    region TEXT NOT NULL,
    peer TEXT NOT NULL,
    direction TEXT NOT NULL,
    seq BIGINT NOT NULL,
    kind TEXT NOT NULL,
    envelope TEXT NOT NULL,
    body TEXT NOT NULL,
    signature TEXT NOT NULL,
    digest TEXT NOT NULL,
    row_count BIGINT NOT NULL,
    mark TEXT,
    kept_at TEXT NOT NULL,
    answer TEXT,
    answer_signature TEXT,
    answered_at TEXT,
    PRIMARY KEY (region, peer, direction, seq)
);
CREATE INDEX exchange_message_unanswered ON exchange_message (region, peer, seq) WHERE answer IS NULL;

CREATE TABLE exchange_item (
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
CREATE INDEX exchange_item_by_message ON exchange_item (region, peer, seq);

CREATE TABLE exchange_held (
    region TEXT NOT NULL,
    sender TEXT NOT NULL,
    kind TEXT NOT NULL,
    code TEXT NOT NULL,
    version BIGINT NOT NULL,
    digest TEXT NOT NULL,
    fields TEXT NOT NULL,
    withdrawn BIGINT NOT NULL,
    seq BIGINT NOT NULL,
    PRIMARY KEY (region, sender, kind, code)
);

CREATE TABLE exchange_reconciliation (
    region TEXT NOT NULL,
    peer TEXT NOT NULL,
    day TEXT NOT NULL,
    ours BIGINT NOT NULL,
    theirs BIGINT NOT NULL,
    agree BIGINT NOT NULL,
    lines TEXT NOT NULL,
    answer TEXT NOT NULL,
    done_at TEXT NOT NULL,
    PRIMARY KEY (region, peer, day)
);

-- What a node above last said of each item by its answers and in reconciliations: beside the province's export it says
-- whether an item is published. What a node asks of those below, what is answered to those above, and how both stand with
-- whom they go to.

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

CREATE TABLE policy (
    region TEXT NOT NULL,
    code TEXT NOT NULL,
    kind TEXT NOT NULL,
    version BIGINT NOT NULL,
    title TEXT NOT NULL,
    detail TEXT NOT NULL,
    content TEXT NOT NULL,
    days BIGINT NOT NULL,
    published_on TEXT NOT NULL,
    withdrawn BIGINT NOT NULL,
    PRIMARY KEY (region, code)
);

CREATE TABLE policy_answer (
    region TEXT NOT NULL,
    peer TEXT NOT NULL,
    code TEXT NOT NULL,
    policy_version BIGINT NOT NULL,
    version BIGINT NOT NULL,
    reply TEXT NOT NULL,
    ours TEXT NOT NULL,
    planned_on TEXT,
    reason TEXT NOT NULL,
    answered_on TEXT NOT NULL,
    PRIMARY KEY (region, peer, code)
);

CREATE TABLE policy_sending (
    region TEXT NOT NULL,
    peer TEXT NOT NULL,
    kind TEXT NOT NULL,
    code TEXT NOT NULL,
    name TEXT NOT NULL,
    version BIGINT NOT NULL,
    digest TEXT NOT NULL,
    state TEXT NOT NULL,
    reason TEXT NOT NULL,
    seq BIGINT NOT NULL,
    PRIMARY KEY (region, peer, kind, code)
);

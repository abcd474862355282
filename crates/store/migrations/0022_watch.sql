-- Clocks under watch: the county's rules, the cards they gave, the supervision orders that followed.

CREATE TABLE watch_profile (
    region TEXT NOT NULL,
    version BIGINT NOT NULL,
    valid_from TEXT NOT NULL,
    source TEXT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (region, version)
);

CREATE TABLE watch_card (
    region TEXT NOT NULL,
    id BIGINT NOT NULL,
    version BIGINT NOT NULL,
    case_id BIGINT NOT NULL,
    case_no TEXT NOT NULL,
    item_name TEXT NOT NULL,
    department_id BIGINT NOT NULL,
    point TEXT NOT NULL,
    level TEXT NOT NULL,
    began_on TEXT NOT NULL,
    due_on TEXT NOT NULL,
    reached_on TEXT NOT NULL,
    profile_version BIGINT NOT NULL,
    given_at TEXT NOT NULL,
    given_on TEXT NOT NULL,
    stage TEXT NOT NULL,
    dispute TEXT,
    disputed_at TEXT,
    disputed_by BIGINT,
    ruling TEXT,
    ruled_at TEXT,
    ruled_by BIGINT,
    reason TEXT,
    reasoned_at TEXT,
    reasoned_by BIGINT,
    PRIMARY KEY (region, id)
);
CREATE UNIQUE INDEX watch_card_once ON watch_card (region, case_id, point, level);
CREATE INDEX watch_card_by_day ON watch_card (region, given_on, id);
CREATE INDEX watch_card_of ON watch_card (region, department_id, given_on, id);
CREATE INDEX watch_card_disputed ON watch_card (region, department_id) WHERE stage = 'disputed';
CREATE INDEX watch_card_unexplained ON watch_card (region, department_id)
    WHERE stage <> 'annulled' AND level = 'red' AND point = 'whole' AND reason IS NULL;

CREATE TABLE supervision_order (
    region TEXT NOT NULL,
    id BIGINT NOT NULL,
    version BIGINT NOT NULL,
    order_no TEXT NOT NULL,
    cause TEXT NOT NULL,
    case_id BIGINT NOT NULL,
    case_no TEXT NOT NULL,
    item_name TEXT NOT NULL,
    department_id BIGINT NOT NULL,
    department_name TEXT NOT NULL,
    words TEXT NOT NULL,
    issued_at TEXT NOT NULL,
    issued_on TEXT NOT NULL,
    issued_by BIGINT,
    reply_by TEXT NOT NULL,
    told TEXT NOT NULL,
    stage TEXT NOT NULL,
    reply TEXT,
    replied_at TEXT,
    replied_by BIGINT,
    finding TEXT,
    ended_at TEXT,
    ended_by BIGINT,
    PRIMARY KEY (region, id)
);
CREATE UNIQUE INDEX supervision_order_by_no ON supervision_order (region, order_no);
CREATE INDEX supervision_order_of_case ON supervision_order (region, case_id);
CREATE INDEX supervision_order_by_stage ON supervision_order (region, stage, id);
CREATE INDEX supervision_order_open ON supervision_order (region, department_id)
    WHERE stage IN ('issued', 'replied');

CREATE TABLE supervision_number (
    region TEXT NOT NULL,
    year BIGINT NOT NULL,
    used BIGINT NOT NULL,
    PRIMARY KEY (region, year)
);

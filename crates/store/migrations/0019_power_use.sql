-- What somebody named in a letter did at a case, under which letter; and cases that were passed on to the department by
-- somebody who could have decided them.

CREATE TABLE power_use (
    region TEXT NOT NULL,
    case_id BIGINT NOT NULL,
    act TEXT NOT NULL,
    version BIGINT NOT NULL,
    power TEXT NOT NULL,
    staff_id BIGINT NOT NULL,
    letter_id BIGINT NOT NULL,
    letter_no TEXT NOT NULL,
    capacity TEXT NOT NULL,
    lacking BIGINT NOT NULL,
    item_id BIGINT NOT NULL,
    department_id BIGINT NOT NULL,
    used_at TEXT NOT NULL,
    PRIMARY KEY (region, case_id, act, version)
);
CREATE INDEX power_use_lacking ON power_use (region, used_at, case_id) WHERE lacking = 1;

CREATE TABLE sent_back (
    region TEXT NOT NULL,
    case_id BIGINT NOT NULL,
    version BIGINT NOT NULL,
    staff_id BIGINT NOT NULL,
    letter_id BIGINT NOT NULL,
    letter_no TEXT NOT NULL,
    capacity TEXT NOT NULL,
    item_id BIGINT NOT NULL,
    department_id BIGINT NOT NULL,
    sent_at TEXT NOT NULL,
    reason TEXT NOT NULL,
    words TEXT NOT NULL,
    PRIMARY KEY (region, case_id, version)
);
CREATE INDEX sent_back_by_day ON sent_back (region, sent_at, case_id);

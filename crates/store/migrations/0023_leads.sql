-- What speaks for handling outside the hall: lists from elsewhere, thresholds, runs of the detectors, leads.

CREATE TABLE ledger_import (
    region TEXT NOT NULL,
    import_id BIGINT NOT NULL,
    kind TEXT NOT NULL,
    as_of TEXT NOT NULL,
    file_name TEXT NOT NULL,
    digest TEXT NOT NULL,
    entered_at TEXT NOT NULL,
    PRIMARY KEY (region, import_id)
);

CREATE TABLE ledger_row (
    region TEXT NOT NULL,
    import_id BIGINT NOT NULL,
    row_no BIGINT NOT NULL,
    kind TEXT NOT NULL,
    decision_no TEXT NOT NULL,
    party TEXT NOT NULL,
    code TEXT NOT NULL,
    content TEXT NOT NULL,
    item_name TEXT NOT NULL,
    decided_on TEXT NOT NULL,
    organ TEXT NOT NULL,
    PRIMARY KEY (region, import_id, row_no)
);
CREATE INDEX ledger_row_by_day ON ledger_row (region, decided_on, import_id, row_no);

CREATE TABLE detector_profile (
    region TEXT NOT NULL,
    version BIGINT NOT NULL,
    entered_at TEXT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (region, version)
);

CREATE TABLE oversight_run (
    region TEXT NOT NULL,
    id BIGINT NOT NULL,
    taken_at TEXT NOT NULL,
    from_on TEXT NOT NULL,
    to_on TEXT NOT NULL,
    profile_version BIGINT NOT NULL,
    tested TEXT NOT NULL,
    PRIMARY KEY (region, id)
);
CREATE INDEX oversight_run_by_time ON oversight_run (region, taken_at, id);

CREATE TABLE oversight_finding (
    region TEXT NOT NULL,
    run_id BIGINT NOT NULL,
    no BIGINT NOT NULL,
    detector TEXT NOT NULL,
    subject TEXT NOT NULL,
    lead_id BIGINT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (region, run_id, no)
);

CREATE TABLE oversight_lead (
    region TEXT NOT NULL,
    id BIGINT NOT NULL,
    version BIGINT NOT NULL,
    lead_no TEXT NOT NULL,
    detector TEXT NOT NULL,
    subject TEXT NOT NULL,
    item_id BIGINT,
    department_id BIGINT,
    person_id BIGINT,
    run_id BIGINT NOT NULL,
    last_run_id BIGINT NOT NULL,
    found_at TEXT NOT NULL,
    last_found_at TEXT NOT NULL,
    from_on TEXT NOT NULL,
    to_on TEXT NOT NULL,
    body TEXT NOT NULL,
    stage TEXT NOT NULL,
    assigned_at TEXT,
    assigned_by BIGINT,
    due_on TEXT,
    note TEXT,
    stated_at TEXT,
    stated_by BIGINT,
    statement TEXT,
    settled_at TEXT,
    settled_by BIGINT,
    finding TEXT,
    order_no TEXT,
    explanation TEXT,
    followed_at TEXT,
    followed_by BIGINT,
    goes_on BIGINT,
    follow_up TEXT,
    PRIMARY KEY (region, id)
);
CREATE UNIQUE INDEX oversight_lead_by_no ON oversight_lead (region, lead_no);
CREATE INDEX oversight_lead_by_subject ON oversight_lead (region, detector, subject, id);
CREATE INDEX oversight_lead_by_stage ON oversight_lead (region, stage, id);

CREATE TABLE lead_number (
    region TEXT NOT NULL,
    year BIGINT NOT NULL,
    used BIGINT NOT NULL,
    PRIMARY KEY (region, year)
);

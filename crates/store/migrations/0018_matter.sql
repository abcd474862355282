-- Applications under a chain: received once, handled as the cases of its members, handed out once.

CREATE TABLE matter (
    region TEXT NOT NULL,
    id BIGINT NOT NULL,
    version BIGINT NOT NULL,
    matter_no TEXT NOT NULL,
    chain_id BIGINT NOT NULL,
    chain_code TEXT NOT NULL,
    chain_version BIGINT NOT NULL,
    chain_name TEXT NOT NULL,
    lead_department_id BIGINT NOT NULL,
    person_id BIGINT NOT NULL,
    applicant_kind TEXT NOT NULL,
    applicant_name BYTES NOT NULL,
    applicant_code BYTES NOT NULL,
    contact_name BYTES,
    contact_phone BYTES NOT NULL,
    query_password BYTES NOT NULL,
    answers BYTES,
    receiver BYTES,
    channel TEXT NOT NULL,
    window_no BIGINT,
    received_at TEXT NOT NULL,
    received_on TEXT NOT NULL,
    received_by BIGINT,
    notice_by TEXT,
    intake TEXT NOT NULL,
    accepted_at TEXT,
    accepted_on TEXT,
    stage TEXT NOT NULL,
    next_on TEXT,
    due_on TEXT,
    finish TEXT,
    finished_on TEXT,
    materials TEXT NOT NULL,
    members TEXT NOT NULL,
    notice TEXT,
    delivered_at TEXT,
    stars BIGINT,
    rated_at TEXT,
    PRIMARY KEY (region, id)
);
CREATE UNIQUE INDEX matter_by_no ON matter (region, matter_no);
CREATE INDEX matter_by_person ON matter (region, person_id, id);
CREATE INDEX matter_by_chain ON matter (region, chain_id, id);
CREATE INDEX matter_by_stage ON matter (region, stage, next_on, id);
CREATE INDEX matter_open ON matter (region, id) WHERE finish IS NULL;

CREATE TABLE matter_office (
    region TEXT NOT NULL,
    matter_id BIGINT NOT NULL,
    department_id BIGINT NOT NULL,
    PRIMARY KEY (region, matter_id, department_id)
);
CREATE INDEX matter_office_by_department ON matter_office (region, department_id, matter_id);

CREATE TABLE matter_number (
    region TEXT NOT NULL,
    day TEXT NOT NULL,
    window_no BIGINT NOT NULL,
    used BIGINT NOT NULL,
    PRIMARY KEY (region, day, window_no)
);

ALTER TABLE service_case ADD COLUMN matter_id BIGINT;
CREATE INDEX service_case_by_matter ON service_case (region, matter_id) WHERE matter_id IS NOT NULL;

-- A file that several cases of a matter need lies on disk once: sealed as the first of its rows.
ALTER TABLE file ADD COLUMN bytes_of BIGINT;

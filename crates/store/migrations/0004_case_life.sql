-- A case from draft to archive: acceptance may still be to come, and what it gathers on its way stands beside it.

CREATE TABLE service_case_whole (
    region TEXT NOT NULL,
    id BIGINT NOT NULL,
    version BIGINT NOT NULL,
    case_no TEXT NOT NULL,
    item_id BIGINT NOT NULL,
    item_version BIGINT NOT NULL,
    item_name TEXT NOT NULL,
    department_id BIGINT NOT NULL,
    accepting_department_id BIGINT,
    window_no BIGINT,
    person_id BIGINT NOT NULL,
    applicant_kind TEXT NOT NULL,
    applicant_name BYTES NOT NULL,
    applicant_code BYTES NOT NULL,
    contact_name BYTES,
    contact_phone BYTES NOT NULL,
    query_password BYTES NOT NULL,
    materials TEXT NOT NULL,
    stage TEXT NOT NULL,
    accepted_at TEXT,
    accepted_on TEXT,
    accepted_by BIGINT,
    limit_text TEXT NOT NULL,
    due_on TEXT,
    due_provisional BIGINT NOT NULL,
    decided_at TEXT,
    decided_by BIGINT,
    outcome TEXT,
    reason TEXT,
    opinion TEXT,
    completed_at TEXT,
    completed_by BIGINT,
    result_name TEXT,
    result_no TEXT,
    delivered_at TEXT,
    delivered_by BIGINT,
    delivery_way TEXT,
    receiver BYTES,
    channel TEXT,
    received_at TEXT,
    received_on TEXT,
    received_by BIGINT,
    notice_by TEXT,
    next_on TEXT,
    promised_on TEXT,
    statutory_on TEXT,
    deliver_by TEXT,
    owed_until TEXT,
    check_by TEXT,
    life TEXT,
    answers BYTES,
    PRIMARY KEY (region, id)
);
INSERT INTO service_case_whole (region, id, version, case_no, item_id, item_version, item_name, department_id,
    accepting_department_id, window_no, person_id, applicant_kind, applicant_name, applicant_code, contact_name,
    contact_phone, query_password, materials, stage, accepted_at, accepted_on, accepted_by, limit_text, due_on,
    due_provisional, decided_at, decided_by, outcome, reason, opinion, completed_at, completed_by, result_name,
    result_no, delivered_at, delivered_by, delivery_way, receiver)
SELECT region, id, version, case_no, item_id, item_version, item_name, department_id,
    accepting_department_id, window_no, person_id, applicant_kind, applicant_name, applicant_code, contact_name,
    contact_phone, query_password, materials, stage, accepted_at, accepted_on, accepted_by, limit_text, due_on,
    due_provisional, decided_at, decided_by, outcome, reason, opinion, completed_at, completed_by, result_name,
    result_no, delivered_at, delivered_by, delivery_way, receiver FROM service_case;
DROP TABLE service_case;
ALTER TABLE service_case_whole RENAME TO service_case;
CREATE UNIQUE INDEX service_case_by_no ON service_case (region, case_no);
CREATE INDEX service_case_by_stage ON service_case (region, stage, next_on, id);
CREATE INDEX service_case_by_person ON service_case (region, person_id, id);
CREATE INDEX service_case_by_owed ON service_case (region, owed_until);
CREATE INDEX service_case_by_check ON service_case (region, check_by);

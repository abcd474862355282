-- Representatives of departments in the hall: the letters that name them and the letters that let them act; with each
-- decision the capacity in which it was taken.

CREATE TABLE appointment_letter (
    region TEXT NOT NULL,
    id BIGINT NOT NULL,
    version BIGINT NOT NULL,
    department_id BIGINT NOT NULL,
    department_name TEXT NOT NULL,
    staff_id BIGINT NOT NULL,
    staff_name TEXT NOT NULL,
    staff_rank TEXT NOT NULL,
    on_roster BIGINT NOT NULL,
    doc_no TEXT NOT NULL,
    valid_from TEXT NOT NULL,
    warnings TEXT NOT NULL,
    made_at TEXT NOT NULL,
    made_by BIGINT NOT NULL,
    filed_on TEXT,
    filing_no TEXT,
    dismissed_from TEXT,
    dismissed_why TEXT,
    dismissed_at TEXT,
    dismissed_by BIGINT,
    PRIMARY KEY (region, id)
);
CREATE UNIQUE INDEX appointment_letter_by_no ON appointment_letter (region, doc_no);

CREATE TABLE authorization_letter (
    region TEXT NOT NULL,
    id BIGINT NOT NULL,
    version BIGINT NOT NULL,
    department_id BIGINT NOT NULL,
    department_name TEXT NOT NULL,
    doc_no TEXT NOT NULL,
    staff_id BIGINT NOT NULL,
    staff_name TEXT NOT NULL,
    staff_rank TEXT NOT NULL,
    on_roster BIGINT NOT NULL,
    deputy_id BIGINT,
    deputy_name TEXT,
    listed TEXT,
    excluded TEXT NOT NULL,
    powers TEXT NOT NULL,
    valid_from TEXT NOT NULL,
    valid_to TEXT NOT NULL,
    file_digest TEXT NOT NULL,
    replaces_id BIGINT,
    made_at TEXT NOT NULL,
    made_by BIGINT NOT NULL,
    filed_on TEXT,
    filing_no TEXT,
    published_on TEXT,
    revoked_from TEXT,
    revoked_why TEXT,
    revoked_at TEXT,
    revoked_by BIGINT,
    replaced_by BIGINT,
    PRIMARY KEY (region, id)
);
CREATE UNIQUE INDEX authorization_letter_by_no ON authorization_letter (region, doc_no);
CREATE INDEX authorization_letter_of ON authorization_letter (region, department_id, valid_to);

ALTER TABLE service_case ADD COLUMN decided_as TEXT;
ALTER TABLE service_case ADD COLUMN decided_under BIGINT;
ALTER TABLE service_case ADD COLUMN decided_under_no TEXT;
CREATE INDEX service_case_decided ON service_case (region, decided_at, id) WHERE decided_at IS NOT NULL;

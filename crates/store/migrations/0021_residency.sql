-- What has really moved into the hall: the one unit in which a department concentrates its approvals; the county's own
-- rules of representatives and words of their letters; the scans of signed letters.

CREATE TABLE approval_unit (
    region TEXT NOT NULL,
    department_id BIGINT NOT NULL,
    version BIGINT NOT NULL,
    name TEXT NOT NULL,
    offices BIGINT NOT NULL,
    doc_no TEXT NOT NULL,
    valid_from TEXT NOT NULL,
    recorded_at TEXT NOT NULL,
    recorded_by BIGINT NOT NULL,
    PRIMARY KEY (region, department_id)
);

CREATE TABLE delegate_rules (
    region TEXT NOT NULL,
    version BIGINT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (region, version)
);
ALTER TABLE appointment_letter ADD COLUMN rules_version BIGINT;
ALTER TABLE authorization_letter ADD COLUMN rules_version BIGINT;

CREATE TABLE letter_scan (
    region TEXT NOT NULL,
    letter_kind TEXT NOT NULL,
    letter_id BIGINT NOT NULL,
    address TEXT NOT NULL,
    digest TEXT NOT NULL,
    size BIGINT NOT NULL,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    kept_at TEXT NOT NULL,
    kept_by BIGINT NOT NULL,
    PRIMARY KEY (region, letter_kind, letter_id)
);

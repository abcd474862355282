-- What has really moved into the hall: the one unit in which a department concentrates its approvals.

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

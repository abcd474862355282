-- Electronic certificates: the county's kinds, what was made or registered, and the numbers given out.

CREATE TABLE certificate_kind (
    region TEXT NOT NULL,
    id BIGINT NOT NULL,
    version BIGINT NOT NULL,
    name TEXT NOT NULL,
    department_id BIGINT,
    type_code TEXT,
    issuer TEXT,
    number_form TEXT,
    valid_months BIGINT,
    stands_for TEXT NOT NULL,
    in_use BIGINT NOT NULL,
    PRIMARY KEY (region, id)
);
CREATE UNIQUE INDEX certificate_kind_by_name ON certificate_kind (region, name);

CREATE TABLE certificate (
    region TEXT NOT NULL,
    id BIGINT NOT NULL,
    version BIGINT NOT NULL,
    code TEXT,
    number TEXT NOT NULL,
    name TEXT NOT NULL,
    kind_id BIGINT,
    issuer TEXT NOT NULL,
    department_id BIGINT,
    person_id BIGINT NOT NULL,
    holder_kind TEXT NOT NULL,
    holder_name BYTES NOT NULL,
    holder_code BYTES NOT NULL,
    origin TEXT NOT NULL,
    case_id BIGINT,
    case_no TEXT,
    item_id BIGINT,
    item_name TEXT,
    link TEXT,
    original_seen BIGINT,
    file_digest TEXT,
    issued_on TEXT NOT NULL,
    valid_from TEXT NOT NULL,
    valid_to TEXT,
    entered_at TEXT NOT NULL,
    entered_by BIGINT NOT NULL,
    state TEXT NOT NULL,
    ended_at TEXT,
    ended_by BIGINT,
    ended_why TEXT,
    successor_id BIGINT,
    sealed_at TEXT,
    sealed_by BIGINT,
    seal_reference TEXT,
    paper_digest TEXT,
    sealed_digest TEXT,
    answer_digest TEXT,
    PRIMARY KEY (region, id)
);
CREATE UNIQUE INDEX certificate_by_code ON certificate (region, code);
CREATE INDEX certificate_by_person ON certificate (region, person_id, id);
CREATE UNIQUE INDEX certificate_by_case ON certificate (region, case_id);
CREATE INDEX certificate_by_number ON certificate (region, number, id);
CREATE INDEX certificate_by_department ON certificate (region, department_id, id);

CREATE TABLE certificate_number (
    region TEXT NOT NULL,
    kind_id BIGINT NOT NULL,
    series TEXT NOT NULL,
    year BIGINT NOT NULL,
    used BIGINT NOT NULL,
    PRIMARY KEY (region, kind_id, series, year)
);

CREATE TABLE certificate_file (
    region TEXT NOT NULL,
    certificate_id BIGINT NOT NULL,
    file BYTES NOT NULL,
    answer BYTES NOT NULL,
    PRIMARY KEY (region, certificate_id)
);

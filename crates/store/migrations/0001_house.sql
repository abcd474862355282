-- The house: county, people, calendar, catalogue, stations, cases, indicators, and the journal below them.

CREATE TABLE county (
    region TEXT NOT NULL,
    name TEXT NOT NULL,
    city_name TEXT NOT NULL,
    named BIGINT NOT NULL,
    sample BIGINT NOT NULL,
    opened_on TEXT NOT NULL,
    PRIMARY KEY (region)
);

CREATE TABLE signing_key (
    region TEXT NOT NULL,
    key_id TEXT NOT NULL,
    public_key TEXT NOT NULL,
    created_at TEXT NOT NULL,
    PRIMARY KEY (region, key_id)
);

CREATE TABLE department (
    region TEXT NOT NULL,
    id BIGINT NOT NULL,
    name TEXT NOT NULL,
    code TEXT NOT NULL,
    window_no BIGINT,
    place TEXT NOT NULL,
    phone TEXT NOT NULL,
    PRIMARY KEY (region, id)
);
CREATE UNIQUE INDEX department_by_name ON department (region, name);

CREATE TABLE staff (
    region TEXT NOT NULL,
    id BIGINT NOT NULL,
    login TEXT NOT NULL,
    name TEXT NOT NULL,
    roles TEXT NOT NULL,
    department_id BIGINT,
    window_no BIGINT,
    active BIGINT NOT NULL,
    version BIGINT NOT NULL,
    PRIMARY KEY (region, id)
);
CREATE UNIQUE INDEX staff_by_login ON staff (region, login);

CREATE TABLE staff_secret (
    region TEXT NOT NULL,
    staff_id BIGINT NOT NULL,
    password_hash TEXT NOT NULL,
    must_change BIGINT NOT NULL,
    changed_at TEXT NOT NULL,
    PRIMARY KEY (region, staff_id)
);

CREATE TABLE session (
    region TEXT NOT NULL,
    token_hash TEXT NOT NULL,
    staff_id BIGINT NOT NULL,
    csrf TEXT NOT NULL,
    terminal TEXT NOT NULL,
    created_at TEXT NOT NULL,
    seen_at TEXT NOT NULL,
    PRIMARY KEY (region, token_hash)
);
CREATE INDEX session_by_staff ON session (region, staff_id);

CREATE TABLE attempt (
    region TEXT NOT NULL,
    kind TEXT NOT NULL,
    subject TEXT NOT NULL,
    at TEXT NOT NULL,
    nonce BIGINT NOT NULL,
    PRIMARY KEY (region, kind, subject, at, nonce)
);

CREATE TABLE person (
    region TEXT NOT NULL,
    id BIGINT NOT NULL,
    kind TEXT NOT NULL,
    code_hash TEXT NOT NULL,
    PRIMARY KEY (region, id)
);
CREATE UNIQUE INDEX person_by_code ON person (region, code_hash);

CREATE TABLE person_key (
    region TEXT NOT NULL,
    person_id BIGINT NOT NULL,
    wrapped BYTES NOT NULL,
    PRIMARY KEY (region, person_id)
);

CREATE TABLE calendar_year (
    region TEXT NOT NULL,
    year BIGINT NOT NULL,
    notice TEXT NOT NULL,
    PRIMARY KEY (region, year)
);

CREATE TABLE calendar_day (
    region TEXT NOT NULL,
    day TEXT NOT NULL,
    year BIGINT NOT NULL,
    kind TEXT NOT NULL,
    PRIMARY KEY (region, day)
);

CREATE TABLE division (
    region TEXT NOT NULL,
    code TEXT NOT NULL,
    name TEXT NOT NULL,
    level TEXT NOT NULL,
    PRIMARY KEY (region, code)
);

CREATE TABLE station (
    region TEXT NOT NULL,
    code TEXT NOT NULL,
    name TEXT NOT NULL,
    plate TEXT NOT NULL,
    address TEXT NOT NULL,
    phone TEXT NOT NULL,
    hours TEXT NOT NULL,
    open BIGINT NOT NULL,
    name_ok BIGINT,
    plate_ok BIGINT,
    version BIGINT NOT NULL,
    PRIMARY KEY (region, code)
);

CREATE TABLE station_serves (
    region TEXT NOT NULL,
    division_code TEXT NOT NULL,
    station_code TEXT NOT NULL,
    PRIMARY KEY (region, division_code)
);

CREATE TABLE item_version (
    region TEXT NOT NULL,
    item_id BIGINT NOT NULL,
    version BIGINT NOT NULL,
    import_id BIGINT,
    effective_on TEXT NOT NULL,
    entered_at TEXT NOT NULL,
    code TEXT NOT NULL,
    department_id BIGINT NOT NULL,
    division TEXT NOT NULL,
    main_name TEXT NOT NULL,
    name TEXT NOT NULL,
    item_type TEXT NOT NULL,
    status TEXT NOT NULL,
    case_kind TEXT,
    clients TEXT,
    statutory TEXT,
    promised TEXT,
    online_depth BIGINT,
    onsite_visits BIGINT,
    published BIGINT,
    resident BIGINT,
    exempt_online TEXT,
    exempt_publication TEXT,
    exempt_hall TEXT,
    guide TEXT NOT NULL,
    raw TEXT NOT NULL,
    PRIMARY KEY (region, item_id, version)
);
CREATE INDEX item_version_by_import ON item_version (region, import_id);

CREATE TABLE service_item (
    region TEXT NOT NULL,
    id BIGINT NOT NULL,
    version BIGINT NOT NULL,
    code TEXT NOT NULL,
    department_id BIGINT NOT NULL,
    name TEXT NOT NULL,
    item_type TEXT NOT NULL,
    status TEXT NOT NULL,
    PRIMARY KEY (region, id)
);
CREATE UNIQUE INDEX service_item_by_code ON service_item (region, code);
CREATE INDEX service_item_by_department ON service_item (region, department_id, id);

CREATE TABLE catalogue_import (
    region TEXT NOT NULL,
    id BIGINT NOT NULL,
    file_name TEXT NOT NULL,
    digest TEXT NOT NULL,
    complete BIGINT NOT NULL,
    state TEXT NOT NULL,
    outcome TEXT NOT NULL,
    staged_at TEXT NOT NULL,
    staged_by TEXT NOT NULL,
    PRIMARY KEY (region, id)
);

CREATE TABLE import_row (
    region TEXT NOT NULL,
    import_id BIGINT NOT NULL,
    no BIGINT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (region, import_id, no)
);

CREATE TABLE service_case (
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
    accepted_at TEXT NOT NULL,
    accepted_on TEXT NOT NULL,
    accepted_by BIGINT NOT NULL,
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
    PRIMARY KEY (region, id)
);
CREATE UNIQUE INDEX service_case_by_no ON service_case (region, case_no);
CREATE INDEX service_case_by_stage ON service_case (region, stage, due_on, id);
CREATE INDEX service_case_by_person ON service_case (region, person_id, id);

CREATE TABLE case_number (
    region TEXT NOT NULL,
    day TEXT NOT NULL,
    window_no BIGINT NOT NULL,
    used BIGINT NOT NULL,
    PRIMARY KEY (region, day, window_no)
);

CREATE TABLE metric_profile (
    region TEXT NOT NULL,
    id TEXT NOT NULL,
    version BIGINT NOT NULL,
    indicator TEXT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (region, id)
);

CREATE TABLE city_figure (
    region TEXT NOT NULL,
    county_code TEXT NOT NULL,
    indicator TEXT NOT NULL,
    county_name TEXT NOT NULL,
    value TEXT NOT NULL,
    as_of TEXT NOT NULL,
    PRIMARY KEY (region, county_code, indicator)
);

CREATE TABLE snapshot (
    region TEXT NOT NULL,
    id BIGINT NOT NULL,
    as_of TEXT NOT NULL,
    taken_at TEXT NOT NULL,
    basis TEXT NOT NULL,
    digest TEXT NOT NULL,
    figures TEXT NOT NULL,
    PRIMARY KEY (region, id)
);
CREATE INDEX snapshot_by_day ON snapshot (region, as_of, id);

CREATE TABLE snapshot_item (
    region TEXT NOT NULL,
    snapshot_id BIGINT NOT NULL,
    item_id BIGINT NOT NULL,
    version BIGINT NOT NULL,
    department_id BIGINT NOT NULL,
    code TEXT NOT NULL,
    name TEXT NOT NULL,
    item_type TEXT NOT NULL,
    status TEXT NOT NULL,
    online_depth BIGINT,
    onsite_visits BIGINT,
    published BIGINT,
    resident BIGINT,
    exempt_online TEXT,
    exempt_publication TEXT,
    exempt_hall TEXT,
    PRIMARY KEY (region, snapshot_id, item_id)
);

CREATE TABLE snapshot_division (
    region TEXT NOT NULL,
    snapshot_id BIGINT NOT NULL,
    code TEXT NOT NULL,
    name TEXT NOT NULL,
    level TEXT NOT NULL,
    station_code TEXT,
    station_open BIGINT,
    name_ok BIGINT,
    plate_ok BIGINT,
    PRIMARY KEY (region, snapshot_id, code)
);

CREATE TABLE event (
    region TEXT NOT NULL,
    stream TEXT NOT NULL,
    seq BIGINT NOT NULL,
    kind TEXT NOT NULL,
    happened_at TEXT NOT NULL,
    entered_at TEXT NOT NULL,
    actor TEXT NOT NULL,
    role TEXT NOT NULL,
    terminal TEXT NOT NULL,
    source TEXT NOT NULL,
    body TEXT NOT NULL,
    prev_hash BYTES NOT NULL,
    hash BYTES NOT NULL,
    PRIMARY KEY (region, stream, seq)
);

CREATE TABLE stream_head (
    region TEXT NOT NULL,
    stream TEXT NOT NULL,
    seq BIGINT NOT NULL,
    hash BYTES NOT NULL,
    PRIMARY KEY (region, stream)
);

CREATE TABLE outbox (
    region TEXT NOT NULL,
    topic TEXT NOT NULL,
    stream TEXT NOT NULL,
    seq BIGINT NOT NULL,
    PRIMARY KEY (region, topic, stream, seq)
);

CREATE TABLE block (
    region TEXT NOT NULL,
    no BIGINT NOT NULL,
    sealed_at TEXT NOT NULL,
    key_id TEXT NOT NULL,
    entries TEXT NOT NULL,
    prev_hash BYTES NOT NULL,
    hash BYTES NOT NULL,
    signature BYTES NOT NULL,
    PRIMARY KEY (region, no)
);

CREATE TABLE lease (
    region TEXT NOT NULL,
    name TEXT NOT NULL,
    holder TEXT NOT NULL,
    until TEXT NOT NULL,
    PRIMARY KEY (region, name)
);

CREATE TABLE idempotency (
    region TEXT NOT NULL,
    key TEXT NOT NULL,
    digest TEXT NOT NULL,
    reply TEXT NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (region, key)
);

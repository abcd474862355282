-- The catalogue's life between draft and history, tables of other offices, the way to 100 %, and the report.

ALTER TABLE item_version ADD COLUMN mobile BIGINT;
ALTER TABLE item_version ADD COLUMN online_link BIGINT;
ALTER TABLE item_version ADD COLUMN exercise_level TEXT;

ALTER TABLE snapshot_item ADD COLUMN mobile BIGINT;
ALTER TABLE snapshot_item ADD COLUMN online_link BIGINT;
ALTER TABLE snapshot_item ADD COLUMN exercise_level TEXT;
ALTER TABLE snapshot_item ADD COLUMN case_kind TEXT;
ALTER TABLE snapshot_item ADD COLUMN statutory TEXT;
ALTER TABLE snapshot_item ADD COLUMN promised TEXT;

ALTER TABLE station ADD COLUMN name_checked_on TEXT;
ALTER TABLE station ADD COLUMN name_evidence TEXT;
ALTER TABLE station ADD COLUMN plate_checked_on TEXT;
ALTER TABLE station ADD COLUMN plate_evidence TEXT;

ALTER TABLE city_figure ADD COLUMN benchmark BIGINT;
ALTER TABLE city_figure ADD COLUMN source TEXT;

ALTER TABLE catalogue_import ADD COLUMN kind TEXT;
ALTER TABLE catalogue_import ADD COLUMN published_at TEXT;
ALTER TABLE catalogue_import ADD COLUMN published_by TEXT;
ALTER TABLE catalogue_import ADD COLUMN undone_at TEXT;
ALTER TABLE catalogue_import ADD COLUMN undone_by TEXT;

CREATE TABLE import_file (
    region TEXT NOT NULL,
    import_id BIGINT NOT NULL,
    no BIGINT NOT NULL,
    part BYTES NOT NULL,
    PRIMARY KEY (region, import_id, no)
);

CREATE TABLE item_draft (
    region TEXT NOT NULL,
    item_id BIGINT NOT NULL,
    state TEXT NOT NULL,
    based_on BIGINT NOT NULL,
    planned_on TEXT,
    why TEXT NOT NULL,
    saved_at TEXT NOT NULL,
    saved_by TEXT NOT NULL,
    submitted_at TEXT,
    submitted_by TEXT,
    note TEXT NOT NULL,
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
    PRIMARY KEY (region, item_id)
);

CREATE TABLE division_version (
    region TEXT NOT NULL,
    code TEXT NOT NULL,
    valid_from TEXT NOT NULL,
    valid_to TEXT,
    name TEXT NOT NULL,
    level TEXT NOT NULL,
    source TEXT NOT NULL,
    PRIMARY KEY (region, code, valid_from)
);

CREATE TABLE province_export (
    region TEXT NOT NULL,
    import_id BIGINT NOT NULL,
    as_of TEXT NOT NULL,
    file_name TEXT NOT NULL,
    digest TEXT NOT NULL,
    entered_at TEXT NOT NULL,
    PRIMARY KEY (region, import_id)
);

CREATE TABLE province_item (
    region TEXT NOT NULL,
    import_id BIGINT NOT NULL,
    code TEXT NOT NULL,
    name TEXT NOT NULL,
    department TEXT NOT NULL,
    state TEXT NOT NULL,
    version_text TEXT NOT NULL,
    raw TEXT NOT NULL,
    PRIMARY KEY (region, import_id, code)
);

CREATE TABLE gap_blocker (
    region TEXT NOT NULL,
    indicator TEXT NOT NULL,
    subject TEXT NOT NULL,
    blocker TEXT NOT NULL,
    note TEXT NOT NULL,
    owner TEXT NOT NULL,
    planned_on TEXT,
    set_at TEXT NOT NULL,
    set_by TEXT NOT NULL,
    PRIMARY KEY (region, indicator, subject)
);

CREATE TABLE rectification_order (
    region TEXT NOT NULL,
    id BIGINT NOT NULL,
    version BIGINT NOT NULL,
    order_no TEXT NOT NULL,
    source TEXT NOT NULL,
    source_ref TEXT NOT NULL,
    subject_kind TEXT NOT NULL,
    subject TEXT NOT NULL,
    subject_name TEXT NOT NULL,
    department_id BIGINT,
    unit_name TEXT NOT NULL,
    blocker TEXT NOT NULL,
    requirement TEXT NOT NULL,
    was TEXT NOT NULL,
    batch_id BIGINT,
    issued_at TEXT NOT NULL,
    issued_by BIGINT NOT NULL,
    due_on TEXT NOT NULL,
    stage TEXT NOT NULL,
    reminded_on TEXT,
    answer TEXT,
    answered_at TEXT,
    answered_by BIGINT,
    finding TEXT,
    checked_at TEXT,
    checked_by BIGINT,
    closed_at TEXT,
    closed_by BIGINT,
    outcome TEXT,
    effect TEXT,
    PRIMARY KEY (region, id)
);
CREATE UNIQUE INDEX rectification_order_by_no ON rectification_order (region, order_no);
CREATE INDEX rectification_order_by_stage ON rectification_order (region, stage, due_on, id);
CREATE INDEX rectification_order_by_subject ON rectification_order (region, source, source_ref, subject);
CREATE INDEX rectification_order_by_department ON rectification_order (region, department_id, stage, id);

CREATE TABLE order_number (
    region TEXT NOT NULL,
    year BIGINT NOT NULL,
    used BIGINT NOT NULL,
    PRIMARY KEY (region, year)
);

CREATE TABLE report_template (
    region TEXT NOT NULL,
    id TEXT NOT NULL,
    version BIGINT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (region, id)
);

CREATE TABLE report (
    region TEXT NOT NULL,
    id BIGINT NOT NULL,
    version BIGINT NOT NULL,
    kind TEXT NOT NULL,
    title TEXT NOT NULL,
    as_of TEXT NOT NULL,
    snapshot_id BIGINT NOT NULL,
    department_id BIGINT,
    body TEXT NOT NULL,
    made_at TEXT NOT NULL,
    made_by TEXT NOT NULL,
    changed_at TEXT NOT NULL,
    changed_by TEXT NOT NULL,
    PRIMARY KEY (region, id)
);
CREATE INDEX report_by_day ON report (region, as_of, id);

-- Stations in versions, who works there; renaming campaigns, inspections, assisted handling.

CREATE TABLE station_version (
    region TEXT NOT NULL,
    code TEXT NOT NULL,
    valid_from TEXT NOT NULL,
    name TEXT NOT NULL,
    plate TEXT NOT NULL,
    address TEXT NOT NULL,
    phone TEXT NOT NULL,
    hours TEXT NOT NULL,
    open BIGINT NOT NULL,
    name_ok BIGINT,
    plate_ok BIGINT,
    PRIMARY KEY (region, code, valid_from)
);

CREATE TABLE serves_version (
    region TEXT NOT NULL,
    division_code TEXT NOT NULL,
    valid_from TEXT NOT NULL,
    station_code TEXT,
    PRIMARY KEY (region, division_code, valid_from)
);

CREATE TABLE station_post (
    region TEXT NOT NULL,
    staff_id BIGINT NOT NULL,
    station_code TEXT NOT NULL,
    since TEXT NOT NULL,
    version BIGINT NOT NULL,
    PRIMARY KEY (region, staff_id)
);

CREATE TABLE station_photo (
    region TEXT NOT NULL,
    id BIGINT NOT NULL,
    station_code TEXT NOT NULL,
    address TEXT NOT NULL,
    digest TEXT NOT NULL,
    size BIGINT NOT NULL,
    kind TEXT NOT NULL,
    taken_by BIGINT NOT NULL,
    taken_at TEXT NOT NULL,
    PRIMARY KEY (region, id)
);

CREATE TABLE renaming_campaign (
    region TEXT NOT NULL,
    id BIGINT NOT NULL,
    version BIGINT NOT NULL,
    title TEXT NOT NULL,
    basis TEXT NOT NULL,
    due_on TEXT NOT NULL,
    opened_on TEXT NOT NULL,
    opened_by BIGINT NOT NULL,
    closed_on TEXT,
    PRIMARY KEY (region, id)
);

CREATE TABLE renaming_task (
    region TEXT NOT NULL,
    campaign_id BIGINT NOT NULL,
    station_code TEXT NOT NULL,
    version BIGINT NOT NULL,
    old_name TEXT NOT NULL,
    stage TEXT NOT NULL,
    name TEXT,
    photo_id BIGINT,
    reported_by BIGINT,
    reported_at TEXT,
    settled_by BIGINT,
    settled_at TEXT,
    reason TEXT,
    PRIMARY KEY (region, campaign_id, station_code)
);

CREATE TABLE inspection_checklist (
    region TEXT NOT NULL,
    version BIGINT NOT NULL,
    body TEXT NOT NULL,
    saved_at TEXT NOT NULL,
    saved_by BIGINT NOT NULL,
    PRIMARY KEY (region, version)
);

CREATE TABLE inspection_round (
    region TEXT NOT NULL,
    id BIGINT NOT NULL,
    version BIGINT NOT NULL,
    title TEXT NOT NULL,
    checklist BIGINT NOT NULL,
    begins_on TEXT NOT NULL,
    ends_on TEXT NOT NULL,
    opened_by BIGINT NOT NULL,
    closed_on TEXT,
    PRIMARY KEY (region, id)
);

CREATE TABLE inspection_visit (
    region TEXT NOT NULL,
    round_id BIGINT NOT NULL,
    station_code TEXT NOT NULL,
    no BIGINT NOT NULL,
    visited_on TEXT NOT NULL,
    visited_by BIGINT NOT NULL,
    entered_at TEXT NOT NULL,
    findings TEXT NOT NULL,
    photo_id BIGINT,
    order_id BIGINT,
    PRIMARY KEY (region, round_id, station_code, no)
);

CREATE TABLE assisted_case (
    region TEXT NOT NULL,
    case_id BIGINT NOT NULL,
    station_code TEXT NOT NULL,
    helper BIGINT NOT NULL,
    consent TEXT NOT NULL,
    consented_at TEXT NOT NULL,
    file_id BIGINT,
    PRIMARY KEY (region, case_id)
);

-- Calls to those whose cases were finished: the county's plan, a draw a week with its frozen list, and the calls.

CREATE TABLE followup_plan (
    region TEXT NOT NULL,
    version BIGINT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (region, version)
);

CREATE TABLE followup_draw (
    region TEXT NOT NULL,
    week TEXT NOT NULL,
    id BIGINT NOT NULL,
    version BIGINT NOT NULL,
    commitment TEXT NOT NULL,
    committed_at TEXT NOT NULL,
    seed TEXT,
    drawn_at TEXT,
    plan_version BIGINT,
    PRIMARY KEY (region, week)
);
CREATE UNIQUE INDEX followup_draw_by_id ON followup_draw (region, id);

-- A seed that is promised and not yet shown, sealed.
CREATE TABLE followup_seed (
    region TEXT NOT NULL,
    week TEXT NOT NULL,
    sealed BYTES NOT NULL,
    PRIMARY KEY (region, week)
);

CREATE TABLE followup_candidate (
    region TEXT NOT NULL,
    draw_id BIGINT NOT NULL,
    case_no TEXT NOT NULL,
    case_id BIGINT NOT NULL,
    person_id BIGINT NOT NULL,
    department_id BIGINT NOT NULL,
    applicant_kind TEXT NOT NULL,
    window_no BIGINT,
    finished_on TEXT NOT NULL,
    has_phone BIGINT NOT NULL,
    reached_on TEXT,
    refused_on TEXT,
    left_out TEXT,
    place_kind TEXT,
    place BIGINT,
    PRIMARY KEY (region, draw_id, case_no)
);

CREATE TABLE followup_line (
    region TEXT NOT NULL,
    id BIGINT NOT NULL,
    version BIGINT NOT NULL,
    week TEXT NOT NULL,
    case_id BIGINT NOT NULL,
    case_no TEXT NOT NULL,
    person_id BIGINT NOT NULL,
    department_id BIGINT NOT NULL,
    applicant_kind TEXT NOT NULL,
    window_no BIGINT,
    place_kind TEXT NOT NULL,
    place BIGINT NOT NULL,
    tries TEXT NOT NULL,
    standing TEXT NOT NULL,
    not_before TEXT,
    ended_at TEXT,
    ended_by BIGINT,
    outcome TEXT,
    script BIGINT,
    answers BYTES,
    skip_reason TEXT,
    skip_note BYTES,
    order_id BIGINT,
    clue BIGINT NOT NULL,
    clue_on TEXT,
    clue_receipt TEXT,
    clue_at TEXT,
    clue_by BIGINT,
    PRIMARY KEY (region, id)
);
CREATE INDEX followup_line_by_week ON followup_line (region, week, id);
CREATE INDEX followup_line_by_person ON followup_line (region, person_id, outcome, ended_at);
CREATE INDEX followup_line_waiting ON followup_line (region, id) WHERE standing = 'waiting';
CREATE INDEX followup_line_clue ON followup_line (region, id) WHERE clue = 1;
CREATE INDEX followup_line_by_order ON followup_line (region, order_id) WHERE order_id IS NOT NULL;

-- Which case lies before which caller.
CREATE TABLE followup_hold (
    region TEXT NOT NULL,
    staff_id BIGINT NOT NULL,
    line_id BIGINT NOT NULL,
    until TEXT NOT NULL,
    PRIMARY KEY (region, staff_id)
);

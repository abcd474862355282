-- The evaluation index: its versions and the draft of the next, computations with their scores and the rows behind
-- them, disputes of rows, talks and bulletins.

CREATE TABLE evaluation_index (
    region TEXT NOT NULL,
    version BIGINT NOT NULL,
    published_at TEXT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (region, version)
);

CREATE TABLE evaluation_draft (
    region TEXT NOT NULL,
    version BIGINT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (region)
);

CREATE TABLE evaluation_run (
    region TEXT NOT NULL,
    id BIGINT NOT NULL,
    period TEXT NOT NULL,
    nth BIGINT NOT NULL,
    index_version BIGINT NOT NULL,
    computed_at TEXT NOT NULL,
    excluded TEXT NOT NULL,
    PRIMARY KEY (region, id)
);
CREATE UNIQUE INDEX evaluation_run_by_period ON evaluation_run (region, period, nth);

CREATE TABLE evaluation_score (
    region TEXT NOT NULL,
    run_id BIGINT NOT NULL,
    kind TEXT NOT NULL,
    subject TEXT NOT NULL,
    name TEXT NOT NULL,
    department_id BIGINT,
    body TEXT NOT NULL,
    PRIMARY KEY (region, run_id, kind, subject)
);

CREATE TABLE evaluation_fact (
    region TEXT NOT NULL,
    run_id BIGINT NOT NULL,
    source TEXT NOT NULL,
    fact_key TEXT NOT NULL,
    label TEXT NOT NULL,
    happened_on TEXT NOT NULL,
    department_id BIGINT,
    window_no BIGINT,
    staff_id BIGINT,
    township TEXT,
    body TEXT NOT NULL,
    PRIMARY KEY (region, run_id, source, fact_key)
);
CREATE INDEX evaluation_fact_of_department ON evaluation_fact (region, run_id, department_id);
CREATE INDEX evaluation_fact_of_staff ON evaluation_fact (region, run_id, staff_id);

CREATE TABLE evaluation_dispute (
    region TEXT NOT NULL,
    id BIGINT NOT NULL,
    version BIGINT NOT NULL,
    run_id BIGINT NOT NULL,
    period TEXT NOT NULL,
    source TEXT NOT NULL,
    fact_key TEXT NOT NULL,
    measure TEXT NOT NULL,
    label TEXT NOT NULL,
    reason TEXT NOT NULL,
    raised_by BIGINT NOT NULL,
    raised_at TEXT NOT NULL,
    rule_by TEXT NOT NULL,
    stage TEXT NOT NULL,
    ruling TEXT,
    ruled_by BIGINT,
    ruled_at TEXT,
    PRIMARY KEY (region, id)
);
CREATE UNIQUE INDEX evaluation_dispute_once ON evaluation_dispute (region, source, fact_key, measure);
CREATE INDEX evaluation_dispute_open ON evaluation_dispute (region, rule_by, id) WHERE stage = 'raised';

CREATE TABLE evaluation_talk (
    region TEXT NOT NULL,
    id BIGINT NOT NULL,
    run_id BIGINT NOT NULL,
    period TEXT NOT NULL,
    kind TEXT NOT NULL,
    subject TEXT NOT NULL,
    name TEXT NOT NULL,
    held_on TEXT NOT NULL,
    words TEXT NOT NULL,
    noted_by BIGINT NOT NULL,
    noted_at TEXT NOT NULL,
    PRIMARY KEY (region, id)
);

CREATE TABLE evaluation_bulletin (
    region TEXT NOT NULL,
    id BIGINT NOT NULL,
    run_id BIGINT NOT NULL,
    period TEXT NOT NULL,
    title TEXT NOT NULL,
    words TEXT NOT NULL,
    issued_by BIGINT NOT NULL,
    issued_at TEXT NOT NULL,
    PRIMARY KEY (region, id)
);

-- The county's own rules of ratings in versions, the draft of the next, and signs of gaming as leads.

CREATE TABLE review_rules (
    region TEXT NOT NULL,
    version BIGINT NOT NULL,
    valid_from TEXT NOT NULL,
    published_at TEXT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (region, version)
);

CREATE TABLE review_rules_draft (
    region TEXT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (region)
);

CREATE TABLE review_sign (
    region TEXT NOT NULL,
    id BIGINT NOT NULL,
    version BIGINT NOT NULL,
    kind TEXT NOT NULL,
    staff_id BIGINT NOT NULL,
    department_id BIGINT NOT NULL,
    found_at TEXT NOT NULL,
    seen_at TEXT NOT NULL,
    rules_version BIGINT NOT NULL,
    part BIGINT NOT NULL,
    whole BIGINT NOT NULL,
    others_part BIGINT NOT NULL,
    others_whole BIGINT NOT NULL,
    one_in BIGINT NOT NULL,
    evidence TEXT NOT NULL,
    state TEXT NOT NULL,
    reason TEXT,
    settled_at TEXT,
    settled_by BIGINT,
    PRIMARY KEY (region, id)
);
CREATE INDEX review_sign_by_staff ON review_sign (region, kind, staff_id, found_at);

-- Ratings of the service: links, ratings with the loop of a bad one, what other systems took, counters.

CREATE TABLE review_invitation (
    region TEXT NOT NULL,
    case_id BIGINT NOT NULL,
    node TEXT NOT NULL,
    digest TEXT NOT NULL,
    invited_at TEXT NOT NULL,
    until_on TEXT NOT NULL,
    PRIMARY KEY (region, case_id, node)
);
CREATE INDEX review_invitation_by_time ON review_invitation (region, node, invited_at, case_id);

CREATE TABLE service_review (
    region TEXT NOT NULL,
    id BIGINT NOT NULL,
    version BIGINT NOT NULL,
    case_id BIGINT NOT NULL,
    case_no TEXT NOT NULL,
    person_id BIGINT NOT NULL,
    node TEXT NOT NULL,
    series TEXT NOT NULL,
    stars BIGINT NOT NULL,
    options TEXT NOT NULL,
    words BYTES,
    words_mark TEXT,
    provenance TEXT NOT NULL,
    channel TEXT NOT NULL,
    named BIGINT NOT NULL,
    given_at TEXT NOT NULL,
    given_on TEXT NOT NULL,
    department_id BIGINT NOT NULL,
    item_id BIGINT NOT NULL,
    window_no BIGINT,
    staff_id BIGINT,
    entered_by BIGINT,
    device TEXT,
    phone TEXT,
    finished_at TEXT,
    set_aside BIGINT NOT NULL,
    again_stars BIGINT,
    again_at TEXT,
    again_words BYTES,
    PRIMARY KEY (region, id)
);
CREATE UNIQUE INDEX service_review_once ON service_review (region, case_id, node, series);
CREATE INDEX service_review_by_day ON service_review (region, given_on, id);
CREATE INDEX service_review_by_item ON service_review (region, item_id, given_on);

CREATE TABLE review_handling (
    region TEXT NOT NULL,
    review_id BIGINT NOT NULL,
    department_id BIGINT NOT NULL,
    opened_on TEXT NOT NULL,
    state TEXT NOT NULL,
    contact_by TEXT NOT NULL,
    next_on TEXT,
    verdict_at TEXT,
    verdict_by BIGINT,
    finding TEXT,
    due_on TEXT,
    rectified_at TEXT,
    done TEXT,
    answer BYTES,
    answered_at TEXT,
    reply TEXT,
    appeal_at TEXT,
    appeal_by BIGINT,
    appeal_reason TEXT,
    decided_at TEXT,
    decided_by BIGINT,
    decided_reason TEXT,
    order_id BIGINT,
    published_at TEXT,
    published_by BIGINT,
    public_words TEXT,
    public_reply TEXT,
    PRIMARY KEY (region, review_id)
);
CREATE INDEX review_handling_open ON review_handling (region, next_on, review_id) WHERE next_on IS NOT NULL;
CREATE INDEX review_handling_published ON review_handling (region, published_at, review_id) WHERE published_at IS NOT NULL;
CREATE INDEX review_handling_by_order ON review_handling (region, order_id) WHERE order_id IS NOT NULL;

CREATE TABLE review_import (
    region TEXT NOT NULL,
    import_id BIGINT NOT NULL,
    file_name TEXT NOT NULL,
    digest TEXT NOT NULL,
    entered_at TEXT NOT NULL,
    PRIMARY KEY (region, import_id)
);

CREATE TABLE imported_review (
    region TEXT NOT NULL,
    import_id BIGINT NOT NULL,
    row_no BIGINT NOT NULL,
    review_key TEXT NOT NULL,
    case_no TEXT NOT NULL,
    case_id BIGINT,
    node TEXT NOT NULL,
    stars BIGINT NOT NULL,
    options TEXT NOT NULL,
    words_mark TEXT,
    provenance TEXT NOT NULL,
    channel TEXT NOT NULL,
    given_at TEXT NOT NULL,
    given_on TEXT NOT NULL,
    department_id BIGINT NOT NULL,
    item_id BIGINT NOT NULL,
    window_no BIGINT,
    staff_id BIGINT,
    in_force BIGINT NOT NULL,
    PRIMARY KEY (region, import_id, row_no)
);
CREATE INDEX imported_review_by_key ON imported_review (region, review_key);
CREATE INDEX imported_review_by_day ON imported_review (region, given_on, import_id, row_no);

CREATE TABLE review_counter (
    region TEXT NOT NULL,
    month TEXT NOT NULL,
    cell TEXT NOT NULL,
    n BIGINT NOT NULL,
    PRIMARY KEY (region, month, cell)
) BY KEY;

CREATE TABLE review_delta (
    region TEXT NOT NULL,
    stream TEXT NOT NULL,
    seq BIGINT NOT NULL,
    review_id BIGINT NOT NULL,
    gone TEXT NOT NULL,
    come TEXT NOT NULL,
    PRIMARY KEY (region, stream, seq, review_id)
) BY KEY;

-- Telephone numbers of cases that were shown in the clear, for the applicant to see; orders of one case are looked for by it.

CREATE TABLE number_shown (
    region TEXT NOT NULL,
    case_id BIGINT NOT NULL,
    staff_id BIGINT NOT NULL,
    seq BIGINT NOT NULL,
    shown_at TEXT NOT NULL,
    office TEXT NOT NULL,
    PRIMARY KEY (region, case_id, staff_id, seq)
);

CREATE INDEX rectification_order_by_case ON rectification_order (region, subject_kind, subject, stage);

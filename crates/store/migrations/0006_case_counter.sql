-- Counters of cases: what is folded, and the steps that still have to be. Nobody waits for another to count.

CREATE TABLE case_counter (
    region TEXT NOT NULL,
    side TEXT NOT NULL,
    month TEXT NOT NULL,
    department_id BIGINT NOT NULL,
    item_id BIGINT NOT NULL,
    outcome TEXT NOT NULL,
    timely TEXT NOT NULL,
    pace TEXT NOT NULL,
    n BIGINT NOT NULL,
    PRIMARY KEY (region, side, month, department_id, item_id, outcome, timely, pace)
);

CREATE TABLE case_delta (
    region TEXT NOT NULL,
    stream TEXT NOT NULL,
    seq BIGINT NOT NULL,
    case_id BIGINT NOT NULL,
    gone TEXT NOT NULL,
    come TEXT NOT NULL,
    PRIMARY KEY (region, stream, seq, case_id)
);

-- Lists in their order, cases behind a number, and what is overdue: read along an index, however many cases there are.
DROP INDEX service_case_by_stage;
CREATE INDEX service_case_by_stage ON service_case (region, stage, coalesce(next_on, due_on, '9999'), id);
CREATE INDEX service_case_open ON service_case (region, coalesce(next_on, due_on, '9999'), id)
    WHERE stage IN ('submitted', 'correction_asked', 'accepted', 'in_review', 'suspended', 'decided');
CREATE INDEX service_case_open_of ON service_case (region, department_id, coalesce(next_on, due_on, '9999'), id)
    WHERE stage IN ('submitted', 'correction_asked', 'accepted', 'in_review', 'suspended', 'decided');
CREATE INDEX service_case_by_item ON service_case (region, item_id, coalesce(next_on, due_on, '9999'), id);
CREATE INDEX service_case_accepted ON service_case (region, accepted_on, id) WHERE accepted_on IS NOT NULL;
CREATE INDEX service_case_completed ON service_case (region, completed_at, id) WHERE completed_at IS NOT NULL;

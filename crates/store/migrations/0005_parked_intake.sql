-- Intake forms put aside at a window while somebody else is served: sealed under a key of their own, gone with their row.

CREATE TABLE parked_intake (
    region TEXT NOT NULL,
    id BIGINT NOT NULL,
    staff_id BIGINT NOT NULL,
    item_id BIGINT NOT NULL,
    item_name TEXT NOT NULL,
    parked_at TEXT NOT NULL,
    wrapped BYTES NOT NULL,
    body BYTES NOT NULL,
    PRIMARY KEY (region, id)
);
CREATE INDEX parked_intake_by_staff ON parked_intake (region, staff_id, parked_at);

-- Phrases that a member of staff uses often, by what they are for, in their own order.

CREATE TABLE phrase (
    region TEXT NOT NULL,
    staff_id BIGINT NOT NULL,
    kind TEXT NOT NULL,
    place BIGINT NOT NULL,
    words TEXT NOT NULL,
    PRIMARY KEY (region, staff_id, kind, place)
);

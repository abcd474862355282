-- Files that people hand in: their sealed bytes lie on disk under `digest`.

CREATE TABLE file (
    region TEXT NOT NULL,
    id BIGINT NOT NULL,
    version BIGINT NOT NULL,
    case_id BIGINT NOT NULL,
    person_id BIGINT NOT NULL,
    place BIGINT,
    digest TEXT NOT NULL,
    size BIGINT NOT NULL,
    kind TEXT NOT NULL,
    name BYTES NOT NULL,
    plain_digest BYTES NOT NULL,
    by_staff BIGINT,
    uploaded_at TEXT NOT NULL,
    detached_at TEXT,
    detached_why TEXT,
    PRIMARY KEY (region, id)
);
CREATE INDEX file_by_case ON file (region, case_id, id);

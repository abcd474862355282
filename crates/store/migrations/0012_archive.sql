-- What finished cases leave behind, and the batches it is transferred in.

CREATE TABLE archive_package (
    region TEXT NOT NULL,
    id BIGINT NOT NULL,
    version BIGINT NOT NULL,
    package_no TEXT NOT NULL,
    case_id BIGINT NOT NULL,
    title TEXT NOT NULL,
    department_id BIGINT NOT NULL,
    retention TEXT NOT NULL,
    finished_on TEXT NOT NULL,
    packed_at TEXT NOT NULL,
    profile TEXT NOT NULL,
    address TEXT NOT NULL,
    digest TEXT NOT NULL,
    size BIGINT NOT NULL,
    files BIGINT NOT NULL,
    checks TEXT NOT NULL,
    checked_at TEXT NOT NULL,
    passed BIGINT NOT NULL,
    batch_id BIGINT,
    PRIMARY KEY (region, id)
);
CREATE UNIQUE INDEX archive_package_by_no ON archive_package (region, package_no);
CREATE INDEX archive_package_by_batch ON archive_package (region, batch_id, package_no);

CREATE TABLE archive_batch (
    region TEXT NOT NULL,
    id BIGINT NOT NULL,
    batch_no TEXT NOT NULL,
    year BIGINT NOT NULL,
    made_on TEXT NOT NULL,
    made_at TEXT NOT NULL,
    by_staff BIGINT,
    packages BIGINT NOT NULL,
    PRIMARY KEY (region, id)
);
CREATE UNIQUE INDEX archive_batch_by_no ON archive_batch (region, batch_no);

-- Several departments' items as one matter: the county's list of chains, and every version that was in force.

CREATE TABLE chain (
    region TEXT NOT NULL,
    id BIGINT NOT NULL,
    version BIGINT NOT NULL,
    code TEXT NOT NULL,
    in_force BIGINT,
    draft TEXT,
    stopped BIGINT NOT NULL,
    PRIMARY KEY (region, id)
);
CREATE UNIQUE INDEX chain_by_code ON chain (region, code);

CREATE TABLE chain_version (
    region TEXT NOT NULL,
    chain_id BIGINT NOT NULL,
    version BIGINT NOT NULL,
    name TEXT NOT NULL,
    lead_department_id BIGINT NOT NULL,
    published_at TEXT NOT NULL,
    content TEXT NOT NULL,
    PRIMARY KEY (region, chain_id, version)
);

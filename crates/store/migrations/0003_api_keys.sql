-- Keys of programs, and apart from them what proves that a caller holds one.

CREATE TABLE api_key (
    region TEXT NOT NULL,
    id BIGINT NOT NULL,
    version BIGINT NOT NULL,
    name TEXT NOT NULL,
    scopes TEXT NOT NULL,
    department_id BIGINT,
    per_minute BIGINT NOT NULL,
    expires_on TEXT NOT NULL,
    hint TEXT NOT NULL,
    made_at TEXT NOT NULL,
    made_by BIGINT,
    state TEXT NOT NULL,
    turned_at TEXT,
    turned_by BIGINT,
    PRIMARY KEY (region, id)
);

CREATE TABLE api_key_secret (
    region TEXT NOT NULL,
    key_id BIGINT NOT NULL,
    secret_hash TEXT NOT NULL,
    used_at TEXT,
    PRIMARY KEY (region, key_id)
);
CREATE UNIQUE INDEX api_key_secret_by_hash ON api_key_secret (region, secret_hash);

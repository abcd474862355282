-- Applications under a chain that are being filled in: working state of whoever fills them in, sealed.

CREATE TABLE matter_draft (
    region TEXT NOT NULL,
    id BIGINT NOT NULL,
    mark TEXT NOT NULL,
    chain_code TEXT NOT NULL,
    kept_at TEXT NOT NULL,
    wrapped BYTES NOT NULL,
    body BYTES NOT NULL,
    PRIMARY KEY (region, id)
);
CREATE INDEX matter_draft_by_day ON matter_draft (region, kept_at);

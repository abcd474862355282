-- Codes by which a neighbour consents to assisted handling (短信验证码): what stands for the newest one, never the code.

CREATE TABLE consent_code (
    region TEXT NOT NULL,
    helper BIGINT NOT NULL,
    item_id BIGINT NOT NULL,
    phone TEXT NOT NULL,
    digest TEXT NOT NULL,
    sent_at TEXT NOT NULL,
    until TEXT NOT NULL,
    wrong BIGINT NOT NULL,
    used_by BIGINT,
    PRIMARY KEY (region, helper, item_id, phone)
);

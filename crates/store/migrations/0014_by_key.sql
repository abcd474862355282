-- Tables of short rows that every act writes lie in the order of their key. An embedded database otherwise keeps each of
-- them twice, as rows and as a key, and an act changes a page of both. Rows that are long stay as they are.

CREATE TABLE idempotency_by_key (
    region TEXT NOT NULL,
    key TEXT NOT NULL,
    digest TEXT NOT NULL,
    reply TEXT NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (region, key)
) BY KEY;
INSERT INTO idempotency_by_key (region, key, digest, reply, at) SELECT region, key, digest, reply, at FROM idempotency
ORDER BY region, key;
DROP TABLE idempotency;
ALTER TABLE idempotency_by_key RENAME TO idempotency;

CREATE TABLE stream_head_by_key (
    region TEXT NOT NULL,
    stream TEXT NOT NULL,
    seq BIGINT NOT NULL,
    hash BYTES NOT NULL,
    PRIMARY KEY (region, stream)
) BY KEY;
INSERT INTO stream_head_by_key (region, stream, seq, hash) SELECT region, stream, seq, hash FROM stream_head
ORDER BY region, stream;
DROP TABLE stream_head;
ALTER TABLE stream_head_by_key RENAME TO stream_head;

CREATE TABLE outbox_by_key (
    region TEXT NOT NULL,
    topic TEXT NOT NULL,
    stream TEXT NOT NULL,
    seq BIGINT NOT NULL,
    PRIMARY KEY (region, topic, stream, seq)
) BY KEY;
INSERT INTO outbox_by_key (region, topic, stream, seq) SELECT region, topic, stream, seq FROM outbox
ORDER BY region, topic, stream, seq;
DROP TABLE outbox;
ALTER TABLE outbox_by_key RENAME TO outbox;

CREATE TABLE case_delta_by_key (
    region TEXT NOT NULL,
    stream TEXT NOT NULL,
    seq BIGINT NOT NULL,
    case_id BIGINT NOT NULL,
    gone TEXT NOT NULL,
    come TEXT NOT NULL,
    PRIMARY KEY (region, stream, seq, case_id)
) BY KEY;
INSERT INTO case_delta_by_key (region, stream, seq, case_id, gone, come)
SELECT region, stream, seq, case_id, gone, come FROM case_delta
ORDER BY region, stream, seq, case_id;
DROP TABLE case_delta;
ALTER TABLE case_delta_by_key RENAME TO case_delta;

CREATE TABLE person_by_key (
    region TEXT NOT NULL,
    id BIGINT NOT NULL,
    kind TEXT NOT NULL,
    code_hash TEXT NOT NULL,
    PRIMARY KEY (region, id)
) BY KEY;
INSERT INTO person_by_key (region, id, kind, code_hash) SELECT region, id, kind, code_hash FROM person
ORDER BY region, id;
DROP TABLE person;
ALTER TABLE person_by_key RENAME TO person;
CREATE UNIQUE INDEX person_by_code ON person (region, code_hash);

CREATE TABLE person_key_by_key (
    region TEXT NOT NULL,
    person_id BIGINT NOT NULL,
    wrapped BYTES NOT NULL,
    PRIMARY KEY (region, person_id)
) BY KEY;
INSERT INTO person_key_by_key (region, person_id, wrapped) SELECT region, person_id, wrapped FROM person_key
ORDER BY region, person_id;
DROP TABLE person_key;
ALTER TABLE person_key_by_key RENAME TO person_key;

-- Few cases owe anything or are checked later.
DROP INDEX service_case_by_owed;
CREATE INDEX service_case_by_owed ON service_case (region, owed_until) WHERE owed_until IS NOT NULL;
DROP INDEX service_case_by_check;
CREATE INDEX service_case_by_check ON service_case (region, check_by) WHERE check_by IS NOT NULL;

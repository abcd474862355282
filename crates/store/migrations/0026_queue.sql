-- What the hall's queue machine recorded; cards by the clock they stood for; supervision orders that come back.

CREATE TABLE ticket_import (
    region TEXT NOT NULL,
    import_id BIGINT NOT NULL,
    as_of TEXT NOT NULL,
    file_name TEXT NOT NULL,
    digest TEXT NOT NULL,
    entered_at TEXT NOT NULL,
    PRIMARY KEY (region, import_id)
);

CREATE TABLE queue_ticket (
    region TEXT NOT NULL,
    import_id BIGINT NOT NULL,
    row_no BIGINT NOT NULL,
    ticket_no TEXT NOT NULL,
    window_no BIGINT,
    day TEXT NOT NULL,
    taken_at TEXT NOT NULL,
    called_at TEXT,
    finished_at TEXT,
    PRIMARY KEY (region, import_id, row_no)
);
CREATE INDEX queue_ticket_by_day ON queue_ticket (region, day, import_id, row_no);

-- A card of a point and a level may be given again for another clock: the key knows since when and until when it ran.
CREATE TABLE watch_card_by_clock (
    region TEXT NOT NULL,
    id BIGINT NOT NULL,
    version BIGINT NOT NULL,
    case_id BIGINT NOT NULL,
    case_no TEXT NOT NULL,
    item_name TEXT NOT NULL,
    department_id BIGINT NOT NULL,
    point TEXT NOT NULL,
    level TEXT NOT NULL,
    began_on TEXT NOT NULL,
    due_on TEXT NOT NULL,
    reached_on TEXT NOT NULL,
    profile_version BIGINT NOT NULL,
    given_at TEXT NOT NULL,
    given_on TEXT NOT NULL,
    stage TEXT NOT NULL,
    dispute TEXT,
    disputed_at TEXT,
    disputed_by BIGINT,
    ruling TEXT,
    ruled_at TEXT,
    ruled_by BIGINT,
    reason TEXT,
    reasoned_at TEXT,
    reasoned_by BIGINT,
    at_window BIGINT,
    PRIMARY KEY (region, id)
);
INSERT INTO watch_card_by_clock (region, id, version, case_id, case_no, item_name, department_id, point, level, began_on, due_on,
    reached_on, profile_version, given_at, given_on, stage, dispute, disputed_at, disputed_by, ruling, ruled_at,
    ruled_by, reason, reasoned_at, reasoned_by)
SELECT region, id, version, case_id, case_no, item_name, department_id, point, level, began_on, due_on,
    reached_on, profile_version, given_at, given_on, stage, dispute, disputed_at, disputed_by, ruling, ruled_at,
    ruled_by, reason, reasoned_at, reasoned_by
FROM watch_card;
DROP TABLE watch_card;
ALTER TABLE watch_card_by_clock RENAME TO watch_card;
CREATE UNIQUE INDEX watch_card_once ON watch_card (region, case_id, point, level, began_on, due_on);
CREATE INDEX watch_card_by_day ON watch_card (region, given_on, id);
CREATE INDEX watch_card_of ON watch_card (region, department_id, given_on, id);
CREATE INDEX watch_card_disputed ON watch_card (region, department_id) WHERE stage = 'disputed';
CREATE INDEX watch_card_unexplained ON watch_card (region, department_id)
    WHERE stage <> 'annulled' AND level = 'red' AND point = 'whole' AND reason IS NULL;

ALTER TABLE supervision_order ADD COLUMN sent_back TEXT;
ALTER TABLE supervision_order ADD COLUMN sent_back_at TEXT;
ALTER TABLE supervision_order ADD COLUMN sent_back_by BIGINT;
CREATE INDEX supervision_order_sent_back ON supervision_order (region, department_id) WHERE stage = 'sent_back';

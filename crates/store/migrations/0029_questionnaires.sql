-- Satisfaction questionnaires: drafts with their state, editions that were put out, answers, and marks of devices that
-- have answered. Nothing ties a mark to an answer.

CREATE TABLE questionnaire (
    region TEXT NOT NULL,
    id BIGINT NOT NULL,
    version BIGINT NOT NULL,
    draft TEXT NOT NULL,
    state TEXT NOT NULL,
    edition BIGINT,
    since TEXT,
    closed_on TEXT,
    reason TEXT,
    PRIMARY KEY (region, id)
);

CREATE TABLE questionnaire_edition (
    region TEXT NOT NULL,
    questionnaire_id BIGINT NOT NULL,
    edition BIGINT NOT NULL,
    body TEXT NOT NULL,
    published_on TEXT NOT NULL,
    PRIMARY KEY (region, questionnaire_id, edition)
);

CREATE TABLE questionnaire_answer (
    region TEXT NOT NULL,
    id BIGINT NOT NULL,
    questionnaire_id BIGINT NOT NULL,
    edition BIGINT NOT NULL,
    stratum TEXT NOT NULL,
    department_id BIGINT,
    window_no BIGINT,
    answered_on TEXT NOT NULL,
    paper_no TEXT,
    entered_by BIGINT,
    answers BYTES NOT NULL,
    PRIMARY KEY (region, id)
);
CREATE INDEX questionnaire_answer_of ON questionnaire_answer (region, questionnaire_id, stratum);
CREATE INDEX questionnaire_answer_by_day ON questionnaire_answer (region, answered_on);
CREATE INDEX questionnaire_answer_paper ON questionnaire_answer (region, questionnaire_id, paper_no)
    WHERE paper_no IS NOT NULL;

CREATE TABLE questionnaire_device (
    region TEXT NOT NULL,
    questionnaire_id BIGINT NOT NULL,
    mark TEXT NOT NULL,
    PRIMARY KEY (region, questionnaire_id, mark)
) BY KEY;

-- The number that a case has in the system it was handled in: how its export finds it again.

ALTER TABLE service_case ADD COLUMN foreign_no TEXT;
ALTER TABLE service_case ADD COLUMN foreign_source TEXT;
CREATE UNIQUE INDEX service_case_by_foreign ON service_case (region, foreign_source, foreign_no)
    WHERE foreign_no IS NOT NULL;
CREATE INDEX service_case_by_foreign_no ON service_case (region, foreign_no) WHERE foreign_no IS NOT NULL;

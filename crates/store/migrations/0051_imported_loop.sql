-- Bad ratings of other systems that are worked through here: by which row of a file each is known.

ALTER TABLE service_review ADD COLUMN import_key TEXT;
CREATE INDEX service_review_by_import ON service_review (region, import_key) WHERE import_key IS NOT NULL;

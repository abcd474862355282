-- What came and what was computed since a moment: the job that ranks looks there, and so does what tells the counties.

CREATE INDEX reported_snapshot_by_time ON reported_snapshot (region, came_at, as_of);
CREATE INDEX standing_by_time ON standing (region, computed_at, day, version);

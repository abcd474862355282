//! 站点更名率 in SQL; the rule is `domain::indicators::station_naming_rate`.

/// Of open stations, at the place they stand in.
pub(super) const STANDING: &str = "WHEN coalesce(s.station_open, 0) <> 1 OR coalesce(s.station_code, s.code) <> s.code THEN 'outside' \
     WHEN s.name_ok = 0 OR s.plate_ok = 0 THEN 'not_met' WHEN s.name_ok = 1 AND s.plate_ok = 1 THEN 'met' ELSE 'unknown'";

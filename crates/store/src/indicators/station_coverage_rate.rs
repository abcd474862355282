//! 基层服务站点覆盖率 in SQL; the rule is `domain::indicators::station_coverage_rate`.

/// Served by an open station; by another place's one where the profile lets that count.
pub(super) const STANDING: &str =
    "WHEN s.station_open = 1 AND (p.joint = 1 OR coalesce(s.station_code, s.code) = s.code) THEN 'met' ELSE 'not_met'";

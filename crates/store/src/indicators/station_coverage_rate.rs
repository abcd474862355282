//! 基层服务站点覆盖率 in SQL; the rule is `domain::indicators::station_coverage_rate`.

/// 1 met, 0 not met.
pub(super) const MET: &str = "CASE WHEN s.station_open = 1 THEN 1 ELSE 0 END";

//! 掌上可办率 in SQL; the rule is `domain::indicators::mobile_available_rate`.

/// 1 met, 0 not met, NULL unknown.
pub(super) const MET: &str = "s.mobile";

//! 进驻大厅占比 in SQL; the rule is `domain::indicators::hall_residency_rate`.

/// 1 met, 0 not met, NULL unknown.
pub(super) const MET: &str = "s.resident";

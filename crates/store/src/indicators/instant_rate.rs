//! 即办率 in SQL; the rule is `domain::indicators::instant_rate`.

/// 1 met, 0 not met, NULL unknown.
pub(super) const MET: &str =
    "CASE WHEN s.case_kind = 'instant' THEN 1 WHEN s.case_kind IS NOT NULL THEN 0 ELSE NULL END";

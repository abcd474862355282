//! 跑零次率 in SQL; the rule is `domain::indicators::zero_visit_rate`.

/// 1 met, 0 not met, NULL unknown.
pub(super) const MET: &str = "CASE WHEN s.onsite_visits = 0 THEN 1 WHEN s.onsite_visits > 0 THEN 0 \
     WHEN s.online_depth = 4 THEN 1 ELSE NULL END";

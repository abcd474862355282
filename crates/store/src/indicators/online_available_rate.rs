//! 网上可办率 in SQL; the rule is `domain::indicators::online_available_rate`.

/// 1 met, 0 not met, NULL unknown.
pub(super) const MET: &str = "CASE WHEN s.online_depth IS NOT NULL THEN CASE WHEN s.online_depth >= p.min_depth THEN 1 ELSE 0 END \
     WHEN s.onsite_visits = 0 THEN 1 ELSE NULL END";
pub(super) const EXEMPT: &str = "s.exempt_online";

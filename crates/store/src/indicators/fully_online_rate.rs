//! 全程网办率 in SQL; the rule is `domain::indicators::fully_online_rate`.

/// 1 met, 0 not met, NULL unknown.
pub(super) const MET: &str = "CASE WHEN s.online_depth IS NOT NULL THEN \
     CASE WHEN s.online_depth >= p.min_depth AND coalesce(s.onsite_visits, 0) = 0 THEN 1 ELSE 0 END \
     WHEN s.onsite_visits IS NOT NULL THEN CASE WHEN s.onsite_visits = 0 THEN 1 ELSE 0 END ELSE NULL END";
pub(super) const EXEMPT: &str = "s.exempt_online";

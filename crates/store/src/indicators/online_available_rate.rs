//! 网上可办率 in SQL; the rule is `domain::indicators::online_available_rate`.

/// 1 met, 0 not met, NULL unknown. By depth (0), by address (1), by one of them (2).
pub(super) const MET: &str = "CASE WHEN p.online_by = 1 THEN s.online_link \
     WHEN s.online_depth >= p.min_depth OR (s.online_depth IS NULL AND s.onsite_visits = 0) THEN 1 \
     WHEN p.online_by = 0 THEN CASE WHEN s.online_depth IS NOT NULL THEN 0 ELSE NULL END \
     WHEN s.online_link = 1 THEN 1 \
     WHEN s.online_depth IS NOT NULL AND s.online_link = 0 THEN 0 ELSE NULL END";

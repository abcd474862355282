//! 全程网办率 in SQL; the rule is `domain::indicators::fully_online_rate`.

/// 1 met, 0 not met, NULL unknown. By both (0), by depth (1), by visits (2), by one of them (3).
pub(super) const MET: &str = "CASE \
     WHEN p.fully_by = 1 THEN CASE WHEN s.online_depth >= p.min_depth THEN 1 WHEN s.online_depth < p.min_depth THEN 0 ELSE NULL END \
     WHEN p.fully_by = 2 THEN CASE WHEN s.onsite_visits = 0 THEN 1 WHEN s.onsite_visits > 0 THEN 0 ELSE NULL END \
     WHEN p.fully_by = 3 THEN CASE WHEN s.online_depth >= p.min_depth OR s.onsite_visits = 0 THEN 1 \
       WHEN s.online_depth < p.min_depth AND s.onsite_visits > 0 THEN 0 ELSE NULL END \
     WHEN s.online_depth < p.min_depth OR s.onsite_visits > 0 THEN 0 \
     WHEN s.online_depth >= p.min_depth OR s.onsite_visits = 0 THEN 1 ELSE NULL END";

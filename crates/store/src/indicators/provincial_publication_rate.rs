//! 省级平台发布占比 in SQL; the rule is `domain::indicators::provincial_publication_rate`.

/// 1 met, 0 not met, NULL unknown.
pub(super) const MET: &str = "s.published";

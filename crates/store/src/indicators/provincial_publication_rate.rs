//! 省级平台发布占比 in SQL; the rule is `domain::indicators::provincial_publication_rate`.

/// 1 met, 0 not met, NULL unknown; of the province's list and its node's answer the later one, settled when the
/// snapshot is frozen.
pub(super) const MET: &str = "s.published";

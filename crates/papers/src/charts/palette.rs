//! 颜色: the colours of the visual language that charts use.
//!
//! Deliberately not here: the page's style sheet, which holds the same values.

pub(super) const BRAND: &str = "#0B4F9E";
pub(super) const INK: &str = "#1A1F26";
pub(super) const HINT: &str = "#4A5462";
pub(super) const TRACK: &str = "#E9ECF0";
pub(super) const AXIS: &str = "#767F8C";
pub(super) const CARD: &str = "#FFFFFF";
/// Bars of the others, beside our own in [`BRAND`].
pub(super) const OTHERS: &str = "#8FB3DB";
/// Second of the series colours: what we are measured against.
pub(super) const TARGET: &str = "#B85C00";

/// Sequential steps from none to most, with the colour of text on them. On the
/// fourth step white reaches 3.8:1 and black 5.5:1, so the text there is black.
pub(super) const STEPS: [(&str, &str); 5] =
    [("#F3F6FA", INK), ("#C9DAEE", INK), ("#8FB3DB", INK), ("#4F86C0", "#000000"), ("#0B4F9E", "#FFFFFF")];

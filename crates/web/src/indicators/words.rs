//! What is said of a figure on every page (指标用语). The figure itself comes from the use case; here it only becomes
//! words, marks and links.

use domain::{
    base::Percent,
    indicators::{Figure, RowStanding},
};
use papers::charts::Share;

use crate::{
    base::{Tag, Tone, paths},
    door::address,
};

/// The four standings that pages show, with their words. 依职权 and suspended items are in no figure.
pub(super) const STANDINGS: [(RowStanding, &str); 4] = [
    (RowStanding::Met, "已达"),
    (RowStanding::NotMet, "未达"),
    (RowStanding::Excluded, "不计入"),
    (RowStanding::Unknown, "未知"),
];

/// Rows of one standing.
pub(super) fn count(figure: &Figure, standing: RowStanding) -> u64 {
    match standing {
        RowStanding::Met => figure.counts.met,
        RowStanding::NotMet => figure.counts.not_met,
        RowStanding::Unknown => figure.counts.unknown,
        RowStanding::Excluded => figure.counts.excluded,
        RowStanding::Outside => 0,
    }
}

/// Address of the rows of one standing.
pub(super) fn rows_of(figure: &Figure, standing: RowStanding) -> String {
    address(&paths::indicator(figure.indicator.id()), &[("standing", standing.as_str())])
}

/// A count with its thousands apart: `3,077`.
pub(super) fn number(n: u64) -> String {
    let digits = n.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// How far it is from its target, in a word.
pub(super) fn tag(figure: &Figure) -> Tag {
    let unit = figure.indicator.unit();
    if figure.value.is_none() {
        return Tag::new(Tone::Neutral, "没有数据");
    }
    if figure.is_on_target() {
        return Tag::new(Tone::Good, "达标");
    }
    let missing = number(figure.missing);
    let unknown = figure.counts.unknown;
    let words = match unknown {
        0 => format!("还差 {missing} {unit}"),
        _ => format!("还差 {missing} {unit}，{} {unit}未知", number(unknown)),
    };
    Tag::new(Tone::Warning, words)
}

/// As `3,075 ÷ 3,077 项`; empty when nothing is known.
pub(super) fn parts(figure: &Figure) -> String {
    match figure.value {
        None => String::new(),
        Some(_) => {
            format!("{} ÷ {} {}", number(figure.counts.met), number(figure.denominator()), figure.indicator.unit())
        }
    }
}

/// As `全市第 3（共 8）`.
pub(super) fn rank(figure: &Figure) -> Option<String> {
    figure.rank.map(|r| format!("全市第 {}（共 {}）", r.place, r.of))
}

/// A printed percentage as a length on a chart.
pub(super) fn share(percent: &str) -> Option<Share> {
    Percent::parse(percent).ok().map(|p| Share::from_ten_thousandths(p.units()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_are_set_apart() {
        for (n, text) in [(0, "0"), (999, "999"), (1_000, "1,000"), (3_077, "3,077"), (1_234_567, "1,234,567")] {
            assert_eq!(number(n), text);
        }
    }

    #[test]
    fn a_printed_percentage_keeps_its_length() {
        assert_eq!(share("99.94"), Some(Share::from_ten_thousandths(999_400)));
        assert_eq!(share("没有"), None);
    }
}

//! What is said of a figure on every page (指标用语). The figure itself comes from the use case; here it only becomes
//! words, marks and links.

use domain::{
    base::{Percent, date_text, date_text_with_year},
    indicators::{Card, Figure, Indicator, RowStanding},
    people::{Act, Desk, authorise},
};
use jiff::civil::Date;
use papers::charts::Share;

use super::Way;
pub(super) use crate::base::thousands as number;
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
        RowStanding::Met => figure.rows.met,
        RowStanding::NotMet => figure.rows.not_met,
        RowStanding::Unknown => figure.rows.unknown,
        RowStanding::Excluded => figure.rows.excluded,
        RowStanding::Outside => 0,
    }
}

/// Address of the rows of one standing.
pub(super) fn rows_of(figure: &Figure, standing: RowStanding) -> String {
    address(&paths::indicator(figure.indicator.id()), &[("standing", standing.as_str())])
}

/// How far it is from its target, in a word. The red card alone is red.
pub(super) fn tag(figure: &Figure) -> Tag {
    let unit = figure.indicator.unit();
    if figure.value.is_none() {
        return Tag::new(Tone::Neutral, "没有数据");
    }
    if !figure.has_target() {
        return Tag::new(Tone::Neutral, "不设目标");
    }
    if figure.is_on_target() {
        return Tag::new(Tone::Good, "达标");
    }
    let missing = number(figure.missing);
    let unknown = figure.rows.unknown;
    let words = match unknown {
        0 => format!("还差 {missing} {unit}"),
        _ => format!("还差 {missing} {unit}，{} {}未知", number(unknown), figure.indicator.row_unit()),
    };
    Tag::new(Tone::Warning, words)
}

/// The warning by the profile's bounds; never by colour alone.
pub(super) fn card(figure: &Figure) -> Option<Tag> {
    figure.card.map(|card| match card {
        Card::Yellow => Tag::new(Tone::Warning, card.label()),
        Card::Red => Tag::new(Tone::Bad, card.label()),
    })
}

/// As `99.94%（3,075 ÷ 3,077 项），目标 100%，还差 2 项`.
pub(super) fn line(figure: &Figure) -> String {
    let parts = parts(figure);
    let parts = if parts.is_empty() { parts } else { format!("（{parts}）") };
    let rank = rank(figure).map(|r| format!("，{r}")).unwrap_or_default();
    let target = if figure.has_target() {
        format!("目标 {}，{}", figure.target_text(), tag(figure).word)
    } else {
        figure.target_text()
    };
    format!("{}{parts}，{target}{rank}", figure.text())
}

/// What lies between two figures as they were printed: `升 0.03 个百分点`. `None` where one is not known.
pub(super) fn moved(before: &Figure, after: &Figure) -> Option<String> {
    let read = |f: &Figure| f.value.as_deref().and_then(|v| Percent::parse(v).ok());
    let (from, to) = (read(before)?, read(after)?);
    let points = Percent::from_units(from.units().abs_diff(to.units())).ok()?;
    Some(match to.cmp(&from) {
        std::cmp::Ordering::Greater => format!("升 {points} 个百分点"),
        std::cmp::Ordering::Less => format!("降 {points} 个百分点"),
        std::cmp::Ordering::Equal => "没有变".to_owned(),
    })
}

/// As `升 0.3 个百分点`, `升不到 0.1 个百分点`.
pub(super) fn rise(points: &str) -> String {
    let space = if points.starts_with(|c: char| c.is_ascii_digit()) { " " } else { "" };
    format!("升{space}{points} 个百分点")
}

/// A day; its year is said only where it is not this one.
pub(super) fn day(on: Date, today: Date) -> String {
    if on.year() == today.year() { date_text(on) } else { date_text_with_year(on) }
}

/// The pages of one figure, as far as they are open to the reader; none where there is only one.
pub(super) fn ways(desk: &Desk, indicator: Indicator, current: &str) -> Vec<Way> {
    if authorise(desk, Act::IndicatorView, None).is_err() {
        return Vec::new();
    }
    let id = indicator.id();
    let way = |page: &str, label: &str| Way {
        href: if page.is_empty() { paths::indicator(id) } else { paths::indicator_page(id, page) },
        label: label.to_owned(),
        current: page == current,
    };
    vec![way("", "明细"), way("gaps", "差距清单"), way("city", "全市对比"), way("trend", "趋势")]
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

//! 坐标: where the axis of a chart begins, ends and is marked, with round numbers.
//!
//! Both writers use the same axis, so that the picture in the PDF and the one the
//! word processor draws show the same.
//!
//! Deliberately not here: drawing.

use super::document::{Chart, ChartKind, Mark};

/// An axis in units of the chart's last decimal; `step` divides its length.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Scale {
    /// The value at its beginning.
    pub(super) from: i64,
    /// The value at its end.
    pub(super) to: i64,
    /// Between two marks of the axis.
    pub(super) step: i64,
}

/// As many marks as an axis should have at most.
const MARKS: i64 = 6;

impl Scale {
    /// The axis on which all marks of a chart find their place.
    pub(super) fn of(chart: &Chart) -> Self {
        let values = chart.series.iter().flat_map(|series| series.marks.iter().flatten()).map(|mark| mark.value);
        let target = match &chart.kind {
            ChartKind::Bars { .. } => None,
            ChartKind::Line { target } => target.as_ref().map(|target| target.value),
        };
        let bound = 1_000_000_000_000_000;
        let all: Vec<i64> = values.chain(target).map(|value| value.clamp(-bound, bound)).collect();
        let (lowest, highest) = match (all.iter().min(), all.iter().max()) {
            (Some(&lowest), Some(&highest)) => (lowest, highest),
            (None, _) | (_, None) => (0, 1),
        };
        let from = match chart.kind {
            // A baseline above a bar would hide it.
            ChartKind::Bars { baseline } => baseline.clamp(-bound, bound).min(lowest),
            ChartKind::Line { .. } => lowest,
        };
        let step = round_step((highest - from).max(1));
        let mut from = from.div_euclid(step) * step;
        // A point on the axis itself would look like nothing at all.
        if matches!(chart.kind, ChartKind::Line { .. }) && lowest == from && lowest > 0 {
            from = (from - step).max(0);
        }
        let mut to = highest.div_euclid(step) * step + if highest.rem_euclid(step) == 0 { 0 } else { step };
        if to <= from {
            to = from + step;
        }
        let whole = 100 * 10_i64.pow(u32::from(chart.decimals));
        // No share is above 100 %, so no axis pretends there could be one.
        if chart.unit == "%" && highest <= whole {
            to = to.min(whole);
        }
        Self { from, to, step }
    }

    /// The marks of the axis, from its beginning to its end.
    pub(super) fn marks(self) -> Vec<i64> {
        let mut marks = Vec::new();
        let mut at = self.from;
        while at <= self.to {
            marks.push(at);
            at += self.step;
        }
        marks
    }

    /// Where a value lies, from 0 at the beginning to 1 at the end.
    pub(super) fn place(self, value: i64) -> f32 {
        let (over, span) = (value.clamp(self.from, self.to) - self.from, (self.to - self.from).max(1));
        // Exact to a thousandth of a point, which is more than any printer draws.
        (over as f64 / span as f64) as f32
    }
}

/// A value in the notation of the axis: as many decimals as it needs.
pub(super) fn decimal(value: i64, decimals: u8) -> String {
    let unit = 10_u64.pow(u32::from(decimals));
    let (whole, rest) = (value.unsigned_abs() / unit, value.unsigned_abs() % unit);
    let sign = if value < 0 { "-" } else { "" };
    if rest == 0 {
        return format!("{sign}{whole}");
    }
    let rest = format!("{rest:0width$}", width = usize::from(decimals));
    format!("{sign}{whole}.{}", rest.trim_end_matches('0'))
}

/// A mark as the axis would write it, with all its decimals: where the figure's own
/// text says the same, a word processor may compute it.
pub(super) fn spelt(mark: &Mark, chart: &Chart) -> String {
    let unit = 10_u64.pow(u32::from(chart.decimals));
    let (whole, rest) = (mark.value.unsigned_abs() / unit, mark.value.unsigned_abs() % unit);
    let sign = if mark.value < 0 { "-" } else { "" };
    match chart.decimals {
        0 => format!("{sign}{whole}{}", chart.unit),
        decimals => format!("{sign}{whole}.{rest:0width$}{}", chart.unit, width = usize::from(decimals)),
    }
}

fn round_step(span: i64) -> i64 {
    let mut power = 1_i64;
    loop {
        for factor in [1, 2, 5] {
            if span <= factor * power * (MARKS - 1) {
                return factor * power;
            }
        }
        power = power.saturating_mul(10);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::documents::document::Series;

    fn chart(kind: ChartKind, unit: &str, decimals: u8, values: &[i64]) -> Chart {
        let marks = values.iter().map(|&value| Some(Mark { value, text: String::new(), own: false })).collect();
        Chart {
            caption: "图1".to_owned(),
            alternative: String::new(),
            kind,
            unit: unit.to_owned(),
            decimals,
            labels: vec![String::new(); values.len()],
            series: vec![Series { name: String::new(), marks }],
        }
    }

    #[test]
    fn a_share_never_gets_an_axis_above_100() {
        let line = chart(ChartKind::Line { target: None }, "%", 2, &[9_812, 9_994]);
        let scale = Scale::of(&line);
        assert_eq!((scale.from, scale.to, scale.step), (9_800, 10_000, 50));
        let bars = chart(ChartKind::Bars { baseline: 8_000 }, "%", 2, &[9_812, 7_100]);
        assert_eq!(Scale::of(&bars).from, 7_000, "no bar is hidden by its baseline");
    }

    #[test]
    fn values_are_written_as_short_as_they_are_exact() {
        assert_eq!(decimal(9_990, 2), "99.9");
        assert_eq!(decimal(-1_000, 1), "-100");
        let counts = chart(ChartKind::Bars { baseline: 0 }, "项", 0, &[12]);
        assert_eq!(spelt(&Mark { value: 12, text: String::new(), own: false }, &counts), "12项");
    }

    proptest! {
        #[test]
        fn all_marks_lie_on_the_axis(values in prop::collection::vec(-5_000_i64..20_000, 1..20), base in 0_i64..9_000, line: bool) {
            let kind = if line { ChartKind::Line { target: None } } else { ChartKind::Bars { baseline: base } };
            let scale = Scale::of(&chart(kind, "%", 2, &values));
            prop_assert!(scale.from <= *values.iter().min().expect("not empty"));
            prop_assert!(scale.to >= *values.iter().max().expect("not empty"));
            prop_assert!((2..=8).contains(&scale.marks().len()), "{scale:?}");
            prop_assert_eq!(scale.marks().pop(), Some(scale.to));
        }
    }
}

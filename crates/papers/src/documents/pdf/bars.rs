//! 条形图: bars lying one below the other, each with its figure.
//!
//! Deliberately not here: their order, which is the figure's.

use super::{
    super::{
        colours::{AXIS, Colour, INK, OTHERS, SERIES, of_series},
        document::{Chart, Mark},
        scale::{Scale, decimal},
        sheet::TYPE_WIDTH,
    },
    chart::{At, Canvas, WORDS},
};

/// Height of a bar and what is free between two labels, in points.
const BAR: f32 = 11.0;
const FREE: f32 = 6.0;
/// Widest column of labels.
const LABELS: f32 = 0.38 * TYPE_WIDTH;
/// A hair of a bar, so that the last one is seen to be there.
const HAIR: f32 = 1.0;

/// Draws bars below `top`; returns where they end.
pub(super) fn draw(canvas: &mut Canvas<'_, '_>, chart: &Chart, scale: Scale, top: f32) -> f32 {
    let labels = chart.labels.iter().map(|label| canvas.width(label)).fold(0.0, f32::max).min(LABELS);
    let marks = || chart.series.iter().flat_map(|series| series.marks.iter().flatten());
    let texts = marks().map(|mark| canvas.width(&mark.text)).fold(40.0, f32::max).min(LABELS);
    let (left, length) = (labels + 8.0, TYPE_WIDTH - labels - texts - 16.0);
    let pitch = chart.series.len() as f32 * BAR + FREE;
    let bottom = top + pitch * chart.labels.len() as f32;
    for value in scale.marks() {
        let x = left + scale.place(value) * length;
        canvas.tick(chart, value, [(x, top), (x, bottom)], (x, bottom + WORDS / 2.0), At::Centre);
    }
    let any_own = marks().any(|mark| mark.own);
    for (row, label) in chart.labels.iter().enumerate() {
        let y = top + pitch * row as f32 + FREE / 2.0;
        canvas.words(label, (left - 4.0, y + (pitch - FREE) / 2.0), At::Right, labels, INK);
        for (place, series) in chart.series.iter().enumerate() {
            let (y, middle) = (y + BAR * place as f32, y + BAR * (place as f32 + 0.5));
            match series.marks.get(row).and_then(Option::as_ref) {
                Some(mark) => {
                    let width = (scale.place(mark.value) * length).max(HAIR);
                    canvas.fill((left, y + 0.5), (width, BAR - 1.0), colour(mark, place, chart.series.len(), any_own));
                    canvas.words(&mark.text, (left + width + 4.0, middle), At::Left, texts, INK);
                }
                None => canvas.words("没有数据", (left + 4.0, middle), At::Left, texts.max(60.0), AXIS),
            }
        }
    }
    canvas.stroke(vec![(left, top), (left, bottom)], 0.8, AXIS, false);
    let mut end = bottom + WORDS;
    if scale.from != 0 {
        let text = format!("横轴从 {}{} 画起", decimal(scale.from, chart.decimals), chart.unit);
        canvas.words(&text, (left, end + WORDS / 2.0), At::Left, TYPE_WIDTH, AXIS);
        end += WORDS;
    }
    end
}

/// One's own bar is the darkest; where none is, all are.
fn colour(mark: &Mark, place: usize, series: usize, any_own: bool) -> Colour {
    match (series, any_own, mark.own) {
        (1, true, false) => OTHERS,
        (1, _, _) => SERIES[0],
        (_, _, _) => of_series(place),
    }
}

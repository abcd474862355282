//! 图: a chart the word processor draws itself (DrawingML), with the axis and the
//! figures of the PDF's.
//!
//! Deliberately not here: the paragraph it stands in.

use super::{
    super::{
        colours::{AXIS, Colour, GRID, OTHERS, SERIES, TARGET, hex, of_series},
        document::{Chart, ChartKind, Mark, Series},
        scale::{Scale, decimal, spelt},
        sheet::{LINE, TYPE_WIDTH},
        typeface::Typeface,
    },
    units::half_points,
    workbook::SHEET,
    xml::{HEAD, escaped},
};

/// The target of a line, if it has one.
pub(super) fn target(chart: &Chart) -> Option<&Mark> {
    match &chart.kind {
        ChartKind::Bars { .. } => None,
        ChartKind::Line { target } => target.as_ref(),
    }
}

/// Width and height in points.
pub(super) fn size(chart: &Chart) -> (f32, f32) {
    let height = match chart.kind {
        ChartKind::Bars { .. } => {
            let bars = chart.labels.len() * chart.series.len();
            11.0 * bars as f32 + 6.0 * chart.labels.len() as f32 + 48.0
        }
        ChartKind::Line { .. } => 8.0 * LINE,
    };
    let legend = if has_legend(chart) { 20.0 } else { 0.0 };
    (TYPE_WIDTH, height + legend)
}

fn has_legend(chart: &Chart) -> bool {
    chart.series.len() > 1 || target(chart).is_some()
}

/// `word/charts/chart*.xml`.
pub(super) fn chart(chart: &Chart) -> String {
    let scale = Scale::of(chart);
    let series: String = chart.series.iter().enumerate().map(|(place, one)| self::series(chart, one, place)).collect();
    let (plot, axes) = match chart.kind {
        ChartKind::Bars { .. } => (
            format!(
                "<c:barChart><c:barDir val=\"bar\"/><c:grouping val=\"clustered\"/><c:varyColors val=\"0\"/>{series}\
                 <c:gapWidth val=\"55\"/><c:axId val=\"1\"/><c:axId val=\"2\"/></c:barChart>"
            ),
            axes(chart, scale, ["l", "b"], true),
        ),
        ChartKind::Line { .. } => (
            format!(
                "<c:lineChart><c:grouping val=\"standard\"/><c:varyColors val=\"0\"/>{series}{}<c:marker val=\"1\"/>\
                 <c:axId val=\"1\"/><c:axId val=\"2\"/></c:lineChart>",
                goal(chart)
            ),
            axes(chart, scale, ["b", "l"], false),
        ),
    };
    let legend =
        if has_legend(chart) { "<c:legend><c:legendPos val=\"t\"/><c:overlay val=\"0\"/></c:legend>" } else { "" };
    format!(
        "{HEAD}<c:chartSpace xmlns:c=\"http://schemas.openxmlformats.org/drawingml/2006/chart\" \
         xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" \
         xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><c:date1904 val=\"0\"/>\
         <c:lang val=\"zh-CN\"/><c:roundedCorners val=\"0\"/><c:chart><c:autoTitleDeleted val=\"1\"/><c:plotArea><c:layout/>\
         {plot}{axes}</c:plotArea>{legend}<c:plotVisOnly val=\"1\"/><c:dispBlanksAs val=\"gap\"/></c:chart>\
         <c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>{}\
         <c:externalData r:id=\"rId1\"><c:autoUpdate val=\"0\"/></c:externalData></c:chartSpace>",
        letters("000000")
    )
}

fn series(chart: &Chart, series: &Series, place: usize) -> String {
    let column = column(place);
    let head = format!(
        "<c:idx val=\"{place}\"/><c:order val=\"{place}\"/><c:tx><c:strRef><c:f>{SHEET}!${column}$1</c:f><c:strCache>\
         <c:ptCount val=\"1\"/><c:pt idx=\"0\"><c:v>{}</c:v></c:pt></c:strCache></c:strRef></c:tx>",
        escaped(&series.name)
    );
    let data = data(chart, &column, &series.marks);
    let labels = labels(chart, series);
    match chart.kind {
        ChartKind::Bars { .. } => {
            let any_own = chart.series.len() == 1 && series.marks.iter().flatten().any(|mark| mark.own);
            let colour = if any_own { OTHERS } else { of_series(place) };
            let own: String = series
                .marks
                .iter()
                .enumerate()
                .filter(|(_, mark)| any_own && mark.as_ref().is_some_and(|mark| mark.own))
                .map(|(at, _)| {
                    format!(
                        "<c:dPt><c:idx val=\"{at}\"/><c:invertIfNegative val=\"0\"/><c:bubble3D val=\"0\"/><c:spPr>{}</c:spPr></c:dPt>",
                        solid(SERIES[0])
                    )
                })
                .collect();
            let fill = solid(colour);
            format!("<c:ser>{head}<c:spPr>{fill}</c:spPr><c:invertIfNegative val=\"0\"/>{own}{labels}{data}</c:ser>")
        }
        ChartKind::Line { .. } => {
            let colour = of_series(place);
            let fill = solid(colour);
            format!(
                "<c:ser>{head}<c:spPr>{}</c:spPr><c:marker><c:symbol val=\"circle\"/><c:size val=\"5\"/><c:spPr>{fill}</c:spPr>\
                 </c:marker>{labels}{data}<c:smooth val=\"0\"/></c:ser>",
                stroke(colour, 1.6, "")
            )
        }
    }
}

/// The target as a dashed line over all moments.
fn goal(chart: &Chart) -> String {
    let Some(goal) = target(chart) else { return String::new() };
    let place = chart.series.len();
    let column = column(place);
    let marks = vec![Some(goal.clone()); chart.labels.len()];
    format!(
        "<c:ser><c:idx val=\"{place}\"/><c:order val=\"{place}\"/><c:tx><c:strRef><c:f>{SHEET}!${column}$1</c:f><c:strCache>\
         <c:ptCount val=\"1\"/><c:pt idx=\"0\"><c:v>目标 {}</c:v></c:pt></c:strCache></c:strRef></c:tx><c:spPr>{}</c:spPr>\
         <c:marker><c:symbol val=\"none\"/></c:marker>{}<c:smooth val=\"0\"/></c:ser>",
        escaped(&goal.text),
        stroke(TARGET, 1.0, "<a:prstDash val=\"dash\"/>"),
        data(chart, &column, &marks)
    )
}

/// The figures beside the marks. Where the program would write the number as the
/// figure is printed, it writes it itself, so that a changed number changes its label.
fn labels(chart: &Chart, series: &Series) -> String {
    let (all, last) = (series.marks.len() <= 8, series.marks.iter().rposition(Option::is_some));
    let shown = |at: usize| match chart.kind {
        ChartKind::Bars { .. } => true,
        ChartKind::Line { .. } => (all && chart.series.len() == 1) || Some(at) == last,
    };
    let side = match chart.kind {
        ChartKind::Bars { .. } => "outEnd",
        ChartKind::Line { .. } => "t",
    };
    let shows = "<c:showLegendKey val=\"0\"/><c:showVal val=\"1\"/><c:showCatName val=\"0\"/><c:showSerName val=\"0\"/>\
                 <c:showPercent val=\"0\"/><c:showBubbleSize val=\"0\"/>";
    // One label of its own makes LibreOffice print its words at other marks too: then all have their own.
    let spelt_apart = series.marks.iter().flatten().any(|mark| spelt(mark, chart) != mark.text);
    let own: String = series
        .marks
        .iter()
        .enumerate()
        .filter_map(|(at, mark)| {
            let mark = mark.as_ref()?;
            if !shown(at) {
                return Some(format!("<c:dLbl><c:idx val=\"{at}\"/><c:delete val=\"1\"/></c:dLbl>"));
            }
            spelt_apart.then(|| {
                format!(
                    "<c:dLbl><c:idx val=\"{at}\"/><c:tx><c:rich><a:bodyPr/><a:p><a:r><a:rPr lang=\"zh-CN\"/><a:t>{}</a:t></a:r></a:p>\
                     </c:rich></c:tx><c:dLblPos val=\"{side}\"/>{shows}</c:dLbl>",
                    escaped(&mark.text)
                )
            })
        })
        .collect();
    format!(
        "<c:dLbls>{own}<c:numFmt formatCode=\"{}\" sourceLinked=\"0\"/><c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>\
         <c:dLblPos val=\"{side}\"/>{shows}</c:dLbls>",
        escaped(&format_code(chart, usize::from(chart.decimals)))
    )
}

/// Categories and values, with what they were when the file was written.
fn data(chart: &Chart, column: &str, marks: &[Option<Mark>]) -> String {
    let (count, last) = (marks.len(), marks.len() + 1);
    let bars = matches!(chart.kind, ChartKind::Bars { .. });
    let names: String = chart
        .labels
        .iter()
        .zip(marks)
        .enumerate()
        .map(|(at, (label, mark))| {
            // A bar that is not there must not look like a bar of nothing.
            let unknown = if bars && chart.series.len() == 1 && mark.is_none() { "（没有数据）" } else { "" };
            format!("<c:pt idx=\"{at}\"><c:v>{}{unknown}</c:v></c:pt>", escaped(label))
        })
        .collect();
    let values: String = marks
        .iter()
        .enumerate()
        .filter_map(|(at, mark)| {
            let value = decimal(mark.as_ref()?.value, chart.decimals);
            Some(format!("<c:pt idx=\"{at}\"><c:v>{value}</c:v></c:pt>"))
        })
        .collect();
    format!(
        "<c:cat><c:strRef><c:f>{SHEET}!$A$2:$A${last}</c:f><c:strCache><c:ptCount val=\"{count}\"/>{names}</c:strCache></c:strRef></c:cat>\
         <c:val><c:numRef><c:f>{SHEET}!${column}$2:${column}${last}</c:f><c:numCache><c:formatCode>General</c:formatCode>\
         <c:ptCount val=\"{count}\"/>{values}</c:numCache></c:numRef></c:val>"
    )
}

/// The axis of labels and the axis of values.
fn axes(chart: &Chart, scale: Scale, sides: [&str; 2], bars: bool) -> String {
    let [labels, values] = sides;
    // Bars read downwards, so the axis of values is moved to the last of them.
    let (order, crosses) = if bars { ("maxMin", "max") } else { ("minMax", "autoZero") };
    let number = |value: i64| decimal(value, chart.decimals);
    let begins = if bars && scale.from != 0 {
        format!(
            "<c:title><c:tx><c:rich><a:bodyPr/><a:p><a:pPr><a:defRPr b=\"0\"/></a:pPr><a:r><a:rPr lang=\"zh-CN\" sz=\"1050\" b=\"0\"/>\
             <a:t>横轴从 {}{} 画起</a:t></a:r></a:p></c:rich></c:tx><c:overlay val=\"0\"/></c:title>",
            number(scale.from),
            escaped(&chart.unit)
        )
    } else {
        String::new()
    };
    // The axis needs only the decimals its own marks have.
    let places = scale.marks().iter().map(|&mark| number(mark).split('.').nth(1).map_or(0, str::len)).max();
    let places = places.unwrap_or(0);
    let words = letters(&hex(AXIS));
    format!(
        "<c:catAx><c:axId val=\"1\"/><c:scaling><c:orientation val=\"{order}\"/></c:scaling><c:delete val=\"0\"/>\
         <c:axPos val=\"{labels}\"/><c:numFmt formatCode=\"General\" sourceLinked=\"0\"/><c:majorTickMark val=\"none\"/>\
         <c:minorTickMark val=\"none\"/><c:tickLblPos val=\"low\"/><c:spPr>{}</c:spPr><c:crossAx val=\"2\"/>\
         <c:crosses val=\"autoZero\"/><c:auto val=\"0\"/><c:lblAlgn val=\"ctr\"/><c:lblOffset val=\"100\"/><c:noMultiLvlLbl val=\"1\"/></c:catAx>\
         <c:valAx><c:axId val=\"2\"/><c:scaling><c:orientation val=\"minMax\"/><c:max val=\"{}\"/><c:min val=\"{}\"/></c:scaling>\
         <c:delete val=\"0\"/><c:axPos val=\"{values}\"/><c:majorGridlines><c:spPr>{}</c:spPr></c:majorGridlines>{begins}\
         <c:numFmt formatCode=\"{}\" sourceLinked=\"0\"/><c:majorTickMark val=\"none\"/><c:minorTickMark val=\"none\"/>\
         <c:tickLblPos val=\"nextTo\"/><c:spPr><a:ln><a:noFill/></a:ln></c:spPr>{words}<c:crossAx val=\"1\"/>\
         <c:crosses val=\"{crosses}\"/><c:crossBetween val=\"between\"/><c:majorUnit val=\"{}\"/></c:valAx>",
        stroke(AXIS, 0.8, ""),
        number(scale.to),
        number(scale.from),
        stroke(GRID, 0.5, ""),
        escaped(&format_code(chart, places)),
        number(scale.step),
    )
}

/// `0.00"%"`: the number with so many decimals and the unit as it stands.
fn format_code(chart: &Chart, decimals: usize) -> String {
    let decimals = if decimals == 0 { String::new() } else { format!(".{}", "0".repeat(decimals)) };
    let unit = if chart.unit.is_empty() { String::new() } else { format!("\"{}\"", chart.unit.replace('"', "")) };
    format!("0{decimals}{unit}")
}

/// B, C, D, E, F: there are at most four series and a target.
fn column(place: usize) -> String {
    ["B", "C", "D", "E", "F"].get(place).copied().unwrap_or("F").to_owned()
}

fn solid(colour: Colour) -> String {
    format!("<a:solidFill><a:srgbClr val=\"{}\"/></a:solidFill>", hex(colour))
}

fn stroke(colour: Colour, width: f32, dash: &str) -> String {
    format!("<a:ln w=\"{}\">{}{dash}</a:ln>", (width * 12_700.0).round(), solid(colour))
}

/// 宋体 五号 in a colour.
fn letters(colour: &str) -> String {
    let (name, size) = (Typeface::SongTi.office_name(), half_points(10.5) * 50);
    format!(
        "<c:txPr><a:bodyPr/><a:p><a:pPr><a:defRPr sz=\"{size}\"><a:solidFill><a:srgbClr val=\"{colour}\"/></a:solidFill>\
         <a:latin typeface=\"{name}\"/><a:ea typeface=\"{name}\"/></a:defRPr></a:pPr><a:endParaRPr lang=\"zh-CN\"/></a:p></c:txPr>"
    )
}

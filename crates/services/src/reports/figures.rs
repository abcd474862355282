//! Figures, ranks and what moved, as facts and as table and charts.

use domain::{
    indicators::{Figure, Indicator},
    people::Desk,
    reports::{Fact, Facts, Row, Trace},
};

use super::{
    Drawn, DrawnChart, DrawnTable,
    drawn::hundredths,
    facts::{day, snapshot_source},
    print::numeral,
};
use crate::{
    Bureau, Failure, Never,
    indicators::{self, By, CityRow, Report},
};

/// Counties that one chart shows; the table of the page has all.
const MOST_BARS: usize = 20;

/// The parts behind a figure, in words.
fn parts(f: &Figure) -> String {
    let mut out = format!("{}÷{}", f.counts.met, f.denominator());
    if f.counts.excluded > 0 {
        out += &format!("，剔除{}{}", f.counts.excluded, f.indicator.unit());
    }
    if f.counts.unknown > 0 {
        out += &format!("，未知{}{}", f.counts.unknown, f.indicator.unit());
    }
    out
}

pub(super) fn trace(f: &Figure, report: &Report) -> Trace {
    Trace {
        what: f.indicator.name().into(),
        parts: parts(f),
        profile: format!("{} 第{}版：{}", f.profile, f.profile_version, f.profile_name),
        source: snapshot_source(report),
    }
}

/// Two figures that a change of definition or of what is known sets apart are not compared.
fn is_comparable(before: &Figure, after: &Figure) -> bool {
    (&before.profile, before.profile_version) == (&after.profile, after.profile_version)
        && !before.is_lower_bound()
        && !after.is_lower_bound()
}

/// `提高0.03个百分点`; `None` when the printed figures are the same, one is missing, or they do not compare.
fn moved(before: &Figure, after: &Figure) -> Option<String> {
    if !is_comparable(before, after) {
        return None;
    }
    let (from, to) = (before.value.as_deref()?, after.value.as_deref()?);
    if from == to {
        return None;
    }
    let decimals = from.split_once('.').map_or(0, |p| p.1.len()).max(to.split_once('.').map_or(0, |p| p.1.len()));
    let units = |text: &str| -> Option<i64> {
        let (whole, part) = text.split_once('.').unwrap_or((text, ""));
        let padded = format!("{part:0<decimals$}");
        format!("{whole}{padded}").parse().ok()
    };
    let change = units(to)? - units(from)?;
    let scale = 10_i64.pow(u32::try_from(decimals).ok()?);
    let (whole, part) = (change.abs() / scale, change.abs() % scale);
    let size = if decimals == 0 { whole.to_string() } else { format!("{whole}.{part:0>decimals$}") };
    Some(format!("{}{size}个百分点", if change > 0 { "提高" } else { "下降" }))
}

fn find(report: &Report, indicator: Indicator) -> Option<&Figure> {
    report.figures.iter().chain(&report.further).map(|(f, _)| f).find(|f| f.indicator == indicator)
}

fn place(f: &Figure) -> Option<String> {
    f.rank.map(|r| numeral(r.place as usize))
}

/// The five and the further measures.
pub(super) fn tell(now: &Report, earlier: Option<&Report>, facts: &mut Facts, drawn: &mut Drawn) -> Vec<String> {
    let mut notes = Vec::new();
    let mut table = Vec::new();
    for (figure, city) in &now.figures {
        let before = earlier.and_then(|e| find(e, figure.indicator));
        let change = before.and_then(|b| moved(b, figure));
        if before.is_some_and(|b| b.value.is_some() && !is_comparable(b, figure)) {
            notes.push(format!("{}的口径或资料与上期不同，不可比，正文没有写变化", figure.indicator.name()));
        }
        let tied = is_tied(figure, city);
        facts.add("figures", row_of(figure, now, change.as_deref(), tied));
        leading(figure, city, now, facts);
        if let (Some(change), Some(earlier)) = (change.as_deref(), earlier)
            && change.starts_with("提高")
        {
            let mut row = row_of(figure, now, Some(change), tied);
            row.insert("since", Fact::word(day(earlier.as_of)));
            facts.add("improved", row);
        }
        if figure.value.is_some() && figure.has_target() && !figure.is_on_target() {
            facts.add("below_target", row_of(figure, now, None, tied));
        }
        if figure.indicator == Indicator::HallResidencyRate && figure.value.is_some() {
            facts.add("residency", row_of(figure, now, None, tied));
        }
        let rank = figure.rank.map_or_else(|| "—".into(), |r| format!("{}/{}", r.place, r.of));
        table.push(vec![
            figure.indicator.name().to_owned(),
            figure.text(),
            parts(figure),
            figure.target_text(),
            rank,
            change.unwrap_or_else(|| "—".into()),
        ]);
        if figure.indicator == Indicator::OnlineAvailableRate {
            ranks(figure, city, drawn);
        }
    }
    let columns = [
        ("指标", 7, false),
        ("数值", 4, true),
        ("构成", 6, true),
        ("目标", 6, false),
        ("全市排名", 4, true),
        ("较上期", 4, true),
    ];
    drawn.tables.insert("figures".into(), DrawnTable::new("主要指标情况", &columns, table));
    further(now, facts, drawn);
    gap_chart(now, drawn);
    notes
}

/// Another county stands on the same figure.
fn is_tied(figure: &Figure, city: &[CityRow]) -> bool {
    figure.value.as_ref().is_some_and(|own| city.iter().any(|c| !c.own && c.value == *own))
}

fn row_of(figure: &Figure, now: &Report, change: Option<&str>, tied: bool) -> Row {
    let from = trace(figure, now);
    let word = |text: String| Fact::number(text, from.clone());
    let mut row = Row::from([
        ("name", Fact::word(figure.indicator.name())),
        ("target", Fact::word(figure.target_text())),
        ("gap", word(missing(figure))),
        ("unknown", word(figure.counts.unknown.to_string())),
        ("excluded", word(figure.counts.excluded.to_string())),
        ("exempt", word(figure.counts.excluded.to_string())),
    ]);
    // A figure that is none is not told: its sentence is left out.
    if figure.value.is_some() {
        row.insert("value", word(figure.text()));
        row.insert("parts", word(parts(figure)));
    }
    if let Some(rank) = figure.rank {
        let trace = Trace {
            what: format!("{}全市排名", figure.indicator.name()),
            parts: format!("第 {} 位，共 {} 个县（市、区）", rank.place, rank.of),
            profile: figure.profile.clone(),
            source: "全市通报数据，随快照冻结".into(),
        };
        let place = format!("{}第{}", if tied { "并列" } else { "" }, numeral(rank.place as usize));
        row.insert("place", Fact::number(place, trace.clone()));
        row.insert("rank", Fact::number(numeral(rank.place as usize), trace));
    }
    if let Some(change) = change {
        row.insert("moved", word(change.to_owned()));
    }
    row
}

/// What is missing to the target; rows nobody knows may be met already.
fn missing(figure: &Figure) -> String {
    let most = if figure.counts.unknown > 0 { "至多" } else { "" };
    format!("{most}{}{}", figure.missing, figure.indicator.unit())
}

/// In the first three of the city, with somebody behind.
fn leading(figure: &Figure, city: &[CityRow], now: &Report, facts: &mut Facts) {
    let own = figure.value.as_deref().and_then(hundredths);
    let behind = city.iter().any(|c| !c.own && hundredths(&c.value).is_some_and(|v| own.is_some_and(|o| v < o)));
    if behind && figure.rank.is_some_and(|r| r.place <= 3) {
        facts.add("leading", row_of(figure, now, None, is_tied(figure, city)));
    }
}

fn further(now: &Report, facts: &mut Facts, drawn: &mut Drawn) {
    let mut table = Vec::new();
    for (figure, _) in &now.further {
        if figure.value.is_some() {
            facts.add("further", row_of(figure, now, None, false));
            table.push(vec![figure.indicator.name().to_owned(), figure.text(), parts(figure)]);
        }
        if figure.indicator == Indicator::StationNamingRate && figure.denominator() > 0 {
            let word = |text: String| Fact::number(text, trace(figure, now));
            let row = Row::from([
                ("old", word(figure.counts.not_met.to_string())),
                ("unchecked", word(figure.counts.unknown.to_string())),
                ("stations", word(figure.denominator().to_string())),
                ("rate", word(figure.text())),
            ]);
            if figure.counts.not_met > 0 {
                facts.add("naming_old", row.clone());
            }
            facts.add("naming", row);
        }
    }
    let columns = [("指标", 6, false), ("数值", 4, true), ("构成", 6, true)];
    drawn.tables.insert("further".into(), DrawnTable::new("其他指标情况", &columns, table));
}

/// Bars from a baseline below the lowest figure, because figures near 100 % look alike from zero.
fn gap_chart(now: &Report, drawn: &mut Drawn) {
    let told: Vec<(&Figure, i64)> =
        now.figures.iter().filter_map(|(f, _)| Some((f, hundredths(f.value.as_deref()?)?))).collect();
    let Some(lowest) = told.iter().map(|(_, v)| *v).min() else { return };
    let baseline = if lowest >= 9_500 { 9_500 } else { lowest / 1_000 * 1_000 };
    let short: Vec<String> = told
        .iter()
        .filter(|(f, _)| f.has_target() && f.missing > 0)
        .map(|(f, _)| format!("{}还差{}", f.indicator.name(), missing(f)))
        .collect();
    let silent = now.figures.iter().filter(|(f, _)| f.value.is_none() || !f.has_target()).count();
    let finding = match (short.is_empty(), silent) {
        (true, 0) => "各项指标均已达到目标".to_owned(),
        (true, n) => format!("有数据和目标的指标均已达到，另有{n}项没有"),
        (false, _) => short.join("，"),
    };
    drawn.charts.insert(
        "gaps".into(),
        DrawnChart {
            caption: "各项指标距目标的差距".into(),
            alternative: finding,
            line: false,
            baseline,
            labels: told.iter().map(|(f, _)| f.indicator.name().to_owned()).collect(),
            series: vec![("本县".into(), told.iter().map(|(f, v)| Some((*v, f.text(), true))).collect())],
        },
    );
}

/// The city's counties by the first figure.
fn ranks(figure: &Figure, city: &[CityRow], drawn: &mut Drawn) {
    let mut told: Vec<(&CityRow, i64)> = city.iter().filter_map(|c| Some((c, hundredths(&c.value)?))).collect();
    let Some(place) = place(figure) else { return };
    if told.len() < 2 {
        return;
    }
    told.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.code.cmp(&b.0.code)));
    let own = told.iter().position(|(c, _)| c.own).unwrap_or(0);
    if told.len() > MOST_BARS && own >= MOST_BARS {
        told.swap(MOST_BARS - 1, own);
    }
    told.truncate(MOST_BARS);
    let lowest = told.iter().map(|(_, v)| *v).min().unwrap_or(0);
    drawn.charts.insert(
        "ranks".into(),
        DrawnChart {
            caption: format!("{}全市排名", figure.indicator.name()),
            alternative: format!("本县{}{}，位居全市第{place}", figure.indicator.name(), figure.text()),
            line: false,
            baseline: if lowest >= 9_500 { 9_500 } else { lowest / 1_000 * 1_000 },
            labels: told.iter().map(|(c, _)| c.name.clone()).collect(),
            series: vec![(
                figure.indicator.name().into(),
                told.iter().map(|(c, v)| Some((*v, format!("{}%", c.value), c.own))).collect(),
            )],
        },
    );
}

/// What changed since the earlier snapshot, with the rows that changed sides.
pub(super) fn changes(
    bureau: &Bureau,
    desk: &Desk,
    now: &Report,
    earlier: &Report,
    facts: &mut Facts,
    drawn: &mut Drawn,
) -> Result<(), Failure<Never>> {
    facts.look("changes");
    let mut table = Vec::new();
    for (figure, _) in &now.figures {
        let Some(before) = find(earlier, figure.indicator) else { continue };
        let Some(change) = moved(before, figure) else { continue };
        let rows = indicators::moved(bureau, desk, earlier.snapshot, now.snapshot, figure.indicator)?.len();
        let mut row = row_of(figure, now, Some(&change), false);
        row.insert("before", Fact::number(before.text(), trace(before, earlier)));
        row.insert("rows", Fact::word(rows.to_string()));
        facts.add("changes", row);
        table.push(vec![figure.indicator.name().to_owned(), before.text(), figure.text(), change, rows.to_string()]);
    }
    let columns =
        [("指标", 6, false), ("上期", 4, true), ("本期", 4, true), ("变化", 5, true), ("变动的行数", 4, true)];
    drawn.tables.insert("changes".into(), DrawnTable::new("与上期比较", &columns, table));
    Ok(())
}

/// The online figure over the last twelve months, where there is more than one month.
pub(super) fn trend(bureau: &Bureau, desk: &Desk, drawn: &mut Drawn) -> Result<(), Failure<Never>> {
    let indicator = Indicator::FullyOnlineRate;
    let points = indicators::trend(bureau, desk, indicator, By::Month, 12)?;
    let told: Vec<_> = points.iter().filter_map(|p| Some((p, hundredths(p.figure.value.as_deref()?)?))).collect();
    if told.len() < 2 {
        return Ok(());
    }
    drawn.charts.insert(
        "trend".into(),
        DrawnChart {
            caption: format!("{}走势", indicator.name()),
            alternative: format!(
                "{}由{}变为{}",
                indicator.name(),
                told[0].0.figure.text(),
                told[told.len() - 1].0.figure.text()
            ),
            line: true,
            baseline: 0,
            labels: told.iter().map(|(p, _)| format!("{}月", p.as_of.month())).collect(),
            series: vec![(
                indicator.name().into(),
                told.iter().map(|(p, v)| Some((*v, p.figure.text(), true))).collect(),
            )],
        },
    );
    Ok(())
}

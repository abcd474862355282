//! The gap list over HTTP (差距清单): what a figure lacks, by department, on the way to an order; and the same rows as
//! a table to take along. What closes a row and what that gives is decided below.

use axum::{
    extract::{Path, State},
    http::header,
    response::IntoResponse,
};
use domain::{
    base::date_text_with_year,
    indicators::{Indicator, RowStanding},
    people::{Act, Desk, authorise},
};
use papers::tables::{Cell, write_xlsx};
use services::indicators::{Effect, Gap, GapList, GapUnit, gap_sheet};

use super::{BlockerView, GapRow, GapUnitRow, GapsPage, OrderMark, words};
use crate::{
    base::{Choice, Link, Pick, Tag, Tone, paths},
    door::{App, Oops, Query, Reply, Seat, address, blocking, go, show},
};

/// Rows of one page.
const PAGE: usize = 50;
/// Departments shown at once; the rest unfolds.
const FIRST: usize = 4;

/// The indicator of an address.
pub(super) fn named(indicator: &str) -> Result<Indicator, Oops> {
    Indicator::parse(indicator).ok_or_else(Oops::not_found)
}

/// The gap list of a figure; `None` before the first snapshot.
pub(super) async fn load(
    app: &App,
    seat: &Seat,
    indicator: Indicator,
    department: &str,
) -> Result<Option<GapList>, Oops> {
    let (bureau, desk, name) = (app.bureau().clone(), seat.desk.clone(), department.to_owned());
    let narrowed = move || {
        let name = Some(name.as_str()).filter(|n| !n.is_empty());
        services::indicators::gaps(&bureau, &desk, indicator, name)
    };
    Ok(blocking(narrowed).await??)
}

/// The page.
pub(crate) async fn page(State(app): State<App>, seat: Seat, Path(indicator): Path<String>, query: Query) -> Reply {
    let indicator = named(&indicator)?;
    let department = query.text("department");
    let Some(list) = load(&app, &seat, indicator, &department).await? else {
        return match may(&seat.desk, Act::IndicatorView) {
            true => go(paths::INDICATORS),
            false => Err(Oops::not_found().saying("还没有统计过，督查统计后就有清单")),
        };
    };
    let skipped: usize = query.number("after").unwrap_or_default();
    // Who does not see the county's figures sees the own department alone.
    let whose = match may(&seat.desk, Act::IndicatorView) {
        false if list.total() == 0 => "本部门",
        false | true => &department,
    };
    let mut frame = app.frame(&seat, heading(&list, whose));
    frame.notice = done(&query);
    show(&drawn(frame, &seat.desk, &list, &department, skipped))
}

fn drawn(frame: crate::base::Frame, desk: &Desk, list: &GapList, department: &str, skipped: usize) -> GapsPage {
    let id = list.figure.indicator.id();
    let here = |page: &str| address(&paths::indicator_page(id, page), &[("department", department)]);
    let may_issue = may(desk, Act::RectificationIssue);
    let total = list.rows().count();
    let mut units: Vec<GapUnitRow> = list.units.iter().map(|unit| unit_row(list, unit, may_issue)).collect();
    let rest = units.split_off(units.len().min(FIRST));
    let source = format!("gap/{id}");
    let reads_register = may(desk, Act::RectificationView);
    let printed = list.rows().any(|g| g.order.is_some()) && reads_register;
    let rows: Vec<GapRow> = list.rows().skip(skipped).take(PAGE).map(|gap| row(desk, list, gap)).collect();
    GapsPage {
        ways: words::ways(desk, list.figure.indicator, "gaps"),
        figure: words::line(&list.figure),
        each: each(list),
        as_of: date_text_with_year(list.as_of),
        indicator: id.to_owned(),
        department: filter(list, department),
        narrowed: department.to_owned(),
        noun: if list.figure.indicator.is_over_divisions() { "乡镇、村" } else { "事项" }.to_owned(),
        units,
        rest,
        may_tick: rows.iter().any(|row| row.order.is_none()),
        rows,
        may_issue,
        may_try: may(desk, Act::IndicatorView),
        xlsx_href: here("gaps.xlsx"),
        print_href: printed.then(|| address(paths::RECTIFICATION_PRINT, &[("unit", department), ("source", &source)])),
        first: (skipped > 0).then(|| here("gaps")),
        next: (skipped + PAGE < total).then(|| {
            let after = (skipped + PAGE).to_string();
            address(&paths::indicator_page(id, "gaps"), &[("department", department), ("after", &after)])
        }),
        shown: match total {
            0 => String::new(),
            n => format!("第 {}–{} 行，共 {n} 行", (skipped + 1).min(n), (skipped + PAGE).min(n)),
        },
        empty: match may(desk, Act::IndicatorView) {
            true => empty(list, department),
            false => "您这里没有要补的。".to_owned(),
        },
        frame,
    }
}

pub(super) fn may(desk: &Desk, act: Act) -> bool {
    authorise(desk, act, None).is_ok()
}

/// What was just done, in a sentence.
fn done(query: &Query) -> Option<String> {
    let many: u64 = query.number("count")?;
    match query.text("done").as_str() {
        "blocker" => Some(format!("已登记 {many} 行的堵点")),
        "cleared" => Some(format!("已去掉 {many} 行的堵点")),
        _ => None,
    }
}

/// As `省级平台发布占比还差 52 项，其中县民政局 11 项`.
fn heading(list: &GapList, department: &str) -> String {
    let figure = &list.figure;
    let (name, unit, total) = (figure.indicator.name(), figure.indicator.row_unit(), list.total());
    if total == 0 {
        return match (department, &figure.value) {
            ("", None) => format!("{name}还没有数据"),
            ("", Some(_)) => format!("{name}没有差距"),
            (who, _) => format!("{who}在{name}上没有差距"),
        };
    }
    let total_text = words::number(total);
    if !department.is_empty() {
        return format!("{department}在{name}上还差 {total_text} {unit}");
    }
    let largest = list.units.first().filter(|_| list.units.len() > 1);
    let largest = largest.map(|u| format!("，其中{} {} {unit}", u.unit, u.gaps.len())).unwrap_or_default();
    // A target below 100 %, or none, asks for fewer rows than the list has.
    let all = figure.rows.not_met + figure.rows.unknown;
    if figure.value.is_none() {
        format!("{name}有 {total_text} {unit}还没登记{largest}")
    } else if !figure.has_target() {
        format!("{name}有 {total_text} {unit}没做到{largest}")
    } else if figure.is_on_target() {
        format!("{name}已达标，还有 {total_text} {unit}没做到{largest}")
    } else if figure.missing < all && !figure.indicator.is_weighed() {
        let missing = words::number(figure.missing);
        format!("{name}离目标差 {missing} {unit}，清单上有 {total_text} {unit}{largest}")
    } else {
        format!("{name}还差 {total_text} {unit}{largest}")
    }
}

/// What one row gives.
fn each(list: &GapList) -> String {
    let unit = list.figure.indicator.row_unit();
    match list.rows().next().and_then(|g| g.effect.as_ref()) {
        Some(effect) => format!("每补上 1 {unit}，{}", words::rise(&effect.points)),
        None => String::new(),
    }
}

fn filter(list: &GapList, chosen: &str) -> Choice {
    let pick = |value: &str, label: String| Pick { value: value.to_owned(), label, chosen: value == chosen };
    let mut options = vec![pick("", "全部".to_owned())];
    options.extend(list.all_units.iter().map(|(name, many)| pick(name, format!("{name}（{many}）"))));
    Choice { options, problem: None }
}

fn change(effect: &Effect) -> String {
    format!("{} → {}%，{}", effect.before, effect.after, words::rise(&effect.points))
}

fn unit_row(list: &GapList, unit: &GapUnit, may_issue: bool) -> GapUnitRow {
    let id = list.figure.indicator.id();
    let to = |page: &str| address(&paths::indicator_page(id, page), &[("department", &unit.unit)]);
    let ordered = unit.gaps.iter().filter(|g| g.order.is_some()).count();
    let open = unit.gaps.len() - ordered;
    GapUnitRow {
        name: unit.unit.clone(),
        href: to("gaps"),
        not_met: words::number(unit.not_met),
        unknown: words::number(unit.unknown),
        ordered: words::number(ordered as u64),
        effect: unit.if_closed.as_ref().map(change).unwrap_or_default(),
        order: (may_issue && open > 0)
            .then(|| Link::new(to("order"), format!("交办 {open} {}", list.figure.indicator.row_unit()))),
    }
}

/// Fields that would close a row, as `省级平台发布：否 → 是`.
pub(super) fn closes(gap: &Gap) -> Vec<String> {
    gap.closes.iter().map(|c| format!("{}：{} → {}", c.field, c.now, c.need)).collect()
}

fn row(desk: &Desk, list: &GapList, gap: &Gap) -> GapRow {
    let indicator = list.figure.indicator;
    let item = (!indicator.is_over_divisions()).then(|| {
        if may(desk, Act::CatalogueEdit) { paths::item_edit(&gap.subject) } else { paths::guide(&gap.subject) }
    });
    GapRow {
        subject: gap.subject.clone(),
        code: gap.code.clone(),
        name: gap.name.clone(),
        href: item,
        unit: gap.unit.clone(),
        unknown: gap.standing == RowStanding::Unknown,
        closes: closes(gap),
        blocker: BlockerView {
            words: gap.blocker.words.clone(),
            who: whose(gap),
            known: gap.blocker.kind.is_some() || gap.blocker.words != "未记录",
            href: address(&paths::indicator_page(indicator.id(), "blockers"), &[("subject", &gap.subject)]),
        },
        order: gap.order.as_ref().map(|order| OrderMark {
            href: may(desk, Act::RectificationView).then(|| paths::rectification(&order.slug)),
            number: order.no.clone(),
            due: domain::base::date_text(order.due_on),
            stage: match order.stage.as_str() {
                "answered" => Tag::new(Tone::Warning, "待核验"),
                _ => Tag::new(Tone::Info, "待答复"),
            },
        }),
        points: gap.effect.as_ref().map(|e| e.points.clone()).unwrap_or_default(),
    }
}

/// Who clears the blocker, until when.
fn whose(gap: &Gap) -> String {
    let by = gap.blocker.planned_on.map(|day| format!("计划 {}", domain::base::date_text(day)));
    [Some(gap.blocker.owner.clone()).filter(|o| !o.is_empty()), by].into_iter().flatten().collect::<Vec<_>>().join("，")
}

fn empty(list: &GapList, department: &str) -> String {
    match (department, &list.figure.value) {
        ("", None) => "这项指标还没有一行知道结果，先把资料补上，再按今天统计。".to_owned(),
        ("", Some(_)) => "每一行都达到了，没有要交办的。".to_owned(),
        (who, _) => format!("{who}没有差距，点“重置”看全部。"),
    }
}

/// The rows as `.xlsx`, narrowed as the page is.
pub(crate) async fn xlsx(State(app): State<App>, seat: Seat, Path(indicator): Path<String>, query: Query) -> Reply {
    let indicator = named(&indicator)?;
    let list = load(&app, &seat, indicator, &query.text("department")).await?.ok_or_else(Oops::not_found)?;
    let (titles, rows) = gap_sheet(&list);
    let titles: Vec<String> = titles.into_iter().map(str::to_owned).collect();
    let cell = |text: String| if text.is_empty() { Cell::Empty } else { Cell::from(text) };
    let rows: Vec<Vec<Cell>> = rows.into_iter().map(|row| row.into_iter().map(cell).collect()).collect();
    let bytes = write_xlsx("差距清单", &titles, &rows).map_err(|e| Oops::broken(&e))?;
    let name = format!("gaps-{}-{}.xlsx", indicator.id(), list.as_of);
    let headers = [
        (header::CONTENT_TYPE, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet".to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
    ];
    Ok((headers, bytes).into_response())
}

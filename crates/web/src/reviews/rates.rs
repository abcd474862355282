//! Rates over HTTP: the page, the spreadsheet, the API.

use axum::{
    extract::State,
    http::{StatusCode, header},
    response::IntoResponse,
};
use domain::{
    base::{DepartmentId, ItemId, Ratio, parse_date},
    people::{Act, authorise},
};
use jiff::civil::Date;
use papers::tables::{Cell, write_xlsx};
use services::reviews::{GroupRates, RatesFilter, RatesView, ReviewCounts, usual_months};

use super::{RateLine, ReviewGroup, ReviewGroupRow, ReviewRatesJson, ReviewRatesPage};
use crate::{
    base::{Choice, Field, Link, paths},
    door::{App, Oops, Query, Reply, Seat, address, blocking, json, show_as},
};

/// A month as it is typed; empty is `None`.
fn month(text: &str) -> Result<Option<Date>, &'static str> {
    match text.trim() {
        "" => Ok(None),
        some => parse_date(&format!("{some}-01")).map(Some).map_err(|_| "月份要写成 2026-11"),
    }
}

struct Asked {
    filter: RatesFilter,
    wrong: Vec<(&'static str, &'static str)>,
}

fn asked(query: &Query, today: Date) -> Result<Asked, Oops> {
    let usual = usual_months(today);
    let mut wrong = Vec::new();
    let mut read = |name: &'static str, usual: Date| match month(&query.text(name)) {
        Ok(found) => found.unwrap_or(usual),
        Err(sentence) => {
            wrong.push((name, sentence));
            usual
        }
    };
    let (from, to) = (read("from", usual.from), read("to", usual.to));
    if from > to {
        wrong.push(("to", "后一个月不能早于前一个月"));
    }
    let filter = RatesFilter {
        department: query.whole("department")?.map(DepartmentId::new),
        item: query.whole("item")?.map(ItemId::new),
        window: query.whole("window")?,
        ..RatesFilter::of_months(from, to.max(from))
    };
    Ok(Asked { filter, wrong })
}

async fn load(app: &App, seat: &Seat, filter: RatesFilter) -> Result<RatesView, Oops> {
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    Ok(blocking(move || services::reviews::rates(&bureau, &desk, &filter)).await??)
}

pub(super) fn percent(ratio: &Ratio) -> String {
    ratio.percent_text(2).map_or_else(|| "没有可算的".to_owned(), |p| format!("{p}%"))
}

pub(super) fn parts(ratio: &Ratio) -> String {
    format!("{}/{}", ratio.part(), ratio.whole())
}

fn rates_of(view: &RatesView) -> Vec<RateLine> {
    let all: [(&str, &Ratio, &str); 5] = [
        ("主动评价率", &view.active, "这些月里办结的件，申请人自己评过的；默认评价、工作人员设备、外部系统都不算"),
        ("好评率", &view.positive, "有效评价里三星以上的"),
        ("差评率", &view.negative, "有效评价里一星、二星的"),
        ("按期整改率", &view.in_time, "属实的差评里，已整改或已到期的，按期整改的"),
        ("回访率", &view.called_back, "实名差评里，已经把结果告诉评价人的"),
    ];
    let line = |(name, ratio, note): (&str, &Ratio, &str)| RateLine {
        name: name.to_owned(),
        parts: parts(ratio),
        percent: percent(ratio),
        note: note.to_owned(),
    };
    let mut out: Vec<RateLine> = all.into_iter().map(line).collect();
    if view.imported_in_time.whole() + view.imported_open > 0 {
        let note = format!("从外部系统导入、在本县办理的差评，不进上面的评价率；{} 条还在办", view.imported_open);
        out.push(line(("外部差评按期整改", &view.imported_in_time, &note)));
    }
    out
}

fn others(counts: &ReviewCounts) -> Vec<(String, u64)> {
    let all = [
        ("工作人员设备", counts.staff_device),
        ("外部系统", counts.imported),
        ("系统默认", counts.defaults),
        ("申诉成立", counts.set_aside),
    ];
    all.into_iter().filter(|(_, n)| *n > 0).map(|(name, n)| (name.to_owned(), n)).collect()
}

/// The page.
pub(crate) async fn page(State(app): State<App>, seat: Seat, query: Query) -> Reply {
    let asked = asked(&query, app.bureau().today())?;
    let view = load(&app, &seat, asked.filter).await?;
    let title = match (view.counts.effective, view.counts.bad()) {
        (0, _) => "这几个月还没有有效评价".to_owned(),
        (n, bad) => format!("有效评价 {n} 条，差评 {bad} 条，{} 条还在办", view.open),
    };
    let mut frame = app.frame(&seat, title);
    for (field, sentence) in &asked.wrong {
        frame = frame.with_problem(field, sentence);
    }
    let field = |name: &'static str, usual: Date| match asked.wrong.iter().find(|(f, _)| *f == name) {
        Some((_, sentence)) => Field::wrong(query.text(name), *sentence),
        None => Field::of(usual.to_string().chars().take(7).collect::<String>()),
    };
    let filter = &view.filter;
    let named: Vec<(String, String)> = view.departments.iter().map(|g| (g.id.to_string(), g.name.clone())).collect();
    let mut pairs = vec![("", "全部部门")];
    pairs.extend(named.iter().map(|(id, name)| (id.as_str(), name.as_str())));
    let chosen = filter.department.map(|d| d.to_string()).unwrap_or_default();
    let status = if asked.wrong.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    show_as(
        status,
        &ReviewRatesPage {
            from: field("from", filter.from),
            to: field("to", filter.to),
            department: Choice::of(&pairs, &chosen),
            window: Field::of(filter.window.map(|w| w.to_string()).unwrap_or_default()),
            item: filter.item.map(|i| i.to_string()).unwrap_or_default(),
            rates: rates_of(&view),
            others: others(&view.counts),
            groups: groups(&view),
            ways: ways(&seat, filter),
            hide_below: view.hide_below,
            frame,
        },
    )
}

fn span(filter: &RatesFilter) -> (String, String) {
    (filter.from.to_string(), filter.to.to_string())
}

fn ways(seat: &Seat, filter: &RatesFilter) -> Vec<Link> {
    let (from, to) = span(filter);
    let file = |path: &str| address(path, &[("from", &from[..7]), ("to", &to[..7])]);
    let days = |path: &str| address(path, &[("from", from.as_str()), ("to", to.as_str())]);
    let all = [
        (Act::ReviewView, paths::REVIEW_HANDLE.to_owned(), "差评办理"),
        (Act::ReviewView, days(paths::REVIEW_LIST), "评价明细"),
        (Act::ReviewView, paths::REVIEW_SIGNS.to_owned(), "刷评迹象"),
        (Act::ReviewView, paths::REVIEW_RULES.to_owned(), "好差评规则"),
        (Act::ReviewView, paths::REVIEW_IMPORTED.to_owned(), "外部评价"),
        (Act::ReviewEnter, paths::REVIEW_ENTER.to_owned(), "代录评价"),
        (Act::TableImport, paths::table("reviews"), "导入好差评"),
        (Act::ReviewNotice, paths::REVIEW_NOTICE.to_owned(), "评价公示"),
        (Act::ReviewView, file(paths::REVIEW_SHEET), "导出表格"),
        (Act::ReviewView, days(paths::REVIEW_PUSH), "推送文件"),
    ];
    let open = all.into_iter().filter(|(act, _, _)| authorise(&seat.desk, *act, None).is_ok());
    open.map(|(_, href, label)| Link::new(href, label)).collect()
}

fn groups(view: &RatesView) -> Vec<ReviewGroup> {
    let (from, to) = span(&view.filter);
    let group = |title: &str, field: &'static str, rows: &[GroupRates]| ReviewGroup {
        title: title.to_owned(),
        rows: rows
            .iter()
            .map(|g| {
                let id = g.id.to_string();
                let mut query = vec![("from", from.as_str()), ("to", to.as_str())];
                if !field.is_empty() && g.id != 0 {
                    query.push((field, id.as_str()));
                }
                row(g, Link::new(address(paths::REVIEW_LIST, &query), &*g.name), view.hide_below)
            })
            .collect(),
    };
    vec![
        group("部门", "department", &view.departments),
        group("事项", "item", &view.items),
        group("窗口", "window", &view.windows),
        group("人员", "staff", &view.staff),
        group("月份", "", &view.months),
    ]
}

fn row(g: &GroupRates, name: Link, hide_below: u32) -> ReviewGroupRow {
    let told: Vec<String> = others(&g.counts).into_iter().map(|(name, n)| format!("{name} {n}")).collect();
    ReviewGroupRow {
        name,
        effective: g.counts.effective,
        positive: match g.positive(hide_below) {
            Some(ratio) => format!("{}（{}）", percent(&ratio), parts(&ratio)),
            None => "太少，不算".to_owned(),
        },
        bad: g.counts.bad(),
        active: g.active.map(|r| parts(&r)).unwrap_or_default(),
        others: told.join("，"),
    }
}

/// The numbers as JSON.
pub(crate) async fn api(State(app): State<App>, seat: Seat, query: Query) -> Reply {
    let asked = asked(&query, app.bureau().today())?;
    if let Some((name, sentence)) = asked.wrong.first() {
        return Err(Oops::parameter(name, *sentence));
    }
    let view = load(&app, &seat, asked.filter).await?;
    json(StatusCode::OK, &ReviewRatesJson::of(&view))
}

const HEADER: [&str; 14] = [
    "分组",
    "名称",
    "有效评价",
    "五星",
    "四星",
    "三星",
    "二星",
    "一星",
    "好评率",
    "办结",
    "评过",
    "工作人员设备",
    "外部系统",
    "系统默认",
];

/// The groups as a spreadsheet.
pub(crate) async fn sheet(State(app): State<App>, seat: Seat, query: Query) -> Reply {
    let asked = asked(&query, app.bureau().today())?;
    let view = load(&app, &seat, asked.filter).await?;
    let cuts: [(&str, &[GroupRates]); 5] = [
        ("部门", &view.departments),
        ("事项", &view.items),
        ("窗口", &view.windows),
        ("人员", &view.staff),
        ("月份", &view.months),
    ];
    let mut rows = Vec::new();
    for (title, groups) in cuts {
        rows.extend(groups.iter().map(|g| cells(title, g, view.hide_below)));
    }
    let bytes = write_xlsx("好差评", &HEADER.map(str::to_owned), &rows).map_err(|e| Oops::broken(&e))?;
    let name = format!("reviews-{}.xlsx", app.bureau().today());
    let headers = [
        (header::CONTENT_TYPE, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet".to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
    ];
    Ok((headers, bytes).into_response())
}

fn cells(title: &str, g: &GroupRates, hide_below: u32) -> Vec<Cell> {
    let number = |n: u64| Cell::from(n.to_string());
    let stars = g.counts.by_stars;
    vec![
        Cell::from(title.to_owned()),
        Cell::from(g.name.clone()),
        number(g.counts.effective),
        number(stars[4]),
        number(stars[3]),
        number(stars[2]),
        number(stars[1]),
        number(stars[0]),
        g.positive(hide_below).map_or(Cell::Empty, |r| Cell::from(percent(&r))),
        g.active.map_or(Cell::Empty, |r| number(r.whole())),
        g.active.map_or(Cell::Empty, |r| number(r.part())),
        number(g.counts.staff_device),
        number(g.counts.imported),
        number(g.counts.defaults),
    ]
}

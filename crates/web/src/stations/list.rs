//! The list of stations (便民站点), for everybody; the office narrows it by what is still to be done, and takes it away.

use axum::extract::State;
use domain::{
    people::{Act, authorise},
    stations::OfferWay,
};
use services::stations::{NamingCounts, StationFilter, StationRow, list, naming_counts, offer_codes};

use super::{FilterTab, StationLine, StationListPage};
use crate::{
    base::{Tag, Tone, paths},
    door::{App, Oops, Query, Reply, Seat, address, blocking, show},
    tables::sheet::attached,
};

const PART: usize = 50;

/// More divisions than a county has.
const ALL: u32 = 100_000;

/// What the office narrows the list to: word of the address, words of the tab.
const FILTERS: [(StationFilter, &str, &str); 8] = [
    (StationFilter::All, "", "全部"),
    (StationFilter::Renaming, "renaming", "待更名"),
    (StationFilter::OldName, "old_name", "登记名称是旧名"),
    (StationFilter::OldPlate, "old_plate", "牌子是旧名"),
    (StationFilter::Unchecked, "unchecked", "没有核对"),
    (StationFilter::Closed, "closed", "停用"),
    (StationFilter::Joint, "joint", "合设"),
    (StationFilter::Without, "without", "还没有站点"),
];

/// What is not known narrows nothing; the public sees the whole list.
fn asked(query: &Query, office: bool) -> (StationFilter, &'static str) {
    let word = query.text("show");
    let found = FILTERS.iter().find(|(_, slug, _)| office && *slug == word);
    found.map_or((StationFilter::All, ""), |(filter, slug, _)| (*filter, slug))
}

pub(crate) async fn page(State(app): State<App>, seat: Seat, query: Query) -> Reply {
    let office = seat.desk.staff.is_some();
    let (filter, word) = asked(&query, office);
    let after = query.text("after");
    let editor = authorise(&seat.desk, Act::StationEdit, None).is_ok();
    let (bureau, desk, from) = (app.bureau().clone(), seat.desk.clone(), after.clone());
    let (rows, counts) = blocking(move || -> Result<_, Oops> {
        // One more than is shown says whether there is a next part.
        let rows = list(&bureau, &desk, &from, PART as u32 + 1, filter)?;
        let counts = naming_counts(&bureau).map_err(|e| Oops::broken(&e))?;
        Ok((rows, counts))
    })
    .await??;
    let last = rows.get(PART - 1).filter(|_| rows.len() > PART);
    let mut frame = app.frame(&seat, "便民站点");
    frame.notice = notice(&query.text("done")).map(str::to_owned);
    let tab = |(of, slug, label): &(StationFilter, &str, &str)| FilterTab {
        href: address(paths::STATIONS, &[("show", slug)]),
        label: (*label).to_owned(),
        current: *of == filter,
    };
    let page = StationListPage {
        frame,
        renaming: office.then(|| progress(counts)),
        tabs: if office { FILTERS.iter().map(tab).collect() } else { Vec::new() },
        empty: empty(filter).to_owned(),
        editor,
        sheet: editor.then(|| address(paths::STATIONS_SHEET, &[("show", word)])),
        next: last.map(|r| address(paths::STATIONS, &[("after", &r.division_code), ("show", word)])),
        first: (!after.is_empty()).then(|| address(paths::STATIONS, &[("show", word)])),
        rows: rows.iter().take(PART).map(|r| line(r, office, editor)).collect(),
    };
    show(&page)
}

/// What to say when nothing is left of the narrowed list; empty for the whole.
fn empty(filter: StationFilter) -> &'static str {
    match filter {
        StationFilter::All => "",
        StationFilter::Renaming => "没有待更名的站点。",
        StationFilter::OldName => "没有登记名称是旧名的站点。",
        StationFilter::OldPlate => "没有牌子是旧名的站点。",
        StationFilter::Unchecked => "名称和牌子都核对过了。",
        StationFilter::Closed => "没有停用的站点。",
        StationFilter::Joint => "没有合设的站点。",
        StationFilter::Without => "每个乡镇、村（社区）都有站点。",
    }
}

fn notice(done: &str) -> Option<&'static str> {
    match done {
        "checked" => Some("核对结果已记下，更名进度已更新"),
        "added" => Some("站点已登记"),
        _ => None,
    }
}

fn progress(counts: NamingCounts) -> String {
    match (counts.total, counts.old, counts.unknown) {
        (0, _, _) => "还没有登记站点".into(),
        (_, 0, 0) => "站点名称都已统一".into(),
        (_, 0, unknown) => format!("没有待更名的站点，{unknown} 个没有核对"),
        (_, old, 0) => format!("还有 {old} 个站点待更名"),
        (_, old, unknown) => format!("还有 {old} 个站点待更名，{unknown} 个没有核对"),
    }
}

pub(super) fn line(row: &StationRow, office: bool, editor: bool) -> StationLine {
    let own = row.station_code.as_ref() == Some(&row.division_code);
    let mut remarks = Vec::new();
    if row.open == Some(false) {
        remarks.push(Tag::new(Tone::Warning, "暂停服务"));
    }
    if row.station_code.is_some() && !own {
        remarks.push(Tag::new(Tone::Neutral, "与邻村合设"));
    }
    if office && own && (row.name_ok == Some(false) || row.plate_ok == Some(false)) {
        remarks.push(Tag::new(Tone::Warning, "待更名"));
    }
    let text = |t: &Option<String>| t.clone().unwrap_or_default();
    StationLine {
        division: row.division_name.clone(),
        level: row.level.label().to_owned(),
        href: row.station_code.as_deref().map(paths::station),
        name: text(&row.station_name),
        plate: text(&row.plate),
        address: text(&row.address),
        phone: text(&row.phone),
        hours: text(&row.hours),
        remarks,
        check: (editor && own).then(|| paths::station_naming(&row.division_code)),
    }
}

/// Every division with its station, as a sheet under the titles of the import: it can be mended and handed in again.
pub(crate) async fn sheet(State(app): State<App>, seat: Seat, query: Query) -> Reply {
    let (filter, _) = asked(&query, true);
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    let (rows, offers) = blocking(move || -> Result<_, Oops> {
        Ok((list(&bureau, &desk, "", ALL, filter)?, offer_codes(&bureau, &desk)?))
    })
    .await??;
    let flag = |ok: Option<bool>| ok.map_or("", |ok| if ok { "规范" } else { "旧名" }).to_owned();
    let day = |d: Option<jiff::civil::Date>| d.map(|d| d.to_string()).unwrap_or_default();
    // 无, so that handing the sheet in again says that nothing is offered.
    let offered = |at: &str, way| match offers.get(&(at.to_owned(), way)) {
        Some(codes) => codes.join("、"),
        None => "无".to_owned(),
    };
    let stations = rows.iter().filter(|r| r.station_code.as_ref() == Some(&r.division_code));
    let cells = stations.map(|r| {
        let text = |t: &Option<String>| t.clone().unwrap_or_default();
        let served: Vec<&str> = rows
            .iter()
            .filter(|o| o.station_code == r.station_code && o.division_code != r.division_code)
            .map(|o| o.division_code.as_str())
            .collect();
        vec![
            r.division_code.clone(),
            r.division_name.clone(),
            text(&r.station_name),
            text(&r.plate),
            text(&r.address),
            text(&r.phone),
            text(&r.hours),
            if r.open == Some(false) { "否" } else { "是" }.to_owned(),
            served.join("、"),
            flag(r.name_ok),
            day(r.name_checked_on),
            text(&r.name_evidence),
            flag(r.plate_ok),
            day(r.plate_checked_on),
            text(&r.plate_evidence),
            offered(&r.division_code, OfferWay::Handled),
            offered(&r.division_code, OfferWay::Assisted),
        ]
    });
    let titles = [
        "区划代码",
        "区划名称",
        "站点名称",
        "门牌名称",
        "地址",
        "电话",
        "办公时间",
        "是否启用",
        "服务村（社区）",
        "名称核对",
        "名称核对日期",
        "名称佐证",
        "门牌核对",
        "门牌核对日期",
        "门牌佐证",
        "办理事项",
        "代办事项",
    ];
    let name = format!("stations-{}", app.bureau().today());
    attached(&name, "站点名册", &titles, &cells.collect::<Vec<_>>())
}

//! The list of stations (便民站点), for everybody; the office sees which names are still to be changed.

use axum::extract::State;
use domain::people::{Act, authorise};
use services::stations::{NamingCounts, StationRow, list, naming_counts};

use super::{StationLine, StationListPage};
use crate::{
    base::{Tag, Tone, paths},
    door::{App, Oops, Query, Reply, Seat, address, blocking, show},
};

const PART: usize = 50;

pub(crate) async fn page(State(app): State<App>, seat: Seat, query: Query) -> Reply {
    let (after, only_renaming) = (query.text("after"), query.on("renaming"));
    let office = seat.desk.staff.is_some();
    let editor = authorise(&seat.desk, Act::StationEdit, None).is_ok();
    let (bureau, desk, from) = (app.bureau().clone(), seat.desk.clone(), after.clone());
    let (rows, counts) = blocking(move || -> Result<_, Oops> {
        // One more than is shown says whether there is a next part.
        let rows = list(&bureau, &desk, &from, PART as u32 + 1, only_renaming)?;
        let counts = naming_counts(&bureau).map_err(|e| Oops::broken(&e))?;
        Ok((rows, counts))
    })
    .await??;
    let renaming = if only_renaming { "1" } else { "" };
    let last = rows.get(PART - 1).filter(|_| rows.len() > PART);
    let mut frame = app.frame(&seat, "便民站点");
    frame.notice = (query.text("done") == "checked").then(|| "核对结果已记下，更名进度已更新".into());
    let page = StationListPage {
        frame,
        renaming: office.then(|| progress(counts)),
        only_renaming,
        next: last.map(|r| address(paths::STATIONS, &[("after", &r.division_code), ("renaming", renaming)])),
        first: (!after.is_empty()).then(|| address(paths::STATIONS, &[("renaming", renaming)])),
        rows: rows.iter().take(PART).map(|r| line(r, office, editor)).collect(),
    };
    show(&page)
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

fn line(row: &StationRow, office: bool, editor: bool) -> StationLine {
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
        name: text(&row.station_name),
        plate: text(&row.plate),
        address: text(&row.address),
        phone: text(&row.phone),
        hours: text(&row.hours),
        remarks,
        check: (editor && own).then(|| paths::station(&row.division_code)),
    }
}

//! What is really handled in the hall, over HTTP (进驻实效公示).

use std::sync::Arc;

use axum::extract::State;
use domain::base::{Ratio, date_text_with_year};
use services::oversight::detectors::{ResidencyEvidence, ResidencyLine, ResidencySum, residency_public};

use super::{ResidencyDepartmentRow, ResidencyPage, ResidencyRow};
use crate::{
    base::{paths, thousands},
    door::{App, Oops, Query, Reply, Seat, address, blocking, show},
    oversight::BoardFigure,
};

/// Items that the county's page shows; a department's shows all of its own, the API has all.
const SHOWN: usize = 200;

pub(in crate::oversight) async fn load(app: &App, seat: &Seat) -> Result<Arc<ResidencyEvidence>, Oops> {
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    Ok(blocking(move || residency_public(&bureau, &desk)).await??)
}

/// The page, open to everybody; `?department=` shows one department's items.
pub(crate) async fn page(State(app): State<App>, seat: Seat, query: Query) -> Reply {
    let found = load(&app, &seat).await?;
    let all = found.departments();
    let wanted: Option<i64> = query.number("department");
    let one = wanted.and_then(|id| all.iter().find(|(of, _)| of.get() == id));
    let lines: Vec<&ResidencyLine> = match one {
        Some((id, _)) => found.items.iter().filter(|l| l.department_id == *id).collect(),
        None => found.items.iter().take(SHOWN).collect(),
    };
    show(&ResidencyPage {
        frame: app.frame(&seat, "进驻实效公示"),
        days: format!("{} 至 {}", date_text_with_year(found.from), date_text_with_year(found.to)),
        scope: one.map(|(_, sum)| sum.department.clone()).unwrap_or_default(),
        figures: match one {
            Some((_, sum)) => figures_of(sum, found.lists_held),
            None => figures(&found),
        },
        remark: match found.lists_held {
            true => String::new(),
            false => "没有导入双公示清单、证照登记簿或部门系统办件，大厅以外办了多少还不知道。".to_owned(),
        },
        departments: match one {
            Some(_) => Vec::new(),
            None => all.iter().map(|(id, sum)| department(&id.to_string(), sum, found.lists_held)).collect(),
        },
        left_out: if one.is_some() { 0 } else { found.items.len() - lines.len() },
        rows: lines.into_iter().map(|l| row(l, found.lists_held)).collect(),
    })
}

fn share(part: u64, whole: u64) -> String {
    let percent = Ratio::new(part, whole).ok().and_then(|r| r.percent_text(2));
    percent.map_or_else(|| "没有数据".to_owned(), |percent| format!("{percent}%"))
}

fn parts(part: u64, whole: u64, what: &str) -> String {
    format!("{} ÷ {} {what}", thousands(part), thousands(whole))
}

fn figure(name: &str, value: String, note: String) -> BoardFigure {
    BoardFigure { name: name.to_owned(), value, href: None, note }
}

fn idle(count: u64, lists_held: bool) -> BoardFigure {
    match lists_held {
        true => figure(IDLE, format!("{} 项", thousands(count)), "按导入的清单，大厅一件没有办".to_owned()),
        false => figure(IDLE, "不知道".to_owned(), "没有导入清单".to_owned()),
    }
}

const IDLE: &str = "别处有决定、大厅没有";

/// The rate never stands alone: beside it stands what was handled, where it was decided, and what went past the hall.
fn figures(found: &ResidencyEvidence) -> Vec<BoardFigure> {
    let (resident, handled, decided) = (found.resident, found.handled, found.decided_in_hall);
    vec![
        figure(
            "进驻大厅",
            share(resident.part(), resident.whole()),
            parts(resident.part(), resident.whole(), "项在用事项"),
        ),
        figure("有办件", share(handled.part(), handled.whole()), parts(handled.part(), handled.whole(), "项进驻的")),
        figure(
            "大厅当场决定",
            share(decided.part(), decided.whole()),
            parts(decided.part(), decided.whole(), "件决定"),
        ),
        idle(found.idle().count() as u64, found.lists_held),
    ]
}

/// The same of one department's items.
pub(in crate::oversight) fn figures_of(sum: &ResidencySum, lists_held: bool) -> Vec<BoardFigure> {
    let decided = sum.in_hall + sum.sent_back;
    vec![
        figure("进驻事项", format!("{} 项", thousands(sum.items)), "进驻大厅的在用事项".to_owned()),
        figure("有办件", share(sum.handled, sum.items), parts(sum.handled, sum.items, "项进驻的")),
        figure("大厅当场决定", share(sum.in_hall, decided), parts(sum.in_hall, decided, "件决定")),
        idle(sum.idle, lists_held),
    ]
}

fn department(id: &str, sum: &ResidencySum, lists_held: bool) -> ResidencyDepartmentRow {
    ResidencyDepartmentRow {
        name: sum.department.clone(),
        href: address(paths::RESIDENCY, &[("department", id)]),
        cells: vec![
            ("进驻事项", thousands(sum.items)),
            ("有办件", thousands(sum.handled)),
            ("办件", thousands(sum.cases)),
            ("大厅当场决定", thousands(sum.in_hall)),
            ("退回部门决定", thousands(sum.sent_back)),
            (IDLE, if lists_held { thousands(sum.idle) } else { "—".to_owned() }),
        ],
    }
}

fn row(line: &ResidencyLine, lists_held: bool) -> ResidencyRow {
    ResidencyRow {
        item: line.name.clone(),
        department: line.department.clone(),
        cases: line.cases,
        in_hall: line.in_hall,
        sent_back: line.sent_back,
        elsewhere: if lists_held { line.elsewhere.to_string() } else { "—".to_owned() },
    }
}

//! Which tables can be handed in, and when each came last.

use axum::extract::State;
use domain::base::{TableKind, date_text_with_year, shanghai_day};
use jiff::Timestamp;
use services::{cases::case_imports, tables::last_taken};

use super::{TableEntry, TableListPage, words::words};
use crate::{
    base::{Link, paths},
    door::{App, Oops, Reply, Seat, blocking, show},
};

pub(crate) async fn page(State(app): State<App>, seat: Seat) -> Reply {
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    let (taken, imported) = blocking(move || -> Result<_, Oops> {
        let mut all = Vec::new();
        for kind in TableKind::ALL {
            all.push((kind, last_taken(&bureau, &desk, kind)?));
        }
        Ok((all, case_imports(&bureau, &desk)?.into_iter().next()))
    })
    .await??;
    let last = |at: Timestamp, name: &str| {
        let day = date_text_with_year(shanghai_day(at));
        format!("上次 {day}，“{name}”")
    };
    let imported = imported.and_then(|i| Some(last(i.taken?.0, &i.file_name)));
    let tables = taken.into_iter().map(|(kind, taken)| TableEntry {
        href: paths::table(kind.as_str()),
        label: kind.label().into(),
        what: words(kind).what.into(),
        after: words(kind).after,
        last: taken.and_then(|t| Some(last(t.taken?.0, &t.file_name))),
    });
    let cases = TableEntry {
        href: paths::CASE_IMPORT.into(),
        label: "办件导出".into(),
        what: "省级平台或部门系统里办的件，带着受理、办结的时间进来，时限和统计都按它们走。".into(),
        last: imported,
        after: Link::new(paths::CASE_IMPORT, "看以前的导入"),
    };
    show(&TableListPage { frame: app.frame(&seat, "导入其他表格"), tables: tables.chain([cases]).collect() })
}

//! Which tables can be handed in, and when each came last.

use axum::extract::State;
use domain::base::{TableKind, date_text_with_year, shanghai_day};
use services::tables::last_taken;

use super::{TableEntry, TableListPage, words::words};
use crate::{
    base::paths,
    door::{App, Oops, Reply, Seat, blocking, show},
};

pub(crate) async fn page(State(app): State<App>, seat: Seat) -> Reply {
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    let taken = blocking(move || -> Result<Vec<_>, Oops> {
        let mut all = Vec::new();
        for kind in TableKind::ALL {
            all.push((kind, last_taken(&bureau, &desk, kind)?));
        }
        Ok(all)
    })
    .await??;
    let tables = taken.into_iter().map(|(kind, last)| TableEntry {
        href: paths::table(kind.as_str()),
        label: kind.label().into(),
        what: words(kind).what.into(),
        after: words(kind).after,
        last: last.and_then(|t| {
            let day = date_text_with_year(shanghai_day(t.taken?.0));
            Some(format!("上次 {day}，“{}”", t.file_name))
        }),
    });
    show(&TableListPage { frame: app.frame(&seat, "导入其他表格"), tables: tables.collect() })
}

//! The list of kinds over HTTP (证照类型).

use axum::extract::State;
use domain::people::{Act, authorise};
use services::certificates::KindLine;

use super::{KindRow, KindsPage, words};
use crate::{
    base::{Tag, Tone, paths},
    door::{App, Query, Reply, Seat, blocking, show},
};

/// The page.
pub(crate) async fn page(State(app): State<App>, seat: Seat, query: Query) -> Reply {
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    let kinds = blocking(move || services::certificates::kinds(&bureau, &desk)).await??;
    let mut frame = app.frame(&seat, "证照类型");
    frame.notice = words::notice(&query.text("done")).map(str::to_owned);
    show(&KindsPage {
        frame,
        summary: format!("共 {} 种", kinds.len()),
        rows: kinds.iter().map(row).collect(),
        may_edit: authorise(&seat.desk, Act::CertificateKindEdit, None).is_ok(),
    })
}

fn row(line: &KindLine) -> KindRow {
    let (kind, making) = (&line.kind, line.kind.making.as_ref());
    let validity = match making {
        Some(making) => making.valid_months.map_or_else(|| "长期".to_owned(), |months| format!("{months} 个月")),
        None => String::new(),
    };
    KindRow {
        href: paths::certificate_kind(&kind.id.to_string()),
        name: kind.name.clone(),
        department: line.department.clone(),
        type_code: making.map(|m| m.type_code.to_string()).unwrap_or_default(),
        number_form: making.map(|m| m.number_form.to_string()).unwrap_or_default(),
        validity,
        stands_for: kind.stands_for.join("、"),
        state: if kind.in_use { Tag::new(Tone::Good, "在用") } else { Tag::new(Tone::Neutral, "停用") },
    }
}

//! Taking an import back (撤销导入): what it would do, then one button.

use axum::{
    extract::{Path, State},
    http::StatusCode,
};
use domain::base::ImportId;
use services::{
    Failure,
    catalogue::{ImportRefusal, UndoPreview, undo, undo_preview},
};

use super::{ImportUndoPage, KeptRow};
use crate::{
    base::paths,
    door::{App, Oops, Posted, Reply, Seat, address, blocking, go, id, show, show_as},
};

/// Items that stay and are listed.
const LISTED: usize = 200;

fn heading(found: &UndoPreview) -> String {
    match (found.restored, found.cancelled) {
        (0, 0) => "没有可撤销的".into(),
        (restored, 0) => format!("撤销后 {restored} 项恢复原样"),
        (0, cancelled) => format!("撤销后 {cancelled} 项取消"),
        (restored, cancelled) => format!("撤销后 {restored} 项恢复原样，{cancelled} 项取消"),
    }
}

/// The question; an import that cannot be taken back leads to its own page.
async fn question(app: &App, seat: &Seat, wanted: ImportId) -> Result<Option<ImportUndoPage>, Oops> {
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    let found = match blocking(move || undo_preview(&bureau, &desk, wanted)).await? {
        Ok(found) => found,
        Err(Failure::Refused(_)) => return Ok(None),
        Err(other) => return Err(other.into()),
    };
    Ok(Some(ImportUndoPage {
        frame: app.frame(seat, heading(&found)),
        id: wanted.to_string(),
        file_name: found.file_name,
        restored: found.restored,
        cancelled: found.cancelled,
        kept_count: found.kept.len() as u64,
        kept: found.kept.into_iter().take(LISTED).map(|k| KeptRow { code: k.code, name: k.name, why: k.why }).collect(),
    }))
}

pub(crate) async fn page(State(app): State<App>, seat: Seat, Path(import): Path<String>) -> Reply {
    match question(&app, &seat, id(&import)?).await? {
        Some(page) => show(&page),
        None => go(&paths::import_preview(&import)),
    }
}

pub(crate) async fn submit(State(app): State<App>, seat: Seat, Path(import): Path<String>, form: Posted) -> Reply {
    let wanted: ImportId = id(&import)?;
    let promised = |name: &str| form.number::<u64>(name).unwrap_or(u64::MAX);
    let expected = (promised("restored"), promised("cancelled"));
    let (bureau, desk, key) = (app.bureau().clone(), seat.desk.clone(), form.key());
    match blocking(move || undo(&bureau, &desk, wanted, Some(expected), key.as_deref())).await? {
        Ok(_) => go(&address(&paths::import_preview(&import), &[("undone", "1")])),
        Err(Failure::Refused(refusal)) => {
            // Somebody was faster, or the catalogue has moved since the question.
            let sentence = match refusal {
                ImportRefusal::Moved => "刚才事项库有了变动，请看过新的数字再撤销".to_owned(),
                other => other.to_string(),
            };
            let Some(mut page) = question(&app, &seat, wanted).await? else {
                return go(&paths::import_preview(&import));
            };
            page.frame = page.frame.with_problem("", &sentence);
            show_as(StatusCode::CONFLICT, &page)
        }
        Err(other) => Err(other.into()),
    }
}

//! Importing a catalogue file (导入): upload, preview, publish, refused rows. Nothing changes before somebody has seen
//! the preview and confirmed exactly that. Looking at the file is in `import_look`, the way back in `import_undo`.

use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::Response,
};
use domain::base::{ImportId, shanghai_text};
use papers::catalogue::ReadOptions;
use services::{
    Failure,
    catalogue::{
        ImportLine, ImportRefusal, Preview, StagedState, drop_import, glance, import_line, import_progress, imports,
        preview as look, publish as carry_out, refused_workbook,
    },
};

use super::{
    ImportDonePage, ImportPage, ImportPreviewPage, ImportWaitPage, RefusedRow,
    import_lists::{PART, Part, heading, lists},
    template::{XLSX, attached},
};
use crate::{
    base::{Field, paths},
    door::{App, HeldFile, Oops, Posted, Query, Reply, Seat, Upload, address, blocking, go, id, show, show_as},
};

/// Refused rows that the page after an import lists; the download has all.
const LISTED: usize = 50;

async fn blank(app: &App, seat: &Seat) -> Result<ImportPage, Oops> {
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    let all = blocking(move || imports(&bureau, &desk)).await??;
    let waiting = all.iter().filter(|l| l.state == StagedState::Waiting).count();
    Ok(ImportPage {
        frame: app.frame(seat, "导入事项"),
        file: Field::default(),
        max_megabytes: 20,
        waiting: u32::try_from(waiting).unwrap_or(u32::MAX),
    })
}

pub(crate) async fn page(State(app): State<App>, seat: Seat) -> Reply {
    show(&blank(&app, &seat).await?)
}

/// Takes the file in and leads to a look at it. What is no table is told here.
pub(crate) async fn upload(State(app): State<App>, seat: Seat, sent: Upload) -> Reply {
    let refusal = if sent.bytes.is_empty() {
        Some("请选择 xlsx、xls、csv 或 tsv 格式的事项表格".to_owned())
    } else {
        let (exe, bytes, name) = (app.exe(), sent.bytes.clone(), sent.file_name.clone());
        blocking(move || glance(&exe, &bytes, &name, &ReadOptions::default())).await?.err().map(|e| e.to_string())
    };
    let Some(sentence) = refusal else {
        let token = app.bureau().new_token();
        let file = HeldFile { name: sent.file_name, bytes: sent.bytes };
        app.held().hold(token.clone(), &seat.desk, app.bureau().now(), file);
        return go(&paths::import_look(&token));
    };
    let mut page = blank(&app, &seat).await?;
    page.frame = page.frame.with_problem("file", &sentence);
    page.file = Field::wrong("", sentence);
    show_as(StatusCode::UNPROCESSABLE_ENTITY, &page)
}

pub(crate) async fn preview(State(app): State<App>, seat: Seat, Path(import): Path<String>, query: Query) -> Reply {
    let wanted: ImportId = id(&import)?;
    let part = Part { only: query.text("group"), page: query.number("page").unwrap_or(1).max(1) };
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    let line = blocking(move || import_line(&bureau, &desk, wanted)).await??;
    match line.state {
        StagedState::Staging => wait_page(&app, &seat, line).await,
        StagedState::Waiting => show(&preview_page(&app, &seat, wanted, &part).await?),
        StagedState::Published | StagedState::Undone => show(&done_page(&app, &seat, line)),
        StagedState::Dropped => go(&address(paths::IMPORTS, &[("done", "dropped")])),
    }
}

async fn wait_page(app: &App, seat: &Seat, line: ImportLine) -> Result<Response, Oops> {
    let (bureau, desk, wanted) = (app.bureau().clone(), seat.desk.clone(), line.id);
    let far = blocking(move || import_progress(&bureau, &desk, wanted)).await??;
    show(&ImportWaitPage {
        frame: app.frame(seat, format!("正在核对，已读 {} 行，共 {} 行", far.staged, far.of)),
        id: wanted.to_string(),
        file_name: line.file_name,
        staged: far.staged,
        of: far.of,
    })
}

/// As "钱伟，2026-11-22 10:21"; the journal names staff by id and name, and here the name says enough.
pub(crate) fn by(actor: &str, at: Option<jiff::Timestamp>) -> String {
    let name = crate::base::actor_name(actor);
    at.map(|at| format!("{name}，{}", shanghai_text(at))).unwrap_or_default()
}

fn done_page(app: &App, seat: &Seat, line: ImportLine) -> ImportDonePage {
    let undone = by(&line.undone_by, line.undone_at);
    let outcome = line.outcome.as_ref();
    let refused = outcome.map(|o| o.refused.as_slice()).unwrap_or_default();
    ImportDonePage {
        frame: app.frame(seat, if undone.is_empty() { "导入完成" } else { "这次导入已撤销" }),
        id: line.id.to_string(),
        added: outcome.map_or(0, |o| o.added),
        changed: outcome.map_or(0, |o| o.changed),
        removed: outcome.map_or(0, |o| o.removed),
        by: by(&line.published_by, line.published_at),
        undone,
        refused: u32::try_from(refused.len()).unwrap_or(u32::MAX),
        rows: refused.iter().take(LISTED).map(|(row, why)| RefusedRow { row: *row, why: why.join("；") }).collect(),
        file_name: line.file_name,
    }
}

async fn preview_page(app: &App, seat: &Seat, wanted: ImportId, part: &Part) -> Result<ImportPreviewPage, Oops> {
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    let found: Preview = blocking(move || look(&bureau, &desk, wanted)).await??;
    let (plan, import) = (&found.plan, wanted.to_string());
    let changes = plan.added.len() + plan.changed.len() + plan.removed.len();
    let groups = lists(&import, plan, part);
    let here =
        |page: usize| address(&paths::import_preview(&import), &[("group", &*part.only), ("page", &page.to_string())]);
    let of = groups.iter().find(|g| g.key == part.only).map_or(0, |g| g.count);
    Ok(ImportPreviewPage {
        frame: app.frame(seat, heading(plan)),
        id: import.clone(),
        file_name: found.file_name,
        reading: format!("{} 行{}", plan.rows, if found.complete { "，按完整清单" } else { "" }),
        notes: found.notes,
        lists: groups,
        only: part.only.clone(),
        before: (part.page > 1).then(|| here(part.page - 1)),
        next: ((part.page * PART) as u64 <= of.saturating_sub(1)).then(|| here(part.page + 1)),
        confirm: (!plan.is_idle()).then(|| format!("收下 {changes} 项变化")),
        refused: plan.refused.len() as u64,
        added: plan.added.len() as u64,
        changed: plan.changed.len() as u64,
        removed: plan.removed.len() as u64,
    })
}

pub(crate) async fn publish(State(app): State<App>, seat: Seat, Path(import): Path<String>, form: Posted) -> Reply {
    let wanted: ImportId = id(&import)?;
    // What the preview promised; a form without it promises nothing that exists.
    let promised = |name: &str| form.number::<u64>(name).unwrap_or(u64::MAX);
    let expected = (promised("added"), promised("changed"), promised("removed"));
    let (bureau, desk, key) = (app.bureau().clone(), seat.desk.clone(), form.key());
    match blocking(move || carry_out(&bureau, &desk, wanted, Some(expected), key.as_deref())).await? {
        // The address of the preview shows what was done, once it is done.
        Ok(_) => go(&address(&paths::import_preview(&import), &[("done", "1")])),
        Err(Failure::Refused(refusal)) => match refusal {
            ImportRefusal::Done | ImportRefusal::Undone | ImportRefusal::Staging => go(&paths::import_preview(&import)),
            ImportRefusal::Moved
            | ImportRefusal::NotPublished
            | ImportRefusal::NothingToUndo
            | ImportRefusal::NothingKept
            | ImportRefusal::File(_)
            | ImportRefusal::Columns(_) => {
                let part = Part { only: String::new(), page: 1 };
                let mut page = preview_page(&app, &seat, wanted, &part).await?;
                page.frame = page.frame.with_problem("", &refusal.to_string());
                show_as(StatusCode::CONFLICT, &page)
            }
        },
        Err(other) => Err(other.into()),
    }
}

/// Throws a waiting import away, or clears what is kept of a confirmed one.
pub(crate) async fn discard(State(app): State<App>, seat: Seat, Path(import): Path<String>, _: Posted) -> Reply {
    let wanted: ImportId = id(&import)?;
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    blocking(move || drop_import(&bureau, &desk, wanted)).await??;
    go(&address(paths::IMPORTS, &[("done", "dropped")]))
}

/// The refused rows as the same sheet with a column of reasons.
pub(crate) async fn refused(State(app): State<App>, seat: Seat, Path(import): Path<String>) -> Reply {
    let wanted: ImportId = id(&import)?;
    let (bureau, desk, exe) = (app.bureau().clone(), seat.desk.clone(), app.exe());
    let (name, bytes) = blocking(move || refused_workbook(&bureau, &desk, &exe, wanted)).await??;
    Ok(attached(XLSX, &name, bytes))
}

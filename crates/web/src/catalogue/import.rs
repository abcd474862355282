//! Importing a catalogue file (导入): upload, preview, publish. The file is read in a child process; nothing changes
//! before somebody has seen the preview and confirmed exactly that.

use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::Response,
};
use domain::{
    base::ImportId,
    catalogue::{Plan, PlannedRow, RowChange},
};
use services::{
    Failure,
    catalogue::{
        ImportRefusal, Preview, preview as look, publish as carry_out, published, read_file, refused_lines, stage,
    },
};

use super::{ImportDonePage, ImportPage, ImportPreviewPage, ImportRow, RowList};
use crate::{
    base::{Choice, Field, Pick, paths},
    door::{App, Oops, Posted, Reply, Seat, Upload, address, blocking, go, id, show, show_as},
};

/// Rows of a group that are listed; the count says how many there are.
const LISTED: usize = 200;

fn blank(app: &App, seat: &Seat, complete: bool) -> ImportPage {
    let label = "这是完整清单：表里没有的，在这些部门改为取消".to_owned();
    ImportPage {
        frame: app.frame(seat, "导入事项"),
        file: Field::default(),
        complete: Choice { options: vec![Pick { value: "1".into(), label, chosen: complete }], problem: None },
        max_megabytes: 20,
    }
}

pub(crate) async fn page(State(app): State<App>, seat: Seat) -> Reply {
    show(&blank(&app, &seat, false))
}

pub(crate) async fn upload(State(app): State<App>, seat: Seat, sent: Upload) -> Reply {
    let complete = sent.form.text("complete") == "1";
    let mend = |sentence: String| {
        let mut page = blank(&app, &seat, complete);
        page.frame = page.frame.with_problem("file", &sentence);
        page.file = Field::wrong("", sentence);
        show_as(StatusCode::UNPROCESSABLE_ENTITY, &page)
    };
    if sent.bytes.is_empty() {
        return mend("请选择 xlsx 或 csv 格式的事项表格".into());
    }
    let (bureau, desk, exe) = (app.bureau().clone(), seat.desk.clone(), app.exe());
    let staged = blocking(move || {
        let file = read_file(&exe, &sent.bytes, &sent.file_name).map_err(Failure::Refused)?;
        stage(&bureau, &desk, &file, complete)
    })
    .await?;
    match staged {
        Ok(staged) => go(&paths::import_preview(&staged.id.to_string())),
        Err(Failure::Refused(refusal)) => mend(refusal.to_string()),
        Err(other) => Err(other.into()),
    }
}

pub(crate) async fn preview(State(app): State<App>, seat: Seat, Path(import): Path<String>) -> Reply {
    let wanted: ImportId = id(&import)?;
    match done_page(&app, &seat, wanted).await? {
        Some(done) => Ok(done),
        None => show(&preview_page(&app, &seat, wanted).await?),
    }
}

/// The page of an import that is in the catalogue; `None` while it waits.
async fn done_page(app: &App, seat: &Seat, wanted: ImportId) -> Result<Option<Response>, Oops> {
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    let Some(done) = blocking(move || published(&bureau, &desk, wanted)).await?? else { return Ok(None) };
    let page = ImportDonePage {
        frame: app.frame(seat, "导入完成"),
        file_name: done.file_name,
        added: number(done.outcome.added),
        changed: number(done.outcome.changed),
        removed: number(done.outcome.removed),
        refused: number(done.outcome.refused.len() as u64),
    };
    show(&page).map(Some)
}

async fn preview_page(app: &App, seat: &Seat, wanted: ImportId) -> Result<ImportPreviewPage, Oops> {
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    let found: Preview = blocking(move || look(&bureau, &desk, wanted)).await??;
    let plan = &found.plan;
    let changes = plan.added.len() + plan.changed.len() + plan.removed.len();
    Ok(ImportPreviewPage {
        frame: app.frame(seat, "导入预览"),
        id: wanted.to_string(),
        file_name: found.file_name,
        reading: format!("{} 行{}", plan.rows, if found.complete { "，按完整清单" } else { "" }),
        notes: found.notes,
        lists: lists(plan),
        confirm: (!plan.is_idle()).then(|| format!("收下 {changes} 项变化")),
        added: number(plan.added.len() as u64),
        changed: number(plan.changed.len() as u64),
        removed: number(plan.removed.len() as u64),
    })
}

fn number(n: u64) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

fn lists(plan: &Plan) -> Vec<RowList> {
    let refused = refused_lines(plan);
    let refused: Vec<ImportRow> = refused
        .iter()
        .take(LISTED)
        .map(|(row, flaws)| ImportRow { row: row.to_string(), name: String::new(), sentence: flaws.join("；") })
        .collect();
    let absent: Vec<ImportRow> = plan
        .not_in_file
        .iter()
        .take(LISTED)
        .map(|code| ImportRow {
            row: String::new(), name: code.clone(), sentence: "表里没有，库里保持不变".into()
        })
        .collect();
    let planned = |rows: &[PlannedRow], sentence: &dyn Fn(&PlannedRow) -> String| -> Vec<ImportRow> {
        rows.iter()
            .take(LISTED)
            .map(|r| ImportRow {
                row: r.number.map(|n| n.to_string()).unwrap_or_default(),
                name: r.content.name.clone(),
                sentence: sentence(r),
            })
            .collect()
    };
    let changed = planned(&plan.changed, &|r| r.changes.iter().map(change).collect::<Vec<_>>().join("；"));
    let removed = planned(&plan.removed, &|r| format!("{}的完整清单里没有，将改为取消", r.department));
    let added = planned(&plan.added, &|r| r.department.clone());
    vec![
        group("refused", "没收下", plan.refused.len(), refused, true),
        group("changed", "有变化", plan.changed.len(), changed, true),
        group("removed", "将取消", plan.removed.len(), removed, true),
        group("added", "新增", plan.added.len(), added, false),
        group("absent", "表里没有", plan.not_in_file.len(), absent, false),
        group("unchanged", "没有变化", usize::try_from(plan.unchanged).unwrap_or(usize::MAX), Vec::new(), false),
    ]
}

fn group(key: &str, label: &str, count: usize, rows: Vec<ImportRow>, open: bool) -> RowList {
    let more = if rows.is_empty() { 0 } else { count - rows.len() };
    RowList { key: key.into(), label: label.into(), count: number(count as u64), rows, more: number(more as u64), open }
}

fn change(c: &RowChange) -> String {
    if c.before.is_empty() {
        format!("{}：{}", c.field, c.after)
    } else {
        format!("{} {} → {}", c.field, c.before, c.after)
    }
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
            ImportRefusal::Done => go(&paths::import_preview(&import)),
            ImportRefusal::Moved | ImportRefusal::File(_) | ImportRefusal::Columns(_) => {
                let mut page = preview_page(&app, &seat, wanted).await?;
                page.frame = page.frame.with_problem("", &refusal.to_string());
                show_as(StatusCode::CONFLICT, &page)
            }
        },
        Err(other) => Err(other.into()),
    }
}

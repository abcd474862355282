//! Looking at a file that was uploaded (看一眼), reading it another way, and laying its rows aside. The file is read in
//! a child process and held in memory until it is taken; nothing of the catalogue changes here.

use std::time::Duration;

use axum::{
    extract::{Path, State},
    http::StatusCode,
};
use domain::{base::ImportId, catalogue::Column};
use papers::catalogue::{Encoding, Kind, Preview, ReadOptions, map_columns};
use services::{
    Failure,
    catalogue::{ImportRefusal, glance, read_file_with, stage_watched},
};
use tokio::sync::oneshot;

use super::{ImportLookPage, LookRow, import_look_page::complete_box};
use crate::{
    base::{Choice, Field, Pick, paths},
    door::{App, Oops, Posted, Query, Reply, Seat, blocking, go, show, show_as},
};

/// Rows and columns that are shown, and characters of a cell.
const ROWS: usize = 10;
const COLUMNS: usize = 12;
const LETTERS: usize = 24;
/// How long the answer waits for the rows to be laid aside before it shows how far they are.
const PATIENCE: Duration = Duration::from_millis(2_500);

fn options(encoding: &str, sheet: &str, header_row: &str) -> ReadOptions {
    ReadOptions {
        encoding: Encoding::parse(encoding),
        sheet: Some(sheet.to_owned()).filter(|s| !s.is_empty()),
        header_row: domain::base::fold(header_row).parse().ok().filter(|n| *n > 0),
        titles: None,
    }
}

fn chosen(options: &ReadOptions) -> [String; 3] {
    [
        options.encoding.map(|e| e.word().to_owned()).unwrap_or_default(),
        options.sheet.clone().unwrap_or_default(),
        options.header_row.map(|n| n.to_string()).unwrap_or_default(),
    ]
}

pub(crate) async fn page(State(app): State<App>, seat: Seat, Path(held): Path<String>, query: Query) -> Reply {
    let asked = options(&query.text("encoding"), &query.text("sheet"), &query.text("header_row"));
    let looked = look(&app, &seat, &held, &asked).await?;
    match looked {
        Ok(seen) => show(&filled(&app, &seat, &held, &asked, &seen, false)?),
        Err(refusal) => {
            // What was chosen does not fit: the file as the program reads it, with the sentence on top.
            let plain = ReadOptions::default();
            let seen = look(&app, &seat, &held, &plain).await?.map_err(|e| Oops::unreadable(e.to_string()))?;
            let mut page = filled(&app, &seat, &held, &plain, &seen, false)?;
            page.frame = page.frame.with_problem("", &refusal.to_string());
            show_as(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
    }
}

async fn look(app: &App, seat: &Seat, held: &str, asked: &ReadOptions) -> Result<Result<Preview, ImportRefusal>, Oops> {
    let (file, exe, asked) = (app.held_file(seat, held)?, app.exe(), asked.clone());
    blocking(move || glance(&exe, &file.bytes, &file.name, &asked)).await
}

/// As "这份表像是 GB18030 编码，第 2 行是列名".
fn heading(seen: &Preview) -> String {
    let Some(row) = seen.header_row else { return "没有找到列名，请指出是哪一行".into() };
    let what = match (seen.kind, &seen.sheet) {
        (Kind::Csv, _) => format!("这份表像是 {} 编码", seen.encoding.label()),
        (Kind::Xlsx | Kind::Xls, Some(sheet)) => format!("读的是工作表“{sheet}”"),
        (Kind::Xlsx | Kind::Xls, None) => "读的是第一张工作表".into(),
    };
    let rows = if seen.title_rows == 2 {
        format!("第 {row}、{} 行是列名", row + 1)
    } else {
        format!("第 {row} 行是列名")
    };
    format!("{what}，{rows}")
}

fn filled(
    app: &App,
    seat: &Seat,
    held: &str,
    asked: &ReadOptions,
    seen: &Preview,
    complete: bool,
) -> Result<ImportLookPage, Oops> {
    let map = map_columns(&seen.header);
    let known: Vec<&str> = map.found().map(Column::label).collect();
    let unknown: Vec<&str> = map.unknown.iter().map(|u| u.title.as_str()).collect();
    let widest = seen.rows.iter().map(|r| r.cells.len()).max().unwrap_or_default();
    let columns = widest.min(COLUMNS);
    let title = |n: u32| seen.header_row.is_some_and(|first| (first..first + seen.title_rows.max(1)).contains(&n));
    let encoding = (seen.kind == Kind::Csv).then(|| {
        let pick = |e: &Encoding| Pick {
            value: e.word().into(),
            label: e.label().into(),
            chosen: e.word() == seen.encoding.word(),
        };
        Choice { options: Encoding::CHOICES.iter().map(pick).collect(), problem: None }
    });
    let sheet = (seen.sheets.len() > 1).then(|| {
        let pick = |s: &papers::catalogue::SheetSeen| Pick {
            value: s.name.clone(),
            label: if s.hidden { format!("{}（隐藏）", s.name) } else { s.name.clone() },
            chosen: seen.sheet.as_deref() == Some(&s.name),
        };
        Choice { options: seen.sheets.iter().map(pick).collect(), problem: None }
    });
    Ok(ImportLookPage {
        frame: app.frame(seat, heading(seen)),
        here: paths::import_look(held),
        file_name: app.held_file(seat, held)?.name.clone(),
        encoding,
        sheet,
        header_row: Field::of(asked.header_row.or(seen.header_row).map(|n| n.to_string()).unwrap_or_default()),
        notes: seen.notes.iter().map(papers::catalogue::Note::sentence).collect(),
        known_count: u32::try_from(known.len()).unwrap_or(u32::MAX),
        known: known.join("、"),
        unknown: unknown.join("、"),
        stop: map.refusal().unwrap_or_default(),
        letters: (0..columns).map(letter).collect(),
        rows: seen.rows.iter().take(ROWS.max(head_rows(seen))).map(|r| row(r, columns, title(r.number))).collect(),
        more_columns: u32::try_from(widest - columns).unwrap_or(u32::MAX),
        chosen: chosen(asked),
        complete: complete_box(complete),
    })
}

/// Rows down to the third below the titles: titles far down are shown as well.
fn head_rows(seen: &Preview) -> usize {
    let Some(first) = seen.header_row else { return seen.rows.len() };
    seen.rows.iter().take_while(|r| r.number <= first + seen.title_rows).count() + 3
}

fn row(row: &papers::catalogue::PlainRow, columns: usize, title: bool) -> LookRow {
    let short = |cell: &String| match cell.char_indices().nth(LETTERS) {
        Some((at, _)) => format!("{}…", &cell[..at]),
        None => cell.clone(),
    };
    let mut cells: Vec<String> = row.cells.iter().take(columns).map(short).collect();
    cells.resize(columns, String::new());
    LookRow { number: row.number, title, cells }
}

/// The letter that a spreadsheet puts above a column; few columns are shown, so one letter does.
fn letter(column: usize) -> String {
    char::from(b'A' + u8::try_from(column % 26).unwrap_or_default()).to_string()
}

/// Lays the rows aside and leads to their preview, or to how far they are.
pub(crate) async fn submit(State(app): State<App>, seat: Seat, Path(held): Path<String>, form: Posted) -> Reply {
    let asked = options(&form.text("encoding"), &form.text("sheet"), &form.text("header_row"));
    let complete = form.text("complete") == "1";
    match stage(&app, &seat, &held, asked.clone(), complete).await? {
        Ok(id) => {
            app.held().release(&held);
            go(&paths::import_preview(&id.to_string()))
        }
        Err(Failure::Refused(refusal)) => {
            let seen = look(&app, &seat, &held, &asked).await?.map_err(|e| Oops::unreadable(e.to_string()))?;
            let mut page = filled(&app, &seat, &held, &asked, &seen, complete)?;
            page.frame = page.frame.with_problem("", &refusal.to_string());
            show_as(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
        Err(other) => Err(other.into()),
    }
}

/// Answers as soon as the import has an id and is done, or takes longer than somebody waits for. A long file goes on
/// being laid aside after the answer.
async fn stage(
    app: &App,
    seat: &Seat,
    held: &str,
    asked: ReadOptions,
    complete: bool,
) -> Result<Result<ImportId, Failure<ImportRefusal>>, Oops> {
    let (file, exe) = (app.held_file(seat, held)?, app.exe());
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    let (sender, receiver) = oneshot::channel();
    let work = tokio::task::spawn_blocking(move || {
        let mut sender = Some(sender);
        let mut tell = |id: ImportId| {
            // Whoever asked may have gone; the rows are laid aside all the same.
            if let Some(sender) = sender.take() {
                sender.send(id).ok();
            }
        };
        let read = read_file_with(&exe, &file.bytes, &file.name, &asked, &mut |_| ()).map_err(Failure::Refused)?;
        stage_watched(&bureau, &desk, &read, complete, &mut |p| tell(p.id)).map(|staged| staged.id).inspect_err(|e| {
            tracing::error!(cause = %e, "laying the rows of a file aside stopped");
        })
    });
    let Ok(id) = receiver.await else {
        // It stopped before there was an id: the work knows why.
        return work.await.map_err(|e| Oops::broken(&e));
    };
    match tokio::time::timeout(PATIENCE, work).await {
        Ok(done) => done.map_err(|e| Oops::broken(&e)),
        Err(_) => Ok(Ok(id)),
    }
}

//! The form on which a table is handed in (上传). The file is read in a child process and staged aside; nothing changes.

use axum::{
    extract::{Path, State},
    http::StatusCode,
};
use domain::base::{TableKind, parse_date};
use services::{
    Failure,
    tables::{TableRefusal, TableSettings, read_file, stage},
};

use super::{TableUploadPage, words::words};
use crate::{
    base::{Choice, Field, Pick, paths},
    door::{App, Oops, Posted, Reply, Seat, Upload, blocking, go, show, show_as},
};

/// The table that an address names; none is the page that is not there.
pub(super) fn named(kind: &str) -> Result<TableKind, Oops> {
    TableKind::parse(kind).ok_or_else(Oops::not_found)
}

fn blank(app: &App, seat: &Seat, kind: TableKind, typed: &Posted) -> TableUploadPage {
    let words = words(kind);
    let day = Some(typed.text("as_of")).filter(|d| !d.is_empty()).unwrap_or_else(|| app.bureau().today().to_string());
    let complete = typed.text("complete") == "1";
    TableUploadPage {
        frame: app.frame(seat, format!("导入{}", kind.label())),
        kind: kind.as_str().into(),
        label: kind.label().into(),
        what: words.what.into(),
        columns: words.columns.into(),
        file: Field::default(),
        day: words.day.map(|(label, hint)| (label.to_owned(), hint.to_owned(), Field::of(day))),
        source: words.source.then(|| Field::of(typed.text("source"))),
        complete: words.complete.map(|label| Choice {
            options: vec![Pick { value: "1".into(), label: label.into(), chosen: complete }],
            problem: None,
        }),
        max_megabytes: 20,
    }
}

pub(crate) async fn page(State(app): State<App>, seat: Seat, Path(kind): Path<String>) -> Reply {
    show(&blank(&app, &seat, named(&kind)?, &Posted::default()))
}

fn settings(app: &App, kind: TableKind, sent: &Upload) -> Result<TableSettings, TableRefusal> {
    let words = words(kind);
    let typed = sent.form.text("as_of");
    let as_of = match words.day {
        Some((label, _)) if !typed.trim().is_empty() => {
            parse_date(&typed).map_err(|flaw| TableRefusal::Day(format!("{label}：{flaw}")))?
        }
        Some(_) | None => app.bureau().today(),
    };
    let source = if words.source { sent.form.text("source") } else { sent.file_name.clone() };
    Ok(TableSettings { as_of, complete: words.complete.is_some() && sent.form.text("complete") == "1", source })
}

/// The field that a refusal is about.
fn field_of(refusal: &TableRefusal) -> &'static str {
    match refusal {
        TableRefusal::File(_) | TableRefusal::Columns(_) | TableRefusal::Done | TableRefusal::Moved => "file",
        TableRefusal::Day(_) | TableRefusal::DayToCome(_) | TableRefusal::Older(_, _) => "as_of",
        TableRefusal::SourceMissing | TableRefusal::SourceLong => "source",
    }
}

pub(crate) async fn submit(State(app): State<App>, seat: Seat, Path(kind): Path<String>, sent: Upload) -> Reply {
    let kind = named(&kind)?;
    let typed = sent.form.clone();
    let mend = |refusal: &TableRefusal| {
        let mut page = blank(&app, &seat, kind, &typed);
        let (field, sentence) = (field_of(refusal), refusal.to_string());
        page.frame = page.frame.with_problem(field, &sentence);
        let shown = match field {
            "as_of" => page.day.as_mut().map(|(_, _, day)| day),
            "source" => page.source.as_mut(),
            _ => Some(&mut page.file),
        };
        if let Some(shown) = shown {
            shown.problem = Some(sentence);
        }
        show_as(StatusCode::UNPROCESSABLE_ENTITY, &page)
    };
    if sent.bytes.is_empty() {
        return mend(&TableRefusal::File(format!("请选择 xlsx、xls 或 csv 格式的{}", kind.label())));
    }
    let settings = match settings(&app, kind, &sent) {
        Ok(settings) => settings,
        Err(refusal) => return mend(&refusal),
    };
    let (bureau, desk, exe) = (app.bureau().clone(), seat.desk.clone(), app.exe());
    let staged = blocking(move || {
        let file = read_file(&exe, &sent.bytes, &sent.file_name, kind).map_err(Failure::Refused)?;
        stage(&bureau, &desk, &file, &settings)
    })
    .await?;
    match staged {
        Ok(staged) => go(&paths::table_preview(kind.as_str(), &staged.id.to_string())),
        Err(Failure::Refused(refusal)) => mend(&refusal),
        Err(other) => Err(other.into()),
    }
}

//! Importing cases over HTTP (导入办件): upload, a look at what it would do, writing, what it did. The file is read in a
//! child process and held in memory for the one who sent it; before the confirmation nothing is written.

use std::{sync::Arc, time::Duration};

use axum::{
    extract::{Path, State},
    http::{HeaderValue, StatusCode, header},
};
use domain::{
    base::ImportId,
    people::{Act, authorise},
};
use services::{
    Failure,
    cases::{
        CaseFile, CaseImport, CaseImportOutcome, CaseImportRefusal, case_imports, import_cases, preview_cases,
        read_cases,
    },
};

use super::{CaseImportDonePage, CaseImportLookPage, CaseImportPage, CaseImportRow, CaseImportRunPage};
use crate::{
    base::{Field, paths},
    catalogue::import::by as done_by,
    door::{
        App, HeldFile, Oops, Posted, Query, Reply, RunEnd, RunState, Seat, Upload, address, blocking, go, id, show,
        show_as,
    },
    tables::RefusedLine,
};

/// Largest file in MB: some hundred thousand cases. The command takes larger ones.
const MEGABYTES: u32 = 20;
/// Refused rows that are listed.
const LISTED: usize = 200;

async fn blank(app: &App, seat: &Seat, source: String) -> Result<CaseImportPage, Oops> {
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    let earlier = blocking(move || case_imports(&bureau, &desk)).await??;
    // Whoever brings the file every day types its source once.
    let last = earlier.first().map(|i| i.outcome.source.clone()).unwrap_or_default();
    Ok(CaseImportPage {
        frame: app.frame(seat, "导入办件"),
        file: Field::default(),
        source: Field::of(if source.is_empty() { last } else { source }),
        max_megabytes: MEGABYTES,
        earlier: earlier.iter().map(row).collect(),
    })
}

fn by(import: &CaseImport) -> String {
    import.taken.as_ref().map(|(at, who)| done_by(who, Some(*at))).unwrap_or_default()
}

fn counts(outcome: &CaseImportOutcome) -> Vec<(String, u64)> {
    [
        ("新增", outcome.added),
        ("有进展", outcome.moved),
        ("没有变化", outcome.unchanged),
        ("没收下", outcome.refused.len() as u64),
    ]
    .map(|(word, n)| (word.to_owned(), n))
    .to_vec()
}

fn row(import: &CaseImport) -> CaseImportRow {
    let did: Vec<String> =
        counts(&import.outcome).iter().filter(|(_, n)| *n > 0).map(|(word, n)| format!("{word} {n}")).collect();
    CaseImportRow {
        href: paths::case_import_done(&import.id.to_string()),
        file_name: import.file_name.clone(),
        source: import.outcome.source.clone(),
        by: by(import),
        did: did.join("，"),
    }
}

/// The first refused rows, and how many more there are.
fn refused(outcome: &CaseImportOutcome) -> (Vec<RefusedLine>, u64) {
    let listed = outcome.refused.iter().take(LISTED).map(|(row, why)| RefusedLine { row: *row, why: why.clone() });
    (listed.collect(), outcome.refused.len().saturating_sub(LISTED) as u64)
}

pub(crate) async fn page(State(app): State<App>, seat: Seat) -> Reply {
    show(&blank(&app, &seat, String::new()).await?)
}

/// What a refusal is about.
fn field_of(refusal: &CaseImportRefusal) -> &'static str {
    match refusal {
        CaseImportRefusal::SourceMissing | CaseImportRefusal::SourceLong => "source",
    }
}

async fn mend(app: &App, seat: &Seat, source: String, (field, sentence): (&str, String)) -> Reply {
    let mut page = blank(app, seat, source.clone()).await?;
    page.frame = page.frame.with_problem(field, &sentence);
    page.source = Field::of(source);
    let shown = if field == "source" { &mut page.source } else { &mut page.file };
    shown.problem = Some(sentence);
    show_as(StatusCode::UNPROCESSABLE_ENTITY, &page)
}

/// Takes the file in and leads to a look at what it would do. What is no export is told here.
pub(crate) async fn upload(State(app): State<App>, seat: Seat, sent: Upload) -> Reply {
    let source = sent.form.text("source").trim().to_owned();
    if sent.bytes.is_empty() {
        return mend(&app, &seat, source, ("file", "请选择 xlsx、xls 或 csv 格式的办件导出".into())).await;
    }
    let file = HeldFile { name: sent.file_name, bytes: sent.bytes };
    let token = app.bureau().new_token();
    app.held().hold(token.clone(), &seat.desk, app.bureau().now(), file);
    match looked(&app, &seat, &token, &source).await? {
        Ok(_) => go(&address(&paths::case_import_look(&token), &[("source", &source)])),
        Err(wrong) => {
            app.held().release(&token);
            mend(&app, &seat, source, wrong).await
        }
    }
}

/// A field and the sentence at it.
type Wrong = (&'static str, String);

/// The file as read: once, however many steps ask.
fn read(app: &App, token: &str, held: &HeldFile) -> Result<Arc<CaseFile>, Wrong> {
    if let Some(read) = app.last_read(token) {
        return Ok(read);
    }
    let read = read_cases(&app.exe(), &held.bytes, &held.name, &mut |_| ()).map_err(|sentence| ("file", sentence))?;
    let read = Arc::new(read);
    app.keep_read(Some((token.to_owned(), read.clone())));
    Ok(read)
}

async fn looked(
    app: &App,
    seat: &Seat,
    token: &str,
    source: &str,
) -> Result<Result<(Vec<String>, CaseImportOutcome), Wrong>, Oops> {
    let (file, token, source) = (app.held_file(seat, token)?, token.to_owned(), source.to_owned());
    let (app, bureau, desk) = (app.clone(), app.bureau().clone(), seat.desk.clone());
    blocking(move || {
        let read = match read(&app, &token, &file) {
            Ok(read) => read,
            Err(wrong) => return Ok(Err(wrong)),
        };
        match preview_cases(&bureau, &desk, &read, &source) {
            Ok(outcome) => Ok(Ok((read.notes.clone(), outcome))),
            Err(Failure::Refused(refusal)) => Ok(Err((field_of(&refusal), refusal.to_string()))),
            Err(other) => Err(Oops::from(other)),
        }
    })
    .await?
}

/// As "这份文件有 151 件可以写入，2 行没收下".
fn heading(outcome: &CaseImportOutcome) -> String {
    let first = match outcome.added + outcome.moved {
        0 => "这份文件没有新的内容".to_owned(),
        n => format!("这份文件有 {n} 件可以写入"),
    };
    match outcome.refused.len() {
        0 => first,
        n => format!("{first}，{n} 行没收下"),
    }
}

pub(crate) async fn look(State(app): State<App>, seat: Seat, Path(token): Path<String>, query: Query) -> Reply {
    let source = query.text("source");
    if let Some(run) = app.runs().find(&token, &seat.desk) {
        return running(&app, &seat, (&token, source), run.state()).await;
    }
    let file_name = app.held_file(&seat, &token)?.name.clone();
    match looked(&app, &seat, &token, &source).await? {
        Ok((notes, outcome)) => {
            let writes = outcome.added + outcome.moved;
            let (listed, more) = refused(&outcome);
            show(&CaseImportLookPage {
                frame: app.frame(&seat, heading(&outcome)),
                here: paths::case_import_look(&token),
                file_name,
                source: outcome.source.clone(),
                notes,
                counts: counts(&outcome),
                confirm: (writes > 0).then(|| format!("写入 {writes} 件")),
                refused: listed,
                more,
            })
        }
        Err(wrong) => mend(&app, &seat, source, wrong).await,
    }
}

/// How a form waits for what is soon done; what takes longer has a page of its own.
const PATIENCE: Duration = Duration::from_millis(1_500);
/// Seconds after which that page asks again.
const AGAIN: HeaderValue = HeaderValue::from_static("2");

/// Writes it. Sent twice, it is written once.
pub(crate) async fn publish(State(app): State<App>, seat: Seat, Path(token): Path<String>, posted: Posted) -> Reply {
    let source = posted.text("source");
    let here = || address(&paths::case_import_look(&token), &[("source", &source)]);
    if app.runs().find(&token, &seat.desk).is_some() {
        return go(&here());
    }
    let file = app.held_file(&seat, &token)?;
    let Some(run) = app.runs().begin(&token, &seat.desk, app.bureau().now()) else { return go(&here()) };
    let told = run.clone();
    let (site, desk, of, typed) = (app.clone(), seat.desk.clone(), token.clone(), source.clone());
    let work = blocking(move || match read(&site, &of, &file) {
        Err((field, sentence)) => RunEnd::Wrong(field, sentence),
        Ok(read) => match import_cases(site.bureau(), &desk, &read, &typed, &mut |done, all| told.tell(done, all)) {
            Ok(import) => RunEnd::Done(paths::case_import_done(&import.id.to_string())),
            Err(Failure::Refused(refusal)) => RunEnd::Wrong(field_of(&refusal), refusal.to_string()),
            Err(other) => RunEnd::Failed(Oops::from(other)),
        },
    });
    // Goes on by itself, whether or not somebody still waits for the answer.
    let (site, of, ended) = (app.clone(), token.clone(), run.clone());
    let mut task = tokio::spawn(async move {
        ended.finish(work.await.unwrap_or_else(RunEnd::Failed));
        site.keep_read(None);
        site.held().release(&of);
    });
    match tokio::time::timeout(PATIENCE, &mut task).await {
        Ok(_) => running(&app, &seat, (&token, source), run.state()).await,
        Err(_) => go(&here()),
    }
}

/// A run as it stands: its page that asks again by itself, or the page that it led to.
async fn running(app: &App, seat: &Seat, (token, source): (&str, String), state: RunState) -> Reply {
    match state.end {
        Some(RunEnd::Done(there)) => go(&there),
        Some(RunEnd::Wrong(field, sentence)) => {
            app.runs().forget(token);
            mend(app, seat, source, (field, sentence)).await
        }
        Some(RunEnd::Failed(oops)) => {
            app.runs().forget(token);
            Err(oops)
        }
        None => {
            let mut answer = show(&CaseImportRunPage {
                frame: app.frame(seat, "正在写入办件"),
                here: address(&paths::case_import_look(token), &[("source", &source)]),
                done: state.done,
                all: state.all,
            })?;
            answer.headers_mut().insert(header::REFRESH, AGAIN);
            Ok(answer)
        }
    }
}

pub(crate) async fn done(State(app): State<App>, seat: Seat, Path(import): Path<String>) -> Reply {
    let wanted: ImportId = id(&import)?;
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    let all = blocking(move || case_imports(&bureau, &desk)).await??;
    let import = all.into_iter().find(|i| i.id == wanted).ok_or_else(Oops::not_found)?;
    let title = match import.outcome.added + import.outcome.moved {
        0 => "和库里一样，没有写入".to_owned(),
        n => format!("已写入 {n} 件"),
    };
    let (listed, more) = refused(&import.outcome);
    show(&CaseImportDonePage {
        frame: app.frame(&seat, title),
        sees_cases: authorise(&seat.desk, Act::CaseList, None).is_ok(),
        by: by(&import),
        counts: counts(&import.outcome),
        refused: listed,
        more,
        file_name: import.file_name,
    })
}

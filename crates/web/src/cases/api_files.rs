//! The files of a case as JSON (附件接口): content in base64, ids as text.

use axum::{
    extract::{Path, State},
    http::StatusCode,
};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use domain::base::FileId;
use serde::{Deserialize, Serialize};
use services::{
    Failure,
    cases::{AttachForm, DetachForm, FileLine, Incoming},
};

use super::files::refused;
use crate::{
    base::Trouble,
    door::{App, Body, IdempotencyKey, Oops, Reply, Seat, Whole, blocking, id, json},
};

#[derive(Serialize)]
struct FilesJson {
    materials: Vec<String>,
    files: Vec<FileJson>,
    open: bool,
}

#[derive(Serialize)]
struct FileJson {
    id: String,
    material: Option<u16>,
    kind: &'static str,
    size: u64,
    at: jiff::Timestamp,
    by: String,
    detached: Option<String>,
}

impl FileJson {
    fn of(line: &FileLine) -> Self {
        Self {
            id: line.id.to_string(),
            material: line.place,
            kind: line.kind.as_str(),
            size: line.size,
            at: line.at,
            by: line.by.clone(),
            detached: line.detached.clone(),
        }
    }
}

/// The files of a case.
pub(crate) async fn list(State(app): State<App>, seat: Seat, Path(no): Path<String>) -> Reply {
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    let all = blocking(move || services::cases::case_files(&bureau, &desk, &no)).await??;
    let files = all.files.iter().map(FileJson::of).collect();
    json(StatusCode::OK, &FilesJson { materials: all.materials, files, open: all.open })
}

/// What is sent to add a file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct AttachBody {
    #[serde(default)]
    material: Option<Whole>,
    name: String,
    content: String,
}

/// A file with its content in base64.
pub(crate) fn incoming(name: String, content: &str) -> Result<Incoming, Oops> {
    match STANDARD.decode(content.as_bytes()) {
        Ok(bytes) => Ok(Incoming { name, bytes }),
        Err(_) => Err(Oops::to_mend([("content", "内容要用 base64（RFC 4648 第 4 节）".to_owned())])),
    }
}

/// Adds a file; 201 with its id. The same key gives the same file.
pub(crate) async fn attach(
    State(app): State<App>,
    seat: Seat,
    Path(no): Path<String>,
    IdempotencyKey(key): IdempotencyKey,
    Body(body): Body<AttachBody>,
) -> Reply {
    // A place that cannot be is no place of the list; the rule says so.
    let place = body.material.map(|w| u16::try_from(w.0).unwrap_or(u16::MAX));
    let (form, file) = (AttachForm { case_no: no, place }, incoming(body.name, &body.content)?);
    let (bureau, desk, exe) = (app.bureau().clone(), seat.desk.clone(), app.exe());
    match blocking(move || services::cases::attach(&bureau, &desk, &form, file, &exe, key.as_deref())).await? {
        Ok(done) => json(StatusCode::CREATED, &serde_json::json!({ "id": done.id.to_string() })),
        Err(Failure::Refused(refusal)) => Err(refused(&refusal)),
        Err(failure) => Err(failure.into()),
    }
}

#[derive(Serialize)]
struct ContentJson {
    name: String,
    media: &'static str,
    content: String,
}

/// One file with its content.
pub(crate) async fn open(State(app): State<App>, seat: Seat, Path((no, file)): Path<(String, String)>) -> Reply {
    let wanted: FileId = id(&file)?;
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    let out = blocking(move || services::cases::open_file(&bureau, &desk, &no, wanted)).await??;
    let body = ContentJson { name: out.name, media: out.kind.media(), content: STANDARD.encode(&out.bytes) };
    json(StatusCode::OK, &body)
}

/// What is sent to take a file off.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct DetachBody {
    why: String,
}

/// Takes a file off; 204.
pub(crate) async fn detach(
    State(app): State<App>,
    seat: Seat,
    Path((_, file)): Path<(String, String)>,
    IdempotencyKey(key): IdempotencyKey,
    Body(body): Body<DetachBody>,
) -> Reply {
    let wanted: FileId = id(&file)?;
    let form = DetachForm { file: wanted.get(), why: body.why };
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    match blocking(move || services::cases::detach(&bureau, &desk, &form, key.as_deref())).await? {
        Ok(()) => Ok(axum::response::IntoResponse::into_response(StatusCode::NO_CONTENT)),
        Err(Failure::Refused(refusal)) => Err(Oops::new(Trouble::Refused, refusal.code()).saying(refusal.to_string())),
        Err(failure) => Err(failure.into()),
    }
}

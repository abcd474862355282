//! The form as JSON Schema (申请表的 JSON Schema): download and upload for the editor, and schema with presentation for
//! programs.

use axum::{
    extract::{Path, State},
    http::{StatusCode, header},
    response::IntoResponse,
};
use domain::catalogue::{default_form, form_of, json_schema, presentation, schema_text};
use serde::Serialize;
use services::catalogue::guide;

use super::edit::{load, show_read, work_of};
use crate::door::{App, Oops, Reply, Seat, Upload, blocking, id, json};

/// The draft's form, else that of the version in force, as a file.
pub(crate) async fn download(State(app): State<App>, seat: Seat, Path(item): Path<String>) -> Reply {
    let sheet = load(&app, &seat, &item).await?;
    let form = sheet.content.guide.form.clone().unwrap_or_else(|| default_form(&sheet.content));
    let name = format!("attachment; filename=\"form-{}.schema.json\"", sheet.id);
    let headers = [(header::CONTENT_TYPE, "application/schema+json".to_owned()), (header::CONTENT_DISPOSITION, name)];
    Ok((headers, schema_text(&form, &sheet.content.name)).into_response())
}

/// Reads a file into the editor; nothing is saved by that.
pub(crate) async fn upload(State(app): State<App>, seat: Seat, Path(item): Path<String>, sent: Upload) -> Reply {
    let sheet = load(&app, &seat, &item).await?;
    let work = work_of(&sent.form)?;
    let text = String::from_utf8_lossy(&sent.bytes).into_owned();
    show_read(&app, &seat, &sheet, work, &text)
}

#[derive(Serialize)]
struct ItemForm {
    item: String,
    version: i64,
    own: bool,
    schema: serde_json::Value,
    presentation: serde_json::Value,
}

/// Schema and presentation of the version in force.
pub(crate) async fn answer(State(app): State<App>, seat: Seat, Path(item): Path<String>) -> Reply {
    let (bureau, desk, wanted) = (app.bureau().clone(), seat.desk.clone(), id(&item)?);
    let found = blocking(move || guide(&bureau, &desk, wanted)).await?.map_err(|e| Oops::broken(&e))?;
    let view = found.ok_or_else(Oops::not_found)?.item;
    let form = form_of(&view.content).ok_or_else(Oops::not_found)?;
    let body = ItemForm {
        item: view.id.to_string(),
        version: view.version,
        own: view.content.guide.form.is_some(),
        schema: json_schema(&form, &view.content.name),
        presentation: presentation(&form),
    };
    json(StatusCode::OK, &body)
}

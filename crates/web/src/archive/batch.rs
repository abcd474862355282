//! Batches over HTTP (移交批次): made in one step from what waits, with its list as page, xlsx and XML.

use axum::extract::{Path, State};
use domain::base::date_text_with_year;
use papers::archive::{list_sheet, list_xml};
use services::{
    Failure,
    archive::{batch, make_batch},
};

use super::{BatchLine, BatchPage};
use crate::{
    base::paths,
    door::{App, Oops, Posted, Reply, Seat, address, blocking, go, show},
    reports::files::download,
};

const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// Makes a batch of what waits.
pub(crate) async fn submit(State(app): State<App>, seat: Seat, posted: Posted) -> Reply {
    let (bureau, desk, key) = (app.bureau().clone(), seat.desk.clone(), posted.key());
    match blocking(move || make_batch(&bureau, &desk, key.as_deref())).await? {
        Ok(number) => go(&paths::archive_batch(&number)),
        Err(Failure::Refused(_)) => go(&address(paths::ARCHIVE, &[("done", "none")])),
        Err(other) => Err(other.into()),
    }
}

/// The page of a batch.
pub(crate) async fn page(State(app): State<App>, seat: Seat, Path(no): Path<String>) -> Reply {
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    let found = blocking(move || batch(&bureau, &desk, &no)).await??;
    let lines = found.list.lines.iter().map(|l| BatchLine {
        number: l.package_no.clone(),
        title: l.title.clone(),
        department: l.department.clone(),
        retention: l.retention.clone(),
        digest: l.digest.clone(),
    });
    show(&BatchPage {
        frame: app.frame(&seat, format!("移交批次 {}", found.row.number)),
        number: found.row.number.to_string(),
        summary: format!("{}移交，{} 件。", date_text_with_year(found.row.made_on), found.row.packages),
        lines: lines.collect(),
    })
}

/// Its list as xlsx.
pub(crate) async fn xlsx(State(app): State<App>, seat: Seat, Path(no): Path<String>) -> Reply {
    let (bureau, desk, wanted) = (app.bureau().clone(), seat.desk.clone(), no.clone());
    let found = blocking(move || batch(&bureau, &desk, &wanted)).await??;
    let bytes = list_sheet(&found.list).map_err(|e| Oops::broken(&e))?;
    download(XLSX, &format!("移交清单-{}.xlsx", found.row.number), "transfer.xlsx", bytes)
}

/// Its list as XML.
pub(crate) async fn xml(State(app): State<App>, seat: Seat, Path(no): Path<String>) -> Reply {
    let (bureau, desk, wanted) = (app.bureau().clone(), seat.desk.clone(), no.clone());
    let found = blocking(move || batch(&bureau, &desk, &wanted)).await??;
    let name = format!("移交清单-{}.xml", found.row.number);
    download("application/xml", &name, "transfer.xml", list_xml(&found.list))
}

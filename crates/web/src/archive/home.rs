//! The archive over HTTP (归档).

use axum::extract::State;
use domain::{
    base::{PackageId, date_text_with_year},
    people::{Act, authorise},
};
use services::archive::{ArchiveHome, PackageFilter, PackageLine, archive_home};

use super::{ArchivePage, BatchLink, PackageRow};
use crate::{
    base::{Link, Tag, Tone, paths},
    door::{App, Query, Reply, Seat, address, blocking, show},
};

/// Packages of one page.
const PAGE: u32 = 50;

/// Which part of the list an address names.
pub(super) fn filter(part: &str) -> PackageFilter {
    match part {
        "failed" => PackageFilter { passed: Some(false), ..PackageFilter::default() },
        "waiting" => PackageFilter { passed: Some(true), transferred: Some(false) },
        _ => PackageFilter::default(),
    }
}

/// The page; `?part=failed` or `waiting` narrows, `?before=` turns.
pub(crate) async fn page(State(app): State<App>, seat: Seat, query: Query) -> Reply {
    let part = query.text("part");
    let before = query.number::<i64>("before").map(PackageId::new);
    let (bureau, desk, wanted) = (app.bureau().clone(), seat.desk.clone(), filter(&part));
    let home = blocking(move || archive_home(&bureau, &desk, wanted, before, PAGE)).await??;
    let mut frame = app.frame(&seat, "归档");
    frame.notice = (query.text("done") == "none").then(|| "现在没有可以移交的归档包".to_owned());
    show(&ArchivePage {
        frame,
        summary: summary(&home),
        parts: parts(&part),
        packages: home.lines.iter().map(row).collect(),
        next: home
            .next
            .map(|id| address(paths::ARCHIVE, &[("part", &part), ("before", &id.to_string())]))
            .unwrap_or_default(),
        batches: home
            .batches
            .iter()
            .map(|b| BatchLink {
                number: b.number.to_string(),
                words: format!("{}，{} 件", date_text_with_year(b.made_on), b.packages),
            })
            .collect(),
        waiting: if authorise(&seat.desk, Act::ArchiveTransfer, None).is_ok() { home.waiting } else { 0 },
    })
}

fn summary(home: &ArchiveHome) -> String {
    if home.all == 0 {
        return "还没有归档包。".into();
    }
    format!("共 {} 件，四性检测通过 {} 件，等移交 {} 件。", home.all, home.passed, home.waiting)
}

fn parts(current: &str) -> Vec<Link> {
    [("", "全部"), ("failed", "检测不通过"), ("waiting", "等移交")]
        .into_iter()
        .map(|(part, label)| match (part == current, part) {
            (true, _) => Link::new("", label),
            (false, "") => Link::new(paths::ARCHIVE, label),
            (false, part) => Link::new(address(paths::ARCHIVE, &[("part", part)]), label),
        })
        .collect()
}

/// Passed or not.
pub(super) fn verdict(passed: bool) -> Tag {
    if passed { Tag::new(Tone::Good, "通过") } else { Tag::new(Tone::Bad, "不通过") }
}

fn row(line: &PackageLine) -> PackageRow {
    PackageRow {
        number: line.package_no.clone(),
        title: line.title.clone(),
        department: line.department.clone(),
        retention: line.retention.label(),
        finished: line.finished_on.to_string(),
        check: verdict(line.passed),
        transfer: match line.transferred {
            true => Tag::new(Tone::Good, "已移交"),
            false => Tag::new(Tone::Neutral, "未移交"),
        },
    }
}

//! All versions of an item and two of them compared (历次版本、比较).

use axum::extract::{Path, State};
use domain::{
    base::{ItemId, date_text_with_year},
    catalogue::VersionState,
    people::{Act, authorise},
};
use services::{
    Failure,
    catalogue::{EditRefusal, VersionLine, compare_versions, history, item},
};

use super::{ComparePage, FieldLine, HistoryPage, VersionRow, import::by, words};
use crate::{
    base::{Choice, Pick, Tag, Tone, paths},
    door::{App, Oops, Query, Reply, Seat, address, blocking, id, show},
};

/// The versions with the item's name; of an item that is not in force yet, its newest version speaks.
struct Past {
    name: String,
    department: Option<(domain::base::DepartmentId, String)>,
    versions: Vec<VersionLine>,
}

async fn past(app: &App, seat: &Seat, wanted: ItemId) -> Result<Past, Oops> {
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    let (versions, view) = blocking(move || -> Result<_, Failure<EditRefusal>> {
        Ok((history(&bureau, &desk, wanted)?, item(&bureau, wanted)?))
    })
    .await??;
    if versions.is_empty() {
        return Err(Oops::not_found());
    }
    let name = view.as_ref().map_or_else(|| "待生效的新事项".to_owned(), |v| v.item.content.name.clone());
    Ok(Past { name, department: view.map(|v| (v.department.id, v.department.name)), versions })
}

/// A version's state as a tag.
fn state_tag(state: VersionState) -> Tag {
    let tone = match state {
        VersionState::InForce => Tone::Good,
        VersionState::Waiting => Tone::Info,
        VersionState::Past | VersionState::Withdrawn => Tone::Neutral,
    };
    Tag::new(tone, state.label())
}

fn compare_address(item: &str, from: i64, to: i64) -> String {
    address(&paths::item_page(item, "compare"), &[("from", &from.to_string()), ("to", &to.to_string())])
}

fn choice(versions: &[VersionLine], chosen: i64) -> Choice {
    let pick = |v: &VersionLine| Pick {
        value: v.version.to_string(),
        label: format!("第 {} 版 {}", v.version, v.state.label()),
        chosen: v.version == chosen,
    };
    Choice { options: versions.iter().map(pick).collect(), problem: None }
}

fn row(item: &str, versions: &[VersionLine], at: usize, imports: bool) -> VersionRow {
    let line = &versions[at];
    VersionRow {
        name: format!("第 {} 版", line.version),
        state: state_tag(line.state),
        status: words::status_tag(line.status),
        on: date_text_with_year(line.effective_on),
        by: if line.actor.is_empty() {
            domain::base::shanghai_text(line.entered_at)
        } else {
            by(&line.actor, Some(line.entered_at))
        },
        why: line.why.clone(),
        import: line.import.filter(|_| imports).map(|i| paths::import_preview(&i.to_string())),
        compare: versions.get(at + 1).map(|before| compare_address(item, before.version, line.version)),
    }
}

pub(crate) async fn page(State(app): State<App>, seat: Seat, Path(item): Path<String>) -> Reply {
    let found = past(&app, &seat, id(&item)?).await?;
    let coming = found.versions.iter().find(|v| v.state == VersionState::Waiting);
    let coming = coming.map(|v| format!("，第 {} 版等待生效", v.version)).unwrap_or_default();
    let title = format!("{}：{} 个版本{coming}", found.name, found.versions.len());
    let of = found.department.as_ref().map(|(id, name)| (*id, name.as_str()));
    let imports = authorise(&seat.desk, Act::CatalogueImport, None).is_ok();
    let newest = found.versions.first().map_or(0, |v| v.version);
    let before = found.versions.get(1).map_or(newest, |v| v.version);
    show(&HistoryPage {
        frame: app.frame(&seat, title),
        drafts: authorise(&seat.desk, Act::CatalogueDraft, of).is_ok(),
        rows: (0..found.versions.len()).map(|at| row(&item, &found.versions, at, imports)).collect(),
        from: choice(&found.versions, before),
        to: choice(&found.versions, newest),
        id: item,
    })
}

pub(crate) async fn compare(State(app): State<App>, seat: Seat, Path(item): Path<String>, query: Query) -> Reply {
    let wanted: ItemId = id(&item)?;
    let found = past(&app, &seat, wanted).await?;
    let newest = found.versions.first().map_or(0, |v| v.version);
    let to = query.number("to").unwrap_or(newest);
    let from = query.number("from").unwrap_or(to - 1);
    let named = |version: i64| {
        let line = found.versions.iter().find(|v| v.version == version)?;
        let waits = if line.state == VersionState::Waiting { "，等待生效" } else { "" };
        Some(format!("第 {version} 版（{}起{waits}）", date_text_with_year(line.effective_on)))
    };
    let (Some(from_name), Some(to_name)) = (named(from), named(to)) else { return Err(Oops::not_found()) };
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    let changes = blocking(move || compare_versions(&bureau, &desk, wanted, from, to)).await??;
    let title = match changes.len() {
        0 => format!("第 {from} 版和第 {to} 版没有差别"),
        n => format!("第 {from} 版到第 {to} 版改了 {n} 处"),
    };
    show(&ComparePage {
        frame: app.frame(&seat, title),
        id: item,
        name: found.name.clone(),
        from_name,
        to_name,
        changes: changes.iter().map(FieldLine::of).collect(),
        from: choice(&found.versions, from),
        to: choice(&found.versions, to),
    })
}

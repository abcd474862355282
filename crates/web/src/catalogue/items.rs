//! The office's list of items (事项库).

use std::collections::HashMap;

use axum::extract::State;
use domain::{
    base::{DepartmentId, ItemId},
    catalogue::{ItemType, Standing, Status},
    people::{Act, Department, authorise},
};
use services::{
    catalogue::{GuideView, ItemFilter, ItemLine, browse, cards, list},
    people::departments,
};

use super::{ItemListPage, ItemRow};
use crate::{
    base::{Choice, Field, Flag, Pick, Tag, Tone, paths},
    door::{App, Oops, Query, Reply, Seat, address, blocking, show},
};

const PART: usize = 50;
/// More items than any county has.
const ALL: u32 = 1_000_000;

/// The filter row as it came.
struct Asked {
    words: String,
    department: String,
    kind: String,
    status: String,
    after: i64,
}

impl Asked {
    fn of(query: &Query) -> Self {
        Self {
            words: query.text("q"),
            department: query.text("department"),
            kind: query.text("kind"),
            status: query.text("status"),
            after: query.number("after").unwrap_or_default(),
        }
    }

    /// What is not known narrows nothing.
    fn filter(&self) -> ItemFilter {
        ItemFilter {
            department: self.department.parse().ok().map(DepartmentId::new),
            item_type: ItemType::list().iter().find(|(code, _)| *code == self.kind).map(|(code, _)| (*code).to_owned()),
            status: Status::from_word(&self.status).map(|s| s.as_str().to_owned()),
        }
    }

    fn address(&self, after: &str) -> String {
        let narrowed = [("q", &*self.words), ("department", &self.department), ("kind", &self.kind)];
        address(paths::ITEMS, &[narrowed[0], narrowed[1], narrowed[2], ("status", &self.status), ("after", after)])
    }
}

/// What is shown: items in order, how many there are, the key of the next part.
struct Part {
    cards: Vec<GuideView>,
    total: usize,
    next: Option<ItemId>,
}

pub(crate) async fn page(State(app): State<App>, seat: Seat, query: Query) -> Reply {
    let asked = Asked::of(&query);
    let editor = authorise(&seat.desk, Act::CatalogueEdit, None).is_ok();
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    let (asked, part, known) = blocking(move || -> Result<_, Oops> {
        let all = list(&bureau, &desk, &asked.filter(), 0, ALL)?;
        let broken = |e| Oops::broken(&e);
        let (ids, total, next) = if asked.words.is_empty() {
            let total = all.len();
            let from: Vec<ItemId> = all.iter().map(|l| l.id).filter(|id| id.get() > asked.after).collect();
            let next = (from.len() > PART).then(|| from[PART - 1]);
            (from.into_iter().take(PART).collect(), total, next)
        } else {
            let ranked =
                ranked(&all, &asked.words, browse(&bureau, &asked.words, None).map_err(broken)?.iter().map(|f| f.id));
            let total = ranked.len();
            (ranked.into_iter().take(PART).collect::<Vec<_>>(), total, None)
        };
        let cards = cards(&bureau, &ids).map_err(broken)?;
        let known = departments(&bureau).map_err(broken)?;
        Ok((asked, Part { cards, total, next }, known))
    })
    .await??;
    let mut frame = app.frame(&seat, "事项库");
    frame.notice = (query.text("done") == "saved").then(|| "已保存为新版本，现在起用".into());
    show(&ItemListPage {
        frame,
        q: Field::of(&asked.words),
        department: department_choice(&known, &asked.department),
        kind: kind_choice(&asked.kind),
        status: status_choice(&asked.status),
        rows: part.cards.iter().map(|c| row(c, editor)).collect(),
        shown: u32::try_from(part.cards.len()).unwrap_or(u32::MAX),
        total: u32::try_from(part.total).unwrap_or(u32::MAX),
        next: part.next.map(|id| asked.address(&id.to_string())),
        first: (asked.after > 0 && asked.words.is_empty()).then(|| asked.address("")),
    })
}

/// The lines that some words find: first what the search ranks (items in use), then what only carries them in name or
/// code (items that are not in use).
fn ranked(all: &[ItemLine], words: &str, found: impl Iterator<Item = ItemId>) -> Vec<ItemId> {
    let rank: HashMap<ItemId, usize> = found.enumerate().map(|(i, id)| (id, i)).collect();
    let mut hits: Vec<(usize, ItemId)> = all
        .iter()
        .filter_map(|l| {
            let plain = l.name.contains(words) || l.code.contains(words);
            rank.get(&l.id).copied().or(plain.then_some(usize::MAX)).map(|r| (r, l.id))
        })
        .collect();
    hits.sort_unstable();
    hits.into_iter().map(|(_, id)| id).collect()
}

fn row(card: &GuideView, editor: bool) -> ItemRow {
    let content = &card.item.content;
    let id = card.item.id.to_string();
    let Standing { exempt_online, exempt_publication, exempt_hall, .. } = &content.standing;
    let flag = |known: Option<bool>, exempt: bool| match (known, exempt) {
        (_, true) => Flag::Exempt,
        (Some(true), false) => Flag::Yes,
        (Some(false), false) => Flag::No,
        (None, false) => Flag::Unknown,
    };
    ItemRow {
        // Who may not change it reads it.
        href: if editor { paths::item_edit(&id) } else { paths::guide(&id) },
        name: content.name.clone(),
        code: content.code.clone(),
        department: card.department.name.clone(),
        kind: content.item_type.label().to_owned(),
        status: status_tag(content.status),
        depth: content.standing.online_depth.map(|d| d.label().chars().take(2).collect()).unwrap_or_default(),
        visits: content.standing.onsite_visits.map(|n| n.to_string()).unwrap_or_default(),
        exempt_online: exempt_online.is_some(),
        published: flag(content.standing.published, exempt_publication.is_some()),
        resident: flag(content.standing.resident, exempt_hall.is_some()),
    }
}

fn status_tag(status: Status) -> Tag {
    let tone = match status {
        Status::InUse => Tone::Good,
        Status::Suspended => Tone::Warning,
        Status::Cancelled | Status::Draft => Tone::Neutral,
    };
    Tag::new(tone, status.label())
}

fn department_choice(known: &[Department], chosen: &str) -> Choice {
    let named = known.iter().map(|d| (d.id.to_string(), d.name.clone()));
    choice("全部部门", named, chosen)
}

fn kind_choice(chosen: &str) -> Choice {
    choice("全部类型", ItemType::list().iter().map(|(c, l)| ((*c).to_owned(), (*l).to_owned())), chosen)
}

fn status_choice(chosen: &str) -> Choice {
    choice("全部状态", Status::ALL.iter().map(|s| (s.as_str().to_owned(), s.label().to_owned())), chosen)
}

fn choice(all: &str, rest: impl Iterator<Item = (String, String)>, chosen: &str) -> Choice {
    let mut options: Vec<Pick> = rest.map(|(value, label)| Pick { chosen: value == chosen, value, label }).collect();
    let none = options.iter().all(|o| !o.chosen);
    options.insert(0, Pick { value: String::new(), label: all.into(), chosen: none });
    Choice { options, problem: None }
}

//! The office's list of items (事项库).

use std::collections::{HashMap, HashSet};

use axum::extract::State;
use domain::{
    base::{DepartmentId, ItemId},
    catalogue::{DraftState, ItemType, Standing, Status},
    people::{Act, Department, Desk, authorise},
};
use services::{
    Bureau, Failure,
    catalogue::{GuideView, ItemFilter, ItemLine, browse, cards, drafts, list, waiting},
    people::departments,
};

use super::{ItemListPage, ItemRow, words};
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
    depth: String,
    published: String,
    resident: String,
    life: String,
    page: usize,
}

impl Asked {
    fn of(query: &Query) -> Self {
        Self {
            words: query.text("q"),
            department: query.text("department"),
            kind: query.text("kind"),
            status: query.text("status"),
            depth: query.text("depth"),
            published: query.text("published"),
            resident: query.text("resident"),
            life: query.text("life"),
            page: query.number("page").unwrap_or(1).max(1),
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

    /// What the store does not narrow by.
    fn keeps(&self, line: &ItemLine, lives: &Lives) -> bool {
        let flag = |asked: &str, known: Option<bool>| match asked {
            "yes" => known == Some(true),
            "no" => known == Some(false),
            "none" => known.is_none(),
            _ => true,
        };
        let depth = match (self.depth.as_str(), self.depth.parse::<i64>()) {
            ("none", _) => line.online_depth.is_none(),
            (_, Ok(wanted)) => line.online_depth == Some(wanted),
            (_, Err(_)) => true,
        };
        let life = match self.life.as_str() {
            "draft" => lives.drafts.contains_key(&line.id),
            "waiting" => lives.waiting.contains(&line.id),
            _ => true,
        };
        depth && flag(&self.published, line.published) && flag(&self.resident, line.resident) && life
    }

    fn address(&self, page: usize) -> String {
        let page = if page > 1 { page.to_string() } else { String::new() };
        let fields = [
            ("q", &*self.words),
            ("department", &*self.department),
            ("kind", &*self.kind),
            ("status", &*self.status),
            ("depth", &*self.depth),
            ("published", &*self.published),
            ("resident", &*self.resident),
            ("life", &*self.life),
            ("page", &*page),
        ];
        address(paths::ITEMS, &fields)
    }
}

/// Items with a draft, and items with a version that waits for its day.
#[derive(Default)]
struct Lives {
    drafts: HashMap<ItemId, DraftState>,
    waiting: HashSet<ItemId>,
}

fn lives(bureau: &Bureau, desk: &Desk) -> Result<Lives, Oops> {
    // Who may not draft sees no drafts.
    let drafts = match drafts(bureau, desk) {
        Ok(all) => all.into_iter().map(|d| (d.id, d.state)).collect(),
        Err(Failure::Denied(_)) => HashMap::new(),
        Err(other) => return Err(other.into()),
    };
    Ok(Lives { drafts, waiting: waiting(bureau, desk)?.into_iter().map(|w| w.id).collect() })
}

/// What is shown: items in order, how many there are, whether more follow.
struct Part {
    cards: Vec<GuideView>,
    total: usize,
    more: bool,
}

pub(crate) async fn page(State(app): State<App>, seat: Seat, query: Query) -> Reply {
    let asked = Asked::of(&query);
    let may = |act| authorise(&seat.desk, act, None).is_ok();
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    let (asked, part, known, lives, reminder) = blocking(move || -> Result<_, Oops> {
        let broken = |e| Oops::broken(&e);
        let lives = lives(&bureau, &desk)?;
        let mut all = list(&bureau, &desk, &asked.filter(), 0, ALL)?;
        all.retain(|l| asked.keeps(l, &lives));
        let ids: Vec<ItemId> = if asked.words.is_empty() {
            all.iter().map(|l| l.id).collect()
        } else {
            ranked(&all, &asked.words, browse(&bureau, &asked.words, None).map_err(broken)?.iter().map(|f| f.id))
        };
        let from = (asked.page - 1).saturating_mul(PART);
        let shown: Vec<ItemId> = ids.iter().skip(from).take(PART).copied().collect();
        let more = from.saturating_add(PART) < ids.len();
        let part = Part { cards: cards(&bureau, &shown).map_err(broken)?, total: ids.len(), more };
        let known = departments(&bureau).map_err(broken)?;
        let reminder = services::delegates::letter_attention(&bureau, &desk).map_err(broken)?;
        Ok((asked, part, known, lives, reminder))
    })
    .await??;
    let mut frame = app.frame(&seat, "事项库");
    frame.notice = (query.text("done") == "saved").then(|| "已保存为新版本，现在起用".into());
    let three = [("", "不限"), ("yes", "是"), ("no", "否"), ("none", "未知")];
    let depths = [("", "不限"), ("4", "Ⅳ级"), ("3", "Ⅲ级"), ("2", "Ⅱ级"), ("1", "Ⅰ级"), ("none", "未知")];
    let mut life = Choice::of(&[("", "不限"), ("draft", "有草稿"), ("waiting", "待生效")], &asked.life);
    if !may(Act::CatalogueDraft) {
        life.options.retain(|o| o.value != "draft");
    }
    show(&ItemListPage {
        frame,
        q: Field::of(&asked.words),
        department: department_choice(&known, &asked.department),
        kind: kind_choice(&asked.kind),
        status: status_choice(&asked.status),
        depth: Choice::of(&depths, &asked.depth),
        published: Choice::of(&three, &asked.published),
        resident: Choice::of(&three, &asked.resident),
        life,
        export: address(paths::ITEMS_XLSX, &[("department", &*asked.department)]),
        drafts: may(Act::CatalogueDraft),
        imports: may(Act::CatalogueImport),
        delegates: may(Act::DelegateView),
        reminder: reminder.as_ref().map(crate::delegates::words::reminder),
        rows: part.cards.iter().map(|c| row(c, &seat.desk, &lives)).collect(),
        shown: u32::try_from(part.cards.len()).unwrap_or(u32::MAX),
        total: u32::try_from(part.total).unwrap_or(u32::MAX),
        next: part.more.then(|| asked.address(asked.page + 1)),
        first: (asked.page > 1).then(|| asked.address(1)),
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

fn row(card: &GuideView, desk: &Desk, lives: &Lives) -> ItemRow {
    let content = &card.item.content;
    let id = card.item.id.to_string();
    let of = Some((card.department.id, card.department.name.as_str()));
    let drafts = authorise(desk, Act::CatalogueDraft, of).is_ok();
    let mut marks: Vec<Tag> =
        lives.drafts.get(&card.item.id).map(|state| super::drafting::state_tag(*state)).into_iter().collect();
    if lives.waiting.contains(&card.item.id) {
        marks.push(Tag::new(Tone::Info, "待生效"));
    }
    let Standing { exempt_online, exempt_publication, exempt_hall, .. } = &content.standing;
    let flag = |known: Option<bool>, exempt: bool| match (known, exempt) {
        (_, true) => Flag::Exempt,
        (Some(true), false) => Flag::Yes,
        (Some(false), false) => Flag::No,
        (None, false) => Flag::Unknown,
    };
    ItemRow {
        // Who may not change it reads it.
        href: if drafts { paths::item_edit(&id) } else { paths::guide(&id) },
        name: content.name.clone(),
        code: content.code.clone(),
        department: card.department.name.clone(),
        kind: content.item_type.label().to_owned(),
        status: words::status_tag(content.status),
        marks,
        depth: content.standing.online_depth.map(|d| d.label().chars().take(2).collect()).unwrap_or_default(),
        visits: content.standing.onsite_visits.map(|n| n.to_string()).unwrap_or_default(),
        exempt_online: exempt_online.is_some(),
        published: flag(content.standing.published, exempt_publication.is_some()),
        resident: flag(content.standing.resident, exempt_hall.is_some()),
    }
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

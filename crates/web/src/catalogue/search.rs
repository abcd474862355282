//! Searching items (查事项): the best fifty, and how many there are in all.

use std::collections::HashMap;

use axum::extract::State;
use domain::{
    base::{DepartmentId, ItemId},
    catalogue::{Closeness, Piece},
};
use services::{
    Bureau,
    catalogue::{Found, GuideView, browse, cards, marked},
    people::departments,
};

use super::{Hit, SearchPage, words};
use crate::{
    base::{Choice, Pick, paths},
    door::{App, Oops, Query, Reply, Seat, blocking, show},
};

/// Nobody reads further; who has not found it by then is better helped by another word.
const SHOWN: usize = 50;

pub(crate) async fn page(State(app): State<App>, seat: Seat, query: Query) -> Reply {
    let (text, chosen) = (query.text("q"), query.number::<i64>("department").map(DepartmentId::new));
    let (bureau, asked) = (app.bureau().clone(), text.clone());
    let found = blocking(move || -> Result<_, Oops> {
        let known = departments(&bureau).map_err(|e| Oops::broken(&e))?;
        let department = known.iter().find(|d| Some(d.id) == chosen).map(|d| d.name.as_str());
        let found = browse(&bureau, &asked, department).map_err(|e| Oops::broken(&e))?;
        Ok((known, Shown::of(&bureau, &asked, &found)?))
    })
    .await??;
    let (known, shown) = found;
    let mut options = vec![Pick { value: String::new(), label: "全部部门".into(), chosen: chosen.is_none() }];
    options.extend(known.iter().map(|d| Pick {
        value: d.id.to_string(),
        label: d.name.clone(),
        chosen: Some(d.id) == chosen,
    }));
    let page = SearchPage {
        frame: app.frame(&seat, "查事项"),
        query: text,
        department: Choice { options, problem: None },
        hits: shown.hits,
        total: u32::try_from(shown.total).unwrap_or(u32::MAX),
        more: shown.total > SHOWN,
        nearly: shown.nearly,
    };
    show(&page)
}

/// What is shown of what was found.
struct Shown {
    hits: Vec<Hit>,
    total: usize,
    nearly: bool,
}

impl Shown {
    fn of(bureau: &Bureau, words: &str, found: &[Found]) -> Result<Self, Oops> {
        let best = &found[..found.len().min(SHOWN)];
        let ids: Vec<_> = best.iter().map(|f| f.id).collect();
        let cards = cards(bureau, &ids).map_err(|e| Oops::broken(&e))?;
        let mut names: HashMap<ItemId, Vec<Piece>> = HashMap::new();
        if !words.is_empty() {
            names.extend(ids.into_iter().zip(marked(bureau, words, best).map_err(|e| Oops::broken(&e))?));
        }
        // A card may be missing when an item was withdrawn just now, so names go by item, not by place.
        let hits = cards.iter().map(|c| hit(c, names.remove(&c.item.id).unwrap_or_default())).collect();
        let nearly = found.first().is_some_and(|f| f.closeness <= Closeness::Near);
        Ok(Self { hits, total: found.len(), nearly })
    }
}

/// One item as lists show it. The pieces are those of the name as it was searched; a newer name is shown as it is.
pub(super) fn hit(card: &GuideView, pieces: Vec<Piece>) -> Hit {
    let same = pieces.iter().map(|p| p.text.as_str()).collect::<String>() == card.item.content.name;
    let content = &card.item.content;
    Hit {
        href: paths::guide(&card.item.id.to_string()),
        name: content.name.clone(),
        pieces: if same { pieces } else { Vec::new() },
        department: card.department.name.clone(),
        limit: words::limit(content),
        online: words::depth(content),
        visits: words::visits(content).unwrap_or_default(),
    }
}

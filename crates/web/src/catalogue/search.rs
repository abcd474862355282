//! Searching items (查事项): the best fifty, and how many there are in all.

use axum::extract::State;
use domain::base::DepartmentId;
use services::{
    catalogue::{GuideView, browse, cards},
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
    let (known, cards, total) = blocking(move || -> Result<_, Oops> {
        let known = departments(&bureau).map_err(|e| Oops::broken(&e))?;
        let department = known.iter().find(|d| Some(d.id) == chosen).map(|d| d.name.as_str());
        let found = browse(&bureau, &asked, department).map_err(|e| Oops::broken(&e))?;
        let ids: Vec<_> = found.iter().take(SHOWN).map(|f| f.id).collect();
        let cards = cards(&bureau, &ids).map_err(|e| Oops::broken(&e))?;
        Ok((known, cards, found.len()))
    })
    .await??;
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
        hits: cards.iter().map(hit).collect(),
        total: u32::try_from(total).unwrap_or(u32::MAX),
        more: total > SHOWN,
    };
    show(&page)
}

fn hit(card: &GuideView) -> Hit {
    let content = &card.item.content;
    Hit {
        href: paths::guide(&card.item.id.to_string()),
        name: content.name.clone(),
        department: card.department.name.clone(),
        limit: words::limit(content),
        online: words::depth(content),
        visits: words::visits(content).unwrap_or_default(),
    }
}

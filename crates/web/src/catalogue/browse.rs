//! Browsing items without words (按部门、主题、服务对象、人生大事找): the page of all heaps, and the list of one.

use axum::extract::{Path, State};
use services::catalogue::{Heap, Heaps, Way, cards, heap, heaps};

use super::{BrowseListPage, BrowsePage, HeapLink, WayBlock, search};
use crate::{
    base::paths,
    door::{App, Oops, Query, Reply, Seat, address, blocking, show},
};

/// Items on one page of a list.
const PART: usize = 50;

pub(crate) async fn page(State(app): State<App>, seat: Seat) -> Reply {
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    let all = blocking(move || heaps(&bureau, &desk)).await?.map_err(|e| Oops::broken(&e))?;
    let items = all.first().map_or(0, |h| h.items);
    show(&BrowsePage {
        frame: app.frame(&seat, "按类别找事项"),
        items,
        ways: all.into_iter().filter(|h| !h.heaps.is_empty()).map(block).collect(),
    })
}

fn block(heaps: Heaps) -> WayBlock {
    let (listed, items) = (heaps.listed, heaps.items);
    WayBlock {
        id: heaps.way.as_str().into(),
        heading: heaps.way.label().into(),
        note: match heaps.way {
            // An item serves one list or both, so a theme list is never whole; what counts is what it holds.
            Way::PersonTheme | Way::OrganisationTheme if listed < items => {
                format!("这里列出标了主题的 {listed} 项，其余请按部门找或直接查")
            }
            Way::LifeEvent => format!("收入 {listed} 项，一项可以属于几件大事"),
            Way::Clients if listed < items => format!("这里列出写明服务对象的 {listed} 项"),
            Way::PersonTheme | Way::OrganisationTheme | Way::Clients | Way::Department => String::new(),
        },
        heaps: heaps.heaps.into_iter().map(|h| link(heaps.way, h)).collect(),
    }
}

fn link(way: Way, heap: Heap) -> HeapLink {
    HeapLink { href: paths::browse_list(way.as_str(), &heap.key), name: heap.name, hint: heap.hint, items: heap.items }
}

pub(crate) async fn list(
    State(app): State<App>,
    seat: Seat,
    Path((way, key)): Path<(String, String)>,
    query: Query,
) -> Reply {
    let way = Way::from_word(&way).ok_or_else(Oops::not_found)?;
    let asked = query.number::<usize>("page").unwrap_or(1).max(1);
    let (bureau, desk, wanted) = (app.bureau().clone(), seat.desk.clone(), key.clone());
    let found = blocking(move || -> Result<_, Oops> {
        let Some((heap, items)) = heap(&bureau, &desk, way, &wanted).map_err(|e| Oops::broken(&e))? else {
            return Ok(None);
        };
        let last = items.len().div_ceil(PART).max(1);
        let at = asked.min(last);
        let ids: Vec<_> = items.iter().skip((at - 1) * PART).take(PART).map(|f| f.id).collect();
        let cards = cards(&bureau, &ids).map_err(|e| Oops::broken(&e))?;
        Ok(Some((heap, cards, at, last)))
    })
    .await??;
    let (heap, cards, at, last) = found.ok_or_else(Oops::not_found)?;
    let base = paths::browse_list(way.as_str(), &key);
    let turn = |to: usize| address(&base, &[("page", &to.to_string())]);
    show(&BrowseListPage {
        frame: app.frame(&seat, heap.name.clone()),
        way: way.as_str().into(),
        heading: way.label().into(),
        hint: heap.hint,
        total: heap.items,
        hits: cards.iter().map(|c| search::hit(c, Vec::new())).collect(),
        at,
        last,
        before: (at > 1).then(|| turn(at - 1)),
        after: (at < last).then(|| turn(at + 1)),
    })
}

//! The guide of a chain over HTTP, and the list of all that are offered; for the staff also of a draft.

use std::collections::BTreeSet;

use axum::extract::{Path, State};
use domain::chains::Member;
use services::chains::{Blueprint, OfferedLine, chain, offered_chain, offered_lines};

use super::{ChainGuidePage, ChainMaterial, ChainMember, ChainOffer, ChainOffersPage, edit_view, picture::of_chain};
use crate::{
    base::paths,
    catalogue::{form_words, need_words},
    door::{App, Oops, Reply, Seat, blocking, show},
};

pub(crate) async fn offers(State(app): State<App>, seat: Seat) -> Reply {
    let bureau = app.bureau().clone();
    let all = blocking(move || offered_lines(&bureau)).await?.map_err(|e| Oops::broken(&e))?;
    let offer = |c: &OfferedLine| ChainOffer {
        href: paths::chain(&c.code),
        name: c.name.clone(),
        purpose: c.purpose.clone(),
        size: format!("{} 个事项，{} 个部门，一次办", c.members, c.offices),
    };
    let offers = all.iter().map(offer).collect();
    show(&ChainOffersPage { frame: app.frame(&seat, "一件事一次办"), offers })
}

pub(crate) async fn page(State(app): State<App>, seat: Seat, Path(code): Path<String>) -> Reply {
    let bureau = app.bureau().clone();
    let found = blocking(move || offered_chain(&bureau, &code)).await?.map_err(|e| Oops::broken(&e))?;
    let (_, it) = found.ok_or_else(Oops::not_found)?;
    show(&draw(&app, &seat, &it, String::new()))
}

/// The guide as its applicants will read it.
pub(crate) async fn preview(State(app): State<App>, seat: Seat, Path(code): Path<String>) -> Reply {
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    let (record, it) = blocking(move || chain(&bureau, &desk, &code)).await??;
    let it = it.ok_or_else(Oops::not_found)?.laid_out;
    let draft = match record.draft {
        Some(_) => "这是草稿，发布后申请人才看得到",
        None => "",
    };
    show(&draw(&app, &seat, &it, draft.to_owned()))
}

fn draw(app: &App, seat: &Seat, it: &Blueprint, draft: String) -> ChainGuidePage {
    let chain = &it.chain;
    let kinds: Vec<&str> = chain.applicants.iter().map(|k| k.label()).collect();
    let page = |p: &domain::catalogue::FormPage| {
        (p.title.clone(), p.fields.iter().map(|f| f.label.clone()).collect::<Vec<_>>())
    };
    ChainGuidePage {
        frame: app.frame(seat, chain.name.clone()),
        purpose: chain.purpose.clone(),
        lead: chain.lead.name.clone(),
        applicants: kinds.join("、"),
        days: edit_view::days(it),
        apply: draft.is_empty().then(|| paths::chain_page(&chain.code, "apply")),
        draft,
        picture: of_chain(it, app.bureau().today()),
        savings: it.savings.as_ref().map(edit_view::savings).unwrap_or_default(),
        members: chain.members.iter().map(|m| member(it, m)).collect(),
        materials: materials(it),
        brought: brought(it),
        questions: it.form.form.pages.iter().map(page).collect(),
        version: format!("第 {} 版", chain.version),
    }
}

fn member(it: &Blueprint, m: &Member) -> ChainMember {
    let after: Vec<&str> = m.after.iter().map(|k| edit_view::name(&it.chain, k)).collect();
    ChainMember {
        href: paths::guide(&m.item.id.to_string()),
        name: m.item.name.clone(),
        office: m.item.office.name.clone(),
        when: m.condition.as_ref().map(|c| c.words(&it.form.form)).unwrap_or_default(),
        limit: it.items.get(&m.key).map(|i| edit_view::limit(&i.content)).unwrap_or_default(),
        after: after.join("、"),
    }
}

/// What has to be handed in when every member applies.
fn materials(it: &Blueprint) -> Vec<ChainMaterial> {
    let all: BTreeSet<&str> = it.chain.members.iter().map(|m| m.key.as_str()).collect();
    let row = |(m, need): (&domain::chains::MergedMaterial, domain::catalogue::Need)| {
        let own = m.uses.iter().filter(|u| u.from.is_empty());
        let of: Vec<&str> = own.map(|u| edit_view::name(&it.chain, &u.at.member)).collect();
        ChainMaterial {
            name: m.material.name.clone(),
            form: form_words(&m.material.form, m.material.copies),
            need: need_words(need).to_owned(),
            of: of.join("、"),
            note: m.material.notice.clone(),
        }
    };
    it.materials.asked(&all).map(row).collect()
}

pub(super) fn brought(it: &Blueprint) -> Vec<String> {
    let uses = it.materials.materials.iter().flat_map(|m| m.uses.iter());
    let told = uses.filter(|u| !u.from.is_empty()).map(|u| {
        let from: Vec<&str> = u.from.iter().map(|k| edit_view::name(&it.chain, k)).collect();
        format!("{}由前面办好的“{}”带来，不用交", u.at.name, from.join("、"))
    });
    let mut seen = BTreeSet::new();
    told.filter(|line| seen.insert(line.clone())).collect()
}

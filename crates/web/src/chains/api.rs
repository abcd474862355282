//! Chains over the API: what is offered, and one laid out.

use std::collections::BTreeSet;

use axum::{
    extract::{Path, State},
    http::StatusCode,
};
use domain::{
    catalogue::FormField,
    chains::{Chain, Effort, Member, MergedMaterial},
};
use jiff::civil::Date;
use serde::Serialize;
use services::chains::{Blueprint, offered, offered_chain};

use crate::door::{App, Oops, Reply, blocking, json};

#[derive(Serialize)]
struct ChainsJson {
    chains: Vec<LineJson>,
}

#[derive(Serialize)]
struct LineJson {
    code: String,
    version: i64,
    name: String,
    purpose: String,
    lead: String,
    applicants: Vec<&'static str>,
    items: Vec<String>,
}

/// A chain laid out, as the API and the command line tell it.
#[derive(Serialize)]
pub struct ChainJson {
    code: String,
    version: i64,
    name: String,
    purpose: String,
    lead: String,
    applicants: Vec<&'static str>,
    workdays: Option<u32>,
    critical: Vec<String>,
    members: Vec<MemberJson>,
    questions: Vec<QuestionJson>,
    materials: Vec<MaterialJson>,
    apart: Option<EffortJson>,
    together: Option<EffortJson>,
}

#[derive(Serialize)]
struct MemberJson {
    key: String,
    item_code: String,
    item_name: String,
    department: String,
    condition: Option<String>,
    after: Vec<String>,
    brought: Vec<String>,
    brings: Vec<BringsJson>,
    on_denial: &'static str,
    due_on: Option<Date>,
}

#[derive(Serialize)]
struct BringsJson {
    material: String,
    from: String,
}

#[derive(Serialize)]
struct FillJson {
    member: String,
    key: String,
}

#[derive(Serialize)]
struct UseJson {
    member: String,
    name: String,
    from: Vec<String>,
}

#[derive(Serialize)]
struct QuestionJson {
    key: String,
    label: String,
    required: bool,
    condition: Option<String>,
    for_members: Vec<String>,
    fills: Vec<FillJson>,
}

#[derive(Serialize)]
struct MaterialJson {
    name: String,
    form: String,
    copies: u8,
    for_members: Vec<String>,
    asked: bool,
    uses: Vec<UseJson>,
}

#[derive(Serialize)]
struct EffortJson {
    doors: usize,
    forms: usize,
    fields: usize,
    materials: usize,
    workdays: Option<u32>,
    visits: u32,
    visits_unknown: usize,
}

fn applicants(chain: &Chain) -> Vec<&'static str> {
    chain.applicants.iter().map(|k| k.as_str()).collect()
}

pub(crate) async fn list(State(app): State<App>) -> Reply {
    let bureau = app.bureau().clone();
    let all = blocking(move || offered(&bureau)).await?.map_err(|e| Oops::broken(&e))?;
    let line = |c: &Chain| LineJson {
        code: c.code.clone(),
        version: c.version,
        name: c.name.clone(),
        purpose: c.purpose.clone(),
        lead: c.lead.name.clone(),
        applicants: applicants(c),
        items: c.members.iter().map(|m| m.item.code.clone()).collect(),
    };
    json(StatusCode::OK, &ChainsJson { chains: all.iter().map(|(_, c)| line(c)).collect() })
}

pub(crate) async fn one(State(app): State<App>, Path(code): Path<String>) -> Reply {
    let bureau = app.bureau().clone();
    let found = blocking(move || offered_chain(&bureau, &code)).await?.map_err(|e| Oops::broken(&e))?;
    let (_, it) = found.ok_or_else(Oops::not_found)?;
    json(StatusCode::OK, &ChainJson::of(&it))
}

impl ChainJson {
    /// One laid out over its items as they are now.
    #[must_use]
    pub fn of(it: &Blueprint) -> Self {
        let chain = &it.chain;
        let all: BTreeSet<&str> = chain.members.iter().map(|m| m.key.as_str()).collect();
        Self {
            code: chain.code.clone(),
            version: chain.version,
            name: chain.name.clone(),
            purpose: chain.purpose.clone(),
            lead: chain.lead.name.clone(),
            applicants: applicants(chain),
            workdays: it.plan.as_ref().and_then(|p| p.workdays),
            critical: it.plan.as_ref().map(|p| p.critical.clone()).unwrap_or_default(),
            members: chain.members.iter().map(|m| member(it, m)).collect(),
            questions: it.form.form.fields().map(|f| question(it, f)).collect(),
            materials: it.materials.materials.iter().map(|m| material(m, &all)).collect(),
            apart: it.savings.as_ref().map(|s| effort(&s.apart)),
            together: it.savings.as_ref().map(|s| effort(&s.together)),
        }
    }
}

fn member(it: &Blueprint, m: &Member) -> MemberJson {
    let days = it.plan.as_ref().and_then(|p| p.members.iter().find(|d| d.key == m.key));
    MemberJson {
        key: m.key.clone(),
        item_code: m.item.code.clone(),
        item_name: m.item.name.clone(),
        department: m.item.office.name.clone(),
        condition: m.condition.as_ref().map(|c| c.words(&it.form.form)),
        after: m.after.clone(),
        brought: m.brings.iter().map(|b| b.material.clone()).collect(),
        brings: m.brings.iter().map(|b| BringsJson { material: b.material.clone(), from: b.from.clone() }).collect(),
        on_denial: m.denied.as_str(),
        due_on: days.and_then(|d| d.due),
    }
}

fn question(it: &Blueprint, f: &FormField) -> QuestionJson {
    let refs = it.form.fills.get(&f.key).map(Vec::as_slice).unwrap_or_default();
    QuestionJson {
        key: f.key.clone(),
        label: f.label.clone(),
        required: f.required,
        condition: f.condition.as_ref().map(|c| c.words(&it.form.form)),
        for_members: refs.iter().map(|r| r.member.clone()).collect(),
        fills: refs.iter().map(|r| FillJson { member: r.member.clone(), key: r.key.clone() }).collect(),
    }
}

fn material(m: &MergedMaterial, all: &BTreeSet<&str>) -> MaterialJson {
    MaterialJson {
        name: m.material.name.clone(),
        form: m.material.form.clone(),
        copies: m.material.copies,
        for_members: m.uses.iter().map(|u| u.at.member.clone()).collect(),
        asked: m.asked(all).is_some(),
        uses: m
            .uses
            .iter()
            .map(|u| UseJson { member: u.at.member.clone(), name: u.at.name.clone(), from: u.from.clone() })
            .collect(),
    }
}

fn effort(e: &Effort) -> EffortJson {
    EffortJson {
        doors: e.doors,
        forms: e.forms,
        fields: e.fields,
        materials: e.materials,
        workdays: e.workdays,
        visits: e.visits,
        visits_unknown: e.visits_unknown,
    }
}

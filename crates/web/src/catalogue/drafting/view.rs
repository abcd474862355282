//! What the form of an item shows (编制页的内容): what somebody typed, or the draft, or the version in force, with the
//! quality findings of that version, the draft's differences and what may be done.

use domain::{
    base::{ItemId, date_text_with_year},
    catalogue::{Column, DetailSheet, DraftState, Finding, ItemRefusal, LifeRefusal, Status, field_anchor},
    people::{Act, Department, Reach, authorise, reach},
};
use services::{
    Failure,
    catalogue::{
        DraftForm, DraftRefusal, DraftView, GuideView, ItemForm, draft, item, item_findings, item_form, new_item_form,
    },
    chains::{ChainOfItem, chains_of_item},
    people::departments,
};

use super::{Coming, DraftNow, DraftPage, ItemChain, StatusNow, details as sheet_rows, groups};
use crate::{
    base::{Choice, Field, Tag, Tone, paths},
    catalogue::{FieldLine, import::by, words},
    door::{App, Oops, Posted, Seat, blocking},
};

/// Everything that the page is made of.
pub(super) struct Loaded {
    pub(super) form: ItemForm,
    view: Option<GuideView>,
    draft: Option<DraftView>,
    /// What applicants said about its promises.
    claims: Vec<(String, bool)>,
    departments: Vec<Department>,
    /// Chains in force that it stands in.
    chains: Vec<ChainOfItem>,
}

/// Loads an item, or an empty form for a new one.
pub(super) async fn load(app: &App, seat: &Seat, wanted: Option<ItemId>) -> Result<Loaded, Oops> {
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    blocking(move || -> Result<Loaded, Failure<DraftRefusal>> {
        let all = departments(&bureau)?;
        let Some(id) = wanted else {
            let form = new_item_form(&bureau, &desk)?;
            return Ok(Loaded {
                form,
                view: None,
                draft: None,
                claims: Vec::new(),
                departments: all,
                chains: Vec::new(),
            });
        };
        let form = item_form(&bureau, &desk, id)?;
        let (view, draft) = (item(&bureau, id)?, draft(&bureau, &desk, id)?);
        let claims = crate::reviews::claims(&services::reviews::item_claims(&bureau, id)?);
        // Whoever may not see chains edits the item all the same.
        let chains = match chains_of_item(&bureau, &desk, id) {
            Ok(chains) => chains,
            Err(Failure::Store(e)) => return Err(Failure::Store(e)),
            Err(Failure::Denied(_) | Failure::NotFound | Failure::Stale | Failure::Refused(_)) => Vec::new(),
        };
        Ok(Loaded { form, view, draft, claims, departments: all, chains })
    })
    .await?
    .map_err(Oops::from)
}

/// What somebody typed.
pub(super) fn typed(form: &Posted) -> DraftForm {
    let details = sheet_rows::typed(form);
    DraftForm {
        seq: form.number("seq").unwrap_or_default(),
        based_on: form.number("based_on").unwrap_or_default(),
        cells: groups::typed(form),
        details: sheet_rows::edit_of(&details),
        planned_on: form.text("field-effective_on"),
        why: form.text("why"),
    }
}

/// The page with what was typed in it, where something was.
pub(super) fn page(
    app: &App,
    seat: &Seat,
    loaded: &Loaded,
    sent: Option<&Posted>,
    more: Option<DetailSheet>,
) -> DraftPage {
    let form = &loaded.form;
    let findings: Vec<Finding> = loaded.view.as_ref().map(|v| item_findings(&v.item.content)).unwrap_or_default();
    let typed_cells = sent.map(groups::typed);
    let typed_details = sent.map(sheet_rows::typed);
    let cells = typed_cells.as_ref().unwrap_or(&form.cells);
    let details = typed_details.as_ref().unwrap_or(&form.details);
    let publishes = authorise(&seat.desk, Act::CatalogueEdit, None).is_ok();
    let departments = within_reach(seat, &loaded.departments);
    // While a version waits nothing can be drafted; what was typed is shown all the same.
    let open = form.waiting.is_none() || sent.is_some();
    let id = form.id.map(|id| id.to_string()).unwrap_or_default();
    let name = form.cells.get(&Column::Name).cloned();
    let asked = |name: &str, kept: &str| Field::of(sent.map_or_else(|| kept.to_owned(), |f| f.text(name)));
    DraftPage {
        frame: app.frame(seat, name.filter(|_| form.id.is_some()).unwrap_or_else(|| "新增事项".into())),
        here: form.id.map_or_else(|| paths::ITEM_NEW.to_owned(), |_| paths::item_edit(&id)),
        seq: form.seq,
        based_on: form.based_on,
        publishes,
        groups: if open { groups::groups(cells, &findings, &departments) } else { Vec::new() },
        sheets: if open { sheet_rows::sheets(details, &findings, more) } else { Vec::new() },
        planned_on: asked("field-effective_on", &form.planned_on.map(|d| d.to_string()).unwrap_or_default()),
        why: asked("why", &form.why),
        coming: form.waiting.map(|(version, day)| Coming {
            version,
            day: date_text_with_year(day),
            withdraws: publishes,
            why: Field::default(),
        }),
        now: loaded.draft.as_ref().map(now),
        status: loaded.view.as_ref().filter(|_| publishes && form.waiting.is_none()).map(status),
        chains: loaded
            .chains
            .iter()
            .map(|c| ItemChain {
                name: c.name.clone(),
                href: paths::chain_page(&c.code, "renew"),
                left: c.left.clone().unwrap_or_default(),
            })
            .collect(),
        claims: loaded.claims.clone(),
        findings: u32::try_from(findings.len()).unwrap_or(u32::MAX),
        cancelled: loaded.view.as_ref().is_some_and(|v| v.item.content.status == Status::Cancelled),
        id,
    }
}

/// Departments that the asker may draft for.
fn within_reach(seat: &Seat, all: &[Department]) -> Vec<Department> {
    match reach(&seat.desk, Act::CatalogueDraft) {
        Ok(Reach::County) => all.to_vec(),
        Ok(Reach::Department(own)) => all.iter().filter(|d| d.id == own).cloned().collect(),
        Ok(Reach::Nothing) | Err(_) => Vec::new(),
    }
}

/// A draft's state as a tag.
pub(in crate::catalogue) fn state_tag(state: DraftState) -> Tag {
    let tone = match state {
        DraftState::Draft => Tone::Neutral,
        DraftState::Submitted => Tone::Warning,
        DraftState::Returned => Tone::Bad,
    };
    Tag::new(tone, state.label())
}

fn now(view: &DraftView) -> DraftNow {
    DraftNow {
        state: state_tag(view.line.state),
        by: by(&view.line.saved_by, Some(view.line.saved_at)),
        note: view.note.clone(),
        changes: view.changes.iter().map(FieldLine::of).collect(),
        submitted: view.line.state == DraftState::Submitted,
        back: Field::default(),
    }
}

fn status(view: &GuideView) -> StatusNow {
    let now = view.item.content.status;
    let verb = |to: Status| match to {
        Status::InUse => Some("恢复在用"),
        Status::Suspended => Some("暂停"),
        Status::Cancelled => Some("取消"),
        Status::Draft => None,
    };
    let others: Vec<(&str, &str)> =
        Status::ALL.iter().filter(|s| **s != now).filter_map(|s| Some((s.as_str(), verb(*s)?))).collect();
    StatusNow {
        version: view.item.version,
        state: words::status_tag(now),
        choice: Choice::of(&others, others.first().map_or("", |(value, _)| value)),
        day: Field::default(),
        why: Field::default(),
    }
}

/// Puts what is wrong beside its fields and on top.
pub(super) fn point_out(page: &mut DraftPage, refusal: &DraftRefusal) {
    let mut told: Vec<(String, String)> = Vec::new();
    for problem in refusal.problems() {
        let field = problem.column.map(field_anchor).or_else(|| whole(refusal).map(str::to_owned)).unwrap_or_default();
        match told.iter_mut().find(|(f, _)| !field.is_empty() && *f == field) {
            Some((_, sentence)) => *sentence = format!("{sentence}；{}", problem.sentence),
            None => told.push((field, problem.sentence)),
        }
    }
    for (field, sentence) in told {
        let beside = place(page, &field, &sentence);
        page.frame = page.frame.clone().with_problem(&beside, &sentence);
    }
}

/// The field that a refusal without a column is about.
fn whole(refusal: &DraftRefusal) -> Option<&'static str> {
    match refusal {
        DraftRefusal::Life(LifeRefusal::Content(content)) => match content {
            ItemRefusal::VisitsAgainstDepth => Some("field-onsite_visits"),
            ItemRefusal::PromisedTooLong(_) => Some("field-promised_limit"),
            ItemRefusal::ExemptionIncomplete("进驻大厅") => Some("field-exemption"),
            ItemRefusal::ReasonMissing => Some("why"),
            ItemRefusal::Form(_) | ItemRefusal::ExemptionIncomplete(_) | ItemRefusal::Unchanged => None,
        },
        DraftRefusal::Life(LifeRefusal::Past) => Some("field-effective_on"),
        DraftRefusal::Life(_)
        | DraftRefusal::Fields(_)
        | DraftRefusal::Day
        | DraftRefusal::NoItem
        | DraftRefusal::Status => None,
    }
}

/// Puts a sentence beside its field and gives the anchor to link to; empty where there is none.
fn place(page: &mut DraftPage, field: &str, sentence: &str) -> String {
    let said = Some(sentence.to_owned());
    match field {
        "why" => page.why.problem = said,
        "field-effective_on" => page.planned_on.problem = said,
        "" => {
            // A row of a sheet says which sheet it is in.
            let Some(sheet) = page.sheets.iter_mut().find(|s| sentence.starts_with(&format!("{}第", s.label))) else {
                return String::new();
            };
            sheet.problem = said;
            return sheet.anchor.clone();
        }
        _ => match page.groups.iter_mut().flat_map(|g| &mut g.fields).find(|f| f.id == field) {
            Some(shown) => shown.problem = said,
            None => return String::new(),
        },
    }
    field.to_owned()
}

//! Editing the form of an item (编申请表): every button sends the whole page and gets it back changed; only 保存 writes,
//! into the item's draft.

use axum::{
    extract::{Path, State},
    http::StatusCode,
};
use domain::{
    base::ItemId,
    catalogue::{Form, ItemRefusal, LifeRefusal, check_form, default_form, read_schema},
};
use services::{
    Failure,
    catalogue::{DraftRefusal, FormEdit, FormSheet, form_sheet, save_form},
};

use super::{
    FormEditPage, PagePanel,
    edit_view::{Work, page as draw},
    panel::{panel_of, typed},
};
use crate::{
    base::{Field, paths},
    door::{App, Oops, Posted, Query, Reply, Seat, address, blocking, go, id, show, show_as},
};

pub(super) async fn load(app: &App, seat: &Seat, item: &str) -> Result<FormSheet, Oops> {
    let (bureau, desk, wanted) = (app.bureau().clone(), seat.desk.clone(), id::<ItemId>(item)?);
    blocking(move || form_sheet(&bureau, &desk, wanted)).await?.map_err(Oops::from)
}

pub(crate) async fn page(State(app): State<App>, seat: Seat, Path(item): Path<String>, query: Query) -> Reply {
    let sheet = load(&app, &seat, &item).await?;
    let mut page = draw(&app, &seat, &sheet, Work::of(&sheet));
    if query.text("done") == "saved" {
        page.frame.notice = Some("申请表已存进草稿，还没有送审".to_owned());
    }
    show(&page)
}

/// The form that travelled in the page; `None` = the default one.
pub(super) fn carried(sent: &Posted) -> Result<Option<Form>, Oops> {
    match sent.text("form").as_str() {
        "" => Ok(None),
        text => serde_json::from_str(text)
            .map(Some)
            .map_err(|_| Oops::unreadable("页面带来的表单没有读懂，请回到编制页重新打开")),
    }
}

/// What travelled in the page.
pub(super) fn work_of(sent: &Posted) -> Result<Work, Oops> {
    Ok(Work {
        form: carried(sent)?,
        panel: None,
        page: None,
        seq: sent.number("seq").unwrap_or_default(),
        based_on: sent.number("based_on").unwrap_or_default(),
        why: sent.text("why"),
    })
}

pub(crate) async fn submit(State(app): State<App>, seat: Seat, Path(item): Path<String>, sent: Posted) -> Reply {
    let sheet = load(&app, &seat, &item).await?;
    let mut work = work_of(&sent)?;
    let act = sent.text("act");
    let (verb, target) = act.split_once(':').unwrap_or((act.as_str(), ""));
    match verb {
        "save" => return save(&app, &seat, &sheet, work, sent.key()).await,
        "read" => return show_read(&app, &seat, &sheet, work, &sent.text("schema")),
        "put" => return put(&app, &seat, &sheet, work, &sent),
        "start" => work.form = Some(default_form(&sheet.content)),
        "default" => work.form = None,
        _ => step(&mut work, verb, target, &sent),
    }
    show(&draw(&app, &seat, &sheet, work))
}

/// A step in the list, or a panel opened. What no button asks for changes nothing.
fn step(work: &mut Work, verb: &str, target: &str, sent: &Posted) {
    let Some(form) = &mut work.form else { return };
    let at = target.parse::<usize>().unwrap_or(usize::MAX);
    match verb {
        "edit" => work.panel = form.field(target).map(|field| panel_of(form, Some(field), 0)),
        "add" => work.panel = Some(panel_of(form, None, at)),
        "up" => form.move_field(target, true),
        "down" => form.move_field(target, false),
        "drop" => form.drop_field(target),
        "page-add" => work.page = Some(PagePanel { at: None, title: Field::default(), hint: Field::default() }),
        "page-edit" => {
            work.page = form.pages.get(at).map(|page| PagePanel {
                at: Some(at),
                title: Field::of(&page.title),
                hint: Field::of(&page.hint),
            });
        }
        "page-put" => {
            form.put_page(sent.number("page-at"), sent.text("page-title").trim(), sent.text("page-hint").trim());
        }
        "page-up" => form.move_page(at, true),
        "page-down" => form.move_page(at, false),
        "page-drop" => form.drop_page(at),
        _ => {}
    }
}

/// Puts the field in hand into the form, unless something of it is wrong: then it stays in hand.
fn put(app: &App, seat: &Seat, sheet: &FormSheet, mut work: Work, sent: &Posted) -> Reply {
    let Some(before) = work.form.clone() else { return show(&draw(app, seat, sheet, work)) };
    let (field, unread) = typed(sent, &before);
    let (former, at) = (sent.text("former"), sent.number("field-page").unwrap_or(usize::MAX));
    let mut after = before.clone();
    after.put_field(Some(former.as_str()).filter(|f| !f.is_empty()), at, field.clone());
    // What the field brings with it; what was wrong before stands in the list anyway.
    let known = check_form(&before);
    let mut told: Vec<String> = unread;
    told.extend(check_form(&after).iter().filter(|f| !known.contains(f)).map(ToString::to_string));
    if told.is_empty() {
        work.form = Some(after);
        return show(&draw(app, seat, sheet, work));
    }
    let mut panel = panel_of(&before, Some(&field), at);
    (panel.former, panel.problems) = (former, told.clone());
    work.panel = Some(panel);
    let mut page = draw(app, seat, sheet, work);
    for sentence in &told {
        page.frame = page.frame.with_problem("field-panel", sentence);
    }
    show_as(StatusCode::UNPROCESSABLE_ENTITY, &page)
}

/// The page with a form read from a text, or with what the text gets wrong and the text itself.
pub(super) fn show_read(app: &App, seat: &Seat, sheet: &FormSheet, mut work: Work, text: &str) -> Reply {
    match read_schema(text) {
        Ok(form) => {
            work.form = Some(form);
            let mut page = draw(app, seat, sheet, work);
            page.frame.notice = Some("已读进来，核对后请保存".to_owned());
            show(&page)
        }
        Err(flaw) => {
            let mut page = draw(app, seat, sheet, work);
            page.schema = Field::wrong(text, flaw.to_string());
            page.frame = page.frame.with_problem("schema", &flaw.to_string());
            show_as(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
    }
}

async fn save(app: &App, seat: &Seat, sheet: &FormSheet, work: Work, key: Option<String>) -> Reply {
    let flaws = work.form.as_ref().map(check_form).unwrap_or_default();
    if !flaws.is_empty() {
        let mut page = draw(app, seat, sheet, work);
        page.told = true;
        for flaw in flaws {
            page.frame = page.frame.with_problem("flaws", &flaw.to_string());
        }
        return show_as(StatusCode::UNPROCESSABLE_ENTITY, &page);
    }
    let edit = FormEdit { seq: work.seq, based_on: work.based_on, form: work.form.clone(), why: work.why.clone() };
    let (bureau, desk, item) = (app.bureau().clone(), seat.desk.clone(), sheet.id);
    let failure = match blocking(move || save_form(&bureau, &desk, item, edit, key.as_deref())).await? {
        Ok(_) => return go(&address(&paths::item_form(&item.to_string()), &[("done", "saved")])),
        Err(failure) => failure,
    };
    refused(app, seat, sheet, work, failure)
}

/// The page once more with what was done, and what is wrong.
fn refused(app: &App, seat: &Seat, sheet: &FormSheet, mut work: Work, failure: Failure<DraftRefusal>) -> Reply {
    let (status, field, sentence) = match failure {
        Failure::Stale => (StatusCode::CONFLICT, "", "刚才有人动过这一项，您编的还在；核对后再保存".to_owned()),
        Failure::Refused(DraftRefusal::Life(refusal @ (LifeRefusal::Outdated | LifeRefusal::Waiting(_)))) => {
            (StatusCode::CONFLICT, "", format!("{refusal}。您编的还在"))
        }
        Failure::Refused(refusal) => {
            let reason = DraftRefusal::Life(LifeRefusal::Content(ItemRefusal::ReasonMissing));
            let field = if refusal == reason { "why" } else { "" };
            (StatusCode::UNPROCESSABLE_ENTITY, field, refusal.to_string())
        }
        other @ (Failure::Denied(_) | Failure::NotFound | Failure::Store(_)) => return Err(Oops::from(other)),
    };
    if status == StatusCode::CONFLICT {
        // Who has been told may save over it.
        (work.seq, work.based_on) = (sheet.seq, sheet.newest);
    }
    let mut page: FormEditPage = draw(app, seat, sheet, work);
    if field == "why" {
        page.why.problem = Some(sentence.clone());
    }
    page.frame = page.frame.with_problem(field, &sentence);
    show_as(status, &page)
}

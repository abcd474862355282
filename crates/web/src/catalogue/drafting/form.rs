//! Drafting an item (编制事项): the whole guide in one form that is saved, submitted or published. What was typed stays
//! through every refusal.

use axum::{
    extract::{Path, State},
    http::StatusCode,
};
use domain::{
    base::{ItemId, date_text_with_year},
    catalogue::LifeRefusal,
};
use services::{
    Failure,
    catalogue::{
        DraftForm, DraftRefusal, PublishedVersion, draft_new, item_form, publish_draft, save_draft, submit_draft,
    },
};

use super::{
    details::wants_row,
    view::{load, page as draw, point_out, typed},
};
use crate::{
    base::paths,
    door::{App, Oops, Posted, Query, Reply, Seat, address, blocking, go, id, show, show_as},
};

/// What a button asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Wish {
    Save,
    Submit,
    Publish,
}

impl Wish {
    fn of(form: &Posted) -> Self {
        match form.text("act").as_str() {
            "submit" => Self::Submit,
            "publish" => Self::Publish,
            _ => Self::Save,
        }
    }
}

/// What is said after an act; the address carries its word.
pub(super) fn notice(query: &Query) -> Option<String> {
    Some(match query.text("done").as_str() {
        "saved" => "草稿已保存，还没有送审".to_owned(),
        "submitted" => "已送审，等事项编制人员审核发布".to_owned(),
        "returned" => "已退回修改".to_owned(),
        "status" => "状态已改，记为新版本".to_owned(),
        "withdrawn" => "已撤回，现行版本不变".to_owned(),
        "published" => {
            let day = query.text("day").parse().map(date_text_with_year).unwrap_or_default();
            format!("已发布第 {} 版，{day}起生效", query.text("version"))
        }
        _ => return None,
    })
}

pub(crate) async fn page(State(app): State<App>, seat: Seat, Path(item): Path<String>, query: Query) -> Reply {
    let loaded = load(&app, &seat, Some(id(&item)?)).await?;
    let mut page = draw(&app, &seat, &loaded, None, None);
    page.frame.notice = notice(&query);
    show(&page)
}

pub(crate) async fn new(State(app): State<App>, seat: Seat) -> Reply {
    let loaded = load(&app, &seat, None).await?;
    show(&draw(&app, &seat, &loaded, None, None))
}

pub(crate) async fn create(State(app): State<App>, seat: Seat, form: Posted) -> Reply {
    submit_form(&app, &seat, None, form).await
}

pub(crate) async fn submit(State(app): State<App>, seat: Seat, Path(item): Path<String>, form: Posted) -> Reply {
    submit_form(&app, &seat, Some(id(&item)?), form).await
}

type Done = Result<(ItemId, Option<PublishedVersion>), Failure<DraftRefusal>>;

async fn submit_form(app: &App, seat: &Seat, wanted: Option<ItemId>, form: Posted) -> Reply {
    if let Some(sheet) = wants_row(&form.text("act")) {
        let mut loaded = load(app, seat, wanted).await?;
        // Another row is no saving: the form goes on from where it was opened.
        loaded.form.seq = form.number("seq").unwrap_or_default();
        loaded.form.based_on = form.number("based_on").unwrap_or_default();
        return show(&draw(app, seat, &loaded, Some(&form), Some(sheet)));
    }
    let wish = Wish::of(&form);
    let (bureau, desk, key, sent) = (app.bureau().clone(), seat.desk.clone(), form.key(), typed(&form));
    let done: Done = blocking(move || {
        let (id, seq) = match wanted {
            Some(id) => (id, save_draft(&bureau, &desk, id, checked(&bureau, wish, sent)?, key.as_deref())?),
            None => {
                let id = draft_new(&bureau, &desk, checked(&bureau, wish, sent)?, key.as_deref())?;
                (id, item_form(&bureau, &desk, id)?.seq)
            }
        };
        if wish == Wish::Save {
            return Ok((id, None));
        }
        // Each step is a command of its own, under a key of its own.
        let step = |word: &str| key.as_ref().map(|k| format!("{}:{word}", k.chars().take(180).collect::<String>()));
        let seq = submit_draft(&bureau, &desk, id, seq, step("submit").as_deref())?;
        if wish == Wish::Submit {
            return Ok((id, None));
        }
        publish_draft(&bureau, &desk, id, seq, "", step("publish").as_deref()).map(|p| (id, Some(p)))
    })
    .await?;
    match done {
        Ok((id, published)) => go(&after(id, wish, published)),
        Err(failure) => again(app, seat, wanted, &form, failure).await,
    }
}

/// A day that cannot be published is told before anything is saved.
fn checked(bureau: &services::Bureau, wish: Wish, form: DraftForm) -> Result<DraftForm, Failure<DraftRefusal>> {
    let day = form.planned_on.trim();
    if wish == Wish::Publish && !day.is_empty() {
        let day = domain::base::parse_date(day).map_err(|_| Failure::Refused(DraftRefusal::Day))?;
        if day < bureau.today() {
            return Err(Failure::Refused(LifeRefusal::Past.into()));
        }
    }
    Ok(form)
}

/// Address of an item with the word that its version was published.
pub(super) fn after_publication(id: ItemId, published: PublishedVersion) -> String {
    let (version, day) = (published.version.to_string(), published.effective_on.to_string());
    let fields = [("done", "published"), ("version", version.as_str()), ("day", day.as_str())];
    address(&paths::item_edit(&id.to_string()), &fields)
}

fn after(id: ItemId, wish: Wish, published: Option<PublishedVersion>) -> String {
    let here = paths::item_edit(&id.to_string());
    match (wish, published) {
        (_, Some(published)) => after_publication(id, published),
        (Wish::Save, None) => address(&here, &[("done", "saved")]),
        (Wish::Submit | Wish::Publish, None) => address(&here, &[("done", "submitted")]),
    }
}

/// The form once more, with what was typed and what is wrong.
async fn again(app: &App, seat: &Seat, wanted: Option<ItemId>, form: &Posted, failure: Failure<DraftRefusal>) -> Reply {
    let overtaken = |sentence: &str| (StatusCode::CONFLICT, sentence.to_owned());
    let (status, sentence, refusal) = match failure {
        Failure::Stale => {
            let (status, sentence) = overtaken("刚才有人动过这一项，您填的还在；核对上面的差别后再保存");
            (status, Some(sentence), None)
        }
        Failure::Refused(DraftRefusal::Life(refusal @ (LifeRefusal::Outdated | LifeRefusal::Waiting(_)))) => {
            let (status, sentence) = overtaken(&format!("{refusal}。您填的还在"));
            (status, Some(sentence), None)
        }
        Failure::Refused(refusal) => (StatusCode::UNPROCESSABLE_ENTITY, None, Some(refusal)),
        other @ (Failure::Denied(_) | Failure::NotFound | Failure::Store(_)) => return Err(Oops::from(other)),
    };
    let mut loaded = load(app, seat, wanted).await?;
    if status == StatusCode::CONFLICT {
        // Who has been told may save over it.
        loaded.form.based_on = loaded.form.newest;
    } else {
        // A part of it may have been done: a draft that is saved and not published.
        loaded.form.based_on = form.number("based_on").unwrap_or(loaded.form.based_on);
    }
    let mut page = draw(app, seat, &loaded, Some(form), None);
    if let Some(sentence) = sentence {
        page.frame = page.frame.with_problem("", &sentence);
    }
    if let Some(refusal) = &refusal {
        point_out(&mut page, refusal);
    }
    show_as(status, &page)
}

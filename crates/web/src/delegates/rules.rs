//! The rules of representatives and the words of their letters over HTTP (代表规则和文书用语).

use axum::{extract::State, http::StatusCode};
use domain::delegates::{CountyRules, LetterKind};
use serde::{Deserialize, Serialize};
use services::{
    Failure,
    delegates::{RulesForm, RulesView, change_delegate_rules, delegate_rules},
};

use super::{RulesPage, WordingFields, words};
use crate::{
    base::{Choice, Field, paths},
    cases::EventRow,
    door::{
        App, Body, IdempotencyKey, Oops, Posted, Query, Reply, Seat, Whole, address, blocking, go, json, moved, show,
        show_as, to_mend,
    },
};

pub(super) async fn load(app: &App, seat: &Seat) -> Result<RulesView, Oops> {
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    Ok(blocking(move || delegate_rules(&bureau, &desk)).await??)
}

/// The rules as they are now.
pub(crate) async fn page(State(app): State<App>, seat: Seat, query: Query) -> Reply {
    let view = load(&app, &seat).await?;
    let mut page = draw(&app, &seat, &RulesForm::of(&view.rules));
    page.events = view.history.iter().map(words::event).collect::<Vec<EventRow>>();
    page.frame.notice = (query.text("done") == "changed").then(|| "已保存，新登记的文书按这一版".to_owned());
    show(&page)
}

fn draw(app: &App, seat: &Seat, form: &RulesForm) -> RulesPage {
    let strict = |chosen: &str| Choice::of(&[("warn", "照样登记，核查时提示"), ("refuse", "不能登记")], chosen);
    let names = |kind: LetterKind| kind.names().iter().map(|n| format!("{{{n}}}")).collect::<Vec<_>>().join("、");
    let [title, recipient, text] = form.appointment.clone();
    let appointment = WordingFields {
        label: LetterKind::Appointment.label(),
        names: names(LetterKind::Appointment),
        title: ("appointment_title", Field::of(title)),
        recipient: ("appointment_recipient", Field::of(recipient)),
        text: ("appointment_text", Field::of(text)),
        deputy: None,
    };
    let [title, recipient, text, deputy] = form.authorization.clone();
    let authorization = WordingFields {
        label: LetterKind::Authorization.label(),
        names: names(LetterKind::Authorization),
        title: ("authorization_title", Field::of(title)),
        recipient: ("authorization_recipient", Field::of(recipient)),
        text: ("authorization_text", Field::of(text)),
        deputy: Some(("authorization_deputy", Field::of(deputy))),
    };
    RulesPage {
        frame: app.frame(seat, "代表规则和文书用语"),
        version: form.version,
        ranks: Field::of(&form.ranks),
        lowest: Field::of(&form.lowest),
        low_rank: strict(&form.low_rank),
        off_roster: strict(&form.off_roster),
        stay_months: Field::of(&form.stay_months),
        longest_months: Field::of(&form.longest_months),
        remind_days: Field::of(&form.remind_days),
        look_back_days: Field::of(&form.look_back_days),
        letters: vec![appointment, authorization],
        source: Field::of(&form.source),
        events: Vec::new(),
    }
}

/// Changes them, or says what is to be mended at each field.
pub(crate) async fn submit(State(app): State<App>, seat: Seat, posted: Posted) -> Reply {
    let text = |name: &str| posted.text(name);
    let form = RulesForm {
        version: posted.number("version").unwrap_or_default(),
        ranks: text("ranks"),
        lowest: text("lowest"),
        low_rank: text("low_rank"),
        off_roster: text("off_roster"),
        stay_months: text("stay_months"),
        longest_months: text("longest_months"),
        remind_days: text("remind_days"),
        look_back_days: text("look_back_days"),
        appointment: ["appointment_title", "appointment_recipient", "appointment_text"].map(text),
        authorization: ["authorization_title", "authorization_recipient", "authorization_text", "authorization_deputy"]
            .map(text),
        source: text("source"),
    };
    let (bureau, desk, key, sent) = (app.bureau().clone(), seat.desk.clone(), posted.key(), form.clone());
    let done = blocking(move || change_delegate_rules(&bureau, &desk, &sent, key.as_deref())).await?;
    let mut page = draw(&app, &seat, &form);
    match done {
        Ok(_) => go(&address(paths::DELEGATES_RULES, &[("done", "changed")])),
        Err(Failure::Refused(refusal)) => {
            for flaw in refusal.0 {
                page.frame = page.frame.with_problem(flaw.field, &flaw.sentence);
                if let Some(field) = page.field(flaw.field) {
                    field.problem = Some(flaw.sentence);
                }
            }
            show_as(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
        Err(Failure::Stale) => {
            let sentence = "规则刚被别人改过。您写的还在下面，请先复制留底，再打开这一页改";
            page.frame = page.frame.with_problem("", sentence);
            show_as(StatusCode::CONFLICT, &page)
        }
        Err(failure) => Err(failure.into()),
    }
}

/// The rules as JSON; the fields are those of the form, texts as they are typed.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RulesJson {
    version: Whole,
    ranks: Vec<String>,
    lowest: String,
    low_rank: String,
    off_roster: String,
    stay_months: Whole,
    longest_months: Whole,
    remind_days: Whole,
    look_back_days: Whole,
    appointment: WordingJson,
    authorization: WordingJson,
    source: String,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct WordingJson {
    title: String,
    recipient: String,
    paragraphs: Vec<String>,
    #[serde(default)]
    deputy: String,
}

impl RulesJson {
    fn of(rules: &CountyRules) -> Self {
        let form = RulesForm::of(rules);
        let words = |kind| {
            let w = rules.wording(kind);
            WordingJson {
                title: w.title.clone(),
                recipient: w.recipient.clone(),
                paragraphs: w.paragraphs.clone(),
                deputy: w.deputy.clone(),
            }
        };
        Self {
            version: Whole(rules.version),
            ranks: rules.rules.ranks.iter().map(|r| r.name.clone()).collect(),
            lowest: form.lowest,
            low_rank: form.low_rank,
            off_roster: form.off_roster,
            stay_months: Whole(rules.rules.stay_months.into()),
            longest_months: Whole(rules.rules.longest_months.into()),
            remind_days: Whole(rules.rules.remind_days.into()),
            look_back_days: Whole(rules.rules.look_back_days.into()),
            appointment: words(LetterKind::Appointment),
            authorization: words(LetterKind::Authorization),
            source: form.source,
        }
    }

    fn form(self) -> RulesForm {
        let text = |w: &WordingJson| [w.title.clone(), w.recipient.clone(), w.paragraphs.join("\n")];
        let [title, recipient, paragraphs] = text(&self.authorization);
        RulesForm {
            version: self.version.0,
            ranks: self.ranks.join("\n"),
            lowest: self.lowest,
            low_rank: self.low_rank,
            off_roster: self.off_roster,
            stay_months: self.stay_months.0.to_string(),
            longest_months: self.longest_months.0.to_string(),
            remind_days: self.remind_days.0.to_string(),
            look_back_days: self.look_back_days.0.to_string(),
            appointment: text(&self.appointment),
            authorization: [title, recipient, paragraphs, self.authorization.deputy],
            source: self.source,
        }
    }
}

/// The rules.
pub(crate) async fn api(State(app): State<App>, seat: Seat) -> Reply {
    json(StatusCode::OK, &RulesJson::of(&load(&app, &seat).await?.rules))
}

/// Changes them; the new version.
pub(crate) async fn api_change(
    State(app): State<App>,
    seat: Seat,
    IdempotencyKey(key): IdempotencyKey,
    Body(body): Body<RulesJson>,
) -> Reply {
    let form = body.form();
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    match blocking(move || change_delegate_rules(&bureau, &desk, &form, key.as_deref())).await? {
        Ok(version) => moved("id", "rules".to_owned(), version),
        Err(Failure::Refused(refusal)) => to_mend(refusal.0.into_iter().map(|f| (f.field, f.sentence))),
        Err(failure) => Err(failure.into()),
    }
}

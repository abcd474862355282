//! What is decided at a window, why a case may go back, and which exemptions count, over HTTP (窗口规则).

use axum::{extract::State, http::StatusCode};
use domain::catalogue::ExemptionReason;
use serde::{Deserialize, Serialize};
use services::{
    Failure,
    delegates::{WindowRulesForm, WindowRulesView, change_window_rules, window_rules_view},
};

use super::{WindowRulesPage, words};
use crate::{
    base::{Choice, Field, Pick, paths},
    cases::EventRow,
    door::{
        App, Body, IdempotencyKey, Oops, Posted, Query, Reply, Seat, Whole, address, blocking, go, json, moved, show,
        show_as, to_mend,
    },
};

async fn load(app: &App, seat: &Seat) -> Result<WindowRulesView, Oops> {
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    Ok(blocking(move || window_rules_view(&bureau, &desk)).await??)
}

/// The rules as they are now.
pub(crate) async fn page(State(app): State<App>, seat: Seat, query: Query) -> Reply {
    let view = load(&app, &seat).await?;
    let mut page = draw(&app, &seat, &WindowRulesForm::of(&view.window, &view.mandate));
    page.events = view.history.iter().map(words::event).collect::<Vec<EventRow>>();
    page.frame.notice = (query.text("done") == "changed").then(|| "已保存，从现在起按这一版".to_owned());
    show(&page)
}

/// The reasons for which an item need not move in, with those that count ticked.
pub(super) fn reasons(chosen: &[String]) -> Choice {
    let pick = |r: ExemptionReason| Pick {
        value: r.as_str().to_owned(),
        label: r.label().to_owned(),
        chosen: chosen.iter().any(|c| c == r.as_str()),
    };
    Choice { options: ExemptionReason::ALL.map(pick).to_vec(), problem: None }
}

fn draw(app: &App, seat: &Seat, form: &WindowRulesForm) -> WindowRulesPage {
    WindowRulesPage {
        frame: app.frame(seat, "窗口规则"),
        version: form.version,
        obstacles: Field::of(&form.obstacles),
        reasons: Field::of(&form.reasons),
        in_words: Field::of(&form.in_words),
        trend_months: Field::of(&form.trend_months),
        lawful: reasons(&form.lawful),
        expiring_days: Field::of(&form.expiring_days),
        source: Field::of(&form.source),
        events: Vec::new(),
    }
}

/// Changes them, or says what is to be mended at each field.
pub(crate) async fn submit(State(app): State<App>, seat: Seat, posted: Posted) -> Reply {
    let text = |name: &str| posted.text(name);
    let form = WindowRulesForm {
        version: posted.number("version").unwrap_or_default(),
        obstacles: text("obstacles"),
        reasons: text("reasons"),
        in_words: text("in_words"),
        trend_months: text("trend_months"),
        lawful: posted.all("lawful"),
        expiring_days: text("expiring_days"),
        source: text("source"),
    };
    let (bureau, desk, key, sent) = (app.bureau().clone(), seat.desk.clone(), posted.key(), form.clone());
    let done = blocking(move || change_window_rules(&bureau, &desk, &sent, key.as_deref())).await?;
    let mut page = draw(&app, &seat, &form);
    match done {
        Ok(_) => go(&address(paths::WINDOW_RULES, &[("done", "changed")])),
        Err(Failure::Refused(refusal)) => {
            for flaw in refusal.0 {
                page = page.with_problem(flaw.field, &flaw.sentence);
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

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct ObstacleJson {
    name: String,
    words: Vec<String>,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct ReasonJson {
    name: String,
    in_words: bool,
}

/// The rules as JSON, both ways.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct WindowRulesJson {
    version: Whole,
    obstacles: Vec<ObstacleJson>,
    send_back_reasons: Vec<ReasonJson>,
    trend_months: Whole,
    lawful_reasons: Vec<String>,
    expiring_days: Whole,
    source: String,
}

impl WindowRulesJson {
    fn of(view: &WindowRulesView) -> Self {
        let (window, mandate) = (&view.window, &view.mandate);
        Self {
            version: Whole(window.version),
            obstacles: window
                .obstacles
                .iter()
                .map(|o| ObstacleJson { name: o.name.clone(), words: o.words.clone() })
                .collect(),
            send_back_reasons: window
                .send_back_reasons
                .iter()
                .map(|r| ReasonJson { name: r.name.clone(), in_words: r.in_words })
                .collect(),
            trend_months: Whole(window.trend_months.into()),
            lawful_reasons: mandate.lawful_reasons.clone(),
            expiring_days: Whole(mandate.expiring_days.into()),
            source: window.source.clone(),
        }
    }

    fn form(self) -> WindowRulesForm {
        let lines = |all: Vec<String>| all.join("\n");
        let in_words = self.send_back_reasons.iter().filter(|r| r.in_words).map(|r| r.name.clone()).collect();
        WindowRulesForm {
            version: self.version.0,
            obstacles: lines(
                self.obstacles.into_iter().map(|o| format!("{}：{}", o.name, o.words.join("、"))).collect(),
            ),
            reasons: lines(self.send_back_reasons.into_iter().map(|r| r.name).collect()),
            in_words: lines(in_words),
            trend_months: self.trend_months.0.to_string(),
            lawful: self.lawful_reasons,
            expiring_days: self.expiring_days.0.to_string(),
            source: self.source,
        }
    }
}

/// The rules.
pub(crate) async fn api(State(app): State<App>, seat: Seat) -> Reply {
    json(StatusCode::OK, &WindowRulesJson::of(&load(&app, &seat).await?))
}

/// Changes them; the new version.
pub(crate) async fn api_change(
    State(app): State<App>,
    seat: Seat,
    IdempotencyKey(key): IdempotencyKey,
    Body(body): Body<WindowRulesJson>,
) -> Reply {
    let form = body.form();
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    match blocking(move || change_window_rules(&bureau, &desk, &form, key.as_deref())).await? {
        Ok(version) => moved("id", "window-rules".to_owned(), version),
        Err(Failure::Refused(refusal)) => to_mend(refusal.0.into_iter().map(|f| (f.field, f.sentence))),
        Err(failure) => Err(failure.into()),
    }
}

//! The county's rules of ratings as JSON (好差评规则接口): the fields are those of the form, texts as they are typed.

use std::collections::BTreeMap;

use axum::{extract::State, http::StatusCode};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use services::{
    Failure,
    reviews::{CountyReviewRules, ReviewRulesForm, draft_review_rules, publish_review_rules, review_rules},
};

use crate::door::{App, Body, IdempotencyKey, Oops, Reply, Seat, Whole, blocking, json, moved, refused, to_mend};

/// A field and its text.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct RuleText {
    name: String,
    text: String,
}

#[derive(Debug, Serialize)]
struct VersionJson {
    version: i64,
    valid_from: Option<String>,
    fields: Vec<RuleText>,
}

impl VersionJson {
    fn of(rules: &CountyReviewRules) -> Self {
        let fields = ReviewRulesForm::of(rules, 0).fields.into_iter();
        Self {
            version: rules.version,
            valid_from: (rules.valid_from != Date::MIN).then(|| rules.valid_from.to_string()),
            fields: fields.map(|(name, text)| RuleText { name, text }).collect(),
        }
    }
}

#[derive(Debug, Serialize)]
struct RulesJson {
    version: i64,
    in_use: VersionJson,
    draft: Option<Vec<RuleText>>,
    versions: Vec<VersionJson>,
}

/// Rules, draft and versions.
pub(crate) async fn view(State(app): State<App>, seat: Seat) -> Reply {
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    let view = blocking(move || review_rules(&bureau, &desk)).await??;
    json(
        StatusCode::OK,
        &RulesJson {
            version: view.version,
            in_use: VersionJson::of(&view.in_use),
            draft: view.draft.as_ref().map(|d| VersionJson::of(d).fields),
            versions: view.versions.iter().map(VersionJson::of).collect(),
        },
    )
}

/// A draft.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct DraftBody {
    version: Whole,
    fields: Vec<RuleText>,
}

/// Saves the draft; the next number.
pub(crate) async fn draft(
    State(app): State<App>,
    seat: Seat,
    IdempotencyKey(key): IdempotencyKey,
    Body(body): Body<DraftBody>,
) -> Reply {
    let fields: BTreeMap<String, String> = body.fields.into_iter().map(|f| (f.name, f.text)).collect();
    let form = ReviewRulesForm { version: body.version.0, fields };
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    match blocking(move || draft_review_rules(&bureau, &desk, &form, key.as_deref())).await? {
        Ok(version) => moved("id", "rules".to_owned(), version),
        Err(Failure::Refused(refusal)) => Err(Oops::to_mend(refusal.0.into_iter().map(|f| (f.field, f.sentence)))),
        Err(failure) => Err(failure.into()),
    }
}

/// A day for the draft.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct PublishBody {
    version: Whole,
    valid_from: String,
}

/// Puts the draft into force; the version.
pub(crate) async fn publish(
    State(app): State<App>,
    seat: Seat,
    IdempotencyKey(key): IdempotencyKey,
    Body(body): Body<PublishBody>,
) -> Reply {
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    let done =
        blocking(move || publish_review_rules(&bureau, &desk, (body.version.0, &body.valid_from), key.as_deref()));
    match done.await? {
        Ok(version) => moved("id", "rules".to_owned(), version),
        Err(Failure::Refused(hitch)) => match hitch.field() {
            "" => refused("review_rules", hitch),
            field => to_mend([(field, hitch.to_string())]),
        },
        Err(failure) => Err(failure.into()),
    }
}

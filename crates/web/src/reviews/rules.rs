//! The county's rules of ratings over HTTP: their form, what the draft would change, and putting it into force.

use axum::{extract::State, http::StatusCode};
use domain::{
    base::{Satisfaction, date_text_with_year, shanghai_text},
    reviews::ServiceNode,
};
use jiff::civil::Date;
use services::{
    Failure,
    reviews::{
        CountyReviewRules, OpenReview, ReviewForm, ReviewRulesForm, ReviewRulesHitch, ReviewRulesView, RuleShape,
        draft_review_rules, drop_review_rules, preview_review_form, publish_review_rules, review_rules, rule_groups,
    },
};

use super::{ReviewRulesPage, RuleRow, RuleSection, give, words};
use crate::{
    base::{Choice, Field, actor_name, paths},
    door::{App, Oops, Posted, Query, Reply, Seat, address, blocking, go, show, show_as},
};

async fn load(app: &App, seat: &Seat) -> Result<ReviewRulesView, Oops> {
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    Ok(blocking(move || review_rules(&bureau, &desk)).await??)
}

/// The page; `?version=` shows another version than today's.
pub(crate) async fn page(State(app): State<App>, seat: Seat, query: Query) -> Reply {
    let view = load(&app, &seat).await?;
    let shown = query.whole::<i64>("version")?;
    let shown = match shown {
        None => None,
        Some(version) => {
            Some(view.versions.iter().find(|v| v.version == version).cloned().ok_or_else(Oops::not_found)?)
        }
    };
    let mut page = drawn(&app, &seat, &view, None, shown.as_ref());
    page.frame.notice = words::notice(&query.text("done")).map(str::to_owned);
    show(&page)
}

fn version(of: &CountyReviewRules) -> String {
    if of.version == 0 { "系统自带".to_owned() } else { format!("第 {} 版", of.version) }
}

fn from(of: &CountyReviewRules) -> String {
    if of.valid_from == Date::MIN { "一直".to_owned() } else { date_text_with_year(of.valid_from) }
}

/// How a version stands on a day, among all.
fn standing(view: &ReviewRulesView, of: &CountyReviewRules) -> &'static str {
    let overtaken = view.versions.iter().any(|v| v.version > of.version && v.valid_from <= of.valid_from);
    if of.version == view.in_use.version {
        "现在用的"
    } else if overtaken {
        "没有启用，被后一版取代"
    } else if of.valid_from > view.in_use.valid_from {
        "还没到启用日期"
    } else {
        "以前的"
    }
}

fn sections(form: &ReviewRulesForm) -> Vec<RuleSection> {
    let groups = rule_groups().into_iter();
    groups
        .map(|group| RuleSection {
            title: group.title.to_owned(),
            rows: group
                .fields
                .into_iter()
                .map(|f| {
                    let text = form.fields.get(&f.name).cloned().unwrap_or_default();
                    RuleRow {
                        box_of: (f.shape == RuleShape::Box)
                            .then(|| Choice::of(&[("1", "监测")], if text.is_empty() { "" } else { "1" })),
                        is_long: f.shape == RuleShape::Lines,
                        is_number: f.shape == RuleShape::Number,
                        field: Field::of(text),
                        name: f.name,
                        label: f.label,
                        hint: f.hint,
                    }
                })
                .collect(),
        })
        .collect()
}

/// The page, with what was typed where something was, or with another version to look at.
fn drawn(
    app: &App,
    seat: &Seat,
    view: &ReviewRulesView,
    typed: Option<&ReviewRulesForm>,
    shown: Option<&CountyReviewRules>,
) -> ReviewRulesPage {
    let newest = view.versions.first().unwrap_or(&view.in_use);
    let facts = shown.unwrap_or(&view.in_use);
    let form = match typed {
        Some(typed) => typed.clone(),
        None => ReviewRulesForm::of(view.draft.as_ref().unwrap_or(newest), view.version),
    };
    let signs = view
        .signs
        .map(|(now, then)| format!("用草稿的门槛查现有的评价，会查到 {then} 条刷评迹象；现在的门槛查到 {now} 条"));
    ReviewRulesPage {
        frame: app.frame(seat, "好差评规则"),
        may_edit: view.may_edit && shown.is_none(),
        version: form.version,
        shown: format!("{}，{}，{}起", version(facts), standing(view, facts), from(facts)),
        facts: sections(&ReviewRulesForm::of(facts, 0)),
        sections: sections(&form),
        has_draft: view.draft.is_some(),
        changes: view.changes.iter().map(|c| (c.label.clone(), c.before.clone(), c.after.clone())).collect(),
        signs: signs.unwrap_or_default(),
        valid_from: Field::of(view.earliest.to_string()),
        earliest: date_text_with_year(view.earliest),
        versions: view
            .versions
            .iter()
            .map(|v| (v.version.to_string(), version(v), from(v), standing(view, v).to_owned(), v.rules.source.clone()))
            .collect(),
        history: view
            .history
            .iter()
            .map(|e| (shanghai_text(e.happened_at), actor_name(&e.actor).to_owned(), act(&e.kind).to_owned()))
            .collect(),
    }
}

fn act(kind: &str) -> &'static str {
    match kind {
        "review.rules_drafted" => "保存草稿",
        "review.rules_published" => "启用新规则",
        "review.rules_dropped" => "放弃草稿",
        _ => "改动",
    }
}

/// Saves the draft, or says what is to be mended at each field.
pub(crate) async fn submit(State(app): State<App>, seat: Seat, posted: Posted) -> Reply {
    let names = rule_groups().into_iter().flat_map(|g| g.fields).map(|f| f.name);
    let form = ReviewRulesForm {
        version: posted.number("version").unwrap_or_default(),
        fields: names.map(|name| (name.clone(), posted.text(&name))).collect(),
    };
    let (bureau, desk, key, sent) = (app.bureau().clone(), seat.desk.clone(), posted.key(), form.clone());
    let refusal = match blocking(move || draft_review_rules(&bureau, &desk, &sent, key.as_deref())).await? {
        Ok(_) => return go(&address(paths::REVIEW_RULES, &[("done", "drafted")])),
        Err(Failure::Refused(refusal)) => Some(refusal),
        Err(Failure::Stale) => None,
        Err(failure) => return Err(failure.into()),
    };
    let mut page = drawn(&app, &seat, &load(&app, &seat).await?, Some(&form), None);
    let Some(refusal) = refusal else {
        let sentence = "规则刚被别人改过。您写的还在下面，请先复制留底，再打开这一页改";
        page.frame = page.frame.with_problem("", sentence);
        return show_as(StatusCode::CONFLICT, &page);
    };
    for flaw in refusal.0 {
        page.frame = page.frame.with_problem(&flaw.field, &flaw.sentence);
        for row in page.sections.iter_mut().flat_map(|s| &mut s.rows).filter(|r| r.name == flaw.field) {
            row.field.problem.get_or_insert_with(|| flaw.sentence.clone());
        }
    }
    show_as(StatusCode::UNPROCESSABLE_ENTITY, &page)
}

async fn hitch(app: &App, seat: &Seat, failure: Failure<ReviewRulesHitch>, day: Option<String>) -> Reply {
    let (status, field, sentence) = match failure {
        Failure::Refused(hitch) => (StatusCode::UNPROCESSABLE_ENTITY, hitch.field(), hitch.to_string()),
        Failure::Stale => (StatusCode::CONFLICT, "", "草稿刚被别人改过，请看过现在的再办".to_owned()),
        Failure::Denied(_) | Failure::NotFound | Failure::Store(_) => return Err(failure.into()),
    };
    let mut page = drawn(app, seat, &load(app, seat).await?, None, None);
    // Without a draft there is no day to choose: somebody else has put it into force or thrown it away.
    let field = if page.has_draft { field } else { "" };
    page.frame = page.frame.with_problem(field, &sentence);
    if let Some(day) = day {
        page.valid_from.value = day;
    }
    if field == "valid_from" {
        page.valid_from.problem = Some(sentence);
    }
    show_as(status, &page)
}

/// Puts the draft into force from a day on.
pub(crate) async fn publish(State(app): State<App>, seat: Seat, posted: Posted) -> Reply {
    let (expected, day) = (posted.number("version").unwrap_or_default(), posted.text("valid_from"));
    let (bureau, desk, key, sent) = (app.bureau().clone(), seat.desk.clone(), posted.key(), day.clone());
    match blocking(move || publish_review_rules(&bureau, &desk, (expected, &sent), key.as_deref())).await? {
        Ok(_) => go(&address(paths::REVIEW_RULES, &[("done", "put")])),
        Err(failure) => hitch(&app, &seat, failure, Some(day)).await,
    }
}

/// Throws the draft away.
pub(crate) async fn throw(State(app): State<App>, seat: Seat, posted: Posted) -> Reply {
    let expected = posted.number("version").unwrap_or_default();
    let (bureau, desk, key) = (app.bureau().clone(), seat.desk.clone(), posted.key());
    match blocking(move || drop_review_rules(&bureau, &desk, expected, key.as_deref())).await? {
        Ok(()) => go(&address(paths::REVIEW_RULES, &[("done", "dropped")])),
        Err(failure) => hitch(&app, &seat, failure, None).await,
    }
}

/// The page that applicants would see under the draft. Nothing can be sent from it.
pub(crate) async fn preview(State(app): State<App>, seat: Seat) -> Reply {
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    let county = blocking(move || preview_review_form(&bureau, &desk)).await??;
    let list = county.list().map_err(|e| Oops::broken(&e))?;
    let options = Satisfaction::ALL.into_iter().rev().flat_map(|l| list.of_level(l)).cloned().collect();
    let open = OpenReview {
        item_name: "预览：某某事项".to_owned(),
        case_no: "2026-0000-00-0000".to_owned(),
        department: "某某局".to_owned(),
        node: ServiceNode::Completion,
        until: county.rules.link_until(app.bureau().now()),
        rated: None,
        options,
        words: county.words.clone(),
        thanks_for_bad: county.thanks_for_bad(),
    };
    let mut page = give::drawn(app.frame(&seat, "评价页预览，不能提交"), &open, &ReviewForm::default(), None);
    // A form that goes to a page which only reads.
    page.action = paths::REVIEW_RULES_PREVIEW.to_owned();
    page.is_preview = true;
    show(&page)
}

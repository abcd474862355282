//! Opening one order over HTTP (新交办). A gap must still be one: what is met already is not ordered.

use axum::{extract::State, http::StatusCode};
use domain::{
    base::{date_text, parse_date},
    indicators::{Indicator, RowStanding},
    people::Desk,
    rectification::{NewOrder, Refusal, Source, SubjectKind},
};
use services::{
    Bureau, Failure,
    rectification::{FoundSubject, IssuedBatch, find_subject},
};

use super::{NewOrderPage, words};
use crate::{
    base::{Choice, Field, Pick, paths},
    door::{App, Oops, Posted, Query, Reply, Seat, address, blocking, go, show, show_as},
};

/// What was typed: one row of an order that is asked for.
#[derive(Debug, Clone, Default)]
pub(super) struct Wanted {
    /// `supervision`, or `gap/` with the indicator's id.
    pub(super) source: String,
    /// `item` or `division`.
    pub(super) kind: String,
    /// Code of the item or division.
    pub(super) subject: String,
    /// What must be done.
    pub(super) requirement: String,
    /// What holds it up.
    pub(super) blocker: String,
}

/// `?source=&subject=&kind=` fill the form: `gap/hall_residency_rate`, an item's code.
pub(crate) async fn page(State(app): State<App>, seat: Seat, query: Query) -> Reply {
    let wanted = Wanted {
        source: query.text("source"),
        kind: query.text("kind"),
        subject: query.text("subject"),
        ..Wanted::default()
    };
    show(&blank(&app, &seat, wanted, String::new()).await?)
}

async fn blank(app: &App, seat: &Seat, typed: Wanted, due_on: String) -> Result<NewOrderPage, Oops> {
    let bureau = app.bureau().clone();
    let usual = blocking(move || services::rectification::default_due(&bureau)).await?;
    let usual = usual.map_err(|e| Oops::broken(&e))?.on;
    let kinds = SubjectKind::ALL.map(|k| (k.as_str(), k.label()));
    let kind = SubjectKind::parse(&typed.kind).unwrap_or(SubjectKind::Item);
    let due_on = if due_on.is_empty() { usual.to_string() } else { due_on };
    Ok(NewOrderPage {
        frame: app.frame(seat, "新交办一件整改"),
        source: sources(&typed.source),
        kind: Choice::of(&kinds, kind.as_str()),
        subject: Field::of(typed.subject),
        requirement: Field::of(typed.requirement),
        blocker: Field::of(typed.blocker),
        due_on: Field::of(due_on),
        usual: format!("一般到 {}", date_text(usual)),
    })
}

/// The sources that a person can name; a gap with its indicator.
fn sources(chosen: &str) -> Choice {
    let pick = |value: String, label: String| Pick { chosen: value == chosen, value, label };
    let mut options = vec![pick(Source::Supervision.as_str().to_owned(), Source::Supervision.label().to_owned())];
    options.extend(Indicator::ALL.into_iter().map(|i| {
        pick(format!("{}/{}", Source::Gap.as_str(), i.id()), format!("{} · {}", Source::Gap.label(), i.name()))
    }));
    Choice { options, problem: None }
}

/// A field with what is to be mended in it.
pub(super) type Flaw = (&'static str, String);

/// Opens the order, or says all that is to be mended.
pub(crate) async fn submit(State(app): State<App>, seat: Seat, posted: Posted) -> Reply {
    let wanted = Wanted {
        source: posted.text("source"),
        kind: posted.text("kind"),
        subject: posted.text("subject"),
        requirement: posted.text("requirement"),
        blocker: posted.text("blocker"),
    };
    let due_on = posted.text("due_on");
    let (bureau, desk, key) = (app.bureau().clone(), seat.desk.clone(), posted.key());
    let (row, day) = (wanted.clone(), due_on.clone());
    let flaws = match blocking(move || open(&bureau, &desk, &row, &day, key.as_deref())).await?? {
        Ok(batch) => {
            let slug = batch.orders.first().map(|o| o.slug.clone()).unwrap_or_default();
            return go(&address(&paths::rectification(&slug), &[("done", "issued")]));
        }
        Err(flaws) => flaws,
    };
    let mut page = blank(&app, &seat, wanted, due_on).await?;
    for (field, sentence) in flaws {
        page.frame = page.frame.with_problem(field, &sentence);
        let problem = Some(sentence);
        match field {
            "source" => page.source.problem = problem,
            "kind" => page.kind.problem = problem,
            "subject" => page.subject.problem = problem,
            "requirement" => page.requirement.problem = problem,
            "blocker" => page.blocker.problem = problem,
            "due_on" => page.due_on.problem = problem,
            _ => {}
        }
    }
    show_as(StatusCode::UNPROCESSABLE_ENTITY, &page)
}

/// Everything that is to be mended is told at once.
fn open(
    bureau: &Bureau,
    desk: &Desk,
    wanted: &Wanted,
    due_on: &str,
    key: Option<&str>,
) -> Result<Result<IssuedBatch, Vec<Flaw>>, Oops> {
    let prepared = prepare(bureau, desk, wanted)?;
    let mut flaws = prepared.as_ref().err().cloned().unwrap_or_default();
    if wanted.requirement.trim().is_empty() {
        flaws.push(("requirement", Refusal::RequirementMissing.to_string()));
    }
    let day = parse_date(due_on);
    if let Err(flaw) = &day {
        flaws.push(("due_on", flaw.to_string()));
    }
    let (Ok(new), Ok(day), true) = (prepared, day, flaws.is_empty()) else { return Ok(Err(flaws)) };
    match services::rectification::issue(bureau, desk, &[new], day, "", key) {
        Ok(batch) => Ok(Ok(batch)),
        Err(Failure::Refused(refusal)) => Ok(Err(vec![(words::field(&refusal), refusal.to_string())])),
        Err(failure) => Err(failure.into()),
    }
}

/// Looks up what a row speaks of and how it stands now.
pub(super) fn prepare(bureau: &Bureau, desk: &Desk, wanted: &Wanted) -> Result<Result<NewOrder, Vec<Flaw>>, Oops> {
    let mut flaws: Vec<Flaw> = Vec::new();
    let source = source_of(&wanted.source);
    if source.is_none() {
        flaws.push(("source", "请选择整改的来源".to_owned()));
    }
    let kind = SubjectKind::parse(&wanted.kind);
    if kind.is_none() {
        flaws.push(("kind", "请选择是事项、站点还是办件".to_owned()));
    }
    let found = match kind.map(|k| find_subject(bureau, desk, k, &wanted.subject)) {
        Some(Ok(found)) => Some(found),
        Some(Err(Failure::Refused(refusal))) => {
            flaws.push(("subject", refusal.to_string()));
            None
        }
        Some(Err(failure)) => return Err(failure.into()),
        None => None,
    };
    let (Some((source, indicator)), Some(found)) = (source, found) else { return Ok(Err(flaws)) };
    Ok(now(bureau, indicator, &found)?.map_err(|flaw| vec![flaw]).map(|was| NewOrder {
        source,
        source_ref: indicator.map_or_else(String::new, |i| i.id().to_owned()),
        subject: found.subject,
        department: found.department,
        unit_name: found.unit_name,
        blocker: wanted.blocker.clone(),
        requirement: wanted.requirement.clone(),
        was,
    }))
}

fn source_of(text: &str) -> Option<(Source, Option<Indicator>)> {
    let (source, of) = match text.split_once('/') {
        Some((source, of)) => (Source::parse(source)?, Some(Indicator::parse(of)?)),
        None => (Source::parse(text)?, None),
    };
    match (source, of) {
        (Source::Gap, Some(indicator)) => Some((source, Some(indicator))),
        (Source::Supervision, None) => Some((source, None)),
        // What a call, a lead, a visit, a score or a rating found is opened by the call, from the lead's own page, by the
        // visit, from the evaluation's and from the rating's.
        (Source::Gap, None)
        | (Source::Supervision, Some(_))
        | (Source::FollowUp | Source::Lead | Source::Inspection | Source::Score | Source::Review, _) => None,
    }
}

/// How the subject stands towards the indicator now, in words.
fn now(bureau: &Bureau, indicator: Option<Indicator>, found: &FoundSubject) -> Result<Result<String, Flaw>, Oops> {
    let Some(indicator) = indicator else { return Ok(Ok(String::new())) };
    let standing = services::indicators::standing_now(bureau, indicator, &found.subject.key);
    let name = &found.subject.name;
    Ok(match standing.map_err(|e| Oops::broken(&e))? {
        None => Err(("subject", format!("“{name}”不在{}里，请换一个指标", indicator.name()))),
        Some(now) => match now.standing {
            RowStanding::Met => Err(("subject", format!("“{name}”在{}里已经达标，不用交办", indicator.name()))),
            RowStanding::Excluded | RowStanding::Outside => {
                Err(("subject", format!("“{name}”不计入{}，不用交办", indicator.name())))
            }
            RowStanding::NotMet | RowStanding::Unknown => {
                let lacks: Vec<String> = now.lacks.iter().map(|c| format!("“{}”是“{}”", c.field, c.now)).collect();
                Ok(if lacks.is_empty() { now.words } else { lacks.join("，") })
            }
        },
    })
}

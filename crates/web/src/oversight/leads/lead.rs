//! One lead over HTTP (线索详情): its page, and the same page once more when a step was not taken.

use axum::{
    extract::{Path, State},
    http::StatusCode,
};
use domain::base::{date_text_with_year, shanghai_text};
use services::{
    oversight::leads::{EvidenceLine, LeadView, Row, Settled, Stage},
    rectification::EventRow as Event,
};

use super::{
    EvidenceRow, LeadPage, SettlePart,
    lead_page::{AGAIN, VERDICTS},
    list::{detector, subject},
    words,
};
use crate::{
    base::{Choice, Field, Tag, Tone, paths},
    cases::{Conflict, EventRow, Fact, view::Hitch},
    door::{App, Oops, Query, Reply, Seat, blocking, show, show_as},
};

/// The page.
pub(crate) async fn page(State(app): State<App>, seat: Seat, Path(no): Path<String>, query: Query) -> Reply {
    let mut page = draw(&app, &seat, &load(&app, &seat, no).await?);
    page.frame.notice = words::notice(&query.text("done")).map(str::to_owned);
    show(&page)
}

pub(super) async fn load(app: &App, seat: &Seat, no: String) -> Result<LeadView, Oops> {
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    Ok(blocking(move || services::oversight::leads::view(&bureau, &desk, &no)).await??)
}

/// What was typed into the form of a step.
pub(super) enum Typed {
    Assign { due_on: String, note: String },
    State { text: String },
    Settle { verdict: String, explanation: String, finding: String, requirement: String, due_on: String },
    FollowUp { goes_on: String, finding: String },
}

impl Typed {
    fn kept(&self) -> &str {
        match self {
            Self::Assign { note, .. } => note,
            Self::State { text } => text,
            Self::Settle { finding, .. } | Self::FollowUp { finding, .. } => finding,
        }
    }

    /// Puts them back into the form, with the sentence at its field.
    fn into_page(self, page: &mut LeadPage, hitch: &Hitch) {
        let field = |value: String, name: &str| Field { value, problem: hitch.at(name) };
        match self {
            Self::Assign { due_on, note } => page.assign = Some((field(due_on, "due_on"), field(note, "note"))),
            Self::State { text } => page.state = Some(field(text, "text")),
            Self::Settle { verdict, explanation, finding, requirement, due_on } => {
                page.settle = Some(SettlePart {
                    verdict: Choice { problem: hitch.at("verdict"), ..Choice::of(&VERDICTS, &verdict) },
                    explanation: field(explanation, "explanation"),
                    finding: field(finding, "finding"),
                    requirement: field(requirement, "requirement"),
                    due_on: field(due_on, "due_on"),
                });
            }
            Self::FollowUp { goes_on, finding } => {
                page.follow_up = Some((Choice::of(&AGAIN, &goes_on), field(finding, "finding")));
            }
        }
    }
}

/// The same page with what was typed.
pub(super) async fn again(app: &App, seat: &Seat, no: String, typed: Typed, hitch: Hitch) -> Reply {
    let view = load(app, seat, no).await?;
    let mut page = draw(app, seat, &view);
    let status = match &hitch {
        Hitch::Overtaken => {
            let last = view.history.last().map(words::overtaken).unwrap_or_default();
            let sentence = format!("{last}。您写的还在下面，可以复制后另行补充");
            page.conflict = Some(Conflict { sentence, kept: typed.kept().to_owned() });
            StatusCode::CONFLICT
        }
        Hitch::SentBefore(sentence) => {
            page.frame = page.frame.with_problem("", sentence);
            typed.into_page(&mut page, &hitch);
            StatusCode::CONFLICT
        }
        Hitch::Mend(field, sentence) => {
            page.frame = page.frame.with_problem(field, sentence);
            typed.into_page(&mut page, &hitch);
            StatusCode::UNPROCESSABLE_ENTITY
        }
    };
    show_as(status, &page)
}

fn draw(app: &App, seat: &Seat, view: &LeadView) -> LeadPage {
    let (line, lead) = (&view.line, &view.line.lead);
    let due = || Field::of(view.due_on.to_string());
    LeadPage {
        frame: app.frame(seat, subject(line)),
        slug: lead.no.slug(),
        number: lead.no.to_string(),
        version: lead.version,
        stage: words::stage_tag(&lead.stage),
        waiting_for: words::waiting(lead, &line.department),
        finding: lead.lead.finding.clone(),
        compared: words::compared(&lead.lead),
        explanations: view.explanations.clone(),
        evidence: view.evidence.iter().map(evidence).collect(),
        rows: format!("{} 行，分母 {} 行", lead.lead.part, lead.lead.whole),
        facts: facts(view),
        events: view.history.iter().rev().map(event).collect(),
        conflict: None,
        assign: view.may_assign.then(|| (due(), Field::default())),
        state: view.may_state.then(Field::default),
        settle: view.may_settle.then(|| SettlePart {
            verdict: Choice::of(&VERDICTS, ""),
            explanation: Field::default(),
            finding: Field::default(),
            requirement: Field::default(),
            due_on: due(),
        }),
        follow_up: view.may_follow_up.then(|| (Choice::of(&AGAIN, ""), Field::default())),
        order_href: order(&lead.stage),
    }
}

fn order(stage: &Stage) -> Option<String> {
    match stage {
        Stage::Settled(_, _, verdict) | Stage::FollowedUp(_, _, verdict, _) => match &verdict.settled {
            Settled::Upheld(no) => Some(paths::rectification(&no.slug())),
            Settled::Explained(_) => None,
        },
        Stage::Found | Stage::Assigned(_) | Stage::Stated(..) => None,
    }
}

/// A row in words: where it stands, and where that leads.
pub(super) fn place(line: &EvidenceLine) -> (String, Option<String>) {
    match (&line.case_no, &line.item, &line.ledger) {
        (Some(no), _, _) => (no.clone(), Some(paths::case(no))),
        (None, Some(item), _) => {
            let href = match &line.evidence.row {
                Row::Item(id) => Some(paths::guide(&id.to_string())),
                Row::Case(_) | Row::Ledger { .. } | Row::Answer(_) | Row::Review(_) | Row::ImportedReview { .. } => {
                    None
                }
            };
            (format!("办事指南：{item}"), href)
        }
        (None, None, Some(ledger)) => (format!("{} 第 {} 行", ledger.list.file_name, ledger.line.row), None),
        (None, None, None) => match &line.evidence.row {
            Row::Answer(_) => ("申请人的回访回答".to_owned(), None),
            Row::Review(id) => ("申请人的评价".to_owned(), Some(paths::review(&id.to_string()))),
            Row::ImportedReview { row, .. } => (format!("外部系统的评价，文件第 {row} 行"), None),
            Row::Case(_) | Row::Ledger { .. } | Row::Item(_) => ("已不在库里的行".to_owned(), None),
        },
    }
}

fn evidence(line: &EvidenceLine) -> EvidenceRow {
    let (what, href) = place(line);
    EvidenceRow { what, href, says: line.evidence.says.clone() }
}

fn facts(view: &LeadView) -> Vec<Fact> {
    let (line, lead) = (&view.line, &view.line.lead);
    let mut facts = vec![("监测项", detector(lead.lead.detector))];
    for (label, value) in [("事项", &line.item), ("部门", &line.department), ("人员", &line.person)] {
        if !value.is_empty() {
            facts.push((label, value.clone()));
        }
    }
    let days = format!("{} 至 {}", date_text_with_year(lead.from), date_text_with_year(lead.to));
    facts.push(("监测的日期", days));
    if let Stage::Assigned(a) | Stage::Stated(a, _) = &lead.stage {
        facts.push(("说明期限", date_text_with_year(a.due_on)));
        if !a.note.is_empty() {
            facts.push(("核查要求", a.note.clone()));
        }
    }
    facts.into_iter().map(|(label, value)| Fact { label: label.to_owned(), value }).collect()
}

fn event(event: &Event) -> EventRow {
    let (act, note) = words::act(event);
    EventRow {
        at: shanghai_text(event.happened_at),
        act,
        actor: crate::base::actor_name(&event.actor).to_owned(),
        terminal: event.terminal.clone(),
        source: Tag::new(Tone::Neutral, event.source.label()),
        note,
    }
}

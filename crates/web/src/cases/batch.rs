//! Granting several cases over HTTP (批量准予): from the boxes of the worklist to a page that names each, and from there
//! to one that says of each what became of it.

use std::collections::{BTreeMap, HashSet};

use axum::{extract::State, http::StatusCode};
use domain::{
    base::date_text,
    cases::{BATCH, Case, HandedIn},
};
use jiff::civil::Date;
use services::{
    Failure,
    cases::{BatchForm, BatchLine, BatchRefusal, CaseRef, Decided, size_of_batch},
};

use super::{BatchDecidePage, BatchDecidedPage, BatchRow, GrantedRow, LeftOut, words};
use crate::{
    base::{Field, Tag, Tone, paths},
    door::{App, Oops, Posted, Query, Reply, Seat, blocking, show, show_as},
};

/// What was ticked and typed.
#[derive(Debug, Clone, Default)]
struct Chosen {
    /// Cases that stand on the page, once each, in the order of the worklist.
    shown: Vec<String>,
    /// Those of them that are ticked.
    ticked: HashSet<String>,
    /// Versions that were shown.
    versions: BTreeMap<String, i64>,
    opinion: String,
}

impl Chosen {
    fn of(posted: &Posted) -> Self {
        let versions = posted.under("version.").into_iter().filter_map(|(no, v)| Some((no, v.parse().ok()?)));
        let ticked: Vec<String> = once_each(posted.all("case"));
        let shown = once_each(posted.all("shown").into_iter().chain(ticked.clone()));
        Self {
            shown,
            ticked: ticked.into_iter().collect(),
            versions: versions.collect(),
            opinion: posted.text("opinion"),
        }
    }

    fn form(&self) -> BatchForm {
        let at = |no: &String| CaseRef { case_no: no.clone(), version: self.versions.get(no).copied().unwrap_or(0) };
        let cases = self.shown.iter().filter(|no| self.ticked.contains(*no)).map(at).collect();
        BatchForm { cases, opinion: self.opinion.clone() }
    }
}

fn once_each(numbers: impl IntoIterator<Item = String>) -> Vec<String> {
    let mut seen = HashSet::new();
    numbers.into_iter().filter(|no| seen.insert(no.clone())).collect()
}

/// `?case=` for each that was ticked.
pub(crate) async fn page(State(app): State<App>, seat: Seat, query: Query) -> Reply {
    let shown = once_each(query.all("case"));
    let chosen = Chosen { ticked: shown.iter().cloned().collect(), shown, ..Chosen::default() };
    let lines = load(&app, &seat, &chosen.shown).await?;
    let many = lines.iter().filter(|l| l.barred.is_none()).count();
    // Ticked cases that cannot be granted together are named on the page; only the choice itself can be wrong.
    let refusal = match chosen.shown.is_empty() {
        true => Some(BatchRefusal::Empty),
        false => size_of_batch(many).err().filter(|r| matches!(r, BatchRefusal::TooMany(_))),
    };
    draw(&app, &seat, &lines, &chosen, refusal.as_ref()).await
}

async fn load(app: &App, seat: &Seat, numbers: &[String]) -> Result<Vec<BatchLine>, Oops> {
    let (bureau, desk, numbers) = (app.bureau().clone(), seat.desk.clone(), numbers.to_vec());
    Ok(blocking(move || services::cases::batch(&bureau, &desk, &numbers)).await??)
}

async fn draw(app: &App, seat: &Seat, lines: &[BatchLine], chosen: &Chosen, refusal: Option<&BatchRefusal>) -> Reply {
    let today = app.bureau().today();
    let frame = app.frame(seat, "批量准予");
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    let phrases = blocking(move || services::cases::phrases(&bureau, &desk)).await??;
    let problem = refusal.map(ToString::to_string);
    let (status, frame) = match &problem {
        Some(sentence) => {
            let field = if lines.iter().any(|l| l.barred.is_none()) { "case" } else { "" };
            (StatusCode::UNPROCESSABLE_ENTITY, frame.with_problem(field, sentence))
        }
        None => (StatusCode::OK, frame),
    };
    let page = BatchDecidePage {
        frame,
        rows: lines.iter().filter(|l| l.barred.is_none()).map(|l| row(l, chosen, today)).collect(),
        problem,
        left_out: lines.iter().filter_map(|l| Some(left_out(&l.case, l.barred.as_ref()?.to_string()))).collect(),
        opinion: Field::of(chosen.opinion.clone()),
        phrases: phrases.opinion,
        most: BATCH,
    };
    show_as(status, &page)
}

fn row(line: &BatchLine, chosen: &Chosen, today: Date) -> BatchRow {
    let (case, no) = (&line.case, line.case.no.to_string());
    BatchRow {
        href: paths::case(&no),
        version: chosen.versions.get(&no).copied().unwrap_or(case.version),
        item: case.item_name.clone(),
        applicant: line.applicant.clone(),
        due: case.next_on().map(|d| words::day(d, today)).unwrap_or_default(),
        deadline: words::mark(line.outlook),
        special: special(case),
        chosen: chosen.ticked.contains(&no),
        number: no,
    }
}

fn left_out(case: &Case, why: String) -> LeftOut {
    LeftOut { href: paths::case(case.no.as_str()), number: case.no.to_string(), item: case.item_name.clone(), why }
}

/// What an approver would want to know before granting it unseen.
fn special(case: &Case) -> Vec<Tag> {
    let mut out = Vec::new();
    let mut say = |words: String| out.push(Tag::new(Tone::Warning, words));
    if let Some(correction) = &case.correction {
        say(format!("补正过，{}告知", date_text(correction.on)));
    }
    let deferred = |m: &&HandedIn| m.deferred_until.is_some();
    let late = case.materials.iter().filter(deferred).count();
    if late > 0 {
        say(format!("容缺受理，{late} 样已补齐"));
    }
    if case.commitment.is_some() {
        say("告知承诺".to_owned());
    }
    if let Some(extension) = case.stage.acceptance().and_then(|a| a.extension.as_ref()) {
        say(format!("延长过 {} 个工作日", extension.workdays));
    }
    out
}

/// Grants each that is ticked, and says of each what became of it.
pub(crate) async fn submit(State(app): State<App>, seat: Seat, posted: Posted) -> Reply {
    let chosen = Chosen::of(&posted);
    let lines = load(&app, &seat, &chosen.shown).await?;
    let (bureau, desk, key, form) = (app.bureau().clone(), seat.desk.clone(), posted.key(), chosen.form());
    let done = match blocking(move || services::cases::decide_batch(&bureau, &desk, &form, key.as_deref())).await? {
        Ok(done) => done,
        Err(Failure::Refused(refusal)) => return draw(&app, &seat, &lines, &chosen, Some(&refusal)).await,
        Err(other) => return Err(other.into()),
    };
    let today = app.bureau().today();
    let line = |no: &str| lines.iter().find(|l| l.case.no.as_str() == no);
    let mut page = BatchDecidedPage {
        frame: app.frame(&seat, "批量准予的结果"),
        granted: Vec::new(),
        left_out: Vec::new(),
        kept: String::new(),
    };
    for one in &done {
        let item = line(&one.case_no).map(|l| l.case.item_name.clone()).unwrap_or_default();
        match why_not(one, today) {
            None => page.granted.push(GrantedRow {
                href: paths::case(&one.case_no),
                number: one.case_no.clone(),
                item,
                applicant: line(&one.case_no).map(|l| l.applicant.clone()).unwrap_or_default(),
            }),
            Some(why) => {
                page.left_out.push(LeftOut { href: paths::case(&one.case_no), number: one.case_no.clone(), item, why })
            }
        }
    }
    if !page.left_out.is_empty() {
        page.kept = chosen.opinion;
    }
    show(&page)
}

/// Why a case of a batch was not granted; `None` where it was.
pub(super) fn why_not(one: &Decided, today: Date) -> Option<String> {
    match &one.outcome {
        Ok(_) => None,
        Err(Failure::Stale) => {
            let done = one.overtaken_by.as_ref().map(|event| words::overtaken(event, today));
            Some(done.unwrap_or_else(|| Failure::<BatchRefusal>::Stale.to_string()))
        }
        Err(Failure::Store(cause)) if !services::key_reused(cause) => {
            let number = Oops::broken(cause).number.unwrap_or_default();
            Some(format!("没有存上，请打开这件再试一次，或报编号 {number}"))
        }
        Err(failure) => Some(failure.to_string()),
    }
}

//! Promising a seed and drawing by it (抽样): a job that may run as often as it likes.

use std::collections::BTreeMap;

use domain::{
    base::{DrawId, LineId, Phone, shanghai_day, shanghai_midnight},
    followup::{
        Candidate, Drawn, FrozenCandidate, Line, LineDrawn, Made, Place, Population, SEED_BYTES, Seed, SeedPromised,
        Standing, Week, WeekDraw, WeekDrawn, draw, frozen, population,
    },
    people::{Act, Desk},
};
use jiff::ToSpan as _;
use store::{
    StoreError, Tx, digest,
    followup::{self as rows, SealedLine},
    journal::{self, Entry, Stream},
};

use super::plan;
use crate::{Bureau, Failure, Never, cases::opened};

/// What one run did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Drawing {
    /// The week whose seed was promised now.
    pub promised: Option<Week>,
    /// Weeks that were drawn.
    pub drawn: Vec<Week>,
}

fn seed_field(week: Week) -> String {
    format!("followup_seed/{week}")
}

/// Promises the seed of the running week where that was not done, and draws every week that is over: the one before in
/// any case, earlier ones where they were promised. A week that nobody promised gets its seed now; the draw then says
/// that it came too late.
pub fn run_draws(bureau: &Bureau) -> Result<Drawing, StoreError> {
    let week = Week::of(bureau.today());
    let mut out = Drawing::default();
    if promise(bureau, week)? {
        out.promised = Some(week);
    }
    let mut over = bureau.db().read(|tx| rows::weeks_to_draw(tx, bureau.region(), week))?;
    if !over.contains(&week.before()) {
        over.push(week.before());
    }
    for one in over {
        if draw_week(bureau, one)? {
            out.drawn.push(one);
        }
    }
    Ok(out)
}

/// Draws a week that is over, unless it was drawn. The same as the job does; asked for by hand it chooses nothing.
pub fn draw_now(bureau: &Bureau, desk: &Desk, week: Week) -> Result<bool, Failure<Never>> {
    if !desk.is_system() {
        bureau.may(desk, Act::FollowupPlan)?;
    }
    if week >= Week::of(bureau.today()) {
        return Ok(false);
    }
    Ok(draw_week(bureau, week)?)
}

/// Promises a seed: its digest in the journal, itself sealed. Whether it was not there before.
fn promise(bureau: &Bureau, week: Week) -> Result<bool, StoreError> {
    let region = bureau.region();
    if bureau.db().read(|tx| rows::week_draw(tx, region, week))?.is_some() {
        return Ok(false);
    }
    let (worker, seed, id) = (bureau.clone(), new_seed(bureau), DrawId::new(bureau.new_id()));
    bureau.db().write(move |tx| match rows::week_draw(tx, worker.region(), week)? {
        Some(_) => Ok(false),
        None => promised(&worker, tx, week, &seed, (id, 0)).map(|_| true),
    })
}

fn new_seed(bureau: &Bureau) -> Seed {
    let mut bytes = [0; SEED_BYTES];
    bureau.lots().fill(&mut bytes);
    Seed::new(bytes)
}

/// Writes a promise down: the first of a week, or another where the seed of the first is lost.
fn promised(
    bureau: &Bureau,
    tx: &mut Tx<'_>,
    week: Week,
    seed: &Seed,
    (id, version): (DrawId, i64),
) -> Result<WeekDraw, StoreError> {
    let (region, now) = (bureau.region(), bureau.now());
    let commitment = digest(seed.promised(week).as_bytes());
    let draw = WeekDraw { id, version: version + 1, week, commitment, committed_at: now, made: None };
    let sealed = bureau.vault().seal_archive(region, &seed_field(week), seed.digits().as_bytes(), bureau.rng());
    rows::keep_seed(tx, region, week, &sealed)?;
    let event =
        SeedPromised { week: week.to_string(), commitment: draw.commitment.clone(), in_time: draw.is_in_time() };
    let entry = Entry::new(Stream::draw(week), version, "followup.seed_promised", &event)
        .with(rows::week_draw_change(region, &draw));
    journal::append(tx, region, &Desk::system("定时任务").stamp(now, None), entry)?;
    Ok(draw)
}

/// The seed that was promised, opened. `None` where it is lost, which only a damaged table or another key can bring
/// about.
fn kept(bureau: &Bureau, tx: &mut Tx<'_>, week: Week) -> Result<Option<Seed>, StoreError> {
    let Some(sealed) = rows::kept_seed(tx, bureau.region(), week)? else { return Ok(None) };
    let opened = bureau.vault().open_archive(bureau.region(), &seed_field(week), &sealed);
    Ok(opened.ok().and_then(|bytes| String::from_utf8(bytes).ok()).and_then(|text| Seed::parse(&text).ok()))
}

/// Draws one week in one transaction: list, places, lines, and the seed for all to see.
fn draw_week(bureau: &Bureau, week: Week) -> Result<bool, StoreError> {
    let is_drawn = |d: &WeekDraw| d.made.is_some();
    if bureau.db().read(|tx| rows::week_draw(tx, bureau.region(), week))?.as_ref().is_some_and(is_drawn) {
        return Ok(false);
    }
    let (worker, spare, id) = (bureau.clone(), new_seed(bureau), DrawId::new(bureau.new_id()));
    bureau.db().write(move |tx| {
        let before = rows::week_draw(tx, worker.region(), week)?;
        if before.as_ref().is_some_and(is_drawn) {
            return Ok(false);
        }
        let known = kept(&worker, tx, week)?;
        let (draw, seed) = match (before, known) {
            (Some(draw), Some(seed)) => (draw, seed),
            (before, _) => {
                // Never promised, or the promise cannot be kept: a new seed, promised now and so not in time.
                rows::drop_seed(tx, worker.region(), week)?;
                let at = before.map_or((id, 0), |d| (d.id, d.version));
                (promised(&worker, tx, week, &spare, at)?, spare.clone())
            }
        };
        make(&worker, tx, draw, seed)?;
        Ok(true)
    })
}

fn make(bureau: &Bureau, tx: &mut Tx<'_>, promised: WeekDraw, seed: Seed) -> Result<(), StoreError> {
    let (region, now, week) = (bureau.region(), bureau.now(), promised.week);
    let plan = plan::in_force(tx, region)?;
    let found = population(&plan.plan, week, seed.number(), finished(bureau, tx, week)?);
    let drawn = draw(&plan.plan, seed.number(), &found.candidates);
    let list = frozen(&found, &drawn);
    let event = event_of(&promised, &seed, plan.version, (&found, &drawn));
    let made = Some(Made { seed, at: now, plan: plan.version });
    let draw = WeekDraw { version: promised.version + 1, made, ..promised };
    let bulk = rows::keep_list(tx, region, draw.id, &list)?;
    let stamp = Desk::system("定时任务").stamp(now, None);
    let entry = Entry::new(Stream::draw(week), draw.version - 1, "followup.drawn", &event)
        .with(rows::week_draw_change(region, &draw))
        .with_bulk(bulk);
    journal::append(tx, region, &stamp, entry)?;
    for one in list.iter().filter(|one| one.place.is_some()) {
        let Some(line) = line_of(bureau, week, one) else { continue };
        save_new(bureau, tx, &line)?;
    }
    rows::drop_seed(tx, region, week)
}

fn event_of(promised: &WeekDraw, seed: &Seed, plan: i64, (found, drawn): (&Population, &Drawn)) -> WeekDrawn {
    let sample = drawn.lines.iter().filter(|l| matches!(l.place, Place::Sample(_))).count();
    WeekDrawn {
        week: promised.week.to_string(),
        seed: seed.digits().to_owned(),
        plan,
        population: found.candidates.len() as u64,
        left_out: found.left_out.len() as u64,
        sample: sample as u64,
        reserve: (drawn.lines.len() - sample) as u64,
        in_time: promised.is_in_time(),
    }
}

/// The finished cases of a week as the draw sees them.
fn finished(bureau: &Bureau, tx: &mut Tx<'_>, week: Week) -> Result<Vec<Candidate>, StoreError> {
    let region = bureau.region();
    let (from, before) =
        (shanghai_midnight(week.first_day()), shanghai_midnight(week.last_day().saturating_add(1.days())));
    let cases = rows::finished_cases(tx, region, from, before)?;
    let people: Vec<_> = cases.iter().map(|c| c.person).collect();
    let spoken: BTreeMap<_, _> =
        rows::contacts(tx, region, &people)?.into_iter().map(|c| (c.person, (c.reached_on, c.refused_on))).collect();
    cases
        .into_iter()
        .map(|c| {
            let phone = match &c.key {
                Some(wrapped) => {
                    let key = bureau.vault().open_person_key(region, c.person, wrapped)?;
                    opened(&key, region, "phone", &c.phone)?
                }
                None => None,
            };
            let (reached_on, refused_on) = spoken.get(&c.person).copied().unwrap_or_default();
            Ok(Candidate {
                case: c.case,
                person: c.person,
                case_no: c.case_no,
                stratum: c.stratum,
                window: c.window,
                finished_on: shanghai_day(c.completed_at),
                has_phone: phone.is_some_and(|text| Phone::parse(&text).is_ok()),
                reached_on,
                refused_on,
            })
        })
        .collect()
}

fn line_of(bureau: &Bureau, week: Week, one: &FrozenCandidate) -> Option<Line> {
    let c = &one.candidate;
    Some(Line {
        id: LineId::new(bureau.new_id()),
        version: 1,
        week,
        case: c.case,
        case_no: c.case_no.clone(),
        person: c.person,
        stratum: c.stratum,
        place: one.place?,
        window: c.window,
        tries: Vec::new(),
        standing: Standing::Waiting { not_before: None },
        order: None,
        clue: None,
    })
}

/// Begins a line's own chain of events.
pub(super) fn save_new(bureau: &Bureau, tx: &mut Tx<'_>, line: &Line) -> Result<(), StoreError> {
    let (region, now) = (bureau.region(), bureau.now());
    let event =
        LineDrawn { week: line.week.to_string(), case_no: line.case_no.clone(), place: line.place.as_str().to_owned() };
    let sealed = SealedLine { line: line.clone(), answers: None, note: None };
    let entry =
        Entry::new(Stream::line(line.id), 0, "followup.line_drawn", &event).with(rows::line_change(region, &sealed));
    journal::append(tx, region, &Desk::system("定时任务").stamp(now, None), entry).map(|_| ())
}

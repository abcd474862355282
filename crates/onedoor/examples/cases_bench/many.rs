//! A county after years: many cases written through the journal as an import writes them, each with a chain, a person's
//! key and sealed particulars of its own; and what it costs to prove them. Deliberately not here: the acts of a day.

use std::{sync::Arc, time::Instant};

use domain::{
    base::{PersonId, Region, id_from},
    people::{Source, Stamp},
};
use jiff::{Timestamp, ToSpan as _, civil::Date};
use sm3::{Digest as _, Sm3};
use store::{
    Database, Row, StoreError, Val, Vault,
    cases::{self, CounterFilter},
    journal::{self, Change, Entry, Stream},
    people::new_person,
    vals,
    vault::KeyFile,
};

use crate::{
    acts,
    place::{Place, region},
    real::chance,
    say,
};

/// Cases of one commit.
const GROUP: u64 = 500;
/// Days over which they are spread.
const DAYS: u64 = 730;
/// Cases of one person.
const EACH: u64 = 4;
/// One of so many is still open.
const OPEN: u64 = 40;

/// Cases to copy, by what has become of them.
struct Models {
    open: Vec<Row>,
    done: Vec<Row>,
    columns: Vec<&'static str>,
}

/// The columns of a row with their values.
type Cells = Vec<(&'static str, Val)>;

impl Models {
    fn read(db: &Database) -> Result<Self, StoreError> {
        let rows = db.read(|tx| {
            tx.rows("SELECT * FROM service_case WHERE accepted_on IS NOT NULL ORDER BY id LIMIT 360", &[])
        })?;
        let columns: Vec<&'static str> = rows
            .first()
            .map(|row| row.names().iter().map(|n| &*Box::leak(n.clone().into_boxed_str())).collect())
            .unwrap_or_default();
        let is_done = |row: &Row| row.opt_text("completed_at").is_ok_and(|at| at.is_some());
        let (done, open) = rows.into_iter().partition(is_done);
        Ok(Self { open, done, columns })
    }
}

/// Who writes them, with the county's keys.
struct Writer {
    region: Region,
    vault: Vault,
    models: Models,
    from: Date,
    offset: u64,
}

/// Writes so many cases.
pub(crate) fn fill(place: &Place, cases: u64) -> anyhow::Result<()> {
    let db = place.open()?;
    let region = region(&db)?;
    let key_id = db
        .read(|tx| {
            tx.row("SELECT key_id FROM signing_key WHERE region = $1", vals![&region])?
                .map(|r| r.text("key_id"))
                .transpose()
        })?
        .unwrap_or_default();
    let chance = chance();
    let writer = Arc::new(Writer {
        region,
        vault: KeyFile::load(&place.home().keys(), &key_id)?,
        models: Models::read(&db)?,
        from: chance.clock.today().saturating_sub((DAYS as i64).days()),
        offset: 5_000_000,
    });
    let bureau = services::base::find(&db, &place.home(), &chance)?;
    for start in (0..cases).step_by(GROUP as usize) {
        let (writer, rng) = (writer.clone(), chance.rng.clone());
        let end = (start + GROUP).min(cases);
        db.write(move |tx| -> Result<(), StoreError> {
            let mut key = None;
            for n in start..end {
                // A group begins with a new person, so that it can be run again by itself.
                if n % EACH == 0 || key.is_none() {
                    let code = acts::citizen_id(writer.offset + n);
                    let id = PersonId::new(writer.id(n, cases) + 1);
                    let (of, change) = new_person(tx, &writer.region, &writer.vault, &*rng, id, "person", &code)?;
                    key = Some((id, of, Some(change)));
                }
                let Some((person, of, made)) = &mut key else { continue };
                let sealed = |field: &str, text: &str| Val::from(of.seal(&writer.region, field, text, &*rng));
                let fields = [
                    ("person_id", Val::from(*person)),
                    ("applicant_kind", Val::from("person")),
                    ("applicant_name", sealed("name", &acts::name(n))),
                    ("applicant_code", sealed("code", &acts::citizen_id(writer.offset + n / EACH * EACH))),
                    ("contact_name", Val::Null),
                    ("contact_phone", sealed("phone", &format!("139{:08}", n % 100_000_000))),
                    ("query_password", sealed("query_password", &format!("{:08}", rng.below(100_000_000)))),
                    ("receiver", Val::Null),
                ];
                let (row, id) = writer.row(n, cases, fields)?;
                let entry = Entry::new(Stream::case(domain::base::CaseId::new(id)), 0, "case.imported", &n)
                    .with_all(made.take())
                    .with(Change::put("service_case", row));
                journal::append(tx, &writer.region, &writer.stamp(n, cases), entry)?;
            }
            Ok(())
        })?;
        if let (Some(bureau), true) = (&bureau, start % (GROUP * 8) == 0) {
            services::journal::seal(bureau)?;
        }
    }
    if let Some(bureau) = &bureau {
        services::journal::seal(bureau)?;
    }
    Ok(())
}

impl Writer {
    fn day(&self, n: u64, of: u64) -> Date {
        self.from.saturating_add(((n * DAYS / of.max(1)) as i64).days())
    }

    /// Rises with the days; each case has its millisecond, the person beside it the next number.
    fn id(&self, n: u64, of: u64) -> i64 {
        let first = (n * DAYS / of.max(1) * of).div_ceil(DAYS);
        let morning = instant(self.day(n, of), "T01:00:00Z");
        id_from(morning.as_millisecond() + n.saturating_sub(first) as i64, 0)
    }

    fn stamp(&self, n: u64, of: u64) -> Stamp {
        let at = instant(self.day(n, of), "T02:00:00Z");
        Stamp {
            happened_at: at,
            entered_at: at,
            actor: "导入".into(),
            role: String::new(),
            terminal: "命令行".into(),
            source: Source::Imported,
        }
    }

    /// A copy of a model, moved to its day, under its own number and particulars.
    fn row(&self, n: u64, of: u64, fields: [(&'static str, Val); 8]) -> Result<(Cells, i64), StoreError> {
        let open = n.is_multiple_of(OPEN) && !self.models.open.is_empty();
        let models = if open { &self.models.open } else { &self.models.done };
        let model = &models[(n / OPEN) as usize % models.len()];
        // Open cases keep their days: nobody waits for two years.
        let day = if open { model.date("accepted_on")? } else { self.day(n, of) };
        let moved = (day - model.date("accepted_on")?).get_days();
        let id = self.id(n, of);
        let mut row = Vec::with_capacity(self.models.columns.len());
        for name in &self.models.columns {
            let val = match fields.iter().find(|(c, _)| c == name) {
                Some((_, val)) => val.clone(),
                None => match (*name, model.val(name)?) {
                    ("id", _) => Val::Int(id),
                    ("version", _) => Val::Int(1),
                    ("case_no", _) => Val::from(format!(
                        "{:04}-{:02}{:02}-{:02}-{:06}",
                        day.year(),
                        day.month(),
                        day.day(),
                        60 + n % 20,
                        n
                    )),
                    (on, Val::Text(text)) if on.ends_with("_on") || on.ends_with("_at") || on.ends_with("_by") => {
                        Val::from(shifted(text, moved))
                    }
                    (_, val) => val.clone(),
                },
            };
            row.push((*name, val));
        }
        Ok((row, id))
    }
}

fn instant(day: Date, time: &str) -> Timestamp {
    format!("{day}{time}").parse().expect("a day and a time make an instant")
}

/// A day or an instant, so many days later.
fn shifted(text: &str, days: i32) -> String {
    let (day, rest) = text.split_at(text.len().min(10));
    day.parse::<Date>().map_or_else(|_| text.to_owned(), |d| format!("{}{rest}", d.saturating_add(days.days())))
}

fn timed<T>(work: impl FnOnce() -> Result<T, StoreError>) -> Result<(T, f64), StoreError> {
    let begun = Instant::now();
    let made = work()?;
    Ok((made, begun.elapsed().as_secs_f64()))
}

/// Counters read, counted again, and a bare grouped count of the same table.
pub(crate) fn counters(place: &Place) -> anyhow::Result<()> {
    let db = place.open()?;
    let region = region(&db)?;
    let all = CounterFilter::default();
    let (kept, read) = timed(|| db.read(|tx| cases::counters(tx, &region, &all)))?;
    let (again, recount) = timed(|| {
        db.read(|tx| {
            tx.without_limit();
            cases::recount(tx, &region)
        })
    })?;
    let (_, bare) = timed(|| {
        db.read(|tx| {
            tx.without_limit();
            tx.rows(
                "SELECT department_id, item_id, substr(accepted_on, 1, 7) AS month, stage, outcome, count(*) AS n \
                 FROM service_case WHERE region = $1 GROUP BY department_id, item_id, substr(accepted_on, 1, 7), stage, outcome",
                vals![&region],
            )
        })
    })?;
    let same = if kept == again { "the same" } else { "NOT the same" };
    say(&format!(
        "\ncounters: {} read in {:.1} ms, counted again in {:.0} ms ({same}) = {:.2} of a bare grouped count ({:.0} ms)",
        kept.len(),
        read * 1e3,
        recount * 1e3,
        recount / bare,
        bare * 1e3
    ));
    Ok(())
}

/// The whole check of the journal against the hash's own speed over the same bytes.
pub(crate) fn chains(place: &Place) -> anyhow::Result<()> {
    let db = place.open()?;
    let region = region(&db)?;
    let (verified, check) = timed(|| {
        db.read(|tx| {
            tx.without_limit();
            journal::verify(tx, &region)
        })
    })?;
    let bytes = db.read(|tx| {
        tx.row("SELECT sum(length(body)) AS n FROM event WHERE region = $1", vals![&region])?
            .map_or(Ok(0), |r| r.int("n"))
    })?;
    let block = vec![7_u8; 2_500];
    let begun = Instant::now();
    let mut hashed = 0;
    while hashed < bytes {
        std::hint::black_box(Sm3::digest(&block));
        hashed += block.len() as i64;
    }
    let alone = begun.elapsed().as_secs_f64();
    say(&format!(
        "chain check: {} events, {} rows, {} findings in {:.2} s = {:.1} of the hash alone ({:.2} s for {:.0} MB)",
        verified.events,
        verified.rows,
        verified.findings.len(),
        check,
        check / alone,
        alone,
        bytes as f64 / 1e6
    ));
    Ok(())
}

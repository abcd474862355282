//! The sample county's cases (样例办件): every script played in the order of time through the use cases
//! that the windows and the approvers use.
//!
//! Deliberately not here: what happens to which case; that is drawn in `script`.

use std::collections::HashMap;

use domain::{
    base::{ManualClock, Rng, SeededRng},
    cases::ApplicantKind,
    catalogue::Need,
    people::{Desk, Staff},
};
use jiff::{Timestamp, ToSpan as _, civil::Date};

use super::{
    applicants::{Applicants, SampleApplicant},
    catalogue::{Catalogue, Listed},
    create::SampleFault,
    days::Days,
    planted::{self, APPROVAL_ROOM, Decided, TakenIn},
    script::{self, Script},
    staff::SampleStaff,
    visitors::{self, Ground},
};
use crate::{
    Bureau,
    cases::{self, AcceptForm, CompleteForm, DecideForm, DeliverForm},
    certificates::{self, CertificateRefusal},
};

const PLANT_SEED: u64 = 52_117;

const OPINIONS: [&str; 3] = ["材料齐全，符合条件，准予办理", "经审查符合规定条件，同意", ""];

/// Why a licence is refused, with the rule it rests on (行政许可法 38).
fn reason(ground: Ground) -> String {
    let found = match ground {
        Ground::Place => "现场核查发现场所布局与申报图纸不一致",
        Ground::People => "从业人员的资格证明已过有效期",
        Ground::Equipment => "现场核查发现设施设备不齐，限期整改后复查仍未达到要求",
    };
    format!("{found}，不符合许可条件。依据《行政许可法》第三十八条第二款，不予许可")
}

/// The acts of a case, in their order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Step {
    Accept,
    Decide,
    Complete,
    Deliver,
}

/// What has been made of a script so far.
struct Running<'a> {
    script: &'a Script<'a>,
    item: &'a Listed,
    applicant: &'a SampleApplicant,
    clerk: &'a Staff,
    /// Where the approver sits.
    room: &'static str,
    phone: Option<&'static str>,
    ticket: bool,
    early_days: i32,
    no: String,
    version: i64,
}

/// The hall as the scripts need it.
struct Hall<'a> {
    bureau: &'a Bureau,
    catalogue: &'a Catalogue,
    staff: &'a SampleStaff,
    rng: &'a dyn Rng,
    days: &'a Days,
    /// Numbers given to certificates and documents, by department, series and year.
    given: HashMap<(&'static str, &'static str, i16), u32>,
    taken_in: Vec<TakenIn>,
    decided: Vec<Decided>,
}

/// What was played, as other offices know of it.
pub(super) struct Played {
    /// How many cases there are.
    pub(super) cases: u64,
    /// Who came to a window.
    pub(super) taken_in: Vec<TakenIn>,
    /// Licences for the public list.
    pub(super) decided: Vec<Decided>,
}

/// Plays all cases over the given days.
pub(super) fn play(
    (bureau, clock): (&Bureau, &ManualClock),
    (catalogue, staff): (&Catalogue, &SampleStaff),
    days: &Days,
    rng: &dyn Rng,
    progress: &dyn Fn(&str, u64, u64),
) -> Result<Played, SampleFault> {
    let applicants = Applicants::make(rng)?;
    let visits = visitors::visits()?;
    let scripts = script::write(&catalogue.items, &visits, rng)?;
    // Drawn apart: another plant moves no other case.
    let own = SeededRng::new(PLANT_SEED);
    let planted = planted::write(&catalogue.items, days, &own)?;
    let run = |script, rng: &dyn Rng| Running {
        script,
        item: &catalogue.items[script.item],
        applicant: match script.applicant {
            ApplicantKind::Person => applicants.person(rng),
            ApplicantKind::Organisation => applicants.company(script.companies, rng),
        },
        clerk: &staff.clerks[rng.below(staff.clerks.len() as u64) as usize],
        room: APPROVAL_ROOM,
        phone: None,
        ticket: true,
        early_days: 0,
        no: String::new(),
        version: 1,
    };
    let mut running: Vec<Running<'_>> = scripts.iter().map(|script| run(script, rng)).collect();
    for plant in &planted {
        let case = run(&plant.script, &own);
        running.push(Running {
            clerk: plant.clerk.and_then(|at| staff.clerks.get(at)).unwrap_or(case.clerk),
            // An agent's people are many.
            applicant: applicants.nth(running.len(), plant.script.applicant).unwrap_or(case.applicant),
            room: plant.room,
            phone: plant.phone,
            ticket: plant.ticket,
            early_days: plant.early_days,
            ..case
        });
    }
    let timeline = timeline(running.iter().map(|r| r.script), days);
    let (taken_in, decided) = (Vec::new(), Vec::new());
    let mut hall = Hall { bureau, catalogue, staff, rng, days, given: HashMap::new(), taken_in, decided };
    let all = timeline.len() as u64;
    for (n, (at, case, step)) in timeline.into_iter().enumerate() {
        clock.set(at);
        let case = &mut running[case];
        match step {
            Step::Accept => hall.accept(case)?,
            Step::Decide => hall.decide(case)?,
            Step::Complete => hall.complete(case)?,
            Step::Deliver => hall.deliver(case)?,
        }
        progress("办件", n as u64 + 1, all);
    }
    Ok(Played { cases: running.len() as u64, taken_in: hall.taken_in, decided: hall.decided })
}

/// All acts of all cases in the order of time.
fn timeline<'a>(scripts: impl Iterator<Item = &'a Script<'a>>, days: &Days) -> Vec<(Timestamp, usize, Step)> {
    let mut out = Vec::new();
    for (i, script) in scripts.enumerate() {
        let steps = [
            (Some(script.accepted), Step::Accept),
            (script.decided, Step::Decide),
            (script.completed, Step::Complete),
            (script.delivered.map(|(at, _)| at), Step::Deliver),
        ];
        out.extend(steps.into_iter().filter_map(|(at, step)| Some((days.instant(at?), i, step))));
    }
    out.sort_unstable();
    out
}

/// A clerk at the own window.
fn desk(staff: &Staff) -> Desk {
    let terminal = staff.window().map_or_else(|| APPROVAL_ROOM.to_owned(), |no| format!("{no}号窗口"));
    Desk::of(staff.clone(), terminal)
}

impl Hall<'_> {
    fn accept(&mut self, case: &mut Running<'_>) -> Result<(), SampleFault> {
        let materials = case.item.content.guide.materials.iter().enumerate().filter(|(_, m)| match m.need {
            Need::Required => true,
            Need::Optional | Need::Deferrable => self.rng.below(2) == 0,
        });
        let form = AcceptForm {
            item: case.item.id.get(),
            applicant: case.applicant.kind.as_str().into(),
            code: case.applicant.code.clone(),
            name: case.applicant.name.clone(),
            contact: case.applicant.contact.clone(),
            phone: case.phone.map_or_else(|| case.applicant.phone.clone(), str::to_owned),
            materials: materials.map(|(i, _)| i).collect(),
            ..AcceptForm::default()
        };
        let accepted = cases::accept(self.bureau, &desk(case.clerk), &form, None)?;
        case.no = accepted.case_no;
        self.taken_in.push(TakenIn { window: case.clerk.window(), at: self.bureau.now(), ticket: case.ticket });
        Ok(())
    }

    fn approver(&self, case: &Running<'_>) -> Result<Desk, SampleFault> {
        let key = case.item.department;
        let found = self.staff.approvers.get(key).ok_or_else(|| SampleFault::NoApprover(key.into()))?;
        Ok(Desk::of(found.clone(), case.room))
    }

    fn decide(&self, case: &mut Running<'_>) -> Result<(), SampleFault> {
        let (outcome, reason, opinion) = match case.script.denied {
            Some(ground) => ("deny", reason(ground), "不符合许可条件，不予许可".to_owned()),
            None => ("grant", String::new(), OPINIONS[self.rng.below(OPINIONS.len() as u64) as usize].to_owned()),
        };
        let form =
            DecideForm { case_no: case.no.clone(), version: case.version, outcome: outcome.into(), reason, opinion };
        case.version = cases::decide(self.bureau, &self.approver(case)?, &form, None)?;
        Ok(())
    }

    fn complete(&mut self, case: &mut Running<'_>) -> Result<(), SampleFault> {
        let (result_name, result_no) = match case.script.denied {
            Some(_) => ("不予行政许可决定书".to_owned(), self.document_no(case.item.department, "不许")),
            None => (case.item.content.guide.result_name.clone(), self.result_no(case.item)),
        };
        self.publish(case, &result_no);
        let form = CompleteForm { case_no: case.no.clone(), version: case.version, result_name, result_no };
        case.version = cases::complete(self.bureau, &self.approver(case)?, &form, None)?;
        // As the desk does it: what was granted becomes a certificate at once where the list has its kind.
        certificates::issue_completed(self.bureau, &self.approver(case)?, &case.no, None)
            .map_err(|e| e.map::<CertificateRefusal>(|never| match never {}))?;
        Ok(())
    }

    /// What was granted as a licence goes onto the public list.
    fn publish(&mut self, case: &Running<'_>, result_no: &str) {
        let content = &case.item.content;
        if case.script.denied.is_some() || result_no.is_empty() || !content.item_type.is_licence() {
            return;
        }
        let today = self.bureau.today();
        let organ = self.catalogue.departments.get(case.item.department).map(|(_, d)| d.name.to_owned());
        self.decided.push(Decided {
            no: result_no.to_owned(),
            party: case.applicant.name.clone(),
            code: match case.applicant.kind {
                ApplicantKind::Organisation => case.applicant.code.clone(),
                ApplicantKind::Person => String::new(),
            },
            item: content.name.clone(),
            organ: organ.unwrap_or_default(),
            on: match case.early_days {
                0 => case.script.decided.map_or(today, |at| self.days.day(at.ago)),
                early => self.days.day(case.script.accepted.ago).saturating_sub(early.days()),
            },
        });
    }

    fn deliver(&self, case: &mut Running<'_>) -> Result<(), SampleFault> {
        let Some((_, way)) = case.script.delivered else { return Ok(()) };
        let a = case.applicant;
        let receiver = if a.contact.is_empty() { a.name.clone() } else { a.contact.clone() };
        let (case_no, way) = (case.no.clone(), way.as_str().to_owned());
        let form = DeliverForm { case_no, version: case.version, way, receiver, by_applicant: false };
        let clerk = &self.staff.clerks[self.rng.below(self.staff.clerks.len() as u64) as usize];
        case.version = cases::deliver(self.bureau, &desk(clerk), &form, None)?;
        Ok(())
    }

    /// Certificates are numbered by county, department and year, documents as official papers are;
    /// receipts and the like have no number.
    fn result_no(&mut self, item: &Listed) -> String {
        match item.content.guide.result_kind.as_str() {
            "证照" => {
                let (n, year) = self.next(item.department, "证");
                let serial = self.catalogue.departments.get(item.department).map_or(0, |(_, d)| d.serial);
                format!("990101{serial:03}{year}{n:05}")
            }
            "批文" => {
                self.document_no(item.department, if item.content.item_type.is_licence() { "许" } else { "办" })
            }
            _ => String::new(),
        }
    }

    fn document_no(&mut self, department: &'static str, series: &'static str) -> String {
        let (n, year) = self.next(department, series);
        let short = self.catalogue.departments.get(department).map_or("", |(_, d)| d.short);
        let word = short.trim_start_matches('县').trim_end_matches('局');
        format!("青{word}{series}〔{year}〕{n}号")
    }

    /// The next number of a series of a department in the year of the clock.
    fn next(&mut self, department: &'static str, series: &'static str) -> (u32, i16) {
        let year = Date::year(self.bureau.today());
        let n = self.given.entry((department, series, year)).or_insert(0);
        *n += 1;
        (*n, year)
    }
}

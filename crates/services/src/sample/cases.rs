//! The sample county's cases (样例办件): every script played in the order of time through the use cases
//! that the windows and the approvers use.
//!
//! Deliberately not here: what happens to which case; that is drawn in `script`.

use std::collections::HashMap;

use domain::{
    base::{ManualClock, Rng},
    cases::ApplicantKind,
    catalogue::Need,
    people::{Desk, Staff},
};
use jiff::{Timestamp, civil::Date};

use super::{
    applicants::{Applicants, SampleApplicant},
    catalogue::{Catalogue, Listed},
    create::SampleFault,
    days::Days,
    script::{self, Script},
    staff::SampleStaff,
    visitors::{self, Ground},
};
use crate::{
    Bureau,
    cases::{self, AcceptForm, CompleteForm, DecideForm, DeliverForm},
    certificates::{self, CertificateRefusal},
};

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
    no: String,
    version: i64,
}

/// The hall as the scripts need it.
struct Hall<'a> {
    bureau: &'a Bureau,
    catalogue: &'a Catalogue,
    staff: &'a SampleStaff,
    rng: &'a dyn Rng,
    /// Numbers given to certificates and documents, by department, series and year.
    given: HashMap<(&'static str, &'static str, i16), u32>,
}

/// Plays all cases over the given days. Returns how many there are.
pub(super) fn play(
    (bureau, clock): (&Bureau, &ManualClock),
    (catalogue, staff): (&Catalogue, &SampleStaff),
    days: &Days,
    rng: &dyn Rng,
    progress: &dyn Fn(&str, u64, u64),
) -> Result<u64, SampleFault> {
    let applicants = Applicants::make(rng)?;
    let visits = visitors::visits()?;
    let scripts = script::write(&catalogue.items, &visits, rng)?;
    let mut running: Vec<Running<'_>> = scripts
        .iter()
        .map(|script| Running {
            script,
            item: &catalogue.items[script.item],
            applicant: match script.applicant {
                ApplicantKind::Person => applicants.person(rng),
                ApplicantKind::Organisation => applicants.company(script.companies, rng),
            },
            clerk: &staff.clerks[rng.below(staff.clerks.len() as u64) as usize],
            no: String::new(),
            version: 1,
        })
        .collect();
    let timeline = timeline(&scripts, days);
    let mut hall = Hall { bureau, catalogue, staff, rng, given: HashMap::new() };
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
    Ok(scripts.len() as u64)
}

/// All acts of all cases in the order of time.
fn timeline(scripts: &[Script<'_>], days: &Days) -> Vec<(Timestamp, usize, Step)> {
    let mut out = Vec::new();
    for (i, script) in scripts.iter().enumerate() {
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

fn desk(staff: &Staff) -> Desk {
    let terminal = staff.window_no.map_or_else(|| "办公室".to_owned(), |no| format!("{no}号窗口"));
    Desk::of(staff.clone(), terminal)
}

impl Hall<'_> {
    fn accept(&self, case: &mut Running<'_>) -> Result<(), SampleFault> {
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
            phone: case.applicant.phone.clone(),
            materials: materials.map(|(i, _)| i).collect(),
            ..AcceptForm::default()
        };
        let accepted = cases::accept(self.bureau, &desk(case.clerk), &form, None)?;
        case.no = accepted.case_no;
        Ok(())
    }

    fn approver(&self, case: &Running<'_>) -> Result<Desk, SampleFault> {
        let key = case.item.department;
        self.staff.approvers.get(key).map(desk).ok_or_else(|| SampleFault::NoApprover(key.into()))
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
        let form = CompleteForm { case_no: case.no.clone(), version: case.version, result_name, result_no };
        case.version = cases::complete(self.bureau, &self.approver(case)?, &form, None)?;
        // As the desk does it: what was granted becomes a certificate at once where the list has its kind.
        certificates::issue_completed(self.bureau, &self.approver(case)?, &case.no, None)
            .map_err(|e| e.map::<CertificateRefusal>(|never| match never {}))?;
        Ok(())
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

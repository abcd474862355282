//! Shapes of the letters' answers (代表接口的回答). Days are `2026-12-02`, instants UTC, ids are texts.

use domain::base::ItemId;
use jiff::{Timestamp, civil::Date};
use serde::Serialize;
use services::delegates::{
    AppointmentLetter, AppointmentView, AuthorizationLetter, BareDecisionLine, DepartmentLine, Exercise, Findings,
    LackingLine, LetterEnd, LetterView, Listing, NamedItem, NoticeLine, Register, UnauthorisedLine,
};

/// A department of the register.
#[derive(Debug, Serialize)]
struct DepartmentJson {
    id: String,
    name: String,
    resident: u64,
    unauthorised: u64,
    lacks_representative: bool,
    letters: Vec<String>,
}

impl DepartmentJson {
    fn of(line: &DepartmentLine, today: Date) -> Self {
        Self {
            id: line.id.to_string(),
            name: line.name.clone(),
            resident: line.resident,
            unauthorised: line.unauthorised,
            lacks_representative: line.lacks_representative(today),
            letters: line.letters.iter().map(|l| l.id.to_string()).collect(),
        }
    }
}

/// A letter of authorisation.
#[derive(Debug, Serialize)]
struct LetterJson {
    id: String,
    version: i64,
    doc_no: String,
    department: String,
    representative: String,
    rank: String,
    on_roster: bool,
    deputy: Option<String>,
    all_items: bool,
    items: Vec<String>,
    excluded: Vec<String>,
    powers: Vec<&'static str>,
    valid_from: Date,
    valid_to: Date,
    state: &'static str,
    filed_on: Option<Date>,
    filing_no: Option<String>,
    published_on: Option<Date>,
    revoked_from: Option<Date>,
    revoked_why: Option<String>,
    replaces: Option<String>,
    replaced_by: Option<String>,
    file_digest: String,
}

impl LetterJson {
    fn of(l: &AuthorizationLetter, today: Date) -> Self {
        let (filing, revocation) = (l.filing.as_ref(), l.revocation.as_ref());
        let texts = |ids: &mut dyn Iterator<Item = &ItemId>| ids.map(ToString::to_string).collect();
        let (all_items, items) = match &l.scope.listing {
            Listing::All => (true, Vec::new()),
            Listing::Listed(items) => (false, texts(&mut items.iter())),
        };
        Self {
            id: l.id.to_string(),
            version: l.version,
            doc_no: l.doc_no.clone(),
            department: l.department_name.clone(),
            representative: l.representative.name.clone(),
            rank: l.representative.rank.clone(),
            on_roster: l.representative.on_roster,
            deputy: l.deputy.as_ref().map(|d| d.name.clone()),
            all_items,
            items,
            excluded: texts(&mut l.scope.excluded.iter()),
            powers: l.powers.iter().map(|p| p.as_str()).collect(),
            valid_from: l.valid_from,
            valid_to: l.valid_to,
            state: l.state_on(today).as_str(),
            filed_on: filing.map(|f| f.on),
            filing_no: filing.map(|f| f.no.clone()),
            published_on: l.published_on,
            revoked_from: revocation.map(|r| r.from),
            revoked_why: revocation.map(|r| r.reason.clone()),
            replaces: l.replaces.map(|id| id.to_string()),
            replaced_by: revocation.and_then(|r| r.replaced_by).map(|id| id.to_string()),
            file_digest: l.file_digest.clone(),
        }
    }
}

/// A letter of appointment.
#[derive(Debug, Serialize)]
struct AppointmentJson {
    id: String,
    version: i64,
    doc_no: String,
    department: String,
    person: String,
    rank: String,
    on_roster: bool,
    from: Date,
    in_office: bool,
    warnings: Vec<&'static str>,
    filed_on: Option<Date>,
    filing_no: Option<String>,
    dismissed_from: Option<Date>,
    dismissed_why: Option<String>,
}

impl AppointmentJson {
    fn of(a: &AppointmentLetter, today: Date) -> Self {
        let (filing, dismissal) = (a.filing.as_ref(), a.dismissal.as_ref());
        Self {
            id: a.id.to_string(),
            version: a.version,
            doc_no: a.doc_no.clone(),
            department: a.department_name.clone(),
            person: a.person_name.clone(),
            rank: a.rank.clone(),
            on_roster: a.on_roster,
            from: a.from,
            in_office: a.holds_on(today),
            warnings: a.warnings.iter().map(|w| w.as_str()).collect(),
            filed_on: filing.map(|f| f.on),
            filing_no: filing.map(|f| f.no.clone()),
            dismissed_from: dismissal.map(|d| d.from),
            dismissed_why: dismissal.map(|d| d.reason.clone()),
        }
    }
}

/// The register.
#[derive(Debug, Serialize)]
pub struct RegisterJson {
    departments: Vec<DepartmentJson>,
    letters: Vec<LetterJson>,
    appointments: Vec<AppointmentJson>,
}

impl RegisterJson {
    /// Of the register, for an answer or for the command line.
    pub fn of(register: &Register) -> Self {
        let today = register.today;
        Self {
            departments: register.departments.iter().map(|d| DepartmentJson::of(d, today)).collect(),
            letters: register.letters.iter().map(|l| LetterJson::of(l, today)).collect(),
            appointments: register.appointments.iter().map(|a| AppointmentJson::of(a, today)).collect(),
        }
    }
}

/// An item with its name.
#[derive(Debug, Serialize)]
struct ItemJson {
    id: String,
    code: String,
    name: String,
}

fn items(all: &[NamedItem]) -> Vec<ItemJson> {
    let one = |i: &NamedItem| ItemJson { id: i.id.to_string(), code: i.code.clone(), name: i.name.clone() };
    all.iter().map(one).collect()
}

/// A step of a letter.
#[derive(Debug, Serialize)]
struct StepJson {
    seq: i64,
    kind: String,
    happened_at: Timestamp,
    actor: String,
}

fn steps(history: &[services::delegates::EventRow]) -> Vec<StepJson> {
    let one = |e: &services::delegates::EventRow| StepJson {
        seq: e.seq,
        kind: e.kind.clone(),
        happened_at: e.happened_at,
        actor: crate::base::actor_name(&e.actor).to_owned(),
    };
    history.iter().map(one).collect()
}

/// A letter of authorisation with what stands around it.
#[derive(Debug, Serialize)]
pub(super) struct LetterWholeJson {
    letter: LetterJson,
    ends_soon: bool,
    listed: Vec<ItemJson>,
    taken_out: Vec<ItemJson>,
    history: Vec<StepJson>,
}

impl LetterWholeJson {
    pub(super) fn of(view: &LetterView) -> Self {
        Self {
            letter: LetterJson::of(&view.letter, view.today),
            ends_soon: view.ends_soon,
            listed: items(&view.listed),
            taken_out: items(&view.excluded),
            history: steps(&view.history),
        }
    }
}

/// A letter of appointment with what stands around it.
#[derive(Debug, Serialize)]
pub(super) struct AppointmentWholeJson {
    appointment: AppointmentJson,
    letters: Vec<String>,
    history: Vec<StepJson>,
}

impl AppointmentWholeJson {
    pub(super) fn of(view: &AppointmentView) -> Self {
        Self {
            appointment: AppointmentJson::of(&view.letter, view.today),
            letters: view.letters.iter().map(|l| l.id.to_string()).collect(),
            history: steps(&view.history),
        }
    }
}

/// A line of the public notice: no number of a person, no rank.
#[derive(Debug, Serialize)]
pub(super) struct NoticeJson {
    doc_no: String,
    department: String,
    representative: String,
    deputy: Option<String>,
    powers: Vec<&'static str>,
    all_items: bool,
    items: Vec<ItemJson>,
    excluded: Vec<ItemJson>,
    valid_from: Date,
    valid_to: Date,
}

impl NoticeJson {
    pub(super) fn of(line: &NoticeLine) -> Self {
        let l = &line.letter;
        Self {
            doc_no: l.doc_no.clone(),
            department: l.department_name.clone(),
            representative: l.representative.name.clone(),
            deputy: l.deputy.as_ref().map(|d| d.name.clone()),
            powers: l.powers.iter().map(|p| p.as_str()).collect(),
            all_items: line.listed.is_none(),
            items: line.listed.as_deref().map(items).unwrap_or_default(),
            excluded: items(&line.excluded),
            valid_from: l.valid_from,
            valid_to: l.last_day().unwrap_or(l.valid_to),
        }
    }
}

#[derive(Debug, Serialize)]
struct UnauthorisedJson {
    item: String,
    code: String,
    name: String,
    department: String,
    gap: &'static str,
    doc_no: String,
}

impl UnauthorisedJson {
    fn of(line: &UnauthorisedLine) -> Self {
        Self {
            item: line.item.to_string(),
            code: line.code.clone(),
            name: line.name.clone(),
            department: line.department.clone(),
            gap: line.gap.as_str(),
            doc_no: line.doc_no.clone(),
        }
    }
}

#[derive(Debug, Serialize)]
struct DepartmentGapJson {
    id: String,
    name: String,
    resident: u64,
}

#[derive(Debug, Serialize)]
struct LetterEndJson {
    letter: String,
    doc_no: String,
    department: String,
    last_day: Option<Date>,
}

impl LetterEndJson {
    fn of(end: &LetterEnd) -> Self {
        Self {
            letter: end.letter.id.to_string(),
            doc_no: end.letter.doc_no.clone(),
            department: end.letter.department_name.clone(),
            last_day: end.last,
        }
    }
}

#[derive(Debug, Serialize)]
struct BareDecisionJson {
    case_no: String,
    item: String,
    item_name: String,
    department: String,
    decided_at: Timestamp,
    decided_by: String,
    capacity: Option<String>,
}

impl BareDecisionJson {
    fn of(line: &BareDecisionLine) -> Self {
        Self {
            case_no: line.row.case_no.clone(),
            item: line.row.item.to_string(),
            item_name: line.row.item_name.clone(),
            department: line.department.clone(),
            decided_at: line.row.decided_at,
            decided_by: line.decided_by.clone(),
            capacity: line.row.decided_as.clone(),
        }
    }
}

#[derive(Debug, Serialize)]
struct LackingJson {
    case_no: String,
    item_name: String,
    department: String,
    power: &'static str,
    by: String,
    doc_no: String,
    at: Timestamp,
}

impl LackingJson {
    fn of(line: &LackingLine) -> Self {
        Self {
            case_no: line.row.case_no.clone(),
            item_name: line.row.item_name.clone(),
            department: line.department.clone(),
            power: line.row.power.as_str(),
            by: line.by.clone(),
            doc_no: line.row.letter_no.clone(),
            at: line.row.at,
        }
    }
}

#[derive(Debug, Serialize)]
struct ExerciseJson {
    item: String,
    name: String,
    department: String,
    representative: u64,
    deputy: u64,
    sent_to_department: u64,
    other: u64,
}

impl ExerciseJson {
    fn of(line: &Exercise) -> Self {
        Self {
            item: line.item.to_string(),
            name: line.name.clone(),
            department: line.department.clone(),
            representative: line.counts.representative,
            deputy: line.counts.deputy,
            sent_to_department: line.counts.department,
            other: line.counts.other,
        }
    }
}

/// What a check on a day finds.
#[derive(Debug, Serialize)]
pub struct FindingsJson {
    on: Date,
    since: Date,
    count: u64,
    authorised: u64,
    unauthorised: Vec<UnauthorisedJson>,
    departments: Vec<DepartmentGapJson>,
    ended: Vec<LetterEndJson>,
    ending: Vec<LetterEndJson>,
    out_of_office: Vec<String>,
    unfiled: Vec<String>,
    unpublished: Vec<String>,
    unfiled_appointments: Vec<String>,
    warned_appointments: Vec<String>,
    unused: Vec<String>,
    decisions_count: u64,
    decisions: Vec<BareDecisionJson>,
    lacking_count: u64,
    lacking: Vec<LackingJson>,
    exercise: Vec<ExerciseJson>,
}

impl FindingsJson {
    /// Of findings, for an answer or for the command line.
    pub fn of(found: &Findings) -> Self {
        let ids = |all: &[AuthorizationLetter]| all.iter().map(|l| l.id.to_string()).collect();
        let offices = |all: &[AppointmentLetter]| all.iter().map(|a| a.id.to_string()).collect();
        let department = |d: &services::delegates::DepartmentGap| DepartmentGapJson {
            id: d.id.to_string(),
            name: d.name.clone(),
            resident: d.resident,
        };
        Self {
            on: found.on,
            since: found.since,
            count: found.count(),
            authorised: found.authorised,
            unauthorised: found.unauthorised.iter().map(UnauthorisedJson::of).collect(),
            departments: found.departments.iter().map(department).collect(),
            ended: found.ended.iter().map(LetterEndJson::of).collect(),
            ending: found.ending.iter().map(LetterEndJson::of).collect(),
            out_of_office: ids(&found.out_of_office),
            unfiled: ids(&found.unfiled),
            unpublished: ids(&found.unpublished),
            unfiled_appointments: offices(&found.unfiled_appointments),
            warned_appointments: offices(&found.warned),
            unused: ids(&found.unused),
            decisions_count: found.decisions_count,
            decisions: found.decisions.iter().map(BareDecisionJson::of).collect(),
            lacking_count: found.lacking_count,
            lacking: found.lacking.iter().map(LackingJson::of).collect(),
            exercise: found.exercise.iter().map(ExerciseJson::of).collect(),
        }
    }
}

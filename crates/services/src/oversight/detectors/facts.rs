//! The facts of a run (监测所用的数据): cases of the days looked at, the acts on them, the lists of those days matched
//! with the cases, the guides; and each detector asked with what it needs.
//!
//! What a county does not hold is told so: without a list of terminals D6 looks at decisions alone, without tickets D7,
//! without answered calls and ratings D12 has nothing to look at.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    sync::Arc,
};

use domain::{
    base::{Calendar, CaseId, DepartmentId, ImportId, ItemId, shanghai_day, shanghai_midnight},
    catalogue::{CaseKind, CurrentItem, Status},
    oversight::{
        detectors::{
            Answer, Contact, Course, DecidedBy, Detector, Doors, ElsewhereDecision, Entry, Evidence, Found, GuidePlace,
            HallAct, Moment, Outcome, Profile, ResidentItem, ResultDay, Row, Typed, WindowCase, batch_entry,
            early_result, guide_address, instant_finish, late_entry, month_end, no_cases_here, no_ticket,
            off_hall_answer, off_hall_terminal, off_hours, shared_phone, two_doors,
        },
        ledger::{Decision, HallCase, ItemNames, LedgerKind, LedgerRow, Pairing, pair},
        queue::{Served, Ticket},
    },
    people::Desk,
};
use jiff::{ToSpan as _, civil::Date};
use store::{
    StoreError, catalogue,
    oversight::{self as rows, CaseAct, CaseFact},
    people,
};

use super::{people::Applicant, people::applicants, profile::profile};
use crate::{
    Bureau,
    followup::{HandedInAt, handed_in},
    oversight::queue::{slack, window_of},
    reviews::{Ticked, TickedIn, ticked},
};

/// Days before the first one in which a case may have come in whose decision falls into the days looked at.
const LOOK_BACK_DAYS: i64 = 180;

/// Everything that a run looks at.
pub(super) struct Facts {
    pub(super) profile: Profile,
    calendar: Arc<Calendar>,
    items: HashMap<ItemId, CurrentItem>,
    departments: HashMap<DepartmentId, String>,
    /// Cases received in the days looked at and in those before, by id.
    cases: Vec<CaseFact>,
    applicants: Vec<Applicant>,
    place: HashMap<CaseId, usize>,
    acts: Vec<CaseAct>,
    certificates: Vec<(CaseId, Date)>,
    lists: BTreeMap<LedgerKind, List>,
    tickets: Vec<Ticket>,
    /// Where applicants say that they handed in; `None` where whoever asks may not see answers.
    answers: Option<Vec<HandedInAt>>,
    /// What applicants ticked in ratings; `None` where whoever asks may not see them.
    ticked: Option<Vec<Ticked>>,
    days: (Date, Date),
}

/// One kind of list with its lines matched.
struct List {
    decisions: Vec<Decision>,
    pairing: Pairing,
    matched: BTreeSet<usize>,
}

/// Reads everything of the days, both counted. Answers of follow-up calls are opened for a desk that may see them, and
/// for none where nobody asks by name.
pub(super) fn gather(bureau: &Bureau, desk: Option<&Desk>, (from, to): (Date, Date)) -> Result<Facts, StoreError> {
    let region = bureau.region();
    let before = shanghai_midnight(to.tomorrow().unwrap_or(to));
    let (mut facts, lines, held) = bureau.db().read(|tx| {
        let profile = profile(bureau, tx)?;
        let later = to.saturating_add(i64::from(profile.matching.window_days).days());
        let cases = rows::case_facts(tx, region, (from.saturating_sub(LOOK_BACK_DAYS.days()), later))?;
        let lines = rows::ledger_rows(tx, region, (from, to))?;
        let held: BTreeSet<LedgerKind> =
            rows::ledger_imports(tx, region)?.into_iter().filter(|l| l.as_of >= from).map(|l| l.kind).collect();
        let facts = Facts {
            profile,
            calendar: bureau.calendar(tx)?,
            items: catalogue::current_items(tx, region, bureau.today())?.into_iter().map(|i| (i.id, i)).collect(),
            departments: people::departments(tx, region)?.into_iter().map(|d| (d.id, d.name)).collect(),
            applicants: Vec::new(),
            place: cases.iter().enumerate().map(|(place, case)| (case.id, place)).collect(),
            cases,
            acts: rows::case_acts(tx, region, (shanghai_midnight(from), before))?,
            certificates: rows::certificate_days(tx, region, from.saturating_sub(LOOK_BACK_DAYS.days()))?,
            lists: BTreeMap::new(),
            tickets: rows::tickets(tx, region, (from, to))?,
            answers: desk.map(|desk| handed_in(bureau, tx, desk, (from, to))).transpose()?.flatten(),
            ticked: desk.map(|desk| ticked(bureau, tx, desk, (from, to))).transpose()?.flatten(),
            days: (from, to),
        };
        Ok((facts, lines, held))
    })?;
    facts.applicants = applicants(bureau, &facts.cases)?;
    facts.lists = facts.matched(lines, &held);
    Ok(facts)
}

impl Facts {
    /// Matches each kind of list for itself: one case may stand in several lists.
    fn matched(
        &self,
        lines: Vec<(ImportId, LedgerKind, LedgerRow)>,
        held: &BTreeSet<LedgerKind>,
    ) -> BTreeMap<LedgerKind, List> {
        let in_use = self.items.values().filter(|i| i.content.status == Status::InUse);
        let names = ItemNames::new(in_use.map(|i| (i.id, i.content.name.as_str())), &self.profile.matching.variants);
        let mut by_text: HashMap<String, Option<ItemId>> = HashMap::new();
        let mut of_kind: BTreeMap<LedgerKind, Vec<Decision>> = held.iter().map(|kind| (*kind, Vec::new())).collect();
        for (import, kind, line) in lines {
            let text = if line.item_name.is_empty() { &line.content } else { &line.item_name };
            let item = *by_text.entry(text.clone()).or_insert_with(|| names.find(text));
            of_kind.entry(kind).or_default().push(Decision { import, line, item });
        }
        let hall = self.hall_cases();
        let list = |decisions: Vec<Decision>| {
            let pairing = pair(&decisions, &hall, &self.profile.matching);
            let matched = pairing.matches.iter().map(|m| m.decision).collect();
            List { decisions, pairing, matched }
        };
        of_kind.into_iter().map(|(kind, decisions)| (kind, list(decisions))).collect()
    }

    /// The cases as lists are held against them, in their order.
    fn hall_cases(&self) -> Vec<HallCase> {
        let day = |case: &CaseFact| case.decided_at.or(case.completed_at).map_or(case.received_on, shanghai_day);
        let one = |(case, applicant): (&CaseFact, &Applicant)| HallCase {
            case: case.id,
            result_no: case.result_no.clone(),
            party: applicant.party.clone(),
            code: applicant.code.clone(),
            item: case.item,
            item_name: case.item_name.clone(),
            organ: self.departments.get(&case.department).cloned().unwrap_or_default(),
            decided_on: day(case),
        };
        self.cases.iter().zip(&self.applicants).map(one).collect()
    }

    /// Cases received in the days looked at.
    fn received(&self) -> impl Iterator<Item = (&CaseFact, &Applicant)> {
        let (from, to) = self.days;
        let all = self.cases.iter().zip(&self.applicants);
        all.filter(move |(case, _)| from <= case.received_on && case.received_on <= to)
    }

    fn case(&self, id: CaseId) -> Option<&CaseFact> {
        self.place.get(&id).map(|place| &self.cases[*place])
    }

    fn residents(&self) -> impl Iterator<Item = &CurrentItem> {
        let here = |i: &&CurrentItem| i.content.standing.resident == Some(true) && i.content.status == Status::InUse;
        self.items.values().filter(here)
    }

    fn is_resident(&self, item: ItemId) -> bool {
        self.items.get(&item).is_some_and(|i| i.content.standing.resident == Some(true))
    }

    /// Asks every detector that is on.
    pub(super) fn look(&self) -> Vec<Found> {
        let ask = |detector: Detector| Found {
            detector,
            outcome: if self.profile.setting(detector).on { self.ask(detector) } else { Outcome::Off },
        };
        Detector::ALL.into_iter().map(ask).collect()
    }

    fn ask(&self, detector: Detector) -> Outcome {
        let profile = &self.profile;
        match detector {
            Detector::NoCasesHere => {
                let decisions = (!self.lists.is_empty()).then(|| self.elsewhere());
                no_cases_here(&self.resident_items(), decisions.as_deref(), profile)
            }
            Detector::InstantFinish => instant_finish(&self.courses(), profile),
            Detector::BatchEntry => batch_entry(&self.entries(), profile),
            Detector::MonthEnd => month_end(&self.entries(), self.days, profile, &self.calendar),
            Detector::OffHours => off_hours(&self.moments(), profile, &self.calendar),
            Detector::EarlyResult => early_result(&self.result_days(), profile),
            Detector::OffHallTerminal => off_hall_terminal(&self.hall_acts(), profile),
            Detector::NoTicket => no_ticket(self.window_cases().as_deref(), profile),
            Detector::SharedPhone => shared_phone(&self.contacts(), profile),
            Detector::TwoDoors => two_doors(self.doors().as_deref(), profile),
            Detector::GuideAddress => guide_address(&self.guide_places(), profile),
            Detector::LateEntry => late_entry(&self.typed(), profile),
            Detector::OffHallAnswer => off_hall_answer(self.answers().as_deref(), profile),
        }
    }

    /// Items in the hall with their cases of the days looked at, by id.
    pub(super) fn resident_items(&self) -> Vec<ResidentItem> {
        let mut cases: HashMap<ItemId, u64> = HashMap::new();
        for (case, _) in self.received() {
            *cases.entry(case.item).or_default() += 1;
        }
        let mut items: Vec<ResidentItem> = self
            .residents()
            .map(|i| ResidentItem {
                item: i.id,
                department: i.content.department,
                cases: cases.get(&i.id).copied().unwrap_or(0),
            })
            .collect();
        items.sort_by_key(|i| i.item);
        items
    }

    /// Some list from elsewhere speaks of these days.
    pub(super) fn holds_lists(&self) -> bool {
        !self.lists.is_empty()
    }

    /// Every line of every list, with whether a case was found for it.
    pub(super) fn elsewhere(&self) -> Vec<ElsewhereDecision> {
        let line = |(kind, list): (&LedgerKind, &List)| -> Vec<ElsewhereDecision> {
            let of = list.decisions.iter().enumerate();
            of.map(|(place, decision)| ElsewhereDecision {
                item: decision.item,
                row: Row::Ledger { import: decision.import, row: decision.line.row },
                says: self.told(*kind, place, list),
                matched: list.matched.contains(&place),
            })
            .collect()
        };
        self.lists.iter().flat_map(line).collect()
    }

    /// A line in words, with the case that it may be where one comes near.
    fn told(&self, kind: LedgerKind, place: usize, list: &List) -> String {
        let line = &list.decisions[place].line;
        let day = line.decided_on.map(|d| d.to_string()).unwrap_or_default();
        let head = format!("{}第 {} 行 {} {day}", kind.label(), line.row, line.decision_no);
        match list.pairing.candidates.iter().find(|m| m.decision == place) {
            Some(near) => {
                let reasons: Vec<String> = near.reasons.iter().map(|r| r.words()).collect();
                format!("{head}；可能是 {}（{}）", self.cases[near.case].no, reasons.join("、"))
            }
            None => format!("{head}；大厅没有对得上的办件"),
        }
    }

    fn courses(&self) -> Vec<Course> {
        let promised =
            |item: ItemId| self.items.get(&item).is_some_and(|i| i.content.case_kind == Some(CaseKind::Commitment));
        let one = |(case, _): (&CaseFact, &Applicant)| {
            Some(Course {
                case: case.id,
                item: case.item,
                department: case.department,
                received_at: case.received_at,
                accepted_at: case.accepted_at?,
                finished_at: case.completed_at.or(case.decided_at)?,
            })
        };
        self.received().filter(|(case, _)| promised(case.item)).filter_map(one).collect()
    }

    /// Acts of people of the house on cases that came in at a window, as they happened.
    fn desk_acts(&self) -> impl Iterator<Item = (&CaseAct, &CaseFact, domain::base::StaffId)> {
        self.acts.iter().filter(|a| a.source != "imported").filter_map(|act| {
            let case = self.case(act.case).filter(|c| c.channel == "window")?;
            Some((act, case, act.by?))
        })
    }

    fn entries(&self) -> Vec<Entry> {
        let one = |(act, case, by): (&CaseAct, &CaseFact, _)| Entry {
            case: case.id,
            department: case.department,
            by,
            at: act.entered_at,
        };
        self.desk_acts().filter(|(act, _, _)| act.seq == 1).map(one).collect()
    }

    /// Cases taken in at a window on days of which the queue's tickets are held.
    fn window_cases(&self) -> Option<Vec<WindowCase>> {
        if self.tickets.iter().all(|t| t.booked) {
            return None;
        }
        let (served, slack) = (Served::new(&self.tickets), slack(&self.profile));
        let one = |(act, case, by): (&CaseAct, &CaseFact, _)| WindowCase {
            case: case.id,
            item: case.item,
            department: case.department,
            by,
            ticket: served.was_served(window_of(&act.terminal), act.entered_at, slack),
        };
        let first = self.desk_acts().filter(|(act, _, _)| act.seq == 1 && served.knows(shanghai_day(act.entered_at)));
        Some(first.map(one).collect())
    }

    /// What applicants say of items that are in the hall, each case once: on the telephone, or in a rating. Where both
    /// are, the one that speaks of another place stands. Who says so stands nowhere: the row is the call's or the rating's.
    fn answers(&self) -> Option<Vec<Answer>> {
        if self.answers.is_none() && self.ticked.is_none() {
            return None;
        }
        let mut said: BTreeMap<CaseId, Answer> = BTreeMap::new();
        for at in self.answers.iter().flatten() {
            let says = format!("{} 回访，说是在{}交的材料", at.called_on, at.place);
            let options = at.option.map(str::to_owned).into_iter().collect();
            said.extend(self.answer(at.case, Row::Answer(at.line.get()), options, says).map(|a| (at.case, a)));
        }
        let is_off = |option: &String| self.profile.off_hall_options.contains(option);
        for one in self.ticked.iter().flatten() {
            let codes: Vec<String> = one.options.iter().map(u16::to_string).collect();
            let off = one.words.iter().zip(&codes).find(|(_, code)| is_off(code)).map(|(words, _)| words);
            let stands = said.get(&one.case).is_some_and(|known| off.is_none() || known.options.iter().any(is_off));
            if !stands {
                let (row, whence) = match one.of {
                    TickedIn::Own(id) => (Row::Review(id), "评价"),
                    TickedIn::Imported(import, row) => (Row::ImportedReview { import, row }, "外部系统的评价"),
                };
                let says = off.map_or_else(String::new, |words| format!("{} {whence}，勾选了“{words}”", one.on));
                said.extend(self.answer(one.case, row, codes, says).map(|a| (one.case, a)));
            }
        }
        Some(said.into_values().collect())
    }

    fn answer(&self, case: CaseId, row: Row, options: Vec<String>, says: String) -> Option<Answer> {
        let case = self.case(case).filter(|c| self.is_resident(c.item))?;
        Some(Answer { row, case: case.id, item: case.item, department: case.department, options, says })
    }

    fn moments(&self) -> Vec<Moment> {
        let word = |kind: &str| match kind {
            "case.accepted" => "受理",
            "case.decided" => "决定",
            "case.completed" => "办结",
            "case.delivered" => "送达",
            _ => "办理",
        };
        let one = |(act, case, by): (&CaseAct, &CaseFact, _)| Moment {
            case: case.id,
            item: case.item,
            department: case.department,
            by,
            at: act.entered_at,
            act: word(&act.kind),
        };
        self.desk_acts().map(one).collect()
    }

    fn result_days(&self) -> Vec<ResultDay> {
        let one = |case: &CaseFact, row: Option<Row>, result_on: Date| {
            Some(ResultDay {
                case: case.id,
                row,
                item: case.item,
                department: case.department,
                accepted_on: case.accepted_on?,
                result_on,
            })
        };
        let here: HashMap<CaseId, Date> = self.certificates.iter().copied().collect();
        let mut out: Vec<ResultDay> =
            self.received().filter_map(|(case, _)| one(case, None, *here.get(&case.id)?)).collect();
        for (kind, list) in &self.lists {
            // The day of a department's line may be that of its acceptance.
            if *kind == LedgerKind::Departmental {
                continue;
            }
            for found in &list.pairing.matches {
                let decision = &list.decisions[found.decision];
                let row = Row::Ledger { import: decision.import, row: decision.line.row };
                let case = &self.cases[found.case];
                out.extend(decision.line.decided_on.and_then(|day| one(case, Some(row), day)));
            }
        }
        out
    }

    fn hall_acts(&self) -> Vec<HallAct> {
        let one = |(act, case, by): (&CaseAct, &CaseFact, _)| {
            let decided = (act.kind == "case.decided").then_some(match case.under_letter {
                true => DecidedBy::Letter,
                false => DecidedBy::Nobody,
            });
            HallAct {
                case: case.id,
                item: case.item,
                department: case.department,
                by,
                terminal: act.terminal.clone(),
                decided,
            }
        };
        self.desk_acts().filter(|(_, case, _)| self.is_resident(case.item)).map(one).collect()
    }

    fn contacts(&self) -> Vec<Contact> {
        let with_phone = self.received().filter(|(_, applicant)| !applicant.phone.is_empty());
        with_phone
            .map(|(case, applicant)| Contact {
                case: case.id,
                item: case.item,
                department: case.department,
                applicant: case.person,
                phone: applicant.phone.clone(),
                assisted: case.channel == "station",
            })
            .collect()
    }

    fn doors(&self) -> Option<Vec<Doors>> {
        let list = self.lists.get(&LedgerKind::Departmental)?;
        let mut doors: BTreeMap<ItemId, Doors> = self
            .resident_items()
            .into_iter()
            .map(|i| {
                (
                    i.item,
                    Doors { item: i.item, department: i.department, hall: i.cases, elsewhere: 0, bare: Vec::new() },
                )
            })
            .collect();
        for (place, decision) in list.decisions.iter().enumerate() {
            let Some(door) = decision.item.and_then(|item| doors.get_mut(&item)) else { continue };
            door.elsewhere += 1;
            if !list.matched.contains(&place) {
                let row = Row::Ledger { import: decision.import, row: decision.line.row };
                door.bare.push(Evidence { row, says: self.told(LedgerKind::Departmental, place, list) });
            }
        }
        Some(doors.into_values().filter(|d| d.elsewhere > 0).collect())
    }

    fn guide_places(&self) -> Vec<GuidePlace> {
        let mut places: Vec<GuidePlace> = self
            .residents()
            .map(|i| GuidePlace {
                item: i.id,
                department: i.content.department,
                address: i.content.guide.place.clone(),
            })
            .collect();
        places.sort_by_key(|p| p.item);
        places
    }

    fn typed(&self) -> Vec<Typed> {
        let first = self.acts.iter().filter(|a| a.seq == 1);
        let one = |act: &CaseAct| {
            let case = self.case(act.case)?;
            Some(Typed {
                case: case.id,
                item: case.item,
                department: case.department,
                by: act.by.filter(|_| act.source != "imported"),
                happened_at: act.happened_at,
                entered_at: act.entered_at,
                backfilled: act.source == "backfilled",
                source: case.source.clone(),
            })
        };
        first.filter_map(one).collect()
    }
}

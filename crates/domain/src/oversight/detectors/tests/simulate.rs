//! A county made up with known behaviour (模拟县): ordinary desks that differ from one another, and one subject that
//! does what a detector looks for, at a known rate.

use jiff::{SignedDuration, Timestamp, ToSpan as _, civil::date};

use super::super::*;
use crate::base::{
    Calendar, CaseId, DepartmentId, ImportId, ItemId, PersonId, ReviewId, Rng as _, SeededRng, StaffId,
    shanghai_midnight,
};

const STAFF: i64 = 12;
const ITEMS: i64 = 30;
const DAYS: i64 = 40;

pub(super) struct County<'a> {
    pub(super) profile: &'a Profile,
    pub(super) calendar: &'a Calendar,
    pub(super) rng: SeededRng,
    /// The share of the planted subject's rows that do what is looked for; 0 = a clean county.
    pub(super) rate: f64,
}

/// The subject that does it; a quiet desk and a middling item, not the easiest to find.
const CULPRIT: i64 = 4;

impl County<'_> {
    fn unit(&self) -> f64 {
        self.rng.below(1 << 30) as f64 / f64::from(1 << 30)
    }

    fn happens(&self, share: f64) -> bool {
        self.unit() < share
    }

    /// Ordinary habits differ: each subject has its own share between none and twice the mean.
    fn habit(&self, mean: f64) -> f64 {
        self.unit() * 2.0 * mean
    }

    fn is_planted(&self, subject: i64) -> bool {
        subject == CULPRIT && self.happens(self.rate)
    }

    fn workdays(&self) -> Vec<jiff::civil::Date> {
        let first = date(2026, 9, 1);
        let days = (0..365).map(|n| first.saturating_add(n.days()));
        days.filter(|day| self.calendar.is_workday(*day).is_yes()).take(DAYS as usize).collect()
    }

    /// A moment of a working day: half of all between nine and eleven, the rest over the hours of the hall.
    fn moment(&self, day: jiff::civil::Date) -> Timestamp {
        let minute = match self.rng.below(10) {
            0..=4 => 540 + self.rng.below(120),
            5..=6 => 510 + self.rng.below(210),
            _ => 810 + self.rng.below(235),
        };
        let seconds = (minute * 60 + self.rng.below(60)) as i64;
        shanghai_midnight(day) + SignedDuration::from_secs(seconds)
    }

    /// Rows of a subject: between 20 and 220.
    fn volume(&self) -> i64 {
        20 + self.rng.below(200) as i64
    }

    pub(super) fn look(&self, detector: Detector) -> (Outcome, Subject) {
        let item = Subject::Item(ItemId::new(CULPRIT));
        let person = Subject::Person(StaffId::new(CULPRIT));
        match detector {
            Detector::NoCasesHere => (self.idle(), item),
            Detector::InstantFinish => (self.quick(), item),
            Detector::BatchEntry => (self.batches(), person),
            Detector::MonthEnd => (self.months(), person),
            Detector::OffHours => (self.hours(), person),
            Detector::EarlyResult => (self.early(), item),
            Detector::OffHallTerminal => (self.terminals(), person),
            Detector::NoTicket => (self.tickets(), person),
            Detector::SharedPhone => (self.phones(), Subject::Phone("planted".into())),
            Detector::TwoDoors => (self.doors(), item),
            Detector::GuideAddress => (self.guides(), item),
            Detector::LateEntry => (self.late(), person),
            Detector::OffHallAnswer => (self.answers(), item),
        }
    }

    /// Some rows of every subject, with what each says.
    fn rows<T>(&self, subjects: i64, mean: f64, row: impl Fn(i64, i64, bool) -> T) -> Vec<T> {
        let mut out = Vec::new();
        for subject in 0..subjects {
            let habit = self.habit(mean);
            for n in 0..self.volume() {
                let met = self.is_planted(subject) || self.happens(habit);
                out.push(row(subject, subject * 1_000 + n, met));
            }
        }
        out
    }

    fn idle(&self) -> Outcome {
        let (mut items, mut decisions) = (Vec::new(), Vec::new());
        for item in 0..ITEMS {
            let made = 5 + self.rng.below(40) as i64;
            let mut here = 0;
            for n in 0..made {
                let elsewhere = if item == CULPRIT { self.happens(self.rate) } else { self.happens(0.02) };
                here += u64::from(!elsewhere);
                decisions.push(ElsewhereDecision {
                    item: Some(ItemId::new(item)),
                    row: Row::Ledger { import: ImportId::new(1), row: (item * 100 + n) as u32 },
                    says: String::new(),
                    matched: !elsewhere,
                });
            }
            items.push(ResidentItem { item: ItemId::new(item), department: DepartmentId::new(item % 6), cases: here });
        }
        no_cases_here(&items, Some(&decisions), self.profile)
    }

    fn quick(&self) -> Outcome {
        let days = self.workdays();
        let courses = self.rows(ITEMS, 0.02, |item, case, quick| {
            let received_at = self.moment(days[self.rng.below(30) as usize]);
            let took = if quick { self.rng.below(200) as i64 } else { 3_600 + self.rng.below(400_000) as i64 };
            let finished_at = received_at + SignedDuration::from_secs(600 + took);
            Course {
                case: CaseId::new(case),
                item: ItemId::new(item),
                department: DepartmentId::new(item % 6),
                received_at,
                accepted_at: received_at + SignedDuration::from_secs(600),
                finished_at,
            }
        });
        instant_finish(&courses, self.profile)
    }

    fn batches(&self) -> Outcome {
        let (days, mut entries) = (self.workdays(), Vec::new());
        for by in 0..STAFF {
            let usual = 2 + self.rng.below(30);
            for day in &days {
                let many = if by == CULPRIT { 8 } else { usual + self.rng.below(usual / 2 + 1) };
                // What is planted: a share of the days on which all of the desk's cases are typed in at once.
                let at_once = self.is_planted(by);
                let start = self.moment(*day);
                for n in 0..many {
                    let within = start + SignedDuration::from_secs((n * 40) as i64);
                    entries.push(Entry {
                        case: CaseId::new(entries.len() as i64),
                        department: DepartmentId::new(by % 6),
                        by: StaffId::new(by),
                        at: if at_once { within } else { self.moment(*day) },
                    });
                }
            }
        }
        batch_entry(&entries, self.profile)
    }

    /// Month ends are busy for all, for some half as busy again; the planted desk lets a share of its entries wait for them.
    fn months(&self) -> Outcome {
        let (days, mut entries) = (self.workdays(), Vec::new());
        let ends: Vec<_> = days.iter().filter(|d| self.ends_month(**d)).copied().collect();
        for by in 0..STAFF {
            let (usual, rush) = (2 + self.rng.below(30), 1.0 + self.unit() / 2.0);
            for day in &days {
                let many = if by == CULPRIT { 8 } else { usual + self.rng.below(usual / 2 + 1) };
                let many = if ends.contains(day) { (many as f64 * rush) as u64 } else { many };
                for _ in 0..many {
                    let end = ends.iter().find(|end| *end >= day).filter(|_| self.is_planted(by));
                    entries.push(Entry {
                        case: CaseId::new(entries.len() as i64),
                        department: DepartmentId::new(by % 6),
                        by: StaffId::new(by),
                        at: self.moment(*end.unwrap_or(day)),
                    });
                }
            }
        }
        let span = (days[0], days[days.len() - 1]);
        month_end(&entries, span, self.profile, self.calendar)
    }

    fn ends_month(&self, day: jiff::civil::Date) -> bool {
        super::super::hours::is_month_end(shanghai_midnight(day), self.calendar)
    }

    fn hours(&self) -> Outcome {
        let days = self.workdays();
        let moments = self.rows(STAFF, 0.02, |by, case, outside| {
            let day = days[self.rng.below(DAYS as u64) as usize];
            let evening = shanghai_midnight(day) + SignedDuration::from_mins(1_140 + self.rng.below(120) as i64);
            Moment {
                case: CaseId::new(case),
                item: ItemId::new(case % ITEMS),
                department: DepartmentId::new(by % 6),
                by: StaffId::new(by),
                at: if outside { evening } else { self.moment(day) },
                act: "受理",
            }
        });
        off_hours(&moments, self.profile, self.calendar)
    }

    fn early(&self) -> Outcome {
        let days = self.workdays();
        let results = self.rows(ITEMS, 0.005, |item, case, early| {
            let accepted_on = days[self.rng.below(DAYS as u64) as usize];
            let apart = (self.rng.below(15) as i64).days();
            let before = accepted_on.saturating_sub(apart).saturating_sub(1.day());
            ResultDay {
                case: CaseId::new(case),
                row: None,
                item: ItemId::new(item),
                department: DepartmentId::new(item % 6),
                accepted_on,
                result_on: if early { before } else { accepted_on.saturating_add(apart) },
            }
        });
        early_result(&results, self.profile)
    }

    fn terminals(&self) -> Outcome {
        let mut profile = self.profile.clone();
        profile.hall.terminals = (0..STAFF).map(|n| format!("大厅-{n}")).collect();
        let acts = self.rows(STAFF, 0.02, |by, case, outside| HallAct {
            case: CaseId::new(case),
            item: ItemId::new(case % ITEMS),
            department: DepartmentId::new(by % 6),
            by: StaffId::new(by),
            terminal: if outside { format!("科室-{by}") } else { format!("大厅-{by}") },
            decided: (case % 2 == 0).then_some(DecidedBy::Representative),
        });
        off_hall_terminal(&acts, &profile)
    }

    fn tickets(&self) -> Outcome {
        let cases = self.rows(STAFF, 0.08, |by, case, bare| WindowCase {
            case: CaseId::new(case),
            item: ItemId::new(case % ITEMS),
            department: DepartmentId::new(by % 6),
            by: StaffId::new(by),
            ticket: !bare,
        });
        no_ticket(Some(&cases), self.profile)
    }

    fn phones(&self) -> Outcome {
        let contact = |case: i64, phone: String| Contact {
            case: CaseId::new(case),
            item: ItemId::new(case % ITEMS),
            department: DepartmentId::new(case % 6),
            applicant: PersonId::new(case),
            phone,
            assisted: false,
        };
        // Four in five have a telephone of their own; families and small agents share one among up to four.
        let mut all = Vec::new();
        for n in 0..1_000 {
            let sharing = if self.happens(0.8) { 1 } else { 1 + self.rng.below(4) };
            all.extend((0..sharing).map(|k| contact(n * 10 + k as i64, format!("p{n}"))));
        }
        // The planted desk takes sixty cases and writes its own number on a share of them.
        let planted = (0..60).map(|n| (100_000 + n, self.happens(self.rate)));
        all.extend(planted.map(|(case, own)| contact(case, if own { "planted".into() } else { format!("q{case}") })));
        shared_phone(&all, self.profile)
    }

    fn doors(&self) -> Outcome {
        let doors = (0..ITEMS).map(|item| {
            let all = 20 + self.rng.below(100);
            let share = if item == CULPRIT { self.rate } else { 0.0 }.max(self.habit(0.02));
            let bare = (0..all).filter(|_| self.happens(share)).count() as u64;
            Doors {
                item: ItemId::new(item),
                department: DepartmentId::new(item % 6),
                hall: (all - bare).max(1),
                elsewhere: all,
                bare: (0..bare)
                    .map(|n| Evidence {
                        row: Row::Ledger { import: ImportId::new(1), row: n as u32 },
                        says: String::new(),
                    })
                    .collect(),
            }
        });
        two_doors(Some(&doors.collect::<Vec<_>>()), self.profile)
    }

    fn guides(&self) -> Outcome {
        let places = (0..ITEMS).map(|item| GuidePlace {
            item: ItemId::new(item),
            department: DepartmentId::new(item % 6),
            address: if self.is_planted(item) {
                "县自然资源局一楼".into()
            } else {
                "县政务服务中心二楼".into()
            },
        });
        guide_address(&places.collect::<Vec<_>>(), self.profile)
    }

    fn late(&self) -> Outcome {
        let days = self.workdays();
        let typed = self.rows(STAFF, 0.02, |by, case, late| {
            let happened_at = self.moment(days[self.rng.below(DAYS as u64) as usize]);
            let lag = if late { 1_500 + self.rng.below(5_000) } else { self.rng.below(30) };
            Typed {
                case: CaseId::new(case),
                item: ItemId::new(case % ITEMS),
                department: DepartmentId::new(by % 6),
                by: Some(StaffId::new(by)),
                happened_at,
                entered_at: happened_at + SignedDuration::from_mins(lag as i64),
                backfilled: false,
                source: String::new(),
            }
        });
        late_entry(&typed, self.profile)
    }

    fn answers(&self) -> Outcome {
        // Calls are rarely low; of ratings one in ten is bad, and not half of these tick what D12 looks for.
        let answers = self.rows(ITEMS, 0.02, |item, id, chosen| Answer {
            row: if id % 2 == 0 { Row::Answer(id) } else { Row::Review(ReviewId::new(id)) },
            case: CaseId::new(id),
            item: ItemId::new(item),
            department: DepartmentId::new(item % 6),
            options: vec![if chosen { "113".into() } else { "510".into() }],
            says: String::new(),
        });
        off_hall_answer(Some(&answers), self.profile)
    }
}

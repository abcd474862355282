//! Leads and what they come from: every stage reads back, lists are narrowed, lines and findings are vouched for.

use domain::{
    base::{CaseId, DepartmentId, ImportId, ItemId, LeadId, RunId, StaffId, shanghai_midnight},
    oversight::{
        detectors::{Detector, Evidence, Found, Lead, Outcome, Profile, Row, Subject, Tested},
        leads::{Assignment, FollowUp, LeadNo, Settled, Stage, Statement, TrackedLead, Verdict},
        ledger::{LedgerKind, LedgerRow},
    },
    rectification::OrderNo,
};
use jiff::{SignedDuration, civil::date};
use store::{
    Database, StoreError,
    certificates::certificate_change,
    journal::{Entry, Stream, append, bulk, head, verify},
    oversight::{
        Finding, LeadFilter, LedgerImport, Run, case_acts, case_facts, certificate_days, detector_profile,
        detector_profile_change, detector_profiles, insert_finding, insert_ledger_row, lead_by_no, lead_change,
        ledger_import, ledger_import_change, ledger_imports, ledger_line, ledger_rows, newest_lead, run_change,
        run_findings, run_of, runs, take_lead_numbers, tracked_leads,
    },
};
use testkit::{accepted_case, on_every_engine, region, stamp};

use crate::{
    cases::keep as keep_case,
    certificates::{a_certificate, holder},
    common::{put, write},
};

pub(crate) fn a_lead(n: i64) -> TrackedLead {
    TrackedLead {
        id: LeadId::new(n),
        version: 1,
        no: LeadNo::new(2026, u32::try_from(n).unwrap()),
        run: RunId::new(1),
        last_run: RunId::new(1),
        found_at: stamp().happened_at,
        last_found_at: stamp().happened_at,
        from: date(2026, 8, 23),
        to: date(2026, 11, 20),
        lead: Lead {
            detector: Detector::EarlyResult,
            subject: Subject::Item(ItemId::new(7)),
            item: Some(ItemId::new(7)),
            department: Some(DepartmentId::new(1)),
            person: None,
            part: 4,
            whole: 40,
            usual_per_10000: Some(100),
            one_in: Some(2_000),
            finding: "40 件有结果日期的办件中有 4 件结果早于受理".into(),
            evidence: vec![
                Evidence { row: Row::Case(CaseId::new(5)), says: "2026年11月3日 出结果".into() },
                Evidence { row: Row::Ledger { import: ImportId::new(9), row: 12 }, says: "第 12 行".into() },
            ],
        },
        stage: Stage::Found,
    }
}

pub(crate) fn stages() -> [Stage; 6] {
    let at = stamp().happened_at;
    let by = StaffId::new(1);
    let assignment = Assignment { at, by, due_on: date(2026, 12, 4), note: "看近一月的档案".into() };
    let statement = Statement { at, by: StaffId::new(2), text: "旧系统出证，补录在后".into() };
    let upheld =
        Verdict { at, by, settled: Settled::Upheld(OrderNo::new(2026, 9)), finding: "档案与系统不一致".into() };
    let explained =
        Verdict { at, by, settled: Settled::Explained("垂管系统".into()), finding: "看过 4 件".into() };
    let again = FollowUp { at, by, goes_on: false, finding: "没有再出现".into() };
    [
        Stage::Found,
        Stage::Assigned(assignment.clone()),
        Stage::Stated(assignment.clone(), statement.clone()),
        Stage::Settled(assignment.clone(), statement.clone(), upheld.clone()),
        Stage::Settled(assignment.clone(), statement.clone(), explained),
        Stage::FollowedUp(assignment, statement, upheld, again),
    ]
}

fn keep(db: &Database, lead: &TrackedLead) {
    put(db, &Stream::lead(lead.id), vec![lead_change(&region(), lead)]);
}

#[test]
fn every_stage_reads_back_and_lists_are_narrowed() {
    on_every_engine(|t| {
        for (n, stage) in (1..).zip(stages()) {
            let mut lead = TrackedLead { stage, ..a_lead(n) };
            if n == 2 {
                lead.lead.detector = Detector::OffHours;
                lead.lead.department = None;
                lead.to = date(2026, 12, 20);
            }
            keep(&t.db, &lead);
            let found = t.db.read(|tx| lead_by_no(tx, &region(), lead.no)).unwrap();
            assert_eq!(found.as_ref(), Some(&lead));
        }
        let of = |filter: LeadFilter, before: Option<i64>, limit: i64| -> Vec<i64> {
            let before = before.map(LeadId::new);
            let found = t.db.read(|tx| tracked_leads(tx, &region(), &filter, before, limit)).unwrap();
            found.iter().map(|l| l.id.get()).collect()
        };
        assert_eq!(of(LeadFilter::default(), None, 10), [6, 5, 4, 3, 2, 1]);
        assert_eq!(of(LeadFilter::default(), Some(4), 2), [3, 2]);
        assert_eq!(of(LeadFilter { detector: Some(Detector::OffHours), ..LeadFilter::default() }, None, 10), [2]);
        let own = LeadFilter { department: Some(DepartmentId::new(1)), ..LeadFilter::default() };
        assert_eq!(of(own, None, 10), [6, 5, 4, 3, 1]);
        assert_eq!(of(LeadFilter { stage: Some("upheld".into()), ..LeadFilter::default() }, None, 10), [4]);
        assert_eq!(of(LeadFilter { since: Some(date(2026, 12, 1)), ..LeadFilter::default() }, None, 10), [2]);
        let newest =
            |detector| t.db.read(|tx| newest_lead(tx, &region(), detector, "item/7")).unwrap().map(|l| l.id.get());
        assert_eq!((newest(Detector::EarlyResult), newest(Detector::TwoDoors)), (Some(6), None));
        assert_eq!(t.db.read(|tx| verify(tx, &region())).unwrap().findings, []);
    });
}

#[test]
fn a_stage_that_does_not_add_up_is_named() {
    on_every_engine(|t| {
        let lead = TrackedLead { stage: stages()[2].clone(), ..a_lead(1) };
        keep(&t.db, &lead);
        write(&t.db, |tx| tx.run("UPDATE oversight_lead SET statement = NULL", &[])).unwrap();
        let broken = t.db.read(|tx| lead_by_no(tx, &region(), lead.no)).unwrap_err();
        assert!(matches!(broken, StoreError::Corrupt { .. }), "{broken}");
    });
}

#[test]
fn numbers_are_counted_by_year() {
    on_every_engine(|t| {
        let take = |year, many| write(&t.db, move |tx| take_lead_numbers(tx, &region(), year, many)).unwrap();
        assert_eq!((take(2026, 2), take(2026, 1), take(2027, 1)), (1, 3, 1));
    });
}

fn a_list() -> LedgerImport {
    LedgerImport {
        import: ImportId::new(9),
        kind: LedgerKind::Licences,
        as_of: date(2026, 11, 20),
        file_name: "双公示.xlsx".into(),
        digest: "66c7".into(),
        entered_at: stamp().entered_at,
    }
}

fn a_line(row: u32, day: i8) -> LedgerRow {
    LedgerRow {
        row,
        decision_no: format!("临食许〔2026〕{row}号"),
        party: "临江县华兴贸易有限公司".into(),
        code: String::new(),
        content: "食品销售".into(),
        item_name: "食品经营许可".into(),
        decided_on: Some(date(2026, 11, day)),
        organ: "县市场监管局".into(),
    }
}

#[test]
fn lists_keep_their_lines_and_are_vouched_for() {
    on_every_engine(|t| {
        let list = a_list();
        let kept = list.clone();
        write(&t.db, move |tx| {
            for row in [3, 2] {
                let line = a_line(row, 3 + row as i8);
                insert_ledger_row(tx, &region(), (kept.import, kept.kind), &line, line.decided_on.unwrap())?;
            }
            let listed = bulk(tx, &region(), "ledger_row", kept.import.get())?;
            assert_eq!(listed.rows, 2);
            let stream = Stream::detectors();
            let entry = Entry::new(stream.clone(), head(tx, &region(), &stream)?, "test.put", &"试")
                .with(ledger_import_change(&region(), &kept))
                .with_bulk(listed);
            append(tx, &region(), &stamp(), entry)
        })
        .unwrap();
        let (lists, one, none) =
            t.db.read(|tx| {
                let none = ledger_import(tx, &region(), ImportId::new(1))?;
                Ok((ledger_imports(tx, &region())?, ledger_import(tx, &region(), list.import)?, none))
            })
            .unwrap();
        assert_eq!((lists, one, none), (vec![list.clone()], Some(list.clone()), None));
        let rows = |from, to| {
            let days = (date(2026, 11, from), date(2026, 11, to));
            t.db.read(|tx| ledger_rows(tx, &region(), days)).unwrap()
        };
        let all: Vec<u32> = rows(1, 30).into_iter().map(|(_, _, line)| line.row).collect();
        assert_eq!((all, rows(6, 6)), (vec![2, 3], vec![(list.import, list.kind, a_line(3, 6))]));
        let line = |row| t.db.read(|tx| ledger_line(tx, &region(), ImportId::new(9), row)).unwrap();
        assert_eq!((line(2), line(4)), (Some(a_line(2, 5)), None));
        assert_eq!(t.db.read(|tx| verify(tx, &region())).unwrap().findings, []);
        write(&t.db, |tx| tx.run("UPDATE ledger_row SET party = 'x' WHERE row_no = 2", &[])).unwrap();
        assert_eq!(t.db.read(|tx| verify(tx, &region())).unwrap().findings.len(), 1);
    });
}

fn shipped() -> Profile {
    Profile::parse(include_str!("../../../../services/data/detectors.json")).unwrap()
}

#[test]
fn thresholds_stay_and_the_newest_holds() {
    on_every_engine(|t| {
        assert_eq!(t.db.read(|tx| detector_profile(tx, &region())).unwrap(), None);
        for version in [2, 3] {
            let profile = Profile { version, ..shipped() };
            put(&t.db, &Stream::detectors(), vec![detector_profile_change(&region(), &profile, stamp().entered_at)]);
        }
        let newest = t.db.read(|tx| detector_profile(tx, &region())).unwrap();
        assert_eq!(newest, Some(Profile { version: 3, ..shipped() }));
        let all = t.db.read(|tx| detector_profiles(tx, &region())).unwrap();
        assert_eq!(
            all.iter().map(|(p, at)| (p.version, *at)).collect::<Vec<_>>(),
            [2, 3].map(|v| (v, stamp().entered_at))
        );
    });
}

pub(crate) fn a_run(id: i64) -> Run {
    let tested = Tested { subjects: 3, rows: 40, left_out: vec!["2 行没认出".into()], leads: vec![] };
    Run {
        id: RunId::new(id),
        taken_at: stamp().entered_at + SignedDuration::from_secs(id),
        from: date(2026, 8, 23),
        to: date(2026, 11, 20),
        profile_version: 1,
        tested: vec![
            Found { detector: Detector::EarlyResult, outcome: Outcome::Tested(tested) },
            Found { detector: Detector::NoTicket, outcome: Outcome::NoData("没有叫号机的记录".into()) },
            Found { detector: Detector::OffHours, outcome: Outcome::Off },
        ],
    }
}

#[test]
fn a_run_is_frozen_with_what_it_found() {
    on_every_engine(|t| {
        let finding = Finding { no: 1, lead_id: LeadId::new(4), lead: a_lead(4).lead };
        let (run, kept) = (a_run(1), finding.clone());
        write(&t.db, move |tx| {
            insert_finding(tx, &region(), run.id, &kept)?;
            let frozen = bulk(tx, &region(), "oversight_finding", run.id.get())?;
            let stream = Stream::detectors();
            let entry = Entry::new(stream.clone(), head(tx, &region(), &stream)?, "test.put", &"试")
                .with(run_change(&region(), &run))
                .with_bulk(frozen);
            append(tx, &region(), &stamp(), entry)
        })
        .unwrap();
        put(&t.db, &Stream::detectors(), vec![run_change(&region(), &a_run(2))]);
        let (all, one, found) =
            t.db.read(|tx| {
                let found = run_findings(tx, &region(), RunId::new(1))?;
                Ok((runs(tx, &region(), 5)?, run_of(tx, &region(), RunId::new(1))?, found))
            })
            .unwrap();
        assert_eq!((all, one), (vec![a_run(2), a_run(1)], Some(a_run(1))));
        assert_eq!(found, [finding]);
        assert_eq!(t.db.read(|tx| verify(tx, &region())).unwrap().findings, []);
    });
}

/// A case of the window, with its event and the day of its certificate.
#[test]
fn the_facts_of_a_case_and_of_the_acts_on_it() {
    on_every_engine(|t| {
        let case = accepted_case(5, ItemId::new(7), DepartmentId::new(1));
        keep_case(&t.db, &case, true);
        let facts = |from, to| {
            let days = (date(2026, 11, from), date(2026, 11, to));
            t.db.read(|tx| case_facts(tx, &region(), days)).unwrap()
        };
        let found = facts(20, 20);
        assert_eq!((found.len(), facts(21, 30).len()), (1, 0));
        let fact = &found[0];
        assert_eq!((fact.id, fact.channel.as_str(), fact.received_on), (case.id, "window", date(2026, 11, 20)));
        assert_eq!((fact.accepted_on, fact.decided_at, fact.under_letter), (Some(date(2026, 11, 20)), None, false));
        let before = shanghai_midnight(date(2026, 11, 21));
        let span = (shanghai_midnight(date(2026, 11, 20)), before);
        let acts = t.db.read(|tx| case_acts(tx, &region(), span)).unwrap();
        assert_eq!((acts[0].case, acts[0].seq, acts[0].source.as_str()), (case.id, 1, "live"));
        let late = (before, before + SignedDuration::from_hours(24));
        assert_eq!(t.db.read(|tx| case_acts(tx, &region(), late)).unwrap(), []);
        let days = |from| t.db.read(|tx| certificate_days(tx, &region(), from)).unwrap();
        assert_eq!(days(date(2026, 1, 1)), []);
        let certificate = a_certificate(3, 1, None);
        let issued = certificate.issued_on;
        put(&t.db, &Stream::certificate(certificate.id), vec![certificate_change(&region(), &certificate, &holder())]);
        assert_eq!(days(issued), [(CaseId::new(103), issued)]);
        assert_eq!(days(issued.tomorrow().unwrap()), []);
    });
}

//! Applications under a chain: every state reads back, lists are in order and by department, cases know their matter.

use std::collections::BTreeMap;

use domain::{
    base::{CaseId, ChainId, DepartmentId, ItemId, MatterId, PersonId, StaffId},
    cases::{Accepter, ApplicantKind, Case, Channel, CorrectionItem, EndKind, HandedIn, Means, Rating, Receipt, Stage},
    chains::{
        DropReason, Filed, Finish, Handling, Intake, Look, Matter, MatterNo, MatterStage, MemberState, NoticeLine,
        OpenStage, WholeNotice,
    },
};
use jiff::civil::date;
use store::{
    cases::{SealedFields, case, case_change},
    chains::{
        CaseStands, MatterFilter, cases_of_matter, cases_of_open_matters, matter, matter_by_no, matter_change,
        matter_counts, matter_lines, matter_number, matter_offices, next_matter_number, office_change, open_matters,
    },
    journal::{Stream, verify},
};
use testkit::{TestDb, accepted_case, department, on_every_engine, region, seed_department, stamp};

use crate::common::{put, write};

const DAY: jiff::civil::Date = date(2026, 11, 20);

fn sealed() -> SealedFields {
    SealedFields {
        name: vec![1],
        code: vec![2],
        contact: Some(vec![3]),
        phone: vec![4],
        query_password: vec![5],
        receiver: Some(vec![6]),
        answers: Some(vec![7]),
    }
}

pub(crate) fn a_matter(id: i64) -> Filed {
    let at = stamp().happened_at;
    let handling = |case| Handling {
        item_version: 2,
        case,
        ahead: None,
        earlier: vec![],
        again_on: None,
        committed_on: None,
        certified: std::collections::BTreeSet::new(),
        look: Look::NotYet,
    };
    Filed {
        matter: Matter {
            id: MatterId::new(id),
            version: 3,
            no: MatterNo::new(DAY, 3, u32::try_from(id).unwrap()),
            chain_code: "YJS001".into(),
            chain_version: 1,
            intake: Intake::Received { on: DAY },
            notice: None,
            members: BTreeMap::from([
                ("m1".to_owned(), MemberState::Open(OpenStage::Submitted)),
                ("m2".to_owned(), MemberState::Waiting),
            ]),
            finish: None,
        },
        chain: ChainId::new(6),
        chain_name: "开办餐饮店".into(),
        lead: DepartmentId::new(1),
        person: PersonId::new(1),
        applicant_kind: ApplicantKind::Person,
        channel: Channel::Window,
        window_no: Some(3),
        receipt: Receipt { at, on: DAY, by: Some(StaffId::new(1)), notice_by: Some(date(2026, 11, 27)) },
        materials: vec![HandedIn { name: "身份证".into(), received: true, ..HandedIn::default() }],
        members: BTreeMap::from([("m1".to_owned(), handling(Some(CaseId::new(1)))), ("m2".to_owned(), handling(None))]),
        due_on: None,
        delivered_at: None,
        rating: None,
    }
}

fn keep(t: &TestDb, filed: &Filed) {
    put(&t.db, &Stream::matter(filed.matter.id), vec![matter_change(&region(), filed, &sealed())]);
}

#[test]
fn a_matter_reads_back_in_every_state() {
    let plain = a_matter(1);
    let mut asked = plain.clone();
    asked.matter.intake = Intake::CorrectionAsked;
    let line =
        NoticeLine { material: Some(0), name: "身份证".into(), what: "缺章".into(), members: vec!["m1".into()] };
    let until = date(2026, 12, 11);
    asked.matter.notice = Some(WholeNotice { on: DAY, until, lines: vec![line], supplied_on: None });
    let item = CorrectionItem { material: Some(0), what: String::new() };
    asked.members.get_mut("m1").unwrap().look = Look::Needs(vec![item]);
    let mut over = plain.clone();
    over.matter.intake = Intake::Accepted { at: stamp().happened_at, on: DAY };
    over.matter.members.insert("m1".into(), MemberState::Ended { on: DAY, kind: EndKind::Returned });
    over.matter.members.insert("m2".into(), MemberState::Dropped(DropReason::Withdrawn));
    over.matter.finish = Some((Finish::PartlyGranted, DAY));
    over.due_on = Some(date(2026, 12, 4));
    let mut rated = over.clone();
    rated.delivered_at = Some(stamp().happened_at);
    rated.rating = Some(Rating { at: stamp().happened_at, stars: 4 });
    let all = [
        (plain, MatterStage::Received),
        (asked, MatterStage::CorrectionAsked),
        (over, MatterStage::Finished),
        (rated, MatterStage::Delivered),
    ];
    on_every_engine(|t| {
        assert_eq!(t.db.read(|tx| matter(tx, &region(), MatterId::new(1))).unwrap(), None);
        for (filed, stage) in &all {
            keep(t, filed);
            assert_eq!(filed.stage(), *stage);
            let wanted = Some((filed.clone(), sealed()));
            assert_eq!(t.db.read(|tx| matter(tx, &region(), filed.matter.id)).unwrap(), wanted, "{stage:?}");
            assert_eq!(t.db.read(|tx| matter_by_no(tx, &region(), &filed.matter.no)).unwrap(), wanted);
        }
        assert_eq!(t.db.read(|tx| verify(tx, &region())).unwrap().findings, []);
    });
}

#[test]
fn lists_are_in_order_and_a_department_sees_its_own() {
    on_every_engine(|t| {
        for n in [1, 2] {
            seed_department(&t.db, &department(n, &format!("第{n}局")));
        }
        let mut late = a_matter(1);
        late.receipt.notice_by = Some(date(2026, 12, 1));
        let mut done = a_matter(2);
        done.matter.finish = Some((Finish::AllGranted, DAY));
        let other = Filed { chain_name: "开药店".into(), person: PersonId::new(2), ..a_matter(3) };
        let other = Filed { matter: Matter { chain_code: "YJS002".into(), ..other.matter.clone() }, ..other };
        for (filed, offices) in [(&late, vec![1]), (&done, vec![1, 2]), (&other, vec![2])] {
            let id = filed.matter.id;
            let of = offices.into_iter().map(|d| office_change(&region(), id, DepartmentId::new(d)));
            let rows = std::iter::once(matter_change(&region(), filed, &sealed())).chain(of).collect();
            put(&t.db, &Stream::matter(id), rows);
        }
        let ids = |filter: MatterFilter, after: Option<(&str, i64)>, limit| -> Vec<i64> {
            let lines = t.db.read(|tx| matter_lines(tx, &region(), &filter, after, limit)).unwrap();
            lines.iter().map(|l| l.id.get()).collect()
        };
        assert_eq!(ids(MatterFilter::default(), None, 9), [3, 1, 2], "what must move first, then what has no day");
        assert_eq!(ids(MatterFilter::default(), None, 1), [3]);
        assert_eq!(ids(MatterFilter::default(), Some(("2026-11-27", 3)), 9), [1, 2]);
        let open = MatterFilter { open: true, ..MatterFilter::default() };
        assert_eq!(ids(open, None, 9), [3, 1]);
        let of = |d| MatterFilter { department: Some(DepartmentId::new(d)), ..MatterFilter::default() };
        assert_eq!((ids(of(1), None, 9), ids(of(2), None, 9), ids(of(3), None, 9)), (vec![1, 2], vec![3, 2], vec![]));
        let staged = MatterFilter { stage: Some(MatterStage::Finished), ..MatterFilter::default() };
        assert_eq!(ids(staged, None, 9), [2]);
        let under = MatterFilter { chain_code: Some("YJS002".into()), ..MatterFilter::default() };
        let numbered = MatterFilter { matter_no: Some("L2026-1120-03-0002".into()), ..MatterFilter::default() };
        assert_eq!(ids(numbered, None, 9), [2]);
        let his = MatterFilter { person: Some(PersonId::new(2)), ..MatterFilter::default() };
        assert_eq!((ids(under, None, 9), ids(his, None, 9)), (vec![3], vec![3]));
        let parts = |id| t.db.read(|tx| matter_offices(tx, &region(), MatterId::new(id))).unwrap();
        assert_eq!((parts(2), parts(9)), ([1, 2].map(DepartmentId::new).to_vec(), vec![]));
        let number = |id| t.db.read(|tx| matter_number(tx, &region(), MatterId::new(id))).unwrap();
        assert_eq!((number(2).as_deref(), number(9)), (Some("L2026-1120-03-0002"), None));
        let lines = t.db.read(|tx| matter_lines(tx, &region(), &MatterFilter::default(), None, 1)).unwrap();
        assert_eq!((lines[0].chain_name.as_str(), lines[0].lead_name.as_str()), ("开药店", "第1局"));
        let counts = |d: Option<i64>| t.db.read(|tx| matter_counts(tx, &region(), d.map(DepartmentId::new))).unwrap();
        assert_eq!(counts(None), [("finished".to_owned(), 1), ("received".to_owned(), 2)]);
        assert_eq!(counts(Some(2)), [("finished".to_owned(), 1), ("received".to_owned(), 1)]);
        let open: Vec<i64> =
            t.db.read(|tx| open_matters(tx, &region(), MatterId::new(1), 9))
                .unwrap()
                .iter()
                .map(|(f, _)| f.matter.id.get())
                .collect();
        assert_eq!(open, [3]);
        assert_eq!(t.db.read(|tx| verify(tx, &region())).unwrap().findings, []);
    });
}

#[test]
fn a_case_knows_its_matter_and_who_accepted_it() {
    on_every_engine(|t| {
        let shared = HandedIn {
            name: "营业执照".into(),
            received: true,
            means: Means::Certificate,
            source: "县市场监管局核发".into(),
            ..HandedIn::default()
        };
        let mut part = Case {
            matter: Some(MatterId::new(7)),
            materials: vec![shared],
            ..accepted_case(2, ItemId::new(1), DepartmentId::new(1))
        };
        if let Stage::Accepted(acceptance) = &mut part.stage {
            acceptance.by = Accepter::Notices;
        }
        let alone = accepted_case(3, ItemId::new(1), DepartmentId::new(1));
        for case in [&part, &alone] {
            put(&t.db, &Stream::case(case.id), vec![case_change(&region(), case, &sealed())]);
        }
        assert_eq!(t.db.read(|tx| case(tx, &region(), part.id)).unwrap(), Some((part.clone(), sealed())));
        let of = |id| t.db.read(|tx| cases_of_matter(tx, &region(), MatterId::new(id))).unwrap();
        assert_eq!(of(7), [(part.clone(), sealed())]);
        assert_eq!(of(8), []);
        put(&t.db, &Stream::matter(MatterId::new(7)), vec![matter_change(&region(), &a_matter(7), &sealed())]);
        let stand = |after: i64, upto: i64| {
            let range = (MatterId::new(after), MatterId::new(upto));
            t.db.read(|tx| cases_of_open_matters(tx, &region(), range)).unwrap()
        };
        let due_on = part.due().on;
        let wanted =
            CaseStands { matter: MatterId::new(7), case: part.id, stage: "accepted".into(), due_on, owed_until: None };
        assert_eq!((stand(6, 7), stand(7, 9), stand(0, 6)), (vec![wanted], vec![], vec![]));
        let mut over = a_matter(7);
        over.matter.finish = Some((Finish::AllGranted, DAY));
        put(&t.db, &Stream::matter(MatterId::new(7)), vec![matter_change(&region(), &over, &sealed())]);
        assert_eq!(stand(6, 7), []);
        assert_eq!(t.db.read(|tx| verify(tx, &region())).unwrap().findings, []);
    });
}

#[test]
fn numbers_are_counted_by_window_and_day() {
    on_every_engine(|t| {
        let next = |day, window| write(&t.db, move |tx| next_matter_number(tx, &region(), day, window)).unwrap();
        assert_eq!((next(DAY, 3), next(DAY, 3), next(DAY, 0), next(date(2026, 11, 23), 3)), (1, 2, 1, 1));
    });
}

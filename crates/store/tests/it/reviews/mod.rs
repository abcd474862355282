//! Ratings: links, the loop in every state, lists, what was ticked, imported rows, and counters that stay exact.

use domain::{
    base::{
        CaseId, DepartmentId, ImportId, ItemId, OrderId, PersonId, ReviewId, ReviewSignId, Satisfaction, StaffId,
        shanghai_day,
    },
    cases::Outcome,
    reviews::{
        Appeal, Handling, HandlingState, Invitation, Provenance, Published, Rater, Review, ReviewChannel, ServiceNode,
        SignKind, SignLead, SignRuling, SignState, Verdict,
    },
};
use jiff::{SignedDuration, Timestamp, civil::date};
use store::{
    Database,
    cases::case_change,
    journal::{Entry, Stream, append, bulk, verify},
    reviews::{
        ActiveFilter, Again, AppealDecision, HandlingRow, ImportedRow, ReviewFilter, ReviewImport, ReviewRow, Series,
        active_count, are_reviews_uncounted, count_reviews_anew, finished_uninvited, fold_review_counters,
        handled_reviews, handling_change, has_unfolded_reviews, imported_keys, imported_place, imported_rows,
        insert_imported_review, invitation, invitation_change, newest_review_sign, published_reviews, recount_reviews,
        review, review_change, review_counters, review_import_change, review_imports, review_lines, review_of_contact,
        review_of_import, review_of_order, review_rules_change, review_rules_draft, review_rules_draft_change,
        review_rules_on, review_rules_versions, review_sign, review_sign_change, review_sign_counts, review_signs,
        reviews_behind, reviews_by_id, reviews_of_case, reviews_to_handle, ticked_options, unrated_since,
    },
};
use testkit::{accepted_case, completed, decided, on_every_engine, region, stamp};

use crate::{
    common::{put, write},
    journal::sealed_fields,
};

fn at(hours: i64) -> Timestamp {
    stamp().happened_at + SignedDuration::from_hours(hours)
}

pub(crate) fn a_review(id: i64, level: Satisfaction, provenance: Provenance) -> ReviewRow {
    ReviewRow {
        id: ReviewId::new(id),
        version: 1,
        review: Review {
            case: CaseId::new(id),
            node: ServiceNode::Completion,
            level,
            options: vec![u16::from(level.stars()) * 100 + 9],
            text: String::new(),
            provenance,
            channel: ReviewChannel::QrCode,
            rater: Rater::Named,
            at: at(0),
            set_aside: false,
            again: None,
        },
        case_no: format!("510000-{id}"),
        person: PersonId::new(31),
        department: DepartmentId::new(2),
        item: ItemId::new(6),
        window: Some(3),
        staff: Some(StaffId::new(7)),
        entered_by: None,
        words: Some(vec![1, 2]),
        words_mark: Some("m".into()),
        device: Some("d".into()),
        phone: None,
        finished_at: Some(at(-1)),
        again: None,
        import_key: None,
    }
}

#[test]
fn a_rating_is_counted_in_one_cell() {
    let rated = a_review(4, Satisfaction::Dissatisfied, Provenance::Citizen);
    let cell = rated.cell();
    let whose = (cell.department, cell.item, cell.window, cell.staff);
    assert_eq!((whose, cell.stars, cell.named), ((2, 6, 3, 7), Satisfaction::Dissatisfied.stars(), true));
    let nobody = ReviewRow { window: None, staff: None, ..rated }.cell();
    assert_eq!((nobody.window, nobody.staff), (0, 0));
}

pub(crate) fn a_loop(id: i64, state: HandlingState) -> HandlingRow {
    HandlingRow {
        review: ReviewId::new(id),
        department: DepartmentId::new(2),
        opened_on: shanghai_day(at(0)),
        handling: Handling { contact_by: date(2026, 11, 23), appeal_denied: None, state, published: None },
        done: None,
        answer: None,
        reply: None,
        decision: None,
        order: None,
    }
}

pub(crate) fn a_verdict() -> Verdict {
    Verdict { at: at(1), by: StaffId::new(9), finding: "属实".into(), due: Some(date(2026, 11, 27)) }
}

pub(crate) fn an_appeal() -> Appeal {
    Appeal { at: at(1), by: StaffId::new(9), reason: "不是本窗口的事".into() }
}

fn keep(db: &Database, row: &ReviewRow, of: Option<&HandlingRow>) {
    let mut changes = vec![review_change(&region(), row)];
    changes.extend(of.map(|h| handling_change(&region(), h)));
    put(db, &Stream::review(row.id), changes);
}

fn finished_case(db: &Database, id: i64) {
    let case = completed(decided(accepted_case(id, ItemId::new(6), DepartmentId::new(2)), Outcome::Grant));
    put(db, &Stream::case(case.id), vec![case_change(&region(), &case, &sealed_fields())]);
}

#[test]
fn a_loop_is_read_back_in_every_state() {
    on_every_engine(|t| {
        let verdict = a_verdict();
        let decision = AppealDecision { at: at(2), by: StaffId::new(4), reason: "情况属实".into() };
        let denied = {
            let mut row = a_loop(2, HandlingState::Verifying);
            row.handling.appeal_denied = Some(an_appeal());
            HandlingRow { decision: Some(decision.clone()), ..row }
        };
        let closed = HandlingRow {
            done: Some("退回证明".into()),
            answer: Some((Some(vec![9]), at(4))),
            reply: Some("已改".into()),
            order: Some(OrderId::new(88)),
            ..a_loop(7, HandlingState::Closed(verdict.clone(), at(3)))
        };
        let mut shown = HandlingRow { review: ReviewId::new(8), order: Some(OrderId::new(89)), ..closed.clone() };
        shown.handling.published =
            Some(Published { at: at(5), by: StaffId::new(4), words: "多要了证明".into(), reply: "已改".into() });
        let set_aside = HandlingRow { decision: Some(decision), ..a_loop(4, HandlingState::SetAside(an_appeal())) };
        let all = [
            a_loop(1, HandlingState::Verifying),
            denied,
            a_loop(3, HandlingState::Appealed(an_appeal())),
            set_aside,
            a_loop(5, HandlingState::Rectifying(verdict.clone())),
            a_loop(6, HandlingState::Rectified(verdict, at(3))),
            closed,
            shown,
        ];
        for row in &all {
            let id = row.review.get();
            keep(&t.db, &a_review(id, Satisfaction::Dissatisfied, Provenance::Citizen), Some(row));
            let (found, of, _) = t.db.read(|tx| review(tx, &region(), row.review)).unwrap().unwrap();
            assert_eq!(found, a_review(id, Satisfaction::Dissatisfied, Provenance::Citizen));
            assert_eq!(of.as_ref(), Some(row));
        }
        let ids = |rows: Vec<store::reviews::Found>| rows.iter().map(|(r, _, _)| r.id.get()).collect::<Vec<_>>();
        let waiting = |of: Option<i64>| {
            ids(t.db.read(|tx| reviews_to_handle(tx, &region(), of.map(DepartmentId::new), 10)).unwrap())
        };
        assert_eq!(waiting(None), [1, 2, 3, 5, 6]);
        assert_eq!(waiting(Some(3)), Vec::<i64>::new());
        assert_eq!(ids(t.db.read(|tx| published_reviews(tx, &region(), 10)).unwrap()), [8]);
        let day = shanghai_day(at(0));
        assert_eq!(ids(t.db.read(|tx| handled_reviews(tx, &region(), (day, day))).unwrap()).len(), 8);
        let of_order = t.db.read(|tx| review_of_order(tx, &region(), OrderId::new(88))).unwrap().unwrap();
        assert_eq!(of_order.0.id.get(), 7);
        assert_eq!(t.db.read(|tx| verify(tx, &region())).unwrap().findings, []);
    });
}

#[test]
fn ratings_are_found_by_day_place_and_case() {
    on_every_engine(|t| {
        let good = a_review(1, Satisfaction::VerySatisfied, Provenance::Citizen);
        let mut again = a_review(2, Satisfaction::VeryDissatisfied, Provenance::Phone);
        again.review.again = Some(Satisfaction::Fair);
        again.again = Some(Again { at: at(30), words: None });
        let default = a_review(3, Satisfaction::Satisfied, Provenance::SystemDefault);
        for row in [&good, &again, &default] {
            keep(&t.db, row, None);
        }
        let day = shanghai_day(at(0));
        let filter = ReviewFilter::of_days((day, day));
        let found = |f: ReviewFilter| {
            let rows = t.db.read(|tx| review_lines(tx, &region(), &f, 10)).unwrap();
            rows.iter().map(|(r, _, _)| r.id.get()).collect::<Vec<_>>()
        };
        assert_eq!(found(filter), [3, 2, 1]);
        assert_eq!(found(ReviewFilter { bad: true, ..filter }), [2]);
        assert_eq!(found(ReviewFilter { provenance: Some(Provenance::SystemDefault), ..filter }), [3]);
        assert_eq!(found(ReviewFilter { window: Some(4), ..filter }), Vec::<i64>::new());
        let window =
            ReviewFilter { window: Some(3), staff: Some(StaffId::new(7)), item: Some(ItemId::new(6)), ..filter };
        assert_eq!(found(ReviewFilter { department: Some(DepartmentId::new(2)), ..window }).len(), 3);
        let contact = (CaseId::new(2), ServiceNode::Completion);
        let own = t.db.read(|tx| review_of_contact(tx, &region(), contact, Series::Own)).unwrap();
        assert_eq!(own.map(|(r, _, _)| r), Some(again));
        assert!(t.db.read(|tx| review_of_contact(tx, &region(), contact, Series::Default)).unwrap().is_none());
        assert_eq!(t.db.read(|tx| reviews_of_case(tx, &region(), CaseId::new(3))).unwrap().len(), 1);
        let ids = |found: Vec<(ReviewRow, _, _)>| found.into_iter().map(|(r, _, _)| r.id.get()).collect::<Vec<i64>>();
        let wanted = [ReviewId::new(3), ReviewId::new(99), ReviewId::new(1)];
        let found = t.db.read(|tx| reviews_by_id(tx, &region(), &wanted)).unwrap();
        assert_eq!(ids(found), [3, 1], "in the order asked, without what is not there");
        let behind =
            |id: i64, most: i64| ids(t.db.read(|tx| reviews_behind(tx, &region(), ReviewId::new(id), most)).unwrap());
        assert_eq!((behind(1, 1), behind(2, 9)), (vec![2], behind(1, 9)[1..].to_vec()));
        // A default says nothing about the guide.
        let ticked = t.db.read(|tx| ticked_options(tx, &region(), (day, day), None)).unwrap();
        assert_eq!(ticked, [(ItemId::new(6), vec![109], 1), (ItemId::new(6), vec![509], 1)]);
        assert_eq!(t.db.read(|tx| ticked_options(tx, &region(), (day, day), Some(ItemId::new(7)))).unwrap(), []);
    });
}

#[test]
fn a_contact_has_one_rating_of_a_series() {
    on_every_engine(|t| {
        keep(&t.db, &a_review(1, Satisfaction::Fair, Provenance::Citizen), None);
        let mut second = a_review(2, Satisfaction::Fair, Provenance::Phone);
        second.review.case = CaseId::new(1);
        let row = second.clone();
        let refused = write(&t.db, move |tx| {
            let entry = Entry::new(Stream::review(row.id), 0, "review.given", &"").with(review_change(&region(), &row));
            append(tx, &region(), &stamp(), entry)
        });
        assert!(refused.is_err());
        second.review.provenance = Provenance::SystemDefault;
        keep(&t.db, &second, None);
    });
}

#[test]
fn finished_cases_are_invited_and_counted() {
    on_every_engine(|t| {
        for id in [1, 2, 3] {
            finished_case(&t.db, id);
        }
        let (from, before) = (at(-24 * 40), at(24 * 400));
        let uninvited = || t.db.read(|tx| finished_uninvited(tx, &region(), from, 10)).unwrap();
        assert_eq!(uninvited().len(), 3);
        let one = |case| Invitation {
            case: CaseId::new(case),
            node: ServiceNode::Completion,
            digest: "ab".into(),
            at: at(0),
            until: date(2026, 12, 20),
        };
        for case in [1, 2] {
            let stream = Stream::review_link(CaseId::new(case), ServiceNode::Completion);
            put(&t.db, &stream, vec![invitation_change(&region(), &one(case))]);
        }
        let read = |case, node| t.db.read(|tx| invitation(tx, &region(), CaseId::new(case), node)).unwrap();
        assert_eq!(read(1, ServiceNode::Completion), Some(one(1)));
        assert_eq!(read(1, ServiceNode::Acceptance), None);
        assert_eq!(uninvited().iter().map(|c| c.case.get()).collect::<Vec<_>>(), [3]);
        keep(&t.db, &a_review(1, Satisfaction::Satisfied, Provenance::Citizen), None);
        keep(&t.db, &a_review(3, Satisfaction::Satisfied, Provenance::SystemDefault), None);
        let unrated = t.db.read(|tx| unrated_since(tx, &region(), (from, before), 10)).unwrap();
        assert_eq!(unrated.iter().map(|c| c.case.get()).collect::<Vec<_>>(), [2]);
        let filter =
            ActiveFilter { days: (date(2026, 1, 1), date(2027, 12, 31)), department: None, item: None, window: None };
        let [count] = t.db.read(|tx| active_count(tx, &region(), &filter)).unwrap()[..] else {
            panic!("one department")
        };
        // The default rates nothing.
        assert_eq!((count.department.get(), count.finished, count.rated), (2, 3, 1));
        let elsewhere = ActiveFilter { item: Some(ItemId::new(7)), ..filter };
        assert_eq!(t.db.read(|tx| active_count(tx, &region(), &elsewhere)).unwrap(), []);
    });
}

fn imported(row: u32, import: i64) -> ImportedRow {
    ImportedRow {
        import: ImportId::new(import),
        row,
        key: format!("no/{row}"),
        case_no: "A1".into(),
        case: None,
        node: ServiceNode::Completion,
        stars: 5,
        options: vec![510, 517],
        words_mark: None,
        provenance: Provenance::Import,
        channel: ReviewChannel::Web,
        at: at(0),
        on: shanghai_day(at(0)),
        department: 2,
        item: 0,
        window: None,
        staff: None,
        in_force: true,
    }
}

fn take(db: &Database) {
    write(db, |tx| {
        for row in [2, 3] {
            insert_imported_review(tx, &region(), &imported(row, 5))?;
        }
        let head = ReviewImport {
            import: ImportId::new(5),
            file_name: "好差评.xlsx".into(),
            digest: "d".into(),
            entered_at: at(0),
        };
        let rows = bulk(tx, &region(), "imported_review", 5)?;
        let entry = Entry::new(Stream::review_imports(), 0, "review.imported", &"")
            .with(review_import_change(&region(), &head))
            .with_bulk(rows);
        append(tx, &region(), &stamp(), entry)
    })
    .unwrap();
}

#[test]
fn counters_are_exact_before_and_after_folding() {
    on_every_engine(|t| {
        let all = || t.db.read(|tx| review_counters(tx, &region(), ("", "9999-99"))).unwrap();
        let again = || t.db.read(|tx| recount_reviews(tx, &region())).unwrap();
        assert!(!t.db.read(|tx| are_reviews_uncounted(tx, &region())).unwrap());
        let mut bad = a_review(1, Satisfaction::Dissatisfied, Provenance::Citizen);
        keep(&t.db, &bad, None);
        keep(&t.db, &a_review(2, Satisfaction::Satisfied, Provenance::StaffDevice), None);
        take(&t.db);
        assert_eq!((all(), all().values().sum::<i64>()), (again(), 4));
        assert!(t.db.read(|tx| has_unfolded_reviews(tx, &region())).unwrap());
        let before = all();
        assert_eq!(write(&t.db, |tx| fold_review_counters(tx, &region())), Ok(false));
        assert_eq!(all(), before);
        assert!(!t.db.read(|tx| has_unfolded_reviews(tx, &region())).unwrap());
        // What is worked through for a row of a file is counted as that row alone.
        let taken =
            ReviewRow { import_key: Some("no/2".into()), ..a_review(9, Satisfaction::Fair, Provenance::Import) };
        let twin = ReviewRow { id: ReviewId::new(10), import_key: Some("no/3".into()), ..taken.clone() };
        for row in [&taken, &twin] {
            keep(&t.db, row, None);
        }
        assert_eq!(all(), before);
        let of = |key: &'static str| t.db.read(|tx| review_of_import(tx, &region(), key)).unwrap();
        assert_eq!((of("no/2"), of("no/3"), of("no/4")), (Some(taken.id), Some(twin.id), None));
        // Setting aside moves it from one cell to another.
        bad.review.set_aside = true;
        bad.version = 2;
        keep(&t.db, &bad, None);
        assert_eq!(all(), again());
        assert_eq!(all().iter().filter(|(c, _)| c.set_aside).map(|(_, n)| n).sum::<i64>(), 1);
        assert_eq!(t.db.read(|tx| verify(tx, &region())).unwrap().findings, []);
        write(&t.db, |tx| count_reviews_anew(tx, &region())).unwrap();
        assert_eq!(all(), again());
        assert_eq!(t.db.read(|tx| imported_keys(tx, &region())).unwrap().len(), 2);
        let day = shanghai_day(at(0));
        let rows = t.db.read(|tx| imported_rows(tx, &region(), ((day, day), None), 10)).unwrap();
        assert_eq!(rows, [imported(2, 5), imported(3, 5)]);
        let place = |key: &str| t.db.read(|tx| imported_place(tx, &region(), key)).unwrap();
        assert_eq!((place(&imported(3, 5).key), place("")), (Some(("好差评.xlsx".into(), 3)), None));
        assert_eq!(t.db.read(|tx| review_imports(tx, &region())).unwrap().len(), 1);
        assert_eq!(all().keys().map(|c| c.month.clone()).next(), Some(day.to_string()[..7].to_owned()));
    });
}

fn some_rules(version: i64, from: jiff::civil::Date) -> domain::reviews::CountyReviewRules {
    let shipped = include_str!("../../../../services/data/reviews.json");
    let rules: domain::reviews::CountyReviewRules = serde_json::from_str(shipped).unwrap();
    domain::reviews::CountyReviewRules { version, valid_from: from, ..rules }
}

#[test]
fn each_day_has_the_newest_rules_that_had_begun() {
    on_every_engine(|t| {
        let day = date(2026, 12, 1);
        let on = |day| {
            let found = t.db.read(|tx| review_rules_on(tx, &region(), day)).unwrap();
            found.map(|rules| rules.version)
        };
        assert_eq!(on(day), None);
        for (version, from) in [(1, day), (2, date(2026, 12, 20)), (3, date(2026, 12, 10))] {
            let rules = some_rules(version, from);
            put(
                &t.db,
                &Stream::review_rules(),
                vec![review_rules_change(&region(), &rules, at(0)), review_rules_draft_change(&region(), Some(&rules))],
            );
        }
        assert_eq!(
            [date(2026, 11, 30), day, date(2026, 12, 10), date(2026, 12, 25)].map(on),
            [None, Some(1), Some(3), Some(3)]
        );
        let all = t.db.read(|tx| review_rules_versions(tx, &region())).unwrap();
        assert_eq!(all.iter().map(|r| r.version).collect::<Vec<_>>(), [3, 2, 1]);
        let draft = || t.db.read(|tx| review_rules_draft(tx, &region())).unwrap();
        assert_eq!(draft(), Some(some_rules(3, date(2026, 12, 10))));
        put(&t.db, &Stream::review_rules(), vec![review_rules_draft_change(&region(), None)]);
        assert_eq!(draft(), None);
        assert_eq!(t.db.read(|tx| verify(tx, &region())).unwrap().findings, []);
    });
}

pub(crate) fn a_sign(id: i64, state: SignState) -> SignLead {
    SignLead {
        id: ReviewSignId::new(id),
        version: 1,
        kind: SignKind::SameDevice,
        staff: StaffId::new(7),
        department: DepartmentId::new(2),
        found_at: at(id),
        seen_at: at(id),
        rules_version: 0,
        part: 12,
        whole: 80,
        others: (3, 900),
        one_in: 40_000,
        evidence: vec![ReviewId::new(1), ReviewId::new(4)],
        state,
    }
}

#[test]
fn signs_are_read_back_in_every_state() {
    on_every_engine(|t| {
        let ruling = || SignRuling { at: at(9), by: StaffId::new(3), reason: "帮办员代点".into() };
        let all = [
            a_sign(1, SignState::Explained(ruling())),
            a_sign(2, SignState::Open),
            SignLead { department: DepartmentId::new(3), ..a_sign(3, SignState::Upheld(ruling())) },
        ];
        for sign in &all {
            put(&t.db, &Stream::review_sign(sign.id), vec![review_sign_change(&region(), sign)]);
            assert_eq!(t.db.read(|tx| review_sign(tx, &region(), sign.id)).unwrap().as_ref(), Some(sign));
        }
        let listed = |of: Option<i64>| {
            let rows = t.db.read(|tx| review_signs(tx, &region(), of.map(DepartmentId::new), 10)).unwrap();
            rows.iter().map(|s| s.id.get()).collect::<Vec<_>>()
        };
        assert_eq!((listed(None), listed(Some(2)), listed(Some(9))), (vec![2, 3, 1], vec![2, 1], vec![]));
        let newest =
            |kind, staff| t.db.read(|tx| newest_review_sign(tx, &region(), (kind, StaffId::new(staff)))).unwrap();
        assert_eq!(newest(SignKind::SameDevice, 7).as_ref(), all.last());
        assert_eq!((newest(SignKind::Burst, 7), newest(SignKind::SameDevice, 8)), (None, None));
        let counts = t.db.read(|tx| review_sign_counts(tx, &region(), None)).unwrap();
        let told: Vec<(&str, u64)> = counts.iter().map(|(_, state, n)| (state.as_str(), *n)).collect();
        assert_eq!(told, [("explained", 1), ("open", 1), ("upheld", 1)]);
        assert_eq!(t.db.read(|tx| review_sign_counts(tx, &region(), Some(DepartmentId::new(3)))).unwrap().len(), 1);
        assert_eq!(t.db.read(|tx| verify(tx, &region())).unwrap().findings, []);
    });
}

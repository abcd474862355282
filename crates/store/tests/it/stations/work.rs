//! What goes on at stations: versions, posts, photographs, campaigns, inspections.

use std::collections::BTreeMap;

use domain::{
    base::{CampaignId, CaseId, FileId, FileKind, ItemId, OrderId, PhotoId, RoundId, SnapshotId, StaffId},
    cases::{Assisted, AssistedLine, Consent, ConsentCode},
    stations::{
        ApprovedMap, Area, Campaign, CheckPoint, Checklist, Datum, Division, Finding, Level, Offer, OfferStep,
        OfferWay, Place, PlaceVersion, PointGroup, Post, RenamingTask, Report, Round, SentBack, ServesVersion, Station,
        StationPhoto, StationVersion, TaskStage, Ties, Visit,
    },
};
use jiff::{Timestamp, civil::date};
use store::{
    cases::{assisted, assisted_change, assisted_lines, consent_code, helped_cases, keep_consent_code},
    indicators::{division_facts, freeze},
    journal::{Stream, verify},
    stations::{
        campaign, campaign_change, campaigns, checklist_change, checklists, division_change, division_ties,
        history_changes, known_offers, map_change, newest_map, offer_change, offerable, offering, offers, photo_change,
        place_change, places, post_change, renaming_task, renaming_task_change, renaming_tasks, round, round_change,
        rounds, serves_change, serves_versions, station_change, station_offers, station_photo, station_photos,
        station_post, station_posts, station_versions, visit_change, visits,
    },
};
use testkit::{on_every_engine, region, station as a_station};

use super::code;
use crate::common::{put, write};

const HERE: &str = "990101100201";
const THERE: &str = "990101100202";

fn at() -> Timestamp {
    "2026-11-20T01:02:03Z".parse().unwrap()
}

#[test]
fn offers_are_kept_in_versions() {
    on_every_engine(|t| {
        let offer = |item: i64, way, from, to| Offer {
            station: code(HERE),
            item: ItemId::new(item),
            way,
            valid_from: from,
            valid_to: to,
        };
        let (early, late) = (date(2026, 1, 5), date(2026, 11, 20));
        let ended = offer(1, OfferWay::Handled, early, Some(late));
        let now = [offer(1, OfferWay::Assisted, late, None), offer(2, OfferWay::Assisted, late, None)];
        let undone = offer(3, OfferWay::Handled, late, None);
        let steps = [OfferStep::Put(ended), OfferStep::Put(now[0]), OfferStep::Put(now[1]), OfferStep::Put(undone)];
        put(&t.db, &Stream::stations(), steps.iter().map(|s| offer_change(&region(), s)).collect());
        put(&t.db, &Stream::stations(), vec![offer_change(&region(), &OfferStep::Undone(undone))]);
        t.db.read(|tx| {
            assert_eq!(offers(tx, &region())?, now);
            assert_eq!(station_offers(tx, &region(), &code(HERE))?, [now[0], now[1], ended]);
            assert_eq!(offering(tx, &region(), ItemId::new(1))?, [now[0]]);
            assert_eq!(offering(tx, &region(), ItemId::new(3))?, []);
            assert_eq!(known_offers(tx, &region())?.items, [], "no item is in use");
            assert_eq!(offerable(tx, &region())?, []);
            Ok(())
        })
        .unwrap();
        assert_eq!(t.db.read(|tx| verify(tx, &region())).unwrap().findings, []);
    });
}

#[test]
fn places_are_kept_in_versions() {
    on_every_engine(|t| {
        let version = |month, place| PlaceVersion {
            station: code(HERE),
            valid_from: date(2026, month, 5),
            place,
            source: "站点名册".into(),
        };
        let place = Place { datum: Datum::Gcj02, longitude: 104_123_456, latitude: 30_000_001 };
        let all = [version(1, Some(place)), version(6, None)];
        put(&t.db, &Stream::stations(), all.iter().map(|v| place_change(&region(), v)).collect());
        assert_eq!(t.db.read(|tx| places(tx, &region())).unwrap(), all);
        assert_eq!(t.db.read(|tx| verify(tx, &region())).unwrap().findings, []);
    });
}

#[test]
fn the_newest_map_reads_back() {
    on_every_engine(|t| {
        assert_eq!(t.db.read(|tx| newest_map(tx, &region())).unwrap(), None);
        let area =
            Area { name: "云溪镇".into(), rings: vec![vec![(104_000_000, 30_000_000), (104_100_000, 30_000_000)]] };
        let map = ApprovedMap { version: 1, number: "川S(2025)12号".into(), title: "图".into(), areas: vec![area] };
        let gone = ApprovedMap { version: 2, number: String::new(), title: String::new(), areas: vec![] };
        put(&t.db, &Stream::station_map(), vec![map_change(&region(), &map)]);
        assert_eq!(t.db.read(|tx| newest_map(tx, &region())).unwrap(), Some(map));
        put(&t.db, &Stream::station_map(), vec![map_change(&region(), &gone)]);
        assert_eq!(t.db.read(|tx| newest_map(tx, &region())).unwrap(), Some(gone));
    });
}

#[test]
fn a_snapshot_of_a_past_day_uses_that_days_stations() {
    on_every_engine(|t| {
        let old = Station { name_ok: Some(false), ..a_station(HERE, "便民室") };
        let mut changes: Vec<_> = [(HERE, "双桥村"), (THERE, "石坝村")]
            .into_iter()
            .map(|(at, name)| {
                let division = Division { code: code(at), name: name.into(), level: Level::Village };
                division_change(&region(), &division)
            })
            .collect();
        changes.push(station_change(&region(), &old));
        changes.push(serves_change(&region(), &code(HERE), &code(HERE)));
        put(&t.db, &Stream::stations(), changes);
        let day = date(2026, 11, 20);
        let new = Station { name: "双桥村便民服务站".into(), name_ok: Some(true), version: 2, ..old.clone() };
        let serving = [(code(THERE), Some(code(HERE)))];
        let changed = [new.clone()];
        let mut changes = t.db.read(|tx| history_changes(tx, &region(), &changed, &serving, day)).unwrap();
        changes.push(station_change(&region(), &new));
        changes.push(serves_change(&region(), &code(THERE), &code(HERE)));
        put(&t.db, &Stream::stations(), changes);
        let versions = t.db.read(|tx| station_versions(tx, &region(), &code(HERE))).unwrap();
        assert_eq!(versions.iter().map(|v| v.valid_from).collect::<Vec<_>>(), [date(1, 1, 1), day]);
        let told = StationVersion { valid_from: day, station: Station { version: 0, ..new } };
        assert_eq!(versions[1], told);
        let served = t.db.read(|tx| serves_versions(tx, &region(), &code(THERE))).unwrap();
        assert_eq!(served, [ServesVersion { division: code(THERE), valid_from: day, station: Some(code(HERE)) }]);
        // On the day before: the old name, and the neighbour without a station.
        for (id, as_of, name_ok, joint) in
            [(1, date(2026, 11, 19), Some(false), None), (2, day, Some(true), Some(true))]
        {
            let facts = write(&t.db, move |tx| {
                freeze(tx, &region(), SnapshotId::new(id), as_of)?;
                division_facts(tx, &region(), SnapshotId::new(id))
            })
            .unwrap();
            assert_eq!(facts[0].facts.name_ok, name_ok, "{as_of}");
            assert_eq!(facts[1].facts.station_open, joint, "{as_of}");
        }
    });
}

#[test]
fn posts_and_photographs_read_back() {
    on_every_engine(|t| {
        let post = Post { staff: StaffId::new(7), station: code(HERE), since: date(2026, 11, 1), version: 1 };
        let photo = StationPhoto {
            id: PhotoId::new(5),
            station: code(HERE),
            address: "a".repeat(64),
            digest: "b".repeat(64),
            size: 12_345,
            kind: FileKind::Jpeg,
            by: StaffId::new(7),
            at: at(),
        };
        put(&t.db, &Stream::station_posts(), vec![post_change(&region(), &post)]);
        put(&t.db, &Stream::campaign(CampaignId::new(1)), vec![photo_change(&region(), &photo)]);
        assert_eq!(t.db.read(|tx| station_post(tx, &region(), StaffId::new(7))), Ok(Some(post.clone())));
        assert_eq!(t.db.read(|tx| station_post(tx, &region(), StaffId::new(8))), Ok(None));
        assert_eq!(t.db.read(|tx| station_posts(tx, &region())), Ok(vec![post]));
        assert_eq!(t.db.read(|tx| station_photo(tx, &region(), photo.id)), Ok(Some(photo.clone())));
        assert_eq!(t.db.read(|tx| station_photos(tx, &region(), &code(HERE))), Ok(vec![photo.id]));
        let addresses = t.db.read(|tx| store::files::named_addresses(tx, &region())).unwrap();
        assert_eq!(addresses, [photo.address], "the sweep of the shelf leaves it");
        assert_eq!(t.db.read(|tx| verify(tx, &region())).unwrap().findings, []);
    });
}

#[test]
fn campaigns_read_back_in_every_stage() {
    on_every_engine(|t| {
        let of = CampaignId::new(3);
        let one = Campaign {
            id: of,
            version: 1,
            title: "更名行动".into(),
            basis: "青政办〔2026〕12号".into(),
            due_on: date(2026, 12, 31),
            opened_on: date(2026, 11, 1),
            opened_by: StaffId::new(9),
            closed_on: None,
        };
        let report = Report { name: "新名".into(), photo: PhotoId::new(5), by: StaffId::new(7), at: at() };
        let back = SentBack { report: report.clone(), reason: "看不清".into(), by: StaffId::new(8), at: at() };
        let tasks: Vec<RenamingTask> = [
            TaskStage::Open(None),
            TaskStage::Open(Some(back)),
            TaskStage::Reported(report.clone()),
            TaskStage::Accepted(report, StaffId::new(8), at()),
        ]
        .into_iter()
        .enumerate()
        .map(|(no, stage)| RenamingTask {
            campaign: of,
            station: code(&format!("99010110020{no}")),
            old_name: "便民室".into(),
            version: 1,
            stage,
        })
        .collect();
        let mut changes = vec![campaign_change(&region(), &one)];
        changes.extend(tasks.iter().map(|task| renaming_task_change(&region(), task)));
        put(&t.db, &Stream::campaign(of), changes);
        assert_eq!(t.db.read(|tx| campaign(tx, &region(), of)), Ok(Some(one.clone())));
        assert_eq!(t.db.read(|tx| campaigns(tx, &region())), Ok(vec![one]));
        assert_eq!(t.db.read(|tx| renaming_tasks(tx, &region(), of)), Ok(tasks.clone()));
        let second = t.db.read(|tx| renaming_task(tx, &region(), of, &tasks[1].station)).unwrap();
        assert_eq!(second.as_ref(), Some(&tasks[1]));
        assert_eq!(t.db.read(|tx| verify(tx, &region())).unwrap().findings, []);
    });
}

#[test]
fn checklists_rounds_and_visits_read_back() {
    on_every_engine(|t| {
        let list = Checklist {
            version: 2,
            source: "规范".into(),
            due_workdays: 10,
            points: vec![CheckPoint {
                key: "sign".into(),
                group: PointGroup::Sign,
                text: "牌子规范".into(),
                villages: true,
            }],
        };
        let older = Checklist { version: 1, due_workdays: 5, ..list.clone() };
        for one in [&older, &list] {
            put(&t.db, &Stream::checklist(), vec![checklist_change(&region(), one, (at(), StaffId::new(9)))]);
        }
        assert_eq!(t.db.read(|tx| checklists(tx, &region())), Ok(vec![list, older]));
        let of = RoundId::new(4);
        let begun = Round {
            id: of,
            version: 1,
            title: "四季度".into(),
            checklist: 2,
            begins_on: date(2026, 11, 1),
            ends_on: date(2026, 12, 31),
            opened_by: StaffId::new(9),
            closed_on: Some(date(2026, 12, 20)),
        };
        let finding = |met: bool, note: &str| ("sign".to_owned(), Finding { met, note: note.into() });
        let first = Visit {
            round: of,
            station: code(HERE),
            no: 1,
            on: date(2026, 11, 20),
            by: StaffId::new(9),
            at: at(),
            findings: BTreeMap::from([finding(false, "旧牌子")]),
            photo: Some(PhotoId::new(5)),
            order: Some(OrderId::new(6)),
        };
        let second = Visit { no: 2, findings: BTreeMap::from([finding(true, "")]), photo: None, ..first.clone() };
        let changes =
            vec![round_change(&region(), &begun), visit_change(&region(), &first), visit_change(&region(), &second)];
        put(&t.db, &Stream::round(of), changes);
        assert_eq!(t.db.read(|tx| round(tx, &region(), of)), Ok(Some(begun.clone())));
        assert_eq!(t.db.read(|tx| rounds(tx, &region())), Ok(vec![begun]));
        assert_eq!(t.db.read(|tx| visits(tx, &region(), of)), Ok(vec![first, second]));
        assert_eq!(t.db.read(|tx| verify(tx, &region())).unwrap().findings, []);
    });
}

#[test]
fn who_helped_reads_back_and_is_counted_by_its_day() {
    on_every_engine(|t| {
        let one = Assisted {
            case: CaseId::new(1),
            station: code(HERE),
            helper: StaffId::new(7),
            consent: Consent::Sheet(FileId::new(8)),
            at: at(),
        };
        let case = testkit::accepted_case(1, domain::base::ItemId::new(1), domain::base::DepartmentId::new(1));
        let row = store::cases::case_change(&region(), &case, &crate::journal::house::sealed_fields());
        put(&t.db, &Stream::case(case.id), vec![row]);
        put(&t.db, &Stream::assisted(one.case), vec![assisted_change(&region(), &one)]);
        assert_eq!(t.db.read(|tx| assisted(tx, &region(), one.case)), Ok(Some(one.clone())));
        assert_eq!(t.db.read(|tx| assisted(tx, &region(), CaseId::new(2))), Ok(None));
        let lines = |from, to| t.db.read(|tx| assisted_lines(tx, &region(), (from, to))).unwrap();
        let day = date(2026, 11, 20);
        let told = AssistedLine { station: code(HERE), helper: one.helper, sent: true, done: false };
        assert_eq!(lines(day, day), [told]);
        assert_eq!(lines(date(2026, 11, 21), date(2026, 11, 30)), []);
        let helped =
            |helper: i64, most| t.db.read(|tx| helped_cases(tx, &region(), (StaffId::new(helper), most))).unwrap();
        assert_eq!(helped(7, 10), [(one.case, at())]);
        assert_eq!((helped(8, 10), helped(7, 0)), (vec![], vec![]));
        let other = Assisted { case: CaseId::new(3), consent: Consent::Code, ..one };
        put(&t.db, &Stream::assisted(other.case), vec![assisted_change(&region(), &other)]);
        assert_eq!(t.db.read(|tx| assisted(tx, &region(), other.case)), Ok(Some(other.clone())));
        assert_eq!(t.db.read(|tx| verify(tx, &region())).unwrap().findings, []);
    });
}

#[test]
fn what_hangs_on_a_division_is_counted() {
    on_every_engine(|t| {
        let ties = || t.db.read(|tx| division_ties(tx, &region())).unwrap();
        assert!(ties().is_empty());
        let mut content = testkit::content("A-1", "社保卡申领", 1);
        content.division = HERE.into();
        testkit::seed_item(&t.db, &testkit::item(1, content));
        testkit::seed_item(&t.db, &testkit::item(2, testkit::content("A-2", "临时救助", 1)));
        let offer = Offer {
            station: code(HERE),
            item: ItemId::new(2),
            valid_from: date(2026, 11, 1),
            valid_to: None,
            way: OfferWay::ALL[0],
        };
        let put_offer = offer_change(&region(), &OfferStep::Put(offer));
        put(&t.db, &Stream::stations(), vec![put_offer]);
        for (id, helped) in [(1, true), (2, false)] {
            let case = testkit::accepted_case(id, ItemId::new(1), domain::base::DepartmentId::new(1));
            let row = store::cases::case_change(&region(), &case, &crate::journal::house::sealed_fields());
            put(&t.db, &Stream::case(case.id), vec![row]);
            if helped {
                let one = Assisted {
                    case: case.id,
                    station: code(HERE),
                    helper: StaffId::new(7),
                    consent: Consent::Code,
                    at: at(),
                };
                put(&t.db, &Stream::assisted(one.case), vec![assisted_change(&region(), &one)]);
            }
        }
        let found = ties();
        assert_eq!(found[&code(HERE)], Ties { staff: vec![], offers: 1, cases: 1, items: 1 });
    });
}

#[test]
fn the_newest_code_takes_the_place_of_the_one_before() {
    on_every_engine(|t| {
        let (helper, item) = (StaffId::new(7), domain::base::ItemId::new(1));
        let read = |phone: &'static str| t.db.read(|tx| consent_code(tx, &region(), (helper, item, phone))).unwrap();
        assert_eq!(read("p"), None);
        let first = ConsentCode { digest: "d".into(), sent_at: at(), until: at(), wrong: 0, used_by: None };
        let used = ConsentCode { digest: "e".into(), wrong: 2, used_by: Some(CaseId::new(4)), ..first.clone() };
        for one in [first, used] {
            let kept = one.clone();
            write(&t.db, move |tx| keep_consent_code(tx, &region(), (helper, item, "p"), &kept)).unwrap();
            assert_eq!((read("p"), read("q")), (Some(one), None));
        }
        let later = at() + jiff::SignedDuration::from_hours(25);
        write(&t.db, move |tx| store::base::sweep(tx, &region(), later)).unwrap();
        assert_eq!(read("p"), None, "after a day nothing of it is left");
    });
}

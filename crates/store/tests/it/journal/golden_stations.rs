//! The text of events of stations at work, frozen like every other.

use std::collections::BTreeMap;

use domain::{
    base::{CampaignId, CaseId, DivisionCode, FileId, FileKind, ItemId, PhotoId, RoundId, StaffId},
    cases::{Assisted, CaseAssisted, CaseAssistedByCode, Consent, ConsentCodeSent},
    stations::{
        ApprovedMap, Area, Campaign, CampaignClosed, CampaignOpened, CheckPoint, Checklist, ChecklistChanged, Datum,
        Finding, MapSaved, Offer, OfferStep, OfferWay, OffersChanged, Place, PlaceVersion, PointGroup, Post, Posted,
        RenamingReported, RenamingSettled, RenamingTask, Report, Round, RoundClosed, RoundOpened, StationInspected,
        StationPhoto, StationPlaced, TaskStage, Visit,
    },
};
use jiff::civil::date;
use store::{
    cases::assisted_change,
    journal::{Entry, Stream},
    stations::{
        campaign_change, checklist_change, map_change, offer_change, photo_change, place_change, post_change,
        renaming_task_change, round_change, station_change, visit_change,
    },
};
use testkit::{region, stamp, station};

use super::golden::frozen;

const HERE: &str = "990101100201";

fn code() -> DivisionCode {
    DivisionCode::parse(HERE).unwrap()
}

#[test]
fn a_campaign_and_a_post() {
    let (of, at) = (CampaignId::new(3), stamp().happened_at);
    let campaign = Campaign {
        id: of,
        version: 1,
        title: "更名行动".into(),
        basis: "青政办〔2026〕12号".into(),
        due_on: date(2026, 12, 31),
        opened_on: date(2026, 11, 20),
        opened_by: StaffId::new(9),
        closed_on: None,
    };
    let report = Report { name: "双桥村便民服务站".into(), photo: PhotoId::new(5), by: StaffId::new(7), at };
    let task = |stage| RenamingTask { campaign: of, station: code(), old_name: "便民室".into(), version: 2, stage };
    let opened = CampaignOpened { title: campaign.title.clone(), due_on: campaign.due_on, tasks: 1 };
    let entry = Entry::new(Stream::campaign(of), 0, "renaming.opened", &opened)
        .with(campaign_change(&region(), &campaign))
        .with(renaming_task_change(&region(), &task(TaskStage::Open(None))));
    frozen("renaming_opened", &entry);
    let photo = StationPhoto {
        id: report.photo,
        station: code(),
        address: "a1".into(),
        digest: "b2".into(),
        size: 12,
        kind: FileKind::Jpeg,
        by: report.by,
        at,
    };
    let event = RenamingReported { station: HERE.into(), name: report.name.clone(), photo: report.photo };
    let entry = Entry::new(Stream::campaign(of), 0, "renaming.reported", &event)
        .with(renaming_task_change(&region(), &task(TaskStage::Reported(report.clone()))))
        .with(photo_change(&region(), &photo));
    frozen("renaming_reported", &entry);
    let event = RenamingSettled { station: HERE.into(), accepted: true, reason: String::new() };
    let accepted = task(TaskStage::Accepted(report.clone(), StaffId::new(8), at));
    let entry = Entry::new(Stream::campaign(of), 0, "renaming.settled", &event)
        .with(renaming_task_change(&region(), &accepted));
    frozen("renaming_settled", &entry);
    let entry = Entry::new(Stream::stations(), 0, "station.renamed", &event)
        .with(station_change(&region(), &station(HERE, &report.name)));
    frozen("station_renamed", &entry);
    let closed = Campaign { version: 2, closed_on: Some(date(2026, 12, 31)), ..campaign };
    let entry = Entry::new(Stream::campaign(of), 0, "renaming.closed", &CampaignClosed { accepted: 1, left: 0 })
        .with(campaign_change(&region(), &closed));
    frozen("renaming_closed", &entry);
    let post = Post { staff: StaffId::new(7), station: code(), since: date(2026, 11, 20), version: 1 };
    let event = Posted { staff: post.staff, station: HERE.into() };
    let entry = Entry::new(Stream::station_posts(), 0, "station.posted", &event).with(post_change(&region(), &post));
    frozen("station_posted", &entry);
}

#[test]
fn offers_of_a_station() {
    let offer = Offer {
        station: code(),
        item: ItemId::new(5),
        way: OfferWay::Assisted,
        valid_from: date(2026, 1, 5),
        valid_to: Some(date(2026, 11, 20)),
    };
    let event = OffersChanged { station: HERE.into(), begun: 0, ended: 2 };
    let entry = Entry::new(Stream::stations(), 0, "station.offers_changed", &event)
        .with(station_change(&region(), &station(HERE, "双桥村便民服务站")))
        .with(offer_change(&region(), &OfferStep::Put(offer)))
        .with(offer_change(&region(), &OfferStep::Undone(Offer { item: ItemId::new(6), ..offer })));
    frozen("station_offers_changed", &entry);
}

#[test]
fn where_a_station_is() {
    let version = PlaceVersion {
        station: code(),
        valid_from: date(2026, 11, 20),
        place: Some(Place { datum: Datum::Wgs84, longitude: 104_123_456, latitude: 30_000_001 }),
        source: "更名上报时现场定位".into(),
    };
    let event = StationPlaced { station: HERE.into(), datum: "WGS-84".into(), source: version.source.clone() };
    let entry = Entry::new(Stream::stations(), 0, "station.placed", &event)
        .with(place_change(&region(), &version))
        .with(place_change(&region(), &PlaceVersion { place: None, ..version.clone() }));
    frozen("station_placed", &entry);
}

#[test]
fn an_approved_map() {
    let area =
        Area { name: "云溪镇".into(), rings: vec![vec![(104_000_000, 30_000_000), (104_100_000, 30_000_000)]] };
    let map =
        ApprovedMap { version: 2, number: "川S(2025)12号".into(), title: "区划图".into(), areas: vec![area] };
    let event = MapSaved { version: 2, number: map.number.clone(), areas: 1, file_digest: "ab".into() };
    let entry = Entry::new(Stream::station_map(), 0, "station.map_saved", &event).with(map_change(&region(), &map));
    frozen("station_map_saved", &entry);
}

#[test]
fn an_inspection() {
    let (of, at) = (RoundId::new(4), stamp().happened_at);
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
    let event = ChecklistChanged { version: 2, points: 1 };
    let entry = Entry::new(Stream::checklist(), 0, "inspection.checklist_changed", &event).with(checklist_change(
        &region(),
        &list,
        (at, StaffId::new(9)),
    ));
    frozen("inspection_checklist_changed", &entry);
    let round = Round {
        id: of,
        version: 1,
        title: "四季度".into(),
        checklist: 2,
        begins_on: date(2026, 11, 1),
        ends_on: date(2026, 12, 31),
        opened_by: StaffId::new(9),
        closed_on: None,
    };
    let event = RoundOpened { title: round.title.clone(), checklist: 2 };
    let entry = Entry::new(Stream::round(of), 0, "inspection.opened", &event).with(round_change(&region(), &round));
    frozen("inspection_opened", &entry);
    let visit = Visit {
        round: of,
        station: code(),
        no: 1,
        on: date(2026, 11, 20),
        by: StaffId::new(9),
        at,
        findings: BTreeMap::from([("sign".into(), Finding { met: false, note: "旧牌子".into() })]),
        photo: None,
        order: None,
    };
    let event = StationInspected { station: HERE.into(), no: 1, points: 1, lacking: vec!["sign".into()] };
    let entry = Entry::new(Stream::round(of), 0, "inspection.visited", &event).with(visit_change(&region(), &visit));
    frozen("inspection_visited", &entry);
    let closed = Round { version: 2, closed_on: Some(date(2026, 12, 31)), ..round };
    let entry = Entry::new(Stream::round(of), 0, "inspection.closed", &RoundClosed { inspected: 1 })
        .with(round_change(&region(), &closed));
    frozen("inspection_closed", &entry);
}

#[test]
fn an_assisted_case() {
    let row = Assisted {
        case: CaseId::new(1),
        station: code(),
        helper: StaffId::new(7),
        consent: Consent::Sheet(FileId::new(8)),
        at: stamp().happened_at,
    };
    let sheet = FileId::new(8);
    let event = CaseAssisted { case_no: "990101-20261120-0001".into(), station: HERE.into(), sheet };
    let entry =
        Entry::new(Stream::assisted(row.case), 0, "case.assisted", &event).with(assisted_change(&region(), &row));
    frozen("case_assisted", &entry);
    let by_code = Assisted { consent: Consent::Code, ..row };
    let (case_no, sent_at) = ("990101-20261120-0001".into(), stamp().happened_at);
    let event = CaseAssistedByCode { case_no, station: HERE.into(), sent_at };
    let entry = Entry::new(Stream::assisted(by_code.case), 0, "case.assisted_by_code", &event);
    frozen("case_assisted_by_code", &entry.with(assisted_change(&region(), &by_code)));
    let until = stamp().happened_at;
    let (station, item_code) = (HERE.into(), "A-1".into());
    let event = ConsentCodeSent { station, item_code, until, reference: "DX-1".into() };
    frozen("consent_code_sent", &Entry::new(Stream::consent_code(9), 0, "assist.code_sent", &event));
}

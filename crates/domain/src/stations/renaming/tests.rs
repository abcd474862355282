use jiff::civil::date;

use super::*;
use crate::stations::Level;

fn code(text: &str) -> DivisionCode {
    DivisionCode::parse(text).unwrap()
}

const TODAY: Date = Date::constant(2026, 12, 1);
const VILLAGE: &str = "990101100201";

fn station(at: &str, name_ok: Option<bool>, plate_ok: Option<bool>) -> Station {
    Station {
        code: code(at),
        name: "双桥村便民室".into(),
        plate: "便民室".into(),
        address: String::new(),
        phone: String::new(),
        hours: String::new(),
        open: true,
        name_ok,
        plate_ok,
        name_checked_on: None,
        name_evidence: String::new(),
        plate_checked_on: None,
        plate_evidence: String::new(),
        version: 3,
    }
}

fn new() -> NewCampaign<'static> {
    NewCampaign { title: "更名行动", basis: "青政办〔2026〕12号", due_on: date(2026, 12, 31) }
}

fn begun() -> (Campaign, RenamingTask) {
    let stations = [station(VILLAGE, Some(false), None)];
    let (campaign, mut tasks, _) =
        open_campaign(CampaignId::new(1), new(), None, &stations, (StaffId::new(9), TODAY)).unwrap();
    (campaign, tasks.remove(0))
}

fn division() -> Division {
    Division { code: code(VILLAGE), name: "双桥村".into(), level: Level::Village }
}

fn standard() -> NamingStandard {
    NamingStandard {
        town: "{name}便民服务中心".into(),
        village: "{name}便民服务站".into(),
        old_words: vec!["便民室".into()],
        source: String::new(),
    }
}

fn post(staff: i64, at: &str) -> Post {
    Post { staff: StaffId::new(staff), station: code(at), since: TODAY, version: 1 }
}

fn at_post(post: &Post) -> Worker<'_> {
    Worker { staff: post.staff, post: Some(post), office: false }
}

fn reported() -> (Campaign, RenamingTask) {
    let ((campaign, task), helper) = (begun(), post(1, VILLAGE));
    let new = NewReport { name: "双桥村便民服务站", photo: Some(PhotoId::new(5)), at: Timestamp::UNIX_EPOCH };
    let (task, event) = report(task, &campaign, (Some(&division()), &standard()), new, at_post(&helper)).unwrap();
    assert_eq!(event.name, "双桥村便民服务站");
    (campaign, task)
}

#[test]
fn each_working_station_that_is_not_known_to_be_right_has_a_task() {
    let closed = Station { open: false, ..station("990101100204", Some(false), Some(false)) };
    let stations = [
        station("990101100201", Some(true), Some(true)),
        station("990101100202", Some(true), None),
        station("990101100203", Some(false), Some(true)),
        closed,
    ];
    let open = |new, running: Option<&Campaign>, stations: &[Station]| {
        open_campaign(CampaignId::new(1), new, running, stations, (StaffId::new(9), TODAY))
    };
    let (campaign, tasks, event) = open(new(), None, &stations).unwrap();
    assert_eq!(tasks.iter().map(|t| t.station).collect::<Vec<_>>(), [code("990101100202"), code("990101100203")]);
    assert_eq!((event.tasks, campaign.version, campaign.closed_on), (2, 1, None));
    let code_of = |r: Result<_, RenamingRefusal>| r.map(|_: (Campaign, _, _)| ()).map_err(|e| (e.code(), e.field()));
    assert_eq!(code_of(open(new(), Some(&campaign), &stations)), Err(("running", "")));
    assert_eq!(code_of(open(new(), None, &stations[..1])), Err(("nothing_to_do", "")));
    assert_eq!(code_of(open(NewCampaign { title: " ", ..new() }, None, &stations)), Err(("title_missing", "title")));
    assert_eq!(code_of(open(NewCampaign { basis: "", ..new() }, None, &stations)), Err(("basis_missing", "basis")));
    let past = NewCampaign { due_on: date(2026, 11, 30), ..new() };
    assert_eq!(code_of(open(past, None, &stations)), Err(("due_past", "due_on")));
    let long = "长".repeat(61);
    assert_eq!(code_of(open(NewCampaign { title: &long, ..new() }, None, &stations)), Err(("long", "title")));
}

#[test]
fn a_report_needs_the_standard_name_a_photograph_and_the_own_station() {
    let (campaign, task) = begun();
    let helper = post(1, VILLAGE);
    let good = NewReport { name: "双桥村便民服务站", photo: Some(PhotoId::new(5)), at: Timestamp::UNIX_EPOCH };
    let tell = |new, worker, division: Option<&Division>| {
        report(task.clone(), &campaign, (division, &standard()), new, worker).map(|_| ()).map_err(|e| e.code())
    };
    let of = division();
    assert_eq!(tell(good, at_post(&helper), Some(&of)), Ok(()));
    assert_eq!(tell(NewReport { photo: None, ..good }, at_post(&helper), Some(&of)), Err("photo_missing"));
    assert_eq!(tell(NewReport { name: "双桥村便民室", ..good }, at_post(&helper), Some(&of)), Err("name"));
    assert_eq!(tell(good, at_post(&helper), None), Err("division_gone"));
    let neighbour = post(2, "990101100202");
    assert_eq!(tell(good, at_post(&neighbour), Some(&of)), Err("other_station"));
    let centre = post(3, "990101100000");
    assert_eq!(tell(good, at_post(&centre), Some(&of)), Ok(()));
    let nobody = Worker { staff: StaffId::new(4), post: None, office: false };
    assert_eq!(tell(good, nobody, Some(&of)), Err("other_station"));
    assert_eq!(tell(good, Worker { office: true, ..nobody }, Some(&of)), Ok(()));
    let (over, _) = close_campaign(campaign.clone(), &[], TODAY).unwrap();
    let late = report(task.clone(), &over, (Some(&of), &standard()), good, at_post(&helper));
    assert_eq!(late.map(|_| ()), Err(RenamingRefusal::Over));
}

#[test]
fn the_township_accepts_and_nobody_accepts_their_own() {
    let (campaign, task) = reported();
    let (centre, village) = (post(3, "990101100000"), post(8, VILLAGE));
    let at = Timestamp::UNIX_EPOCH;
    let try_it = |verdict, worker| settle(task.clone(), &campaign, verdict, worker, at).map(|_| ());
    assert_eq!(try_it((true, ""), at_post(&centre)), Ok(()));
    assert_eq!(try_it((true, ""), at_post(&village)).map_err(|e| e.code()), Err("other_station"));
    let own = Worker { staff: StaffId::new(1), post: None, office: true };
    assert_eq!(try_it((true, ""), own), Err(RenamingRefusal::OwnReport));
    assert_eq!(try_it((false, " "), at_post(&centre)), Err(RenamingRefusal::ReasonMissing));
    let (accepted, event) = settle(task.clone(), &campaign, (true, "多余"), at_post(&centre), at).unwrap();
    assert!(event.accepted && event.reason.is_empty());
    let again = settle(accepted.clone(), &campaign, (true, ""), at_post(&centre), at).map(|_| ());
    assert_eq!(again.map_err(|e| e.code()), Err("not_reported"));
    let (back, _) = settle(task, &campaign, (false, "照片看不清"), at_post(&centre), at).unwrap();
    assert_eq!(back.stage.label(), "退回重报");
    let new = NewReport { name: "双桥村便民服务站", photo: Some(PhotoId::new(6)), at };
    let helper = post(1, VILLAGE);
    let (second, _) =
        report(back, &campaign, (Some(&division()), &standard()), new, at_post(&helper)).expect("it may be sent again");
    let twice = report(second.clone(), &campaign, (Some(&division()), &standard()), new, at_post(&helper));
    assert_eq!(twice.map(|_| ()).map_err(|e| e.code()), Err("not_open"));
    let (towns, all) = progress(&[accepted, second]);
    assert_eq!((all.tasks, all.accepted, all.reported, all.open), (2, 1, 1, 0));
    assert_eq!(towns.keys().copied().collect::<Vec<_>>(), [code("990101100000")]);
}

#[test]
fn an_accepted_report_makes_name_and_plate_right() {
    let (_, task) = reported();
    let TaskStage::Reported(sent) = &task.stage else { panic!("{task:?}") };
    let after = renamed(station(VILLAGE, Some(false), None), sent, "青政办〔2026〕12号", (TODAY, date(2026, 12, 3)));
    assert_eq!((after.name_ok, after.plate_ok, after.version), (Some(true), Some(true), 4));
    assert_eq!((after.plate_checked_on, after.name_checked_on), (Some(TODAY), Some(date(2026, 12, 3))));
    assert_eq!((&*after.name_evidence, &*after.plate_evidence), ("青政办〔2026〕12号", "更名照片 5"));
    assert!(!needs_renaming(&after));
}

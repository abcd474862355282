//! Stations at work: a renaming campaign from its opening to its end, an inspection from the visit to the closing of its
//! order, who may do what where; on both engines.

use std::{collections::BTreeMap, path::Path, sync::Arc};

use domain::{
    base::{CampaignId, DivisionCode, RoundId},
    people::{Desk, Login, Role},
    rectification::Condition,
    stations::{Division, Level, Station, TaskStage},
};
use services::{
    Bureau, Chance, Failure, Home,
    base::{NewCounty, open_county},
    people::{NewStaff, add_staff},
    rectification::{
        AnswerForm, CheckForm, RoundForm, VisitForm, answer, change_checklist, check, checklist, close_round, inspect,
        next_visit, open_round, prove_inspection, round_view, rounds, view,
    },
    stations::{
        CampaignForm, IncomingPhoto, PostForm, ReportForm, SettleForm, campaign_view, campaigns, close_campaign,
        naming_counts, open_campaign, open_photo, own_station, post, report, running, settle,
    },
};
use store::{
    journal::{Entry, Stream, append, head},
    people as staff_rows,
    stations::{division_change, serves_change, station_change, station_versions},
};
use testkit::{Scratch, TestDb, engines, region, stamp, station};

const TOWN: &str = "990101100000";
const HERE: &str = "990101100201";
const THERE: &str = "990101101201";
const NAME: &str = "双桥村便民服务站";

struct County {
    bureau: Bureau,
    db: TestDb,
    _home: Scratch,
}

fn code(text: &str) -> DivisionCode {
    DivisionCode::parse(text).unwrap()
}

impl County {
    fn open(db: TestDb) -> Self {
        let home = Scratch::new("stations-home");
        let chance = Chance { clock: Arc::new(testkit::clock()), rng: Arc::new(testkit::rng()) };
        let new =
            NewCounty {
                region: region(), name: Some("试算县".into()), city_name: "试算市".into(), sample: false
            };
        let bureau = open_county(&db.db, &Home::new(home.path()), &chance, new).unwrap();
        let mut changes = Vec::new();
        for (at, name, level) in [
            (TOWN, "云溪镇", Level::Town),
            (HERE, "双桥村", Level::Village),
            ("990101101000", "石坝乡", Level::Town),
            (THERE, "新建村", Level::Village),
        ] {
            changes.push(division_change(&region(), &Division { code: code(at), name: name.into(), level }));
        }
        for (at, name, ok) in
            [(TOWN, "云溪镇便民服务中心", true), (HERE, "双桥村便民室", false), (THERE, "新建村代办点", false)]
        {
            let one = Station { name_ok: Some(ok), plate_ok: Some(ok), ..station(at, name) };
            changes.push(station_change(&region(), &one));
            changes.push(serves_change(&region(), &code(at), &code(at)));
        }
        db.db
            .write(move |tx| {
                let at = head(tx, &region(), &Stream::stations())?;
                let entry = Entry::new(Stream::stations(), at, "test.put", &"试").with_all(changes.clone());
                append(tx, &region(), &stamp(), entry)
            })
            .unwrap();
        let county = Self { bureau, db, _home: home };
        for (login, role) in [
            ("bianzhi", Role::Editor),
            ("ducha", Role::Supervisor),
            ("hecha", Role::Supervisor),
            ("zhongxin", Role::Helper),
            ("shuangqiao", Role::Helper),
            ("xinjian", Role::Helper),
            ("daiban", Role::Helper),
        ] {
            let new = NewStaff {
                login: login.into(),
                name: login.into(),
                roles: vec![role.as_str().into()],
                department: None,
                window_no: None,
                password: "Zhandian-2026".into(),
                must_change: false,
            };
            add_staff(&county.bureau, &Desk::system("测试"), &new, None).unwrap();
        }
        for (login, at) in [("zhongxin", TOWN), ("shuangqiao", HERE), ("xinjian", THERE)] {
            county.post(login, at).unwrap();
        }
        county
    }

    fn post(&self, login: &str, at: &str) -> Result<(), String> {
        let form = PostForm { station: at.into(), login: login.into() };
        post(&self.bureau, &self.desk("bianzhi"), &form, None).map_err(|e| e.to_string())
    }

    fn desk(&self, login: &str) -> Desk {
        let login = Login::parse(login).unwrap();
        let found = self.db.db.read(|tx| staff_rows::staff_by_login(tx, self.bureau.region(), &login));
        Desk::of(found.unwrap().unwrap(), "测试")
    }

    fn campaign(&self) -> CampaignId {
        let form =
            CampaignForm {
                title: "更名行动".into(), basis: "青政办〔2026〕12号".into(), due_on: "2026-12-31".into()
            };
        open_campaign(&self.bureau, &self.desk("bianzhi"), &form, Some("open")).unwrap()
    }

    fn report(&self, login: &str, of: CampaignId, form: (&str, i64, &str), photo: bool) -> Result<i64, String> {
        let form = ReportForm { station: form.0.into(), version: form.1, name: form.2.into(), ..ReportForm::default() };
        let photo = photo.then(|| IncomingPhoto { name: "牌子.png".into(), bytes: picture() });
        report(&self.bureau, &self.desk(login), (of, &form), (photo, Path::new("onedoor")), None)
            .map_err(|e| code_of(&e))
    }

    fn settle(&self, login: &str, of: CampaignId, version: i64, reason: Option<&str>) -> Result<i64, String> {
        let form = SettleForm {
            station: HERE.into(),
            version,
            accepted: reason.is_none(),
            reason: reason.unwrap_or_default().into(),
        };
        settle(&self.bureau, &self.desk(login), (of, &form), None).map_err(|e| code_of(&e))
    }

    fn is_sound(&self) {
        assert_eq!(services::journal::verify(&self.bureau).unwrap().journal.findings, []);
    }
}

fn code_of(failure: &Failure<services::stations::RenameRefusal>) -> String {
    match failure {
        Failure::Refused(refusal) => refusal.code().to_owned(),
        other => other.to_string(),
    }
}

/// A picture without a check sum: nothing looks at it.
fn picture() -> Vec<u8> {
    let part = |kind: &[u8; 4], body: &[u8]| {
        let length = u32::try_from(body.len()).unwrap().to_be_bytes();
        [length.as_slice(), kind, body, &[0; 4]].concat()
    };
    let head = [&10_u32.to_be_bytes()[..], &10_u32.to_be_bytes(), &[8, 6, 0, 0, 0]].concat();
    let parts = [part(b"IHDR", &head), part(b"IDAT", b"x"), part(b"IEND", b"")];
    [b"\x89PNG\r\n\x1a\n".to_vec(), parts.concat()].concat()
}

#[test]
fn a_campaign_goes_from_its_opening_to_the_renamed_station() {
    for db in engines() {
        let county = County::open(db);
        let (bureau, office) = (&county.bureau, county.desk("bianzhi"));
        let of = county.campaign();
        assert_eq!(county.campaign(), of, "the same key gives the same campaign");
        assert_eq!(running(bureau, &office).unwrap().map(|c| c.id), Some(of));
        let seen = campaign_view(bureau, &office, of).unwrap();
        assert_eq!((seen.all.tasks, seen.towns.len(), seen.tasks.len()), (2, 2, 2), "the centre is right already");
        // A helper sees the own station, the centre its villages, whoever has no post nothing.
        for (login, many) in [("shuangqiao", 1), ("zhongxin", 1), ("daiban", 0), ("ducha", 2)] {
            assert_eq!(campaign_view(bureau, &county.desk(login), of).unwrap().tasks.len(), many, "{login}");
        }
        assert_eq!(county.report("xinjian", of, (HERE, 1, NAME), true), Err("other_station".into()));
        assert_eq!(county.report("shuangqiao", of, (HERE, 1, "双桥村便民室"), true), Err("name".into()));
        assert_eq!(county.report("shuangqiao", of, (HERE, 1, NAME), false), Err("photo_missing".into()));
        assert_eq!(county.report("shuangqiao", of, (HERE, 1, NAME), true), Ok(2));
        assert!(county.report("shuangqiao", of, (HERE, 1, NAME), true).is_err(), "somebody was faster");
        assert_eq!(county.settle("xinjian", of, 2, None), Err("other_station".into()));
        assert_eq!(county.settle("zhongxin", of, 2, Some(" ")), Err("reason_missing".into()));
        assert_eq!(county.settle("zhongxin", of, 2, Some("照片看不清")), Ok(3));
        assert_eq!(county.report("zhongxin", of, (HERE, 3, NAME), true), Ok(4), "the centre helps its village");
        assert_eq!(county.settle("zhongxin", of, 4, None), Err("own_report".into()));
        assert_eq!(naming_counts(bureau).unwrap().old, 2);
        assert_eq!(county.settle("bianzhi", of, 4, None), Ok(5));
        assert_eq!(naming_counts(bureau).unwrap().old, 1, "the naming rate follows the acceptance");
        let seen = campaign_view(bureau, &county.desk("shuangqiao"), of).unwrap();
        let card = &seen.tasks[0];
        assert!(matches!(card.task.stage, TaskStage::Accepted(..)) && !card.may_report && !card.may_settle);
        assert_eq!((card.reporter.as_str(), card.settler.as_str()), ("zhongxin", "bianzhi"));
        let photo = open_photo(bureau, &county.desk("ducha"), card.photo().unwrap()).unwrap();
        assert!(photo.bytes.starts_with(b"\x89PNG"));
        assert!(matches!(open_photo(bureau, &Desk::public("x"), card.photo().unwrap()), Err(Failure::Denied(_))));
        let versions = county.db.db.read(|tx| station_versions(tx, &region(), &code(HERE))).unwrap();
        let names: Vec<&str> = versions.iter().map(|v| v.station.name.as_str()).collect();
        assert_eq!(names, ["双桥村便民室", NAME], "what it was before stays known");
        let version = campaigns(bureau, &office).unwrap()[0].version;
        assert!(matches!(close_campaign(bureau, &county.desk("ducha"), (of, version), None), Err(Failure::Denied(_))));
        close_campaign(bureau, &office, (of, version), None).unwrap();
        assert_eq!(county.report("xinjian", of, (THERE, 1, "新建村便民服务站"), true), Err("over".into()));
        county.is_sound();
    }
}

#[test]
fn a_post_needs_the_role_and_names_the_desk() {
    for db in engines() {
        let county = County::open(db);
        assert!(county.post("ducha", HERE).unwrap_err().contains("站点人员"));
        assert!(county.post("nobody", HERE).unwrap_err().contains("nobody"));
        assert!(county.post("daiban", "990101100299").is_err());
        assert!(county.post("shuangqiao", HERE).unwrap_err().contains("已经在"));
        county.post("shuangqiao", THERE).unwrap();
        let own = own_station(&county.bureau, &county.desk("shuangqiao")).unwrap();
        assert_eq!(own, Some((code(THERE), "新建村代办点".into())));
        assert_eq!(own_station(&county.bureau, &county.desk("daiban")), Ok(None));
        assert!(matches!(own_station(&county.bureau, &county.desk("bianzhi")), Err(Failure::Denied(_))));
        county.is_sound();
    }
}

fn answers(points: &[domain::stations::CheckPoint], lacking: &[&str]) -> BTreeMap<String, (Option<bool>, String)> {
    points
        .iter()
        .map(|p| match lacking.contains(&p.key.as_str()) {
            true => (p.key.clone(), (Some(false), "没有".to_owned())),
            false => (p.key.clone(), (Some(true), String::new())),
        })
        .collect()
}

#[test]
fn an_inspection_leads_to_an_order_that_a_second_visit_closes() {
    for db in engines() {
        let county = County::open(db);
        let (bureau, inspector) = (&county.bureau, county.desk("ducha"));
        let form =
            RoundForm { title: "四季度检查".into(), begins_on: "2026-11-01".into(), ends_on: "2026-12-31".into() };
        let of: RoundId = open_round(bureau, &inspector, &form, None).unwrap();
        assert_eq!(rounds(bureau, &inspector).unwrap().len(), 1);
        let (_, _, _, points) = next_visit(bureau, &inspector, (of, HERE)).unwrap();
        let (_, _, _, all) = next_visit(bureau, &inspector, (of, TOWN)).unwrap();
        assert!(points.len() < all.len(), "a village is asked less than a centre");
        let visit = |visits, lacking: &[&str]| {
            let (_, _, _, points) = next_visit(bureau, &inspector, (of, HERE)).unwrap();
            let form =
                VisitForm { station: HERE.into(), visits, on: String::new(), answers: answers(&points, lacking) };
            inspect(bureau, &inspector, (of, &form), (None, Path::new("onedoor")), None)
        };
        assert_eq!(visit(0, &["plate", "record"]), Ok(1));
        assert!(matches!(visit(0, &[]), Err(Failure::Stale)));
        let seen = round_view(bureau, &inspector, of).unwrap();
        assert_eq!((seen.all.stations, seen.all.inspected, seen.all.lacking), (3, 1, 2));
        let line = seen.stations.iter().find(|s| s.station.code == code(HERE)).unwrap();
        let (slug, _) = line.order.clone().unwrap();
        let order = view(bureau, &inspector, &slug).unwrap().order;
        assert_eq!((order.unit_name.as_str(), order.subject.key.as_str()), ("云溪镇", HERE));
        assert!(order.was.contains("牌子") && order.requirement.contains("2 条"), "{order:?}");
        assert_eq!(prove_inspection(bureau, &order).unwrap().condition, Condition::NotMet);
        let form = AnswerForm { no: slug.clone(), version: order.version, answer: "都改好了".into() };
        let version = answer(bureau, &county.desk("bianzhi"), &form, None).unwrap();
        assert_eq!(visit(1, &["record"]), Ok(2), "only what was lacking is asked");
        let order = view(bureau, &inspector, &slug).unwrap().order;
        let proof = prove_inspection(bureau, &order).unwrap();
        assert_eq!(proof.condition, Condition::NotMet);
        assert!(proof.effect.contains("还有 1 条"), "{}", proof.effect);
        assert_eq!(visit(2, &[]), Ok(3));
        let closing = CheckForm { no: slug.clone(), version, verdict: "met".into(), ..CheckForm::default() };
        let prove = |order: &domain::rectification::Order| prove_inspection(bureau, order);
        check(bureau, &county.desk("hecha"), &closing, &prove, None).unwrap();
        let seen = round_view(bureau, &county.desk("shuangqiao"), of).unwrap();
        assert_eq!((seen.stations.len(), seen.all.clean, seen.may_inspect), (1, 1, false));
        assert!(next_visit(bureau, &inspector, (of, HERE)).is_err(), "nothing is left to look at");
        let (list, _) = checklist(bureau, &inspector).unwrap();
        let lines = format!("{}\n人员｜工作人员佩戴工牌", list.lines());
        assert_eq!(change_checklist(bureau, &inspector, (1, &lines, 20), None), Ok(2));
        assert!(matches!(change_checklist(bureau, &inspector, (1, &lines, 20), None), Err(Failure::Stale)));
        let (_, _, _, same) = next_visit(bureau, &inspector, (of, TOWN)).unwrap();
        assert_eq!(same.len(), all.len(), "a round that runs keeps its list");
        close_round(bureau, &inspector, (of, 1), None).unwrap();
        county.is_sound();
    }
}

//! Tables of other offices: previewed, flipped in once under one event, and a second time nothing.

use std::sync::Arc;

use domain::{
    base::{ImportId, ManualClock, TableKind, TableRow},
    catalogue::{HallMove, MandateStanding},
    indicators::Indicator,
    people::{Act, Desk, Role},
    publication::{DifferenceKind, MustAct},
    stations::{StationForm, StationRefusal},
};
use jiff::{
    SignedDuration,
    civil::{Date, date},
};
use services::{
    Bureau, Chance, Failure, Home,
    base::{NewCounty, open_county},
    catalogue, indicators, publication, stations,
    stations::StationFilter,
    tables::{self, StagedPlan, TableFile, TableOutcome, TableRefusal, TableSettings},
};
use testkit::{Scratch, TestDb, on_every_engine};

const TODAY: Date = Date::constant(2026, 11, 20);
const TOWN: &str = "990101100000";
const OLD: &str = "990101100201";
const NEXT: &str = "990101100202";

struct County<'t> {
    bureau: Bureau,
    clock: Arc<ManualClock>,
    db: &'t TestDb,
    _home: Scratch,
}

impl<'t> County<'t> {
    fn open(db: &'t TestDb) -> Self {
        let home = Scratch::new("tables-home");
        let clock = Arc::new(testkit::clock());
        let chance = Chance { clock: clock.clone(), rng: Arc::new(testkit::rng()) };
        let new = NewCounty {
            region: testkit::region(),
            name: Some("试算县".into()),
            city_name: "试算市".into(),
            sample: false,
        };
        let bureau = open_county(&db.db, &Home::new(home.path()), &chance, new).unwrap();
        for (id, name) in [(1, "县民政局"), (2, "县公安局")] {
            testkit::seed_department(&db.db, &testkit::department(id, name));
        }
        for (id, code, name, department) in
            [(11, "A-1", "临时救助", 1), (12, "A-2", "收养登记", 1), (21, "B-1", "居住证申领", 2)]
        {
            testkit::seed_item(&db.db, &testkit::item(id, testkit::content(code, name, department)));
        }
        Self { bureau, clock, db, _home: home }
    }

    fn stage(&self, file: &TableFile, settings: &TableSettings) -> StagedPlan {
        tables::stage(&self.bureau, &desk(), file, settings).unwrap()
    }

    /// Stages, previews and confirms what the preview promised; then does it again, which changes
    /// nothing.
    fn take(&self, file: &TableFile, settings: &TableSettings) -> TableOutcome {
        let staged = self.stage(file, settings);
        let view = tables::view(&self.bureau, &desk(), file.kind, staged.id).unwrap();
        assert_eq!(view.plan.as_ref(), Some(&staged.plan), "the preview is the plan");
        let sizes = Some(staged.plan.sizes());
        let done = tables::publish(&self.bureau, &desk(), file.kind, staged.id, sizes, None).unwrap();
        assert_eq!(done, TableOutcome::of(&staged.plan));
        let after = tables::view(&self.bureau, &desk(), file.kind, staged.id).unwrap();
        assert_eq!((after.plan, after.outcome.as_ref()), (None, Some(&done)));
        assert!(after.taken.is_some());
        let twice = tables::publish(&self.bureau, &desk(), file.kind, staged.id, sizes, None);
        assert_eq!(twice, Err(Failure::Refused(TableRefusal::Done)));
        let events = self.events();
        let again = self.stage(file, settings);
        assert!(again.plan.is_idle(), "a second load changes nothing: {:?}", again.plan);
        tables::publish(&self.bureau, &desk(), file.kind, again.id, Some((0, 0, 0)), None).unwrap();
        assert_eq!(self.events(), events, "and leaves no event");
        assert_eq!(services::journal::verify(&self.bureau).unwrap().journal.findings, []);
        done
    }

    fn events(&self) -> i64 {
        self.db.db.read(|tx| tx.row("SELECT count(*) AS n FROM event", &[])?.unwrap().int("n")).unwrap()
    }

    fn divisions(&self) -> TableOutcome {
        let rows = [
            [("code", "990101100"), ("name", "云溪镇")],
            [("code", OLD), ("name", "双桥村")],
            [("code", NEXT), ("name", "石桥村")],
        ];
        self.take(&file(TableKind::Divisions, &rows.map(|r| r.to_vec())), &settings(TODAY, false))
    }
}

fn desk() -> Desk {
    Desk::system("测试")
}

fn file(kind: TableKind, rows: &[Vec<(&str, &str)>]) -> TableFile {
    let row = |(at, cells): (usize, &Vec<(&str, &str)>)| TableRow {
        number: at as u32 + 2,
        cells: cells.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect(),
        ..TableRow::default()
    };
    TableFile {
        kind,
        file_name: "表.xlsx".into(),
        digest: "66c7".into(),
        rows: rows.iter().enumerate().map(row).collect(),
        notes: vec!["不认识的列没有用到：备注".into()],
    }
}

fn settings(as_of: Date, complete: bool) -> TableSettings {
    TableSettings { as_of, complete, source: "市通报".into() }
}

#[test]
fn divisions_come_into_force_on_their_day() {
    on_every_engine(|t| {
        let county = County::open(t);
        assert_eq!(county.divisions().added, 3);
        let rows = vec![vec![("code", TOWN), ("name", "云溪街道")], vec![("code", OLD), ("name", "双桥社区")]];
        let station =
            StationForm {
                code: OLD.into(), name: "双桥村便民服务站".into(), open: true, ..StationForm::default()
            };
        stations::add(&county.bureau, &desk(), &station, None).unwrap();
        let done = county.take(&file(TableKind::Divisions, &rows), &settings(date(2026, 12, 1), true));
        assert_eq!((done.changed, done.removed), (2, 1));
        let told = done.notes.join("\n");
        assert!(told.contains("改名的 2 个区划：1 个站点随代码不变，站点名称跟着改"), "{told}");
        let names = || {
            let rows = stations::list(&county.bureau, &desk(), "", 10, StationFilter::All).unwrap();
            rows.into_iter().map(|r| r.division_name).collect::<Vec<_>>()
        };
        assert_eq!(names(), ["云溪镇", "双桥村", "石桥村"], "the day has not come");
        assert_eq!(stations::bring_into_force(&county.bureau), Ok(0));
        county.clock.set(testkit::stamp().entered_at + SignedDuration::from_hours(11 * 24));
        assert_eq!(stations::bring_into_force(&county.bureau), Ok(4), "two renamed, one gone, one name old now");
        assert_eq!(stations::bring_into_force(&county.bureau), Ok(0), "once");
        assert_eq!(names(), ["云溪街道", "双桥社区"]);
        let old = stations::list(&county.bureau, &desk(), "", 10, StationFilter::OldName).unwrap();
        assert_eq!(old.len(), 1, "what was the official name is an old one now");
        assert_eq!(services::journal::verify(&county.bureau).unwrap().journal.findings, []);
    });
}

#[test]
fn a_merger_says_what_it_moves_before_and_after() {
    on_every_engine(|t| {
        let county = County::open(t);
        county.divisions();
        let station =
            StationForm {
                code: OLD.into(), name: "双桥村便民服务站".into(), open: true, ..StationForm::default()
            };
        stations::add(&county.bureau, &desk(), &station, None).unwrap();
        let mut content = testkit::content("Z-9", "社保卡申领", 1);
        content.division = OLD.into();
        testkit::seed_item(&county.db.db, &testkit::item(9_900_000_000_000_009, content));
        // 双桥村 ends and goes into 石桥村, which is called 双石社区 from then on.
        let rows = vec![
            vec![("code", OLD), ("name", "双桥村"), ("valid_to", "2026-12-01")],
            vec![("code", NEXT), ("name", "双石社区")],
        ];
        let table = file(TableKind::Divisions, &rows);
        let seen = county.stage(&table, &settings(date(2026, 12, 1), false));
        let wanted = "双桥村停用，牵动1 个站点，1 个事项写着它";
        assert!(seen.plan.notes.iter().any(|n| n == wanted), "{:?}", seen.plan.notes);
        let done = county.take(&table, &settings(date(2026, 12, 1), false));
        assert!(done.notes.iter().any(|n| n == wanted), "{:?}", done.notes);
        assert!(done.notes.iter().any(|n| n.contains("停用一共牵动1 个站点，1 个事项写着它。这些不会自动改")));
        let event = county.db.db.read(|tx| {
            let sql = "SELECT body FROM event WHERE kind = 'stations.divisions_imported' ORDER BY seq DESC LIMIT 1";
            tx.row(sql, &[])?.unwrap().text("body")
        });
        assert!(event.unwrap().contains(r#""moved":{"cases":0,"items":1,"offers":0,"staff":0,"stations":1}"#));
    });
}

#[test]
fn a_registry_of_stations_and_a_station_by_hand() {
    on_every_engine(|t| {
        let county = County::open(t);
        county.divisions();
        let rows = vec![
            vec![("code", TOWN), ("name", "云溪镇便民服务中心"), ("plate", "云溪镇便民服务中心")],
            vec![
                ("code", OLD),
                ("name", "双桥村便民服务站"),
                ("serves", "石桥村"),
                ("name_checked_on", "2026-11-18"),
                ("name_evidence", "名录"),
            ],
            vec![("code", "990101199001"), ("name", "无此村")],
        ];
        let done = county.take(&file(TableKind::Stations, &rows), &settings(TODAY, false));
        assert_eq!((done.added, done.refused.len()), (2, 1));
        assert!(done.notes.iter().any(|n| n == "有在用站点的区划：现在 0/3，收下后 3/3"), "{:?}", done.notes);
        let card = stations::card(&county.bureau, &desk(), OLD).unwrap();
        assert_eq!((card.serves, card.town.as_str()), (vec!["双桥村".to_owned(), "石桥村".to_owned()], "云溪镇"));
        let (form, version) = stations::form(&county.bureau, &desk(), OLD).unwrap();
        assert_eq!((form.serves.as_str(), version), ("石桥村", 1));
        let closed = StationForm { open: false, serves: String::new(), ..form.clone() };
        stations::change(&county.bureau, &desk(), version, &closed, None).unwrap();
        assert_eq!(stations::change(&county.bureau, &desk(), version, &closed, None), Err(Failure::Stale));
        let without = stations::list(&county.bureau, &desk(), "", 10, StationFilter::Without).unwrap();
        assert_eq!(without.iter().map(|r| r.division_code.as_str()).collect::<Vec<_>>(), [NEXT]);
        let again = stations::add(&county.bureau, &desk(), &form, None);
        assert_eq!(again, Err(Failure::Refused(StationRefusal::Exists("双桥村".into()))));
        assert_eq!(services::journal::verify(&county.bureau).unwrap().journal.findings, []);
    });
}

#[test]
fn the_provinces_export_marks_items_and_tells_the_differences() {
    on_every_engine(|t| {
        let county = County::open(t);
        assert!(publication::differences(&county.bureau, &desk()).unwrap().is_none(), "nothing taken, nothing told");
        let row = |code, name, status, audit| {
            vec![("code", code), ("name", name), ("department", "民政局"), ("status", status), ("audit", audit)]
        };
        let rows = vec![
            row("A-1", "临时救助", "在用", "已发布"),
            row("A-2", "收养登记", "在用", "待审核"),
            row("C-1", "孤儿认定", "在用", "已发布"),
        ];
        let export = file(TableKind::Publication, &rows);
        let done = county.take(&export, &settings(TODAY, true));
        assert_eq!((done.added, done.changed), (3, 2), "A-2 waits there, B-1 is not listed");
        let report = indicators::take(&county.bureau, &desk(), TODAY).unwrap();
        let figure = report.figure(Indicator::ProvincialPublicationRate).unwrap();
        assert_eq!((figure.counts.met, figure.counts.not_met), (1, 2));
        let told = publication::differences(&county.bureau, &desk()).unwrap().unwrap();
        let lines: Vec<_> = told.list.iter().map(|d| (d.kind, d.act, d.name.as_str())).collect();
        assert_eq!(
            lines,
            [
                (DifferenceKind::OnlyOurs, MustAct::CountyReport, "居住证申领"),
                (DifferenceKind::OnlyTheirs, MustAct::CountyClaim, "孤儿认定"),
                (DifferenceKind::State, MustAct::ProvinceReview, "收养登记"),
            ]
        );
        assert_eq!((told.as_of, told.listed, told.in_use), (TODAY, 3, 3));
        let older = tables::stage(&county.bureau, &desk(), &export, &settings(date(2026, 10, 31), true));
        assert_eq!(older.err(), Some(Failure::Refused(TableRefusal::Older(TODAY, date(2026, 10, 31)))));
        let ahead = tables::dry_run(&county.bureau, &desk(), &export, &settings(date(2026, 11, 21), true));
        assert_eq!(ahead.err(), Some(Failure::Refused(TableRefusal::DayToCome(date(2026, 11, 21)))));
    });
}

#[test]
fn the_residency_list_exempts_only_with_everything_it_takes() {
    on_every_engine(|t| {
        let county = County::open(t);
        let whole = vec![
            ("code", "B-1"),
            ("resident", "否"),
            ("reason_code", "场地限制"),
            ("basis", "应进必进目录"),
            ("approval_no", "试府办〔2026〕3号"),
            ("place", "县车管所"),
            ("from", "2026-01-01"),
            ("to", "2026-12-10"),
        ];
        let rows = vec![vec![("code", "A-1"), ("resident", "是")], vec![("code", "A-2"), ("resident", "否")], whole];
        let done = county.take(&file(TableKind::Residency, &rows), &settings(TODAY, false));
        assert_eq!((done.changed, done.unchanged), (2, 1));
        let list = catalogue::exemptions(&county.bureau, &desk()).unwrap();
        assert_eq!(list.len(), 1);
        assert_eq!((list[0].code.as_str(), list[0].department.as_str()), ("B-1", "县公安局"));
        assert_eq!(list[0].standing, domain::catalogue::ExemptionStanding::Expiring);
        let report = indicators::take(&county.bureau, &desk(), TODAY).unwrap();
        let figure = report.figure(Indicator::HallResidencyRate).unwrap();
        assert_eq!((figure.counts.met, figure.counts.not_met, figure.counts.excluded), (1, 1, 1));
        let all = catalogue::mandate(&county.bureau, &desk()).unwrap();
        let standings: Vec<_> = all.iter().map(|i| (i.code.as_str(), i.standing)).collect();
        assert_eq!(
            standings,
            [("A-2", MandateStanding::Missing), ("B-1", MandateStanding::Expiring), ("A-1", MandateStanding::Resident)]
        );
        let moves = catalogue::residency_moves(&county.bureau, &desk()).unwrap();
        let seen: Vec<_> =
            moves.iter().map(|m| (m.code.as_str(), m.way, m.on, m.approval_no.as_str(), m.why.is_empty())).collect();
        assert_eq!(
            seen,
            [("A-2", HallMove::Left, TODAY, "", false), ("B-1", HallMove::Left, TODAY, "试府办〔2026〕3号", false)]
        );
    });
}

#[test]
fn the_citys_table_is_kept_and_our_own_row_only_compared() {
    on_every_engine(|t| {
        let county = County::open(t);
        indicators::take(&county.bureau, &desk(), TODAY).unwrap();
        let rows = vec![
            vec![("name", "试算县"), ("code", "990101"), ("online_available_rate", "99.90")],
            vec![("name", "望溪区"), ("code", "990102"), ("online_available_rate", "99.98")],
        ];
        let table = file(TableKind::Peers, &rows);
        let done = county.take(&table, &settings(TODAY, true));
        assert_eq!(done.added, 2);
        assert!(done.notes[0].starts_with("本县网上可办率：通报 99.90%，系统 100%"), "{:?}", done.notes);
        let report = indicators::take(&county.bureau, &desk(), TODAY).unwrap();
        let (figure, city) = &report.figures[0];
        assert_eq!(figure.rank.map(|r| (r.place, r.of)), Some((1, 2)), "ours is the one we counted");
        assert_eq!(city.iter().map(|c| c.value.as_str()).collect::<Vec<_>>(), ["100", "99.98"]);
        let nameless = TableSettings { source: " ".into(), ..settings(TODAY, true) };
        let refused = tables::dry_run(&county.bureau, &desk(), &table, &nameless);
        assert_eq!(refused.err(), Some(Failure::Refused(TableRefusal::SourceMissing)));
        let later = county.stage(&table, &settings(TODAY, true));
        assert!(later.plan.is_idle());
    });
}

#[test]
fn a_preview_that_was_overtaken_changes_nothing() {
    on_every_engine(|t| {
        let county = County::open(t);
        let table = file(TableKind::Divisions, &[vec![("code", TOWN), ("name", "云溪镇")]]);
        let (first, second) =
            (county.stage(&table, &settings(TODAY, false)), county.stage(&table, &settings(TODAY, false)));
        let publish =
            |id: ImportId, sizes| tables::publish(&county.bureau, &desk(), TableKind::Divisions, id, Some(sizes), None);
        publish(second.id, (1, 0, 0)).unwrap();
        assert_eq!(publish(first.id, (1, 0, 0)), Err(Failure::Refused(TableRefusal::Moved)));
        let under_another_kind = tables::view(&county.bureau, &desk(), TableKind::Stations, first.id).map(|_| ());
        assert_eq!(under_another_kind, Err(Failure::NotFound));
        let last = tables::last_taken(&county.bureau, &desk(), TableKind::Divisions).unwrap().unwrap();
        assert_eq!((last.id, last.as_of), (second.id, TODAY));
        // Nobody but the editor hands tables in.
        let roles = domain::people::rule(Act::TableImport).roles;
        assert_eq!(roles, [Role::Editor]);
        let public = Desk::public("网页");
        let refused = tables::stage(&county.bureau, &public, &table, &settings(TODAY, false));
        assert!(matches!(refused.err(), Some(Failure::Denied(_))));
    });
}

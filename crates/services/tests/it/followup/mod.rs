//! Weekly calls between the job and the desks, on both engines: promise and draw, drawing again, whose turn it is, what is
//! written down and sealed, clues, orders with their second calls, results and bulletins.

mod calls;
mod draws;
mod orders;
mod outcome;

use std::sync::Arc;

use domain::{
    base::{LineId, ManualClock, shanghai_midnight},
    people::{Desk, Role},
};
use jiff::{SignedDuration, civil::date};
use services::{
    Bureau, Chance, Home,
    base::{NewCounty, open_county},
    cases::{AcceptForm, CompleteForm, DecideForm, accept, complete, decide},
    followup::{CallForm, LineView, Recorded, Week, line_view, record, run_draws, take_next},
    people::{NewStaff, add_staff},
};
use store::people as rows;
use testkit::{Scratch, TestDb};

pub(crate) const FOOD: i64 = 9_100_000_000_000_001;
pub(crate) const CARD: i64 = 9_100_000_000_000_002;

/// Two departments with an item each, a window, approvers, callers, those who take clues; the clock stands on Friday
/// of week 47.
pub(crate) struct County {
    pub(crate) bureau: Bureau,
    pub(crate) clock: Arc<ManualClock>,
    pub(crate) db: TestDb,
    _home: Scratch,
}

impl County {
    pub(crate) fn open(db: TestDb) -> Self {
        let home = Scratch::new("followup-home");
        let clock = Arc::new(testkit::clock());
        let chance = Chance { clock: clock.clone(), rng: Arc::new(testkit::rng()) };
        let new = NewCounty {
            region: testkit::region(),
            name: Some("试算县".into()),
            city_name: "试算市".into(),
            sample: false,
        };
        let bureau = open_county(&db.db, &Home::new(home.path()), &chance, new).unwrap();
        for (id, name) in [(1, "县市场监管局"), (2, "县人社局")] {
            testkit::seed_department(&db.db, &testkit::department(id, name));
        }
        for (id, name, department) in [(FOOD, "食品经营许可", 1), (CARD, "劳务派遣许可", 2)] {
            testkit::seed_item(&db.db, &testkit::item(id, testkit::content(&format!("A{id}"), name, department)));
        }
        let county = Self { bureau, clock, db, _home: home };
        for (login, roles, department) in [
            ("chuangkou", &[Role::Clerk][..], None),
            ("shichang", &[Role::Approver][..], Some(1)),
            ("renshe", &[Role::Approver][..], Some(2)),
            ("ducha", &[Role::Supervisor][..], None),
            ("huifang", &[Role::Caller][..], None),
            ("huifang2", &[Role::Caller][..], None),
            ("jianren", &[Role::Caller, Role::Clerk][..], None),
            ("jijian", &[Role::Discipline][..], None),
        ] {
            county.add(login, roles, department);
        }
        county
    }

    fn add(&self, login: &str, roles: &[Role], department: Option<i64>) {
        let new = NewStaff {
            login: login.into(),
            name: login.into(),
            roles: roles.iter().map(|r| r.as_str().to_owned()).collect(),
            department,
            window_no: roles.contains(&Role::Clerk).then_some(3),
            password: "Xiaokang-2026".into(),
            must_change: false,
        };
        add_staff(&self.bureau, &Desk::system("测试"), &new, None).unwrap();
    }

    pub(crate) fn desk(&self, login: &str) -> Desk {
        let login = domain::people::Login::parse(login).unwrap();
        let staff = self.db.db.read(|tx| rows::staff_by_login(tx, self.bureau.region(), &login)).unwrap().unwrap();
        Desk::of(staff, "测试")
    }

    /// So many enterprises have a case of an item granted and completed now. Each is another enterprise.
    pub(crate) fn finish(&self, item: i64, enterprises: std::ops::Range<u32>) {
        let decider = if item == FOOD { "shichang" } else { "renshe" };
        for n in enterprises {
            let code = domain::base::Uscc::with_both_checks(&format!("91990101{n:08}")).unwrap();
            let form = AcceptForm {
                item,
                applicant: "organisation".into(),
                code: code.as_str().into(),
                name: format!("试算县第{n}商行"),
                contact: "张三丰".into(),
                phone: format!("138{n:08}"),
                promised: true,
                ..AcceptForm::default()
            };
            let no = accept(&self.bureau, &self.desk("chuangkou"), &form, None).unwrap().case_no;
            let desk = self.desk(decider);
            let form = DecideForm { case_no: no.clone(), version: 1, outcome: "grant".into(), ..Default::default() };
            decide(&self.bureau, &desk, &form, None).unwrap();
            let form = CompleteForm { case_no: no, version: 2, result_name: "许可证".into(), ..Default::default() };
            complete(&self.bureau, &desk, &form, None).unwrap();
        }
    }

    /// Monday at nine after week 47, with what the jobs did by then.
    pub(crate) fn drawn(&self, food: u32, card: u32) -> Week {
        run_draws(&self.bureau).unwrap();
        self.finish(FOOD, 0..food);
        self.finish(CARD, 1000..1000 + card);
        self.clock.set(shanghai_midnight(date(2026, 11, 23)) + SignedDuration::from_hours(9));
        run_draws(&self.bureau).unwrap();
        Week::parse("2026-W47").unwrap()
    }

    /// Takes the next case as this caller.
    pub(crate) fn next(&self, login: &str) -> LineView {
        let id = take_next(&self.bureau, &self.desk(login)).unwrap();
        self.line(login, id)
    }

    pub(crate) fn line(&self, login: &str, id: LineId) -> LineView {
        line_view(&self.bureau, &self.desk(login), id).unwrap()
    }

    /// Takes the next case and writes down what `fill` says.
    pub(crate) fn call(&self, login: &str, fill: impl FnOnce(&mut CallForm)) -> (LineId, Recorded) {
        let view = self.next(login);
        let mut form = CallForm {
            line: view.line.id.get(),
            version: view.line.version,
            script: view.plan.version,
            outcome: "1".into(),
            overall: "5".into(),
            ..CallForm::default()
        };
        fill(&mut form);
        (view.line.id, record(&self.bureau, &self.desk(login), &form, None).unwrap())
    }

    pub(crate) fn is_sound(&self) {
        assert_eq!(services::journal::verify(&self.bureau).unwrap().journal.findings, []);
    }
}

//! Cases between the desks of a bureau, on both engines: several decided at once, one thing done by several at once,
//! applications of the system above, who received a result, the county's phrases.

mod at_once;
mod batch;
mod deferred;
mod deliver;
mod phrases;
mod push;

use domain::{
    base::ManualClock,
    catalogue::{Material, Need, Origin},
    people::{Desk, Role},
};
use services::{
    Bureau, Chance, Home,
    base::{NewCounty, open_county},
    cases::{AcceptForm, accept},
    people::{NewStaff, add_staff},
};
use std::sync::Arc;
use store::people as rows;
use testkit::{Scratch, TestDb};

pub(crate) const FOOD: i64 = 9_100_000_000_000_001;
pub(crate) const CARD: i64 = 9_100_000_000_000_002;

/// Two departments with an item each, a window, two approvers of the first and one of the second.
pub(crate) struct County {
    pub(crate) bureau: Bureau,
    pub(crate) db: TestDb,
    home: Scratch,
    clock: Arc<ManualClock>,
}

impl County {
    pub(crate) fn open(db: TestDb) -> Self {
        let home = Scratch::new("cases-home");
        let clock = Arc::new(testkit::clock());
        let chance = Chance { clock: clock.clone(), rng: Arc::new(testkit::rng()) };
        let new = NewCounty {
            region: testkit::region(),
            name: Some("试算县".into()),
            city_name: "试算市".into(),
            sample: false,
        };
        let bureau = open_county(&db.db, &Home::new(home.path()), &chance, new).unwrap();
        for (id, name) in [(1, "县市场监督管理局"), (2, "县人力资源和社会保障局")] {
            testkit::seed_department(&db.db, &testkit::department(id, name));
        }
        let material =
            |name: &str, need| Material { name: name.into(), need, origin: Origin::Applicant, ..Material::default() };
        for (id, name, department) in [(FOOD, "食品经营许可", 1), (CARD, "社会保障卡申领", 2)] {
            let mut content = testkit::content(&format!("A{id}"), name, department);
            content.guide.materials = vec![material("申请书", Need::Required), material("平面图", Need::Deferrable)];
            testkit::seed_item(&db.db, &testkit::item(id, content));
        }
        let county = Self { bureau, db, home, clock };
        for (login, name, role, department) in [
            ("zhangmin", "张敏", Role::Clerk, None),
            ("liqiang", "李强", Role::Approver, Some(1)),
            ("wangfang", "王芳", Role::Approver, Some(1)),
            ("zhaolei", "赵磊", Role::Approver, Some(2)),
            ("sunhong", "孙红", Role::Supervisor, None),
            ("zhouzheng", "周正", Role::Administrator, None),
        ] {
            county.add((login, name), &[role], department);
        }
        county
    }

    pub(crate) fn add(&self, (login, name): (&str, &str), roles: &[Role], department: Option<i64>) {
        let new = NewStaff {
            login: login.into(),
            name: name.into(),
            roles: roles.iter().map(|r| r.as_str().to_owned()).collect(),
            department,
            window_no: roles.contains(&Role::Clerk).then_some(3),
            password: "Chuangkou-2026".into(),
            must_change: false,
        };
        add_staff(&self.bureau, &Desk::system("测试"), &new, None).unwrap();
    }

    pub(crate) fn desk(&self, login: &str) -> Desk {
        let login = domain::people::Login::parse(login).unwrap();
        let staff = self.db.db.read(|tx| rows::staff_by_login(tx, self.bureau.region(), &login)).unwrap().unwrap();
        Desk::of(staff, "测试")
    }

    /// A case of an item, its second material handed in or to follow; its number.
    pub(crate) fn accepted(&self, item: i64, whole: bool) -> String {
        let form = AcceptForm {
            item,
            applicant: "person".into(),
            code: "990101199003078578".into(),
            name: "张三丰".into(),
            phone: "13800138000".into(),
            materials: if whole { vec![0, 1] } else { vec![0] },
            deferred: if whole { vec![] } else { vec![1] },
            promised: !whole,
            ..AcceptForm::default()
        };
        accept(&self.bureau, &self.desk("zhangmin"), &form, None).unwrap().case_no
    }
}

//! A small county to ask (试算县): two departments, a few items, staff of every role, one clock that stands still.

use std::{
    path::PathBuf,
    sync::{Arc, Mutex},
};

use axum::Router;
use domain::{
    base::ManualClock,
    catalogue::{Content, ItemType, Material, Need, Origin, Status},
    people::{Desk, Role},
};
use services::{
    Chance, Home,
    base::{NewCounty, county, open_county},
    people::{NewStaff, add_staff},
};
use testkit::{Scratch, TestDb};

/// Every account's password.
pub(crate) const PASSWORD: &str = "Chuangkou-2026";
/// 食品经营许可 of department 1: two materials required, one not; a licence with a number.
pub(crate) const FOOD: i64 = 9_100_000_000_000_001;
/// An item for organisations only, without a limit on record.
pub(crate) const COMPANY: i64 = 9_100_000_000_000_002;
/// Ex officio: nobody applies for it.
pub(crate) const PENALTY: i64 = 9_100_000_000_000_003;
/// An item of department 2.
pub(crate) const CARD: i64 = 9_100_000_000_000_004;

/// One answer as it was given: status, address, body.
pub(crate) type Seen = (u16, String, String);

/// The county and its site.
pub(crate) struct County {
    pub(crate) clock: Arc<ManualClock>,
    pub(crate) router: Router,
    /// Everything that was ever answered, for what must never be.
    pub(crate) seen: Mutex<Vec<Seen>>,
    pub(crate) db: TestDb,
    /// What the site works with, for what a test prepares past it.
    pub(crate) bureau: services::Bureau,
    _home: Scratch,
}

impl County {
    /// Opens it with its staff and items.
    pub(crate) fn open() -> Self {
        Self::open_with(PathBuf::from("onedoor"))
    }

    /// The same with a program that reads files.
    pub(crate) fn open_with(exe: PathBuf) -> Self {
        Self::open_on(TestDb::sqlite(), exe)
    }

    /// The same in a database of the test's choice.
    pub(crate) fn open_on(db: TestDb, exe: PathBuf) -> Self {
        let home = Scratch::new("web-home");
        let clock = Arc::new(testkit::clock());
        let chance = Chance { clock: clock.clone(), rng: Arc::new(testkit::rng()) };
        let new = NewCounty {
            region: testkit::region(),
            name: Some("试算县".into()),
            city_name: "试算市".into(),
            sample: true,
        };
        let bureau =
            open_county(&db.db, &Home::new(home.path()), &chance, new).expect("an empty database takes a county");
        for (id, name) in [(1, "县市场监督管理局"), (2, "县人力资源和社会保障局")] {
            testkit::seed_department(&db.db, &testkit::department(id, name));
        }
        for item in items() {
            testkit::seed_item(&db.db, &item);
        }
        add_all(&bureau, |_| true);
        let row = county(&bureau).expect("the county is there");
        let app = web::App::new(bureau.clone(), row, exe, web::Site::default());
        Self { router: web::router(app), clock, seen: Mutex::default(), db, bureau, _home: home }
    }

    /// A city with the same staff and nothing of its own.
    pub(crate) fn city() -> Self {
        let (db, home) = (TestDb::sqlite(), Scratch::new("web-home"));
        let clock = Arc::new(testkit::clock());
        let chance = Chance { clock: clock.clone(), rng: Arc::new(testkit::rng()) };
        let region = domain::base::Region::parse("990100").expect("six digits");
        let new = NewCounty { region, name: Some("样例市".into()), city_name: String::new(), sample: false };
        let bureau =
            open_county(&db.db, &Home::new(home.path()), &chance, new).expect("an empty database takes a city");
        add_all(&bureau, |role| role != Role::Approver);
        let row = county(&bureau).expect("the city is there");
        let app = web::App::new(bureau.clone(), row, PathBuf::from("onedoor"), web::Site::default());
        Self { router: web::router(app), clock, seen: Mutex::default(), db, bureau, _home: home }
    }

    /// Adds items that are not published in the province, for lists longer than a page.
    pub(crate) fn add_unpublished(&self, many: i64) {
        for n in 0..many {
            let mut content = testkit::content(&format!("{n:033}"), &format!("未发布事项{n}"), 2);
            content.standing.published = Some(false);
            testkit::seed_item(&self.db.db, &testkit::item(9_200_000_000_000_000 + n, content));
        }
    }
}

type StaffRow = (&'static str, &'static str, Role, Option<i64>, Option<u16>);

const STAFF: [StaffRow; 11] = [
    ("zhangmin", "张敏", Role::Clerk, None, Some(3)),
    ("liqiang", "李强", Role::Approver, Some(1), None),
    ("wangfang", "王芳", Role::Approver, Some(1), None),
    ("zhaolei", "赵磊", Role::Approver, Some(2), None),
    ("sunhong", "孙红", Role::Supervisor, None, None),
    ("qianwei", "钱伟", Role::Editor, None, None),
    ("admin", "周正", Role::Administrator, None, None),
    ("huifang", "尹慧敏", Role::Caller, None, None),
    ("jijian", "钟守正", Role::Discipline, None, None),
    ("lihua", "李桂花", Role::Helper, None, None),
    ("chenxiang", "陈向东", Role::Helper, None, None),
];

/// Staff of these roles.
fn add_all(bureau: &services::Bureau, which: impl Fn(Role) -> bool) {
    for (login, name, role, department, window) in STAFF.into_iter().filter(|(_, _, role, _, _)| which(*role)) {
        let new = NewStaff {
            login: login.into(),
            name: name.into(),
            roles: vec![role.as_str().into()],
            department,
            window_no: window,
            password: PASSWORD.into(),
            must_change: false,
        };
        add_staff(bureau, &Desk::system("测试"), &new, None).expect("a member of staff can be added");
    }
}

fn items() -> Vec<domain::catalogue::Item> {
    let mut food = testkit::content("11990101000000019X4990100101001", "食品经营许可（新办）", 1);
    let material = |name: &str, need: Need, origin: Origin| Material {
        name: name.into(),
        need,
        form: "纸质".into(),
        origin,
        copies: 1,
        ..Material::default()
    };
    food.guide.materials = vec![
        material("食品经营许可申请书", Need::Required, Origin::Applicant),
        material("经营场所平面图", Need::Required, Origin::Applicant),
        material("营业执照", Need::Optional, Origin::Government),
    ];
    food.guide.result_name = "食品经营许可证".into();
    food.guide.result_kind = "证照".into();
    let mut company = testkit::content("11990101000000019X4990100102001", "企业信用修复", 1);
    company.item_type = ItemType::parse("10").expect("in the list");
    company.clients = Some(domain::catalogue::Clients::Organisation);
    (company.promised, company.statutory) = (None, None);
    company.standing.published = None;
    let mut penalty = testkit::content("11990101000000019X4990200103001", "对无证经营的处罚", 1);
    penalty.item_type = ItemType::parse("02").expect("in the list");
    let card = testkit::content("11990101000000027Q4992000101001", "社会保障卡申领", 2);
    let all: [(i64, Content); 4] = [(FOOD, food), (COMPANY, company), (PENALTY, penalty), (CARD, card)];
    all.into_iter()
        .map(|(id, content)| {
            assert_eq!(content.status, Status::InUse);
            testkit::item(id, content)
        })
        .collect()
}

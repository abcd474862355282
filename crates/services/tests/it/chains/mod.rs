//! Applications under a chain through three departments: from the one intake to the one delivery, on both engines.

mod again;
mod at_once;
mod bench;
mod close;
mod corrections;
mod drafts;
mod files;
mod flow;
mod intake;
mod kept;
mod known;
mod packed;
mod promises;
mod properties;
mod renewal;
mod seen;
mod told;

use std::{collections::BTreeMap, sync::Arc};

use domain::{
    base::ManualClock,
    cases::{Case, CaseNo},
    catalogue::{FieldKind, Form, FormCondition, FormField, FormPage, Material, Need, Origin, YES},
    chains::{Filed, MatterNo, MemberState, OnDenial, publish_chain},
    people::{Desk, Role},
};
use jiff::SignedDuration;
use services::{
    Bureau, Chance, Home,
    base::{NewCounty, open_county},
    cases::{CompleteForm, DecideForm, complete, decide},
    chains::{
        Begin, ChainRef, StepForm, begin, change,
        matters::{MatterForm, MatterRef, advance, open_at_window},
    },
    people::{NewStaff, add_staff},
};
use store::{
    StoreError,
    chains::{chain_change, version_change},
    journal::{Entry, Stream, append},
    people as rows,
};
use testkit::{Scratch, TestDb};

/// Code of the chain: the county's first.
const SHOP: &str = "YJS001";
const FIRM: &str = "m1";
const FIRE: &str = "m2";
const FOOD: &str = "m3";
const SIGN: &str = "m4";

/// Three departments: a firm (市场监管) beside a fire check (消防), then a food licence that needs the firm's licence
/// (卫健); a shop sign (市场监管) only where it is wanted, after the firm.
struct County {
    bureau: Bureau,
    db: TestDb,
    home: Scratch,
    clock: Arc<ManualClock>,
}

fn material(name: &str) -> Material {
    // The county gives it out itself: an electronic certificate may stand for it.
    let origin = if name == "健康证明" { Origin::Government } else { Origin::Applicant };
    Material { name: name.into(), need: Need::Required, origin, copies: 1, ..Material::default() }
}

fn form(fields: &[(&str, &str)]) -> Form {
    let field = |(key, label): &(&str, &str)| FormField {
        key: (*key).into(),
        label: (*label).into(),
        required: true,
        ..FormField::default()
    };
    Form {
        pages: vec![FormPage {
            title: "申请内容".into(),
            hint: String::new(),
            fields: fields.iter().map(field).collect(),
        }],
    }
}

impl County {
    fn open(db: TestDb, denied: OnDenial) -> Self {
        let home = Scratch::new("chains-home");
        let clock = Arc::new(testkit::clock());
        let chance = Chance { clock: clock.clone(), rng: Arc::new(testkit::rng()) };
        let new = NewCounty {
            region: testkit::region(),
            name: Some("试算县".into()),
            city_name: "试算市".into(),
            sample: false,
        };
        let bureau = open_county(&db.db, &Home::new(home.path()), &chance, new).unwrap();
        for (id, name) in [(1, "县市场监督管理局"), (2, "县消防救援大队"), (3, "县卫生健康局")] {
            testkit::seed_department(&db.db, &testkit::department(id, name));
        }
        let shop = ("shop_name", "店名");
        for (id, name, department, papers, fields, result) in [
            (11, "企业登记", 1, &["身份证", "住所证明"][..], &[shop, ("capital", "注册资本")][..], "营业执照"),
            (12, "消防检查", 2, &["身份证", "平面图"], &[shop, ("floors", "层数")], "消防检查合格证"),
            (13, "食品经营许可", 3, &["身份证", "营业执照", "健康证明"], &[shop], "食品经营许可证"),
            (14, "招牌备案", 1, &["效果图"], &[("sign_words", "招牌文字")], "招牌备案回执"),
        ] {
            let mut content = testkit::content(&format!("A{id}"), name, department);
            content.guide.materials = papers.iter().map(|p| material(p)).collect();
            content.guide.form = Some(form(fields));
            (content.guide.result_name, content.guide.result_kind) = (result.into(), "证照".into());
            testkit::seed_item(&db.db, &testkit::item(id, content));
        }
        let county = Self { bureau, db, home, clock };
        for (login, name, role, department) in [
            ("zhangmin", "张敏", Role::Clerk, None),
            ("chenhua", "陈华", Role::Clerk, None),
            ("liqiang", "李强", Role::Approver, Some(1)),
            ("wangfang", "王芳", Role::Approver, Some(2)),
            ("zhaolei", "赵磊", Role::Approver, Some(3)),
            ("qianyi", "钱一", Role::Approver, Some(4)),
            ("bianji", "编辑", Role::Editor, None),
        ] {
            if department == Some(4) {
                testkit::seed_department(&county.db.db, &testkit::department(4, "县文化和旅游局"));
            }
            let new = NewStaff {
                login: login.into(),
                name: name.into(),
                roles: vec![role.as_str().into()],
                department,
                window_no: (role == Role::Clerk).then_some(if login == "zhangmin" { 3 } else { 5 }),
                password: "Chuangkou-2026".into(),
                must_change: false,
            };
            add_staff(&county.bureau, &Desk::system("测试"), &new, None).unwrap();
        }
        county.publish(denied);
        county
    }

    fn publish(&self, denied: OnDenial) {
        let editor = self.desk("bianji");
        let items = [11, 12, 13, 14].map(|n| format!("A{n}")).into();
        let new = Begin { name: "开办餐饮店".into(), purpose: "一次办齐开店要办的事".into(), items };
        let mut kept = begin(&self.bureau, &editor, &new, None).unwrap();
        let mut step = |step: StepForm| {
            let at = ChainRef { code: kept.code.clone(), version: kept.version };
            kept = change(&self.bureau, &editor, (&at, &step), None).unwrap();
        };
        let wanted = FormField {
            key: "wants_sign".into(),
            label: "要不要做招牌".into(),
            kind: FieldKind::YesNo,
            required: true,
            ..FormField::default()
        };
        step(StepForm::Question { former: None, field: wanted });
        let member = |key: &str, after: &[&str], brings: &[(&str, &str)], condition| StepForm::Member {
            key: key.into(),
            after: after.iter().map(|a| (*a).to_owned()).collect(),
            brings: brings.iter().map(|(m, f)| ((*m).to_owned(), (*f).to_owned())).collect(),
            condition,
            denied: denied.as_str().into(),
        };
        step(member(FIRM, &[], &[], None));
        step(member(FIRE, &[], &[], None));
        // A result that a denial keeps away would leave the food licence waiting for ever.
        let brings: &[(&str, &str)] = match denied {
            OnDenial::OthersGoOn => &[],
            OnDenial::FollowersStop | OnDenial::AllStops => &[("营业执照", FIRM)],
        };
        step(member(FOOD, &[FIRM, FIRE], brings, None));
        step(member(SIGN, &[FIRM], &[], Some(FormCondition::equals("wants_sign", YES))));
        self.put_in_force(&kept.code);
    }

    /// Puts the draft in force past the one thing that stands against it here: that no department has authorised the
    /// hall.
    fn put_in_force(&self, code: &str) {
        let (region, at) = (*self.bureau.region(), self.bureau.now());
        let (_, laid_out) = services::chains::chain(&self.bureau, &self.desk("bianji"), code).unwrap();
        let against = laid_out.unwrap().against();
        assert!(against.iter().all(|a| a.contains("还没有授权窗口")), "{against:?}");
        let code = code.to_owned();
        let put = self.db.db.write(move |tx| -> Result<(), StoreError> {
            let record = store::chains::chain_by_code(tx, &region, &code)?.unwrap();
            let (record, event) = publish_chain(record, Vec::new()).unwrap();
            let version = version_change(&region, record.id, record.in_force.as_ref().unwrap(), at);
            let entry = Entry::new(Stream::chain(record.id), record.version - 1, "chain.published", &event);
            append(tx, &region, &testkit::stamp(), entry.with(chain_change(&region, &record)).with(version)).map(|_| ())
        });
        put.unwrap();
    }

    fn desk(&self, login: &str) -> Desk {
        let login = domain::people::Login::parse(login).unwrap();
        let staff = self.db.db.read(|tx| rows::staff_by_login(tx, self.bureau.region(), &login)).unwrap().unwrap();
        Desk::of(staff, "测试")
    }

    /// What an applicant brings who wants a sign or not: everything.
    fn form(&self, sign: bool) -> MatterForm {
        let answers = [
            ("wants_sign", if sign { "是" } else { "否" }),
            ("shop_name", "老王面馆"),
            ("capital", "10 万元"),
            ("floors", "2"),
            ("sign_words", "老王面馆"),
        ];
        MatterForm {
            chain: SHOP.into(),
            applicant: "person".into(),
            code: "990101199003078578".into(),
            name: "张三丰".into(),
            phone: "13800138000".into(),
            materials: (0..9).collect(),
            answers: answers
                .into_iter()
                .filter(|(k, _)| sign || *k != "sign_words")
                .map(|(k, a)| (k.to_owned(), a.to_owned()))
                .collect(),
            ..MatterForm::default()
        }
    }

    /// One that was accepted at the window; its number.
    fn accepted(&self, sign: bool) -> String {
        open_at_window(&self.bureau, &self.desk("zhangmin"), (&self.form(sign), None), None).unwrap().matter_no
    }

    fn filed(&self, no: &str) -> Filed {
        let no = MatterNo::parse(no).unwrap();
        self.db.db.read(|tx| store::chains::matter_by_no(tx, self.bureau.region(), &no)).unwrap().unwrap().0
    }

    fn at(&self, no: &str) -> MatterRef {
        MatterRef { matter_no: no.into(), version: self.filed(no).matter.version }
    }

    fn states(&self, no: &str) -> BTreeMap<String, MemberState> {
        self.filed(no).matter.members
    }

    /// Words of the states in the members' order.
    fn words(&self, no: &str) -> Vec<&'static str> {
        self.states(no).values().map(MemberState::label).collect()
    }

    /// The case of a member.
    fn case(&self, no: &str, member: &str) -> Case {
        let id = self.filed(no).members[member].case.unwrap();
        self.db.db.read(|tx| store::cases::case(tx, self.bureau.region(), id)).unwrap().unwrap().0
    }

    fn approver(member: &str) -> &'static str {
        match member {
            FIRE => "wangfang",
            FOOD => "zhaolei",
            _ => "liqiang",
        }
    }

    /// Decides a member's case and enters its result, as its department does.
    fn decided(&self, no: &str, member: &str, grant: bool) {
        let desk = self.desk(Self::approver(member));
        let case = self.case(no, member);
        let form = DecideForm {
            case_no: case.no.to_string(),
            version: case.version,
            outcome: if grant { "grant" } else { "deny" }.into(),
            reason: if grant { String::new() } else { "不符合条件".into() },
            ..DecideForm::default()
        };
        decide(&self.bureau, &desk, &form, None).unwrap();
        let case = self.case(no, member);
        let result = CompleteForm {
            case_no: case.no.to_string(),
            version: case.version,
            result_name: if grant { "营业执照".into() } else { "不予许可决定书".into() },
            result_no: format!("第{}号", case.no),
        };
        complete(&self.bureau, &desk, &result, None).unwrap();
    }

    /// The job, which leaves nothing stuck.
    fn job(&self) -> u64 {
        let done = advance(&self.bureau).unwrap();
        assert_eq!(done.stuck, [], "{}", self.db.name);
        done.moved
    }

    fn days(&self, days: i64) {
        self.clock.advance(SignedDuration::from_hours(24 * days));
    }

    fn sound(&self) {
        let found = self.db.db.read(|tx| store::journal::verify(tx, self.bureau.region())).unwrap();
        assert_eq!(found.findings, [], "{}", self.db.name);
        assert!(self.home.path().exists());
    }

    /// Events of a case, by kind.
    fn history(&self, case: &CaseNo) -> Vec<(String, String)> {
        let region = *self.bureau.region();
        let read = self.db.db.read(|tx| {
            let (case, _) = store::cases::case_by_no(tx, &region, case)?.unwrap();
            store::journal::history(tx, &region, &Stream::case(case.id))
        });
        read.unwrap().into_iter().map(|e| (e.kind, e.actor)).collect()
    }
}

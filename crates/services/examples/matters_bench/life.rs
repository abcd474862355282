//! A small county whose three departments have six items in one chain, and the whole life of applications under it, each
//! act measured. Shared with a test, so that the measurement cannot rot.

#![expect(clippy::disallowed_methods, reason = "a measurement reads the clock of the machine")]
#![expect(clippy::expect_used, reason = "a measurement that cannot go on stops where it stands")]

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use domain::{
    base::CaseId,
    cases::Case,
    catalogue::{Form, FormField, FormPage, Material, Need, Origin},
    chains::{Filed, MatterNo},
    people::{Desk, Login, Role},
};
use jiff::ToSpan as _;
use services::{
    Bureau, Chance, Home,
    base::{NewCounty, open_county},
    cases::{self, AcceptForm, CompleteForm, DecideForm, DeliverForm},
    chains::{
        Begin, ChainRef, StepForm, begin, change,
        matters::{
            HandOutForm, MaterialsForm, MatterForm, MatterRef, OwnMatter, accept, advance, apply, deliver, rate,
        },
        publish,
    },
    delegates::{AppointForm, AuthoriseForm, appoint, authorise},
    people::{NewStaff, add_staff},
};
use store::{StoreError, vals};
use testkit::{Scratch, TestDb};

/// Members of the chain: three begin together, two wait for some of them, the last for these two.
pub(crate) const MEMBERS: [(&str, i64, &[&str]); 6] = [
    ("m1", 1, &[]),
    ("m2", 2, &[]),
    ("m3", 3, &[]),
    ("m4", 1, &["m1"]),
    ("m5", 2, &["m2", "m3"]),
    ("m6", 3, &["m4", "m5"]),
];
/// Members that are decided before anything is brought forward.
const ROUNDS: [&[&str]; 3] = [&["m1", "m2", "m3"], &["m4", "m5"], &["m6"]];
const CHAIN: &str = "YJS001";
const PASSWORD: &str = "Wenlan-2026";
const MATERIALS: usize = 3;

/// Time that acts of one kind took, and how many there were.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Spent {
    /// In all.
    pub(crate) time: Duration,
    /// Acts.
    pub(crate) acts: u32,
}

impl Spent {
    fn on<T>(&mut self, act: impl FnOnce() -> T) -> T {
        let start = Instant::now();
        let done = act();
        self.time += start.elapsed();
        self.acts += 1;
        done
    }

    /// Milliseconds of one, of so many things that they were done for.
    pub(crate) fn each(&self, things: u32) -> f64 {
        self.time.as_secs_f64() * 1e3 / f64::from(things.max(1))
    }
}

/// What the life of all matters took.
#[derive(Debug, Default)]
pub(crate) struct Life {
    pub(crate) applied: Spent,
    pub(crate) accepted: Spent,
    pub(crate) decided: Spent,
    pub(crate) advanced: Spent,
    pub(crate) handed_out: Spent,
    pub(crate) rated: Spent,
}

impl Life {
    /// All acts together.
    pub(crate) fn all(&self) -> Spent {
        let every = [self.applied, self.accepted, self.decided, self.advanced, self.handed_out, self.rated];
        every.into_iter().fold(Spent::default(), |sum, s| Spent { time: sum.time + s.time, acts: sum.acts + s.acts })
    }
}

/// The county.
pub(crate) struct County {
    pub(crate) bureau: Bureau,
    db: TestDb,
    clerk: Desk,
    approvers: Vec<(i64, Desk)>,
    _home: Scratch,
}

/// Questions and materials of which some are of all items, some of one.
fn content(key: &str, department: i64) -> domain::catalogue::Content {
    let mut content = testkit::content(&format!("B{key}"), &format!("第{key}项许可"), department);
    let own = format!("第{key}项的情况");
    let field = |(key, label): (&str, &str)| FormField {
        key: key.into(),
        label: label.into(),
        required: true,
        ..FormField::default()
    };
    let fields = [("shop_name", "店名"), ("address", "经营地址"), ("own", own.as_str())].map(field).into();
    content.guide.form =
        Some(Form { pages: vec![FormPage { title: "申请内容".into(), hint: String::new(), fields }] });
    let paper = |name: String| Material {
        name,
        need: Need::Required,
        origin: Origin::Applicant,
        copies: 1,
        ..Material::default()
    };
    content.guide.materials =
        ["身份证".to_owned(), "场所证明".to_owned(), format!("第{key}项申请书")].map(paper).into();
    (content.guide.result_name, content.guide.result_kind) = (format!("第{key}项许可证"), "证照".into());
    content
}

impl County {
    /// Opens it in an empty database, with the chain in force.
    pub(crate) fn open(db: TestDb) -> Self {
        let home = Scratch::new("matters-bench");
        let chance = Chance { clock: Arc::new(testkit::clock()), rng: Arc::new(testkit::rng()) };
        let new = NewCounty {
            region: testkit::region(),
            name: Some("试算县".into()),
            city_name: "试算市".into(),
            sample: false,
        };
        let bureau = open_county(&db.db, &Home::new(home.path()), &chance, new).expect("an empty database");
        for id in 1..=3 {
            testkit::seed_department(&db.db, &testkit::department(id, &format!("第{id}局")));
        }
        for (n, (key, department, _)) in MEMBERS.iter().enumerate() {
            testkit::seed_item(&db.db, &testkit::item(id_of(n), content(key, *department)));
        }
        let desk = |login: &str, role: Role, department: Option<i64>| {
            let new = NewStaff {
                login: login.into(),
                name: "试算员".into(),
                roles: vec![role.as_str().into()],
                department,
                window_no: (role == Role::Clerk).then_some(3),
                password: PASSWORD.into(),
                must_change: false,
            };
            add_staff(&bureau, &Desk::system("试算"), &new, None).expect("a member of staff");
            let login = Login::parse(login).expect("a login");
            let staff = db.db.read(|tx| store::people::staff_by_login(tx, bureau.region(), &login));
            Desk::of(staff.expect("readable").expect("just added"), "试算")
        };
        let editor = desk("bianzhi", Role::Editor, None);
        let clerk = desk("chuangkou", Role::Clerk, None);
        let approvers = (1..=3).map(|id| (id, desk(&format!("shenpi{id}"), Role::Approver, Some(id)))).collect();
        let county = Self { bureau, db, clerk, approvers, _home: home };
        county.authorise(&editor);
        county.publish(&editor);
        county
    }

    fn authorise(&self, editor: &Desk) {
        let today = self.bureau.today();
        for (department, desk) in &self.approvers {
            let person = desk.staff.as_ref().expect("somebody").id.get();
            let office = AppointForm {
                department: *department,
                person,
                rank: "股级".into(),
                on_roster: true,
                doc_no: format!("任〔2026〕{department}号"),
                from: today.to_string(),
            };
            appoint(&self.bureau, editor, &office, None).expect("appointed");
            let letter = AuthoriseForm {
                department: *department,
                person,
                deputy: None,
                all_items: true,
                items: Vec::new(),
                excluded: Vec::new(),
                powers: ["accept", "review", "decide", "seal", "issue"].map(str::to_owned).to_vec(),
                doc_no: format!("授〔2026〕{department}号"),
                valid_from: today.to_string(),
                valid_to: today.saturating_add(90.days()).to_string(),
                file_digest: String::new(),
                replaces: None,
            };
            authorise(&self.bureau, editor, &letter, None).expect("authorised");
        }
    }

    fn publish(&self, editor: &Desk) {
        let items = MEMBERS.iter().map(|(key, _, _)| format!("B{key}")).collect();
        let new = Begin { name: "开办餐饮店".into(), purpose: "一次办齐".into(), items };
        let mut kept = begin(&self.bureau, editor, &new, None).expect("begun");
        for (key, _, after) in MEMBERS {
            let step = StepForm::Member {
                key: key.into(),
                after: after.iter().map(|a| (*a).to_owned()).collect(),
                brings: Vec::new(),
                condition: None,
                denied: "followers_stop".into(),
            };
            let at = ChainRef { code: kept.code.clone(), version: kept.version };
            kept = change(&self.bureau, editor, (&at, &step), None).expect("a step of the editor");
        }
        let at = ChainRef { code: kept.code, version: kept.version };
        publish(&self.bureau, editor, &at, None).expect("nothing stands against it");
    }

    /// Where a matter stands.
    pub(crate) fn filed(&self, no: &str) -> Filed {
        let no = MatterNo::parse(no).expect("a number");
        let found = self.db.db.read(|tx| store::chains::matter_by_no(tx, self.bureau.region(), &no));
        found.expect("readable").expect("filed").0
    }

    fn case(&self, id: CaseId) -> Case {
        let found = self.db.db.read(|tx| store::cases::case(tx, self.bureau.region(), id));
        found.expect("readable").expect("a case").0
    }

    fn desk_of(&self, department: i64) -> &Desk {
        &self.approvers.iter().find(|(id, _)| *id == department).expect("an approver").1
    }

    /// Decides a case and enters its result: two acts.
    fn decide(&self, case: &Case, spent: &mut Spent) {
        let desk = self.desk_of(case.department.get());
        let (case_no, version) = (case.no.to_string(), case.version);
        let form = DecideForm { case_no: case_no.clone(), version, outcome: "grant".into(), ..DecideForm::default() };
        spent.on(|| cases::decide(&self.bureau, desk, &form, None)).expect("decided");
        let form = CompleteForm {
            result_no: format!("许〔2026〕{case_no}"),
            case_no,
            version: version + 1,
            result_name: "许可证".into(),
        };
        spent.on(|| cases::complete(&self.bureau, desk, &form, None)).expect("completed");
    }

    fn application(&self) -> MatterForm {
        let record = self.db.db.read(|tx| store::chains::chain_by_code(tx, self.bureau.region(), CHAIN));
        assert!(record.expect("readable").is_some(), "the chain is there");
        let found = services::chains::offered_chain(&self.bureau, CHAIN).expect("readable");
        let (_, laid_out) = found.expect("it is offered");
        MatterForm {
            chain: CHAIN.into(),
            applicant: "person".into(),
            code: "990101199003078578".into(),
            name: "张三丰".into(),
            phone: "13800138000".into(),
            materials: (0..laid_out.materials.materials.len()).collect(),
            answers: laid_out.form.form.fields().map(|f| (f.key.clone(), "文澜路88号".to_owned())).collect(),
            ..MatterForm::default()
        }
    }

    /// So many matters from the application to the rating, all of them abreast. Gives what it took, and the numbers.
    pub(crate) fn live(&self, many: u32) -> (Life, Vec<String>) {
        let (mut life, form, public) = (Life::default(), self.application(), Desk::public("192.0.2.1"));
        let sent: Vec<_> = (0..many)
            .map(|_| life.applied.on(|| apply(&self.bureau, &public, &form, None)).expect("sent in"))
            .collect();
        let ticked = MaterialsForm { materials: form.materials.clone(), ..MaterialsForm::default() };
        for one in &sent {
            let at = MatterRef { matter_no: one.matter_no.clone(), version: one.version };
            life.accepted.on(|| accept(&self.bureau, &self.clerk, (&at, &ticked), None)).expect("accepted");
        }
        for round in ROUNDS {
            for one in &sent {
                let filed = self.filed(&one.matter_no);
                for member in round {
                    let case = filed.members.get(*member).and_then(|h| h.case).expect("it has begun");
                    self.decide(&self.case(case), &mut life.decided);
                }
            }
            let done = life.advanced.on(|| advance(&self.bureau)).expect("brought forward");
            assert_eq!((done.moved, done.stuck), (u64::from(many), Vec::new()));
        }
        let hand_out = HandOutForm { way: "window".into(), by_applicant: true, ..HandOutForm::default() };
        for one in &sent {
            let version = self.filed(&one.matter_no).matter.version;
            let at = MatterRef { matter_no: one.matter_no.clone(), version };
            life.handed_out.on(|| deliver(&self.bureau, &self.clerk, (&at, &hand_out), None)).expect("handed out");
        }
        for one in &sent {
            let at = OwnMatter {
                matter_no: one.matter_no.clone(),
                password: one.query_password.clone(),
                version: self.filed(&one.matter_no).matter.version,
            };
            life.rated.on(|| rate(&self.bureau, &public, (&at, 5), None)).expect("rated");
        }
        (life, sent.into_iter().map(|one| one.matter_no).collect())
    }

    /// So many single cases from the window to the hand-out, for comparison: four acts each.
    pub(crate) fn live_singly(&self, many: u32) -> Spent {
        let mut spent = Spent::default();
        for n in 0..many as usize {
            let form = AcceptForm {
                item: id_of(n % MEMBERS.len()),
                applicant: "person".into(),
                code: "990101199003078578".into(),
                name: "张三丰".into(),
                phone: "13800138000".into(),
                materials: (0..MATERIALS).collect(),
                ..AcceptForm::default()
            };
            let taken = spent.on(|| cases::accept(&self.bureau, &self.clerk, &form, None)).expect("accepted");
            let no = domain::cases::CaseNo::parse(&taken.case_no).expect("a number");
            let found = self.db.db.read(|tx| store::cases::case_by_no(tx, self.bureau.region(), &no));
            let (case, _) = found.expect("readable").expect("a case");
            self.decide(&case, &mut spent);
            let form = DeliverForm {
                case_no: taken.case_no,
                version: case.version + 2,
                way: "window".into(),
                by_applicant: true,
                ..DeliverForm::default()
            };
            spent.on(|| cases::deliver(&self.bureau, &self.clerk, &form, None)).expect("handed out");
        }
        spent
    }

    /// So many bare writes of one row each, every one durable: the least that an act can cost.
    pub(crate) fn write_bare(&self, many: u32) -> Spent {
        let mut spent = Spent::default();
        let region = *self.bureau.region();
        for n in 0..many {
            let write = move || {
                self.db.db.write(move |tx| -> Result<(), StoreError> {
                    tx.run(
                        "INSERT INTO matter_number (region, day, window_no, used) VALUES ($1, $2, $3, 1)",
                        vals![region, format!("2000-{n}"), 0_i64],
                    )
                    .map(|_| ())
                })
            };
            spent.on(write).expect("written");
        }
        spent
    }

    /// The journal says what the tables say.
    pub(crate) fn sound(&self) {
        let found = self.db.db.read(|tx| store::journal::verify(tx, self.bureau.region())).expect("readable");
        assert_eq!(found.findings, [], "{}", self.db.name);
    }

    /// `sqlite` or `postgres`.
    pub(crate) fn engine(&self) -> &'static str {
        self.db.name
    }
}

/// Id of the n-th item.
fn id_of(n: usize) -> i64 {
    21 + i64::try_from(n).unwrap_or_default()
}

//! The running program as its clients see it: start, ask, stop hard.

use std::{
    io::{BufRead as _, BufReader},
    process::{Child, Command, Stdio},
    sync::Arc,
    thread,
    time::Duration,
};

use domain::{base::CitizenId, people::Desk};
use serde_json::{Value, json};
use services::{
    Bureau, Home,
    base::{NewCounty, open_county},
    people::{NewStaff, add_staff},
};

use crate::program::Ground;

/// The password of everybody here.
pub(crate) const PASSWORD: &str = "Only-for-this-test-1";

/// A serving program; killed when dropped.
pub(crate) struct Site {
    pub(crate) child: Child,
    pub(crate) base: String,
}

impl Drop for Site {
    fn drop(&mut self) {
        self.kill();
    }
}

impl Site {
    /// Starts it with these flags more, and waits until it takes connections.
    pub(crate) fn open(ground: &Ground, more: &[&str]) -> Self {
        let mut command = ground.command();
        command.stderr(Stdio::null());
        Self::start(command, more)
    }

    /// The same with a command that says where its log goes.
    pub(crate) fn start(mut command: Command, more: &[&str]) -> Self {
        command.args(["serve", "--listen", "127.0.0.1:0"]).args(more).stdout(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let line = lines.find(|l| l.as_ref().is_ok_and(|l| l.contains("://"))).unwrap().unwrap();
        let base = line.split_whitespace().find(|w| w.contains("://")).unwrap();
        let base = base[base.find("http").unwrap()..].to_owned();
        // Keeps the pipe open: a program that prints must not be ended by a closed pipe.
        thread::spawn(move || for _ in lines {});
        Self { child, base }
    }

    /// `kill -9`.
    pub(crate) fn kill(&mut self) {
        self.child.kill().ok();
        self.child.wait().ok();
    }

    /// Signs somebody in; the token.
    pub(crate) fn sign_in(&self, login: &str) -> String {
        let body = json!({ "login": login, "password": PASSWORD });
        let (status, answer) = Client::new(self, "").post("/api/session", None, &body).unwrap();
        assert!(status < 300, "{answer}");
        answer["token"].as_str().unwrap().to_owned()
    }

    /// A client of its own connection, signed in.
    pub(crate) fn client(&self, login: &str) -> Client {
        Client::new(self, &self.sign_in(login))
    }
}

/// One client of the API. `None` where the program is gone.
#[derive(Clone)]
pub(crate) struct Client {
    agent: ureq::Agent,
    base: String,
    token: String,
}

impl Client {
    pub(crate) fn new(site: &Site, token: &str) -> Self {
        let config = ureq::Agent::config_builder()
            .timeout_global(Some(Duration::from_secs(60)))
            .http_status_as_error(false)
            .build();
        Self { agent: ureq::Agent::new_with_config(config), base: site.base.clone(), token: token.to_owned() }
    }

    pub(crate) fn post(&self, path: &str, key: Option<&str>, body: &Value) -> Option<(u16, Value)> {
        let mut request = self.agent.post(format!("{}{path}", self.base));
        if !self.token.is_empty() {
            request = request.header("authorization", format!("Bearer {}", self.token));
        }
        if let Some(key) = key {
            request = request.header("idempotency-key", key);
        }
        let mut answer = request.send_json(body).ok()?;
        let status = answer.status().as_u16();
        answer.body_mut().read_json().ok().map(|v| (status, v))
    }

    pub(crate) fn get(&self, path: &str) -> Option<(u16, String)> {
        let request = self.agent.get(format!("{}{path}", self.base));
        let mut answer = request.header("authorization", format!("Bearer {}", self.token)).call().ok()?;
        let status = answer.status().as_u16();
        answer.body_mut().read_to_string().ok().map(|v| (status, v))
    }

    /// The case as the API shows it.
    pub(crate) fn case(&self, case_no: &str) -> Option<Value> {
        let (status, text) = self.get(&format!("/api/cases/{case_no}"))?;
        (status == 200).then(|| serde_json::from_str(&text).unwrap())
    }
}

/// A county with one item; a clerk at window 1 (`clerk`), approvers (`approver0` …) and an administrator
/// (`admin`); made through the use cases. The county and the item's id.
pub(crate) fn furnish(ground: &Ground, approvers: usize) -> (Bureau, String) {
    let db = ground.open();
    let chance = services::Chance { clock: Arc::new(testkit::clock()), rng: Arc::new(testkit::rng()) };
    let region = testkit::region();
    let new = NewCounty { region, name: Some("试验县".into()), city_name: String::new(), sample: false };
    let bureau = open_county(&db, &Home::new(ground.home()), &chance, new).unwrap();
    let department = testkit::department(1, "县市场监管局");
    testkit::seed_department(&db, &department);
    let item = testkit::item(1, testkit::content("990101-1", "食品经营许可（新办）", 1));
    testkit::seed_item(&db, &item);
    let logins = std::iter::once("clerk".to_owned()).chain((0..approvers).map(|n| format!("approver{n}")));
    for (n, login) in logins.enumerate() {
        let staff = NewStaff {
            name: format!("何静{n}"),
            roles: if n == 0 { vec!["clerk".into()] } else { vec!["approver".into()] },
            department: (n > 0).then_some(1),
            window_no: (n == 0).then_some(1),
            password: PASSWORD.into(),
            must_change: false,
            login,
        };
        add_staff(&bureau, &Desk::system("试验"), &staff, None).unwrap();
    }
    let admin = NewStaff {
        name: "管理员".into(),
        roles: vec!["administrator".into()],
        department: None,
        window_no: None,
        password: PASSWORD.into(),
        must_change: false,
        login: "admin".into(),
    };
    add_staff(&bureau, &Desk::system("试验"), &admin, None).unwrap();
    (bureau, item.id.to_string())
}

/// Fills a county with accepted cases, from several threads, so that they share the flushes.
pub(crate) fn many_cases(bureau: &Bureau, item: &str, count: usize) {
    let token = services::people::sign_in(bureau, "clerk", PASSWORD, "试验").unwrap().token;
    let desk = services::people::session(bureau, &token).unwrap().unwrap().desk;
    let item: i64 = item.parse().unwrap();
    let hands = 32;
    thread::scope(|scope| {
        for part in 0..hands {
            let desk = &desk;
            scope.spawn(move || {
                for n in (part..count).step_by(hands) {
                    let form = services::cases::AcceptForm {
                        item,
                        applicant: "person".into(),
                        code: citizen(n).as_str().to_owned(),
                        name: "王试".into(),
                        phone: "13800138000".into(),
                        ..services::cases::AcceptForm::default()
                    };
                    services::cases::accept(bureau, desk, &form, None).unwrap();
                }
            });
        }
    });
}

/// An identity number of nobody.
pub(crate) fn citizen(n: usize) -> CitizenId {
    CitizenId::with_check(&format!("99010119{:02}0101{:03}", 50 + n / 1000 % 50, n % 1000)).unwrap()
}

/// The body of an application.
pub(crate) fn application(item: &str, n: usize) -> Value {
    json!({
        "item": item, "applicant": "person", "code": citizen(n).as_str(), "name": "王试", "contact": "",
        "phone": "13800138000", "materials": [],
    })
}

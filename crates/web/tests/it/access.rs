//! Who gets in where (权限): every address with every role, against the one access table; nothing is written by reading,
//! nothing without the form's own token. The matrix itself is a file that people can read and review.

use std::{fmt::Write as _, fs, path::Path};

use axum::{
    body::Body,
    http::{Method, Request, header},
};
use domain::people::{Act, Role, Scope, rule};
use serde_json::json;
use web::{Line, lines};

use crate::{
    browser::{Answer, Browser, Program, answered},
    county::{County, FOOD},
    keys::secret,
    stations::{HALL, seed_stations},
};

/// Who asks: the words of the matrix, the account, the role.
const VISITORS: [(&str, Option<(&str, Role)>); 9] = [
    ("公众", None),
    ("窗口人员", Some(("zhangmin", Role::Clerk))),
    ("部门审批人", Some(("liqiang", Role::Approver))),
    ("事项编制", Some(("qianwei", Role::Editor))),
    ("督查", Some(("sunhong", Role::Supervisor))),
    ("系统管理员", Some(("admin", Role::Administrator))),
    ("电话回访员", Some(("huifang", Role::Caller))),
    ("纪检联络员", Some(("jijian", Role::Discipline))),
    ("站点人员", Some(("lihua", Role::Helper))),
];

/// An address that leads somewhere as far as the county has it.
fn address(path: &str, case: &str) -> String {
    path.replace("{item}", &FOOD.to_string())
        .replace("{case}", case)
        .replace("{staff}", "1")
        .replace("{import}", "1")
        .replace("{station}", HALL)
        .replace("{indicator}", "hall_residency_rate")
        .replace("{kind}", "divisions")
        .replace("{order}", "2026-1")
        .replace("{lead}", "2026-1")
        .replace("{run}", "1")
        .replace("{key}", "1")
        .replace("{subscription}", "1")
        .replace("{node}", "990000")
        .replace("{file}", "1")
        .replace("{parked}", "1")
        .replace("{number}", "1")
        .replace("{certificate}", "1")
        .replace("{screen}", "1")
        .replace("{package}", "GD-990101-2026-1120-03-0001")
        .replace("{batch}", "2026-1")
        .replace("{letter}", "1")
        .replace("{appointment}", "1")
        .replace("{department}", "1")
        .replace("{card}", "1")
        .replace("{line}", "1")
        .replace("{campaign}", "1")
        .replace("{round}", "1")
        .replace("{photo}", "1")
        .replace("{week}", "2026-W47")
        .replace("{dispute}", "1")
        .replace("{bulletin}", "1")
        .replace("{questionnaire}", "1")
        .replace("{link}", "1-aaaa")
        .replace("{period}", "2026-W47")
}

fn is_api(line: &Line) -> bool {
    line.path.starts_with("/api/")
}

/// A county where there is something to read: stations, a case, a snapshot.
async fn lived_in() -> (County, String) {
    let county = County::open();
    seed_stations(&county);
    let clerk = Program::signed_in(&county, "zhangmin").await;
    let wanted = json!({
        "item": FOOD.to_string(), "applicant": "person", "code": "990101199003078578", "name": "张三丰",
        "phone": "13800138000", "materials": [0, 1],
    });
    let accepted = clerk.post("/api/cases", &wanted, None).await;
    let case = accepted.json()["case_no"].as_str().expect("a case is accepted").to_owned();
    let mut supervisor = Browser::signed_in(&county, "sunhong").await;
    let page = supervisor.get("/indicators").await;
    assert_eq!(supervisor.send(&page, "/indicators", &[]).await.status, 303);
    (county, case)
}

/// A visitor at both doors.
struct Visitor<'a> {
    browser: Browser<'a>,
    program: Program<'a>,
    csrf: String,
}

impl<'a> Visitor<'a> {
    async fn of(county: &'a County, who: Option<(&str, Role)>) -> Self {
        match who {
            None => {
                let mut browser = Browser::new(county);
                let csrf = browser.get("/sign-in").await.value("/sign-in", "csrf");
                Self { browser, program: Program::new(county), csrf }
            }
            Some((login, _)) => {
                let mut browser = Browser::signed_in(county, login).await;
                let csrf = browser.get("/").await.value("/sign-out", "csrf");
                Self { browser, program: Program::signed_in(county, login).await, csrf }
            }
        }
    }

    async fn asks(&mut self, line: &Line, case: &str) -> Answer {
        let at = address(line.path, case);
        match (is_api(line), line.method) {
            (true, "GET") => self.program.get(&at).await,
            (true, _) => self.program.post(&at, &json!({}), None).await,
            (false, "GET") => self.browser.get(&at).await,
            (false, _) => {
                let fields = [("csrf", self.csrf.as_str()), ("idempotency_key", "k")];
                self.browser.post(&at, &fields.map(|(n, v)| (n.to_owned(), v.to_owned()))).await
            }
        }
    }
}

/// Whether the answer let the visitor in, after checking that a refusal looks like one.
fn let_in(line: &Line, anonymous: bool, answer: &Answer) -> bool {
    let to_sign_in = answer.status == 303 && answer.header("location").starts_with("/sign-in?next=");
    if line.method == "GET" && !is_api(line) && anonymous && to_sign_in {
        return false;
    }
    let refused = matches!(answer.status, 401 | 403);
    if refused {
        assert_eq!(answer.status == 401, anonymous, "{} {}", line.method, line.path);
        if is_api(line) {
            assert_eq!(answer.status == 401, answer.header("www-authenticate") == "Bearer");
        }
    }
    assert!(answer.status < 500, "{} {}: {}", line.method, line.path, answer.body);
    !refused
}

/// Signing out ends the session that the rest is asked with: it comes last.
fn in_order() -> Vec<Line> {
    let mut all = lines();
    all.sort_by_key(|l| l.act == Act::SignOut);
    all
}

#[tokio::test]
async fn every_role_gets_in_where_the_table_says_and_nowhere_else() {
    let (county, case) = lived_in().await;
    let all = in_order();
    let mut open: Vec<Vec<bool>> = vec![Vec::new(); all.len()];
    for (label, who) in VISITORS {
        let mut visitor = Visitor::of(&county, who).await;
        for (line, row) in all.iter().zip(&mut open) {
            let answer = visitor.asks(line, &case).await;
            let right = rule(line.act);
            let expected = right.public || who.is_some_and(|(_, role)| right.roles.contains(&role));
            let seen = let_in(line, who.is_none(), &answer);
            assert_eq!(seen, expected, "{label} at {} {}: {}", line.method, line.path, answer.status);
            row.push(seen);
        }
    }
    golden("access.txt", &matrix(&all, &open));
}

/// A key gets in where the table names its right, at no page, and nowhere where a person is asked for.
#[tokio::test]
async fn every_key_gets_in_where_the_table_says_and_nowhere_else() {
    let (county, case) = lived_in().await;
    for held in Scope::ALL {
        let program = Program::with_token(&county, &secret(&county, held.as_str(), &[held], Some(1)));
        for line in lines() {
            let at = address(line.path, &case);
            let answer = match line.method {
                "GET" => program.get(&at).await,
                _ => program.post(&at, &json!({}), None).await,
            };
            let right = rule(line.act);
            if is_api(&line) {
                let expected = right.public || right.scope == Some(held);
                assert_eq!(!matches!(answer.status, 401 | 403), expected, "{held} at {} {}", line.method, line.path);
                assert_ne!(answer.status, 401, "the key is known: {}", answer.body);
                assert!(answer.status < 500, "{} {}: {}", line.method, line.path, answer.body);
            } else if !right.public {
                assert!(matches!(answer.status, 303 | 401), "{held} at {} {}", line.method, line.path);
            }
        }
    }
}

fn matrix(all: &[Line], open: &[Vec<bool>]) -> String {
    let labels: Vec<&str> = VISITORS.iter().map(|(label, _)| *label).collect();
    let mut text = format!("# 谁能打开哪个地址（● 能，· 不能）：{}\n", labels.join("、"));
    let mut rows: Vec<(usize, String)> = Vec::new();
    for (line, row) in all.iter().zip(open) {
        let marks: Vec<&str> = row.iter().map(|o| if *o { "●" } else { "·" }).collect();
        let at = lines().iter().position(|l| (l.method, l.path) == (line.method, line.path)).unwrap_or_default();
        rows.push((at, format!("{}  {:<4} {}", marks.join(" "), line.method, line.path)));
    }
    rows.sort_unstable();
    for (_, row) in rows {
        writeln!(text, "{row}").expect("writing to a String cannot fail");
    }
    text
}

/// Compares with a reviewed file; `ONEDOOR_GOLDEN=write` writes it anew, to be reviewed in the diff.
fn golden(name: &str, text: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden").join(name);
    if std::env::var("ONEDOOR_GOLDEN").as_deref() == Ok("write") {
        fs::create_dir_all(path.parent().expect("in a folder")).expect("the folder can be made");
        fs::write(&path, text).expect("the file can be written");
    }
    assert_eq!(fs::read_to_string(&path).unwrap_or_default(), text, "{}", path.display());
}

/// Every row of every table, without what marks a session as used.
fn everything(county: &County) -> String {
    let dump = county.db.db.read(|tx| {
        let mut text = String::new();
        for table in tx.rows("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name", &[])? {
            let name = table.text("name")?;
            for row in tx.rows(&format!("SELECT * FROM {name}"), &[])? {
                writeln!(text, "{name}: {row:?}").expect("writing to a String cannot fail");
            }
        }
        Ok(text)
    });
    dump.expect("tables can be read")
}

#[tokio::test]
async fn reading_changes_nothing() {
    let (county, case) = lived_in().await;
    let mut visitors = Vec::new();
    for (_, who) in VISITORS {
        visitors.push(Visitor::of(&county, who).await);
    }
    let before = everything(&county);
    assert!(before.contains("service_case: ") && before.contains("snapshot: "), "there is something to read");
    for visitor in &mut visitors {
        // Whoever draws a notice sees the query password: that leaves its trace, see the test of cases.
        let traced = ["/cases/{case}/receipt", "/cases/{case}/sitting"];
        for line in lines().iter().filter(|l| l.method == "GET" && !traced.contains(&l.path)) {
            visitor.asks(line, &case).await;
            visitor.browser.get(&format!("{}?q=1&after=1&elder=1&done=x", address(line.path, &case))).await;
        }
        visitor.browser.get("/nowhere").await;
    }
    assert_eq!(everything(&county), before);
}

#[tokio::test]
async fn a_form_without_its_token_does_nothing() {
    let (county, case) = lived_in().await;
    let mut visitors = Vec::new();
    for (_, who) in VISITORS {
        visitors.push((who, Visitor::of(&county, who).await));
    }
    let before = everything(&county);
    for (who, visitor) in &mut visitors {
        for line in in_order().iter().filter(|l| l.method == "POST" && !is_api(l)) {
            let right = rule(line.act);
            if !(right.public || who.is_some_and(|(_, role)| right.roles.contains(&role))) {
                continue;
            }
            for forged in ["", "0", "x"] {
                let answer = forge(visitor, &address(line.path, &case), forged).await;
                assert_eq!(answer.status, 403, "{}: {}", line.path, answer.body);
            }
        }
    }
    assert_eq!(everything(&county), before);
}

/// An upload comes with a file, every other form without one.
async fn forge(visitor: &mut Visitor<'_>, at: &str, csrf: &str) -> Answer {
    let uploads = [
        "/catalogue/import",
        "/cases/import",
        "/chains/import",
        "/tables/divisions",
        "/calendar/enter",
        "/cases/own/materials",
        "/delegates/appoint",
        "/delegates/authorise",
        "/stations/map",
    ];
    let is_scan = at.starts_with("/delegates/") && at.ends_with("/scan");
    // What a phone sends from a station: a new name with its picture, a visit, a signed sheet.
    let is_scan = is_scan
        || at.ends_with("/report")
        || at == format!("/stations/inspections/1/{HALL}")
        || at == format!("/cases/assist/{FOOD}")
        || at == format!("/cases/assist/{FOOD}/code");
    if !uploads.contains(&at) && !is_scan && !at.ends_with("/files") && !at.ends_with("/form/upload") {
        return visitor.browser.post(at, &[("csrf".to_owned(), csrf.to_owned())]).await;
    }
    let body = format!(
        "--b\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\n{csrf}\r\n--b\r\nContent-Disposition: form-data; \
         name=\"file\"; filename=\"a.csv\"\r\n\r\na,b\r\n--b--\r\n"
    );
    visitor.browser.upload(at, "b", body.into_bytes()).await
}

#[tokio::test]
async fn every_answer_carries_the_headers_of_the_house() {
    let (county, case) = lived_in().await;
    let mut clerk = Browser::signed_in(&county, "zhangmin").await;
    let public = Program::new(&county);
    let mut answers = vec![clerk.get("/nowhere").await, public.get("/api/nowhere").await, public.get("/people").await];
    for line in lines().iter().filter(|l| l.method == "GET") {
        answers.push(clerk.get(&address(line.path, &case)).await);
        answers.push(public.get(&address(line.path, &case)).await);
    }
    answers.push(other(&county, Method::DELETE, "/cases").await);
    for answer in answers {
        let csp = answer.header("content-security-policy");
        for part in [
            "default-src 'none'",
            "script-src 'self'",
            "frame-ancestors 'none'",
            "base-uri 'none'",
            "form-action 'self'",
        ] {
            assert!(csp.contains(part), "{part} in {csp}");
        }
        assert!(!csp.contains("unsafe"));
        assert_eq!(answer.header("x-content-type-options"), "nosniff");
        assert_eq!(answer.header("x-frame-options"), "DENY");
        assert_eq!(answer.header("referrer-policy"), "same-origin");
        assert!(!answer.header("cache-control").is_empty());
    }
}

async fn other(county: &County, method: Method, at: &str) -> Answer {
    let request = Request::builder().method(method).uri(at).header(header::HOST, "hall.example");
    answered(county, request.body(Body::empty()).expect("a well-formed request")).await
}

#[tokio::test]
async fn other_methods_are_named_to_everybody_alike() {
    let county = County::open();
    for (at, allow) in [
        ("/cases", "GET,HEAD"),
        ("/cases/accept", "GET,HEAD,POST"),
        ("/sign-out", "POST"),
        ("/api/cases", "GET,HEAD,POST"),
        ("/api/session", "POST"),
    ] {
        for method in [Method::PUT, Method::DELETE, Method::PATCH] {
            let answer = other(&county, method, at).await;
            assert_eq!(answer.status, 405, "{at}");
            let mut said: Vec<&str> = answer.header("allow").split(',').map(str::trim).collect();
            said.sort_unstable();
            assert_eq!(said.join(","), allow, "{at}");
            assert!(answer.body.contains("这个地址不能这样打开"), "{at}: {}", answer.body);
        }
    }
    assert_eq!(other(&county, Method::PUT, "/nowhere").await.status, 404);
    assert_eq!(other(&county, Method::HEAD, "/health").await.status, 200);
}

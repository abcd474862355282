//! Requests of a hall's day as they go over the wire. Every acceptance is of somebody who was never here before: the
//! dearest kind, with a key of its own. Deliberately not here: who sends them and when.

use domain::base::DepartmentId;

use crate::{
    http::request,
    place::{Offer, People},
};

/// A case under way.
#[derive(Debug, Clone)]
pub(crate) struct Running {
    pub(crate) no: String,
    pub(crate) department: DepartmentId,
}

/// Makes acceptances, each of another person.
pub(crate) struct Visitors {
    n: u64,
}

impl Visitors {
    /// Persons from this number on.
    pub(crate) fn from(n: u64) -> Self {
        Self { n }
    }

    /// One more acceptance and the department that will decide it.
    pub(crate) fn accept(&mut self, people: &People, clerk: usize) -> (Vec<u8>, DepartmentId) {
        let n = self.n;
        self.n += 1;
        let offer: &Offer = &people.offers[(n % people.offers.len() as u64) as usize];
        let body = serde_json::json!({
            "item": offer.item.to_string(),
            "applicant": "person",
            "code": citizen_id(n),
            "name": name(n),
            "phone": format!("138{:08}", n % 100_000_000),
            "materials": offer.materials,
        });
        let token = &people.clerks[clerk % people.clerks.len()];
        (request("POST", "/api/cases", token, &once("a", n), &body.to_string()), offer.department)
    }
}

fn once(act: &str, n: impl std::fmt::Display) -> String {
    format!("Idempotency-Key: bench-{act}-{n}\r\n")
}

/// The printed number in an answer.
pub(crate) fn number(body: &[u8]) -> Option<String> {
    let text = std::str::from_utf8(body).ok()?;
    text.split_once("\"case_no\":\"")?.1.split('"').next().map(str::to_owned)
}

pub(crate) fn decide(people: &People, case: &Running) -> Vec<u8> {
    let body = r#"{"version":1,"outcome":"grant","opinion":"材料齐全，符合条件，准予办理"}"#;
    step(people, case, "decide", body)
}

pub(crate) fn complete(people: &People, case: &Running) -> Vec<u8> {
    let body = format!(r#"{{"version":2,"result_name":"准予决定书","result_no":"青许〔2026〕{}号"}}"#, case.no);
    step(people, case, "complete", &body)
}

fn step(people: &People, case: &Running, act: &str, body: &str) -> Vec<u8> {
    let token = people.approvers.get(&case.department).map_or("", String::as_str);
    request("POST", &format!("/api/cases/{}/{act}", case.no), token, &once(act, &case.no), body)
}

pub(crate) fn deliver(people: &People, clerk: usize, case: &Running) -> Vec<u8> {
    let body = r#"{"version":3,"way":"window","receiver":"赵小满"}"#;
    let token = &people.clerks[clerk % people.clerks.len()];
    request("POST", &format!("/api/cases/{}/deliver", case.no), token, &once("deliver", &case.no), body)
}

/// The worklist as a browser shows it.
pub(crate) fn page(people: &People, clerk: usize) -> Vec<u8> {
    let cookie = format!("Cookie: onedoor_session={}\r\n", people.clerks[clerk % people.clerks.len()]);
    request("GET", "/cases", "", &cookie, "")
}

/// The worklist as a program reads it.
pub(crate) fn list(people: &People, clerk: usize) -> Vec<u8> {
    request("GET", "/api/cases?limit=50", &people.clerks[clerk % people.clerks.len()], "", "")
}

/// The n-th citizen's number (GB 11643) with its check character; no two are the same up to ten million.
pub(crate) fn citizen_id(n: u64) -> String {
    let (day, serial) = (n / 1_000 % 10_000, n % 1_000);
    let (year, month, day) = (1_960 + day / 336, day / 28 % 12 + 1, day % 28 + 1);
    let body = format!("110101{year:04}{month:02}{day:02}{serial:03}");
    let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let sum: u32 = body.bytes().zip(weights).map(|(b, w)| u32::from(b - b'0') * w).sum();
    let check = b"10X98765432"[(sum % 11) as usize] as char;
    format!("{body}{check}")
}

pub(crate) fn name(n: u64) -> String {
    const FAMILY: [&str; 8] = ["王", "李", "张", "刘", "陈", "杨", "赵", "黄"];
    const GIVEN: [&str; 8] = ["建国", "小满", "秀英", "志强", "思远", "雨桐", "海燕", "文博"];
    let pick = |of: &[&'static str; 8], at: u64| of[(at % 8) as usize];
    format!("{}{}", pick(&FAMILY, n), pick(&GIVEN, n / 8))
}

//! A null character, which PostgreSQL keeps in no text, comes in by every door and brings down nothing, on both engines.

use serde_json::json;
use testkit::engines;

use crate::{
    browser::{Browser, Program},
    county::{County, FOOD},
};

#[test]
fn null_characters_are_left_out_of_all_that_comes_in() {
    for db in engines() {
        println!("engine: {}", db.name);
        // Outside of the runtime: a connection to PostgreSQL is opened where blocking is allowed.
        let county = County::open_on(db, "onedoor".into());
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        runtime.block_on(by_every_door(&county));
    }
}

async fn by_every_door(county: &County) {
    let mut clerk = Browser::new(county);
    let page = clerk.get("/sign-in").await;
    let account = [("account", "zhang\0min"), ("password", crate::county::PASSWORD)];
    assert_eq!(clerk.send(&page, "/sign-in", &account).await.status, 303, "signed in as if it were not there");
    let form = clerk.get(&format!("/cases/accept?item={FOOD}")).await;
    let typed = [
        ("applicant", "person"),
        ("id_number", "990101199003070015"),
        ("name", "张\0三丰"),
        ("phone", "13800000000\0"),
        ("material", "0"),
        ("material", "1"),
        ("answer.\0", "\0"),
        ("no\0thing", "x"),
    ];
    let done = clerk.send(&form, "/cases/accept", &typed).await;
    assert_eq!(done.status, 303, "{}", done.body);
    let number = done.location().trim_start_matches("/cases/").split('/').next().unwrap_or_default().to_owned();
    assert_eq!(clerk.get(&format!("/cases/{number}")).await.status, 200);
    let found = clerk.get(&format!("/cases?all=1&q={}%00", &number)).await;
    assert!(found.status == 200 && found.body.contains(&number), "the search finds it");
    for (path, status) in [("/cases/a%00", 404), ("/catalogue/1%00", 404), ("/sign-in?next=%00", 200)] {
        let seen = clerk.get(path).await.status;
        assert!(seen == status || seen == 303, "{path}: {seen}");
    }
    uploaded(&mut clerk, &number).await;
    let program = Program::signed_in(county, "zhangmin").await;
    assert_eq!(program.get("/api/applications/a%00b").await.status, 404);
    assert_eq!(program.get("/api/cases?q=%00&stage=acc%00epted").await.status, 200);
    let body = json!({ "case\0_no": number, "pass\0word": "00000\0" });
    assert_eq!(Program::new(county).post("/api/progress", &body, None).await.status, 422, "a wrong password");
}

/// A form with a file: its field, its name and its other fields.
async fn uploaded(clerk: &mut Browser<'_>, number: &str) {
    let page = clerk.get(&format!("/cases/{number}")).await;
    let csrf = page.page().all("input").find_map(|(_, e)| {
        (e.attribute("name") == Some("csrf")).then(|| e.attribute("value").unwrap_or_default().to_owned())
    });
    let part =
        |name: &str, value: &str| format!("--b\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
    let file = "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\0.png\"\r\n\r\nx\r\n--b--\r\n";
    let body = [part("csrf", &csrf.unwrap_or_default()), part("place", "0\0"), file.to_owned()].concat();
    let answer = clerk.upload(&format!("/cases/{number}/files"), "b", body.into_bytes()).await;
    assert!(answer.status < 500, "{}: {}", answer.status, answer.body);
}

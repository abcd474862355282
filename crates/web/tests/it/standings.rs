//! The ranking of counties over HTTP (全市排名): the city's pages with what is asked of a county, and a county without a city.

use domain::{
    base::{Region, SnapshotId},
    indicators::{EVIDENCE, EvidenceDigest, Indicator, ReportedFigure, RowStanding, SnapshotReport},
    people::Desk,
    publication::{Listed, exchange::PeerWanted},
};
use jiff::SignedDuration;
use services::{
    indicators::{KeptReport, run_standings},
    publication::exchange::{own_key, set_peer},
};

use crate::{
    api_document::{document, holds},
    browser::{Browser, Program},
    county::County,
};

fn region(code: &str) -> Region {
    Region::parse(code).expect("six digits")
}

/// A report of a day in which so many of a hundred items are not online.
fn report(city: &County, code: &str, lacking: u64) -> KeptReport {
    let digest = |standing: &RowStanding| {
        let rows = match standing {
            RowStanding::Met => 100 - lacking,
            RowStanding::NotMet => lacking,
            RowStanding::Unknown | RowStanding::Excluded | RowStanding::Outside => 0,
        };
        (standing.as_str().to_owned(), EvidenceDigest { rows, digest: testkit::digest("") })
    };
    let figure = |indicator: &Indicator| ReportedFigure {
        indicator: indicator.id().to_owned(),
        met: 100 - lacking,
        not_met: lacking,
        unknown: 0,
        excluded: 0,
        profile: "online".into(),
        profile_version: 1,
        evidence: EVIDENCE.iter().map(digest).collect(),
    };
    KeptReport {
        county: region(code),
        version: 1,
        report: SnapshotReport {
            snapshot: SnapshotId::new(7_301),
            as_of: city.bureau.today(),
            taken_at: city.bureau.now(),
            cases: 1_204,
            figures: Indicator::FIVE.iter().map(figure).collect(),
        },
        changes: Vec::new(),
        came_at: city.bureau.now(),
        seq: 1,
    }
}

/// A city with two counties that reported and one that did not; the day is over.
fn city() -> County {
    let city = County::city();
    let desk = Desk::system("测试");
    for (code, name) in [("990101", "青禾县"), ("990102", "东河县"), ("990103", "白水县")] {
        let wanted = PeerWanted {
            code: code.into(),
            name: name.into(),
            public_key: own_key(&city.bureau, &desk).expect("a key"),
            address: String::new(),
            active: true,
        };
        set_peer(&city.bureau, &desk, &wanted, &Listed::default(), None).expect("a county of the city");
    }
    let reports = [report(&city, "990101", 10), report(&city, "990102", 2)];
    testkit::seed_reports(&city.db.db, city.bureau.region(), &reports);
    city.clock.advance(SignedDuration::from_hours(24));
    assert_eq!(run_standings(&city.bureau).expect("it can be ranked").len(), 1);
    city
}

#[tokio::test]
async fn the_city_sees_who_stands_where_and_why() {
    let city = city();
    let mut supervisor = Browser::signed_in(&city, "sunhong").await;
    let page = supervisor.get("/standings?day=2026-11-20").await;
    let text = page.text();
    assert_eq!(page.status, 200, "{text}");
    for told in ["第 1 是东河县", "没有上报，没有位次：白水县", "90 ÷ 100", "1,204", "第 1 版"] {
        assert!(text.contains(told), "{told}: {text}");
    }
    let by = supervisor.get("/standings?day=2026-11-20&by=hall_residency_rate").await.text();
    assert!(by.contains("进驻大厅占比第 1 是东河县") && by.contains("再补 8 项追平"), "{by}");
    let today = supervisor.get("/standings").await.text();
    assert!(today.contains("暂计") && today.contains("用 2026-11-20 的"), "{today}");
    for (address, field) in [("/standings?day=2020-01-01", "day"), ("/standings?day=x", "day")] {
        let wrong = supervisor.get(address).await;
        assert_eq!((wrong.status, wrong.problems()[0].0.as_str()), (422, field), "{address}");
    }
    let one = supervisor.get("/standings/990101?day=2026-11-20").await;
    assert!(one.text().contains("全市第 2，离前一名东河县差 40.00 分"), "{}", one.text());
    assert_eq!(supervisor.get("/standings/990109").await.status, 404);
    let sheet = supervisor.get("/standings/table.xlsx?day=2026-11-20").await;
    assert!(sheet.header("content-disposition").contains("standings-2026-11-20.xlsx"));
    let paper = supervisor.get("/standings/bulletin.docx?day=2026-11-20").await;
    assert_eq!((paper.status, supervisor.get("/standings/bulletin.docx").await.status), (200, 404));
    let mut clerk = Browser::signed_in(&city, "zhangmin").await;
    assert_eq!(clerk.get("/standings").await.status, 403);
}

#[tokio::test]
async fn rows_are_asked_for_once_and_by_a_supervisor() {
    let city = city();
    let mut supervisor = Browser::signed_in(&city, "sunhong").await;
    let (action, fields) =
        ("/standings/990101/rows", "as_of=2026-11-20&report=1&indicator=hall_residency_rate&standing=not_met");
    let address = format!("{action}?{fields}");
    let page = supervisor.get(&address).await;
    assert!(page.text().contains("没有调取过") && page.text().contains("县里上报 10 行"), "{}", page.text());
    let long = supervisor.send(&page, action, &[("why", &"长".repeat(201))]).await;
    assert_eq!((long.status, long.problems()[0].1.as_str()), (422, "原因最多 200 个字"));
    let asked = supervisor.send(&page, action, &[("why", "抽查")]).await;
    let waiting = supervisor.get(asked.location()).await;
    assert!(waiting.text().contains("等对方送来") && waiting.text().contains("已调取"), "{}", waiting.text());
    let again = supervisor.post(action, &page.form(action)).await;
    assert_eq!(again.status, 409, "another content under the same key");
    let mut editor = Browser::signed_in(&city, "qianwei").await;
    let seen = editor.get(&address).await;
    assert!(seen.status == 200 && !seen.body.contains("调取明细</button>"));

    let program = Program::signed_in(&city, "sunhong").await;
    let document = document(&city).await;
    for (described, path) in [
        ("/api/standings", "/api/standings?day=2026-11-20".to_owned()),
        ("/api/standings", "/api/standings".to_owned()),
        ("/api/standings/{county}", "/api/standings/990101".to_owned()),
        ("/api/standings/{county}/rows", format!("/api{address}")),
    ] {
        let answer = program.get(&path).await;
        assert_eq!(answer.status, 200, "{path}: {}", answer.body);
        holds(&document, "get", described, &answer);
    }
    let body = serde_json::json!({
        "as_of": "2026-11-20", "report": 1, "indicator": "hall_residency_rate", "standing": "met", "why": null,
    });
    let asked = program.post("/api/standings/990101/rows", &body, Some("k-1")).await;
    holds(&document, "post", "/api/standings/{county}/rows", &asked);
    assert_eq!((asked.status, asked.json()["state"].as_str()), (200, Some("waiting")), "{}", asked.body);
    assert_eq!(program.post("/api/standings/990101/rows", &body, None).await.status, 422);
}

#[tokio::test]
async fn a_county_without_a_city_is_told_what_to_do() {
    let county = County::open();
    let mut supervisor = Browser::signed_in(&county, "sunhong").await;
    let page = supervisor.get("/standings").await;
    assert!(page.status == 200 && page.text().contains("请系统管理员登记节点"), "{}", page.text());
    let answer = Program::signed_in(&county, "sunhong").await.get("/api/standings").await.json();
    assert_eq!((answer["counties"].clone(), answer["own"].clone()), (serde_json::json!([]), serde_json::json!([])));
}

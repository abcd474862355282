//! Leads over HTTP: from a list that was imported to a lead with its lines, stated by the department, settled by the
//! supervision; thresholds; and the public page of what is really handled.

use domain::{
    base::{TableKind, TableRow},
    people::Desk,
};
use serde_json::json;
use services::tables::{TableFile, TableSettings, publish, stage};

use crate::{
    api_document::{document, holds},
    browser::{Browser, Program},
    county::County,
};

const LEAD: &str = "/oversight/leads/2026-1";

/// An item of department 2 in the hall, and four decisions on it that the hall does not know.
fn county() -> County {
    let county = County::open();
    let mut content = testkit::content("BAOPO-1", "爆破作业单位许可", 2);
    content.guide.place = "县政务服务中心二楼".into();
    testkit::seed_item(&county.db.db, &testkit::item(9_300_000_000_000_000, content));
    let row = |n: u32| TableRow {
        number: n + 2,
        cells: [
            ("decision_no", format!("临公许〔2026〕{n}号")),
            ("party", format!("临江县第{n}号爆破有限公司")),
            ("item_name", "爆破作业单位许可".to_owned()),
            ("decided_on", "2026-11-05".to_owned()),
        ]
        .map(|(k, v)| (k.to_owned(), v))
        .into(),
        ..TableRow::default()
    };
    let file = TableFile {
        kind: TableKind::Licences,
        file_name: "双公示.xlsx".into(),
        digest: "66c7".into(),
        rows: (0..4).map(row).collect(),
        notes: vec![],
    };
    let settings = TableSettings { as_of: county.bureau.today(), complete: false, source: "双公示".into() };
    let desk = Desk::system("测试");
    let staged = stage(&county.bureau, &desk, &file, &settings).expect("a list can be staged");
    publish(&county.bureau, &desk, TableKind::Licences, staged.id, None, None).expect("and taken");
    county
}

fn act(name: &str) -> String {
    format!("{LEAD}/{name}")
}

#[tokio::test]
async fn a_lead_is_found_stated_and_explained() {
    let county = county();
    let mut supervisor = Browser::signed_in(&county, "sunhong").await;
    let runs = supervisor.get("/oversight/runs").await;
    let turned = [("from", "2026-11-10"), ("to", "2026-11-01")];
    let wrong = supervisor.send(&runs, "/oversight/runs", &turned).await;
    assert_eq!((wrong.status, wrong.problems()[0].0.as_str()), (422, "to"));
    let days = [("from", "2026-11-01"), ("to", "2026-11-20")];
    let done = supervisor.send(&runs, "/oversight/runs", &days).await;
    let run = supervisor.get(done.location()).await;
    for words in ["进驻事项大厅零办件", "大厅一件没有办，别处的清单里有 4 件决定", "没有叫号机或预约的记录"]
    {
        assert!(run.text().contains(words), "{words}");
    }
    let all = supervisor.get("/oversight/leads").await;
    assert!(all.text().contains("爆破作业单位许可") && all.text().contains("线索只说明哪里值得去看一看"));
    let none = supervisor.get("/oversight/leads?detector=D7").await;
    assert!(none.text().contains("这里没有线索"));
    let only = supervisor.get("/oversight/leads?detector=D1&stage=found").await;
    assert!(only.text().contains("线索〔2026〕1号"), "the list is narrowed to the one");
    let page = supervisor.get(LEAD).await;
    for words in ["双公示.xlsx 第 2 行", "临公许〔2026〕0号", "大厅没有对得上的办件", "先排除这些正常情形"]
    {
        assert!(page.text().contains(words), "{words}");
    }
    assert!(!page.body.contains("name=\"text\""), "who settles does not state");
    let assigned = supervisor.send(&page, &act("assign"), &[("due_on", "2026-12-04"), ("note", "看决定书")]).await;
    assert_eq!(assigned.location(), format!("{LEAD}?done=assigned"));

    let mut stranger = Browser::signed_in(&county, "liqiang").await;
    assert_eq!(stranger.get(LEAD).await.status, 404, "another department's lead is not there");
    let mut approver = Browser::signed_in(&county, "zhaolei").await;
    let page = approver.get(LEAD).await;
    assert!(page.text().contains("看决定书"));
    let empty = approver.send(&page, &act("state"), &[("text", " ")]).await;
    assert_eq!((empty.status, empty.problems()[0].0.as_str()), (422, "text"));
    let stated = approver.send(&page, &act("state"), &[("text", "市局作出的决定")]).await;
    assert_eq!(stated.location(), format!("{LEAD}?done=stated"));

    let page = supervisor.get(LEAD).await;
    assert!(page.text().contains("市局作出的决定"));
    let bare = supervisor.send(&page, &act("settle"), &[("verdict", "explain"), ("finding", "看过")]).await;
    assert_eq!((bare.status, bare.problems()[0].0.as_str()), (422, "explanation"));
    assert_eq!(bare.value(&act("settle"), "finding"), "看过", "what was typed stays");
    let aside = [("verdict", "explain"), ("finding", "看过四份"), ("explanation", "市级作出")];
    let settled = supervisor.send(&page, &act("settle"), &aside).await;
    assert_eq!(settled.location(), format!("{LEAD}?done=settled"));
    assert!(supervisor.get(LEAD).await.text().contains("已排除"));
    let late = supervisor.send(&page, &act("settle"), &aside).await;
    assert_eq!(late.location(), format!("{LEAD}?done=settled"), "sent twice, done once");
    let runs = supervisor.get("/oversight/runs").await;
    assert!(runs.text().contains("100%（1 ÷ 1 条）"), "the share of false leads is shown");
    let raised = [("detector", "D1"), ("at_least", "5"), ("reason", "市级决定误报")];
    let saved = supervisor.send(&runs, "/oversight/thresholds", &raised).await;
    assert_eq!(saved.location(), "/oversight/runs?done=threshold");
}

#[tokio::test]
async fn what_is_really_handled_is_open_to_everybody() {
    let county = county();
    let program = Program::new(&county);
    let document = document(&county).await;
    let answer = program.get("/api/oversight/residency").await;
    holds(&document, "get", "/api/oversight/residency", &answer);
    let told = answer.json();
    assert_eq!((&told["lists_held"], &told["lines"][0]["elsewhere"]), (&json!(true), &json!(4)));
    let page = program.get("/oversight/residency").await;
    assert_eq!(page.status, 200);
    for words in ["别处有决定、大厅没有", "按导入的清单，大厅一件没有办", "爆破作业单位许可"]
    {
        assert!(page.text().contains(words), "{words}: {}", page.text());
    }
    let mut supervisor = Browser::signed_in(&county, "sunhong").await;
    let one = supervisor.get("/oversight/residency?department=2").await;
    assert!(one.text().contains("1 项") && one.text().contains("爆破作业单位许可"), "{}", one.text());
    let board = supervisor.get("/oversight/departments/2").await;
    assert!(board.text().contains("进驻实效和线索") && board.text().contains("没有结果的线索"), "{}", board.text());
}

#[tokio::test]
async fn the_hall_is_kept_in_versions_and_the_queue_is_shown() {
    let county = county();
    let mut supervisor = Browser::signed_in(&county, "sunhong").await;
    let page = supervisor.get("/oversight/hall").await;
    assert_eq!(page.value("/oversight/hall", "grace_minutes"), "30");
    let wrong = supervisor.send(&page, "/oversight/hall", &[("hours", "八点"), ("reason", "夏季")]).await;
    assert_eq!((wrong.status, wrong.problems()[0].0.as_str()), (422, "hours"));
    let odd = supervisor.send(&page, "/oversight/hall", &[("grace_minutes", "很久"), ("reason", "夏季")]).await;
    assert_eq!((odd.status, odd.problems()[0].0.as_str()), (422, "grace_minutes"));
    let typed = [("hours", "8:00-12:00\n15:00-18:00"), ("terminals", "3号窗口"), ("reason", "夏季作息")];
    let saved = supervisor.send(&page, "/oversight/hall", &typed).await;
    assert_eq!(saved.location(), "/oversight/hall?done=saved", "{}", saved.text());
    let page = supervisor.get("/oversight/hall").await;
    assert!(page.text().contains("第 2 版") && page.text().contains("08:00-12:00、15:00-18:00"), "{}", page.text());
    let queue = supervisor.get("/oversight/queue").await;
    assert!(queue.text().contains("还没有叫号记录"), "{}", queue.text());
    let mut approver = Browser::signed_in(&county, "zhaolei").await;
    assert_eq!(approver.get("/oversight/hall").await.status, 403);

    let program = Program::signed_in(&county, "sunhong").await;
    let document = document(&county).await;
    let hall = program.get("/api/oversight/hall").await;
    holds(&document, "get", "/api/oversight/hall", &hall);
    holds(&document, "get", "/api/oversight/queue", &program.get("/api/oversight/queue").await);
    let told = hall.json();
    let mut body = json!({"version": told["version"], "hours": ["08:30-12:00", "13:30-17:30"], "grace_minutes": 20});
    for (key, value) in [
        ("places", told["places"].clone()),
        ("terminals", told["terminals"].clone()),
        ("source", told["source"].clone()),
        ("reason", json!("秋季作息")),
    ] {
        body[key] = value;
    }
    let set = program.post("/api/oversight/hall", &body, Some("a")).await;
    assert_eq!((set.status, &set.json()["version"]), (200, &json!(3)), "{}", set.body);
    holds(&document, "post", "/api/oversight/hall", &set);
    assert_eq!(program.post("/api/oversight/hall", &body, Some("b")).await.status, 409);
    body["grace_minutes"] = json!(1_000_000_000_000_i64);
    assert_eq!(program.post("/api/oversight/hall", &body, Some("c")).await.status, 422);
}

//! Stations at work over HTTP (站点工作台、更名行动、规范化检查、帮办代办), and how heavy a helper's pages are.

use std::sync::{
    Arc, Mutex,
    atomic::{AtomicBool, Ordering},
};

use axum::{
    body::Body,
    http::{Request, header},
};
use services::base::{Sms, SmsFault, SmsGateway};
use tower::ServiceExt as _;

use crate::{
    api_document::{document, holds},
    archive::png,
    browser::{Answer, Browser, Program},
    county::{CARD, County},
    stations::{HALL, OLD, seed_stations},
};

const NAME: &str = "双桥村便民服务站";

/// A form with a picture, as a phone sends it.
fn parts(fields: &[(String, String)], picture: Option<&str>) -> Vec<u8> {
    let mut body = Vec::new();
    for (name, value) in fields.iter().filter(|(n, _)| picture.is_none_or(|p| p != n)) {
        body.extend(format!("--b\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n").into_bytes());
    }
    if let Some(field) = picture {
        let head = format!(
            "--b\r\nContent-Disposition: form-data; name=\"{field}\"; filename=\"a.png\"\r\nContent-Type: image/png\r\n\r\n"
        );
        body.extend(head.into_bytes());
        body.extend(png("x"));
        body.extend(b"\r\n");
    }
    body.extend(b"--b--\r\n");
    body
}

async fn sent(
    browser: &mut Browser<'_>,
    page: &Answer,
    action: &str,
    (typed, picture): (&[(&str, &str)], Option<&str>),
) -> Answer {
    let mut fields = page.form(action);
    fields.retain(|(name, _)| typed.iter().all(|(n, _)| n != name));
    fields.extend(typed.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())));
    browser.upload(action, "b", parts(&fields, picture)).await
}

/// A county with somebody at the centre and somebody at the village.
async fn manned() -> County {
    let county = County::open();
    seed_stations(&county);
    let mut editor = Browser::signed_in(&county, "qianwei").await;
    for (at, login) in [(HALL, "chenxiang"), (OLD, "lihua")] {
        let here = format!("/stations/{at}");
        let page = editor.get(&here).await;
        let wrong = editor.send(&page, &format!("{here}/posts"), &[("login", "sunhong")]).await;
        assert_eq!((wrong.status, wrong.problems()[0].0.as_str()), (422, "login"));
        let done = editor.send(&page, &format!("{here}/posts"), &[("login", login)]).await;
        assert_eq!(done.location(), format!("{here}?done=posted"));
    }
    drop(editor);
    county
}

#[tokio::test]
async fn a_campaign_from_the_office_over_the_village_to_the_township() {
    let county = manned().await;
    let mut office = Browser::signed_in(&county, "qianwei").await;
    let mut village = Browser::signed_in(&county, "lihua").await;
    let mut township = Browser::signed_in(&county, "chenxiang").await;
    let list = office.get("/stations/renaming").await;
    let empty = office.send(&list, "/stations/renaming", &[("title", "更名行动"), ("due_on", "2026-12-31")]).await;
    assert_eq!((empty.status, empty.problems()[0].0.as_str()), (422, "basis"));
    let typed = [("title", "更名行动"), ("basis", "青政办〔2026〕12号"), ("due_on", "2026-12-31")];
    let opened = office.send(&list, "/stations/renaming", &typed).await;
    let here = opened.location().split('?').next().expect("an address").to_owned();
    let shown = office.get(opened.location()).await.text();
    assert!(shown.contains("给 1 个站点下达了任务") && shown.contains("不计入覆盖率"), "{shown}");

    let desk = village.get("/stations/work").await;
    assert!(desk.text().contains("双桥村：更名上报") && desk.text().contains("帮办代办"));
    assert!(!township.get("/stations/work").await.text().contains("更名上报：石桥村"));
    let task = format!("{here}/{OLD}");
    let page = village.get(&task).await;
    assert_eq!(page.value(&format!("{task}/report"), "name"), NAME, "the standard name is offered");
    let report = format!("{task}/report");
    let old = sent(&mut village, &page, &report, (&[("name", "双桥村便民室")], Some("photo"))).await;
    assert_eq!((old.status, old.problems()[0].0.as_str()), (422, "name"));
    let blind = sent(&mut village, &page, &report, (&[("name", NAME)], None)).await;
    assert_eq!((blind.status, blind.problems()[0].0.as_str()), (422, "photo"));
    let done = sent(&mut village, &page, &report, (&[("name", NAME)], Some("photo"))).await;
    assert_eq!(done.location(), format!("{task}?done=reported"), "{}", done.text());

    let looked = township.get(&task).await;
    let settle = format!("{task}/settle");
    let mute = township.send(&looked, &settle, &[("verdict", "return")]).await;
    assert_eq!((mute.status, mute.problems()[0].0.as_str()), (422, "reason"));
    let back = township.send(&looked, &settle, &[("verdict", "return"), ("reason", "照片看不清")]).await;
    assert_eq!(back.location(), format!("{task}?done=returned"));
    let again = village.get(&task).await;
    assert!(again.text().contains("照片看不清"));
    sent(&mut village, &again, &report, (&[], Some("photo"))).await.location();
    let second = township.get(&task).await;
    let photo = second.page();
    let leads = |e: &str| e.starts_with("/stations/photos/");
    let (_, shown) = photo.all("a").find(|(_, e)| e.attribute("href").is_some_and(leads)).expect("a photograph");
    let bytes = township.get(shown.attribute("href").expect("just found by it")).await;
    assert_eq!((bytes.status, bytes.header("content-type")), (200, "image/png"));
    let done = township.send(&second, &settle, &[("verdict", "accept")]).await;
    assert_eq!(done.location(), format!("{task}?done=accepted"));
    let late = township.send(&second, &settle, &[("verdict", "accept")]).await;
    assert!(matches!(late.status, 303 | 409), "sent twice it is done once: {}", late.status);
    let station = office.get(&format!("/stations/{OLD}")).await.text();
    assert!(station.contains(NAME) && station.contains("青政办〔2026〕12号") && station.contains("最早"), "{station}");

    let program = Program::signed_in(&county, "sunhong").await;
    let api = format!("/api{here}");
    let (told, paper) = (program.get(&api).await, document(&county).await);
    holds(&paper, "get", "/api/stations/renaming/{campaign}", &told);
    let told = told.json();
    assert_eq!((&told["towns"][0]["accepted"], &told["tasks"][0]["stage"]), (&1.into(), &"accepted".into()));
    holds(&paper, "get", "/api/stations/renaming", &program.get("/api/stations/renaming").await);
    let sheet = office.get(&format!("{here}/tasks.xlsx")).await;
    assert_eq!((sheet.status, &sheet.body[..2]), (200, "PK"));
    let page = office.get(&here).await;
    office.send(&page, &format!("{here}/close"), &[]).await.location();
    assert!(office.get(&here).await.text().contains("结束"));
}

#[tokio::test]
async fn an_inspection_opens_an_order_and_is_told_as_json() {
    let county = manned().await;
    let mut inspector = Browser::signed_in(&county, "sunhong").await;
    let list = inspector.get("/stations/inspections").await;
    let typed = [("title", "四季度"), ("begins_on", "2026-11-01"), ("ends_on", "2026-12-31")];
    let opened = inspector.send(&list, "/stations/inspections", &typed).await;
    let here = opened.location().split('?').next().expect("an address").to_owned();
    let visit = format!("{here}/{OLD}");
    let page = inspector.get(&visit).await;
    let unanswered = sent(&mut inspector, &page, &visit, (&[], None)).await;
    assert_eq!(unanswered.status, 422);
    let points: Vec<String> = page
        .page()
        .all("input")
        .filter_map(|(_, e)| e.attribute("name").map(str::to_owned))
        .filter(|n| n.starts_with("point_"))
        .collect();
    let mut typed: Vec<(&str, &str)> = points.iter().map(|n| (n.as_str(), "met")).collect();
    typed.retain(|(n, _)| *n != "point_plate");
    typed.extend([("point_plate", "lacking"), ("note_plate", "还是旧牌子")]);
    let done = sent(&mut inspector, &page, &visit, (&typed, Some("photo"))).await;
    assert_eq!(done.location(), format!("{here}?done=visited"), "{}", done.text());
    let shown = inspector.get(&here).await.text();
    assert!(shown.contains("整改〔2026〕1号") && shown.contains("复查"), "{shown}");
    let register = inspector.get("/rectification").await.text();
    assert!(register.contains("规范化检查") && register.contains("云溪镇"));
    let program = Program::signed_in(&county, "sunhong").await;
    let (told, paper) = (program.get(&format!("/api{here}")).await, document(&county).await);
    holds(&paper, "get", "/api/stations/inspections/{round}", &told);
    assert_eq!(told.json()["stations"][0]["order_no"], "整改〔2026〕1号");
    holds(&paper, "get", "/api/stations/inspections", &program.get("/api/stations/inspections").await);
    let lists = "/stations/inspections/checklist";
    let form = inspector.get(lists).await;
    let wrong = inspector.send(&form, lists, &[("lines", "天气｜晴")]).await;
    assert_eq!((wrong.status, wrong.problems()[0].0.as_str()), (422, "lines"));
    let changed = inspector.send(&form, lists, &[("lines", "人员｜有专人值班")]).await;
    assert!(inspector.get(changed.location()).await.text().contains("第 2 版"));
    assert_eq!(inspector.get(&format!("{here}/visits.xlsx")).await.status, 200);
}

/// Bytes on the line as a browser asks for them: packed by the site itself.
async fn packed(county: &County, browser: &Browser<'_>, address: &str) -> usize {
    let cookies: Vec<String> = browser.cookies().iter().map(|(n, v)| format!("{n}={v}")).collect();
    let request = Request::get(address)
        .header(header::HOST, "hall.example:8080")
        .header(header::ACCEPT_ENCODING, "gzip")
        .header(header::COOKIE, cookies.join("; "));
    let request = request.body(Body::empty()).expect("a well-formed request");
    let answer = county.router.clone().oneshot(request).await.expect("the site answers");
    assert_eq!(answer.headers()[header::CONTENT_ENCODING], "gzip", "{address}");
    axum::body::to_bytes(answer.into_body(), 1 << 20).await.expect("a body").len()
}

#[tokio::test]
async fn a_map_is_shown_with_its_number_or_not_at_all() {
    let county = manned().await;
    let mut office = Browser::signed_in(&county, "qianwei").await;
    let here = "/stations/map";
    let page = office.get(here).await;
    assert!(page.text().contains("现在没有地图"));
    let title = ("title", "青禾县行政区划图");
    for (number, field) in [("", "number"), ("第3号", "number"), ("川S(2025)12号", "file")] {
        let refused = sent(&mut office, &page, here, (&[("number", number), title], None)).await;
        assert_eq!((refused.status, refused.problems()[0].0.as_str()), (422, field), "{number}");
        assert_eq!(refused.value(here, "number"), number, "what was typed stays");
    }
    let mut public = Browser::new(&county);
    assert_eq!(public.get("/stations/map.svg").await.status, 404);
    let area = domain::stations::Area {
        name: "云溪镇".into(),
        rings: vec![vec![(104_000_000, 30_000_000), (104_100_000, 30_000_000), (104_100_000, 30_100_000)]],
    };
    let body = serde_json::json!([area]).to_string();
    let put = county.db.db.write(move |tx| {
        let sql = format!(
            "INSERT INTO station_map (region, version, number, title, body) \
             VALUES ('990101', 1, '川S(2025)12号', '青禾县行政区划图', '{body}')"
        );
        tx.run(&sql, &[]).map(|_| ())
    });
    put.expect("a row goes in");
    let near = public.get("/stations/near").await;
    assert!(near.text().contains("审图号：川S(2025)12号") && near.body.contains("/stations/map.svg?v=1"));
    let picture = public.get("/stations/map.svg?v=1").await;
    assert_eq!(picture.header("content-type"), "image/svg+xml");
    assert!(picture.body.contains("审图号：川S(2025)12号") && picture.body.contains("云溪镇"));
    let page = office.get(here).await;
    let gone = office.send(&page, "/stations/map/down", &[]).await;
    assert_eq!(gone.location(), "/stations/map?done=unloaded");
    assert_eq!(public.get("/stations/map.svg").await.status, 404);
    assert!(!public.get("/stations/near").await.text().contains("审图号"));
}

/// Fields of the neighbour.
const NEIGHBOUR: [(&str, &str); 4] =
    [("applicant", "person"), ("name", "张三丰"), ("code", "990101199003078578"), ("phone", "13800138000")];

#[tokio::test]
async fn a_neighbour_is_helped_with_a_signed_sheet_and_the_browser_forgets_him() {
    let county = manned().await;
    let mut helper = Browser::signed_in(&county, "lihua").await;
    let found = helper.get("/cases/assist?q=社会保障卡").await.text();
    assert!(found.contains("社会保障卡申领"), "{found}");
    let here = format!("/cases/assist/{CARD}");
    let sheet = helper.get(&format!("{here}/sheet")).await.text();
    assert!(sheet.contains("双桥村党群服务中心便民室") && sheet.contains("李桂花") && sheet.contains("不收费"));
    let page = helper.get(&here).await;
    let unsigned = sent(&mut helper, &page, &here, (&NEIGHBOUR, None)).await;
    assert_eq!((unsigned.status, unsigned.problems()[0].0.as_str()), (422, "sheet"));
    let begun = sent(&mut helper, &page, &here, (&NEIGHBOUR, Some("sheet"))).await;
    assert_eq!(begun.location(), "/cases/own/questions/1", "{}", begun.text());
    let questions = helper.get(begun.location()).await;
    assert_eq!(questions.status, 200);
    let work = helper.get("/cases/assisted").await.text();
    assert!(work.contains("李桂花") && work.contains("帮办 1 件"), "{work}");
    let desk = helper.get("/stations/work").await.text();
    assert!(desk.contains("社会保障卡申领") && desk.contains("张*丰") && desk.contains("草稿"), "{desk}");
    assert!(!desk.contains("张三丰") && !desk.contains("13800138000"));
    let other = Browser::signed_in(&county, "chenxiang").await.get("/stations/work").await.text();
    assert!(!other.contains("社会保障卡申领"), "another helper did not help with it");
    // Back at the desk, nothing of the neighbour is left in this browser.
    helper.get("/stations/work").await;
    assert_eq!(helper.cookies().get("own_case").map(String::as_str), Some(""));
    assert_ne!(helper.get("/cases/own/questions/1").await.status, 200);
    let mut office = Browser::signed_in(&county, "qianwei").await;
    let counted = office.get("/cases/assisted").await.text();
    assert!(counted.contains("李桂花") && !counted.contains("张三丰"));
    assert_eq!(office.get("/cases/assisted/work.xlsx?from=2026-11-01&to=2026-11-30").await.status, 200);
    assert_eq!(Browser::signed_in(&county, "zhangmin").await.get("/cases/assist").await.status, 403);
    // Whoever has no post cannot begin: where the work counts would be unknown.
    drop(helper);
}

/// A message gateway that keeps what it was to send, and is down when told so.
#[derive(Default)]
struct Gateway {
    sent: Mutex<Vec<Sms>>,
    down: AtomicBool,
}

impl SmsGateway for Gateway {
    fn send(&self, sms: &Sms) -> Result<String, SmsFault> {
        if self.down.load(Ordering::Relaxed) {
            return Err(SmsFault::Silent);
        }
        self.sent.lock().expect("nobody panics with it").push(sms.clone());
        Ok("DX-1".into())
    }
}

impl Gateway {
    /// The code of the newest message.
    fn code(&self) -> String {
        let sent = self.sent.lock().expect("nobody panics with it");
        let text = sent.last().map(|sms| sms.text.clone()).unwrap_or_default();
        text.split_once("验证码 ").map(|(_, rest)| rest.chars().take(6).collect()).unwrap_or_default()
    }
}

/// Presses the button that sends a code.
async fn ask_code(browser: &mut Browser<'_>, page: &Answer, here: &str) -> Answer {
    let mut fields = page.form(here);
    fields.retain(|(name, _)| NEIGHBOUR.iter().all(|(n, _)| n != name));
    fields.extend(NEIGHBOUR.map(|(n, v)| (n.to_owned(), v.to_owned())));
    browser.upload(&format!("{here}/code"), "b", parts(&fields, None)).await
}

/// Sends the form with a code in it.
async fn submit(browser: &mut Browser<'_>, page: &Answer, here: &str, typed: Vec<(&str, String)>) -> Answer {
    let typed: Vec<(&str, &str)> = typed.iter().map(|(n, v)| (*n, v.as_str())).collect();
    sent(browser, page, here, (&typed, None)).await
}

#[tokio::test]
async fn a_neighbour_consents_by_the_code_of_a_message() {
    let county = manned().await;
    let mut helper = Browser::signed_in(&county, "lihua").await;
    let here = format!("/cases/assist/{CARD}");
    let page = helper.get(&here).await;
    assert!(!page.text().contains("短信验证码"), "without a gateway the sheet alone is offered");
    let nothing = ask_code(&mut helper, &page, &here).await;
    assert_eq!(nothing.status, 422);
    assert!(nothing.text().contains("没有接通短信"), "{}", nothing.text());

    let gateway = Arc::new(Gateway::default());
    assert!(county.bureau.connect_sms_gateway(gateway.clone()));
    let page = helper.get(&here).await;
    assert!(page.text().contains("短信验证码") && page.text().contains("任选一种"));
    let early = [&NEIGHBOUR[..], &[("sms_code", "123456")][..]].concat();
    let early = sent(&mut helper, &page, &here, (&early, None)).await;
    assert_eq!((early.status, early.problems()[0].0.as_str()), (422, "sms_code"));
    assert!(early.text().contains("还没有给这个手机号发过验证码"), "{}", early.text());

    gateway.down.store(true, Ordering::Relaxed);
    let down = ask_code(&mut helper, &page, &here).await;
    assert_eq!((down.status, down.problems()[0].0.as_str()), (422, "sms_code"));
    gateway.down.store(false, Ordering::Relaxed);
    let told = ask_code(&mut helper, &page, &here).await;
    assert_eq!(told.status, 200, "what did not go out counts for nothing: {}", told.text());
    assert!(told.text().contains("验证码已发到 138****8000，10 分钟内有效"), "{}", told.text());
    assert_eq!(told.value(&here, "name"), "张三丰", "what was typed stays");
    let text = gateway.sent.lock().expect("nobody panics with it")[0].clone();
    assert_eq!(text.phone, "13800138000");
    for part in ["双桥村", "李桂花", "社会保障卡申领", "10 分钟", "同意"] {
        assert!(text.text.contains(part), "{part}: {}", text.text);
    }
    let often = ask_code(&mut helper, &told, &here).await;
    assert_eq!((often.status, often.problems()[0].0.as_str()), (422, "sms_code"));
    assert_eq!(gateway.sent.lock().expect("nobody panics with it").len(), 1);

    let with = |code: &str| {
        let mut typed: Vec<(&str, String)> = NEIGHBOUR.iter().map(|(n, v)| (*n, (*v).to_owned())).collect();
        typed.push(("sms_code", code.to_owned()));
        typed
    };
    let code = gateway.code();
    let wrong = if code == "000000" { "111111" } else { "000000" };
    let refused = submit(&mut helper, &told, &here, with(wrong)).await;
    assert!(refused.text().contains("还可以试 4 次"), "{}", refused.text());
    // For another telephone the code is none.
    let mut other = with(&code);
    other[3].1 = "13900139000".into();
    let refused = submit(&mut helper, &refused, &here, other).await;
    assert!(refused.text().contains("还没有给这个手机号发过验证码"));
    let begun = submit(&mut helper, &refused, &here, with(&code)).await;
    assert_eq!(begun.location(), "/cases/own/questions/1", "{}", begun.text());
    // Once more it opens nothing.
    let page = helper.get(&here).await;
    let used = submit(&mut helper, &page, &here, with(&code)).await;
    assert!(used.text().contains("已经用过"), "{}", used.text());
    county.clock.advance(jiff::SignedDuration::from_mins(2));
    ask_code(&mut helper, &page, &here).await;
    county.clock.advance(jiff::SignedDuration::from_mins(11));
    let late = submit(&mut helper, &page, &here, with(&gateway.code())).await;
    assert!(late.text().contains("已过 10 分钟"), "{}", late.text());

    // How the neighbour consented stands in the journal; codes and telephones stand nowhere.
    let kept = |sql: &str| {
        let rows = county.db.db.read(|tx| tx.rows(sql, &[])).expect("it can be read");
        rows.iter().map(|r| r.text("body").expect("a text")).collect::<Vec<_>>()
    };
    let events = kept("SELECT body FROM event WHERE kind IN ('case.assisted_by_code', 'assist.code_sent')");
    assert_eq!(events.len(), 3);
    let marks = kept("SELECT digest || phone AS body FROM consent_code");
    for text in events.iter().chain(&marks) {
        assert!(!text.contains("13800138000") && !text.contains(&code), "{text}");
    }
    assert!(helper.get("/cases/assisted").await.text().contains("帮办 1 件"));
}

#[tokio::test]
async fn a_helpers_pages_are_light_with_all_that_they_load() {
    let county = manned().await;
    let mut helper = Browser::signed_in(&county, "lihua").await;
    let here = format!("/cases/assist/{CARD}");
    let form = helper.get(&here).await;
    let begun = sent(&mut helper, &form, &here, (&NEIGHBOUR, Some("sheet"))).await;
    let at = begun.location().to_owned();
    for page in [at.as_str(), "/stations/work", "/cases/assist?q=社会保障卡", &here] {
        let answer = helper.get(page).await;
        let mut weight = packed(&county, &helper, page).await;
        let shown = answer.page();
        let mut assets = Vec::new();
        for (tag, attribute) in [("link", "href"), ("script", "src"), ("img", "src")] {
            assets.extend(shown.all(tag).filter_map(|(_, e)| e.attribute(attribute).map(str::to_owned)));
        }
        for asset in assets.iter().filter(|a| a.starts_with('/')) {
            weight += packed(&county, &helper, asset).await;
        }
        assert!(assets.len() >= 2, "style and script are weighed too");
        assert!(weight <= 30 * 1024, "{page} weighs {weight} bytes");
    }
}

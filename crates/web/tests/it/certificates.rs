//! Certificates over HTTP (电子证照): from the granted case to the certificate, its file, its verification by anybody, its
//! end, and what need not be handed in any more.

use jiff::SignedDuration;
use serde_json::json;

use crate::{
    api_document::{document, holds},
    browser::{Answer, Browser, Program},
    county::{County, FOOD},
};

const ID: &str = "990101199003078578";
const KIND: [(&str, &str); 7] = [
    ("name", "食品经营许可证"),
    ("department", "1"),
    ("type_code", "11100000MB03271699022"),
    ("issuer", "11330105002500287C"),
    ("number_form", "JY{年}{序5}"),
    ("valid_months", "60"),
    ("stands_for", "食品经营许可证复印件"),
];

async fn with_kind(county: &County) {
    let mut editor = Browser::signed_in(county, "qianwei").await;
    let page = editor.get("/certificates/kinds/new").await;
    let saved = editor.send(&page, "/certificates/kinds/new", &KIND).await;
    assert_eq!(saved.location(), "/certificates/kinds?done=saved");
}

/// A completed case of department 1 for 张三丰; its number.
async fn completed(county: &County, no: &str) -> String {
    let clerk = Program::signed_in(county, "zhangmin").await;
    let wanted = json!({
        "item": FOOD.to_string(), "applicant": "person", "code": ID, "name": "张三丰",
        "phone": "13800138000", "materials": [0, 1],
    });
    let case = clerk.post("/api/cases", &wanted, None).await.json()["case_no"].as_str().expect("a number").to_owned();
    let approver = Program::signed_in(county, "liqiang").await;
    let decided = json!({ "version": 1, "outcome": "grant" });
    assert_eq!(approver.post(&format!("/api/cases/{case}/decide"), &decided, None).await.status, 200);
    let result = json!({ "version": 2, "result_name": "食品经营许可证", "result_no": no });
    assert_eq!(approver.post(&format!("/api/cases/{case}/complete"), &result, None).await.status, 200);
    case
}

/// Makes the certificate of a case through the form; its page's address.
async fn issued(browser: &mut Browser<'_>, case: &str) -> String {
    let at = format!("/cases/{case}/certificate");
    let page = browser.get(&at).await;
    let made = browser.send(&page, &at, &[]).await;
    made.location().split('?').next().expect("an address").to_owned()
}

/// Identifier and verification code as the certificate's page shows them.
fn code_and_check(page: &Answer) -> (String, String) {
    let text = page.text();
    let after = |mark: &str| {
        let rest = text.split(mark).nth(1).unwrap_or_else(|| panic!("{mark} in {text}"));
        rest.split_whitespace().next().expect("a word").to_owned()
    };
    let code: String = after("电子证照标识");
    (code, after("验证码"))
}

#[tokio::test]
async fn a_granted_case_becomes_a_certificate_that_anybody_can_verify_until_it_is_revoked() {
    let county = County::open();
    with_kind(&county).await;
    let case = completed(&county, "JY202600007").await;
    let mut approver = Browser::signed_in(&county, "liqiang").await;
    let at = format!("/cases/{case}/certificate");
    let offered = approver.get(&at).await;
    assert_eq!(offered.value(&at, "number"), "JY202600007", "the number entered at completion is offered");
    assert_eq!(offered.value(&at, "valid_from"), "2026-11-20");
    assert_eq!(offered.value(&at, "valid_to"), "2031-11-19");
    let wrong = approver.send(&offered, &at, &[("valid_to", "2026-11-19")]).await;
    assert_eq!((wrong.status, wrong.problems()[0].0.as_str()), (422, "valid_to"));
    let unread = approver.send(&offered, &at, &[("valid_from", "今天")]).await;
    assert_eq!((unread.status, unread.problems()[0].0.as_str()), (422, "valid_from"));
    let made = approver.send(&offered, &at, &[]).await;
    let own = made.location().split('?').next().expect("an address").to_owned();
    let again = approver.send(&offered, &at, &[]).await;
    assert_eq!(again.location(), made.location(), "a double click makes one certificate");
    assert!(approver.get(&at).await.text().contains("这件已经制证，编号 JY202600007"));

    let page = approver.get(&own).await;
    let (code, check) = code_and_check(&page);
    assert!(code.starts_with("1.2.156.3005.2.11100000MB03271699022.11330105002500287C.2026000001.001."), "{code}");
    assert!(page.text().contains("张*丰") && !page.body.contains("张三丰") && !page.body.contains(ID));
    assert!(approver.get("/certificates").await.text().contains("JY202600007"));

    let mut anybody = Browser::new(&county);
    let scanned = anybody.get(&format!("/certificates/verify?code={code}&check={check}")).await;
    assert_eq!(scanned.status, 200);
    for words in ["这本证照是真的，今天有效。", "张*丰", "JY202600007", "食品经营许可（新办）", "2031年11月19日"]
    {
        assert!(scanned.text().contains(words), "{words}");
    }
    assert!(!scanned.body.contains("张三丰") && !scanned.body.contains(ID));
    let form = anybody.get("/certificates/verify").await;
    let bare = code.trim_start_matches("1.2.156.3005.2.").to_lowercase();
    let typed = [("code", bare.as_str()), ("check", &check.to_lowercase())];
    assert!(anybody.send(&form, "/certificates/verify", &typed).await.text().contains("今天有效"));

    let empty = approver.send(&page, &format!("{own}/end"), &[("ending", "revoked"), ("reason", " ")]).await;
    assert_eq!((empty.status, empty.problems()[0].0.as_str()), (422, "reason"));
    let stale = approver.get(&own).await;
    let ended = [("ending", "revoked"), ("reason", "申请材料不实，依据行政许可法第六十九条")];
    let done = approver.send(&page, &format!("{own}/end"), &ended).await;
    assert_eq!(done.location(), format!("{own}?done=ended"));
    let late = approver.send(&stale, &format!("{own}/end"), &[("ending", "cancelled"), ("reason", "本人申请")]).await;
    assert_eq!(late.status, 409);
    assert!(late.text().contains("李强 刚才已办：撤销"), "{}", late.text());
    assert!(late.body.contains("本人申请"));
    let scanned = anybody.get(&format!("/certificates/verify?code={code}&check={check}")).await;
    assert!(scanned.text().contains("2026年11月20日已撤销，不能再用"));
    assert!(!scanned.text().contains("材料不实"), "why is the parties' business");
}

#[tokio::test]
async fn a_wrong_code_tells_nothing_and_guessing_is_slowed() {
    let county = County::open();
    with_kind(&county).await;
    let case = completed(&county, "JY-1").await;
    let mut approver = Browser::signed_in(&county, "liqiang").await;
    let own = issued(&mut approver, &case).await;
    let (code, check) = code_and_check(&approver.get(&own).await);
    let mut anybody = Browser::new(&county);
    let ask = |check: &str| format!("/certificates/verify?code={code}&check={check}");
    let unknown = "1.2.156.3005.2.11100000000013338W011.11430000006122244L.20230000403.001.U";
    let wrong = anybody.get(&ask("2345678923")).await;
    let nobody = anybody.get(&format!("/certificates/verify?code={unknown}&check=2345678923")).await;
    assert_eq!((wrong.status, nobody.status), (422, 422));
    assert_eq!(wrong.problems(), nobody.problems(), "an unknown one and a wrong code look the same");
    for _ in 0..9 {
        assert_eq!(anybody.get(&ask("2345678923")).await.status, 422);
    }
    let stopped = anybody.get(&ask(&check)).await;
    assert_eq!((stopped.status, stopped.header("retry-after")), (429, "3600"));
    county.clock.advance(SignedDuration::from_mins(61));
    assert!(anybody.get(&ask(&check)).await.text().contains("今天有效"));
    let odd = anybody.get("/certificates/verify?code=abc&check=1").await;
    assert_eq!(odd.problems()[0].0, "code");
}

#[tokio::test]
async fn the_applicant_takes_the_file_with_number_and_password_and_staff_by_its_page() {
    let county = County::open();
    with_kind(&county).await;
    let case = completed(&county, "JY-1").await;
    let mut approver = Browser::signed_in(&county, "liqiang").await;
    let own = issued(&mut approver, &case).await;
    let file = approver.get(&format!("{own}/pdf")).await;
    if file.body.contains("没有中文字体") {
        testkit::skip("no Chinese font (fonts-noto-cjk): no certificate was printed");
        return;
    }
    assert_eq!((file.status, file.header("content-type")), (200, "application/pdf"));
    let mut clerk = Browser::signed_in(&county, "zhangmin").await;
    let receipt = clerk.get(&format!("/cases/{case}/receipt")).await.text();
    let password: String =
        receipt.split("查询密码").nth(1).expect("printed").chars().filter(char::is_ascii_digit).take(8).collect();
    let mut applicant = Browser::new(&county);
    let form = applicant.get("/cases/progress").await;
    let asked = [("number", case.as_str()), ("password", password.as_str())];
    let progress = applicant.send(&form, "/cases/progress", &asked).await;
    assert!(progress.text().contains("下载电子证照"), "{}", progress.text());
    let taken = applicant.send(&progress, "/certificates/own", &[]).await;
    assert_eq!((taken.status, taken.header("content-type")), (200, "application/pdf"));
    let wrong = applicant.send(&progress, "/certificates/own", &[("password", "00000000")]).await;
    assert_eq!(wrong.status, 422);
    let page = approver.get(&own).await;
    let ended = [("ending", "stripped"), ("reason", "处罚决定书〔2026〕1号")];
    approver.send(&page, &format!("{own}/end"), &ended).await;
    let over = applicant.send(&progress, "/certificates/own", &[]).await;
    assert!(over.status == 422 && over.text().contains("已吊销"), "{}", over.text());
}

#[tokio::test]
async fn only_the_department_makes_and_ends_its_own() {
    let county = County::open();
    with_kind(&county).await;
    let case = completed(&county, "JY-1").await;
    let mut other = Browser::signed_in(&county, "zhaolei").await;
    let at = format!("/cases/{case}/certificate");
    assert_eq!(other.get(&at).await.status, 403);
    let mut approver = Browser::signed_in(&county, "liqiang").await;
    let own = issued(&mut approver, &case).await;
    assert_eq!(other.get(&own).await.status, 404, "another department's is not there");
    let mut supervisor = Browser::signed_in(&county, "sunhong").await;
    let seen = supervisor.get(&own).await;
    assert!(seen.status == 200 && !seen.body.contains("name=\"reason\""));
    let mut clerk = Browser::signed_in(&county, "zhangmin").await;
    assert!(!clerk.get(&own).await.body.contains("name=\"reason\""));
    let without = completed(&county, "JY-2").await;
    county.db.db.write(|tx| tx.run("DELETE FROM certificate_kind", &[])).expect("the list can be emptied");
    let page = approver.get(&format!("/cases/{without}/certificate")).await;
    assert!(page.text().contains("还没有证照类型代码"), "{}", page.text());
}

#[tokio::test]
async fn one_from_elsewhere_is_registered_and_need_not_be_handed_in() {
    let county = County::open();
    let mut clerk = Browser::signed_in(&county, "zhangmin").await;
    let page = clerk.get("/certificates/new").await;
    let bare = clerk.send(&page, "/certificates/new", &[("holder_code", "1"), ("issued_on", "x")]).await;
    assert_eq!(bare.status, 422);
    let fields: Vec<String> = bare.problems().into_iter().map(|(f, _)| f).collect();
    assert_eq!(fields, ["holder_code", "holder_name", "issued_on"], "all at once");
    let typed = [
        ("holder", "person"),
        ("holder_code", ID),
        ("holder_name", "张三丰"),
        ("name", "营业执照"),
        ("number", "91330105"),
        ("issuer", "省市场监督管理局"),
        ("issued_on", "2020年5月1日"),
    ];
    let unproved = clerk.send(&page, "/certificates/new", &typed).await;
    assert_eq!((unproved.status, unproved.problems()[0].0.as_str()), (422, "seen"));
    let mut proved = typed.to_vec();
    proved.push(("seen", "1"));
    let made = clerk.send(&page, "/certificates/new", &proved).await;
    let own = made.location().split('?').next().expect("an address").to_owned();
    assert!(clerk.get(&own).await.text().contains("已核对原件"));

    let program = Program::signed_in(&county, "zhangmin").await;
    let asked = json!({ "applicant": "person", "code": ID, "item": FOOD.to_string() });
    let held = program.post("/api/certificates/held", &asked, None).await;
    assert_eq!(held.json()["materials"][0]["material"], "营业执照");
    assert_eq!(held.json()["materials"].as_array().map(Vec::len), Some(1));
    let stranger = json!({ "applicant": "person", "code": "990101199001011237", "item": FOOD.to_string() });
    let none = program.post("/api/certificates/held", &stranger, None).await;
    assert_eq!(none.json()["materials"].as_array().map(Vec::len), Some(0));

    let page = clerk.get(&own).await;
    let ended = [("ending", "cancelled"), ("reason", "企业已注销")];
    assert_eq!(clerk.send(&page, &format!("{own}/end"), &ended).await.status, 303);
    let held = program.post("/api/certificates/held", &asked, None).await;
    assert_eq!(held.json()["materials"].as_array().map(Vec::len), Some(0), "what was ended stands for nothing");
}

#[tokio::test]
async fn kinds_are_kept_by_the_editor_and_a_slower_one_is_told() {
    let county = County::open();
    with_kind(&county).await;
    let mut editor = Browser::signed_in(&county, "qianwei").await;
    let list = editor.get("/certificates/kinds").await;
    assert!(list.text().contains("11100000MB03271699022") && list.text().contains("60 个月"));
    let href = list.page().all("a").find_map(|(_, a)| {
        a.attribute("href").filter(|h| h.starts_with("/certificates/kinds/") && !h.ends_with("new")).map(str::to_owned)
    });
    let href = href.expect("a link");
    let page = editor.get(&href).await;
    let wrong = editor.send(&page, &href, &[("type_code", "11"), ("number_form", "JY")]).await;
    assert_eq!((wrong.status, wrong.problems()[0].0.as_str()), (422, "type_code"));
    assert_eq!(editor.send(&page, &href, &[("valid_months", "36")]).await.status, 303);
    let late = editor.send(&page, &href, &[("valid_months", "12")]).await;
    assert_eq!(late.status, 409);
    let blank = editor.get("/certificates/kinds/new").await;
    let twice = editor.send(&blank, "/certificates/kinds/new", &KIND).await;
    assert_eq!((twice.status, twice.problems()[0].0.as_str()), (422, "name"));
    let mut clerk = Browser::signed_in(&county, "zhangmin").await;
    assert!(!clerk.get("/certificates/kinds").await.body.contains("/certificates/kinds/new"));
}

#[tokio::test]
async fn answers_of_the_api_are_as_described() {
    let county = County::open();
    with_kind(&county).await;
    let document = document(&county).await;
    let case = completed(&county, "JY202600001").await;
    let (clerk, approver) =
        (Program::signed_in(&county, "zhangmin").await, Program::signed_in(&county, "liqiang").await);
    let at = format!("/api/cases/{case}/certificate");
    let body = json!({ "number": "JY202600001", "valid_from": "2026-11-20", "valid_to": "2031-11-19" });
    for body in [&json!({}), &json!({ "number": "", "valid_from": "x" }), &body, &body] {
        holds(&document, "post", "/api/cases/{case}/certificate", &approver.post(&at, body, Some("k")).await);
    }
    let made = approver.post(&at, &body, Some("k")).await;
    assert_eq!(made.status, 201, "the same key gives the same certificate");
    let id = made.json()["id"].as_str().expect("an id").to_owned();
    let list = approver.get("/api/certificates?tab=all&limit=1").await;
    assert_eq!(list.json()["certificates"][0]["number"], "JY202600001");
    holds(&document, "get", "/api/certificates", &list);
    holds(&document, "get", "/api/certificates", &approver.get("/api/certificates?tab=x").await);
    let one = format!("/api/certificates/{id}");
    holds(&document, "get", "/api/certificates/{certificate}", &approver.get(&one).await);
    holds(&document, "get", "/api/certificates/{certificate}", &approver.get("/api/certificates/7").await);
    let odd = approver.get("/api/certificates?q=%00x").await;
    assert_eq!(odd.status, 200, "a null character finds nothing and breaks nothing");
    let unsealed = approver.post(&format!("{one}/seal"), &json!({ "version": 1 }), None).await;
    assert_eq!((unsealed.status, unsealed.json()["code"].as_str()), (422, Some("seal_not_connected")));
    assert!(unsealed.body.contains("还没有接入电子印章服务，先打印加盖实体章"));
    holds(&document, "post", "/api/certificates/{certificate}/seal", &unsealed);
    let new = json!({
        "holder": "organisation", "holder_code": "11330105002500287C", "holder_name": "某公司", "name": "营业执照",
        "number": "1", "issuer": "省局", "issued_on": "2020-05-01", "original_seen": true,
    });
    for body in [&json!({}), &json!({ "holder": "person" }), &new] {
        holds(&document, "post", "/api/certificates", &clerk.post("/api/certificates", body, None).await);
    }
    let asked = json!({ "applicant": "person", "code": ID, "item": FOOD.to_string() });
    holds(&document, "post", "/api/certificates/held", &clerk.post("/api/certificates/held", &asked, None).await);
    let public = Program::new(&county);
    let code = made.json()["code"].as_str().expect("an identifier").to_owned();
    for (code, check) in [("x", "y"), (code.as_str(), "2345678923")] {
        let answer = public.post("/api/certificates/verify", &json!({ "code": code, "check": check }), None).await;
        assert_eq!(answer.status, 422);
        holds(&document, "post", "/api/certificates/verify", &answer);
    }
    let (_, check) =
        code_and_check(&Browser::signed_in(&county, "liqiang").await.get(&format!("/certificates/{id}")).await);
    let verified = public.post("/api/certificates/verify", &json!({ "code": code, "check": check }), None).await;
    assert_eq!((verified.status, verified.json()["standing_code"].as_str()), (200, Some("01")));
    holds(&document, "post", "/api/certificates/verify", &verified);
    let end = format!("{one}/end");
    let body = json!({ "version": 1, "ending": "revoked", "reason": "材料不实" });
    for body in [&json!({ "version": 1, "ending": "x", "reason": "y" }), &body, &body] {
        holds(&document, "post", "/api/certificates/{certificate}/end", &approver.post(&end, body, None).await);
    }
    holds(&document, "get", "/api/certificates/{certificate}", &approver.get(&one).await);
}

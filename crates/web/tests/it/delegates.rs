//! Representatives over HTTP (首席事务代表): appointing, authorising, filing, publishing, a decision under the letter, what a
//! check finds, the notice that everybody can read, the papers, and the same through the API.

use domain::people::{Desk, Role};
use serde_json::{Value, json};
use services::people::{NewStaff, add_staff};

use crate::{
    api_document::{document, holds},
    browser::{Answer, Browser, Program},
    county::{CARD, County, FOOD, PASSWORD},
};

/// The county with a representative of department 1 who also takes in.
fn county() -> County {
    let county = County::open();
    let new = NewStaff {
        login: "daibiao".into(),
        name: "周代".into(),
        roles: vec![Role::Clerk.as_str().into(), Role::Approver.as_str().into()],
        department: Some(1),
        window_no: Some(4),
        password: PASSWORD.into(),
        must_change: false,
    };
    add_staff(&county.bureau, &Desk::system("测试"), &new, None).expect("a member of staff can be added");
    county
}

/// The value of the option with these words.
fn option(page: &Answer, select: &str, words: &str) -> String {
    let page = page.page();
    let at = page.elements.iter().position(|e| e.is("select") && e.attribute("name") == Some(select));
    let at = at.unwrap_or_else(|| panic!("no list {select}"));
    let found = page.all("option").find(|(o, _)| page.inside(*o, at) && page.text_of(*o).contains(words));
    found.and_then(|(_, e)| e.attribute("value")).unwrap_or_else(|| panic!("no {words} in {select}")).to_owned()
}

/// The fields of the form with a file, sent as a browser does, with these typed over them.
async fn send_parts(browser: &mut Browser<'_>, page: &Answer, at: &str, typed: &[(&str, &str)]) -> Answer {
    let mut fields = page.form(at);
    fields.retain(|(name, _)| name != "file" && typed.iter().all(|(n, _)| n != name));
    fields.extend(typed.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())));
    let mut body: String = fields
        .iter()
        .map(|(name, value)| format!("--b\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"))
        .collect();
    body.push_str(
        "--b\r\ncontent-disposition: form-data; name=\"file\"; filename=\"\"\r\n\
         content-type: application/octet-stream\r\n\r\n\r\n--b--\r\n",
    );
    browser.upload(at, "b", body.into_bytes()).await
}

/// Appoints the representative; the page that it leads to.
async fn appointed(editor: &mut Browser<'_>) -> Answer {
    let page = editor.get("/delegates/appoint?department=1").await;
    let person = option(&page, "person", "周代");
    let typed = [("person", person.as_str()), ("doc_no", "市监任〔2026〕1号"), ("from", "2026-10-01")];
    let done = send_parts(editor, &page, "/delegates/appoint", &typed).await;
    assert!(done.location().ends_with("?done=appointed"), "{}", done.body);
    editor.get(done.location()).await
}

/// Authorises the representative over all items; the address of the letter.
async fn authorised(editor: &mut Browser<'_>, doc_no: &str) -> String {
    let page = editor.get("/delegates/authorise?department=1").await;
    let (person, deputy) = (option(&page, "person", "周代"), option(&page, "deputy", "李强"));
    let typed = [("person", person.as_str()), ("deputy", &deputy), ("doc_no", doc_no)];
    let done = send_parts(editor, &page, "/delegates/authorise", &typed).await;
    let at = done.location().strip_suffix("?done=authorised").unwrap_or_else(|| panic!("{}", done.body));
    at.to_owned()
}

/// A decided case of department 1.
async fn decided(county: &County, login: &str) -> String {
    let clerk = Program::signed_in(county, "zhangmin").await;
    let wanted = json!({
        "item": FOOD.to_string(), "applicant": "person", "code": "990101199003078578", "name": "张三丰",
        "phone": "13800138000", "materials": [0, 1],
    });
    let accepted = clerk.post("/api/cases", &wanted, None).await.json();
    let case_no = accepted["case_no"].as_str().expect("accepted").to_owned();
    let decider = Program::signed_in(county, login).await;
    let grant = json!({ "version": 1, "outcome": "grant" });
    let done = decider.post(&format!("/api/cases/{case_no}/decide"), &grant, None).await;
    assert_eq!(done.status, 200, "{}", done.body);
    case_no
}

#[tokio::test]
async fn from_the_appointment_to_a_decision_under_the_letter() {
    let county = county();
    let mut editor = Browser::signed_in(&county, "qianwei").await;
    let register = editor.get("/delegates").await;
    assert!(register.text().contains("2 个部门有事项进驻，还没有首席事务代表"), "{}", register.text());
    let bare = editor.get("/delegates/authorise?department=1").await;
    assert!(bare.text().contains("先任命代表"));
    let office = appointed(&mut editor).await;
    assert!(office.text().contains("在任") && office.text().contains("股级，在编") && office.text().contains("已任命"));
    let at = authorised(&mut editor, "市监授〔2026〕1号").await;
    let page = editor.get(&format!("{at}?done=authorised")).await;
    for words in [
        "市监授〔2026〕1号",
        "周代（股级，在编）",
        "李强",
        "受理、审查、决定、用章、颁证",
        "本部门全部事项",
        "还没有备案",
    ] {
        assert!(page.text().contains(words), "{words}");
    }
    assert!(page.text().contains("存扫描件"), "none is kept yet");

    let nothing = editor.send(&page, &format!("{at}/file"), &[]).await;
    assert_eq!((nothing.status, nothing.problems()[0].0.as_str()), (422, "filing_no"));
    let filed = editor.send(&page, &format!("{at}/file"), &[("filing_no", "备〔2026〕3号")]).await;
    assert_eq!(filed.location(), format!("{at}?done=filed"));
    let late = editor.send(&page, &format!("{at}/publish"), &[]).await;
    assert!(late.status == 409 && late.text().contains("钱伟 刚才已办：备案"), "{}", late.status);
    let page = editor.get(&at).await;
    assert_eq!(editor.send(&page, &format!("{at}/publish"), &[]).await.location(), format!("{at}?done=published"));

    let mut anybody = Browser::new(&county);
    let notice = anybody.get("/delegates/notice").await;
    for words in ["县市场监督管理局", "周代，AB角李强", "市监授〔2026〕1号"] {
        assert!(notice.text().contains(words), "{words}");
    }
    assert!(!notice.text().contains("股级") && !notice.text().contains("在编"), "name, office and number alone");

    let case_no = decided(&county, "daibiao").await;
    let mut supervisor = Browser::signed_in(&county, "sunhong").await;
    let case = supervisor.get(&format!("/cases/{case_no}")).await;
    assert!(case.text().contains("首席事务代表，依据授权书“市监授〔2026〕1号”"));
    let deputised = decided(&county, "liqiang").await;
    assert!(supervisor.get(&format!("/cases/{deputised}")).await.text().contains("首席事务代表AB角，依据授权书"));
    let bare = decided(&county, "wangfang").await;
    assert!(supervisor.get(&format!("/cases/{bare}")).await.text().contains("部门审批人，没有授权书"));
    let check = supervisor.get("/delegates/check").await;
    for words in ["没有授权的决定", bare.as_str(), "王芳", "没有代表的部门（1 个）", "送部门"] {
        assert!(check.text().contains(words), "{words}");
    }
    assert!(!check.text().contains(&case_no) && !check.text().contains(&deputised));
}

#[tokio::test]
async fn what_is_wrong_is_told_at_its_field_and_what_was_typed_stays() {
    let county = county();
    let mut editor = Browser::signed_in(&county, "qianwei").await;
    let page = editor.get("/delegates/appoint?department=1").await;
    let person = option(&page, "person", "周代");
    let typed = [("person", person.as_str()), ("rank", "科员")];
    let none = send_parts(&mut editor, &page, "/delegates/appoint", &typed).await;
    assert_eq!(none.problems()[0], ("doc_no".into(), "请填写文号，例如：民政〔2026〕12号".into()));
    assert_eq!(none.value("/delegates/appoint", "rank"), "科员");
    assert_eq!(none.value("/delegates/appoint", "person"), person);
    appointed(&mut editor).await;
    let page = editor.get("/delegates/authorise?department=1").await;
    let listed = [("person", person.as_str()), ("doc_no", "市监授〔2026〕1号"), ("listing", "listed")];
    let nothing = send_parts(&mut editor, &page, "/delegates/authorise", &listed).await;
    assert_eq!(nothing.problems()[0], ("items".into(), "请至少选一个事项，或改选“本部门全部事项”".into()));
    assert_eq!(nothing.value("/delegates/authorise", "listing"), "listed");
    let long = [("person", person.as_str()), ("doc_no", "x"), ("valid_to", "2036-11-19")];
    let long = send_parts(&mut editor, &page, "/delegates/authorise", &long).await;
    assert_eq!((long.status, long.problems()[0].0.as_str()), (422, "valid_to"));
    assert_eq!(long.value("/delegates/authorise", "valid_to"), "2036-11-19");
    let odd = editor.get("/delegates/check?on=%E6%98%A8%E5%A4%A9").await;
    assert_eq!((odd.status, odd.problems()[0].0.as_str()), (422, "on"));
}

#[tokio::test]
async fn an_excluded_item_is_found_and_a_revoked_letter_leaves_the_notice() {
    let county = county();
    let mut editor = Browser::signed_in(&county, "qianwei").await;
    appointed(&mut editor).await;
    let page = editor.get("/delegates/authorise?department=1").await;
    let person = option(&page, "person", "周代");
    let food = FOOD.to_string();
    let typed = [("person", person.as_str()), ("doc_no", "市监授〔2026〕1号"), ("items", &food)];
    let done = send_parts(&mut editor, &page, "/delegates/authorise", &typed).await;
    let at = done.location().strip_suffix("?done=authorised").expect("authorised").to_owned();
    let page = editor.get(&at).await;
    assert!(page.text().contains("不授权事项（1 项）") && page.text().contains("食品经营许可（新办）"));
    let check = editor.get("/delegates/check").await;
    assert!(
        check.text().contains("已进驻未授权（1 项）")
            && check.text().contains("授权书把这项除外了（市监授〔2026〕1号）")
    );
    editor.send(&page, &format!("{at}/publish"), &[]).await;
    let page = editor.get(&at).await;
    let revoke = format!("{at}/revoke");
    let empty = editor.send(&page, &revoke, &[("reason", " ")]).await;
    assert_eq!(empty.problems()[0], ("reason".into(), "请填写原因，例如：岗位调整".into()));
    let past = editor.send(&page, &revoke, &[("reason", "调整"), ("end_from", "2026-11-19")]).await;
    assert_eq!((past.status, past.problems()[0].0.as_str()), (422, "end_from"));
    assert_eq!(editor.send(&page, &revoke, &[("reason", "机构改革")]).await.location(), format!("{at}?done=revoked"));
    let over = editor.get(&at).await;
    assert!(over.text().contains("已撤销") && !over.body.contains("name=\"reason\""));
    assert!(Browser::new(&county).get("/delegates/notice").await.text().contains("还没有公示的授权"));
    assert!(editor.get("/delegates?tab=letters").await.text().contains("市监授〔2026〕1号"));
}

#[tokio::test]
async fn an_approver_sees_the_own_department_and_the_papers_can_be_had() {
    let county = county();
    let mut editor = Browser::signed_in(&county, "qianwei").await;
    appointed(&mut editor).await;
    let at = authorised(&mut editor, "市监授〔2026〕1号").await;
    let mut own = Browser::signed_in(&county, "liqiang").await;
    let page = own.get(&at).await;
    assert!(page.status == 200 && !page.body.contains("name=\"filing_no\""), "reads and does not enter");
    let paper = own.get(&format!("{at}/letter.docx")).await;
    assert!(paper.status == 200 && paper.header("content-disposition").contains("letter.docx"));
    let mut other = Browser::signed_in(&county, "zhaolei").await;
    assert_eq!(other.get(&at).await.status, 404);
    assert_eq!(other.get(&format!("{at}/letter.docx")).await.status, 404);
    assert!(!other.get("/delegates").await.text().contains("县市场监督管理局"));
    assert!(editor.get("/catalogue/items").await.body.contains("href=\"/delegates\""));
}

#[tokio::test]
async fn the_same_through_the_api() {
    let county = county();
    let document: Value = document(&county).await;
    let editor = Program::signed_in(&county, "qianwei").await;
    let staff = services::people::staff_lines(&county.bureau, &Desk::system("测试")).expect("a list");
    let id = |login: &str| {
        staff.iter().find(|s| s.staff.login.as_str() == login).map(|s| s.staff.id.to_string()).expect("there")
    };
    let appoint = json!({
        "department": "1", "person": id("daibiao"), "rank": "科员", "on_roster": false, "doc_no": "市监任〔2026〕1号",
        "from": "2026-10-01",
    });
    let made = editor.post("/api/delegates/appointments", &appoint, Some("k")).await;
    holds(&document, "post", "/api/delegates/appointments", &made);
    assert_eq!(editor.post("/api/delegates/appointments", &appoint, Some("k")).await.json(), made.json());
    let again = editor.post("/api/delegates/appointments", &appoint, None).await;
    holds(&document, "post", "/api/delegates/appointments", &again);
    assert_eq!(again.status, 422);
    let office = format!("/api/delegates/appointments/{}", made.json()["id"].as_str().expect("an id"));
    let one = editor.get(&office).await;
    holds(&document, "get", "/api/delegates/appointments/{appointment}", &one);
    assert_eq!(one.json()["appointment"]["warnings"], json!(["off_roster", "low_rank"]));

    let authorise = |items: Value| {
        json!({
            "department": "1", "person": id("daibiao"), "items": items, "powers": ["decide"],
            "doc_no": "市监授〔2026〕1号", "valid_from": "2026-10-01", "valid_to": "2026-12-01",
        })
    };
    let foreign = editor.post("/api/delegates/letters", &authorise(json!([CARD.to_string()])), None).await;
    holds(&document, "post", "/api/delegates/letters", &foreign);
    assert_eq!(foreign.status, 422);
    let made = editor.post("/api/delegates/letters", &authorise(json!([FOOD.to_string()])), None).await;
    holds(&document, "post", "/api/delegates/letters", &made);
    let letter = format!("/api/delegates/letters/{}", made.json()["id"].as_str().expect("an id"));
    let file = json!({ "version": 1, "on": "2026-11-20", "filing_no": "备1" });
    let filed = editor.post(&format!("{letter}/file"), &file, None).await;
    holds(&document, "post", "/api/delegates/letters/{letter}/file", &filed);
    let stale = editor.post(&format!("{letter}/publish"), &json!({ "version": 1 }), None).await;
    holds(&document, "post", "/api/delegates/letters/{letter}/publish", &stale);
    assert_eq!(stale.status, 409);
    let shown = editor.post(&format!("{letter}/publish"), &json!({ "version": 2 }), None).await;
    holds(&document, "post", "/api/delegates/letters/{letter}/publish", &shown);
    let whole = editor.get(&letter).await;
    holds(&document, "get", "/api/delegates/letters/{letter}", &whole);
    assert_eq!((&whole.json()["ends_soon"], &whole.json()["letter"]["state"]), (&json!(true), &json!("in_force")));
    let notice = Program::new(&county).get("/api/delegates/notice").await;
    holds(&document, "get", "/api/delegates/notice", &notice);
    assert_eq!(notice.json()[0]["items"][0]["name"], "食品经营许可（新办）");

    let case_no = decided(&county, "daibiao").await;
    decided(&county, "wangfang").await;
    let supervisor = Program::signed_in(&county, "sunhong").await;
    let case = supervisor.get(&format!("/api/cases/{case_no}")).await;
    holds(&document, "get", "/api/cases/{case}", &case);
    let decision = &case.json()["decision"];
    assert_eq!(
        (&decision["capacity"], &decision["authorization_no"]),
        (&json!("representative"), &json!("市监授〔2026〕1号"))
    );
    let check = supervisor.get("/api/delegates/check?on=2026-11-20").await;
    holds(&document, "get", "/api/delegates/check", &check);
    let found = check.json();
    assert_eq!((&found["decisions_count"], &found["decisions"][0]["capacity"]), (&json!(1), &json!("approver")));
    assert_eq!(found["exercise"][0]["representative"], 1);
    holds(&document, "get", "/api/delegates/check", &supervisor.get("/api/delegates/check?on=x").await);
    let register = supervisor.get("/api/delegates").await;
    holds(&document, "get", "/api/delegates", &register);
    assert_eq!(register.json()["departments"][0]["lacks_representative"], true);

    let end = json!({ "version": 3, "on": "2026-11-20", "reason": "机构改革" });
    let revoked = editor.post(&format!("{letter}/revoke"), &end, None).await;
    holds(&document, "post", "/api/delegates/letters/{letter}/revoke", &revoked);
    let filed = editor.post(&format!("{office}/file"), &file, None).await;
    holds(&document, "post", "/api/delegates/appointments/{appointment}/file", &filed);
    let end = json!({ "version": 2, "on": "2026-11-20", "reason": "岗位调整" });
    let gone = editor.post(&format!("{office}/dismiss"), &end, None).await;
    holds(&document, "post", "/api/delegates/appointments/{appointment}/dismiss", &gone);
    assert_eq!(gone.json()["version"], 3);
}

#[tokio::test]
async fn the_board_opens_into_rows_and_a_unit_is_recorded() {
    let county = county();
    let mut supervisor = Browser::signed_in(&county, "sunhong").await;
    let board = supervisor.get("/delegates/board").await;
    let text = board.text();
    assert!(text.contains("三集中三到位：2 个部门还有差的或不清楚的"), "{text}");
    assert!(text.contains("不清楚（2个部门）") && text.contains("0/2（0.00%）") && text.contains("还差2项"), "{text}");
    let rows = supervisor.get("/delegates/board/1/authority").await;
    assert!(rows.text().contains("部门没有有效的授权书") && rows.text().contains("0/2（0.00%）"), "{}", rows.text());
    assert!(
        supervisor
            .get("/delegates/board/1/unit")
            .await
            .page()
            .all("form")
            .all(|(_, e)| { e.attribute("action") != Some("/delegates/units/1") })
    );
    for nothing in ["/delegates/board/9/unit", "/delegates/board/1/other", "/delegates/board/x/unit"] {
        assert_eq!(supervisor.get(nothing).await.status, 404, "{nothing}");
    }
    let sheet = supervisor.get("/delegates/board.xlsx").await;
    assert_eq!(sheet.status, 200);

    let mut editor = Browser::signed_in(&county, "qianwei").await;
    let page = editor.get("/delegates/board/1/unit").await;
    let typed = [("unit", "行政审批股"), ("offices", "0"), ("doc_no", "编〔2026〕1号"), ("from", "2026-03-01")];
    let wrong = editor.send(&page, "/delegates/units/1", &typed).await;
    assert_eq!((wrong.status, wrong.problems()[0].0.as_str()), (422, "offices"));
    let late = [("unit", "行政审批股"), ("offices", "1"), ("doc_no", "编〔2026〕1号"), ("from", "2030-01-01")];
    let late = editor.send(&page, "/delegates/units/1", &late).await;
    assert_eq!((late.status, late.problems()[0].0.as_str()), (422, "from"));
    let right = [("unit", "行政审批股"), ("offices", "１"), ("doc_no", "编〔2026〕1号"), ("from", "2026-03-01")];
    let done = editor.send(&wrong, "/delegates/units/1", &right).await;
    assert_eq!(done.location(), "/delegates/board/1/unit?done=recorded");
    let done = editor.get(done.location()).await;
    assert!(done.text().contains("1/1（100%）") && done.text().contains("钱伟登记"), "{}", done.text());
    let again = editor.send(&page, "/delegates/units/1", &right).await;
    assert_eq!(again.status, 409, "somebody was faster");

    let program = Program::signed_in(&county, "qianwei").await;
    let told = program.get("/api/delegates/board").await;
    let document: Value = document(&county).await;
    holds(&document, "get", "/api/delegates/board", &told);
    let told = told.json();
    assert_eq!(
        (&told["county"]["figures"][0]["met"], &told["county"]["figures"][0]["unknown"]),
        (&json!(1), &json!(1))
    );
    let rows = program.get("/api/delegates/board/all/unit").await;
    holds(&document, "get", "/api/delegates/board/{department}/{cell}", &rows);
    assert_eq!(rows.json()["rows"].as_array().map(Vec::len), Some(2));
    let body = json!({ "version": 1, "unit": "政务股", "offices": 2, "doc_no": "编〔2026〕2号", "from": "2026-11-01" });
    let moved = program.post("/api/delegates/units/1", &body, None).await;
    holds(&document, "post", "/api/delegates/units/{department}", &moved);
    assert_eq!((moved.status, &moved.json()["version"]), (200, &json!(2)));
    assert_eq!(program.post("/api/delegates/units/1", &body, None).await.status, 409);
    // A number that cannot be meant is something to mend, not something unreadable.
    for offices in [json!(-3), json!(5_298_773), json!(2.0e9)] {
        let mut absurd = body.clone();
        absurd["version"] = json!(2);
        absurd["offices"] = offices;
        assert_eq!(program.post("/api/delegates/units/1", &absurd, None).await.status, 422);
    }
}

#[tokio::test]
async fn the_first_page_reminds_whoever_must_act() {
    let county = county();
    let at = |page: &Answer| page.page().all("a").any(|(_, e)| e.attribute("href") == Some("/delegates/check"));
    for (login, page) in [("liqiang", "/cases"), ("qianwei", "/catalogue/items"), ("sunhong", "/indicators")] {
        let mut browser = Browser::signed_in(&county, login).await;
        let page = browser.get(page).await;
        assert!(at(&page) && page.text().contains("个部门有事项进驻，没有有效的授权书"), "{login}: {}", page.text());
    }
    let mut clerk = Browser::signed_in(&county, "zhangmin").await;
    assert!(!at(&clerk.get("/cases").await), "who sees no letters is not reminded");
}

#[tokio::test]
async fn rules_and_words_are_the_countys_own() {
    const AT: &str = "/delegates/rules";
    let county = county();
    let mut editor = Browser::signed_in(&county, "qianwei").await;
    let page = editor.get(AT).await;
    assert!(page.text().contains("现在是系统自带的") && page.text().contains("{representative}"), "{}", page.text());
    let wrong = editor.send(&page, AT, &[("remind_days", "很久"), ("authorization_text", "授权某人{age}")]).await;
    let fields: Vec<String> = wrong.problems().into_iter().map(|(field, _)| field).collect();
    assert_eq!((wrong.status, fields), (422, vec!["remind_days".into(), "authorization_text".into()]));
    let done =
        editor.send(&page, AT, &[("remind_days", "45"), ("appointment_title", "委派书"), ("lowest", "副科级")]).await;
    assert_eq!(done.location(), "/delegates/rules?done=changed", "{}", done.body);
    let again = editor.get(done.location()).await;
    assert!(again.text().contains("现在是第 1 版") && again.text().contains("钱伟"), "{}", again.text());
    assert_eq!(editor.send(&page, AT, &[("remind_days", "60")]).await.status, 409, "somebody was faster");
    let form = editor.get("/delegates/appoint?department=1").await;
    assert!(form.text().contains("要正科级、副科级；"), "{}", form.text());
    let mut approver = Browser::signed_in(&county, "liqiang").await;
    assert_eq!(approver.get(AT).await.status, 403);

    let program = Program::signed_in(&county, "sunhong").await;
    let told = program.get("/api/delegates/rules").await;
    let document: Value = document(&county).await;
    holds(&document, "get", "/api/delegates/rules", &told);
    let mut rules = told.json();
    assert_eq!(
        (&rules["version"], &rules["remind_days"], &rules["appointment"]["title"]),
        (&json!(1), &json!(45), &json!("委派书"))
    );
    rules["stay_months"] = json!(36);
    let moved = program.post("/api/delegates/rules", &rules, None).await;
    holds(&document, "post", "/api/delegates/rules", &moved);
    assert_eq!((moved.status, &moved.json()["version"]), (200, &json!(2)), "{}", moved.body);
    rules["version"] = json!(2);
    rules["ranks"] = json!([]);
    assert_eq!(program.post("/api/delegates/rules", &rules, None).await.status, 422);
    rules["look_back_days"] = json!(-33_816);
    assert_eq!(program.post("/api/delegates/rules", &rules, None).await.status, 422);
}

#[tokio::test]
async fn what_is_decided_at_the_window_is_the_countys_own() {
    const AT: &str = "/delegates/window-rules";
    let county = county();
    let mut editor = Browser::signed_in(&county, "qianwei").await;
    let page = editor.get(AT).await;
    assert!(page.text().contains("现在是系统自带的") && page.text().contains("现场勘察：勘察"), "{}", page.text());
    let wrong = editor.send(&page, AT, &[("obstacles", "听证"), ("trend_months", "很久")]).await;
    let fields: Vec<String> = wrong.problems().into_iter().map(|(field, _)| field).collect();
    assert_eq!((wrong.status, fields), (422, vec!["obstacles".into(), "trend_months".into()]));
    let done = editor.send(&page, AT, &[("obstacles", "公示：公示、公告"), ("source", "青政办〔2026〕9号")]).await;
    assert_eq!(done.location(), "/delegates/window-rules?done=changed", "{}", done.body);
    let again = editor.get(done.location()).await;
    assert!(again.text().contains("现在是第 1 版") && again.text().contains("青政办〔2026〕9号"), "{}", again.text());
    assert_eq!(editor.send(&page, AT, &[("trend_months", "3")]).await.status, 409, "somebody was faster");
    let mut approver = Browser::signed_in(&county, "liqiang").await;
    assert_eq!(approver.get(AT).await.status, 403);

    let program = Program::signed_in(&county, "sunhong").await;
    let told = program.get("/api/delegates/window-rules").await;
    let document: Value = document(&county).await;
    holds(&document, "get", "/api/delegates/window-rules", &told);
    let mut rules = told.json();
    assert_eq!((&rules["version"], &rules["obstacles"][0]["words"]), (&json!(1), &json!(["公示", "公告"])));
    rules["trend_months"] = json!(12);
    let moved = program.post("/api/delegates/window-rules", &rules, None).await;
    holds(&document, "post", "/api/delegates/window-rules", &moved);
    assert_eq!((moved.status, &moved.json()["version"]), (200, &json!(2)), "{}", moved.body);
    rules["version"] = json!(2);
    rules["lawful_reasons"] = json!(["面积小"]);
    assert_eq!(program.post("/api/delegates/window-rules", &rules, None).await.status, 422);
}

#[tokio::test]
async fn the_board_of_a_past_day_says_so() {
    let county = county();
    let mut leader = Browser::signed_in(&county, "sunhong").await;
    let today = leader.get("/delegates/board").await;
    assert!(today.text().contains("按今天的事项库"), "{}", today.text());
    let past = leader.get("/delegates/board?on=2026-11-02").await;
    assert!(past.text().contains("人员、部门和窗口号是现在登记的"), "{}", past.text());
    assert_eq!(leader.get("/delegates/board?on=昨天").await.status, 422);
    let program = Program::signed_in(&county, "sunhong").await;
    let document: Value = document(&county).await;
    let told = program.get("/api/delegates/board?on=2026-11-02").await;
    holds(&document, "get", "/api/delegates/board", &told);
    assert_eq!(told.json()["on"], json!("2026-11-02"));
    let rows = program.get("/api/delegates/board/all/hall?on=2026-11-02").await;
    holds(&document, "get", "/api/delegates/board/{department}/{cell}", &rows);
    assert!(rows.json()["rows"][0]["source"].as_str().is_some_and(|s| !s.is_empty()), "{}", rows.body);
}

//! Matters over the API (一件事办件接口): from the application to the rating, each answer as the description says, each asker
//! within its reach.

use domain::people::Scope;
use serde_json::{Value, json};
use services::chains::matters::advance;

use crate::{
    api_document::{document, holds},
    browser::{Answer, Program},
    county::County,
    keys::secret,
    matters::{ID, county},
};

const LIST: &str = "/api/matters";
const APPLY: &str = "/api/matters/apply";
const PROGRESS: &str = "/api/matters/progress";

/// What the merged form asks, answered; every material is there.
async fn application(county: &County) -> Value {
    let chain = Program::new(county).get("/api/chains/YJS001").await.json();
    let asked = chain["questions"].as_array().expect("questions");
    let given = ["name", "code", "phone", "contact"];
    let key = |q: &Value| q["key"].as_str().expect("a key").to_owned();
    let answers: serde_json::Map<String, Value> =
        asked.iter().map(key).filter(|k| !given.contains(&k.as_str())).map(|k| (k, json!("文澜路88号"))).collect();
    let places: Vec<usize> = (0..chain["materials"].as_array().expect("materials").len()).collect();
    json!({
        "chain": "YJS001", "applicant": "person", "code": ID, "name": "张三丰", "phone": "13800138000",
        "materials": places, "answers": answers,
    })
}

fn text(answer: &Answer, name: &str) -> String {
    answer.json()[name].as_str().unwrap_or_else(|| panic!("{name}: {}", answer.body)).to_owned()
}

fn version(answer: &Answer) -> i64 {
    answer.json()["version"].as_i64().unwrap_or_else(|| panic!("{}", answer.body))
}

/// A department decides its case and enters the result.
async fn decided(county: &County, no: &str, login: &str) {
    let program = Program::signed_in(county, login).await;
    let view = program.get(&format!("{LIST}/{no}")).await.json();
    let own = view["members"].as_array().expect("members").iter().find(|m| m["case_no"].is_string());
    let case = own.expect("a case of its own")["case_no"].as_str().expect("a number").to_owned();
    let grant = json!({ "version": 2, "outcome": "grant" });
    assert_eq!(program.post(&format!("/api/cases/{case}/decide"), &grant, None).await.status, 200);
    let result = json!({ "version": 3, "result_name": "证照", "result_no": format!("N-{login}") });
    assert_eq!(program.post(&format!("/api/cases/{case}/complete"), &result, None).await.status, 200);
}

#[tokio::test]
async fn a_matter_goes_from_the_application_to_the_rating() {
    let county = county().await;
    let document = document(&county).await;
    let public = Program::new(&county);
    let wanted = application(&county).await;

    // Whatever is wrong is told at once, under the names of the fields.
    let mut odd = wanted.clone();
    (odd["code"], odd["answers"]) = (json!("1"), json!({}));
    let refused = public.post(APPLY, &odd, None).await;
    holds(&document, "post", APPLY, &refused);
    let fields: Vec<Value> =
        refused.json()["errors"].as_array().expect("errors").iter().map(|e| e["field"].clone()).collect();
    assert_eq!(refused.status, 422);
    assert!(fields.contains(&json!("code")), "{fields:?}");
    assert!(fields.iter().any(|f| f.as_str().is_some_and(|f| f.starts_with("answers."))), "{fields:?}");
    let mut nowhere = wanted.clone();
    nowhere["chain"] = json!("YJS999");
    let unknown = public.post(APPLY, &nowhere, None).await;
    assert_eq!((unknown.status, text(&unknown, "code").as_str()), (422, "not_offered"));
    assert_eq!(unknown.json()["errors"][0]["field"], "chain");

    let sent = public.post(APPLY, &wanted, Some("k")).await;
    holds(&document, "post", APPLY, &sent);
    assert_eq!(sent.status, 201, "{}", sent.body);
    assert_eq!(public.post(APPLY, &wanted, Some("k")).await.json(), sent.json(), "the same key, the same matter");
    let (no, password) = (text(&sent, "matter_no"), text(&sent, "query_password"));
    let door = json!({ "matter_no": no, "password": password });
    let progress = public.post(PROGRESS, &door, None).await;
    holds(&document, "post", PROGRESS, &progress);
    assert_eq!((text(&progress, "stage").as_str(), &progress.json()["may_act"]), ("received", &json!(true)));
    let wrong = public.post(PROGRESS, &json!({ "matter_no": no, "password": "00000000" }), None).await;
    holds(&document, "post", PROGRESS, &wrong);
    assert_eq!((wrong.status, text(&wrong, "code").as_str()), (422, "wrong"));

    // A department says what it thinks of the materials; the window accepts for all.
    let at = format!("{LIST}/{no}");
    let zhaolei = Program::signed_in(&county, "zhaolei").await;
    let part = zhaolei.get(&at).await;
    holds(&document, "get", "/api/matters/{matter}", &part);
    assert_eq!(part.json()["whole"], json!(false));
    assert_eq!(part.json()["answers"], json!([]), "what was answered for others is not told");
    let own = part.json()["members"].as_array().expect("members").iter().find(|m| m["own"] == true).cloned();
    let look = json!({ "version": version(&part), "member": own.expect("its own")["key"] });
    let looked = zhaolei.post(&format!("{at}/look"), &look, None).await;
    holds(&document, "post", "/api/matters/{matter}/look", &looked);
    assert_eq!(looked.status, 200, "{}", looked.body);
    let clerk = Program::signed_in(&county, "zhangmin").await;
    let list = clerk.get(LIST).await;
    holds(&document, "get", LIST, &list);
    assert_eq!(list.json()["matters"][0]["address"], json!(at));
    let accept = json!({ "version": version(&looked), "materials": wanted["materials"] });
    let stale = json!({ "version": version(&part), "materials": wanted["materials"] });
    let late = clerk.post(&format!("{at}/accept"), &stale, None).await;
    holds(&document, "post", "/api/matters/{matter}/accept", &late);
    assert_eq!(late.status, 409);
    assert!(text(&late, "detail").contains(&format!("第 {} 版", version(&looked))), "{}", late.body);
    let none = json!({ "version": version(&looked) });
    let lacking = clerk.post(&format!("{at}/accept"), &none, None).await;
    assert_eq!((lacking.status, &lacking.json()["errors"][0]["field"]), (422, &json!("materials")));
    let accepted = clerk.post(&format!("{at}/accept"), &accept, None).await;
    holds(&document, "post", "/api/matters/{matter}/accept", &accepted);
    assert_eq!(accepted.status, 200, "{}", accepted.body);

    for login in ["liqiang", "zhaolei"] {
        decided(&county, &no, login).await;
    }
    advance(&county.bureau).expect("brought forward");
    let whole = clerk.get(&at).await;
    holds(&document, "get", "/api/matters/{matter}", &whole);
    assert_eq!((&whole.json()["ready"], &whole.json()["finish"]["how"]), (&json!(2), &json!("all_granted")));
    let hand_out = |way: &str| json!({ "version": version(&whole), "way": way, "by_applicant": true });
    let no_way = clerk.post(&format!("{at}/deliver"), &hand_out("pigeon"), None).await;
    holds(&document, "post", "/api/matters/{matter}/deliver", &no_way);
    assert_eq!((no_way.status, &no_way.json()["errors"][0]["field"]), (422, &json!("way")));
    let handed = clerk.post(&format!("{at}/deliver"), &hand_out("window"), None).await;
    holds(&document, "post", "/api/matters/{matter}/deliver", &handed);
    let rate = |stars: i64| json!({ "password": password, "version": version(&handed), "stars": stars });
    for (stars, status) in [(9, 422), (5, 200), (5, 409)] {
        let rated = public.post(&format!("{at}/own/rate"), &rate(stars), None).await;
        holds(&document, "post", "/api/matters/{matter}/own/rate", &rated);
        assert_eq!(rated.status, status, "{stars}: {}", rated.body);
    }
}

#[tokio::test]
async fn what_is_missing_is_told_once_and_supplied_by_the_applicant() {
    let county = county().await;
    let document = document(&county).await;
    let clerk = Program::signed_in(&county, "zhangmin").await;
    let public = Program::new(&county);
    let wanted = application(&county).await;
    let mut part = wanted.clone();
    part["materials"] = json!([0]);
    let ask = json!({ "application": part, "looks": [{ "member": "m1", "needs": [{ "what": "平面图要盖章" }] }] });
    let asked = clerk.post("/api/matters/correct", &ask, None).await;
    holds(&document, "post", "/api/matters/correct", &asked);
    assert_eq!((asked.status, &asked.json()["due_on"]), (201, &Value::Null), "{}", asked.body);
    let at = format!("{LIST}/{}", text(&asked, "matter_no"));
    let view = clerk.get(&at).await;
    holds(&document, "get", "/api/matters/{matter}", &view);
    let lines = view.json()["notice"]["lines"].as_array().expect("lines").clone();
    assert!(lines.iter().any(|l| l["what"] == "平面图要盖章"), "{lines:?}");
    let again = json!({ "version": version(&view) });
    let twice = clerk.post(&format!("{at}/correct"), &again, None).await;
    holds(&document, "post", "/api/matters/{matter}/correct", &twice);
    assert_eq!(twice.status, 422, "{}", twice.body);

    let little = json!({ "version": version(&view), "materials": [] });
    let lacking = clerk.post(&format!("{at}/supply"), &little, None).await;
    holds(&document, "post", "/api/matters/{matter}/supply", &lacking);
    assert_eq!((lacking.status, &lacking.json()["errors"][0]["field"]), (422, &json!("materials")));
    let guessed = json!({ "password": "00000000", "version": version(&view), "materials": wanted["materials"] });
    let shut = public.post(&format!("{at}/own/supply"), &guessed, None).await;
    holds(&document, "post", "/api/matters/{matter}/own/supply", &shut);
    assert_eq!((shut.status, text(&shut, "code").as_str()), (422, "wrong"));
    let all = json!({ "version": version(&view), "materials": wanted["materials"] });
    let supplied = clerk.post(&format!("{at}/supply"), &all, None).await;
    holds(&document, "post", "/api/matters/{matter}/supply", &supplied);
    assert_eq!(supplied.status, 200, "{}", supplied.body);
    let taken_back = json!({ "version": version(&supplied), "reason": "不开了" });
    for status in [200, 409] {
        let done = clerk.post(&format!("{at}/withdraw"), &taken_back, None).await;
        holds(&document, "post", "/api/matters/{matter}/withdraw", &done);
        assert_eq!(done.status, status, "{}", done.body);
    }
    assert_eq!(clerk.get(&at).await.json()["finish"]["how"], json!("withdrawn"));
}

#[tokio::test]
async fn at_the_window_one_is_accepted_and_its_applicant_adds_files_and_takes_it_back() {
    let county = county().await;
    let document = document(&county).await;
    let clerk = Program::signed_in(&county, "zhangmin").await;
    let public = Program::new(&county);
    let wanted = application(&county).await;
    let taken = clerk.post(LIST, &wanted, Some("k")).await;
    holds(&document, "post", LIST, &taken);
    assert_eq!(taken.status, 201, "{}", taken.body);
    assert_eq!(public.post(LIST, &wanted, None).await.status, 401, "an application for everybody is another address");

    let sent = public.post(APPLY, &wanted, None).await;
    let (no, password) = (text(&sent, "matter_no"), text(&sent, "query_password"));
    let at = format!("{LIST}/{no}");
    let file = |content: &str| json!({ "password": password, "material": 0, "name": "申请书.txt", "content": content });
    let path = "/api/matters/{matter}/own/files";
    for content in ["不是base64", "AAAA"] {
        let kept = public.post(&format!("{at}/own/files"), &file(content), None).await;
        holds(&document, "post", path, &kept);
        assert_eq!(kept.status, 422, "neither base64 nor a file we know: {}", kept.body);
    }
    let back = json!({ "password": password, "version": version(&sent) });
    let done = public.post(&format!("{at}/own/withdraw"), &back, None).await;
    holds(&document, "post", "/api/matters/{matter}/own/withdraw", &done);
    assert_eq!(done.status, 200, "{}", done.body);

    // Lists: stages that there are, pages that fit.
    let open = clerk.get(LIST).await.json();
    assert_eq!(open["matters"].as_array().map(Vec::len), Some(1), "one is over: {open}");
    let all = clerk.get("/api/matters?all=1&limit=1").await;
    holds(&document, "get", LIST, &all);
    let next = text(&all, "next");
    let rest = clerk.get(&format!("/api/matters?all=1&limit=1&after={next}")).await.json();
    assert_eq!((rest["matters"].as_array().map(Vec::len), &rest["next"]), (Some(1), &Value::Null));
    for (query, field) in [("stage=x", "stage"), ("after=x", "after"), ("limit=x", "limit")] {
        let refused = clerk.get(&format!("{LIST}?{query}")).await;
        holds(&document, "get", LIST, &refused);
        assert_eq!((refused.status, &refused.json()["errors"][0]["field"]), (422, &json!(field)));
    }
}

#[tokio::test]
async fn a_key_sees_matters_in_which_its_department_has_a_part() {
    let county = county().await;
    let clerk = Program::signed_in(&county, "zhangmin").await;
    let taken = clerk.post(LIST, &application(&county).await, None).await;
    let at = format!("{LIST}/{}", text(&taken, "matter_no"));
    testkit::seed_department(&county.db.db, &testkit::department(3, "县卫生健康局"));
    let keyed = |department: Option<i64>, scope: Scope| {
        Program::with_token(&county, &secret(&county, &format!("系统{department:?}{scope}"), &[scope], department))
    };
    let own = keyed(Some(2), Scope::CasesRead);
    assert_eq!(own.get(&at).await.json()["whole"], json!(false));
    let foreign = keyed(Some(3), Scope::CasesRead);
    assert_eq!(foreign.get(&at).await.status, 404);
    assert_eq!(foreign.get(LIST).await.json()["matters"], json!([]));
    assert_eq!(keyed(None, Scope::IndicatorsRead).get(LIST).await.status, 403);

    // What happened, with the address of each; a case says which matter it is part of.
    services::journal::seal(&county.bureau).expect("events are sealed");
    let document = document(&county).await;
    let (feed, path) = (own.get("/api/matters/changes").await, "/api/matters/changes");
    holds(&document, "get", path, &feed);
    let told = feed.json()["changes"].as_array().expect("changes").clone();
    let kinds: Vec<&str> = told.iter().filter_map(|c| c["kind"].as_str()).collect();
    assert_eq!(kinds.first().copied(), Some("matter.opened"));
    assert!(kinds.contains(&"matter.member_started") && kinds.contains(&"matter.accepted"), "{kinds:?}");
    assert!(told.iter().all(|c| c["address"] == at && c["stage"] == "in_hand"), "{told:?}");
    assert!(!feed.body.contains("张三丰") && !feed.body.contains("138"), "{}", feed.body);
    assert_eq!(foreign.get(path).await.json()["changes"], json!([]));
    let behind = feed.json()["next"].as_str().expect("always there").to_owned();
    assert_eq!(own.get(&format!("{path}?after={behind}")).await.json()["changes"], json!([]), "nothing twice");
    let odd = own.get(&format!("{path}?after=x")).await;
    holds(&document, "get", path, &odd);
    assert_eq!(odd.status, 422);
    let cases = own.get("/api/cases/changes").await;
    holds(&document, "get", "/api/cases/changes", &cases);
    let no = text(&taken, "matter_no");
    assert!(
        cases.json()["changes"].as_array().is_some_and(|c| !c.is_empty() && c.iter().all(|c| c["matter_no"] == no))
    );
}

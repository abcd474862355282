//! Staff over HTTP (人员): signing in and out, passwords, and what an administrator does.

use crate::{
    browser::{Browser, Program},
    county::{County, FOOD, PASSWORD},
};
use serde_json::json;

const STAFF: &str = "/people";

#[tokio::test]
async fn signing_in_leads_to_the_day_s_work_or_back() {
    let county = County::open();
    for (login, first) in [
        ("zhangmin", "/cases/accept"),
        ("liqiang", "/cases"),
        ("qianwei", "/catalogue/items"),
        ("sunhong", "/indicators"),
        ("admin", "/people"),
    ] {
        let mut browser = Browser::new(&county);
        let page = browser.get("/sign-in").await;
        let answer = browser.send(&page, "/sign-in", &[("account", login), ("password", PASSWORD)]).await;
        assert_eq!(answer.location(), first);
        let set = answer.header("set-cookie");
        for part in ["HttpOnly", "SameSite=Strict", "Path=/"] {
            assert!(set.contains(part), "{part} in {set}");
        }
        assert_eq!(browser.get(first).await.status, 200, "{login}");
    }
    let mut late = Browser::new(&county);
    let sent = late.get("/cases?q=%E9%A5%AD").await;
    assert_eq!(sent.location(), "/sign-in?next=%2Fcases%3Fq%3D%25E9%25A5%25AD");
    let page = late.get(sent.location()).await;
    let back = late.send(&page, "/sign-in", &[("account", "zhangmin"), ("password", PASSWORD)]).await;
    assert_eq!(back.location(), "/cases?q=%E9%A5%AD");
}

#[tokio::test]
async fn a_wrong_password_tells_nothing_and_guessing_ends() {
    let county = County::open();
    let mut browser = Browser::new(&county);
    let page = browser.get("/sign-in?next=//evil.example/").await;
    assert_eq!(page.value("/sign-in", "next"), "", "nobody is sent elsewhere");
    let mut told = Vec::new();
    for account in ["zhangmin", "nobody"] {
        let answer = browser
            .send(&page, "/sign-in", &[("account", account), ("password", "x"), ("next", "//evil.example")])
            .await;
        assert_eq!(answer.status, 422);
        assert_eq!(answer.value("/sign-in", "account"), account);
        assert!(!answer.body.contains("evil.example"));
        told.push(answer.problems());
    }
    assert_eq!(told[0], told[1], "known and unknown accounts look the same");
    for _ in 0..9 {
        browser.send(&page, "/sign-in", &[("account", "zhangmin"), ("password", "x")]).await;
    }
    let answer = browser.send(&page, "/sign-in", &[("account", "zhangmin"), ("password", PASSWORD)]).await;
    assert_eq!(answer.status, 429, "even the right one waits");
    let program = Program::new(&county);
    let api = program.post("/api/session", &json!({ "login": "zhangmin", "password": PASSWORD }), None).await;
    assert_eq!((api.status, api.json()["code"].as_str(), api.header("retry-after")), (429, Some("too_often"), "900"));
}

#[tokio::test]
async fn signing_out_ends_the_session_on_the_server() {
    let county = County::open();
    let mut clerk = Browser::signed_in(&county, "zhangmin").await;
    let page = clerk.get("/cases").await;
    let stolen = clerk.cookies().clone();
    let out = clerk.send(&page, "/sign-out", &[]).await;
    assert_eq!(out.location(), "/sign-in?done=out");
    assert!(clerk.get(out.location()).await.text().contains("已退出登录"));
    let mut thief = Browser::with_cookies(&county, stolen);
    let turned_away = thief.get("/cases").await;
    assert_eq!(turned_away.location(), "/sign-in?next=%2Fcases&ended=1");
    let told = thief.get(turned_away.location()).await;
    assert!(told.text().contains("请重新登录"));
    let program = Program::signed_in(&county, "zhangmin").await;
    assert_eq!(program.post("/api/session/end", &json!({}), None).await.status, 204);
    assert_eq!(program.get("/api/cases").await.status, 401);
}

#[tokio::test]
async fn an_own_password_is_changed_and_every_flaw_is_told_at_its_field() {
    let county = County::open();
    let mut clerk = Browser::signed_in(&county, "zhangmin").await;
    let page = clerk.get("/password").await;
    let new = "Xinmima-2027";
    for (current, fresh, repeat, field) in [
        ("wrong", new, new, "current"),
        (PASSWORD, "Kurz-1", "Kurz-1", "fresh"),
        (PASSWORD, PASSWORD, PASSWORD, "fresh"),
        (PASSWORD, new, "Xinmima-2028", "repeat"),
    ] {
        let typed = [("current", current), ("fresh", fresh), ("repeat", repeat)];
        let answer = clerk.send(&page, "/password", &typed).await;
        assert_eq!((answer.status, answer.problems()[0].0.as_str()), (422, field));
        assert!(![current, fresh].iter().any(|p| *p != "wrong" && answer.body.contains(p)), "no password comes back");
    }
    let done = clerk.send(&page, "/password", &[("current", PASSWORD), ("fresh", new), ("repeat", new)]).await;
    assert_eq!(done.location(), "/sign-in?done=password");
    let page = clerk.get(done.location()).await;
    assert!(page.text().contains("密码已换好"));
    let again = clerk.send(&page, "/sign-in", &[("account", "zhangmin"), ("password", new)]).await;
    assert_eq!(again.status, 303);
}

/// The password as it is shown once.
fn shown(answer: &crate::browser::Answer) -> String {
    let page = answer.page();
    let (at, _) = page.all("p").find(|(_, e)| e.attribute("class") == Some("password")).expect("a password is shown");
    page.text_of(at)
}

#[tokio::test]
async fn a_new_colleague_gets_a_password_once_and_changes_it_first() {
    let county = County::open();
    let mut admin = Browser::signed_in(&county, "admin").await;
    let form = admin.get("/people/new").await;
    let typed = [("name", "李梅"), ("account", "limei"), ("roles", "approver")];
    let flawed = admin.send(&form, "/people/new", &typed).await;
    assert_eq!((flawed.status, flawed.problems()[0].0.as_str()), (422, "department"));
    assert_eq!(flawed.value("/people/new", "name"), "李梅");
    assert_eq!(flawed.value("/people/new", "roles"), "approver");
    let fields = [("department", "2")];
    let added = admin.send(&flawed, "/people/new", &fields).await;
    assert_eq!(added.status, 200, "{}", added.body);
    let password = shown(&added);
    let twice = admin.send(&flawed, "/people/new", &fields).await;
    assert_eq!(shown(&twice), password, "a double click adds nobody and shows the password that was kept");
    let list = admin.get(&format!("{STAFF}?q=limei")).await;
    assert!(list.text().contains("共 1 人") && list.text().contains("县人力资源和社会保障局"));

    let mut limei = Browser::new(&county);
    let page = limei.get("/sign-in").await;
    let first =
        limei.send(&page, "/sign-in", &[("account", "limei"), ("password", &password), ("next", "/cases")]).await;
    assert_eq!(first.location(), "/password");
    assert_eq!(limei.get("/cases").await.location(), "/password", "nothing before the own password");
    assert!(limei.get("/password").await.text().contains("换成自己的再开始工作"));
    let program = Program::new(&county);
    let api = program.post("/api/session", &json!({ "login": "limei", "password": password }), None).await.json();
    assert_eq!(api["must_change"], true);
    let taken = admin.send(&form, "/people/new", &[("name", "李美"), ("account", "LiMei"), ("roles", "editor")]).await;
    assert_eq!(taken.problems(), [("account".to_owned(), "登录名“limei”已经有人用，请换一个".to_owned())]);
}

#[tokio::test]
async fn an_account_is_closed_opened_and_reset_but_never_the_own() {
    let county = County::open();
    let mut admin = Browser::signed_in(&county, "admin").await;
    let mut clerk = Browser::signed_in(&county, "zhangmin").await;
    let list = admin.get(STAFF).await;
    let close = action(&list, "停用账号：张敏");
    let closed = admin.send(&list, &close, &[]).await;
    assert!(admin.get(closed.location()).await.text().contains("账号已停用"));
    assert_eq!(clerk.get("/cases").await.status, 303, "the session ended with it");
    let list = admin.get(STAFF).await;
    let opened = admin.send(&list, &action(&list, "重新启用：张敏"), &[]).await;
    assert_eq!(opened.location(), "/people?done=opened");

    let reset = close.replace("/active", "/reset");
    let question = admin.get(&reset).await;
    assert!(question.text().contains("张敏"));
    let password = shown(&admin.send(&question, &reset, &[]).await);
    let page = clerk.get("/sign-in").await;
    assert_eq!(clerk.send(&page, "/sign-in", &[("account", "zhangmin"), ("password", PASSWORD)]).await.status, 422);
    assert_eq!(clerk.send(&page, "/sign-in", &[("account", "zhangmin"), ("password", &password)]).await.status, 303);

    let page = list.page();
    assert!(page.all("button").all(|(_, e)| e.attribute("aria-label") != Some("停用账号：周正")));
    let own = page
        .all("a")
        .find(|(_, e)| e.attribute("aria-label") == Some("重置密码：周正"))
        .and_then(|(_, e)| e.attribute("href"))
        .expect("everybody has a row");
    let mut fields = list.form("/sign-out");
    fields.push(("active".into(), "0".into()));
    let refused = admin.post(&own.replace("/reset", "/active"), &fields).await;
    assert_eq!((refused.status, refused.problems()[0].1.as_str()), (422, "不能停用自己的账号，请由另一位管理员操作"));
    for odd in ["/people/x/reset", "/people/7/reset", "/people/99999999999999999999/reset"] {
        assert_eq!(admin.get(odd).await.status, 404, "{odd}");
    }
}

/// The address of the form whose button says this.
fn action(list: &crate::browser::Answer, label: &str) -> String {
    let page = list.page();
    let (_, button) = page.all("button").find(|(_, e)| e.attribute("aria-label") == Some(label)).expect("a button");
    let form = &page.elements[button.parent.expect("a button stands in a form")];
    form.attribute("action").expect("a form leads somewhere").to_owned()
}

#[tokio::test]
async fn large_type_stays_until_it_is_switched_off() {
    let county = County::open();
    let mut public = Browser::new(&county);
    let is_large = |a: &crate::browser::Answer| a.page().all("html").any(|(_, e)| e.attribute("data-elder").is_some());
    assert!(!is_large(&public.get("/").await));
    assert!(is_large(&public.get("/catalogue?q=a&elder=1").await));
    let page = public.get("/").await;
    assert!(is_large(&page), "the next page as well");
    let links: Vec<_> = page.page().all("a").filter_map(|(_, e)| e.attribute("href").map(str::to_owned)).collect();
    assert!(links.contains(&"/?elder=0".to_owned()));
    assert!(!is_large(&public.get("/?elder=0").await) && !is_large(&public.get("/").await));
}

/// Half an hour and a minute: long enough for every session to end.
const AWAY: jiff::SignedDuration = jiff::SignedDuration::from_mins(31);

#[tokio::test]
async fn what_was_typed_survives_the_end_of_the_session() {
    let county = County::open();
    let mut clerk = Browser::signed_in(&county, "zhangmin").await;
    let accept = "/cases/accept";
    let form = clerk.get(&format!("{accept}?item={FOOD}")).await;
    county.clock.advance(AWAY);
    let typed = [
        ("applicant", "person"),
        ("id_number", "990101199003078578"),
        ("name", "张三丰"),
        ("phone", "13800138000"),
        ("material", "0"),
        ("material", "1"),
    ];
    let turned_away = clerk.send(&form, accept, &typed).await;
    assert_eq!(turned_away.status, 401);
    let carried = turned_away.form("/sign-in");
    for (name, value) in typed {
        assert!(carried.contains(&(format!("kept.{name}"), value.to_owned())), "{name} is carried");
    }
    assert!(carried.iter().all(|(n, _)| !n.starts_with("kept.csrf") && !n.starts_with("kept.idempotency")));
    // A mistake at signing in loses nothing either.
    let wrong = [("account", "zhangmin"), ("password", "wrong")];
    let again = clerk.send(&turned_away, "/sign-in", &wrong).await;
    assert_eq!(again.status, 422);
    let waiting = clerk.send(&again, "/sign-in", &[("account", "zhangmin"), ("password", PASSWORD)]).await;
    assert_eq!(waiting.status, 200);
    assert!(waiting.text().contains("已登录，可以继续提交") && waiting.text().contains("张三丰"));
    let page = clerk.get("/cases").await;
    assert!(!page.text().contains("2026-1120"), "nothing is done before the button");
    let done = clerk.send(&waiting, accept, &[]).await;
    assert!(done.location().ends_with("/receipt?done=accepted"), "{}", done.location());
    assert_eq!(clerk.send(&waiting, accept, &[]).await.location(), done.location(), "twice is once");
}

#[tokio::test]
async fn what_another_site_sends_is_not_carried_and_passwords_never() {
    let county = County::open();
    let fields = [("opinion".to_owned(), "foreign words".to_owned())];
    let mut stranger = Browser::new(&county);
    let answer = stranger.post("/cases/2026-1120-03-0001/decide", &fields).await;
    assert_eq!(answer.status, 401, "no cookie of ours came along");
    assert!(!answer.body.contains("foreign words") && answer.text().contains("这次提交没有保存"));
    let mut clerk = Browser::signed_in(&county, "zhangmin").await;
    let page = clerk.get("/password").await;
    county.clock.advance(AWAY);
    let typed = [("current", PASSWORD), ("fresh", "Xinmima-2027"), ("repeat", "Xinmima-2027")];
    let answer = clerk.send(&page, "/password", &typed).await;
    assert_eq!(answer.status, 401);
    assert!(!answer.body.contains("Xinmima-2027") && !answer.body.contains(PASSWORD));
    let long = [("opinion".to_owned(), "长".repeat(30_000))];
    let answer = clerk.post("/cases/2026-1120-03-0001/decide", &long).await;
    assert_eq!(answer.status, 401);
    assert!(answer.text().contains("这次提交没有保存"), "too long to be carried, and said so");
}

#[tokio::test]
async fn a_member_of_staff_is_changed() {
    let county = County::open();
    let mut admin = Browser::signed_in(&county, "admin").await;
    let mut clerk = Browser::signed_in(&county, "zhangmin").await;
    let list = admin.get(STAFF).await;
    let edit = list
        .page()
        .all("a")
        .find(|(_, e)| e.attribute("aria-label") == Some("修改：张敏"))
        .and_then(|(_, e)| e.attribute("href").map(str::to_owned))
        .expect("everybody can be changed");
    let form = admin.get(&edit).await;
    assert_eq!((form.value(&edit, "name"), form.value(&edit, "window")), ("张敏".into(), "3".into()));
    let refused = admin.send(&form, &edit, &[("roles", "clerk"), ("window", "")]).await;
    assert_eq!((refused.status, refused.problems()[0].0.as_str()), (422, "window"));
    let done = admin.send(&refused, &edit, &[("window", "7")]).await;
    assert_eq!(done.location(), "/people?done=changed");
    let list = admin.get(done.location()).await;
    assert!(list.text().contains("人员信息已改好") && list.text().contains("7 号综合窗口"));
    assert_eq!(clerk.get("/cases").await.status, 303, "another window ends the session");
    let late = admin.send(&form, &edit, &[("name", "张小敏"), ("idempotency_key", "another")]).await;
    assert_eq!((late.status, late.value(&edit, "name")), (409, "张小敏".to_owned()));
    for odd in ["/people/x", "/people/7"] {
        assert_eq!(admin.get(odd).await.status, 404, "{odd}");
    }
}

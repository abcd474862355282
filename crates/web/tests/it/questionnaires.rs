//! Questionnaires over HTTP (满意度问卷): built by plain forms, put out, answered once a device without signing in, typed in
//! from paper, read as page, spreadsheet and through the API, ended.

use crate::{
    api_document::{document, holds},
    browser::{Answer, Browser, Program},
    county::County,
};

/// A questionnaire begun from the one that ships. Gives its address.
async fn begun(editor: &mut Browser<'_>) -> String {
    let list = editor.get("/questionnaires").await;
    let to = editor.send(&list, "/questionnaires", &[]).await.location().to_owned();
    assert!(to.ends_with("?done=begun"), "{to}");
    to.split('?').next().unwrap_or_default().to_owned()
}

/// The same, put out at two places. Gives its address and the path of the first link.
async fn out(county: &County) -> (String, String) {
    let mut supervisor = Browser::signed_in(county, "sunhong").await;
    let at = begun(&mut supervisor).await;
    for (name, window) in [("3 号窗口", "3"), ("大厅门口", "")] {
        let page = supervisor.get(&at).await;
        let typed = [("act", "outlet"), ("outlet_label", name), ("window", window)];
        let done = supervisor.send(&page, &format!("{at}/step#outlet"), &typed).await;
        assert_eq!(done.status, 303, "{}", done.text());
    }
    let page = supervisor.get(&at).await;
    let done = supervisor.send(&page, &format!("{at}/publish"), &[]).await;
    assert_eq!(done.location(), format!("{at}?done=published"));
    let links = supervisor.get(&format!("{at}/links")).await;
    assert!(links.body.contains("class=\"qr\"") && links.text().contains("3 号窗口"));
    let link = links.body.split("/questionnaires/answer/").nth(1).and_then(|rest| rest.split('"').next());
    (at, format!("/questionnaires/answer/{}", link.unwrap_or_default()))
}

fn good() -> [(&'static str, &'static str); 2] {
    [("answer.who", "个人的事"), ("answer.overall", "满意")]
}

#[tokio::test]
async fn a_questionnaire_is_built_by_plain_forms() {
    let county = County::open();
    let mut supervisor = Browser::signed_in(&county, "sunhong").await;
    let at = begun(&mut supervisor).await;
    let page = supervisor.get(&at).await;
    assert!(page.text().contains("请至少加一个投放点"), "{}", page.text());
    let save = format!("{at}/settings");
    let wrong = supervisor.send(&page, &save, &[("quotas", "3 号窗口 50"), ("title", "改过的名字")]).await;
    assert_eq!((wrong.status, wrong.problems()[0].0.as_str()), (422, "quotas"));
    assert_eq!(wrong.value(&save, "title"), "改过的名字");
    let typed = [("title", "下半年满意度调查"), ("quotas", "3 号窗口＝５０"), ("closes_on", "2026年12月31日")];
    let done = supervisor.send(&page, &save, &typed).await;
    assert_eq!(done.location(), format!("{at}?done=saved"), "{}", done.text());
    let stale = supervisor.send(&page, &save, &[("title", "别人的")]).await;
    assert_eq!(stale.status, 409);
    let page = supervisor.get(&at).await;
    assert!(page.text().contains("下半年满意度调查") && page.text().contains("不是现在的层"));
    let step = format!("{at}/step#panel");
    let bad = [("act", "put"), ("label", "窗口好找吗"), ("kind", "one"), ("options", "好找")];
    let wrong = supervisor.send(&page, &step, &bad).await;
    assert_eq!((wrong.status, wrong.problems()[0].0.as_str()), (422, "options"), "{}", wrong.text());
    assert_eq!(wrong.value(&step, "label"), "窗口好找吗");
    let mended =
        [("options", "好找\n不好找"), ("when_key", "overall"), ("when_values", "不满意、非常不满意"), ("act", "put")];
    let done = supervisor.send(&wrong, &step, &mended).await;
    assert_eq!(done.status, 303, "{}", done.text());
    let page = supervisor.get(&at).await;
    assert!(page.text().contains("“总的来说满意吗”选“不满意”或“非常不满意”"), "{}", page.text());
    let preview = supervisor.get(&format!("{at}/preview")).await;
    let tried = supervisor.send(&preview, &format!("{at}/preview"), &[]).await;
    assert_eq!(tried.status, 422, "what must be answered is named");
    let tried = supervisor.send(&preview, &format!("{at}/preview"), &good()).await;
    assert!(tried.text().contains("填写没有问题"));
    let mut clerk = Browser::signed_in(&county, "zhangmin").await;
    assert_eq!(clerk.get(&at).await.status, 403);
}

#[tokio::test]
async fn a_visitor_answers_once_without_signing_in() {
    let county = County::open();
    let (at, link) = out(&county).await;
    let mut visitor = Browser::new(&county);
    assert_eq!(visitor.get("/questionnaires/answer/1-aaaa").await.status, 404);
    let page = visitor.get(&link).await;
    assert_eq!(page.status, 200, "{}", page.text());
    let wrong =
        visitor.send(&page, &link, &[("answer.overall", "不满意"), ("answer.words", "我的手机13800138000")]).await;
    assert_eq!((wrong.status, wrong.problems()[0].0.as_str()), (422, "answer.who"), "{}", wrong.text());
    let done = visitor.send(&wrong, &link, &[("answer.who", "个人的事")]).await;
    assert_eq!((done.status, done.location()), (303, link.as_str()), "{}", done.text());
    let thanks = visitor.get(&link).await;
    assert!(thanks.text().contains("谢谢您") && !thanks.body.contains("answer.overall"));
    let again = visitor.send(&page, &link, &good()).await;
    assert_eq!(again.status, 409);
    assert!(again.text().contains("已经答过"), "{}", again.text());
    let mut other = Browser::new(&county);
    let page = other.get(&format!("{link}?elder=1")).await;
    assert!(page.body.contains("data-elder"));
    assert_eq!(other.send(&page, &link, &good()).await.status, 303);
    // A browser that keeps nothing is told what to do.
    let mut forgetful = Browser::new(&county);
    let sign_in = forgetful.get("/sign-in").await;
    let csrf = sign_in.value("/sign-in", "csrf");
    let fields: Vec<(String, String)> =
        [("csrf", csrf.as_str()), ("answer.who", "个人的事"), ("answer.overall", "满意")]
            .map(|(n, v)| (n.to_owned(), v.to_owned()))
            .into();
    let told = forgetful.post(&link, &fields).await;
    assert!(told.status == 400 && told.text().contains("Cookie"), "{} {}", told.status, told.text());
    let mut supervisor = Browser::signed_in(&county, "sunhong").await;
    let results = supervisor.get(&format!("{at}/results")).await;
    let text = results.text();
    for words in ["收到2份", "2人回答，满意1人（50.0%）", "我的手机****", "太少，不单列", "不是随机抽样"]
    {
        assert!(text.contains(words), "{words} in {text}");
    }
    assert!(!results.body.contains("13800138000"));
    let sheet = supervisor.get(&format!("{at}/results.xlsx")).await;
    assert!(sheet.body.as_bytes().starts_with(b"PK"));
    let end = supervisor.get(&at).await;
    let bare = supervisor.send(&end, &format!("{at}/close"), &[]).await;
    assert_eq!(bare.status, 422);
    let done = supervisor.send(&end, &format!("{at}/close"), &[("reason", "收齐了")]).await;
    assert_eq!(done.location(), format!("{at}?done=closed"));
    let mut late = Browser::new(&county);
    let closed = late.get(&link).await;
    assert!(closed.status == 200 && closed.text().contains("结束，谢谢您愿意回答"), "{}", closed.text());
}

#[tokio::test]
async fn paper_is_typed_in_and_marked() {
    let county = County::open();
    let (at, _) = out(&county).await;
    let mut supervisor = Browser::signed_in(&county, "sunhong").await;
    let form = format!("{at}/paper");
    let page = supervisor.get(&form).await;
    let code =
        page.body.split("<option value=\"").nth(2).and_then(|r| r.split('"').next()).unwrap_or_default().to_owned();
    let typed = |no: &'static str| {
        let mut all = vec![("outlet", code.as_str()), ("paper_no", no)];
        all.extend(good());
        all
    };
    let problem = |answer: &Answer| (answer.status, answer.problems()[0].0.clone());
    assert_eq!(problem(&supervisor.send(&page, &form, &typed(" ")).await), (422, "paper_no".into()));
    assert_eq!(problem(&supervisor.send(&page, &form, &good()).await).0, 422);
    let page = supervisor.get(&form).await;
    let done = supervisor.send(&page, &form, &typed("A-1")).await;
    assert!(done.location().ends_with("done=entered"), "{}", done.text());
    let page = supervisor.get(&form).await;
    assert_eq!(problem(&supervisor.send(&page, &form, &typed("A-1")).await), (422, "paper_no".into()));
    let results = supervisor.get(&format!("{at}/results")).await;
    assert!(results.text().contains("收到1份，其中1份是纸质补录"), "{}", results.text());
    assert!(results.text().contains("1人回答，均表示满意；真实不满意率仍可能到"), "{}", results.text());
    assert!(!results.text().contains("100%"), "{}", results.text());
}

#[tokio::test]
async fn programs_read_questionnaires() {
    let county = County::open();
    let (at, link) = out(&county).await;
    let mut visitor = Browser::new(&county);
    let page = visitor.get(&link).await;
    assert_eq!(visitor.send(&page, &link, &good()).await.status, 303);
    let document = document(&county).await;
    let reader = Program::signed_in(&county, "sunhong").await;
    let list = reader.get("/api/questionnaires").await;
    holds(&document, "get", "/api/questionnaires", &list);
    assert_eq!(list.json()["questionnaires"][0]["answers"], 1);
    let id = at.rsplit('/').next().unwrap_or_default();
    let results = reader.get(&format!("/api/questionnaires/{id}/results")).await;
    holds(&document, "get", "/api/questionnaires/{questionnaire}/results", &results);
    assert_eq!((&results.json()["answers"], &results.json()["standing"]), (&1.into(), &"open".into()));
    let missing = reader.get(&format!("/api/questionnaires/{id}/results?edition=9")).await;
    holds(&document, "get", "/api/questionnaires/{questionnaire}/results", &missing);
    assert_eq!(missing.status, 404);
    let measured = reader.get("/api/questionnaires/measured").await;
    holds(&document, "get", "/api/questionnaires/measured", &measured);
    let first = &measured.json()["measures"][0];
    assert_eq!((&first["window"], &first["about"], &first["mean"]), (&3.into(), &"overall".into(), &"4.00".into()));
    let wrong = reader.get("/api/questionnaires/measured?from=x").await;
    holds(&document, "get", "/api/questionnaires/measured", &wrong);
    assert_eq!(wrong.status, 422);
    assert_eq!(Program::signed_in(&county, "zhangmin").await.get("/api/questionnaires").await.status, 403);
}

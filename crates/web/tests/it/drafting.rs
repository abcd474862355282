//! Drafting an item over HTTP (编制事项): saved, submitted, sent back, published with a day, withdrawn; history.

use crate::{
    browser::{Answer, Browser, Program},
    county::{CARD, County, FOOD},
};

const ITEMS: &str = "/catalogue/items";
const NEW: &str = "/catalogue/items/new";
const DRAFTS: &str = "/catalogue/drafts";

fn here(item: i64) -> String {
    format!("{ITEMS}/{item}")
}

/// The same form under another key, as a colleague's browser has it.
fn in_another_window(form: &Answer) -> Answer {
    let body = form.body.replace("name=\"idempotency_key\" value=\"", "name=\"idempotency_key\" value=\"other-");
    Answer { status: form.status, headers: form.headers.clone(), body }
}

#[tokio::test]
async fn a_department_drafts_and_the_editor_sends_back_and_publishes() {
    let county = County::open();
    let (mut approver, mut editor) =
        (Browser::signed_in(&county, "liqiang").await, Browser::signed_in(&county, "qianwei").await);
    let at = here(FOOD);
    assert_eq!(approver.get(&here(CARD)).await.status, 403, "only the own department's items");
    let form = approver.get(&at).await;
    assert_eq!(form.value(&at, "field-promised_limit"), "5个工作日");
    assert_eq!(form.value(&at, "materials-0-0"), "食品经营许可申请书");
    assert!(!form.text().contains("发布 "), "an approver does not publish");
    let typed = [("field-promised_limit", "3个工作日"), ("why", "省里压减时限"), ("act", "save")];
    let saved = approver.send(&form, &at, &typed).await;
    let page = approver.get(saved.location()).await;
    assert!(page.text().contains("草稿已保存"), "{}", page.text());
    assert!(page.text().contains("承诺办结时限"), "the draft says what it changes");
    assert_eq!(page.value(&at, "field-promised_limit"), "3个工作日");
    let sent = approver.send(&page, &at, &[("act", "submit")]).await;
    assert!(approver.get(sent.location()).await.text().contains("已送审"));
    assert!(editor.get(DRAFTS).await.text().contains("1 份草稿待审核"));
    assert!(editor.get(&format!("{ITEMS}?life=draft")).await.text().contains("共 1 项"));

    let step = format!("{at}/draft");
    let waiting = editor.get(&at).await;
    let bare = editor.send(&waiting, &step, &[("act", "return")]).await;
    assert_eq!((bare.status, bare.problems()[0].0.as_str()), (422, "note"));
    let back = editor.send(&waiting, &step, &[("act", "return"), ("note", "请附文号")]).await;
    assert!(editor.get(back.location()).await.text().contains("退回原因：请附文号"));
    let again = approver.get(&at).await;
    let sent = approver.send(&again, &at, &[("why", "川办发〔2026〕3号"), ("act", "submit")]).await;
    assert_eq!(sent.status, 303);
    let last = editor.get(&at).await;
    let done = editor.send(&last, &step, &[("act", "publish")]).await;
    assert!(editor.get(done.location()).await.text().contains("已发布第 2 版"));
    assert!(editor.get(&format!("/catalogue/{FOOD}")).await.text().contains("3 个工作日办结"));
    let history = editor.get(&format!("{at}/history")).await.text();
    for words in ["2 个版本", "现行版本", "历史版本", "川办发〔2026〕3号", "钱伟"] {
        assert!(history.contains(words), "{words}: {history}");
    }
    let compared = editor.get(&format!("{at}/compare?from=1&to=2")).await.text();
    assert!(compared.contains("第 1 版到第 2 版改了 1 处") && compared.contains("5个工作日"), "{compared}");
    assert_eq!(editor.get(&format!("{at}/compare?from=1&to=9")).await.status, 404);
    let api = Program::signed_in(&county, "qianwei").await;
    let versions = api.get(&format!("/api/items/{FOOD}/versions")).await.json();
    assert_eq!(versions["versions"].as_array().map(Vec::len), Some(2), "{versions}");
    assert_eq!(
        (versions["versions"][0]["state"].as_str(), versions["versions"][0]["version"].as_i64()),
        (Some("in_force"), Some(2))
    );
}

#[tokio::test]
async fn a_version_waits_for_its_day_and_can_be_withdrawn() {
    let county = County::open();
    let mut editor = Browser::signed_in(&county, "qianwei").await;
    let at = here(FOOD);
    let form = editor.get(&at).await;
    let day = |day: &'static str| {
        [("field-promised_limit", "3个工作日"), ("why", "压减"), ("act", "publish"), ("field-effective_on", day)]
    };
    for wrong in ["2020-01-01", "下个月"] {
        let answer = editor.send(&form, &at, &day(wrong)).await;
        assert_eq!((answer.status, answer.problems()[0].0.as_str()), (422, "field-effective_on"), "{wrong}");
        assert_eq!(answer.value(&at, "field-effective_on"), wrong);
    }
    let done = editor.send(&form, &at, &day("2099-12-01")).await;
    let page = editor.get(done.location()).await;
    assert!(page.text().contains("2099年12月1日") && page.text().contains("生效之前不能再改这一项"), "{}", page.text());
    assert!(editor.get(&format!("/catalogue/{FOOD}")).await.text().contains("5 个工作日办结"), "not in force yet");
    assert!(editor.get(DRAFTS).await.text().contains("1 个版本待生效"));
    assert!(editor.get(&format!("{ITEMS}?life=waiting")).await.text().contains("共 1 项"));
    let late = editor
        .send(&in_another_window(&form), &at, &[("field-name", "食品经营许可"), ("why", "改名"), ("act", "save")])
        .await;
    assert_eq!((late.status, late.value(&at, "field-name").as_str()), (409, "食品经营许可"));
    let withdraw = format!("{at}/withdraw");
    let bare = editor.send(&page, &withdraw, &[]).await;
    assert_eq!((bare.status, bare.problems()[0].0.as_str()), (422, "withdraw_why"));
    let gone = editor.send(&page, &withdraw, &[("withdraw_why", "文件推迟")]).await;
    assert!(editor.get(gone.location()).await.text().contains("已撤回，现行版本不变"));
    assert!(editor.get(&format!("{at}/history")).await.text().contains("已撤回"));
}

#[tokio::test]
async fn all_problems_stand_at_their_fields_and_nothing_typed_is_lost() {
    let county = County::open();
    let mut editor = Browser::signed_in(&county, "qianwei").await;
    let at = here(CARD);
    let form = editor.get(&at).await;
    let typed = [
        ("field-name", ""),
        ("field-promised_limit", "尽快"),
        ("field-onsite_visits", "许多"),
        ("field-place", "政务大厅\n3 号窗口"),
        ("why", "试试"),
    ];
    let wrong = editor.send(&form, &at, &typed).await;
    assert_eq!(wrong.status, 422);
    let mut fields: Vec<String> = wrong.problems().into_iter().map(|(field, _)| field).collect();
    fields.sort_unstable();
    assert_eq!(fields, ["field-name", "field-onsite_visits", "field-promised_limit"]);
    for (name, value) in typed {
        assert_eq!(wrong.value(&at, name), value, "{name} stays");
    }
    let unsaid = editor.send(&form, &at, &[("field-place", "3 号窗口")]).await;
    assert_eq!((unsaid.status, unsaid.problems()[0].0.as_str()), (422, "why"));
    // Rows are added without a script, and nothing is saved by that.
    let more = editor.send(&form, &at, &[("act", "add-materials"), ("why", "补材料")]).await;
    assert_eq!(
        (more.status, more.value(&at, "materials-rows"), more.value(&at, "why")),
        (200, "1".into(), "补材料".into())
    );
    let nameless = editor.send(&more, &at, &[("materials-0-5", "2")]).await;
    assert_eq!((nameless.status, nameless.problems()[0].0.as_str()), (422, "field-materials"));
    let saved = editor.send(&more, &at, &[("materials-0-0", "身份证"), ("materials-0-5", "2")]).await;
    let page = editor.get(saved.location()).await;
    assert_eq!((page.value(&at, "materials-0-0"), page.value(&at, "materials-0-5")), ("身份证".into(), "2".into()));
    // Two windows: the later one is told and keeps what was typed.
    let first = editor.send(&page, &at, &[("field-place", "甲")]).await;
    assert_eq!(first.status, 303);
    let second = editor.send(&in_another_window(&page), &at, &[("field-place", "乙")]).await;
    assert_eq!((second.status, second.value(&at, "field-place").as_str()), (409, "乙"));
    assert_eq!(editor.send(&second, &at, &[]).await.status, 303, "who was told may save over it");
    let now = editor.get(&at).await;
    assert_eq!(now.value(&at, "field-place"), "乙");
    let gone = editor.send(&now, &format!("{at}/draft"), &[("act", "drop")]).await;
    assert!(editor.get(gone.location()).await.text().contains("草稿已扔掉"));
}

#[tokio::test]
async fn an_item_is_made_suspended_and_resumed() {
    let county = County::open();
    let mut editor = Browser::signed_in(&county, "qianwei").await;
    let form = editor.get(NEW).await;
    let typed = [
        ("field-department", "县人力资源和社会保障局"),
        ("field-item_type", "公共服务"),
        ("field-name", "灵活就业人员参保登记"),
        ("field-code", "NEW-77"),
        ("why", "省级目录新增"),
        ("act", "publish"),
    ];
    let taken = editor
        .send(&form, NEW, &[&typed[..3], &[("field-code", "119901010000000027Q992000101001"), ("why", "x")]].concat())
        .await;
    assert_eq!(taken.status, 422, "{}", taken.body.len());
    let made = editor.send(&form, NEW, &typed).await;
    let at = made.location().split('?').next().expect("a path").to_owned();
    let page = editor.get(made.location()).await;
    assert!(page.text().contains("已发布第 1 版"), "{}", page.text());
    assert!(editor.get("/catalogue?q=NEW-77").await.text().contains("灵活就业人员参保登记"));
    let status = format!("{at}/status");
    let bare = editor.send(&page, &status, &[("field-status", "suspended")]).await;
    assert_eq!((bare.status, bare.problems()[0].0.as_str()), (422, "status_why"));
    let done = editor.send(&page, &status, &[("field-status", "suspended"), ("status_why", "系统升级")]).await;
    let page = editor.get(done.location()).await;
    assert!(page.text().contains("状态已改") && page.text().contains("暂停"));
    let back = editor.send(&page, &status, &[("field-status", "in_use"), ("status_why", "升级完成")]).await;
    assert_eq!(back.status, 303);
}

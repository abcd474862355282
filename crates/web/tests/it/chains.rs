//! Making a chain over HTTP (编制一件事), without a script: from picked items to what everybody reads.

use crate::{
    browser::{Browser, Program},
    county::County,
};

const LIST: &str = "/chains/list";
const EDIT: &str = "/chains/YJS001/edit";
const FOOD_CODE: &str = "11990101000000019X4990100101001";
const CARD_CODE: &str = "11990101000000027Q4992000101001";
const PENALTY_CODE: &str = "11990101000000019X4990200103001";

/// A chain of two departments' items, begun by the editor.
async fn begun(county: &County) -> Browser<'_> {
    let mut editor = Browser::signed_in(county, "qianwei").await;
    let list = editor.get(LIST).await;
    let codes = format!("{FOOD_CODE}\n {CARD_CODE} ");
    let form = [("name", "开办餐饮店"), ("purpose", "开店要办的一次办齐"), ("items", codes.as_str())];
    let done = editor.send(&list, LIST, &form).await;
    assert_eq!(done.status, 303, "{:?}", done.problems());
    editor
}

#[tokio::test]
async fn a_chain_is_begun_from_codes_and_wrong_ones_are_named() {
    let county = County::open();
    let mut editor = Browser::signed_in(&county, "qianwei").await;
    let list = editor.get(LIST).await;
    assert!(list.text().contains("还没有一件事"), "{}", list.text());
    let try_with = [("name", ""), ("items", FOOD_CODE)];
    let refused = editor.send(&list, LIST, &try_with).await;
    assert_eq!((refused.status, refused.problems()[0].0.as_str()), (422, "name"));
    assert_eq!(refused.value(LIST, "items"), FOOD_CODE, "what was typed stays");
    for (codes, told) in [
        (FOOD_CODE.to_owned(), "至少要有两个事项"),
        (format!("{FOOD_CODE}\n{FOOD_CODE}"), "选了两次"),
        (format!("{FOOD_CODE}\n{PENALTY_CODE}"), "不能由申请人申请"),
        (format!("{FOOD_CODE}\n没有这个"), "没有找到事项“没有这个”"),
    ] {
        let refused = editor.send(&list, LIST, &[("name", "某件事"), ("items", codes.as_str())]).await;
        let (field, sentence) = refused.problems().remove(0);
        assert_eq!((refused.status, field.as_str()), (422, "items"));
        assert!(sentence.contains(told), "{sentence}");
    }
    let mut editor = begun(&county).await;
    let list = editor.get(LIST).await;
    assert!(list.text().contains("2 个事项，2 个部门") && list.text().contains("草稿"), "{}", list.text());
}

#[tokio::test]
async fn a_chain_is_changed_step_by_step() {
    let county = County::open();
    let mut editor = begun(&county).await;
    let page = editor.get(EDIT).await;
    assert!(page.text().contains("食品经营许可申请书") && page.text().contains("跑几个部门"), "{}", page.text());

    // A question, and a member that hangs on it.
    let asked = editor.send(&page, EDIT, &[("ask", "要不要办社保卡"), ("act", "ask")]).await;
    assert_eq!(asked.status, 303);
    let page = editor.get(&format!("{EDIT}?member=m2&done=kept")).await;
    assert!(page.text().contains("已存进草稿"), "{}", page.text());
    let say = [("question", "q1"), ("answers", "是"), ("after", "m1"), ("denied", "others_go_on"), ("act", "member")];
    assert_eq!(editor.send(&page, EDIT, &say).await.status, 303);
    let page = editor.get(EDIT).await;
    assert!(page.text().contains("“要不要办社保卡”选“是”") && page.text().contains("其余照办"), "{}", page.text());
    let panel = editor.get(&format!("{EDIT}?member=m2")).await;
    assert_eq!(panel.value(EDIT, "answers"), "是", "the panel shows what is there");

    // What cannot be is refused beside what was typed.
    let refused = editor.send(&page, EDIT, &[("item", FOOD_CODE), ("act", "add")]).await;
    assert_eq!((refused.status, refused.problems()[0].0.as_str()), (422, "item"));
    assert_eq!(refused.value(EDIT, "item"), FOOD_CODE);
    let empty = editor.send(&page, EDIT, &[("ask", " "), ("act", "ask")]).await;
    assert_eq!((empty.status, empty.problems()[0].0.as_str()), (422, "ask"));

    // Two editors: the slower one sees what is there now.
    let mut colleague = Browser::signed_in(&county, "qianwei").await;
    let second = colleague.get(EDIT).await;
    assert_eq!(editor.send(&page, EDIT, &[("act", "up:m2")]).await.status, 303);
    let late = colleague.send(&second, EDIT, &[("act", "up:m1")]).await;
    assert_eq!(late.status, 409, "{:?}", late.problems());

    let others = Browser::signed_in(&county, "zhaolei").await.get(EDIT).await;
    assert!(!others.text().contains("把选中的合并成一个问题"), "who may not edit reads");
}

#[tokio::test]
async fn materials_are_merged_and_kept_apart_by_the_clerk() {
    let county = County::open();
    let mut editor = begun(&county).await;
    let page = editor.get(EDIT).await;
    let merged = editor.send(&page, EDIT, &[("material", "0"), ("act", "material-merge")]).await;
    assert_eq!(merged.status, 303, "one alone is no group, and nothing is lost");
    let page = editor.get(EDIT).await;
    let body: Vec<(String, String)> = page
        .form(EDIT)
        .into_iter()
        .filter(|(n, _)| n != "act")
        .chain([("material", "0"), ("material", "1"), ("act", "material-merge")].map(|(n, v)| (n.into(), v.into())))
        .collect();
    assert_eq!(editor.post(EDIT, &body).await.status, 303);
    let page = editor.get(EDIT).await;
    assert!(page.text().contains("恢复建议"), "{}", page.text());
    let back = editor.send(&page, EDIT, &[("act", "material-reset:0")]).await;
    assert_eq!(back.status, 303);
    assert!(!editor.get(EDIT).await.text().contains("恢复建议"));
}

/// A form of parts with one file, as browsers send it.
async fn handed_in(editor: &mut Browser<'_>, file: &[u8]) -> crate::browser::Answer {
    let page = editor.get("/chains/import").await;
    let mut body = Vec::new();
    for (name, value) in page.form("/chains/import") {
        let part = format!("--b\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
        body.extend_from_slice(part.as_bytes());
    }
    body.extend_from_slice(
        b"--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.bpmn\"\r\nContent-Type: text/xml\r\n\r\n",
    );
    body.extend_from_slice(file);
    body.extend_from_slice(b"\r\n--b--\r\n");
    editor.upload("/chains/import", "b", body).await
}

/// The program that reads files stands beside this test; what it reads is walked through in a browser (`e2e`).
#[tokio::test]
async fn a_drawing_is_asked_for_and_read_by_a_child_alone() {
    let county = County::open();
    let mut editor = begun(&county).await;
    assert!(editor.get(LIST).await.body.contains("/chains/import"));
    let empty = handed_in(&mut editor, b"").await;
    assert_eq!((empty.status, empty.problems()[0].0.as_str()), (422, "file"), "{}", empty.text());
    let unread = handed_in(&mut editor, b"<definitions/>").await;
    assert_eq!((unread.status, unread.problems()[0].0.as_str()), (422, "file"), "{}", unread.text());
    let nothing = [("csrf".to_owned(), empty.value("/chains/import", "csrf"))];
    assert_eq!(editor.post("/chains/import/unknown", &nothing).await.status, 404, "nothing is held");
}

#[tokio::test]
async fn what_the_check_holds_against_it_stops_a_publication() {
    let county = County::open();
    let mut editor = begun(&county).await;
    let page = editor.get(EDIT).await;
    assert!(page.text().contains("还没有授权窗口办理"), "{}", page.text());
    let refused = editor.send(&page, "/chains/YJS001/publish", &[]).await;
    assert_eq!(refused.status, 422);
    assert!(refused.problems()[0].1.contains("必须先改"), "{:?}", refused.problems());
    let mut public = Browser::new(&county);
    assert_eq!(public.get("/chains/YJS001").await.status, 404, "a draft is nobody's");
    assert!(public.get("/chains").await.text().contains("还没有可以一次办的事"));
    let preview = editor.get("/chains/YJS001/preview").await;
    assert!(preview.text().contains("这是草稿") && preview.text().contains("经营场所平面图"), "{}", preview.text());
    let diagram = editor.get("/chains/YJS001/bpmn").await;
    assert!(
        diagram.body.contains("bpmn:definitions") && diagram.body.contains("食品经营许可（新办）"),
        "{}",
        diagram.body
    );
    assert!(diagram.header("content-disposition").contains("YJS001.bpmn"));
    assert!(page.body.contains("<svg"), "the lanes are drawn");
    let program = Program::new(&county);
    assert_eq!(program.get("/api/chains").await.json()["chains"], serde_json::json!([]));
    assert_eq!(program.get("/api/chains/YJS001").await.status, 404);
}

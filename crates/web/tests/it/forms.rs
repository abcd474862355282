//! Editing an item's form over HTTP (编申请表), without a script: from the default form to a published one of its own.

use serde_json::{Value, json};

use crate::{
    browser::{Browser, Program},
    county::{CARD, County, FOOD, PENALTY},
};

fn here(item: i64) -> String {
    format!("/catalogue/items/{item}/form")
}

const OWNER: &[(&str, &str)] = &[
    ("field-label", "负责人姓名"),
    ("field-key", "owner"),
    ("field-kind", "text"),
    ("field-required", "1"),
    ("field-personal", "1"),
    ("act", "put"),
];

#[tokio::test]
async fn a_form_is_edited_previewed_and_published() {
    let county = County::open();
    let mut editor = Browser::signed_in(&county, "qianwei").await;
    let at = here(FOOD);
    let form = editor.get(&at).await;
    assert!(form.text().contains("默认表单，按指南生成") && form.text().contains("申请事项说明"), "{}", form.text());
    let own = editor.send(&form, &at, &[("act", "start")]).await;
    assert!(own.text().contains("还没有保存"));

    // A personal field says what for and on what basis, or it does not get in.
    let panel = editor.send(&own, &at, &[("act", "add:0")]).await;
    let wrong = editor.send(&panel, &at, OWNER).await;
    let said: Vec<String> = wrong.problems().into_iter().map(|(_, sentence)| sentence).collect();
    assert_eq!(wrong.status, 422);
    assert_eq!(
        said,
        ["“负责人姓名”是个人信息，请写为什么要问（处理目的）", "“负责人姓名”是个人信息，请写依据哪部法律哪一条"]
    );
    assert_eq!(wrong.value(&at, "field-label"), "负责人姓名", "what was typed stays");
    let basis = [("field-purpose", "核对负责人"), ("field-legal_basis", "食品安全法第三十五条"), ("act", "put")];
    let with_owner = editor.send(&wrong, &at, &basis).await;
    assert_eq!(with_owner.status, 200, "{:?}", with_owner.problems());

    // A choice, and a question that hangs on it.
    let panel = editor.send(&with_owner, &at, &[("act", "add:0")]).await;
    let way = [
        ("field-label", "经营方式"),
        ("field-key", "way"),
        ("field-kind", "choice"),
        ("field-options", "实体店\n网络经营"),
        ("field-required", "1"),
        ("act", "put"),
    ];
    let with_way = editor.send(&panel, &at, &way).await;
    let panel = editor.send(&with_way, &at, &[("act", "add:0")]).await;
    let url = [
        ("field-label", "网店地址"),
        ("field-key", "shop_url"),
        ("field-required", "1"),
        ("field-when-0", "way"),
        ("field-value-0", "网络经营"),
        ("act", "put"),
    ];
    let whole = editor.send(&panel, &at, &url).await;
    assert!(whole.text().contains("如果“经营方式”选“网络经营”"), "{}", whole.text());
    let moved = editor.send(&whole, &at, &[("act", "up:way")]).await;
    let keys: Value = serde_json::from_str(&moved.value(&at, "form")).expect("the form travels as JSON");
    assert_eq!(keys["pages"][0]["fields"][1]["key"], "way");
    let first = editor.send(&moved, &at, &[("act", "edit:shop_url")]).await;
    assert_eq!(first.value(&at, "field-value-0"), "网络经营", "the panel is filled with what is there");
    let idle = editor.send(&first, &at, &[("act", "cancel")]).await;
    let gone = editor.send(&idle, &at, &[("act", "drop:request")]).await;

    // The applicant's view, of what is not saved yet.
    let preview = format!("{at}/preview");
    let body: Vec<(String, String)> =
        gone.form(&at).into_iter().map(|(n, v)| if n == "act" { (n, "look".into()) } else { (n, v) }).collect();
    let seen = editor.post(&preview, &body).await;
    assert!(seen.text().contains("网店地址") && seen.text().contains("为什么要填负责人姓名"), "{}", seen.text());
    let answers = [("answer.owner", "张敏"), ("answer.way", "网络经营"), ("answer.address", "村"), ("act", "try")];
    let tried = editor.send(&seen, &preview, &answers).await;
    assert_eq!(tried.status, 422);
    let fields: Vec<String> = tried.problems().into_iter().map(|(field, _)| field).collect();
    assert_eq!(fields, ["answer.shop_url", "answer.address"]);
    let mended = [("answer.way", "实体店"), ("answer.address", "文澜路８８号"), ("act", "try")];
    let good = editor.send(&tried, &preview, &mended).await;
    assert!(good.text().contains("填写没有问题") && good.text().contains("文澜路88号"), "{}", good.text());

    // Saved into the draft, published with it.
    let silent = editor.send(&gone, &at, &[("act", "save")]).await;
    assert_eq!((silent.status, silent.problems()[0].0.as_str()), (422, "why"));
    let saved = editor.send(&silent, &at, &[("act", "save"), ("why", "按新申请书修订")]).await;
    assert!(editor.get(saved.location()).await.text().contains("申请表已存进草稿"));
    let drafting = editor.get(&format!("/catalogue/items/{FOOD}")).await;
    assert!(drafting.text().contains("申请表") && drafting.text().contains("默认表单"), "the draft says what changed");
    let step = format!("/catalogue/items/{FOOD}");
    let published = editor.send(&drafting, &step, &[("act", "publish")]).await;
    assert_eq!(published.status, 303);
    let api = Program::new(&county).get(&format!("/api/items/{FOOD}/form")).await.json();
    assert_eq!((api["own"].as_bool(), api["version"].as_i64()), (Some(true), Some(2)));
    assert_eq!(api["schema"]["$schema"], "https://json-schema.org/draft/2020-12/schema");
    assert_eq!(api["schema"]["allOf"][0]["else"], json!({ "properties": { "shop_url": false } }));
    assert_eq!(api["presentation"]["fields"]["owner"]["purpose"], "核对负责人");
}

#[tokio::test]
async fn a_schema_goes_out_and_comes_back() {
    let county = County::open();
    let mut editor = Browser::signed_in(&county, "qianwei").await;
    let at = here(CARD);
    let file = editor.get(&format!("{at}/schema.json")).await;
    assert!(file.header("content-type").starts_with("application/schema+json"));
    let form = editor.get(&at).await;
    let read = editor.send(&form, &at, &[("schema", &file.body), ("act", "read")]).await;
    assert_eq!(read.status, 200, "{:?}", read.problems());
    assert!(read.text().contains("已读进来，核对后请保存"));
    let outside = file.body.replace("\"maxLength\"", "\"multipleOf\"");
    let wrong = editor.send(&form, &at, &[("schema", &outside), ("act", "read")]).await;
    assert_eq!((wrong.status, wrong.problems()[0].0.as_str()), (422, "schema"));
    assert!(wrong.problems()[0].1.contains("multipleOf"), "{:?}", wrong.problems());
    assert!(wrong.body.matches("multipleOf").count() > 3, "the text stays, besides the sentence about it");
    let field =
        |name: &str, value: &str| format!("--B\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
    let csrf = form.value(&at, "csrf");
    let body = field("csrf", &csrf)
        + "--B\r\ncontent-disposition: form-data; name=\"file\"; filename=\"f.json\"\r\n\r\n"
        + &file.body
        + "\r\n--B--\r\n";
    let uploaded = editor.upload(&format!("{at}/upload"), "B", body.into_bytes()).await;
    assert_eq!(uploaded.status, 200);
    assert!(uploaded.text().contains("已读进来"));
}

#[tokio::test]
async fn every_item_for_applicants_has_a_form_and_no_other() {
    let county = County::open();
    let program = Program::new(&county);
    let api = program.get(&format!("/api/items/{CARD}/form")).await.json();
    assert_eq!(api["own"].as_bool(), Some(false));
    assert!(api["schema"]["properties"]["address"].is_object(), "{api}");
    assert_eq!(program.get(&format!("/api/items/{PENALTY}/form")).await.status, 404, "nobody applies for it");
    assert_eq!(program.get("/api/items/7/form").await.status, 404);
    let mut approver = Browser::signed_in(&county, "liqiang").await;
    assert_eq!(approver.get(&here(CARD)).await.status, 403, "only the own department's items");
    // A page that comes back torn is said so, and writes nothing.
    let page = approver.get(&here(FOOD)).await;
    let torn = approver.send(&page, &here(FOOD), &[("form", "{"), ("act", "save"), ("why", "x")]).await;
    assert_eq!(torn.status, 400);
}

//! Importing a file over HTTP (导入), with this test as both the site and the child process that reads the file: hence
//! a `main` of its own.

#[path = "it/browser.rs"]
#[expect(dead_code, reason = "shared with the other tests, which use more of it")]
mod browser;
#[path = "it/county.rs"]
#[expect(dead_code, reason = "shared with the other tests, which use more of it")]
mod county;
#[path = "pages/markup.rs"]
#[expect(dead_code, reason = "shared with the page checks, which read more of it")]
mod markup;
#[path = "pages/rules.rs"]
mod rules;

use std::process::ExitCode;

use browser::{Answer, Browser};
use county::County;
use papers::child::{SUBCOMMAND, serve_stdin};

const HERE: &str = "/catalogue/import";
const HEADER: &str = "部门,业务办理项名称,业务办理项编码,事项类型,承诺办结时限,备注";
/// The codes that the county knows.
const FOOD: &str = "11990101000000001X4990100101001";
const COMPANY: &str = "11990101000000001X4990100102001";

fn main() -> ExitCode {
    if std::env::args().nth(1).as_deref() == Some(SUBCOMMAND) {
        return serve_stdin();
    }
    let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime starts");
    runtime.block_on(async {
        a_file_is_previewed_confirmed_and_done_once().await;
        what_cannot_be_read_is_told_at_the_field().await;
        a_preview_that_was_overtaken_changes_nothing().await;
        a_complete_list_cancels_what_it_leaves_out().await;
    });
    println!("test import over HTTP ... ok");
    ExitCode::SUCCESS
}

fn county() -> County {
    County::open_with(std::env::current_exe().expect("a running test has a path"))
}

async fn upload(editor: &mut Browser<'_>, name: &str, text: &str, complete: bool) -> Answer {
    let form = editor.get(HERE).await;
    let mut body = String::new();
    for (field, value) in form.form(HERE).iter().filter(|(field, _)| field != "file") {
        body.push_str(&format!("--b\r\nContent-Disposition: form-data; name=\"{field}\"\r\n\r\n{value}\r\n"));
    }
    if complete {
        body.push_str("--b\r\nContent-Disposition: form-data; name=\"complete\"\r\n\r\n1\r\n");
    }
    body.push_str(&format!(
        "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\
         Content-Type: text/csv\r\n\r\n{text}\r\n--b--\r\n"
    ));
    editor.upload(HERE, "b", body.into_bytes()).await
}

fn file(rows: &[&str]) -> String {
    format!("{HEADER}\n{}\n", rows.join("\n"))
}

async fn a_file_is_previewed_confirmed_and_done_once() {
    let county = county();
    let mut editor = Browser::signed_in(&county, "qianwei").await;
    let changed = format!("县市场监督管理局,食品经营许可（新办）,{FOOD},行政许可,3个工作日,");
    let text = file(&[
        &changed,
        "县交通运输局,无人机飞行活动备案,NEW-1,其他行政权力,,请尽快",
        "县交通运输局,无编码的事项,,行政许可,,",
        "县交通运输局,时限看不懂,NEW-2,行政许可,一个月,",
    ]);
    let staged = upload(&mut editor, "2026年事项<清单>.csv", &text, false).await;
    let preview = editor.get(staged.location()).await;
    let shown = preview.text();
    for words in [
        "2026年事项<清单>.csv",
        "4 行",
        "不认识的列照原样保留：备注",
        "承诺办结时限 5 个工作日 → 3 个工作日",
        "无人机飞行活动备案",
        "县交通运输局",
        "收下 2 项变化",
        "时限“一个月”看不懂",
        COMPANY,
    ] {
        assert!(shown.contains(words), "the preview says {words}: {shown}");
    }
    let items = editor.get("/catalogue/items").await.text();
    assert!(items.contains("共 4 项"), "nothing is live before it is confirmed");
    let here = staged.location().to_owned();
    let done = editor.send(&preview, &here, &[]).await;
    let page = editor.get(done.location()).await;
    for words in ["新增 1 项，变化 1 项", "有 2 行没收下"] {
        assert!(page.text().contains(words), "{words}");
    }
    assert_eq!(editor.send(&preview, &here, &[]).await.status, 303, "a double click does it once");
    assert!(editor.get("/catalogue/items").await.text().contains("共 5 项"));
    assert!(editor.get("/catalogue?q=wrj").await.text().contains("无人机飞行活动备案"), "the public finds it at once");
    assert!(editor.get(&here).await.text().contains("已收下，现在生效"), "the address tells what was done");
    let again = upload(&mut editor, "a.csv", &file(&[&changed]), false).await;
    assert!(editor.get(again.location()).await.text().contains("不用收"));
    for odd in ["/catalogue/import/x", "/catalogue/import/7"] {
        assert_eq!(editor.get(odd).await.status, 404);
    }
}

async fn what_cannot_be_read_is_told_at_the_field() {
    let county = county();
    let mut editor = Browser::signed_in(&county, "qianwei").await;
    for (name, text) in
        [("empty.csv", ""), ("letter.doc", "sehr geehrte"), ("a.csv", "甲,乙\n1,2\n"), ("a.xlsx", "no workbook")]
    {
        let answer = upload(&mut editor, name, text, true).await;
        assert_eq!(answer.status, 422, "{name}");
        let problems = answer.problems();
        assert_eq!((problems.len(), problems[0].0.as_str()), (1, "file"), "{name}");
        assert!(!problems[0].1.is_ascii(), "{name}: {}", problems[0].1);
        assert_eq!(answer.value(HERE, "complete"), "1", "the box stays ticked");
    }
    let large = upload(&mut editor, "large.csv", &"x".repeat(22 << 20), false).await;
    assert_eq!(large.status, 413);
    assert!(large.text().contains("文件太大"));
}

async fn a_preview_that_was_overtaken_changes_nothing() {
    let county = county();
    let mut editor = Browser::signed_in(&county, "qianwei").await;
    let row = |limit: &str| format!("县市场监督管理局,食品经营许可（新办）,{FOOD},行政许可,{limit},");
    let first = upload(&mut editor, "a.csv", &file(&[&row("3个工作日")]), false).await;
    let preview = editor.get(first.location()).await;
    let second = upload(&mut editor, "b.csv", &file(&[&row("3个工作日")]), false).await;
    let other = editor.get(second.location()).await;
    assert_eq!(editor.send(&other, second.location(), &[]).await.status, 303);
    let late = editor.send(&preview, first.location(), &[]).await;
    assert_eq!(late.status, 409);
    assert!(late.text().contains("预览以后事项库有了变动") && late.text().contains("不用收"));
}

async fn a_complete_list_cancels_what_it_leaves_out() {
    let county = county();
    let mut editor = Browser::signed_in(&county, "qianwei").await;
    let only = format!("县市场监督管理局,食品经营许可（新办）,{FOOD},行政许可,,");
    let staged = upload(&mut editor, "a.csv", &file(&[&only]), true).await;
    let preview = editor.get(staged.location()).await;
    for words in ["按完整清单", "将取消", "企业信用修复", "的完整清单里没有，将改为取消"] {
        assert!(preview.text().contains(words), "{words}");
    }
    let done = editor.send(&preview, staged.location(), &[]).await;
    assert!(editor.get(done.location()).await.text().contains("取消 2 项"));
    assert!(!editor.get("/catalogue?q=qyxyxf").await.text().contains("企业信用修复"));
    let kept = editor.get("/catalogue/items?status=in_use").await.text();
    assert!(kept.contains("社会保障卡申领"), "a department that the file does not name keeps its items");
}

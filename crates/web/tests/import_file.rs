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
const FOOD: &str = "11990101000000019X4990100101001";
const COMPANY: &str = "11990101000000019X4990100102001";

fn main() -> ExitCode {
    if std::env::args().nth(1).as_deref() == Some(SUBCOMMAND) {
        return serve_stdin();
    }
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().expect("a runtime starts");
    runtime.block_on(async {
        a_file_is_previewed_confirmed_and_done_once().await;
        what_cannot_be_read_is_told_at_the_field().await;
        a_preview_that_was_overtaken_changes_nothing().await;
        a_complete_list_cancels_what_it_leaves_out().await;
        another_encoding_is_chosen_without_uploading_again().await;
        an_import_is_undone_and_its_refused_rows_come_back().await;
        what_is_exported_imports_as_unchanged().await;
    });
    println!("test import over HTTP ... ok");
    ExitCode::SUCCESS
}

fn county() -> County {
    County::open_with(std::env::current_exe().expect("a running test has a path"))
}

/// Uploads a file; the answer leads to a look at it.
async fn upload(editor: &mut Browser<'_>, name: &str, bytes: &[u8]) -> Answer {
    let form = editor.get(HERE).await;
    let mut body = Vec::new();
    for (field, value) in form.form(HERE).iter().filter(|(field, _)| field != "file") {
        body.extend(format!("--b\r\nContent-Disposition: form-data; name=\"{field}\"\r\n\r\n{value}\r\n").bytes());
    }
    body.extend(
        format!(
            "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\
             Content-Type: application/octet-stream\r\n\r\n"
        )
        .bytes(),
    );
    body.extend(bytes);
    body.extend(b"\r\n--b--\r\n");
    editor.upload(HERE, "b", body).await
}

/// Uploads a file, finds that it looks right and goes on; the answer leads to the preview.
async fn staged(editor: &mut Browser<'_>, name: &str, bytes: &[u8], complete: bool) -> Answer {
    let looked = upload(editor, name, bytes).await;
    let here = looked.location().to_owned();
    let page = editor.get(&here).await;
    assert_eq!(page.status, 200, "{}", page.text());
    let typed: &[(&str, &str)] = if complete { &[("complete", "1")] } else { &[] };
    editor.send(&page, &here, typed).await
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
        "县交通运输局,时限看不懂,NEW-2,行政许可,尽快办,",
    ]);
    let staged = staged(&mut editor, "2026年事项<清单>.csv", text.as_bytes(), false).await;
    let preview = editor.get(staged.location()).await;
    let shown = preview.text();
    for words in [
        "2026年事项<清单>.csv",
        "4 行",
        "不认识的列照原样保留：备注",
        "承诺办结时限：5个工作日 →",
        "3个工作日",
        "新增 1 项，变化 1 项，2 行没收下",
        "无人机飞行活动备案",
        "县交通运输局",
        "收下 2 项变化",
        "第 5 行",
        "尽快办",
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
    let found = editor.get("/catalogue?q=wrj").await.text();
    assert!(found.contains("县交通运输局"), "the public finds it at once: {found}");
    assert!(editor.get(&here).await.text().contains("已收下，现在生效"), "the address tells what was done");
    let again = self::staged(&mut editor, "a.csv", file(&[&changed]).as_bytes(), false).await;
    assert!(editor.get(again.location()).await.text().contains("不用收"));
    for odd in ["/catalogue/import/x", "/catalogue/import/7"] {
        assert_eq!(editor.get(odd).await.status, 404);
    }
}

async fn what_cannot_be_read_is_told_at_the_field() {
    let county = county();
    let mut editor = Browser::signed_in(&county, "qianwei").await;
    for (name, text) in [("empty.csv", ""), ("a.xlsx", "PK\u{3}\u{4} no workbook")] {
        let answer = upload(&mut editor, name, text.as_bytes()).await;
        assert_eq!(answer.status, 422, "{name}");
        let problems = answer.problems();
        assert_eq!((problems.len(), problems[0].0.as_str()), (1, "file"), "{name}");
        assert!(!problems[0].1.is_ascii(), "{name}: {}", problems[0].1);
    }
    let letter = upload(&mut editor, "letter.doc", b"sehr geehrte").await;
    assert!(editor.get(letter.location()).await.text().contains("没有找到列名"));
    let odd = upload(&mut editor, "a.csv", "甲,乙\n1,2\n".as_bytes()).await;
    let looked = editor.get(odd.location()).await;
    assert!(looked.text().contains("这样读不出事项"), "{}", looked.text());
    let large = upload(&mut editor, "large.csv", "x".repeat(22 << 20).as_bytes()).await;
    assert_eq!(large.status, 413);
    assert!(large.text().contains("文件太大"));
    assert_eq!(editor.get("/catalogue/upload/nothing").await.status, 404);
    let mut other = Browser::signed_in(&county, "qianwei").await;
    assert_eq!(other.get(odd.location()).await.status, 200, "the same person at another screen");
}

async fn a_preview_that_was_overtaken_changes_nothing() {
    let county = county();
    let mut editor = Browser::signed_in(&county, "qianwei").await;
    let row = |limit: &str| format!("县市场监督管理局,食品经营许可（新办）,{FOOD},行政许可,{limit},");
    let first = staged(&mut editor, "a.csv", file(&[&row("3个工作日")]).as_bytes(), false).await;
    let preview = editor.get(first.location()).await;
    let second = staged(&mut editor, "b.csv", file(&[&row("3个工作日")]).as_bytes(), false).await;
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
    let staged = staged(&mut editor, "a.csv", file(&[&only]).as_bytes(), true).await;
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

async fn another_encoding_is_chosen_without_uploading_again() {
    let county = county();
    let mut editor = Browser::signed_in(&county, "qianwei").await;
    let changed = format!("县市场监督管理局,食品经营许可（新办）,{FOOD},行政许可,3个工作日,");
    let text = format!("某县政务服务事项清单,,,,,\n{}", file(&[&changed]));
    let looked = upload(&mut editor, "清单.csv", text.as_bytes()).await;
    let here = looked.location().to_owned();
    let page = editor.get(&here).await;
    assert!(page.text().contains("这份表像是 UTF-8 编码，第 2 行是列名"), "{}", page.text());
    assert!(page.text().contains("某县政务服务事项清单") && page.text().contains("不认识的列照原样保留：备注"));
    let wrong = editor.get(&format!("{here}?encoding=gb18030")).await;
    assert_eq!((wrong.status, wrong.text().contains("请换一种编码")), (422, true), "{}", wrong.text());
    let top = editor.get(&format!("{here}?header_row=1")).await;
    assert!(top.text().contains("这样读不出事项"), "{}", top.text());
    let back = editor.get(&format!("{here}?encoding=utf-8&header_row=2")).await;
    let staged = editor.send(&back, &here, &[]).await;
    let preview = editor.get(staged.location()).await;
    assert!(preview.text().contains("收下 1 项变化"), "{}", preview.text());
    assert_eq!(editor.get(&here).await.status, 404, "a file that was taken is not held any longer");
}

async fn an_import_is_undone_and_its_refused_rows_come_back() {
    let county = county();
    let mut editor = Browser::signed_in(&county, "qianwei").await;
    let text = file(&[
        &format!("县市场监督管理局,食品经营许可（新办）,{FOOD},行政许可,3个工作日,"),
        "县交通运输局,无人机飞行活动备案,NEW-1,其他行政权力,,",
        "县交通运输局,无编码的事项,,行政许可,,",
    ]);
    let staged = staged(&mut editor, "清单.csv", text.as_bytes(), false).await;
    let here = staged.location().to_owned();
    let group = editor.get(&format!("{here}?group=added&page=1")).await.text();
    assert!(group.contains("无人机飞行活动备案") && !group.contains("没收下 1 条"), "{group}");
    assert!(editor.get("/catalogue/imports").await.text().contains("有 1 份导入等待确认"));
    let preview = editor.get(&here).await;
    assert_eq!(editor.send(&preview, &here, &[]).await.status, 303);
    let refused = editor.get(&format!("{here}/refused.xlsx")).await;
    assert_eq!(refused.status, 200, "{}", refused.body);
    assert!(refused.header("content-disposition").contains("filename*=UTF-8''"));
    let undo = format!("{here}/undo");
    let question = editor.get(&undo).await;
    assert!(question.text().contains("撤销后 1 项恢复原样，1 项取消"), "{}", question.text());
    let late = editor.send(&question, &undo, &[("restored", "2")]).await;
    assert_eq!((late.status, late.text().contains("请看过新的数字再撤销")), (409, true));
    let undone = editor.send(&question, &undo, &[]).await;
    assert!(editor.get(undone.location()).await.text().contains("已撤销（钱伟"));
    assert!(
        editor.get("/catalogue/items?q=wrj").await.text().contains("没有符合的事项"),
        "the added item is cancelled"
    );
    let list = editor.get("/catalogue/imports").await.text();
    assert!(list.contains("已撤销") && list.contains("新增 1，变化 1，取消 0，没收下 1"), "{list}");
    assert_eq!(editor.get(&undo).await.status, 303, "once is enough");
    assert_eq!(editor.get(&format!("{here}/refused.xlsx")).await.status, 422, "what was kept is gone");
}

async fn what_is_exported_imports_as_unchanged() {
    let county = county();
    let mut editor = Browser::signed_in(&county, "qianwei").await;
    for (at, name) in [("/catalogue/items.csv", "a.csv"), ("/catalogue/items.csv?department=2", "b.csv")] {
        let file = editor.get(at).await;
        assert_eq!(file.status, 200);
        let staged = staged(&mut editor, name, file.body.as_bytes(), false).await;
        let preview = editor.get(staged.location()).await.text();
        assert!(preview.contains("和事项库一样，没有变化"), "{preview}");
    }
    for at in ["/catalogue/template.xlsx", "/catalogue/items.xlsx"] {
        let answer = editor.get(at).await;
        assert!(answer.status == 200 && answer.body.starts_with("PK"), "{at}");
    }
    assert_eq!(editor.get("/catalogue/items.xlsx?department=99").await.status, 404);
}

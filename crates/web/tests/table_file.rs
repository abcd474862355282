//! Handing in tables of other offices over HTTP (外来表格), with this test as both the site and the child process that
//! reads the file: hence a `main` of its own.

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

fn main() -> ExitCode {
    if std::env::args().nth(1).as_deref() == Some(SUBCOMMAND) {
        return serve_stdin();
    }
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().expect("a runtime starts");
    runtime.block_on(async {
        divisions_then_stations_then_a_second_time_nothing().await;
        the_provinces_export_the_residency_list_and_the_citys_table().await;
        what_cannot_be_taken_is_told_at_its_field().await;
        a_preview_that_was_overtaken_changes_nothing().await;
        an_export_of_cases_is_looked_at_then_written_once().await;
        writing_that_takes_long_shows_how_far_it_is().await;
    });
    println!("test tables over HTTP ... ok");
    ExitCode::SUCCESS
}

fn county() -> County {
    County::open_with(std::env::current_exe().expect("a running test has a path"))
}

/// Fills the form of a table and sends it with a file.
async fn upload(editor: &mut Browser<'_>, kind: &str, text: &str, typed: &[(&str, &str)]) -> Answer {
    sent_to(editor, &format!("/tables/{kind}"), text, typed).await
}

async fn sent_to(editor: &mut Browser<'_>, here: &str, text: &str, typed: &[(&str, &str)]) -> Answer {
    let form = editor.get(here).await;
    let mut body = String::new();
    let mut part = |field: &str, value: &str| {
        body.push_str(&format!("--b\r\nContent-Disposition: form-data; name=\"{field}\"\r\n\r\n{value}\r\n"));
    };
    for (field, value) in form.form(here).iter().filter(|(field, _)| field != "file") {
        let typed = typed.iter().find(|(name, _)| name == field).map(|(_, value)| *value);
        part(field, typed.unwrap_or(value));
    }
    for (field, value) in typed.iter().filter(|(name, _)| *name == "complete") {
        part(field, value);
    }
    body.push_str(&format!(
        "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"表.csv\"\r\nContent-Type: text/csv\r\n\r\n\
         {text}\r\n--b--\r\n"
    ));
    editor.upload(here, "b", body.into_bytes()).await
}

/// Somebody else holds the database for a while: the form is answered all the same, and its page asks again.
async fn writing_that_takes_long_shows_how_far_it_is() {
    let county = county();
    let mut editor = Browser::signed_in(&county, "qianwei").await;
    let export = "办件编号,事项编码,申请人,证件号码,申请时间,受理时间,办结时间,办理结果\n\
                  SX1,11990101000000019X4990100101001,王小明,,2026-11-02 09:00:00,2026-11-02 09:20:00,,\n";
    let staged = sent_to(&mut editor, "/cases/import", export, &[("source", "省级平台")]).await;
    let look = editor.get(staged.location()).await;
    let action = staged.location().split('?').next().unwrap_or_default().to_owned();
    let (db, (held, go)) = (county.db.db.clone(), std::sync::mpsc::channel::<()>());
    let go = std::sync::Mutex::new(go);
    let busy = std::thread::spawn(move || {
        db.write(move |tx| {
            go.lock().expect("nobody else waits").recv_timeout(std::time::Duration::from_secs(8)).ok();
            tx.run("DELETE FROM parked_intake WHERE region = ''", &[])
        })
    });
    let waiting = editor.send(&look, &action, &[]).await;
    assert_eq!(waiting.location(), staged.location());
    let running = editor.get(waiting.location()).await;
    assert_eq!((running.status, running.header("refresh")), (200, "2"));
    assert!(running.text().contains("这一页每 2 秒自己更新"), "{}", running.text());
    let twice = editor.send(&look, &action, &[]).await;
    assert_eq!(twice.location(), staged.location(), "it is written once");
    held.send(()).expect("somebody waits");
    busy.join().expect("it ends").expect("it writes");
    let mut left = 100;
    let done = loop {
        let asked = editor.get(waiting.location()).await;
        if asked.status == 303 {
            break asked;
        }
        left -= 1;
        assert!(left > 0, "it never ends: {}", asked.text());
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    };
    assert!(editor.get(done.location()).await.text().contains("已写入 1 件"));
    let later = editor.get(waiting.location()).await;
    assert_eq!(later.location(), done.location(), "who comes back is led to what it did");
}

async fn an_export_of_cases_is_looked_at_then_written_once() {
    let county = county();
    let mut editor = Browser::signed_in(&county, "qianwei").await;
    let here = "/cases/import";
    let export = "办件编号,事项编码,申请人,证件号码,申请时间,受理时间,办结时间,办理结果\n\
                  SX1,11990101000000019X4990100101001,王小明,,2026-11-02 09:00:00,2026-11-02 09:20:00,,\n\
                  SX2,没有的编码,李某,,2026-11-02 09:00:00,2026-11-02 09:20:00,,\n";
    let wrong = sent_to(&mut editor, here, export, &[]).await;
    assert_eq!(wrong.status, 422);
    assert!(wrong.text().contains("请填写来源，例如"), "{}", wrong.text());
    let wrong = sent_to(&mut editor, here, "甲,乙\n1,2\n", &[("source", "省级平台")]).await;
    assert_eq!(wrong.status, 422);
    let page = wrong.text();
    assert!(page.contains("办件编号") && page.contains("省级平台"), "{page}");
    let staged = sent_to(&mut editor, here, export, &[("source", "省级平台")]).await;
    let look = editor.get(staged.location()).await;
    for words in ["有 1 件可以写入，1 行没收下", "写入 1 件", "不在事项库里，请先导入事项清单或核对编码"]
    {
        assert!(look.text().contains(words), "{words}: {}", look.text());
    }
    let mut clerk = Browser::signed_in(&county, "sunhong").await;
    assert!(!clerk.get("/cases?q=SX1").await.text().contains("食品经营许可"), "a look writes nothing");
    let action = staged.location().split('?').next().unwrap_or_default().to_owned();
    let done = editor.send(&look, &action, &[]).await;
    let page = editor.get(done.location()).await.text();
    assert!(page.contains("已写入 1 件") && page.contains("没收下的行"), "{page}");
    assert!(clerk.get("/cases?q=SX1").await.text().contains("食品经营许可"));
    let again = sent_to(&mut editor, here, export, &[]).await;
    assert!(editor.get(again.location()).await.text().contains("和库里一样"), "the source is remembered");
    let list = editor.get("/tables").await.text();
    assert!(list.contains("办件导出") && list.contains("“表.csv”"), "{list}");
    // Nobody else sees what is held.
    let mut other = Browser::signed_in(&county, "liqiang").await;
    assert_ne!(other.get(again.location()).await.status, 200);
}

/// Previewed, confirmed as shown; the page of the end.
async fn confirmed(editor: &mut Browser<'_>, staged: &Answer) -> String {
    let here = staged.location().to_owned();
    let preview = editor.get(&here).await;
    let done = editor.send(&preview, &here, &[]).await;
    let page = editor.get(done.location()).await.text();
    assert_eq!(editor.send(&preview, &here, &[]).await.status, 303, "a double click does it once");
    assert!(editor.get(&here).await.text().contains("已收下"), "the address tells what was done");
    page
}

const DIVISIONS: &str = "2026年区划表,,\n区划代码,区划名称,层级\n990101100,云溪镇,镇\n990101100201,双桥村,村\n\
                         990101100202,石桥村,村\n990102100,别县的镇,镇\n";

async fn divisions_then_stations_then_a_second_time_nothing() {
    let county = county();
    let mut editor = Browser::signed_in(&county, "qianwei").await;
    let list = editor.get("/tables").await.text();
    assert!(list.contains("区划表") && list.contains("还没有导入过"));
    let staged = upload(&mut editor, "divisions", DIVISIONS, &[]).await;
    let preview = editor.get(staged.location()).await.text();
    for words in [
        "区划表：新设 3，1 行没收下",
        "区划代码 990102100000 不属于本县（990101），请删去这一行",
        "有在用站点的区划：2026年11月20日（周五）起 0/3",
        "收下 3 处变化",
        "4 行",
    ] {
        assert!(preview.contains(words), "{words}: {preview}");
    }
    assert!(
        editor.get("/stations").await.text().contains("站点名单正在整理"),
        "nothing is live before it is confirmed"
    );
    let done = confirmed(&mut editor, &staged).await;
    assert!(done.contains("新设 3，改名 0，停用 0") && done.contains("没收下 1 行"), "{done}");
    assert!(editor.get("/tables").await.text().contains("上次 2026年11月20日"));
    let again = upload(&mut editor, "divisions", DIVISIONS, &[]).await;
    assert!(editor.get(again.location()).await.text().contains("不用收"));
    let stations = "区划代码,站点名称,服务村（社区）,名称核对日期,名称佐证,负责人电话\n\
                    990101100,云溪镇便民服务中心,,,,13800138000\n\
                    990101100201,双桥村便民服务站,石桥村,2026-11-18,名录,13800138000\n";
    let staged = upload(&mut editor, "stations", stations, &[]).await;
    let preview = editor.get(staged.location()).await.text();
    assert!(preview.contains("这些列里有身份证号或手机号，没有保存"), "{preview}");
    assert!(preview.contains("有在用站点的区划：现在 0/3，收下后 3/3"), "{preview}");
    confirmed(&mut editor, &staged).await;
    let list = editor.get("/stations").await.text();
    assert!(list.contains("双桥村便民服务站") && list.contains("与邻村合设"), "{list}");
    // A later day waits.
    let renamed = "区划代码,区划名称\n990101100,云溪街道\n990101100201,双桥村\n";
    let typed = [("as_of", "2027年1月1日"), ("complete", "1")];
    let staged = upload(&mut editor, "divisions", renamed, &typed).await;
    let preview = editor.get(staged.location()).await.text();
    for words in
        ["改名 1，停用 1", "按完整的表，2027年1月1日（周五）", "区划名称 云溪镇 → 云溪街道", "停用日期：2027-01-01"]
    {
        assert!(preview.contains(words), "{words}: {preview}");
    }
    confirmed(&mut editor, &staged).await;
    let today = editor.get("/stations").await.text();
    assert!(today.contains("云溪镇") && !today.contains("云溪街道") && today.contains("石桥村"));
}

async fn the_provinces_export_the_residency_list_and_the_citys_table() {
    let county = county();
    let mut editor = Browser::signed_in(&county, "qianwei").await;
    let export =
        "业务办理项编码,事项名称,状态,审核状态\n11990101000000019X4990100101001,食品经营许可（新办）,在用,待审核\n";
    let staged = upload(&mut editor, "publication", export, &[("complete", "1")]).await;
    let preview = editor.get(staged.location()).await.text();
    assert!(preview.contains("省级平台发布 是 → 否") && preview.contains("省级平台没有列出"), "{preview}");
    confirmed(&mut editor, &staged).await;
    assert!(editor.get("/publication").await.text().contains("状态不同 1"));
    let residency = "编码,是否进驻,原因类别\n11990101000000019X4990100101001,否,场地限制\n";
    let staged = upload(&mut editor, "residency", residency, &[]).await;
    let preview = editor.get(staged.location()).await.text();
    assert!(preview.contains("豁免缺依据、批准文号、实际办理地点、起始日期，按未进驻计、不豁免"), "{preview}");
    confirmed(&mut editor, &staged).await;
    let peers = "县（市、区）,区划代码,网上可办率（%）\n试算县,990101,99.90\n望溪区,990102,99.98\n";
    let typed = [("source", "市行政审批局 11月通报")];
    let staged = upload(&mut editor, "peers", peers, &typed).await;
    let done = confirmed(&mut editor, &staged).await;
    assert!(done.contains("新增 2"), "{done}");
    // The same figures under a later source are worth noting.
    let staged = upload(&mut editor, "peers", peers, &[("source", "市行政审批局 11月修订")]).await;
    let preview = editor.get(staged.location()).await.text();
    assert!(preview.contains("收下，改日期") && preview.contains("数值没有变化"), "{preview}");
    confirmed(&mut editor, &staged).await;
}

async fn what_cannot_be_taken_is_told_at_its_field() {
    let county = county();
    let mut editor = Browser::signed_in(&county, "qianwei").await;
    let peers = "县（市、区）,网上可办率\n望溪区,99.98\n";
    for (kind, text, typed, field) in [
        ("divisions", "", vec![], "file"),
        ("divisions", "甲,乙\n1,2\n", vec![], "file"),
        ("divisions", DIVISIONS, vec![("as_of", "明年")], "as_of"),
        ("residency", "编码,名称\nA-1,甲\n", vec![], "file"),
        ("publication", "事项编码,事项名称\nA-1,甲\n", vec![("as_of", "2026-11-21")], "as_of"),
        ("peers", peers, vec![], "source"),
    ] {
        let answer = upload(&mut editor, kind, text, &typed).await;
        assert_eq!(answer.status, 422, "{kind} {text}");
        let problems = answer.problems();
        assert_eq!((problems.len(), problems[0].0.as_str()), (1, field), "{kind}: {problems:?}");
        for (name, value) in typed {
            assert_eq!(answer.value(&format!("/tables/{kind}"), name), value, "{name} stays");
        }
    }
    for odd in ["/tables/cities", "/tables/divisions/7", "/tables/divisions/x"] {
        assert_eq!(editor.get(odd).await.status, 404, "{odd}");
    }
}

async fn a_preview_that_was_overtaken_changes_nothing() {
    let county = county();
    let mut editor = Browser::signed_in(&county, "qianwei").await;
    let first = upload(&mut editor, "divisions", DIVISIONS, &[]).await;
    let preview = editor.get(first.location()).await;
    let second = upload(&mut editor, "divisions", DIVISIONS, &[]).await;
    confirmed(&mut editor, &second).await;
    let late = editor.send(&preview, first.location(), &[]).await;
    assert_eq!(late.status, 409);
    assert!(late.text().contains("预览以后库里有了变动") && late.text().contains("不用收"));
    let elsewhere = first.location().replace("divisions", "stations");
    assert_eq!(editor.get(&elsewhere).await.status, 404, "a table is of its own kind");
}

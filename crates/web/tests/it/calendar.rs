//! The calendar over HTTP (工作日历): a year for everybody; a notice and a day of the place entered with a preview.

use crate::{
    browser::{Answer, Browser, Program},
    county::County,
};

const ENTER: &str = "/calendar/enter";
const CONFIRM: &str = "/calendar/confirm";
/// The shape of a notice, not one that is out.
const WORDS: &str = "一、元旦：1月1日（周五）至3日（周日）放假，共3天。1月9日（周六）上班。";
const TITLE: &str = "国务院办公厅关于2027年部分节假日安排的通知（国办发明电〔2026〕7号）";

/// Sends the form of a notice as a browser does: with parts, a file among them.
async fn notice(editor: &mut Browser<'_>, form: &Answer, typed: &[(&str, &str)], file: &[u8]) -> Answer {
    let mut fields = form.form(ENTER);
    for (name, value) in typed {
        match fields.iter_mut().find(|(n, _)| n == name) {
            Some(field) => field.1 = (*value).to_owned(),
            None => fields.push(((*name).to_owned(), (*value).to_owned())),
        }
    }
    let mut body = Vec::new();
    for (name, value) in fields.iter().filter(|(name, _)| name != "file") {
        let part = format!("--b\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
        body.extend(part.into_bytes());
    }
    body.extend(b"--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"2027.csv\"\r\n\r\n");
    body.extend(file);
    body.extend(b"\r\n--b--\r\n");
    editor.upload(ENTER, "b", body).await
}

#[tokio::test]
async fn everybody_reads_a_year_with_its_notice() {
    let county = County::open();
    let mut public = Browser::new(&county);
    let year = public.get("/calendar?year=2026").await.text();
    for words in [
        "全年 248 个工作日",
        "国办发明电〔2025〕7号",
        "content_7047091.htm",
        "2月15日至23日，9 天",
        "2月14日（周六）",
        "2027 年放假安排尚未公布",
    ] {
        assert!(year.contains(words), "{words}");
    }
    assert!(!year.contains("录入"), "entering is the office's matter");
    let unknown = public.get("/calendar?year=2027").await.text();
    assert!(unknown.contains("暂按周一至周五上班计算") && unknown.contains("暂定"));
    let changed = public.get("/calendar?year=2019").await.text();
    assert!(changed.contains("国办发明电〔2018〕15号") && changed.contains("国办发明电〔2019〕3号"));
    assert!(public.get("/calendar?year=x").await.text().contains("2026年工作日历"));
    assert!(public.get("/").await.text().contains("工作日历"), "the foot of every page leads here");
}

#[tokio::test]
async fn next_years_notice_is_pasted_previewed_and_confirmed() {
    let county = County::open();
    let mut editor = Browser::signed_in(&county, "qianwei").await;
    let form = editor.get(ENTER).await;
    assert_eq!(form.value(ENTER, "year"), "2027");
    let missing = notice(&mut editor, &form, &[("text", WORDS)], b"").await;
    assert_eq!((missing.status, missing.problems()[0].0.as_str()), (422, "notice"));
    assert_eq!(missing.value(ENTER, "text"), WORDS, "what was pasted stays");
    let slip = WORDS.replace("共3天", "共4天");
    let slip = notice(&mut editor, &missing, &[("notice", TITLE), ("text", &slip)], b"").await;
    assert_eq!(slip.problems(), [("text".into(), "“元旦”写着共4天，读出来是 3 天，请核对".into())]);
    let preview = notice(&mut editor, &slip, &[("text", WORDS)], b"").await;
    let text = preview.text();
    for words in [TITLE, "2027年1月1日（周五）", "2027年1月9日（周六）", "不再是“暂定”"] {
        assert!(text.contains(words), "{words}");
    }
    assert!(editor.get("/calendar?year=2027").await.text().contains("没有录入"), "nothing has changed yet");
    let done = editor.send(&preview, CONFIRM, &[]).await;
    assert_eq!(done.location(), "/calendar?year=2027&done=notice&moved=0");
    let after = editor.get(done.location()).await.text();
    assert!(after.contains("已录入 2027 年放假安排") && after.contains(TITLE));
    let twice = editor.send(&preview, CONFIRM, &[]).await;
    assert_eq!(twice.location(), done.location(), "a double click has one effect");
}

#[tokio::test]
async fn a_table_is_taken_as_a_file_and_other_encodings_are_not() {
    let county = County::open();
    let mut editor = Browser::signed_in(&county, "qianwei").await;
    let form = editor.get(ENTER).await;
    let table = format!("year,notice,address,date,kind,name\n2027,{TITLE},,2027-01-01,off,元旦\n");
    let preview = notice(&mut editor, &form, &[], table.as_bytes()).await;
    assert!(preview.text().contains("2027年1月1日（周五）"));
    let odd = notice(&mut editor, &form, &[], &[0xd4, 0xaa, 0xb5, 0xa9]).await;
    assert_eq!((odd.status, odd.problems()[0].0.as_str()), (422, "file"));
}

#[tokio::test]
async fn a_day_of_the_place_is_entered_with_its_reason() {
    let county = County::open();
    let mut editor = Browser::signed_in(&county, "qianwei").await;
    let form = editor.get(ENTER).await;
    let local = "/calendar/local";
    let typed = [("from", "2026-12-21"), ("to", ""), ("kind", "off"), ("reason", "县庆"), ("source", "")];
    let half = editor.send(&form, local, &typed).await;
    assert_eq!((half.status, half.problems()[0].0.as_str()), (422, "source"));
    let preview = editor.send(&half, local, &[("source", "县政府办公室通知")]).await;
    assert!(preview.text().contains("2026年12月21日（周一）"));
    let other = editor.send(&half, local, &[("from", "2026-12-22"), ("source", "县政府办公室通知")]).await;
    let done = editor.send(&preview, CONFIRM, &[]).await;
    let shown = editor.get(done.location()).await.text();
    assert!(shown.contains("放假：县庆") && shown.contains("依据：县政府办公室通知"));
    let late = editor.send(&other, CONFIRM, &[]).await;
    assert_eq!(late.status, 409, "the calendar moved since that preview");
    let fresh = editor.send(&late, CONFIRM, &[]).await;
    assert_eq!(fresh.status, 303);
    let program = Program::new(&county);
    let days = program.get("/api/calendar?year=2026").await.json();
    let day = days["days"].as_array().expect("days").iter().find(|d| d["date"] == "2026-12-21").cloned();
    let wanted = serde_json::json!({ "date": "2026-12-21", "workday": false, "by": "local", "name": "县庆" });
    assert_eq!(day, Some(wanted));
    assert_eq!((&days["known"], &days["workdays"]), (&serde_json::json!(true), &serde_json::json!(246)));
    assert_eq!(program.get("/api/calendar?year=26").await.status, 422);
}

#[tokio::test]
async fn the_end_of_a_limit_is_answered_to_programs() {
    let county = County::open();
    let program = Program::new(&county);
    let read = program.get("/api/calendar/due?from=2024-03-01&days=20&pause=2024-03-06..2024-03-20").await.json();
    assert_eq!((&read["due"], &read["paused"]), (&"2024-04-15".into(), &10.into()));
    for (query, status) in [
        ("days=20", 422),
        ("from=2024-03-01", 422),
        ("from=2024-03-01&days=-1", 422),
        ("from=2024-03-01&days=20&unit=hour", 422),
        ("from=2024-03-01&days=20&pause=2024", 422),
        ("from=2024-03-01&days=20&pause=2024-03-20..2024-03-06", 422),
        ("from=9999-12-31&days=65535&extend=65535&unit=month", 200),
        ("from=-009999-01-01&days=65535", 200),
    ] {
        assert_eq!(program.get(&format!("/api/calendar/due?{query}")).await.status, status, "{query}");
    }
}

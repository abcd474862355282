//! The province's export of cases from the command line, day after day, on both engines; and cases as scripts
//! read them.

use std::path::{Path, PathBuf};

use domain::base::{CitizenId, Uscc};
use papers::tables::{Cell, write_xlsx};
use serde_json::Value;

use crate::program::{Ground, grounds};

fn citizen() -> String {
    CitizenId::with_check("51160219900101001").unwrap().as_str().to_owned()
}

fn company() -> String {
    Uscc::with_both_checks("91511602MA6A1B2C").unwrap().as_str().to_owned()
}

fn write(ground: &Ground, name: &str, bytes: &[u8]) -> PathBuf {
    let path = ground.scratch.join(name);
    std::fs::write(&path, bytes).unwrap();
    path
}

/// A county with three items, one of which took another's code.
fn county(ground: &Ground) {
    ground
        .run(["init", "--name", "试算县", "--code", "990101", "--admin-login", "admin", "--admin-name", "周正"])
        .expect(0);
    let items = "部门,业务办理项名称,业务办理项编码,事项类型代码,承诺办结时限,原编码\n\
                 县民政局,临时救助,A-1,5,5个工作日,A-0\n县民政局,高龄津贴,A-2,5,,\n县公安局,居住证申领,B-1,5,10个工作日,\n";
    let file = write(ground, "items.csv", items.as_bytes());
    ground.run(["import", "catalogue", file.to_str().unwrap(), "--yes"]).expect(0);
}

fn import(ground: &Ground, file: &Path, more: &[&str], code: i32) -> Value {
    let mut args = vec!["import", "cases", file.to_str().unwrap(), "--json"];
    args.extend(more);
    ground.run(args).expect(code).json()
}

fn sizes(json: &Value) -> (u64, u64, u64, usize) {
    let n = |field: &str| json[field].as_u64().unwrap();
    (n("added"), n("moved"), n("unchanged"), json["refused"].as_array().unwrap().len())
}

const NATIONAL: &str = "project_no,task_code,task_name,org_name,applyer_type,applyer_name,applyer_page_code,\
                        contact_name,contact_mobile,apply_date,accept_date,promise_date,result_date,result_type,\
                        result_cert_name,result_cert_no\n";

fn first_day() -> String {
    format!(
        "{NATIONAL}\
         P-1,A-1,临时救助,县民政局,1,李建国,{id},,13800138000,20260115T093000,20260115T100000,20260122T180000,20260120T160000,0,救助通知书,救〔2026〕1号\n\
         P-2,A-0,临时救助,县民政局,1,李建国,{id},,13800138000,2026/1/16 9:30,2026/1/16,,,,,\n\
         P-3,,高龄津贴,县民政局,1,王秀英,5116**********1234,,13900139000,2026-01-16 10:00:00,,,,,,\n\
         P-4,B-1,居住证申领,县公安局,2,试算有限公司,{company},陈明,13700137000,2026-01-10,2026-01-12,2026-01-20,2026-01-13,退件,,\n",
        id = citizen(),
        company = company()
    )
}

#[test]
fn an_export_comes_in_once_and_what_moved_on_follows() {
    for ground in grounds() {
        county(&ground);
        let file = write(&ground, "day1.csv", first_day().as_bytes());
        assert_eq!(sizes(&import(&ground, &file, &["--dry-run"], 0)), (4, 0, 0, 0), "{}", ground.engine);
        let asked = ground.run(["import", "cases", file.to_str().unwrap()]).expect(2);
        assert!(asked.err.contains("--yes"), "{}", asked.err);
        assert_eq!(sizes(&import(&ground, &file, &["--yes"], 0)), (4, 0, 0, 0));
        assert_eq!(sizes(&import(&ground, &file, &["--yes"], 0)), (0, 0, 4, 0), "a second time nothing happens");

        // The next day's file is a workbook with Chinese titles; P-2 is decided, P-3 accepted, P-5 new.
        let header = [
            "申办流水号",
            "事项编码",
            "事项名称",
            "部门",
            "申请人",
            "证件号码",
            "申请时间",
            "受理时间",
            "办结时间",
            "办理结果",
            "送达时间",
        ];
        let rows = [
            [
                "P-1",
                "A-1",
                "",
                "",
                "李建国",
                &citizen(),
                "2026-01-15 09:30",
                "2026-01-15 10:00",
                "2026-01-20 16:00",
                "出证办结",
                "2026-01-21",
            ],
            [
                "P-2",
                "A-0",
                "",
                "",
                "李建国",
                &citizen(),
                "2026-01-16 09:30",
                "2026-01-16",
                "2026-01-19 11:00",
                "不予许可",
                "",
            ],
            ["P-3", "", "高龄津贴", "县民政局", "王秀英", "", "2026-01-16 10:00", "2026-01-19 09:00", "", "", ""],
            ["P-5", "A-1", "", "", "赵明", "", "2026-01-19 09:00", "", "", "", ""],
        ];
        let titles: Vec<String> = header.map(str::to_owned).to_vec();
        let cells: Vec<Vec<Cell>> =
            rows.iter().map(|r| r.iter().map(|c| Cell::Text((*c).to_owned())).collect()).collect();
        let book = write(&ground, "day2.xlsx", &write_xlsx("办件", &titles, &cells).unwrap());
        assert_eq!(sizes(&import(&ground, &book, &["--yes"], 0)), (1, 3, 0, 0), "{}", ground.engine);
        assert_eq!(sizes(&import(&ground, &book, &["--yes"], 0)), (0, 0, 4, 0));
        assert_eq!(sizes(&import(&ground, &file, &["--yes"], 0)), (0, 0, 4, 0), "an older file takes nothing back");
        told(&ground);
        let sound = ground.run(["verify", "--json"]).expect(0).json();
        assert_eq!(sound["sound"], true, "{sound}");
    }
}

/// What the cases of both days look like from outside.
fn told(ground: &Ground) {
    let show = |no: &str| ground.run(["cases", "show", no, "--json"]).expect(0).json();
    let done = show("P-1");
    assert_eq!((&done["stage"], &done["foreign_source"]), (&"delivered".into(), &"省级平台".into()), "{done}");
    assert_eq!((&done["item_code"], &done["channel"]), (&"A-1".into(), &"import".into()));
    assert_eq!(done["accepted_at"], "2026-01-15T02:00:00Z");
    assert_eq!((&done["due_on"], &done["result_no"]), (&"2026-01-22".into(), &"救〔2026〕1号".into()));
    assert_eq!(done["applicant"]["name"], "李*国");
    let number = done["case_no"].as_str().unwrap().to_owned();
    assert!(number.starts_with("2026-0115-00-0"), "{number}");
    assert_eq!(show(&number)["foreign_no"], "P-1");
    let denied = show("P-2");
    assert_eq!((&denied["outcome"], &denied["item_code"]), (&"deny".into(), &"A-1".into()), "a replaced code");
    assert_eq!(denied["due_on"], "2026-01-23", "five working days of the guide");
    let ended = show("P-4");
    assert_eq!((&ended["stage"], &ended["applicant"]["name"]), (&"returned".into(), &"试算有限公司".into()));

    let events = ground.run(["cases", "events", "P-1", "--json"]).expect(0).json();
    let events = events["events"].as_array().unwrap().clone();
    let kinds: Vec<&str> = events.iter().map(|e| e["kind"].as_str().unwrap()).collect();
    assert_eq!(kinds, ["case.imported", "case.accepted", "case.decided", "case.completed", "case.delivered"]);
    assert!(events.iter().all(|e| e["source"] == "imported"));
    assert_eq!(events[3]["happened_at"], "2026-01-20T08:00:00Z");

    let list = ground.run(["cases", "list", "--limit", "3", "--json"]).expect(0).json();
    let next = list["next"].as_str().unwrap().to_owned();
    let rest = ground.run(["cases", "list", "--after", &next, "--json"]).expect(0).json();
    assert_eq!((list["cases"].as_array().unwrap().len(), rest["cases"].as_array().unwrap().len()), (3, 2));
    let open = ground.run(["cases", "list", "--open", "--department", "县民政局", "--json"]).expect(0);
    let mut stages: Vec<String> =
        open.json()["cases"].as_array().unwrap().iter().map(|c| c["stage"].as_str().unwrap().to_owned()).collect();
    stages.sort();
    assert_eq!(stages, ["accepted", "submitted"]);
    for secret in [citizen(), "13800138000".into(), "李建国".into(), "王秀英".into()] {
        assert!(!open.out.contains(&secret) && !done.to_string().contains(&secret), "{secret}");
    }
    let unknown = ground.run(["cases", "show", "P-9", "--json"]).expect(1);
    assert!(unknown.err.contains("没有找到"), "{}", unknown.err);
}

#[test]
fn rows_that_cannot_be_taken_are_named_and_the_rest_comes_in() {
    let ground = grounds().remove(0);
    county(&ground);
    let text = format!(
        "办件编号,事项编码,事项名称,部门,申请人,申请时间,受理时间,办结时间,办理结果\n\
         Q-1,A-1,,,甲,2026-01-15,2026-01-16,,\n\
         ,A-1,,,乙,2026-01-15,,,\n\
         Q-3,Z-9,,,丙,2026-01-15,,,\n\
         Q-4,,没有的事项,县民政局,丁,2026-01-15,,,\n\
         Q-5,A-1,,,戊,昨天,,,\n\
         Q-6,A-1,,,己,2026-01-15,2026-01-14,,\n\
         Q-7,A-1,,,庚,2026-01-15,2026-01-15,2026-01-16,大概\n\
         Q-8,A-1,,,辛,2026-01-15,,2026-01-16,出证办结\n\
         Q-9,A-1,,,壬,2999-01-15,,,\n\
         Q-1,A-1,,,癸,2026-01-15,,,\n\
         Q-11,{id},,,子,2026-01-15,,,\n",
        id = citizen()
    );
    let file = write(&ground, "bad.csv", text.as_bytes());
    let done = import(&ground, &file, &["--yes"], 3);
    assert_eq!(sizes(&done), (1, 0, 0, 10), "{done}");
    for (n, (row, word)) in [
        (3, "办件编号"),
        (4, "Z-9"),
        (5, "没有的事项"),
        (6, "申请时间看不懂"),
        (7, "受理时间早于申请时间"),
        (8, "办理结果"),
        (9, "受理时间"),
        (10, "今天以后"),
        (11, "第 2 行已有"),
        (12, "列是否错位"),
    ]
    .into_iter()
    .enumerate()
    {
        let refused = &done["refused"][n];
        assert_eq!(refused["row"], row, "{done}");
        assert!(refused["reason"].as_str().unwrap().contains(word), "{refused}");
    }
    assert!(!done.to_string().contains(&citizen()));
    let other = import(&ground, &file, &["--yes", "--source", "部门系统"], 3);
    assert_eq!(sizes(&other), (1, 0, 0, 10), "the same number of another system is another case");
    let twice = ground.run(["cases", "show", "Q-1"]).expect(1);
    assert!(twice.err.contains("几个来源"), "{}", twice.err);
    let none = write(&ground, "none.csv", "事项编码,申请人\nA-1,甲\n".as_bytes());
    let refused = ground.run(["import", "cases", none.to_str().unwrap(), "--yes"]).expect(1);
    assert!(refused.err.contains("办件编号"), "{}", refused.err);
    ground.run(["verify"]).expect(0);
}

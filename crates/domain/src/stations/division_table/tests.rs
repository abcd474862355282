//! What a division table opens and closes.

use jiff::civil::date;
use proptest::prelude::*;

use super::*;

const FROM: Date = Date::constant(2026, 12, 1);
const TOWN: &str = "990101100000";
const VILLAGE: &str = "990101100201";

fn code(text: &str) -> DivisionCode {
    DivisionCode::parse(text).unwrap()
}

fn division(at: &str, name: &str) -> Division {
    Division { code: code(at), name: name.into(), level: Level::of(&code(at)).unwrap() }
}

fn known(rows: &[(&str, &str)]) -> KnownDivisions {
    KnownDivisions { today: rows.iter().map(|(at, name)| division(at, name)).collect(), ..KnownDivisions::default() }
}

fn row(number: u32, cells: &[(&str, &str)]) -> TableRow {
    let cells = cells.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect();
    TableRow { number, cells, ..TableRow::default() }
}

fn plan(known: &KnownDivisions, rows: &[TableRow], complete: bool) -> DivisionPlan {
    let region = Region::parse("990101").unwrap();
    plan_divisions(known, rows, &DivisionsAsked { region, from: FROM, complete, source: "统计局 2026" })
}

/// What is known once the plan is carried out.
fn after(known: &KnownDivisions, plan: &DivisionPlan) -> KnownDivisions {
    let mut versions = known.versions.clone();
    for version in &plan.versions {
        versions.retain(|v| (v.code, v.valid_from) != (version.code, version.valid_from));
        versions.push(version.clone());
    }
    let (put, gone) = super::super::due_today(&known.today, &versions, FROM);
    let mut today = known.today.clone();
    today.retain(|d| !gone.contains(&d.code) && !put.iter().any(|p| p.code == d.code));
    today.extend(put);
    let (stations, serves) = (known.stations.clone(), known.serves.clone());
    KnownDivisions { today, versions, stations, serves, ..KnownDivisions::default() }
}

#[test]
fn a_renamed_division_closes_one_version_and_opens_the_next() {
    let known = known(&[(TOWN, "旧镇"), (VILLAGE, "双桥村")]);
    let rows = [
        row(2, &[("code", "990101"), ("name", "试算县")]),
        row(3, &[("code", "990101100"), ("name", "新镇"), ("level", "镇")]),
        row(4, &[("code", VILLAGE), ("name", "双桥村"), ("parent", TOWN)]),
        row(5, &[("code", "990101400"), ("name", "开发区管委会")]),
    ];
    let first = plan(&known, &rows, true);
    assert_eq!(first.told.sizes(), (1, 1, 0));
    assert_eq!(first.told.unchanged, 1);
    assert!(first.told.refused.is_empty(), "{:?}", first.told.refused);
    assert!(first.told.added[0].remark.contains("看口径"), "400 and above is told");
    assert!(first.told.notes.iter().any(|n| n == "有 1 行是县级及以上区划，不用收"));
    let versions: Vec<_> = first.versions.iter().map(|v| (v.name.as_str(), v.valid_from, v.valid_to)).collect();
    assert_eq!(versions, [("旧镇", SINCE_EVER, Some(FROM)), ("新镇", FROM, None), ("开发区管委会", FROM, None)]);
    let later = after(&known, &first);
    assert!(later.today.contains(&division(TOWN, "新镇")));
    let second = plan(&later, &rows, true);
    assert!(second.told.is_idle() && second.versions.is_empty(), "{:?}", second.told);
    assert_eq!(second.told.unchanged, 3);
}

#[test]
fn a_new_name_keeps_the_end_that_is_announced() {
    let mut known = known(&[(TOWN, "旧镇")]);
    let end = date(2027, 3, 1);
    known.versions = vec![DivisionVersion {
        code: code(TOWN),
        valid_from: SINCE_EVER,
        valid_to: Some(end),
        name: "旧镇".into(),
        level: Level::of(&code(TOWN)).unwrap(),
        source: String::new(),
    }];
    let plan = plan(&known, &[row(2, &[("code", TOWN), ("name", "新镇")])], false);
    let versions: Vec<_> = plan.versions.iter().map(|v| (v.name.as_str(), v.valid_from, v.valid_to)).collect();
    assert_eq!(versions, [("旧镇", SINCE_EVER, Some(FROM)), ("新镇", FROM, Some(end))]);
}

#[test]
fn a_complete_table_closes_what_it_leaves_out_and_says_what_that_does() {
    let mut known = known(&[(TOWN, "云溪镇"), (VILLAGE, "双桥村"), ("990101100202", "石桥村")]);
    let own = code("990101100202");
    known.stations = vec![Station { name: "石桥村便民服务站".into(), ..crate::stations::register::empty(own) }];
    known.serves = vec![(own, own)];
    let rows = [
        row(2, &[("code", TOWN), ("name", "云溪镇")]),
        row(3, &[("code", VILLAGE), ("name", "双桥村")]),
        row(4, &[("code", "990101100203"), ("name", "新村")]),
    ];
    assert_eq!(plan(&known, &rows, false).told.not_in_file.len(), 1);
    let plan = plan(&known, &rows, true);
    assert_eq!((plan.told.removed.len(), plan.told.removed[0].name.as_str()), (1, "石桥村"));
    for note in [
        "这些站点所在的区划停用，请到站点页改登或撤并：石桥村便民服务站",
        "新增的区划还没有站点：新村",
        "有在用站点的区划：现在 1/3，2026年12月1日（周二）起 0/3",
    ] {
        assert!(plan.told.notes.iter().any(|n| n == note), "{note}: {:?}", plan.told.notes);
    }
    let broken = [rows[0].clone(), rows[1].clone(), row(4, &[("code", "9.901E+11"), ("name", "新村")])];
    let held = self::plan(&known, &broken, true);
    assert!(held.told.removed.is_empty() && held.told.notes[0].contains("先不停用"), "{:?}", held.told);
}

#[test]
fn rows_that_cannot_be_taken_say_why() {
    let rows = [
        row(2, &[("code", "9.90101E+11"), ("name", "甲")]),
        row(3, &[("code", "990102100000"), ("name", "乙")]),
        row(4, &[("code", "990101300201"), ("name", "丙村")]),
        row(5, &[("code", TOWN), ("name", "云溪镇"), ("level", "村")]),
        row(6, &[("code", VILLAGE)]),
        row(7, &[("code", "990101100202"), ("name", "丁"), ("parent", "990101101000")]),
        row(8, &[("code", "990101100203"), ("name", "戊"), ("valid_to", "2026-01-01")]),
        row(9, &[("code", "990101100204"), ("name", "己"), ("valid_from", "明年")]),
        row(10, &[("code", "990101101"), ("name", "庚镇")]),
        row(11, &[("code", "990101101000"), ("name", "庚镇")]),
    ];
    let plan = plan(&known(&[(TOWN, "云溪镇")]), &rows, false);
    let refused: Vec<_> = plan.told.refused.iter().map(|r| (r.row, r.why.join("；"))).collect();
    let expected = [
        (2, "区划代码“9.90101E+11”被表格软件变成了科学计数，请把该列设为文本后重填"),
        (3, "区划代码 990102100000 不属于本县（990101），请删去这一行"),
        (4, "上级 990101300000 不在表里，请先补上这个乡镇"),
        (5, "层级写的是“村”，代码是乡镇（街道），请核对"),
        (6, "缺区划名称，请补上"),
        (7, "上级代码“990101101000”与区划代码不符，请核对"),
        (8, "停用的区划库里没有登记过，请删去这一行"),
    ];
    for (at, (row, sentence)) in expected.iter().enumerate() {
        assert_eq!((refused[at].0, refused[at].1.as_str()), (*row, *sentence));
    }
    assert!(refused[7].1.starts_with("启用日期："));
    assert_eq!(refused[8], (11, "区划代码与第 10 行重复，请保留一行".into()));
    assert_eq!(plan.told.added.len(), 1);
}

#[test]
fn a_division_ends_on_the_day_the_row_says_and_may_come_back() {
    let known = known(&[(TOWN, "云溪镇"), (VILLAGE, "双桥村")]);
    let ended = [row(2, &[("code", VILLAGE), ("name", "双桥村"), ("valid_to", "2026-12-01")])];
    let first = plan(&known, &ended, false);
    assert_eq!((first.told.removed.len(), first.versions[0].valid_to), (1, Some(FROM)));
    let later = after(&known, &first);
    assert!(!later.today.contains(&division(VILLAGE, "双桥村")));
    assert!(plan(&later, &ended, false).told.is_idle());
    let back = plan(&later, &[row(2, &[("code", VILLAGE), ("name", "双桥村")])], false);
    assert_eq!((back.told.added.len(), back.told.added[0].remark.as_str()), (1, "停用过，重新启用"));
}

#[test]
fn what_waits_already_is_not_overwritten_by_an_earlier_day() {
    let mut known = known(&[(TOWN, "云溪镇")]);
    let base = DivisionVersion {
        code: code(TOWN),
        valid_from: SINCE_EVER,
        valid_to: Some(date(2027, 1, 1)),
        name: "云溪镇".into(),
        level: Level::Town,
        source: String::new(),
    };
    let next =
        DivisionVersion { valid_from: date(2027, 1, 1), valid_to: None, name: "云溪街道".into(), ..base.clone() };
    known.versions = vec![base, next];
    let plan = plan(&known, &[row(2, &[("code", TOWN), ("name", "云水镇")])], false);
    assert_eq!(plan.told.refused[0].why, ["2027年1月1日（周五） 起已另有登记，请改用更晚的日期"]);
}

proptest! {
    /// Whatever a table says, taking it twice changes nothing the second time, and no division has
    /// two versions on one day.
    #[test]
    fn a_second_load_changes_nothing(
        rows in prop::collection::vec((0_u8..4, 0_u8..3, 0_u8..3, 0_u8..4), 1..12),
        complete in any::<bool>(),
    ) {
        let days = ["", "2026-06-01", "2026-12-01", "2027-03-01"];
        let table: Vec<TableRow> = rows.iter().enumerate().map(|(i, (village, name, from, to))| {
            let at = if *village == 0 { TOWN.to_owned() } else { format!("99010110020{village}") };
            let name = format!("第{name}村");
            let to = if *to == 3 { days[3] } else { "" };
            row(i as u32 + 2, &[("code", &at), ("name", &name), ("valid_from", days[*from as usize]), ("valid_to", to)])
        }).collect();
        let known = known(&[(TOWN, "云溪镇"), (VILLAGE, "双桥村")]);
        let first = plan(&known, &table, complete);
        let later = after(&known, &first);
        let second = plan(&later, &table, complete);
        prop_assert!(second.versions.is_empty(), "{:?}", second.versions);
        prop_assert!(second.told.is_idle(), "{:?}", second.told);
        for day in [FROM, date(2026, 7, 1), date(2027, 6, 1)] {
            for one in &later.versions {
                let held = later.versions.iter().filter(|v| v.code == one.code && v.holds_on(day)).count();
                prop_assert!(held <= 1, "{} on {day}: {held}", one.code);
            }
        }
    }
}

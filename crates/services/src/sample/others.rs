//! What other offices sent the sample county (样例：省级平台导出、进驻负面清单), taken as any table is taken.
//!
//! The province lists what is published; of the rest some wait there, some are drafts, some are not
//! there; a few entries carry another name, another department, or are unknown here. Of the items
//! outside the hall some had an exemption that is over, some have one that begins later: neither
//! counts today. Deliberately not here: which items those are, which the tables of the sample say.

use domain::{
    base::{TableKind, TableRow},
    catalogue::{CurrentItem, Status},
    people::Desk,
};
use jiff::ToSpan as _;
use store::{StoreError, catalogue};

use super::create::SampleFault;
use crate::{
    Bureau,
    tables::{self, TableFile, TableSettings},
};

/// Takes both tables as they were sent on the day of the clock.
pub(super) fn load(bureau: &Bureau) -> Result<(), SampleFault> {
    let items = bureau.db().read(|tx| catalogue::current_items(tx, bureau.region(), bureau.today()))?;
    take(bureau, TableKind::Publication, "省级平台事项导出.xlsx", export(&items), true)?;
    let residency = exemptions(bureau, &items);
    take(bureau, TableKind::Residency, "进驻清单和负面清单.xlsx", residency, false)
}

pub(super) fn take(
    bureau: &Bureau,
    kind: TableKind,
    file_name: &str,
    rows: Vec<TableRow>,
    complete: bool,
) -> Result<(), SampleFault> {
    let words: String = rows.iter().flat_map(|r| r.cells.values()).map(String::as_str).collect::<Vec<_>>().join("\n");
    let digest = store::digest(words.as_bytes());
    let file = TableFile { kind, file_name: file_name.into(), digest, rows, notes: Vec::new() };
    let settings = TableSettings { as_of: bureau.today(), complete, source: file_name.into() };
    let desk = Desk::system("命令行");
    let staged = tables::stage(bureau, &desk, &file, &settings)?;
    // A row of ours that is refused is a fault of the sample.
    if let Some(refused) = staged.plan.refused.first() {
        let why = format!("{file_name} 第 {} 行：{}", refused.row, refused.why.join("；"));
        return Err(SampleFault::Store(StoreError::Corrupt { place: "sample".into(), why }));
    }
    tables::publish(bureau, &desk, kind, staged.id, None, None)?;
    Ok(())
}

pub(super) fn row(number: usize, cells: &[(&str, &str)]) -> TableRow {
    let cells = cells.iter().map(|(key, text)| ((*key).to_owned(), (*text).to_owned())).collect();
    TableRow { number: number as u32, cells, ..TableRow::default() }
}

/// Entries that nobody here knows.
const UNKNOWN_HERE: [(&str, &str, &str); 2] = [
    ("11990101QH99010124990109901001", "流动人口婚育证明办理", "青禾县卫生健康局"),
    ("11990101QH99010224990109902001", "家禽家畜屠宰点备案", "青禾县农业农村局"),
];

fn export(items: &[CurrentItem]) -> Vec<TableRow> {
    let mut rows = Vec::new();
    let (mut published, mut waiting) = (0_usize, 0_usize);
    for item in items.iter().filter(|i| i.content.status == Status::InUse) {
        let (status, audit) = if item.content.standing.published == Some(false) {
            waiting += 1;
            match waiting % 6 {
                1 => ("在用", "待审核"),
                2 => ("草稿", ""),
                _ => continue,
            }
        } else {
            published += 1;
            ("在用", "已发布")
        };
        // Every eight hundredth entry was renamed here and not there, every thousandth moved.
        let name = match published % 800 {
            799 if audit == "已发布" => format!("{}（试行）", item.content.name),
            _ => item.content.name.clone(),
        };
        let department = match published % 1_000 {
            999 if audit == "已发布" => "青禾县行政审批局（已撤销）",
            _ => item.department.as_str(),
        };
        let cells = [
            ("code", item.content.code.as_str()),
            ("name", &name),
            ("department", department),
            ("status", status),
            ("audit", audit),
            ("version", "1"),
        ];
        rows.push(row(rows.len() + 2, &cells));
    }
    for (code, name, department) in UNKNOWN_HERE {
        let cells =
            [("code", code), ("name", name), ("department", department), ("status", "在用"), ("audit", "已发布")];
        rows.push(row(rows.len() + 2, &cells));
    }
    rows
}

fn exemptions(bureau: &Bureau, items: &[CurrentItem]) -> Vec<TableRow> {
    let today = bureau.today();
    let days = [
        (today.saturating_sub(400.days()).to_string(), today.saturating_sub(20.days()).to_string()),
        (today.saturating_add(45.days()).to_string(), today.saturating_add(800.days()).to_string()),
    ];
    let outside = items.iter().filter(|i| i.content.standing.resident == Some(false));
    let listed = outside.step_by(9).enumerate().map(|(n, item)| {
        let (from, to) = &days[n % 2];
        row(
            n + 2,
            &[
                ("code", &item.content.code),
                ("name", &item.content.name),
                ("resident", "否"),
                ("reason_code", if n % 3 == 2 { "法律另有规定" } else { "场地限制" }),
                ("basis", "《青禾县政务服务事项进驻管理办法》第七条"),
                ("approval_no", &format!("青府办函〔{}〕{}号", today.year() - 1, 11 + n)),
                ("place", &format!("{}办事场所", item.department)),
                ("from", from),
                ("to", to),
            ],
        )
    });
    listed.collect()
}

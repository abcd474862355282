//! `onedoor import catalogue FILE`.

use std::fs;

use anyhow::Context as _;
use domain::{
    base::{DivisionCode, Region},
    catalogue::{Column, Plan},
    people::Desk,
};
use serde_json::json;
use services::{
    Bureau,
    catalogue::{FileRead, ImportOutcome, dry_run, outcome_of, publish, read_file, stage},
    journal,
};

use super::DATA;
use crate::{
    cli::{self, Place},
    failure::{DONE, SOME_REFUSED, Usage},
    house::House,
    terminal::{self, Progress},
};

pub(super) fn run(place: &Place, args: &cli::Catalogue) -> anyhow::Result<u8> {
    let house = House::open(place, DATA)?;
    let bytes = fs::read(&args.file).with_context(|| format!("文件 {} 打不开", args.file.display()))?;
    let name = args.file.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
    let progress = Progress::new();
    progress.step("读取文件", 0, 3);
    let file = read_file(&std::env::current_exe()?, &bytes, &name);
    let file = match file {
        Ok(file) => file,
        Err(e) => {
            progress.end();
            return Err(e.into());
        }
    };
    let region = match &args.code {
        Some(code) => Region::parse(code).map_err(|e| Usage(e.to_string()))?,
        None => region_of(&file),
    };
    let bureau = house.county_or_unnamed(region)?;
    progress.step("核对每一行", 1, 3);
    let desk = Desk::system("命令行");
    let plan = dry_run(&bureau, &desk, &file, args.complete);
    progress.end();
    let plan = plan?;
    if args.dry_run {
        return report(&bureau, args, &file, &outcome_of(&plan), &plan, false);
    }
    if !args.yes && !plan.is_idle() {
        if !terminal::can_ask() {
            report(&bureau, args, &file, &outcome_of(&plan), &plan, false)?;
            return Err(Usage("还没有写入。看过以上结果后，加 --yes 写入，或加 --dry-run 只看结果".into()).into());
        }
        show(&outcome_of(&plan), &plan, &file);
        if !terminal::confirm("写入以上变更？")? {
            terminal::say("没有写入");
            return Ok(DONE);
        }
    }
    let staged = stage(&bureau, &desk, &file, args.complete)?;
    let progress = Progress::new();
    progress.step("写入事项库", 2, 3);
    let outcome = publish(&bureau, &desk, staged.id, None, None);
    progress.end();
    let outcome = outcome?;
    journal::seal(&bureau)?;
    report(&bureau, args, &file, &outcome, &staged.plan, true)
}

/// The county that the file speaks of, for a county that has no name yet.
fn region_of(file: &FileRead) -> Region {
    let mut codes = file
        .rows
        .iter()
        .filter_map(|r| r.cells.get(&Column::Division))
        .filter_map(|c| DivisionCode::parse(c).ok())
        .map(|d| d.county());
    match codes.next() {
        Some(first) if codes.all(|c| c == first) => first,
        Some(_) | None => Region::unnamed(),
    }
}

fn report(
    bureau: &Bureau,
    args: &cli::Catalogue,
    file: &FileRead,
    outcome: &ImportOutcome,
    plan: &Plan,
    written: bool,
) -> anyhow::Result<u8> {
    if args.json {
        let refused: Vec<_> =
            outcome.refused.iter().map(|(row, reasons)| json!({ "row": row, "reason": reasons.join("；") })).collect();
        terminal::print_json(&json!({
            "file": file.file_name, "region": bureau.region().as_str(), "written": written,
            "rows": outcome.rows, "added": outcome.added, "changed": outcome.changed, "removed": outcome.removed,
            "unchanged": outcome.unchanged, "not_in_file": outcome.not_in_file, "refused": refused,
            "notes": file.notes,
        }))?;
    } else {
        show(outcome, plan, file);
        terminal::print(if written {
            "已写入。此前的版本都在事项历史里"
        } else {
            "只是预览，没有写入"
        });
    }
    Ok(if outcome.refused.is_empty() { DONE } else { SOME_REFUSED })
}

fn show(outcome: &ImportOutcome, plan: &Plan, file: &FileRead) {
    for note in &file.notes {
        terminal::print(note);
    }
    terminal::print(&format!(
        "共 {} 行：新增 {}，变更 {}，取消 {}，没有变化 {}，没导入 {}；事项库里有 {} 项不在这份文件中，保持不变",
        outcome.rows,
        outcome.added,
        outcome.changed,
        outcome.removed,
        outcome.unchanged,
        outcome.refused.len(),
        outcome.not_in_file
    ));
    for row in plan.changed.iter().take(20) {
        let fields: Vec<String> =
            row.changes.iter().map(|c| format!("{}“{}”改为“{}”", c.field, c.before, c.after)).collect();
        terminal::print(&format!("  第 {} 行 {}：{}", row.number.unwrap_or(0), row.content.name, fields.join("，")));
    }
    if plan.changed.len() > 20 {
        terminal::print(&format!("  ……还有 {} 项变更", plan.changed.len() - 20));
    }
    for (row, reasons) in &outcome.refused {
        terminal::print(&format!("  第 {row} 行没导入：{}", reasons.join("；")));
    }
}

//! `onedoor import catalogue FILE`, the way back (`--undo`), and our template (`--template`).

use std::{collections::BTreeMap, fs, path::Path};

use anyhow::Context as _;
use domain::{
    base::{DivisionCode, ImportId, Region},
    catalogue::{Column, Plan},
    people::Desk,
};
use papers::{
    catalogue::{Encoding, ReadOptions, marked, template_xlsx},
    child::{ChildLimits, read_in_child_with},
};
use serde_json::json;
use services::{
    Bureau,
    catalogue::{
        FileRead, ImportOutcome, dry_run, outcome_of, publish, read_file_with, stage_watched, undo, undo_preview,
    },
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
    if let Some(file) = &args.template {
        fs::write(file, template_xlsx(Column::ALL)?).with_context(|| format!("文件 {} 写不了", file.display()))?;
        terminal::say(&format!("模板已写到 {}", file.display()));
        return Ok(DONE);
    }
    if let Some(id) = args.undo {
        return take_back(place, args, ImportId::new(id));
    }
    let Some(path) = &args.file else { return Err(Usage("请写要导入的文件".into()).into()) };
    let house = House::open(place, DATA)?;
    let bytes = fs::read(path).with_context(|| format!("文件 {} 打不开", path.display()))?;
    let file = read(args, path, &bytes)?;
    let region = match &args.code {
        Some(code) => Region::parse(code).map_err(|e| Usage(e.to_string()))?,
        None => region_of(&file),
    };
    let bureau = house.county_or_unnamed(region)?;
    let progress = Progress::new();
    progress.step("核对每一行", 0, 1);
    let desk = Desk::system("命令行");
    let plan = dry_run(&bureau, &desk, &file, args.complete);
    progress.end();
    let plan = plan?;
    if let Some(out) = &args.refused {
        give_back(out, &file, &outcome_of(&plan))?;
    }
    if args.dry_run {
        return report(&bureau, args, &file, &outcome_of(&plan), &plan, None);
    }
    if !args.yes && !plan.is_idle() {
        if !terminal::can_ask() {
            report(&bureau, args, &file, &outcome_of(&plan), &plan, None)?;
            return Err(Usage("还没有写入。看过以上结果后，加 --yes 写入，或加 --dry-run 只看结果".into()).into());
        }
        show(&outcome_of(&plan), &plan, &file);
        if !terminal::confirm("写入以上变更？")? {
            terminal::say("没有写入");
            return Ok(DONE);
        }
    }
    let progress = Progress::new();
    let staged =
        stage_watched(&bureau, &desk, &file, args.complete, &mut |p| progress.step("放到一边", p.staged, p.of));
    let staged = staged.inspect_err(|_| progress.end())?;
    progress.step("写入事项库", 0, 1);
    let outcome = publish(&bureau, &desk, staged.id, None, None);
    progress.end();
    let outcome = outcome?;
    journal::seal(&bureau)?;
    report(&bureau, args, &file, &outcome, &staged.plan, Some(staged.id))
}

/// Reads the file as the options say, with a line that counts its rows.
fn read(args: &cli::Catalogue, path: &Path, bytes: &[u8]) -> anyhow::Result<FileRead> {
    let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
    let encoding = args.encoding.as_deref().map(|word| {
        Encoding::parse(word)
            .ok_or_else(|| Usage(format!("不认识编码“{word}”，请用 utf-8、gb18030、utf-16le 或 utf-16be")))
    });
    let options = ReadOptions {
        encoding: encoding.transpose()?,
        sheet: args.sheet.clone(),
        header_row: args.header_row,
        titles: None,
    };
    let progress = Progress::new();
    progress.step("读取文件", 0, 0);
    let watch = &mut |rows: usize| progress.step("读取文件", rows as u64, rows as u64);
    let file = read_file_with(&std::env::current_exe()?, bytes, &name, &options, watch);
    progress.end();
    Ok(file?)
}

/// Writes the refused rows as the same sheet with a column of reasons.
fn give_back(out: &Path, file: &FileRead, outcome: &ImportOutcome) -> anyhow::Result<()> {
    if outcome.refused.is_empty() {
        terminal::say("每一行都收得下，没有要退回的");
        return Ok(());
    }
    let (exe, limits) = (std::env::current_exe()?, ChildLimits::default());
    let table = read_in_child_with(&exe, &file.bytes, &file.file_name, &limits, &file.options, &mut |_| ())?;
    let reasons: BTreeMap<u32, String> = outcome.refused.iter().map(|(row, why)| (*row, why.join("；"))).collect();
    fs::write(out, marked(&table, &reasons)?).with_context(|| format!("文件 {} 写不了", out.display()))?;
    terminal::say(&format!("没收下的 {} 行已写到 {}", reasons.len(), out.display()));
    Ok(())
}

/// Takes an import back, after telling what that does.
fn take_back(place: &Place, args: &cli::Catalogue, id: ImportId) -> anyhow::Result<u8> {
    let bureau = House::open(place, DATA)?.must_have_county()?;
    let desk = Desk::system("命令行");
    let seen = undo_preview(&bureau, &desk, id)?;
    terminal::say(&format!(
        "“{}”：{} 项恢复到导入前，{} 项新增的改为取消，{} 项后来又改过，保持不变",
        seen.file_name,
        seen.restored,
        seen.cancelled,
        seen.kept.len()
    ));
    if !args.yes {
        if !terminal::can_ask() {
            return Err(Usage("还没有撤销。看过以上结果后，加 --yes 撤销".into()).into());
        }
        if !terminal::confirm("撤销这次导入？")? {
            terminal::say("没有撤销");
            return Ok(DONE);
        }
    }
    let done = undo(&bureau, &desk, id, Some((seen.restored, seen.cancelled)), None)?;
    journal::seal(&bureau)?;
    if args.json {
        let kept: Vec<_> = done.kept.iter().map(|k| json!({ "code": k.code, "name": k.name, "why": k.why })).collect();
        terminal::print_json(&json!({
            "import": id.to_string(), "restored": done.restored, "cancelled": done.cancelled, "kept": kept,
        }))?;
    } else {
        terminal::print("已撤销");
        for one in &done.kept {
            terminal::print(&format!("  {} {}：{}", one.code, one.name, one.why));
        }
    }
    Ok(DONE)
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
    written: Option<ImportId>,
) -> anyhow::Result<u8> {
    if args.json {
        let refused: Vec<_> =
            outcome.refused.iter().map(|(row, reasons)| json!({ "row": row, "reason": reasons.join("；") })).collect();
        terminal::print_json(&json!({
            "file": file.file_name, "region": bureau.region().as_str(), "written": written.is_some(),
            "import": written.map(|id| id.to_string()),
            "rows": outcome.rows, "added": outcome.added, "changed": outcome.changed, "removed": outcome.removed,
            "unchanged": outcome.unchanged, "not_in_file": outcome.not_in_file, "refused": refused,
            "notes": file.notes,
        }))?;
    } else {
        show(outcome, plan, file);
        terminal::print(&match written {
            Some(id) => format!("已写入，导入编号 {id}。此前的版本都在事项历史里；要撤销用 --undo {id}"),
            None => "只是预览，没有写入".to_owned(),
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

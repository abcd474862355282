//! `onedoor import cases FILE`: the export of the system that most cases are handled in.

use std::fs;

use anyhow::{Context as _, anyhow};
use domain::people::Desk;
use serde_json::json;
use services::{
    cases::{CaseFile, CaseImportOutcome, import_cases, preview_cases, read_cases},
    journal,
};

use super::DATA;
use crate::{
    cli::{self, Place},
    failure::{DONE, SOME_REFUSED, Usage},
    house::House,
    terminal::{self, Progress},
};

/// Refused rows that are shown one by one.
const SHOWN: usize = 50;

pub(super) fn run(place: &Place, args: &cli::ImportCases) -> anyhow::Result<u8> {
    let bureau = House::look(place, DATA)?.must_have_county()?;
    let bytes = fs::read(&args.file).with_context(|| format!("文件 {} 打不开", args.file.display()))?;
    let name = args.file.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
    let progress = Progress::new();
    let watch = &mut |rows: usize| progress.step("读取文件", rows as u64, rows as u64);
    let read = read_cases(&std::env::current_exe()?, &bytes, &name, watch);
    progress.end();
    let file = read.map_err(|sentence| anyhow!(sentence))?;
    let desk = Desk::system("命令行");
    if args.dry_run || !args.yes {
        let seen = preview_cases(&bureau, &desk, &file, &args.source)?;
        let idle = seen.added + seen.moved == 0;
        if args.dry_run || (idle && !args.yes) {
            return report(args, &file, &seen, false);
        }
        if !terminal::can_ask() {
            report(args, &file, &seen, false)?;
            return Err(Usage("还没有写入。看过以上结果后，加 --yes 写入，或加 --dry-run 只看结果".into()).into());
        }
        show(&file, &seen);
        if !terminal::confirm("写入以上办件？")? {
            terminal::say("没有写入");
            return Ok(DONE);
        }
    }
    let progress = Progress::new();
    progress.step("写入办件", 0, file.rows.len() as u64);
    let done = import_cases(&bureau, &desk, &file, &args.source, &mut |done, of| progress.step("写入办件", done, of));
    progress.end();
    let outcome = done?.outcome;
    journal::seal(&bureau)?;
    report(args, &file, &outcome, true)
}

fn report(args: &cli::ImportCases, file: &CaseFile, outcome: &CaseImportOutcome, written: bool) -> anyhow::Result<u8> {
    if args.json {
        let refused: Vec<_> = outcome.refused.iter().map(|(row, why)| json!({ "row": row, "reason": why })).collect();
        terminal::print_json(&json!({
            "file": file.file_name, "source": outcome.source, "written": written, "rows": outcome.rows,
            "added": outcome.added, "moved": outcome.moved, "unchanged": outcome.unchanged, "refused": refused,
            "notes": file.notes,
        }))?;
    } else {
        show(file, outcome);
        terminal::print(match (written, outcome.added + outcome.moved) {
            (true, 0) => "和库里一样，没有需要写入的",
            (true, _) => "已写入，每一件的办理过程里注明“导入”",
            (false, _) => "只是预览，没有写入",
        });
    }
    Ok(if outcome.refused.is_empty() { DONE } else { SOME_REFUSED })
}

fn show(file: &CaseFile, outcome: &CaseImportOutcome) {
    for note in &file.notes {
        terminal::print(note);
    }
    terminal::print(&format!(
        "{}的办件，共 {} 行：新增 {}，有进展 {}，没有变化 {}，没收下 {}",
        outcome.source,
        outcome.rows,
        outcome.added,
        outcome.moved,
        outcome.unchanged,
        outcome.refused.len()
    ));
    for (row, why) in outcome.refused.iter().take(SHOWN) {
        terminal::print(&format!("  第 {row} 行没收下：{why}"));
    }
    if outcome.refused.len() > SHOWN {
        terminal::print(&format!("  ……还有 {} 行没收下，加 --json 看全部", outcome.refused.len() - SHOWN));
    }
}

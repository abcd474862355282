//! `onedoor import divisions|stations|publication|residency|peers FILE`.

use std::fs;

use anyhow::Context as _;
use domain::{
    base::{TableKind, TableLine, TablePlan},
    people::Desk,
};
use serde_json::json;
use services::{
    Bureau, journal,
    tables::{TableFile, TableOutcome, TableSettings, dry_run, publish, read_file, stage},
};

use super::DATA;
use crate::{
    cli::{self, Place},
    failure::{DONE, SOME_REFUSED, Usage},
    house::House,
    terminal::{self, Progress},
};

/// Lines of each group that are shown.
const SHOWN: usize = 20;

pub(super) fn run(place: &Place, kind: TableKind, args: &cli::Table) -> anyhow::Result<u8> {
    let bureau = House::look(place, DATA)?.must_have_county()?;
    let bytes = fs::read(&args.file).with_context(|| format!("文件 {} 打不开", args.file.display()))?;
    let name = args.file.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
    let progress = Progress::new();
    progress.step("读取文件", 0, 2);
    let read = read_file(&std::env::current_exe()?, &bytes, &name, kind);
    progress.end();
    let file = read?;
    let settings = TableSettings {
        as_of: args.as_of.unwrap_or_else(|| bureau.today()),
        complete: args.complete,
        source: args.source.clone().unwrap_or(name),
    };
    let desk = Desk::system("命令行");
    let plan = dry_run(&bureau, &desk, &file, &settings)?;
    if args.dry_run {
        return report(&bureau, args, &file, &plan, &TableOutcome::of(&plan), false);
    }
    if !args.yes && !plan.is_idle() {
        if !terminal::can_ask() {
            report(&bureau, args, &file, &plan, &TableOutcome::of(&plan), false)?;
            return Err(Usage("还没有写入。看过以上结果后，加 --yes 写入，或加 --dry-run 只看结果".into()).into());
        }
        show(&file, &plan);
        if !terminal::confirm("写入以上变更？")? {
            terminal::say("没有写入");
            return Ok(DONE);
        }
    }
    let staged = stage(&bureau, &desk, &file, &settings)?;
    let outcome = publish(&bureau, &desk, kind, staged.id, None, None)?;
    journal::seal(&bureau)?;
    report(&bureau, args, &file, &staged.plan, &outcome, true)
}

fn report(
    bureau: &Bureau,
    args: &cli::Table,
    file: &TableFile,
    plan: &TablePlan,
    outcome: &TableOutcome,
    written: bool,
) -> anyhow::Result<u8> {
    if args.json {
        let refused: Vec<_> =
            outcome.refused.iter().map(|(row, why)| json!({ "row": row, "reason": why.join("；") })).collect();
        let notes: Vec<&String> = file.notes.iter().chain(&outcome.notes).collect();
        terminal::print_json(&json!({
            "file": file.file_name, "table": file.kind.as_str(), "region": bureau.region().as_str(),
            "written": written, "rows": outcome.rows, "added": outcome.added, "changed": outcome.changed,
            "removed": outcome.removed, "unchanged": outcome.unchanged, "not_in_file": outcome.not_in_file,
            "refused": refused, "notes": notes,
        }))?;
    } else {
        show(file, plan);
        terminal::print(match (written, plan.is_idle()) {
            (true, true) => "和库里一样，没有需要写入的",
            (true, false) => "已写入，留痕里可以查到这一次",
            (false, _) => "只是预览，没有写入",
        });
    }
    Ok(if outcome.refused.is_empty() { DONE } else { SOME_REFUSED })
}

fn show(file: &TableFile, plan: &TablePlan) {
    for note in file.notes.iter().chain(&plan.notes).chain(&plan.renewal) {
        terminal::print(note);
    }
    let (added, changed, removed) = plan.sizes();
    terminal::print(&format!(
        "{}，共 {} 行：新增 {added}，变更 {changed}，停用或移出 {removed}，没有变化 {}，没收下 {}；表里没有、保持不变 {}",
        file.kind.label(),
        plan.rows,
        plan.unchanged,
        plan.refused.len(),
        plan.not_in_file.len()
    ));
    for (what, lines) in [("变更", &plan.changed), ("停用或移出", &plan.removed)] {
        for line in lines.iter().take(SHOWN) {
            terminal::print(&format!("  {what} {}", told(line)));
        }
        if lines.len() > SHOWN {
            terminal::print(&format!("  ……还有 {} 条{what}", lines.len() - SHOWN));
        }
    }
    for refused in &plan.refused {
        terminal::print(&format!("  第 {} 行没收下：{}", refused.row, refused.why.join("；")));
    }
}

fn told(line: &TableLine) -> String {
    let change = |c: &domain::base::FieldChange| match (c.before.is_empty(), c.after.is_empty()) {
        (true, _) => format!("{}：{}", c.field, c.after),
        (false, true) => format!("{}“{}”去掉", c.field, c.before),
        (false, false) => format!("{}“{}”改为“{}”", c.field, c.before, c.after),
    };
    let mut parts: Vec<String> = line.changes.iter().map(change).collect();
    parts.extend((!line.remark.is_empty()).then(|| line.remark.clone()));
    let row = line.row.map(|n| format!("第 {n} 行 ")).unwrap_or_default();
    format!("{row}{}：{}", line.name, parts.join("，"))
}

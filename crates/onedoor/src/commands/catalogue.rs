//! `onedoor catalogue check`: the quality of guides, as the page and the API tell it. `onedoor catalogue export`: the
//! catalogue in the shape of our template.

use std::{fs, path::Path};

use anyhow::{Context as _, bail};
use domain::{
    base::DepartmentId,
    people::{Department, Desk},
};
use papers::tables::{write_csv, write_xlsx};
use services::{
    Bureau,
    catalogue::{ExportFilter, QualityFilter, QualityReport, items_csv, items_workbook, quality, quality_sheet},
    people::departments,
};
use web::catalogue::QualityView;

use super::DATA;
use crate::{
    cli::{self, Place},
    failure::{DONE, Usage},
    house::House,
    terminal,
};

pub(super) fn check(place: &Place, args: &cli::CheckGuides) -> anyhow::Result<u8> {
    let bureau = House::look(place, DATA)?.must_have_county()?;
    let department = args.department.as_deref().map(|name| named(&bureau, name)).transpose()?;
    let filter = QualityFilter { department, rule: None };
    let report = quality(&bureau, &Desk::system("命令行"), &filter)?;
    if let Some(file) = &args.out {
        write(file, &report)?;
        terminal::say(&format!("已把 {} 处写入 {}", report.findings.len(), file.display()));
    }
    if args.json {
        terminal::print_json(&QualityView::of(&report, 0, usize::MAX))?;
        return Ok(DONE);
    }
    told(&report, department.is_some());
    Ok(DONE)
}

/// Writes the items in force.
pub(super) fn export(place: &Place, args: &cli::ExportItems) -> anyhow::Result<u8> {
    let bureau = House::look(place, DATA)?.must_have_county()?;
    let department = args.department.as_deref().map(|name| named(&bureau, name)).transpose()?;
    let all = departments(&bureau)?;
    let name = department.and_then(|id| all.iter().find(|d| d.id == id).map(|d| d.name.clone()));
    let filter = ExportFilter { department: name, cancelled: args.cancelled };
    let desk = Desk::system("命令行");
    let bytes = match args.file.extension().and_then(|e| e.to_str()) {
        Some("xlsx") => items_workbook(&bureau, &desk, &filter)?,
        Some("csv") => items_csv(&bureau, &desk, &filter)?,
        Some(_) | None => bail!(Usage("文件名请以 .xlsx 或 .csv 结尾".into())),
    };
    fs::write(&args.file, bytes).with_context(|| format!("文件 {} 写不了", args.file.display()))?;
    terminal::say(&format!("事项库已写到 {}", args.file.display()));
    Ok(DONE)
}

/// The department of this name, or the only one whose name has it as a part.
fn named(bureau: &Bureau, name: &str) -> anyhow::Result<DepartmentId> {
    let all = departments(bureau)?;
    if let Some(found) = all.iter().find(|d| d.name == name) {
        return Ok(found.id);
    }
    let near: Vec<&Department> = all.iter().filter(|d| !name.is_empty() && d.name.contains(name)).collect();
    match near.as_slice() {
        [one] => Ok(one.id),
        [] => bail!(Usage(format!("没有部门“{name}”，请写部门的全称"))),
        several => {
            let names: Vec<&str> = several.iter().map(|d| d.name.as_str()).collect();
            bail!(Usage(format!("名称里有“{name}”的部门不止一个，请写全称：{}", names.join("、"))))
        }
    }
}

fn write(file: &Path, report: &QualityReport) -> anyhow::Result<()> {
    let (titles, rows) = quality_sheet(&report.findings);
    let ending = file.extension().map(|e| e.to_string_lossy().to_lowercase());
    let bytes = match ending.as_deref() {
        Some("xlsx") => write_xlsx("指南质量", &titles, &rows)?,
        Some("csv") => write_csv(&titles, &rows),
        Some(_) | None => bail!(Usage("--out 的文件名要以 .xlsx 或 .csv 结尾".into())),
    };
    std::fs::write(file, bytes).with_context(|| format!("文件 {} 没有写成", file.display()))
}

/// By rule and by department; the list itself only where one department was asked for.
fn told(report: &QualityReport, listed: bool) {
    let total = &report.total;
    let score = total.score_text().map_or_else(|| "没有能核对的，不打分".to_owned(), |s| format!("得分 {s}"));
    terminal::print(&format!(
        "{} 项指南，{} 项有要改的，共 {} 处；{} 处因空着无法核对；{score}",
        total.items, total.faulty, total.findings, total.not_checkable
    ));
    for line in report.by_rule.iter().filter(|l| l.findings > 0) {
        let setting = line.setting;
        let example = line.example.as_deref().unwrap_or_default();
        terminal::print(&format!(
            "{:>6} 处  {}（{}）  {example}",
            line.findings,
            setting.rule.short(),
            setting.severity.label()
        ));
    }
    if listed {
        for line in &report.findings {
            terminal::print(&format!("{}  {}  {}", line.name, line.finding.sentence, line.code));
        }
        return;
    }
    for line in &report.by_department {
        let score = line.tally.score_text().unwrap_or_else(|| "-".into());
        terminal::print(&format!("{score:>6} 分  {}  {} 处", line.name, line.tally.findings));
    }
}

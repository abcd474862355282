//! `onedoor report`: makes a report from the newest figures and writes it as docx or PDF.

use std::{fs, path::Path};

use anyhow::{Context as _, bail};
use domain::{base::ReportId, people::Desk};
use services::{
    Bureau, Failure, journal,
    reports::{MakeForm, make, print_docx, print_pdf, view},
};

use super::DATA;
use crate::{
    cli::{self, Place},
    failure::{DONE, USAGE},
    house::House,
    terminal,
};

pub(super) fn run(place: &Place, args: &cli::Report) -> anyhow::Result<u8> {
    let house = House::look(place, DATA)?;
    let bureau = house.must_have_county()?;
    let ending = args.out.as_deref().map(|p| p.extension().and_then(|e| e.to_str()).unwrap_or_default());
    if ending.is_some_and(|e| !matches!(e, "docx" | "pdf")) {
        terminal::say("文件名请以 .docx 或 .pdf 结尾，例如 report.docx");
        return Ok(USAGE);
    }
    let desk = Desk::system("命令行");
    let form = MakeForm {
        kind: args.kind.clone(),
        as_of: args.as_of.map(|d| d.to_string()).unwrap_or_default(),
        department: args.department.as_deref().map(|name| find(&bureau, &desk, name)).transpose()?,
    };
    let id = make(&bureau, &desk, &form, None)?;
    journal::seal(&bureau)?;
    let report = view(&bureau, &desk, id)?;
    match (&args.out, ending) {
        (Some(path), Some("docx")) => write(path, &print_docx(&bureau, &desk, id)?.bytes)?,
        (Some(path), Some(_)) => pdf(&bureau, &desk, id, path, &args.fonts)?,
        (None, _) | (_, None) => {}
    }
    if args.json {
        terminal::print_json(&serde_json::json!({
            "id": id.to_string(),
            "title": report.body.title,
            "as_of": report.as_of.to_string(),
            "snapshot": report.snapshot.to_string(),
            "notes": report.body.notes,
            "sources": report.body.traces,
            "out": args.out,
        }))?;
        return Ok(DONE);
    }
    terminal::print(&format!("{}（数据截至 {}，网页上的编号 {id}）", report.body.title, report.as_of));
    if let Some(path) = &args.out {
        terminal::print(&format!("已写入 {}", path.display()));
    }
    for note in &report.body.notes {
        terminal::say(&format!("提示：{note}"));
    }
    Ok(DONE)
}

fn find(bureau: &Bureau, desk: &Desk, name: &str) -> anyhow::Result<domain::base::DepartmentId> {
    let all = services::reports::departments(bureau, desk)?;
    match all.iter().find(|(_, n)| n == name) {
        Some((id, _)) => Ok(*id),
        None => bail!("没有叫“{name}”的部门，请照事项库里的部门名称写全"),
    }
}

fn write(path: &Path, bytes: &[u8]) -> anyhow::Result<()> {
    fs::write(path, bytes).with_context(|| format!("文件 {} 写不进去，请换一个目录", path.display()))
}

fn pdf(bureau: &Bureau, desk: &Desk, id: ReportId, path: &Path, fonts: &[std::path::PathBuf]) -> anyhow::Result<()> {
    let mut folders = fonts.to_vec();
    folders.push(bureau.home().fonts());
    let file = match print_pdf(bureau, desk, id, &folders) {
        Ok(file) => file,
        Err(Failure::Refused(refusal)) => bail!("{refusal}\n{}", refusal.flaw.advice()),
        Err(other) => return Err(other.into()),
    };
    for glyph in &file.missing {
        terminal::say(&format!("第 {} 页的“{}”没有字形，请安装含这个字的字体后重新生成", glyph.page, glyph.character));
    }
    write(path, &file.bytes)
}

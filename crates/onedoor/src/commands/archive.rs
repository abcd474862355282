//! `onedoor archive`: packages of finished cases on the command line.

use std::fs;

use anyhow::Context as _;
use domain::{
    base::{CaseId, PackageId},
    people::Desk,
};
use papers::archive::{list_sheet, list_xml};
use serde_json::json;
use services::{
    Bureau, Failure,
    archive::{PackageFilter, PackageLine, archive_home, batch, make_batch, pack, pack_due, recheck},
};

use super::DATA;
use crate::{
    cli::{self, ArchiveWhat, Place},
    failure::{DONE, UNSOUND},
    house::House,
    terminal,
};

/// Packages read at once.
const PAGE: u32 = 1_000;

pub(super) fn run(place: &Place, args: &cli::Archive) -> anyhow::Result<u8> {
    let bureau = House::look(place, DATA)?.must_have_county()?;
    let desk = Desk::system("命令行");
    match &args.what {
        ArchiveWhat::List { failed, waiting } => {
            let filter = PackageFilter {
                passed: (*failed || *waiting).then_some(!failed),
                transferred: waiting.then_some(false),
            };
            list(&bureau, &desk, filter, args.json)
        }
        ArchiveWhat::Pack { case } => pack_one(&bureau, &desk, case.as_deref(), args.json),
        ArchiveWhat::Check { package } => check(&bureau, &desk, package.as_deref(), args.json),
        ArchiveWhat::Transfer { out } => transfer(&bureau, &desk, out.as_deref(), args.json),
    }
}

fn every(bureau: &Bureau, desk: &Desk, filter: PackageFilter) -> anyhow::Result<Vec<PackageLine>> {
    let (mut all, mut before): (Vec<PackageLine>, Option<PackageId>) = (Vec::new(), None);
    loop {
        let home = archive_home(bureau, desk, filter, before, PAGE)?;
        all.extend(home.lines);
        match home.next {
            Some(next) => before = Some(next),
            None => return Ok(all),
        }
    }
}

fn list(bureau: &Bureau, desk: &Desk, filter: PackageFilter, as_json: bool) -> anyhow::Result<u8> {
    let all = every(bureau, desk, filter)?;
    if as_json {
        let lines: Vec<_> = all
            .iter()
            .map(|l| {
                json!({
                    "package_no": l.package_no, "title": l.title, "department": l.department,
                    "retention": l.retention.label(), "finished_on": l.finished_on, "packed_at": l.packed_at,
                    "files": l.files, "size": l.size, "digest": l.digest, "passed": l.passed,
                    "transferred": l.transferred,
                })
            })
            .collect();
        terminal::print_json(&json!({ "packages": lines }))?;
        return Ok(DONE);
    }
    for l in &all {
        let (check, moved) =
            (if l.passed { "通过" } else { "不通过" }, if l.transferred { "已移交" } else { "未移交" });
        terminal::print(&format!(
            "{}  {}  保管 {}  四性检测{check}  {moved}",
            l.package_no,
            l.title,
            l.retention.label()
        ));
    }
    terminal::print(&format!("共 {} 件", all.len()));
    Ok(DONE)
}

fn pack_one(bureau: &Bureau, desk: &Desk, case: Option<&str>, as_json: bool) -> anyhow::Result<u8> {
    let (packed, passed_over) = match case {
        Some(case) => {
            let done = pack(bureau, desk, case)?;
            if !as_json {
                terminal::print(&format!("已归档 {}", done.package_no));
            }
            (1, Vec::new())
        }
        None => pack_all(bureau)?,
    };
    if as_json {
        terminal::print_json(&json!({ "packed": packed, "passed_over": passed_over }))?;
    } else {
        terminal::print(&format!("归档 {packed} 件，没有归档 {} 件", passed_over.len()));
        passed_over.iter().for_each(|why| terminal::print(&format!("  {why}")));
    }
    Ok(DONE)
}

fn pack_all(bureau: &Bureau) -> anyhow::Result<(u64, Vec<String>)> {
    let (mut packed, mut passed_over, mut after) = (0, Vec::new(), CaseId::new(0));
    loop {
        let share = pack_due(bureau, after, i64::from(PAGE))?;
        packed += share.packed;
        passed_over.extend(share.passed_over);
        match share.last {
            Some(last) => after = last,
            None => return Ok((packed, passed_over)),
        }
    }
}

fn check(bureau: &Bureau, desk: &Desk, package: Option<&str>, as_json: bool) -> anyhow::Result<u8> {
    let numbers = match package {
        Some(no) => vec![no.to_owned()],
        None => every(bureau, desk, PackageFilter::default())?.into_iter().map(|l| l.package_no).collect(),
    };
    let (mut passed, mut failed, mut unopened) = (0_u64, Vec::new(), Vec::new());
    for no in numbers {
        match recheck(bureau, desk, &no) {
            Ok(true) => passed += 1,
            Ok(false) => failed.push(no),
            Err(Failure::Refused(why)) => unopened.push(format!("{no}：{why}")),
            Err(other) => return Err(other.into()),
        }
    }
    if as_json {
        terminal::print_json(&json!({ "passed": passed, "failed": failed, "unopened": unopened }))?;
    } else {
        terminal::print(&format!("通过 {passed} 件，不通过 {} 件，没能比对 {} 件", failed.len(), unopened.len()));
        failed.iter().chain(&unopened).for_each(|no| terminal::print(&format!("  {no}")));
    }
    Ok(if failed.is_empty() { DONE } else { UNSOUND })
}

fn transfer(bureau: &Bureau, desk: &Desk, out: Option<&std::path::Path>, as_json: bool) -> anyhow::Result<u8> {
    let number = make_batch(bureau, desk, None)?;
    let made = batch(bureau, desk, &number)?;
    if let Some(dir) = out {
        fs::create_dir_all(dir).with_context(|| format!("目录 {} 建不了", dir.display()))?;
        let at = |ending: &str| dir.join(format!("移交清单-{number}.{ending}"));
        fs::write(at("xml"), list_xml(&made.list)).context("移交清单没有写成")?;
        fs::write(at("xlsx"), list_sheet(&made.list)?).context("移交清单没有写成")?;
    }
    if as_json {
        terminal::print_json(&json!({ "batch_no": number, "packages": made.row.packages }))?;
    } else {
        terminal::print(&format!("移交批次 {number}，{} 件", made.row.packages));
    }
    Ok(DONE)
}

//! `onedoor chains list|show|check|export|import`: the county's chains for scripts and tests.

use std::{io::Write as _, path::Path};

use anyhow::{Context as _, anyhow};
use domain::{
    chains::{ChainRecord, Finding},
    people::Desk,
};
use papers::{
    chains::bpmn::{BpmnFacts, LARGEST, write_bpmn},
    child::{ChildLimits, read_bpmn_in_child},
};
use serde_json::{Value, json};
use services::{
    Bureau, Failure,
    chains::{Blueprint, Checked, chain, chain_list, take_over},
};
use web::chains::ChainJson;

use super::DATA;
use crate::{
    cli::{self, Place},
    failure::DONE,
    house::House,
    terminal,
};

/// The check found what has to be mended first.
const UNSOUND: u8 = 1;

pub(super) fn run(place: &Place, what: &cli::Chains) -> anyhow::Result<u8> {
    let bureau = House::look(place, DATA)?.must_have_county()?;
    match what {
        cli::Chains::Export(args) => export(&bureau, args),
        cli::Chains::Import(args) => import(&bureau, args),
        cli::Chains::List(args) => list(&bureau, args.json),
        cli::Chains::Show(args) => show(&bureau, args),
        cli::Chains::Check(args) => check(&bureau, args),
    }
}

fn list(bureau: &Bureau, as_json: bool) -> anyhow::Result<u8> {
    let all = chain_list(bureau, &Desk::system("命令行"))?;
    if as_json {
        let chains: Vec<Value> = all.iter().map(record_json).collect();
        terminal::print_json(&json!({ "chains": chains }))?;
        return Ok(DONE);
    }
    for record in &all {
        let Some(chain) = record.newest() else { continue };
        let (state, many) = (record.state().label(), chain.members.len());
        terminal::print(&format!("{}  {}  {many} 个事项  {}  {state}", record.code, chain.name, chain.lead.name));
    }
    Ok(DONE)
}

fn record_json(record: &ChainRecord) -> Value {
    let newest = record.newest();
    json!({
        "code": record.code, "state": record.state().as_str(),
        "version": record.in_force.as_ref().map(|c| c.version),
        "name": newest.map(|c| &c.name), "lead": newest.map(|c| &c.lead.name),
        "items": newest.map(|c| c.members.iter().map(|m| &m.item.code).collect::<Vec<_>>()),
    })
}

fn find(bureau: &Bureau, code: &str) -> anyhow::Result<(ChainRecord, Checked)> {
    let unknown = || anyhow!("没有找到一件事“{code}”，用 onedoor chains list 看编码");
    match chain(bureau, &Desk::system("命令行"), code) {
        Ok((record, checked)) => Ok((record, checked.ok_or_else(unknown)?)),
        Err(Failure::NotFound) => Err(unknown()),
        Err(other) => Err(other.into()),
    }
}

fn show(bureau: &Bureau, args: &cli::OneChain) -> anyhow::Result<u8> {
    let (record, Checked { laid_out: it, .. }) = find(bureau, &args.code)?;
    if args.json {
        terminal::print_json(&laid_out(&record, &it)?)?;
        return Ok(DONE);
    }
    let chain = &it.chain;
    terminal::print(&format!("{}  {}  {}", record.code, chain.name, record.state().label()));
    terminal::print(&format!("牵头 {}", chain.lead.name));
    for member in &chain.members {
        let name = |key: &String| chain.member(key).map_or("", |m| m.item.name.as_str());
        let after: Vec<&str> = member.after.iter().map(name).collect();
        let when =
            if after.is_empty() { "受理后同时开始".to_owned() } else { format!("等{}", after.join("、")) };
        terminal::print(&format!("  {}  {}  {when}", member.item.name, member.item.office.name));
    }
    if let Some(days) = it.plan.as_ref().and_then(|p| p.workdays) {
        terminal::print(&format!("全部办完 {days} 个工作日"));
    }
    let asked = it.form.form.fields().count();
    terminal::print(&format!("合并后 {asked} 个问题，{} 种材料", it.materials.materials.len()));
    Ok(DONE)
}

/// As the API tells a chain, with where it stands on the list.
fn laid_out(record: &ChainRecord, it: &Blueprint) -> anyhow::Result<Value> {
    let mut out = serde_json::to_value(ChainJson::of(it))?;
    let in_force = record.in_force.as_ref().map(|c| c.version);
    (out["state"], out["in_force"]) = (json!(record.state().as_str()), json!(in_force));
    Ok(out)
}

fn check(bureau: &Bureau, args: &cli::OneChain) -> anyhow::Result<u8> {
    let (record, it) = find(bureau, &args.code)?;
    let stops = it.findings.iter().any(Finding::stops);
    if args.json {
        let findings: Vec<Value> =
            it.findings.iter().map(|f| json!({ "sentence": f.to_string(), "stops": f.stops() })).collect();
        terminal::print_json(&json!({ "code": record.code, "passes": !stops, "findings": findings }))?;
    } else {
        for finding in &it.findings {
            let mark = if finding.stops() { "必须改" } else { "提醒" };
            terminal::print(&format!("{mark}  {finding}"));
        }
        terminal::print(if stops { "有必须先改的，不能发布" } else { "可以发布" });
    }
    Ok(if stops { UNSOUND } else { DONE })
}

fn export(bureau: &Bureau, args: &cli::ExportChain) -> anyhow::Result<u8> {
    let (_, Checked { laid_out: it, .. }) = find(bureau, &args.code)?;
    let bytes = write_bpmn(&it.chain, &BpmnFacts { limits: it.limits() })
        .map_err(|_| anyhow!("先后绕成了圈，先用 onedoor chains check {} 看怎么改", args.code))?;
    if args.bpmn == Path::new("-") {
        std::io::stdout().write_all(&bytes)?;
        return Ok(DONE);
    }
    std::fs::write(&args.bpmn, &bytes).with_context(|| format!("写不进 {}", args.bpmn.display()))?;
    if args.json {
        let written = json!({
            "code": it.chain.code, "name": it.chain.name, "members": it.chain.members.len(),
            "file": args.bpmn.display().to_string(), "bytes": bytes.len(),
        });
        terminal::print_json(&written)?;
    } else {
        terminal::print(&format!("已写到 {}", args.bpmn.display()));
    }
    Ok(DONE)
}

fn import(bureau: &Bureau, args: &cli::ImportChain) -> anyhow::Result<u8> {
    let path = args.bpmn.display();
    let size = std::fs::metadata(&args.bpmn).with_context(|| format!("打不开 {path}，请核对文件名"))?.len();
    if size > LARGEST as u64 {
        return Err(anyhow!("{path} 太大，流程图最大 {} KB", LARGEST >> 10));
    }
    let bytes = std::fs::read(&args.bpmn).with_context(|| format!("打不开 {path}，请核对文件名"))?;
    let exe = std::env::current_exe()?;
    let read = read_bpmn_in_child(&exe, &bytes, &ChildLimits::for_files()).map_err(|fault| anyhow!("{fault}"))?;
    let notes: Vec<String> = read.notes.iter().map(ToString::to_string).collect();
    let chain = &read.chain;
    let items: Vec<&str> = chain.members.iter().map(|m| m.item.code.as_str()).collect();
    let kept = match (args.dry_run, read.unresolved.as_slice()) {
        (true, _) => None,
        (false, []) => Some(take_over(bureau, &Desk::system("命令行"), chain, None)?),
        (false, tasks) => {
            return Err(anyhow!("这些任务没有对应的事项编码，没有写入：{}", tasks.join("、")));
        }
    };
    if args.json {
        terminal::print_json(&json!({
            "code": kept.as_ref().map(|k| &k.code), "name": chain.name, "items": items,
            "unresolved": read.unresolved, "notes": notes,
        }))?;
        return Ok(DONE);
    }
    for note in &notes {
        terminal::print(note);
    }
    match kept {
        Some(kept) => terminal::print(&format!("已存成草稿 {}，{} 个事项", kept.code, items.len())),
        None => terminal::print(&format!("“{}”，{} 个事项，没有写入", chain.name, items.len())),
    }
    Ok(DONE)
}

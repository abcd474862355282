//! `onedoor exchange`: nodes, pushing, fetching, reconciliation, files and evidence (对接). What is printed as JSON is that of
//! the API where the API has it.

use std::{
    collections::BTreeMap,
    fs::{self, File},
    io::{BufRead as _, BufReader, BufWriter, Write as _},
    path::Path,
};

use anyhow::{Context as _, bail};
use domain::{
    base::Region,
    people::Desk,
    publication::{
        Listed,
        exchange::{AnswerWanted, Peer, PeerWanted, PolicyWanted, ReconcileLine, Side},
    },
};
use services::{
    Bureau,
    cases::PushForm,
    indicators::{answer_policy, count_effects, publish_policy, received_policies, sent_policies, withdraw_policy},
    journal,
    publication::exchange::{
        Evidence, EvidenceReport, HandedView, check_evidence, collect, evidence, exchange, hand_over, handed_list,
        own_key, peers, push, reconcile, set_peer, take_package, trusted_key, write_package,
    },
};
use web::publication::{exchange_api::ExchangeJson, handed_api::HandedJson, policies_api::PoliciesJson};

use super::DATA;
use crate::{
    carrier::Network,
    cli::{
        ExchangeAnswer, ExchangeApplications, ExchangeApply, ExchangeCall, ExchangeCommand, ExchangeEvidence,
        ExchangeExport, ExchangeImport, ExchangeJsonOnly, ExchangePeer, ExchangePublish, ExchangeVerify, Place,
    },
    failure::{DONE, UNSOUND, Usage},
    house::House,
    terminal,
};

pub(super) fn run(place: &Place, command: &ExchangeCommand) -> anyhow::Result<u8> {
    match command {
        ExchangeCommand::Key(args) => key(place, args),
        ExchangeCommand::Peer(args) => peer(place, args),
        ExchangeCommand::Status(args) => status(place, args),
        ExchangeCommand::Push(args) => call(place, args, "push", sent),
        ExchangeCommand::Pull(args) => call(place, args, "pull", fetched),
        ExchangeCommand::Reconcile(args) => call(place, args, "reconcile", compared),
        ExchangeCommand::Policies(args) => policies(place, args),
        ExchangeCommand::Publish(args) => publish(place, args),
        ExchangeCommand::Answer(args) => answer(place, args),
        ExchangeCommand::Apply(args) => apply(place, args),
        ExchangeCommand::Applications(args) => applications(place, args),
        ExchangeCommand::Export(args) => export(place, args),
        ExchangeCommand::Import(args) => import(place, args),
        ExchangeCommand::Evidence(args) => write_evidence(place, args),
        ExchangeCommand::VerifyEvidence(args) => verify(place, args),
    }
}

fn desk() -> Desk {
    Desk::system("命令行")
}

fn key(place: &Place, args: &ExchangeJsonOnly) -> anyhow::Result<u8> {
    let bureau = House::look(place, DATA)?.must_have_county()?;
    let key = own_key(&bureau, &desk())?;
    if args.json {
        terminal::print_json(&serde_json::json!({ "node": bureau.region().as_str(), "public_key": key }))?;
    } else {
        terminal::print(&key);
    }
    Ok(DONE)
}

fn peer(place: &Place, args: &ExchangePeer) -> anyhow::Result<u8> {
    let bureau = House::look(place, DATA)?.must_have_county()?;
    let wanted = PeerWanted {
        code: args.code.clone(),
        name: args.name.clone(),
        public_key: args.key.clone(),
        address: args.address.clone(),
        active: !args.stop,
    };
    let peer = set_peer(&bureau, &desk(), &wanted, &Listed::new(args.push_to.clone()), None)?;
    journal::seal(&bureau)?;
    if args.json {
        terminal::print_json(&serde_json::json!({
            "code": peer.code.as_str(), "name": peer.name, "side": peer.side.as_str(), "active": peer.active,
        }))?;
    } else {
        let state = if peer.active { "在用" } else { "停用" };
        terminal::print(&format!("已登记{} {}（{}），{state}", peer.side.label(), peer.name, peer.code));
    }
    Ok(DONE)
}

fn status(place: &Place, args: &ExchangeJsonOnly) -> anyhow::Result<u8> {
    let bureau = House::look(place, DATA)?.must_have_county()?;
    let found = exchange(&bureau, &desk())?;
    if args.json {
        terminal::print_json(&ExchangeJson::of(bureau.region(), found))?;
        return Ok(DONE);
    }
    terminal::print(&format!("本级公钥 {}", found.public_key));
    if found.sources_differ > 0 {
        terminal::print(&format!("省级导出与省级回执不一致的有 {} 项，见“上报情况”", found.sources_differ));
    }
    for one in found.peers {
        let mut items: Vec<String> = one.items.iter().map(|(state, n)| format!("{} {n}", state.label())).collect();
        items.extend(one.reviews.iter().map(|(state, n)| format!("好差评{} {n}", state.label())));
        terminal::print(&format!(
            "{} {}（{}）：已发 {} 封，没有回执 {} 封，收到 {} 封  {}",
            one.peer.side.label(),
            one.peer.name,
            one.peer.code,
            one.sent,
            one.unanswered,
            one.received,
            items.join("，")
        ));
    }
    Ok(DONE)
}

/// What one call to one node came to: as JSON, in words, and whether all of it was done.
struct Told {
    json: serde_json::Value,
    words: String,
    whole: bool,
}

fn call(
    place: &Place,
    args: &ExchangeCall,
    what: &str,
    act: fn(&Bureau, &Network, &Peer) -> anyhow::Result<Told>,
) -> anyhow::Result<u8> {
    let bureau = House::look(place, DATA)?.must_have_county()?;
    let network = Network::new(Listed::new(args.push_to.clone()));
    let with = args.with.as_deref().map(Region::parse).transpose().map_err(|e| Usage(e.to_string()))?;
    let known = peers(&bureau, &desk())?;
    let chosen: Vec<&Peer> =
        known.iter().filter(|p| p.side == Side::Above && p.active && with.is_none_or(|w| w == p.code)).collect();
    if chosen.is_empty() {
        bail!("没有登记这样的上级节点，请先运行 onedoor exchange peer");
    }
    let (mut all, mut whole) = (Vec::new(), true);
    for peer in chosen {
        if peer.address.is_empty() {
            bail!("{} 没有登记地址，请用 onedoor exchange export 写成文件", peer.name);
        }
        // The feed of cases holds what is sealed.
        journal::seal(&bureau)?;
        let told = act(&bureau, &network, peer)?;
        journal::seal(&bureau)?;
        whole &= told.whole;
        if args.json {
            all.push(serde_json::json!({ "with": peer.code.as_str(), "name": peer.name, what: told.json }));
        } else {
            terminal::print(&format!("{}：{}", peer.name, told.words));
        }
    }
    if args.json {
        terminal::print_json(&all)?;
    }
    Ok(if whole { DONE } else { UNSOUND })
}

fn sent(bureau: &Bureau, network: &Network, peer: &Peer) -> anyhow::Result<Told> {
    let done = push(bureau, network, peer)?;
    let fault = done.fault.as_ref().map(|why| format!("；停下了：{why}")).unwrap_or_default();
    Ok(Told {
        words: format!("送了 {} 封，接收 {} 行，退回 {} 行{fault}", done.messages, done.accepted, done.rejected),
        whole: done.fault.is_none(),
        json: serde_json::to_value(done)?,
    })
}

fn fetched(bureau: &Bureau, network: &Network, peer: &Peer) -> anyhow::Result<Told> {
    let done = collect(bureau, network, peer)?;
    let fault = done.fault.as_ref().map(|why| format!("；停下了：{why}")).unwrap_or_default();
    Ok(Told {
        words: format!("取了 {} 封{fault}", done.messages),
        whole: done.fault.is_none(),
        json: serde_json::to_value(done)?,
    })
}

fn compared(bureau: &Bureau, network: &Network, peer: &Peer) -> anyhow::Result<Told> {
    let done = reconcile(bureau, network, peer)?;
    let mut words = format!(
        "本县应有 {} 项，对方有 {} 项，一致 {} 项，不一致 {} 处",
        done.ours,
        done.theirs,
        done.agree,
        done.lines.len()
    );
    for line in &done.lines {
        words.push_str(&format!(
            "\n  {} {}  {}：{}。{}",
            line.key,
            line.name,
            line.kind.label(),
            line.words,
            line.kind.act().label()
        ));
    }
    let of_reviews = done.reviews.as_ref();
    if let Some(of) = of_reviews {
        words.push_str(&format!(
            "\n  好差评：本县应有 {} 条，对方有 {} 条，一致 {} 条，不一致 {} 处",
            of.ours,
            of.theirs,
            of.agree,
            of.lines.len()
        ));
    }
    let reviews = of_reviews.map(|of| {
        serde_json::json!({
            "ours": of.ours, "theirs": of.theirs, "agree": of.agree, "differences": differences(&of.lines),
        })
    });
    let json = serde_json::json!({
        "day": done.day.to_string(), "ours": done.ours, "theirs": done.theirs, "agree": done.agree,
        "differences": differences(&done.lines), "reviews": reviews,
    });
    let whole = done.lines.is_empty() && of_reviews.is_none_or(|of| of.lines.is_empty());
    Ok(Told { json, words, whole })
}

fn differences(lines: &[ReconcileLine]) -> Vec<serde_json::Value> {
    let line = |l: &ReconcileLine| {
        serde_json::json!({
            "code": l.key, "name": l.name, "kind": l.kind.as_str(), "act": l.kind.act().as_str(), "words": l.words,
        })
    };
    lines.iter().map(line).collect()
}

fn policies(place: &Place, args: &ExchangeJsonOnly) -> anyhow::Result<u8> {
    let bureau = House::look(place, DATA)?.must_have_county()?;
    let (mut received, sent) = (received_policies(&bureau, &desk())?, sent_policies(&bureau, &desk())?);
    if args.json {
        count_effects(&bureau, &desk(), &mut received);
        terminal::print_json(&PoliciesJson::of(&received, &sent))?;
        return Ok(DONE);
    }
    for one in &received {
        terminal::print(&format!(
            "{} 要求  {}  {}：{}，最晚 {}",
            one.from.name,
            one.policy.key,
            one.policy.title,
            one.stand.words(),
            one.due_on
        ));
    }
    for one in &sent {
        terminal::print(&format!("下发  {}  {}，最晚 {}", one.policy.key, one.policy.title, one.policy.due_on()));
        for line in &one.lines {
            terminal::print(&format!("  {} {}：{}", line.code, line.name, line.stand.words()));
        }
    }
    Ok(DONE)
}

fn publish(place: &Place, args: &ExchangePublish) -> anyhow::Result<u8> {
    let bureau = House::look(place, DATA)?.must_have_county()?;
    let key = if args.withdraw {
        let key = format!("{}/{}", args.kind, args.code);
        withdraw_policy(&bureau, &desk(), &key, None)?;
        key
    } else {
        let wanted = PolicyWanted {
            kind: args.kind.clone(),
            code: args.code.clone(),
            title: args.title.clone(),
            detail: args.detail.clone(),
            content: args.content.clone(),
            days: args.days.clone(),
        };
        publish_policy(&bureau, &desk(), &wanted, None)?.key
    };
    journal::seal(&bureau)?;
    if args.json {
        terminal::print_json(&serde_json::json!({ "policy": key, "withdrawn": args.withdraw }))?;
    } else {
        terminal::print(&format!("{} {key}，下级来取时送到", if args.withdraw { "已撤回" } else { "已下发" }));
    }
    Ok(DONE)
}

fn answer(place: &Place, args: &ExchangeAnswer) -> anyhow::Result<u8> {
    let bureau = House::look(place, DATA)?.must_have_county()?;
    let from = Region::parse(&args.from).map_err(|e| Usage(e.to_string()))?;
    let wanted = AnswerWanted {
        reply: args.reply.clone(),
        ours: args.ours.clone(),
        planned_on: args.on.clone(),
        reason: args.reason.clone(),
    };
    let done = answer_policy(&bureau, &desk(), (&from, &args.policy), &wanted, None)?;
    journal::seal(&bureau)?;
    if args.json {
        terminal::print_json(&serde_json::json!({
            "policy": done.key, "reply": done.reply.as_str(), "version": done.policy_version,
        }))?;
    } else {
        terminal::print(&format!("{} {}，随下一封信报上级", done.key, done.reply.label()));
    }
    Ok(DONE)
}

fn apply(place: &Place, args: &ExchangeApply) -> anyhow::Result<u8> {
    let bureau = House::look(place, DATA)?.must_have_county()?;
    let text = fs::read_to_string(&args.file).with_context(|| format!("文件 {} 读不出来", args.file.display()))?;
    let form: PushForm = serde_json::from_str(&text).map_err(|e| Usage(format!("申请没有读懂：{e}")))?;
    let view = hand_over(&bureau, &desk(), &args.to, &form)?;
    journal::seal(&bureau)?;
    if args.json {
        terminal::print_json(&HandedJson::of(bureau.region(), &view))?;
    } else {
        terminal::print(&told(&bureau, &view));
    }
    Ok(DONE)
}

fn applications(place: &Place, args: &ExchangeApplications) -> anyhow::Result<u8> {
    let bureau = House::look(place, DATA)?.must_have_county()?;
    let to = args.to.as_deref().map(Region::parse).transpose().map_err(|e| Usage(e.to_string()))?;
    let found = handed_list(&bureau, &desk(), (to.as_ref(), None))?;
    if args.json {
        let all: Vec<HandedJson> = found.iter().map(|view| HandedJson::of(bureau.region(), view)).collect();
        terminal::print_json(&all)?;
        return Ok(DONE);
    }
    for view in &found {
        terminal::print(&told(&bureau, view));
    }
    Ok(DONE)
}

fn told(bureau: &Bureau, view: &HandedView) -> String {
    let one = &view.handed;
    let became = match (one.case_no.is_empty(), one.reason.is_empty()) {
        (false, _) => format!("，办件编号 {} {}", one.case_no, view.of_case(bureau.region(), "handle_state")),
        (true, false) => format!("：{}", one.reason),
        (true, true) => String::new(),
    };
    format!("{} 给 {}：{}{became}", one.number, one.to, one.state.label())
}

fn export(place: &Place, args: &ExchangeExport) -> anyhow::Result<u8> {
    let bureau = House::look(place, DATA)?.must_have_county()?;
    let to = Region::parse(&args.to).map_err(|e| Usage(e.to_string()))?;
    let known = peers(&bureau, &desk())?;
    let peer = known.iter().find(|p| p.code == to && p.active).context("没有登记这个节点，或已停用")?;
    journal::seal(&bureau)?;
    let (text, messages) = write_package(&bureau, peer)?;
    journal::seal(&bureau)?;
    write(&args.file, &text)?;
    if args.json {
        terminal::print_json(&serde_json::json!({ "to": to.as_str(), "messages": messages }))?;
    } else {
        terminal::print(&format!("{} 封信写在 {}，收到回执文件后请导入", messages, args.file.display()));
    }
    Ok(DONE)
}

fn import(place: &Place, args: &ExchangeImport) -> anyhow::Result<u8> {
    let bureau = House::look(place, DATA)?.must_have_county()?;
    let text = fs::read_to_string(&args.file).with_context(|| format!("文件 {} 读不出来", args.file.display()))?;
    let done = take_package(&bureau, &text)?;
    journal::seal(&bureau)?;
    if let Some(reply) = args.reply.as_ref().filter(|_| !done.reply.is_empty()) {
        write(reply, &done.reply)?;
    }
    if args.json {
        terminal::print_json(&done)?;
        return Ok(DONE);
    }
    terminal::print(&format!(
        "{} 的包：新收 {} 封，早已收过 {} 封，记下回执 {} 份",
        done.from, done.messages, done.known, done.answers
    ));
    if args.reply.is_none() && !done.reply.is_empty() {
        terminal::print("要把回执带回去，请加 --reply 文件 再导入一次");
    }
    Ok(DONE)
}

/// Whole or not at all: a medium that is taken out too early leaves no half file under the name.
fn write(path: &Path, text: &str) -> anyhow::Result<()> {
    let half = path.with_extension("part");
    let work = || -> std::io::Result<()> {
        let mut file = File::create(&half)?;
        file.write_all(text.as_bytes())?;
        file.sync_all()?;
        fs::rename(&half, path)
    };
    work().with_context(|| format!("文件 {} 写不进去", path.display()))
}

fn write_evidence(place: &Place, args: &ExchangeEvidence) -> anyhow::Result<u8> {
    let bureau = House::look(place, DATA)?.must_have_county()?;
    let file = File::create(&args.file).with_context(|| format!("文件 {} 写不进去", args.file.display()))?;
    let mut out = BufWriter::new(file);
    evidence(&bureau, |line| -> anyhow::Result<()> {
        serde_json::to_writer(&mut out, line)?;
        out.write_all(b"\n")?;
        Ok(())
    })?;
    out.flush()?;
    terminal::print(&format!("留底写在 {}", args.file.display()));
    Ok(DONE)
}

fn verify(place: &Place, args: &ExchangeVerify) -> anyhow::Result<u8> {
    let mut trusted: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for text in &args.key {
        let (code, key) = trusted_key(text).ok_or_else(|| Usage(format!("公钥“{text}”没有读懂，请写成 990000=04…")))?;
        trusted.entry(code).or_default().push(key);
    }
    let lines = match &args.file {
        Some(path) => from_file(path)?,
        None => {
            let bureau = House::look(place, DATA)?.must_have_county()?;
            let mut lines = Vec::new();
            evidence(&bureau, |line| -> anyhow::Result<()> {
                lines.push(line.clone());
                Ok(())
            })?;
            lines
        }
    };
    let report = check_evidence(lines, &trusted);
    say(&report, args.json)?;
    Ok(if report.flaws.is_empty() { DONE } else { UNSOUND })
}

fn from_file(path: &Path) -> anyhow::Result<Vec<Evidence>> {
    let file = File::open(path).with_context(|| format!("文件 {} 读不出来", path.display()))?;
    let mut lines = Vec::new();
    for (at, line) in BufReader::new(file).lines().enumerate() {
        let line = line.with_context(|| format!("文件 {} 读不出来", path.display()))?;
        if !line.trim().is_empty() {
            lines.push(serde_json::from_str(&line).with_context(|| format!("第 {} 行没有读懂", at + 1))?);
        }
    }
    Ok(lines)
}

fn say(report: &EvidenceReport, json: bool) -> anyhow::Result<()> {
    if json {
        return terminal::print_json(report);
    }
    terminal::print(&format!(
        "{} 的留底：{} 封信，{} 份回执，{} 封还没有回执，{} 处对不上",
        report.node,
        report.messages,
        report.answers,
        report.unanswered,
        report.flaws.len()
    ));
    for (code, key) in &report.keys {
        terminal::print(&format!("  公钥 {code} {key}"));
    }
    for (code, keys) in &report.key_versions {
        for key in keys {
            terminal::print(&format!("  公钥各版 {code} {} 起 {}", key.since, key.public_key));
        }
    }
    for flaw in &report.flaws {
        terminal::print(&format!("  {} {} 第 {} 封：{}", flaw.peer, flaw.direction, flaw.seq, flaw.what));
    }
    Ok(())
}

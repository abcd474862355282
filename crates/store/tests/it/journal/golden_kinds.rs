//! No kind of event is written that has no frozen text.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

/// First words of the kinds of events.
const OF_WHAT: [&str; 25] = [
    "archive",
    "case",
    "cases",
    "catalogue",
    "certificate",
    "certificate_kind",
    "chain",
    "city",
    "county",
    "evaluation",
    "exchange",
    "file",
    "followup",
    "indicators",
    "item",
    "key",
    "matter",
    "oversight",
    "publication",
    "questionnaires",
    "rectification",
    "report",
    "review",
    "staff",
    "stations",
];

/// Commands, file names, seals, measures of scores and places of rows, which look like kinds and are none.
const NO_EVENTS: [&str; 37] = [
    "archive.transfer",
    "case.accept",
    "case.accept_on_the_spot",
    "case.deliver",
    "case.draft",
    "case.park",
    "case.phrases",
    "case.push",
    "case.take_and_ask",
    "cases.days",
    "cases.on_time",
    "cases.promise_used",
    "chain.begin",
    "chain.change",
    "chain.publish",
    "chain.stop",
    "chain.take_over",
    "evaluation.draft",
    "evaluation.weigh",
    "item.draft",
    "item.edit",
    "item.form",
    "item.publish",
    "item.status",
    "item.withdraw",
    "matter.chain_version",
    "matter.members",
    "matter.stage",
    "questionnaires.attitude",
    "questionnaires.efficiency",
    "questionnaires.overall",
    "questionnaires.quality",
    "report.body",
    "staff.active",
    "staff.tsv",
    "stations.named",
    "stations.served",
];

/// Kinds whose facts are known to the services alone, written once in a county's life or by looking at something.
/// What they change are rows that other texts freeze. The list gets shorter, never longer.
const FROZEN_ELSEWHERE: [&str; 11] = [
    "archive.checked",
    "archive.taken",
    "city.figures_loaded",
    "county.calendar_announced",
    "county.local_days_said",
    "county.named",
    "county.notices_entered",
    "county.opened",
    "file.opened",
    "indicators.profiles_announced",
    "indicators.profiles_loaded",
];

fn rust_files(dir: &Path, out: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        match path.is_dir() {
            true => rust_files(&path, out),
            false if path.extension().is_some_and(|e| e == "rs") => out.push(path),
            false => {}
        }
    }
}

fn looks_like_a_kind(text: &str) -> bool {
    let word = |w: &str| !w.is_empty() && w.bytes().all(|b| b.is_ascii_lowercase() || b == b'_');
    text.split_once('.').is_some_and(|(of, what)| OF_WHAT.contains(&of) && word(what))
}

/// Kinds that the services write, from their text: between quotation marks, and not the name of a command.
fn written() -> BTreeSet<String> {
    let (mut files, mut out) = (Vec::new(), BTreeSet::new());
    for layer in ["domain", "services"] {
        rust_files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(layer).join("src"), &mut files);
    }
    for text in files.iter().map(|f| fs::read_to_string(f).unwrap()) {
        let lines = text.lines().filter(|l| !l.contains(".command(desk, \"") && !l.trim_start().starts_with("//"));
        for part in lines.flat_map(|l| l.split('"')).filter(|p| looks_like_a_kind(p)) {
            out.insert(part.to_owned());
        }
    }
    out
}

/// Kinds with a frozen text.
fn frozen() -> BTreeSet<String> {
    let dir = fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden")).unwrap();
    let texts = dir.filter_map(|e| fs::read_to_string(e.unwrap().path()).ok());
    let kind =
        |text: String| serde_json::from_str::<serde_json::Value>(&text).unwrap()["kind"].as_str().unwrap().to_owned();
    texts.map(kind).collect()
}

#[test]
fn every_kind_that_is_written_has_a_frozen_text() {
    let (written, frozen) = (written(), frozen());
    assert!(written.contains("case.pushed") && written.len() > 60, "the sources were not found: {written:?}");
    let bare: Vec<&String> = written
        .iter()
        .filter(|k| !frozen.contains(*k) && !NO_EVENTS.contains(&k.as_str()) && !FROZEN_ELSEWHERE.contains(&k.as_str()))
        .collect();
    assert_eq!(bare, Vec::<&String>::new(), "freeze these: a test beside this one calls `frozen` with such an event");
    let stale: Vec<&&str> =
        FROZEN_ELSEWHERE.iter().filter(|k| frozen.contains(**k) || !written.contains(**k)).collect();
    assert_eq!(stale, Vec::<&&str>::new(), "these have their text, or are gone: take them off the list");
}

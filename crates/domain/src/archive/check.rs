//! The check of the four properties (四性检测: 真实性、完整性、可用性、安全性; 档案法 art 39, rules after
//! DA/T 70-2018): one row a rule, whether it held, and what was seen. What was not looked at says so and
//! never counts as passed.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{Package, Profile};
use crate::base::secret_in_name;

/// One of the four.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Property {
    /// 真实性.
    Authentic,
    /// 完整性.
    Complete,
    /// 可用性.
    Usable,
    /// 安全性.
    Safe,
}

impl Property {
    /// Word on pages.
    pub fn label(self) -> &'static str {
        match self {
            Self::Authentic => "真实性",
            Self::Complete => "完整性",
            Self::Usable => "可用性",
            Self::Safe => "安全性",
        }
    }
}

/// What a rule found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Finding {
    /// It held.
    Passed,
    /// It did not.
    Failed,
    /// Nobody looked.
    NotChecked,
}

impl Finding {
    /// Word on pages.
    pub fn label(self) -> &'static str {
        match self {
            Self::Passed => "通过",
            Self::Failed => "不通过",
            Self::NotChecked => "没有查",
        }
    }
}

/// One row of the report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CheckRow {
    /// Which property.
    pub property: Property,
    /// Id of the rule, for good.
    pub rule: String,
    /// What it asks.
    pub asks: String,
    /// What it found.
    pub finding: Finding,
    /// What was seen.
    pub detail: String,
}

/// One entry of a package as it was read back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ObservedEntry {
    /// Path.
    pub path: String,
    /// Bytes.
    pub size: u64,
    /// SM3.
    pub digest: String,
    /// Kind by content; `None` for the sheets.
    pub kind: Option<String>,
}

/// What a virus scanner said of the entries of a package.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Scan {
    /// None is connected.
    NotConnected,
    /// One is, and gave no answer.
    Silent,
    /// It looked into all of them; path and name of what it found.
    Looked(Vec<(String, String)>),
}

/// A package as it was read back from its bytes, with what the journal says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Observed {
    /// Everything in it but the manifest.
    pub entries: Vec<ObservedEntry>,
    /// What the manifest says: path, bytes, SM3.
    pub manifest: Vec<(String, u64, String)>,
    /// Fields of 基本信息描述 read back: element and value; `None` where it could not be read.
    pub basics: Option<Vec<(String, String)>>,
    /// Whether the other sheets could be read.
    pub sheets_readable: bool,
    /// Whether the events in the package chain up to the head that the journal has.
    pub chain_true: bool,
    /// Other packages under the same number.
    pub same_number: u64,
    /// Whether what lies on disk is sealed and is what was put there.
    pub sealed_true: bool,
    /// What a virus scanner said.
    pub scan: Scan,
}

/// The rule that nothing in a package is a virus.
const NO_VIRUS: &str = "AQ-1";

/// What a virus scanner found, in a sentence: such a package is not put away.
pub fn infection(rows: &[CheckRow]) -> Option<&str> {
    rows.iter().find(|r| r.rule == NO_VIRUS && r.finding == Finding::Failed).map(|r| r.detail.as_str())
}

struct Report(Vec<CheckRow>);

impl Report {
    fn add(&mut self, property: Property, rule: &str, asks: &str, wrong: Vec<String>, seen: impl Into<String>) {
        let (finding, detail) = match wrong.is_empty() {
            true => (Finding::Passed, seen.into()),
            false => (Finding::Failed, wrong.join("；")),
        };
        self.0.push(CheckRow { property, rule: rule.into(), asks: asks.into(), finding, detail });
    }
}

fn unless(ok: bool, sentence: &str) -> Vec<String> {
    if ok { Vec::new() } else { vec![sentence.to_owned()] }
}

/// Checks a package against its profile: every rule, in the order of the report.
pub fn check(package: &Package, profile: &Profile, seen: &Observed) -> Vec<CheckRow> {
    let mut report = Report(Vec::new());
    authentic(&mut report, package, profile, seen);
    complete(&mut report, package, profile, seen);
    usable(&mut report, package, profile, seen);
    safe(&mut report, package, seen);
    report.0
}

/// Whether no rule failed.
pub fn has_passed(rows: &[CheckRow]) -> bool {
    rows.iter().all(|r| r.finding != Finding::Failed)
}

fn entry<'a>(seen: &'a Observed, path: &str) -> Option<&'a ObservedEntry> {
    seen.entries.iter().find(|e| e.path == path)
}

fn authentic(report: &mut Report, package: &Package, profile: &Profile, seen: &Observed) {
    let of = Property::Authentic;
    let changed = package.files.iter().filter(|f| entry(seen, &f.path).is_some_and(|e| e.digest != f.captured));
    let changed: Vec<String> = changed.map(|f| format!("{}与收件时的摘要不同", f.path)).collect();
    report.add(
        of,
        "ZS-1",
        "每份文件的 SM3 摘要与收件时固化的相同",
        changed,
        format!("{} 份文件相同", package.files.len()),
    );
    let chain = unless(seen.chain_true, "事件的哈希链接不到留痕的链头");
    report.add(
        of,
        "ZS-2",
        "办理过程的哈希链完整，链头与系统留痕相同",
        chain,
        format!("{} 条事件", package.steps.len()),
    );
    let differs = |rule: &super::FieldRule, read: &[(String, String)]| {
        read.iter().find(|(e, _)| *e == rule.element).map(|(_, v)| v.clone()) != package.field(&rule.field)
    };
    let wrong = match &seen.basics {
        None => vec!["基本信息描述读不出来".to_owned()],
        Some(read) => {
            profile.basics.iter().filter(|r| differs(r, read)).map(|r| format!("{}与办件不一致", r.element)).collect()
        }
    };
    report.add(of, "ZS-3", "元数据与办件内容一致", wrong, format!("{} 项一致", profile.basics.len()));
    let known = profile.source_systems.iter().any(|s| package.source_system.starts_with(s.as_str()));
    let source = unless(known, "来源系统不在登记名单里");
    report.add(of, "ZS-4", "来源系统在登记名单里", source, package.source_system.clone());
    let unique = unless(seen.same_number == 0, "还有别的归档包用了这个电子文件号");
    report.add(of, "ZS-5", "电子文件号没有重复", unique, package.number.to_string());
}

fn complete(report: &mut Report, package: &Package, profile: &Profile, seen: &Observed) {
    let of = Property::Complete;
    let listed: BTreeSet<&str> = seen.manifest.iter().map(|(path, ..)| path.as_str()).collect();
    let present: BTreeSet<&str> = seen.entries.iter().map(|e| e.path.as_str()).collect();
    let missing = listed.difference(&present).map(|p| format!("缺{p}"));
    let unlisted =
        package.files.iter().filter(|f| !listed.contains(f.path.as_str())).map(|f| format!("清单没有{}", f.path));
    let wrong: Vec<String> = missing.chain(unlisted).collect();
    report.add(of, "WZ-1", "文件数与清单相同", wrong, format!("{} 项", listed.len()));
    let empty = |r: &&super::FieldRule| r.required && package.field(&r.field).is_none_or(|v| v.trim().is_empty());
    let both = profile.config.iter().chain(&profile.basics);
    let wrong = both.filter(empty).map(|r| format!("缺{}", r.element)).collect();
    report.add(of, "WZ-2", "必备元数据齐全", wrong, "必备项都有");
    let went = |node: &str| package.steps.iter().any(|s| s.kind == node);
    let nodes = profile.nodes(&package.outcome);
    let wrong = nodes.iter().filter(|n| !went(n)).map(|n| format!("没有{n}的记录")).collect();
    report.add(of, "WZ-3", "办理环节齐全", wrong, format!("{} 个环节", nodes.len()));
    let extra = present.difference(&listed).map(|p| format!("多出{p}")).collect();
    report.add(of, "WZ-4", "没有清单以外的文件", extra, "没有");
    let same = |(path, size, digest): &(String, u64, String)| {
        entry(seen, path).is_none_or(|e| e.size == *size && e.digest == *digest)
    };
    let wrong = seen.manifest.iter().filter(|m| !same(m)).map(|(path, ..)| format!("{path}与清单不同")).collect();
    report.add(of, "WZ-5", "每一项的字节数和摘要与清单相同", wrong, format!("{} 项相同", seen.manifest.len()));
    let absent = package.notices.iter().filter(|n| !present.contains(n.path.as_str()));
    let wrong = absent.map(|n| format!("缺{}", n.title)).collect();
    let none = "这一件没有要附的文书".to_owned();
    let all = match package.notices.len() {
        0 => none,
        n => format!("{n} 份文书都在"),
    };
    report.add(of, "WZ-6", "办理中出具的文书都在", wrong, all);
}

fn usable(report: &mut Report, package: &Package, profile: &Profile, seen: &Observed) {
    let of = Property::Usable;
    let barred = package.files.iter().filter(|f| !profile.formats.contains(&f.kind));
    let wrong = barred.map(|f| format!("{}不是归档格式", f.path)).collect();
    report.add(of, "KY-1", "格式在归档格式名单里", wrong, profile.formats.join("、"));
    let other =
        package.files.iter().filter(|f| entry(seen, &f.path).and_then(|e| e.kind.as_deref()) != Some(f.kind.as_str()));
    let unread =
        package.notices.iter().filter(|n| entry(seen, &n.path).is_some_and(|e| e.kind.as_ref() != Some(&n.kind)));
    let unread = unread.map(|n| format!("{}不是能打开的 {}", n.path, n.kind.to_uppercase()));
    let wrong = other.map(|f| format!("{}的内容不是{}，或要密码才能打开", f.path, f.kind)).chain(unread).collect();
    report.add(of, "KY-2", "内容与格式相符，没有加密", wrong, format!("{} 份相符", package.files.len()));
    let readable = unless(seen.basics.is_some() && seen.sheets_readable, "有一张表读不出来");
    report.add(of, "KY-3", "元数据和办理流程读得出来", readable, "都读得出来");
}

fn safe(report: &mut Report, package: &Package, seen: &Observed) {
    let of = Property::Safe;
    let unseen = |why: &str| CheckRow {
        property: of,
        rule: NO_VIRUS.into(),
        asks: "没有病毒".into(),
        finding: Finding::NotChecked,
        detail: format!("{why}。收件时已拒收宏、脚本、夹带程序的文件"),
    };
    match &seen.scan {
        Scan::NotConnected => report.0.push(unseen("没有接入杀毒程序，未检查")),
        Scan::Silent => report.0.push(unseen("杀毒程序没有应答，未检查，请稍后重新检测")),
        Scan::Looked(found) => {
            let wrong = found.iter().map(|(path, name)| format!("{path}查出病毒 {name}")).collect();
            report.add(of, NO_VIRUS, "没有病毒", wrong, format!("{} 项都查过，没有查出", seen.entries.len()));
        }
    }
    let sealed = unless(seen.sealed_true, "存放的内容与登记的摘要不同");
    report.add(of, "AQ-2", "加密存放，存放的内容与登记的摘要相同", sealed, "AES-256-GCM 加密，SM3 摘要相同");
    let names = package.files.iter().map(|f| f.title.as_str()).chain([package.item.name.as_str()]);
    let wrong = names.filter_map(secret_in_name).map(|mark| format!("有“{mark}”标志")).collect();
    report.add(of, "AQ-3", "没有涉密标志", wrong, "没有");
}

//! One package (归档包) with the report of its check: one row a rule.

use askama::Template;

use crate::base::{Frame, Page, Tag, Tone};

/// One rule of the report.
#[derive(Debug, Clone)]
pub struct CheckLine {
    /// 真实性、完整性、可用性、安全性.
    pub property: String,
    /// Id of the rule.
    pub rule: String,
    /// What it asks.
    pub asks: String,
    /// What it found.
    pub finding: Tag,
    /// What was seen.
    pub detail: String,
}

/// The page.
#[derive(Debug, Clone, Template)]
#[template(path = "archive/package.html")]
pub struct PackagePage {
    /// Frame; its title is the package's.
    pub frame: Frame,
    /// 电子文件号.
    pub number: String,
    /// 办件编号, with its page for whoever may see it.
    pub case_no: String,
    /// Passed or not.
    pub verdict: Tag,
    /// Label and value.
    pub facts: Vec<(String, String)>,
    /// The report.
    pub checks: Vec<CheckLine>,
    /// When it was checked.
    pub checked: String,
    /// Whether this reader may check again.
    pub may_check: bool,
    /// Whether this reader may take it out.
    pub may_take: bool,
}

impl Page for PackagePage {
    const NAME: &'static str = "archive/package";

    fn samples() -> Vec<Self> {
        let line = |property: &str, rule: &str, asks: &str, finding: Tag, detail: &str| CheckLine {
            property: property.into(),
            rule: rule.into(),
            asks: asks.into(),
            finding,
            detail: detail.into(),
        };
        let passed = || Tag::new(Tone::Good, "通过");
        let full = Self {
            frame: Frame::sample_staff("食品经营许可（新办）（2026-1120-03-0386）"),
            number: "GD-990101-2026-1120-03-0386".into(),
            case_no: "2026-1120-03-0386".into(),
            verdict: passed(),
            facts: vec![("保管期限".into(), "30年".into()), ("文件".into(), "3 份".into())],
            checks: vec![
                line("真实性", "ZS-1", "每份文件的 SM3 摘要与收件时固化的相同", passed(), "3 份文件相同"),
                line(
                    "安全性",
                    "AQ-1",
                    "没有病毒",
                    Tag::new(Tone::Warning, "没有查"),
                    "没有接入杀毒程序。收件时已拒收宏、脚本、夹带程序的文件",
                ),
            ],
            checked: "2026-12-05 02:00".into(),
            may_check: true,
            may_take: true,
        };
        let failed = Self {
            verdict: Tag::new(Tone::Bad, "不通过"),
            checks: vec![line("完整性", "WZ-2", "必备元数据齐全", Tag::new(Tone::Bad, "不通过"), "缺联系电话")],
            may_check: false,
            may_take: false,
            ..full.clone()
        };
        vec![full, failed]
    }
}

//! The archive (归档): packages, the newest first, and the batches they were transferred in.

use askama::Template;

use crate::base::{Frame, Link, Page, Tag, Tone};

/// One package.
#[derive(Debug, Clone)]
pub struct PackageRow {
    /// 电子文件号; also its address.
    pub number: String,
    /// 题名.
    pub title: String,
    /// Who decided.
    pub department: String,
    /// As "30年".
    pub retention: String,
    /// Day the case ended.
    pub finished: String,
    /// Whether the check passed.
    pub check: Tag,
    /// Whether it was transferred.
    pub transfer: Tag,
}

/// One batch.
#[derive(Debug, Clone)]
pub struct BatchLink {
    /// Number; also its address.
    pub number: String,
    /// As "2026年12月5日，12 件".
    pub words: String,
}

/// The page.
#[derive(Debug, Clone, Template)]
#[template(path = "archive/home.html")]
pub struct ArchivePage {
    /// Frame.
    pub frame: Frame,
    /// As "共 120 件，四性检测通过 118 件，等移交 40 件".
    pub summary: String,
    /// Parts of the list; the current one has no address.
    pub parts: Vec<Link>,
    /// Packages.
    pub packages: Vec<PackageRow>,
    /// Next page; empty at the end.
    pub next: String,
    /// Batches.
    pub batches: Vec<BatchLink>,
    /// How many a batch would take; 0 for whoever may not make one.
    pub waiting: u64,
}

impl Page for ArchivePage {
    const NAME: &'static str = "archive/home";

    fn samples() -> Vec<Self> {
        let row = |n: u32, passed: bool, transferred: bool| PackageRow {
            number: format!("GD-990101-2026-1120-03-{n:04}"),
            title: format!("食品经营许可（新办）（2026-1120-03-{n:04}）"),
            department: "县市场监督管理局".into(),
            retention: "30年".into(),
            finished: "2026-11-25".into(),
            check: if passed { Tag::new(Tone::Good, "通过") } else { Tag::new(Tone::Bad, "不通过") },
            transfer: if transferred {
                Tag::new(Tone::Good, "已移交")
            } else {
                Tag::new(Tone::Neutral, "未移交")
            },
        };
        let full = Self {
            frame: Frame::sample_staff("归档"),
            summary: "共 3 件，四性检测通过 2 件，等移交 1 件。".into(),
            parts: vec![
                Link::new("", "全部"),
                Link::new("/archive?part=failed", "检测不通过"),
                Link::new("/archive?part=waiting", "等移交"),
            ],
            packages: vec![row(388, true, false), row(387, false, false), row(386, true, true)],
            next: "/archive?before=9".into(),
            batches: vec![BatchLink { number: "2026-1".into(), words: "2026年12月5日，1 件".into() }],
            waiting: 1,
        };
        let empty = Self {
            summary: "还没有归档包。办件送达 10 天后、或没有作出决定就结束的，自动归档。".into(),
            packages: Vec::new(),
            batches: Vec::new(),
            next: String::new(),
            waiting: 0,
            ..full.clone()
        };
        vec![full, empty]
    }
}

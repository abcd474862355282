//! What a check on a day finds (授权核查): lists for people to look at, each with what to do.

use askama::Template;

use crate::base::{Field, Frame, Link, Page};

/// One thing found.
#[derive(Debug, Clone)]
pub struct FindingRow {
    /// What it is about, with the way there where there is one.
    pub what: Link,
    /// Department.
    pub department: String,
    /// Why it stands here.
    pub why: String,
}

/// Things of one kind.
#[derive(Debug, Clone)]
pub struct FindingList {
    /// Heading with the count.
    pub heading: String,
    /// What to do about them.
    pub advice: String,
    /// The things.
    pub rows: Vec<FindingRow>,
}

/// A decision that nobody was authorised to take.
#[derive(Debug, Clone)]
pub struct DecisionRow {
    /// The case.
    pub href: String,
    /// 办件编号.
    pub case_no: String,
    /// Item.
    pub item: String,
    /// Department.
    pub department: String,
    /// When, as "2026-11-20 10:21".
    pub at: String,
    /// Who.
    pub by: String,
    /// As what.
    pub capacity: String,
}

/// How far the authority over an item is used.
#[derive(Debug, Clone)]
pub struct ExerciseRow {
    /// Item.
    pub item: String,
    /// Department.
    pub department: String,
    /// By the representative.
    pub representative: u64,
    /// By the deputy.
    pub deputy: u64,
    /// Sent to the department.
    pub department_count: u64,
    /// In no capacity that was recorded.
    pub other: u64,
}

/// The findings.
#[derive(Debug, Clone, Template)]
#[template(path = "delegates/check.html")]
pub struct CheckPage {
    /// Frame; its title states the finding.
    pub frame: Frame,
    /// The day.
    pub on: Field,
    /// As "38 项进驻事项，36 项有人在窗口决定".
    pub summary: String,
    /// Lists that are not empty.
    pub lists: Vec<FindingList>,
    /// What was done without the power; the newest.
    pub lacking: Vec<DecisionRow>,
    /// How many there are in all, and since when, in words.
    pub lacking_words: String,
    /// Decisions without a letter; the newest.
    pub decisions: Vec<DecisionRow>,
    /// How many there are in all, and since when, in words.
    pub decisions_words: String,
    /// Use of each item.
    pub exercise: Vec<ExerciseRow>,
    /// Since when the use is counted, in words.
    pub since: String,
}

impl Page for CheckPage {
    const NAME: &'static str = "delegates/check";

    fn samples() -> Vec<Self> {
        let row = |href: &str, label: &str, why: &str| FindingRow {
            what: Link::new(href, label),
            department: "县水利局".into(),
            why: why.into(),
        };
        let full = Self {
            frame: Frame::sample_staff("授权核查：有 5 处要看"),
            on: Field::of("2026-11-20"),
            summary: "38 项进驻事项，36 项有代表在窗口决定".into(),
            lists: vec![
                FindingList {
                    heading: "已进驻未授权（2 项）".into(),
                    advice: "请部门补授权，或把事项列入进驻负面清单".into(),
                    rows: vec![
                        row("/catalogue/1", "取水许可", "部门没有有效的授权书"),
                        row("/catalogue/2", "水土保持方案审批", "授权书把这项除外了（水授〔2026〕1号）"),
                    ],
                },
                FindingList {
                    heading: "没有公示的授权书（1 份）".into(),
                    advice: "请打开授权书公示".into(),
                    rows: vec![row("/delegates/letters/1", "水授〔2026〕1号", "吴涛")],
                },
            ],
            lacking: vec![DecisionRow {
                href: "/cases/2026-1120-03-0002".into(),
                case_no: "2026-1120-03-0002".into(),
                item: "取水许可".into(),
                department: "县水利局".into(),
                at: "2026-11-20 10:40".into(),
                by: "吴涛".into(),
                capacity: "用章（水授〔2026〕1号）".into(),
            }],
            lacking_words: "2026-10-22 至 2026-11-20 共 1 件".into(),
            decisions: vec![DecisionRow {
                href: "/cases/2026-1120-03-0001".into(),
                case_no: "2026-1120-03-0001".into(),
                item: "取水许可".into(),
                department: "县水利局".into(),
                at: "2026-11-20 10:21".into(),
                by: "吴涛".into(),
                capacity: "部门审批人".into(),
            }],
            decisions_words: "2026-10-22 至 2026-11-20 共 1 件".into(),
            exercise: vec![ExerciseRow {
                item: "社会保障卡申领".into(),
                department: "县人力资源和社会保障局".into(),
                representative: 12,
                deputy: 3,
                department_count: 4,
                other: 0,
            }],
            since: "2026-10-22 至 2026-11-20".into(),
        };
        let clean = Self {
            frame: Frame::sample_staff("授权核查：没有要看的"),
            lists: Vec::new(),
            lacking: Vec::new(),
            decisions: Vec::new(),
            exercise: Vec::new(),
            ..full.clone()
        };
        vec![full, clean]
    }
}

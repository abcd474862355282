//! One lead (线索): what was seen, the rows, the innocent explanations, and the one next step this reader may take.

use askama::Template;

use crate::{
    base::{Choice, Field, Frame, Page, Tag, Tone, paths},
    cases::{Conflict, EventRow, Fact},
};

/// A row that speaks for the lead.
#[derive(Debug, Clone)]
pub struct EvidenceRow {
    /// What it is: a case number, a file and row, a guide.
    pub what: String,
    /// Where it leads; `None` = nowhere.
    pub href: Option<String>,
    /// What it says.
    pub says: String,
}

/// The decision 核实.
#[derive(Debug, Clone)]
pub struct SettlePart {
    /// 属实 or 已排除.
    pub verdict: Choice,
    /// The explanation that held.
    pub explanation: Field,
    /// What was found.
    pub finding: Field,
    /// What must be done.
    pub requirement: Field,
    /// Last day for the order's answer.
    pub due_on: Field,
}

/// Detail of a lead.
#[derive(Debug, Clone, Template)]
#[template(path = "oversight/lead.html")]
pub struct LeadPage {
    /// Frame; its title is what the lead is about.
    pub frame: Frame,
    /// Number as in addresses.
    pub slug: String,
    /// 线索编号.
    pub number: String,
    /// Version the page shows.
    pub version: i64,
    /// Stage.
    pub stage: Tag,
    /// Who must act.
    pub waiting_for: String,
    /// What was seen.
    pub finding: String,
    /// How it compares; may be empty.
    pub compared: String,
    /// Innocent explanations to look at first.
    pub explanations: Vec<String>,
    /// The rows.
    pub evidence: Vec<EvidenceRow>,
    /// How many rows there are in all.
    pub rows: String,
    /// Summary.
    pub facts: Vec<Fact>,
    /// Events, the latest first.
    pub events: Vec<EventRow>,
    /// Set when an act came too late.
    pub conflict: Option<Conflict>,
    /// Last day and what to look at, for whoever may assign.
    pub assign: Option<(Field, Field)>,
    /// The statement, for whoever may write it.
    pub state: Option<Field>,
    /// The decision, for whoever may take it.
    pub settle: Option<SettlePart>,
    /// Whether it goes on, and what was seen, for whoever may look again.
    pub follow_up: Option<(Choice, Field)>,
    /// The order that it led to.
    pub order_href: Option<String>,
}

/// What a decision can say.
pub(super) const VERDICTS: [(&str, &str); 2] = [("uphold", "属实，交办整改"), ("explain", "已排除，是正常情形")];
/// What a second look can say.
pub(super) const AGAIN: [(&str, &str); 2] = [("no", "没有再出现"), ("yes", "还在出现")];

impl Page for LeadPage {
    const NAME: &'static str = "oversight/lead";

    fn samples() -> Vec<Self> {
        let found = Self {
            frame: Frame::sample_staff("食品经营许可"),
            slug: "2026-4".into(),
            number: "线索〔2026〕4号".into(),
            version: 1,
            stage: Tag::new(Tone::Info, "待交办"),
            waiting_for: "督查交办".into(),
            finding: "40 件有结果日期的办件中有 4 件结果早于受理".into(),
            compared: "通常占 1.00%，只凭巧合约每 2000 次见一次".into(),
            explanations: vec!["日期录入错误".into(), "换发、补发证照，沿用原证日期".into()],
            evidence: vec![
                EvidenceRow {
                    what: "2026-1103-03-0005".into(),
                    href: Some(paths::case("2026-1103-03-0005")),
                    says: "2026年11月3日 出结果，2026年11月9日 才受理".into(),
                },
                EvidenceRow {
                    what: "双公示清单_2026年11月_行政许可.xlsx 第 12 行".into(),
                    href: None,
                    says: "临食许〔2026〕12号 2026-11-03".into(),
                },
            ],
            rows: "4 行，分母 40 行".into(),
            facts: vec![Fact { label: "监测项".into(), value: "D5 先出证后受理".into() }],
            events: vec![],
            conflict: None,
            assign: Some((Field::of("2026-12-04"), Field::default())),
            state: None,
            settle: None,
            follow_up: None,
            order_href: None,
        };
        let assigned = Self { version: 2, assign: None, state: Some(Field::default()), ..found.clone() };
        let missing = "请写明核实情况：看了哪些行、问了谁";
        let settle = SettlePart {
            verdict: Choice::of(&VERDICTS, "explain"),
            explanation: Field::default(),
            finding: Field::wrong("", missing),
            requirement: Field::default(),
            due_on: Field::of("2026-12-11"),
        };
        let stated = Self {
            frame: found.frame.clone().with_problem("finding", missing),
            version: 3,
            assign: None,
            settle: Some(settle),
            conflict: Some(Conflict {
                sentence: "孙红 刚才已办：情况说明".into(), kept: "看过档案".into()
            }),
            ..found.clone()
        };
        let upheld = Self {
            version: 4,
            stage: Tag::new(Tone::Warning, "属实，整改中"),
            assign: None,
            follow_up: Some((Choice::of(&AGAIN, ""), Field::default())),
            order_href: Some(paths::rectification("2026-9")),
            ..found.clone()
        };
        vec![found, assigned, stated, upheld]
    }
}

//! 应进必进: items that should be in the hall and are not, beside the exemption list, and what moved in or out.

use askama::Template;

use super::StandingTab;
use crate::base::{Choice, Frame, Link, Page, Tag, Tone, paths};

/// One item.
#[derive(Debug, Clone)]
pub struct MandateLine {
    /// Its page.
    pub what: Link,
    /// Its code.
    pub code: String,
    /// Department.
    pub department: String,
    /// How it stands.
    pub standing: Tag,
    /// What somebody does about it; empty where there is nothing to do.
    pub advice: &'static str,
    /// Kind and words of the reason for which it need not move in; empty = the list does not name it.
    pub reason: String,
    /// Basis and approval.
    pub basis: String,
    /// Where it is handled instead; empty when not noted.
    pub place: String,
    /// From when to when; empty where the list does not name it.
    pub term: String,
    /// Where its residency is changed; `None` for those who may not.
    pub next: Option<Link>,
}

/// One move.
#[derive(Debug, Clone)]
pub struct MoveLine {
    /// Day.
    pub on: String,
    /// The item's page.
    pub what: Link,
    /// Department.
    pub department: String,
    /// Which way.
    pub way: Tag,
    /// 批准文号; empty when not noted.
    pub approval: String,
    /// The reason given, or the file.
    pub why: String,
    /// Who entered it.
    pub actor: String,
}

/// The list.
#[derive(Debug, Clone, Template)]
#[template(path = "catalogue/mandate.html")]
pub struct MandatePage {
    /// Frame; its title is the finding.
    pub frame: Frame,
    /// Standings with their counts, and the moves.
    pub tabs: Vec<StandingTab>,
    /// The tab that is shown, as a word of the address; empty = what somebody has to look at.
    pub standing: String,
    /// Department.
    pub department: Choice,
    /// Items of this part of the list.
    pub rows: Vec<MandateLine>,
    /// The moves; `None` where items are shown.
    pub moves: Option<Vec<MoveLine>>,
    /// How many there are in the narrowed list.
    pub listed: usize,
    /// Address of the next part.
    pub next: Option<String>,
    /// Address of the first part, when this is a later one.
    pub first: Option<String>,
    /// Address of the same as xlsx.
    pub sheet: String,
    /// The gap list of the figure; for those who see it.
    pub gaps: Option<String>,
    /// Where the reasons that count come from.
    pub source: String,
    /// What to say where there is nothing.
    pub empty: &'static str,
}

impl Page for MandatePage {
    const NAME: &'static str = "catalogue/mandate";

    fn samples() -> Vec<Self> {
        let tab = |label: &str, count: usize, current: bool| StandingTab {
            href: "/catalogue/residency?standing=missing".into(),
            label: label.into(),
            count,
            current,
        };
        let missing = MandateLine {
            what: Link::new("/catalogue/1", "机动车安全技术检验后核发检验合格标志（营运大型客车）"),
            code: "11990101000000019X4990100101001".into(),
            department: "青禾县公安局".into(),
            standing: Tag::new(Tone::Bad, "应进未进"),
            advice: "进驻大厅，或者经批准列入进驻负面清单",
            reason: String::new(),
            basis: String::new(),
            place: String::new(),
            term: String::new(),
            next: Some(Link::new("/catalogue/items/1/facts", "改事项")),
        };
        let listed = MandateLine {
            standing: Tag::new(Tone::Warning, "理由不在规定之内"),
            advice: "只有规定的情形可以不进驻，请核对原因类别，或者进驻",
            reason: "其他：人手不够".into(),
            basis: "《青禾县政务服务事项进驻管理办法》第七条，青府办〔2026〕3号".into(),
            place: "县车辆管理所".into(),
            term: "2026年1月1日（周四） 至 长期".into(),
            next: None,
            ..missing.clone()
        };
        let open = Self {
            frame: Frame::sample_staff("应进必进：1 项应进未进，1 项要核对"),
            tabs: vec![tab("要看的", 2, true), tab("应进未进", 1, false), tab("进出记录", 4, false)],
            standing: String::new(),
            department: Choice::of(&[("", "全部部门"), ("青禾县公安局", "青禾县公安局（2）")], ""),
            rows: vec![missing, listed],
            moves: None,
            listed: 52,
            next: Some("/catalogue/residency?after=50".into()),
            first: None,
            sheet: paths::MANDATE_SHEET.into(),
            gaps: Some("/indicators/hall_residency_rate/gaps".into()),
            source: "应进必进的例外只有“场地限制或涉及国家秘密等情形”".into(),
            empty: "",
        };
        let moved = MoveLine {
            on: "2026年11月20日（周五）".into(),
            what: Link::new("/catalogue/1", "食品经营许可（新办）"),
            department: "县市场监督管理局".into(),
            way: Tag::new(Tone::Warning, "退出"),
            approval: "青府办〔2026〕3号".into(),
            why: "导入 进驻清单.xlsx".into(),
            actor: "钱伟".into(),
        };
        let silent = MoveLine {
            way: Tag::new(Tone::Good, "进驻"),
            approval: String::new(),
            why: String::new(),
            actor: String::new(),
            ..moved.clone()
        };
        let moves = Self {
            standing: "moves".into(),
            rows: Vec::new(),
            moves: Some(vec![moved, silent]),
            listed: 2,
            next: None,
            gaps: None,
            ..open.clone()
        };
        let empty = Self {
            frame: Frame::sample_staff("应进必进：都已进驻或有效豁免"),
            rows: Vec::new(),
            listed: 0,
            next: None,
            empty: "没有要看的：事项都已进驻或有效豁免。",
            ..open.clone()
        };
        vec![open, moves, empty]
    }
}

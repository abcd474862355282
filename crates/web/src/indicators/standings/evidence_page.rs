//! The rows behind a figure that a county reported.

use askama::Template;

use crate::base::{Field, Frame, Page, Tag, Tone};

/// One row.
#[derive(Debug, Clone, Default)]
pub struct EvidenceLine {
    /// Item or division code.
    pub code: String,
    /// Name.
    pub name: String,
    /// Whose it is.
    pub owner: String,
    /// What decides how it stands.
    pub facts: String,
}

/// The page.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "indicators/standings/evidence.html")]
pub struct EvidencePage {
    /// Frame; its title says which rows.
    pub frame: Frame,
    /// The county's page.
    pub back: String,
    /// The county.
    pub name: String,
    /// Which report.
    pub report: String,
    /// How the question stands.
    pub state: Tag,
    /// The same in words.
    pub words: String,
    /// When they were asked for; empty where nobody did.
    pub asked: String,
    /// What the county vouched for.
    pub digest: String,
    /// What came instead; empty where it is the same or nothing came.
    pub found: String,
    /// What a row is.
    pub noun: String,
    /// One page of them.
    pub rows: Vec<EvidenceLine>,
    /// The next page.
    pub next: Option<String>,
    /// The first page.
    pub first: Option<String>,
    /// Where the question goes.
    pub action: String,
    /// What it is about.
    pub hidden: Vec<(String, String)>,
    /// The form is shown.
    pub may: bool,
    /// Why they are asked for.
    pub why: Field,
}

impl EvidencePage {
    /// All fields in one text: two questions are two forms.
    pub fn about(&self) -> String {
        self.hidden.iter().map(|(_, value)| value.as_str()).collect::<Vec<_>>().join("-")
    }
}

impl Page for EvidencePage {
    const NAME: &'static str = "indicators/standings/evidence";

    fn samples() -> Vec<Self> {
        let unasked = Self {
            frame: Frame::sample_staff("青禾县 网上可办率 未达 2 行"),
            back: "/standings/990101".into(),
            name: "青禾县".into(),
            report: "2026-11-30 的第 2 版，县里快照 7301".into(),
            state: Tag::new(Tone::Neutral, "没有调取过"),
            words: "县里上报 2 行".into(),
            digest: "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0".into(),
            noun: "事项".into(),
            action: "/standings/990101/rows".into(),
            hidden: vec![("as_of".into(), "2026-11-30".into()), ("report".into(), "2".into())],
            may: true,
            ..Self::default()
        };
        let row = |name: &str| EvidenceLine {
            code: "11990101MB2855918400101".into(),
            name: name.into(),
            owner: "县民政局".into(),
            facts: "网办深度 2，到现场次数 1".into(),
        };
        let here = Self {
            state: Tag::new(Tone::Good, "与上报的一致"),
            words: "取到 2 行，行数和摘要都对得上".into(),
            asked: "2026-12-01 09:00".into(),
            rows: vec![row("临时救助"), row("养老机构备案")],
            next: Some("/standings/990101/rows?after=100".into()),
            may: false,
            ..unasked.clone()
        };
        let differs = Self {
            state: Tag::new(Tone::Bad, "与上报的对不上"),
            words: "上报 2 行，取到 1 行；请县里核对后重新上报，或再调取一次".into(),
            found: "0d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e066c7f0f462eeedd".into(),
            rows: vec![row("临时救助")],
            next: None,
            first: Some("/standings/990101/rows".into()),
            may: true,
            ..here.clone()
        };
        let sentence = "已经调取，等对方送来";
        let wrong = Self {
            frame: Frame::sample_staff("青禾县 网上可办率 未达 2 行").with_problem("why", sentence),
            why: Field::wrong("核查", sentence),
            ..unasked.clone()
        };
        vec![unasked, here, differs, wrong]
    }
}

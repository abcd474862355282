//! All profiles (指标口径): per figure the one in force and the alternatives, with what each gives.

use askama::Template;

use crate::base::{Frame, Page, Tag, Tone};

/// One profile.
#[derive(Debug, Clone)]
pub struct ProfileRow {
    /// Its page.
    pub href: String,
    /// Name.
    pub name: String,
    /// Id and version.
    pub id: String,
    /// 在用 or 备选.
    pub state: Tag,
    /// The figure by it over the newest snapshot.
    pub value: String,
    /// Its parts.
    pub parts: String,
    /// How that stands towards the target.
    pub standing: Tag,
    /// Target in words.
    pub target: String,
    /// Source.
    pub source: String,
}

/// The profiles of one figure.
#[derive(Debug, Clone)]
pub struct ProfileGroup {
    /// Name of the figure.
    pub name: String,
    /// Form of another one; `None` for who does not edit.
    pub new_href: Option<String>,
    /// The one in force first.
    pub rows: Vec<ProfileRow>,
}

/// List.
#[derive(Debug, Clone, Template)]
#[template(path = "indicators/profiles.html")]
pub struct ProfilesPage {
    /// Frame.
    pub frame: Frame,
    /// Whether this reader changes profiles.
    pub may_edit: bool,
    /// By figure.
    pub groups: Vec<ProfileGroup>,
}

impl Page for ProfilesPage {
    const NAME: &'static str = "indicators/profiles";

    fn samples() -> Vec<Self> {
        let row = |state: &str, tone: Tone, value: &str| ProfileRow {
            href: "/indicators/profiles/2023-online-available".into(),
            name: "依申请六类和公共服务，网办深度Ⅱ级及以上".into(),
            id: "2023-online-available 第 1 版".into(),
            state: Tag::new(tone, state),
            value: value.into(),
            parts: "3,075 ÷ 3,077 项".into(),
            standing: Tag::new(Tone::Warning, "还差 2 项"),
            target: "100%".into(),
            source: "没有全国统一的公式，请按本省当年口径核改".into(),
        };
        let edits = Self {
            frame: Frame::sample_staff("1 项指标，2 套口径"),
            may_edit: true,
            groups: vec![ProfileGroup {
                name: "网上可办率".into(),
                new_href: Some("/indicators/profiles/new?indicator=online_available_rate".into()),
                rows: vec![row("在用", Tone::Good, "99.94%"), row("备选", Tone::Neutral, "99.941%")],
            }],
        };
        let mut reads = Self { may_edit: false, ..edits.clone() };
        reads.groups[0].new_href = None;
        vec![edits, reads]
    }
}

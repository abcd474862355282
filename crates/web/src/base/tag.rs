//! Tags and deadline marks (标签、期限标识): a word with its colour, and for deadlines a shape as well, so that
//! nothing is said by colour alone (WCAG 1.4.1). When a deadline is near is decided elsewhere.

use askama::Template;
use askama::filters::HtmlSafe;

/// What a tag feels like.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Tone {
    /// Not begun, on paper, unknown.
    #[default]
    Neutral,
    /// In hand 办理中.
    Info,
    /// Done, target met 已办结、达标.
    Good,
    /// Soon due, waiting for papers 快到期、待补正.
    Warning,
    /// Overdue, refused 超期.
    Bad,
}

/// A short word on a coloured ground.
#[derive(Debug, Clone, PartialEq, Eq, Default, Template)]
#[template(source = r#"<span class="tag{{ self.css() }}">{{ word }}</span>"#, ext = "html")]
pub struct Tag {
    /// Its colour.
    pub tone: Tone,
    /// The word.
    pub word: String,
}

impl HtmlSafe for Tag {}

impl Tag {
    /// A tag from its parts.
    pub fn new(tone: Tone, word: impl Into<String>) -> Self {
        Self { tone, word: word.into() }
    }

    fn css(&self) -> &'static str {
        match self.tone {
            Tone::Neutral => "",
            Tone::Info => " info",
            Tone::Good => " ok",
            Tone::Warning => " warn",
            Tone::Bad => " error",
        }
    }
}

/// Where a case stands against its deadline (电子监察 habit: green, yellow, red).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Clock {
    /// More than three working days left.
    Ample,
    /// One to three working days left.
    Soon,
    /// Due today.
    Today,
    /// Past due.
    Overdue,
    /// The clock stands still (特别程序).
    Paused,
    /// Decided in time; no clock runs.
    Over,
}

/// The mark with its words, as "◆ 还剩 2 个工作日".
#[derive(Debug, Clone, PartialEq, Eq, Template)]
#[template(
    source = r#"<span class="clock {{ self.css() }}"><span aria-hidden="true">{{ self.shape() }}</span> {{ words }}</span>"#,
    ext = "html"
)]
pub struct Deadline {
    /// Which mark.
    pub clock: Clock,
    /// The words, as "还剩 2 个工作日" or "超期 1 个工作日".
    pub words: String,
}

impl HtmlSafe for Deadline {}

impl Deadline {
    /// A mark from its parts.
    pub fn new(clock: Clock, words: impl Into<String>) -> Self {
        Self { clock, words: words.into() }
    }

    fn css(&self) -> &'static str {
        match self.clock {
            Clock::Ample => "ample",
            Clock::Soon => "soon",
            Clock::Today => "today",
            Clock::Overdue => "overdue",
            Clock::Paused => "paused",
            Clock::Over => "over",
        }
    }

    fn shape(&self) -> &'static str {
        match self.clock {
            Clock::Ample => "●",
            Clock::Soon => "◆",
            Clock::Today => "▲",
            Clock::Overdue => "■",
            Clock::Paused => "‖",
            Clock::Over => "✓",
        }
    }
}

/// A fact of an item that may not be known; 未知 is never shown as 否.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Template)]
#[template(source = r#"<span class="{{ self.css() }}">{{ self.word() }}</span>"#, ext = "html")]
pub enum Flag {
    /// It is so.
    Yes,
    /// It is not so.
    No,
    /// Nobody has said.
    Unknown,
    /// It is rightly left out of the figure (豁免).
    Exempt,
}

impl HtmlSafe for Flag {}

impl Flag {
    fn word(self) -> &'static str {
        match self {
            Self::Yes => "是",
            Self::No => "否",
            Self::Unknown => "未知",
            Self::Exempt => "豁免",
        }
    }

    fn css(self) -> &'static str {
        match self {
            Self::Yes => "flag",
            Self::No => "tag warn",
            Self::Unknown => "unknown",
            Self::Exempt => "tag",
        }
    }
}

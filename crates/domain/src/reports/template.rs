//! A template (模板): sections, and in each what is said of which rows. The office edits it.

use serde::{Deserialize, Serialize};

/// Which paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReportKind {
    /// 分析研判报告.
    Analysis,
    /// 周报.
    Weekly,
    /// 交办单 to one department.
    Assignment,
}

impl ReportKind {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Analysis, Self::Weekly, Self::Assignment];

    /// Word in tables, URLs and on the command line.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Analysis => "analysis",
            Self::Weekly => "weekly",
            Self::Assignment => "assignment",
        }
    }

    /// Word on pages.
    pub fn label(self) -> &'static str {
        match self {
            Self::Analysis => "分析研判报告",
            Self::Weekly => "周报",
            Self::Assignment => "交办单",
        }
    }

    /// Reads the word.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|k| k.as_str() == text)
    }
}

/// A template.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Template {
    /// Of which paper; also its id.
    pub kind: ReportKind,
    /// Version; a change is a new one.
    pub version: i64,
    /// Title with fields of the scope `county`.
    pub title: String,
    /// Who it is written to (主送机关); empty = none.
    #[serde(default)]
    pub recipient: String,
    /// Its sections.
    pub sections: Vec<Part>,
}

/// One section.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Part {
    /// Heading without its number; empty = text before the first heading.
    pub heading: String,
    /// What stands in it.
    pub blocks: Vec<Block>,
}

/// One block.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Block {
    /// A paragraph: one sentence a row of its scope, joined.
    Say {
        /// Stays when words change; edits hang on it.
        id: String,
        /// Scope whose rows are told.
        of: String,
        /// Text before the sentences.
        #[serde(default)]
        lead: String,
        /// One sentence, with `{fields}`.
        text: String,
        /// Between sentences.
        #[serde(default = "semicolon")]
        join: String,
        /// Most rows that are told; the rest is counted in `more`.
        #[serde(default)]
        most: usize,
        /// Said when rows were left out, with `{rest}`.
        #[serde(default)]
        more: String,
        /// What the author is told when there is nothing to say.
        #[serde(default)]
        note: String,
    },
    /// A table by name.
    Table(String),
    /// A chart by name.
    Chart(String),
}

fn semicolon() -> String {
    "；".into()
}

/// Scopes and the fields that their rows may have.
const SCOPES: &[(&str, &[&str])] = &[
    (
        "county",
        &["county", "city", "as_of", "since", "items", "departments", "stations", "ex_officio", "department", "today"],
    ),
    ("figures", &["name", "value", "parts", "rank", "place", "target", "gap", "moved", "unknown", "excluded"]),
    ("leading", &["name", "value", "rank", "place"]),
    ("improved", &["name", "value", "moved", "since"]),
    ("closed_orders", &["count", "departments", "since"]),
    ("closed_by_department", &["department", "count"]),
    ("gaps", &["name", "gap", "departments"]),
    ("gap_departments", &["department", "count", "names"]),
    ("blockers", &["blocker", "count"]),
    ("naming", &["old", "unchecked", "stations", "rate"]),
    ("naming_old", &["old", "unchecked", "stations", "rate"]),
    ("unknowns", &["name", "count", "field"]),
    ("without_data", &["name", "count"]),
    ("overdue_orders", &["no", "department", "subject", "due"]),
    ("open_orders", &["no", "department", "subject", "requirement", "due", "blocker"]),
    ("next_by_department", &["department", "count", "first_due", "last_due"]),
    ("not_issued", &["name", "count"]),
    ("targets", &["name", "target", "gap", "last_due"]),
    ("below_target", &["name", "value", "target", "gap"]),
    ("changes", &["name", "before", "value", "moved", "rows"]),
    ("further", &["name", "value", "parts"]),
    ("residency", &["value", "parts", "exempt"]),
    // Recorded by later work of the county; until then these scopes are empty and the author is told.
    ("practice_followup", &["text"]),
    ("practice_chains", &["text"]),
    ("practice_delegates", &["text"]),
];

/// Tables and charts that can be placed.
const TABLES: &[&str] = &["figures", "gap_departments", "open_orders", "changes", "further"];
const CHARTS: &[&str] = &["gaps", "ranks", "trend"];

/// Why a template cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TemplateFlaw {
    /// A field that the scope does not have.
    #[error("这一段没有“{{{field}}}”这个数据，请用提示里列出的")]
    Field {
        /// Paragraph.
        id: String,
        /// The field.
        field: String,
    },
    /// A scope that is not known.
    #[error("段落 {id} 的对象“{of}”不认识")]
    Scope {
        /// Paragraph.
        id: String,
        /// The scope.
        of: String,
    },
    /// A bracket that is not closed.
    #[error("段落 {0} 的大括号没有成对，请检查")]
    Bracket(String),
    /// Two paragraphs with one id.
    #[error("段落编号 {0} 用了两次，请改其中一个")]
    Twice(String),
    /// A table or chart that is not known.
    #[error("表或图“{0}”不认识")]
    Picture(String),
    /// An empty title.
    #[error("请填写标题")]
    Title,
    /// Longer than a page of template.
    #[error("段落 {0} 超过 1000 字，请分成几段")]
    Long(String),
}

/// A template's text cut at its fields.
pub(super) enum Word<'a> {
    Text(&'a str),
    Field(&'a str),
}

/// Cuts a text at `{fields}`. `None` = brackets do not match.
pub(super) fn words(text: &str) -> Option<Vec<Word<'_>>> {
    let mut out = Vec::new();
    let mut rest = text;
    while let Some(open) = rest.find('{') {
        if rest[..open].contains('}') {
            return None;
        }
        let close = open + rest[open..].find('}')?;
        if open > 0 {
            out.push(Word::Text(&rest[..open]));
        }
        out.push(Word::Field(&rest[open + 1..close]));
        rest = &rest[close + 1..];
    }
    if rest.contains('}') {
        return None;
    }
    if !rest.is_empty() {
        out.push(Word::Text(rest));
    }
    Some(out)
}

impl Template {
    /// Checks what an editor may have written.
    pub fn check(&self) -> Result<(), TemplateFlaw> {
        if self.title.trim().is_empty() {
            return Err(TemplateFlaw::Title);
        }
        check_text("标题", "county", &self.title, &[])?;
        check_text("主送", "county", &self.recipient, &[])?;
        let mut seen = Vec::new();
        for block in self.sections.iter().flat_map(|s| &s.blocks) {
            match block {
                Block::Say { id, of, lead, text, more, .. } => {
                    if seen.contains(&id) {
                        return Err(TemplateFlaw::Twice(id.clone()));
                    }
                    seen.push(id);
                    check_text(id, of, text, &[])?;
                    check_text(id, "county", lead, &["count"])?;
                    check_text(id, of, more, &["rest"])?;
                }
                Block::Table(name) if TABLES.contains(&name.as_str()) => {}
                Block::Chart(name) if CHARTS.contains(&name.as_str()) => {}
                Block::Table(name) | Block::Chart(name) => return Err(TemplateFlaw::Picture(name.clone())),
            }
        }
        Ok(())
    }

    /// The paragraph with this id.
    pub fn paragraph(&mut self, wanted: &str) -> Option<&mut String> {
        self.sections.iter_mut().flat_map(|s| &mut s.blocks).find_map(|b| match b {
            Block::Say { id, text, .. } if id == wanted => Some(text),
            Block::Say { .. } | Block::Table(_) | Block::Chart(_) => None,
        })
    }
}

/// Fields that a paragraph about this scope may name; empty for an unknown scope.
pub fn fields(scope: &str) -> &'static [&'static str] {
    SCOPES.iter().find(|(s, _)| *s == scope).map_or(&[], |(_, f)| f)
}

fn check_text(id: &str, of: &str, text: &str, also: &[&str]) -> Result<(), TemplateFlaw> {
    if text.chars().count() > 1_000 {
        return Err(TemplateFlaw::Long(id.to_owned()));
    }
    let known = fields(of);
    if known.is_empty() {
        return Err(TemplateFlaw::Scope { id: id.to_owned(), of: of.to_owned() });
    }
    for word in words(text).ok_or_else(|| TemplateFlaw::Bracket(id.to_owned()))? {
        match word {
            Word::Field(f) if !known.contains(&f) && !also.contains(&f) => {
                return Err(TemplateFlaw::Field { id: id.to_owned(), field: f.to_owned() });
            }
            Word::Field(_) | Word::Text(_) => {}
        }
    }
    Ok(())
}

/// Event: the office changed the words of a template.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TemplateChanged {
    /// Which.
    pub kind: ReportKind,
    /// Version that was made.
    pub version: i64,
}

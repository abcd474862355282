//! What surrounds every page (页头、页脚、提示、错误汇总): who is signed in, where one can go, what went wrong.
//! Text only: deciding which entries a role sees happens before the frame is filled.

use std::fmt;

use askama::Template;
use askama::filters::HtmlSafe;

use super::{app_css_href, app_js_href, desk_js_href};

/// A link with its words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// Address inside this site.
    pub href: String,
    /// The words people click.
    pub label: String,
}

impl Link {
    /// A link from its two parts.
    pub fn new(href: impl Into<String>, label: impl Into<String>) -> Self {
        Self { href: href.into(), label: label.into() }
    }
}

/// One of at most eight entries in the top bar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NavEntry {
    /// Address inside this site.
    pub href: String,
    /// The word shown.
    pub label: String,
    /// Whether the present page belongs to this entry.
    pub current: bool,
}

/// Who is signed in and where they sit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WhoAmI {
    /// Name of the member of staff.
    pub name: String,
    /// Where they work at the moment, as "3 号综合窗口".
    pub place: String,
}

/// One thing to mend, shown on top with a link to its field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// `id` of the field it belongs to, or of a part of the page; empty when it belongs to none.
    pub field: String,
    /// The same sentence as at the field.
    pub sentence: String,
}

/// Markup drawn by this program (charts, QR). Not for text that came from outside.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Svg(String);

impl Svg {
    /// Takes an SVG element whose every text was escaped by the one who drew it.
    pub fn drawn(markup: String) -> Self {
        Self(markup)
    }

    /// Whether there is nothing to show.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl fmt::Display for Svg {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

impl HtmlSafe for Svg {}

/// What all pages share.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Frame {
    /// Name of the place, as "某县".
    pub county: String,
    /// Who runs the site (主办), as "某县政务服务和数据管理局".
    pub organiser: String,
    /// Site identification and filing numbers of the county portal (标识码, 备案号); not shown when empty.
    pub registrations: Vec<String>,
    /// Whether the data are samples; a banner then says so on every page.
    pub sample: bool,
    /// Title of the page; the only `<h1>` unless the page writes its own.
    pub title: String,
    /// Entries of the top bar, at most eight, already chosen by role.
    pub nav: Vec<NavEntry>,
    /// Who is signed in; `None` for the public.
    pub signed_in: Option<WhoAmI>,
    /// Token that every form sends back.
    pub csrf: String,
    /// Fresh random text; each form on the page derives its idempotency key from it.
    pub key: String,
    /// What was just done, as "已受理，编号 …，最迟 12月2日（周三）办结".
    pub notice: Option<String>,
    /// What must be mended before the form is taken; each names its field.
    pub problems: Vec<Problem>,
    /// Whether large type was chosen (长辈版).
    pub elder: bool,
    /// Address of this same page with large type switched on or off.
    pub elder_href: String,
}

impl Frame {
    /// The two hidden inputs every POST form carries; `form` tells the forms of one page apart.
    pub fn guard<'a>(&'a self, form: &'a str) -> Guard<'a> {
        Guard { csrf: &self.csrf, key: &self.key, form }
    }

    /// Address of the style sheet.
    pub fn css(&self) -> &'static str {
        app_css_href()
    }

    /// Address of the script.
    pub fn js(&self) -> &'static str {
        if self.signed_in.is_some() { desk_js_href() } else { app_js_href() }
    }

    /// A public frame for samples and tests.
    pub fn sample_public(title: &str) -> Self {
        Self {
            county: "某县".into(),
            organiser: "某县政务服务和数据管理局".into(),
            registrations: vec!["网站标识码 0000000000".into()],
            sample: true,
            title: title.into(),
            nav: entries(&[("/", "首页"), ("/catalogue", "查事项"), ("/cases/progress", "查进度")], title),
            signed_in: None,
            csrf: "sample-csrf".into(),
            key: "sample-key".into(),
            notice: None,
            problems: Vec::new(),
            elder: false,
            elder_href: "?elder=1".into(),
        }
    }

    /// A staff frame for samples and tests.
    pub fn sample_staff(title: &str) -> Self {
        let nav = [
            ("/cases", "我的工作"),
            ("/cases/accept", "收件"),
            ("/catalogue/items", "事项库"),
            ("/catalogue/import", "导入"),
            ("/indicators", "看板"),
            ("/people", "人员"),
        ];
        Self {
            nav: entries(&nav, title),
            signed_in: Some(WhoAmI { name: "张敏".into(), place: "3 号综合窗口".into() }),
            ..Self::sample_public(title)
        }
    }

    /// The same frame in large type.
    #[must_use]
    pub fn in_large_type(mut self) -> Self {
        self.elder = true;
        self.elder_href = "?elder=0".into();
        self
    }

    /// The same frame with one thing to mend.
    #[must_use]
    pub fn with_problem(mut self, field: &str, sentence: &str) -> Self {
        self.problems.push(Problem { field: field.into(), sentence: sentence.into() });
        self
    }
}

fn entries(pairs: &[(&str, &str)], title: &str) -> Vec<NavEntry> {
    let entry = |&(href, label): &(&str, &str)| NavEntry {
        href: href.into(),
        label: label.into(),
        current: title.starts_with(label),
    };
    pairs.iter().map(entry).collect()
}

/// Hidden inputs `csrf` and `idempotency_key`.
#[derive(Debug, Template)]
#[template(path = "base/guard.html")]
pub struct Guard<'a> {
    csrf: &'a str,
    key: &'a str,
    form: &'a str,
}

impl HtmlSafe for Guard<'_> {}

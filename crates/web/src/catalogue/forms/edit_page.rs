//! Editing the form of an item (编申请表): pages and fields as a list with buttons, one panel for the field or page in
//! hand, the text as JSON Schema beside. The form under work travels in the page, so nothing is saved before 保存.

use askama::Template;

use super::panel_view::FieldPanel;
use crate::base::{Field, Frame, Page};

/// One field in the list.
#[derive(Debug, Clone)]
pub struct FormFieldRow {
    /// Its key.
    pub key: String,
    /// What is asked.
    pub label: String,
    /// Kind in words.
    pub kind: String,
    /// As "必填", "如果…", "个人信息".
    pub notes: Vec<String>,
}

/// One page in the list.
#[derive(Debug, Clone)]
pub struct FormPageRow {
    /// From 0.
    pub at: usize,
    /// Heading.
    pub title: String,
    /// Its fields.
    pub fields: Vec<FormFieldRow>,
}

/// The page in hand.
#[derive(Debug, Clone)]
pub struct PagePanel {
    /// Which, from 0; `None` = a new one.
    pub at: Option<usize>,
    /// Heading.
    pub title: Field,
    /// Sentence under it.
    pub hint: Field,
}

/// The editor.
#[derive(Debug, Clone, Template)]
#[template(path = "catalogue/form_edit.html")]
pub struct FormEditPage {
    /// Frame; its title is the item's name.
    pub frame: Frame,
    /// The item's id.
    pub id: String,
    /// Sent back to notice a faster colleague.
    pub seq: i64,
    /// Version that the draft is made from.
    pub based_on: i64,
    /// The form under work as JSON; empty = the default form.
    pub form: String,
    /// Where the form stands, in words.
    pub state: String,
    /// A version waits for its day: as "第 3 版 2026年12月1日（周二）起生效"; then nothing can be saved.
    pub waiting: Option<String>,
    /// Pages and fields; those of the default form where the item has none of its own.
    pub pages: Vec<FormPageRow>,
    /// What must be mended before it can be saved.
    pub flaws: Vec<String>,
    /// They stand on top too: somebody tried to save.
    pub told: bool,
    /// The field in hand.
    pub panel: Option<FieldPanel>,
    /// The page in hand.
    pub page: Option<PagePanel>,
    /// The text as JSON Schema, to be copied or replaced.
    pub schema: Field,
    /// Why.
    pub why: Field,
}

impl FormEditPage {
    fn is_own(&self) -> bool {
        !self.form.is_empty()
    }

    /// Buttons of the list are there while nothing is in hand: what is typed in a panel must not get lost.
    fn is_idle(&self) -> bool {
        self.panel.is_none() && self.page.is_none() && self.is_own()
    }
}

impl Page for FormEditPage {
    const NAME: &'static str = "catalogue/form_edit";

    fn samples() -> Vec<Self> {
        let row = |key: &str, label: &str, kind: &str, notes: &[&str]| FormFieldRow {
            key: key.into(),
            label: label.into(),
            kind: kind.into(),
            notes: notes.iter().map(|n| (*n).to_owned()).collect(),
        };
        let idle = Self {
            frame: Frame::sample_staff("个体工商户登记（设立）"),
            id: "7".into(),
            seq: 3,
            based_on: 1,
            form: "{\"pages\":[]}".into(),
            state: "草稿里的申请表".into(),
            waiting: None,
            pages: vec![
                FormPageRow {
                    at: 0,
                    title: "经营情况".into(),
                    fields: vec![
                        row("shop", "字号", "一行文字", &["必填"]),
                        row("shop_url", "网店地址", "一行文字", &["必填", "如果“经营方式”选“网络经营”"]),
                    ],
                },
                FormPageRow {
                    at: 1,
                    title: "经营者".into(),
                    fields: vec![row("owner_id", "负责人身份证号码", "身份证号码", &["必填", "个人信息"])],
                },
            ],
            flaws: vec![],
            told: false,
            panel: None,
            page: None,
            schema: Field::of("{}"),
            why: Field::of("按新申请书修订"),
        };
        let default = Self {
            form: String::new(),
            state: "默认表单，按指南生成".into(),
            frame: idle.frame.clone(),
            ..idle.clone()
        };
        let panel = FieldPanel::sample();
        let typing = Self {
            frame: idle.frame.clone().with_problem("field-panel", &panel.problems[0]),
            panel: Some(panel),
            ..idle.clone()
        };
        let flaw = "“经营者”这一页没有字段，请加一个或删掉这一页";
        let wrong = Self {
            frame: idle.frame.clone().with_problem("flaws", flaw),
            flaws: vec![flaw.into()],
            told: true,
            ..idle.clone()
        };
        let paging = Self {
            page: Some(PagePanel { at: Some(0), title: Field::of("经营情况"), hint: Field::default() }),
            waiting: Some("第 3 版 2026年12月1日（周二）起生效".into()),
            ..idle.clone()
        };
        vec![idle, default, typing, wrong, paging]
    }
}

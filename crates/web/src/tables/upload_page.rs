//! Choosing a file that holds a table of another office (上传外来表格). Nothing becomes live from this page.

use askama::Template;

use crate::base::{Choice, Field, Frame, Page};

/// Upload form.
#[derive(Debug, Clone, Template)]
#[template(path = "tables/upload.html")]
pub struct TableUploadPage {
    /// Frame.
    pub frame: Frame,
    /// The table in addresses, as "divisions".
    pub kind: String,
    /// The table in words, as "区划表".
    pub label: String,
    /// What it is for.
    pub what: String,
    /// Columns that it must have.
    pub columns: String,
    /// What is wrong with the file; a file cannot be shown again.
    pub file: Field,
    /// Label, hint and value of the day it asks; `None` = it asks none.
    pub day: Option<(String, String, Field)>,
    /// Where it comes from; `None` = it does not ask.
    pub source: Option<Field>,
    /// One box: the table is complete; `None` where that changes nothing.
    pub complete: Option<Choice>,
    /// Largest file in MB.
    pub max_megabytes: u32,
}

impl Page for TableUploadPage {
    const NAME: &'static str = "tables/upload";

    fn samples() -> Vec<Self> {
        let ordinary = Self {
            frame: Frame::sample_staff("导入全市指标通报"),
            kind: "peers".into(),
            label: "全市指标通报".into(),
            what: "市里通报的各县（市、区）指标，用来排名次、比差距。".into(),
            columns: "要有县（市、区）名称；每个指标一列，或“指标、数值”两列。".into(),
            file: Field::default(),
            day: Some(("通报日期".into(), "表里的数是哪一天的".into(), Field::of("2026-11-20"))),
            source: Some(Field::default()),
            complete: Some(Choice::of(&[("1", "这是完整的通报：表里没有的县不再比较")], "")),
            max_megabytes: 20,
        };
        let sentence = "请填写来源，例如“市行政审批局 11月通报”";
        let wrong = Self {
            frame: ordinary.frame.clone().with_problem("source", sentence),
            source: Some(Field::wrong("", sentence)),
            ..ordinary.clone()
        };
        let plain = Self {
            frame: Frame::sample_staff("导入进驻清单"),
            kind: "residency".into(),
            label: "进驻清单".into(),
            day: None,
            source: None,
            complete: None,
            ..ordinary.clone()
        };
        vec![ordinary, wrong, plain]
    }
}

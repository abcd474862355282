//! Handing in a chain that was drawn elsewhere, and what it holds before it is taken over (导入流程图).

use askama::Template;

use crate::base::{Field, Frame, Page};

/// The form.
#[derive(Debug, Clone, Template)]
#[template(path = "chains/import.html")]
pub struct ChainImportPage {
    /// Frame.
    pub frame: Frame,
    /// What is wrong with the file that was handed in.
    pub file: Field,
}

/// What was read.
#[derive(Debug, Clone, Template)]
#[template(path = "chains/import_preview.html")]
pub struct ChainPreviewPage {
    /// Frame.
    pub frame: Frame,
    /// Name of the file.
    pub file: String,
    /// Name of the chain.
    pub name: String,
    /// Items: name, code, and whom each waits for.
    pub rows: Vec<(String, String, String)>,
    /// What was left out or taken for something else.
    pub notes: Vec<String>,
    /// What has to be mended in the file first.
    pub against: Vec<String>,
    /// Where it is confirmed.
    pub action: String,
}

impl Page for ChainImportPage {
    const NAME: &'static str = "chains/import";

    fn samples() -> Vec<Self> {
        let blank = Self { frame: Frame::sample_staff("导入流程图"), file: Field::default() };
        let sentence = "请选择 BPMN 2.0 的流程图文件（.bpmn、.xml）";
        let wrong =
            Self { frame: blank.frame.clone().with_problem("file", sentence), file: Field::wrong("", sentence) };
        vec![blank, wrong]
    }
}

impl Page for ChainPreviewPage {
    const NAME: &'static str = "chains/import_preview";

    fn samples() -> Vec<Self> {
        let good = Self {
            frame: Frame::sample_staff("导入流程图"),
            file: "开办餐饮店.bpmn".into(),
            name: "开办餐饮店".into(),
            rows: vec![
                ("市场主体设立登记".into(), "11990101000000019X4990100101001".into(), String::new()),
                ("食品经营许可".into(), "11990101000000019X4990100101002".into(), "市场主体设立登记".into()),
            ],
            notes: vec!["“发送短信”不是办理环节，没有导入".into()],
            against: vec![],
            action: "/chains/import/abc".into(),
        };
        let lacking = Self {
            frame: good.frame.clone().with_problem("", "请先在流程图里补好下面几处，再导入"),
            against: vec!["任务“现场核查”没有对应的事项编码".into()],
            notes: vec![],
            ..good.clone()
        };
        vec![good, lacking]
    }
}

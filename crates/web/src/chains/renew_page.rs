//! Publishing a chain once more where its items have changed since (重新发布): what changes, before it is done.

use askama::Template;

use crate::base::{Frame, Page, Svg};

/// The preview.
#[derive(Debug, Clone, Template)]
#[template(path = "chains/renew.html")]
pub struct ChainRenewPage {
    /// Frame.
    pub frame: Frame,
    /// 一件事编码.
    pub code: String,
    /// Version the page was made from.
    pub version: i64,
    /// Of each changed item: name, department, guide, each as it was and is.
    pub changes: Vec<[String; 3]>,
    /// Size and days of the version in force.
    pub before: String,
    /// The same as it would be.
    pub after: String,
    /// Sentences of what stops it.
    pub against: Vec<String>,
    /// The lanes as they would be.
    pub picture: Svg,
    /// The desk may do it.
    pub may_edit: bool,
}

impl Page for ChainRenewPage {
    const NAME: &'static str = "chains/renew";

    fn samples() -> Vec<Self> {
        let ordinary = Self {
            frame: Frame::sample_staff("重新发布：开办餐饮店"),
            code: "YJS001".into(),
            version: 3,
            changes: vec![[
                "招牌设置备案".into(),
                "县住房和城乡建设局 → 县综合行政执法局".into(),
                "指南第 1 版 → 第 2 版".into(),
            ]],
            before: "3 个部门，12 个问题，6 种材料；受理后最多 8 个工作日全部办完".into(),
            after: "3 个部门，12 个问题，5 种材料；受理后最多 8 个工作日全部办完".into(),
            against: vec![],
            picture: Svg::default(),
            may_edit: true,
        };
        let stopped = Self {
            frame: ordinary.frame.clone().with_problem("", "有 1 处必须先改才能发布，请打开编制页改"),
            against: vec!["“招牌设置备案”所在部门没有有效的授权书".into()],
            ..ordinary.clone()
        };
        let same = Self { changes: vec![], may_edit: false, ..ordinary.clone() };
        vec![ordinary, stopped, same]
    }
}

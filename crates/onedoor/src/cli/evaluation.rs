//! What `onedoor evaluation` takes (评价得分).

use clap::Args;

#[derive(Debug, Args)]
pub(crate) struct Evaluation {
    /// 周期：月如 2026-09，季如 2026-Q3，年如 2026 [默认：最近算过的一期]
    #[arg(long, value_name = "PERIOD")]
    pub(crate) period: Option<String>,
    /// 评价对象：department 部门、window 窗口、person 个人、township 乡镇
    #[arg(long, value_name = "KIND", default_value = "department")]
    pub(crate) kind: String,
    /// 先计算一次；没有算过的周期总会先算
    #[arg(long)]
    pub(crate) compute: bool,
    /// 结果用 JSON 输出
    #[arg(long)]
    pub(crate) json: bool,
}

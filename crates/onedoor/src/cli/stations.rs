//! What `onedoor stations` takes (基层服务站点).

use clap::{Args, Subcommand};

#[derive(Debug, Subcommand)]
pub(crate) enum StationsCommand {
    /// 列出每个乡镇、村（社区）和服务它的站点
    #[command(after_help = "例：
  onedoor stations list
  onedoor stations list --json")]
    List(StationsLook),
    /// 一个站点能办的事项
    #[command(after_help = "例：
  onedoor stations offers 990101100201
  onedoor stations offers 990101100201 --json")]
    Offers(StationOffers),
    /// 最近一次更名行动：各乡镇进度
    #[command(after_help = "例：
  onedoor stations progress
  onedoor stations progress --json")]
    Progress(StationsLook),
    /// 最近一轮规范化检查：各乡镇进度
    #[command(after_help = "例：
  onedoor stations inspections
  onedoor stations inspections --json")]
    Inspections(StationsLook),
}

#[derive(Debug, Args)]
pub(crate) struct StationOffers {
    /// 站点所在区划的代码，12 位
    pub(crate) station: String,
    /// 结果用 JSON 输出
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct StationsLook {
    /// 结果用 JSON 输出
    #[arg(long)]
    pub(crate) json: bool,
}

//! What `onedoor followup` takes (电话回访).

use clap::{Args, Subcommand};

#[derive(Debug, Subcommand)]
pub(crate) enum FollowupCommand {
    /// 一周的抽样：还没抽的抽出来，抽过的照样列出；--verify 按公布的种子和冻结的名单重抽一遍
    #[command(after_help = "例：
  onedoor followup draw --week 2026-W48
  onedoor followup draw --week 2026-W48 --verify --json")]
    Draw(FollowupDraw),
    /// 回访结果：接通、满意、置信区间、各部门
    #[command(after_help = "例：
  onedoor followup results
  onedoor followup results --period 2026-W48 --json
  onedoor followup results --period 2026-11")]
    Results(FollowupResults),
}

#[derive(Debug, Args)]
pub(crate) struct FollowupDraw {
    /// 哪一周，如 2026-W48
    #[arg(long, value_name = "WEEK")]
    pub(crate) week: String,
    /// 重抽复核，不抽新的；有对不上的退出码为 4
    #[arg(long)]
    pub(crate) verify: bool,
    /// 结果用 JSON 输出
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct FollowupResults {
    /// 周如 2026-W48，月如 2026-11 [默认：上周]
    #[arg(long, value_name = "PERIOD")]
    pub(crate) period: Option<String>,
    /// 结果用 JSON 输出
    #[arg(long)]
    pub(crate) json: bool,
}

//! What can be typed about cases (办件).

use std::path::PathBuf;

use clap::{Args, Subcommand};

#[derive(Debug, Args)]
pub(crate) struct ImportCases {
    /// 文件
    pub(crate) file: PathBuf,
    /// 只看会做什么，不写入
    #[arg(long, conflicts_with = "yes")]
    pub(crate) dry_run: bool,
    /// 不再询问，直接写入
    #[arg(long)]
    pub(crate) yes: bool,
    /// 从哪个系统来；办件编号在同一个来源里认得出同一件
    #[arg(long, value_name = "TEXT", default_value = "省级平台")]
    pub(crate) source: String,
    /// 结果用 JSON 输出
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Cases {
    /// 办件清单，按最先要办的排
    #[command(after_help = "例：
  onedoor cases list --open
  onedoor cases list --department 县民政局 --stage accepted --json
  onedoor cases list --limit 100 --after 2026-11-27:8123 --json   接着上一页的 next

申请人姓名遮盖显示。")]
    List(ListCases),
    /// 一个办件：编号或外部编号
    #[command(after_help = "例：
  onedoor cases show 2026-1122-03-0386 --json")]
    Show(OneCase),
    /// 一个办件的办理过程
    #[command(after_help = "例：
  onedoor cases events 2026-1122-03-0386 --json")]
    Events(OneCase),
}

#[derive(Debug, Args)]
pub(crate) struct ListCases {
    /// 环节，例如 submitted、accepted、in_review、completed
    #[arg(long, value_name = "STAGE")]
    pub(crate) stage: Option<String>,
    /// 只看一个部门，名称写全
    #[arg(long, value_name = "NAME")]
    pub(crate) department: Option<String>,
    /// 只看在办的
    #[arg(long, conflicts_with = "stage")]
    pub(crate) open: bool,
    /// 从这里往后：上一页的 next
    #[arg(long, value_name = "KEY")]
    pub(crate) after: Option<String>,
    /// 最多几件
    #[arg(long, default_value_t = 50, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=200))]
    pub(crate) limit: u32,
    /// 结果用 JSON 输出
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct OneCase {
    /// 办件编号，或办件在外部系统里的编号
    pub(crate) number: String,
    /// 结果用 JSON 输出
    #[arg(long)]
    pub(crate) json: bool,
}

//! What `onedoor oversight` takes (电子监察).

use clap::{Args, Subcommand};
use jiff::civil::Date;

#[derive(Debug, Subcommand)]
pub(crate) enum OversightCommand {
    /// 运行一次：该提醒的提醒，该发的黄牌、红牌和督办单都发出，运行几次结果一样
    #[command(after_help = "例：
  onedoor oversight run
  onedoor oversight run --dry-run --json
  onedoor oversight run --dry-run --on 2026-12-31")]
    Run(OversightRun),
}

#[derive(Debug, Args)]
pub(crate) struct OversightRun {
    /// 只列出会发什么，不写入
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// 按哪一天看 [默认：今天]；以后的日子只能和 --dry-run 一起用
    #[arg(long, value_name = "DATE")]
    pub(crate) on: Option<Date>,
    /// 结果用 JSON 输出
    #[arg(long)]
    pub(crate) json: bool,
}

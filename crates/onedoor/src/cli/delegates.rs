//! What `onedoor delegates` takes (首席事务代表).

use clap::{Args, Subcommand};
use jiff::civil::Date;

#[derive(Debug, Subcommand)]
pub(crate) enum DelegatesCommand {
    /// 列出各部门的首席事务代表和授权书，没有代表的部门在前
    #[command(after_help = "例：
  onedoor delegates list
  onedoor delegates list --json")]
    List(DelegatesList),
    /// 核查授权：已进驻未授权、没有代表、快到期、没有授权的决定
    #[command(after_help = "例：
  onedoor delegates check
  onedoor delegates check --on 2026-12-31 --json")]
    Check(DelegatesCheck),
    /// 列出退回部门的件、原因，和能在窗口定、仍送部门的事项
    #[command(after_help = "例：
  onedoor delegates sent-back
  onedoor delegates sent-back --on 2026-12-31 --json")]
    SentBack(DelegatesSentBack),
    /// 三集中三到位：各部门六项数字，差得多的在前
    #[command(after_help = "例：
  onedoor delegates board
  onedoor delegates board --on 2026-10-31 --json")]
    Board(DelegatesBoard),
}

#[derive(Debug, Args)]
pub(crate) struct DelegatesList {
    /// 结果用 JSON 输出
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct DelegatesSentBack {
    /// 看到哪一天 [默认：今天]
    #[arg(long, value_name = "DATE")]
    pub(crate) on: Option<Date>,
    /// 结果用 JSON 输出
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct DelegatesCheck {
    /// 核查哪一天 [默认：今天]
    #[arg(long, value_name = "DATE")]
    pub(crate) on: Option<Date>,
    /// 结果用 JSON 输出
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct DelegatesBoard {
    /// 看哪一天 [默认：今天]
    #[arg(long, value_name = "DATE")]
    pub(crate) on: Option<Date>,
    /// 结果用 JSON 输出
    #[arg(long)]
    pub(crate) json: bool,
}

//! What `onedoor oversight` takes (监督): the watch (电子监察), detectors and leads.

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
    /// 运行十二项监测，新发现的进线索台账
    #[command(after_help = "例：
  onedoor oversight detect
  onedoor oversight detect --from 2026-09-01 --to 2026-11-20 --json")]
    Detect(OversightDetect),
    /// 列出线索和它依据的行；线索不是结论
    #[command(after_help = "例：
  onedoor oversight leads
  onedoor oversight leads --detector D1 --since 2026-11-01 --json")]
    Leads(OversightLeads),
}

#[derive(Debug, Args)]
pub(crate) struct OversightDetect {
    /// 从哪天 [默认：89 天以前]
    #[arg(long, value_name = "DATE")]
    pub(crate) from: Option<Date>,
    /// 到哪天 [默认：今天]
    #[arg(long, value_name = "DATE")]
    pub(crate) to: Option<Date>,
    /// 结果用 JSON 输出
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct OversightLeads {
    /// 只看一个监测项，D1 到 D12、D3b
    #[arg(long, value_name = "ID")]
    pub(crate) detector: Option<String>,
    /// 只看监测到这一天或以后的
    #[arg(long, value_name = "DATE")]
    pub(crate) since: Option<Date>,
    /// 结果用 JSON 输出
    #[arg(long)]
    pub(crate) json: bool,
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

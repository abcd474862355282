//! What can be typed after `onedoor indicators`.

use clap::{Args, Subcommand};

#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub(crate) struct Indicators {
    #[command(subcommand)]
    pub(crate) what: Option<IndicatorsWhat>,
    /// 统计到哪一天 [默认：今天]
    #[arg(long, value_name = "DATE")]
    pub(crate) as_of: Option<jiff::civil::Date>,
    /// 结果用 JSON 输出
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Subcommand)]
pub(crate) enum IndicatorsWhat {
    /// 差距清单：每项指标还差哪几项、差在哪个字段、堵点是什么、补上后升多少
    #[command(after_help = "例：
  onedoor indicators gaps
  onedoor indicators gaps --indicator provincial_publication_rate --department 青禾县民政局 --json

指标：online_available_rate、fully_online_rate、provincial_publication_rate、station_coverage_rate、
hall_residency_rate；另有 station_naming_rate、mobile_available_rate、instant_rate、zero_visit_rate、limit_compression")]
    Gaps(Gaps),
    /// 试算：补上这些项，或要到某个数、某个名次，各指标会怎样（只算不存）
    #[command(after_help = "例：
  onedoor indicators what-if --department 青禾县民政局
  onedoor indicators what-if --indicator hall_residency_rate --close 编码1 编码2
  onedoor indicators what-if --reach 100
  onedoor indicators what-if --indicator online_available_rate --rank 1 --json")]
    WhatIf(WhatIf),
}

#[derive(Debug, Args)]
pub(crate) struct Gaps {
    /// 只看这项指标 [默认：五项]
    #[arg(long, value_name = "ID")]
    pub(crate) indicator: Option<String>,
    /// 只看这个部门（乡镇）
    #[arg(long, value_name = "NAME")]
    pub(crate) department: Option<String>,
    /// 结果用 JSON 输出
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
#[command(group = clap::ArgGroup::new("rows").args(["close", "department"]).multiple(true).conflicts_with("goal"))]
#[command(group = clap::ArgGroup::new("goal").args(["reach", "rank"]))]
#[command(group = clap::ArgGroup::new("question").args(["close", "department", "reach", "rank"]).multiple(true).required(true))]
pub(crate) struct WhatIf {
    /// 只算这项指标 [默认：五项]
    #[arg(long, value_name = "ID")]
    pub(crate) indicator: Option<String>,
    /// 补上这些事项（编码）或乡镇、村（区划代码）
    #[arg(long, value_name = "CODE", num_args = 1..)]
    pub(crate) close: Vec<String>,
    /// 补上这个部门（乡镇）的全部缺口，可写多次
    #[arg(long, value_name = "NAME")]
    pub(crate) department: Vec<String>,
    /// 要到这个数（百分数）：最少补哪几项
    #[arg(long, value_name = "PERCENT")]
    pub(crate) reach: Option<String>,
    /// 要到全市第几：最少补哪几项
    #[arg(long, value_name = "PLACE")]
    pub(crate) rank: Option<u32>,
    /// 结果用 JSON 输出
    #[arg(long)]
    pub(crate) json: bool,
}

//! What `onedoor rank` takes (全市排名).

use clap::Args;
use jiff::civil::Date;

#[derive(Debug, Args)]
pub(crate) struct Rank {
    /// 哪一天，如 2026-11-30 [默认：今天，暂计]
    #[arg(long, value_name = "DATE")]
    pub(crate) day: Option<Date>,
    /// 第几版 [默认：最新一版]
    #[arg(long, value_name = "N", requires = "day")]
    pub(crate) revision: Option<i64>,
    /// 先把过完的日子定下来；有迟报、更正的排出新的一版
    #[arg(long)]
    pub(crate) compute: bool,
    /// 结果用 JSON 输出
    #[arg(long)]
    pub(crate) json: bool,
}

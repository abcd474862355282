//! What can be typed about chains (一件事).

use clap::{Args, Subcommand};

#[derive(Debug, Subcommand)]
pub(crate) enum Chains {
    /// 一件事清单：编码、名称、事项、状态
    #[command(after_help = "例：
  onedoor chains list --json")]
    List(ChainsOut),
    /// 一件事的全貌：事项、先后、时限、合并后的问题和材料、能省多少
    #[command(after_help = "例：
  onedoor chains show YJS001 --json")]
    Show(OneChain),
    /// 发布前检查：有必须先改的，退出码为 1
    #[command(after_help = "例：
  onedoor chains check YJS001
  onedoor chains check YJS001 --json")]
    Check(OneChain),
}

#[derive(Debug, Args)]
pub(crate) struct ChainsOut {
    /// 结果用 JSON 输出
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct OneChain {
    /// 一件事编码
    pub(crate) code: String,
    /// 结果用 JSON 输出
    #[arg(long)]
    pub(crate) json: bool,
}

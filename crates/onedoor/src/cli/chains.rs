//! What can be typed about chains (一件事).

use std::path::PathBuf;

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
    /// 导出流程图（BPMN 2.0）
    #[command(after_help = "例：
  onedoor chains export YJS001 --bpmn 开办餐饮店.bpmn")]
    Export(ExportChain),
    /// 从流程图（BPMN 2.0）读成草稿；读不了的元素逐个说明
    #[command(after_help = "例：
  onedoor chains import --bpmn 开办餐饮店.bpmn --json

任务和事项用业务办理项编码对应。")]
    Import(ImportChain),
}

#[derive(Debug, Args)]
pub(crate) struct ExportChain {
    /// 一件事编码
    pub(crate) code: String,
    /// 写到哪个文件；- 是标准输出
    #[arg(long, value_name = "FILE")]
    pub(crate) bpmn: PathBuf,
    /// 写了什么用 JSON 输出；写到标准输出时不用
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct ImportChain {
    /// 文件
    #[arg(long, value_name = "FILE")]
    pub(crate) bpmn: PathBuf,
    /// 只看读成什么，不写入
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// 结果用 JSON 输出
    #[arg(long)]
    pub(crate) json: bool,
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

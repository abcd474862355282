//! `onedoor backup`, `restore`, `export`, `doctor`.

use std::path::PathBuf;

use clap::Args;

#[derive(Debug, Args)]
pub(crate) struct Backup {
    /// 存到哪个目录（新的或空的）
    pub(crate) dir: PathBuf,
    /// 同时把密钥另存到这个目录；不能在备份目录里
    #[arg(long, value_name = "DIR")]
    pub(crate) keys: Option<PathBuf>,
    /// 结果用 JSON 输出
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Restore {
    /// 备份目录
    pub(crate) from: PathBuf,
    /// 密钥所在的目录
    #[arg(long, value_name = "DIR")]
    pub(crate) keys: Option<PathBuf>,
    /// 只核对备份是否完好，不恢复
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// 结果用 JSON 输出
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Export {
    /// 导出到哪个文件（新文件）
    pub(crate) file: Option<PathBuf>,
    /// 只算摘要，不写文件
    #[arg(long, conflicts_with = "file")]
    pub(crate) digest: bool,
    /// 结果用 JSON 输出
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Doctor {
    /// 同时看这个证书文件
    #[arg(long, value_name = "FILE", requires = "tls_key")]
    pub(crate) tls_cert: Option<PathBuf>,
    /// 证书的私钥文件
    #[arg(long, value_name = "FILE", requires = "tls_cert")]
    pub(crate) tls_key: Option<PathBuf>,
    /// 结果用 JSON 输出
    #[arg(long)]
    pub(crate) json: bool,
}

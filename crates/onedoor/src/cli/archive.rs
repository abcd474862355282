//! What can be typed about the archive (归档).

use std::path::PathBuf;

use clap::{Args, Subcommand};

#[derive(Debug, Args)]
pub(crate) struct Archive {
    #[command(subcommand)]
    pub(crate) what: ArchiveWhat,
    /// 输出 JSON
    #[arg(long, global = true)]
    pub(crate) json: bool,
}

#[derive(Debug, Subcommand)]
pub(crate) enum ArchiveWhat {
    /// 列出归档包
    List {
        /// 只列四性检测不通过的
        #[arg(long)]
        failed: bool,
        /// 只列检测通过、还没有移交的
        #[arg(long, conflicts_with = "failed")]
        waiting: bool,
    },
    /// 归档：到期的办件全部归档，或只归档一件
    Pack {
        /// 办件编号
        #[arg(long, value_name = "NO")]
        case: Option<String>,
    },
    /// 重新做四性检测，结果存进归档包的记录
    Check {
        /// 电子文件号；不写是全部
        #[arg(long, value_name = "NO")]
        package: Option<String>,
    },
    /// 把检测通过、还没有移交的归档包编成一个移交批次
    Transfer {
        /// 移交清单（XML 和 xlsx）写到哪个目录
        #[arg(long, value_name = "DIR")]
        out: Option<PathBuf>,
    },
}

//! What can be typed after `onedoor calendar`.

use std::path::PathBuf;

use clap::{Args, Subcommand};

#[derive(Debug, Subcommand)]
pub(crate) enum CalendarCommand {
    /// 列出各年的放假通知；写年份就列出这一年的每个放假日和调休上班日
    #[command(after_help = "例：
  onedoor calendar list
  onedoor calendar list --year 2026 --json")]
    List(CalendarList),
    /// 录入放假通知或地方安排：csv、JSON（holiday-cn 的格式）或通知原文
    #[command(after_help = "例：
  onedoor calendar import 2027.csv                       只看会改什么
  onedoor calendar import 2027.csv --yes
  onedoor calendar import 2027.json --notice '国务院办公厅关于2027年部分节假日安排的通知（国办发明电〔2026〕7号）' --yes
  onedoor calendar import 通知.txt --year 2027 --notice '…' --yes
  onedoor calendar import 地方安排.csv --yes             列名 date,kind,reason,source")]
    Import(CalendarImport),
}

#[derive(Debug, Args)]
pub(crate) struct CalendarList {
    /// 只看这一年
    #[arg(long)]
    pub(crate) year: Option<i16>,
    /// 结果用 JSON 输出
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct CalendarImport {
    /// 文件，UTF-8 编码
    pub(crate) file: PathBuf,
    /// 通知安排的年份，通知原文才要写
    #[arg(long, default_value = "")]
    pub(crate) year: String,
    /// 通知的标题和文号，JSON 和通知原文才要写
    #[arg(long, default_value = "")]
    pub(crate) notice: String,
    /// 通知的网址
    #[arg(long, default_value = "")]
    pub(crate) address: String,
    /// 确认录入；不写只看会改什么
    #[arg(long)]
    pub(crate) yes: bool,
    /// 结果用 JSON 输出
    #[arg(long)]
    pub(crate) json: bool,
}

//! What can be typed after `onedoor calendar`.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};
use jiff::civil::Date;

#[derive(Debug, Subcommand)]
pub(crate) enum CalendarCommand {
    /// 列出各年的放假通知；写年份就列出这一年的每个放假日和调休上班日
    #[command(after_help = "例：
  onedoor calendar list
  onedoor calendar list --year 2026 --json")]
    List(CalendarList),
    /// 试算到期日：受理当天不计，特别程序的日子不计，延长的另加
    #[command(after_help = "例：
  onedoor calendar due --from 2026-02-13 --days 5
  onedoor calendar due --from 2024-03-01 --days 20 --pause 2024-03-06..2024-03-20 --json
  onedoor calendar due --from 2026-11-02 --days 20 --extend 10")]
    Due(CalendarDue),
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
pub(crate) struct CalendarDue {
    /// 受理日
    #[arg(long, value_name = "DATE")]
    pub(crate) from: Date,
    /// 时限
    #[arg(long, value_name = "N")]
    pub(crate) days: u16,
    /// 时限的单位
    #[arg(long, value_enum, default_value_t = DueUnit::Workday)]
    pub(crate) unit: DueUnit,
    /// 特别程序的起止日，可以写几次
    #[arg(long, value_name = "FROM..TO", value_parser = span)]
    pub(crate) pause: Vec<(Date, Date)>,
    /// 批准延长的工作日数
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub(crate) extend: u16,
    /// 结果用 JSON 输出
    #[arg(long)]
    pub(crate) json: bool,
}

/// Units of a limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum DueUnit {
    /// 工作日
    Workday,
    /// 自然日
    Day,
    /// 月
    Month,
}

fn span(text: &str) -> Result<(Date, Date), String> {
    let read = |day: &str| day.trim().parse::<Date>().ok();
    let days = text.split_once("..").and_then(|(from, to)| Some((read(from)?, read(to)?)));
    days.ok_or_else(|| "请写成 2024-03-06..2024-03-20".into())
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

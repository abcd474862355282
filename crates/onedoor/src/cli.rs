//! What can be typed. Each command's help shows an example.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

/// 一扇门 OneDoor：县（市、区）政务服务中心的办事系统。
#[derive(Debug, Parser)]
#[command(name = "onedoor", version, after_help = EXAMPLES, propagate_version = true)]
pub(crate) struct Cli {
    #[command(flatten)]
    pub(crate) place: Place,
    #[command(subcommand)]
    pub(crate) command: Command,
}

const EXAMPLES: &str = "例：
  onedoor demo                                    建一个样例县并打开 http://127.0.0.1:8080
  onedoor init --name 某县 --code 511602 --city 某市
  onedoor import catalogue 事项清单.xlsx --dry-run
  onedoor indicators
  onedoor --database postgres://onedoor@127.0.0.1/onedoor serve

退出码：0 完成；1 没有完成；2 用法不对或需要确认；3 完成但有行没导入；4 校验发现不一致";

/// Where the county is kept.
#[derive(Debug, Clone, Args)]
pub(crate) struct Place {
    /// 数据目录：嵌入式 SQLite、密钥和封存文件都在里面 [默认：onedoor-data；demo 用 onedoor-demo]
    #[arg(long, global = true, value_name = "DIR", conflicts_with = "database", env = "ONEDOOR_DATA")]
    pub(crate) data: Option<PathBuf>,
    /// PostgreSQL 地址，例如 postgres://user@host/onedoor
    #[arg(long, global = true, value_name = "URL", env = "ONEDOOR_DATABASE", hide_env_values = true)]
    pub(crate) database: Option<String>,
    /// 用 PostgreSQL 时，密钥和封存文件放在哪里 [默认：~/.local/share/onedoor]
    #[arg(long, global = true, value_name = "DIR", env = "ONEDOOR_HOME")]
    pub(crate) home: Option<PathBuf>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// 开一个县：名称、区划代码、所属市、第一位系统管理员和密钥
    #[command(after_help = "例：
  onedoor init --name 某县 --code 511602 --city 某市 --admin-login admin --admin-name 王芳

在终端上没写的会逐项询问。没有给密码时生成一次性密码，只显示一次，首次登录必须更换。")]
    Init(Init),
    /// 建一个虚构的样例县（3077 个事项、几百个办件）并打开网站
    #[command(after_help = "例：
  onedoor demo
  onedoor --data /tmp/yimen demo --no-serve
  onedoor demo --listen 127.0.0.1:9000")]
    Demo(Demo),
    /// 打开网站
    #[command(after_help = "例：
  onedoor serve
  onedoor --data /srv/onedoor serve --listen 0.0.0.0:8080 --behind-tls")]
    Serve(Serve),
    /// 导入
    #[command(
        subcommand,
        after_help = "例：
  onedoor import catalogue 事项清单.csv --dry-run"
    )]
    Import(Import),
    /// 五项指标：冻结当天的快照并统计
    #[command(after_help = "例：
  onedoor indicators
  onedoor indicators --as-of 2026-11-20 --json")]
    Indicators(Indicators),
    /// 查事项：名称、拼音首字母、全拼、编码、日常叫法
    #[command(after_help = "例：
  onedoor search gtgs
  onedoor search 开饭店 --json")]
    Search(Search),
    /// 校验：留痕的哈希链、签名封存、各表与留痕重算是否一致
    #[command(after_help = "例：
  onedoor verify
  onedoor --data /srv/onedoor verify --json")]
    Verify(Verify),
}

#[derive(Debug, Args)]
pub(crate) struct Init {
    /// 县（市、区）名称
    #[arg(long)]
    pub(crate) name: Option<String>,
    /// 6 位行政区划代码
    #[arg(long, value_name = "CODE")]
    pub(crate) code: Option<String>,
    /// 所属市的名称，用于全市排名
    #[arg(long, default_value = "")]
    pub(crate) city: String,
    /// 第一位系统管理员的登录名
    #[arg(long, value_name = "LOGIN")]
    pub(crate) admin_login: Option<String>,
    /// 第一位系统管理员的姓名
    #[arg(long, value_name = "NAME")]
    pub(crate) admin_name: Option<String>,
    /// 管理员密码（从环境变量读，不写在命令行上）
    #[arg(long, env = "ONEDOOR_ADMIN_PASSWORD", hide_env_values = true, value_name = "PASSWORD")]
    pub(crate) admin_password: Option<String>,
    /// 结果用 JSON 输出
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Demo {
    /// 只建样例县，不打开网站
    #[arg(long)]
    pub(crate) no_serve: bool,
    /// 监听地址
    #[arg(long, default_value = "127.0.0.1:8080", value_name = "ADDR")]
    pub(crate) listen: String,
}

#[derive(Debug, Args)]
pub(crate) struct Serve {
    /// 监听地址
    #[arg(long, default_value = "127.0.0.1:8080", value_name = "ADDR")]
    pub(crate) listen: String,
    /// 前面有 HTTPS 代理：登录凭据只在 HTTPS 上发送
    #[arg(long)]
    pub(crate) behind_tls: bool,
    /// 群众看到的网址，印在受理通知书的二维码里，例如 https://zwfw.example.gov.cn
    #[arg(long, value_name = "URL")]
    pub(crate) public_url: Option<String>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Import {
    /// 事项清单：csv（UTF-8、GB18030）或 xlsx
    #[command(after_help = "例：
  onedoor import catalogue 事项清单.csv --dry-run     只看会改什么
  onedoor import catalogue 事项清单.csv --yes --json
  onedoor import catalogue 全部事项.xlsx --complete   表里没有的事项取消（只限表中出现的部门）

表中没有的事项默认原样保留，计入“不在文件中”。")]
    Catalogue(Catalogue),
}

#[derive(Debug, Args)]
pub(crate) struct Catalogue {
    /// 文件
    pub(crate) file: PathBuf,
    /// 只看会改什么，不写入
    #[arg(long, conflicts_with = "yes")]
    pub(crate) dry_run: bool,
    /// 不再询问，直接写入
    #[arg(long)]
    pub(crate) yes: bool,
    /// 这份文件列全了其中各部门的事项：没列的取消
    #[arg(long)]
    pub(crate) complete: bool,
    /// 还没有县、文件里也没有区划代码时，用这个 6 位代码开一个
    #[arg(long, value_name = "CODE")]
    pub(crate) code: Option<String>,
    /// 结果用 JSON 输出
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Indicators {
    /// 统计到哪一天 [默认：今天]
    #[arg(long, value_name = "DATE")]
    pub(crate) as_of: Option<jiff::civil::Date>,
    /// 结果用 JSON 输出
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Search {
    /// 要查的词
    #[arg(required = true)]
    pub(crate) words: Vec<String>,
    /// 最多几条
    #[arg(long, default_value_t = 10)]
    pub(crate) limit: usize,
    /// 结果用 JSON 输出
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Verify {
    /// 结果用 JSON 输出
    #[arg(long)]
    pub(crate) json: bool,
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::*;

    #[test]
    fn the_command_line_is_consistent() {
        Cli::command().debug_assert();
    }
}

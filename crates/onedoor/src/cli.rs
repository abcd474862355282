//! What can be typed. Each command's help shows an example.

mod archive;
mod backup;
mod calendar;
mod cases;
mod chains;
mod delegates;
mod evaluation;
mod exchange;
mod followup;
mod indicators;
mod oversight;
mod rank;
mod stations;

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

pub(crate) use archive::{Archive, ArchiveWhat};
pub(crate) use backup::{Backup, Doctor, Export, Restore};
pub(crate) use calendar::{CalendarCommand, CalendarDue, CalendarImport, CalendarList, DueUnit};
pub(crate) use cases::{Cases, ImportCases, ListCases, OneCase};
pub(crate) use chains::{Chains, ExportChain, ImportChain, OneChain};
pub(crate) use delegates::{DelegatesBoard, DelegatesCheck, DelegatesCommand, DelegatesList, DelegatesSentBack};
pub(crate) use evaluation::Evaluation;
pub(crate) use exchange::{
    ExchangeAnswer, ExchangeApplications, ExchangeApply, ExchangeCall, ExchangeCommand, ExchangeEvidence,
    ExchangeExport, ExchangeImport, ExchangeJsonOnly, ExchangePeer, ExchangePublish, ExchangeVerify, Level,
};
pub(crate) use followup::{FollowupCommand, FollowupDraw, FollowupResults};
pub(crate) use indicators::{Gaps, Indicators, IndicatorsWhat, WhatIf};
pub(crate) use oversight::{OversightCommand, OversightDetect, OversightLeads, OversightRun};
pub(crate) use rank::Rank;
pub(crate) use stations::{StationOffers, StationsCommand, StationsLook};

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

退出码：0 完成；1 没有完成；2 用法不对或需要确认；3 完成但有行没导入；4 校验发现不一致，或体检有要处理的项目";

/// Where the county is kept.
#[derive(Debug, Clone, Args)]
pub(crate) struct Place {
    /// 数据目录：嵌入式 SQLite、密钥和封存文件都在里面 [默认：onedoor-data；demo 用 onedoor-demo]
    #[arg(long, global = true, value_name = "DIR", conflicts_with = "database", env = "ONEDOOR_DATA")]
    pub(crate) data: Option<PathBuf>,
    /// PostgreSQL 地址，例如 postgres://user@host/onedoor?sslmode=verify-full（在另一台机器上时加密连接）
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
  onedoor --data /srv/onedoor serve --listen 0.0.0.0:8080 --behind-tls
  onedoor --data /srv/onedoor serve --listen 0.0.0.0:443 --tls-cert 证书.pem --tls-key 私钥.pem

换了证书文件后发 SIGHUP（systemctl reload 或 kill -HUP），不用重启。")]
    Serve(Serve),
    /// 导入
    #[command(
        subcommand,
        after_help = "例：
  onedoor import catalogue 事项清单.csv --dry-run
  onedoor import divisions 区划表.xlsx --dry-run"
    )]
    Import(Import),
    /// 事项库
    #[command(
        subcommand,
        after_help = "例：
  onedoor catalogue check --department 县民政局"
    )]
    Catalogue(CatalogueCommand),
    /// 五项指标：冻结当天的快照并统计
    #[command(after_help = "例：
  onedoor indicators
  onedoor indicators --as-of 2026-11-20 --json
  onedoor indicators gaps --indicator provincial_publication_rate
  onedoor indicators what-if --rank 1 --json")]
    Indicators(Indicators),
    /// 归档：办完的办件打包、四性检测、移交
    #[command(after_help = "例：
  onedoor archive list --waiting
  onedoor archive pack --case 2026-1120-03-0386
  onedoor archive check --json
  onedoor archive transfer --out 移交")]
    Archive(Archive),
    /// 整改台账：交办了什么、谁还没答复、哪些超期
    #[command(after_help = "例：
  onedoor rectification
  onedoor rectification --part overdue --json
  onedoor rectification --part all --unit 县民政局")]
    Rectification(Rectification),
    /// 监督：提醒、黄牌、红牌、督办单；十二项监测和体外循环线索
    #[command(
        subcommand,
        after_help = "例：
  onedoor oversight run --dry-run
  onedoor oversight run --json
  onedoor oversight detect --json
  onedoor oversight leads --detector D5 --since 2026-11-01 --json"
    )]
    Oversight(OversightCommand),
    /// 首席事务代表：名册、授权核查
    #[command(
        subcommand,
        after_help = "例：
  onedoor delegates list
  onedoor delegates check --on 2026-12-31 --json"
    )]
    Delegates(DelegatesCommand),
    /// 站点：名册、更名行动进度、规范化检查进度
    #[command(
        subcommand,
        after_help = "例：
  onedoor stations list --json
  onedoor stations progress
  onedoor stations inspections --json"
    )]
    Stations(StationsCommand),
    /// 电话回访：每周抽样和复核、回访结果
    #[command(
        subcommand,
        after_help = "例：
  onedoor followup draw --week 2026-W48 --verify --json
  onedoor followup results --period 2026-W48 --json"
    )]
    Followup(FollowupCommand),
    /// 评价得分：部门、窗口、个人、乡镇，没有算过的先算
    #[command(after_help = "例：
  onedoor evaluation --period 2026-Q3 --json
  onedoor evaluation --period 2026-09 --kind window
  onedoor evaluation --period 2026-Q3 --compute")]
    Evaluation(Evaluation),
    /// 对接：向省、市平台上报，对账，文件交换，留底核验
    #[command(
        subcommand,
        after_help = "例：
  onedoor exchange push --json
  onedoor exchange reconcile --json
  onedoor exchange verify-evidence --json"
    )]
    Exchange(ExchangeCommand),
    /// 排名：下级各县的位次和差距；县里看本级在上级排名里的位次
    #[command(after_help = "例：
  onedoor rank --json
  onedoor rank --day 2026-11-30 --json
  onedoor rank --compute")]
    Rank(Rank),
    /// 报告：按最新快照生成分析研判报告、周报或交办单，写成 docx 或 PDF
    #[command(after_help = "例：
  onedoor report --out report.docx
  onedoor report --kind weekly --out 周报.pdf
  onedoor report --kind assignment --department 县民政局 --out 交办单.docx

生成的报告同时存进系统，在网页“报告”里可以接着改。")]
    Report(Report),
    /// 工作日历：放假通知、调休上班日、地方安排
    #[command(
        subcommand,
        after_help = "例：
  onedoor calendar list --year 2026
  onedoor calendar due --from 2026-02-13 --days 5
  onedoor calendar import 2027.json --notice '国务院办公厅关于2027年部分节假日安排的通知（国办发明电〔2026〕7号）'"
    )]
    Calendar(CalendarCommand),
    /// 办件：清单、一件、办理过程
    #[command(
        subcommand,
        after_help = "例：
  onedoor cases list --open --json"
    )]
    Cases(Cases),
    /// 一件事：清单、全貌、发布前检查
    #[command(
        subcommand,
        after_help = "例：
  onedoor chains list --json
  onedoor chains check YJS001"
    )]
    Chains(Chains),
    /// 查事项：名称、拼音首字母、全拼、编码、日常叫法
    #[command(after_help = "例：
  onedoor search gtgs
  onedoor search 开饭店 --json")]
    Search(Search),
    /// 备份：一边对外服务一边把整个县存成一个目录（不含密钥）
    #[command(after_help = "例：
  onedoor backup /mnt/备份/2026-11-29 --keys /mnt/另一处介质/密钥
  onedoor --database postgres://onedoor@127.0.0.1/onedoor backup /mnt/备份/2026-11-29 --json

备份里的个人信息是密文，密钥不在其中，请另存一处。备份目录是带摘要和签名清单的文本，恢复到 SQLite
或 PostgreSQL 都可以。每天自动备份见 onedoor serve --backup。")]
    Backup(Backup),
    /// 恢复：把备份恢复到一个新的目录或空数据库；有一处损坏就不恢复，并说明哪些还完好
    #[command(after_help = "例：
  onedoor restore /mnt/备份/2026-11-29 --dry-run      只核对这份备份是否完好
  onedoor --data /srv/onedoor restore /mnt/备份/2026-11-29 --keys /mnt/另一处介质/密钥")]
    Restore(Restore),
    /// 规范导出：除工作状态外的全部数据，每行一条，按表名和主键排序；两份数据相同则摘要相同
    #[command(after_help = "例：
  onedoor export 全部数据.jsonl
  onedoor export --digest --json

个人信息仍是密文。")]
    Export(Export),
    /// 体检：密钥、文件权限、工作日历、本机时间、磁盘、字体、证书，每一项都说明怎么处理
    #[command(after_help = "例：
  onedoor doctor
  onedoor --data /srv/onedoor doctor --tls-cert 证书.pem --tls-key 私钥.pem --json

有要处理的项目时退出码为 4。")]
    Doctor(Doctor),
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
    /// 这是哪一级的节点；写了就核对区划代码是不是这一级的 [默认：看区划代码]
    #[arg(long, value_enum)]
    pub(crate) level: Option<Level>,
    /// 前面有 HTTPS 代理：登录凭据只在 HTTPS 上发送
    #[arg(long, conflicts_with = "tls_cert")]
    pub(crate) behind_tls: bool,
    /// 由本程序直接提供 HTTPS：站点证书文件（PEM，站点证书在前、中间证书在后）
    #[arg(long, value_name = "FILE", requires = "tls_key")]
    pub(crate) tls_cert: Option<PathBuf>,
    /// 证书的私钥文件（PEM，不带口令）
    #[arg(long, value_name = "FILE", requires = "tls_cert")]
    pub(crate) tls_key: Option<PathBuf>,
    /// 群众看到的网址，印在受理通知书的二维码里，例如 https://zwfw.example.gov.cn
    #[arg(long, value_name = "URL")]
    pub(crate) public_url: Option<String>,
    /// 内部网络里可以推送办件变化的主机，如 10.2.0.9:8080；可以写多个。公网地址不用列
    #[arg(long, value_name = "HOST")]
    pub(crate) push_to: Vec<String>,
    /// 每天自动备份到这个目录下（不含密钥）；当天还没有备份时启动后马上补做
    #[arg(long, value_name = "DIR")]
    pub(crate) backup: Option<PathBuf>,
    /// 自动备份保留最近多少份
    #[arg(long, value_name = "N", default_value_t = 14, requires = "backup", value_parser = clap::value_parser!(u16).range(1..))]
    pub(crate) backup_keep: u16,
    /// 县里电子印章服务的地址，例如 http://10.0.0.8:9000/seal；不写就不盖电子印章
    #[arg(long, value_name = "URL", env = "ONEDOOR_SEAL_URL")]
    pub(crate) seal_url: Option<String>,
    /// 电子印章服务的令牌，只从环境变量取，不写在命令行里
    #[arg(long, value_name = "TOKEN", env = "ONEDOOR_SEAL_TOKEN", hide = true, hide_env_values = true)]
    pub(crate) seal_token: Option<String>,
    /// 县里短信网关的地址，例如 http://10.0.0.8:9100/sms；帮办代办凭短信验证码征得同意。不写就只用签字的同意书
    #[arg(long, value_name = "URL", env = "ONEDOOR_SMS_URL")]
    pub(crate) sms_url: Option<String>,
    /// 短信网关的令牌，只从环境变量取，不写在命令行里
    #[arg(long, value_name = "TOKEN", env = "ONEDOOR_SMS_TOKEN", hide = true, hide_env_values = true)]
    pub(crate) sms_token: Option<String>,
    /// 杀毒程序 clamd 的地址，例如 127.0.0.1:3310；上传和归档时各查一遍，不写就不查。查出病毒的不收、不归档；
    /// 它没有应答时照常收件，归档检测写明未检查
    #[arg(long, value_name = "HOST:PORT", env = "ONEDOOR_CLAMD")]
    pub(crate) clamd: Option<String>,
    /// 等电子印章服务应答的秒数
    #[arg(long, default_value_t = 20, value_name = "SECONDS", value_parser = clap::value_parser!(u64).range(1..=120))]
    pub(crate) seal_patience: u64,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Import {
    /// 事项清单：xlsx、xls、csv 或 tsv
    #[command(after_help = "例：
  onedoor import catalogue 事项清单.csv --dry-run     只看会改什么
  onedoor import catalogue 事项清单.csv --yes --json
  onedoor import catalogue 全部事项.xlsx --complete   表里没有的事项取消（只限表中出现的部门）
  onedoor import catalogue 事项清单.csv --encoding gb18030 --refused 退回.xlsx --yes
  onedoor import catalogue --undo 1234567890          撤销这一次导入
  onedoor import catalogue --template 模板.xlsx

表中没有的事项默认原样保留，计入“不在文件中”。")]
    Catalogue(Catalogue),
    /// 区划表：乡镇（街道）、村（社区），12 位区划代码
    #[command(after_help = "例：
  onedoor import divisions 区划表.xlsx --dry-run
  onedoor import divisions 区划表.xlsx --complete --as-of 2027-01-01 --yes   从元旦起，表里没有的停用

改名和停用从 --as-of 那天起生效 [默认：今天]；以后的日期到那天自动生效。")]
    Divisions(Table),
    /// 站点名册：登记名称、门牌、核对日期和佐证、合设服务的村
    #[command(after_help = "例：
  onedoor import stations 站点名册.xlsx --dry-run
  onedoor import stations 站点名册.xlsx --complete --yes   表里没有的站点改为停用")]
    Stations(Table),
    /// 省级平台导出：逐项核对是否发布
    #[command(after_help = "例：
  onedoor import publication 省级导出.xlsx --as-of 2026-11-20 --complete --yes

加 --complete 时，导出里没有的在用事项改为未发布。")]
    Publication(Table),
    /// 进驻清单和进驻负面清单
    #[command(after_help = "例：
  onedoor import residency 进驻清单.xlsx --dry-run

不进驻的要有原因类别、依据、批准文号、实际办理地点、起始日期才豁免，否则按未进驻计。")]
    Residency(Table),
    /// 全市指标通报：各县（市、区）的五项指标，含标杆县
    #[command(after_help = "例：
  onedoor import peers 全市通报.xlsx --as-of 2026-11-20 --source '市行政审批局 11月通报' --yes")]
    Peers(Table),
    /// 双公示清单：对外公示的行政许可决定，和大厅办件逐条比对
    #[command(after_help = "例：
  onedoor import licences 双公示.xlsx --dry-run
  onedoor import licences 双公示.csv --as-of 2026-11-20 --yes --json

要有行政相对人名称、许可决定日期两列；决定文书号、统一社会信用代码、许可内容、事项名称、许可机关认识的也会读。")]
    Licences(Table),
    /// 证照登记簿：部门自己登记的发证清单
    #[command(after_help = "例：
  onedoor import certificates 发证登记.xlsx --dry-run")]
    Certificates(Table),
    /// 部门系统办件：部门自建系统里受理的件
    #[command(after_help = "例：
  onedoor import departmental 部门系统办件.xlsx --dry-run")]
    Departmental(Table),
    /// 叫号记录：大厅叫号机导出的取号、叫号、办结时间
    #[command(after_help = "例：
  onedoor import tickets 叫号记录.csv --as-of 2026-11-20 --yes --json

要有排队号、取号时间两列；窗口、日期、叫号时间、办结时间认识的也会读。")]
    Tickets(Table),
    /// 预约记录：网上或电话预约的时段，来了的和取号一样算
    #[command(after_help = "例：
  onedoor import appointments 预约记录.xlsx --as-of 2026-11-20 --yes --json

要有预约号、预约时段（09:00-10:00）两列；预约日期、窗口、状态认识的也会读。")]
    Appointments(Table),
    /// 好差评：别的系统收的评价，单独统计，不进主动评价率
    #[command(after_help = "例：
  onedoor import reviews 好差评.xlsx --dry-run
  onedoor import reviews 好差评.csv --yes --json

要有评价时间；办件编号或事项编码至少一个。星级方向从评价选项看，看不出的请把表头写成“星级”（5 最好）或“等级代码”（1 最好）。")]
    Reviews(Table),
    /// 办件：省级平台（或部门系统）的办件导出，xlsx 或 csv
    #[command(after_help = "例：
  onedoor import cases 办件导出.xlsx --dry-run
  onedoor import cases 办件导出.csv --yes --json

列名用国家交换字段（project_no、task_code、apply_date……）或中文（办件编号、事项编码……）都行。
同一份再导入一次不会重复；有进展的办件只补上后来的环节。")]
    Cases(ImportCases),
}

#[derive(Debug, Args)]
pub(crate) struct Table {
    /// 文件
    pub(crate) file: PathBuf,
    /// 只看会改什么，不写入
    #[arg(long, conflicts_with = "yes")]
    pub(crate) dry_run: bool,
    /// 不再询问，直接写入
    #[arg(long)]
    pub(crate) yes: bool,
    /// 这是完整的表：表里没有的停用、改为未发布或不再比较
    #[arg(long)]
    pub(crate) complete: bool,
    /// 统计或生效日期 [默认：今天]
    #[arg(long, value_name = "DATE")]
    pub(crate) as_of: Option<jiff::civil::Date>,
    /// 来源，例如“市行政审批局 11月通报” [默认：文件名]
    #[arg(long, value_name = "TEXT")]
    pub(crate) source: Option<String>,
    /// 结果用 JSON 输出
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Catalogue {
    /// 文件
    #[arg(required_unless_present_any = ["undo", "template"])]
    pub(crate) file: Option<PathBuf>,
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
    /// 文字编码：utf-8、gb18030、utf-16le、utf-16be [默认：自动认]
    #[arg(long, value_name = "NAME")]
    pub(crate) encoding: Option<String>,
    /// 读哪张工作表 [默认：列名最像的那张]
    #[arg(long, value_name = "NAME")]
    pub(crate) sheet: Option<String>,
    /// 列名在第几行 [默认：自动找]
    #[arg(long, value_name = "N")]
    pub(crate) header_row: Option<u32>,
    /// 没收下的行写成 xlsx：原表加一列原因
    #[arg(long, value_name = "FILE")]
    pub(crate) refused: Option<PathBuf>,
    /// 撤销一次导入，编号在写入时给出
    #[arg(long, value_name = "ID", conflicts_with_all = ["file", "template", "dry_run"])]
    pub(crate) undo: Option<i64>,
    /// 把空白模板写到这个文件
    #[arg(long, value_name = "FILE", conflicts_with_all = ["file", "undo"])]
    pub(crate) template: Option<PathBuf>,
    /// 结果用 JSON 输出
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Subcommand)]
pub(crate) enum CatalogueCommand {
    /// 办事指南质量：按规则、按部门和逐处清单
    #[command(after_help = "例：
  onedoor catalogue check
  onedoor catalogue check --department 县民政局
  onedoor catalogue check --out 指南质量.xlsx
  onedoor catalogue check --json

有要改的也退出 0。空着的内容不算通过，另列“无法核对”；得分高不说明指南写的属实。")]
    Check(CheckGuides),
    /// 把事项库写成模板的样子：.xlsx 带材料、收费等明细表，.csv 只有主表
    #[command(after_help = "例：
  onedoor catalogue export 事项库.xlsx
  onedoor catalogue export 民政.xlsx --department 县民政局

改好的文件可以直接再导入；没改的行算“没有变化”。")]
    Export(ExportItems),
}

#[derive(Debug, Args)]
pub(crate) struct ExportItems {
    /// 写到哪个文件（.xlsx 或 .csv）
    pub(crate) file: PathBuf,
    /// 只写一个部门，名称写全
    #[arg(long, value_name = "NAME")]
    pub(crate) department: Option<String>,
    /// 取消的事项也写
    #[arg(long)]
    pub(crate) cancelled: bool,
}

#[derive(Debug, Args)]
pub(crate) struct CheckGuides {
    /// 只看一个部门：全称，或名称里独有的一段
    #[arg(long, value_name = "NAME")]
    pub(crate) department: Option<String>,
    /// 把逐处清单写成 .xlsx 或 .csv
    #[arg(long, value_name = "FILE")]
    pub(crate) out: Option<PathBuf>,
    /// 结果用 JSON 输出
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Rectification {
    /// 看哪一部分：open 未销号、issued 待答复、overdue 超期、answered 待核验、closed 已销号、all 全部
    #[arg(long, value_enum, default_value_t = RegisterPart::Open, hide_possible_values = true, value_name = "PART")]
    pub(crate) part: RegisterPart,
    /// 只看一个责任单位
    #[arg(long, value_name = "NAME")]
    pub(crate) unit: Option<String>,
    /// 结果用 JSON 输出
    #[arg(long)]
    pub(crate) json: bool,
}

/// Part of the register of rectification.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum RegisterPart {
    /// 未销号
    Open,
    /// 待答复
    Issued,
    /// 超期
    Overdue,
    /// 待核验
    Answered,
    /// 已销号
    Closed,
    /// 全部
    All,
}

#[derive(Debug, Args)]
pub(crate) struct Report {
    /// 写到哪个文件，以 .docx 或 .pdf 结尾；不写就只存进系统
    #[arg(long, value_name = "FILE")]
    pub(crate) out: Option<PathBuf>,
    /// 文种：analysis 分析研判报告，weekly 周报，assignment 交办单
    #[arg(long, default_value = "analysis")]
    pub(crate) kind: String,
    /// 交办单发给哪个部门
    #[arg(long, value_name = "NAME")]
    pub(crate) department: Option<String>,
    /// 数据截至哪一天 [默认：今天]
    #[arg(long, value_name = "DATE")]
    pub(crate) as_of: Option<jiff::civil::Date>,
    /// 先到这些目录里找字体，可以写几次
    #[arg(long, value_name = "DIR")]
    pub(crate) fonts: Vec<PathBuf>,
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

//! What `onedoor exchange` takes (对接): nodes, pushing and fetching, reconciliation, files and evidence.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};
use domain::base::DivisionLevel;

/// Which node of the three the program is (层级).
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Level {
    /// 县（市、区）
    County,
    /// 市（州）
    City,
    /// 省（自治区、直辖市）
    Province,
}

impl Level {
    /// The level of a division code that it belongs to.
    pub(crate) fn division(self) -> DivisionLevel {
        match self {
            Self::County => DivisionLevel::County,
            Self::City => DivisionLevel::City,
            Self::Province => DivisionLevel::Province,
        }
    }

    pub(crate) fn label(self) -> &'static str {
        match self {
            Self::County => "县级",
            Self::City => "市级",
            Self::Province => "省级",
        }
    }
}

#[derive(Debug, Subcommand)]
pub(crate) enum ExchangeCommand {
    /// 本级公钥：给对方登记用
    Key(ExchangeJsonOnly),
    /// 登记或更改一个上级、下级节点
    #[command(after_help = "例：
  onedoor exchange peer --code 990000 --name 样例省政务服务平台 --key 04ab… --address https://zwfw.example.gov.cn
  onedoor exchange peer --code 990101 --name 青禾县 --key 04cd…        不写地址就是用文件交换，或等对方来送
  onedoor exchange peer --code 990000 --name 样例省 --key 04ab… --stop")]
    Peer(ExchangePeer),
    /// 与每个节点对接的情况
    Status(ExchangeJsonOnly),
    /// 把有变化的事项、办件和好差评送到上级
    Push(ExchangeCall),
    /// 取上级给本级的目录和口径
    Pull(ExchangeCall),
    /// 与上级对账：本县怎么说，对方怎么说，差在哪里，谁来办
    Reconcile(ExchangeCall),
    /// 政策下发与认领：上级要求答复的，和本级下发、下级答复的
    Policies(ExchangeJsonOnly),
    /// 下发、更改或撤回一条政策
    #[command(after_help = "例：
  onedoor exchange publish --kind catalogue --code 000139001000 --title 养犬登记 --days 20
  onedoor exchange publish --kind profile --code online_available_rate --title 网上可办率口径 --content 2023-online-available
  onedoor exchange publish --kind chain --code YJS-001 --withdraw")]
    Publish(ExchangePublish),
    /// 答复上级的一条政策
    #[command(after_help = "例：
  onedoor exchange answer --from 990000 --policy catalogue/000139001000 --reply claimed --ours 11990101…
  onedoor exchange answer --from 990000 --policy chain/YJS-001 --reply planned --on 2026-12-31
  onedoor exchange answer --from 990000 --policy profile/online_available_rate --reply taken_over
  onedoor exchange answer --from 990000 --policy chain/YJS-001 --reply declined --reason 本县没有企业登记权限")]
    Answer(ExchangeAnswer),
    /// 把统一受理平台收到的一件申请推送给下级
    #[command(after_help = "例：
  onedoor exchange apply --to 990101 申请.json

申请.json 同接口的 PushRequest：number、item_code、applicant、code、name、phone、submitted_at……
随下一封信送到，申请人信息只有下级能打开。同一流水号再推一次，结果一样。")]
    Apply(ExchangeApply),
    /// 推送给下级的办件各到哪一步
    Applications(ExchangeApplications),
    /// 没有网络时：把要送的写成一个文件
    #[command(after_help = "例：
  onedoor exchange export --to 990000 上报.jsonl")]
    Export(ExchangeExport),
    /// 没有网络时：收下对方的文件，写出回执文件
    #[command(after_help = "例：
  onedoor --data 省 exchange import 上报.jsonl --reply 回执.jsonl
  onedoor --data 县 exchange import 回执.jsonl")]
    Import(ExchangeImport),
    /// 写出全部信件留底，交给别人核验
    Evidence(ExchangeEvidence),
    /// 核验信件留底：签名、摘要、回执、有没有缺号；不用联网
    #[command(after_help = "例：
  onedoor exchange verify-evidence 留底.jsonl --key 990000=04ab… --json
  onedoor --data /srv/onedoor exchange verify-evidence

不写文件就核验 --data 里的。有对不上的，退出码为 4。")]
    VerifyEvidence(ExchangeVerify),
}

#[derive(Debug, Args)]
pub(crate) struct ExchangeJsonOnly {
    /// 结果用 JSON 输出
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct ExchangePeer {
    /// 6 位行政区划代码
    #[arg(long, value_name = "CODE")]
    pub(crate) code: String,
    /// 名称
    #[arg(long)]
    pub(crate) name: String,
    /// 对方的公钥
    #[arg(long, value_name = "HEX")]
    pub(crate) key: String,
    /// 对方的地址，不带路径
    #[arg(long, value_name = "URL", default_value = "")]
    pub(crate) address: String,
    /// 停用
    #[arg(long)]
    pub(crate) stop: bool,
    /// 内部网络里的主机，要列入才能登记
    #[arg(long, value_name = "HOST")]
    pub(crate) push_to: Vec<String>,
    /// 结果用 JSON 输出
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct ExchangeCall {
    /// 只和这个上级，区划代码 [默认：每个上级]
    #[arg(long, value_name = "CODE")]
    pub(crate) with: Option<String>,
    /// 内部网络里的主机，要列入才能连
    #[arg(long, value_name = "HOST")]
    pub(crate) push_to: Vec<String>,
    /// 结果用 JSON 输出
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct ExchangePublish {
    /// catalogue 基本目录，chain 一件事，profile 指标口径
    #[arg(long)]
    pub(crate) kind: String,
    /// 基本编码、一件事编码或指标编号；相同就是更改
    #[arg(long)]
    pub(crate) code: String,
    /// 标题
    #[arg(long, default_value = "")]
    pub(crate) title: String,
    /// 说明
    #[arg(long, default_value = "")]
    pub(crate) detail: String,
    /// 口径：本级正在用的口径编号
    #[arg(long, default_value = "")]
    pub(crate) content: String,
    /// 答复期限，天
    #[arg(long, default_value = "20")]
    pub(crate) days: String,
    /// 撤回
    #[arg(long)]
    pub(crate) withdraw: bool,
    /// 结果用 JSON 输出
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct ExchangeAnswer {
    /// 谁下发的，区划代码
    #[arg(long, value_name = "CODE")]
    pub(crate) from: String,
    /// 政策编号，见 onedoor exchange policies
    #[arg(long)]
    pub(crate) policy: String,
    /// claimed 已认领，planned 已定日期，taken_over 已执行，declined 不办
    #[arg(long)]
    pub(crate) reply: String,
    /// 本级事项或一件事的编码
    #[arg(long, default_value = "")]
    pub(crate) ours: String,
    /// 哪天办好
    #[arg(long, value_name = "DATE", default_value = "")]
    pub(crate) on: String,
    /// 原因或说明
    #[arg(long, default_value = "")]
    pub(crate) reason: String,
    /// 结果用 JSON 输出
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct ExchangeApply {
    /// 申请，JSON
    pub(crate) file: PathBuf,
    /// 给哪个下级，区划代码
    #[arg(long, value_name = "CODE")]
    pub(crate) to: String,
    /// 结果用 JSON 输出
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct ExchangeApplications {
    /// 只看给这个下级的，区划代码
    #[arg(long, value_name = "CODE")]
    pub(crate) to: Option<String>,
    /// 结果用 JSON 输出
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct ExchangeExport {
    /// 写到哪个文件
    pub(crate) file: PathBuf,
    /// 给哪个节点，区划代码
    #[arg(long, value_name = "CODE")]
    pub(crate) to: String,
    /// 结果用 JSON 输出
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct ExchangeImport {
    /// 对方的文件
    pub(crate) file: PathBuf,
    /// 回执写到哪个文件
    #[arg(long, value_name = "FILE")]
    pub(crate) reply: Option<PathBuf>,
    /// 结果用 JSON 输出
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct ExchangeEvidence {
    /// 写到哪个文件
    pub(crate) file: PathBuf,
}

#[derive(Debug, Args)]
pub(crate) struct ExchangeVerify {
    /// 留底文件 [默认：核验数据目录里的]
    pub(crate) file: Option<PathBuf>,
    /// 信得过的公钥，如 990000=04ab…；可以写多个；换过公钥的，新旧都写。不写就用文件里写的，
    /// 每封信按当时登记的公钥核，请自行核对
    #[arg(long, value_name = "CODE=HEX")]
    pub(crate) key: Vec<String>,
    /// 结果用 JSON 输出
    #[arg(long)]
    pub(crate) json: bool,
}

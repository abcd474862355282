//! The rules by name (规则). What each asks of a guide stands in the files of their groups; weights and words are data.

use serde::{Deserialize, Serialize};

/// How much a finding matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// 应改: people are misled, or a figure is wrong.
    Must,
    /// 建议改: the guide could say more.
    Should,
}

impl Severity {
    /// Word in tables.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Must => "must",
            Self::Should => "should",
        }
    }

    /// Word on pages.
    pub fn label(self) -> &'static str {
        match self {
            Self::Must => "应改",
            Self::Should => "建议改",
        }
    }
}

macro_rules! rules {
    ($($(#[$doc:meta])* $name:ident = $word:literal, $group:literal, $label:literal, $short:literal;)+) => {
        /// One rule. The number of its group is that of domain §2.6, continued with 13 to 16.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum RuleId { $($(#[$doc])* $name,)+ }

        impl RuleId {
            /// All of them, in the order of their groups.
            pub const ALL: &'static [Self] = &[$(Self::$name,)+];
            /// Word in data files, addresses and JSON.
            pub fn as_str(self) -> &'static str { match self { $(Self::$name => $word,)+ } }
            /// Group, 1–16.
            pub fn group(self) -> u8 { match self { $(Self::$name => $group,)+ } }
            /// What is asked, in words.
            pub fn label(self) -> &'static str { match self { $(Self::$name => $label,)+ } }
            /// What is wrong where it is broken, to be counted: `缺办理地点`.
            pub fn short(self) -> &'static str { match self { $(Self::$name => $short,)+ } }
            /// Reads the word.
            pub fn parse(text: &str) -> Option<Self> { Self::ALL.iter().copied().find(|r| r.as_str() == text) }
        }
    };
}

rules! {
    /// Promised on the spot ⇔ 即办件.
    InstantKind = "instant_kind", 1, "当场办结的是即办件，其余是承诺件", "办件类型与承诺时限不符";
    /// Promised on the spot ⇔ 即审即办.
    InstantMode = "instant_mode", 1, "当场办结的即审即办，其余前审后批", "审批方式与承诺时限不符";
    /// The result's name and 办结类型.
    ResultEnding = "result_ending", 2, "办结类型与结果名称一致", "办结类型与结果名称不符";
    /// Visits ≠ 0 ⇔ a reason.
    OnsiteReason = "onsite_reason", 3, "要到现场的写明原因，不用到的不写", "必须现场办理原因没写对";
    /// No visit and not online ⇒ by mail.
    Mail = "mail", 4, "不到现场又不网办的，支持邮寄", "不到现场又不能网办、不能邮寄";
    /// Ⅳ ⇒ no visit.
    DepthVisits = "depth_visits", 5, "Ⅳ级的到现场 0 次", "Ⅳ级却要到现场";
    /// The phone for questions has an area code.
    ConsultPhone = "consult_phone", 6, "咨询电话带区号", "咨询电话缺区号";
    /// The phone for complaints has an area code.
    ComplaintPhone = "complaint_phone", 6, "投诉电话带区号", "投诉电话缺区号";
    /// They are two.
    PhonesDiffer = "phones_differ", 6, "投诉电话不同于咨询电话", "投诉电话与咨询电话相同";
    /// Hours name working days.
    Hours = "hours", 7, "办理时间写明工作日", "办理时间没写工作日";
    /// The place names a window or a room.
    Place = "place", 7, "办理地点写到窗口号或房间号", "办理地点没写到窗口、房间";
    /// Clients and themes.
    Themes = "themes", 8, "服务对象与主题一致", "服务对象与主题不符";
    /// Questions and answers.
    Faqs = "faqs", 9, "行政许可有常见问题", "缺常见问题";
    /// Promised ≤ statutory.
    PromisedLimit = "promised_limit", 10, "承诺时限不长于法定时限", "承诺时限长于法定时限";
    /// Σ steps ≤ promised.
    StepLimits = "step_limits", 10, "各环节时限合计不超过承诺时限", "环节时限合计超过承诺";
    /// A result has a sample.
    ResultSample = "result_sample", 11, "有结果的有样本", "缺结果样本";
    /// What is free needs no payment.
    Payment = "payment", 11, "不收费的不支持网上支付", "不收费却有网上支付";
    /// No catch-all materials (兜底条款).
    CatchAll = "catch_all", 12, "材料没有兜底说法", "材料有兜底说法";
    /// 办理地点 is there.
    MissingPlace = "missing_place", 13, "有办理地点", "缺办理地点";
    /// 办理时间 is there.
    MissingHours = "missing_hours", 13, "有办理时间", "缺办理时间";
    /// 咨询方式 is there.
    MissingPhone = "missing_phone", 13, "有咨询方式", "缺咨询方式";
    /// 设定依据 is there.
    MissingBasis = "missing_basis", 13, "有设定依据", "缺设定依据";
    /// Materials, or that none are needed.
    MissingMaterials = "missing_materials", 13, "有申请材料，或写明无需材料", "缺申请材料";
    /// A result, or that there is none.
    MissingResult = "missing_result", 13, "有结果名称，或写明没有结果", "缺结果名称";
    /// No visit ⇒ Ⅳ, unless by mail.
    VisitsDepth = "visits_depth", 14, "到现场 0 次的是Ⅳ级，或支持邮寄", "到现场 0 次却不是Ⅳ级";
    /// Depth and 是否网办.
    DepthOnline = "depth_online", 14, "网办深度与能否网办一致", "网办深度与能否网办矛盾";
    /// 是否网办 and 网办地址.
    OnlineLink = "online_link", 14, "能网办的有网办地址", "是否网办与网办地址矛盾";
    /// A code keeps the scheme that it claims.
    Code = "code", 15, "编码符合所属规则", "编码不合规则";
    /// What is personal in a form is marked so, and thereby carries purpose and legal basis.
    FormPersonal = "form_personal", 16, "申请表里的个人信息都标明，并写用途和依据", "申请表的个人信息没有标明";
    /// What another office can give is offered, not asked anew.
    FormShared = "form_shared", 16, "申请表里可共享取得的内容设了沿用", "申请表重复要可共享的内容";
}

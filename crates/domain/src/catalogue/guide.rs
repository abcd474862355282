//! What a guide tells (办事指南要素, domain §2.3). Part of the versioned row of an item, hence `serde`.
//!
//! Not here: whether what it tells is good (guide quality), and what the figures ask.

use serde::{Deserialize, Serialize};

use super::Form;

/// 材料必要性.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Need {
    /// 必要.
    #[default]
    Required,
    /// 非必要.
    Optional,
    /// 容缺后补: may follow later.
    Deferrable,
}

impl Need {
    /// Word on pages.
    pub fn label(self) -> &'static str {
        match self {
            Self::Required => "必要",
            Self::Optional => "非必要",
            Self::Deferrable => "容缺后补",
        }
    }

    /// Reads the exchange code 1–3 or the word.
    pub fn parse(text: &str) -> Option<Self> {
        match text.trim() {
            "1" | "必要" | "是" | "必需" => Some(Self::Required),
            "2" | "非必要" | "否" | "非必需" => Some(Self::Optional),
            "3" | "容缺后补" | "容缺" => Some(Self::Deferrable),
            _ => None,
        }
    }
}

/// 材料来源渠道.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Origin {
    /// 申请人自备.
    #[default]
    Applicant,
    /// 政府部门核发.
    Government,
    /// 中介机构出具.
    Intermediary,
}

impl Origin {
    /// Word on pages.
    pub fn label(self) -> &'static str {
        match self {
            Self::Applicant => "自备",
            Self::Government => "部门核发",
            Self::Intermediary => "中介出具",
        }
    }

    /// Reads the exchange code 10, 20, 30 or the word.
    pub fn parse(text: &str) -> Option<Self> {
        match text.trim() {
            "10" | "申请人自备" | "自备" => Some(Self::Applicant),
            "20" | "政府部门核发" | "部门核发" => Some(Self::Government),
            "30" | "中介机构出具" | "中介出具" | "中介机构或法定机构产生" => {
                Some(Self::Intermediary)
            }
            _ => None,
        }
    }
}

/// One required material (申请材料).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Material {
    /// Name.
    pub name: String,
    /// Whether it must be there.
    pub need: Need,
    /// Original, copy, electronic: as the guide words it.
    pub form: String,
    /// Who issues it.
    pub origin: Origin,
    /// How many copies.
    pub copies: u8,
    /// 来源渠道说明: which office issues it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub source_note: String,
    /// 规格: A4, A3.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub paper: String,
    /// 填报须知.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub notice: String,
    /// 受理标准.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub standard: String,
    /// 要求依据.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub basis: String,
    /// 空白表格: address or file name.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub blank_form: String,
    /// 示例样表: address or file name.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub sample_form: String,
}

impl Material {
    /// Whether the guide wants the original and nothing in its place: a picture of it may come ahead, the paper itself
    /// is still looked at.
    #[must_use]
    pub fn wants_original(&self) -> bool {
        let says = |word: &str| self.form.contains(word);
        says("原件") && !says("复印") && !says("电子")
    }
}

/// One fee (收费项目).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Fee {
    /// Name.
    pub name: String,
    /// 收费标准, as worded.
    pub standard: String,
    /// 收费依据.
    pub basis: String,
    /// 是否允许减免.
    pub reducible: Option<bool>,
    /// 减免依据.
    pub reduction_basis: String,
}

/// One step of the process (办理环节).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Step {
    /// 环节名称: 受理, 审查, 决定, 制证, 送达.
    pub name: String,
    /// Who handles it, as an office: never a person's name.
    pub office: String,
    /// 办理时限 in the item's unit; `None` = not said.
    pub days: Option<u16>,
    /// 审查标准.
    pub criterion: String,
    /// 办理结果.
    pub result: String,
    /// 是否特别程序: outside the promised limit.
    pub special: bool,
}

/// One question and its answer (常见问题).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Faq {
    /// Question.
    pub question: String,
    /// Answer.
    pub answer: String,
}

/// The rest of a guide. Empty text = the guide does not say; `None` = not known, never "no".
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Guide {
    /// Materials in their order; empty = none written, which is not "none needed".
    pub materials: Vec<Material>,
    /// 受理条件.
    pub conditions: String,
    /// 设定依据.
    pub legal_basis: String,
    /// 收费, as worded in one sentence; the parts stand in `fees`.
    pub fee: String,
    /// 结果名称.
    pub result_name: String,
    /// 结果类型: 证照, 批文, 其他, 无.
    pub result_kind: String,
    /// 办理地点.
    pub place: String,
    /// 办理时间.
    pub hours: String,
    /// 咨询方式.
    pub phone: String,
    /// 主题, as worded by the office; the national lists stand in `person_themes` and `org_themes`.
    pub theme: String,
    /// Everyday words people use for it.
    pub aliases: Vec<String>,
    /// Why a figure's condition is not met, in plain words, by indicator id. Read only where the
    /// register of blockers (堵点) says nothing.
    pub blockers: Vec<(String, String)>,
    /// 基本编码.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub base_code: String,
    /// 实施编码.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub impl_code: String,
    /// 地方编码.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub local_code: String,
    /// The code this item had before (原编码), oldest first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub replaces: Vec<String>,
    /// 行使层级, code 1–7 of GB/T 39046 A.2; empty = not said.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub exercise_level: String,
    /// 实施主体性质, as worded.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub agency_kind: String,
    /// 受委托部门.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub delegated_to: String,
    /// 权力来源, as worded.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub power_source: String,
    /// 联办机构.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub joint_agencies: Vec<String>,
    /// 中介服务.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub intermediary: String,
    /// 服务对象, the words of the list.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub client_types: Vec<String>,
    /// 办理形式, the words of the list.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub handling_forms: Vec<String>,
    /// 法定办结时限说明.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub statutory_note: String,
    /// 承诺办结时限说明.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub promised_note: String,
    /// 特别程序.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub special_procedures: Vec<String>,
    /// 办理流程, in words.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub flow: String,
    /// 办理环节.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub steps: Vec<Step>,
    /// 数量限制.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub quota: String,
    /// 必须现场办理原因.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub onsite_reason: String,
    /// 是否网办, where the guide says so apart from the depth.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub online: Option<bool>,
    /// 网办地址.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub online_url: String,
    /// 移动端办理地址.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub mobile_url: String,
    /// 是否支持物流快递.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mail: Option<bool>,
    /// 是否支持预约办理.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bookable: Option<bool>,
    /// 是否支持自助终端.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kiosk: Option<bool>,
    /// 是否支持网上支付.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub online_payment: Option<bool>,
    /// 监督投诉方式.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub complaint: String,
    /// 通办范围, as worded.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub scope: String,
    /// 是否收费.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub charges: Option<bool>,
    /// 收费项目.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub fees: Vec<Fee>,
    /// 结果样本: address or file name.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub result_sample: String,
    /// 审批方式: 即审即办, 前审后批.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub approval_mode: String,
    /// 办结类型: 出证办结, 审批办结, 出文办结.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub completion_kind: String,
    /// 自然人主题, codes of the national list.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub person_themes: Vec<String>,
    /// 法人主题, codes of the national list.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub org_themes: Vec<String>,
    /// 生命周期: life events.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub life_events: Vec<String>,
    /// 常见问题.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub faqs: Vec<Faq>,
    /// Can be decided at the window: no 现场勘察, 集体讨论, 专家论证, 听证 (domain §4.2).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub window_decidable: Option<bool>,
    /// 申请表; `None` = the default form, built from the guide.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub form: Option<Form>,
}

impl Guide {
    /// Whether it can be handled on a telephone (掌上可办): an address says yes, 无 or 否 says no.
    pub fn is_mobile(&self) -> Option<bool> {
        said_address(&self.mobile_url)
    }

    /// Whether there is an address to apply at; 是否网办 = 否 says there is none.
    pub fn has_online_link(&self) -> Option<bool> {
        said_address(&self.online_url).or_else(|| self.online.filter(|online| !online))
    }
}

fn said_address(text: &str) -> Option<bool> {
    match text.trim() {
        "" => None,
        "无" | "否" | "不支持" | "/" | "-" => Some(false),
        _ => Some(true),
    }
}

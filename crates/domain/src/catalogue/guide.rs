//! What a guide tells (办事指南要素, domain §2.3). Part of the versioned row of an item, hence `serde`.

use serde::{Deserialize, Serialize};

/// 材料必要性.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Need {
    /// 必要.
    Required,
    /// 非必要.
    Optional,
    /// 容缺后补: may follow later.
    Deferrable,
}

/// 材料来源渠道.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Origin {
    /// 申请人自备.
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
}

/// One required material (申请材料).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
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
}

/// The rest of a guide. Empty text = the guide does not say.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Guide {
    /// Materials in their order; empty = none written, which is not "none needed".
    pub materials: Vec<Material>,
    /// 受理条件.
    pub conditions: String,
    /// 设定依据.
    pub legal_basis: String,
    /// 收费.
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
    /// 主题.
    pub theme: String,
    /// Everyday words people use for it.
    pub aliases: Vec<String>,
    /// Why a figure's condition is not met, in plain words, by indicator id: until the register of
    /// rectification takes it over.
    pub blockers: Vec<(String, String)>,
}

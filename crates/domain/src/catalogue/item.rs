//! An item and one version of its content.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{CaseKind, Clients, FormFlaw, Guide, ItemType, Limit, OnlineDepth, Status, check_form};
use crate::base::{DepartmentId, ItemId};

/// Why an item is left out of a figure (负面清单), with its basis.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Exemption {
    /// 场地限制, 国家秘密, 法律另有规定 … (the exemption list's reason, in words).
    pub reason: String,
    /// Document that approved it.
    pub basis: String,
    /// Code of the reason: `venue` 场地限制, `secret` 国家秘密, `law` 法律另有规定, `other`; empty = words alone.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub code: String,
    /// 批准文号.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub approval_no: String,
    /// 实际办理地点.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub place: String,
    /// First day; `None` = from the beginning.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Date>,
    /// Last day; `None` = until revoked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<Date>,
}

impl Exemption {
    /// Whether it holds on a day.
    pub fn holds_on(&self, day: Date) -> bool {
        self.from.is_none_or(|f| f <= day) && self.to.is_none_or(|t| day <= t)
    }
}

/// What the five figures ask of an item. `None` = not known, never "no".
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Standing {
    /// 网上办理深度.
    pub online_depth: Option<OnlineDepth>,
    /// 到办事现场次数.
    pub onsite_visits: Option<u16>,
    /// 是否在省级平台发布.
    pub published: Option<bool>,
    /// 是否进驻政务大厅.
    pub resident: Option<bool>,
    /// Left out of the two online figures.
    pub exempt_online: Option<Exemption>,
    /// Left out of the publication figure.
    pub exempt_publication: Option<Exemption>,
    /// Left out of the hall figure.
    pub exempt_hall: Option<Exemption>,
}

/// Everything a version of an item says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Content {
    /// 业务办理项编码, as text.
    pub code: String,
    /// Whose item.
    pub department: DepartmentId,
    /// 区划代码 as the file has it.
    pub division: String,
    /// 主项名称; empty when the item has none of its own (`未分类`).
    pub main_name: String,
    /// 业务办理项名称.
    pub name: String,
    /// 事项类型.
    pub item_type: ItemType,
    /// 状态.
    pub status: Status,
    /// 办件类型.
    pub case_kind: Option<CaseKind>,
    /// 服务对象.
    pub clients: Option<Clients>,
    /// 法定办结时限.
    pub statutory: Option<Limit>,
    /// 承诺办结时限.
    pub promised: Option<Limit>,
    /// What the figures ask.
    pub standing: Standing,
    /// The rest of the guide.
    pub guide: Guide,
    /// Cells of the file as they came, by header, so that nothing is lost to mapping.
    pub raw: BTreeMap<String, String>,
}

/// One version of an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// Id that stays when the content changes.
    pub id: ItemId,
    /// From 1.
    pub version: i64,
    /// First day it holds (Asia/Shanghai).
    pub effective_on: Date,
    /// What it says.
    pub content: Content,
}

/// Why an edit is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ItemRefusal {
    /// Ⅳ means no visit (domain §2.6 rule 5).
    #[error("全程网办（Ⅳ级）的到现场次数应为 0，请改其中一项")]
    VisitsAgainstDepth,
    /// Promised longer than the law allows.
    #[error("承诺时限不能长于法定时限 {0}")]
    PromisedTooLong(Limit),
    /// Exempt without saying why.
    #[error("请写明{0}免予统计的理由和批准依据")]
    ExemptionIncomplete(&'static str),
    /// Its form cannot be used.
    #[error(transparent)]
    Form(#[from] FormFlaw),
    /// No reason for the change.
    #[error("请写一句为什么改，例如“省平台 11月20日发布”")]
    ReasonMissing,
    /// Nothing differs.
    #[error("内容与现在的版本相同，没有需要保存的")]
    Unchanged,
}

/// What a content may not say, whoever writes it. `old` is what it was before.
pub(super) fn check(old: Option<&Content>, content: &Content) -> Result<(), ItemRefusal> {
    let standing = &content.standing;
    if standing.online_depth == Some(OnlineDepth::L4) && standing.onsite_visits.is_some_and(|v| v > 0) {
        return Err(ItemRefusal::VisitsAgainstDepth);
    }
    // What an import brought in is a matter for the guide's quality; it must not block other edits.
    let limits_changed = old.is_none_or(|o| (content.promised, content.statutory) != (o.promised, o.statutory));
    if let (Some(p), Some(s)) = (content.promised, content.statutory)
        && limits_changed
        && p.unit == s.unit
        && p.value > s.value
    {
        return Err(ItemRefusal::PromisedTooLong(s));
    }
    let exemptions = [
        ("网上办理", &standing.exempt_online),
        ("省平台发布", &standing.exempt_publication),
        ("进驻大厅", &standing.exempt_hall),
    ];
    for (what, exemption) in exemptions {
        if exemption.as_ref().is_some_and(|e| e.reason.trim().is_empty() || e.basis.trim().is_empty()) {
            return Err(ItemRefusal::ExemptionIncomplete(what));
        }
    }
    // A form that was taken once must not block other edits either.
    let form_changed = old.is_none_or(|o| o.guide.form != content.guide.form);
    let flaw =
        content.guide.form.as_ref().filter(|_| form_changed).and_then(|form| check_form(form).into_iter().next());
    flaw.map_or(Ok(()), |flaw| Err(flaw.into()))
}

/// Applies an edit by hand to the current version; gives the next version and its event.
pub fn edit(item: Item, content: Content, why: &str, today: Date) -> Result<(Item, ItemEdited), ItemRefusal> {
    check(Some(&item.content), &content)?;
    if content == item.content {
        return Err(ItemRefusal::Unchanged);
    }
    if why.trim().is_empty() {
        return Err(ItemRefusal::ReasonMissing);
    }
    let event = ItemEdited { code: content.code.clone(), version: item.version + 1, why: why.trim().to_owned() };
    Ok((Item { id: item.id, version: item.version + 1, effective_on: today, content }, event))
}

/// Event: an item was changed by hand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ItemEdited {
    /// Its code.
    pub code: String,
    /// Version that was made.
    pub version: i64,
    /// Reason given.
    pub why: String,
}

//! Changing an item by hand (事项编制): what the five figures ask of it.

use domain::{
    base::{ItemId, date_text_with_year},
    catalogue::{Exemption, Item, ItemRefusal, OnlineDepth, Status, waiting},
    people::{Act, Desk},
};
use jiff::civil::Date;
use serde::Serialize;
use store::{
    catalogue as rows,
    journal::{self, Entry, Stream},
};

use crate::{Bureau, Failure};

/// The edit form. Empty text = unknown.
#[derive(Debug, Clone, Default, Serialize)]
pub struct EditForm {
    /// Version the form was made from.
    pub version: i64,
    /// Status word.
    pub status: String,
    /// ``, `1` … `4`.
    pub online_depth: String,
    /// `` or a number.
    pub onsite_visits: String,
    /// ``, `1`, `0`.
    pub published: String,
    /// ``, `1`, `0`.
    pub resident: String,
    /// Reason and basis of each exemption; both empty = none. Online, publication, hall.
    pub exemptions: [(String, String); 3],
    /// Why.
    pub why: String,
}

/// Why an edit is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EditRefusal {
    /// The rule.
    #[error(transparent)]
    Rule(#[from] ItemRefusal),
    /// Visits are no number.
    #[error("到现场次数请填 0 到 99 的整数，不知道就留空")]
    Visits,
    /// Something that no form offers.
    #[error("{0}的取值不在可选范围内，请重新选择")]
    Choice(&'static str),
    /// A version waits for its day.
    #[error("已有{}起生效的版本在等待，要改请先撤回它", date_text_with_year(*.0))]
    Waiting(Date),
}

impl EditRefusal {
    /// The form's field.
    pub fn field(&self) -> &'static str {
        match self {
            Self::Visits | Self::Rule(ItemRefusal::VisitsAgainstDepth) => "onsite_visits",
            Self::Waiting(_)
            | Self::Rule(
                ItemRefusal::ReasonMissing
                | ItemRefusal::Unchanged
                | ItemRefusal::PromisedTooLong(_)
                | ItemRefusal::Form(_),
            ) => "why",
            Self::Rule(ItemRefusal::ExemptionIncomplete("网上办理")) => "exempt_online_reason",
            Self::Rule(ItemRefusal::ExemptionIncomplete("省平台发布")) => "exempt_publication_reason",
            Self::Rule(ItemRefusal::ExemptionIncomplete(_)) => "exempt_hall_reason",
            Self::Choice(_) => "status",
        }
    }
}

fn apply(item: &Item, form: &EditForm) -> Result<domain::catalogue::Content, EditRefusal> {
    let mut content = item.content.clone();
    content.status = Status::from_word(&form.status).ok_or(EditRefusal::Choice("事项状态"))?;
    let standing = &mut content.standing;
    standing.online_depth = match form.online_depth.as_str() {
        "" => None,
        text => Some(text.parse().ok().and_then(OnlineDepth::from_number).ok_or(EditRefusal::Choice("网上办理深度"))?),
    };
    standing.onsite_visits = match domain::base::fold(&form.onsite_visits).as_str() {
        "" => None,
        text => Some(text.parse().ok().filter(|n| *n <= 99).ok_or(EditRefusal::Visits)?),
    };
    standing.published = flag(&form.published, "省级平台发布")?;
    standing.resident = flag(&form.resident, "进驻大厅")?;
    let [online, publication, hall] = &form.exemptions;
    standing.exempt_online = exemption(online, standing.exempt_online.as_ref());
    standing.exempt_publication = exemption(publication, standing.exempt_publication.as_ref());
    standing.exempt_hall = exemption(hall, standing.exempt_hall.as_ref());
    Ok(content)
}

fn flag(text: &str, what: &'static str) -> Result<Option<bool>, EditRefusal> {
    match text {
        "" => Ok(None),
        "1" => Ok(Some(true)),
        "0" => Ok(Some(false)),
        _ => Err(EditRefusal::Choice(what)),
    }
}

/// The form asks for reason and basis alone: what the list says beside them (批准文号, 地点, 起止日期) stays.
fn exemption((reason, basis): &(String, String), old: Option<&Exemption>) -> Option<Exemption> {
    let (reason, basis) = (reason.trim().to_owned(), basis.trim().to_owned());
    let given = !reason.is_empty() || !basis.is_empty();
    given.then(|| Exemption { reason, basis, ..old.cloned().unwrap_or_default() })
}

/// Makes the next version of an item.
pub fn edit(
    bureau: &Bureau,
    desk: &Desk,
    id: ItemId,
    form: EditForm,
    key: Option<&str>,
) -> Result<i64, Failure<EditRefusal>> {
    let role = bureau.may(desk, Act::CatalogueEdit)?;
    let (region, now, today) = (*bureau.region(), bureau.now(), bureau.today());
    let stamp = desk.stamp(now, role);
    let command = bureau.command(desk, "item.edit", key, &(id.get(), &form));
    let done = bureau.db().commit(command, move |tx| {
        rows::bring_into_force(tx, &region, today)?;
        let item = rows::item(tx, &region, id)?.ok_or(Failure::NotFound)?;
        if item.version != form.version {
            return Err(Failure::Stale);
        }
        let versions = rows::versions(tx, &region, id)?;
        if let Some((_, day)) = waiting(&versions.days, today) {
            return Err(Failure::Refused(EditRefusal::Waiting(day)));
        }
        if versions.newest() != form.version {
            return Err(Failure::Stale);
        }
        let content = apply(&item, &form).map_err(Failure::Refused)?;
        let (item, event) =
            domain::catalogue::edit(item, content, &form.why, today).map_err(|r| Failure::Refused(r.into()))?;
        let head = journal::head(tx, &region, &Stream::item(id))?;
        let entry = Entry::new(Stream::item(id), head, "item.edited", &event)
            .with(rows::item_version_change(&region, &item, now));
        journal::append(tx, &region, &stamp, entry)?;
        rows::point(tx, &region, &item)?;
        Ok(item.version)
    })?;
    Ok(done.value)
}

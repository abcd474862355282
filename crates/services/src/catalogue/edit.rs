//! Changing an item by hand (事项编制): what the five figures ask of it.

use domain::{
    base::ItemId,
    catalogue::{Exemption, Item, ItemEdited, ItemRefusal, OnlineDepth, Status},
    people::{Act, Desk},
};
use jiff::{Timestamp, civil::Date};
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
}

impl EditRefusal {
    /// The form's field.
    pub fn field(&self) -> &'static str {
        match self {
            Self::Visits | Self::Rule(ItemRefusal::VisitsAgainstDepth) => "onsite_visits",
            Self::Rule(ItemRefusal::ReasonMissing | ItemRefusal::Unchanged | ItemRefusal::PromisedTooLong(_)) => "why",
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
    standing.exempt_online = exemption(online);
    standing.exempt_publication = exemption(publication);
    standing.exempt_hall = exemption(hall);
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

fn exemption((reason, basis): &(String, String)) -> Option<Exemption> {
    let (reason, basis) = (reason.trim().to_owned(), basis.trim().to_owned());
    (!reason.is_empty() || !basis.is_empty()).then_some(Exemption { reason, basis, ..Exemption::default() })
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
        let item = rows::item(tx, &region, id)?.ok_or(Failure::NotFound)?;
        if item.version != form.version {
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

/// One version of an item as its history shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VersionLine {
    /// Which.
    pub version: i64,
    /// First day it holds.
    pub effective_on: Date,
    /// When it was entered.
    pub entered_at: Timestamp,
    /// Who made it by hand; empty for an import.
    pub actor: String,
    /// The reason given; empty for an import.
    pub why: String,
}

/// All versions of an item, newest first, with who made them and why.
pub fn history(bureau: &Bureau, desk: &Desk, id: ItemId) -> Result<Vec<VersionLine>, Failure<EditRefusal>> {
    bureau.may(desk, Act::CatalogueView)?;
    let region = bureau.region();
    Ok(bureau.db().read(|tx| {
        let events = journal::history(tx, region, &Stream::item(id))?;
        let made = |version: i64| {
            events.iter().find_map(|e| {
                let edited: ItemEdited = serde_json::from_value(e.facts.clone()).ok()?;
                (edited.version == version).then(|| (e.actor.clone(), edited.why))
            })
        };
        let versions = rows::item_history(tx, region, id)?;
        Ok(versions
            .into_iter()
            .map(|(item, entered_at)| {
                let (actor, why) = made(item.version).unwrap_or_default();
                VersionLine { version: item.version, effective_on: item.effective_on, entered_at, actor, why }
            })
            .collect())
    })?)
}

//! Profiles (指标口径) as data: looking at them, what a change would do to the figure, saving it as a new
//! version, choosing which one is in force.

use domain::{
    base::Region,
    indicators::{Figure, Indicator, Profile, ProfileChanged, ProfileFlaw},
    people::{Act, Desk, Stamp},
};
use jiff::Timestamp;
use store::{
    StoreError, Tx,
    indicators::{self as rows, Snapshot},
    journal::{self, Entry, Stream},
};

use super::{
    FrozenFigure, Moved, ProfileForm,
    figures::{figure_of, frozen_of},
    profile_form::profile_field,
    trend::{Side, changed_sides},
};
use crate::{Bureau, Failure, Never};

/// Why a profile is not saved.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ProfileRefusal {
    /// It cannot be used.
    #[error(transparent)]
    Flaw(#[from] ProfileFlaw),
    /// A new one under an id that is taken.
    #[error("口径编号“{0}”已经有了，请换一个")]
    Taken(String),
    /// An id belongs to one figure for ever.
    #[error("口径 {0} 是另一项指标的，请新建一个")]
    OtherIndicator(String),
    /// Nothing differs.
    #[error("内容与现在的版本相同，没有需要保存的")]
    Unchanged,
    /// No reason.
    #[error("请写一句为什么改，例如“按省局〔2024〕3号”")]
    ReasonMissing,
    /// It is in force already.
    #[error("这个口径已经在用")]
    InForce,
}

impl ProfileRefusal {
    /// The form's field.
    pub fn field(&self) -> &'static str {
        match self {
            Self::Flaw(flaw) => profile_field(flaw),
            Self::Taken(_) | Self::OtherIndicator(_) | Self::InForce => "id",
            Self::Unchanged | Self::ReasonMissing => "why",
        }
    }
}

/// All profiles, in the report's order; within a figure the one in force first.
pub fn profiles(bureau: &Bureau, desk: &Desk) -> Result<Vec<Profile>, Failure<Never>> {
    bureau.may(desk, Act::IndicatorView)?;
    let all = bureau.db().read(|tx| rows::all_profiles(tx, bureau.region()))?;
    Ok(all.into_iter().map(|(_, p)| p).collect())
}

/// Every profile of a figure with what it gives over the newest snapshot, the one in force first.
pub fn alternatives(
    bureau: &Bureau,
    desk: &Desk,
    indicator: Indicator,
) -> Result<Vec<(Profile, Option<Figure>)>, Failure<Never>> {
    bureau.may(desk, Act::IndicatorView)?;
    Ok(bureau.db().read(|tx| {
        let mut all = rows::all_profiles(tx, bureau.region())?;
        all.retain(|(i, _)| *i == indicator);
        let snapshot = rows::latest_snapshot(tx, bureau.region(), bureau.today())?;
        let mut out = Vec::new();
        for (_, profile) in all {
            let figure = match &snapshot {
                Some(snapshot) => Some(figure_by(tx, bureau, snapshot, indicator, &profile)?),
                None => None,
            };
            out.push((profile, figure));
        }
        Ok(out)
    })?)
}

/// The figure that a profile gives over a snapshot, beside the counties of then.
fn figure_by(
    tx: &mut Tx<'_>,
    bureau: &Bureau,
    snapshot: &Snapshot,
    indicator: Indicator,
    profile: &Profile,
) -> Result<Figure, StoreError> {
    let tally = rows::count(tx, bureau.region(), snapshot.id, indicator, profile)?;
    let city = match frozen_of(snapshot, indicator)? {
        Some(frozen) => frozen.field(),
        None => rows::city_figures(tx, bureau.region(), indicator)?,
    };
    figure_of(tx, bureau, snapshot, &FrozenFigure::new(profile.clone(), tally, city), tally)
}

/// What a change would do.
#[derive(Debug, Clone)]
pub struct ProfilePreview {
    /// What it is compared with: the profile as saved, or for a new one the profile in force.
    pub compared: Option<Profile>,
    /// The figure by that; `None` before the first snapshot.
    pub before: Option<Figure>,
    /// The figure by what was typed.
    pub after: Option<Figure>,
    /// Fields that differ: its word, before, after.
    pub differences: Vec<(&'static str, String, String)>,
    /// Rows that change sides.
    pub moved: Vec<Moved>,
}

/// Shows what a profile as typed would give over the newest snapshot. Nothing is saved.
pub fn propose(bureau: &Bureau, desk: &Desk, form: &ProfileForm) -> Result<ProfilePreview, Failure<ProfileRefusal>> {
    bureau.may(desk, Act::ProfileEdit)?;
    let typed = form.read().map_err(|flaw| Failure::Refused(flaw.into()))?;
    let all: Vec<Profile> = profiles_of(bureau)?;
    let saved = known(&all, &typed, form.version).map_err(Failure::Refused)?;
    let in_force = |p: &&Profile| p.indicator == typed.indicator && p.in_force;
    let compared = saved.or_else(|| all.iter().find(in_force)).cloned();
    let typed = Profile { in_force: saved.is_some_and(|p| p.in_force), ..typed.clone() };
    let differences = compared.as_ref().map(|c| c.differences(&typed)).unwrap_or_default();
    let mut preview = ProfilePreview { compared, before: None, after: None, differences, moved: Vec::new() };
    bureau.db().read(|tx| -> Result<(), StoreError> {
        let (Some(snapshot), Some(indicator)) =
            (rows::latest_snapshot(tx, bureau.region(), bureau.today())?, typed.of())
        else {
            return Ok(());
        };
        preview.after = Some(figure_by(tx, bureau, &snapshot, indicator, &typed)?);
        if let Some(compared) = preview.compared.clone() {
            preview.before = Some(figure_by(tx, bureau, &snapshot, indicator, &compared)?);
            let side = |profile: Profile| Side { snapshot: snapshot.id, profile };
            let sides = (&side(compared), &side(typed.clone()));
            preview.moved = changed_sides(tx, bureau, sides, indicator)?;
        }
        Ok(())
    })?;
    Ok(preview)
}

fn profiles_of(bureau: &Bureau) -> Result<Vec<Profile>, StoreError> {
    Ok(bureau.db().read(|tx| rows::all_profiles(tx, bureau.region()))?.into_iter().map(|(_, p)| p).collect())
}

/// The saved profile that a form is about; `None` for a new one.
fn known<'a>(all: &'a [Profile], typed: &Profile, version: i64) -> Result<Option<&'a Profile>, ProfileRefusal> {
    match (all.iter().find(|p| p.id == typed.id), version) {
        (None, _) => Ok(None),
        (Some(_), 0) => Err(ProfileRefusal::Taken(typed.id.clone())),
        (Some(p), _) if p.indicator != typed.indicator => Err(ProfileRefusal::OtherIndicator(typed.id.clone())),
        (Some(p), _) => Ok(Some(p)),
    }
}

/// Saves what was typed as a new version. A new profile is in force only where its figure had none.
/// Figures change with the next snapshot; those taken stay as they were counted.
pub fn save_profile(
    bureau: &Bureau,
    desk: &Desk,
    form: &ProfileForm,
    why: &str,
    key: Option<&str>,
) -> Result<i64, Failure<ProfileRefusal>> {
    let role = bureau.may(desk, Act::ProfileEdit)?;
    let typed = form.read().map_err(|flaw| Failure::Refused(flaw.into()))?;
    let why = reason(why)?;
    let (region, stamp, version) = (*bureau.region(), desk.stamp(bureau.now(), role), form.version);
    let command = bureau.command(desk, "profile.save", key, &(form, &why));
    let done = bureau.db().commit(command, move |tx| {
        let all: Vec<Profile> = rows::all_profiles(tx, &region)?.into_iter().map(|(_, p)| p).collect();
        let next = match known(&all, &typed, version).map_err(Failure::Refused)? {
            Some(saved) if saved.version != version => return Err(Failure::Stale),
            Some(saved) => Profile { version: version + 1, in_force: saved.in_force, ..typed.clone() },
            None if version != 0 => return Err(Failure::NotFound),
            None => {
                let alone = !all.iter().any(|p| p.indicator == typed.indicator && p.in_force);
                Profile { version: 1, in_force: alone, ..typed.clone() }
            }
        };
        let before = all.iter().find(|p| p.id == next.id);
        let fields = before.map(|b| b.differences(&next)).unwrap_or_default();
        if before.is_some() && fields.is_empty() {
            return Err(Failure::Refused(ProfileRefusal::Unchanged));
        }
        let event = ProfileChanged {
            id: next.id.clone(),
            indicator: next.indicator.clone(),
            version: next.version,
            why: why.clone(),
            fields: fields.into_iter().map(|(field, b, a)| format!("{field}：{b} → {a}")).collect(),
        };
        let head = journal::head(tx, &region, &Stream::county())?;
        let entry = Entry::new(Stream::county(), head, SAVED, &event).with(rows::profile_change(&region, &next));
        journal::append(tx, &region, &stamp, entry)?;
        Ok(next.version)
    })?;
    Ok(done.value)
}

const SAVED: &str = "indicators.profile_saved";
const PUT_IN_FORCE: &str = "indicators.profile_put_in_force";

fn reason(why: &str) -> Result<String, Failure<ProfileRefusal>> {
    match why.trim() {
        "" => Err(Failure::Refused(ProfileRefusal::ReasonMissing)),
        why => Ok(why.to_owned()),
    }
}

/// Takes a definition of a node above over in a transaction that is under way: saved as a version of its id and in force
/// from the next snapshot on; the one before stays as an alternative.
pub(crate) fn take_over(
    tx: &mut Tx<'_>,
    region: &Region,
    stamp: &Stamp,
    profile: &Profile,
    why: &str,
) -> Result<(), StoreError> {
    let all: Vec<Profile> = rows::all_profiles(tx, region)?.into_iter().map(|(_, p)| p).collect();
    let known = all.iter().find(|p| p.id == profile.id);
    let next = Profile { version: known.map_or(0, |p| p.version) + 1, in_force: true, ..profile.clone() };
    let fields = known.map(|k| k.differences(&next)).unwrap_or_default();
    if known.is_some_and(|k| k.in_force) && fields.is_empty() {
        return Ok(());
    }
    let others = all.iter().filter(|p| p.indicator == next.indicator && p.in_force && p.id != next.id);
    let after: Vec<Profile> = others
        .map(|p| Profile { in_force: false, version: p.version + 1, ..p.clone() })
        .chain([next.clone()])
        .collect();
    let event = ProfileChanged {
        id: next.id.clone(),
        indicator: next.indicator.clone(),
        version: next.version,
        why: why.to_owned(),
        fields: fields.into_iter().map(|(field, b, a)| format!("{field}：{b} → {a}")).collect(),
    };
    let head = journal::head(tx, region, &Stream::county())?;
    let entry = Entry::new(Stream::county(), head, SAVED, &event)
        .with_all(after.iter().map(|p| rows::profile_change(region, p)));
    journal::append(tx, region, stamp, entry).map(|_| ())
}

/// Makes a profile the one its figure is counted by from the next snapshot on; the one before stays as an
/// alternative.
pub fn put_in_force(
    bureau: &Bureau,
    desk: &Desk,
    id: &str,
    version: i64,
    why: &str,
    key: Option<&str>,
) -> Result<(), Failure<ProfileRefusal>> {
    let role = bureau.may(desk, Act::ProfileEdit)?;
    let why = reason(why)?;
    let (region, stamp, id) = (*bureau.region(), desk.stamp(bureau.now(), role), id.to_owned());
    let command = bureau.command(desk, "profile.force", key, &(&id, version, &why));
    bureau.db().commit(command, move |tx| {
        let all: Vec<Profile> = rows::all_profiles(tx, &region)?.into_iter().map(|(_, p)| p).collect();
        let chosen = all.iter().find(|p| p.id == id).ok_or(Failure::NotFound)?;
        if chosen.version != version {
            return Err(Failure::Stale);
        }
        if chosen.in_force {
            return Err(Failure::Refused(ProfileRefusal::InForce));
        }
        let others = all.iter().filter(|p| p.indicator == chosen.indicator && p.in_force);
        let after: Vec<Profile> = others
            .map(|p| Profile { in_force: false, version: p.version + 1, ..p.clone() })
            .chain([Profile { in_force: true, version: version + 1, ..chosen.clone() }])
            .collect();
        let event = ProfileChanged {
            id: id.clone(),
            indicator: chosen.indicator.clone(),
            version: version + 1,
            why: why.clone(),
            fields: vec!["是否启用：否 → 是".to_owned()],
        };
        let head = journal::head(tx, &region, &Stream::county())?;
        let entry = Entry::new(Stream::county(), head, PUT_IN_FORCE, &event)
            .with_all(after.iter().map(|p| rows::profile_change(&region, p)));
        journal::append(tx, &region, &stamp, entry)?;
        Ok(())
    })?;
    Ok(())
}

/// One change of a profile.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProfileChangeLine {
    /// Version that was made.
    pub version: i64,
    /// When.
    pub at: Timestamp,
    /// Who.
    pub actor: String,
    /// Why.
    pub why: String,
    /// `字段：前 → 后`.
    pub fields: Vec<String>,
}

/// How a profile came to be what it is, newest first. What it was opened with has no line.
pub fn profile_history(bureau: &Bureau, desk: &Desk, id: &str) -> Result<Vec<ProfileChangeLine>, Failure<Never>> {
    bureau.may(desk, Act::IndicatorView)?;
    let events = bureau.db().read(|tx| journal::history(tx, bureau.region(), &Stream::county()))?;
    let line = |e: journal::EventRow| {
        let changed: ProfileChanged = serde_json::from_value(e.facts).ok()?;
        (changed.id == id).then_some(ProfileChangeLine {
            version: changed.version,
            at: e.happened_at,
            actor: e.actor,
            why: changed.why,
            fields: changed.fields,
        })
    };
    let of_profiles = |e: &journal::EventRow| e.kind == SAVED || e.kind == PUT_IN_FORCE;
    Ok(events.into_iter().rev().filter(of_profiles).filter_map(line).collect())
}

/// Enters the profiles that this program ships for figures of which the county has none: those that an
/// earlier program did not know. Returns the figures.
pub fn announce_profiles(bureau: &Bureau) -> Result<Vec<Indicator>, StoreError> {
    let shipped = crate::base::shipped_profiles()
        .map_err(|e| StoreError::Corrupt { place: "profiles.json".into(), why: e.to_string() })?;
    let region = *bureau.region();
    let known = bureau.db().read(|tx| rows::all_profiles(tx, &region))?;
    let fresh: Vec<(Indicator, Profile)> = shipped
        .into_iter()
        .filter_map(|p| p.of().map(|i| (i, p)))
        .filter(|(i, p)| !known.iter().any(|(have, k)| have == i || k.id == p.id))
        .collect();
    if fresh.is_empty() {
        return Ok(Vec::new());
    }
    let figures: Vec<Indicator> = fresh.iter().map(|(i, _)| *i).collect();
    let names: Vec<&str> = figures.iter().map(|i| i.id()).collect();
    let (event, stamp) = (serde_json::json!({ "indicators": names }), Desk::system("程序").stamp(bureau.now(), None));
    bureau.db().write(move |tx| -> Result<(), StoreError> {
        let head = journal::head(tx, &region, &Stream::county())?;
        let entry = Entry::new(Stream::county(), head, "indicators.profiles_announced", &event)
            .with_all(fresh.iter().map(|(_, p)| rows::profile_change(&region, p)));
        journal::append(tx, &region, &stamp, entry).map(|_| ())
    })?;
    Ok(figures)
}

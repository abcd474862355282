//! The thresholds (监测口径): the county's newest version, or the shipped one; changed one number at a time, with the
//! reason.

use std::sync::LazyLock;

use domain::{
    oversight::detectors::{Detector, Profile, ProfileFlaw, ProfileSet},
    people::{Act, Desk},
};
use serde::Serialize;
use store::{
    StoreError, Tx,
    journal::{self, Entry, Stream},
    oversight as rows,
};

use crate::{Bureau, Failure, Never};

const DATA: &str = include_str!("../../../data/detectors.json");

static SHIPPED: LazyLock<Profile> =
    LazyLock::new(|| Profile::parse(DATA).expect("shipped with the program and read by a test"));

/// What holds now.
pub(in crate::oversight) fn profile(bureau: &Bureau, tx: &mut Tx<'_>) -> Result<Profile, StoreError> {
    let own = rows::detector_profile(tx, bureau.region())?;
    Ok(own.map_or_else(|| SHIPPED.clone(), |profile| profile.completed(&SHIPPED)))
}

/// The thresholds as they are, for whoever may see leads.
pub fn current_profile(bureau: &Bureau, desk: &Desk) -> Result<Profile, Failure<Never>> {
    bureau.may(desk, Act::LeadView)?;
    Ok(bureau.db().read(|tx| profile(bureau, tx))?)
}

/// What the form holds.
#[derive(Debug, Clone, Serialize)]
pub struct ThresholdForm {
    /// Version the page was made from.
    pub version: i64,
    /// Number or word of the detector.
    pub detector: String,
    /// Rows that must speak for a lead from now on.
    pub at_least: u32,
    /// Why.
    pub reason: String,
}

/// Why a threshold is not changed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ThresholdRefusal {
    /// No such detector.
    #[error("没有编号是“{0}”的监测项，请从 D1 到 D12、D3b 里选")]
    Detector(String),
    /// Nothing differs.
    #[error("起数与现在相同，没有需要保存的")]
    Unchanged,
    /// No reason.
    #[error("请写一句为什么改，例如“核实了 12 条，8 条是正常情形”")]
    ReasonMissing,
    /// The rule.
    #[error(transparent)]
    Flaw(#[from] ProfileFlaw),
}

/// Changes how many rows a lead of a detector needs; a new version of the whole. Returns its number.
pub fn set_threshold(
    bureau: &Bureau,
    desk: &Desk,
    form: &ThresholdForm,
    key: Option<&str>,
) -> Result<i64, Failure<ThresholdRefusal>> {
    let role = bureau.may(desk, Act::DetectorEdit)?;
    let refused = |why| Err(Failure::Refused(why));
    let Some(detector) = Detector::parse(&form.detector) else {
        return refused(ThresholdRefusal::Detector(form.detector.clone()));
    };
    let reason = form.reason.trim().to_owned();
    if reason.is_empty() {
        return refused(ThresholdRefusal::ReasonMissing);
    }
    let (now, region) = (bureau.now(), *bureau.region());
    let stamp = desk.stamp(now, role);
    let command = bureau.command(desk, "oversight.threshold", key, form);
    let (worker, form) = (bureau.clone(), form.clone());
    let done = bureau.db().commit(command, move |tx| -> Result<i64, Failure<ThresholdRefusal>> {
        let mut next = profile(&worker, tx)?;
        if next.version != form.version {
            return Err(Failure::Stale);
        }
        let before = next.setting(detector).at_least;
        if before == form.at_least {
            return Err(Failure::Refused(ThresholdRefusal::Unchanged));
        }
        next.version += 1;
        for setting in next.settings.iter_mut().filter(|s| s.detector == detector) {
            setting.at_least = form.at_least;
        }
        next.check().map_err(|flaw| Failure::Refused(flaw.into()))?;
        let event = ProfileSet {
            version: next.version,
            detector: detector.id().to_owned(),
            before,
            after: form.at_least,
            reason: reason.clone(),
        };
        let seq = journal::head(tx, &region, &Stream::detectors())?;
        let entry = Entry::new(Stream::detectors(), seq, "oversight.profile_set", &event)
            .with(rows::detector_profile_change(&region, &next, now));
        journal::append(tx, &region, &stamp, entry)?;
        Ok(next.version)
    })?;
    Ok(done.value)
}

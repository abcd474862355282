//! The county's plan of follow-up (回访方案): what ships until somebody changes it, and changing it.

use std::sync::LazyLock;

use domain::{
    base::Region,
    followup::{CountyPlan, PlanChanged, PlanFlaw},
    people::{Act, Desk},
};
use store::{
    StoreError, Tx, followup as rows,
    journal::{self, Entry, Stream},
};

use crate::{Bureau, Failure, Never};

const DATA: &str = include_str!("../../data/followup.json");

/// The plan that ships with the program.
static SHIPPED: LazyLock<CountyPlan> =
    LazyLock::new(|| serde_json::from_str(DATA).expect("shipped with the program and read by a test"));

/// The plan in force.
pub(super) fn in_force(tx: &mut Tx<'_>, region: &Region) -> Result<CountyPlan, StoreError> {
    Ok(rows::followup_plan(tx, region)?.unwrap_or_else(|| SHIPPED.clone()))
}

/// The plan of a version; 0 is the one that ships.
pub(super) fn at(tx: &mut Tx<'_>, region: &Region, version: i64) -> Result<CountyPlan, StoreError> {
    match version {
        0 => Ok(SHIPPED.clone()),
        _ => rows::followup_plan_at(tx, region, version)?.ok_or_else(|| StoreError::Corrupt {
            place: "followup_plan".into(),
            why: format!("没有第 {version} 版回访方案"),
        }),
    }
}

/// The plan as it is now, and the versions before it, the newest first.
pub fn plan(bureau: &Bureau, desk: &Desk) -> Result<(CountyPlan, Vec<CountyPlan>), Failure<Never>> {
    bureau.may(desk, Act::FollowupView)?;
    let region = bureau.region();
    Ok(bureau.db().read(|tx| {
        let mut all = rows::followup_plans(tx, region)?;
        all.push(SHIPPED.clone());
        let now = all.remove(0);
        Ok((now, all))
    })?)
}

/// Changes the plan, from the version that the page was made from. The same key has one effect; what changes nothing
/// leaves no event. Returns the version. A week that is promised already is drawn by the plan in force when it is drawn.
pub fn change_plan(
    bureau: &Bureau,
    desk: &Desk,
    new: &CountyPlan,
    key: Option<&str>,
) -> Result<i64, Failure<PlanFlaw>> {
    let role = bureau.may(desk, Act::FollowupPlan)?;
    new.check().map_err(Failure::Refused)?;
    let (region, stamp) = (*bureau.region(), desk.stamp(bureau.now(), role));
    let command = bureau.command(desk, "followup.plan", key, new);
    let new = new.clone();
    let done = bureau.db().commit(command, move |tx| -> Result<i64, Failure<PlanFlaw>> {
        let before = in_force(tx, &region)?;
        if before.version != new.version {
            return Err(Failure::Stale);
        }
        if before == new {
            return Ok(before.version);
        }
        let after = CountyPlan { version: before.version + 1, ..new.clone() };
        let event = PlanChanged { version: after.version, script: before.script != after.script };
        let stream = Stream::followup_plan();
        let head = journal::head(tx, &region, &stream)?;
        let entry = Entry::new(stream, head, "followup.plan_changed", &event).with(rows::plan_change(&region, &after));
        journal::append(tx, &region, &stamp, entry)?;
        Ok(after.version)
    })?;
    Ok(done.value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_plan_reads_can_be_kept_and_names_its_source() {
        assert_eq!(SHIPPED.check(), Ok(()));
        assert!(SHIPPED.source.contains("安阳") && SHIPPED.version == 0);
        assert_eq!(SHIPPED.script.questions.len(), 5);
    }
}

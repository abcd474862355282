//! What holds a gap up (堵点), as rows.

use domain::{
    base::Region,
    indicators::{Blocker, BlockerEntry, Indicator},
};
use jiff::Timestamp;

use crate::{
    journal::Change,
    seam::{StoreError, Tx, Val},
    vals,
};

/// Blockers on record towards one figure, by subject.
pub fn blockers(tx: &mut Tx<'_>, region: &Region, indicator: Indicator) -> Result<Vec<Blocker>, StoreError> {
    tx.rows(
        "SELECT subject, blocker, note, owner, planned_on, set_at, set_by FROM gap_blocker \
         WHERE region = $1 AND indicator = $2 ORDER BY subject",
        vals![region, indicator.id()],
    )?
    .iter()
    .map(|r| {
        Ok(Blocker {
            subject: r.text("subject")?,
            entry: BlockerEntry {
                blocker: r.text("blocker")?,
                note: r.text("note")?,
                owner: r.text("owner")?,
                planned_on: r.opt_date("planned_on")?,
            },
            set_at: r.text("set_at")?,
            set_by: r.text("set_by")?,
        })
    })
    .collect()
}

/// The after-image of a blocker.
pub fn blocker_change(
    region: &Region,
    indicator: Indicator,
    subject: &str,
    entry: &BlockerEntry,
    set: (Timestamp, &str),
) -> Change {
    let (at, by) = set;
    Change::put(
        "gap_blocker",
        vec![
            ("region", Val::from(region)),
            ("indicator", Val::from(indicator.id())),
            ("subject", Val::from(subject)),
            ("blocker", Val::from(&entry.blocker)),
            ("note", Val::from(&entry.note)),
            ("owner", Val::from(&entry.owner)),
            ("planned_on", Val::from(entry.planned_on)),
            ("set_at", Val::from(at)),
            ("set_by", Val::from(by)),
        ],
    )
}

/// Nothing holds it up any more.
pub fn blocker_gone(region: &Region, indicator: Indicator, subject: &str) -> Change {
    Change::remove(
        "gap_blocker",
        vec![("region", Val::from(region)), ("indicator", Val::from(indicator.id())), ("subject", Val::from(subject))],
    )
}

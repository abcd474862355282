//! Who helped with which case (帮办代办).

use domain::{
    base::{CaseId, DivisionCode, FileId, Region, StaffId},
    cases::{Assisted, AssistedLine},
};
use jiff::{Timestamp, civil::Date};

use crate::{
    journal::Change,
    seam::{Row, StoreError, Tx, Val, instant_text},
    vals,
};

fn station(r: &Row) -> Result<DivisionCode, StoreError> {
    DivisionCode::parse(&r.text("station_code")?)
        .map_err(|e| StoreError::corrupt("assisted_case.station_code", e.to_string()))
}

/// Who helped with a case; `None` = nobody.
pub fn assisted(tx: &mut Tx<'_>, region: &Region, case: CaseId) -> Result<Option<Assisted>, StoreError> {
    tx.row(
        "SELECT case_id, station_code, helper, consented_at, file_id FROM assisted_case \
         WHERE region = $1 AND case_id = $2",
        vals![region, case],
    )?
    .as_ref()
    .map(|r| {
        Ok(Assisted {
            case: CaseId::new(r.int("case_id")?),
            station: station(r)?,
            helper: StaffId::new(r.int("helper")?),
            sheet: FileId::new(r.int("file_id")?),
            at: r.instant("consented_at")?,
        })
    })
    .transpose()
}

/// The assisted cases that began on these days, both included, with how each stands.
pub fn assisted_lines(
    tx: &mut Tx<'_>,
    region: &Region,
    (from, to): (Date, Date),
) -> Result<Vec<AssistedLine>, StoreError> {
    let first = instant_text(domain::base::shanghai_midnight(from));
    let after = instant_text(domain::base::shanghai_midnight(to.tomorrow().unwrap_or(to)));
    tx.rows(
        "SELECT a.station_code AS station_code, a.helper AS helper, c.stage AS stage, c.completed_at AS completed_at \
         FROM assisted_case a JOIN service_case c ON c.region = a.region AND c.id = a.case_id \
         WHERE a.region = $1 AND a.consented_at >= $2 AND a.consented_at < $3 ORDER BY a.case_id",
        vals![region, first, after],
    )?
    .iter()
    .map(|r| {
        Ok(AssistedLine {
            station: station(r)?,
            helper: StaffId::new(r.int("helper")?),
            sent: r.text("stage")? != "draft",
            done: r.opt_text("completed_at")?.is_some(),
        })
    })
    .collect()
}

/// The cases that somebody helped with, the newest first, at most `limit`.
pub fn helped_cases(
    tx: &mut Tx<'_>,
    region: &Region,
    (helper, limit): (StaffId, i64),
) -> Result<Vec<(CaseId, Timestamp)>, StoreError> {
    tx.rows(
        "SELECT case_id, consented_at FROM assisted_case WHERE region = $1 AND helper = $2 \
         ORDER BY consented_at DESC, case_id DESC LIMIT $3",
        vals![region, helper, limit],
    )?
    .iter()
    .map(|r| Ok((CaseId::new(r.int("case_id")?), r.instant("consented_at")?)))
    .collect()
}

/// The after-image of who helped.
pub fn assisted_change(region: &Region, a: &Assisted) -> Change {
    Change::put(
        "assisted_case",
        vec![
            ("region", Val::from(region)),
            ("case_id", Val::from(a.case)),
            ("station_code", Val::from(&a.station)),
            ("helper", Val::from(a.helper)),
            // The sheet is the one way there is; others come with their word.
            ("consent", Val::from("sheet")),
            ("consented_at", Val::from(a.at)),
            ("file_id", Val::from(a.sheet)),
        ],
    )
}

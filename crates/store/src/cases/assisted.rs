//! Who helped with which case (帮办代办).

use domain::{
    base::{CaseId, DivisionCode, FileId, ItemId, Region, StaffId},
    cases::{Assisted, AssistedLine, Consent, ConsentCode},
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
        "SELECT case_id, station_code, helper, consent, consented_at, file_id FROM assisted_case \
         WHERE region = $1 AND case_id = $2",
        vals![region, case],
    )?
    .as_ref()
    .map(|r| {
        Ok(Assisted {
            case: CaseId::new(r.int("case_id")?),
            station: station(r)?,
            helper: StaffId::new(r.int("helper")?),
            consent: match (r.text("consent")?.as_str(), r.opt_int("file_id")?) {
                ("sheet", Some(id)) => Consent::Sheet(FileId::new(id)),
                ("sms_code", None) => Consent::Code,
                (_, _) => return Err(StoreError::corrupt("assisted_case.consent", "同意的方式没有读懂")),
            },
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
            ("consent", Val::from(a.consent.as_str())),
            ("consented_at", Val::from(a.at)),
            (
                "file_id",
                match a.consent {
                    Consent::Sheet(file) => Val::from(file),
                    Consent::Code => Val::from(None::<i64>),
                },
            ),
        ],
    )
}

/// What a code was sent for: from which helper, for which item, to which telephone (a keyed digest).
pub type CodeFor<'a> = (StaffId, ItemId, &'a str);

/// The newest code that was sent; `None` before the first.
pub fn consent_code(
    tx: &mut Tx<'_>,
    region: &Region,
    (helper, item, phone): CodeFor<'_>,
) -> Result<Option<ConsentCode>, StoreError> {
    tx.row(
        "SELECT digest, sent_at, until, wrong, used_by FROM consent_code \
         WHERE region = $1 AND helper = $2 AND item_id = $3 AND phone = $4",
        vals![region, helper, item, phone],
    )?
    .map(|r| {
        Ok(ConsentCode {
            digest: r.text("digest")?,
            sent_at: r.instant("sent_at")?,
            until: r.instant("until")?,
            wrong: r.num("wrong")?,
            used_by: r.opt_int("used_by")?.map(CaseId::new),
        })
    })
    .transpose()
}

/// Keeps a code in the place of the one before, or what became of it. Working state: it stands in no event.
pub fn keep_consent_code(
    tx: &mut Tx<'_>,
    region: &Region,
    (helper, item, phone): CodeFor<'_>,
    code: &ConsentCode,
) -> Result<(), StoreError> {
    tx.run(
        "INSERT INTO consent_code (region, helper, item_id, phone, digest, sent_at, until, wrong, used_by) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (region, helper, item_id, phone) DO UPDATE SET \
         digest = excluded.digest, sent_at = excluded.sent_at, until = excluded.until, wrong = excluded.wrong, \
         used_by = excluded.used_by",
        vals![region, helper, item, phone, &code.digest, code.sent_at, code.until, i64::from(code.wrong), code.used_by],
    )?;
    Ok(())
}

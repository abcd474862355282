//! Ratings for the province (好差评推送): the rows of some days in the field names of the exchange, without a person: who
//! rated is known there by the number of the case alone, and of an anonymous rating not even by that.

use std::collections::BTreeMap;

use domain::{
    people::{Act, Desk},
    reviews::{HandlingState, Provenance, Rater},
};
use jiff::civil::Date;
use store::{
    catalogue,
    reviews::{self as rows, HandlingRow, ReviewFilter, ReviewRow},
};

use super::view::held_to;
use crate::{Bureau, Failure, Never};

/// Names of the fields, as the exchange has them.
pub const PUSH_FIELDS: [&str; 11] = [
    "assessNumber",
    "projectNo",
    "taskCode",
    "serviceNumber",
    "satisfaction",
    "evalDetail",
    "pf",
    "assessTime",
    "isdefault",
    "effective",
    "sourceDevice",
];

/// A rating under the names of the exchange (domain §5.4). Nobody's name and no words, save those that the bureau made
/// public; an anonymous one names no case.
pub(crate) fn exchange_fields(
    row: &ReviewRow,
    of: Option<&HandlingRow>,
    item_code: &str,
) -> BTreeMap<&'static str, String> {
    let r = &row.review;
    let flag = |yes: bool| if yes { "1" } else { "0" }.to_owned();
    let options: Vec<String> = r.options.iter().map(u16::to_string).collect();
    // 0 none, 1 looked into, 2 granted, 3 turned down.
    let appealed = of.map(|of| match &of.handling.state {
        HandlingState::Appealed(_) => "1",
        HandlingState::SetAside(_) => "2",
        HandlingState::Verifying
        | HandlingState::Rectifying(_)
        | HandlingState::Rectified(..)
        | HandlingState::FedBack(..)
        | HandlingState::Closed(..) => {
            if of.handling.appeal_denied.is_some() {
                "3"
            } else {
                "0"
            }
        }
    });
    BTreeMap::from([
        ("assessNumber", row.id.to_string()),
        ("projectNo", if r.rater == Rater::Named { row.case_no.clone() } else { String::new() }),
        ("taskCode", item_code.to_owned()),
        ("serviceNumber", r.node.number().to_string()),
        ("satisfaction", r.again.unwrap_or(r.level).stars().to_string()),
        ("evalDetail", options.join(",")),
        ("pf", r.channel.label().to_owned()),
        ("assessTime", domain::base::shanghai_text(r.at)),
        ("isdefault", flag(r.provenance == Provenance::SystemDefault)),
        ("effective", flag(!r.set_aside)),
        ("sourceDevice", if r.provenance == Provenance::StaffDevice { "PJQ".to_owned() } else { String::new() }),
        (
            "writingEvaluation",
            of.and_then(|of| of.handling.published.as_ref()).map_or("", |p| p.words.as_str()).to_owned(),
        ),
        ("answerStatus", of.map(|of| of.handling.state.as_str()).unwrap_or_default().to_owned()),
        ("appealStatus", appealed.unwrap_or_default().to_owned()),
    ])
}

/// Rows of those days, the newest first, in the order of [`PUSH_FIELDS`].
pub fn push_rows(bureau: &Bureau, desk: &Desk, days: (Date, Date)) -> Result<Vec<[String; 11]>, Failure<Never>> {
    const MOST: i64 = 100_000;
    let Ok(own) = held_to(desk, Act::ReviewView)? else { return Ok(Vec::new()) };
    let filter = ReviewFilter { department: own, ..ReviewFilter::of_days(days) };
    Ok(bureau.db().read(|tx| {
        let mut out = Vec::new();
        for (row, _, _) in rows::review_lines(tx, bureau.region(), &filter, MOST)? {
            if row.import_key.is_some() {
                // It came from there.
                continue;
            }
            let code = catalogue::item(tx, bureau.region(), row.item)?.map(|i| i.content.code.to_string());
            let named = exchange_fields(&row, None, &code.unwrap_or_default());
            out.push(PUSH_FIELDS.map(|field| named.get(field).cloned().unwrap_or_default()));
        }
        Ok::<_, store::StoreError>(out)
    })?)
}

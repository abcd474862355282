//! Ratings for the province (好差评推送): the rows of some days in the field names of the exchange, without a person: who
//! rated is known there by the number of the case alone, and of an anonymous rating not even by that.

use domain::{
    people::{Act, Desk},
    reviews::{Provenance, Rater},
};
use jiff::civil::Date;
use store::{
    catalogue,
    reviews::{self as rows, ReviewFilter},
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
            let r = &row.review;
            let code = catalogue::item(tx, bureau.region(), row.item)?.map(|i| i.content.code.to_string());
            let options: Vec<String> = r.options.iter().map(u16::to_string).collect();
            let flag = |yes: bool| if yes { "1" } else { "0" }.to_owned();
            out.push([
                row.id.to_string(),
                if r.rater == Rater::Named { row.case_no.clone() } else { String::new() },
                code.unwrap_or_default(),
                r.node.number().to_string(),
                r.again.unwrap_or(r.level).stars().to_string(),
                options.join(","),
                r.channel.label().to_owned(),
                domain::base::shanghai_text(r.at),
                flag(r.provenance == Provenance::SystemDefault),
                flag(!r.set_aside),
                if r.provenance == Provenance::StaffDevice { "PJQ".to_owned() } else { String::new() },
            ]);
        }
        Ok::<_, store::StoreError>(out)
    })?)
}

//! What applicants ticked (勾选的选项), for the detectors: ratings without names and without words.

use std::collections::BTreeMap;

use domain::{
    base::{CaseId, ImportId, ReviewId, shanghai_day},
    people::{Act, Desk},
    reviews::Provenance,
};
use jiff::civil::Date;
use store::{
    StoreError, Tx,
    reviews::{self as rows, ImportedRow, ReviewFilter},
};

use super::rules::Editions;
use crate::Bureau;

/// Where a rating stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TickedIn {
    /// In this program, by the applicant.
    Own(ReviewId),
    /// In a file of another system, which does not say who made it.
    Imported(ImportId, u32),
}

/// One rating, without whoever gave it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Ticked {
    /// Which.
    pub(crate) of: TickedIn,
    /// The case.
    pub(crate) case: CaseId,
    /// Its day.
    pub(crate) on: Date,
    /// Codes; some at least.
    pub(crate) options: Vec<u16>,
    /// Their words, as they stood on its day.
    pub(crate) words: Vec<String>,
}

/// Ratings of the days, both counted, in which something was ticked: the applicants' own, and those of other systems as
/// far as they are about a case of the hall and were not made by a system or on a device of the staff. Who ticked nothing
/// says nothing of where it was handed in. What was set aside after an appeal, or holds no more where it came from, is left
/// out. `None` where the desk may see no ratings.
pub(crate) fn ticked(
    bureau: &Bureau,
    tx: &mut Tx<'_>,
    desk: &Desk,
    days: (Date, Date),
) -> Result<Option<Vec<Ticked>>, StoreError> {
    if bureau.may(desk, Act::ReviewView).is_err() {
        return Ok(None);
    }
    let editions = Editions::load(tx, bureau.region())?;
    let found = rows::review_lines(tx, bureau.region(), &ReviewFilter::of_days(days), i64::MAX)?;
    let own = found
        .into_iter()
        .map(|(row, _, _)| row)
        .filter(|row| row.review.provenance.is_own() && !row.review.set_aside && !row.review.options.is_empty());
    let own = own.map(|row| {
        let on = shanghai_day(row.review.at);
        let words = editions.on(on).ticked(&row.review.options);
        Ticked { of: TickedIn::Own(row.id), case: row.review.case, on, words, options: row.review.options }
    });
    let brought = rows::imported_rows(tx, bureau.region(), (days, None), i64::MAX)?;
    Ok(Some(own.chain(imported(brought, &editions)).collect()))
}

/// Those that somebody ticked. Several of the best level in one second with the same options and without words look as
/// though software had written them: they would hide what applicants say.
fn imported(rows: Vec<ImportedRow>, editions: &Editions) -> Vec<Ticked> {
    let is_plain = |r: &ImportedRow| r.stars == 5 && r.words_mark.is_none();
    let mut same: BTreeMap<(i64, Vec<u16>), u32> = BTreeMap::new();
    for r in rows.iter().filter(|r| is_plain(r)) {
        *same.entry((r.at.as_second(), r.options.clone())).or_default() += 1;
    }
    let by_software = |r: &ImportedRow| {
        is_plain(r) && same.get(&(r.at.as_second(), r.options.clone())).is_some_and(|times| *times > 1)
    };
    let mut out = Vec::new();
    for r in rows {
        let counts = r.provenance == Provenance::Import && r.in_force && !r.options.is_empty() && !by_software(&r);
        if let Some(case) = r.case.filter(|_| counts) {
            let of = TickedIn::Imported(r.import, r.row);
            let words = editions.on(r.on).ticked(&r.options);
            out.push(Ticked { of, case: CaseId::new(case), on: r.on, words, options: r.options });
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use domain::reviews::{ReviewChannel, ServiceNode};
    use jiff::{SignedDuration, Timestamp, civil::date};

    use super::*;

    fn row(n: u32, stars: u8, options: &[u16]) -> ImportedRow {
        ImportedRow {
            import: ImportId::new(3),
            row: n,
            key: n.to_string(),
            case_no: "2026-1120-03-0001".into(),
            case: Some(i64::from(n)),
            node: ServiceNode::Completion,
            stars,
            options: options.to_vec(),
            words_mark: None,
            provenance: Provenance::Import,
            channel: ReviewChannel::Web,
            at: Timestamp::UNIX_EPOCH + SignedDuration::from_secs(i64::from(n)),
            on: date(2026, 11, 20),
            department: 1,
            item: 1,
            window: None,
            staff: None,
            in_force: true,
        }
    }

    #[test]
    fn of_imported_ratings_those_that_somebody_ticked_are_heard() {
        let same = Timestamp::UNIX_EPOCH;
        let rows = vec![
            row(2, 1, &[113]),
            ImportedRow { at: same, ..row(3, 5, &[510, 517]) },
            ImportedRow { at: same, ..row(4, 5, &[510, 517]) },
            ImportedRow { at: same, words_mark: Some("有".into()), ..row(5, 5, &[510, 517]) },
            row(6, 5, &[510]),
            row(7, 3, &[]),
            ImportedRow { case: None, ..row(8, 1, &[113]) },
            ImportedRow { in_force: false, ..row(9, 1, &[113]) },
            ImportedRow { provenance: Provenance::SystemDefault, ..row(10, 5, &[510]) },
            ImportedRow { provenance: Provenance::StaffDevice, ..row(11, 1, &[113]) },
        ];
        let heard: Vec<TickedIn> = imported(rows, &Editions::default()).into_iter().map(|t| t.of).collect();
        assert_eq!(heard, [2, 5, 6].map(|n| TickedIn::Imported(ImportId::new(3), n)));
    }
}

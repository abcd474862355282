//! D5 先出证后受理: a result that is older than the acceptance of its case.

use jiff::civil::Date;

use super::{
    Detector, Evidence, Outcome, Profile, Row, Subject,
    share::{Mark, Question, by_share},
};
use crate::base::{CaseId, DepartmentId, ItemId, date_text_with_year};

/// A case with the day of its result: on the certificate, or in the list of decisions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ResultDay {
    /// Case.
    pub case: CaseId,
    /// The line in which the day stands, where it is not the case's own certificate.
    pub row: Option<Row>,
    /// Item.
    pub item: ItemId,
    /// Department.
    pub department: DepartmentId,
    /// 受理日.
    pub accepted_on: Date,
    /// 决定日 or 发证日.
    pub result_on: Date,
}

/// Looks, item by item.
#[must_use]
pub fn early_result(results: &[ResultDay], profile: &Profile) -> Outcome {
    let marks = results.iter().map(|r| Mark {
        subject: Subject::Item(r.item),
        item: Some(r.item),
        department: Some(r.department),
        evidence: (r.result_on < r.accepted_on).then(|| Evidence {
            row: r.row.clone().unwrap_or(Row::Case(r.case)),
            says: format!("{} 出结果，{} 才受理", date_text_with_year(r.result_on), date_text_with_year(r.accepted_on)),
        }),
    });
    let finding = |part, whole| format!("{whole} 件有结果日期的办件中有 {part} 件结果早于受理");
    let nothing = "这段时间的办件没有证照或决定书的日期";
    by_share(&Question { detector: Detector::EarlyResult, profile, finding: &finding, nothing }, marks)
}

//! The text of events of imported cases, frozen like every other.

use domain::{
    base::{DepartmentId, ItemId},
    cases::{CaseImported, CasesImported, Foreign},
};
use store::{
    cases::case_change,
    journal::{Entry, Stream},
};
use testkit::{accepted_case, region};

use super::{golden::frozen, house::sealed_fields};

#[test]
fn a_case_of_elsewhere_and_its_import() {
    let mut case = accepted_case(7, ItemId::new(5), DepartmentId::new(1));
    case.foreign = Some(Foreign { no: "P-7".into(), source: "省级平台".into() });
    let event = CaseImported {
        case_no: case.no.to_string(),
        item_code: "A-1".into(),
        item_version: 1,
        foreign_no: "P-7".into(),
        foreign_source: "省级平台".into(),
    };
    let entry = Entry::new(Stream::case(case.id), 0, "case.imported", &event);
    frozen("case_imported", &entry.with(case_change(&region(), &case, &sealed_fields())));
    let event = CasesImported {
        file_name: "办件导出.csv".into(),
        file_digest: "ab".into(),
        source: "省级平台".into(),
        rows: 4,
        added: 1,
        moved: 1,
        unchanged: 1,
        refused: 1,
    };
    frozen("cases_imported", &Entry::new(Stream::case_imports(), 0, "cases.imported", &event));
}

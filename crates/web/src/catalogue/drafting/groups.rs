//! The guide as groups of fields (编辑分组): which column stands where and what it is filled with. A column has one
//! field, and its id is the one that the quality list links to.

use std::collections::BTreeMap;

use domain::{
    catalogue::{CaseKind, Column, Finding, ItemType, OnlineDepth, field_anchor},
    people::Department,
};

use super::{
    DraftGroup,
    field::{DraftField, Filling, picks},
};
use crate::door::Posted;

/// Heading, anchor and columns of every group.
const GROUPS: &[(&str, &str, &[Column])] = &[
    (
        "基本信息",
        "identity",
        &[
            Column::Department,
            Column::ItemType,
            Column::Name,
            Column::MainName,
            Column::Code,
            Column::Replaces,
            Column::BaseCode,
            Column::ImplCode,
            Column::LocalCode,
            Column::Division,
            Column::ExerciseLevel,
            Column::AgencyKind,
            Column::PowerSource,
            Column::DelegatedTo,
            Column::JointAgencies,
            Column::Intermediary,
            Column::Clients,
            Column::Aliases,
        ],
    ),
    (
        "时限和流程",
        "limits",
        &[
            Column::CaseKind,
            Column::ApprovalMode,
            Column::StatutoryLimit,
            Column::PromisedLimit,
            Column::StatutoryNote,
            Column::PromisedNote,
            Column::SpecialProcedures,
            Column::CompletionKind,
            Column::Flow,
            Column::Quota,
        ],
    ),
    (
        "网上办理",
        "online",
        &[
            Column::OnlineDepth,
            Column::OnsiteVisits,
            Column::OnsiteReason,
            Column::Online,
            Column::Published,
            Column::OnlineAddress,
            Column::MobileAddress,
            Column::Mail,
            Column::Bookable,
            Column::Kiosk,
            Column::OnlinePayment,
        ],
    ),
    (
        "大厅办理",
        "hall",
        &[
            Column::Resident,
            Column::WindowDecidable,
            Column::Exemption,
            Column::HandlingForms,
            Column::CrossRegionScope,
            Column::Place,
            Column::OpeningHours,
            Column::Consult,
            Column::Complaint,
        ],
    ),
    (
        "依据、条件和结果",
        "conditions",
        &[
            Column::LegalBasis,
            Column::AcceptanceConditions,
            Column::Fee,
            Column::ResultKind,
            Column::ResultName,
            Column::ResultSample,
        ],
    ),
    ("分类", "themes", &[Column::PersonThemes, Column::OrgThemes, Column::LifeEvents]),
];

/// Columns that have a field of the form.
pub(super) fn columns() -> impl Iterator<Item = Column> {
    GROUPS.iter().flat_map(|(_, _, columns)| columns.iter().copied())
}

/// The cells that a form carried.
pub(super) fn typed(form: &Posted) -> BTreeMap<Column, String> {
    columns()
        .filter_map(|column| {
            let sent = form.all(&field_anchor(column)).into_iter().next()?;
            Some((column, sent.replace("\r\n", "\n")))
        })
        .collect()
}

/// The fields with what stands in them. `findings` are of the version in force.
pub(super) fn groups(
    cells: &BTreeMap<Column, String>,
    findings: &[Finding],
    departments: &[Department],
) -> Vec<DraftGroup> {
    GROUPS
        .iter()
        .map(|(label, anchor, columns)| DraftGroup {
            label: (*label).to_owned(),
            anchor: (*anchor).to_owned(),
            fields: columns
                .iter()
                .map(|column| field(*column, cells.get(column).map_or("", String::as_str), findings, departments))
                .collect(),
        })
        .collect()
}

fn field(column: Column, value: &str, findings: &[Finding], departments: &[Department]) -> DraftField {
    let of_this = |f: &&Finding| f.field == column;
    DraftField {
        hint: hint(column).to_owned(),
        findings: findings.iter().filter(of_this).map(|f| f.sentence.clone()).collect(),
        ..DraftField::new(field_anchor(column), column.label(), value, filling(column, value, departments))
    }
}

/// How a column is filled in. Whatever is no list and no long text is a line.
fn filling(column: Column, value: &str, departments: &[Department]) -> Filling {
    const FLAGS: &[Column] = &[
        Column::Online,
        Column::Mail,
        Column::Bookable,
        Column::Kiosk,
        Column::OnlinePayment,
        Column::Published,
        Column::Resident,
        Column::WindowDecidable,
    ];
    const LONG: &[Column] = &[
        Column::OnsiteReason,
        Column::StatutoryNote,
        Column::PromisedNote,
        Column::Flow,
        Column::Quota,
        Column::Place,
        Column::OpeningHours,
        Column::Consult,
        Column::Complaint,
        Column::LegalBasis,
        Column::AcceptanceConditions,
        Column::ResultSample,
    ];
    if FLAGS.contains(&column) {
        return picks(&[("", "未知"), ("是", "是"), ("否", "否")], value);
    }
    if LONG.contains(&column) {
        return Filling::Lines;
    }
    if column == Column::Department {
        let names = departments.iter().map(|d| (d.name.as_str(), d.name.as_str()));
        return picks(&[("", "请选择")].into_iter().chain(names).collect::<Vec<_>>(), value);
    }
    if column == Column::ItemType {
        let types = ItemType::list().iter().map(|(_, label)| (*label, *label));
        return picks(&[("", "请选择")].into_iter().chain(types).collect::<Vec<_>>(), value);
    }
    if column == Column::OnlineDepth {
        let depths = (1..=4).filter_map(OnlineDepth::from_number).map(|d| (d.label(), d.label()));
        return picks(&[("", "未知")].into_iter().chain(depths).collect::<Vec<_>>(), value);
    }
    if column == Column::CaseKind {
        let kinds = CaseKind::ALL.iter().map(|k| (k.label(), k.label()));
        return picks(&[("", "未知")].into_iter().chain(kinds).collect::<Vec<_>>(), value);
    }
    Filling::Line
}

fn hint(column: Column) -> &'static str {
    const HINTS: &[(Column, &str)] = &[
        (Column::Code, "改了编码的，把原来的写进“原编码”"),
        (Column::Clients, "自然人、企业法人等，用顿号隔开"),
        (Column::Aliases, "群众平常的叫法，用顿号隔开"),
        (Column::StatutoryLimit, "如 20个工作日、1个月、即办"),
        (Column::PromisedLimit, "不能长于法定时限"),
        (Column::OnsiteVisits, "不知道就留空，按“未知”计"),
        (Column::Exemption, "不进驻的写“理由；批准依据”"),
        (Column::Fee, "是或否，可以在括号里写一句说明"),
        (Column::PersonThemes, "用顿号隔开"),
        (Column::OrgThemes, "用顿号隔开"),
        (Column::LifeEvents, "如 出生、入学、就业，用顿号隔开"),
    ];
    HINTS.iter().find(|(c, _)| *c == column).map_or("", |(_, hint)| hint)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_column_has_one_field_or_is_said_elsewhere() {
        // Sheets of their own, the day and the status of a version, and what follows from something else.
        let elsewhere = [
            Column::Materials,
            Column::Faqs,
            Column::FeeStandard,
            Column::FeeBasis,
            Column::EffectiveOn,
            Column::Status,
            Column::DepartmentCode,
            Column::OnApplication,
            Column::StatutoryLimitUnit,
            Column::PromisedLimitUnit,
        ];
        let mut all: Vec<Column> = columns().chain(elsewhere).collect();
        assert_eq!(all.len(), Column::ALL.len());
        all.sort_unstable();
        all.dedup();
        assert_eq!(
            all,
            Column::ALL.iter().copied().collect::<std::collections::BTreeSet<_>>().into_iter().collect::<Vec<_>>()
        );
    }
}

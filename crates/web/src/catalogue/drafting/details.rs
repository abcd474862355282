//! Materials, fees, steps and questions in the form (明细): a row is a group of fields, another row is asked for with a
//! button, and a row whose box 删除 is ticked is gone.

use domain::catalogue::{Column, DetailCells, DetailColumn, DetailSheet, Finding, RawDetails, field_anchor};
use services::catalogue::DetailEdit;

use super::{
    DraftRow, DraftSheet,
    field::{DraftField, Filling, picks},
};
use crate::door::Posted;

/// More rows than any guide has; a form that claims more is cut.
const MOST: usize = 300;

/// Word of a sheet in names and addresses.
fn word(sheet: DetailSheet) -> &'static str {
    match sheet {
        DetailSheet::Materials => "materials",
        DetailSheet::Fees => "fees",
        DetailSheet::Steps => "steps",
        DetailSheet::Faqs => "faqs",
    }
}

/// Anchors that links from other pages know; the first is the section's id, the others stand inside.
fn anchors(sheet: DetailSheet) -> Vec<String> {
    match sheet {
        DetailSheet::Materials => vec![field_anchor(Column::Materials)],
        DetailSheet::Fees => vec![field_anchor(Column::FeeStandard), field_anchor(Column::FeeBasis)],
        DetailSheet::Steps => vec!["field-steps".into()],
        DetailSheet::Faqs => vec![field_anchor(Column::Faqs)],
    }
}

fn name(sheet: DetailSheet, row: usize, column: usize) -> String {
    format!("{}-{row}-{column}", word(sheet))
}

/// The sheet whose button for another row was pressed.
pub(super) fn wants_row(act: &str) -> Option<DetailSheet> {
    let wanted = act.strip_prefix("add-")?;
    DetailSheet::ALL.into_iter().find(|s| word(*s) == wanted)
}

/// The rows that a form carried, without those ticked off and without blank ones.
pub(super) fn typed(form: &Posted) -> RawDetails {
    let mut out = RawDetails::default();
    for sheet in DetailSheet::ALL {
        let many = form.number::<usize>(&format!("{}-rows", word(sheet))).unwrap_or(0).min(MOST);
        for row in 0..many {
            if form.text(&format!("{}-{row}-drop", word(sheet))) == "1" {
                continue;
            }
            let cells: DetailCells = sheet
                .columns()
                .iter()
                .enumerate()
                .map(|(n, column)| (*column, form.text(&name(sheet, row, n)).trim().replace("\r\n", "\n")))
                .filter(|(_, text)| !text.is_empty())
                .collect();
            // A row that was asked for and left alone carries what its lists stand on.
            if cells.keys().any(|column| !is_list(*column)) {
                out.rows_mut(sheet).push(cells);
            }
        }
    }
    out
}

/// Every sheet replaces what was there: the form shows all of them.
pub(super) fn edit_of(details: &RawDetails) -> DetailEdit {
    DetailEdit {
        materials: Some(details.materials.clone()),
        fees: Some(details.fees.clone()),
        steps: Some(details.steps.clone()),
        faqs: Some(details.faqs.clone()),
    }
}

/// The sheets as they are shown; `more` gets a blank row at its end.
pub(super) fn sheets(details: &RawDetails, findings: &[Finding], more: Option<DetailSheet>) -> Vec<DraftSheet> {
    DetailSheet::ALL
        .into_iter()
        .map(|sheet| {
            let mut rows = details.rows(sheet).clone();
            if more == Some(sheet) {
                rows.push(DetailCells::new());
            }
            let anchors = anchors(sheet);
            let told = |f: &&Finding| anchors.contains(&field_anchor(f.field));
            DraftSheet {
                word: word(sheet).to_owned(),
                label: sheet.label().to_owned(),
                findings: findings.iter().filter(told).map(|f| f.sentence.clone()).collect(),
                anchor: anchors[0].clone(),
                inner: anchors[1..].to_vec(),
                problem: None,
                rows: rows.iter().enumerate().map(|(n, cells)| row(sheet, n, cells)).collect(),
            }
        })
        .collect()
}

/// Columns that are picked from a list.
fn is_list(column: DetailColumn) -> bool {
    [DetailColumn::Need, DetailColumn::Origin, DetailColumn::FeeReducible, DetailColumn::StepSpecial].contains(&column)
}

/// Columns of a material that most guides leave blank stand folded.
fn is_rare(column: DetailColumn) -> bool {
    [
        DetailColumn::SourceNote,
        DetailColumn::Paper,
        DetailColumn::Notice,
        DetailColumn::Standard,
        DetailColumn::Basis,
        DetailColumn::BlankForm,
        DetailColumn::SampleForm,
    ]
    .contains(&column)
}

fn row(sheet: DetailSheet, at: usize, cells: &DetailCells) -> DraftRow {
    let mut out = DraftRow {
        legend: format!("{} {}", sheet.label(), at + 1),
        drop: format!("{}-{at}-drop", word(sheet)),
        fields: Vec::new(),
        rare: Vec::new(),
    };
    for (n, column) in sheet.columns().iter().enumerate() {
        let value = cells.get(column).cloned().unwrap_or_default();
        let filling = filling(*column, &value);
        let field = DraftField::new(name(sheet, at, n), column.label(), value, filling);
        if is_rare(*column) { out.rare.push(field) } else { out.fields.push(field) }
    }
    out
}

fn filling(column: DetailColumn, value: &str) -> Filling {
    let long = [
        DetailColumn::Notice,
        DetailColumn::Standard,
        DetailColumn::StepCriterion,
        DetailColumn::Question,
        DetailColumn::Answer,
        DetailColumn::FeeStandard,
    ];
    if column == DetailColumn::Need {
        // A blank one reads as required.
        picks(
            &[("必要", "必要"), ("非必要", "非必要"), ("容缺后补", "容缺后补")],
            if value.is_empty() { "必要" } else { value },
        )
    } else if column == DetailColumn::Origin {
        let origins = [("自备", "自备"), ("部门核发", "部门核发"), ("中介出具", "中介出具")];
        picks(&origins, if value.is_empty() { "自备" } else { value })
    } else if is_list(column) {
        picks(&[("", "未知"), ("是", "是"), ("否", "否")], value)
    } else if long.contains(&column) {
        Filling::Lines
    } else {
        Filling::Line
    }
}

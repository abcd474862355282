//! Templates as the office left them; the ones that ship stand in for those never changed.

use domain::{
    base::Region,
    reports::{ReportKind, Template},
};

use crate::{
    journal::Change,
    seam::{Row, StoreError, Tx, Val},
    vals,
};

fn read(row: &Row) -> Result<Template, StoreError> {
    row.json("body")
}

/// The template of a paper, if the office has changed it.
pub fn template(tx: &mut Tx<'_>, region: &Region, kind: ReportKind) -> Result<Option<Template>, StoreError> {
    tx.row("SELECT body FROM report_template WHERE region = $1 AND id = $2", vals![region, kind.as_str()])?
        .as_ref()
        .map(read)
        .transpose()
}

/// All templates that the office has changed.
pub fn templates(tx: &mut Tx<'_>, region: &Region) -> Result<Vec<Template>, StoreError> {
    tx.rows("SELECT body FROM report_template WHERE region = $1 ORDER BY id", vals![region])?.iter().map(read).collect()
}

/// The after-image of a template.
pub fn template_change(region: &Region, template: &Template) -> Change {
    Change::put(
        "report_template",
        vec![
            ("region", Val::from(region)),
            ("id", Val::from(template.kind.as_str())),
            ("version", Val::from(template.version)),
            ("body", Val::from(serde_json::json!(template).to_string())),
        ],
    )
}

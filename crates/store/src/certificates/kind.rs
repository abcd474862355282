//! Kinds of certificates (证照类型).

use domain::{
    base::{CertificateKindId, DepartmentId, Region, Uscc},
    certificates::{CertificateKind, Making, NumberForm, TypeCode},
};

use crate::{
    journal::Change,
    seam::{Row, StoreError, Tx, Val},
    vals,
};

const COLUMNS: &str =
    "id, version, name, department_id, type_code, issuer, number_form, valid_months, stands_for, in_use";

fn corrupt(why: impl Into<String>) -> StoreError {
    StoreError::corrupt("certificate_kind", why)
}

fn making(row: &Row) -> Result<Option<Making>, StoreError> {
    let valid_months = row.opt_num("valid_months")?;
    match (row.opt_text("type_code")?, row.opt_text("issuer")?, row.opt_text("number_form")?) {
        (None, None, None) if valid_months.is_none() => Ok(None),
        (Some(of), Some(issuer), Some(form)) => Ok(Some(Making {
            type_code: TypeCode::parse(&of).map_err(|e| corrupt(e.to_string()))?,
            issuer: Uscc::parse(&issuer).map_err(|e| corrupt(e.to_string()))?,
            number_form: NumberForm::parse(&form).map_err(|e| corrupt(e.to_string()))?,
            valid_months,
        })),
        (_, _, _) => Err(corrupt("类型代码、颁发机构、编号样式不齐")),
    }
}

fn read(row: &Row) -> Result<CertificateKind, StoreError> {
    Ok(CertificateKind {
        id: CertificateKindId::new(row.int("id")?),
        version: row.int("version")?,
        name: row.text("name")?,
        department: row.opt_int("department_id")?.map(DepartmentId::new),
        making: making(row)?,
        stands_for: row.json("stands_for")?,
        in_use: row.flag("in_use")?,
    })
}

/// All kinds, by name.
pub fn kinds(tx: &mut Tx<'_>, region: &Region) -> Result<Vec<CertificateKind>, StoreError> {
    tx.rows(&format!("SELECT {COLUMNS} FROM certificate_kind WHERE region = $1 ORDER BY name"), vals![region])?
        .iter()
        .map(read)
        .collect()
}

/// One kind.
pub fn kind(tx: &mut Tx<'_>, region: &Region, id: CertificateKindId) -> Result<Option<CertificateKind>, StoreError> {
    tx.row(&format!("SELECT {COLUMNS} FROM certificate_kind WHERE region = $1 AND id = $2"), vals![region, id])?
        .as_ref()
        .map(read)
        .transpose()
}

/// The kind of this very name.
pub fn kind_by_name(tx: &mut Tx<'_>, region: &Region, name: &str) -> Result<Option<CertificateKind>, StoreError> {
    tx.row(&format!("SELECT {COLUMNS} FROM certificate_kind WHERE region = $1 AND name = $2"), vals![region, name])?
        .as_ref()
        .map(read)
        .transpose()
}

/// The after-image of a kind.
pub fn kind_change(region: &Region, k: &CertificateKind) -> Change {
    let making = k.making.as_ref();
    Change::put(
        "certificate_kind",
        vec![
            ("region", Val::from(region)),
            ("id", Val::from(k.id)),
            ("version", Val::from(k.version)),
            ("name", Val::from(&k.name)),
            ("department_id", Val::from(k.department)),
            ("type_code", Val::from(making.map(|m| m.type_code.as_str()))),
            ("issuer", Val::from(making.map(|m| m.issuer.as_str()))),
            ("number_form", Val::from(making.map(|m| m.number_form.as_str()))),
            ("valid_months", Val::from(making.and_then(|m| m.valid_months))),
            ("stands_for", Val::from(serde_json::json!(k.stands_for).to_string())),
            ("in_use", Val::from(k.in_use)),
        ],
    )
}

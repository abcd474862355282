//! Kinds of certificates (证照类型): the county's own list, kept by the catalogue's editor. A kind that is made here has
//! its type code, issuer and form of number; every kind says which materials it stands for.

use serde::{Deserialize, Serialize};

use super::{NumberForm, Refusal, TypeCode, refusal::name};
use crate::base::{CertificateKindId, DepartmentId, Uscc, fold_name};

/// How a kind is made here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Making {
    /// 证照类型代码.
    pub type_code: TypeCode,
    /// 颁发机构的统一社会信用代码.
    pub issuer: Uscc,
    /// Form of its numbers.
    pub number_form: NumberForm,
    /// How long it counts, in months; `None` = 长期.
    pub valid_months: Option<u16>,
}

/// One kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CertificateKind {
    /// Id.
    pub id: CertificateKindId,
    /// Expected version for the next change.
    pub version: i64,
    /// 证照名称, as results and materials are called.
    pub name: String,
    /// Department that gives it out here.
    pub department: Option<DepartmentId>,
    /// How it is made; `None` where it is only registered from elsewhere.
    pub making: Option<Making>,
    /// Names of materials that it stands for besides its own.
    pub stands_for: Vec<String>,
    /// Still given out and taken.
    pub in_use: bool,
}

impl CertificateKind {
    /// Whether a material of this name is this certificate.
    #[must_use]
    pub fn is_named(&self, material: &str) -> bool {
        let wanted = fold_name(material);
        fold_name(&self.name) == wanted || self.stands_for.iter().any(|n| fold_name(n) == wanted)
    }
}

/// What the form holds, as typed. Without type code the kind is only registered from elsewhere.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct KindForm {
    /// 证照名称.
    pub name: String,
    /// Department.
    pub department: Option<i64>,
    /// 证照类型代码; blank = not made here.
    pub type_code: String,
    /// Issuer's credit code.
    pub issuer: String,
    /// Form of numbers.
    pub number_form: String,
    /// Months; blank = 长期.
    pub valid_months: String,
    /// Names of materials, one a line.
    pub stands_for: String,
    /// Still in use.
    pub in_use: bool,
}

/// Checks a kind, new or changed; `version` is the one it had, 0 for a new one.
///
/// # Errors
/// Each flaw as a [`Refusal`]; the first one.
pub fn save_kind(
    id: CertificateKindId,
    version: i64,
    form: &KindForm,
) -> Result<(CertificateKind, KindSaved), Refusal> {
    let kind = CertificateKind {
        id,
        version: version + 1,
        name: name(&form.name, "证照名称")?,
        department: form.department.map(DepartmentId::new),
        making: making(form)?,
        stands_for: stands_for(&form.stands_for)?,
        in_use: form.in_use,
    };
    if kind.making.is_some() && kind.department.is_none() {
        return Err(Refusal::DepartmentMissing);
    }
    let event = KindSaved { name: kind.name.clone(), in_use: kind.in_use };
    Ok((kind, event))
}

fn making(form: &KindForm) -> Result<Option<Making>, Refusal> {
    if form.type_code.trim().is_empty() {
        return Ok(None);
    }
    let valid_months = match crate::base::fold(&form.valid_months).as_str() {
        "" => None,
        text => Some(text.parse().ok().filter(|m| (1..=1200).contains(m)).ok_or(Refusal::Months)?),
    };
    Ok(Some(Making {
        type_code: TypeCode::parse(&form.type_code)?,
        issuer: Uscc::parse(&form.issuer)?,
        number_form: NumberForm::parse(&form.number_form)?,
        valid_months,
    }))
}

fn stands_for(text: &str) -> Result<Vec<String>, Refusal> {
    let mut names: Vec<String> = Vec::new();
    for line in text.lines().filter(|l| !l.trim().is_empty()) {
        let line = name(line, "材料名称")?;
        if !names.contains(&line) {
            names.push(line);
        }
    }
    Ok(names)
}

/// Event: a kind was entered or changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KindSaved {
    /// Its name.
    pub name: String,
    /// Still in use.
    pub in_use: bool,
}

//! The county's list of kinds (证照类型): read by all staff who handle certificates, kept by the catalogue's editor.

use domain::{
    base::CertificateKindId,
    certificates::{self as rules, CertificateKind, KindForm, Refusal},
    people::{Act, Department, Desk},
};
use store::{
    certificates as rows,
    journal::{self, Entry, Stream},
    people,
};

use crate::{Bureau, Failure, Never};

/// One line of the list.
#[derive(Debug, Clone)]
pub struct KindLine {
    /// The kind.
    pub kind: CertificateKind,
    /// Name of its department; empty without one.
    pub department: String,
}

/// A kind to be changed, or a blank one, with the departments to choose from.
#[derive(Debug, Clone)]
pub struct KindView {
    /// The kind; `None` for a new one.
    pub kind: Option<CertificateKind>,
    /// All departments. Their codes are offered as issuers.
    pub departments: Vec<Department>,
}

/// All kinds, by name.
pub fn kinds(bureau: &Bureau, desk: &Desk) -> Result<Vec<KindLine>, Failure<Never>> {
    bureau.may(desk, Act::CertificateKindView)?;
    let region = bureau.region();
    Ok(bureau.db().read(|tx| {
        let departments = people::departments(tx, region)?;
        let named = |id| departments.iter().find(|d| Some(d.id) == id).map(|d| d.name.clone()).unwrap_or_default();
        let line = |kind: CertificateKind| KindLine { department: named(kind.department), kind };
        Ok(rows::kinds(tx, region)?.into_iter().map(line).collect())
    })?)
}

/// One kind for its form; no id for a new one.
pub fn kind(bureau: &Bureau, desk: &Desk, id: Option<CertificateKindId>) -> Result<KindView, Failure<Never>> {
    bureau.may(desk, Act::CertificateKindEdit)?;
    let region = bureau.region();
    let view = bureau.db().read(|tx| {
        let kind = match id {
            Some(id) => match rows::kind(tx, region, id)? {
                Some(kind) => Some(kind),
                None => return Ok(None),
            },
            None => None,
        };
        Ok(Some(KindView { kind, departments: people::departments(tx, region)? }))
    })?;
    view.ok_or(Failure::NotFound)
}

/// Saves a kind, new without an id; `version` is the one the form was made from. Returns its id.
pub fn save_kind(
    bureau: &Bureau,
    desk: &Desk,
    (id, version): (Option<CertificateKindId>, i64),
    form: &KindForm,
    key: Option<&str>,
) -> Result<i64, Failure<Refusal>> {
    let role = bureau.may(desk, Act::CertificateKindEdit)?;
    let (region, stamp) = (*bureau.region(), desk.stamp(bureau.now(), role));
    let command = bureau.command(desk, "certificate_kind.save", key, &(id, version, form));
    let (is_new, id) = (id.is_none(), id.unwrap_or_else(|| CertificateKindId::new(bureau.new_id())));
    let form = form.clone();
    let done = bureau.db().commit(command, move |tx| -> Result<i64, Failure<Refusal>> {
        let before = rows::kind(tx, &region, id)?;
        let now = match &before {
            Some(kind) => kind.version,
            None if is_new => 0,
            None => return Err(Failure::NotFound),
        };
        if now != version {
            return Err(Failure::Stale);
        }
        let (kind, event) = rules::save_kind(id, now, &form).map_err(Failure::Refused)?;
        if rows::kind_by_name(tx, &region, &kind.name)?.is_some_and(|other| other.id != id) {
            return Err(Failure::Refused(Refusal::NameTaken(kind.name)));
        }
        if let Some(department) = kind.department {
            people::department(tx, &region, department)?.ok_or(Failure::Refused(Refusal::DepartmentMissing))?;
        }
        let entry = Entry::new(Stream::certificate_kind(id), now, "certificate_kind.saved", &event)
            .with(rows::kind_change(&region, &kind));
        journal::append(tx, &region, &stamp, entry)?;
        Ok(id.get())
    })?;
    Ok(done.value)
}

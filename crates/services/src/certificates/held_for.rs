//! Which materials of an item somebody need not hand in (电子证照免提交), because the county holds the certificate.

use domain::{
    base::{CitizenId, ItemId, PersonId, Region, Uscc},
    cases::ApplicantKind,
    catalogue::Content,
    certificates::{HeldMaterial, Holding, held},
    people::{Act, Desk},
};
use jiff::civil::Date;
use serde::Serialize;
use store::{StoreError, Tx, catalogue, certificates as rows, people};

use crate::{Bureau, Failure, Never, cases::Again};

/// What is asked: who applies for what.
#[derive(Debug, Clone, Default, Serialize)]
pub struct HeldFor {
    /// `person` or `organisation`.
    pub applicant: String,
    /// ID number or 统一社会信用代码 as typed.
    pub code: String,
    /// Item.
    pub item: i64,
}

/// The materials that the person's certificates stand for today; inside a transaction of the caller's.
pub fn held_for(
    tx: &mut Tx<'_>,
    region: &Region,
    person: PersonId,
    content: &Content,
    today: Date,
) -> Result<Vec<HeldMaterial>, StoreError> {
    let kinds = rows::kinds(tx, region)?;
    let holdings: Vec<Holding> = rows::certificates_of_person(tx, region, person)?
        .into_iter()
        .map(|(certificate, _)| {
            let kind = kinds.iter().find(|k| Some(k.id) == certificate.kind || k.name == certificate.name).cloned();
            Holding { certificate, kind }
        })
        .collect();
    Ok(held(&content.guide.materials, &holdings, today))
}

/// The same for whoever stands at the window, by the number of their paper. A number that is none holds nothing.
pub fn held_by_code(bureau: &Bureau, desk: &Desk, asked: &HeldFor) -> Result<Vec<HeldMaterial>, Failure<Never>> {
    bureau.may(desk, Act::CaseAccept)?;
    let (region, today) = (bureau.region(), bureau.today());
    Ok(bureau.db().read(|tx| {
        let Some(person) = person_of(bureau, tx, (&asked.applicant, &asked.code))? else { return Ok(Vec::new()) };
        let Some(item) = catalogue::item(tx, region, ItemId::new(asked.item))? else { return Ok(Vec::new()) };
        held_for(tx, region, person, &item.content, today)
    })?)
}

/// Whose number it is, for whoever was here before; a number that is none is nobody's.
pub(crate) fn person_of(
    bureau: &Bureau,
    tx: &mut Tx<'_>,
    (applicant, code): (&str, &str),
) -> Result<Option<PersonId>, StoreError> {
    let Some(kind) = ApplicantKind::parse(applicant) else { return Ok(None) };
    let code = match kind {
        ApplicantKind::Person => CitizenId::parse(code, bureau.today()).map(|c| c.as_str().to_owned()),
        ApplicantKind::Organisation => Uscc::parse(code).map(|c| c.as_str().to_owned()),
    };
    match code {
        Ok(code) => people::person_id(tx, bureau.region(), bureau.vault(), kind.as_str(), &code),
        Err(_) => Ok(None),
    }
}

/// The same for whoever has opened an earlier case of their own and applies once more: only where that case proves whose
/// number it is.
pub fn held_again(bureau: &Bureau, earlier: &Again, item: ItemId) -> Result<Vec<HeldMaterial>, StoreError> {
    let Some(person) = earlier.holder() else { return Ok(Vec::new()) };
    let (region, today) = (bureau.region(), bureau.today());
    bureau.db().read(|tx| match catalogue::item(tx, region, item)? {
        Some(item) => held_for(tx, region, person, &item.content, today),
        None => Ok(Vec::new()),
    })
}

//! The personal fields that a run compares (比对所用的个人信息): opened in memory, compared, never written down.

use std::collections::{HashMap, hash_map::Entry};

use domain::base::{PersonId, fold_code, mask_name};
use store::{StoreError, oversight::CaseFact};

use crate::{Bureau, cases::opened};

/// What of an applicant is compared.
#[derive(Debug, Clone, Default)]
pub(super) struct Applicant {
    /// Name; of a person masked, as lists keep it.
    pub(super) party: String,
    /// 统一社会信用代码; empty for persons.
    pub(super) code: String,
    /// Keyed hash of the telephone; empty = none.
    pub(super) phone: String,
}

/// Opens the fields of each case, in the order of the cases. Whoever was erased stays unknown.
pub(super) fn applicants(bureau: &Bureau, cases: &[CaseFact]) -> Result<Vec<Applicant>, StoreError> {
    let (region, vault) = (bureau.region(), bureau.vault());
    let mut keys: HashMap<PersonId, _> = HashMap::new();
    let mut out = Vec::with_capacity(cases.len());
    for case in cases {
        let Some(wrapped) = &case.wrapped else {
            out.push(Applicant::default());
            continue;
        };
        let key = match keys.entry(case.person) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(new) => new.insert(vault.open_person_key(region, case.person, wrapped)?),
        };
        // What was sealed under a key that is gone stays unknown.
        let open = |field, bytes: &[u8]| opened(key, region, field, bytes).map(Option::unwrap_or_default);
        let name = open("name", &case.name)?;
        let is_organisation = case.applicant_kind == "organisation";
        let phone = fold_code(&open("phone", &case.phone)?);
        out.push(Applicant {
            party: if is_organisation { name } else { mask_name(&name) },
            code: if is_organisation { open("code", &case.code)? } else { String::new() },
            phone: if phone.is_empty() { String::new() } else { vault.blind("phone", &phone) },
        });
    }
    Ok(out)
}

//! Fictional people and companies that apply (样例申请人): names from small tables, numbers whose check
//! digits hold and whose division no real place has.
//!
//! Deliberately not here: storing them; that happens when a case is accepted.

use domain::{
    base::{CitizenId, Rng, Uscc},
    cases::ApplicantKind,
};
use jiff::civil::Date;

use super::{tables::TableFault, visitors};

const PERSONS: u64 = 220;
/// So many are back again and again: a fourth of all cases of persons are theirs.
const REGULARS: u64 = 16;

/// One applicant as the intake form has it.
#[derive(Debug, Clone)]
pub(super) struct SampleApplicant {
    pub(super) kind: ApplicantKind,
    pub(super) name: String,
    pub(super) code: String,
    /// Who comes for a company; empty for a person.
    pub(super) contact: String,
    pub(super) phone: String,
}

/// All of them.
pub(super) struct Applicants {
    persons: Vec<SampleApplicant>,
    companies: Vec<SampleApplicant>,
}

impl Applicants {
    /// Makes them up.
    pub(super) fn make(rng: &dyn Rng) -> Result<Self, TableFault> {
        let (surnames, given) = visitors::names()?;
        let name = || {
            let surname = surnames[rng.below(surnames.len() as u64) as usize];
            format!("{surname}{}", given[rng.below(given.len() as u64) as usize])
        };
        let persons = (0..PERSONS)
            .map(|n| {
                let code = citizen_id(n, rng).ok_or_else(|| fault("surnames.tsv", n, "身份证号码算不出来"))?;
                let phone = phone(n);
                Ok(SampleApplicant { kind: ApplicantKind::Person, name: name(), code, contact: String::new(), phone })
            })
            .collect::<Result<_, _>>()?;
        let companies = visitors::companies()?
            .iter()
            .zip(0..)
            .map(|(row, n)| {
                let first = format!("{}990101MAQH{n:04}", row.prefix);
                let code = Uscc::with_both_checks(&first).map_err(|e| fault("companies.tsv", n, &e.to_string()))?;
                Ok(SampleApplicant {
                    kind: ApplicantKind::Organisation,
                    name: row.name.into(),
                    code: code.as_str().into(),
                    contact: name(),
                    phone: phone(PERSONS + n),
                })
            })
            .collect::<Result<_, _>>()?;
        Ok(Self { persons, companies })
    }

    /// A person; some come again and again.
    pub(super) fn person(&self, rng: &dyn Rng) -> &SampleApplicant {
        let all = self.persons.len() as u64;
        let among = if rng.below(4) == 0 { REGULARS.min(all) } else { all };
        &self.persons[rng.below(among) as usize]
    }

    /// One of a kind by place, so that many are not alike.
    pub(super) fn nth(&self, n: usize, kind: ApplicantKind) -> Option<&SampleApplicant> {
        let all = match kind {
            ApplicantKind::Person => &self.persons,
            ApplicantKind::Organisation => &self.companies,
        };
        all.get(n % all.len().max(1))
    }

    /// A company whose name holds one of the words; any, if there are no words or no such company.
    pub(super) fn company(&self, words: &[&str], rng: &dyn Rng) -> &SampleApplicant {
        let fitting: Vec<&SampleApplicant> =
            self.companies.iter().filter(|c| words.iter().any(|w| c.name.contains(w))).collect();
        match fitting.as_slice() {
            [] => &self.companies[rng.below(self.companies.len() as u64) as usize],
            some => some[rng.below(some.len() as u64) as usize],
        }
    }
}

fn fault(table: &'static str, n: u64, why: &str) -> TableFault {
    TableFault { table, row: n as usize + 2, why: format!("：{why}") }
}

/// Born 1950–2005, numbered so that no two are alike.
fn citizen_id(n: u64, rng: &dyn Rng) -> Option<String> {
    let (year, month, day) = (1950 + rng.below(56) as i16, 1 + rng.below(12) as i8, 1 + rng.below(28) as i8);
    let born = Date::new(year, month, day).ok()?;
    let first = format!("990101{}{:03}", born.strftime("%Y%m%d"), n % 1_000);
    Some(CitizenId::with_check(&first).ok()?.as_str().to_owned())
}

/// A mobile number of a block that only counts up.
fn phone(n: u64) -> String {
    format!("1990000{:04}", 1_000 + n)
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use domain::{base::SeededRng, cases::Applicant};
    use jiff::civil::date;

    use super::*;

    #[test]
    fn every_applicant_would_be_taken_at_the_window_and_none_is_another() {
        let all = Applicants::make(&SeededRng::new(3)).unwrap();
        let mut codes = HashSet::new();
        for a in all.persons.iter().chain(&all.companies) {
            assert!(codes.insert(a.code.clone()), "{} comes twice", a.code);
            let taken = Applicant::parse(a.kind, &a.code, &a.name, &a.contact, &a.phone, date(2026, 11, 20));
            assert!(taken.is_ok_and(|t| t.code == a.code), "{a:?}");
        }
        assert_eq!((all.persons.len(), all.companies.len()), (220, 120));
    }
}

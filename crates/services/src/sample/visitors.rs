//! The rows of the tables about people (样例表中的人): staff, names, companies, and what people come for.
//!
//! Deliberately not here: how they become staff, applicants and cases.

use domain::{catalogue::Clients, people::Role};

use super::{
    rows::{client, each, table},
    tables::{Line, Place, Table, TableFault},
};

const STAFF: Table = table!("staff.tsv", "key", "name", "roles", "department", "window", "login");
const VISITS: Table = table!("visits.tsv", "matter", "name", "share", "who", "companies", "refused");
const SURNAMES: Table = table!("surnames.tsv", "surname");
const GIVEN: Table = table!("given.tsv", "given");
const COMPANIES: Table = table!("companies.tsv", "name", "kind");

/// A member of staff.
pub(super) struct StaffRow {
    pub(super) at: Place,
    pub(super) name: &'static str,
    pub(super) roles: Vec<Role>,
    pub(super) department: Option<&'static str>,
    pub(super) window: Option<u16>,
    pub(super) login: &'static str,
}

/// A fictional company.
pub(super) struct CompanyRow {
    pub(super) name: &'static str,
    /// Registering department and kind of body, the first two characters of the code
    /// (GB 32100-2015, 5.1–5.2).
    pub(super) prefix: &'static str,
}

/// A matter that people come for, and who they are.
pub(super) struct VisitRow {
    pub(super) at: Place,
    pub(super) matter: &'static str,
    pub(super) name: &'static str,
    pub(super) share: u64,
    /// Narrower than the item's clients, where life is.
    pub(super) who: Clients,
    /// What stands in the names of the companies that come; empty = any.
    pub(super) companies: Vec<&'static str>,
    /// Why it may be refused.
    pub(super) refused: Vec<Ground>,
}

/// What an inspection finds against a licence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ground {
    /// 场地.
    Place,
    /// 人员.
    People,
    /// 设施.
    Equipment,
}

/// All staff.
pub(super) fn staff() -> Result<Vec<StaffRow>, TableFault> {
    each(STAFF, |line| {
        let roles = line.list("roles")?;
        let known = |word: &&str| Role::parse(word).ok_or_else(|| line.place.fault(format!("岗位“{word}”不认识")));
        Ok(StaffRow {
            at: line.place,
            name: line.text("name")?,
            roles: roles.iter().map(known).collect::<Result<_, _>>()?,
            department: Some(line.cell("department")?).filter(|d| !d.is_empty()),
            window: line.optional_number("window")?,
            login: line.text("login")?,
        })
    })
}

/// What people come for.
pub(super) fn visits() -> Result<Vec<VisitRow>, TableFault> {
    let ground = |line: &Line, word: &str| match word {
        "场地" => Ok(Ground::Place),
        "人员" => Ok(Ground::People),
        "设施" => Ok(Ground::Equipment),
        _ => Err(line.place.fault(format!("不予许可的原因“{word}”不认识"))),
    };
    each(VISITS, |line| {
        Ok(VisitRow {
            at: line.place,
            matter: line.text("matter")?,
            name: line.text("name")?,
            share: line.number("share")?,
            who: line.word("who", |word| if word == "either" { Some(Clients::Both) } else { client(word) })?,
            companies: line.list("companies")?,
            refused: line.list("refused")?.into_iter().map(|word| ground(line, word)).collect::<Result<_, _>>()?,
        })
    })
}

/// Surnames, and given names.
pub(super) fn names() -> Result<(Vec<&'static str>, Vec<&'static str>), TableFault> {
    Ok((each(SURNAMES, |line| line.text("surname"))?, each(GIVEN, |line| line.text("given"))?))
}

/// All companies.
pub(super) fn companies() -> Result<Vec<CompanyRow>, TableFault> {
    each(COMPANIES, |line| {
        let prefix = line.word("kind", |word| match word {
            "company" => Some("91"),
            "sole_trader" => Some("92"),
            "cooperative" => Some("93"),
            _ => None,
        })?;
        Ok(CompanyRow { name: line.text("name")?, prefix })
    })
}

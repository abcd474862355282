//! Certificates as lists and counts. That the days of one are over is no column: it follows from the day.

use domain::{
    base::{CertificateId, CertificateKindId, DepartmentId, PersonId, Region},
    certificates::Certificate,
};
use jiff::civil::Date;

use super::certificate::{COLUMNS, SealedHolder, read};
use crate::{
    seam::{StoreError, Tx, Val},
    vals,
};

/// A certificate with its sealed fields, as lists have it.
pub type CertificateRow = (Certificate, SealedHolder);

/// Which part of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Part {
    /// 全部.
    #[default]
    All,
    /// 有效 or not yet: neither ended nor lapsed.
    InForce,
    /// 过期.
    Expired,
    /// 撤销, 注销, 吊销, 转出, 换发.
    Ended,
    /// 本县制证, in force, without an electronic seal.
    Unsealed,
}

/// What a list is narrowed to.
#[derive(Debug, Clone, Default)]
pub struct CertificateFilter {
    /// Which part.
    pub part: Part,
    /// Of one department.
    pub department: Option<DepartmentId>,
    /// This number or identifier, whole.
    pub number: Option<String>,
    /// Part of the name, to the letter.
    pub words: Option<String>,
}

/// `$2` today, `$3` department, `$4` number, `$5` words. The same for every list and count.
const WITHIN: &str = "region = $1 AND CAST($2 AS TEXT) IS NOT NULL \
     AND (CAST($3 AS BIGINT) IS NULL OR department_id = CAST($3 AS BIGINT)) \
     AND (CAST($4 AS TEXT) IS NULL OR number = CAST($4 AS TEXT) OR code = CAST($4 AS TEXT)) \
     AND (CAST($5 AS TEXT) IS NULL OR replace(name, CAST($5 AS TEXT), '') <> name)";

fn is_in(part: Part) -> &'static str {
    match part {
        Part::All => "1 = 1",
        Part::InForce => "state = 'in_force' AND coalesce(valid_to, '9999') >= $2",
        Part::Expired => "state = 'in_force' AND valid_to < $2",
        Part::Ended => "state <> 'in_force'",
        Part::Unsealed => {
            "state = 'in_force' AND coalesce(valid_to, '9999') >= $2 AND origin = 'issued' AND sealed_at IS NULL"
        }
    }
}

fn narrowed(region: &Region, filter: &CertificateFilter, today: Date) -> Vec<Val> {
    vals![region, today, filter.department, filter.number.clone(), filter.words.clone()].to_vec()
}

/// A page of certificates, the newest first, before a key.
pub fn certificates(
    tx: &mut Tx<'_>,
    region: &Region,
    filter: &CertificateFilter,
    today: Date,
    before: Option<i64>,
    limit: i64,
) -> Result<Vec<CertificateRow>, StoreError> {
    let mut values = narrowed(region, filter, today);
    values.extend([Val::from(before.unwrap_or(i64::MAX)), Val::from(limit)]);
    tx.rows(
        &format!(
            "SELECT {COLUMNS} FROM certificate WHERE {WITHIN} AND {} AND id < $6 ORDER BY id DESC LIMIT $7",
            is_in(filter.part)
        ),
        &values,
    )?
    .iter()
    .map(read)
    .collect()
}

/// How many stand in each part, in the order asked; the filter's part does not matter.
pub fn part_counts(
    tx: &mut Tx<'_>,
    region: &Region,
    filter: &CertificateFilter,
    today: Date,
    parts: &[Part],
) -> Result<Vec<u64>, StoreError> {
    let sum = |(at, part): (usize, &Part)| {
        format!("CAST(coalesce(sum(CASE WHEN {} THEN 1 ELSE 0 END), 0) AS BIGINT) AS n{at}", is_in(*part))
    };
    let sums: Vec<String> = parts.iter().enumerate().map(sum).collect();
    let sql = format!("SELECT {} FROM certificate WHERE {WITHIN}", sums.join(", "));
    match tx.row(&sql, &narrowed(region, filter, today))? {
        Some(row) => (0..parts.len()).map(|at| row.num(&format!("n{at}"))).collect(),
        None => Ok(vec![0; parts.len()]),
    }
}

/// What one holder has, the newest first.
pub fn certificates_of_person(
    tx: &mut Tx<'_>,
    region: &Region,
    person: PersonId,
) -> Result<Vec<CertificateRow>, StoreError> {
    tx.rows(
        &format!("SELECT {COLUMNS} FROM certificate WHERE region = $1 AND person_id = $2 ORDER BY id DESC"),
        vals![region, person],
    )?
    .iter()
    .map(read)
    .collect()
}

/// The certificate of a kind that bears this number: replaced ones and `except` aside, which may share it (换发 keeps
/// the number in many offices).
pub fn number_in_use(
    tx: &mut Tx<'_>,
    region: &Region,
    kind: CertificateKindId,
    number: &str,
    except: Option<CertificateId>,
) -> Result<Option<CertificateId>, StoreError> {
    tx.row(
        "SELECT id FROM certificate WHERE region = $1 AND number = $2 AND kind_id = $3 AND state <> 'superseded' \
         AND (CAST($4 AS BIGINT) IS NULL OR id <> CAST($4 AS BIGINT)) ORDER BY id LIMIT 1",
        vals![region, number, kind, except],
    )?
    .map(|r| r.int("id").map(CertificateId::new))
    .transpose()
}

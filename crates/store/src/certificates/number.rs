//! Numbers of certificates: counted per kind, series and year, in the same commit as the certificate.

use domain::base::{CertificateKindId, Region};

use crate::{
    seam::{StoreError, Tx},
    vals,
};

/// Takes the next number of a series; `year` is 0 where the count does not begin anew each year.
pub fn take_number(
    tx: &mut Tx<'_>,
    region: &Region,
    kind: CertificateKindId,
    series: &str,
    year: i16,
) -> Result<u32, StoreError> {
    tx.row(
        "INSERT INTO certificate_number (region, kind_id, series, year, used) VALUES ($1, $2, $3, $4, 1) \
         ON CONFLICT (region, kind_id, series, year) DO UPDATE SET used = certificate_number.used + 1 RETURNING used",
        vals![region, kind, series, i64::from(year)],
    )?
    .ok_or_else(|| StoreError::Db("证照流水号没有生成".into()))?
    .num("used")
}

/// The last number given; 0 where none was.
pub fn last_number(
    tx: &mut Tx<'_>,
    region: &Region,
    kind: CertificateKindId,
    series: &str,
    year: i16,
) -> Result<u32, StoreError> {
    tx.row(
        "SELECT used FROM certificate_number WHERE region = $1 AND kind_id = $2 AND series = $3 AND year = $4",
        vals![region, kind, series, i64::from(year)],
    )?
    .map_or(Ok(0), |r| r.num("used"))
}

/// Counts a number that was given by hand: the next one offered comes after it.
pub fn raise_number(
    tx: &mut Tx<'_>,
    region: &Region,
    kind: CertificateKindId,
    series: &str,
    (year, n): (i16, u32),
) -> Result<(), StoreError> {
    tx.run(
        "INSERT INTO certificate_number (region, kind_id, series, year, used) VALUES ($1, $2, $3, $4, $5) \
         ON CONFLICT (region, kind_id, series, year) DO UPDATE SET used = \
         CASE WHEN certificate_number.used < excluded.used THEN excluded.used ELSE certificate_number.used END",
        vals![region, kind, series, i64::from(year), n],
    )
    .map(|_| ())
}

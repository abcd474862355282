//! One station, for the form on which its name is checked.

use domain::{
    base::DivisionCode,
    people::{Act, Desk},
    stations::{Division, Station, StationRefusal},
};
use store::stations as rows;

use crate::{Bureau, Failure};

/// A station with the division it stands in.
pub fn view(bureau: &Bureau, desk: &Desk, code: &str) -> Result<(Division, Station), Failure<StationRefusal>> {
    bureau.may(desk, Act::StationEdit)?;
    let code = DivisionCode::parse(code).map_err(|_| Failure::NotFound)?;
    let region = bureau.region();
    let found = bureau.db().read(|tx| Ok((rows::division(tx, region, &code)?, rows::station(tx, region, &code)?)))?;
    match found {
        (Some(division), Some(station)) => Ok((division, station)),
        (Some(_) | None, Some(_) | None) => Err(Failure::NotFound),
    }
}

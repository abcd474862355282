//! Marks of devices that have answered (已答标记): working state, a blinded text each. A mark stands beside no answer and
//! tells no time, so nobody finds out from it who answered what.

use domain::base::{QuestionnaireId, Region};

use crate::{
    seam::{StoreError, Tx},
    vals,
};

/// Notes that this device has answered; whether it had not before.
pub fn mark_device(tx: &mut Tx<'_>, region: &Region, of: QuestionnaireId, mark: &str) -> Result<bool, StoreError> {
    let noted = tx.run(
        "INSERT INTO questionnaire_device (region, questionnaire_id, mark) VALUES ($1, $2, $3) \
         ON CONFLICT (region, questionnaire_id, mark) DO NOTHING",
        vals![region, of, mark],
    )?;
    Ok(noted == 1)
}

/// Whether this device has answered.
pub fn device_is_marked(tx: &mut Tx<'_>, region: &Region, of: QuestionnaireId, mark: &str) -> Result<bool, StoreError> {
    let found = tx.row(
        "SELECT mark FROM questionnaire_device WHERE region = $1 AND questionnaire_id = $2 AND mark = $3",
        vals![region, of, mark],
    )?;
    Ok(found.is_some())
}

//! Rating the whole (一事一评): once, by whoever holds number and query password. The members' cases are not rated.

use domain::{chains, people::Desk};

use super::{
    apply::OwnMatter,
    refusal::{MatterFailure, of_rule},
};
use crate::Bureau;

/// Rates it with one to five stars. Gives the version.
pub fn rate(
    bureau: &Bureau,
    desk: &Desk,
    (at, stars): (&OwnMatter, u8),
    key: Option<&str>,
) -> Result<i64, MatterFailure> {
    at.let_in(bureau, desk)?;
    let command = bureau.command(desk, "matter.rate", key, &(at, stars));
    let (worker, desk, at) = (bureau.clone(), desk.clone(), at.clone());
    let done = bureau.db().commit(command, move |tx| -> Result<i64, MatterFailure> {
        let mut work = at.load(&worker, tx, &desk)?;
        let (filed, event) = chains::rate(work.filed.clone(), stars, work.now).map_err(of_rule)?;
        work.filed = filed;
        work.note("matter.rated", &event);
        Ok(work.save(tx)?)
    })?;
    Ok(done.value)
}

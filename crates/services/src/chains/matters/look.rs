//! What a member's department says of what was handed in (各部门看材料), before the one notice or the acceptance.

use domain::{
    chains::{self, Look},
    people::{Act, Desk, authorise},
};
use store::{chains as rows, people};

use super::{
    refusal::{MatterFailure, of_rule},
    work::{MatterRef, Who, Work},
};
use crate::{Bureau, Failure};

/// Notes it. The hall may say it for every member, a department for its own. Gives the version.
pub fn look(
    bureau: &Bureau,
    desk: &Desk,
    (at, member, said): (&MatterRef, &str, &Look),
    key: Option<&str>,
) -> Result<i64, MatterFailure> {
    bureau.may(desk, Act::CaseReceive)?;
    let command = bureau.command(desk, "matter.look", key, &(at, member, said));
    let (worker, desk, at) = (bureau.clone(), desk.clone(), at.clone());
    let (member, said) = (member.to_owned(), said.clone());
    let done = bureau.db().commit(command, move |tx| -> Result<i64, MatterFailure> {
        let region = *worker.region();
        let (filed, sealed) = rows::matter_by_no(tx, &region, &at.number()?)?.ok_or(Failure::NotFound)?;
        let chain = rows::chain_version(tx, &region, filed.chain, filed.matter.chain_version)?;
        let item = chain.as_ref().and_then(|c| c.member(&member)).map(|m| m.item.clone());
        let item = item.ok_or_else(|| of_rule(chains::Refusal::UnknownMember(member.clone())))?;
        let office = people::department(tx, &region, item.office.id)?.map_or(item.office.name.clone(), |d| d.name);
        let role = authorise(&desk, Act::CaseReceive, Some((item.office.id, &office)))?;
        let who = Who::at(&desk, role, worker.now());
        let mut work = Work::expected(&worker, tx, who, (filed, sealed), at.version)?;
        let (filed, event) = chains::look(work.filed.clone(), (&member, &item.name), said.clone()).map_err(of_rule)?;
        work.filed = filed;
        work.note("matter.looked", &event);
        Ok(work.save(tx)?)
    })?;
    Ok(done.value)
}

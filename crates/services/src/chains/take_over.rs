//! Taking over a chain that was drawn elsewhere (导入流程图): its members are this county's items by their codes; it comes in
//! as a draft, of the chain with its code or of a new one, and is checked as any other.

use domain::{
    base::ChainId,
    chains::{Chain, ChainRefusal, begin_chain, redraft_chain},
    people::{Act, Desk},
};
use store::{
    chains as rows,
    journal::{self, Entry, Stream},
};

use super::{
    Kept,
    draft::{next_code, office, pick},
};
use crate::{Bureau, Failure};

/// Keeps it as a draft. A chain that is here under its code gets it as the next draft. The same key has one effect.
pub fn take_over(
    bureau: &Bureau,
    desk: &Desk,
    chain: &Chain,
    key: Option<&str>,
) -> Result<Kept, Failure<ChainRefusal>> {
    let role = bureau.may(desk, Act::ChainEdit)?;
    let (region, stamp, id) = (*bureau.region(), desk.stamp(bureau.now(), role), ChainId::new(bureau.new_id()));
    let command = bureau.command(desk, "chain.take_over", key, chain);
    let (worker, drawn) = (bureau.clone(), chain.clone());
    let done = bureau.db().commit(command, move |tx| -> Result<Kept, Failure<ChainRefusal>> {
        let mut chain = drawn.clone();
        for member in &mut chain.members {
            member.item = pick(&worker, tx, &member.item.code)?.0;
        }
        chain.lead = office(&worker, tx, chain.lead.id)?;
        if chain.lead.name.is_empty() {
            // Another county's department: the first member's leads until somebody says otherwise.
            if let Some(first) = chain.members.first() {
                chain.lead = first.item.office.clone();
            }
        }
        let (before, record, event) = match rows::chain_by_code(tx, &region, &chain.code)? {
            Some(record) => {
                let before = record.version;
                let (record, event) = redraft_chain(record, chain).map_err(Failure::Refused)?;
                (before, record, event)
            }
            None => {
                let chain = Chain { code: next_code(&worker, tx)?, version: 1, ..chain };
                let (record, event) = begin_chain(id, chain).map_err(Failure::Refused)?;
                (0, record, event)
            }
        };
        let entry = Entry::new(Stream::chain(record.id), before, "chain.drafted", &event)
            .with(rows::chain_change(&region, &record));
        journal::append(tx, &region, &stamp, entry)?;
        Ok(Kept { code: record.code, version: record.version })
    })?;
    Ok(done.value)
}

//! A chain that was drawn elsewhere, looked at before it is taken over (导入流程图): the file is read in a child process; what
//! it holds that has no place in a chain is named, and so is what this county does not have.

use std::path::Path;

use domain::{
    chains::Chain,
    people::{Act, Desk},
};
use papers::child::{ChildLimits, read_bpmn_in_child};
use store::catalogue;

use crate::{Bureau, Failure};

/// Why a file is not read: a sentence that says what to do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct NotDrawn(pub String);

/// What was read.
#[derive(Debug, Clone)]
pub struct Drawing {
    /// The chain as it was drawn.
    pub chain: Chain,
    /// What was left out or taken for something else, in sentences.
    pub notes: Vec<String>,
    /// What has to be mended in the file first: tasks without the code of an item, and items that are not in the
    /// catalogue.
    pub against: Vec<String>,
}

/// Reads a drawing. `exe` is this program, which does it in a child process.
///
/// # Errors
/// [`NotDrawn`] with what is wrong with the file.
pub fn read_drawing(bureau: &Bureau, desk: &Desk, bytes: &[u8], exe: &Path) -> Result<Drawing, Failure<NotDrawn>> {
    bureau.may(desk, Act::ChainEdit)?;
    let read = read_bpmn_in_child(exe, bytes, &ChildLimits::for_files())
        .map_err(|fault| Failure::Refused(NotDrawn(fault.to_string())))?;
    let name = |key: &String| read.chain.member(key).map_or_else(|| key.clone(), |m| m.item.name.clone());
    let mut against: Vec<String> =
        read.unresolved.iter().map(|key| format!("任务“{}”没有对应的事项编码", name(key))).collect();
    let region = bureau.region();
    bureau.db().read(|tx| {
        for member in &read.chain.members {
            let code = &member.item.code;
            if !code.is_empty() && catalogue::item_by_code(tx, region, code)?.is_none() {
                against.push(format!("事项库里没有“{}”（{code}）", member.item.name));
            }
        }
        Ok(())
    })?;
    Ok(Drawing { chain: read.chain, notes: read.notes.iter().map(ToString::to_string).collect(), against })
}

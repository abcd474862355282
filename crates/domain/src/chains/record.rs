//! A chain on the county's list (一件事清单): the version in force, the draft somebody works at, and whether it is still
//! offered.
//!
//! Not here: what a version holds (`chain`), and whether it may be published (`check`).

use serde::{Deserialize, Serialize};

use super::Chain;
use crate::base::ChainId;

/// Longest name of a chain, in characters.
const LONGEST_NAME: usize = 40;
/// Longest sentence on what it is for.
const LONGEST_PURPOSE: usize = 200;
/// Most members: what is longer is nobody's one matter, and no picture shows it.
const MOST_MEMBERS: usize = 30;

/// A chain as the county keeps it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChainRecord {
    /// Id.
    pub id: ChainId,
    /// Expected version for the next act = events so far.
    pub version: i64,
    /// 一件事编码, given once.
    pub code: String,
    /// Published and offered, with its number; `None` = never published.
    pub in_force: Option<Chain>,
    /// What is being worked at.
    pub draft: Option<Chain>,
    /// 停用: published before, not offered any more.
    pub stopped: bool,
}

/// Why a chain is not kept, published or stopped.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ChainRefusal {
    /// No name.
    #[error("请写一件事的名称，群众怎么叫就怎么写，如“开办餐饮店”")]
    NoName,
    /// A name or sentence that is too long.
    #[error("{0}最多 {1} 个字，请写短些")]
    TooLong(&'static str, usize),
    /// One item alone is an item.
    #[error("一件事至少要有两个事项，请再选")]
    TooFewMembers,
    /// Nobody keeps that many together.
    #[error("一件事最多 {MOST_MEMBERS} 个事项，现在有 {0} 个，请分成两件事")]
    TooManyMembers(usize),
    /// Nobody to apply.
    #[error("请选谁可以申请：个人、单位，或者都可以")]
    NoApplicants,
    /// The same item twice.
    #[error("“{0}”选了两次，请去掉一个")]
    Twice(String),
    /// An item that is not there.
    #[error("没有找到事项“{0}”，请在事项库里查准再选")]
    UnknownItem(String),
    /// An item nobody applies for.
    #[error("“{0}”不能由申请人申请，不能放进一件事")]
    NotOnApplication(String),
    /// Nothing to publish.
    #[error("没有改过的草稿，不需要发布")]
    NoDraft,
    /// What the check holds against it.
    #[error("还有 {} 处必须先改：{}", .0.len(), .0.join("；"))]
    Unsound(Vec<String>),
    /// It is not offered.
    #[error("这件事没有发布，不能停用")]
    NotInForce,
    /// Something that was chosen on the form does not fit together.
    #[error("{0}")]
    Form(String),
}

/// Checks what must be right of every draft, however unfinished.
///
/// # Errors
/// The first [`ChainRefusal`] that holds.
pub fn sketch(chain: &Chain) -> Result<(), ChainRefusal> {
    let chars = |text: &str| text.trim().chars().count();
    match chars(&chain.name) {
        0 => return Err(ChainRefusal::NoName),
        n if n > LONGEST_NAME => return Err(ChainRefusal::TooLong("名称", LONGEST_NAME)),
        _ => {}
    }
    if chars(&chain.purpose) > LONGEST_PURPOSE {
        return Err(ChainRefusal::TooLong("说明", LONGEST_PURPOSE));
    }
    match chain.members.len() {
        0 | 1 => return Err(ChainRefusal::TooFewMembers),
        n if n > MOST_MEMBERS => return Err(ChainRefusal::TooManyMembers(n)),
        _ => {}
    }
    if chain.applicants.is_empty() {
        return Err(ChainRefusal::NoApplicants);
    }
    for (n, member) in chain.members.iter().enumerate() {
        if chain.members[..n].iter().any(|m| m.item.id == member.item.id) {
            return Err(ChainRefusal::Twice(member.item.name.clone()));
        }
    }
    Ok(())
}

/// Keeps a draft of a new chain.
///
/// # Errors
/// [`ChainRefusal`] of [`sketch`].
pub fn begin_chain(id: ChainId, chain: Chain) -> Result<(ChainRecord, ChainDrafted), ChainRefusal> {
    sketch(&chain)?;
    let event = ChainDrafted::of(&chain);
    let code = chain.code.clone();
    Ok((ChainRecord { id, version: 1, code, in_force: None, draft: Some(chain), stopped: false }, event))
}

/// Keeps another draft. Its number is the one after the version in force.
///
/// # Errors
/// [`ChainRefusal`] of [`sketch`].
pub fn redraft_chain(record: ChainRecord, chain: Chain) -> Result<(ChainRecord, ChainDrafted), ChainRefusal> {
    sketch(&chain)?;
    let number = record.in_force.as_ref().map_or(1, |c| c.version + 1);
    let chain = Chain { code: record.code.clone(), version: number, ..chain };
    let event = ChainDrafted::of(&chain);
    Ok((ChainRecord { version: record.version + 1, draft: Some(chain), ..record }, event))
}

/// Puts the draft in force. `against` is what the check holds against it, in sentences.
///
/// # Errors
/// [`ChainRefusal::NoDraft`]; [`ChainRefusal::Unsound`] with every sentence.
pub fn publish_chain(record: ChainRecord, against: Vec<String>) -> Result<(ChainRecord, ChainPublished), ChainRefusal> {
    let draft = record.draft.clone().ok_or(ChainRefusal::NoDraft)?;
    if !against.is_empty() {
        return Err(ChainRefusal::Unsound(against));
    }
    let event = ChainPublished {
        code: record.code.clone(),
        version: draft.version,
        name: draft.name.clone(),
        items: draft.members.iter().map(|m| m.item.code.clone()).collect(),
    };
    let next =
        ChainRecord { version: record.version + 1, in_force: Some(draft), draft: None, stopped: false, ..record };
    Ok((next, event))
}

/// Takes a chain out of use. What was applied for under it goes on.
///
/// # Errors
/// [`ChainRefusal::NotInForce`].
pub fn stop_chain(record: ChainRecord, why: &str) -> Result<(ChainRecord, ChainStopped), ChainRefusal> {
    match (&record.in_force, record.stopped) {
        (Some(_), false) => {
            let event = ChainStopped { code: record.code.clone(), why: why.trim().to_owned() };
            Ok((ChainRecord { version: record.version + 1, stopped: true, ..record }, event))
        }
        (Some(_), true) | (None, _) => Err(ChainRefusal::NotInForce),
    }
}

impl ChainRecord {
    /// The version that is offered.
    #[must_use]
    pub fn offered(&self) -> Option<&Chain> {
        self.in_force.as_ref().filter(|_| !self.stopped)
    }

    /// What an editor goes on from: the draft, else what is in force.
    #[must_use]
    pub fn newest(&self) -> Option<&Chain> {
        self.draft.as_ref().or(self.in_force.as_ref())
    }

    /// In a word for lists.
    #[must_use]
    pub fn state(&self) -> ChainState {
        match (&self.in_force, &self.draft, self.stopped) {
            (Some(_), _, true) => ChainState::Stopped,
            (Some(_), Some(_), false) => ChainState::Changing,
            (Some(_), None, false) => ChainState::Offered,
            (None, _, _) => ChainState::Draft,
        }
    }
}

/// Where a chain on the list stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChainState {
    /// 草稿: never published.
    Draft,
    /// 已发布.
    Offered,
    /// 已发布, 有修改: in force, and somebody works at the next version.
    Changing,
    /// 已停用.
    Stopped,
}

impl ChainState {
    /// Word in exchange.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Offered => "offered",
            Self::Changing => "changing",
            Self::Stopped => "stopped",
        }
    }

    /// Word on pages.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Draft => "草稿",
            Self::Offered => "已发布",
            Self::Changing => "已发布，有修改",
            Self::Stopped => "已停用",
        }
    }
}

/// Event: a draft was kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChainDrafted {
    /// 一件事编码.
    pub code: String,
    /// Number it would have.
    pub version: i64,
    /// Its name.
    pub name: String,
    /// How many items.
    pub members: usize,
}

impl ChainDrafted {
    fn of(chain: &Chain) -> Self {
        Self {
            code: chain.code.clone(),
            version: chain.version,
            name: chain.name.clone(),
            members: chain.members.len(),
        }
    }
}

/// Event: a version was put in force.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChainPublished {
    /// 一件事编码.
    pub code: String,
    /// Its number.
    pub version: i64,
    /// Its name.
    pub name: String,
    /// Codes of its items.
    pub items: Vec<String>,
}

/// Event: a chain is not offered any more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChainStopped {
    /// 一件事编码.
    pub code: String,
    /// Why; may be empty.
    pub why: String,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        base::ItemId,
        chains::tests::{chain, member},
    };

    fn two() -> Chain {
        let mut it = chain(vec![member("a", &[]), member("b", &["a"])]);
        it.members[1].item.id = ItemId::new(2);
        it
    }

    #[test]
    fn a_chain_goes_from_draft_to_force_and_on() {
        let (record, drafted) = begin_chain(ChainId::new(7), two()).unwrap();
        assert_eq!((record.state(), drafted.members, drafted.version), (ChainState::Draft, 2, 1));
        assert!(record.offered().is_none() && record.newest().is_some());
        assert_eq!(stop_chain(record.clone(), ""), Err(ChainRefusal::NotInForce));
        let against = vec!["没有人带来营业执照".to_owned()];
        assert_eq!(publish_chain(record.clone(), against.clone()), Err(ChainRefusal::Unsound(against)));
        let (record, published) = publish_chain(record, Vec::new()).unwrap();
        assert_eq!((record.state(), record.version, published.items.len()), (ChainState::Offered, 2, 2));
        assert_eq!(publish_chain(record.clone(), Vec::new()), Err(ChainRefusal::NoDraft));
        let (record, drafted) = redraft_chain(record, Chain { code: "other".into(), ..two() }).unwrap();
        assert_eq!((record.state(), drafted.version, drafted.code.as_str()), (ChainState::Changing, 2, "YJS001"));
        assert_eq!(record.offered().unwrap().version, 1, "the version in force stays until the next one");
        let (record, _) = publish_chain(record, Vec::new()).unwrap();
        assert_eq!(record.offered().unwrap().version, 2);
        let (record, stopped) = stop_chain(record, " 上级已整合 ").unwrap();
        assert_eq!((record.state(), stopped.why.as_str()), (ChainState::Stopped, "上级已整合"));
        assert!(record.offered().is_none());
        assert_eq!(stop_chain(record, ""), Err(ChainRefusal::NotInForce));
    }

    #[test]
    fn what_no_draft_may_lack_is_said() {
        let of = |change: fn(&mut Chain)| {
            let mut it = two();
            change(&mut it);
            sketch(&it).unwrap_err()
        };
        assert_eq!(of(|c| c.name = " ".into()), ChainRefusal::NoName);
        assert_eq!(of(|c| c.name = "长".repeat(41)), ChainRefusal::TooLong("名称", 40));
        assert_eq!(of(|c| c.purpose = "长".repeat(201)), ChainRefusal::TooLong("说明", 200));
        assert_eq!(of(|c| c.members.truncate(1)), ChainRefusal::TooFewMembers);
        assert_eq!(of(|c| c.applicants.clear()), ChainRefusal::NoApplicants);
        assert_eq!(of(|c| c.members[1].item.id = ItemId::new(1)), ChainRefusal::Twice("事项b".into()));
        let many = |c: &mut Chain| {
            for n in 3..=31 {
                let mut m = member("c", &[]);
                m.item.id = ItemId::new(n);
                c.members.push(m);
            }
        };
        assert_eq!(of(many), ChainRefusal::TooManyMembers(31));
    }
}

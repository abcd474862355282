//! What a use case answers when it does not do what was asked.

use domain::people::Denied;
use store::StoreError;

/// For acts that a rule never refuses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Never {}

/// The error of a use case: the boundary's own enum. `R` is the rule's refusal.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Failure<R: std::error::Error> {
    /// Not in this role, or not signed in.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// There is no such thing here, or it is none of the asker's business.
    #[error("没有找到，请核对编号")]
    NotFound,
    /// The rule says no, and why.
    #[error(transparent)]
    Refused(R),
    /// Somebody else was faster; the text typed must be kept by the caller.
    #[error("刚才有人先保存了，请看过最新内容再提交")]
    Stale,
    /// Storage failed.
    #[error(transparent)]
    Store(StoreError),
}

impl<R: std::error::Error> From<StoreError> for Failure<R> {
    fn from(e: StoreError) -> Self {
        match e {
            StoreError::Stale { .. } => Self::Stale,
            StoreError::Db(_)
            | StoreError::Corrupt { .. }
            | StoreError::KeyReused
            | StoreError::Panicked
            | StoreError::TooLong
            | StoreError::Newer { .. }
            | StoreError::Altered { .. }
            | StoreError::Again
            | StoreError::Sealed(_) => Self::Store(e),
        }
    }
}

impl<R: std::error::Error> Failure<R> {
    /// The same failure under another refusal type.
    pub fn map<S: std::error::Error>(self, refused: impl FnOnce(R) -> S) -> Failure<S> {
        match self {
            Self::Denied(d) => Failure::Denied(d),
            Self::NotFound => Failure::NotFound,
            Self::Refused(r) => Failure::Refused(refused(r)),
            Self::Stale => Failure::Stale,
            Self::Store(e) => Failure::Store(e),
        }
    }
}

/// Whether storage refused because an idempotency key came again with another content: the form was
/// sent twice with a change in between, which is the sender's to look at, not a fault.
pub fn key_reused(e: &StoreError) -> bool {
    *e == StoreError::KeyReused
}

//! What can go wrong below the rules. "Not found" is no error: lookups return `Option`.

/// A failure of storage, in words for the operator. None of these is the user's fault.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StoreError {
    /// The engine refused or failed; the text is the engine's own.
    #[error("数据库没有完成这次读写：{0}")]
    Db(String),
    /// A row does not read back as what it should be. Named so that somebody can look at it.
    #[error("数据库里 {place} 的内容读不出来：{why}")]
    Corrupt {
        /// Table and column, or the column alone.
        place: String,
        /// What was expected.
        why: String,
    },
    /// Somebody else has written this stream since it was read (expected version, design rule 2).
    #[error("这条记录刚被别人改过")]
    Stale {
        /// The stream whose version did not match.
        stream: String,
    },
    /// The same idempotency key came with another content.
    #[error("这次提交的编号已经用于另一份内容，请重新打开页面再提交")]
    KeyReused,
    /// The closure panicked; its part of the transaction was undone.
    #[error("处理时程序出错，没有写入任何内容")]
    Panicked,
    /// The closure took longer than a transaction may.
    #[error("处理时间过长，没有写入任何内容")]
    TooLong,
    /// The database was made by a newer program.
    #[error(
        "这个数据库是更新版本的 OneDoor 建的（第 {found} 版结构，本程序只认识到第 {known} 版）。请换用新版程序，数据没有改动"
    )]
    Newer {
        /// Version found in the database.
        found: i64,
        /// Newest version this program knows.
        known: i64,
    },
    /// A migration that was applied differs from the one this program carries.
    #[error("数据库的第 {no} 步结构（{name}）与本程序不一致，没有继续。请核对程序版本")]
    Altered {
        /// Number of the migration.
        no: i64,
        /// Its name.
        name: String,
    },
    /// The engine asks for the whole closure again (serialization failure).
    #[error("数据库要求重做这次写入")]
    Again,
    /// A sealed field cannot be opened: key missing, erased, or bytes altered.
    #[error("个人信息打不开：{0}")]
    Sealed(String),
}

impl StoreError {
    pub(crate) fn corrupt(place: impl Into<String>, why: impl Into<String>) -> Self {
        Self::Corrupt { place: place.into(), why: why.into() }
    }
}

//! What can be wrong with a backup, in sentences for the operator.

use std::{
    fmt, io,
    path::{Path, PathBuf},
};

use store::{
    StoreError,
    tables::{DERIVED, JOURNAL, PROJECTIONS},
    vault::KeyFault,
};

/// What is wrong with one part of a backup.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Harm {
    /// The list names it and it is not there.
    Missing,
    /// Its content is not what was written.
    Altered,
    /// It is there and the list does not name it.
    Stranger,
}

/// One damaged part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Damage {
    /// Path inside the backup.
    pub path: String,
    /// What is wrong with it.
    pub harm: Harm,
}

impl fmt::Display for Damage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let harm = match self.harm {
            Harm::Missing => "不见了",
            Harm::Altered => "内容与备份时不同",
            Harm::Stranger => "不是备份时写的",
        };
        write!(f, "{} {harm}（{}）", self.path, self.means())
    }
}

impl Damage {
    /// What is lost with it, and what is not.
    fn means(&self) -> &'static str {
        let table = self.path.strip_prefix("tables/").and_then(|p| p.strip_suffix(".jsonl"));
        match table {
            _ if self.harm == Harm::Stranger => "挪开即可，其余不受影响",
            Some(t) if JOURNAL.contains(&t) => "留痕不全，各表还在，但不能再逐条证明",
            Some(t) if DERIVED.contains(&t) || PROJECTIONS.iter().any(|p| p.name == t) => "这张表可以由留痕逐条重算",
            Some(_) => "这张表没有第二份",
            None if self.path.starts_with("files/") => "只影响这一份附件",
            None if self.path.starts_with("seals/") => "封存导出可由数据库重写",
            None => "清单本身，其余部分无从核对",
        }
    }
}

/// Why a backup was not made or not restored. Nothing was changed where it says no.
#[derive(Debug, thiserror::Error)]
pub enum BackupFault {
    /// Storage.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// Keys.
    #[error(transparent)]
    Key(#[from] KeyFault),
    /// The file system.
    #[error("{} 读写没有完成：{why}", .path.display())]
    Io {
        /// Where.
        path: PathBuf,
        /// Why, in the system's words.
        why: io::Error,
    },
    /// Something is there already.
    #[error("{} 已经有内容，没有动它。请换一个新的目录", .0.display())]
    NotEmpty(PathBuf),
    /// The keys would lie beside what they open.
    #[error("密钥不能和备份放在一起：拿到这一份介质的人就能打开全部个人信息。请把 --keys 指到另一处介质")]
    KeysBeside,
    /// No list in it.
    #[error("{} 不是一份完整的备份：里面没有清单 manifest.json。中断的备份不能用，请换一份", .0.display())]
    NotABackup(PathBuf),
    /// Somebody or something changed it.
    #[error(
        "这份备份有 {} 处损坏，没有恢复。请换一份完好的备份，这一份先留着：其余 {sound} 个文件完好{}",
        .damage.len(),
        listed(.damage)
    )]
    Damaged {
        /// What is damaged.
        damage: Vec<Damage>,
        /// Files that are as they were written.
        sound: usize,
    },
    /// Made by a newer program.
    #[error("这份备份是更新版本的 OneDoor 做的（第 {found} 版结构，本程序只认识到第 {known} 版）。请换用新版程序恢复")]
    Newer {
        /// Schema of the backup.
        found: i64,
        /// Newest schema known here.
        known: i64,
    },
    /// Another county's or another time's keys.
    #[error("密钥与这份备份对不上：备份是用另一副密钥签的。请找到编号 {0} 的密钥文件")]
    OtherKeys(String),
    /// The database to restore into holds a county.
    #[error("目标数据库里已经有县，没有动它。请恢复到一个新的空数据库")]
    Taken,
    /// The rows that were written read differently: the program's fault.
    #[error("恢复后的内容与备份的摘要不同，没有启用。请保留备份并联系技术人员")]
    Unequal,
}

impl BackupFault {
    pub(super) fn io(path: &Path) -> impl FnOnce(io::Error) -> Self + '_ {
        move |why| Self::Io { path: path.to_owned(), why }
    }
}

/// The first twenty, each on a line of its own.
fn listed(damage: &[Damage]) -> String {
    damage.iter().take(20).map(|d| format!("\n  {d}")).collect()
}

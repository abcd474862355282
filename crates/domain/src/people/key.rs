//! Keys of programs (接口密钥): who they are for, what they open, until when. A key is made by an administrator; one that
//! changes anything is released by a supervisor before it opens a door. Not here: the secret itself, which the program
//! alone holds, and the count of its calls.

use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};

use super::Scope;
use crate::base::{DepartmentId, KeyId, StaffId};

/// Calls a minute at most that a key may be allowed.
pub const MOST_A_MINUTE: u32 = 6_000;
/// A key lives a year at most; then a new one is made.
const LONGEST_DAYS: i32 = 366;
const NAME: std::ops::RangeInclusive<usize> = 2..=40;

/// Where a key stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyState {
    /// Made, and not yet released (待核准).
    Waiting,
    /// In use (在用); `by` is who released it, nobody where no release is asked for.
    Released {
        /// When.
        at: Timestamp,
        /// Who.
        by: Option<StaffId>,
    },
    /// Opens nothing any more (已停用).
    Revoked {
        /// When.
        at: Timestamp,
        /// Who.
        by: Option<StaffId>,
    },
}

impl KeyState {
    /// Word in tables.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Released { .. } => "released",
            Self::Revoked { .. } => "revoked",
        }
    }
}

/// A key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApiKey {
    /// Id.
    pub id: KeyId,
    /// Version for concurrent edits.
    pub version: i64,
    /// Which system it is for; stands in the journal as `key:NAME`.
    pub name: String,
    /// What it opens.
    pub scopes: Vec<Scope>,
    /// Reaches no further than this department.
    pub department: Option<DepartmentId>,
    /// Calls a minute.
    pub per_minute: u32,
    /// Last day on which it opens anything.
    pub expires_on: Date,
    /// Beginning of the secret, to tell keys apart.
    pub hint: String,
    /// Made at.
    pub made_at: Timestamp,
    /// Made by.
    pub made_by: Option<StaffId>,
    /// Where it stands.
    pub state: KeyState,
}

/// What is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyWanted {
    /// Which system it is for.
    pub name: String,
    /// Words of scopes.
    pub scopes: Vec<String>,
    /// Department.
    pub department: Option<DepartmentId>,
    /// Calls a minute.
    pub per_minute: Option<u32>,
    /// Last day.
    pub expires_on: Option<Date>,
}

/// What is decided outside: id, beginning of the secret, time and person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyMaking {
    /// Id.
    pub id: KeyId,
    /// Beginning of the secret.
    pub hint: String,
    /// Now.
    pub at: Timestamp,
    /// Today in Asia/Shanghai.
    pub today: Date,
    /// Who.
    pub by: Option<StaffId>,
}

/// Event: a key was made. The secret is never in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeyMade {
    /// Which system it is for.
    pub name: String,
    /// What it opens.
    pub scopes: Vec<String>,
    /// Last day.
    pub expires_on: Date,
    /// Whether somebody else must release it.
    pub waits: bool,
}

/// Event: a key was released or revoked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeyTurned {
    /// Which system it is for.
    pub name: String,
}

/// Why a key is not made, released or revoked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum KeyRefusal {
    /// No name, or one too long.
    #[error("名称请写 2 到 40 个字，说明给哪个系统用")]
    Name,
    /// Another living key has it.
    #[error("已有同名的密钥，请换一个名称，或先停用旧的")]
    Taken,
    /// Nothing chosen, or a word that is none of ours.
    #[error("请至少选一项权限")]
    Scopes,
    /// 审受分离: one key does not take in and decide.
    #[error("收件和审批不能用同一个密钥，请分开发放")]
    BothSides,
    /// It would act for no department.
    #[error("审批、接管和答复整改要限定到一个部门，请选择部门")]
    DepartmentMissing,
    /// No such department.
    #[error("没有找到这个部门，请重新选择")]
    DepartmentUnknown,
    /// Out of range.
    #[error("每分钟次数请填 1 到 6000")]
    PerMinute,
    /// In the past, or too far.
    #[error("有效期请填今天以后、一年以内的日期")]
    ExpiresOn,
    /// It does not wait for that.
    #[error("这个密钥不在待核准中，请刷新后再看")]
    NotWaiting,
    /// Already.
    #[error("这个密钥已经停用")]
    Revoked,
}

impl ApiKey {
    /// It sees the cases that it handed on, and no others: it may not read cases at large.
    pub fn sees_own_alone(&self) -> bool {
        self.scopes.contains(&Scope::CasesPush) && !self.scopes.contains(&Scope::CasesRead)
    }

    /// Whether it opens anything today.
    pub fn is_live(&self, today: Date) -> bool {
        match self.state {
            KeyState::Released { .. } => today <= self.expires_on,
            KeyState::Waiting | KeyState::Revoked { .. } => false,
        }
    }

    /// Makes a key, or tells everything that is wrong with what is asked for.
    pub fn make(wanted: &KeyWanted, making: KeyMaking) -> Result<(Self, KeyMade), Vec<KeyRefusal>> {
        let mut flaws = Vec::new();
        let name = wanted.name.trim().to_owned();
        if !NAME.contains(&name.chars().count()) || name.chars().any(char::is_control) {
            flaws.push(KeyRefusal::Name);
        }
        let mut scopes: Vec<Scope> = wanted.scopes.iter().filter_map(|s| Scope::parse(s)).collect();
        scopes.sort_unstable();
        scopes.dedup();
        if scopes.is_empty() || wanted.scopes.iter().any(|s| Scope::parse(s).is_none()) {
            flaws.push(KeyRefusal::Scopes);
        }
        if scopes.iter().any(|s| s.takes_in()) && scopes.iter().any(|s| s.decides()) {
            flaws.push(KeyRefusal::BothSides);
        }
        if wanted.department.is_none() && scopes.iter().any(|s| s.is_of_department()) {
            flaws.push(KeyRefusal::DepartmentMissing);
        }
        let per_minute = wanted.per_minute.filter(|n| (1..=MOST_A_MINUTE).contains(n));
        if per_minute.is_none() {
            flaws.push(KeyRefusal::PerMinute);
        }
        let last = making.today.saturating_add(jiff::Span::new().days(LONGEST_DAYS));
        let expires_on = wanted.expires_on.filter(|day| (making.today..=last).contains(day));
        if expires_on.is_none() {
            flaws.push(KeyRefusal::ExpiresOn);
        }
        let (Some(per_minute), Some(expires_on), true) = (per_minute, expires_on, flaws.is_empty()) else {
            return Err(flaws);
        };
        let waits = scopes.iter().any(|s| s.is_released_apart());
        let event =
            KeyMade { name: name.clone(), scopes: scopes.iter().map(ToString::to_string).collect(), expires_on, waits };
        let state = if waits { KeyState::Waiting } else { KeyState::Released { at: making.at, by: None } };
        let key = Self {
            id: making.id,
            version: 1,
            name,
            scopes,
            department: wanted.department,
            per_minute,
            expires_on,
            hint: making.hint,
            made_at: making.at,
            made_by: making.by,
            state,
        };
        Ok((key, event))
    }

    /// Releases a key that waits (核准).
    pub fn release(&self, at: Timestamp, by: Option<StaffId>) -> Result<(Self, KeyTurned), KeyRefusal> {
        match self.state {
            KeyState::Waiting => Ok(self.turned(KeyState::Released { at, by })),
            KeyState::Released { .. } | KeyState::Revoked { .. } => Err(KeyRefusal::NotWaiting),
        }
    }

    /// Takes a key out of use (停用), for good.
    pub fn revoke(&self, at: Timestamp, by: Option<StaffId>) -> Result<(Self, KeyTurned), KeyRefusal> {
        match self.state {
            KeyState::Waiting | KeyState::Released { .. } => Ok(self.turned(KeyState::Revoked { at, by })),
            KeyState::Revoked { .. } => Err(KeyRefusal::Revoked),
        }
    }

    fn turned(&self, state: KeyState) -> (Self, KeyTurned) {
        let next = Self { state, version: self.version + 1, ..self.clone() };
        (next, KeyTurned { name: self.name.clone() })
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn wanted(scopes: &[Scope], department: Option<i64>) -> KeyWanted {
        KeyWanted {
            name: "省统一受理平台".into(),
            scopes: scopes.iter().map(ToString::to_string).collect(),
            department: department.map(DepartmentId::new),
            per_minute: Some(600),
            expires_on: Some(date(2027, 6, 30)),
        }
    }

    fn made(wanted: &KeyWanted) -> Result<ApiKey, Vec<KeyRefusal>> {
        let making = KeyMaking {
            id: KeyId::new(7),
            hint: "odk_1a2b".into(),
            at: Timestamp::UNIX_EPOCH,
            today: date(2026, 11, 20),
            by: Some(StaffId::new(1)),
        };
        ApiKey::make(wanted, making).map(|(key, _)| key)
    }

    #[test]
    fn a_key_that_only_reads_is_live_at_once_until_its_last_day() {
        let key = made(&wanted(&[Scope::CasesRead, Scope::CatalogueRead], None)).unwrap();
        assert!(key.is_live(date(2026, 11, 20)) && key.is_live(date(2027, 6, 30)));
        assert!(!key.is_live(date(2027, 7, 1)));
        let (gone, _) = key.revoke(Timestamp::UNIX_EPOCH, None).unwrap();
        assert!(!gone.is_live(date(2026, 11, 20)));
        assert_eq!(gone.revoke(Timestamp::UNIX_EPOCH, None).unwrap_err(), KeyRefusal::Revoked);
        assert_eq!(gone.release(Timestamp::UNIX_EPOCH, None).unwrap_err(), KeyRefusal::NotWaiting);
    }

    #[test]
    fn a_key_that_changes_cases_waits_for_a_second_person() {
        let key = made(&wanted(&[Scope::CasesDecide], Some(3))).unwrap();
        assert!(!key.is_live(date(2026, 11, 20)));
        let (released, _) = key.release(Timestamp::UNIX_EPOCH, Some(StaffId::new(2))).unwrap();
        assert!(released.is_live(date(2026, 11, 20)));
        assert_eq!(released.release(Timestamp::UNIX_EPOCH, None).unwrap_err(), KeyRefusal::NotWaiting);
    }

    #[test]
    fn everything_wrong_is_told_at_once() {
        let nothing =
            KeyWanted { name: "x".into(), scopes: vec![], department: None, per_minute: Some(0), expires_on: None };
        let all = [KeyRefusal::Name, KeyRefusal::Scopes, KeyRefusal::PerMinute, KeyRefusal::ExpiresOn];
        assert_eq!(made(&nothing).unwrap_err(), all);
        let both = wanted(&[Scope::CasesWrite, Scope::CasesDecide], None);
        assert_eq!(made(&both).unwrap_err(), [KeyRefusal::BothSides, KeyRefusal::DepartmentMissing]);
        let mut odd = wanted(&[Scope::CasesRead], None);
        odd.scopes.push("people:write".into());
        odd.expires_on = Some(date(2028, 1, 1));
        assert_eq!(made(&odd).unwrap_err(), [KeyRefusal::Scopes, KeyRefusal::ExpiresOn]);
    }
}

//! Members of staff, and the desk one of them sits at.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{ApiKey, Role, Source, Stamp};
use crate::base::{DepartmentId, StaffId, fold};

/// A member of staff.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Staff {
    /// Id.
    pub id: StaffId,
    /// Name for signing in.
    pub login: Login,
    /// Name on papers and in histories.
    pub name: String,
    /// What they may act as.
    pub roles: Vec<Role>,
    /// Department, for approvers.
    pub department: Option<DepartmentId>,
    /// Window in the hall; counts for clerks alone, see [`Staff::window`].
    pub window_no: Option<u16>,
    /// False once they have left: no sign-in, history stays.
    pub active: bool,
    /// Version for concurrent edits.
    pub version: i64,
}

impl Staff {
    /// The window at which they sit: clerks alone sit at one.
    pub fn window(&self) -> Option<u16> {
        self.window_no.filter(|_| self.roles.contains(&Role::Clerk))
    }
}

/// A sign-in name: 2 to 32 of a–z, 0–9, `-`, `_`, `.`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Login(String);

/// Why a sign-in name will not do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LoginFlaw {
    /// Shorter than 2 or longer than 32 characters.
    #[error("登录名要 2 到 32 个字符，现在是 {0} 个")]
    Length(usize),
    /// A character outside the list.
    #[error("登录名只用小写字母、数字、点和横线，请去掉“{0}”")]
    Character(char),
}

impl Login {
    /// Folds full-width and upper-case letters, then checks.
    pub fn parse(text: &str) -> Result<Self, LoginFlaw> {
        let text = fold(text).to_lowercase();
        let length = text.chars().count();
        if !(2..=32).contains(&length) {
            return Err(LoginFlaw::Length(length));
        }
        match text.chars().find(|c| !(c.is_ascii_lowercase() || c.is_ascii_digit() || "-_.".contains(*c))) {
            Some(c) => Err(LoginFlaw::Character(c)),
            None => Ok(Self(text)),
        }
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Who is at the keyboard, and where: what every use case is given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Desk {
    /// The person, or nobody for the public and for jobs. For a program it is the seat that its key gives it: the
    /// key's id and name, in no role.
    pub staff: Option<Staff>,
    /// The key of a program; then its rights alone count.
    pub key: Option<ApiKey>,
    /// Terminal: `3号窗口`, an address, `命令行`.
    pub terminal: String,
    /// `公众` or `系统` where there is no staff.
    pub label: &'static str,
}

impl Desk {
    /// Anybody who has not signed in.
    pub fn public(terminal: impl Into<String>) -> Self {
        Self { staff: None, key: None, terminal: terminal.into(), label: "公众" }
    }

    /// The program itself, or its operator on the command line.
    pub fn system(terminal: impl Into<String>) -> Self {
        Self { staff: None, key: None, terminal: terminal.into(), label: "系统" }
    }

    /// A signed-in member of staff.
    pub fn of(staff: Staff, terminal: impl Into<String>) -> Self {
        Self { staff: Some(staff), key: None, terminal: terminal.into(), label: "工作人员" }
    }

    /// A program with its key.
    pub fn of_key(key: ApiKey, address: &str) -> Self {
        let seat = Staff {
            id: StaffId::new(key.id.get()),
            login: Login(format!("key-{}", key.id)),
            name: key.name.clone(),
            roles: Vec::new(),
            department: key.department,
            window_no: None,
            active: true,
            version: key.version,
        };
        Self { staff: Some(seat), key: Some(key), terminal: format!("接口 {address}"), label: "接口" }
    }

    /// True for the program and its operator, which act outside the role table.
    pub fn is_system(&self) -> bool {
        self.staff.is_none() && self.label == "系统"
    }

    /// The stamp of an act done now, live.
    pub fn stamp(&self, now: Timestamp, role: Option<Role>) -> Stamp {
        let actor = match (&self.key, &self.staff) {
            (Some(key), _) => format!("key:{}", key.name),
            (None, Some(s)) => format!("{} {}", s.id, s.name),
            (None, None) => self.label.to_owned(),
        };
        Stamp {
            happened_at: now,
            entered_at: now,
            actor,
            role: role.map_or("-", Role::as_str).to_owned(),
            terminal: self.terminal.clone(),
            source: Source::Live,
        }
    }
}

/// Event: somebody joined.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StaffAdded {
    /// Sign-in name.
    pub login: String,
    /// Roles given.
    pub roles: Vec<String>,
}

/// Event: roles, window, department, activity or password changed. Passwords are never in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StaffChanged {
    /// What changed, in words.
    pub what: String,
}

/// Event: somebody signed in. Failed tries are counted apart and are no events.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StaffSignedIn {
    /// From which terminal.
    pub terminal: String,
}

/// Event of whoever printed it: a notice of acceptance (受理通知书) was drawn with its query password,
/// for the first time or again. The case itself does not change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReceiptPrinted {
    /// 办件编号.
    pub case_no: String,
}

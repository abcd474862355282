//! Roles of staff (岗位).

use std::fmt;

/// What somebody is there for. One person may hold several.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// 综合窗口人员: takes cases in and hands results out.
    Clerk,
    /// 部门审批人: decides the cases of the own department.
    Approver,
    /// 事项编制: keeps the catalogue and the stations.
    Editor,
    /// 督查 / 领导: sees the figures and every case, changes none.
    Supervisor,
    /// 系统管理员: keeps staff and settings, decides no case.
    Administrator,
    /// 电话回访员: calls those who were drawn.
    Caller,
    /// 纪检联络员: takes clues on integrity and hands them to those who look into them.
    Discipline,
    /// 站点人员、帮办代办员: works at a township centre or a village station, of which its post speaks.
    Helper,
}

impl Role {
    /// All of them, in the order pages list them.
    pub const ALL: [Self; 8] = [
        Self::Clerk,
        Self::Approver,
        Self::Editor,
        Self::Supervisor,
        Self::Administrator,
        Self::Caller,
        Self::Discipline,
        Self::Helper,
    ];

    /// Word in tables, files and the command line.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Clerk => "clerk",
            Self::Approver => "approver",
            Self::Editor => "editor",
            Self::Supervisor => "supervisor",
            Self::Administrator => "administrator",
            Self::Caller => "caller",
            Self::Discipline => "discipline",
            Self::Helper => "helper",
        }
    }

    /// Word on pages.
    pub fn label(self) -> &'static str {
        match self {
            Self::Clerk => "窗口人员",
            Self::Approver => "部门审批人",
            Self::Editor => "事项编制",
            Self::Supervisor => "督查",
            Self::Administrator => "系统管理员",
            Self::Caller => "电话回访员",
            Self::Discipline => "纪检联络员",
            Self::Helper => "站点人员",
        }
    }

    /// Reads the word of a table.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|r| r.as_str() == text)
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

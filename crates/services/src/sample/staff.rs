//! The sample county's staff (样例人员) and how one signs in as each role.
//!
//! The password is public, stands in this file and is printed; it exists in the sample county alone.
//! Deliberately not here: staff of a real county, whose first password is made by `init`.

use std::collections::HashMap;

use domain::people::{Desk, Role, Staff};
use store::people as store_rows;

use super::{catalogue::Catalogue, create::SampleFault, rows, visitors};
use crate::{
    Bureau,
    people::{NewStaff, add_staff},
};

/// The password of everybody in the sample county.
pub const SAMPLE_PASSWORD: &str = "Qinghe-2026";

/// The approver who is shown decides this matter, the one that most visitors try first.
const SHOWN_MATTER: &str = "食品经营许可";

/// How to sign in as one role.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SampleSignIn {
    /// Role.
    pub role: Role,
    /// Sign-in name.
    pub login: &'static str,
    /// Password.
    pub password: &'static str,
    /// Name on papers.
    pub name: &'static str,
}

/// Who takes in and who decides.
pub(super) struct SampleStaff {
    pub(super) clerks: Vec<Staff>,
    /// Who calls back.
    pub(super) callers: Vec<Staff>,
    /// Who works at stations.
    pub(super) helpers: Vec<Staff>,
    /// Who keeps the catalogue, and enters letters.
    pub(super) editor: Option<Staff>,
    /// Who watches the others.
    pub(super) supervisor: Option<Staff>,
    /// By key of their department.
    pub(super) approvers: HashMap<&'static str, Staff>,
}

/// One sign-in for each role. Empty only if the shipped tables do not read, which tests exclude.
pub fn sign_ins() -> Vec<SampleSignIn> {
    let (Ok(staff), Ok(matters)) = (visitors::staff(), rows::matters()) else { return Vec::new() };
    let shown = matters.iter().find(|m| m.name == SHOWN_MATTER).map(|m| m.department);
    let of = |role: Role| {
        let fits = |department: Option<&str>| match role {
            Role::Approver => department == shown,
            Role::Clerk
            | Role::Editor
            | Role::Supervisor
            | Role::Administrator
            | Role::Caller
            | Role::Discipline
            | Role::Helper => true,
        };
        staff.iter().find(|s| s.roles.contains(&role) && fits(s.department)).map(|s| SampleSignIn {
            role,
            login: s.login,
            password: SAMPLE_PASSWORD,
            name: s.name,
        })
    };
    Role::ALL.into_iter().filter_map(of).collect()
}

/// Adds everybody through the administrator's use case.
pub(super) fn load(
    bureau: &Bureau,
    catalogue: &Catalogue,
    progress: &dyn Fn(&str, u64, u64),
) -> Result<SampleStaff, SampleFault> {
    let staff = visitors::staff()?;
    let mut out = SampleStaff {
        clerks: Vec::new(),
        callers: Vec::new(),
        helpers: Vec::new(),
        editor: None,
        supervisor: None,
        approvers: HashMap::new(),
    };
    let desk = Desk::system("命令行");
    for (n, row) in staff.iter().enumerate() {
        let department = match row.department {
            None => None,
            Some(key) => match catalogue.departments.get(key) {
                Some((id, _)) => Some(id.get()),
                None => return Err(row.at.fault(format!("没有部门“{key}”")).into()),
            },
        };
        let new = NewStaff {
            login: row.login.into(),
            name: row.name.into(),
            roles: row.roles.iter().map(|r| r.as_str().to_owned()).collect(),
            department,
            window_no: row.window,
            password: SAMPLE_PASSWORD.into(),
            must_change: false,
        };
        let id = add_staff(bureau, &desk, &new, None)?;
        let made = bureau.db().read(|tx| store_rows::staff(tx, bureau.region(), id))?;
        let made = made.ok_or_else(|| row.at.fault("没有存进去"))?;
        // A representative sits at a window for the own department and takes no other item in.
        if made.roles.contains(&Role::Clerk) && !made.roles.contains(&Role::Approver) {
            out.clerks.push(made.clone());
        }
        if made.roles.contains(&Role::Caller) {
            out.callers.push(made.clone());
        }
        if made.roles.contains(&Role::Helper) {
            out.helpers.push(made.clone());
        }
        if made.roles.contains(&Role::Editor) && out.editor.is_none() {
            out.editor = Some(made.clone());
        }
        if made.roles.contains(&Role::Supervisor) && out.supervisor.is_none() {
            out.supervisor = Some(made.clone());
        }
        if let (true, Some(key)) = (made.roles.contains(&Role::Approver), row.department) {
            out.approvers.insert(key, made);
        }
        progress("人员", n as u64 + 1, staff.len() as u64);
    }
    Ok(out)
}

//! Keeping staff (系统管理员): adding, resetting a password, leaving.

use domain::{
    base::{DepartmentId, StaffId},
    people::{
        Act, Department, Desk, Login, LoginFlaw, PasswordFlaw, Role, Staff, StaffAdded, StaffChanged, check_password,
    },
};
use serde::Serialize;
use store::{
    StoreError,
    journal::{self, Entry, Stream},
    people::{self as rows, Secret},
};

use super::password;
use crate::{Bureau, Failure};

/// What the administrator's form holds.
#[derive(Debug, Clone, Serialize)]
pub struct NewStaff {
    /// Sign-in name.
    pub login: String,
    /// Name.
    pub name: String,
    /// Role words.
    pub roles: Vec<String>,
    /// Department, for approvers.
    pub department: Option<i64>,
    /// Window, for clerks.
    pub window_no: Option<u16>,
    /// First password.
    #[serde(skip)]
    pub password: String,
    /// Must be changed at the first sign-in.
    pub must_change: bool,
}

/// Why a member of staff is not added or changed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StaffRefusal {
    /// Sign-in name.
    #[error(transparent)]
    Login(#[from] LoginFlaw),
    /// Taken.
    #[error("登录名“{0}”已经有人用，请换一个")]
    Taken(String),
    /// No name.
    #[error("请填写姓名")]
    NameMissing,
    /// No role.
    #[error("请至少选一个岗位")]
    RoleMissing,
    /// 三员分立: administrators decide nothing.
    #[error("系统管理员不能兼其他岗位，请另开一个账号")]
    AdministratorAlone,
    /// An approver without a department sees nothing.
    #[error("部门审批人要选所属部门")]
    DepartmentMissing,
    /// A clerk without a window can take nothing in.
    #[error("窗口人员要填窗口号，1 到 99")]
    WindowMissing,
    /// Password.
    #[error(transparent)]
    Password(#[from] PasswordFlaw),
    /// One's own account cannot be closed.
    #[error("不能停用自己的账号，请由另一位管理员操作")]
    Oneself,
}

impl StaffRefusal {
    /// The form's field.
    pub fn field(&self) -> &'static str {
        match self {
            Self::Login(_) | Self::Taken(_) | Self::Oneself => "login",
            Self::NameMissing => "name",
            Self::RoleMissing | Self::AdministratorAlone => "roles",
            Self::DepartmentMissing => "department",
            Self::WindowMissing => "window_no",
            Self::Password(_) => "password",
        }
    }
}

fn check(new: &NewStaff) -> Result<(Login, Vec<Role>), StaffRefusal> {
    let login = Login::parse(&new.login)?;
    if new.name.trim().is_empty() {
        return Err(StaffRefusal::NameMissing);
    }
    let mut roles: Vec<Role> = new.roles.iter().filter_map(|r| Role::parse(r)).collect();
    roles.sort();
    roles.dedup();
    if roles.is_empty() {
        return Err(StaffRefusal::RoleMissing);
    }
    if roles.contains(&Role::Administrator) && roles.len() > 1 {
        return Err(StaffRefusal::AdministratorAlone);
    }
    if roles.contains(&Role::Approver) && new.department.is_none() {
        return Err(StaffRefusal::DepartmentMissing);
    }
    if roles.contains(&Role::Clerk) && !new.window_no.is_some_and(|w| (1..=99).contains(&w)) {
        return Err(StaffRefusal::WindowMissing);
    }
    check_password(&new.password, login.as_str())?;
    Ok((login, roles))
}

/// Adds a member of staff.
pub fn add_staff(
    bureau: &Bureau,
    desk: &Desk,
    new: &NewStaff,
    key: Option<&str>,
) -> Result<StaffId, Failure<StaffRefusal>> {
    let role = bureau.may(desk, Act::StaffEdit)?;
    let (login, roles) = check(new).map_err(Failure::Refused)?;
    let staff = Staff {
        id: StaffId::new(bureau.new_id()),
        login,
        name: new.name.trim().to_owned(),
        roles,
        department: new.department.map(DepartmentId::new),
        window_no: new.window_no,
        active: true,
        version: 1,
    };
    let secret = Secret { password_hash: password::hash(&new.password, bureau.rng()), must_change: new.must_change };
    let (region, now, stamp) = (*bureau.region(), bureau.now(), desk.stamp(bureau.now(), role));
    let command = bureau.command("staff.add", key, new);
    let done = bureau.db().commit(command, move |tx| -> Result<i64, Failure<StaffRefusal>> {
        if rows::staff_by_login(tx, &region, &staff.login)?.is_some() {
            return Err(Failure::Refused(StaffRefusal::Taken(staff.login.as_str().to_owned())));
        }
        let event = StaffAdded {
            login: staff.login.as_str().to_owned(),
            roles: staff.roles.iter().map(|r| r.as_str().to_owned()).collect(),
        };
        let entry = Entry::new(Stream::staff(staff.id), 0, "staff.added", &event).with(rows::staff_change(&region, &staff));
        journal::append(tx, &region, &stamp, entry)?;
        rows::set_secret(tx, &region, staff.id, &secret, now)?;
        Ok(staff.id.get())
    })?;
    Ok(StaffId::new(done.value))
}

/// The first administrator of a county, made by `init` on the command line.
pub fn first_administrator(
    bureau: &Bureau,
    login: &str,
    name: &str,
    password: &str,
    must_change: bool,
) -> Result<StaffId, Failure<StaffRefusal>> {
    let new = NewStaff {
        login: login.to_owned(),
        name: name.to_owned(),
        roles: vec![Role::Administrator.as_str().to_owned()],
        department: None,
        window_no: None,
        password: password.to_owned(),
        must_change,
    };
    add_staff(bureau, &Desk::system("命令行"), &new, None)
}

fn change(
    bureau: &Bureau,
    desk: &Desk,
    id: StaffId,
    what: &str,
    active: Option<bool>,
    secret: Option<Secret>,
) -> Result<(), Failure<StaffRefusal>> {
    let role = bureau.may(desk, Act::StaffEdit)?;
    let (region, now, stamp) = (*bureau.region(), bureau.now(), desk.stamp(bureau.now(), role));
    let what = what.to_owned();
    bureau.db().write(move |tx| {
        let staff = rows::staff(tx, &region, id)?.ok_or(Failure::NotFound)?;
        let version = journal::head(tx, &region, &Stream::staff(id))?;
        let changed = Staff { active: active.unwrap_or(staff.active), version: staff.version + 1, ..staff };
        let entry = Entry::new(Stream::staff(id), version, "staff.changed", &StaffChanged { what: what.clone() })
            .with(rows::staff_change(&region, &changed));
        journal::append(tx, &region, &stamp, entry)?;
        if let Some(secret) = &secret {
            rows::set_secret(tx, &region, id, secret, now)?;
        }
        rows::close_sessions_of(tx, &region, id)?;
        Ok(())
    })
}

/// Gives somebody a new first password; their sessions end.
pub fn reset_password(bureau: &Bureau, desk: &Desk, id: StaffId, new: &str) -> Result<(), Failure<StaffRefusal>> {
    check_password(new, "").map_err(|f| Failure::Refused(f.into()))?;
    let secret = Secret { password_hash: password::hash(new, bureau.rng()), must_change: true };
    change(bureau, desk, id, "管理员重置了密码", None, Some(secret))
}

/// Closes or reopens an account; sessions end.
pub fn set_active(bureau: &Bureau, desk: &Desk, id: StaffId, active: bool) -> Result<(), Failure<StaffRefusal>> {
    if desk.staff.as_ref().is_some_and(|s| s.id == id) {
        return Err(Failure::Refused(StaffRefusal::Oneself));
    }
    change(bureau, desk, id, if active { "账号重新启用" } else { "账号停用" }, Some(active), None)
}

/// One line of the staff list.
#[derive(Debug, Clone)]
pub struct StaffLine {
    /// The person.
    pub staff: Staff,
    /// Department's name.
    pub department: String,
}

/// Everybody.
pub fn staff_lines(bureau: &Bureau, desk: &Desk) -> Result<Vec<StaffLine>, Failure<StaffRefusal>> {
    bureau.may(desk, Act::StaffView)?;
    let region = bureau.region();
    Ok(bureau.db().read(|tx| {
        let departments = rows::departments(tx, region)?;
        let named = |id| departments.iter().find(|d| Some(d.id) == id).map(|d| d.name.clone()).unwrap_or_default();
        Ok(rows::staff_list(tx, region)?
            .into_iter()
            .map(|staff| StaffLine { department: named(staff.department), staff })
            .collect())
    })?)
}

/// All departments, for lists to choose from. Their names are public.
pub fn departments(bureau: &Bureau) -> Result<Vec<Department>, StoreError> {
    bureau.db().read(|tx| rows::departments(tx, bureau.region()))
}

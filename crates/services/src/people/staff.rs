//! Keeping staff (系统管理员): adding, changing, resetting a password, leaving. Their lists are in
//! `lines`; one's own password is in `password`.

use domain::{
    base::{DepartmentId, StaffId},
    people::{Act, Desk, Login, LoginFlaw, PasswordFlaw, Role, Staff, StaffAdded, StaffChanged, check_password},
};
use serde::Serialize;
use store::{
    Tx,
    journal::{self, Entry, Stream},
    people::{self as rows, Secret},
};

use super::{password, turnstile::Crowded};
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
    /// No such department.
    #[error("没有找到这个部门，请重新选择")]
    DepartmentUnknown,
    /// A clerk without a window can take nothing in.
    #[error("窗口人员要填窗口号，1 到 99")]
    WindowMissing,
    /// Password.
    #[error(transparent)]
    Password(#[from] PasswordFlaw),
    /// One's own account cannot be closed.
    #[error("不能停用自己的账号，请由另一位管理员操作")]
    Oneself,
    /// Nor can one cease to be administrator by oneself: the last one would lock everybody out.
    #[error("不能去掉自己的系统管理员岗位，请由另一位管理员操作")]
    OwnRole,
    /// Too many passwords are being hashed at the moment.
    #[error("现在登录的人多，请稍等再试")]
    Busy,
}

impl From<Crowded> for Failure<StaffRefusal> {
    fn from(_: Crowded) -> Self {
        Self::Refused(StaffRefusal::Busy)
    }
}

/// What stands in a post: the roles as they are kept, after the rules of who may be what.
fn check_post(
    name: &str,
    roles: &[String],
    department: Option<i64>,
    window_no: Option<u16>,
) -> Result<Vec<Role>, StaffRefusal> {
    if name.trim().is_empty() {
        return Err(StaffRefusal::NameMissing);
    }
    let mut roles: Vec<Role> = roles.iter().filter_map(|r| Role::parse(r)).collect();
    roles.sort();
    roles.dedup();
    if roles.is_empty() {
        return Err(StaffRefusal::RoleMissing);
    }
    if roles.contains(&Role::Administrator) && roles.len() > 1 {
        return Err(StaffRefusal::AdministratorAlone);
    }
    if roles.contains(&Role::Approver) && department.is_none() {
        return Err(StaffRefusal::DepartmentMissing);
    }
    if roles.contains(&Role::Clerk) && !window_no.is_some_and(|w| (1..=99).contains(&w)) {
        return Err(StaffRefusal::WindowMissing);
    }
    Ok(roles)
}

/// The department that was chosen is there.
fn known(tx: &mut Tx<'_>, bureau: &Bureau, department: Option<DepartmentId>) -> Result<(), Failure<StaffRefusal>> {
    match department {
        Some(id) if rows::department(tx, bureau.region(), id)?.is_none() => {
            Err(Failure::Refused(StaffRefusal::DepartmentUnknown))
        }
        Some(_) | None => Ok(()),
    }
}

/// Adds a member of staff.
pub fn add_staff(
    bureau: &Bureau,
    desk: &Desk,
    new: &NewStaff,
    key: Option<&str>,
) -> Result<StaffId, Failure<StaffRefusal>> {
    let role = bureau.may(desk, Act::StaffEdit)?;
    let login = Login::parse(&new.login).map_err(|f| Failure::Refused(f.into()))?;
    let roles = check_post(&new.name, &new.roles, new.department, new.window_no).map_err(Failure::Refused)?;
    check_password(&new.password, login.as_str()).map_err(|f| Failure::Refused(f.into()))?;
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
    let secret = Secret { password_hash: hash(bureau, &new.password)?, must_change: new.must_change };
    let (region, now, stamp) = (*bureau.region(), bureau.now(), desk.stamp(bureau.now(), role));
    let command = bureau.command(desk, "staff.add", key, new);
    let worker = bureau.clone();
    let done = bureau.db().commit(command, move |tx| -> Result<i64, Failure<StaffRefusal>> {
        known(tx, &worker, staff.department)?;
        if rows::staff_by_login(tx, &region, &staff.login)?.is_some() {
            return Err(Failure::Refused(StaffRefusal::Taken(staff.login.as_str().to_owned())));
        }
        let event = StaffAdded {
            login: staff.login.as_str().to_owned(),
            roles: staff.roles.iter().map(|r| r.as_str().to_owned()).collect(),
        };
        let entry =
            Entry::new(Stream::staff(staff.id), 0, "staff.added", &event).with(rows::staff_change(&region, &staff));
        journal::append(tx, &region, &stamp, entry)?;
        rows::set_secret(tx, &region, staff.id, &secret, now)?;
        Ok(staff.id.get())
    })?;
    Ok(StaffId::new(done.value))
}

fn hash(bureau: &Bureau, password: &str) -> Result<String, Failure<StaffRefusal>> {
    Ok(password::hash(&mut bureau.turnstile().enter()?, password, bureau.rng()))
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

/// Which account an act is about, as the administrator's page showed it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct StaffAt {
    /// Id.
    pub id: i64,
    /// Version the page was made from.
    pub version: i64,
}

/// What the form for a change holds. The sign-in name stays: histories and papers name it.
#[derive(Debug, Clone, Serialize)]
pub struct StaffForm {
    /// Whose.
    pub at: StaffAt,
    /// Name.
    pub name: String,
    /// Role words.
    pub roles: Vec<String>,
    /// Department, for approvers.
    pub department: Option<i64>,
    /// Window, for clerks.
    pub window_no: Option<u16>,
}

/// Changes name, roles, department and window. Whose rights or seat change is signed out. Returns the
/// version.
pub fn edit_staff(
    bureau: &Bureau,
    desk: &Desk,
    form: &StaffForm,
    key: Option<&str>,
) -> Result<i64, Failure<StaffRefusal>> {
    bureau.may(desk, Act::StaffEdit)?;
    let roles = check_post(&form.name, &form.roles, form.department, form.window_no).map_err(Failure::Refused)?;
    let own = desk.staff.as_ref().is_some_and(|s| s.id.get() == form.at.id);
    if own && !roles.contains(&Role::Administrator) {
        return Err(Failure::Refused(StaffRefusal::OwnRole));
    }
    let (name, department) = (form.name.trim().to_owned(), form.department.map(DepartmentId::new));
    let (window_no, worker) = (form.window_no, bureau.clone());
    let command = bureau.command(desk, "staff.edit", key, form);
    change(bureau, desk, form.at, command, None, move |tx, was| {
        known(tx, &worker, department)?;
        let next = Staff { name: name.clone(), roles: roles.clone(), department, window_no, ..was.clone() };
        let mut what = Vec::new();
        if next.name != was.name {
            what.push(format!("姓名“{}”改为“{}”", was.name, next.name));
        }
        if next.roles != was.roles {
            what.push(format!("岗位由{}改为{}", role_words(&was.roles), role_words(&next.roles)));
        }
        if next.department != was.department {
            let (old, new) = (named(tx, &worker, was.department)?, named(tx, &worker, next.department)?);
            what.push(format!("部门由{old}改为{new}"));
        }
        if next.window_no != was.window_no {
            what.push(format!("窗口由{}改为{}", window_words(was.window_no), window_words(next.window_no)));
        }
        Ok((next, what.join("；")))
    })
}

fn role_words(roles: &[Role]) -> String {
    roles.iter().map(|r| r.label()).collect::<Vec<_>>().join("、")
}

fn window_words(no: Option<u16>) -> String {
    no.map_or_else(|| "不在窗口".to_owned(), |n| format!("{n} 号"))
}

fn named(tx: &mut Tx<'_>, bureau: &Bureau, id: Option<DepartmentId>) -> Result<String, Failure<StaffRefusal>> {
    let Some(id) = id else { return Ok("政务服务局".to_owned()) };
    Ok(rows::department(tx, bureau.region(), id)?.map_or_else(|| id.to_string(), |d| d.name))
}

/// One change of one account with its event. Sessions end unless only the name changed.
fn change(
    bureau: &Bureau,
    desk: &Desk,
    at: StaffAt,
    command: store::Command,
    secret: Option<Secret>,
    mut edit: impl FnMut(&mut Tx<'_>, &Staff) -> Result<(Staff, String), Failure<StaffRefusal>> + Send + 'static,
) -> Result<i64, Failure<StaffRefusal>> {
    let role = bureau.may(desk, Act::StaffEdit)?;
    let (region, now, stamp) = (*bureau.region(), bureau.now(), desk.stamp(bureau.now(), role));
    let id = StaffId::new(at.id);
    let done = bureau.db().commit(command, move |tx| -> Result<i64, Failure<StaffRefusal>> {
        let was = rows::staff(tx, &region, id)?.ok_or(Failure::NotFound)?;
        if was.version != at.version {
            return Err(Failure::Stale);
        }
        let (next, what) = edit(tx, &was)?;
        if what.is_empty() {
            return Ok(was.version);
        }
        let next = Staff { version: was.version + 1, ..next };
        let head = journal::head(tx, &region, &Stream::staff(id))?;
        let entry = Entry::new(Stream::staff(id), head, "staff.changed", &StaffChanged { what })
            .with(rows::staff_change(&region, &next));
        journal::append(tx, &region, &stamp, entry)?;
        if let Some(secret) = &secret {
            rows::set_secret(tx, &region, id, secret, now)?;
        }
        let seat = |s: &Staff| (s.roles.clone(), s.department, s.window_no, s.active);
        if secret.is_some() || seat(&was) != seat(&next) {
            rows::close_sessions_of(tx, &region, id)?;
        }
        Ok(next.version)
    })?;
    Ok(done.value)
}

/// Gives somebody a new first password; their sessions end.
pub fn reset_password(
    bureau: &Bureau,
    desk: &Desk,
    at: StaffAt,
    new: &str,
    key: Option<&str>,
) -> Result<(), Failure<StaffRefusal>> {
    bureau.may(desk, Act::StaffEdit)?;
    let staff = bureau.db().read(|tx| rows::staff(tx, bureau.region(), StaffId::new(at.id)))?;
    let staff = staff.ok_or(Failure::NotFound)?;
    check_password(new, staff.login.as_str()).map_err(|f| Failure::Refused(f.into()))?;
    let secret = Secret { password_hash: hash(bureau, new)?, must_change: true };
    let command = bureau.command(desk, "staff.reset", key, &at);
    change(bureau, desk, at, command, Some(secret), |_, was| Ok((was.clone(), "管理员重置了密码".into()))).map(|_| ())
}

/// Closes or reopens an account; sessions end.
pub fn set_active(
    bureau: &Bureau,
    desk: &Desk,
    at: StaffAt,
    active: bool,
    key: Option<&str>,
) -> Result<(), Failure<StaffRefusal>> {
    bureau.may(desk, Act::StaffEdit)?;
    if desk.staff.as_ref().is_some_and(|s| s.id.get() == at.id) {
        return Err(Failure::Refused(StaffRefusal::Oneself));
    }
    let command = bureau.command(desk, "staff.active", key, &(at, active));
    change(bureau, desk, at, command, None, move |_, was| {
        let what = if active { "账号重新启用" } else { "账号停用" };
        Ok((Staff { active, ..was.clone() }, what.to_owned()))
    })
    .map(|_| ())
}

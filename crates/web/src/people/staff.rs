//! Keeping staff (人员): the list, a new member, a new first password, leaving and coming back.

use axum::{
    extract::{Path, State},
    http::StatusCode,
};
use domain::{
    base::StaffId,
    people::{Department, Role, Staff},
};
use services::{
    Failure,
    people::{
        NewStaff, StaffAt, StaffLine, StaffRefusal, add_staff, departments, fingerprint, reset_password, set_active,
        staff_lines,
    },
};

use super::{GivenPassword, StaffFormPage, StaffListPage, StaffResetPage, StaffRow};
use crate::{
    base::{Choice, Field, Pick, Tag, Tone, paths},
    door::{App, Oops, Posted, Query, Reply, Seat, address, blocking, go, id, show, show_as},
};

const WINDOWS: u16 = 99;

pub(crate) async fn list(State(app): State<App>, seat: Seat, query: Query) -> Reply {
    let mut page = list_page(&app, &seat, &query.text("q")).await?;
    page.frame.notice = match query.text("done").as_str() {
        "changed" => Some("人员信息已改好".into()),
        "closed" => Some("账号已停用，已登录的电脑已退出".into()),
        "opened" => Some("账号已重新启用".into()),
        _ => None,
    };
    show(&page)
}

async fn list_page(app: &App, seat: &Seat, words: &str) -> Result<StaffListPage, Oops> {
    let lines = lines(app, seat).await?;
    let fits = |l: &&StaffLine| {
        let login = l.staff.login.as_str();
        words.is_empty() || l.staff.name.contains(words) || login.contains(words) || l.department.contains(words)
    };
    let own = seat.desk.staff.as_ref().map(|s| s.id);
    let rows: Vec<StaffRow> = lines.iter().filter(fits).map(|l| row(l, own)).collect();
    let total = u32::try_from(rows.len()).unwrap_or(u32::MAX);
    Ok(StaffListPage { frame: app.frame(seat, "人员"), q: Field::of(words), rows, total })
}

async fn lines(app: &App, seat: &Seat) -> Result<Vec<StaffLine>, Oops> {
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    Ok(blocking(move || staff_lines(&bureau, &desk)).await??)
}

/// One member; none is the page that is not there.
pub(super) async fn line_of(app: &App, seat: &Seat, wanted: StaffId) -> Result<StaffLine, Oops> {
    lines(app, seat).await?.into_iter().find(|l| l.staff.id == wanted).ok_or_else(Oops::not_found)
}

fn row(line: &StaffLine, own: Option<StaffId>) -> StaffRow {
    let staff = &line.staff;
    let roles: Vec<&str> = staff.roles.iter().map(|r| r.label()).collect();
    StaffRow {
        id: staff.id.to_string(),
        name: staff.name.clone(),
        account: staff.login.as_str().to_owned(),
        roles: roles.join("、"),
        department: department_of(line),
        window: staff.window().map(window).unwrap_or_default(),
        version: staff.version,
        state: if staff.active { Tag::new(Tone::Good, "在岗") } else { Tag::new(Tone::Neutral, "已停用") },
        active: staff.active,
        own: own == Some(staff.id),
    }
}

/// Who belongs to no department works for the office itself.
fn department_of(line: &StaffLine) -> String {
    if line.department.is_empty() { "政务服务局".into() } else { line.department.clone() }
}

fn window(no: u16) -> String {
    format!("{no} 号综合窗口")
}

/// What was typed into the form for a new member or a change.
#[derive(Default)]
pub(super) struct Typed {
    pub(super) name: String,
    pub(super) account: String,
    pub(super) department: String,
    pub(super) roles: Vec<String>,
    pub(super) window: String,
}

impl Typed {
    pub(super) fn of(form: &Posted) -> Self {
        Self {
            name: form.text("name"),
            account: form.text("account"),
            department: form.text("department"),
            roles: form.all("roles"),
            window: form.text("window"),
        }
    }
}

async fn form_page(app: &App, seat: &Seat, typed: &Typed) -> Result<StaffFormPage, Oops> {
    let bureau = app.bureau().clone();
    let known = blocking(move || departments(&bureau)).await?.map_err(|e| Oops::broken(&e))?;
    Ok(StaffFormPage {
        frame: app.frame(seat, "添加人员"),
        name: Field::of(&typed.name),
        account: Field::of(&typed.account),
        department: department_choice(&known, &typed.department, "政务服务局"),
        roles: role_choice(&typed.roles),
        window: window_choice(&typed.window),
        given: None,
    })
}

pub(super) fn role_choice(chosen: &[String]) -> Choice {
    let pick = |r: &Role| Pick {
        value: r.as_str().into(),
        label: r.label().into(),
        chosen: chosen.iter().any(|t| t == r.as_str()),
    };
    Choice { options: Role::ALL.iter().map(pick).collect(), problem: None }
}

pub(crate) fn department_choice(known: &[Department], chosen: &str, none: &str) -> Choice {
    let mut options = vec![Pick { value: String::new(), label: none.into(), chosen: chosen.is_empty() }];
    options.extend(known.iter().map(|d| {
        let value = d.id.to_string();
        Pick { chosen: value == chosen, value, label: d.name.clone() }
    }));
    Choice { options, problem: None }
}

pub(super) fn window_choice(chosen: &str) -> Choice {
    let mut options = vec![Pick { value: String::new(), label: "不在窗口".into(), chosen: chosen.is_empty() }];
    options.extend((1..=WINDOWS).map(|no| {
        let value = no.to_string();
        Pick { chosen: value == chosen, value, label: window(no) }
    }));
    Choice { options, problem: None }
}

pub(crate) async fn form(State(app): State<App>, seat: Seat) -> Reply {
    show(&form_page(&app, &seat, &Typed::default()).await?)
}

pub(crate) async fn add(State(app): State<App>, seat: Seat, form: Posted) -> Reply {
    let typed = Typed::of(&form);
    let new = NewStaff {
        login: typed.account.clone(),
        name: typed.name.clone(),
        roles: typed.roles.clone(),
        department: form.number("department"),
        window_no: form.number("window"),
        password: first_password(&seat, &form),
        must_change: true,
    };
    let (bureau, desk, key, asked) = (app.bureau().clone(), seat.desk.clone(), form.key(), new.clone());
    let done = blocking(move || add_staff(&bureau, &desk, &asked, key.as_deref())).await?;
    let mut page = form_page(&app, &seat, &typed).await?;
    match done {
        Ok(added) => {
            let added = lines(&app, &seat).await?.into_iter().find(|l| l.staff.id == added);
            let staff = added.map(|l| l.staff).ok_or_else(Oops::not_found)?;
            page.given = Some(given(&staff, new.password));
            show(&page)
        }
        Err(Failure::Refused(refusal)) => {
            point_out(&mut page, &refusal);
            show_as(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
        Err(other) => Err(other.into()),
    }
}

fn point_out(page: &mut StaffFormPage, refusal: &StaffRefusal) {
    let sentence = refusal.to_string();
    let problem = Some(sentence.clone());
    let field = match refusal {
        StaffRefusal::Login(_) | StaffRefusal::Taken(_) | StaffRefusal::Oneself => {
            page.account.problem = problem;
            "account"
        }
        StaffRefusal::NameMissing => {
            page.name.problem = problem;
            "name"
        }
        StaffRefusal::RoleMissing | StaffRefusal::AdministratorAlone | StaffRefusal::OwnRole => {
            page.roles.problem = problem;
            "roles"
        }
        StaffRefusal::DepartmentMissing | StaffRefusal::DepartmentUnknown => {
            page.department.problem = problem;
            "department"
        }
        StaffRefusal::WindowMissing => {
            page.window.problem = problem;
            "window"
        }
        // The password is ours, not typed.
        StaffRefusal::Password(_) | StaffRefusal::Busy => "",
    };
    page.frame = page.frame.clone().with_problem(field, &sentence);
}

fn given(staff: &Staff, password: String) -> GivenPassword {
    GivenPassword { name: staff.name.clone(), account: staff.login.as_str().to_owned(), password }
}

/// A first password as `hgkm-4827-wxpn`: no letter that is taken for another one. It follows from the session's secret
/// token and the form's key, so that the answer to a form sent twice shows the password that was kept.
fn first_password(seat: &Seat, form: &Posted) -> String {
    const LETTERS: &[u8] = b"abcdefghjkmnpqrstuvwxyz";
    const DIGITS: &[u8] = b"23456789";
    let drawn = fingerprint(&format!("first password {} {}", seat.csrf, form.key().unwrap_or_default()));
    let bytes: Vec<usize> = (0..12)
        .map(|i| drawn.get(i * 4..i * 4 + 4).and_then(|h| usize::from_str_radix(h, 16).ok()).unwrap_or_default())
        .collect();
    let word = |from: &[u8], part: usize| -> String {
        bytes[part * 4..part * 4 + 4].iter().map(|n| char::from(from[n % from.len()])).collect()
    };
    format!("{}-{}-{}", word(LETTERS, 0), word(DIGITS, 1), word(LETTERS, 2))
}

async fn reset_form(app: &App, seat: &Seat, wanted: StaffId) -> Result<(StaffResetPage, Staff), Oops> {
    let line = line_of(app, seat, wanted).await?;
    let page = StaffResetPage {
        frame: app.frame(seat, "重置密码"),
        id: line.staff.id.to_string(),
        version: line.staff.version,
        name: line.staff.name.clone(),
        account: line.staff.login.as_str().to_owned(),
        department: department_of(&line),
        given: None,
    };
    Ok((page, line.staff))
}

pub(crate) async fn reset_page(State(app): State<App>, seat: Seat, Path(staff): Path<String>) -> Reply {
    show(&reset_form(&app, &seat, id(&staff)?).await?.0)
}

pub(crate) async fn reset(State(app): State<App>, seat: Seat, Path(staff): Path<String>, form: Posted) -> Reply {
    let wanted: StaffId = id(&staff)?;
    let password = first_password(&seat, &form);
    let (mut page, staff) = reset_form(&app, &seat, wanted).await?;
    let (bureau, desk, new, key) = (app.bureau().clone(), seat.desk.clone(), password.clone(), form.key());
    let at = at(wanted, &form);
    blocking(move || reset_password(&bureau, &desk, at, &new, key.as_deref())).await??;
    page.given = Some(given(&staff, password));
    show(&page)
}

/// The account as the page showed it.
fn at(wanted: StaffId, form: &Posted) -> StaffAt {
    StaffAt { id: wanted.get(), version: form.number("expected_version").unwrap_or_default() }
}

pub(crate) async fn active(State(app): State<App>, seat: Seat, Path(staff): Path<String>, form: Posted) -> Reply {
    let wanted: StaffId = id(&staff)?;
    let open = form.text("active") == "1";
    let (bureau, desk, key) = (app.bureau().clone(), seat.desk.clone(), form.key());
    let at = at(wanted, &form);
    match blocking(move || set_active(&bureau, &desk, at, open, key.as_deref())).await? {
        Ok(()) => go(&address(paths::STAFF, &[("done", if open { "opened" } else { "closed" })])),
        Err(Failure::Refused(refusal)) => {
            let mut page = list_page(&app, &seat, "").await?;
            page.frame = page.frame.with_problem("", &refusal.to_string());
            show_as(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
        Err(other) => Err(other.into()),
    }
}

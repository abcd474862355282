//! Changing a member of staff over HTTP (修改人员): the form as it stands, and after a refusal as it was
//! typed.

use axum::{
    extract::{Path, State},
    http::StatusCode,
};
use domain::base::StaffId;
use services::{
    Failure,
    people::{StaffAt, StaffForm, StaffRefusal, departments, edit_staff},
};

use super::{
    StaffEditPage,
    staff::{Typed, department_choice, line_of, role_choice, window_choice},
};
use crate::{
    base::{Field, paths},
    door::{App, Oops, Posted, Reply, Seat, address, blocking, go, id, show, show_as},
};

/// The form as it stands, or with what was typed over it.
async fn draw(app: &App, seat: &Seat, wanted: StaffId, typed: Option<&Typed>) -> Result<StaffEditPage, Oops> {
    let staff = line_of(app, seat, wanted).await?.staff;
    let bureau = app.bureau().clone();
    let known = blocking(move || departments(&bureau)).await?.map_err(|e| Oops::broken(&e))?;
    let standing = Typed {
        name: staff.name.clone(),
        account: staff.login.as_str().to_owned(),
        department: staff.department.map(|d| d.to_string()).unwrap_or_default(),
        roles: staff.roles.iter().map(|r| r.as_str().to_owned()).collect(),
        window: staff.window_no.map(|w| w.to_string()).unwrap_or_default(),
    };
    let typed = typed.unwrap_or(&standing);
    Ok(StaffEditPage {
        frame: app.frame(seat, "修改人员"),
        id: staff.id.to_string(),
        version: staff.version,
        account: standing.account.clone(),
        name: Field::of(&typed.name),
        department: department_choice(&known, &typed.department, "政务服务局"),
        roles: role_choice(&typed.roles),
        window: window_choice(&typed.window),
    })
}

pub(crate) async fn page(State(app): State<App>, seat: Seat, Path(staff): Path<String>) -> Reply {
    show(&draw(&app, &seat, id(&staff)?, None).await?)
}

pub(crate) async fn submit(State(app): State<App>, seat: Seat, Path(staff): Path<String>, form: Posted) -> Reply {
    let wanted: StaffId = id(&staff)?;
    let typed = Typed::of(&form);
    let version = form.number("expected_version").unwrap_or_default();
    let change = StaffForm {
        at: StaffAt { id: wanted.get(), version },
        name: typed.name.clone(),
        roles: typed.roles.clone(),
        department: form.number("department"),
        window_no: form.number("window"),
    };
    let (bureau, desk, key) = (app.bureau().clone(), seat.desk.clone(), form.key());
    let failure = match blocking(move || edit_staff(&bureau, &desk, &change, key.as_deref())).await? {
        Ok(_) => return go(&address(paths::STAFF, &[("done", "changed")])),
        Err(failure) => failure,
    };
    let mut page = draw(&app, &seat, wanted, Some(&typed)).await?;
    let (status, field, sentence) = match &failure {
        Failure::Refused(refusal) => {
            let field = point_out(&mut page, refusal);
            // Mended, it is still a change of the version that was looked at.
            page.version = version;
            (StatusCode::UNPROCESSABLE_ENTITY, field, refusal.to_string())
        }
        Failure::Stale => {
            let sentence = "这个账号刚被别人改过，下面是您填的，核对后再保存";
            (StatusCode::CONFLICT, "", sentence.to_owned())
        }
        Failure::Store(e) if services::key_reused(e) => (StatusCode::CONFLICT, "", e.to_string()),
        Failure::Denied(_) | Failure::NotFound | Failure::Store(_) => return Err(failure.into()),
    };
    page.frame = page.frame.with_problem(field, &sentence);
    show_as(status, &page)
}

fn point_out(page: &mut StaffEditPage, refusal: &StaffRefusal) -> &'static str {
    let problem = Some(refusal.to_string());
    match refusal {
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
        StaffRefusal::Login(_)
        | StaffRefusal::Taken(_)
        | StaffRefusal::Oneself
        | StaffRefusal::Password(_)
        | StaffRefusal::Busy => "",
    }
}

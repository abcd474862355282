use super::*;
use crate::{
    base::StaffId,
    people::{Login, Staff},
};

fn at(roles: &[Role], department: Option<i64>) -> Desk {
    let staff = Staff {
        id: StaffId::new(1),
        login: Login::parse("someone").unwrap(),
        name: "某人".into(),
        roles: roles.to_vec(),
        department: department.map(DepartmentId::new),
        window_no: None,
        active: true,
        version: 1,
    };
    Desk::of(staff, "3号窗口")
}

#[test]
fn an_approver_decides_only_in_the_own_department() {
    let of = Some((DepartmentId::new(7), "住建局"));
    assert_eq!(authorise(&at(&[Role::Approver], Some(7)), Act::CaseDecide, of), Ok(Some(Role::Approver)));
    let denied = authorise(&at(&[Role::Approver], Some(8)), Act::CaseDecide, of).unwrap_err();
    assert_eq!(denied.to_string(), "这件由住建局办理，您可以查看进度");
}

#[test]
fn a_supervisor_sees_every_department_and_decides_nowhere() {
    let of = Some((DepartmentId::new(7), "住建局"));
    assert_eq!(authorise(&at(&[Role::Supervisor], None), Act::CaseView, of), Ok(Some(Role::Supervisor)));
    assert!(matches!(authorise(&at(&[Role::Supervisor], None), Act::CaseDecide, of), Err(Denied::Role(_))));
}

#[test]
fn the_public_gets_public_acts_only() {
    let public = Desk::public("网页");
    for act in Act::ALL {
        assert_eq!(authorise(&public, act, None).is_ok(), rule(act).public, "{act:?}");
    }
}

/// 三员分立: nobody's role sums to everything.
#[test]
fn no_role_may_do_everything() {
    for role in Role::ALL {
        let desk = at(&[role], Some(1));
        assert!(Act::ALL.iter().any(|a| authorise(&desk, *a, None).is_err()), "{role}");
    }
    let administrator = at(&[Role::Administrator], None);
    for act in [Act::CaseView, Act::CaseDecide, Act::CaseAccept, Act::CatalogueEdit] {
        assert!(authorise(&administrator, act, None).is_err(), "{act:?}");
    }
}

#[test]
fn every_act_is_in_the_list_once() {
    let mut acts = Act::ALL.to_vec();
    acts.sort();
    acts.dedup();
    assert_eq!(acts.len(), Act::ALL.len());
}

#[test]
fn a_list_reaches_as_far_as_the_widest_role() {
    let one = DepartmentId::new(1);
    for (roles, department, expected) in [
        (&[Role::Clerk][..], None, Reach::County),
        (&[Role::Supervisor], Some(1), Reach::County),
        (&[Role::Approver], Some(1), Reach::Department(one)),
        (&[Role::Approver], None, Reach::Nothing),
        (&[Role::Approver, Role::Clerk], Some(1), Reach::County),
        (&[Role::Approver, Role::Editor], Some(1), Reach::Department(one)),
    ] {
        assert_eq!(reach(&at(roles, department), Act::CaseList), Ok(expected), "{roles:?}");
    }
    assert_eq!(reach(&Desk::system("测试"), Act::CaseList), Ok(Reach::County));
    assert_eq!(reach(&Desk::public("测试"), Act::CaseList), Err(Denied::NotSignedIn));
    assert!(matches!(reach(&at(&[Role::Administrator], None), Act::CaseList), Err(Denied::Role(_))));
}

use super::*;
use crate::{
    base::{KeyId, StaffId},
    people::{KeyState, Login, Staff},
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

fn program(scopes: &[Scope], department: Option<i64>) -> Desk {
    let key = ApiKey {
        id: KeyId::new(9),
        version: 1,
        name: "住建审批系统".into(),
        scopes: scopes.to_vec(),
        department: department.map(DepartmentId::new),
        per_minute: 60,
        expires_on: jiff::civil::date(2027, 6, 30),
        hint: "odk_00000000".into(),
        made_at: jiff::Timestamp::UNIX_EPOCH,
        made_by: None,
        state: KeyState::Waiting,
    };
    Desk::of_key(key, "10.0.0.7")
}

#[test]
fn a_key_opens_what_its_rights_name_and_the_public_acts() {
    for held in Scope::ALL {
        let desk = program(&[held], None);
        for act in Act::ALL {
            let open = rule(act).public || rule(act).scope == Some(held);
            assert_eq!(authorise(&desk, act, None).is_ok(), open, "{held} {act:?}");
        }
    }
    let nothing = authorise(&program(&[Scope::CasesRead], None), Act::CaseAccept, None).unwrap_err();
    assert_eq!(nothing, Denied::Scope(Scope::CasesWrite));
    assert_eq!(authorise(&program(&Scope::ALL, None), Act::StaffEdit, None).unwrap_err(), Denied::Person);
}

#[test]
fn a_bound_key_reaches_no_further_than_its_department() {
    let (bound, free) = (program(&Scope::ALL, Some(7)), program(&Scope::ALL, None));
    for (department, name, open) in [(7, "住建局", true), (8, "民政局", false)] {
        let of = Some((DepartmentId::new(department), name));
        for act in [Act::CaseView, Act::CaseDecide, Act::CaseDeliver] {
            assert_eq!(authorise(&bound, act, of).is_ok(), open, "{act:?} {name}");
            assert!(authorise(&free, act, of).is_ok(), "{act:?} {name}");
        }
    }
    assert_eq!(reach(&bound, Act::CaseList), Ok(Reach::Department(DepartmentId::new(7))));
    assert_eq!(reach(&free, Act::CaseList), Ok(Reach::County));
}

/// 三员分立: no right of a key keeps people, keys, measures or the catalogue, and who makes keys releases none.
#[test]
fn no_key_does_what_an_administrator_or_a_supervisor_does() {
    let all = program(&Scope::ALL, None);
    for act in [Act::StaffView, Act::StaffEdit, Act::KeyEdit, Act::KeyRelease, Act::ProfileEdit, Act::CatalogueEdit] {
        assert!(authorise(&all, act, None).is_err(), "{act:?}");
    }
    for role in Role::ALL {
        let desk = at(&[role], Some(1));
        let both = [Act::KeyEdit, Act::KeyRelease].map(|a| authorise(&desk, a, None).is_ok());
        assert_ne!(both, [true, true], "{role}");
    }
}

#[test]
fn what_a_program_does_stands_under_the_name_of_its_key() {
    let stamp = program(&Scope::ALL, None).stamp(jiff::Timestamp::UNIX_EPOCH, None);
    assert_eq!((stamp.actor.as_str(), stamp.terminal.as_str()), ("key:住建审批系统", "接口 10.0.0.7"));
}

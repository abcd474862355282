//! Small chains and items that the tests of this folder share.

use std::collections::BTreeMap;

use jiff::civil::{Date, date};

use super::*;
use crate::{
    base::{DepartmentId, ItemId},
    cases::ApplicantKind,
    catalogue::{
        Content, FieldKind, Form, FormField, FormPage, Guide, Item, ItemType, Limit, Material, Standing, Status,
    },
};

pub(super) const TODAY: Date = date(2026, 11, 30);

pub(super) fn member(key: &str, after: &[&str]) -> Member {
    Member {
        key: key.into(),
        item: MemberItem {
            id: ItemId::new(1),
            version: 1,
            code: format!("code-{key}"),
            name: format!("事项{key}"),
            office: office(i64::from(key.as_bytes()[0])),
        },
        condition: None,
        after: after.iter().map(|a| (*a).to_owned()).collect(),
        brings: Vec::new(),
        denied: OnDenial::FollowersStop,
    }
}

pub(super) fn office(n: i64) -> Office {
    Office { id: DepartmentId::new(n), name: format!("第{n}局") }
}

pub(super) fn chain(members: Vec<Member>) -> Chain {
    Chain {
        code: "YJS001".into(),
        version: 1,
        name: "开办餐饮店".into(),
        purpose: "一次办齐开店要办的事".into(),
        lead: members.first().map_or_else(|| office(1), |m| m.item.office.clone()),
        applicants: vec![ApplicantKind::Person],
        members,
        questions: Vec::new(),
        fields: Overrides::default(),
        materials: Overrides::default(),
    }
}

/// An item of so many promised working days.
pub(super) fn item(workdays: u16, result: &str) -> Item {
    Item {
        id: ItemId::new(1),
        version: 1,
        effective_on: TODAY,
        content: Content {
            code: "1".into(),
            department: DepartmentId::new(1),
            division: "990101".into(),
            main_name: String::new(),
            name: "某事项".into(),
            item_type: ItemType::parse("10").unwrap(),
            status: Status::InUse,
            case_kind: None,
            clients: None,
            statutory: None,
            promised: Some(Limit::workdays(workdays)),
            standing: Standing { resident: Some(true), ..Standing::default() },
            guide: Guide { result_name: result.into(), result_kind: "证照".into(), ..Guide::default() },
            raw: BTreeMap::new(),
        },
    }
}

pub(super) fn material(name: &str) -> Material {
    Material { name: name.into(), form: "复印件".into(), copies: 1, ..Material::default() }
}

pub(super) fn field(key: &str, label: &str, kind: FieldKind) -> FormField {
    FormField { key: key.into(), label: label.into(), kind, ..FormField::default() }
}

pub(super) fn form(fields: Vec<FormField>) -> Form {
    Form { pages: vec![FormPage { title: "申请内容".into(), hint: String::new(), fields }] }
}

//! A small chain that the tests of this folder share.

use domain::{
    base::{DepartmentId, ItemId},
    cases::ApplicantKind,
    catalogue::{FieldKind, FormCondition, FormField, YES},
    chains::{Chain, FieldRef, FromResult, MaterialRef, Member, MemberItem, Office, OnDenial, Overrides},
};

pub(super) fn office(n: i64, name: &str) -> Office {
    Office { id: DepartmentId::new(n), name: name.into() }
}

pub(super) fn member(key: &str, name: &str, office: Office, after: &[&str]) -> Member {
    Member {
        key: key.into(),
        item: MemberItem {
            id: ItemId::new(9_007_199_254_740_993),
            version: 2,
            code: format!("11{key}"),
            name: name.into(),
            office,
        },
        condition: None,
        after: after.iter().map(|a| (*a).to_owned()).collect(),
        brings: Vec::new(),
        denied: OnDenial::FollowersStop,
    }
}

/// firm ∥ fire → food; sign after the firm where it is wanted.
pub(super) fn shop() -> Chain {
    let market = || office(1, "市场监督管理局");
    let mut chain = Chain {
        code: "YJS-990101-001".into(),
        version: 3,
        name: "开办餐饮店".into(),
        purpose: "想开饭馆、小吃店的，一次办齐".into(),
        lead: market(),
        applicants: vec![ApplicantKind::Person, ApplicantKind::Organisation],
        members: vec![
            member("firm", "个体工商户登记（设立）", market(), &[]),
            member("fire", "营业前消防安全检查", office(2, "消防救援大队"), &[]),
            member("food", "食品经营许可（新办）", market(), &["firm", "fire"]),
            member("sign", "门店招牌设置备案", office(3, "综合行政执法局"), &["firm"]),
        ],
        questions: vec![FormField {
            key: "wants_sign".into(),
            label: "要不要设门店招牌".into(),
            kind: FieldKind::YesNo,
            required: true,
            ..FormField::default()
        }],
        fields: Overrides {
            merge: vec![vec![
                FieldRef { member: "firm".into(), key: "site".into() },
                FieldRef { member: "food".into(), key: "place".into() },
            ]],
            apart: Vec::new(),
        },
        materials: Overrides {
            merge: Vec::new(),
            apart: vec![MaterialRef { member: "sign".into(), name: "设施“效果图” <A4> & 照片".into() }],
        },
    };
    chain.members[2].brings = vec![FromResult { material: "营业执照".into(), from: "firm".into() }];
    chain.members[3].condition = Some(FormCondition::equals("wants_sign", YES));
    chain.members[3].denied = OnDenial::OthersGoOn;
    chain
}

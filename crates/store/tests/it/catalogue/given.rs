//! Items with everything and with nothing, an edit by hand, two departments.

use std::collections::BTreeMap;

use domain::catalogue::{
    Content, Guide, Item, ItemType, Limit, LimitUnit, Material, Need, OnlineDepth, Origin, Standing, Status,
};
use jiff::SignedDuration;
use store::{
    Database,
    catalogue::{item_version_change, point},
    journal::{Entry, Stream, append},
};
use testkit::{content, department, exempt, region, seed_department, stamp};

use crate::common::write;

/// Every field filled.
pub(super) fn full() -> Content {
    Content {
        division: "990101".into(),
        main_name: "最低生活保障".into(),
        statutory: Some(Limit { value: 30, unit: LimitUnit::Day }),
        promised: Some(Limit::workdays(0)),
        standing: Standing {
            online_depth: Some(OnlineDepth::L3),
            onsite_visits: Some(1),
            published: Some(false),
            resident: Some(true),
            exempt_online: Some(exempt("国家秘密")),
            exempt_publication: Some(exempt("法律另有规定")),
            exempt_hall: Some(exempt("场地限制")),
        },
        guide: Guide {
            materials: vec![Material {
                name: "身份证".into(),
                need: Need::Required,
                form: "原件".into(),
                origin: Origin::Government,
                copies: 1,
                ..Material::default()
            }],
            conditions: "本县户籍".into(),
            aliases: vec!["低保".into()],
            blockers: vec![("fully_online_rate".into(), "需现场核验".into())],
            ..Guide::default()
        },
        raw: BTreeMap::from([("备注".into(), "“引号”、\"quotes\"、换\n行".into())]),
        ..content("A-1", "最低生活保障认定", 1)
    }
}

/// Nothing known that need not be.
pub(super) fn bare() -> Content {
    Content {
        item_type: ItemType::parse("20").unwrap(),
        status: Status::Draft,
        case_kind: None,
        clients: None,
        statutory: None,
        promised: None,
        standing: Standing::default(),
        ..content("A-2", "公共自行车办卡", 2)
    }
}

pub(super) fn edit(db: &Database, next: &Item) {
    let next = next.clone();
    write(db, move |tx| {
        let at = stamp().entered_at + SignedDuration::from_hours(next.version);
        let stream = Stream::item(next.id);
        let entry = Entry::new(stream.clone(), store::journal::head(tx, &region(), &stream)?, "item.edited", &1)
            .with(item_version_change(&region(), &next, at));
        append(tx, &region(), &stamp(), entry)?;
        point(tx, &region(), &next)
    })
    .unwrap();
}

pub(super) fn two_departments(db: &Database) {
    seed_department(db, &department(1, "县民政局"));
    seed_department(db, &department(2, "县城管局"));
}

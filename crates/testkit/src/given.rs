//! Things that never change from test to test: the place, the time, chance, keys, and builders that
//! fill in what a test does not care about.

use std::collections::BTreeMap;

use domain::{
    base::{DepartmentId, DivisionCode, ItemId, ManualClock, Region, SeededRng, StaffId},
    catalogue::{CaseKind, Clients, Content, Exemption, Guide, Item, ItemType, Limit, OnlineDepth, Standing, Status},
    indicators::{ExemptMode, Indicator, Profile},
    people::{Department, Login, Role, Source, Staff, Stamp},
    stations::Station,
};
use jiff::{Timestamp, civil::date};
use store::{Vault, vault::KeyFile};

use crate::Scratch;

/// Friday 2026-11-20, 09:00 in Shanghai.
const NOW: i64 = 1_795_136_400;

/// The fictional county 990101.
///
/// # Panics
/// Never: the code is well formed.
#[must_use]
pub fn region() -> Region {
    Region::parse("990101").expect("six digits")
}

/// A clock that stands at 2026-11-20 09:00 in Shanghai until it is moved.
///
/// # Panics
/// Never: the instant is within range.
#[must_use]
pub fn clock() -> ManualClock {
    ManualClock::new(now())
}

fn now() -> Timestamp {
    Timestamp::from_second(NOW).expect("within range")
}

/// Chance that is the same every time.
#[must_use]
pub fn rng() -> SeededRng {
    SeededRng::new(20_261_120)
}

/// Keys as the program makes them, without a file left behind.
///
/// # Panics
/// When the temporary folder cannot be written.
#[must_use]
pub fn vault() -> Vault {
    let scratch = Scratch::new("keys");
    KeyFile::create(scratch.path(), &rng()).expect("the temporary folder takes a key file")
}

/// The stamp of something done now by the program itself.
#[must_use]
pub fn stamp() -> Stamp {
    Stamp {
        happened_at: now(),
        entered_at: now(),
        actor: "系统".into(),
        role: "-".into(),
        terminal: "测试".into(),
        source: Source::Live,
    }
}

/// The county of these tests.
#[must_use]
pub fn county() -> store::base::County {
    store::base::County {
        region: region(),
        name: "试算县".into(),
        city_name: "试算市".into(),
        named: true,
        sample: true,
        opened_on: date(2026, 11, 20),
    }
}

/// A department with a window of the same number.
#[must_use]
pub fn department(id: i64, name: &str) -> Department {
    Department {
        id: DepartmentId::new(id),
        name: name.into(),
        code: String::new(),
        window_no: u16::try_from(id).ok(),
        place: String::new(),
        phone: String::new(),
    }
}

/// A member of staff at window 3 and in department 1.
///
/// # Panics
/// When `login` is no sign-in name.
#[must_use]
pub fn staff(id: i64, login: &str, roles: &[Role]) -> Staff {
    Staff {
        id: StaffId::new(id),
        login: Login::parse(login).expect("a sign-in name"),
        name: format!("工作人员{id}"),
        roles: roles.to_vec(),
        department: Some(DepartmentId::new(1)),
        window_no: Some(3),
        active: true,
        version: 1,
    }
}

/// The content of a licence in use: 20 working days, fully online, published, resident.
///
/// # Panics
/// Never: the item type stands in the list.
#[must_use]
pub fn content(code: &str, name: &str, department: i64) -> Content {
    Content {
        code: code.into(),
        department: DepartmentId::new(department),
        division: region().as_str().into(),
        main_name: String::new(),
        name: name.into(),
        item_type: ItemType::parse("01").expect("in the list"),
        status: Status::InUse,
        case_kind: Some(CaseKind::Commitment),
        clients: Some(Clients::Both),
        statutory: Some(Limit::workdays(20)),
        promised: Some(Limit::workdays(5)),
        standing: Standing {
            online_depth: Some(OnlineDepth::L4),
            onsite_visits: Some(0),
            published: Some(true),
            resident: Some(true),
            exempt_online: None,
            exempt_publication: None,
            exempt_hall: None,
        },
        guide: Guide::default(),
        raw: BTreeMap::new(),
    }
}

/// The first version of an item, in force since the beginning of November 2026.
#[must_use]
pub fn item(id: i64, content: Content) -> Item {
    Item { id: ItemId::new(id), version: 1, effective_on: date(2026, 11, 1), content }
}

/// An exemption with its basis.
#[must_use]
pub fn exempt(reason: &str) -> Exemption {
    Exemption { reason: reason.into(), basis: "试算文〔2026〕1号".into(), ..Exemption::default() }
}

/// A profile that counts licences and public services from depth Ⅱ on.
#[must_use]
pub fn profile(indicator: Indicator, exempt: ExemptMode) -> Profile {
    Profile {
        id: format!("test-{}", indicator.id().replace('_', "-")),
        indicator: indicator.id().into(),
        name: indicator.name().into(),
        item_types: vec!["01".into(), "20".into()],
        min_depth: 2,
        exempt,
        source: "测试".into(),
        ..Profile::default()
    }
}

/// An open station whose name and plate nobody has checked.
///
/// # Panics
/// When `code` is no division code.
#[must_use]
pub fn station(code: &str, name: &str) -> Station {
    Station {
        code: DivisionCode::parse(code).expect("a division code"),
        name: name.into(),
        plate: String::new(),
        address: String::new(),
        phone: String::new(),
        hours: String::new(),
        open: true,
        name_ok: None,
        plate_ok: None,
        name_checked_on: None,
        name_evidence: String::new(),
        plate_checked_on: None,
        plate_evidence: String::new(),
        version: 1,
    }
}

//! A small house with something of every kind in it, sealed: what the tampering is tried on.

use domain::{
    base::{CaseId, DepartmentId, DivisionCode, ItemId, PersonId, SnapshotId},
    cases::{Case, DeliveryWay, Outcome},
    indicators::{CountyFigure, ExemptMode, Indicator, SnapshotTaken},
    people::Role,
    stations::{Division, Level},
};
use jiff::civil::date;
use store::{
    Database, StoreError, Vault,
    cases::{SealedFields, case_change},
    indicators::{Basis, PeerFigure, Snapshot, city_figure_change, freeze, profile_change, snapshot_change},
    journal::{Entry, Stream, append, seal},
    people::new_person,
    stations::{division_change, serves_change, station_change},
};
use testkit::{
    accepted_case, completed, content, decided, delivered, department, item, profile, region, rng, seed_county,
    seed_department, seed_item, seed_staff, staff, stamp, station,
};

use crate::common::{put, write};

pub(super) fn accepted(id: i64) -> Case {
    accepted_case(id, ItemId::new(1), DepartmentId::new(1))
}

pub(crate) fn sealed_fields() -> SealedFields {
    SealedFields {
        name: vec![1, 2, 3],
        code: vec![4, 5, 6],
        contact: None,
        phone: vec![7, 8, 9],
        query_password: vec![10],
        receiver: None,
        answers: None,
    }
}

/// One case from acceptance to delivery.
fn live_case(db: &Database, id: i64) {
    let first = accepted(id);
    let second = decided(first.clone(), Outcome::Grant);
    let third = completed(second.clone());
    let last = delivered(third.clone(), DeliveryWay::Window);
    for case in [first, second, third, last] {
        put(db, &Stream::case(case.id), vec![case_change(&region(), &case, &sealed_fields())]);
    }
}

fn snapshot(db: &Database) {
    write(db, |tx| {
        let id = SnapshotId::new(1);
        let (items, divisions) = freeze(tx, &region(), id, date(2026, 11, 20))?;
        let head = Snapshot {
            id,
            as_of: date(2026, 11, 20),
            taken_at: stamp().entered_at,
            basis: Basis("items 2".into()).0,
            digest: items.digest.clone(),
            figures: "{}".into(),
        };
        let event = SnapshotTaken { as_of: head.as_of, items: items.rows, divisions: divisions.rows };
        let entry = Entry::new(Stream::indicators(), 0, "snapshot.taken", &event)
            .with(snapshot_change(&region(), &head))
            .with_bulk(items)
            .with_bulk(divisions);
        append(tx, &region(), &stamp(), entry)
    })
    .unwrap();
}

/// Seals all that waits into one block.
pub(super) fn seal_all(db: &Database, vault: &std::sync::Arc<Vault>) {
    let vault = vault.clone();
    let sealed = write(db, move |tx| seal(tx, &region(), &vault, "one", stamp().entered_at)).unwrap();
    assert!(sealed.is_some());
}

/// Builds it. Two blocks: one before the cases, one with them; two more events wait unsealed.
pub(super) fn build(db: &Database, vault: &std::sync::Arc<Vault>) {
    seed_county(db, vault);
    seed_department(db, &department(1, "县民政局"));
    seed_staff(db, &staff(1, "li", &[Role::Clerk]));
    seed_item(db, &item(1, content("A-1", "临时救助", 1)));
    seed_item(db, &item(2, content("A-2", "养老机构备案", 1)));
    let village = DivisionCode::parse("990101100201").unwrap();
    let division = Division { code: village, name: "双桥村".into(), level: Level::Village };
    let hall = station("990101100201", "双桥村便民服务站");
    put(
        db,
        &Stream::stations(),
        vec![
            division_change(&region(), &division),
            station_change(&region(), &hall),
            serves_change(&region(), &village, &village),
        ],
    );
    let rate = Indicator::OnlineAvailableRate;
    let other = PeerFigure {
        indicator: rate,
        figure: CountyFigure { code: "990102".into(), name: "邻县".into(), value: "99.9".into(), benchmark: false },
        as_of: date(2026, 11, 20),
        source: "市通报".into(),
    };
    put(
        db,
        &Stream::county(),
        vec![profile_change(&region(), &profile(rate, ExemptMode::Excluded)), city_figure_change(&region(), &other)],
    );
    let keys = vault.clone();
    write(db, move |tx| {
        let (_, person) = new_person(tx, &region(), &keys, &rng(), PersonId::new(1), "person", "1")?;
        let entry = Entry::new(Stream::case(CaseId::new(99)), 0, "test.put", &1).with(person);
        append(tx, &region(), &stamp(), entry)
    })
    .unwrap();
    snapshot(db);
    seal_all(db, vault);
    live_case(db, 1);
    live_case(db, 2);
    seal_all(db, vault);
    live_case(db, 3);
}

/// The error with which every trial ends, so that nothing of it stays.
#[derive(Debug)]
pub(super) enum Trial {
    Findings(Vec<String>),
    Store(StoreError),
}

impl From<StoreError> for Trial {
    fn from(e: StoreError) -> Self {
        Self::Store(e)
    }
}

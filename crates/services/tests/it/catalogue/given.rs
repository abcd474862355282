//! A county with two departments, a clock that is moved, and desks.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use domain::{
    base::{DepartmentId, ItemId, ManualClock},
    catalogue::{Column, Content, RawRow},
    people::{Desk, Role, Staff},
};
use services::{
    Bureau, Chance, Home,
    base::{NewCounty, open_county},
    catalogue::{FileRead, ImportOutcome, publish, stage},
    indicators,
};
use testkit::{Scratch, TestDb};

pub(super) struct County {
    pub(super) bureau: Bureau,
    pub(super) clock: Arc<ManualClock>,
    pub(super) db: TestDb,
    _home: Scratch,
}

impl County {
    pub(super) fn open(db: TestDb) -> Self {
        let home = Scratch::new("catalogue-home");
        let clock = Arc::new(testkit::clock());
        let chance = Chance { clock: clock.clone(), rng: Arc::new(testkit::rng()) };
        let new = NewCounty {
            region: testkit::region(),
            name: Some("试算县".into()),
            city_name: "试算市".into(),
            sample: false,
        };
        let bureau = open_county(&db.db, &Home::new(home.path()), &chance, new).unwrap();
        for (id, name) in [(1, "县民政局"), (2, "县公安局")] {
            testkit::seed_department(&db.db, &testkit::department(id, name));
        }
        Self { bureau, clock, db, _home: home }
    }

    pub(super) fn seed(&self, id: i64, code: &str, department: i64) {
        testkit::seed_item(&self.db.db, &testkit::item(id, testkit::content(code, "临时救助", department)));
    }

    /// Moves the clock on by whole days.
    pub(super) fn later(&self, days: i64) {
        self.clock.advance(jiff::SignedDuration::from_hours(24 * days));
    }

    pub(super) fn now(&self, id: i64) -> Option<(i64, Content)> {
        let found = services::catalogue::item(&self.bureau, ItemId::new(id)).unwrap();
        found.map(|g| (g.item.version, g.item.content))
    }

    /// Every content in force, by code.
    pub(super) fn contents(&self) -> BTreeMap<String, Content> {
        let today = self.bureau.today();
        let known = self.db.db.read(|tx| store::catalogue::known(tx, self.bureau.region(), today)).unwrap();
        known.items.into_iter().map(|(code, (_, _, content))| (code, content)).collect()
    }

    /// The parts of today's figures.
    pub(super) fn figures(&self) -> Vec<String> {
        let report = indicators::take(&self.bureau, &office(), self.bureau.today()).unwrap();
        report.figures.iter().map(|(figure, _)| format!("{:?}", figure.counts)).collect()
    }

    pub(super) fn import(&self, file: &FileRead) -> (domain::base::ImportId, ImportOutcome) {
        let staged = stage(&self.bureau, &office(), file, false).unwrap();
        let outcome = publish(&self.bureau, &office(), staged.id, None, None).unwrap();
        (staged.id, outcome)
    }

    pub(super) fn is_sound(&self) {
        assert_eq!(services::journal::verify(&self.bureau).unwrap().journal.findings, []);
    }
}

/// The program itself.
pub(super) fn office() -> Desk {
    Desk::system("测试")
}

/// Somebody of the county office, or of a department.
pub(super) fn seat(id: i64, roles: &[Role], department: Option<i64>) -> Desk {
    let staff =
        Staff { department: department.map(DepartmentId::new), ..testkit::staff(id, &format!("renyuan{id}"), roles) };
    Desk::of(staff, "测试")
}

pub(super) fn row(number: u32, cells: &[(Column, &str)]) -> RawRow {
    let cells: BTreeMap<Column, String> = cells.iter().map(|(c, v)| (*c, (*v).to_owned())).collect();
    let raw = cells.iter().map(|(c, v)| (c.label().to_owned(), v.clone())).collect();
    RawRow { number, cells, raw, ..RawRow::default() }
}

/// A file of rows whose every title is known.
pub(super) fn file(name: &str, rows: Vec<RawRow>) -> FileRead {
    FileRead {
        file_name: name.into(),
        digest: "66c7".into(),
        bytes: name.as_bytes().to_vec(),
        rows,
        ragged: BTreeSet::new(),
        mapped: Column::ALL.iter().map(|c| c.label().to_owned()).collect(),
        options: papers::catalogue::ReadOptions::default(),
        notes: Vec::new(),
    }
}

/// A row of a department's item.
pub(super) fn plain(number: u32, code: &str, name: &str, more: &[(Column, &str)]) -> RawRow {
    let mut cells = vec![
        (Column::Department, "县民政局"),
        (Column::Code, code),
        (Column::Name, name),
        (Column::ItemType, "行政许可"),
    ];
    cells.extend_from_slice(more);
    row(number, &cells)
}

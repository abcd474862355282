//! A small county whose items say what a test wants them to.

use std::sync::Arc;

use domain::{
    base::{ItemId, ManualClock, StaffId},
    catalogue::{CaseKind, Content, Item, ItemType, Limit, OnlineDepth, Status},
    indicators::{CountyFigure, Indicator, ItemFacts},
    people::{Desk, Role},
};
use jiff::SignedDuration;
use services::{
    Bureau, Chance, Home,
    base::{NewCounty, open_county},
    indicators::{Report, take},
};
use store::{
    StoreError,
    indicators::{PeerFigure, city_figure_change},
    journal::{Change, Entry, Stream, append, head},
};
use testkit::{Scratch, TestDb, region, stamp};

/// The names of departments 1 and 2.
pub(super) const UNITS: [&str; 2] = ["县民政局", "县公安局"];

pub(super) struct House {
    pub(super) bureau: Bureau,
    pub(super) clock: Arc<ManualClock>,
    pub(super) db: TestDb,
    _home: Scratch,
}

impl House {
    pub(super) fn open(db: TestDb) -> Self {
        let home = Scratch::new("indicators-home");
        let clock = Arc::new(testkit::clock());
        let chance = Chance { clock: clock.clone(), rng: Arc::new(testkit::rng()) };
        let new =
            NewCounty {
                region: region(), name: Some("试算县".into()), city_name: "试算市".into(), sample: false
            };
        let bureau = open_county(&db.db, &Home::new(home.path()), &chance, new).unwrap();
        for (id, name) in (1..).zip(UNITS) {
            testkit::seed_department(&db.db, &testkit::department(id, name));
        }
        Self { bureau, clock, db, _home: home }
    }

    /// Items 1, 2, … of the two departments in turn.
    pub(super) fn with_items(db: TestDb, items: &[ItemFacts]) -> Self {
        let house = Self::open(db);
        for (id, facts) in (1..).zip(items) {
            testkit::seed_item(&house.db.db, &testkit::item(id, content(id, facts)));
        }
        house
    }

    /// Items all met, `lacking` of which the province does not publish.
    pub(super) fn unpublished(db: TestDb, items: usize, lacking: usize) -> Self {
        let one = |n: usize| ItemFacts { published: Some(n >= lacking), ..good() };
        Self::with_items(db, &(0..items).map(one).collect::<Vec<_>>())
    }

    pub(super) fn take(&self) -> Report {
        take(&self.bureau, &system(), self.bureau.today()).unwrap()
    }

    /// The next version of an item, made by hand today.
    pub(super) fn change(&self, id: i64, version: i64, facts: &ItemFacts) {
        let item =
            Item { id: ItemId::new(id), version, effective_on: self.bureau.today(), content: content(id, facts) };
        let (bureau, now) = (self.bureau.clone(), self.bureau.now());
        let written: Result<(), StoreError> = self.db.db.write(move |tx| {
            let stream = Stream::item(item.id);
            let entry = Entry::new(stream.clone(), head(tx, bureau.region(), &stream)?, "item.edited", &1)
                .with(store::catalogue::item_version_change(bureau.region(), &item, now));
            append(tx, bureau.region(), &stamp(), entry)?;
            store::catalogue::point(tx, bureau.region(), &item)
        });
        written.unwrap();
    }

    /// Rows of the county's own stream.
    pub(super) fn put(&self, changes: Vec<Change>) {
        let written: Result<i64, StoreError> = self.db.db.write(move |tx| {
            let stream = Stream::county();
            let entry =
                Entry::new(stream.clone(), head(tx, &region(), &stream)?, "test.put", &1).with_all(changes.clone());
            append(tx, &region(), &stamp(), entry)
        });
        written.unwrap();
    }

    /// What the city published: code, value, whether a benchmark.
    pub(super) fn city(&self, indicator: Indicator, counties: &[(&str, &str, bool)]) {
        let day = self.bureau.today();
        let peer = |(code, value, benchmark): &(&str, &str, bool)| PeerFigure {
            indicator,
            figure: CountyFigure {
                code: (*code).into(),
                name: format!("{code}县"),
                value: (*value).into(),
                benchmark: *benchmark,
            },
            as_of: day,
            source: "市局通报".into(),
        };
        self.put(counties.iter().map(|c| city_figure_change(&region(), &peer(c))).collect());
    }

    pub(super) fn tomorrow(&self) {
        self.clock.advance(SignedDuration::from_hours(24));
    }

    pub(super) fn is_sound(&self) {
        assert_eq!(services::journal::verify(&self.bureau).unwrap().journal.findings, []);
    }
}

pub(super) fn system() -> Desk {
    Desk::system("测试")
}

/// Somebody in this role, of department 1.
pub(super) fn seat(role: Role) -> Desk {
    let mut staff = testkit::staff(7, "wangfang", &[role]);
    staff.id = StaffId::new(7);
    Desk::of(staff, "测试")
}

/// An item that meets every figure.
pub(super) fn good() -> ItemFacts {
    ItemFacts {
        online_depth: Some(4),
        onsite_visits: Some(0),
        online_link: Some(true),
        mobile: Some(true),
        case_kind: Some(CaseKind::Instant),
        statutory: Some("20workday".into()),
        promised: Some("0workday".into()),
        published: Some(true),
        resident: Some(true),
        ..ItemFacts::bare("01")
    }
}

/// The content of an item with these facts.
pub(super) fn content(id: i64, facts: &ItemFacts) -> Content {
    let mut content = testkit::content(&format!("A-{id:03}"), &format!("事项{id}"), (id + 1) % 2 + 1);
    content.item_type = ItemType::parse(&facts.item_type).unwrap();
    content.status = facts.status;
    content.case_kind = facts.case_kind;
    let limit = |stored: &Option<String>| stored.as_deref().map(|t| Limit::parse(t).unwrap());
    (content.statutory, content.promised) = (limit(&facts.statutory), limit(&facts.promised));
    let exempt = |yes: bool| yes.then(|| testkit::exempt("国家秘密"));
    let standing = &mut content.standing;
    standing.online_depth = facts.online_depth.map(|n| OnlineDepth::from_number(n).unwrap());
    standing.onsite_visits = facts.onsite_visits.map(|v| u16::try_from(v).unwrap());
    (standing.published, standing.resident) = (facts.published, facts.resident);
    standing.exempt_online = exempt(facts.exempt_online);
    standing.exempt_publication = exempt(facts.exempt_publication);
    standing.exempt_hall = exempt(facts.exempt_hall);
    let address = |flag: Option<bool>| match flag {
        Some(true) => "https://example.gov.cn".to_owned(),
        Some(false) => "无".to_owned(),
        None => String::new(),
    };
    content.guide.online_url = address(facts.online_link);
    content.guide.mobile_url = address(facts.mobile);
    content.guide.exercise_level = facts.level.clone().unwrap_or_default();
    assert_ne!(facts.status, Status::Draft, "drafts stand in no catalogue");
    content
}

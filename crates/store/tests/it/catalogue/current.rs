//! Items as tables of other offices are held against them.

use domain::catalogue::{Content, Item, Status};
use jiff::civil::date;
use store::catalogue::{current_items, exempt_items, insert_version};
use testkit::{content, exempt, item as an_item, on_every_engine, region, seed_item, stamp};

use super::given::two_departments;
use crate::common::write;

#[test]
fn items_come_with_department_and_the_day_that_waits() {
    on_every_engine(|t| {
        two_departments(&t.db);
        let today = date(2026, 11, 20);
        let exempted = |code: &str, status: Status| {
            let mut content = Content { status, ..content(code, "临时救助", 1) };
            content.standing.exempt_hall = Some(exempt("场地限制"));
            content
        };
        seed_item(&t.db, &an_item(1, content("A-1", "收养登记", 2)));
        seed_item(&t.db, &an_item(2, exempted("A-2", Status::InUse)));
        seed_item(&t.db, &an_item(3, exempted("A-3", Status::Cancelled)));
        let ahead =
            Item { version: 2, effective_on: date(2026, 12, 1), ..an_item(1, content("A-1", "收养登记二", 2)) };
        write(&t.db, move |tx| insert_version(tx, &region(), &ahead, 77, stamp().entered_at)).unwrap();
        let all = t.db.read(|tx| current_items(tx, &region(), today)).unwrap();
        let told: Vec<_> = all.iter().map(|i| (i.content.code.as_str(), i.version, i.waiting)).collect();
        assert_eq!(told, [("A-1", 1, Some(date(2026, 12, 1))), ("A-2", 1, None), ("A-3", 1, None)]);
        assert_eq!((all[0].content.name.as_str(), all[1].department.as_str()), ("收养登记", "县民政局"));
        let exempt = t.db.read(|tx| exempt_items(tx, &region(), today)).unwrap();
        assert_eq!(exempt.iter().map(|i| i.content.code.as_str()).collect::<Vec<_>>(), ["A-2"]);
    });
}

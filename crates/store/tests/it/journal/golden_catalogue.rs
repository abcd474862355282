//! The text of events of an item's life, frozen.

use domain::{
    base::ItemId,
    catalogue::{Draft, DraftMoved, DraftState, ImportUndone, Item, ItemDrafted, ItemPublished, ItemWithdrawn, Status},
};
use jiff::civil::date;
use store::{
    catalogue::{draft_change, draft_removed, item_version_change},
    journal::{Bulk, Entry, Stream},
};
use testkit::{content, item, region, stamp};

use super::golden::frozen;

fn draft(state: DraftState) -> Draft {
    Draft {
        item: ItemId::new(7),
        state,
        based_on: 1,
        planned_on: Some(date(2026, 12, 1)),
        why: "省厅改了名称".into(),
        saved: (stamp().entered_at, "1 李强".into()),
        submitted: None,
        note: String::new(),
        content: content("A-1", "临时救助", 1),
    }
}

#[test]
fn a_draft_through_its_life() {
    let id = ItemId::new(7);
    let entry = |kind, event: &dyn Fn() -> serde_json::Value| Entry::new(Stream::item(id), 0, kind, &event());
    let moved = |note: &str| serde_json::json!(DraftMoved { code: "A-1".into(), note: note.into() });
    let saved = ItemDrafted { code: "A-1".into(), based_on: 1, why: "省厅改了名称".into() };
    let change = draft_change(&region(), &draft(DraftState::Draft));
    frozen("item_drafted", &entry("item.drafted", &|| serde_json::json!(saved)).with(change));
    let submitted = Draft { submitted: Some((stamp().entered_at, "1 李强".into())), ..draft(DraftState::Submitted) };
    frozen("item_submitted", &entry("item.submitted", &|| moved("")).with(draft_change(&region(), &submitted)));
    let returned = Draft { state: DraftState::Returned, note: "请补设定依据".into(), ..submitted };
    let change = draft_change(&region(), &returned);
    frozen("item_returned", &entry("item.returned", &|| moved("请补设定依据")).with(change));
    frozen("item_draft_dropped", &entry("item.draft_dropped", &|| moved("")).with(draft_removed(&region(), id)));
}

#[test]
fn versions_and_their_days() {
    let coming = Item { version: 2, effective_on: date(2026, 12, 1), ..item(7, content("A-1", "临时救助", 1)) };
    let published = ItemPublished {
        code: "A-1".into(),
        version: 2,
        effective_on: coming.effective_on,
        status: Status::InUse.as_str().into(),
        why: "省厅改了名称".into(),
    };
    let change = |item: &Item| item_version_change(&region(), item, stamp().entered_at);
    let entry = Entry::new(Stream::item(coming.id), 0, "item.published", &published)
        .with(change(&coming))
        .with(draft_removed(&region(), coming.id));
    frozen("item_published", &entry);
    let mut suspended = Item { version: 3, ..coming.clone() };
    suspended.content.status = Status::Suspended;
    let event = ItemPublished { version: 3, why: "系统改造".into(), ..published };
    for (kind, status) in [("item.suspended", "suspended"), ("item.cancelled", "cancelled"), ("item.resumed", "in_use")]
    {
        let event = ItemPublished { status: status.into(), ..event.clone() };
        let entry = Entry::new(Stream::item(coming.id), 0, kind, &event).with(change(&suspended));
        frozen(&kind.replace('.', "_"), &entry);
    }
    let event = ItemWithdrawn { code: "A-1".into(), withdrawn: 2, version: 3, why: "文件推迟".into() };
    let restated = Item { version: 3, effective_on: date(2026, 11, 20), ..coming };
    frozen(
        "item_withdrawn",
        &Entry::new(Stream::item(restated.id), 0, "item.withdrawn", &event).with(change(&restated)),
    );
}

#[test]
fn an_import_taken_back() {
    let event = ImportUndone {
        import: 77,
        file_name: "事项清单.xlsx".into(),
        restored: 4,
        cancelled: 5,
        kept: vec!["A-9".into()],
    };
    let bulk = Bulk { table: "item_version".into(), id: 78, digest: "d0".into(), rows: 9 };
    frozen(
        "catalogue_import_undone",
        &Entry::new(Stream::catalogue(), 0, "catalogue.import_undone", &event).with_bulk(bulk),
    );
}

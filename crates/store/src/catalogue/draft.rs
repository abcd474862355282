//! Drafts of items (草稿): at most one an item, as a projection of the item's own stream.

use domain::{
    base::{ItemId, Region},
    catalogue::{Draft, DraftState},
};
use jiff::Timestamp;

use super::item::{content_columns, read_content};
use crate::{
    journal::Change,
    seam::{Row, StoreError, Tx, Val},
    vals,
};

fn read(r: &Row) -> Result<Draft, StoreError> {
    let submitted = r.opt_instant("submitted_at")?;
    Ok(Draft {
        item: ItemId::new(r.int("item_id")?),
        state: DraftState::parse(&r.text("state")?)
            .ok_or_else(|| StoreError::corrupt("item_draft.state", "不认识的状态"))?,
        based_on: r.int("based_on")?,
        planned_on: r.opt_date("planned_on")?,
        why: r.text("why")?,
        saved: (r.instant("saved_at")?, r.text("saved_by")?),
        submitted: submitted
            .map(|at| Ok::<_, StoreError>((at, r.opt_text("submitted_by")?.unwrap_or_default())))
            .transpose()?,
        note: r.text("note")?,
        content: read_content(r)?,
    })
}

/// The draft of an item.
pub fn draft(tx: &mut Tx<'_>, region: &Region, id: ItemId) -> Result<Option<Draft>, StoreError> {
    tx.row("SELECT * FROM item_draft WHERE region = $1 AND item_id = $2", vals![region, id])?
        .as_ref()
        .map(read)
        .transpose()
}

/// All drafts, those submitted first, then the newest.
pub fn drafts(tx: &mut Tx<'_>, region: &Region) -> Result<Vec<Draft>, StoreError> {
    tx.rows(
        "SELECT * FROM item_draft WHERE region = $1 \
         ORDER BY CASE state WHEN 'submitted' THEN 0 ELSE 1 END, saved_at DESC, item_id",
        vals![region],
    )?
    .iter()
    .map(read)
    .collect()
}

/// The after-image of a draft.
pub fn draft_change(region: &Region, draft: &Draft) -> Change {
    let (submitted_at, submitted_by): (Option<Timestamp>, Option<&str>) =
        draft.submitted.as_ref().map_or((None, None), |(at, by)| (Some(*at), Some(by.as_str())));
    let mut row = vec![
        ("region", Val::from(region)),
        ("item_id", Val::from(draft.item)),
        ("state", Val::from(draft.state.as_str())),
        ("based_on", Val::from(draft.based_on)),
        ("planned_on", Val::from(draft.planned_on)),
        ("why", Val::from(&draft.why)),
        ("saved_at", Val::from(draft.saved.0)),
        ("saved_by", Val::from(&draft.saved.1)),
        ("submitted_at", Val::from(submitted_at)),
        ("submitted_by", Val::from(submitted_by)),
        ("note", Val::from(&draft.note)),
    ];
    row.extend(content_columns(&draft.content));
    Change::put("item_draft", row)
}

/// The draft is gone: published or thrown away.
pub fn draft_removed(region: &Region, id: ItemId) -> Change {
    Change::remove("item_draft", vec![("region", Val::from(region)), ("item_id", Val::from(id))])
}

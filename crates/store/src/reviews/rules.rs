//! The county's rules of ratings (好差评规则): every version is kept, and the draft of the next.

use domain::{base::Region, reviews::CountyReviewRules};
use jiff::{Timestamp, civil::Date};

use crate::{
    journal::Change,
    seam::{StoreError, Tx, Val},
    vals,
};

/// The rules in use on a day: the newest of those that had begun. `None` = those shipped with the program.
pub fn review_rules_on(tx: &mut Tx<'_>, region: &Region, day: Date) -> Result<Option<CountyReviewRules>, StoreError> {
    tx.row(
        "SELECT body FROM review_rules WHERE region = $1 AND valid_from <= $2 ORDER BY version DESC LIMIT 1",
        vals![region, day],
    )?
    .map(|r| r.json("body"))
    .transpose()
}

/// Every version, the newest first.
pub fn review_rules_versions(tx: &mut Tx<'_>, region: &Region) -> Result<Vec<CountyReviewRules>, StoreError> {
    tx.rows("SELECT body FROM review_rules WHERE region = $1 ORDER BY version DESC", vals![region])?
        .iter()
        .map(|r| r.json("body"))
        .collect()
}

/// What the next version is to be; `None` while nobody has begun one.
pub fn review_rules_draft(tx: &mut Tx<'_>, region: &Region) -> Result<Option<CountyReviewRules>, StoreError> {
    tx.row("SELECT body FROM review_rules_draft WHERE region = $1", vals![region])?.map(|r| r.json("body")).transpose()
}

fn body(rules: &CountyReviewRules) -> Val {
    Val::from(serde_json::json!(rules).to_string())
}

/// The after-image of a version.
pub fn review_rules_change(region: &Region, rules: &CountyReviewRules, at: Timestamp) -> Change {
    Change::put(
        "review_rules",
        vec![
            ("region", Val::from(region)),
            ("version", Val::from(rules.version)),
            ("valid_from", Val::from(rules.valid_from)),
            ("published_at", Val::from(at)),
            ("body", body(rules)),
        ],
    )
}

/// The after-image of the draft; `None` removes it.
pub fn review_rules_draft_change(region: &Region, draft: Option<&CountyReviewRules>) -> Change {
    match draft {
        Some(rules) => Change::put("review_rules_draft", vec![("region", Val::from(region)), ("body", body(rules))]),
        None => Change::remove("review_rules_draft", vec![("region", Val::from(region))]),
    }
}

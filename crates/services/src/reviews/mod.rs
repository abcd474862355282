//! Ratings of the service (好差评): links, giving and writing down, the loop of a bad one, rates, signs of gaming, the guide
//! held against what was ticked, import and push.
//!
//! Not here: calls of the weekly draw (`followup`), and how an order is checked (`rectification`).

mod claims;
mod enter;
mod export;
mod give;
mod handle;
mod import;
mod imported;
mod link;
mod rates;
mod refusal;
mod rules;
mod rules_edit;
mod rules_form;
mod signs;
mod told;
mod view;

pub use claims::{ClaimLine, ContradictedItem, contradicted_items, item_claims};
pub use domain::reviews::{
    Claim, ClaimCount, CountyReviewRules, Handling, HandlingState, Provenance, Rater, Refusal, Review, ReviewChannel,
    ReviewCounts, ReviewOption, ReviewRuleFlaw, ReviewRules, ReviewWords, ServiceNode, Sign, SignKind, SignLead,
    SignRefusal, SignRuling, SignState,
};
pub use enter::{EnterForm, EnteredWay, enter, take_calls};
pub(crate) use export::exchange_fields;
pub use export::{PUSH_FIELDS, push_rows};
pub use give::{Given, OpenReview, ReviewForm, give, note_defaults, note_defaults_after, open};
pub use handle::{ReviewStep, prove_order, take_step};
pub(crate) use import::Reviews;
pub use imported::{ImportedReviewLine, imported_reviews};
pub use link::{ReviewLink, invite, review_link};
pub use rates::{GroupRates, RatesFilter, RatesView, rates, usual_months};
pub use refusal::ReviewRefusal;
pub(crate) use rules::Editions;
pub use rules::options_today;
pub use rules_edit::{
    ReviewRulesHitch, ReviewRulesView, RuleChange, draft_review_rules, drop_review_rules, preview_review_form,
    publish_review_rules, review_rules,
};
pub use rules_form::{ReviewRulesForm, ReviewRulesRefusal, RuleField, RuleGroup, RuleShape, rule_groups};
pub use signs::{SignCount, SignForm, SignView, Signs, keep_signs, settle_sign, sign, signs};
pub use store::reviews::{HandlingRow, ReviewFilter, ReviewRow};
pub(crate) use told::{Ticked, TickedIn, ticked};
pub use view::{ReviewLine, ReviewView, published, review_view, reviews, worklist};

use store::StoreError;

use crate::Bureau;

/// Counts all ratings if none was ever counted, as after a restore. Returns whether it had to.
pub fn count_first(bureau: &Bureau) -> Result<bool, StoreError> {
    let region = *bureau.region();
    if !bureau.db().read(|tx| store::reviews::are_reviews_uncounted(tx, &region))? {
        return Ok(false);
    }
    bureau.db().write(move |tx| {
        tx.without_limit();
        let wanted = store::reviews::are_reviews_uncounted(tx, &region)?;
        if wanted {
            store::reviews::count_reviews_anew(tx, &region)?;
        }
        Ok(wanted)
    })
}

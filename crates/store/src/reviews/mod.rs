//! Ratings as rows (好差评): links, ratings with the loop of a bad one, what other systems took, and the counters that
//! move with each.
//!
//! Not here: opening what is sealed, and which cell a rating counts in.

mod counter;
mod find;
mod handling;
mod import;
mod invitation;
mod review;
mod rules;
mod sign;

pub(crate) use counter::note;
pub use counter::{
    ReviewCounters, are_reviews_uncounted, count_reviews_anew, fold_review_counters, has_unfolded_reviews,
    recount_reviews, review_counters,
};
pub use find::{
    ActiveCount, ActiveFilter, Found, ReviewFilter, active_count, handled_reviews, published_reviews, review,
    review_lines, review_of_contact, review_of_import, review_of_order, reviews_behind, reviews_by_id, reviews_of_case,
    reviews_to_handle, ticked_options,
};
pub use handling::{AppealDecision, HandlingRow, handling_change};
pub use import::{
    ImportedRow, ReviewImport, imported_keys, imported_place, imported_rows, insert_imported_review,
    review_import_change, review_imports,
};
pub use invitation::{FinishedContact, finished_uninvited, invitation, invitation_change, unrated_since};
pub use review::{Again, ReviewRow, Series, review_change};
pub use rules::{
    review_rules_change, review_rules_draft, review_rules_draft_change, review_rules_on, review_rules_versions,
};
pub use sign::{newest_review_sign, review_sign, review_sign_change, review_sign_counts, review_signs};

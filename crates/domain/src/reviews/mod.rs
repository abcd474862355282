//! Ratings of the service (好差评): who gave them by which way, what they say, the rates that they make, and the loop
//! of a bad one until it is put right.
//!
//! A rating says where it comes from. Those that a system or a member of staff made never enter the active rate: a
//! county that is not rated is not satisfied. Not here: satisfaction by telephone (`followup`), and who must put
//! right what was found (`rectification`).

mod claims;
mod counted;
mod county_rules;
mod form;
mod import;
mod invitation;
mod loop_state;
mod loop_steps;
mod option;
mod provenance;
mod rates;
mod refusal;
mod review;
mod rules;
mod signs;
mod star_scale;

pub use claims::{ClaimCount, claims};
pub use counted::{ReviewCell, ReviewCounts};
pub use county_rules::{
    CountyReviewRules, DAYS, OptionLine, ReviewRuleFlaw, ReviewRulesDrafted, ReviewRulesDropped, ReviewRulesPublished,
    ReviewWords,
};
pub use form::{Form, LONGEST_TEXT, MOST_OPTIONS, Origin, ReviewGiven, give};
pub use import::{COLUMNS, ImportedReview, ReviewPlan, ReviewsImported, ScaleFlaw, plan_reviews};
pub use invitation::{Invitation, ReviewInvited, contact_at, last_contact, open_link};
pub use loop_state::{Appeal, Handling, HandlingState, Published, Verdict};
pub use loop_steps::{
    HandlingRules, NegativeAppealed, NegativeClosed, NegativeDecided, NegativeFedBack, NegativeRectified,
    NegativeVerified, ReviewPublished, appeal, close, decide, feed_back, opened, publish, rectified, verify,
};
pub use option::{Claim, OptionFlaw, OptionList, ReviewOption};
pub use provenance::{Provenance, ReviewChannel, ServiceNode};
pub use rates::{Rates, rates};
pub use refusal::Refusal;
pub use review::{Rater, Review};
pub use rules::ReviewRules;
pub use signs::{
    MOST_EVIDENCE, ReviewFact, Sign, SignFound, SignKind, SignLead, SignRefusal, SignRules, SignRuling, SignSetting,
    SignSettled, SignState, look, looks_back_to, meet, settle as settle_sign,
};
pub use star_scale::{ScaleFinding, StarScale, scale_of};

#[cfg(test)]
mod tests;

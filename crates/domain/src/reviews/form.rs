//! Giving a rating (提交评价), and once more after it was put right (追评).

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{OptionList, Provenance, Rater, Refusal, Review, ReviewChannel, ServiceNode};
use crate::base::{CaseId, Satisfaction};

/// Longest text of a rating, in characters.
pub const LONGEST_TEXT: usize = 150;
/// Most options of one rating.
pub const MOST_OPTIONS: usize = 8;

/// What was filled in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Form {
    /// Stars; `None` when nothing was chosen.
    pub level: Option<Satisfaction>,
    /// Codes ticked.
    pub options: Vec<u16>,
    /// Words.
    pub text: String,
    /// Not to be named.
    pub anonymous: bool,
}

/// A rating was given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReviewGiven {
    /// Which contact.
    pub node: ServiceNode,
    /// Stars.
    pub level: Satisfaction,
    /// Codes.
    pub options: Vec<u16>,
    /// Who made it.
    pub provenance: Provenance,
    /// Which way.
    pub channel: ReviewChannel,
    /// It takes the place of an earlier one that was put right.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub again: bool,
}

/// Where a rating comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Origin {
    /// Of which case.
    pub case: CaseId,
    /// Which contact of it.
    pub node: ServiceNode,
    /// Who makes it.
    pub provenance: Provenance,
    /// Which way.
    pub channel: ReviewChannel,
}

/// Takes a rating. `earlier` is the rating that this contact has, with whether it was put right since: then, and only
/// then, it can be rated once more.
///
/// # Errors
/// [`Refusal::AlreadyRated`], [`Refusal::LevelMissing`], [`Refusal::OptionUnknown`], [`Refusal::OptionOfOther`],
/// [`Refusal::TooManyOptions`], [`Refusal::TextTooLong`].
pub fn give(
    origin: Origin,
    form: &Form,
    earlier: Option<(&Review, bool)>,
    options: &OptionList,
    at: Timestamp,
) -> Result<(Review, ReviewGiven), Refusal> {
    let again = match earlier {
        None => false,
        Some((review, true)) if review.again.is_none() => true,
        Some((_, _)) => return Err(Refusal::AlreadyRated),
    };
    let level = form.level.ok_or(Refusal::LevelMissing)?;
    let mut codes = form.options.clone();
    codes.sort_unstable();
    codes.dedup();
    if codes.len() > MOST_OPTIONS {
        return Err(Refusal::TooManyOptions(codes.len()));
    }
    for code in &codes {
        let option = options.get(*code).ok_or(Refusal::OptionUnknown(*code))?;
        if option.level != level {
            return Err(Refusal::OptionOfOther { words: option.words.clone(), level: option.level });
        }
    }
    let text = form.text.trim();
    let length = text.chars().count();
    if length > LONGEST_TEXT {
        return Err(Refusal::TextTooLong(length));
    }
    let Origin { case, node, provenance, channel } = origin;
    let rater = if form.anonymous { Rater::Anonymous } else { Rater::Named };
    let event = ReviewGiven { node, level, options: codes.clone(), provenance, channel, again };
    let review = match earlier {
        // The first rating stays what it was.
        Some((first, _)) => Review { again: Some(level), ..first.clone() },
        None => Review {
            case,
            node,
            level,
            options: codes,
            text: text.to_owned(),
            provenance,
            channel,
            rater,
            at,
            set_aside: false,
            again: None,
        },
    };
    Ok((review, event))
}

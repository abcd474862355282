//! Changing the county's rules of ratings (改好差评规则): a draft, what it would change, putting it into force from a day on,
//! and every version that was.

use domain::{
    base::{Flaw, parse_date},
    people::{Act, Desk, authorise},
    reviews::{CountyReviewRules, ReviewRulesDrafted, ReviewRulesDropped, ReviewRulesPublished},
};
use jiff::{ToSpan as _, civil::Date};
use store::{
    Tx,
    journal::{self, Entry, EventRow, Stream},
    reviews as rows,
};

use super::{ReviewRulesForm, ReviewRulesRefusal, rule_groups, rules, signs::found};
use crate::{Bureau, Failure, Never};

/// One field that the draft changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleChange {
    /// What it is.
    pub label: String,
    /// As it is now.
    pub before: String,
    /// As it would be.
    pub after: String,
}

/// The rules with their draft and their history.
#[derive(Debug, Clone)]
pub struct ReviewRulesView {
    /// Those of today.
    pub in_use: CountyReviewRules,
    /// Every version, the newest first; those that ship last.
    pub versions: Vec<CountyReviewRules>,
    /// What the next version is to be; `None` while nobody has begun one.
    pub draft: Option<CountyReviewRules>,
    /// Expected number for the next change of the draft.
    pub version: i64,
    /// What the draft changes of the newest version.
    pub changes: Vec<RuleChange>,
    /// How many signs of gaming the rules in use find today, and how many the draft would; `None` without one.
    pub signs: Option<(usize, usize)>,
    /// The first day on which the next version can begin.
    pub earliest: Date,
    /// Who did what, the newest first.
    pub history: Vec<EventRow>,
    /// The reader may change them.
    pub may_edit: bool,
}

/// The rules, for whoever sees ratings.
pub fn review_rules(bureau: &Bureau, desk: &Desk) -> Result<ReviewRulesView, Failure<Never>> {
    bureau.may(desk, Act::ReviewView)?;
    let (region, today) = (bureau.region(), bureau.today());
    let may_edit = authorise(desk, Act::ReviewRule, None).is_ok();
    Ok(bureau.db().read(|tx| {
        let mut versions = rows::review_rules_versions(tx, region)?;
        versions.push(rules::shipped().clone());
        let in_use = rules::on(tx, region, today)?.county.clone();
        let draft = rows::review_rules_draft(tx, region)?.filter(|_| may_edit);
        let newest = versions.first().cloned().unwrap_or_else(|| in_use.clone());
        let signs = match &draft {
            Some(draft) if draft.rules.signs != in_use.rules.signs => {
                let count = |tx: &mut Tx<'_>, of: &CountyReviewRules| {
                    Ok::<_, store::StoreError>(found(bureau, tx, &of.rules.signs)?.signs.len())
                };
                Some((count(tx, &in_use)?, count(tx, draft)?))
            }
            Some(_) | None => None,
        };
        let mut history = journal::history(tx, region, &Stream::review_rules())?;
        history.reverse();
        Ok::<_, store::StoreError>(ReviewRulesView {
            changes: draft.as_ref().map(|draft| changes(&newest, draft)).unwrap_or_default(),
            version: journal::head(tx, region, &Stream::review_rules())?,
            earliest: today.saturating_add(1.day()),
            in_use,
            versions,
            draft,
            signs,
            history,
            may_edit,
        })
    })?)
}

/// Field by field what differs.
fn changes(before: &CountyReviewRules, after: &CountyReviewRules) -> Vec<RuleChange> {
    let (before, after) = (ReviewRulesForm::of(before, 0).fields, ReviewRulesForm::of(after, 0).fields);
    let text = |of: &std::collections::BTreeMap<String, String>, name: &str| of.get(name).cloned().unwrap_or_default();
    let fields = rule_groups().into_iter().flat_map(|g| g.fields);
    fields
        .filter(|f| before.get(&f.name) != after.get(&f.name))
        .map(|f| RuleChange { before: text(&before, &f.name), after: text(&after, &f.name), label: f.label })
        .collect()
}

/// The same but for number and day, whatever order the options were typed in.
fn same(a: &CountyReviewRules, b: &CountyReviewRules) -> bool {
    changes(a, b).is_empty()
}

/// Saves the draft, from the number that the page was made from. Nothing holds yet. Returns the next number; the same key
/// has one effect.
pub fn draft_review_rules(
    bureau: &Bureau,
    desk: &Desk,
    form: &ReviewRulesForm,
    key: Option<&str>,
) -> Result<i64, Failure<ReviewRulesRefusal>> {
    let role = bureau.may(desk, Act::ReviewRule)?;
    let after = form.read().map_err(Failure::Refused)?;
    let (region, expected, stamp) = (*bureau.region(), form.version, desk.stamp(bureau.now(), role));
    let command = bureau.command(desk, "review.rules_draft", key, form);
    let done = bureau.db().commit(command, move |tx| -> Result<i64, Failure<ReviewRulesRefusal>> {
        let head = journal::head(tx, &region, &Stream::review_rules())?;
        if head != expected {
            return Err(Failure::Stale);
        }
        if rows::review_rules_draft(tx, &region)?.is_some_and(|before| same(&before, &after)) {
            return Ok(head);
        }
        let from = rows::review_rules_versions(tx, &region)?.first().map_or(0, |c| c.version);
        let entry = Entry::new(Stream::review_rules(), head, "review.rules_drafted", &ReviewRulesDrafted { from })
            .with(rows::review_rules_draft_change(&region, Some(&after)));
        Ok(journal::append(tx, &region, &stamp, entry)?)
    })?;
    Ok(done.value)
}

/// Why a draft is not put into force.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReviewRulesHitch {
    /// There is none.
    #[error("还没有草稿，请先改规则、保存草稿")]
    NoDraft,
    /// Nothing was changed.
    #[error("草稿和现有规则一样，没有要启用的")]
    Unchanged,
    /// The day does not read.
    #[error("启用日期：{0}")]
    Day(Flaw),
    /// It would begin before tomorrow.
    #[error("启用日期最早 {0}，当天的评价仍按当天的规则")]
    TooEarly(Date),
    /// Codes that were retired have come back for other words, or the like.
    #[error(transparent)]
    Flaws(#[from] ReviewRulesRefusal),
}

impl ReviewRulesHitch {
    /// The field of the form; empty where there is none.
    #[must_use]
    pub const fn field(&self) -> &'static str {
        match self {
            Self::Day(_) | Self::TooEarly(_) => "valid_from",
            Self::NoDraft | Self::Unchanged | Self::Flaws(_) => "",
        }
    }
}

/// Puts the draft into force from a day on. What happened before that day stays judged by the rules of its day. Returns
/// the version.
pub fn publish_review_rules(
    bureau: &Bureau,
    desk: &Desk,
    (expected, day): (i64, &str),
    key: Option<&str>,
) -> Result<i64, Failure<ReviewRulesHitch>> {
    let role = bureau.may(desk, Act::ReviewRule)?;
    let valid_from = parse_date(day).map_err(|flaw| Failure::Refused(ReviewRulesHitch::Day(flaw)))?;
    let earliest = bureau.today().saturating_add(1.day());
    if valid_from < earliest {
        return Err(Failure::Refused(ReviewRulesHitch::TooEarly(earliest)));
    }
    let (region, now) = (*bureau.region(), bureau.now());
    let stamp = desk.stamp(now, role);
    let command = bureau.command(desk, "review.rules_publish", key, &(expected, valid_from));
    let done = bureau.db().commit(command, move |tx| -> Result<i64, Failure<ReviewRulesHitch>> {
        let head = journal::head(tx, &region, &Stream::review_rules())?;
        if head != expected {
            return Err(Failure::Stale);
        }
        let refused = |hitch| Err(Failure::Refused(hitch));
        let Some(draft) = rows::review_rules_draft(tx, &region)? else { return refused(ReviewRulesHitch::NoDraft) };
        let newest = rows::review_rules_versions(tx, &region)?.into_iter().next();
        let newest = newest.unwrap_or_else(|| rules::shipped().clone());
        if same(&newest, &draft) {
            return refused(ReviewRulesHitch::Unchanged);
        }
        let next = CountyReviewRules { version: newest.version + 1, valid_from, ..draft.retiring(&newest) };
        let flaws = next.flaws();
        if !flaws.is_empty() {
            return refused(ReviewRulesRefusal(flaws).into());
        }
        let event = ReviewRulesPublished { version: next.version, valid_from, source: next.rules.source.clone() };
        let entry = Entry::new(Stream::review_rules(), head, "review.rules_published", &event)
            .with(rows::review_rules_change(&region, &next, now))
            .with(rows::review_rules_draft_change(&region, None));
        journal::append(tx, &region, &stamp, entry)?;
        Ok(next.version)
    })?;
    Ok(done.value)
}

/// Throws the draft away.
pub fn drop_review_rules(
    bureau: &Bureau,
    desk: &Desk,
    expected: i64,
    key: Option<&str>,
) -> Result<(), Failure<ReviewRulesHitch>> {
    let role = bureau.may(desk, Act::ReviewRule)?;
    let (region, stamp) = (*bureau.region(), desk.stamp(bureau.now(), role));
    let command = bureau.command(desk, "review.rules_drop", key, &expected);
    bureau.db().commit(command, move |tx| -> Result<(), Failure<ReviewRulesHitch>> {
        let head = journal::head(tx, &region, &Stream::review_rules())?;
        if head != expected {
            return Err(Failure::Stale);
        }
        if rows::review_rules_draft(tx, &region)?.is_none() {
            return Err(Failure::Refused(ReviewRulesHitch::NoDraft));
        }
        let from = rows::review_rules_versions(tx, &region)?.first().map_or(0, |c| c.version);
        let entry = Entry::new(Stream::review_rules(), head, "review.rules_dropped", &ReviewRulesDropped { from })
            .with(rows::review_rules_draft_change(&region, None));
        journal::append(tx, &region, &stamp, entry)?;
        Ok(())
    })?;
    Ok(())
}

/// What whoever rates would read and could tick under the draft; the rules in use where there is none.
pub fn preview_review_form(bureau: &Bureau, desk: &Desk) -> Result<CountyReviewRules, Failure<Never>> {
    let view = review_rules(bureau, desk)?;
    Ok(view.draft.unwrap_or(view.in_use))
}

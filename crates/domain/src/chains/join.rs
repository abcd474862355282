//! Two questions for one datum made one (字段合并): kinds joined to the stricter, conditions to what either asks,
//! purposes and legal bases told together. What cannot be joined is said, not guessed.
//!
//! Not here: which questions ask for the same datum (`merge`).

use std::collections::BTreeSet;

use crate::catalogue::{DayBound, FieldKind, FormCondition};

/// Why two fields of the same words stay two questions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Clash {
    /// Different kinds of answers, units or lists.
    Kind,
    /// Ranges or spans that leave nothing, or cannot be told in one.
    Bounds,
    /// Both stand in one form.
    OneForm,
    /// Their conditions would wait for each other.
    Circle,
}

impl Clash {
    /// In words, to follow the label.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Kind => "填写方式不同",
            Self::Bounds => "允许的范围合不到一起",
            Self::OneForm => "同在一张表里",
            Self::Circle => "出现条件互相牵连",
        }
    }
}

/// What must be equal for two kinds to be joined: the kind itself, units, and lists of options in any order. A
/// list is never cut to what both have: whoever needs the missing option could not apply.
pub(super) fn family(kind: &FieldKind) -> String {
    match kind {
        FieldKind::Number { unit, .. } => format!("number/{unit}"),
        FieldKind::Choice { options, .. } | FieldKind::Several { options } => {
            let mut options: Vec<&str> = options.iter().map(String::as_str).collect();
            options.sort_unstable();
            format!("{}/{}", kind.as_str(), options.join("/"))
        }
        FieldKind::Text { .. }
        | FieldKind::LongText { .. }
        | FieldKind::Date { .. }
        | FieldKind::YesNo
        | FieldKind::CitizenId
        | FieldKind::Uscc
        | FieldKind::Mobile
        | FieldKind::Address => kind.as_str().to_owned(),
    }
}

/// Answers that both kinds accept. Both are of one [`family`], their bounds by fields renamed to the merged form.
///
/// # Errors
/// [`Clash::Bounds`] where nothing is left or the two bounds cannot be told in one.
pub(super) fn join(one: FieldKind, other: &FieldKind) -> Result<FieldKind, Clash> {
    let joined = match (one, other) {
        (FieldKind::Text { most: a }, FieldKind::Text { most: b }) => FieldKind::Text { most: a.min(*b) },
        (FieldKind::LongText { most: a }, FieldKind::LongText { most: b }) => FieldKind::LongText { most: a.min(*b) },
        (
            FieldKind::Number { min: a, max: b, decimals: c, unit },
            FieldKind::Number { min: x, max: y, decimals: z, .. },
        ) => {
            let (min, max) = (a.max(*x), [b, *y].into_iter().flatten().min());
            if min.zip(max).is_some_and(|(min, max)| min > max) {
                return Err(Clash::Bounds);
            }
            FieldKind::Number { min, max, decimals: c.min(*z), unit }
        }
        (FieldKind::Date { from: a, to: b }, FieldKind::Date { from: x, to: y }) => {
            let from = bound(a, x, Ord::max)?;
            let to = bound(b, y, Ord::min)?;
            if let (Some(DayBound::On(from)), Some(DayBound::On(to))) = (&from, &to)
                && from > to
            {
                return Err(Clash::Bounds);
            }
            FieldKind::Date { from, to }
        }
        (FieldKind::Choice { options, list }, FieldKind::Choice { list: other, .. }) => {
            FieldKind::Choice { options, list: list || *other }
        }
        // Of one family, so alike in all there is to them.
        (same, _) => same,
    };
    Ok(joined)
}

fn bound(
    one: Option<DayBound>,
    other: &Option<DayBound>,
    stricter: fn(jiff::civil::Date, jiff::civil::Date) -> jiff::civil::Date,
) -> Result<Option<DayBound>, Clash> {
    match (one, other) {
        (None, other) => Ok(other.clone()),
        (one, None) => Ok(one),
        (Some(DayBound::On(a)), Some(DayBound::On(b))) => Ok(Some(DayBound::On(stricter(a, *b)))),
        (Some(a), Some(b)) if a == *b => Ok(Some(a)),
        (Some(_), Some(_)) => Err(Clash::Bounds),
    }
}

/// The kind with every field that bounds it renamed.
pub(super) fn renamed(kind: &FieldKind, name: &impl Fn(&str) -> String) -> FieldKind {
    let bound = |b: &Option<DayBound>| {
        b.as_ref().map(|b| match b {
            DayBound::Field(key) => DayBound::Field(name(key)),
            DayBound::Today => DayBound::Today,
            DayBound::On(on) => DayBound::On(*on),
        })
    };
    match kind {
        FieldKind::Date { from, to } => FieldKind::Date { from: bound(from), to: bound(to) },
        FieldKind::Text { .. }
        | FieldKind::LongText { .. }
        | FieldKind::Number { .. }
        | FieldKind::Choice { .. }
        | FieldKind::Several { .. }
        | FieldKind::YesNo
        | FieldKind::CitizenId
        | FieldKind::Uscc
        | FieldKind::Mobile
        | FieldKind::Address => kind.clone(),
    }
}

/// The condition with every key renamed.
pub(super) fn renamed_condition(condition: &FormCondition, name: &impl Fn(&str) -> String) -> FormCondition {
    let all = |parts: &[FormCondition]| parts.iter().map(|p| renamed_condition(p, name)).collect();
    match condition {
        FormCondition::Equals { key, value } => FormCondition::Equals { key: name(key), value: value.clone() },
        FormCondition::In { key, values } => FormCondition::In { key: name(key), values: values.clone() },
        FormCondition::Filled { key } => FormCondition::Filled { key: name(key) },
        FormCondition::All(parts) => FormCondition::All(all(parts)),
        FormCondition::Any(parts) => FormCondition::Any(all(parts)),
    }
}

/// What holds when one of several lists of conditions holds whole; `None` = always. A list that says more than
/// another says nothing new and is left out.
pub(super) fn either(lists: &[Vec<FormCondition>]) -> Option<FormCondition> {
    let mut kept: Vec<Vec<FormCondition>> = Vec::new();
    for list in lists {
        let flat: Vec<FormCondition> = list.iter().flat_map(flat).collect();
        if !kept.contains(&flat) {
            kept.push(flat);
        }
    }
    let says_more = |a: &[FormCondition], b: &[FormCondition]| a != b && b.iter().all(|part| a.contains(part));
    let needless: BTreeSet<usize> = (0..kept.len())
        .filter(|a| kept.iter().enumerate().any(|(b, list)| *a != b && says_more(&kept[*a], list)))
        .collect();
    let mut lists = kept.into_iter().enumerate().filter(|(n, _)| !needless.contains(n)).map(|(_, list)| list);
    let one = |mut list: Vec<FormCondition>| match list.len() {
        1 => list.remove(0),
        _ => FormCondition::All(list),
    };
    let first = lists.next()?;
    if first.is_empty() {
        return None;
    }
    let mut parts = vec![one(first)];
    for list in lists {
        if list.is_empty() {
            return None;
        }
        parts.push(one(list));
    }
    Some(if parts.len() == 1 { parts.remove(0) } else { FormCondition::Any(parts) })
}

fn flat(condition: &FormCondition) -> Vec<FormCondition> {
    match condition {
        FormCondition::All(parts) => parts.iter().flat_map(flat).collect(),
        FormCondition::Equals { .. }
        | FormCondition::In { .. }
        | FormCondition::Filled { .. }
        | FormCondition::Any(_) => vec![condition.clone()],
    }
}

/// Different texts told one after the other; a part that several have in common (the parts stand between `；`) once.
pub(super) fn told_together<'a>(texts: impl Iterator<Item = &'a str>) -> String {
    let mut out: Vec<&str> = Vec::new();
    for text in texts.flat_map(|t| t.split('；')).map(str::trim).filter(|t| !t.is_empty()) {
        if !out.contains(&text) {
            out.push(text);
        }
    }
    out.join("；")
}

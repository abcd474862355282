//! The county's rules and options of ratings: data with its source, never numbers in the code.

use std::sync::LazyLock;

use domain::{
    base::{Aspect, Satisfaction},
    reviews::{Claim, OptionList, ReviewOption, ReviewRules},
};
use serde::Deserialize;

const DATA: &str = include_str!("../../data/reviews.json");

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Kept {
    rules: ReviewRules,
    options: Vec<KeptOption>,
    /// From and to, both counted.
    retired: Vec<(u16, u16)>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct KeptOption {
    code: u16,
    words: String,
    claim: Option<String>,
    #[serde(default)]
    about: Vec<Aspect>,
}

static KEPT: LazyLock<(ReviewRules, OptionList)> =
    LazyLock::new(|| parse(DATA).expect("shipped with the program and read by a test"));

fn parse(text: &str) -> Result<(ReviewRules, OptionList), String> {
    let kept: Kept = serde_json::from_str(text).map_err(|e| e.to_string())?;
    let option = |o: KeptOption| {
        let level = u8::try_from(o.code / 100).ok().and_then(Satisfaction::from_stars);
        let level = level.ok_or_else(|| format!("选项代码 {} 没有星级", o.code))?;
        let claim = match o.claim {
            None => None,
            Some(word) => Some(Claim::parse(&word).ok_or_else(|| format!("不认识的承诺 {word}"))?),
        };
        Ok::<_, String>(ReviewOption { code: o.code, level, words: o.words, claim, about: o.about })
    };
    let active = kept.options.into_iter().map(option).collect::<Result<Vec<_>, _>>()?;
    let retired = kept.retired.into_iter().flat_map(|(from, to)| from..=to).collect();
    Ok((kept.rules, OptionList::new(active, retired).map_err(|flaw| flaw.to_string())?))
}

/// The rules in force.
pub fn review_rules() -> &'static ReviewRules {
    &KEPT.0
}

/// The options in use.
pub fn review_options() -> &'static OptionList {
    &KEPT.1
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use domain::reviews::SignKind;

    use super::*;

    #[test]
    fn the_shipped_rules_read_and_name_their_source() {
        let (rules, options) = parse(DATA).unwrap();
        assert!(!rules.source.is_empty() && rules.contact_workdays <= rules.fix_workdays);
        assert_eq!(rules.default_after_workdays, None);
        for level in Satisfaction::ALL {
            assert_eq!(options.of_level(level).count(), 8, "{level:?}");
        }
        assert!(options.is_retired(101) && options.is_retired(509) && !options.is_retired(510));
        let signs: BTreeSet<SignKind> = rules.signs.settings.iter().map(|s| s.kind).collect();
        assert_eq!((signs.len(), rules.signs.settings.len()), (SignKind::ALL.len(), SignKind::ALL.len()));
        assert!(rules.signs.settings.iter().all(|s| !s.explanation.is_empty()));
    }
}

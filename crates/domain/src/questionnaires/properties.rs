//! Counting and hiding hold for whatever was answered.

use proptest::prelude::*;

use super::{
    tests::{body, given},
    *,
};
use crate::base::Satisfaction;

proptest! {
    /// Levels, strata and the whole add up; every share lies in its interval; nobody hidden can be worked out.
    #[test]
    fn what_is_shown_adds_up(answers in prop::collection::vec((0_usize..2, 0_usize..5), 0..60)) {
        let body = body();
        let places = ["3 号窗口", "大厅门口"];
        let all: Vec<Given> = answers
            .iter()
            .map(|(place, level)| given(places[*place], None, &[("overall", Satisfaction::ALL[*level].label())]))
            .collect();
        let found = results(&body, &all, &[]);
        let question = &found.questions[1];
        let scale = question.scale.as_ref().unwrap();
        prop_assert_eq!(scale.answered() as usize, all.len());
        prop_assert_eq!(question.options.iter().map(|o| o.n).sum::<u32>(), scale.answered());
        for option in &question.options {
            let share = f64::from(option.n) / f64::from(scale.answered().max(1));
            prop_assert_eq!(option.interval.is_some(), !all.is_empty());
            prop_assert!(option.interval.is_none_or(|i| i.low - 1e-9 <= share && share <= i.high + 1e-9));
        }
        let text = scale_text(scale, found.confidence);
        prop_assert!(!text.contains("100%") && !text.contains("100.0%）"), "{}", text);
        let table = cross(&body, &question.question, &all);
        let shown: u32 = table.iter().filter_map(|c| c.answered).sum();
        let (hidden, rest) = (table.iter().filter(|c| c.answered.is_none()).count(), scale.answered() - shown);
        prop_assert!(rest == 0 || hidden == table.len() || (hidden > 1 && rest >= body.hide_below));
    }

    /// As often as it is asked, a quota lets exactly as many in.
    #[test]
    fn a_quota_lets_no_more_in(tries in 0_u32..12, most in 1_u32..6) {
        let mut body = body();
        body.quotas.insert("3 号窗口".into(), most);
        let raw = given("", None, &[("who", "企业"), ("overall", "满意"), ("speed", "满意")]).answers;
        let mut counts = std::collections::BTreeMap::new();
        for _ in 0..tries {
            let today = jiff::civil::date(2026, 11, 30);
            if let Ok(taken) = take(&body, &Standing::Open, &body.outlets[0], &raw, &counts, today) {
                *counts.entry(taken.stratum).or_insert(0) += 1;
            }
        }
        prop_assert_eq!(counts.get("3 号窗口").copied().unwrap_or_default(), tries.min(most));
    }
}

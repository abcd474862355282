//! Whatever a guide says, going through it ends and the sums fit.

use proptest::prelude::*;

use super::{
    tests::{bare, material, profile},
    *,
};
use crate::catalogue::{
    CaseKind, Clients, Content, Faq, Guide, ItemType, Limit, LimitUnit, OnlineDepth, Standing, Step,
};

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        Just(String::new()),
        "[0-9０-９（）()\\-、 ]{0,14}",
        "[一二3号窗口室工作日证批复文》）(其他材料无/龘𬭎]{0,10}",
        "\\PC{0,8}",
    ]
}

prop_compose! {
    fn guides()(
        texts in prop::collection::vec(text(), 14),
        flags in prop::collection::vec(prop::option::of(any::<bool>()), 4),
        names in prop::collection::vec(text(), 0..3),
        days in prop::collection::vec((prop::option::of(any::<u16>()), any::<bool>()), 0..4),
        faqs in prop::collection::vec((text(), text()), 0..3),
    ) -> Guide {
        let mut t = texts.into_iter();
        let mut next = || t.next().unwrap_or_default();
        Guide {
            approval_mode: next(),
            result_name: next(),
            result_kind: next(),
            completion_kind: next(),
            result_sample: next(),
            onsite_reason: next(),
            online_url: next(),
            phone: next(),
            complaint: next(),
            hours: next(),
            place: next(),
            fee: next(),
            legal_basis: next(),
            impl_code: next(),
            online: flags[0],
            mail: flags[1],
            online_payment: flags[2],
            charges: flags[3],
            materials: names.iter().map(|n| material(n)).collect(),
            person_themes: names.clone(),
            org_themes: names.into_iter().skip(1).collect(),
            steps: days.into_iter().map(|(days, special)| Step { days, special, ..Step::default() }).collect(),
            faqs: faqs.into_iter().map(|(question, answer)| Faq { question, answer }).collect(),
            ..Guide::default()
        }
    }
}

fn limits() -> impl Strategy<Value = Option<Limit>> {
    prop::option::of(
        (any::<u16>(), prop::sample::select(LimitUnit::ALL.to_vec())).prop_map(|(value, unit)| Limit { value, unit }),
    )
}

proptest! {
    /// Whatever a guide says, going through it ends, and the parts of the tally fit together.
    #[test]
    fn no_guide_is_too_odd(
        guide in guides(),
        code in "[0-9A-Z]{0,34}|\\PC{0,20}",
        kind in 1_u8..=29,
        promised in limits(),
        statutory in limits(),
        visits in prop::option::of(0_u16..100),
        depth in prop::option::of(1_i64..=4),
        clients in prop::option::of(0_usize..3),
        case_kind in prop::option::of(0_usize..3),
    ) {
        let content = Content {
            code,
            item_type: ItemType::parse(&kind.to_string()).unwrap(),
            promised,
            statutory,
            clients: clients.map(|n| Clients::ALL[n]),
            case_kind: case_kind.map(|n| CaseKind::ALL[n]),
            standing: Standing {
                online_depth: depth.and_then(OnlineDepth::from_number),
                onsite_visits: visits,
                ..Standing::default()
            },
            guide,
            ..bare()
        };
        let profile = profile();
        let checked = examine(&content, &profile);
        let findings = check(&content, &profile);
        for finding in &findings {
            prop_assert!(!finding.sentence.is_empty() && finding.sentence.chars().count() <= 60);
        }
        for one in &checked {
            match &one.outcome {
                Outcome::Failed(found) => prop_assert!(!found.is_empty()),
                Outcome::Blank(fields) => prop_assert!(!fields.is_empty()),
                Outcome::Passed | Outcome::Outside => {}
            }
        }
        let mut tally = Tally::default();
        tally.add(&checked, &profile);
        prop_assert_eq!(tally.findings, findings.len() as u64);
        prop_assert_eq!(tally.faulty == 1, !findings.is_empty());
        if let Some(score) = tally.score() {
            prop_assert_eq!(score.part() == score.whole(), findings.is_empty());
        }
    }
}

//! However the members are decided, in whatever order and under whichever rule of a denial, the matter ends, every
//! case of it is over, and the journal is sound.

use domain::chains::Finish;
use proptest::prelude::*;

use super::*;

/// What may happen to a case in hand.
fn happens(county: &County, no: &str, member: &str, pick: u8) {
    match pick % 3 {
        0 => county.decided(no, member, true),
        1 => county.decided(no, member, false),
        _ => {
            let case = county.case(no, member);
            let at = services::cases::CaseRef { case_no: case.no.to_string(), version: case.version };
            let end = services::cases::EndForm {
                how: "referred_upward".into(),
                reason: "应由上级办".into(),
                body: "市局".into(),
            };
            services::cases::end(&county.bureau, &county.desk(County::approver(member)), (&at, &end), None).unwrap();
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn any_order_of_outcomes_ends(
        rule in 0..3_usize,
        sign in any::<bool>(),
        picks in prop::collection::vec(any::<u8>(), 4),
        jobs in prop::collection::vec(any::<bool>(), 4),
    ) {
        let county = County::open(TestDb::sqlite(), OnDenial::ALL[rule]);
        let no = county.accepted(sign);
        for (pick, job) in picks.iter().zip(&jobs).cycle().take(12) {
            let open: Vec<String> = county
                .states(&no)
                .iter()
                .filter(|(k, s)| s.open().is_some() && county.case(&no, k).stage.acceptance().is_some())
                .filter(|(k, _)| !county.case(&no, k).stage.is_finished())
                .map(|(k, _)| k.clone())
                .collect();
            if let Some(member) = open.get(usize::from(pick / 3) % open.len().max(1)) {
                happens(&county, &no, member, *pick);
            }
            // What the job looks at first tells the same as the cases do.
            let filed = county.filed(&no);
            for (key, _) in filed.members.iter().filter(|(_, h)| h.case.is_some()) {
                let (state, case) = (&filed.matter.members[key], county.case(&no, key));
                let same = *state == MemberState::of(&case);
                prop_assert_eq!(same, state.is_as(case.stage.as_str(), case.due().on), "{:?} {:?}", state, case.stage);
            }
            // The job runs now or later.
            if *job || open.is_empty() {
                county.job();
            }
        }
        county.job();
        let filed = county.filed(&no);
        let (how, _) = filed.matter.finish.expect("it is over");
        prop_assert!(filed.matter.members.values().all(MemberState::is_settled));
        let granted = filed.matter.members.values().filter(|s| matches!(s, MemberState::Granted { .. })).count();
        prop_assert_eq!(granted > 0, matches!(how, Finish::AllGranted | Finish::PartlyGranted));
        for (key, handling) in &filed.members {
            let began = !matches!(filed.matter.members[key], MemberState::Dropped(_));
            prop_assert_eq!(handling.case.is_some(), began, "{}", key);
        }
        county.sound();
    }
}

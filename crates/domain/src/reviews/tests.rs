//! Ratings, their rates and the loop of a bad one.

use std::collections::BTreeSet;

use jiff::{Timestamp, civil::date};
use proptest::prelude::*;

use super::*;
use crate::base::{CaseId, Ratio, Satisfaction, StaffId, shanghai_day};

fn at(second: i64) -> Timestamp {
    Timestamp::from_second(1_795_136_400 + second).unwrap()
}

fn options() -> OptionList {
    let one = |code: u16, claim| ReviewOption {
        code,
        level: Satisfaction::from_stars((code / 100) as u8).unwrap(),
        words: format!("选项{code}"),
        claim,
        about: Vec::new(),
    };
    let all = vec![one(109, Some(Claim::Materials)), one(115, None), one(209, Some(Claim::TimeLimit)), one(510, None)];
    OptionList::new(all, BTreeSet::from([104, 106])).unwrap()
}

fn form(level: Satisfaction, options: &[u16]) -> Form {
    Form { level: Some(level), options: options.to_vec(), text: String::new(), anonymous: false }
}

const ORIGIN: Origin = Origin {
    case: CaseId::new(1),
    node: ServiceNode::Completion,
    provenance: Provenance::Citizen,
    channel: ReviewChannel::QrCode,
};

fn given(level: Satisfaction) -> Review {
    give(ORIGIN, &form(level, &[]), None, &options(), at(0)).unwrap().0
}

#[test]
fn a_contact_is_rated_once_and_once_more_after_it_was_put_right() {
    let first = given(Satisfaction::Dissatisfied);
    let better = form(Satisfaction::Satisfied, &[]);
    assert_eq!(give(ORIGIN, &better, Some((&first, false)), &options(), at(1)), Err(Refusal::AlreadyRated));
    let (again, event) = give(ORIGIN, &better, Some((&first, true)), &options(), at(1)).unwrap();
    // What was said first stays, and counts.
    assert_eq!((again.level, again.again, event.again), (first.level, Some(Satisfaction::Satisfied), true));
    assert!(again.is_negative());
    assert_eq!(give(ORIGIN, &better, Some((&again, true)), &options(), at(2)), Err(Refusal::AlreadyRated));
}

#[test]
fn what_is_ticked_goes_with_the_stars() {
    let give = |f: &Form| super::give(ORIGIN, f, None, &options(), at(0));
    let (review, event) = give(&form(Satisfaction::VeryDissatisfied, &[115, 109, 109])).unwrap();
    assert_eq!((review.options.as_slice(), event.options.as_slice()), (&[109_u16, 115][..], &[109_u16, 115][..]));
    let other = Refusal::OptionOfOther { words: "选项109".into(), level: Satisfaction::VeryDissatisfied };
    assert_eq!(give(&form(Satisfaction::Fair, &[109])), Err(other));
    assert_eq!(give(&form(Satisfaction::VeryDissatisfied, &[104])), Err(Refusal::OptionUnknown(104)));
    assert_eq!(give(&Form { level: None, ..form(Satisfaction::Fair, &[]) }), Err(Refusal::LevelMissing));
    let long = Form { text: "长".repeat(LONGEST_TEXT + 1), ..form(Satisfaction::Fair, &[]) };
    assert_eq!(give(&long), Err(Refusal::TextTooLong(LONGEST_TEXT + 1)));
    let many: Vec<u16> = (500..509).collect();
    assert_eq!(give(&form(Satisfaction::Fair, &many)), Err(Refusal::TooManyOptions(9)));
}

#[test]
fn a_list_of_options_says_what_is_wrong_with_it() {
    let one = |code| ReviewOption {
        code,
        level: Satisfaction::VeryDissatisfied,
        words: String::new(),
        claim: None,
        about: Vec::new(),
    };
    assert_eq!(OptionList::new(vec![one(109), one(109)], BTreeSet::new()), Err(OptionFlaw::Twice(109)));
    assert_eq!(OptionList::new(vec![one(104)], BTreeSet::from([104])), Err(OptionFlaw::Twice(104)));
    assert_eq!(OptionList::new(vec![one(209)], BTreeSet::new()), Err(OptionFlaw::Level(209)));
    assert!(options().is_retired(104) && options().get(104).is_none());
    assert_eq!(options().of_level(Satisfaction::VeryDissatisfied).map(|o| o.code).collect::<Vec<_>>(), [109, 115]);
}

#[test]
fn what_a_system_rated_is_in_no_rate() {
    let finished: BTreeSet<CaseId> = (1..=10).map(CaseId::new).collect();
    let of = |case, level, provenance| Review { case: CaseId::new(case), provenance, ..given(level) };
    let mut reviews: Vec<Review> =
        (4..=10).map(|n| of(n, Satisfaction::VerySatisfied, Provenance::SystemDefault)).collect();
    reviews.push(of(1, Satisfaction::Satisfied, Provenance::Citizen));
    reviews.push(of(2, Satisfaction::VeryDissatisfied, Provenance::Phone));
    reviews.push(of(3, Satisfaction::VerySatisfied, Provenance::StaffDevice));
    reviews.push(Review { set_aside: true, ..of(3, Satisfaction::Dissatisfied, Provenance::Citizen) });
    let found = rates(&finished, &reviews);
    // Of ten finished three were rated by their applicants, one of them set aside; of two that count one is bad.
    assert_eq!(found.active, Ratio::new(3, 10).unwrap());
    assert_eq!((found.positive, found.negative), (Ratio::new(1, 2).unwrap(), Ratio::new(1, 2).unwrap()));
    assert_eq!(found.others, [(Provenance::StaffDevice, 1), (Provenance::SystemDefault, 7)]);
    assert_eq!((found.set_aside, found.named_negative), (1, 1));
    let none = rates(&BTreeSet::new(), &[]);
    assert_eq!(none.active.percent_text(2), None);
}

#[test]
fn a_list_speaks_for_its_scale_or_not_at_all() {
    let scale = |rows: &[(u8, &[u16])]| scale_of(rows.iter().copied());
    let stars = scale(&[(5, &[510]), (3, &[307]), (1, &[109])]);
    assert_eq!(stars, ScaleFinding::Clear(StarScale::Stars, 2));
    assert_eq!(scale(&[(1, &[510]), (5, &[109])]), ScaleFinding::Clear(StarScale::Codes, 2));
    assert_eq!(scale(&[(1, &[510]), (5, &[510])]), ScaleFinding::Contradicts { stars: 1, codes: 1 });
    assert_eq!(scale(&[(5, &[]), (3, &[307])]), ScaleFinding::Silent);
    assert_eq!(StarScale::Codes.read(1), Some(Satisfaction::VerySatisfied));
    assert_eq!(StarScale::Stars.read(1), Some(Satisfaction::VeryDissatisfied));
}

const RULES: HandlingRules = HandlingRules { today: date(2026, 11, 20), latest: date(2026, 12, 11) };

fn new() -> Handling {
    opened(date(2026, 11, 23))
}

const UNIT: StaffId = StaffId::new(1);
const BUREAU: StaffId = StaffId::new(2);

#[test]
fn a_bad_rating_is_looked_into_put_right_told_and_closed() {
    let due = date(2026, 11, 27);
    let (looked, _) = verify(new(), (UNIT, at(0)), "确实多要了证明", Some(due), &RULES).unwrap();
    assert_eq!(looked.in_time(due, shanghai_day), None);
    assert_eq!(looked.in_time(date(2026, 11, 28), shanghai_day), Some(false));
    let (done, _) = rectified(looked, at(86_400), "退回证明，改了指南").unwrap();
    assert_eq!(done.in_time(date(2027, 1, 1), shanghai_day), Some(true));
    let (told, _) = feed_back(done, "满意").unwrap();
    let (over, _) = close(told, "已取消这项证明").unwrap();
    assert!(over.state.is_over());
    let late = verify(new(), (UNIT, at(0)), "情况属实", Some(RULES.today), &RULES).unwrap().0;
    let late = rectified(late, at(86_400 * 3), "改了").unwrap().0;
    assert_eq!(late.in_time(RULES.today, shanghai_day), Some(false));
    let at_once = verify(new(), (UNIT, at(0)), "当场道歉并改正", None, &RULES).unwrap().0;
    assert_eq!(at_once.in_time(RULES.today, shanghai_day), Some(true));
}

#[test]
fn an_appeal_is_decided_by_somebody_else_and_there_is_one() {
    let (appealed, _) = appeal(new(), (UNIT, at(0)), "不是本窗口的事").unwrap();
    assert_eq!(decide(appealed.clone(), UNIT, true, "同意"), Err(Refusal::OwnAppeal));
    let (granted, event) = decide(appealed.clone(), BUREAU, true, "误评").unwrap();
    assert!(event.granted && granted.state.is_over());
    assert_eq!(granted.in_time(RULES.today, shanghai_day), None);
    let (denied, _) = decide(appealed, BUREAU, false, "情况属实").unwrap();
    let again = Refusal::WrongState { now: "待核实", wanted: "再申诉" };
    assert_eq!(appeal(denied.clone(), (UNIT, at(1)), "再申诉"), Err(again));
    assert!(verify(denied, (UNIT, at(1)), "属实", None, &RULES).is_ok());
}

#[test]
fn each_step_wants_its_words_and_its_days() {
    let look = |finding: &str, due| verify(new(), (UNIT, at(0)), finding, due, &RULES).map(|_| ());
    assert_eq!(look(" ", None), Err(Refusal::WordsMissing("核实情况")));
    assert_eq!(look(&"字".repeat(501), None), Err(Refusal::WordsTooLong(501)));
    assert_eq!(look("属实", Some(date(2026, 11, 19))), Err(Refusal::DuePast(RULES.today)));
    assert_eq!(look("属实", Some(date(2026, 12, 12))), Err(Refusal::DueTooLate(RULES.latest)));
    assert_eq!(close(new(), "答复").unwrap_err(), Refusal::WrongState { now: "待核实", wanted: "办结" });
}

proptest! {
    /// Whatever is done in whatever order, a step either is refused or leads on, and what is over stays over.
    #[test]
    fn no_order_of_steps_leads_astray(steps in prop::collection::vec(0_u8..7, 0..20)) {
        let mut now = new();
        for step in steps {
            let was = now.clone();
            let next = match step {
                0 => verify(now.clone(), (UNIT, at(0)), "属实", Some(RULES.latest), &RULES).map(|d| d.0),
                1 => verify(now.clone(), (UNIT, at(0)), "当场改正", None, &RULES).map(|d| d.0),
                2 => appeal(now.clone(), (UNIT, at(0)), "误评").map(|d| d.0),
                3 => decide(now.clone(), BUREAU, false, "不成立").map(|d| d.0),
                4 => decide(now.clone(), BUREAU, true, "成立").map(|d| d.0),
                5 => rectified(now.clone(), at(0), "改了").map(|d| d.0),
                _ => feed_back(now.clone(), "满意").map(|d| d.0).or_else(|_| close(now.clone(), "答复").map(|d| d.0)),
            };
            if let Ok(next) = next {
                prop_assert!(!was.state.is_over(), "{:?}", was.state);
                prop_assert!(was.appeal_denied.is_none() || next.appeal_denied == was.appeal_denied);
                now = next;
            }
        }
    }
}

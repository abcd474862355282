//! The ratings of the last weeks (样例评价): links of finished cases that applicants used, one in nine of them badly, and
//! what departments did about the bad ones: one settled and published, one being put right, one appealed, the others new.
//!
//! Deliberately not here: what people would write in full.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    base::{CaseId, ItemId, ManualClock, Rng, shanghai_day},
    people::Desk,
    reviews::HandlingState,
};
use jiff::{SignedDuration, Timestamp};
use store::{cases, reviews as rows};

use super::{catalogue::Catalogue, create::SampleFault, planted::SENT_AWAY, staff::SampleStaff};
use crate::{
    Bureau,
    reviews::{EnterForm, ReviewForm, ReviewStep, enter, give, invite, review_link, take_step, worklist},
};

/// Ratings at most.
const MOST: usize = 60;
/// Ratings of those who were sent to the office first.
const SENT: usize = 5;

/// What the unhappy ticked and wrote.
const BAD: [(&str, &str, &str); 4] = [
    ("1", "109", "多要了房东的身份证复印件"),
    ("2", "211", "网上说能办，到最后一步还是叫我来大厅"),
    ("1", "114", "说跑一次，跑了三趟"),
    ("1", "109", "指南上没有的材料也要"),
];

/// What the others ticked.
const GOOD: [(&str, &[&str], &str); 5] = [
    ("5", &["510", "517"], ""),
    ("5", &["513"], "在家就办好了"),
    ("4", &["411"], ""),
    ("3", &["311", "313"], ""),
    ("4", &[], "态度好"),
];

/// Plays the ratings up to an instant.
pub(super) fn play(
    (bureau, clock): (&Bureau, &ManualClock),
    (staff, catalogue): (&SampleStaff, &Catalogue),
    until: Timestamp,
    rng: &dyn Rng,
) -> Result<(), SampleFault> {
    clock.set(until);
    invite(bureau)?;
    let from = until - SignedDuration::from_hours(24 * 25);
    let waiting = bureau.db().read(|tx| rows::unrated_since(tx, bureau.region(), (from, until), 2_000))?;
    let apart = (waiting.len() / MOST).max(1);
    let sent = sent_away(bureau, catalogue, &waiting)?;
    let mut due: Vec<(Timestamp, CaseId)> = waiting
        .iter()
        .enumerate()
        .filter(|(n, c)| n % apart == 0 || sent.contains(&c.case))
        .map(|(_, c)| c)
        .map(|c| (c.at + SignedDuration::from_mins(90 + rng.below(2_000) as i64), c.case))
        .filter(|(at, _)| *at < until)
        .collect();
    due.sort();
    for (n, (at, id)) in due.into_iter().enumerate() {
        clock.set(at);
        let Some((case, _)) = bureau.db().read(|tx| cases::case(tx, bureau.region(), id))? else { continue };
        let Some(link) = review_link(bureau, &case)? else { continue };
        let desk = Desk::public(format!("192.0.2.{}", n % 250));
        let mut form = ReviewForm { code: link.code, browser: format!("手机{n}"), ..ReviewForm::default() };
        if sent.contains(&id) {
            // Whoever was sent to the office first says so here, too: a detector looks for these ratings.
            (form.stars, form.options) = ("1".into(), vec!["113".into()]);
            form.words = "先让我去局里交材料，再来窗口办".into();
        } else if n % 9 == 4 {
            let (stars, option, words) = BAD[(n / 9) % BAD.len()];
            (form.stars, form.options, form.words) = (stars.into(), vec![option.into()], words.into());
            // One in four of the unhappy does not want to be named.
            form.anonymous = n / 9 % 4 == 3;
        } else {
            let (stars, options, words) = GOOD[rng.below(GOOD.len() as u64) as usize];
            form.stars = stars.into();
            form.options = options.iter().map(|o| (*o).to_owned()).collect();
            form.words = words.into();
        }
        give(bureau, &desk, &form, None).map_err(told)?;
    }
    clock.set(until);
    by_hand(bureau, staff)?;
    settle(bureau, staff)
}

/// Cases of the one item of a department whose applicants were sent to the office first: the item with the most.
fn sent_away(
    bureau: &Bureau,
    catalogue: &Catalogue,
    waiting: &[rows::FinishedContact],
) -> Result<BTreeSet<CaseId>, SampleFault> {
    let department = catalogue.departments.get(SENT_AWAY).map(|(id, _)| *id);
    let mut of: BTreeMap<ItemId, Vec<CaseId>> = BTreeMap::new();
    for contact in waiting {
        let found = bureau.db().read(|tx| cases::case(tx, bureau.region(), contact.case))?;
        if let Some((case, _)) = found.filter(|(case, _)| Some(case.department) == department) {
            of.entry(case.item_id).or_default().push(case.id);
        }
    }
    Ok(of.into_values().max_by_key(Vec::len).unwrap_or_default().into_iter().take(SENT).collect())
}

fn told(failure: impl std::fmt::Display) -> SampleFault {
    SampleFault::Review(failure.to_string())
}

/// Two ratings on a device of the staff: a series of their own.
fn by_hand(bureau: &Bureau, staff: &SampleStaff) -> Result<(), SampleFault> {
    let Some(clerk) = staff.clerks.first() else { return Ok(()) };
    let desk = Desk::of(clerk.clone(), "3号窗口");
    let from = bureau.now() - SignedDuration::from_hours(24 * 25);
    let waiting = bureau.db().read(|tx| rows::unrated_since(tx, bureau.region(), (from, bureau.now()), 2))?;
    for contact in waiting {
        let Some((case, _)) = bureau.db().read(|tx| cases::case(tx, bureau.region(), contact.case))? else { continue };
        let form = EnterForm {
            case_no: case.no.to_string(),
            way: "staff_device".into(),
            stars: "5".into(),
            ..EnterForm::default()
        };
        enter(bureau, &desk, &form, None).map_err(told)?;
    }
    Ok(())
}

/// What was done about the bad ones.
fn settle(bureau: &Bureau, staff: &SampleStaff) -> Result<(), SampleFault> {
    let Some(supervisor) = &staff.supervisor else { return Ok(()) };
    let above = Desk::of(supervisor.clone(), "督查室");
    let waiting = worklist(bureau, &above).map_err(told)?;
    let due = (shanghai_day(bureau.now()).saturating_add(jiff::Span::new().days(7))).to_string();
    let mut nth = 0;
    for line in waiting {
        let is_new = line.handling.as_ref().is_some_and(|h| h.handling.state == HandlingState::Verifying);
        let own = staff.approvers.values().find(|s| s.department == Some(line.row.department));
        // Those who were sent elsewhere are left to the lead that comes of them.
        let is_lead = line.row.review.options.contains(&113);
        let Some(own) = own.filter(|_| is_new && !is_lead) else { continue };
        let unit = Desk::of(own.clone(), "办公室");
        let (id, mut version) = (line.row.id, line.row.version);
        let mut step = |desk: &Desk, step: ReviewStep| -> Result<(), SampleFault> {
            version = take_step(bureau, desk, (id, version), &step, None).map_err(told)?;
            Ok(())
        };
        match nth {
            0 => {
                let finding = "属实，窗口多收了复印件，当场退回并道歉".to_owned();
                step(&unit, ReviewStep::Verify { finding, due: String::new() })?;
                step(&unit, ReviewStep::FeedBack { answer: "知道了，谢谢".into() })?;
                let reply = "已退回多收的材料，向本人道歉，并在窗口公布了材料清单".to_owned();
                step(&unit, ReviewStep::Close { reply: reply.clone() })?;
                step(&above, ReviewStep::Publish { words: "多收了材料".into(), reply })?;
            }
            1 => step(&unit, ReviewStep::Verify { finding: "属实，指南没有及时更新".into(), due: due.clone() })?,
            2 => step(&unit, ReviewStep::Appeal { reason: "申请人缺的是法定材料，指南上有".into() })?,
            _ => break,
        }
        nth += 1;
    }
    Ok(())
}

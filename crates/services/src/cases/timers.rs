//! What a passed day brings about (到期自动处理): silence is acceptance (行政许可法 32(4)), an unanswered
//! correction and materials that did not come end a case. A job that may run as often as it likes.

use domain::{
    base::CaseId,
    cases::{self, Case, EndKind, Stage},
    people::Desk,
};
use jiff::civil::Date;
use store::{StoreError, Tx, cases as rows, files};

use super::{
    detach::{discard, drop_row},
    park::PARKED_FOR,
    rules::case_rules,
    step::{filed_item, save},
};
use crate::Bureau;

/// How many cases each rule touched.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Passed {
    /// 逾期不告知视为受理.
    pub deemed_accepted: u64,
    /// 补正不来办结.
    pub correction_lapsed: u64,
    /// 容缺材料逾期不补.
    pub owed_lapsed: u64,
    /// 草稿到期没有提交.
    pub drafts_expired: u64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Brought {
    Acceptance,
    CorrectionLapse,
    OwedLapse,
}

/// Looks at every case whose day has passed, and does what the law or the county's rule says. Forms put
/// aside that nobody came back for go too.
pub fn run_timers(bureau: &Bureau) -> Result<Passed, StoreError> {
    let (region, today) = (*bureau.region(), bureau.today());
    let forgotten = bureau.now() - PARKED_FOR;
    bureau.db().write(move |tx| rows::sweep_parked(tx, &region, forgotten))?;
    let waiting = bureau.db().read(|tx| rows::cases_past(tx, &region, today))?;
    let mut passed = Passed::default();
    for id in waiting {
        let worker = bureau.clone();
        // Looked at again inside: somebody may have acted meanwhile.
        match bureau.db().write(move |tx| one(&worker, tx, id, today))? {
            Some(Brought::Acceptance) => passed.deemed_accepted += 1,
            Some(Brought::CorrectionLapse) => passed.correction_lapsed += 1,
            Some(Brought::OwedLapse) => passed.owed_lapsed += 1,
            None => {}
        }
    }
    // Only those that are over are looked at; the rule decides inside.
    let kept_from = today.saturating_sub(jiff::Span::new().days(i64::from(case_rules().draft_days)));
    for id in bureau.db().read(|tx| rows::drafts_before(tx, &region, kept_from))? {
        if expire(bureau, id, today)? {
            passed.drafts_expired += 1;
        }
    }
    Ok(passed)
}

/// Ends a draft that was not sent in while it was kept: what was filled in goes, and its files with their bytes.
fn expire(bureau: &Bureau, id: CaseId, today: Date) -> Result<bool, StoreError> {
    let worker = bureau.clone();
    let dropped = bureau.db().write(move |tx| -> Result<Option<Vec<String>>, StoreError> {
        let (region, now) = (*worker.region(), worker.now());
        let Some((case, mut sealed)) = rows::case(tx, &region, id)? else { return Ok(None) };
        let until = case_rules().draft_until(case.receipt.on);
        if !case.stage.is_draft() || today <= until {
            return Ok(None);
        }
        let desk = Desk::system("定时任务");
        let mut addresses = Vec::new();
        for row in files::files_of_case(tx, &region, id)? {
            addresses.extend(drop_row(tx, &region, &desk.stamp(now, None), &case, &row)?);
        }
        let why = format!("草稿到 {until} 没有提交，填的内容和上传的文件已清除");
        let Ok((next, event)) = cases::end(case, EndKind::Withdrawn, (&why, ""), None, now) else { return Ok(None) };
        sealed.answers = None;
        save(&worker, tx, (&desk, None), &next, &sealed, ("case.ended", &event), now)?;
        Ok(Some(addresses))
    })?;
    discard(bureau, dropped.iter().flatten());
    Ok(dropped.is_some())
}

fn one(bureau: &Bureau, tx: &mut Tx<'_>, id: CaseId, today: Date) -> Result<Option<Brought>, StoreError> {
    let (region, now) = (*bureau.region(), bureau.now());
    let Some((case, sealed)) = rows::case(tx, &region, id)? else { return Ok(None) };
    let desk = Desk::system("定时任务");
    let who = (&desk, None);
    match due_for(&case, today) {
        None => Ok(None),
        // Part of a matter, which silence accepts as a whole (`chains::advance`).
        Some(Brought::Acceptance) if case.matter.is_some() => Ok(None),
        Some(Brought::Acceptance) => {
            let (item, calendar) = (filed_item(tx, bureau, &case)?, bureau.calendar(tx)?);
            let Ok((next, event)) = cases::deem_accepted(case, &item.content, (case_rules(), &calendar), now, today)
            else {
                return Ok(None);
            };
            save(bureau, tx, who, &next, &sealed, ("case.accepted", &event), now)?;
            Ok(Some(Brought::Acceptance))
        }
        Some(Brought::CorrectionLapse) => {
            let Ok((next, event)) = cases::lapse_correction(case, case_rules(), now, today) else { return Ok(None) };
            save(bureau, tx, who, &next, &sealed, ("case.correction_lapsed", &event), now)?;
            Ok(Some(Brought::CorrectionLapse))
        }
        Some(Brought::OwedLapse) => {
            let Ok((next, event)) = cases::lapse_owed(case, case_rules(), now, today) else { return Ok(None) };
            save(bureau, tx, who, &next, &sealed, ("case.owed_lapsed", &event), now)?;
            Ok(Some(Brought::OwedLapse))
        }
    }
}

/// Which rule a passed day brings to a case, if any.
fn due_for(case: &Case, today: Date) -> Option<Brought> {
    let late = |day: Option<Date>| day.is_some_and(|d| d < today);
    match &case.stage {
        Stage::Submitted => late(case.receipt.notice_by).then_some(Brought::Acceptance),
        Stage::CorrectionAsked => late(case.correction.as_ref().map(|c| c.until)).then_some(Brought::CorrectionLapse),
        Stage::Accepted(_) | Stage::InReview(..) | Stage::Suspended(..) => {
            late(case.owed().into_iter().map(|(_, until)| until).min()).then_some(Brought::OwedLapse)
        }
        Stage::Draft
        | Stage::Decided(..)
        | Stage::Completed(..)
        | Stage::Delivered(..)
        | Stage::Rated(..)
        | Stage::Ended(..)
        | Stage::Archived(..) => None,
    }
}

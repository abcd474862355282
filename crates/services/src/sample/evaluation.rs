//! The scores of the last months (样例评价): two months and a quarter computed, a dispute raised and one ruled on, orders,
//! a talk and a bulletin, so that each page shows something.
//!
//! Deliberately not here: made-up scores; they come from the sample's own cases, calls, cards and stations.

use domain::{
    base::ManualClock,
    evaluation::{Period, Refusal, SubjectKind},
    people::Desk,
};
use jiff::civil::Date;

use super::{create::SampleFault, days::instant, staff::SampleStaff};
use crate::{
    Bureau, Failure,
    evaluation::{
        BulletinForm, DisputeForm, TalkForm, compute_period, followed, issue_bulletin, leaf_rows, open_orders,
        raise_dispute, rule_dispute,
    },
    measures::SOURCES,
};

/// The leaf whose rows are disputed.
const LEAF: &str = "efficiency.on_time";

fn told<R: std::error::Error>(failure: Failure<R>) -> SampleFault {
    SampleFault::Evaluation(failure.to_string())
}

/// Computes what is over and lets people act on it, at today's midnight.
pub(super) fn play(
    (bureau, clock): (&Bureau, &ManualClock),
    staff: &SampleStaff,
    today: Date,
) -> Result<(), SampleFault> {
    clock.set(instant(today, 0));
    let last = Period::month_of(today).before();
    for period in [Period::quarter_of(today).before(), last.before(), last] {
        match compute_period(bureau, &Desk::system("定时任务"), SOURCES, period, None) {
            // The sample's cases reach back some months only.
            Ok(_) | Err(Failure::Refused(Refusal::NoFacts(_))) => {}
            Err(failure) => return Err(told(failure)),
        }
    }
    let Some(supervisor) = staff.supervisor.clone() else { return Ok(()) };
    let desk = Desk::of(supervisor, "督查室");
    let found = followed(bureau, &desk, SOURCES, None).map_err(told)?;
    let Some(run) = found.run.clone() else { return Ok(()) };
    disputes(bureau, staff, &desk, run.id)?;
    open_orders(bureau, &desk, run.id, None).map_err(told)?;
    let low = found.to_talk.iter().find(|s| s.subject.kind == SubjectKind::Department);
    let first = found.scored.iter().find(|(s, _)| s.kind == SubjectKind::Department);
    if let Some(subject) = low.map(|s| &s.subject).or(first.map(|(s, _)| s)) {
        let form = TalkForm {
            run: run.id.get(),
            kind: subject.kind.as_str().to_owned(),
            subject: subject.key.clone(),
            on: today,
            text: "对照得分逐项看了依据：主要是临近期限才办。约定每周一清点将到期的件，下月再看。".to_owned(),
        };
        record(bureau, &desk, &form)?;
    }
    let form = BulletinForm {
        run: run.id.get(),
        title: format!("{}政务服务评价通报", run.period.label()),
        text: "请各部门对照得分的下级指标和逐条依据改进；对某一条有异议的，由本人在系统里提出。".to_owned(),
    };
    issue_bulletin(bureau, &desk, &form, None).map_err(told)?;
    Ok(())
}

fn record(bureau: &Bureau, desk: &Desk, form: &TalkForm) -> Result<(), SampleFault> {
    crate::evaluation::record_talk(bureau, desk, form, None).map(|_| ()).map_err(told)
}

/// The first approver with a late case disputes it, the second's dispute is ruled on.
fn disputes(
    bureau: &Bureau,
    staff: &SampleStaff,
    supervisor: &Desk,
    run: domain::base::EvaluationRunId,
) -> Result<(), SampleFault> {
    let mut approvers: Vec<_> = staff.approvers.values().collect();
    approvers.sort_by_key(|s| s.id);
    let mut raised = 0;
    for one in approvers {
        let desk = Desk::of(one.clone(), "审批岗");
        let subject = domain::evaluation::Subject { kind: SubjectKind::Person, key: one.id.to_string() };
        let rows = match leaf_rows(bureau, &desk, SOURCES, (run, &subject), LEAF) {
            Ok(rows) => rows,
            // Not scored in that month.
            Err(Failure::NotFound) => continue,
            Err(failure) => return Err(told(failure)),
        };
        let Some(late) = rows.rows.iter().find(|r| r.value < 1.0) else { continue };
        let form = DisputeForm {
            run: run.get(),
            source: late.fact.source.clone(),
            fact: late.fact.key.clone(),
            measure: rows.measure.word.to_owned(),
            reason: "那几天省级系统停机，结果回不来，有通知可查".to_owned(),
        };
        let id = raise_dispute(bureau, &desk, &form, None).map_err(told)?;
        raised += 1;
        if raised == 2 {
            let reason = "停机通知只有半天，不影响这一件的期限";
            rule_dispute(bureau, supervisor, (id, 1), (false, reason), None).map_err(told)?;
            return Ok(());
        }
    }
    Ok(())
}

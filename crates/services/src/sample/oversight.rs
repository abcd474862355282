//! The sample county's watch (样例电子监察): rules of its own, one run at the end of the last working day, and what a
//! department and a supervisor said to some of the cards, so that every page has something to show.
//!
//! Deliberately not here: which cases are late; their script says.

use domain::{
    base::ManualClock,
    people::{Desk, Staff},
};
use jiff::{Timestamp, ToSpan as _};

use super::{create::SampleFault, staff::SampleStaff, tables::TableFault};
use crate::{
    Bureau, Failure,
    oversight::watch::{
        CardForm, CardState, DisputeForm, ExplainForm, Level, Point, ProfileForm, RuleForm, RunForm, change_profile,
        dispute, explain, list_cards, profiles, rule, run,
    },
};

/// What is watched here: steps that the script lets nobody take are not.
const POINTS: [&str; 3] = ["whole", "answer", "reasons"];

fn supervisor(staff: &SampleStaff) -> Result<Desk, TableFault> {
    let found = staff.supervisor.clone();
    let found = found.ok_or(TableFault { table: "staff.tsv", row: 0, why: "用不了：没有督查人员".into() })?;
    Ok(Desk::of(found, "督查室"))
}

/// The county's own rules, from the day of the opening on.
pub(super) fn set_rules(bureau: &Bureau, staff: &SampleStaff) -> Result<(), SampleFault> {
    let desk = supervisor(staff)?;
    let shipped = profiles(bureau, &desk).map_err(told)?.in_use;
    let form = ProfileForm {
        valid_from: bureau.today().to_string(),
        points: POINTS.map(str::to_owned).to_vec(),
        source: format!("青禾县政务服务电子监察办法（青政办〔{}〕3号）", bureau.today().year()),
        ..ProfileForm::of(&shipped)
    };
    change_profile(bureau, &desk, &form, None).map_err(told)?;
    Ok(())
}

/// Runs the watch and lets people answer.
pub(super) fn play(
    (bureau, clock): (&Bureau, &ManualClock),
    staff: &SampleStaff,
    from: Timestamp,
) -> Result<(), SampleFault> {
    clock.set(from);
    run(bureau, &Desk::system("定时任务"), &RunForm::default()).map_err(told)?;
    let desk = supervisor(staff)?;
    let form = CardForm {
        state: CardState::Unexplained,
        level: Some(Level::Red),
        point: Some(Point::Whole),
        limit: 3,
        ..CardForm::default()
    };
    let cards = list_cards(bureau, &desk, &form).map_err(told)?.lines;
    for (n, line) in cards.iter().enumerate() {
        let card = &line.card;
        let own: Option<&Staff> = staff.approvers.values().find(|s| s.department == Some(card.department));
        let Some(own) = own else { return Err(SampleFault::NoApprover(line.department.clone())) };
        let (own, id) = (Desk::of(own.clone(), "办公室"), card.id.get());
        clock.set(from + (5 * (n as i64 + 1)).minutes());
        match n {
            0 => {
                let reason = "省级核验系统升级，数据回传中断，恢复后优先办理".to_owned();
                explain(bureau, &own, &ExplainForm { id, version: 1, reason }, None).map_err(told)?;
            }
            1 => {
                let reason = "已在省级垂管系统按期办结，数据没有回传".to_owned();
                dispute(bureau, &own, &DisputeForm { id, version: 1, reason, evidence: String::new() }, None)
                    .map_err(told)?;
                let reason = "核对省级系统回执，确在期限内办结".to_owned();
                let ruling = RuleForm { id, version: 2, verdict: "annul".into(), reason };
                rule(bureau, &desk, &ruling, None).map_err(told)?;
            }
            _ => {
                let reason = "申请人补充的材料当天才到，请核对".to_owned();
                dispute(bureau, &own, &DisputeForm { id, version: 1, reason, evidence: String::new() }, None)
                    .map_err(told)?;
            }
        }
    }
    Ok(())
}

fn told<R: std::error::Error>(failure: Failure<R>) -> SampleFault {
    SampleFault::Watch(failure.to_string())
}

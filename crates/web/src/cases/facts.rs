//! The summary of one case (办件要点), every personal value masked by the use case.

use domain::{
    base::shanghai_day,
    cases::{ApplicantKind, Completion, Decision, Delivery, Outcome, Stage},
};
use jiff::civil::Date;
use services::cases::CaseView;

use super::{Fact, view::paper, words::day};

/// All that is known of the case, in the order of its life; what is empty is left out.
pub(super) fn of(view: &CaseView, today: Date) -> Vec<Fact> {
    let (case, who) = (&view.case, &view.particulars);
    let kind = match case.applicant_kind {
        ApplicantKind::Person => "个人",
        ApplicantKind::Organisation => "单位",
    };
    let window = case.window_no.map(|no| format!("（{no} 号综合窗口）")).unwrap_or_default();
    let mut facts = vec![
        fact("申请人", format!("{}（{kind}）", who.name)),
        fact(paper(case.applicant_kind), who.code.clone()),
        fact("经办人", who.contact.clone()),
        fact("手机号码", who.phone.clone()),
        fact("决定部门", view.department.name.clone()),
        fact("部门电话", view.department.phone.clone()),
        fact("受理日", day(case.accepted_on, today)),
        fact("收件人", format!("{}{window}", view.accepted_by)),
        fact("时限", case.due.limit_text.clone()),
        fact("事项版本", format!("第 {} 版", case.item_version)),
    ];
    match &case.stage {
        Stage::Accepted => {}
        Stage::Decided(decision) => decided(&mut facts, decision, today),
        Stage::Completed(decision, completion) => {
            decided(&mut facts, decision, today);
            completed(&mut facts, completion, today);
        }
        Stage::Delivered(decision, completion, delivery) => {
            decided(&mut facts, decision, today);
            completed(&mut facts, completion, today);
            delivered(&mut facts, delivery, &who.receiver, today);
        }
    }
    facts.retain(|f| !f.value.is_empty());
    facts
}

fn fact(label: &str, value: String) -> Fact {
    Fact { label: label.to_owned(), value }
}

fn decided(facts: &mut Vec<Fact>, decision: &Decision, today: Date) {
    let on = day(shanghai_day(decision.at), today);
    facts.push(fact("决定", format!("{}，{on}", decision.outcome.label())));
    match decision.outcome {
        Outcome::Grant => {}
        Outcome::Deny => facts.push(fact("不予的理由和依据", decision.reason.clone())),
    }
    facts.push(fact("审核意见", decision.opinion.clone()));
}

fn completed(facts: &mut Vec<Fact>, completion: &Completion, today: Date) {
    facts.push(fact("结果", completion.result_name.clone()));
    facts.push(fact("结果编号", completion.result_no.clone()));
    facts.push(fact("办结日", day(shanghai_day(completion.at), today)));
}

fn delivered(facts: &mut Vec<Fact>, delivery: &Delivery, receiver: &str, today: Date) {
    let on = day(shanghai_day(delivery.at), today);
    facts.push(fact("送达", format!("{}，{on}", delivery.way.label())));
    facts.push(fact("领取人", receiver.to_owned()));
}

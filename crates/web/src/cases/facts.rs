//! The summary of one case (办件要点), every personal value masked by the use case.

use domain::{
    base::{Due, shanghai_day, shanghai_text},
    cases::{
        Acceptance, ApplicantKind, Case, Completion, Decision, Delivery, EndKind, Ending, HandedIn, Outcome,
        number_label,
    },
};
use jiff::civil::Date;
use services::cases::CaseView;

use super::{Fact, words::day};

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
        fact(number_label(case.applicant_kind), who.code.clone()),
        fact("经办人", who.contact.clone()),
        fact("手机号码", who.phone.clone()),
        fact("决定部门", view.department.name.clone()),
        fact("部门电话", view.department.phone.clone()),
        fact("提交渠道", format!("{}{window}", case.channel.label())),
        fact("帮办代办", view.helped.clone().unwrap_or_default()),
        fact("外部编号", foreign(case)),
        fact("部门系统", takeover(case)),
        fact("收件日", day(case.receipt.on, today)),
    ];
    if let Some(acceptance) = case.stage.acceptance() {
        accepted(&mut facts, acceptance, &view.accepted_by, today);
    }
    facts.push(fact("事项版本", format!("第 {} 版", case.item_version)));
    promises(&mut facts, case, today);
    if let Some(decision) = case.stage.decision() {
        decided(&mut facts, decision, today);
    }
    if let Some(completion) = case.stage.completion() {
        completed(&mut facts, completion, today);
    }
    if let Some(delivery) = case.stage.delivery() {
        delivered(&mut facts, delivery, &who.receiver, today);
    }
    if let Some(ending) = case.stage.ending() {
        ended(&mut facts, ending, today);
    }
    facts.retain(|f| !f.value.is_empty());
    facts
}

/// The number elsewhere, with where.
fn foreign(case: &Case) -> String {
    case.foreign.as_ref().map(|f| format!("{}（{}）", f.no, f.source)).unwrap_or_default()
}

/// Which system took it over, when, and the number of its decision.
fn takeover(case: &Case) -> String {
    let Some(held) = &case.elsewhere else { return String::new() };
    let no = if held.decision_no.is_empty() { String::new() } else { format!("，决定文号 {}", held.decision_no) };
    format!("{}（{} 接管{no}）", held.system, shanghai_text(held.at))
}

fn fact(label: &str, value: String) -> Fact {
    Fact { label: label.to_owned(), value }
}

/// Acceptance with both clocks, stops and extension.
fn accepted(facts: &mut Vec<Fact>, acceptance: &Acceptance, by: &str, today: Date) {
    facts.push(fact("受理日", day(acceptance.on, today)));
    facts.push(fact("受理人", by.to_owned()));
    let clocks = &acceptance.clocks;
    facts.push(fact("时限", clocks.due.limit_text.clone()));
    let end =
        |due: Option<Due>| due.map(|d| format!("{}{}", day(d.on, today), if d.provisional { "，暂定" } else { "" }));
    facts.push(fact("承诺到期", end(clocks.promised).unwrap_or_default()));
    facts.push(fact("法定到期", end(clocks.statutory).unwrap_or_default()));
    let stops: Vec<String> =
        acceptance.stopped.iter().map(|s| format!("{} 至 {}", day(s.from, today), day(s.to, today))).collect();
    facts.push(fact("停止计时", stops.join("；")));
    if let Some(e) = &acceptance.extension {
        let words = format!("{} 个工作日，{}{}批准：{}", e.workdays, e.rank.label(), e.approver, e.reason);
        facts.push(fact("延长", words));
    }
}

/// What the applicant owes or promised, and what was asked to correct.
fn promises(facts: &mut Vec<Fact>, case: &Case, today: Date) {
    if let Some(c) = &case.correction {
        let state = if c.supplied_at.is_some() { "已补来" } else { "待补" };
        facts.push(fact("补正", format!("{} 告知，{} 前，{state}", day(c.on, today), day(c.until, today))));
    }
    let owed: Vec<String> =
        case.owed().into_iter().map(|(name, until)| format!("{name}（{} 前）", day(until, today))).collect();
    facts.push(fact("容缺待补", owed.join("、")));
    let one = |m: &HandedIn| {
        let on = m.promised_on.filter(|_| m.is_promised() && !m.is_owed())?;
        Some(format!("{}（{} 网上承诺，受理后计期）", m.name, day(on, today)))
    };
    let promised: Vec<String> = case.materials.iter().filter_map(one).collect();
    facts.push(fact("承诺后补", promised.join("、")));
    if let Some(c) = &case.commitment {
        let check = match (&c.checked, c.check_by) {
            (Some(done), _) if done.kept => "，核查相符".to_owned(),
            (Some(done), _) => format!("，核查不符：{}", done.note),
            (None, Some(by)) => format!("，{} 前核查", day(by, today)),
            (None, None) => String::new(),
        };
        facts.push(fact("告知承诺", format!("{} 签订{check}", day(c.signed_on, today))));
    }
}

fn ended(facts: &mut Vec<Fact>, ending: &Ending, today: Date) {
    let on = day(shanghai_day(ending.at), today);
    facts.push(fact("结束", format!("{}，{on}", ending.kind.label())));
    facts.push(fact("结束理由", ending.reason.clone()));
    let label = match ending.kind {
        EndKind::ReferredUpward => "转报机关",
        EndKind::NotAccepted
        | EndKind::Returned
        | EndKind::Withdrawn
        | EndKind::CorrectionLapsed
        | EndKind::AcceptanceCancelled
        | EndKind::Voided
        | EndKind::StoppedWithMatter => "应向哪里申请",
    };
    facts.push(fact(label, ending.body.clone()));
}

fn decided(facts: &mut Vec<Fact>, decision: &Decision, today: Date) {
    let on = day(shanghai_day(decision.at), today);
    facts.push(fact("决定", format!("{}，{on}", decision.outcome.label())));
    facts.push(fact("决定身份", capacity(decision)));
    match decision.outcome {
        Outcome::Grant => {}
        Outcome::Deny => facts.push(fact("不予的理由和依据", decision.reason.clone())),
    }
    facts.push(fact("审核意见", decision.opinion.clone()));
}

/// As what it was decided, with the number of the letter; empty where it is not known.
fn capacity(decision: &Decision) -> String {
    let Some(taken_as) = &decision.taken_as else { return String::new() };
    match taken_as.authority() {
        Some(authority) => format!("{}，依据授权书“{}”", taken_as.label(), authority.doc_no),
        None => format!("{}，没有授权书", taken_as.label()),
    }
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

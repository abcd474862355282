//! A matter from the one intake to the one delivery.

use jiff::civil::date;

use super::*;
use crate::{
    cases::{CaseRules, CorrectionItem, EndKind, Lapse},
    catalogue::{FormCondition, Material},
    chains::{
        Awaited, DropReason, Items, Look, NoticeFacts, StepState, ask_correction, holdups, merge_materials, plan,
        steps, supply_correction,
        tests::{TODAY, chain, item, material, member},
        waits_for,
    },
};

/// firm ∥ fire → food, sign only where wanted.
fn shop() -> (Chain, Items) {
    let mut it = chain(vec![
        member("firm", &[]),
        member("inspect", &[]),
        member("food", &["firm", "inspect"]),
        member("sign", &["firm"]),
    ]);
    it.members[3].condition = Some(FormCondition::equals("wants_sign", "是"));
    let names = ["营业执照", "检查意见", "食品经营许可证", "备案回执"];
    let mut items = Items::new();
    for (n, m) in it.members.iter().enumerate() {
        let mut it = item([1, 10, 5, 0][n], names[n]);
        it.content.guide.materials = vec![Material { copies: 1, ..material("身份证") }, material("平面图")];
        items.insert(m.key.clone(), it);
    }
    (it, items)
}

fn answers(sign: &str) -> Answers {
    Answers::unchecked([("wants_sign".to_owned(), sign.to_owned())].into())
}

fn opening() -> MatterOpening {
    MatterOpening { id: MatterId::new(7), no: MatterNo::new(TODAY, 3, 1), on: TODAY, applicant: ApplicantKind::Person }
}

fn began(sign: &str) -> (Chain, Items, Matter, BTreeMap<String, String>) {
    let (it, items) = shop();
    let (matter, _) = open(&it, &answers(sign), opening()).unwrap();
    (it, items, matter, with_kind(&answers(sign), ApplicantKind::Person))
}

fn kinds(events: &[ChainEvent]) -> Vec<String> {
    events
        .iter()
        .map(|e| match e {
            ChainEvent::Opened(_) => "opened".to_owned(),
            ChainEvent::Accepted(_) => "accepted".to_owned(),
            ChainEvent::CorrectionAsked(_) => "asked".to_owned(),
            ChainEvent::CorrectionSupplied(_) => "supplied".to_owned(),
            ChainEvent::MemberStarted(m) => format!("start {}", m.member),
            ChainEvent::MemberDropped(m) => format!("drop {}", m.member),
            ChainEvent::MemberMoved(m) => format!("{} {}", m.member, m.now.label()),
            ChainEvent::MemberStopped(m) => format!("stop {}", m.member),
            ChainEvent::Finished(f) => f.how.label().to_owned(),
            ChainEvent::Withdrawn(w) => format!("withdrawn {}", w.members.join(" ")),
        })
        .collect()
}

fn moved(
    matter: Matter,
    it: &Chain,
    all: &BTreeMap<String, String>,
    key: &str,
    now: MemberState,
) -> (Matter, Vec<String>) {
    let (matter, events) = report(matter, it, all, (key, now), (TODAY, &Calendar::default())).unwrap();
    (matter, kinds(&events))
}

#[test]
fn one_intake_is_the_acceptance_of_all_that_run_beside_each_other() {
    let (it, _) = shop();
    let (matter, events) = open(&it, &answers("否"), opening()).unwrap();
    assert_eq!(kinds(&events), ["opened", "drop sign", "start firm", "start inspect"]);
    let ChainEvent::MemberStarted(first) = &events[2] else { panic!("a start") };
    assert_eq!((first.accepted_on, first.item_code.as_str()), (None, "code-firm"));
    let at = "2026-11-30T02:00:00Z".parse().unwrap();
    let (matter, accepted) = accept(matter, at, TODAY).unwrap();
    assert_eq!(accepted.members, ["firm", "inspect"]);
    assert_eq!(matter.intake, Intake::Accepted { at, on: TODAY });
    assert_eq!(accept(matter, at, TODAY), Err(Refusal::AcceptedAlready(TODAY)));
}

#[test]
fn the_next_begins_on_the_notices_and_the_whole_ends_with_the_last() {
    let (it, _, matter, all) = began("是");
    let (matter, _) = accept(matter, Timestamp::UNIX_EPOCH, TODAY).unwrap();
    let granted = MemberState::Granted { on: TODAY };
    let (matter, told) = moved(matter, &it, &all, "firm", granted.clone());
    assert_eq!(told, ["firm 已办成", "start sign"]);
    assert_eq!(waits_for(&it, &matter.members, "food").iter().map(|m| &m.key).collect::<Vec<_>>(), ["inspect"]);
    let saturday = date(2026, 12, 5);
    let (matter, events) =
        report(matter, &it, &all, ("inspect", granted.clone()), (saturday, &Calendar::default())).unwrap();
    let ChainEvent::MemberStarted(food) = &events[1] else { panic!("a start") };
    assert_eq!(food.accepted_on, Some(date(2026, 12, 7)), "a notice on a day off counts on the next working day");
    let (matter, _) = moved(matter, &it, &all, "sign", granted.clone());
    let (matter, told) = moved(matter, &it, &all, "food", granted.clone());
    assert_eq!(told, ["food 已办成", "全部办成"]);
    assert_eq!(matter.finish, Some((Finish::AllGranted, TODAY)));
    let refused =
        report(matter.clone(), &it, &all, ("food", MemberState::Denied { on: TODAY }), (TODAY, &Calendar::default()));
    assert_eq!(refused.unwrap_err().to_string(), "这件事已经办结（全部办成），不能再改");
    assert_eq!(matter.version, 11, "as many as events");
}

#[test]
fn a_denial_does_what_the_chain_says() {
    let (mut it, _, matter, all) = began("是");
    let (matter, _) = accept(matter, Timestamp::UNIX_EPOCH, TODAY).unwrap();
    let denied = MemberState::Denied { on: TODAY };
    let (after, told) = moved(matter.clone(), &it, &all, "firm", denied.clone());
    assert_eq!(told, ["firm 不予批准", "drop food", "drop sign"]);
    let by = DropReason::Stopped { by: "firm".into() };
    assert_eq!(after.members["food"], MemberState::Dropped(by.clone()));
    assert_eq!(by.words(&|k: &str| format!("事项{k}")), "“事项firm”没有办成，这一项不再办理");
    let (_, told) = moved(after, &it, &all, "inspect", MemberState::Granted { on: TODAY });
    assert_eq!(told, ["inspect 已办成", "部分办成"]);
    it.members[0].denied = OnDenial::OthersGoOn;
    let (_, told) = moved(matter.clone(), &it, &all, "firm", denied.clone());
    assert_eq!(told, ["firm 不予批准", "start sign"]);
    it.members[0].denied = OnDenial::AllStops;
    let (after, told) = moved(matter, &it, &all, "firm", denied);
    assert_eq!(told, ["firm 不予批准", "drop food", "drop sign", "stop inspect"]);
    let stopped = MemberState::Ended { on: TODAY, kind: EndKind::StoppedWithMatter };
    let (_, told) = moved(after.clone(), &it, &all, "inspect", stopped.clone());
    assert_eq!(told, ["inspect 随整件终止", "没有办成"]);
    // As matters ended before there was an end of their own.
    let withdrawn = MemberState::Ended { on: TODAY, kind: EndKind::Withdrawn };
    let (_, told) = moved(after, &it, &all, "inspect", withdrawn.clone());
    assert_eq!(told, ["inspect 没有办成", "没有办成"]);
    // What stopped it was taken back: so was the whole.
    let (mut it, _, matter, all) = began("否");
    it.members[0].denied = OnDenial::AllStops;
    let (after, _) = moved(matter, &it, &all, "firm", withdrawn);
    let (_, told) = moved(after, &it, &all, "inspect", stopped);
    assert_eq!(told, ["inspect 随整件终止", "已撤回"]);
}

#[test]
fn what_was_taken_back_whole_is_withdrawn() {
    let (it, _, matter, all) = began("否");
    let withdrawn = MemberState::Ended { on: TODAY, kind: EndKind::Withdrawn };
    let (matter, _) = moved(matter, &it, &all, "firm", withdrawn.clone());
    let (matter, told) = moved(matter, &it, &all, "inspect", withdrawn);
    assert_eq!(told, ["inspect 没有办成", "已撤回"]);
    assert_eq!(accept(matter, Timestamp::UNIX_EPOCH, TODAY), Err(Refusal::Finished("已撤回")));
}

#[test]
fn silence_is_acceptance_of_the_whole_from_the_day_of_receipt() {
    let (_, _, matter, _) = began("否");
    let (rules, days) = (rules(), Calendar::default());
    let last = rules.notice_by(TODAY, &days).on;
    let silent = |today| deem_accepted(matter.clone(), (&rules, &days), (Timestamp::UNIX_EPOCH, today));
    assert_eq!(silent(last).unwrap_err().code(), "day");
    let (accepted, event) = silent(last.tomorrow().unwrap()).unwrap();
    assert_eq!(accepted.intake, Intake::Accepted { at: Timestamp::UNIX_EPOCH, on: TODAY });
    assert!(event.silent && event.members == ["firm", "inspect"], "{event:?}");
}

#[test]
fn what_cannot_be_is_refused() {
    let (mut it, _) = shop();
    let organisation = MatterOpening { applicant: ApplicantKind::Organisation, ..opening() };
    let refused = open(&it, &answers("否"), organisation).unwrap_err();
    assert_eq!(refused.to_string(), "“开办餐饮店”只受理个人的申请");
    for m in &mut it.members {
        m.condition = Some(FormCondition::equals("wants_sign", "也许"));
    }
    assert_eq!(open(&it, &answers("否"), opening()).unwrap_err(), Refusal::NothingApplies);
    let (it, _, matter, all) = began("否");
    let report = |key: &str| {
        report(matter.clone(), &it, &all, (key, MemberState::Open(OpenStage::Submitted)), (TODAY, &Calendar::default()))
    };
    assert_eq!(report("food").unwrap_err().code(), "not_started");
    assert_eq!(report("gone").unwrap_err().code(), "unknown_member");
    assert_eq!(report("firm").unwrap().1, []);
}

fn rules() -> CaseRules {
    CaseRules {
        notice_workdays: 5,
        correction_workdays: 15,
        correction_lapse: Lapse::Withdrawn,
        deferred_workdays: 10,
        deferred_lapse: Lapse::Withdrawn,
        extension_workdays: 10,
        joint_extension_workdays: 15,
        delivery_workdays: 10,
        commitment_workdays: 60,
        draft_days: 60,
        again_workdays: 15,
        again_times: 2,
        drafts_per_address: 30,
    }
}

#[test]
fn the_applicant_is_told_once_what_all_of_them_want() {
    let (it, items, matter, _) = began("否");
    let materials = merge_materials(&it, &items);
    let (calendar, rules) = (Calendar::default(), rules());
    let wants = |list: &[(Option<usize>, &str)]| {
        Look::Needs(list.iter().map(|(m, w)| CorrectionItem { material: *m, what: (*w).to_owned() }).collect())
    };
    let asked = |looks: &[(&str, Look)], today| {
        let looks = looks.iter().map(|(k, l)| ((*k).to_owned(), l.clone())).collect();
        let facts = NoticeFacts {
            chain: &it,
            items: &items,
            materials: &materials,
            looks: &looks,
            calendar: &calendar,
            rules: &rules,
        };
        ask_correction(matter.clone(), &facts, None, today)
    };
    let firm = ("firm", wants(&[(Some(1), "请盖章"), (None, "店名与租约不一致")]));
    let inspect = ("inspect", wants(&[(Some(1), "要标出口"), (None, "店名与租约 不一致")]));
    assert_eq!(
        asked(std::slice::from_ref(&firm), TODAY).unwrap_err().to_string(),
        "还要等第105局看完材料，再一次告知申请人"
    );
    assert_eq!(
        asked(&[("firm", Look::Complete), ("inspect", wants(&[]))], TODAY).unwrap_err(),
        Refusal::CorrectionEmpty
    );
    assert_eq!(
        asked(&[("firm", wants(&[(Some(9), "")])), inspect.clone()], TODAY).unwrap_err().code(),
        "material_unknown"
    );
    // On the last day for the notice whoever has not looked wants nothing.
    assert!(asked(std::slice::from_ref(&firm), date(2026, 12, 7)).is_ok());
    let (matter, event) = asked(&[firm, inspect], TODAY).unwrap();
    assert_eq!(event.until, date(2026, 12, 21));
    let lines: Vec<(&str, &str, usize)> =
        event.lines.iter().map(|l| (l.name.as_str(), l.what.as_str(), l.members.len())).collect();
    assert_eq!(lines, [("平面图", "请盖章；要标出口", 2), ("", "店名与租约不一致", 2)]);
    assert_eq!(accept(matter.clone(), Timestamp::UNIX_EPOCH, TODAY), Err(Refusal::AwaitsCorrection));
    assert_eq!(supply_correction(matter.clone(), &[0], TODAY).unwrap_err().to_string(), "还差：平面图。请收齐后再交");
    let (matter, _) = supply_correction(matter, &[1], date(2026, 12, 3)).unwrap();
    assert_eq!(matter.intake, Intake::Received { on: date(2026, 12, 3) });
    let (matter, accepted) = accept(matter, Timestamp::UNIX_EPOCH, date(2026, 12, 3)).unwrap();
    assert_eq!(accepted.members.len(), 2);
    assert_eq!(supply_correction(matter, &[1], TODAY).unwrap_err(), Refusal::NothingAsked);
}

#[test]
fn the_applicant_sees_the_step_and_the_office_sees_who_holds_it_up() {
    let (it, items, matter, all) = began("否");
    let (matter, _) = accept(matter, Timestamp::UNIX_EPOCH, TODAY).unwrap();
    let told = |matter: &Matter| {
        let standing = matter.members.iter().map(|(k, s)| (k.clone(), s.standing())).collect();
        let days = plan(&it, &items, &standing, (TODAY, &Calendar::default()), 15).unwrap();
        steps(&it, matter, &days).unwrap()
    };
    let due = |on| MemberState::Open(OpenStage::InHand { due: Some(on) });
    let (matter, _) = moved(matter, &it, &all, "firm", due(date(2026, 12, 1)));
    let (matter, _) = moved(matter, &it, &all, "inspect", due(date(2026, 12, 14)));
    let found = told(&matter);
    assert_eq!(found.headline, "共 4 步，现在第 2 步，最迟 12月21日（周一）");
    let lines: Vec<(&str, StepState)> = found.lines.iter().map(|l| (l.words.as_str(), l.state)).collect();
    assert_eq!(
        lines,
        [
            ("一窗受理（11月30日（周一））", StepState::Done),
            ("事项firm、事项inspect", StepState::Now),
            ("事项food", StepState::Later),
            ("统一领取结果", StepState::Later),
        ]
    );
    let late = holdups(&it, &matter, date(2026, 12, 2));
    assert_eq!(
        late.iter().map(|h| (h.member.as_str(), h.waiting, h.overdue)).collect::<Vec<_>>(),
        [("firm", 1, true), ("inspect", 1, false),]
    );
    assert!(matches!(&late[0].who, Awaited::Office(o) if o.name == "第102局"));
    let asked = MemberState::Open(OpenStage::CorrectionAsked { until: None });
    let (matter, _) = moved(matter, &it, &all, "inspect", asked);
    assert_eq!(holdups(&it, &matter, TODAY)[1].who, Awaited::Applicant);
}

#[test]
fn what_is_kept_reads_back() {
    let states = [
        MemberState::Waiting,
        MemberState::Open(OpenStage::CorrectionAsked { until: Some(TODAY) }),
        MemberState::Dropped(DropReason::AllStopped { by: "a".into() }),
        MemberState::Ended { on: TODAY, kind: EndKind::Returned },
    ];
    for state in states {
        let text = serde_json::to_string(&state).unwrap();
        assert_eq!(serde_json::from_str::<MemberState>(&text).unwrap(), state, "{text}");
    }
}

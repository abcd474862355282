//! The text of events of representatives' letters and of a decision taken under one, frozen like every other.

use domain::{
    base::{CaseId, LetterId, StaffId},
    cases::{CaseDecided, CaseSentBack, CaseTakenUp, Decision, Outcome, Stage, TakenAs, TakenAsTold},
    delegates::{
        Acted, ActedUnder, AppointmentLetter, AppointmentMade, Authority, AuthorizationLetter, Capacity,
        DelegateRulesChanged, Footing, LetterFiled, LetterKind, LetterMade, LetterPublished, LetterReminded,
        LetterRevoked, Obstacle, Power, PowerUse, Reminder, RepresentativeDismissed, ScanKept, SendBackReason,
        SentBack, UnitRecorded, Warning, WindowRules, WindowRulesChanged, replace_scan,
    },
};
use jiff::civil::date;
use serde_json::Value;
use store::{
    base::county_rule_change,
    delegates::{
        appointment_change, county_rules_change, letter_change, letter_scan_before_change, letter_scan_change,
        power_use_change, sent_back_change, unit_change,
    },
    journal::{Entry, Stream},
};
use testkit::{decided, region};

use super::{
    golden::frozen,
    house::{accepted, sealed_fields},
};
use crate::delegates::{
    a_letter, a_narrow_letter, an_appointment,
    board::a_unit,
    dismissed, filed,
    kept::{a_scan, another_scan, some_rules},
    taken_back,
};

#[test]
fn an_appointment_through_its_life() {
    let put = |kind, facts: &Value, letter: &AppointmentLetter| {
        Entry::new(Stream::appointment(letter.id), 0, kind, facts).with(appointment_change(&region(), letter))
    };
    let first = AppointmentLetter { on_roster: false, warnings: vec![Warning::OffRoster], ..an_appointment(1) };
    let made = AppointmentMade {
        doc_no: first.doc_no.clone(),
        department: first.department_name.clone(),
        person: first.person_name.clone(),
        rank: first.rank.clone(),
        on_roster: first.on_roster,
        from: first.from,
        warnings: vec!["off_roster".into()],
    };
    frozen("delegates_appointed", &put("delegates.appointed", &serde_json::json!(made), &first));
    let on_record = LetterFiled { on: date(2026, 1, 6), no: "备〔2026〕3号".into() };
    let now = AppointmentLetter { filing: filed(), ..first.clone() };
    frozen("delegates_appointment_filed", &put("delegates.appointment_filed", &serde_json::json!(on_record), &now));
    let gone = RepresentativeDismissed { from: date(2026, 11, 20), reason: "岗位调整".into(), early: true };
    let now = AppointmentLetter { dismissal: dismissed(), ..now };
    frozen("delegates_dismissed", &put("delegates.dismissed", &serde_json::json!(gone), &now));
}

#[test]
fn an_authorisation_through_its_life() {
    let put = |kind, facts: &Value, letter: &AuthorizationLetter| {
        Entry::new(Stream::letter(letter.id), 0, kind, facts).with(letter_change(&region(), letter))
    };
    let made = |letter: &AuthorizationLetter, deputy: &str, powers: &str, listed, excluded| {
        serde_json::json!(LetterMade {
            doc_no: letter.doc_no.clone(),
            department: letter.department_name.clone(),
            representative: letter.representative.name.clone(),
            deputy: deputy.into(),
            powers: powers.into(),
            listed,
            excluded,
            valid_from: letter.valid_from,
            valid_to: letter.valid_to,
            replaces: letter.replaces,
        })
    };
    let (all, narrow) = (a_letter(1), a_narrow_letter(2));
    let facts = made(&all, "", "受理、审查、决定、用章、颁证", None, 0);
    frozen("delegates_authorised", &put("delegates.authorised", &facts, &all));
    let facts = made(&narrow, "李强", "受理、决定", Some(2), 1);
    frozen("delegates_authorised_listed", &put("delegates.authorised", &facts, &narrow));
    let on_record = LetterFiled { on: date(2026, 1, 6), no: "备〔2026〕3号".into() };
    let now = AuthorizationLetter { filing: filed(), ..all };
    frozen("delegates_filed", &put("delegates.filed", &serde_json::json!(on_record), &now));
    let now = AuthorizationLetter { published_on: Some(date(2026, 1, 7)), ..now };
    let shown = LetterPublished { on: date(2026, 1, 7) };
    frozen("delegates_published", &put("delegates.published", &serde_json::json!(shown), &now));
    let gone = |replaced_by: Option<i64>| {
        let replaced_by = replaced_by.map(LetterId::new);
        serde_json::json!(LetterRevoked { from: date(2026, 11, 20), reason: "岗位调整".into(), replaced_by })
    };
    let revoked = AuthorizationLetter { revocation: taken_back(None), ..now.clone() };
    frozen("delegates_revoked", &put("delegates.revoked", &gone(None), &revoked));
    let replaced = AuthorizationLetter { revocation: taken_back(Some(2)), ..now };
    frozen("delegates_replaced", &put("delegates.revoked", &gone(Some(2)), &replaced));
}

#[test]
fn a_decision_under_a_letter() {
    let case = decided(accepted(1), Outcome::Grant);
    let Stage::Decided(acceptance, decision) = case.stage.clone() else { panic!("decided") };
    let taken_as = |taken_as| {
        let decision = Decision { taken_as: Some(taken_as), ..decision.clone() };
        domain::cases::Case { stage: Stage::Decided(acceptance.clone(), decision), ..case.clone() }
    };
    let told = |capacity: &str, letter: Option<i64>, doc_no: &str| CaseDecided {
        outcome: "grant".into(),
        reason: String::new(),
        opinion: "见附件".into(),
        deliver_by: case.next_on(),
        decision_no: String::new(),
        taken_as: Some(TakenAsTold {
            capacity: capacity.into(),
            letter: letter.map(LetterId::new),
            doc_no: doc_no.into(),
        }),
    };
    let put = |event: &CaseDecided, case: &_| {
        let change = store::cases::case_change(&region(), case, &sealed_fields());
        Entry::new(Stream::case(CaseId::new(1)), 0, "case.decided", event).with(change)
    };
    let no = "民授〔2026〕3号";
    let authority = Authority { letter: LetterId::new(3), doc_no: no.into(), capacity: Capacity::Representative };
    let event = told("representative", Some(3), no);
    frozen("case_decided_under", &put(&event, &taken_as(TakenAs::Delegate(authority))));
    frozen("case_decided_by_approver", &put(&told("approver", None, ""), &taken_as(TakenAs::Approver)));
}

#[test]
fn a_step_under_a_letter_and_a_case_that_goes_back() {
    let case = accepted(1);
    let authority =
        || Authority { letter: LetterId::new(3), doc_no: "民授〔2026〕3号".into(), capacity: Capacity::Deputy };
    let change = || store::cases::case_change(&region(), &case, &sealed_fields());
    let taken_up = |lacking| {
        let used = PowerUse {
            case: case.id,
            act: "case.taken_up".into(),
            version: case.version,
            power: Power::Review,
            footing: Footing { authority: authority(), lacking },
            by: StaffId::new(8),
            item: case.item_id,
            department: case.department,
            at: case.receipt.at,
        };
        let event = Acted { what: CaseTakenUp { over: false }, under: Some(ActedUnder::of(&used)) };
        Entry::new(Stream::case(case.id), 0, "case.taken_up", &event)
            .with(power_use_change(&region(), &used))
            .with(change())
    };
    frozen("case_taken_up_under", &taken_up(false));
    frozen("case_taken_up_lacking", &taken_up(true));
    let event = CaseSentBack {
        reason: "要现场勘察".into(),
        words: "店面要看".into(),
        capacity: Capacity::Deputy,
        letter: LetterId::new(3),
        doc_no: authority().doc_no,
    };
    let row = SentBack {
        case: case.id,
        version: case.version,
        authority: authority(),
        by: StaffId::new(8),
        item: case.item_id,
        department: case.department,
        at: case.receipt.at,
        reason: event.reason.clone(),
        words: event.words.clone(),
    };
    let entry = Entry::new(Stream::case(case.id), 0, "case.sent_back", &event);
    frozen("case_sent_back", &entry.with(change()).with(sent_back_change(&region(), &row)));
    let told: Acted<CaseTakenUp> = serde_json::from_value(serde_json::json!({ "over": true })).unwrap();
    assert_eq!(told, Acted { what: CaseTakenUp { over: true }, under: None }, "events of before read alike");
}

#[test]
fn a_unit_that_was_recorded() {
    let unit = a_unit(1);
    let event = UnitRecorded {
        department: "县民政局".into(),
        unit: unit.name.clone(),
        offices: unit.offices,
        doc_no: unit.doc_no.clone(),
        from: unit.from,
    };
    let entry = Entry::new(Stream::approval_unit(unit.department), 0, "delegates.unit_recorded", &event);
    frozen("delegates_unit_recorded", &entry.with(unit_change(&region(), &unit)));
}

#[test]
fn a_letter_that_was_reminded_of() {
    let letter = a_letter(1);
    for (name, what) in [("delegates_reminded", Reminder::Ending), ("delegates_reminded_after", Reminder::Ended)] {
        let event = LetterReminded { what, last_day: letter.valid_to };
        let entry = Entry::new(Stream::letter(letter.id), 0, "delegates.reminded", &event);
        frozen(name, &entry.with(letter_change(&region(), &letter)));
    }
}

#[test]
fn rules_that_changed_and_a_scan_that_was_kept() {
    let rules = some_rules(1);
    let event = DelegateRulesChanged { version: 1, source: rules.source.clone() };
    let entry = Entry::new(Stream::delegate_rules(), 0, "delegates.rules_changed", &event);
    frozen("delegates_rules_changed", &entry.with(county_rules_change(&region(), &rules)));
    let (letter, scan) = (a_letter(1), a_scan(LetterKind::Authorization, 1));
    let event = ScanKept { address: scan.address.clone(), digest: scan.digest.clone(), size: scan.size };
    let entry = Entry::new(Stream::letter(letter.id), 0, "delegates.scan_kept", &event);
    let entry = entry.with(letter_change(&region(), &letter));
    frozen("delegates_scan_kept", &entry.with(letter_scan_change(&region(), &scan)));
    let (next, before, event) =
        replace_scan(another_scan(&scan), (scan.clone(), 0), "漏扫一页").expect("another file with its reason");
    let entry = Entry::new(Stream::letter(letter.id), 0, "delegates.scan_replaced", &event)
        .with(letter_change(&region(), &letter))
        .with(letter_scan_change(&region(), &next))
        .with(letter_scan_before_change(&region(), &before));
    frozen("delegates_scan_replaced", &entry);
}

#[test]
fn rules_of_the_window_that_changed() {
    let rules = WindowRules {
        version: 1,
        trend_months: 6,
        obstacles: vec![Obstacle { name: "听证".into(), words: vec!["听证".into()] }],
        send_back_reasons: vec![SendBackReason { name: "其他".into(), in_words: true }],
        source: "办法".into(),
    };
    let event = WindowRulesChanged { version: 1, source: rules.source.clone() };
    let entry = Entry::new(Stream::window_rules(), 0, "delegates.window_rules_changed", &event);
    frozen("delegates_window_rules_changed", &entry.with(county_rule_change(&region(), "window", 1, &rules)));
}

//! Clocks of a case over its whole life (时限): silence, corrections, stops, extension, another calendar.

use super::*;

fn submitted() -> Case {
    let (days, rules) = (calendar(), rules());
    let opening = Opening { by: None, channel: Channel::Online, window_no: None, ..opening() };
    let licence = item("01", Status::InUse);
    let (case, _) = draft(&licence, ApplicantKind::Person, &Brought::default(), opening).unwrap();
    let who = (None, Timestamp::UNIX_EPOCH, date(2024, 2, 8));
    submit(case, &licence.content, &rules, &days, who).unwrap().0
}

/// 行政许可法 32(4): five working days without a word, accepted from the day of receipt. Over Spring
/// Festival 2024 they end on 21 February (domain §3.7).
#[test]
fn silence_is_acceptance_from_the_day_of_receipt() {
    let (case, days) = (submitted(), calendar());
    let content = item("01", Status::InUse).content;
    assert_eq!(case.receipt.notice_by, Some(date(2024, 2, 21)));
    let at = Timestamp::UNIX_EPOCH;
    let early = deem_accepted(case.clone(), &content, (&rules(), &days), at, date(2024, 2, 21)).unwrap_err();
    assert_eq!(early.code(), "day");
    let (accepted, event) = deem_accepted(case, &content, (&rules(), &days), at, date(2024, 2, 22)).unwrap();
    let acceptance = accepted.stage.acceptance().unwrap();
    assert_eq!((acceptance.on, acceptance.by), (date(2024, 2, 8), Accepter::Silence));
    assert!(event.silent);
    // Five promised working days from the day of receipt, not from today.
    assert_eq!(accepted.due().on, Some(date(2024, 2, 21)));
    assert_eq!(acceptance.clocks.statutory.map(|d| d.on), Some(date(2024, 3, 13)));
}

#[test]
fn corrections_are_asked_once_answered_at_once_and_lapse() {
    let (days, rules) = (calendar(), rules());
    let (by, at, today) = (StaffId::new(1), Timestamp::UNIX_EPOCH, date(2024, 2, 18));
    let ground = (&rules, &days);
    let lack = |material, what: &str| CorrectionItem { material, what: what.into() };
    let asked = |items| ask_correction(submitted(), items, None, ground, (by, at, today));
    assert_eq!(asked(vec![lack(None, " ")]).unwrap_err(), Refusal::CorrectionEmpty);
    assert_eq!(asked(vec![lack(Some(9), "")]).unwrap_err(), Refusal::MaterialUnknown);
    let (case, event) = asked(vec![lack(Some(0), "没有签字"), lack(Some(2), ""), lack(None, "地址写到门牌")]).unwrap();
    assert_eq!((case.stage.as_str(), event.items.len()), ("correction_asked", 3));
    assert_eq!(case.waiting(), Waiting::Applicant("补正"));
    let again = ask_correction(case.clone(), vec![lack(None, "还有")], None, ground, (by, at, today)).unwrap_err();
    assert_eq!(again, Refusal::CorrectionTwice(today));
    let half = supply(case.clone(), &[0], Means::Upload, ground, (None, at, today)).unwrap_err();
    assert_eq!(half, Refusal::CorrectionIncomplete(vec!["证明".into()]));
    let (answered, _) = supply(case.clone(), &[0, 2], Means::Upload, ground, (None, at, date(2024, 3, 1))).unwrap();
    assert_eq!((answered.stage.as_str(), answered.receipt.on), ("submitted", date(2024, 3, 1)));
    // Answered and still wrong: refused with reasons, not asked again.
    assert_eq!(
        ask_correction(answered.clone(), vec![lack(None, "还不对")], None, ground, (by, at, today)).unwrap_err().code(),
        "correction_twice"
    );
    assert!(end(answered, EndKind::NotAccepted, ("仍缺签字", ""), Some(by), at).is_ok());
    let until = case.next_on().unwrap();
    assert_eq!(lapse_correction(case.clone(), &rules, at, until).unwrap_err().code(), "day");
    let (lapsed, _) = lapse_correction(case, &rules, at, until.tomorrow().unwrap()).unwrap();
    assert_eq!(lapsed.stage.as_str(), "correction_lapsed");
}

fn accepted_on(day: jiff::civil::Date) -> Case {
    let (days, rules) = (calendar(), rules());
    let licence =
        Item { content: Content { promised: None, ..item("01", Status::InUse).content }, ..item("01", Status::InUse) };
    let brought = Brought { ticked: &[0, 2], ..Brought::default() };
    accept(&facts(&licence, brought, &days, &rules), ApplicantKind::Person, Opening { today: day, ..opening() })
        .unwrap()
        .0
}

/// The pause vector of domain §3.7: accepted 2024-03-01, 20 working days, special procedure 03-06 to 03-20.
#[test]
fn a_special_procedure_stops_the_clock_and_a_hold_does_not() {
    let days = calendar();
    let content = Content { promised: None, ..item("01", Status::InUse).content };
    let case = accepted_on(date(2024, 3, 1));
    assert_eq!(case.due().on, Some(date(2024, 3, 29)));
    let who = (StaffId::new(2), Timestamp::UNIX_EPOCH, date(2024, 3, 6));
    let special = |notice: &str| PauseKind::Special { procedure: "专家评审".into(), notice_no: notice.into() };
    let until = date(2024, 3, 20);
    assert_eq!(suspend(case.clone(), special(" "), "", until, who).unwrap_err(), Refusal::NoticeMissing);
    assert_eq!(suspend(case.clone(), PauseKind::Hold, "", until, who).unwrap_err().code(), "why_missing");
    assert_eq!(suspend(case.clone(), special("1号"), "", date(2024, 3, 5), who).unwrap_err().code(), "day");
    let (resting, _) = suspend(case.clone(), special("1号"), "", until, who).unwrap();
    assert_eq!((resting.waiting(), resting.next_on()), (Waiting::Pause, Some(until)));
    let (on, _) = resume(resting, &content, &days, until).unwrap();
    assert_eq!(on.due().on, Some(date(2024, 4, 15)));
    let (held, _) = suspend(case, PauseKind::Hold, "等上级批复", until, who).unwrap();
    let (on, event) = resume(held, &content, &days, until).unwrap();
    assert_eq!((on.due().on, event.stopped), (Some(date(2024, 3, 29)), false));
}

/// domain §3.7: 2024-02-08 + 20 → 03-13, + 10 more → 03-27.
#[test]
fn an_extension_needs_a_rank_a_reason_and_happens_once() {
    let (days, rules) = (calendar(), rules());
    let content = Content { promised: None, ..item("01", Status::InUse).content };
    let case = accepted_on(date(2024, 2, 8));
    assert_eq!(case.due().on, Some(date(2024, 3, 13)));
    let who = (StaffId::new(2), Timestamp::UNIX_EPOCH);
    let asked = |workdays, rank, reason| Prolonging { workdays, rank, approver: "局长", reason };
    let (agency, government) = (ApproverRank::AgencyHead, ApproverRank::GovernmentHead);
    let tried = |case: &Case, p: Prolonging<'_>| extend(case.clone(), &p, &content, (&rules, &days), who);
    assert_eq!(tried(&case, asked(11, agency, "复杂")).unwrap_err().code(), "extension_too_long");
    assert_eq!(tried(&case, asked(0, agency, "复杂")).unwrap_err().code(), "extension_too_long");
    assert_eq!(tried(&case, asked(10, agency, " ")).unwrap_err().code(), "why_missing");
    assert!(tried(&case, asked(15, government, "复杂")).is_ok());
    let (longer, event) = tried(&case, asked(10, agency, "复杂")).unwrap();
    assert_eq!(event.due_on, Some(date(2024, 3, 27)));
    assert_eq!(tried(&longer, asked(1, agency, "再")).unwrap_err(), Refusal::ExtendedBefore);
}

#[test]
fn another_calendar_moves_the_day_and_says_so_once() {
    let mut first = item("01", Status::InUse);
    first.content.promised = Some(Limit::workdays(20));
    let days = calendar();
    let brought = Brought { ticked: &[0, 2], ..Brought::default() };
    let rules = rules();
    let opening = Opening { today: date(2026, 12, 25), ..opening() };
    let (case, _) = accept(&facts(&first, brought, &days, &rules), ApplicantKind::Person, opening).unwrap();
    assert!(case.due().provisional);
    let mut years = days.years().to_vec();
    years.push(crate::base::CalendarYear {
        year: 2027,
        notice: "测试".into(),
        address: String::new(),
        days: vec![crate::base::NoticeDay {
            on: date(2027, 1, 1),
            workday: crate::base::Workday::No,
            name: "元旦".into(),
        }],
    });
    let next = Calendar::new(years).unwrap();
    let (moved, event) = recount(case.clone(), &first.content, &rules, &next).unwrap();
    assert_eq!((event.from, event.provisional), (case.due().on, false));
    assert_eq!(event.to, moved.due().on);
    assert!(event.to > event.from, "1 January is off now");
    // Not answered yet: the day after which silence accepts moves too, and of a draft there is none.
    let opening = Opening { today: date(2026, 12, 28), ..super::opening() };
    let none = Brought::default();
    let (begun, _) = draft(&first, ApplicantKind::Person, &none, opening).unwrap();
    assert_eq!(recount(begun.clone(), &first.content, &rules, &next), None);
    let by = (None, Timestamp::UNIX_EPOCH, date(2026, 12, 28));
    let (sent, _) = submit(begun, &first.content, &rules, &days, by).unwrap();
    let (moved_too, event) = recount(sent.clone(), &first.content, &rules, &next).unwrap();
    assert_eq!((event.from, event.to), (sent.receipt.notice_by, moved_too.receipt.notice_by));
    assert!(event.to > event.from);
    assert_eq!(recount(moved_too, &first.content, &rules, &next), None);
    assert_eq!(recount(moved, &first.content, &rules, &next), None);
}

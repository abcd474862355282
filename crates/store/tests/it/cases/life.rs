//! A case in the stages beside the straight way, each as its rule makes it.

use std::fs;

use domain::{
    base::{DepartmentId, ItemId, StaffId},
    cases::{
        Accepter, Archiving, Case, Commitment, CommitmentCheck, CorrectionItem, DeliveryWay, EndKind, Outcome,
        PauseKind, Prolonging, Receipt, Stage, Verdict, archive, ask_correction, end, examine, extend, rate, resume,
        supply, suspend, take_up,
    },
};
use jiff::civil::date;
use store::cases::case;
use testkit::{accepted_case, case_rules, completed, content, decided, delivered, engines, region, stamp, weekdays};

use crate::common::write;

/// One case of each, all under id 1.
pub(super) fn every_stage() -> Vec<Case> {
    let (by, at, today) = (StaffId::new(2), stamp().happened_at, date(2026, 11, 20));
    let (rules, days) = (case_rules(), weekdays());
    let ground = (&rules, &days);
    let item = content("A-1", "临时救助", 1);
    let first = accepted_case(1, ItemId::new(5), DepartmentId::new(1));
    let receipt = Receipt { at, on: today, by: None, notice_by: Some(date(2026, 11, 27)) };
    let draft = Case { stage: Stage::Draft, receipt: Receipt { notice_by: None, ..receipt.clone() }, ..first.clone() };
    let sent = Case { stage: Stage::Submitted, receipt, ..first.clone() };
    let lack = CorrectionItem { material: Some(1), what: "没有签字".into() };
    let (asked, _) = ask_correction(sent.clone(), vec![lack], None, ground, (by, at, today)).unwrap();
    let (supplied, _) = supply(asked.clone(), &[1], Default::default(), ground, (None, at, today)).unwrap();
    let (held, _) = take_up(first.clone(), by, at).unwrap();
    let unfit = Verdict { ok: false, note: "复印件不清".into() };
    let (examined, _) = examine(held, vec![(1, unfit)], by, at).unwrap();
    let special = PauseKind::Special { procedure: "专家评审".into(), notice_no: "青审告〔2026〕1号".into() };
    let who = (by, at, today);
    let (stopped, _) = suspend(examined.clone(), special, "", date(2026, 11, 30), who).unwrap();
    let (resumed, _) = resume(stopped.clone(), &item, &days, date(2026, 11, 30)).unwrap();
    let asked_for = Prolonging {
        workdays: 10,
        rank: domain::cases::ApproverRank::AgencyHead,
        approver: "局长",
        reason: "情况复杂",
    };
    let (longer, _) = extend(resumed.clone(), &asked_for, &item, ground, (by, at)).unwrap();
    let (resting, _) = suspend(first.clone(), PauseKind::Hold, "等上级批复", date(2026, 11, 30), who).unwrap();
    let handed = delivered(completed(decided(longer.clone(), Outcome::Grant)), DeliveryWay::Window);
    let (rated, _) = rate(handed.clone(), 5, at).unwrap();
    let package = || Archiving { at, package_no: "2026-1120-03-0001".into(), digest: "ab".into() };
    let mut all =
        vec![draft, sent.clone(), asked, supplied, examined, stopped, resumed, longer, resting, rated.clone()];
    for finished in [handed.clone(), rated] {
        all.push(archive(finished, package()).unwrap().0);
    }
    for kind in EndKind::ALL {
        let from = match kind {
            EndKind::NotAccepted | EndKind::Returned | EndKind::CorrectionLapsed => sent.clone(),
            EndKind::Withdrawn | EndKind::AcceptanceCancelled | EndKind::Voided | EndKind::ReferredUpward => {
                first.clone()
            }
            EndKind::StoppedWithMatter => Case { matter: Some(domain::base::MatterId::new(7)), ..sent.clone() },
        };
        let (ended, _) = end(from, kind, ("不归本机关办理", "上级机关"), Some(by), at).unwrap();
        all.push(archive(ended.clone(), package()).unwrap().0);
        all.push(ended);
    }
    let mut silent = first.clone();
    if let Stage::Accepted(a) = &mut silent.stage {
        a.by = Accepter::Silence;
    }
    let checked = CommitmentCheck { at, by, kept: false, note: "面积不符".into() };
    let commitment = Commitment { signed_on: today, check_by: Some(date(2027, 2, 12)), checked: Some(checked) };
    all.extend([silent, Case { commitment: Some(commitment), ..handed }]);
    all
}

/// The events of the first release hold rows that know neither receipt nor clocks; they read as they
/// stood.
#[test]
fn rows_of_before_still_read() {
    for (name, stage) in [
        ("case_accepted", "accepted"),
        ("case_decided", "decided"),
        ("case_completed", "completed"),
        ("case_delivered", "delivered"),
    ] {
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/golden/before/{name}.json"));
        let event: serde_json::Value = serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
        let row = event["after"][0][2].as_object().unwrap().clone();
        for t in engines() {
            let columns: Vec<String> = row.keys().cloned().collect();
            let values: Vec<store::Val> = row.values().map(val).collect();
            let slots: Vec<String> = (1..=columns.len()).map(|i| format!("${i}")).collect();
            let sql = format!("INSERT INTO service_case ({}) VALUES ({})", columns.join(", "), slots.join(", "));
            write(&t.db, move |tx| tx.run(&sql, &values)).unwrap();
            let (read, _) = t.db.read(|tx| case(tx, &region(), domain::base::CaseId::new(1))).unwrap().unwrap();
            assert_eq!(read.stage.as_str(), stage);
            let acceptance = read.stage.acceptance().unwrap();
            assert_eq!((read.receipt.on, acceptance.on), (date(2026, 11, 20), date(2026, 11, 20)));
            assert_eq!(acceptance.clocks.due.on, Some(date(2026, 11, 27)));
        }
    }
}

fn val(value: &serde_json::Value) -> store::Val {
    use store::Val;
    match value {
        serde_json::Value::Null => Val::Null,
        serde_json::Value::Number(n) => Val::Int(n.as_i64().unwrap()),
        serde_json::Value::String(t) => Val::from(t),
        serde_json::Value::Object(o) => Val::Bytes(store::unhex(o["hex"].as_str().unwrap()).unwrap()),
        other => panic!("{other}"),
    }
}

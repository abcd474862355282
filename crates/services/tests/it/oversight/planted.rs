//! The sample county's planted cases: each detector finds its own, the register shows them, and what else is told is
//! what the county's letters really lack.

use std::collections::{BTreeMap, BTreeSet};

use domain::people::Desk;
use services::oversight::{
    detectors::{Detector, Outcome, detect, run_list, run_report},
    leads::{LeadLine, ListForm, list},
    queue::queue_days,
};

use crate::sample::{chance, on_sqlite};

/// What was planted: the item, the person, the department or nothing of these, and how many rows speak for it.
const PLANTED: [(Detector, &str, u64); 13] = [
    (Detector::NoCasesHere, "城市生活垃圾经营性服务许可（清扫收集运输）（新办）", 4),
    (Detector::InstantFinish, "工程建设涉及城市绿地树木审批（临时占用绿地）（审批）", 7),
    (Detector::BatchEntry, "彭小龙", 18),
    (Detector::MonthEnd, "曾俊杰", 24),
    (Detector::OffHours, "汪振宇", 16),
    (Detector::EarlyResult, "城市建筑垃圾处置核准（产生）（核准）", 5),
    (Detector::OffHallTerminal, "汪振宇", 16),
    (Detector::NoTicket, "彭小龙", 18),
    (Detector::SharedPhone, "临时性建筑搭建占道审批（临时搭建）", 9),
    (Detector::TwoDoors, "占用挖掘城市道路审批（临时占用）（审批）", 9),
    (Detector::GuideAddress, "计量标准器具核准（企业事业单位最高计量标准）（新建）", 1),
    (Detector::LateEntry, "青禾县发展和改革局", 8),
    (Detector::OffHallAnswer, "青禾县综合行政执法局", 2),
];

fn is_about(line: &LeadLine, words: &str) -> bool {
    [&line.item, &line.person, &line.department].into_iter().any(|name| name == words)
}

#[test]
fn each_detector_finds_what_was_planted_and_nothing_else() {
    let made = on_sqlite(chance(9, 1));
    let (bureau, desk) = (&made.sample.bureau, Desk::system("测试"));
    let run = run_list(bureau, &desk).unwrap().remove(0);
    for found in &run.tested {
        assert!(matches!(found.outcome, Outcome::Tested(_)), "{found:?}");
    }
    let all = list(bureau, &desk, &ListForm { all: true, ..ListForm::default() }).unwrap().lines;
    let told: Vec<String> = all
        .iter()
        .map(|l| {
            let lead = &l.lead.lead;
            format!("{} {}{}{} {}/{}", lead.detector.id(), l.item, l.person, l.department, lead.part, lead.whole)
        })
        .collect();
    let mut planted = BTreeSet::new();
    for (detector, words, least) in PLANTED {
        let of = all.iter().find(|l| l.lead.lead.detector == detector && is_about(l, words));
        let of = of.unwrap_or_else(|| panic!("{} about {words} is not among {told:#?}", detector.id()));
        assert!(of.lead.lead.part >= least, "{} about {words}: {told:#?}", detector.id());
        assert!(!of.lead.lead.evidence.is_empty());
        planted.insert(of.lead.id);
    }
    // Two guides of one matter name another place; who decides without a letter does so in truth (D6).
    let mut others: BTreeMap<Detector, u64> = BTreeMap::new();
    for line in all.iter().filter(|l| !planted.contains(&l.lead.id)) {
        *others.entry(line.lead.lead.detector).or_default() += 1;
        let says = &line.lead.lead.evidence[0].says;
        let is_true = match line.lead.lead.detector {
            Detector::OffHallTerminal => says == "作决定时没有授权书",
            Detector::GuideAddress => says.contains("县计量检定所"),
            _ => false,
        };
        assert!(is_true, "{told:#?}");
    }
    assert_eq!(others.get(&Detector::GuideAddress), Some(&1));
    assert!(others.len() <= 2, "{others:?}");
    let persons: Vec<&str> = all
        .iter()
        .filter(|l| l.lead.lead.detector == Detector::OffHallAnswer)
        .flat_map(|l| &l.lead.lead.evidence)
        .map(|e| e.says.as_str())
        .collect();
    let is_bare = |says: &&str| says.ends_with("交的材料") || says.contains("评价，勾选了“") && says.ends_with('”');
    assert!(persons.iter().all(is_bare), "who answered stands nowhere: {persons:?}");
    assert!(persons.iter().any(|says| says.contains("评价，勾选了")), "ratings speak for it, too: {persons:?}");
    let again = detect(bureau, &desk, (Some(run.from), Some(run.to))).unwrap();
    assert_eq!((again.new, again.findings.len()), (Some(0), all.len()));
    assert_eq!(run_report(bureau, &desk, run.id).unwrap().findings.len(), all.len());
    let queue = queue_days(bureau, &desk).unwrap();
    assert_eq!(queue.days.iter().map(|d| d.without).sum::<u64>(), 18, "{queue:?}");
    assert!(queue.days.iter().map(|d| d.cases).sum::<u64>() > 100);
}

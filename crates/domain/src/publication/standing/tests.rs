use jiff::civil::date;
use proptest::prelude::*;

use super::*;

fn day(n: i8) -> Date {
    date(2026, 11, n)
}

fn held(version: i64, withdrawn: bool) -> HeldRow {
    HeldRow { key: "A".into(), version, digest: "d".into(), withdrawn }
}

#[test]
fn the_province_above_is_read_from_the_code() {
    let above = |code: &str| province_above(&Region::parse(code).unwrap()).map(|r| r.as_str().to_owned());
    assert_eq!(above("990101"), Some("990000".to_owned()));
    assert_eq!(above("990100"), Some("990000".to_owned()));
    assert_eq!(above("990000"), None);
    assert_eq!(above("000000"), None);
}

#[test]
fn both_sources_are_said_with_their_days() {
    let export = |published, on| Some(ExportWord { published, on });
    let taken = NodeWord { outcome: NodeOutcome::Accepted, version: 3, holds: Some(3), on: day(20) };
    let said = |e, n: Option<&NodeWord>| publication_words(e, n);
    assert_eq!(said(None, None), "");
    assert_eq!(said(export(true, None), None), "事项资料：已发布");
    assert_eq!(said(export(false, Some(day(19))), None), "省级导出（2026-11-19）：未发布");
    assert_eq!(
        said(export(false, Some(day(19))), Some(&taken)),
        "省级导出（2026-11-19）：未发布；省级回执（2026-11-20）：第 3 版已接收；两个来源不一致，按省级回执算"
    );
    assert_eq!(
        said(export(false, Some(day(21))), Some(&taken)),
        "省级导出（2026-11-21）：未发布；省级回执（2026-11-20）：第 3 版已接收；两个来源不一致，按省级导出算"
    );
    let back = NodeWord { outcome: NodeOutcome::Rejected, version: 4, ..taken };
    assert_eq!(said(None, Some(&back)), "省级回执（2026-11-20）：第 4 版已退回，那边还是第 3 版");
    let lost = NodeWord { outcome: NodeOutcome::Lost, holds: None, ..taken };
    assert_eq!(said(None, Some(&lost)), "省级对账（2026-11-20）：那边没有");
    for outcome in NodeOutcome::ALL {
        assert_eq!(NodeOutcome::parse(outcome.as_str()), Some(outcome));
    }
}

#[test]
fn a_reconciliation_says_what_is_new_and_nothing_else() {
    let taken = NodeWord { outcome: NodeOutcome::Accepted, version: 3, holds: Some(3), on: day(1) };
    assert_eq!(NodeWord::reconciled(Some(&taken), Some(&held(3, false)), day(9)), None);
    assert_eq!(NodeWord::reconciled(None, None, day(9)), None);
    assert_eq!(NodeWord::reconciled(None, Some(&held(3, true)), day(9)), None);
    let lost = NodeWord::reconciled(Some(&taken), None, day(9)).unwrap();
    assert_eq!((lost.outcome, lost.holds, lost.on), (NodeOutcome::Lost, None, day(9)));
    let found = NodeWord::reconciled(None, Some(&held(7, false)), day(9)).unwrap();
    assert_eq!((found.outcome, found.holds), (NodeOutcome::Accepted, Some(7)));
}

fn a_node() -> impl Strategy<Value = NodeWord> {
    (0..4_usize, 1..5_i64, prop::option::of(1..5_i64), 1..29_i8).prop_map(|(outcome, version, holds, on)| NodeWord {
        outcome: NodeOutcome::ALL[outcome],
        version,
        holds,
        on: day(on),
    })
}

proptest! {
    /// Of two words the later counts, whatever they say; a difference is told exactly where both speak and disagree.
    #[test]
    fn the_later_word_counts(
        export in prop::option::of((any::<bool>(), prop::option::of(1..29_i8))),
        node in prop::option::of(a_node()),
    ) {
        let export = export.map(|(published, on)| ExportWord { published, on: on.map(day) });
        let found = publication_standing(export, node.as_ref());
        // A day before all days stands for data without one.
        let export_day = export.map(|e| e.on.map_or(0, |d| i32::from(d.day()) * 2));
        let node_day = node.as_ref().map(|n| i32::from(n.on.day()) * 2 + 1);
        let expected = match export_day.max(node_day) {
            None => None,
            newest if newest == node_day => node.as_ref().map(NodeWord::published),
            _ => export.map(|e| e.published),
        };
        prop_assert_eq!(found.published, expected);
        prop_assert_eq!(found.by.is_some(), export.is_some() || node.is_some());
        let disagree = matches!((export, &node), (Some(e), Some(n)) if e.published != n.published());
        prop_assert_eq!(found.differ, disagree);
        prop_assert_eq!(publication_words(export, node.as_ref()).contains("不一致"), disagree);
    }

    /// After any course of answers the node's word says what the receiver of a model holds.
    #[test]
    fn what_is_held_follows_the_answers(course in prop::collection::vec((any::<bool>(), any::<bool>()), 1..12)) {
        let (mut word, mut model): (Option<NodeWord>, Option<i64>) = (None, None);
        for (n, (accepted, withdrawal)) in course.into_iter().enumerate() {
            let version = n as i64 + 1;
            if accepted {
                model = (!withdrawal).then_some(version);
            }
            let outcome = if accepted { RowOutcome::Accepted } else { RowOutcome::Rejected };
            word = Some(NodeWord::answered(word.as_ref(), outcome, withdrawal, (version, day(1))));
            prop_assert_eq!(word.and_then(|w| w.holds), model);
            let row = model.map(|version| held(version, false));
            prop_assert_eq!(NodeWord::reconciled(word.as_ref(), row.as_ref(), day(2)), None);
        }
    }
}

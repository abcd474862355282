//! Who disagrees with whom about what.

use std::collections::BTreeMap;

use super::*;
use crate::publication::matching::tests::content;

pub(in crate::publication) fn ours(id: i64, code: &str, name: &str) -> CurrentItem {
    CurrentItem {
        id: ItemId::new(id),
        version: 1,
        department: "青禾县民政局".into(),
        waiting: None,
        content: content(code, name),
    }
}

pub(in crate::publication) fn theirs(code: &str, name: &str, state: ProvinceState) -> ProvinceItem {
    ProvinceItem {
        code: code.into(),
        name: name.into(),
        department: "民政局".into(),
        state,
        version_text: String::new(),
        raw: BTreeMap::new(),
    }
}

fn told(items: &[CurrentItem], province: &[ProvinceItem]) -> Vec<(DifferenceKind, MustAct, String)> {
    differences(items, province, "青禾县").into_iter().map(|d| (d.kind, d.act, d.words)).collect()
}

#[test]
fn what_agrees_is_no_difference() {
    let items = [ours(1, "A-1", "临时救助（新办）")];
    let province = [theirs("a-1", "临时救助 (新办)", ProvinceState::Published)];
    assert!(told(&items, &province).is_empty());
}

#[test]
fn each_side_alone_with_candidates_by_name_alone() {
    let items = [ours(1, "A-1", "临时救助"), ours(2, "A-2", "收养登记")];
    let province = [
        theirs("B-1", "临时救助", ProvinceState::Published),
        theirs("B-2", "孤儿认定", ProvinceState::Published),
        theirs("B-3", "旧事项", ProvinceState::Cancelled),
    ];
    let all = differences(&items, &province, "青禾县");
    let lines: Vec<_> = all.iter().map(|d| (d.kind, d.act, d.name.as_str(), d.candidates.join("；"))).collect();
    assert_eq!(
        lines,
        [
            (DifferenceKind::OnlyOurs, MustAct::CountyCheck, "临时救助", "省级编码 B-1".into()),
            (DifferenceKind::OnlyOurs, MustAct::CountyReport, "收养登记", String::new()),
            (DifferenceKind::OnlyTheirs, MustAct::CountyCheck, "临时救助", "本县编码 A-1".into()),
            (DifferenceKind::OnlyTheirs, MustAct::CountyClaim, "孤儿认定", String::new()),
        ]
    );
}

#[test]
fn every_pair_of_states_has_somebody_who_must_act() {
    for status in Status::ALL {
        for state in ProvinceState::ALL {
            let mut item = ours(1, "A-1", "甲");
            item.content.status = *status;
            let all = differences(&[item], &[theirs("A-1", "甲", state)], "青禾县");
            let agrees = matches!(
                (status, state),
                (Status::InUse, ProvinceState::Published)
                    | (Status::Suspended, ProvinceState::Suspended)
                    | (Status::Cancelled, ProvinceState::Cancelled)
                    | (Status::Draft, ProvinceState::Draft | ProvinceState::Pending)
            );
            assert_eq!(all.is_empty(), agrees, "{status:?} {state:?}");
            assert!(all.iter().all(|d| d.kind == DifferenceKind::State));
        }
    }
    let mut gone = ours(1, "A-1", "甲");
    gone.content.status = Status::Cancelled;
    let all = told(&[gone], &[theirs("A-1", "甲", ProvinceState::Published)]);
    assert_eq!(all, [(DifferenceKind::State, MustAct::ProvinceCorrect, "本县“取消”，省级平台“已发布”".into())]);
}

#[test]
fn names_and_departments_are_compared_one_to_one() {
    let items = [ours(1, "A-1", "临时救助给付")];
    let mut row = theirs("A-1", "临时救助", ProvinceState::Published);
    row.department = "青禾县民政局".into();
    let all = told(&items, std::slice::from_ref(&row));
    assert_eq!(all, [(DifferenceKind::Name, MustAct::CountyCheck, "本县“临时救助给付”，省级平台“临时救助”".into())]);
    row.name = "临时救助给付".into();
    row.department = "县人力资源和社会保障局".into();
    assert_eq!(told(&items, &[row])[0].0, DifferenceKind::Department);
    // One implementation code for two variants: its name is neither's.
    let code = "11990101MB285591843370117002011";
    let two = [ours(1, &format!("{code}01"), "许可（新办）"), ours(2, &format!("{code}02"), "许可（变更）")];
    assert!(told(&two, &[theirs(code, "许可", ProvinceState::Published)]).is_empty());
}

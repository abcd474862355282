//! Each thing that can be wrong with a chain, alone.

use super::*;
use crate::{
    catalogue::{FieldKind, FormCondition, FormField, ItemType, Limit},
    chains::{
        FieldRef, FromResult, OnDenial,
        tests::{TODAY, chain, field, form, item, material, member, office},
    },
};

/// Two members, the second after the first and with its result; nothing is wrong.
pub(super) fn good() -> (Chain, Items) {
    let mut it = chain(vec![member("firm", &[]), member("food", &["firm"])]);
    it.members[1].brings = vec![FromResult { material: "营业执照".into(), from: "firm".into() }];
    it.questions = vec![FormField {
        required: true,
        ..field("way", "怎么经营", FieldKind::Choice { options: vec!["堂食".into(), "外卖".into()], list: false })
    }];
    let mut firm = item(1, "营业执照");
    firm.content.guide.form = Some(form(vec![field("shop", "店名", FieldKind::default())]));
    let mut food = item(5, "食品经营许可证");
    food.content.guide.form = Some(form(vec![field("shop", "店名", FieldKind::default())]));
    food.content.guide.materials = vec![material("营业执照"), material("平面图")];
    for (member, item) in it.members.iter().zip([&mut firm, &mut food]) {
        item.content.department = member.item.office.id;
    }
    (it, [("firm".to_owned(), firm), ("food".to_owned(), food)].into())
}

pub(super) fn found(it: &Chain, items: &Items) -> Vec<Finding> {
    let yes = MemberFacts { authorised: true, resident: true };
    let members = it.members.iter().map(|m| (m.key.clone(), yes)).collect();
    let facts =
        CheckFacts { items, members: &members, today: TODAY, calendar: &Calendar::default(), extension_workdays: 15 };
    check(it, &facts)
}

fn said(it: &Chain, items: &Items) -> Vec<(String, bool)> {
    found(it, items).iter().map(|f| (f.to_string(), f.stops())).collect()
}

/// The one sentence, which stops publication.
fn stopped(change: impl FnOnce(&mut Chain, &mut Items)) -> String {
    let (mut it, mut items) = good();
    change(&mut it, &mut items);
    let all = said(&it, &items);
    let stopping: Vec<&String> = all.iter().filter(|(_, stops)| *stops).map(|(s, _)| s).collect();
    assert_eq!(stopping.len(), 1, "{all:?}");
    stopping[0].clone()
}

#[test]
fn a_chain_that_holds_together_passes() {
    let (it, items) = good();
    assert_eq!(said(&it, &items), []);
    assert!(passes(&found(&it, &items)));
}

#[test]
fn who_and_what_is_missing_is_named() {
    assert_eq!(stopped(|it, _| it.purpose = " ".into()), "请填写适用情形");
    assert_eq!(stopped(|it, _| it.applicants.clear()), "请填写申请人类型");
    assert_eq!(stopped(|_, items| drop(items.remove("firm"))), "事项库里找不到“事项firm”，请重新选择");
    assert_eq!(
        stopped(|_, items| items.get_mut("food").unwrap().content.status = Status::Suspended),
        format!("“事项food”现在{}，请换一个事项或等它恢复", Status::Suspended.label())
    );
    assert_eq!(
        stopped(|it, items| {
            it.members.truncate(1);
            items.remove("food");
        }),
        "一件事至少要有两个事项，现在是 1 个"
    );
    let twice = |it: &mut Chain, _: &mut Items| {
        let mut again = it.members[0].clone();
        again.brings.clear();
        it.members.push(again);
    };
    assert_eq!(stopped(twice), "事项代号“firm”用了两次，请换一个");
}

#[test]
fn what_the_caller_knows_is_said() {
    let (it, items) = good();
    let members = [("firm".to_owned(), MemberFacts { authorised: true, resident: false })].into();
    let facts = CheckFacts {
        items: &items,
        members: &members,
        today: TODAY,
        calendar: &Calendar::default(),
        extension_workdays: 15,
    };
    let all = check(&it, &facts);
    let said: Vec<(String, bool)> = all.iter().map(|f| (f.to_string(), f.stops())).collect();
    assert_eq!(said[0], ("第102局还没有授权窗口办理“事项food”，请先办授权".to_owned(), true));
    assert_eq!(said[1], ("“事项firm”没有进驻大厅，一窗受理后要转到大厅外办，请核对".to_owned(), false));
    assert!(!passes(&all));
}

#[test]
fn an_item_that_another_department_has_now_is_named_and_does_not_stop() {
    let (it, mut items) = good();
    items.get_mut("food").unwrap().content.department = office(9).id;
    let sentence = "“事项food”已经不归第102局办，请核对授权和材料，存一次草稿再重新发布，新的部门才能办";
    assert_eq!(said(&it, &items), [(sentence.to_owned(), false)]);
}

#[test]
fn the_order_must_begin_somewhere() {
    assert_eq!(
        stopped(|it, _| it.members[0].after.push("food".into())),
        "办理顺序绕成了圈：事项firm 等 事项food，谁也开始不了，请去掉其中一步"
    );
    assert_eq!(stopped(|it, _| it.members[0].after.push("seal".into())), "“事项firm”要等的“seal”不在这件事里，请改");
}

#[test]
fn whoever_brings_a_material_has_it_in_time_and_alone() {
    assert_eq!(
        stopped(|_, items| items.get_mut("firm").unwrap().content.guide.result_name.clear()),
        "“事项food”的“营业执照”没有人带来：“事项firm”没有这样的结果"
    );
    assert_eq!(
        stopped(|it, _| it.members[1].after.clear()),
        "“事项food”要用“事项firm”的结果，却不等它办完，请把它排在后面"
    );
    assert_eq!(
        stopped(|it, _| it.members[1].brings[0].material = "执照".into()),
        "“事项food”的材料清单里没有“执照”，请改“由谁的结果代替”"
    );
    assert_eq!(
        stopped(|it, items| {
            it.members.push(member("tax", &[]));
            it.members[1].after.push("tax".into());
            it.members[1].brings.push(FromResult { material: "营业执照".into(), from: "tax".into() });
            items.insert("tax".into(), item(1, "登记表"));
            items.get_mut("tax").unwrap().content.guide.form =
                Some(form(vec![field("t", "税号", FieldKind::default())]));
        }),
        "“事项food”的“营业执照”由两项结果代替（事项firm、事项tax），请只留一项"
    );
    assert_eq!(
        stopped(|it, _| it.members[0].denied = OnDenial::OthersGoOn),
        "“事项firm”没有办成时其余照办，可“事项food”要用它的结果，会一直等下去。请改成“后续停办”"
    );
}

#[test]
fn conditions_are_held_against_the_form() {
    let on = |condition: FormCondition| move |it: &mut Chain, _: &mut Items| it.members[1].condition = Some(condition);
    assert_eq!(stopped(on(FormCondition::equals("size", "大"))), "“事项food”的办理条件用到“size”，表里没有这个问题");
    assert_eq!(
        stopped(on(FormCondition::equals("way", "团餐"))),
        "“事项food”的办理条件里，“怎么经营”没有“团餐”这个选项"
    );
    let both = FormCondition::All(vec![FormCondition::equals("way", "堂食"), FormCondition::equals("way", "外卖")]);
    assert_eq!(stopped(on(both)), "“事项food”的办理条件自相矛盾，怎么填都不会成立，请改");
    let never = stopped(|it, _| {
        it.questions.push(FormField {
            condition: Some(FormCondition::equals("way", "堂食")),
            required: true,
            ..field("sign", "要不要招牌", FieldKind::YesNo)
        });
        let parts = vec![FormCondition::equals("way", "外卖"), FormCondition::equals("sign", "是")];
        it.members[1].condition = Some(FormCondition::All(parts));
    });
    assert_eq!(never, "“事项food”永远轮不到：填到它的条件之前，那个问题已经不问了，请改条件");
    let empty = stopped(|it, _| {
        it.members[0].condition = Some(FormCondition::equals("way", "堂食"));
        it.members[1].condition = Some(FormCondition::equals("way", "堂食"));
    });
    assert_eq!(empty, "这样填时没有一项要办：申请人是个人，“怎么经营”选“外卖”。请补一项，或改条件");
}

#[test]
fn a_condition_on_a_members_own_question_is_never_reached() {
    let (mut it, mut items) = good();
    let mut own = items["food"].content.guide.form.clone().unwrap();
    own.pages[0].fields.push(field("hot", "有没有热食", FieldKind::YesNo));
    items.get_mut("food").unwrap().content.guide.form = Some(own);
    it.members[1].condition = Some(FormCondition::equals("hot", "是"));
    let all = said(&it, &items);
    assert!(
        all.iter().any(|(s, stops)| *stops && s == "“有没有热食”的出现条件绕成了圈，永远不会问到，请改条件"),
        "{all:?}"
    );
    assert!(!passes(&found(&it, &items)));
}

#[test]
fn licences_together_stay_within_the_law() {
    let over = stopped(|it, items| {
        it.members[0].item.office = office(7);
        it.lead = office(7);
        for it in items.values_mut() {
            it.content.item_type = ItemType::parse("01").unwrap();
            (it.content.promised, it.content.statutory) = (Some(Limit::workdays(30)), Some(Limit::workdays(30)));
        }
    });
    assert!(over.contains("最长 45 个工作日") && over.contains("要 60 个工作日"), "{over}");
}

#[test]
fn what_should_only_be_known_does_not_stop() {
    let (mut it, mut items) = good();
    it.lead = office(999);
    it.members[0].item.version = 3;
    let content = &mut items.get_mut("firm").unwrap().content;
    content.promised = None;
    it.fields.apart = vec![FieldRef { member: "firm".into(), key: "shop".into() }];
    let all = said(&it, &items);
    assert!(all.iter().all(|(_, stops)| !stops), "{all:?}");
    let sentences: Vec<&str> = all.iter().map(|(s, _)| s.as_str()).collect();
    assert_eq!(
        sentences,
        [
            "牵头部门“第999局”在这件事里没有事项，请核对牵头部门",
            "“事项firm”的指南已更新到第 1 版，这里还是第 3 版，请核对表单、材料和时限",
            "“事项firm”的指南没有写办结时限，整件事的最迟日期算不出来",
        ]
    );
}

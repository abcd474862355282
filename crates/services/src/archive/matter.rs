//! The matter that a case is part of, as it goes into the case's package (一件事随卷): its notice in words and its lanes as a
//! picture, as both stood when the case was packed. Of the other members name, department and state alone.

use std::collections::BTreeMap;

use domain::{
    base::date_text,
    cases::{Case, Notice, NoticeKind},
    chains::{Chain, Filed, Intake, Items, MemberState, merge_forms, plan},
};
use papers::{
    chains::{LaneFacts, lanes_of},
    charts::swim_lane,
};
use store::{StoreError, Tx, catalogue, chains as rows, people};

use crate::{Bureau, cases::case_rules};

/// What goes into the package.
pub(super) struct OfMatter {
    pub(super) notice: Notice,
    /// SVG; `None` where the order has a ring, which no published chain has.
    pub(super) picture: Option<String>,
}

/// The matter of a case; `None` for a case that stands alone.
pub(super) fn of_matter(
    bureau: &Bureau,
    tx: &mut Tx<'_>,
    case: &Case,
    organiser: &str,
) -> Result<Option<OfMatter>, StoreError> {
    let region = bureau.region();
    let Some(id) = case.matter else { return Ok(None) };
    let gone =
        |place: &str| StoreError::Corrupt { place: place.into(), why: "办件引用的一件事没有了".into() };
    let (filed, _) = rows::matter(tx, region, id)?.ok_or_else(|| gone("matter"))?;
    let chain = rows::chain_version(tx, region, filed.chain, filed.matter.chain_version)?;
    let chain = chain.ok_or_else(|| gone("chain_version"))?;
    let lead = people::department(tx, region, filed.lead)?.map(|d| d.name).unwrap_or_default();
    let picture = picture(bureau, tx, (&filed, &chain))?;
    Ok(Some(OfMatter { notice: notice(bureau, (&filed, &chain), (&lead, organiser)), picture }))
}

fn notice(bureau: &Bureau, (filed, chain): (&Filed, &Chain), (lead, organiser): (&str, &str)) -> Notice {
    let row = |label: &str, value: String| (label.to_owned(), value);
    let accepted = match filed.matter.intake {
        Intake::Accepted { on, .. } => date_text(on),
        Intake::Received { .. } | Intake::CorrectionAsked => "没有受理".to_owned(),
    };
    let mut rows = vec![
        row("一件事编号", filed.matter.no.to_string()),
        row("一件事", filed.chain_name.clone()),
        row("牵头部门", lead.to_owned()),
        row("收到日期", date_text(filed.receipt.on)),
        row("受理日期", accepted),
    ];
    if let Some(on) = filed.due_on {
        rows.push(row("全部办结最迟", date_text(on)));
    }
    if let Some((how, on)) = filed.matter.finish {
        rows.push(row("办理结果", format!("{}，{}", how.label(), date_text(on))));
    }
    let member = |m: &domain::chains::Member| {
        let state = filed.matter.members.get(&m.key).map_or("未开始", MemberState::label);
        format!("{}（{}）：{state}", m.item.name, m.item.office.name)
    };
    Notice {
        kind: NoticeKind::Acceptance,
        name: "一件事通知书".into(),
        rows,
        heading: "包含的事项".into(),
        list: chain.members.iter().map(member).collect(),
        words: vec!["这一件是上述一件事中的一项，由牵头部门统一受理，各部门分别办理。".into()],
        signed: false,
        seal: organiser.to_owned(),
        day: date_text(bureau.today()),
    }
}

fn picture(bureau: &Bureau, tx: &mut Tx<'_>, (filed, chain): (&Filed, &Chain)) -> Result<Option<String>, StoreError> {
    let mut items = Items::new();
    for member in &chain.members {
        let Some(handling) = filed.members.get(&member.key) else { continue };
        if let Some(item) = catalogue::item_at(tx, bureau.region(), member.item.id, handling.item_version)? {
            items.insert(member.key.clone(), item);
        }
    }
    let (calendar, today) = (bureau.calendar(tx)?, bureau.today());
    let standing: BTreeMap<_, _> = filed.matter.members.iter().map(|(k, s)| (k.clone(), s.standing())).collect();
    let extension = case_rules().joint_extension_workdays;
    let Ok(plan) = plan(chain, &items, &standing, (today, &calendar), extension) else { return Ok(None) };
    let form = merge_forms(chain, &items).form;
    let facts = LaneFacts { chain, form: &form, matter: Some(&filed.matter), plan: &plan, today };
    let title = format!("{}办到哪里了（{}）", filed.chain_name, date_text(today));
    Ok(lanes_of(&facts).ok().map(|lanes| swim_lane(&title, &lanes)))
}

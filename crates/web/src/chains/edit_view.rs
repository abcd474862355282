//! What the editor shows (编制页的内容): the proposal in rows, and the member in hand.

use domain::{
    base::date_text,
    catalogue::{APPLICANT_KIND, FieldKind, FormCondition, FormField},
    chains::{CHAIN, Chain, ChainRecord, FromResult, Member, OnDenial, Savings},
    people::{Act, authorise},
};
use services::chains::{Blueprint, Checked, StepForm};

use super::{
    BringsRow, ChainEditPage, FindingRow, MemberPanel, MemberRow, MergedRow, QuestionRow, SavingRow,
    picture::of_chain,
    steps::{is_said_field, is_said_material},
};
use crate::{
    base::{Choice, Field, Pick, paths},
    catalogue::form_words,
    door::{App, Seat},
};

/// The page of a chain; `hand` is the member in hand.
pub(super) fn page(
    app: &App,
    seat: &Seat,
    (record, checked): (&ChainRecord, &Checked),
    offices: &[(i64, String)],
    hand: &str,
) -> ChainEditPage {
    let it = &checked.laid_out;
    let chain = &it.chain;
    let lead = chain.lead.id.get().to_string();
    let offices: Vec<(String, &str)> = offices.iter().map(|(id, name)| (id.to_string(), name.as_str())).collect();
    let offices: Vec<(&str, &str)> = offices.iter().map(|(id, name)| (id.as_str(), *name)).collect();
    let applies = |word: &str, label: &str| Pick {
        value: word.to_owned(),
        label: label.to_owned(),
        chosen: chain.applicants.iter().any(|k| k.as_str() == word),
    };
    let notes = it.form.notes.iter().map(ToString::to_string);
    let findings = checked.findings.iter().map(|f| FindingRow { sentence: f.to_string(), stops: f.stops() });
    ChainEditPage {
        frame: app.frame(seat, format!("一件事：{}", chain.name)),
        code: record.code.clone(),
        version: record.version,
        state: record.state().label().to_owned(),
        may_edit: authorise(&seat.desk, Act::ChainEdit, None).is_ok(),
        has_draft: record.draft.is_some(),
        is_offered: record.offered().is_some(),
        name: Field::of(&chain.name),
        purpose: Field::of(&chain.purpose),
        lead: Choice::of(&offices, &lead),
        applicants: Choice {
            options: vec![applies("person", "个人"), applies("organisation", "单位")], problem: None
        },
        findings: findings.collect(),
        picture: of_chain(it, app.bureau().today()),
        days: days(it),
        savings: it.savings.as_ref().map(savings).unwrap_or_default(),
        members: chain.members.iter().map(|m| member(it, m)).collect(),
        panel: chain.member(hand).map(|m| panel(it, m)),
        add: Field::default(),
        questions: chain.questions.iter().map(question).collect(),
        ask: Field::default(),
        options: Field::default(),
        fields: fields(it),
        materials: materials(it),
        notes: notes.chain(it.materials.notes.iter().map(ToString::to_string)).collect(),
    }
}

/// Name of a member for lists.
pub(super) fn name<'a>(chain: &'a Chain, key: &str) -> &'a str {
    match key {
        CHAIN => "这件事本身",
        _ => chain.member(key).map_or("", |m| m.item.name.as_str()),
    }
}

fn names<'a>(chain: &Chain, keys: impl Iterator<Item = &'a str>) -> String {
    let mut out: Vec<&str> = Vec::new();
    for key in keys {
        let name = name(chain, key);
        if !out.contains(&name) {
            out.push(name);
        }
    }
    out.join("、")
}

/// As "受理后最多 8 个工作日全部办完，最久的一路是 设立登记 → 食品经营许可".
pub(super) fn days(it: &Blueprint) -> String {
    let Some(plan) = &it.plan else { return "先后绕成了圈，算不出时限".to_owned() };
    let way = plan.critical.iter().map(|k| name(&it.chain, k)).collect::<Vec<_>>().join(" → ");
    match (plan.workdays, plan.critical.len()) {
        (Some(0), _) => "当天办完".to_owned(),
        (Some(days), 0 | 1) => format!("受理后最多 {days} 个工作日全部办完"),
        (Some(days), _) => format!("受理后最多 {days} 个工作日全部办完，最久的一路是 {way}"),
        (None, _) => "有的事项指南没有写时限，算不出总时限".to_owned(),
    }
}

/// Both ways in rows.
pub(super) fn savings(of: &Savings) -> Vec<SavingRow> {
    let row = |what: &str, apart: String, together: String| SavingRow { what: what.to_owned(), apart, together };
    let days = |days: Option<u32>| days.map_or_else(|| "指南没有写全".to_owned(), |d| format!("{d} 个工作日"));
    let visits = |n: u32, unknown: usize| match unknown {
        0 => format!("{n} 次"),
        _ => format!("至少 {n} 次"),
    };
    let (apart, together) = (&of.apart, &of.together);
    vec![
        row("跑几个部门", format!("{} 个", apart.doors), format!("{} 个", together.doors)),
        row("填几张表", format!("{} 张", apart.forms), format!("{} 张", together.forms)),
        row("答几个问题", format!("{} 个", apart.fields), format!("{} 个", together.fields)),
        row("交几种材料", format!("{} 种", apart.materials), format!("{} 种", together.materials)),
        row("多久办完", days(apart.workdays), days(together.workdays)),
        row("跑几次", visits(apart.visits, apart.visits_unknown), visits(together.visits, together.visits_unknown)),
    ]
}

fn member(it: &Blueprint, m: &Member) -> MemberRow {
    let plan = it.plan.as_ref().and_then(|p| p.members.iter().find(|d| d.key == m.key));
    let limit = it.items.get(&m.key).map_or_else(|| "事项已不在库里".to_owned(), |i| limit(&i.content));
    let due = plan.and_then(|d| d.due).map(|d| format!("，今天受理则 {}前办完", date_text(d)));
    let brings = m.brings.iter().map(|b| format!("{}由“{}”的结果带来", b.material, name(&it.chain, &b.from)));
    MemberRow {
        key: m.key.clone(),
        name: m.item.name.clone(),
        href: paths::guide(&m.item.id.to_string()),
        office: m.item.office.name.clone(),
        when: m.condition.as_ref().map(|c| c.words(&it.form.form)).unwrap_or_default(),
        after: names(&it.chain, m.after.iter().map(String::as_str)),
        brings: brings.collect(),
        denied: m.denied.label().to_owned(),
        days: format!("{limit}{}", due.unwrap_or_default()),
    }
}

/// The limit that the guide promises, else the law's.
pub(super) fn limit(content: &domain::catalogue::Content) -> String {
    match (content.promised, content.statutory) {
        (Some(promised), _) => promised.to_string(),
        (None, Some(statutory)) => format!("法定 {statutory}"),
        (None, None) => "指南没有写".to_owned(),
    }
}

fn question(field: &FormField) -> QuestionRow {
    let kind = match &field.kind {
        FieldKind::Choice { options, .. } | FieldKind::Several { options } => options.join("、"),
        FieldKind::Text { .. }
        | FieldKind::LongText { .. }
        | FieldKind::Number { .. }
        | FieldKind::Date { .. }
        | FieldKind::YesNo
        | FieldKind::CitizenId
        | FieldKind::Uscc
        | FieldKind::Mobile
        | FieldKind::Address => field.kind.label().to_owned(),
    };
    QuestionRow { key: field.key.clone(), label: field.label.clone(), kind }
}

fn fields(it: &Blueprint) -> Vec<MergedRow> {
    let row = |field: &FormField| {
        let refs = it.form.fills.get(&field.key).map(Vec::as_slice).unwrap_or_default();
        let mut kind = field.kind.label().to_owned();
        if field.required {
            kind.push_str("，必填");
        }
        if let Some(condition) = &field.condition {
            kind.push_str(&format!("；如果{}", condition.words(&it.form.form)));
        }
        MergedRow {
            id: field.key.clone(),
            label: field.label.clone(),
            kind,
            of: names(&it.chain, refs.iter().map(|r| r.member.as_str())),
            is_shared: refs.len() > 1,
            is_said: refs.iter().any(|r| is_said_field(&it.chain, r)),
            brought: String::new(),
        }
    };
    it.form.form.fields().map(row).collect()
}

fn materials(it: &Blueprint) -> Vec<MergedRow> {
    let rows = it.materials.materials.iter().enumerate();
    rows.map(|(n, m)| {
        let brought = m.uses.iter().filter(|u| !u.from.is_empty()).map(|u| {
            let from = names(&it.chain, u.from.iter().map(String::as_str));
            format!("“{}”用的由“{from}”的结果带来", name(&it.chain, &u.at.member))
        });
        MergedRow {
            id: n.to_string(),
            label: m.material.name.clone(),
            kind: form_words(&m.material.form, m.material.copies),
            of: names(&it.chain, m.uses.iter().map(|u| u.at.member.as_str())),
            is_shared: m.uses.len() > 1,
            is_said: m.uses.iter().any(|u| is_said_material(&it.chain, &u.at)),
            brought: brought.collect::<Vec<_>>().join("；"),
        }
    })
    .collect()
}

/// The panel of a member as it was typed into it, where its step was refused.
pub(super) fn panel_again(it: &Blueprint, step: &StepForm) -> Option<MemberPanel> {
    let StepForm::Member { key, after, brings, condition, denied } = step else { return None };
    let before = it.chain.member(key)?;
    let typed = Member {
        after: after.clone(),
        brings: brings
            .iter()
            .map(|(material, from)| FromResult { material: material.clone(), from: from.clone() })
            .collect(),
        condition: condition.clone(),
        denied: OnDenial::parse(denied).unwrap_or(before.denied),
        ..before.clone()
    };
    Some(panel(it, &typed))
}

fn panel(it: &Blueprint, m: &Member) -> MemberPanel {
    let others: Vec<&Member> = it.chain.members.iter().filter(|o| o.key != m.key).collect();
    let pick =
        |o: &&Member| Pick { value: o.key.clone(), label: o.item.name.clone(), chosen: m.after.contains(&o.key) };
    let from = |material: &str| {
        let chosen = m.bringers(material).next().unwrap_or_default();
        let mut options = vec![("", "申请人自己交")];
        options.extend(others.iter().map(|o| (o.key.as_str(), o.item.name.as_str())));
        Choice::of(&options, chosen)
    };
    let listed = it.items.get(&m.key).map(|i| i.content.guide.materials.as_slice()).unwrap_or_default();
    let brings = listed.iter().enumerate().map(|(n, one)| BringsRow {
        id: format!("from-{n}"),
        material: one.name.clone(),
        from: from(&one.name),
    });
    let denied: Vec<(&str, &str)> = OnDenial::ALL.iter().map(|d| (d.as_str(), d.label())).collect();
    let (chosen, answers, kept) = condition(it, m);
    let mut questions = vec![("", "总是要办"), (APPLICANT_KIND, "申请人类型（个人、单位）")];
    questions.extend(it.form.form.fields().map(|f| (f.key.as_str(), f.label.as_str())));
    MemberPanel {
        key: m.key.clone(),
        name: m.item.name.clone(),
        after: Choice { options: others.iter().map(pick).collect(), problem: None },
        brings: brings.collect(),
        denied: Choice::of(&denied, m.denied.as_str()),
        kept,
        question: Choice::of(&questions, &chosen),
        answers: Field::of(answers),
    }
}

/// A member's condition as question and answers; what does not fit is told in words.
fn condition(it: &Blueprint, m: &Member) -> (String, String, String) {
    let word = |value: &String| match value.as_str() {
        "person" => "个人".to_owned(),
        "organisation" => "单位".to_owned(),
        other => other.to_owned(),
    };
    match &m.condition {
        None => <(String, String, String)>::default(),
        Some(FormCondition::Equals { key, value }) => (key.clone(), word(value), String::new()),
        Some(FormCondition::In { key, values }) => {
            (key.clone(), values.iter().map(word).collect::<Vec<_>>().join("、"), String::new())
        }
        Some(FormCondition::Filled { key }) => (key.clone(), String::new(), String::new()),
        Some(more @ (FormCondition::All(_) | FormCondition::Any(_))) => {
            (String::new(), String::new(), more.words(&it.form.form))
        }
    }
}

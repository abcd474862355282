//! The county's plan over HTTP: its form, read field by field, and saved as a new version.

use std::collections::BTreeMap;

use axum::{extract::State, http::StatusCode};
use domain::{
    base::{Confidence, fold},
    cases::ApplicantKind,
    people::{Act, authorise},
};
use services::{
    Failure,
    followup::{CountyPlan, Dimension, DrawUnit, SampleSize},
};

use super::{FollowupPlanPage, PlanField, words};
use crate::{
    base::{Choice, Field, Pick, paths},
    door::{App, Oops, Posted, Query, Reply, Seat, address, blocking, go, show, show_as},
};

/// Names, labels and hints of the numbers, in their order.
const NUMBERS: [(&str, &str, &str); 12] = [
    ("amount", "样本量", "件数；按比例时填千分之几；按区间宽度时填半宽，千分之几"),
    ("expected", "预计满意率", "千分之几，只在按区间宽度时用；不知道填 500"),
    ("least", "每层至少抽几件", "层 = 部门 × 申请人类型"),
    ("reserve", "备用比例", "样本的百分之几，打不通时按抽出的次序补"),
    ("called_days", "多少天内回访过的不再抽", "0 是不排除"),
    ("refused_days", "多少天内拒访的不再抽", "0 是不排除"),
    ("most_tries", "最多打几次", "没人接听时"),
    ("again_after_minutes", "再打的间隔分钟", ""),
    ("within_weeks", "几周内打完", "过了就按没有接通计"),
    ("confidence", "置信水平", "90、95 或 99"),
    ("hide_below", "少于几件不显示比例", "各部门"),
    ("due_workdays", "整改期限", "工作日"),
];

/// Words to say beside the five questions.
const SCRIPT: [(&str, &str); 5] = [
    ("opening", "开场白"),
    ("overall", "总体评价的问法"),
    ("handed_in", "在哪里交的问法"),
    ("extra", "指南外材料的问法"),
    ("closing", "结束语"),
];

/// The other texts.
const OTHERS: [(&str, &str, &str); 4] = [
    ("requirement", "整改要求", "不满意时开的整改单上写的"),
    ("dial", "拨号地址", "话机系统的网址，号码的位置写 {number}；没有就空着"),
    ("words", "统计用词", "数意见里出现的件数，用顿号或空格隔开；不要写姓名"),
    ("source", "来源", "依据的文件或做法"),
];

/// What stands in the form, by name.
type Typed = BTreeMap<String, String>;

fn of(plan: &CountyPlan) -> Typed {
    let (size, amount, expected) = match plan.plan.size {
        SampleSize::Fixed(n) => ("fixed", n, 500),
        SampleSize::Share(n) => ("share", n, 500),
        SampleSize::Width { half, expected, .. } => ("width", half, expected),
    };
    let (e, c, s) = (&plan.plan.exclusions, &plan.calls, &plan.script);
    let mut out: Typed = [
        ("unit", plan.plan.unit.as_str().to_owned()),
        ("size", size.to_owned()),
        ("amount", amount.to_string()),
        ("expected", expected.to_string()),
        ("least", plan.plan.least.to_string()),
        ("reserve", plan.plan.reserve.to_string()),
        ("called_days", e.called_days.to_string()),
        ("refused_days", e.refused_days.to_string()),
        ("most_tries", c.most_tries.to_string()),
        ("again_after_minutes", c.again_after_minutes.to_string()),
        ("within_weeks", c.within_weeks.to_string()),
        ("confidence", plan.confidence.percent().to_string()),
        ("hide_below", plan.hide_below.to_string()),
        ("due_workdays", plan.order.due_workdays.to_string()),
        ("opening", s.opening.clone()),
        ("overall", s.overall.clone()),
        ("handed_in", s.handed_in.clone()),
        ("extra", s.extra.clone()),
        ("closing", s.closing.clone()),
        ("requirement", plan.order.requirement.clone()),
        ("dial", plan.dial.clone()),
        ("words", plan.words.join("、")),
        ("source", plan.source.clone()),
    ]
    .into_iter()
    .map(|(name, text)| (name.to_owned(), text))
    .collect();
    for (dimension, question) in &s.questions {
        out.insert(dimension.as_str().to_owned(), question.clone());
    }
    for kind in &plan.plan.applicants {
        out.insert(format!("applicants/{}", kind.as_str()), "1".to_owned());
    }
    out
}

fn typed(posted: &Posted) -> Typed {
    let names = NUMBERS.map(|(name, _, _)| name).into_iter().chain(SCRIPT.map(|(name, _)| name));
    let names = names.chain(OTHERS.map(|(name, _, _)| name)).chain(Dimension::ALL.map(Dimension::as_str));
    let mut out: Typed = names.chain(["unit", "size"]).map(|name| (name.to_owned(), posted.text(name))).collect();
    for kind in posted.all("applicants") {
        out.insert(format!("applicants/{kind}"), "1".to_owned());
    }
    out
}

/// The plan that a form stands for, from the one that it was made from; or the field that is no number.
fn read(typed: &Typed, before: &CountyPlan, version: i64) -> Result<CountyPlan, (&'static str, String)> {
    let text = |name: &str| typed.get(name).map(|t| t.trim().to_owned()).unwrap_or_default();
    let number = |name: &'static str| -> Result<u32, (&'static str, String)> {
        let label = NUMBERS.iter().find(|(n, _, _)| *n == name).map_or("", |(_, label, _)| label);
        fold(&text(name)).parse().map_err(|_| (name, format!("{label}请填整数")))
    };
    let mut plan = before.clone();
    plan.version = version;
    let confidence = u8::try_from(number("confidence")?).ok().and_then(Confidence::from_percent);
    plan.confidence = confidence.ok_or(("confidence", "置信水平只有 90、95、99".to_owned()))?;
    let amount = number("amount")?;
    plan.plan.size = match text("size").as_str() {
        "fixed" => SampleSize::Fixed(amount),
        "share" => SampleSize::Share(amount),
        "width" => SampleSize::Width { half: amount, confidence: plan.confidence, expected: number("expected")? },
        _ => return Err(("size", "请选样本量怎么定".to_owned())),
    };
    plan.plan.unit = DrawUnit::parse(&text("unit")).ok_or(("unit", "请选按什么抽".to_owned()))?;
    plan.plan.applicants = ApplicantKind::ALL
        .into_iter()
        .filter(|kind| typed.contains_key(&format!("applicants/{}", kind.as_str())))
        .collect();
    (plan.plan.least, plan.plan.reserve) = (number("least")?, number("reserve")?);
    plan.plan.exclusions.called_days = number("called_days")?;
    plan.plan.exclusions.refused_days = number("refused_days")?;
    plan.calls.most_tries = number("most_tries")?;
    plan.calls.again_after_minutes = number("again_after_minutes")?;
    plan.calls.within_weeks = number("within_weeks")?;
    plan.hide_below = number("hide_below")?;
    plan.order.due_workdays = number("due_workdays")?;
    plan.order.requirement = text("requirement");
    let script = &mut plan.script;
    script.questions = Dimension::ALL.into_iter().map(|d| (d, text(d.as_str()))).collect();
    for (name, to) in [
        ("opening", &mut script.opening),
        ("overall", &mut script.overall),
        ("handed_in", &mut script.handed_in),
        ("extra", &mut script.extra),
        ("closing", &mut script.closing),
    ] {
        *to = text(name);
    }
    (plan.dial, plan.source) = (text("dial"), text("source"));
    let words = text("words");
    let split = words.split(|c: char| c.is_whitespace() || "、，,；;".contains(c)).filter(|w| !w.is_empty());
    plan.words = split.map(str::to_owned).collect();
    Ok(plan)
}

fn draw(app: &App, seat: &Seat, typed: &Typed, (version, before): (i64, usize)) -> FollowupPlanPage {
    let text = |name: &str| typed.get(name).cloned().unwrap_or_default();
    let field = |name: &str, label: &str, hint: &str, is_long| PlanField {
        name: name.to_owned(),
        label: label.to_owned(),
        hint: hint.to_owned(),
        field: Field::of(text(name)),
        is_long,
    };
    let pick = |kind: ApplicantKind| Pick {
        value: kind.as_str().to_owned(),
        label: kind.label().to_owned(),
        chosen: typed.contains_key(&format!("applicants/{}", kind.as_str())),
    };
    let questions = Dimension::ALL.map(|d| field(d.as_str(), &format!("{}的问法", d.label()), "", true));
    let mut script: Vec<PlanField> = SCRIPT.map(|(name, label)| field(name, label, "", true)).into();
    script.splice(1..1, questions);
    FollowupPlanPage {
        frame: app.frame(seat, "回访方案"),
        may_edit: authorise(&seat.desk, Act::FollowupPlan, None).is_ok(),
        version,
        applicants: Choice { options: ApplicantKind::ALL.map(pick).into(), problem: None },
        unit: Choice::of(&DrawUnit::LIST, &text("unit")),
        size: Choice::of(&[("fixed", "固定件数"), ("share", "按比例"), ("width", "按区间宽度")], &text("size")),
        numbers: NUMBERS.map(|(name, label, hint)| field(name, label, hint, false)).into(),
        script,
        others: OTHERS.map(|(name, label, hint)| field(name, label, hint, name != "dial")).into(),
        before,
    }
}

async fn load(app: &App, seat: &Seat) -> Result<(CountyPlan, usize), Oops> {
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    let (plan, before) = blocking(move || services::followup::plan(&bureau, &desk)).await??;
    Ok((plan, before.len()))
}

/// The plan as it is now.
pub(crate) async fn page(State(app): State<App>, seat: Seat, query: Query) -> Reply {
    let (plan, before) = load(&app, &seat).await?;
    let mut page = draw(&app, &seat, &of(&plan), (plan.version, before));
    page.frame.notice = words::notice(&query.text("done")).map(str::to_owned);
    show(&page)
}

/// Saves it as a new version, or says what is to be mended.
pub(crate) async fn submit(State(app): State<App>, seat: Seat, posted: Posted) -> Reply {
    let (now, before) = load(&app, &seat).await?;
    let (typed, version) = (typed(&posted), posted.number("version").unwrap_or_default());
    let again = |field: &str, sentence: &str, status| {
        let mut page = draw(&app, &seat, &typed, (version, before));
        let lists = page.numbers.iter_mut().chain(&mut page.script).chain(&mut page.others);
        lists.filter(|f| f.name == field).for_each(|f| f.field.problem = Some(sentence.to_owned()));
        page.frame = page.frame.with_problem(field, sentence);
        show_as(status, &page)
    };
    let new = match read(&typed, &now, version) {
        Ok(new) => new,
        Err((field, sentence)) => return again(field, &sentence, StatusCode::UNPROCESSABLE_ENTITY),
    };
    let (bureau, desk, key) = (app.bureau().clone(), seat.desk.clone(), posted.key());
    match blocking(move || services::followup::change_plan(&bureau, &desk, &new, key.as_deref())).await? {
        Ok(_) => go(&address(paths::FOLLOWUP_PLAN, &[("done", "plan")])),
        Err(Failure::Refused(flaw)) => again("", &flaw.to_string(), StatusCode::UNPROCESSABLE_ENTITY),
        Err(Failure::Stale) => {
            let sentence = "方案刚被别人改过。您写的还在下面，请先复制留底，再打开这一页改";
            again("", sentence, StatusCode::CONFLICT)
        }
        Err(failure) => Err(failure.into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What the form shows, sent back as it is, is the same plan: nothing is lost on the way.
    #[test]
    fn a_form_that_nobody_touched_changes_nothing() {
        let text = include_str!("../../../services/data/followup.json");
        let plan: CountyPlan = serde_json::from_str(text).unwrap();
        assert_eq!(read(&of(&plan), &plan, 0), Ok(plan.clone()));
        let width = SampleSize::Width { half: 40, confidence: Confidence::NinetyFive, expected: 900 };
        let mut other = plan.clone();
        other.plan.size = width;
        assert_eq!(read(&of(&other), &plan, 0), Ok(other.clone()));
        let mut typed = of(&plan);
        typed.insert("most_tries".into(), "三".into());
        assert_eq!(read(&typed, &plan, 0).unwrap_err().0, "most_tries");
    }
}

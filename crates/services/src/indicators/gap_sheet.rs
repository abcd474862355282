//! The gap list as a table to take along (差距清单导出), and a row of it as an order to be opened.

use domain::{
    base::date_text_with_year,
    indicators::FieldChange,
    rectification::{NewOrder, Source, Subject, SubjectKind},
};

use super::{Gap, GapList};

/// Fields that would close a gap, in one line: `网上办理深度：Ⅲ级 → Ⅳ级`.
pub fn closes_text(changes: &[FieldChange]) -> String {
    let one = |c: &FieldChange| format!("{}：{} → {}", c.field, c.now, c.need);
    changes.iter().map(one).collect::<Vec<_>>().join("；")
}

/// Titles and rows of the table, in the list's order.
pub fn gap_sheet(list: &GapList) -> (Vec<&'static str>, Vec<Vec<String>>) {
    let titles = vec![
        "指标",
        "责任单位",
        "编码",
        "名称",
        "结果",
        "要改的字段",
        "堵点",
        "解决单位",
        "计划完成日",
        "整改单",
        "整改期限",
        "补上后升（百分点）",
        "统计日",
    ];
    let rows = list.rows().map(|gap| row(list, gap)).collect();
    (titles, rows)
}

fn row(list: &GapList, gap: &Gap) -> Vec<String> {
    let day = |d: Option<jiff::civil::Date>| d.map(|d| d.to_string()).unwrap_or_default();
    vec![
        list.figure.indicator.name().to_owned(),
        gap.unit.clone(),
        gap.code.clone(),
        gap.name.clone(),
        gap.standing.label().to_owned(),
        closes_text(&gap.closes),
        gap.blocker.words.clone(),
        gap.blocker.owner.clone(),
        day(gap.blocker.planned_on),
        gap.order.as_ref().map(|o| o.no.clone()).unwrap_or_default(),
        day(gap.order.as_ref().map(|o| o.due_on)),
        gap.effect.as_ref().map(|e| e.points.clone()).unwrap_or_default(),
        list.as_of.to_string(),
    ]
}

/// The order that would be opened for a gap.
pub fn order_of(list: &GapList, gap: &Gap) -> NewOrder {
    let figure = &list.figure;
    let kind = if figure.indicator.is_over_divisions() { SubjectKind::Division } else { SubjectKind::Item };
    let asked = |c: &FieldChange| format!("把“{}”办成“{}”", c.field, c.need);
    let was = |c: &FieldChange| format!("{}：{}", c.field, c.now);
    let joined = |parts: Vec<String>| parts.join("，");
    NewOrder {
        source: Source::Gap,
        source_ref: figure.indicator.id().to_owned(),
        subject: Subject { kind, key: gap.subject.clone(), name: gap.name.clone() },
        department: gap.department,
        unit_name: gap.unit.clone(),
        blocker: gap.blocker.words.clone(),
        requirement: joined(gap.closes.iter().map(asked).collect()),
        was: format!(
            "{}；{} {}（{}÷{}，{}）",
            joined(gap.closes.iter().map(was).collect()),
            figure.indicator.name(),
            figure.text(),
            figure.counts.met,
            figure.denominator(),
            date_text_with_year(list.as_of)
        ),
    }
}

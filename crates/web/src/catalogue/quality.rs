//! Quality of guides over HTTP (办事指南质量): the page, the list as xlsx and csv, and the same as JSON. Nothing is judged
//! here.

use axum::{
    extract::State,
    http::{StatusCode, header},
    response::IntoResponse,
};
use domain::{
    base::DepartmentId,
    catalogue::{Finding, RuleId, Severity, field_anchor},
    people::{Act, Desk, Reach, reach},
};
use papers::tables::{write_csv, write_xlsx};
use services::catalogue::{
    DepartmentLine, FoundLine, QualityFilter, QualityReport, RuleLine, quality, quality_profile, quality_sheet,
};

use super::{QualityDepartment, QualityPage, QualityRow, QualityRule, QualityView, QuietRule};
use crate::{
    base::{Choice, Link, Pick, Tag, Tone, paths},
    door::{App, Oops, Query, Reply, Seat, address, blocking, json, show},
};

/// Findings of one page.
const PAGE: usize = 50;
/// Departments shown at once.
const WORST: usize = 10;
/// Findings of one answer where no number is named, and at most.
const ANSWERED: usize = 100;
const MOST: usize = 1_000;
/// Characters of a value that a row shows.
const SHOWN: usize = 40;

/// What is not known narrows nothing.
fn asked(query: &Query) -> QualityFilter {
    QualityFilter {
        department: query.number("department").map(DepartmentId::new),
        rule: RuleId::parse(&query.text("rule")),
    }
}

async fn found(app: &App, seat: &Seat, filter: QualityFilter) -> Result<QualityReport, Oops> {
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    Ok(blocking(move || quality(&bureau, &desk, &filter)).await??)
}

fn here(path: &str, filter: QualityFilter, after: usize) -> String {
    let department = filter.department.map(|d| d.to_string()).unwrap_or_default();
    let rule = filter.rule.map(RuleId::as_str).unwrap_or_default();
    let after = if after == 0 { String::new() } else { after.to_string() };
    address(path, &[("department", &*department), ("rule", rule), ("after", &after)])
}

/// The page.
pub(crate) async fn page(State(app): State<App>, seat: Seat, query: Query) -> Reply {
    let filter = asked(&query);
    let after: usize = query.number("after").unwrap_or_default();
    let report = found(&app, &seat, filter).await?;
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    let mut doubted = blocking(move || services::reviews::contradicted_items(&bureau, &desk)).await??;
    doubted.retain(|i| filter.department.is_none_or(|d| d == i.department_id));
    let shown: Vec<&FoundLine> = report.findings.iter().skip(after).take(PAGE).collect();
    let listed = report.findings.len();
    let (loud, quiet): (Vec<&RuleLine>, Vec<&RuleLine>) = report.by_rule.iter().partition(|l| l.findings > 0);
    let mut by_score = report.by_department.iter().map(|line| department_row(line, filter));
    let span = if shown.is_empty() { (0, 0) } else { (after as u64 + 1, (after + shown.len()) as u64) };
    let next = after.saturating_add(PAGE);
    show(&QualityPage {
        frame: app.frame(&seat, heading(&report)),
        department: departments(&report, filter),
        rule: rules(&loud, filter),
        narrowed: filter != QualityFilter::default() || after > 0,
        score: report.total.score_text().unwrap_or_default(),
        items: report.total.items,
        not_checkable: report.total.not_checkable,
        rules: loud.iter().map(|line| rule_row(line, filter)).collect(),
        quiet: quiet.iter().map(|line| quiet_row(line)).collect(),
        departments: by_score.by_ref().take(WORST).collect(),
        rest: by_score.collect(),
        rows: shown.into_iter().map(|line| row(line, &seat.desk)).collect(),
        listed: listed as u64,
        span,
        next: (next < listed).then(|| here(paths::QUALITY, filter, next)),
        first: (after > 0).then(|| here(paths::QUALITY, filter, 0)),
        xlsx_href: here(paths::QUALITY_XLSX, filter, 0),
        csv_href: here(paths::QUALITY_CSV, filter, 0),
        contradicted: doubted.iter().map(contradicted).collect(),
        source: quality_profile().source.clone(),
    })
}

fn contradicted(item: &services::reviews::ContradictedItem) -> (Link, String) {
    let said: Vec<String> = crate::reviews::claims(&item.claims).into_iter().map(|(line, _)| line).collect();
    (Link::new(paths::item_edit(&item.item.to_string()), &*item.name), said.join("；"))
}

/// As “132 项指南有 415 处要改，最多的是缺办理地点（201 处）”; where some findings only should be mended, says how many must.
fn heading(report: &QualityReport) -> String {
    let total = &report.total;
    let Some(most) = report.most() else {
        return match total.items {
            0 => "还没有在用的指南".into(),
            items => format!("{items} 项指南没有发现要改的"),
        };
    };
    let must = match report.must() {
        all if all == total.findings => String::new(),
        must => format!("，其中应改 {must} 处"),
    };
    let (word, count) = (most.setting.rule.short(), most.findings);
    format!("{} 项指南有 {} 处要改{must}，最多的是{word}（{count} 处）", total.faulty, total.findings)
}

fn departments(report: &QualityReport, filter: QualityFilter) -> Choice {
    let mut known: Vec<&DepartmentLine> = report.by_department.iter().collect();
    known.sort_by(|a, b| a.name.cmp(&b.name));
    let picks = known.iter().map(|d| Pick {
        value: d.id.to_string(),
        label: d.name.clone(),
        chosen: filter.department == Some(d.id),
    });
    choice("全部部门", picks.collect())
}

fn rules(loud: &[&RuleLine], filter: QualityFilter) -> Choice {
    let mut picks: Vec<Pick> = loud
        .iter()
        .map(|line| Pick {
            value: line.setting.rule.as_str().into(),
            label: format!("{}（{} 处）", line.setting.rule.short(), line.findings),
            chosen: filter.rule == Some(line.setting.rule),
        })
        .collect();
    if let Some(rule) = filter.rule.filter(|r| loud.iter().all(|l| l.setting.rule != *r)) {
        picks.push(Pick { value: rule.as_str().into(), label: format!("{}（0 处）", rule.short()), chosen: true });
    }
    choice("全部规则", picks)
}

fn choice(all: &str, mut options: Vec<Pick>) -> Choice {
    let none = options.iter().all(|o| !o.chosen);
    options.insert(0, Pick { value: String::new(), label: all.into(), chosen: none });
    Choice { options, problem: None }
}

fn severity(severity: Severity) -> Tag {
    let tone = match severity {
        Severity::Must => Tone::Bad,
        Severity::Should => Tone::Warning,
    };
    Tag::new(tone, severity.label())
}

fn rule_row(line: &RuleLine, filter: QualityFilter) -> QualityRule {
    let rule = line.setting.rule;
    QualityRule {
        href: here(paths::QUALITY, QualityFilter { rule: Some(rule), ..filter }, 0),
        name: rule.short().into(),
        severity: severity(line.setting.severity),
        findings: line.findings,
        example: line.example.clone().unwrap_or_default(),
    }
}

fn quiet_row(line: &RuleLine) -> QuietRule {
    QuietRule {
        name: line.setting.rule.label().into(),
        passed: line.passed,
        not_checkable: line.not_checkable,
        outside: line.outside,
    }
}

fn department_row(line: &DepartmentLine, filter: QualityFilter) -> QualityDepartment {
    QualityDepartment {
        href: here(paths::QUALITY, QualityFilter { department: Some(line.id), ..filter }, 0),
        name: line.name.clone(),
        score: line.tally.score_text().unwrap_or_default(),
        faulty: format!("{} / {}", line.tally.faulty, line.tally.items),
        findings: line.tally.findings,
        not_checkable: line.tally.not_checkable,
    }
}

fn row(line: &FoundLine, desk: &Desk) -> QualityRow {
    let Finding { field, value, sentence, severity: how, .. } = &line.finding;
    let id = line.item.to_string();
    // Who may not change the item reads its guide.
    let mends = match reach(desk, Act::CatalogueDraft) {
        Ok(Reach::County) => true,
        Ok(Reach::Department(own)) => own == line.department_id,
        Ok(Reach::Nothing) | Err(_) => false,
    };
    QualityRow {
        href: if mends { format!("{}#{}", paths::item_edit(&id), field_anchor(*field)) } else { paths::guide(&id) },
        name: line.name.clone(),
        code: line.code.clone(),
        department: line.department.clone(),
        field: field.label().into(),
        value: shortened(value),
        sentence: sentence.clone(),
        severity: severity(*how),
    }
}

fn shortened(value: &str) -> String {
    if value.chars().count() <= SHOWN {
        return value.to_owned();
    }
    value.chars().take(SHOWN).chain(['…']).collect()
}

/// The list as `.xlsx`.
pub(crate) async fn xlsx(State(app): State<App>, seat: Seat, query: Query) -> Reply {
    let report = found(&app, &seat, asked(&query)).await?;
    let bytes = blocking(move || {
        let (titles, rows) = quality_sheet(&report.findings);
        write_xlsx("指南质量", &titles, &rows)
    })
    .await?
    .map_err(|e| Oops::broken(&e))?;
    const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    Ok((file(&app, XLSX, "xlsx"), bytes).into_response())
}

/// The list as `.csv`.
pub(crate) async fn csv(State(app): State<App>, seat: Seat, query: Query) -> Reply {
    let report = found(&app, &seat, asked(&query)).await?;
    let (titles, rows) = quality_sheet(&report.findings);
    Ok((file(&app, "text/csv; charset=utf-8", "csv"), write_csv(&titles, &rows)).into_response())
}

fn file(app: &App, kind: &str, ending: &str) -> [(header::HeaderName, String); 2] {
    let name = format!("guide-quality-{}.{ending}", app.bureau().today());
    [(header::CONTENT_TYPE, kind.to_owned()), (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\""))]
}

/// `?department=&rule=&after=&limit=` as JSON.
pub(crate) async fn answer(State(app): State<App>, seat: Seat, query: Query) -> Reply {
    let filter = asked(&query);
    if filter.rule.is_none() && !query.text("rule").is_empty() {
        return Err(Oops::parameter("rule", "rule 没有读懂，请用 rules 里列出的 rule"));
    }
    if filter.department.is_none() && !query.text("department").is_empty() {
        return Err(Oops::parameter("department", "department 没有读懂，请用 departments 里列出的 id"));
    }
    let after: usize = match query.text("after").as_str() {
        "" => 0,
        text => text.parse().map_err(|_| Oops::parameter("after", "after 没有读懂，请用上一页的 next"))?,
    };
    let limit = query.whole("limit")?.unwrap_or(ANSWERED).clamp(1, MOST);
    let report = found(&app, &seat, filter).await?;
    json(StatusCode::OK, &QualityView::of(&report, after, limit))
}

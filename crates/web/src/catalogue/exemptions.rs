//! The exemption list of the hall over HTTP (进驻负面清单): who is exempt, why, until when; the same as xlsx.

use std::collections::BTreeMap;

use axum::extract::State;
use domain::{
    base::date_text_with_year,
    catalogue::{ExemptionReason, ExemptionStanding},
    people::{Act, authorise},
};
use services::catalogue::{ExemptItem, exemptions};

use super::{ExemptionLine, ExemptionsPage, StandingTab};
use crate::{
    base::{Choice, Pick, Tag, Tone, paths},
    door::{App, Oops, Query, Reply, Seat, address, blocking, show},
    tables::sheet::attached,
};

/// Entries of one page.
const PAGE: usize = 50;

/// What the list is narrowed to; what is not known narrows nothing.
#[derive(Debug, Clone, Default)]
struct Asked {
    standing: Option<ExemptionStanding>,
    reason: Option<ExemptionReason>,
    department: String,
}

impl Asked {
    fn of(query: &Query) -> Self {
        Self {
            standing: ExemptionStanding::parse(&query.text("standing")),
            reason: ExemptionReason::parse(&query.text("reason")),
            department: query.text("department"),
        }
    }

    fn keeps(&self, item: &ExemptItem) -> bool {
        self.standing.is_none_or(|s| s == item.standing)
            && self.reason.is_none_or(|r| r.as_str() == item.exemption.code)
            && (self.department.is_empty() || self.department == item.department)
    }

    fn at(&self, path: &str, standing: Option<ExemptionStanding>, after: usize) -> String {
        let after = if after == 0 { String::new() } else { after.to_string() };
        let fields = [
            ("standing", standing.map_or("", ExemptionStanding::as_str)),
            ("reason", self.reason.map_or("", ExemptionReason::as_str)),
            ("department", &self.department),
            ("after", &after),
        ];
        address(path, &fields)
    }
}

async fn found(app: &App, seat: &Seat) -> Result<Vec<ExemptItem>, Oops> {
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    Ok(blocking(move || exemptions(&bureau, &desk)).await??)
}

pub(crate) async fn page(State(app): State<App>, seat: Seat, query: Query) -> Reply {
    let asked = Asked::of(&query);
    let after: usize = query.number("after").unwrap_or(0);
    let all = found(&app, &seat).await?;
    let kept: Vec<&ExemptItem> = all.iter().filter(|i| asked.keeps(i)).collect();
    let next = after.saturating_add(PAGE);
    let may_import = authorise(&seat.desk, Act::TableImport, None).is_ok();
    show(&ExemptionsPage {
        frame: app.frame(&seat, heading(&all)),
        tabs: tabs(&all, &asked),
        standing: asked.standing.map_or("", ExemptionStanding::as_str).to_owned(),
        reason: reasons(&asked),
        department: departments(&all, &asked),
        listed: kept.len(),
        rows: kept.iter().skip(after).take(PAGE).map(|i| line(i)).collect(),
        next: (next < kept.len()).then(|| asked.at(paths::EXEMPTIONS, asked.standing, next)),
        first: (after > 0).then(|| asked.at(paths::EXEMPTIONS, asked.standing, 0)),
        sheet: asked.at(paths::EXEMPTIONS_SHEET, asked.standing, 0),
        import: may_import.then(|| paths::table("residency")),
    })
}

/// As "进驻负面清单 58 项，已到期 2 项，快到期 3 项".
fn heading(all: &[ExemptItem]) -> String {
    if all.is_empty() {
        return "进驻负面清单还没有事项".into();
    }
    let urgent = [ExemptionStanding::Expired, ExemptionStanding::Expiring, ExemptionStanding::Incomplete];
    let mut parts = vec![format!("进驻负面清单 {} 项", all.len())];
    for standing in urgent {
        match all.iter().filter(|i| i.standing == standing).count() {
            0 => {}
            n => parts.push(format!("{} {n} 项", standing.label())),
        }
    }
    parts.join("，")
}

fn tabs(all: &[ExemptItem], asked: &Asked) -> Vec<StandingTab> {
    let tab = |standing: Option<ExemptionStanding>| {
        let narrowed = Asked { standing, ..asked.clone() };
        StandingTab {
            href: asked.at(paths::EXEMPTIONS, standing, 0),
            label: standing.map_or("全部", ExemptionStanding::label).into(),
            count: all.iter().filter(|i| narrowed.keeps(i)).count(),
            current: asked.standing == standing,
        }
    };
    std::iter::once(None).chain(ExemptionStanding::ALL.map(Some)).map(tab).collect()
}

fn reasons(asked: &Asked) -> Choice {
    let mut options = vec![Pick { value: String::new(), label: "全部".into(), chosen: asked.reason.is_none() }];
    options.extend(ExemptionReason::ALL.map(|r| Pick {
        value: r.as_str().into(),
        label: r.label().into(),
        chosen: asked.reason == Some(r),
    }));
    Choice { options, problem: None }
}

fn departments(all: &[ExemptItem], asked: &Asked) -> Choice {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for item in all {
        *counts.entry(&item.department).or_default() += 1;
    }
    let mut options =
        vec![Pick { value: String::new(), label: "全部部门".into(), chosen: asked.department.is_empty() }];
    options.extend(counts.into_iter().map(|(name, n)| Pick {
        value: name.into(),
        label: format!("{name}（{n}）"),
        chosen: asked.department == name,
    }));
    Choice { options, problem: None }
}

fn tone(standing: ExemptionStanding) -> Tone {
    match standing {
        ExemptionStanding::Expired => Tone::Bad,
        ExemptionStanding::Expiring | ExemptionStanding::Incomplete => Tone::Warning,
        ExemptionStanding::InForce => Tone::Good,
        ExemptionStanding::Ahead => Tone::Neutral,
    }
}

fn line(item: &ExemptItem) -> ExemptionLine {
    let e = &item.exemption;
    let from = e.from.map_or_else(|| "起始未写".to_owned(), date_text_with_year);
    let to = e.to.map_or_else(|| "长期".to_owned(), date_text_with_year);
    ExemptionLine {
        href: paths::guide(&item.id.to_string()),
        name: item.name.clone(),
        department: item.department.clone(),
        kind: ExemptionReason::parse(&e.code).map_or("", ExemptionReason::label).into(),
        reason: e.reason.clone(),
        basis: e.basis.clone(),
        approval: e.approval_no.clone(),
        place: e.place.clone(),
        term: format!("{from} 至 {to}"),
        standing: Tag::new(tone(item.standing), item.standing.label()),
    }
}

/// The list under its filter, all of it.
pub(crate) async fn sheet(State(app): State<App>, seat: Seat, query: Query) -> Reply {
    let asked = Asked::of(&query);
    let day = |d: Option<jiff::civil::Date>| d.map(|d| d.to_string()).unwrap_or_default();
    let rows: Vec<Vec<String>> = found(&app, &seat)
        .await?
        .iter()
        .filter(|i| asked.keeps(i))
        .map(|i| {
            let e = &i.exemption;
            vec![
                i.code.clone(),
                i.name.clone(),
                i.department.clone(),
                "否".to_owned(),
                ExemptionReason::parse(&e.code).map_or("", ExemptionReason::label).to_owned(),
                e.reason.clone(),
                e.basis.clone(),
                e.approval_no.clone(),
                e.place.clone(),
                day(e.from),
                day(e.to),
                i.standing.label().to_owned(),
            ]
        })
        .collect();
    // The titles are those of the import, so that the list can be changed and handed in again.
    let titles = [
        "编码",
        "名称",
        "部门",
        "是否进驻",
        "原因类别",
        "不进驻原因",
        "依据",
        "批准文号",
        "实际办理地点",
        "起始日期",
        "截止日期",
        "清单状态",
    ];
    attached(&format!("exemptions-{}", app.bureau().today()), "进驻负面清单", &titles, &rows)
}

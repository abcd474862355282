//! The list of differences over HTTP (差异清单): narrowed by kind, by who must act, by department; the same as xlsx.

use std::collections::BTreeMap;

use axum::extract::State;
use domain::{
    base::date_text_with_year,
    people::{Act, authorise},
    publication::{Difference, DifferenceKind, MustAct},
};
use services::publication::{Differences, differences};

use super::{DifferenceLine, DifferencesPage, KindTab};
use crate::{
    base::{Choice, Pick, Tag, Tone, paths},
    door::{App, Oops, Query, Reply, Seat, address, blocking, show},
    tables::sheet::attached,
};

/// Differences of one page.
const PAGE: usize = 50;

/// What the list is narrowed to; what is not known narrows nothing.
#[derive(Debug, Clone, Default)]
struct Asked {
    kind: Option<DifferenceKind>,
    act: Option<MustAct>,
    department: String,
}

impl Asked {
    fn of(query: &Query) -> Self {
        Self {
            kind: DifferenceKind::parse(&query.text("kind")),
            act: MustAct::parse(&query.text("act")),
            department: query.text("department"),
        }
    }

    fn keeps(&self, d: &Difference) -> bool {
        self.kind.is_none_or(|k| k == d.kind)
            && self.act.is_none_or(|a| a == d.act)
            && (self.department.is_empty() || self.department == d.department)
    }

    fn at(&self, path: &str, kind: Option<DifferenceKind>, after: usize) -> String {
        let after = if after == 0 { String::new() } else { after.to_string() };
        let fields = [
            ("kind", kind.map_or("", DifferenceKind::as_str)),
            ("act", self.act.map_or("", MustAct::as_str)),
            ("department", &self.department),
            ("after", &after),
        ];
        address(path, &fields)
    }
}

async fn found(app: &App, seat: &Seat) -> Result<Option<Differences>, Oops> {
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    Ok(blocking(move || differences(&bureau, &desk)).await??)
}

pub(crate) async fn page(State(app): State<App>, seat: Seat, query: Query) -> Reply {
    let asked = Asked::of(&query);
    let after: usize = query.number("after").unwrap_or(0);
    let may_import = authorise(&seat.desk, Act::TableImport, None).is_ok();
    let import = may_import.then(|| paths::table("publication"));
    let Some(all) = found(&app, &seat).await? else {
        let frame = app.frame(&seat, "还没有省级平台的导出，没法核对");
        return show(&DifferencesPage { frame, import, ..DifferencesPage::default() });
    };
    let kept: Vec<&Difference> = all.list.iter().filter(|d| asked.keeps(d)).collect();
    let shown: Vec<DifferenceLine> = kept.iter().skip(after).take(PAGE).map(|d| line(d)).collect();
    let next = after.saturating_add(PAGE);
    show(&DifferencesPage {
        frame: app.frame(&seat, heading(&all)),
        as_of: format!(
            "截至 {}，省级平台列出 {} 项，本县在用 {} 项",
            date_text_with_year(all.as_of),
            all.listed,
            all.in_use
        ),
        tabs: tabs(&all, &asked),
        kind: asked.kind.map_or("", DifferenceKind::as_str).to_owned(),
        act: acts(&all, &asked),
        department: departments(&all, &asked),
        listed: kept.len(),
        rows: shown,
        next: (next < kept.len()).then(|| asked.at(paths::PUBLICATION, asked.kind, next)),
        first: (after > 0).then(|| asked.at(paths::PUBLICATION, asked.kind, 0)),
        sheet: asked.at(paths::PUBLICATION_SHEET, asked.kind, 0),
        import,
    })
}

/// As "与省级平台有 55 处不一致：我有省无 49，状态不同 6".
fn heading(all: &Differences) -> String {
    if all.list.is_empty() {
        return "与省级平台一致".into();
    }
    let of = |kind: DifferenceKind| all.list.iter().filter(|d| d.kind == kind).count();
    let parts: Vec<String> = DifferenceKind::ALL
        .into_iter()
        .map(|kind| (kind, of(kind)))
        .filter(|(_, n)| *n > 0)
        .map(|(kind, n)| format!("{} {n}", kind.label()))
        .collect();
    format!("与省级平台有 {} 处不一致：{}", all.list.len(), parts.join("，"))
}

fn tabs(all: &Differences, asked: &Asked) -> Vec<KindTab> {
    let count = |kind: Option<DifferenceKind>| {
        let of_kind = Asked { kind, ..asked.clone() };
        all.list.iter().filter(|d| of_kind.keeps(d)).count()
    };
    let tab = |kind: Option<DifferenceKind>| KindTab {
        href: asked.at(paths::PUBLICATION, kind, 0),
        label: kind.map_or("全部", DifferenceKind::label).into(),
        count: count(kind),
        current: asked.kind == kind,
    };
    std::iter::once(None).chain(DifferenceKind::ALL.map(Some)).map(tab).collect()
}

fn acts(all: &Differences, asked: &Asked) -> Choice {
    let present = |act: &MustAct| all.list.iter().any(|d| d.act == *act);
    let mut options = vec![Pick { value: String::new(), label: "全部".into(), chosen: asked.act.is_none() }];
    options.extend(MustAct::ALL.into_iter().filter(present).map(|act| Pick {
        value: act.as_str().into(),
        label: act.label().into(),
        chosen: asked.act == Some(act),
    }));
    Choice { options, problem: None }
}

fn departments(all: &Differences, asked: &Asked) -> Choice {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for difference in all.list.iter().filter(|d| !d.department.is_empty()) {
        *counts.entry(&difference.department).or_default() += 1;
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

fn tone(act: MustAct) -> Tone {
    match act {
        MustAct::CountyReport | MustAct::CountyClaim => Tone::Warning,
        MustAct::CountyCheck => Tone::Info,
        MustAct::ProvinceReview | MustAct::ProvinceCorrect => Tone::Neutral,
    }
}

fn line(d: &Difference) -> DifferenceLine {
    DifferenceLine {
        href: d.item.map(|item| paths::guide(&item.to_string())),
        name: d.name.clone(),
        code: if d.our_code.is_empty() { d.their_code.clone() } else { d.our_code.clone() },
        department: d.department.clone(),
        words: d.words.clone(),
        candidates: d.candidates.clone(),
        act: Tag::new(tone(d.act), d.act.label()),
    }
}

/// The list under its filter, all of it.
pub(crate) async fn sheet(State(app): State<App>, seat: Seat, query: Query) -> Reply {
    let asked = Asked::of(&query);
    let list = found(&app, &seat).await?.map(|all| all.list).unwrap_or_default();
    let rows: Vec<Vec<String>> = list
        .iter()
        .filter(|d| asked.keeps(d))
        .map(|d| {
            vec![
                d.kind.label().to_owned(),
                d.act.label().to_owned(),
                d.department.clone(),
                d.name.clone(),
                d.our_code.clone(),
                d.their_code.clone(),
                d.words.clone(),
                d.candidates.join("；"),
            ]
        })
        .collect();
    let titles = ["差异", "谁来办", "部门", "事项", "本县编码", "省级编码", "两边情况", "同名事项（供核对）"];
    attached(&format!("publication-{}", app.bureau().today()), "省级平台差异", &titles, &rows)
}

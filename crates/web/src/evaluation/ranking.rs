//! Peers over HTTP: page, table to take along, and computing a period.

use axum::{extract::State, http::StatusCode};
use domain::{
    base::EvaluationRunId,
    people::{Act, authorise},
};
use papers::charts::{RankingRow, Share, ranking_bar};
use services::{
    Failure,
    evaluation::{Period, RankLine, Ranking, SubjectKind, compute_period, ranking_sheet},
    measures::SOURCES,
};

use super::{RankRow, RankingPage, words};
use crate::{
    base::{Choice, Field, Link, Pick, Svg, paths},
    door::{App, Oops, Posted, Query, Reply, Seat, address, blocking, go, show, show_as},
    tables::sheet::attached,
};

/// Bars that a chart holds; the table below has all.
const BARS: usize = 40;

/// What an address asks for.
#[derive(Debug, Clone, Copy)]
pub(super) struct Asked {
    kind: SubjectKind,
    period: Option<Period>,
    run: Option<EvaluationRunId>,
}

/// Reads `?kind=`, `?period=` and `?run=`; what is no period is none.
pub(super) fn asked(query: &Query) -> Result<Asked, String> {
    let text = query.text("period");
    let period = match text.trim() {
        "" => None,
        text => Some(Period::parse(text).map_err(|flaw| flaw.to_string())?),
    };
    let kind = SubjectKind::parse(query.text("kind").trim()).unwrap_or(SubjectKind::Department);
    Ok(Asked { kind, period, run: query.number("run").map(EvaluationRunId::new) })
}

pub(super) async fn load(app: &App, seat: &Seat, asked: Asked) -> Result<Ranking, Oops> {
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    Ok(blocking(move || services::evaluation::ranking(&bureau, &desk, asked.kind, asked.period, asked.run)).await??)
}

/// The page.
pub(crate) async fn page(State(app): State<App>, seat: Seat, query: Query) -> Reply {
    let (asked, problem) = match asked(&query) {
        Ok(asked) => (asked, None),
        Err(sentence) => (Asked { kind: SubjectKind::Department, period: None, run: None }, Some(sentence)),
    };
    let mut page = draw(&app, &seat, &load(&app, &seat, asked).await?);
    page.frame.notice = words::notice(&query.text("done")).map(str::to_owned);
    let Some(sentence) = problem else { return show(&page) };
    page.frame = page.frame.with_problem("period", &sentence);
    page.period.problem = Some(sentence);
    show_as(StatusCode::UNPROCESSABLE_ENTITY, &page)
}

/// The same as xlsx.
pub(crate) async fn sheet(State(app): State<App>, seat: Seat, query: Query) -> Reply {
    let asked = asked(&query).map_err(|sentence| Oops::parameter("period", sentence))?;
    let found = load(&app, &seat, asked).await?;
    let (titles, rows) = ranking_sheet(&found);
    let titles: Vec<&str> = titles.iter().map(String::as_str).collect();
    let file = format!("evaluation-{}", found.run.as_ref().map(|r| r.period.to_string()).unwrap_or_default());
    attached(&file, found.kind.label(), &titles, &rows)
}

/// Computes a period that is over.
pub(crate) async fn compute(State(app): State<App>, seat: Seat, posted: Posted) -> Reply {
    let typed = posted.text("compute");
    let refused = |sentence: String| (sentence, StatusCode::UNPROCESSABLE_ENTITY);
    let (sentence, status) = match Period::parse(&typed) {
        Err(flaw) => refused(flaw.to_string()),
        Ok(period) => {
            let (bureau, desk, key) = (app.bureau().clone(), seat.desk.clone(), posted.key());
            match blocking(move || compute_period(&bureau, &desk, SOURCES, period, key.as_deref())).await? {
                Ok(_) => {
                    let period = period.to_string();
                    return go(&address(paths::EVALUATION, &[("period", &period), ("done", "computed")]));
                }
                Err(Failure::Refused(refusal)) => refused(refusal.to_string()),
                Err(failure) => return Err(failure.into()),
            }
        }
    };
    let newest = Asked { kind: SubjectKind::Department, period: None, run: None };
    let mut page = draw(&app, &seat, &load(&app, &seat, newest).await?);
    page.frame = page.frame.with_problem("compute", &sentence);
    page.compute = Some(Field::wrong(typed, sentence));
    show_as(status, &page)
}

fn title(found: &Ranking) -> String {
    let kind = found.kind.label();
    let best = found.lines.iter().filter(|l| l.place.is_some()).find_map(|l| l.row.score.points);
    match best {
        None if found.run.is_none() => "还没有计算过得分".to_owned(),
        None => format!("{kind}都没有得分"),
        Some(best) => {
            let n = found.lines.iter().filter(|l| l.place.is_some()).count();
            format!("{n} 个{kind}有得分，最高 {}", words::points(Some(best)))
        }
    }
}

/// Whether a line is the reader's own.
fn is_own(seat: &Seat, line: &RankLine) -> bool {
    seat.desk.staff.as_ref().is_some_and(|staff| match line.row.subject.kind {
        SubjectKind::Department => line.row.department.is_some() && line.row.department == staff.department,
        SubjectKind::Person => line.row.subject.key == staff.id.to_string(),
        SubjectKind::Window => staff.window().is_some_and(|w| w.to_string() == line.row.subject.key),
        SubjectKind::Township => false,
    })
}

fn chart(seat: &Seat, found: &Ranking) -> Svg {
    let bars: Vec<RankingRow> = found
        .lines
        .iter()
        .filter(|l| l.place.is_some())
        .take(BARS)
        .map(|l| RankingRow {
            label: format!("{}. {}", l.place.unwrap_or_default(), l.row.name),
            value: l
                .row
                .score
                .points
                .map(|p| Share::from_ten_thousandths((p.clamp(0.0, 100.0) * 10_000.0).floor() as u32)),
            value_text: words::points(l.row.score.points),
            is_own: is_own(seat, l),
        })
        .collect();
    if bars.is_empty() {
        return Svg::default();
    }
    Svg::drawn(ranking_bar(&format!("各{}得分", found.kind.label()), Share::ZERO, &bars))
}

fn ways(seat: &Seat) -> Vec<Link> {
    let all = [
        (Act::EvaluationOwn, paths::EVALUATION_OWN, "我的得分"),
        (Act::EvaluationView, paths::EVALUATION_INDEX, "指标体系"),
        (Act::EvaluationRule, paths::EVALUATION_FOLLOW, "结果运用"),
        (Act::EvaluationRule, paths::EVALUATION_DISPUTES, "得分异议"),
        (Act::RectificationView, paths::RECTIFICATION, "整改台账"),
    ];
    let open = all.into_iter().filter(|(act, _, _)| authorise(&seat.desk, *act, None).is_ok());
    open.map(|(_, href, label)| Link::new(href, label)).collect()
}

fn draw(app: &App, seat: &Seat, found: &Ranking) -> RankingPage {
    let current = found.run.as_ref();
    let kind = found.kind.as_str();
    let pick = |value: String, label: String, chosen| Pick { value, label, chosen };
    let periods = found
        .periods
        .iter()
        .map(|r| pick(r.period.to_string(), r.period.label(), current.is_some_and(|c| c.period == r.period)));
    let since = |line: &RankLine| line.row.score.points.zip(line.before).map(|(now, was)| words::signed(now - was));
    RankingPage {
        frame: app.frame(seat, title(found)),
        period: Choice { options: periods.collect(), problem: None },
        kind: Choice {
            options: found
                .kinds
                .iter()
                .map(|k| pick(k.as_str().to_owned(), k.label().to_owned(), *k == found.kind))
                .collect(),
            problem: None,
        },
        computed: current.map(words::computed).unwrap_or_default(),
        index: format!("{}，第 {} 版", found.index.index.name, found.index.index.version),
        chart: chart(seat, found),
        rows: found
            .lines
            .iter()
            .map(|line| RankRow {
                place: line.place.map(|p| p.to_string()).unwrap_or_default(),
                name: line.row.name.clone(),
                href: current.filter(|_| line.can_open).map(|run| words::score_href(run, &line.row.subject)),
                points: words::points(line.row.score.points),
                since: since(line).unwrap_or_default(),
                covered: words::covered(line.row.score.covered),
            })
            .collect(),
        noun: found.kind.label().to_owned(),
        sheet: current.map(|run| address(paths::EVALUATION_SHEET, &[("run", &run.id.to_string()), ("kind", kind)])),
        others: found
            .of_period
            .iter()
            .filter(|r| current.is_some_and(|c| c.id != r.id))
            .map(|r| {
                let href = address(paths::EVALUATION, &[("run", &r.id.to_string()), ("kind", kind)]);
                Link::new(href, format!("第 {} 次计算", r.nth))
            })
            .collect(),
        ways: ways(seat),
        compute: authorise(&seat.desk, Act::EvaluationRule, None)
            .is_ok()
            .then(|| Field::of(Period::month_of(app.bureau().today()).before().to_string())),
    }
}

//! What if, over HTTP (试算): choose departments or rows, or name a goal, and see the figures that gives. Everything
//! stands in the address and nothing is saved.

use axum::extract::State;
use domain::{
    base::Percent,
    indicators::{Figure, Indicator},
    people::Act,
};
use services::indicators::{Aim, Cheapest, Gap, Outcome, WhatIf, WhatIfAnswer, WhatIfLine, closes_text};

use super::{TryAnswer, TryLine, TryRow, WhatIfPage, gaps, words};
use crate::{
    base::{Choice, Field, Frame, Pick, paths},
    door::{App, Oops, Query, Reply, Seat, blocking, show},
};

/// Rows of an answer that are listed; the gap list has them all, page by page.
const ROWS_LISTED: usize = 50;
/// Rows that go along in an address; more do not fit into what proxies let through.
const SUBJECTS_SENT: usize = 200;

/// What was asked, as typed.
#[derive(Debug, Clone, Default)]
struct Asked {
    indicator: Option<Indicator>,
    subjects: Vec<String>,
    departments: Vec<String>,
    /// `target`, `figure` or `rank`; empty = rows are named.
    goal: String,
    figure: String,
    rank: String,
}

impl Asked {
    fn of(query: &Query) -> Self {
        // A text box sends codes separated by whatever people put between them.
        let typed = query.text("codes");
        let apart = |c: char| c.is_whitespace() || matches!(c, ',' | '，' | '、' | ';' | '；');
        let mut subjects = query.all("subject");
        subjects.extend(typed.split(apart).map(domain::base::fold).filter(|code| !code.is_empty()));
        subjects.dedup();
        Self {
            indicator: Indicator::parse(&query.text("indicator")).or_else(|| Indicator::parse(&query.text("of"))),
            subjects,
            departments: query.all("department"),
            goal: query.text("goal"),
            figure: query.text("figure"),
            rank: query.text("rank"),
        }
    }

    /// The goal, or the field to mend with what to do.
    fn aim(&self) -> Result<Option<Aim>, (&'static str, String)> {
        match self.goal.as_str() {
            "target" => Ok(Some(Aim::OwnTarget)),
            "figure" => match Percent::parse(&self.figure) {
                Ok(percent) => Ok(Some(Aim::Figure(percent))),
                Err(_) => Err(("figure", "要达到的数请填百分数，例如 99.5".to_owned())),
            },
            "rank" => match domain::base::fold(&self.rank).parse() {
                Ok(place) if place > 0 => Ok(Some(Aim::Rank(place))),
                Ok(_) | Err(_) => Err(("rank", "名次请填从 1 起的整数，例如 3".to_owned())),
            },
            _ => Ok(None),
        }
    }
}

/// What the questions gave.
enum Given {
    Nothing,
    Rows(WhatIfAnswer),
    Goal(Box<Cheapest>),
}

/// The page.
pub(crate) async fn page(State(app): State<App>, seat: Seat, query: Query) -> Reply {
    let mut asked = Asked::of(&query);
    let aim = asked.aim();
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    let (sent, goal) = (asked.clone(), aim.clone().ok().flatten());
    let named = !asked.subjects.is_empty() || !asked.departments.is_empty();
    let (given, indicator, units) = blocking(move || -> Result<_, Oops> {
        let Some(report) = services::indicators::latest(&bureau, &desk, bureau.today())? else {
            return Ok((None, None, Vec::new()));
        };
        // Departments are those with gaps in the figure asked for, else in the one that lacks most.
        let worst = report.figures.iter().map(|(f, _)| f).max_by_key(|f| f.missing).map(|f| f.indicator);
        let indicator = sent.indicator.or(worst).unwrap_or(Indicator::OnlineAvailableRate);
        let units =
            services::indicators::gaps(&bureau, &desk, indicator, None)?.map(|l| l.all_units).unwrap_or_default();
        let given = match goal {
            Some(aim) => {
                services::indicators::cheapest(&bureau, &desk, indicator, aim)?.map(|way| Given::Goal(Box::new(way)))
            }
            None if named => {
                let asked =
                    WhatIf { indicator: sent.indicator, subjects: sent.subjects, departments: sent.departments };
                services::indicators::what_if(&bureau, &desk, &asked)?.map(Given::Rows)
            }
            None => Some(Given::Nothing),
        };
        Ok((given, Some(indicator), units))
    })
    .await??;
    asked.indicator = asked.indicator.or(indicator.filter(|_| !named));
    let mut page = form(app.frame(&seat, "试算：补上哪些，指标会到多少"), &asked, &units);
    if let Err((field, sentence)) = aim {
        page.frame = page.frame.with_problem(field, &sentence);
        match field {
            "rank" => page.rank.problem = Some(sentence),
            _ => page.figure.problem = Some(sentence),
        }
    }
    match given {
        None => page.counted = false,
        Some(Given::Nothing) => {}
        Some(Given::Rows(answer)) => {
            rows_answered(&mut page, &asked, answer, gaps::may(&seat.desk, Act::RectificationIssue))
        }
        Some(Given::Goal(way)) => goal_answered(&mut page, &way, gaps::may(&seat.desk, Act::RectificationIssue)),
    }
    show(&page)
}

fn form(frame: Frame, asked: &Asked, units: &[(String, u64)]) -> WhatIfPage {
    let chosen = asked.indicator.map(Indicator::id).unwrap_or_default();
    let indicators = |every: bool| {
        let mut options = Vec::new();
        if every {
            options.push(Pick { value: String::new(), label: "每项指标都补".into(), chosen: chosen.is_empty() });
        }
        options.extend(Indicator::ALL.into_iter().filter(|i| every || !i.is_weighed()).map(|i| Pick {
            value: i.id().into(),
            label: i.name().into(),
            chosen: i.id() == chosen,
        }));
        Choice { options, problem: None }
    };
    let unit = |(name, many): &(String, u64)| Pick {
        value: name.clone(),
        label: format!("{name}（{many}）"),
        chosen: asked.departments.contains(name),
    };
    let goals = [("target", "口径里的目标"), ("figure", "一个百分数"), ("rank", "全市第几名")];
    let goal = if asked.goal.is_empty() { "target" } else { &asked.goal };
    WhatIfPage {
        frame,
        counted: true,
        indicator: indicators(true),
        goal_indicator: indicators(false),
        departments: Choice { options: units.iter().map(unit).collect(), problem: None },
        codes: Field::of(asked.subjects.join("\n")),
        goal: Choice::of(&goals, goal),
        figure: Field::of(asked.figure.clone()),
        rank: Field::of(asked.rank.clone()),
        answer: None,
    }
}

fn rows_answered(page: &mut WhatIfPage, asked: &Asked, answer: WhatIfAnswer, may_issue: bool) {
    let closed: u64 = answer.lines.iter().map(|l| l.closed).sum();
    let best = answer.lines.iter().filter(|l| l.closed > 0).max_by_key(|l| l.closed);
    page.frame.title = match best {
        None => "选中的没有一行是缺口，指标不变".to_owned(),
        Some(line) => headline(&line.before, &line.after, line.closed),
    };
    let mut sentences = Vec::new();
    if !answer.unknown.is_empty() {
        let few: Vec<&str> = answer.unknown.iter().take(5).map(String::as_str).collect();
        let more = if answer.unknown.len() > few.len() { "等" } else { "" };
        sentences.push(format!("最近一次统计里没有 {}{more}，没有算进去", few.join("、")));
    }
    if answer.blocked > 0 {
        sentences.push(format!("其中 {} 行的堵点县里解决不了，这个数实际到不了", answer.blocked));
    }
    let order = asked.indicator.filter(|_| closed > 0 && may_issue);
    let (order_action, too_many_href, order_subjects) = sent(order, asked.subjects.clone());
    page.answer = Some(TryAnswer {
        as_of: domain::base::date_text_with_year(answer.as_of),
        lines: answer.lines.iter().map(line).collect(),
        sentences,
        rows: Vec::new(),
        rows_told: String::new(),
        order_action,
        too_many_href,
        order_subjects,
        order_departments: asked.departments.clone(),
        out_of_reach: false,
    });
}

/// Where rows are ordered, or, where they are too many for an address, the gap list; and the rows that go along.
fn sent(order: Option<Indicator>, subjects: Vec<String>) -> (String, String, Vec<String>) {
    let page = |name: &str| order.map(|i| paths::indicator_page(i.id(), name)).unwrap_or_default();
    match subjects.len() > SUBJECTS_SENT {
        true => (String::new(), page("gaps"), Vec::new()),
        false => (page("order"), String::new(), subjects),
    }
}

/// As `补上 11 项，省级平台发布占比 98.3% → 98.7%`.
fn headline(before: &Figure, after: &Figure, closed: u64) -> String {
    let indicator = before.indicator;
    format!(
        "补上 {} {}，{} {} → {}",
        words::number(closed),
        indicator.row_unit(),
        indicator.name(),
        before.text(),
        after.text()
    )
}

fn line(line: &WhatIfLine) -> TryLine {
    let (before, after) = (&line.before, &line.after);
    let rank = |f: &Figure| f.rank.map_or_else(|| "没有名次".to_owned(), |r| format!("第 {}", r.place));
    let changed = before.counts != after.counts;
    TryLine {
        name: before.indicator.name().to_owned(),
        closed: if line.closed == 0 { String::new() } else { words::number(line.closed) },
        before: before.text(),
        after: after.text(),
        change: if changed { words::moved(before, after).unwrap_or_default() } else { "不变".to_owned() },
        rank: match rank(before) == rank(after) {
            true => rank(after),
            false => format!("{} → {}", rank(before), rank(after)),
        },
        standing: words::tag(after),
        changed,
    }
}

fn goal_answered(page: &mut WhatIfPage, way: &Cheapest, may_issue: bool) {
    let (before, after) = (&way.before, &way.after);
    let name = before.indicator.name();
    let unit = before.indicator.row_unit();
    let many = words::number(way.chosen.len() as u64);
    // A target that looks back is told with what it means.
    let goal = match way.goal.starts_with(|c: char| c.is_ascii_digit()) || way.goal.starts_with("全市") {
        true => way.goal.clone(),
        false => format!("目标（{}）", way.goal),
    };
    let (title, sentences, out_of_reach) = match &way.outcome {
        Outcome::Already => (format!("{name}已经达到{goal}"), Vec::new(), false),
        Outcome::Reached => (format!("最少补 {many} {unit}，{name}就到{goal}"), Vec::new(), false),
        Outcome::OutOfReach(why) => (format!("{name}到不了{goal}"), why.clone(), true),
    };
    page.frame.title = title;
    let mut sentences = sentences;
    sentences.extend(way.note.clone());
    let lines =
        vec![line(&WhatIfLine { before: before.clone(), after: after.clone(), closed: way.chosen.len() as u64 })];
    let open: Vec<&Gap> = way.chosen.iter().filter(|g| g.order.is_none()).collect();
    let order = (!open.is_empty() && may_issue).then_some(before.indicator);
    let (order_action, too_many_href, order_subjects) = sent(order, open.iter().map(|g| g.subject.clone()).collect());
    let rows_told = match way.chosen.len() > ROWS_LISTED {
        true => format!("共 {many} {unit}，列出前 {ROWS_LISTED} {unit}"),
        false => String::new(),
    };
    page.answer = Some(TryAnswer {
        as_of: domain::base::date_text_with_year(before.as_of),
        lines,
        sentences,
        rows_told,
        order_action,
        too_many_href,
        order_subjects,
        order_departments: Vec::new(),
        rows: way
            .chosen
            .iter()
            .take(ROWS_LISTED)
            .map(|gap| TryRow {
                name: gap.name.clone(),
                unit: gap.unit.clone(),
                closes: closes_text(&gap.closes),
                blocker: gap.blocker.words.clone(),
                order: gap.order.as_ref().map(|o| o.no.clone()).unwrap_or_default(),
            })
            .collect(),
        out_of_reach,
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_too_long_for_an_address_is_left_to_the_gap_list() {
        let rows = |many: usize| (0..many).map(|n| n.to_string()).collect::<Vec<_>>();
        let figure = Some(Indicator::HallResidencyRate);
        let (action, href, along) = sent(figure, rows(SUBJECTS_SENT));
        assert_eq!((action.ends_with("/order"), href.as_str(), along.len()), (true, "", SUBJECTS_SENT));
        let (action, href, along) = sent(figure, rows(SUBJECTS_SENT + 1));
        assert_eq!((action.as_str(), href.ends_with("/gaps"), along.len()), ("", true, 0));
    }
}

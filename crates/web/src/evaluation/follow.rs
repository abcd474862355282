//! What follows from scores over HTTP: orders, talks, bulletins.

use axum::{extract::State, http::StatusCode};
use domain::base::{EvaluationRunId, parse_date, shanghai_day};
use services::{
    Failure,
    evaluation::{
        Bulletin, BulletinForm, Followed, OrderEffect, Refusal, Run, ScoreRow, Talk, TalkForm, followed,
        issue_bulletin, open_orders, points_text, record_talk,
    },
    measures::SOURCES,
};

use super::{EffectRow, FollowPage, FollowedOrder, LowRow, NoteRow, words};
use crate::{
    base::{Choice, Field, Link, Pick, paths},
    door::{App, Oops, Posted, Query, Reply, Seat, address, blocking, go, show, show_as},
};

async fn load(app: &App, seat: &Seat, run: Option<EvaluationRunId>) -> Result<Followed, Oops> {
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    Ok(blocking(move || followed(&bureau, &desk, SOURCES, run)).await??)
}

fn low(run: &Run, row: &ScoreRow, with_kind: bool) -> LowRow {
    let kind = if with_kind { format!("{} ", row.subject.kind.label()) } else { String::new() };
    LowRow {
        name: format!("{kind}{}", row.name),
        score: Link::new(words::score_href(run, &row.subject), words::points(row.score.points)),
    }
}

fn order(one: &OrderEffect) -> FollowedOrder {
    let period = |text: &str| services::evaluation::Period::parse(text).map_or(text.to_owned(), |p| p.label());
    let before = format!("{} {}", period(&one.order.source_ref), words::points(one.before));
    FollowedOrder {
        order: Link::new(paths::rectification(&one.order.no.slug()), one.order.no.to_string()),
        name: one.order.subject.name.clone(),
        stage: one.order.stage.label().to_owned(),
        points: match one.after {
            None => format!("{before}；下一期还没有算出来"),
            Some((after, points)) => format!("{before} → {} {}", after.label(), words::points(points)),
        },
        lines: one.lines.iter().map(|l| EffectRow { name: l.name.clone(), text: l.text.clone() }).collect(),
    }
}

fn talk(one: &Talk) -> NoteRow {
    NoteRow {
        title: format!("{} {}", one.subject.kind.label(), one.name),
        when: format!("{}，{}", one.period, one.on),
        text: one.text.clone(),
        files: Vec::new(),
    }
}

fn bulletin(one: &Bulletin) -> NoteRow {
    let id = one.id.to_string();
    NoteRow {
        title: one.title.clone(),
        when: format!("{}，{}", one.period, shanghai_day(one.at)),
        text: one.text.clone(),
        files: [("docx", "docx"), ("pdf", "PDF")]
            .map(|(ending, label)| Link::new(paths::evaluation_bulletin(&id, ending), label))
            .into(),
    }
}

fn title(found: &Followed) -> String {
    match (found.run.is_some(), found.due.len(), found.to_talk.len()) {
        (false, _, _) => "还没有计算过得分".to_owned(),
        (true, 0, 0) => "没有低于分数线而没有处理的".to_owned(),
        (true, due, talks) => format!("{due} 个部门要开整改单，{talks} 个要约谈"),
    }
}

fn draw(app: &App, seat: &Seat, found: &Followed) -> FollowPage {
    let run = found.run.as_ref();
    let pick = |r: &Run| Pick {
        value: r.id.to_string(),
        label: r.period.label(),
        chosen: run.is_some_and(|c| c.period == r.period),
    };
    let first = found.to_talk.first().map(|s| &s.subject).or(found.scored.first().map(|(subject, _)| subject));
    FollowPage {
        frame: app.frame(seat, title(found)),
        period: Choice { options: found.periods.iter().map(pick).collect(), problem: None },
        computed: run.map(words::computed).unwrap_or_default(),
        run: run.map(|r| r.id.to_string()).unwrap_or_default(),
        line: format!(
            "部门得分低于 {}、有数据的权重不少于 {} 的，开整改单",
            points_text(found.rules.order_below),
            words::covered(found.rules.order_covered)
        ),
        due: run.map(|run| found.due.iter().map(|s| low(run, s, false)).collect()).unwrap_or_default(),
        orders: found.orders.iter().map(order).collect(),
        to_talk: run.map(|run| found.to_talk.iter().map(|s| low(run, s, true)).collect()).unwrap_or_default(),
        with: Choice {
            options: found
                .scored
                .iter()
                .map(|(subject, name)| Pick {
                    value: format!("{}/{}", subject.kind.as_str(), subject.key),
                    label: format!("{} {name}", subject.kind.label()),
                    chosen: first == Some(subject),
                })
                .collect(),
            problem: None,
        },
        on: Field::of(app.bureau().today().to_string()),
        talk: Field::default(),
        talks: found.talks.iter().map(talk).collect(),
        title: Field::of(run.map(|r| format!("{}政务服务评价通报", r.period.label())).unwrap_or_default()),
        text: Field::default(),
        bulletins: found.bulletins.iter().map(bulletin).collect(),
        open_disputes: found.open_disputes,
    }
}

/// `?run=`; the newest period without it.
pub(crate) async fn page(State(app): State<App>, seat: Seat, query: Query) -> Reply {
    let found = load(&app, &seat, query.number("run").map(EvaluationRunId::new)).await?;
    let mut page = draw(&app, &seat, &found);
    page.frame.notice = words::notice(&query.text("done")).map(str::to_owned);
    show(&page)
}

fn run_of(posted: &Posted) -> i64 {
    posted.number("run").unwrap_or_default()
}

fn back(run: i64, done: &str) -> Reply {
    go(&address(paths::EVALUATION_FOLLOW, &[("run", &run.to_string()), ("done", done)]))
}

/// The page again with what is to be mended.
async fn again(
    app: &App,
    seat: &Seat,
    (run, field): (i64, &str),
    sentence: String,
    fill: impl FnOnce(&mut FollowPage, &str),
) -> Reply {
    let found = load(app, seat, Some(EvaluationRunId::new(run))).await?;
    // Without a computation the page has no fields that anything could be mended at.
    if found.run.is_none() {
        return Err(Oops::not_found());
    }
    let mut page = draw(app, seat, &found);
    fill(&mut page, &sentence);
    page.frame = page.frame.with_problem(field, &sentence);
    show_as(StatusCode::UNPROCESSABLE_ENTITY, &page)
}

/// Opens the orders that are due.
pub(crate) async fn orders(State(app): State<App>, seat: Seat, posted: Posted) -> Reply {
    let run = run_of(&posted);
    let (bureau, desk, key) = (app.bureau().clone(), seat.desk.clone(), posted.key());
    let id = EvaluationRunId::new(run);
    match blocking(move || open_orders(&bureau, &desk, id, key.as_deref())).await? {
        Ok(opened) if opened.orders.is_empty() => back(run, "none"),
        Ok(_) => back(run, "ordered"),
        Err(Failure::Refused(refusal)) => again(&app, &seat, (run, ""), refusal.to_string(), |_, _| ()).await,
        Err(failure) => Err(failure.into()),
    }
}

/// Records a talk.
pub(crate) async fn talked(State(app): State<App>, seat: Seat, posted: Posted) -> Reply {
    let run = run_of(&posted);
    let (with, on, text) = (posted.text("with"), posted.text("on"), posted.text("talk"));
    let (kind, subject) = with.split_once('/').unwrap_or_default();
    let typed = |page: &mut FollowPage, (field, sentence): (&str, &str)| {
        let wrong = |value: &str, name: &str| match name == field {
            true => Field::wrong(value, sentence),
            false => Field::of(value),
        };
        (page.on, page.talk) = (wrong(&on, "on"), wrong(&text, "talk"));
        page.with.options.iter_mut().for_each(|o| o.chosen = o.value == with);
        page.with.problem = (field == "with").then(|| sentence.to_owned());
    };
    let day = match parse_date(&on) {
        Ok(day) => day,
        Err(flaw) => {
            return again(&app, &seat, (run, "on"), flaw.to_string(), |page, s| typed(page, ("on", s))).await;
        }
    };
    let form = TalkForm { run, kind: kind.to_owned(), subject: subject.to_owned(), on: day, text: text.clone() };
    let (bureau, desk, key) = (app.bureau().clone(), seat.desk.clone(), posted.key());
    match blocking(move || record_talk(&bureau, &desk, &form, key.as_deref())).await? {
        Ok(_) => back(run, "talked"),
        Err(Failure::Refused(refusal)) => {
            let field = match refusal {
                Refusal::FutureDay => "on",
                Refusal::WordsMissing(..) => "talk",
                Refusal::NotScored => "with",
                Refusal::ReasonMissing
                | Refusal::RulingMissing
                | Refusal::DisputeLate(_)
                | Refusal::Disputed
                | Refusal::NotYours
                | Refusal::NoRow
                | Refusal::Ruled
                | Refusal::OwnDispute
                | Refusal::Running(_)
                | Refusal::NoFacts(_)
                | Refusal::OrderRefused(_) => "",
            };
            again(&app, &seat, (run, field), refusal.to_string(), |page, s| typed(page, (field, s))).await
        }
        Err(failure) => Err(failure.into()),
    }
}

/// Issues a bulletin.
pub(crate) async fn issued(State(app): State<App>, seat: Seat, posted: Posted) -> Reply {
    let run = run_of(&posted);
    let form = BulletinForm { run, title: posted.text("title"), text: posted.text("text") };
    let (bureau, desk, key, typed) = (app.bureau().clone(), seat.desk.clone(), posted.key(), form.clone());
    match blocking(move || issue_bulletin(&bureau, &desk, &form, key.as_deref())).await? {
        Ok(_) => back(run, "bulletin"),
        Err(Failure::Refused(refusal)) => {
            let is_title = matches!(refusal, Refusal::WordsMissing("通报标题", _));
            let field = if is_title { "title" } else { "text" };
            again(&app, &seat, (run, field), refusal.to_string(), |page, sentence| {
                let wrong = |value: String, is_it: bool| match is_it {
                    true => Field::wrong(value, sentence),
                    false => Field::of(value),
                };
                (page.title, page.text) = (wrong(typed.title, is_title), wrong(typed.text, !is_title));
            })
            .await
        }
        Err(failure) => Err(failure.into()),
    }
}

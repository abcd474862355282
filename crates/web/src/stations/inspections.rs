//! Inspections over HTTP (规范化检查): rounds, visits from a phone, the checklist, the sheet.

use std::collections::BTreeMap;

use axum::{
    extract::{Path, State},
    http::StatusCode,
};
use domain::{
    base::{RoundId, date_text_with_year},
    people::{Act, authorise},
    stations::{CheckPoint, InspectedTown, Round, Visit},
};
use services::rectification::{
    InspectRefusal, RoundForm, RoundView, StationVisits, VisitForm, change_checklist, checklist, close_round, inspect,
    next_visit, open_round, round_view, rounds,
};

use super::{
    ChecklistPage, InspectedRow, PointField, RoundPage, RoundsPage, TownRow, VisitPage, WorkRow,
    renaming::{picture, told},
};
use crate::{
    base::{Choice, Field, Link, Tag, Tone, paths},
    cases::view::Hitch,
    door::{App, Oops, Posted, Query, Reply, Seat, Upload, address, blocking, go, id, show, show_as},
    tables::sheet::attached,
};

/// Heads of the progress of a round, after the township.
pub const INSPECTION_HEADS: [&str; 4] = ["在用站点", "已检查", "全部符合", "还不符合的条数"];

fn field(refusal: &InspectRefusal) -> &'static str {
    match refusal.code() {
        "title_missing" | "long" => "title",
        "ends_before" => "ends_on",
        "line" | "unchanged" => "lines",
        "due_workdays" => "due_workdays",
        "outside_round" => "on",
        _ => match refusal {
            InspectRefusal::Photo(_) => "photo",
            InspectRefusal::Rule(_) | InspectRefusal::Order(_) => "",
        },
    }
}

fn days(round: &Round) -> String {
    let until = round.closed_on.map_or_else(String::new, |day| format!("，{}结束", date_text_with_year(day)));
    format!("{}至{}{until}", date_text_with_year(round.begins_on), date_text_with_year(round.ends_on))
}

async fn listed(app: &App, seat: &Seat, form: &RoundForm) -> Result<RoundsPage, Oops> {
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    let (all, (list, _)) =
        blocking(move || -> Result<_, Oops> { Ok((rounds(&bureau, &desk)?, checklist(&bureau, &desk)?)) }).await??;
    let row = |r: &Round| WorkRow {
        href: paths::inspection(&r.id.to_string()),
        title: r.title.clone(),
        days: days(r),
        state: match r.closed_on {
            None => Tag::new(Tone::Info, "进行中"),
            Some(_) => Tag::new(Tone::Good, "已结束"),
        },
    };
    Ok(RoundsPage {
        frame: app.frame(seat, "规范化检查"),
        rows: all.iter().map(row).collect(),
        checklist: format!(
            "检查清单第 {} 版，{} 条，整改期限 {} 个工作日",
            list.version,
            list.points.len(),
            list.due_workdays
        ),
        may_open: authorise(&seat.desk, Act::StationInspect, None).is_ok(),
        title: Field::of(&*form.title),
        begins_on: Field::of(&*form.begins_on),
        ends_on: Field::of(&*form.ends_on),
    })
}

/// All rounds.
pub(crate) async fn list(State(app): State<App>, seat: Seat) -> Reply {
    let form = RoundForm { begins_on: app.bureau().today().to_string(), ..RoundForm::default() };
    show(&listed(&app, &seat, &form).await?)
}

/// Opens one.
pub(crate) async fn open(State(app): State<App>, seat: Seat, posted: Posted) -> Reply {
    let form =
        RoundForm { title: posted.text("title"), begins_on: posted.text("begins_on"), ends_on: posted.text("ends_on") };
    let (bureau, desk, key, asked) = (app.bureau().clone(), seat.desk.clone(), posted.key(), form.clone());
    let failure = match blocking(move || open_round(&bureau, &desk, &asked, key.as_deref())).await? {
        Ok(id) => return go(&address(&paths::inspection(&id.to_string()), &[("done", "opened")])),
        Err(failure) => failure,
    };
    let hitch = Hitch::of(failure, field)?;
    let mut page = listed(&app, &seat, &form).await?;
    let (at, sentence) = told(&hitch);
    match at {
        "title" => page.title.problem = Some(sentence.clone()),
        "ends_on" => page.ends_on.problem = Some(sentence.clone()),
        _ => {}
    }
    page.frame = page.frame.with_problem(at, &sentence);
    show_as(StatusCode::UNPROCESSABLE_ENTITY, &page)
}

async fn load(app: &App, seat: &Seat, of: RoundId) -> Result<RoundView, Oops> {
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    Ok(blocking(move || round_view(&bureau, &desk, of)).await??)
}

fn cells(of: &InspectedTown) -> Vec<String> {
    [of.stations, of.inspected, of.clean, of.lacking].iter().map(ToString::to_string).collect()
}

/// What the visits found, in words.
fn found(visits: &[Visit]) -> String {
    let Some(last) = visits.last() else { return "还没有检查".into() };
    let (asked, lacking) = (last.findings.len(), last.lacking().count());
    match (last.no, lacking) {
        (1, 0) => format!("{asked} 条都符合"),
        (1, _) => format!("{asked} 条里 {lacking} 条不符合"),
        (no, 0) => format!("复查 {} 次，原来不符合的都已符合", no - 1),
        (no, _) => format!("复查 {} 次，还有 {lacking} 条不符合", no - 1),
    }
}

fn row(line: &StationVisits, view: &RoundView) -> InspectedRow {
    let here = |label: &str| Link::new(paths::visit(&view.round.id.to_string(), line.station.code.as_str()), label);
    let runs = view.round.closed_on.is_none();
    let (state, visit) = match line.visits.last() {
        None => (Tag::new(Tone::Neutral, "未检查"), runs.then(|| here("登记检查"))),
        Some(last) if last.is_clean() => (Tag::new(Tone::Good, "符合"), None),
        Some(_) => (Tag::new(Tone::Warning, "待整改"), Some(here("复查"))),
    };
    InspectedRow {
        name: line.station.name.clone(),
        town: line.town.clone(),
        found: found(&line.visits),
        state,
        order: line.order.as_ref().map(|(slug, no)| Link::new(paths::rectification(slug), no.clone())),
        visit: visit.filter(|_| view.may_inspect),
        photo: line.visits.iter().rev().find_map(|v| v.photo).map(|p| paths::station_photo(&p.to_string())),
    }
}

/// One round.
pub(crate) async fn page(State(app): State<App>, seat: Seat, Path(round): Path<String>, query: Query) -> Reply {
    let view = load(&app, &seat, id(&round)?).await?;
    let register = authorise(&seat.desk, Act::RectificationView, None).is_ok();
    let mut frame = app.frame(&seat, view.round.title.clone());
    frame.notice = match query.text("done").as_str() {
        "opened" => Some("已开始，可以逐站登记".into()),
        "closed" => Some("这一轮已结束".into()),
        "visited" => Some("检查结果已保存，不符合的已列入整改台账".into()),
        _ => None,
    };
    let (all, here) = (&view.all, paths::inspection(&round));
    let town =
        |t: &services::rectification::InspectedLine| TownRow { name: t.name.clone(), cells: cells(&t.inspected) };
    let mut rows: Vec<InspectedRow> = view.stations.iter().map(|line| row(line, &view)).collect();
    if !register {
        // Whoever may not open the register is not led there.
        rows.iter_mut().for_each(|r| r.order = None);
    }
    show(&RoundPage {
        frame,
        days: days(&view.round),
        finding: format!("{} 个在用站点，已检查 {} 个，其中 {} 个全部符合", all.stations, all.inspected, all.clean),
        towns: view.towns.iter().map(town).collect(),
        rows,
        sheet: format!("{here}/visits.xlsx"),
        close: (view.may_inspect && view.round.closed_on.is_none()).then_some(view.round.version),
        close_href: format!("{here}/close"),
    })
}

/// Closes one.
pub(crate) async fn close(State(app): State<App>, seat: Seat, Path(round): Path<String>, posted: Posted) -> Reply {
    let of = (id::<RoundId>(&round)?, posted.number("expected_version").unwrap_or_default());
    let (bureau, desk, key) = (app.bureau().clone(), seat.desk.clone(), posted.key());
    blocking(move || close_round(&bureau, &desk, of, key.as_deref())).await??;
    go(&address(&paths::inspection(&round), &[("done", "closed")]))
}

/// The findings as a spreadsheet, a row for each point of each visit.
pub(crate) async fn sheet(State(app): State<App>, seat: Seat, Path(round): Path<String>) -> Reply {
    let view = load(&app, &seat, id(&round)?).await?;
    let text = |key: &str| view.checklist.points.iter().find(|p| p.key == key);
    let mut rows = Vec::new();
    for line in &view.stations {
        for visit in &line.visits {
            for (key, finding) in &visit.findings {
                rows.push(vec![
                    line.station.code.to_string(),
                    line.town.clone(),
                    line.station.name.clone(),
                    visit.on.to_string(),
                    if visit.no == 1 { "检查".to_owned() } else { format!("第 {} 次复查", visit.no - 1) },
                    text(key).map_or("", |p| p.group.label()).to_owned(),
                    text(key).map_or_else(|| key.clone(), |p| p.text.clone()),
                    if finding.met { "符合" } else { "不符合" }.to_owned(),
                    finding.note.clone(),
                    line.order.as_ref().map(|(_, no)| no.clone()).unwrap_or_default(),
                ]);
            }
        }
    }
    let titles = ["区划代码", "乡镇", "站点", "日期", "次数", "组别", "要求", "结果", "差在哪里", "整改单"];
    attached(&format!("inspections-{}", app.bureau().today()), "规范化检查", &titles, &rows)
}

type Answers = BTreeMap<String, (Option<bool>, String)>;

fn fields(points: &[CheckPoint], answers: &Answers) -> Vec<PointField> {
    points
        .iter()
        .map(|p| {
            let (met, note) = answers.get(&p.key).cloned().unwrap_or_default();
            let chosen = match met {
                Some(true) => "met",
                Some(false) => "lacking",
                None => "",
            };
            PointField {
                group: p.group.label().to_owned(),
                text: p.text.clone(),
                id: format!("point_{}", p.key),
                note_id: format!("note_{}", p.key),
                choice: Choice::of(&[("met", "符合"), ("lacking", "不符合")], chosen),
                note: Field::of(note),
            }
        })
        .collect()
}

async fn draw(
    app: &App,
    seat: &Seat,
    (round, station): (&str, &str),
    (on, answers): (&str, &Answers),
) -> Result<VisitPage, Oops> {
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    let (of, at) = (id::<RoundId>(round)?, station.to_owned());
    let (begun, station_row, visits, points) = blocking(move || next_visit(&bureau, &desk, (of, &at))).await??;
    let (word, lead) = match visits.len() {
        0 => ("检查", "逐条看过再选；不符合的写明差在哪里，保存后列入整改台账"),
        _ => ("复查", "只看上次不符合的；都符合了，整改单就可以销号"),
    };
    Ok(VisitPage {
        frame: app.frame(seat, format!("{}：{word}", station_row.name)),
        round: Link::new(paths::inspection(round), begun.title),
        action: paths::visit(round, station),
        visits: visits.last().map_or(0, |v| v.no),
        lead: lead.into(),
        on: Field::of(on),
        points: fields(&points, answers),
        picture: Field::default(),
    })
}

/// The form of the next visit.
pub(crate) async fn visit(State(app): State<App>, seat: Seat, Path((round, station)): Path<(String, String)>) -> Reply {
    let today = app.bureau().today().to_string();
    show(&draw(&app, &seat, (&round, &station), (&today, &Answers::new())).await?)
}

/// Writes a visit down.
pub(crate) async fn submit(
    State(app): State<App>,
    seat: Seat,
    Path((round, station)): Path<(String, String)>,
    mut sent: Upload,
) -> Reply {
    let of = id::<RoundId>(&round)?;
    let mut answers = Answers::new();
    for (key, chosen) in sent.form.under("point_") {
        let met = match chosen.as_str() {
            "met" => Some(true),
            "lacking" => Some(false),
            _ => None,
        };
        answers.insert(key.clone(), (met, sent.form.text(&format!("note_{key}"))));
    }
    let form = VisitForm {
        station: station.clone(),
        visits: sent.form.number("visits").unwrap_or_default(),
        on: sent.form.text("on"),
        answers,
    };
    let (photo, key) = (picture(&mut sent), sent.form.key());
    let (inner, desk, asked) = (app.clone(), seat.desk.clone(), form.clone());
    let done =
        blocking(move || inspect(inner.bureau(), &desk, (of, &asked), (photo, &inner.exe()), key.as_deref())).await?;
    let failure = match done {
        Ok(_) => return go(&address(&paths::inspection(&round), &[("done", "visited")])),
        Err(failure) => failure,
    };
    let hitch = Hitch::of(failure, field)?;
    let mut page = draw(&app, &seat, (&round, &station), (&form.on, &form.answers)).await?;
    let (at, sentence) = told(&hitch);
    match at {
        "on" => page.on.problem = Some(sentence.clone()),
        "photo" => page.picture.problem = Some(sentence.clone()),
        _ => {}
    }
    page.frame = page.frame.with_problem(at, &sentence);
    let status = match hitch {
        Hitch::Mend(..) => StatusCode::UNPROCESSABLE_ENTITY,
        Hitch::Overtaken | Hitch::SentBefore(_) => StatusCode::CONFLICT,
    };
    show_as(status, &page)
}

async fn listing(app: &App, seat: &Seat) -> Result<ChecklistPage, Oops> {
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    let (list, older) = blocking(move || checklist(&bureau, &desk)).await??;
    Ok(ChecklistPage {
        frame: app.frame(seat, "检查清单"),
        version: list.version,
        source: list.source.clone(),
        lines: Field::of(list.lines()),
        due_workdays: Field::of(list.due_workdays.to_string()),
        may_change: authorise(&seat.desk, Act::StationInspect, None).is_ok(),
        older: older.iter().map(|c| format!("第 {} 版，{} 条", c.version, c.points.len())).collect(),
    })
}

/// The checklist.
pub(crate) async fn list_form(State(app): State<App>, seat: Seat, query: Query) -> Reply {
    let mut page = listing(&app, &seat).await?;
    page.frame.notice = (query.text("done") == "changed").then(|| "已存为新的一版，从下一轮检查用起".into());
    show(&page)
}

/// Changes it.
pub(crate) async fn change_list(State(app): State<App>, seat: Seat, posted: Posted) -> Reply {
    let version = posted.number::<i64>("expected_version").unwrap_or_default();
    let (lines, days) = (posted.text("lines"), posted.text("due_workdays"));
    let due: u32 = posted.number("due_workdays").unwrap_or_default();
    let (bureau, desk, key, typed) = (app.bureau().clone(), seat.desk.clone(), posted.key(), lines.clone());
    let done = blocking(move || change_checklist(&bureau, &desk, (version, &typed, due), key.as_deref())).await?;
    let failure = match done {
        Ok(_) => return go(&address(paths::CHECKLIST, &[("done", "changed")])),
        Err(failure) => failure,
    };
    let hitch = Hitch::of(failure, field)?;
    let mut page = listing(&app, &seat).await?;
    (page.lines, page.due_workdays) = (Field::of(lines), Field::of(days));
    let (at, sentence) = told(&hitch);
    match at {
        "lines" => page.lines.problem = Some(sentence.clone()),
        "due_workdays" => page.due_workdays.problem = Some(sentence.clone()),
        _ => {}
    }
    page.frame = page.frame.with_problem(at, &sentence);
    let status = match hitch {
        Hitch::Mend(..) => StatusCode::UNPROCESSABLE_ENTITY,
        Hitch::Overtaken | Hitch::SentBefore(_) => StatusCode::CONFLICT,
    };
    show_as(status, &page)
}

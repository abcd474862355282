//! The rules of watching over HTTP.

use axum::{extract::State, http::StatusCode};
use domain::{
    base::date_text_with_year,
    people::{Act, authorise},
};
use services::{
    Failure,
    oversight::watch::{
        Point, ProfileFlaw, ProfileForm, ProfileRefusal, Profiles, WatchProfile, change_profile, profiles,
    },
};

use super::{WatchProfilePage, profile_page::LimitField, words};
use crate::{
    base::{Choice, Field, Pick, paths},
    door::{App, Oops, Posted, Query, Reply, Seat, address, blocking, go, show, show_as},
};

/// Points whose limit can be typed.
const LIMITS: [Point; 7] =
    [Point::Whole, Point::Answer, Point::Handing, Point::Review, Point::Decision, Point::Certificate, Point::Delivery];

/// Inputs of numbers with their words.
const NUMBERS: [(&str, &str); 8] = [
    ("reminder_left", "提醒：还剩几个工作日"),
    ("yellow_left", "黄牌：还剩几个工作日"),
    ("red_after", "红牌：超过期限后再宽限几个工作日"),
    ("case_reds", "同一办件几张红牌发督办单，0 不发"),
    ("overdue_workdays", "超期几个工作日发督办单，0 不发"),
    ("reply_workdays", "几个工作日内答复督办单"),
    ("dispute_workdays", "几个工作日内可以提出异议"),
    ("look_back_days", "办完几天内的件还回头看"),
];

async fn load(app: &App, seat: &Seat) -> Result<Profiles, Oops> {
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    Ok(blocking(move || profiles(&bureau, &desk)).await??)
}

/// The page.
pub(crate) async fn page(State(app): State<App>, seat: Seat, query: Query) -> Reply {
    let all = load(&app, &seat).await?;
    let newest = all.all.first().unwrap_or(&all.in_use);
    let mut form = ProfileForm::of(newest);
    form.valid_from = app.bureau().today().max(newest.valid_from).to_string();
    let mut page = draw(&app, &seat, &all, &form);
    page.frame.notice = words::notice(&query.text("done")).map(str::to_owned);
    show(&page)
}

/// Saves new rules.
pub(crate) async fn submit(State(app): State<App>, seat: Seat, posted: Posted) -> Reply {
    let form = ProfileForm {
        version: posted.number("version").unwrap_or_default(),
        valid_from: posted.text("valid_from"),
        points: posted.all("points"),
        limits: LIMITS.map(|p| (p.as_str().to_owned(), posted.text(&limit_name(p)))).to_vec(),
        reminder_left: posted.text("reminder_left"),
        yellow_left: posted.text("yellow_left"),
        red_after: posted.text("red_after"),
        case_reds: posted.text("case_reds"),
        overdue_workdays: posted.text("overdue_workdays"),
        reply_workdays: posted.text("reply_workdays"),
        dispute_workdays: posted.text("dispute_workdays"),
        look_back_days: posted.text("look_back_days"),
        imported: posted.has("imported"),
        ladder: posted.text("ladder"),
        source: posted.text("source"),
    };
    let (bureau, desk, key, sent) = (app.bureau().clone(), seat.desk.clone(), posted.key(), form.clone());
    let refusal = match blocking(move || change_profile(&bureau, &desk, &sent, key.as_deref())).await? {
        Ok(_) => return go(&address(paths::WATCH_PROFILE, &[("done", "profile")])),
        Err(Failure::Refused(refusal)) => refusal,
        Err(failure) => return Err(failure.into()),
    };
    let mut page = draw(&app, &seat, &load(&app, &seat).await?, &form);
    let (field, sentence) = (field(&refusal), refusal.to_string());
    page.frame = page.frame.with_problem(&field, &sentence);
    let problem = Some(sentence);
    match field.as_str() {
        "points" => page.points.problem = problem,
        "ladder" => page.ladder.problem = problem,
        "source" => page.source.problem = problem,
        "valid_from" => page.valid_from.problem = problem,
        name => {
            for limit in page.limits.iter_mut().chain(&mut page.numbers).filter(|l| l.name == name) {
                limit.field.problem.clone_from(&problem);
            }
        }
    }
    show_as(StatusCode::UNPROCESSABLE_ENTITY, &page)
}

fn limit_name(point: Point) -> String {
    format!("limit_{}", point.as_str())
}

/// The input that a refusal speaks of.
fn field(refusal: &ProfileRefusal) -> String {
    let of_point = |label: &str| LIMITS.into_iter().find(|p| p.label() == label).map(limit_name);
    let of_number = |what: &str| {
        let name = match what {
            "提醒的剩余天数" => "reminder_left",
            "黄牌的剩余天数" => "yellow_left",
            "红牌的宽限天数" => "red_after",
            "触发督办的红牌数" => "case_reds",
            "触发督办的超期天数" => "overdue_workdays",
            "答复督办的天数" => "reply_workdays",
            "提出异议的天数" => "dispute_workdays",
            "回看天数" => "look_back_days",
            _ => "",
        };
        name.to_owned()
    };
    match refusal {
        ProfileRefusal::Day(_) | ProfileRefusal::Flaw(ProfileFlaw::Past) => "valid_from".to_owned(),
        ProfileRefusal::Flaw(ProfileFlaw::Source | ProfileFlaw::Long("来源", _)) => "source".to_owned(),
        ProfileRefusal::Flaw(ProfileFlaw::Ladder | ProfileFlaw::Long(..)) => "ladder".to_owned(),
        ProfileRefusal::Flaw(ProfileFlaw::NoPoint | ProfileFlaw::Point(_)) => "points".to_owned(),
        ProfileRefusal::Flaw(ProfileFlaw::YellowFirst) => "yellow_left".to_owned(),
        ProfileRefusal::Flaw(ProfileFlaw::Workdays(label)) => of_point(label).unwrap_or_default(),
        ProfileRefusal::Flaw(ProfileFlaw::Number(what, ..)) => of_point(what).unwrap_or_else(|| of_number(what)),
    }
}

fn draw(app: &App, seat: &Seat, all: &Profiles, form: &ProfileForm) -> WatchProfilePage {
    let limit = |point: Point| {
        let value = form.limits.iter().find(|(p, _)| p == point.as_str()).map_or("", |(_, text)| text);
        let label = if point.needs_workdays() {
            format!("{}的工作日", point.label())
        } else {
            format!("{}的工作日，不写照办件自己的期限", point.label())
        };
        LimitField { name: limit_name(point), label, field: Field::of(value) }
    };
    let number = |(name, label): (&str, &str)| LimitField {
        name: name.to_owned(),
        label: label.to_owned(),
        field: Field::of(number_of(form, name)),
    };
    let points = Point::ALL.map(|p| Pick {
        value: p.as_str().to_owned(),
        label: p.label().to_owned(),
        chosen: form.points.iter().any(|word| word == p.as_str()),
    });
    WatchProfilePage {
        frame: app.frame(seat, "监察规则"),
        may_edit: authorise(&seat.desk, Act::OversightRule, None).is_ok(),
        version: form.version,
        facts: facts(&all.in_use),
        points: Choice { options: points.to_vec(), problem: None },
        limits: LIMITS.map(limit).into_iter().collect(),
        numbers: NUMBERS.map(number).into_iter().collect(),
        imported: Choice::of(&[("yes", "从别的系统导入的办件也监察")], if form.imported { "yes" } else { "" }),
        ladder: Field::of(form.ladder.clone()),
        source: Field::of(form.source.clone()),
        valid_from: Field::of(form.valid_from.clone()),
        versions: all.all.iter().map(|p| (version(p), date_text_with_year(p.valid_from), p.source.clone())).collect(),
    }
}

fn number_of<'a>(form: &'a ProfileForm, name: &str) -> &'a str {
    match name {
        "reminder_left" => &form.reminder_left,
        "yellow_left" => &form.yellow_left,
        "red_after" => &form.red_after,
        "case_reds" => &form.case_reds,
        "overdue_workdays" => &form.overdue_workdays,
        "reply_workdays" => &form.reply_workdays,
        "dispute_workdays" => &form.dispute_workdays,
        "look_back_days" => &form.look_back_days,
        _ => "",
    }
}

fn version(p: &WatchProfile) -> String {
    if p.version == 0 { "系统自带".to_owned() } else { format!("第 {} 版", p.version) }
}

fn facts(p: &WatchProfile) -> Vec<(String, String)> {
    let points: Vec<String> = p
        .points
        .iter()
        .map(|rule| {
            let label = Point::parse(&rule.point).map_or("", Point::label);
            rule.workdays.map_or_else(|| label.to_owned(), |n| format!("{label} {n} 个工作日"))
        })
        .collect();
    let ladder: Vec<String> = p
        .ladder
        .iter()
        .map(|r| match r.after_workdays {
            0 => format!("发出当天报{}", r.rank),
            n => format!("第 {n} 个工作日报{}", r.rank),
        })
        .collect();
    let off = |n: u32, words: String| if n == 0 { "不触发".to_owned() } else { words };
    [
        ("版本", version(p)),
        ("监察点", points.join("、")),
        ("提醒", format!("还剩 {} 个工作日", p.reminder_left)),
        ("黄牌", format!("还剩 {} 个工作日", p.yellow_left)),
        (
            "红牌",
            match p.red_after {
                0 => "超过期限的第二天".to_owned(),
                n => format!("超过期限再过 {n} 个工作日"),
            },
        ),
        ("督办", off(p.case_reds, format!("同一办件有 {} 张红牌", p.case_reds))),
        ("督办（久拖）", off(p.overdue_workdays, format!("超期 {} 个工作日还没有办结", p.overdue_workdays))),
        ("答复督办", format!("{} 个工作日", p.reply_workdays)),
        ("提出异议", format!("发牌后 {} 个工作日", p.dispute_workdays)),
        ("导入的办件", if p.imported { "监察".to_owned() } else { "不监察".to_owned() }),
        ("逐级上报", ladder.join("\n")),
        ("来源", p.source.clone()),
    ]
    .into_iter()
    .map(|(label, value)| (label.to_owned(), value))
    .collect()
}

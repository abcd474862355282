//! Building a questionnaire over HTTP: its page, its settings, each step, putting out and ending.

use std::collections::BTreeMap;

use axum::{
    extract::{Path, State},
    http::StatusCode,
};
use domain::{
    base::{Confidence, DepartmentId, QuestionnaireId, fold, parse_date},
    people::{Act, authorise},
};
use services::{
    Failure,
    questionnaires::{
        Body, Edit, EditFlaw, Outlet, Question, QuestionKind, Settings, State as Stage, StratumBy, Viewed, change,
        close, form, outlet_code, publish, step, view,
    },
};

use super::{OutletRow, Panel, PublishPart, QuestionRow, QuestionnaireEditPage, SectionRow, panel, words};
use crate::{
    base::{Choice, Field, Link, Pick, paths},
    door::{App, Oops, Posted, Query, Reply, Seat, address, blocking, go, id, show, show_as},
};

pub(super) async fn load(app: &App, seat: &Seat, of: &str) -> Result<Viewed, Oops> {
    let (bureau, desk, of) = (app.bureau().clone(), seat.desk.clone(), id::<QuestionnaireId>(of)?);
    Ok(blocking(move || view(&bureau, &desk, of)).await??)
}

/// Names, labels, hints of the settings, and whether they have several lines.
const WORDS: [(&str, &str, &str, bool); 8] = [
    ("title", "问卷名称", "", false),
    ("opening", "开头的话", "谁在问、为什么问、怎么用", true),
    ("thanks", "答完以后的话", "", true),
    ("quotas", "各层最多收几份", "一行一层，如：3 号窗口=50；没写的不限", true),
    ("limit", "总共最多收几份", "空着不限", false),
    ("closes_on", "最后一天", "如 2026-12-31，空着不限", false),
    ("hide_below", "少于几份不单列", "太少的层不单列，也不让人用合计倒推", false),
    ("source", "题目的来源", "依据的文件或做法", true),
];

type Typed = BTreeMap<String, String>;

fn settings_of(body: &Body) -> Typed {
    let quotas: Vec<String> = body.quotas.iter().map(|(stratum, n)| format!("{stratum}={n}")).collect();
    let stratum = match &body.stratum {
        StratumBy::Outlet => String::new(),
        StratumBy::Question(key) => key.clone(),
    };
    [
        ("title", body.title.clone()),
        ("opening", body.opening.clone()),
        ("thanks", body.thanks.clone()),
        ("quotas", quotas.join("\n")),
        ("limit", body.most.map(|n| n.to_string()).unwrap_or_default()),
        ("closes_on", body.closes_on.map(|d| d.to_string()).unwrap_or_default()),
        ("hide_below", body.hide_below.to_string()),
        ("source", body.source.clone()),
        ("stratum", stratum),
        ("confidence", body.confidence.percent().to_string()),
    ]
    .into_iter()
    .map(|(name, text)| (name.to_owned(), text))
    .collect()
}

fn settings(typed: &Typed) -> Result<Settings, (&'static str, String)> {
    let text = |name: &str| typed.get(name).map(|t| t.trim().replace("\r\n", "\n")).unwrap_or_default();
    let mut quotas = BTreeMap::new();
    for line in text("quotas").lines().map(str::trim).filter(|l| !l.is_empty()) {
        let wrong = || ("quotas", "各层最多收几份请一行写一层，如：3 号窗口=50".to_owned());
        let (stratum, n) = line.rsplit_once(['=', '＝']).ok_or_else(wrong)?;
        quotas.insert(stratum.trim().to_owned(), fold(n).parse().map_err(|_| wrong())?);
    }
    let most = match text("limit").as_str() {
        "" => None,
        some => Some(fold(some).parse().map_err(|_| ("limit", "总共最多收几份请填整数，不限就空着".to_owned()))?),
    };
    let closes_on = match text("closes_on").as_str() {
        "" => None,
        some => Some(parse_date(some).map_err(|_| ("closes_on", "最后一天请写成 2026-12-31 的样子".to_owned()))?),
    };
    let hide_below = fold(&text("hide_below")).parse();
    let percent = fold(&text("confidence")).parse().ok().and_then(Confidence::from_percent);
    Ok(Settings {
        title: text("title"),
        opening: text("opening"),
        thanks: text("thanks"),
        stratum: match text("stratum") {
            key if key.is_empty() => StratumBy::Outlet,
            key => StratumBy::Question(key),
        },
        quotas,
        most,
        closes_on,
        confidence: percent.ok_or(("confidence", "置信水平只有 90、95、99".to_owned()))?,
        hide_below: hide_below.map_err(|_| ("hide_below", "少于几份不单列请填整数".to_owned()))?,
        source: text("source"),
    })
}

fn kind_words(question: &Question) -> String {
    let more = match &question.kind {
        QuestionKind::One { options } | QuestionKind::Several { options } => format!("，{} 个选项", options.len()),
        QuestionKind::Text { most } => format!("，最多 {most} 字"),
        QuestionKind::Scale { about } => about.map(|a| format!("，{}", a.label())).unwrap_or_default(),
    };
    format!("{}{}{more}", question.kind.label(), if question.required { "，必答" } else { "" })
}

fn draw(app: &App, seat: &Seat, viewed: &Viewed, typed: &Typed, panel: Panel) -> QuestionnaireEditPage {
    let (listed, questionnaire) = (&viewed.listed, &viewed.listed.questionnaire);
    let (body, key) = (&questionnaire.draft, questionnaire.id.to_string());
    let whole = form(&body.sections);
    let edition = questionnaire.state.edition();
    let text = |name: &str| typed.get(name).cloned().unwrap_or_default();
    let row = |q: &Question| QuestionRow {
        label: q.label.clone(),
        kind: kind_words(q),
        when: q.condition.as_ref().map(|c| c.words(&whole)).unwrap_or_default(),
        href: format!("{}#panel", address(&paths::questionnaire(&key), &[("question", &q.key)])),
        key: q.key.clone(),
    };
    let name = |of: DepartmentId| viewed.departments.iter().find(|(d, _)| *d == of).map(|(_, n)| n.clone());
    let sorting = body.questions().filter(|q| matches!(q.kind, QuestionKind::One { .. }));
    let strata: Vec<(String, String)> = std::iter::once((String::new(), "按投放点".to_owned()))
        .chain(sorting.map(|q| (q.key.clone(), format!("按“{}”", q.label))))
        .collect();
    let strata: Vec<(&str, &str)> = strata.iter().map(|(v, l)| (v.as_str(), l.as_str())).collect();
    let mut ways = vec![Link::new(paths::questionnaire_page(&key, "preview"), "预览")];
    if edition.is_some() {
        ways.push(Link::new(paths::questionnaire_page(&key, "links"), "链接和二维码"));
        ways.push(Link::new(paths::questionnaire_page(&key, "paper"), "纸质补录"));
        ways.push(Link::new(paths::questionnaire_page(&key, "results"), "结果"));
    }
    let none = Pick { value: String::new(), label: "不分部门".to_owned(), chosen: true };
    let departments = viewed.departments.iter();
    let pick = |(id, name): &(DepartmentId, String)| Pick { value: id.to_string(), label: name.clone(), chosen: false };
    QuestionnaireEditPage {
        frame: app.frame(seat, body.title.clone()),
        version: questionnaire.version,
        standing: words::standing(&listed.standing),
        so_far: match edition {
            Some(n) => format!("第 {n} 版，收到 {} 份", listed.answers),
            None => "草稿".to_owned(),
        },
        ways,
        publish: PublishPart {
            flaws: viewed.flaws.iter().map(ToString::to_string).collect(),
            differs: viewed.differs || !matches!(questionnaire.state, Stage::Open { .. }),
            is_open: matches!(questionnaire.state, Stage::Open { .. }),
            may_publish: authorise(&seat.desk, Act::QuestionnairePublish, None).is_ok(),
            reason: Field::default(),
        },
        words: WORDS
            .map(|(name, label, hint, long)| {
                (name.to_owned(), label.to_owned(), hint.to_owned(), Field::of(text(name)), long)
            })
            .into(),
        stratum: Choice::of(&strata, &text("stratum")),
        confidence: Choice::of(&[("90", "90%"), ("95", "95%"), ("99", "99%")], &text("confidence")),
        sections: body
            .sections
            .iter()
            .map(|s| SectionRow {
                title: Field::of(s.title.clone()),
                hint: Field::of(s.hint.clone()),
                questions: s.questions.iter().map(row).collect(),
            })
            .collect(),
        panel,
        outlets: body
            .outlets
            .iter()
            .map(|o| {
                let window = o.window.map(|n| format!("{n} 号窗口"));
                let of: Vec<String> = o.department.and_then(name).into_iter().chain(window).collect();
                let of = if of.is_empty() { "整个大厅".to_owned() } else { of.join("，") };
                OutletRow { code: o.code.clone(), label: o.label.clone(), of }
            })
            .collect(),
        outlet_label: Field::default(),
        department: Choice { options: std::iter::once(none).chain(departments.map(pick)).collect(), problem: None },
        window: Field::default(),
        id: key,
    }
}

/// The page; `?question=` opens one in the panel.
pub(crate) async fn page(State(app): State<App>, seat: Seat, Path(of): Path<String>, query: Query) -> Reply {
    let viewed = load(&app, &seat, &of).await?;
    let body = &viewed.listed.questionnaire.draft;
    let panel = Panel::of(body, body.question(&query.text("question")));
    let mut page = draw(&app, &seat, &viewed, &settings_of(body), panel);
    page.frame.notice = words::notice(&query.text("done")).map(str::to_owned);
    show(&page)
}

const OVERTAKEN: &str = "这份问卷刚被别人改过。您写的还在下面，请先复制留底，再打开这一页改";

/// Where it goes on after a step.
fn on(of: &str, done: &str) -> Reply {
    go(&address(&paths::questionnaire(of), &[("done", done)]))
}

/// The page again with what was typed into the settings.
fn settings_again(
    (app, seat, viewed): (&App, &Seat, &Viewed),
    typed: &Typed,
    (field, sentence): (&str, &str),
    status: StatusCode,
) -> Reply {
    let body = &viewed.listed.questionnaire.draft;
    let mut page = draw(app, seat, viewed, typed, Panel::of(body, None));
    for (_, _, _, into, _) in page.words.iter_mut().filter(|(name, ..)| name == field) {
        into.problem = Some(sentence.to_owned());
    }
    page.frame = page.frame.with_problem(field, sentence);
    show_as(status, &page)
}

/// Saves words, strata, numbers and the last day.
pub(crate) async fn save(State(app): State<App>, seat: Seat, Path(of): Path<String>, posted: Posted) -> Reply {
    let viewed = load(&app, &seat, &of).await?;
    let names = WORDS.map(|(name, ..)| name).into_iter().chain(["stratum", "confidence"]);
    let typed: Typed = names.map(|name| (name.to_owned(), posted.text(name))).collect();
    let again =
        |field: &str, sentence: &str, status| settings_again((&app, &seat, &viewed), &typed, (field, sentence), status);
    let new = match settings(&typed) {
        Ok(new) => new,
        Err((field, sentence)) => return again(field, &sentence, StatusCode::UNPROCESSABLE_ENTITY),
    };
    let at = (viewed.listed.questionnaire.id, posted.number("version").unwrap_or_default());
    let (bureau, desk, key) = (app.bureau().clone(), seat.desk.clone(), posted.key());
    match blocking(move || change(&bureau, &desk, at, &new, key.as_deref())).await? {
        Ok(_) => on(&of, "saved"),
        Err(Failure::Refused(_)) => {
            again("", "名称、开头、结尾的话和来源最多各 300 个字", StatusCode::UNPROCESSABLE_ENTITY)
        }
        Err(Failure::Stale) => again("", OVERTAKEN, StatusCode::CONFLICT),
        Err(failure) => Err(failure.into()),
    }
}

/// What a button stands for; `None` where it is none.
fn wanted(body: &Body, posted: &Posted, chance: u64) -> Option<Edit> {
    let act = posted.text("act");
    let (word, rest) = act.split_once('/').unwrap_or((act.as_str(), ""));
    let number = || rest.parse::<usize>().ok();
    match word {
        "put" => Some(panel::step(body, posted)),
        "up" | "down" => Some(Edit::Shift { key: rest.to_owned(), up: word == "up" }),
        "drop" => Some(Edit::Drop(rest.to_owned())),
        "section" => Some(Edit::AddSection),
        "unsection" => number().map(Edit::DropSection),
        "name" => number().map(|section| Edit::NameSection {
            section,
            title: posted.text(&format!("title-{section}")),
            hint: posted.text(&format!("hint-{section}")),
        }),
        "unoutlet" => Some(Edit::DropOutlet(rest.to_owned())),
        "outlet" => Some(Edit::PutOutlet(Outlet {
            code: outlet_code(chance),
            label: posted.text("outlet_label"),
            department: posted.number::<i64>("department").map(DepartmentId::new),
            window: posted.number("window").filter(|n| *n > 0),
        })),
        _ => None,
    }
}

/// The page again with what was typed into the panel or for a place.
fn step_again(
    (app, seat, viewed): (&App, &Seat, &Viewed),
    posted: &Posted,
    (field, sentence): (&str, &str),
    status: StatusCode,
) -> Reply {
    let body = &viewed.listed.questionnaire.draft;
    let is_panel = posted.text("act") == "put";
    let mut panel = if is_panel { Panel::typed(body, posted) } else { Panel::of(body, None) };
    panel.mark(field, sentence);
    let mut page = draw(app, seat, viewed, &settings_of(body), panel);
    if posted.has("outlet_label") {
        page.outlet_label = Field::of(posted.text("outlet_label"));
        page.window = Field::of(posted.text("window"));
    }
    if field == "outlet_label" {
        page.outlet_label.problem = Some(sentence.to_owned());
    }
    page.frame = page.frame.with_problem(if is_panel || field == "outlet_label" { field } else { "" }, sentence);
    show_as(status, &page)
}

/// Takes a step in building it.
pub(crate) async fn act(State(app): State<App>, seat: Seat, Path(of): Path<String>, posted: Posted) -> Reply {
    let viewed = load(&app, &seat, &of).await?;
    // From the form's own key, which nobody else has seen: sent again it is the same place.
    let print = services::people::fingerprint(&posted.key().unwrap_or_else(|| app.bureau().new_token()));
    let chance = u64::from_str_radix(print.get(..16).unwrap_or_default(), 16).unwrap_or_default();
    let Some(edit) = wanted(&viewed.listed.questionnaire.draft, &posted, chance) else {
        return Err(Oops::unreadable("没有认出要做哪一步，请返回重新选择"));
    };
    let at = (viewed.listed.questionnaire.id, posted.number("version").unwrap_or_default());
    let (bureau, desk, key) = (app.bureau().clone(), seat.desk.clone(), posted.key());
    let again =
        |field: &str, sentence: &str, status| step_again((&app, &seat, &viewed), &posted, (field, sentence), status);
    match blocking(move || step(&bureau, &desk, at, &edit, key.as_deref())).await? {
        Ok(_) => on(&of, "saved"),
        Err(Failure::Refused(flaw)) => {
            let field = match &flaw {
                EditFlaw::Label if posted.text("act") != "put" => "",
                other => other.field(),
            };
            again(field, &flaw.to_string(), StatusCode::UNPROCESSABLE_ENTITY)
        }
        Err(Failure::Stale) => again("", OVERTAKEN, StatusCode::CONFLICT),
        Err(failure) => Err(failure.into()),
    }
}

/// Puts the draft out.
pub(crate) async fn put_out(State(app): State<App>, seat: Seat, Path(of): Path<String>, posted: Posted) -> Reply {
    let viewed = load(&app, &seat, &of).await?;
    let at = (viewed.listed.questionnaire.id, posted.number("version").unwrap_or_default());
    let (bureau, desk, key) = (app.bureau().clone(), seat.desk.clone(), posted.key());
    let done = blocking(move || publish(&bureau, &desk, at, key.as_deref())).await?;
    ended(&app, &seat, (&of, &viewed), (done.map(|_| ()), "published"))
}

/// Ends it.
pub(crate) async fn end(State(app): State<App>, seat: Seat, Path(of): Path<String>, posted: Posted) -> Reply {
    let viewed = load(&app, &seat, &of).await?;
    let at = (viewed.listed.questionnaire.id, posted.number("version").unwrap_or_default());
    let (bureau, desk, key, reason) = (app.bureau().clone(), seat.desk.clone(), posted.key(), posted.text("reason"));
    let done = blocking(move || close(&bureau, &desk, at, &reason, key.as_deref())).await?;
    ended(&app, &seat, (&of, &viewed), (done.map(|_| ()), "closed"))
}

/// After putting out or ending: on, or the page with what stands against it.
fn ended<R: std::error::Error>(
    app: &App,
    seat: &Seat,
    (of, viewed): (&str, &Viewed),
    (done, word): (Result<(), Failure<R>>, &str),
) -> Reply {
    let again = |sentence: &str, status| {
        let body = &viewed.listed.questionnaire.draft;
        settings_again((app, seat, viewed), &settings_of(body), ("", sentence), status)
    };
    match done {
        Ok(()) => on(of, word),
        Err(Failure::Refused(refusal)) => again(&refusal.to_string(), StatusCode::UNPROCESSABLE_ENTITY),
        Err(Failure::Stale) => again("这份问卷刚被别人改过，请看过最新内容再办", StatusCode::CONFLICT),
        Err(failure) => Err(failure.into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What the form shows, sent back as it is, is the same: nothing is lost on the way.
    #[test]
    fn settings_that_nobody_touched_stay() {
        let text = include_str!("../../../services/data/questionnaires.json");
        let mut body: Body = serde_json::from_str(text).unwrap();
        body.quotas = BTreeMap::from([("3 号窗口".to_owned(), 50)]);
        body.most = Some(500);
        body.closes_on = Some(jiff::civil::date(2026, 12, 31));
        let new = settings(&settings_of(&body)).unwrap();
        assert_eq!((&new.title, &new.quotas, new.most), (&body.title, &body.quotas, body.most));
        assert_eq!(
            (new.closes_on, new.confidence, new.stratum),
            (body.closes_on, body.confidence, body.stratum.clone())
        );
        let mut typed = settings_of(&body);
        typed.insert("quotas".into(), "3 号窗口 50".into());
        assert_eq!(settings(&typed).unwrap_err().0, "quotas");
    }
}

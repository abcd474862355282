//! One rating over HTTP, and the steps of a bad one.

use axum::{
    extract::{Path, State},
    http::StatusCode,
};
use domain::base::{ReviewId, date_text, shanghai_text};
use services::{
    Failure,
    reviews::{HandlingState, ReviewRefusal, ReviewStep, ReviewView},
};

use super::{ReviewFact, ReviewPage, ReviewStepForm, words};
use crate::{
    base::{Field, Link, paths},
    cases::view::Hitch,
    door::{App, Oops, Posted, Query, Reply, Seat, address, blocking, go, id, show, show_as},
};

async fn load(app: &App, seat: &Seat, review: ReviewId) -> Result<ReviewView, Oops> {
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    Ok(blocking(move || services::reviews::review_view(&bureau, &desk, review)).await??)
}

/// The page.
pub(crate) async fn page(State(app): State<App>, seat: Seat, Path(review): Path<String>, query: Query) -> Reply {
    let view = load(&app, &seat, id(&review)?).await?;
    let mut page = drawn(&app, &seat, &view);
    page.frame.notice = words::notice(&query.text("done")).map(str::to_owned);
    show(&page)
}

fn fact(label: &str, value: impl Into<String>) -> ReviewFact {
    ReviewFact { label: label.to_owned(), value: value.into() }
}

fn drawn(app: &App, seat: &Seat, view: &ReviewView) -> ReviewPage {
    let r = &view.review;
    let mut facts = vec![
        fact("评价时间", shanghai_text(r.at)),
        fact("来源", format!("{}，{}，{}", r.provenance.label(), r.channel.label(), r.node.label())),
    ];
    let mut more = |label: &str, value: String| {
        if !value.is_empty() {
            facts.push(fact(label, value));
        }
    };
    more("选的", view.ticked.join("；"));
    more("写的", r.text.clone());
    let who = view.applicant.as_ref().map(|a| format!("{} {}", a.name, a.phone));
    more(
        "评价人",
        who.unwrap_or_else(|| {
            if view.imported.is_some() {
                "外部系统没有给".to_owned()
            } else {
                "匿名，不显示办件".to_owned()
            }
        }),
    );
    more("部门", view.department.clone());
    more("经办", view.staff.clone());
    more("窗口", view.window.map(|w| format!("{w} 号")).unwrap_or_default());
    more("代录", view.entered_by.clone());
    more("从哪来", view.imported.clone().unwrap_or_default());
    more("再次评价", r.again.map(|l| format!("{} {}", l.label(), view.again_words)).unwrap_or_default());
    if r.set_aside {
        more("计算", "申诉成立，保留但不计入评价率".to_owned());
    }
    let today = app.bureau().today();
    ReviewPage {
        frame: app.frame(seat, view.item_name.clone()),
        version: view.version,
        level: words::level(r),
        state: view.handling.as_ref().map(|h| words::standing(h, today)),
        facts,
        case: view.case_no.as_ref().map(|no| Link::new(paths::case(no), no.clone())),
        order: view.order.as_ref().map(|(slug, no)| Link::new(paths::rectification(slug), no.clone())),
        course: course(view),
        steps: steps(view),
    }
}

fn course(view: &ReviewView) -> Vec<ReviewFact> {
    let Some(of) = &view.handling else { return Vec::new() };
    let mut out = vec![fact("联系期限", date_text(of.handling.contact_by))];
    let appeal = match &of.handling.state {
        HandlingState::Appealed(appeal) | HandlingState::SetAside(appeal) => Some(appeal),
        HandlingState::Verifying
        | HandlingState::Rectifying(_)
        | HandlingState::Rectified(..)
        | HandlingState::FedBack(..)
        | HandlingState::Closed(..) => of.handling.appeal_denied.as_ref(),
    };
    if let Some(appeal) = appeal {
        out.push(fact("申诉", format!("{} {}", shanghai_text(appeal.at), appeal.reason)));
    }
    if let Some(decision) = &of.decision {
        let how = if view.review.set_aside { "成立" } else { "不成立" };
        out.push(fact("复核", format!("{} {how}：{}", shanghai_text(decision.at), decision.reason)));
    }
    match &of.handling.state {
        HandlingState::Rectifying(v)
        | HandlingState::Rectified(v, _)
        | HandlingState::FedBack(v, _)
        | HandlingState::Closed(v, _) => {
            let due = v.due.map_or_else(|| "，当场改正".to_owned(), |d| format!("，{}前整改", date_text(d)));
            out.push(fact("核实", format!("{} {}{due}", shanghai_text(v.at), v.finding)));
        }
        HandlingState::Verifying | HandlingState::Appealed(_) | HandlingState::SetAside(_) => {}
    }
    out.extend(of.done.as_ref().map(|done| fact("整改", done.clone())));
    if let Some((_, at)) = &of.answer {
        out.push(fact("反馈", format!("{} {}", shanghai_text(*at), view.answer)));
    }
    out.extend(of.reply.as_ref().map(|reply| fact("答复", reply.clone())));
    if let Some(shown) = &of.handling.published {
        out.push(fact("公开", format!("{} {}；{}", shanghai_text(shown.at), shown.words, shown.reply)));
    }
    out
}

fn step(view: &ReviewView, word: &str, title: &str, label: &str, hint: &str) -> ReviewStepForm {
    let of = if matches!(word, "decide" | "publish") { "rulings" } else { "steps" };
    ReviewStepForm {
        step: word.to_owned(),
        action: paths::review_step(&view.id.to_string(), of, word),
        title: title.to_owned(),
        hint: hint.to_owned(),
        label: label.to_owned(),
        words: Field::default(),
        due: None,
        shown: None,
        buttons: vec![(String::new(), title.to_owned())],
    }
}

/// What the reader may do now.
fn steps(view: &ReviewView) -> Vec<ReviewStepForm> {
    let Some(of) = &view.handling else { return Vec::new() };
    let form = |word: &str, title: &str, label: &str, hint: &str| step(view, word, title, label, hint);
    match &of.handling.state {
        HandlingState::Verifying if view.may_handle => {
            let verify = form("verify", "登记核实情况", "核实情况", "联系评价人，写明核实的情况；匿名的查办件和记录");
            let mut all = vec![ReviewStepForm { due: Some(Field::default()), ..verify }];
            if of.handling.appeal_denied.is_none() {
                all.push(form("appeal", "申诉", "申诉理由", "误评、恶意、不实的可以申诉一次，由政务服务管理部门复核"));
            }
            all
        }
        HandlingState::Appealed(_) if view.may_settle => {
            let decide = form("decide", "复核申诉", "复核意见", "成立的评价保留并标明，不计入评价率；不成立的继续核实");
            let buttons = vec![("yes".to_owned(), "申诉成立".to_owned()), ("no".to_owned(), "不成立".to_owned())];
            vec![ReviewStepForm { buttons, ..decide }]
        }
        HandlingState::Rectifying(_) if view.may_handle => {
            vec![form("rectified", "登记整改", "做了什么", "整改单会同时答复")]
        }
        HandlingState::Rectified(..) if view.may_handle => {
            vec![form("told", "登记反馈", "评价人的答复", "把结果告诉评价人，记下对方怎么说；匿名的写“匿名，无法联系”")]
        }
        HandlingState::FedBack(..) if view.may_handle => {
            vec![form("close", "办结", "公开的答复", "写给大家看的答复，不写姓名和号码")]
        }
        HandlingState::Closed(..) | HandlingState::SetAside(_)
            if view.may_settle && of.handling.published.is_none() =>
        {
            let publish =
                form("publish", "公开评价和答复", "公开的答复", "评价和答复应当公开；请再看一遍有没有个人信息");
            vec![ReviewStepForm {
                shown: Some(Field::of(view.public_words.clone())),
                words: Field::of(of.reply.clone().unwrap_or_default()),
                ..publish
            }]
        }
        HandlingState::Verifying
        | HandlingState::Appealed(_)
        | HandlingState::Rectifying(_)
        | HandlingState::Rectified(..)
        | HandlingState::FedBack(..)
        | HandlingState::Closed(..)
        | HandlingState::SetAside(_) => Vec::new(),
    }
}

fn read(word: &str, posted: &Posted) -> Option<ReviewStep> {
    let text = posted.text("words");
    Some(match word {
        "verify" => ReviewStep::Verify { finding: text, due: posted.text("due") },
        "appeal" => ReviewStep::Appeal { reason: posted.text("reason") },
        "decide" => ReviewStep::Decide { granted: posted.text("choice") == "yes", reason: text },
        "rectified" => ReviewStep::Rectified { done: text },
        "told" => ReviewStep::FeedBack { answer: text },
        "close" => ReviewStep::Close { reply: text },
        "publish" => ReviewStep::Publish { words: posted.text("shown"), reply: text },
        _ => return None,
    })
}

/// Takes a step of the department.
pub(crate) async fn handle(
    State(app): State<App>,
    seat: Seat,
    Path((review, word)): Path<(String, String)>,
    posted: Posted,
) -> Reply {
    let step = read(&word, &posted).filter(|s| s.act() == domain::people::Act::ReviewHandle);
    take(&app, &seat, (&review, &word), step.ok_or_else(Oops::not_found)?, &posted).await
}

/// Takes a step of whoever oversees.
pub(crate) async fn settle(
    State(app): State<App>,
    seat: Seat,
    Path((review, word)): Path<(String, String)>,
    posted: Posted,
) -> Reply {
    let step = read(&word, &posted).filter(|s| s.act() == domain::people::Act::ReviewSettle);
    take(&app, &seat, (&review, &word), step.ok_or_else(Oops::not_found)?, &posted).await
}

async fn take(app: &App, seat: &Seat, (review, word): (&str, &str), step: ReviewStep, posted: &Posted) -> Reply {
    let number: ReviewId = id(review)?;
    let version = posted.number("expected_version").unwrap_or_default();
    let (bureau, desk, key) = (app.bureau().clone(), seat.desk.clone(), posted.key());
    let done = blocking(move || services::reviews::take_step(&bureau, &desk, (number, version), &step, key.as_deref()))
        .await?;
    match done {
        Ok(_) => go(&address(&paths::review(review), &[("done", word)])),
        Err(failure) => again(app, seat, (number, word), posted, failure).await,
    }
}

/// The page once more with what is to be mended.
async fn again(
    app: &App,
    seat: &Seat,
    (review, word): (ReviewId, &str),
    posted: &Posted,
    failure: Failure<ReviewRefusal>,
) -> Reply {
    let hitch = Hitch::of(failure, ReviewRefusal::field)?;
    let mut page = drawn(app, seat, &load(app, seat, review).await?);
    let form = page.steps.iter_mut().find(|f| f.step == word);
    match hitch {
        Hitch::Mend(field, sentence) => {
            let mut at = "";
            if let Some(form) = form {
                let name = if word == "appeal" { "reason" } else { "words" };
                form.words.value = posted.text(name);
                if let Some(due) = &mut form.due {
                    due.value = posted.text("due");
                }
                if let Some(shown) = &mut form.shown {
                    shown.value = posted.text("shown");
                }
                match (field, &mut form.due) {
                    ("due", Some(due)) => {
                        due.problem = Some(sentence.clone());
                        at = "due";
                    }
                    ("words", _) => {
                        form.words.problem = Some(sentence.clone());
                        at = name;
                    }
                    (_, _) => {}
                }
            }
            page.frame = page.frame.with_problem(at, &sentence);
            show_as(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
        Hitch::Overtaken | Hitch::SentBefore(_) => {
            page.frame = page.frame.with_problem("", "这条评价刚才已经有人办过，请看过现在的情况再办");
            show_as(StatusCode::CONFLICT, &page)
        }
    }
}

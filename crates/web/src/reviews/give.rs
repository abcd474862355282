//! Giving a rating over HTTP: the page that a link or a code opens, and its form. Nobody signs in.

use axum::{
    extract::{Path, State},
    http::{HeaderMap, StatusCode, header},
};
use domain::{
    base::{Satisfaction, date_text},
    reviews::ServiceNode,
};
use services::{
    Failure,
    reviews::{Given, OpenReview, ReviewForm, ReviewRefusal},
};

use super::{LevelOptions, ReviewGivePage};
use crate::{
    base::{Choice, Field, Frame, paths},
    door::{App, Oops, Posted, Query, Reply, Seat, blocking, show, show_as},
};

/// The channels that a link may name; whatever else it says was scanned.
const CHANNELS: [&str; 4] = ["qr_code", "sms", "web", "mobile"];

/// The form.
pub(crate) async fn page(State(app): State<App>, seat: Seat, Path(code): Path<String>, query: Query) -> Reply {
    let form = ReviewForm { code: code.clone(), channel: query.text("by"), ..ReviewForm::default() };
    match load(&app, &seat, code).await? {
        Ok(open) => show(&drawn(app.frame(&seat, "评价这次办事"), &open, &form, None)),
        Err(failure) => closed(&app, &seat, failure),
    }
}

async fn load(app: &App, seat: &Seat, code: String) -> Result<Result<OpenReview, Failure<ReviewRefusal>>, Oops> {
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    blocking(move || services::reviews::open(&bureau, &desk, &code)).await
}

/// A link that opens nothing says why.
fn closed(app: &App, seat: &Seat, failure: Failure<ReviewRefusal>) -> Reply {
    let refusal = match failure {
        Failure::Refused(refusal) => refusal,
        Failure::Denied(_) | Failure::NotFound | Failure::Stale | Failure::Store(_) => return Err(failure.into()),
    };
    let sentence = refusal.to_string();
    let page = ReviewGivePage {
        frame: app.frame(seat, "不能评价"),
        action: String::new(),
        item: "这个链接".to_owned(),
        case_no: "—".to_owned(),
        department: "—".to_owned(),
        about: String::new(),
        rated: sentence,
        stars: Choice::default(),
        groups: Vec::new(),
        words: Field::default(),
        anonymous: false,
        is_preview: false,
        ask: String::new(),
        note: String::new(),
        thanks: String::new(),
    };
    show_as(StatusCode::NOT_FOUND, &page)
}

pub(super) fn drawn(frame: Frame, open: &OpenReview, form: &ReviewForm, wrong: Option<(&str, &str)>) -> ReviewGivePage {
    let at = |field: &str| wrong.filter(|(f, _)| *f == field).map(|(_, sentence)| sentence.to_owned());
    let levels: Vec<(String, &str)> =
        Satisfaction::ALL.into_iter().rev().map(|l| (l.stars().to_string(), l.label())).collect();
    let levels: Vec<(&str, &str)> = levels.iter().map(|(value, label)| (value.as_str(), *label)).collect();
    let group = |level: Satisfaction| {
        let codes: Vec<(String, &str)> =
            open.options.iter().filter(|o| o.level == level).map(|o| (o.code.to_string(), o.words.as_str())).collect();
        let pairs: Vec<(&str, &str)> = codes.iter().map(|(code, words)| (code.as_str(), *words)).collect();
        let mut options = Choice::of(&pairs, "");
        for pick in &mut options.options {
            pick.chosen = form.options.contains(&pick.value);
        }
        LevelOptions { label: level.label().to_owned(), is_open: options.options.iter().any(|o| o.chosen), options }
    };
    let may = matches!(open.rated, None | Some((_, true)));
    ReviewGivePage {
        frame,
        action: if may {
            crate::door::address(&paths::review_link(&form.code), &[("by", form.channel.as_str())])
        } else {
            String::new()
        },
        item: open.item_name.clone(),
        case_no: open.case_no.clone(),
        department: open.department.clone(),
        about: about(open),
        rated: match open.rated {
            None => String::new(),
            Some((level, true)) => format!("您评过“{}”。已经整改，可以再评一次", level.label()),
            Some((level, false)) => format!("这次服务已经评过“{}”，谢谢", level.label()),
        },
        stars: Choice { problem: at("stars"), ..Choice::of(&levels, &form.stars) },
        groups: Satisfaction::ALL.into_iter().rev().map(group).collect(),
        words: Field { value: form.words.clone(), problem: at("words") },
        anonymous: form.anonymous,
        is_preview: false,
        ask: open.words.ask.clone(),
        note: open.words.note.clone(),
        thanks: String::new(),
    }
}

fn about(open: &OpenReview) -> String {
    let what = match open.node {
        ServiceNode::Acceptance => "受理这一次",
        ServiceNode::Handling => "补正这一次",
        ServiceNode::Completion => "这件事从头到尾",
    };
    format!("评的是{what}，{}前可以评，只评一次", date_text(open.until))
}

/// Takes the rating.
pub(crate) async fn submit(
    State(app): State<App>,
    seat: Seat,
    Path(code): Path<String>,
    query: Query,
    headers: HeaderMap,
    posted: Posted,
) -> Reply {
    let by = query.text("by");
    let browser = headers.get(header::USER_AGENT).and_then(|v| v.to_str().ok()).unwrap_or_default().to_owned();
    let form = ReviewForm {
        code: code.clone(),
        stars: posted.text("stars"),
        options: posted.all("options"),
        words: posted.text("words"),
        anonymous: posted.has("anonymous"),
        browser,
        channel: by.clone(),
    };
    // Staff write down what came on paper or by telephone; a link does not say so of itself.
    let channel = CHANNELS.into_iter().find(|c| *c == by).unwrap_or("qr_code").to_owned();
    let sent = ReviewForm { channel, ..form.clone() };
    let (bureau, desk, key) = (app.bureau().clone(), seat.desk.clone(), posted.key());
    let given = blocking(move || services::reviews::give(&bureau, &desk, &sent, key.as_deref())).await?;
    let open = match load(&app, &seat, code).await? {
        Ok(open) => open,
        Err(failure) => return closed(&app, &seat, failure),
    };
    match given {
        Ok(given) => {
            let page = drawn(app.frame(&seat, "评价已收到"), &open, &form, None);
            show(&ReviewGivePage { thanks: thanks(&given, &open), action: String::new(), ..page })
        }
        Err(Failure::Refused(refusal)) => {
            let sentence = refusal.to_string();
            let frame = app.frame(&seat, "评价这次办事").with_problem(refusal.field(), &sentence);
            show_as(StatusCode::UNPROCESSABLE_ENTITY, &drawn(frame, &open, &form, Some((refusal.field(), &sentence))))
        }
        Err(failure) => Err(failure.into()),
    }
}

fn thanks(given: &Given, open: &OpenReview) -> String {
    let words = &open.words;
    match (given.again, given.is_bad, given.is_named) {
        (true, _, _) => words.again.clone(),
        (false, true, true) => open.thanks_for_bad.clone(),
        (false, true, false) => words.bad_anonymous.clone(),
        (false, false, _) => words.good.clone(),
    }
}

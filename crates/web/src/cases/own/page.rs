//! The own case's page (我的申请): opened with number and password, read, withdrawn, closed in this browser.

use askama::Template;
use axum::{
    extract::State,
    http::{HeaderMap, HeaderValue, StatusCode, header},
};
use domain::{
    cases::{Case, CorrectionItem, HandedIn, Stage, Waiting, by_certificate},
    catalogue::Need,
};
use services::{
    Failure,
    cases::{ApplyRefusal, Own, OwnFile, ProgressRefusal, case_rules, deferral_terms, own, withdraw as take_back},
};

use super::{
    OpenOwnPage, OwnPage,
    correct::answers_here,
    materials::files,
    questions::first,
    ticket::{Ticket, asked},
};
use crate::{
    base::{Field, Svg, paths},
    cases::{receipt::origin, words},
    door::{App, Oops, Posted, Query, Reply, Seat, address, blocking, go, show, show_as},
};

/// Wrong tries are counted over an hour; seconds.
const HOUR: HeaderValue = HeaderValue::from_static("3600");

/// Digits in groups of four, easier to note down.
pub(super) fn grouped(digits: &str) -> String {
    digits.as_bytes().chunks(4).map(String::from_utf8_lossy).collect::<Vec<_>>().join(" ")
}

/// How many files there are of the material at this place.
fn count(held: &[OwnFile], place: usize) -> usize {
    held.iter().filter(|f| f.place.map(usize::from) == Some(place)).count()
}

/// Materials that came as files, or that a certificate stands for.
pub(super) fn uploaded(own: &Own, held: &[OwnFile]) -> Vec<String> {
    let certificates = by_certificate(&own.case.materials);
    let one = |(place, m): (usize, &HandedIn)| match (count(held, place), certificates.contains(&place)) {
        (0, false) => None,
        (0, true) => Some(format!("{}（电子证照，不用提交）", m.name)),
        (many, _) => Some(format!("{}（{many} 份文件）", m.name)),
    };
    own.case.materials.iter().enumerate().filter_map(one).collect()
}

/// Materials that are still to be brought: what did not come, and the original of what came as a picture.
pub(super) fn to_bring(own: &Own, held: &[OwnFile]) -> Vec<String> {
    let open = own.case.stage.step() == 1;
    let mut out = Vec::new();
    for (place, material) in own.case.materials.iter().enumerate() {
        let guide = own.item.content.guide.materials.iter().find(|m| m.name == material.name);
        let came = count(held, place) > 0;
        if guide.is_some_and(|m| m.wants_original()) && came && open {
            out.push(format!("{}（原件，窗口核对）", material.name));
        } else if !material.received
            && !came
            && !material.is_promised()
            && !material.is_owed()
            && guide.is_none_or(|m| m.need != Need::Optional)
        {
            out.push(material.name.clone());
        }
    }
    out
}

/// What is promised to follow (容缺) and did not come as a file meanwhile.
pub(super) fn promised(own: &Own, held: &[OwnFile]) -> Vec<String> {
    let listed = own.case.materials.iter().enumerate();
    let open = listed.filter(|(place, m)| m.is_promised() && count(held, *place) == 0);
    open.map(|(_, m)| m.name.clone()).collect()
}

/// What is promised with materials that follow, in words.
pub(crate) async fn terms(app: &App) -> Result<String, Oops> {
    let bureau = app.bureau().clone();
    let found = blocking(move || deferral_terms(&bureau)).await?;
    Ok(found.map_err(|e| Oops::broken(&e))?.words())
}

/// What the applicant promised to bring later, with the day once that is known.
fn owed(own: &Own, today: jiff::civil::Date) -> Vec<String> {
    let one = |m: &HandedIn| match (m.is_owed(), m.is_promised(), m.deferred_until) {
        (true, _, Some(until)) => {
            let then = case_rules().deferred_lapse.words();
            Some(format!("{}：请在 {}前补交，到期没有补齐的，{then}", m.name, words::day(until, today)))
        }
        (false, true, _) => Some(format!("{}：受理后 {} 个工作日内补齐", m.name, case_rules().deferred_workdays)),
        (true | false, _, _) => None,
    };
    if own.case.stage.is_draft() || own.case.stage.ending().is_some() {
        return Vec::new();
    }
    own.case.materials.iter().filter_map(one).collect()
}

fn notice(query: &Query, own: &Own) -> Option<String> {
    Some(match query.text("done").as_str() {
        "submitted" => format!("已提交，编号 {}", own.case.no),
        "corrected" => "补正已收到，窗口会再看一遍".to_owned(),
        "saved" => "草稿已保存，凭编号和查询密码可以接着填".to_owned(),
        "withdrawn" => "已撤回，需要时可以重新申请".to_owned(),
        _ => return None,
    })
}

/// Until acceptance, and while it is in hand: what is decided can no longer be taken back.
fn withdraws(stage: &Stage) -> bool {
    match stage {
        Stage::Draft
        | Stage::Submitted
        | Stage::CorrectionAsked
        | Stage::Accepted(_)
        | Stage::InReview(..)
        | Stage::Suspended(..) => true,
        Stage::Decided(..)
        | Stage::Completed(..)
        | Stage::Delivered(..)
        | Stage::Rated(..)
        | Stage::Ended(..)
        | Stage::Archived(..) => false,
    }
}

fn headline(own: &Own, today: jiff::civil::Date) -> String {
    let case = &own.case;
    let by = case.next_on().map(|on| format!("，最迟 {}", words::day(on, today))).unwrap_or_default();
    match case.waiting() {
        Waiting::Applicant("提交") => "草稿，还没有提交".to_owned(),
        Waiting::Applicant(what) => format!("等您{what}{by}"),
        Waiting::Window => format!("已收到申请，等窗口受理{by}"),
        Waiting::Department | Waiting::Pause => format!("{}{by}", case.stage.label()),
        Waiting::Nobody => case.stage.label().to_owned(),
    }
}

/// What is to be corrected: the material and the words about it.
pub(super) fn named(case: &Case, items: &[CorrectionItem]) -> Vec<String> {
    let one = |item: &CorrectionItem| {
        let material = item.material.and_then(|at| case.materials.get(at)).map(|m| m.name.as_str());
        let parts = [material.unwrap_or_default(), item.what.as_str()];
        parts.into_iter().filter(|t| !t.is_empty()).collect::<Vec<_>>().join("：")
    };
    items.iter().map(one).collect()
}

async fn draw(app: &App, seat: &Seat, (own, ticket): (&Own, &Ticket), link: &str) -> Result<OwnPage, Oops> {
    let held = files(app, seat, ticket).await?;
    let (case, today) = (&own.case, app.bureau().today());
    let draft = case.stage.is_draft();
    let (form, answers) = asked(own)?;
    let mut facts = vec![("申请人".to_owned(), own.name.clone()), ("状态".to_owned(), case.stage.label().to_owned())];
    if draft {
        let until = case_rules().draft_until(case.receipt.on);
        facts.push(("草稿保留到".to_owned(), words::day(until, today)));
    } else {
        facts.push(("提交日期".to_owned(), words::day(case.receipt.on, today)));
    }
    if let Some(due) = case.due().on {
        let provisional = if case.due().provisional { "（暂定）" } else { "" };
        facts.push(("办结最迟".to_owned(), format!("{}{provisional}", words::day(due, today))));
    }
    let correction = case.correction.as_ref().filter(|_| case.stage == Stage::CorrectionAsked);
    let qr =
        if draft { String::new() } else { papers::qr::qr_svg(link, "扫码查进度").map_err(|e| Oops::broken(&e))? };
    Ok(OwnPage {
        frame: app.frame(seat, case.item_name.clone()),
        number: case.no.to_string(),
        password: grouped(&ticket.password),
        headline: headline(own, today),
        facts,
        go_on: draft.then(|| first(own, &form, &answers)),
        correction: correction.map(|c| (named(case, &c.items), words::day(c.until, today))),
        answers_here: answers_here(own),
        uploads: correction.is_some_and(|c| c.items.iter().any(|i| i.material.is_some())),
        uploaded: uploaded(own, &held),
        owed: owed(own, today),
        materials: if draft { Vec::new() } else { to_bring(own, &held) },
        withdraws: withdraws(&case.stage),
        version: case.version,
        why: Field::default(),
        again: (!draft).then(|| paths::apply_again(&case.item_id.to_string())),
        qr: Svg::drawn(qr),
    })
}

/// Where the code leads: the progress form with the number filled in.
fn progress_link(app: &App, headers: &HeaderMap, number: &str) -> String {
    format!("{}{}", origin(app, headers), address(paths::PROGRESS, &[("no", number)]))
}

fn blank(app: &App, seat: &Seat) -> OpenOwnPage {
    OpenOwnPage { frame: app.frame(seat, "打开我的申请"), number: Field::default(), password: Field::default() }
}

pub(crate) async fn page(
    State(app): State<App>,
    seat: Seat,
    ticket: Ticket,
    query: Query,
    headers: HeaderMap,
) -> Reply {
    let Some(own) = ticket.open(&app, &seat).await? else {
        let mut page = blank(&app, &seat);
        page.number = Field::of(query.text("no"));
        if query.text("done") == "closed" {
            page.frame.notice = Some("已在这台设备上关闭，凭编号和查询密码可以再打开".to_owned());
        }
        return show(&page);
    };
    let link = progress_link(&app, &headers, own.case.no.as_str());
    let mut page = draw(&app, &seat, (&own, &ticket), &link).await?;
    page.frame.notice = notice(&query, &own);
    show(&page)
}

/// Whether number and password open a case.
pub(super) async fn open_own(
    app: &App,
    seat: &Seat,
    number: &str,
    password: &str,
) -> Result<Result<(), ProgressRefusal>, Oops> {
    let (bureau, desk, asked) = (app.bureau().clone(), seat.desk.clone(), (number.to_owned(), password.to_owned()));
    match blocking(move || own(&bureau, &desk, &asked.0, &asked.1)).await? {
        Ok(_) => Ok(Ok(())),
        Err(Failure::Refused(ApplyRefusal::Door(refusal))) => Ok(Err(refusal)),
        Err(Failure::NotFound) => Ok(Err(ProgressRefusal::Wrong)),
        Err(failure) => Err(failure.into()),
    }
}

/// Why it does not, where the last digits of the mobile are no way in.
pub(super) fn sentence(refusal: &ProgressRefusal) -> String {
    match refusal {
        ProgressRefusal::Wrong => "编号或查询密码不对，请照回执核对".to_owned(),
        other @ (ProgressRefusal::Number(_) | ProgressRefusal::Later) => other.to_string(),
    }
}

/// Opens a case in this browser.
pub(crate) async fn open(State(app): State<App>, seat: Seat, sent: Posted) -> Reply {
    let (number, password) = (sent.text("number"), sent.text("password"));
    let refusal = match open_own(&app, &seat, &number, &password).await? {
        Ok(()) => {
            let mut answer = go(paths::OWN)?;
            Ticket::keep(&app, &mut answer, &number, &password);
            return Ok(answer);
        }
        Err(refusal) => refusal,
    };
    let sentence = sentence(&refusal);
    let mut page = blank(&app, &seat);
    page.frame = page.frame.with_problem("number", &sentence);
    (page.number, page.password) = (Field::wrong(number, sentence), Field::of(password));
    refused(&refusal, &page)
}

/// The page again; after too many tries it says how long to wait.
pub(super) fn refused(refusal: &ProgressRefusal, page: &impl Template) -> Reply {
    let late = *refusal == ProgressRefusal::Later;
    let status = if late { StatusCode::TOO_MANY_REQUESTS } else { StatusCode::UNPROCESSABLE_ENTITY };
    let mut answer = show_as(status, page)?;
    if late {
        answer.headers_mut().insert(header::RETRY_AFTER, HOUR);
    }
    Ok(answer)
}

/// Closes it in this browser; the case stays as it is.
pub(crate) async fn close(State(app): State<App>, _: Posted) -> Reply {
    let mut answer = go(&address(paths::OWN, &[("done", "closed")]))?;
    Ticket::close(&app, &mut answer);
    Ok(answer)
}

/// Takes the application back.
pub(crate) async fn withdraw(
    State(app): State<App>,
    seat: Seat,
    ticket: Ticket,
    headers: HeaderMap,
    sent: Posted,
) -> Reply {
    let Some(own) = ticket.open(&app, &seat).await? else { return go(paths::OWN) };
    let (why, at) = (sent.text("why"), ticket.at(sent.number("version").unwrap_or_default()));
    let (bureau, desk, key, reason) = (app.bureau().clone(), seat.desk.clone(), sent.key(), why.trim().to_owned());
    let done = match reason.is_empty() {
        true => None,
        false => Some(blocking(move || take_back(&bureau, &desk, (&at, reason.as_str()), key.as_deref())).await?),
    };
    let (status, field, sentence) = match done {
        Some(Ok(_)) => return go(&address(paths::OWN, &[("done", "withdrawn")])),
        None => (StatusCode::UNPROCESSABLE_ENTITY, "why", "请写一句为什么撤回".to_owned()),
        Some(Err(Failure::Refused(refusal))) => (StatusCode::UNPROCESSABLE_ENTITY, "why", refusal.to_string()),
        Some(Err(Failure::Stale)) => (StatusCode::CONFLICT, "", "这件刚有变化，请看过现在的样子再撤回".to_owned()),
        Some(Err(failure)) => return Err(failure.into()),
    };
    let link = progress_link(&app, &headers, own.case.no.as_str());
    let mut page = draw(&app, &seat, (&own, &ticket), &link).await?;
    page.why = Field { value: why, problem: (field == "why").then(|| sentence.clone()) };
    page.frame = page.frame.with_problem(field, &sentence);
    show_as(status, &page)
}

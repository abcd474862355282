//! One matter over HTTP, for the window, the lead and every department that has a member in it.

use std::collections::BTreeMap;

use axum::{
    extract::{Path, State},
    http::HeaderMap,
};
use domain::{
    base::{date_text, shanghai_text},
    cases::HandedIn,
    catalogue::{Form, FormField, FormPage, Need, Told},
    chains::{Intake, Look, Matter, MatterNo, MatterStage, MemberState, MergedMaterial, OpenStage},
    people::{Act, authorise},
};
use papers::{
    chains::{LaneFacts, lanes_of},
    charts::swim_lane,
};
use services::cases::Outlook;
use services::chains::{
    Blueprint,
    matters::{self, MatterView, MemberLine, RunsBy},
    version_of,
};

use super::{
    AskRow, MatterMemberRow, MatterPage, MatterReceiptPage,
    words::{self, Reader},
};
use crate::{
    base::{Choice, Field, Pick, Svg, actor_name, paths},
    cases::{day, files::given_out, mark, receipt::origin},
    catalogue::{
        QuestionPage,
        answering::{Filled, all_pages},
    },
    door::{App, Oops, Posted, Query, Reply, Seat, address, blocking, id, show},
};

async fn find(app: &App, seat: &Seat, no: &str) -> Result<(MatterView, Option<Blueprint>), Oops> {
    let (bureau, desk, no) = (app.bureau().clone(), seat.desk.clone(), no.to_owned());
    blocking(move || -> Result<_, Oops> {
        let view = matters::view(&bureau, &desk, &no)?;
        let chain = version_of(&bureau, &view.chain_code, view.chain_version).map_err(|e| Oops::broken(&e))?;
        Ok((view, chain))
    })
    .await?
}

pub(crate) async fn page(State(app): State<App>, seat: Seat, Path(no): Path<String>, query: Query) -> Reply {
    let (view, chain) = find(&app, &seat, &no).await?;
    let mut page = draw(&app, &seat, &view, chain.as_ref());
    page.frame.notice = match query.text("done").as_str() {
        "accepted" => Some("已受理，各部门的事项同时开始计时".to_owned()),
        "asked" => Some("已一次性告知申请人".to_owned()),
        "supplied" => Some("补正已收下".to_owned()),
        "looked" => Some("已记下，由窗口合在一起处理".to_owned()),
        "delivered" => Some("已交给申请人".to_owned()),
        "withdrawn" => Some("已撤回".to_owned()),
        "brought" => Some("已登记补交".to_owned()),
        "again" => Some("已重新提交，请核对后受理".to_owned()),
        "given_up" => Some("已登记不再提交，后面的按这件事的规则办".to_owned()),
        _ => None,
    };
    show(&page)
}

/// The page, again with a sentence where something was refused.
pub(super) async fn refused(
    app: &App,
    seat: &Seat,
    (no, sent): (&str, &Posted),
    sentence: &str,
) -> Result<MatterPage, Oops> {
    let (view, chain) = find(app, seat, no).await?;
    let mut page = draw(app, seat, &view, chain.as_ref());
    // What was typed and ticked stays.
    for row in &mut page.asks {
        row.what = Field::of(sent.text(&row.id));
    }
    page.promised = sent.text("promised") == "1";
    let deferred = sent.all("deferred");
    page.deferrable.options.iter_mut().for_each(|p| p.chosen = deferred.contains(&p.value));
    let ticked = sent.all("material");
    if !ticked.is_empty() {
        page.materials.options.iter_mut().for_each(|p| p.chosen = ticked.contains(&p.value));
    }
    (page.needs, page.receiver, page.reason) = (sent.text("needs"), sent.text("receiver"), sent.text("reason"));
    page.frame = page.frame.with_problem("", sentence);
    Ok(page)
}

fn draw(app: &App, seat: &Seat, view: &MatterView, chain: Option<&Blueprint>) -> MatterPage {
    let may = |act: Act| authorise(&seat.desk, act, None).is_ok();
    let open = view.finish.is_none();
    let window = may(Act::CaseAccept);
    // Received and not accepted: the intake, or what was handed in again after it.
    let submitted = view.members.iter().any(|m| m.state == MemberState::Open(OpenStage::Submitted));
    let waits = matches!(view.intake, Intake::Received { .. });
    let returned = view.members.iter().filter(|m| matches!(m.state, MemberState::Returned { .. }));
    let returned: Vec<(String, String)> = match open && window {
        true => returned.map(|m| (m.key.clone(), m.name.clone())).collect(),
        false => Vec::new(),
    };
    let today = app.bureau().today();
    let asks = view.members.iter().filter(|m| m.case_no.is_some());
    let own =
        |act: Act, m: &MemberLine| authorise(&seat.desk, act, Some((m.office.id, m.office.name.as_str()))).is_ok();
    let looks = view.members.iter().filter(|m| {
        let asked = !window && waits && m.state.open().is_some() && m.look == Some(Look::NotYet);
        asked && own(Act::CaseReceive, m)
    });
    let material = |(n, m): (usize, &domain::cases::HandedIn)| Pick {
        value: n.to_string(),
        label: m.name.clone(),
        chosen: m.received,
    };
    MatterPage {
        frame: app.frame(seat, view.chain_name.clone()),
        matter_no: view.matter_no.clone(),
        version: view.version,
        stage: view.stage.label().to_owned(),
        deadline: mark(if open { view.outlook } else { Outlook::Stopped }),
        headline: view.steps.as_ref().map(|s| s.headline.clone()).unwrap_or_default(),
        holdups: view.holdups.iter().map(|h| words::holdup(h, view.name_of(&h.member), Reader::Staff)).collect(),
        consequences: view.consequences.clone(),
        picture: chain.map(|c| picture(view, c, today)).unwrap_or_default(),
        facts: facts(view),
        members: view.members.iter().map(|m| member(m, own(Act::CaseView, m), today)).collect(),
        notice: view.notice.as_ref().map(words::notice).unwrap_or_default(),
        materials: Choice { options: view.materials.iter().enumerate().map(material).collect(), problem: None },
        deferrable: Choice { options: deferrable(view), problem: None },
        promised: view.materials.iter().any(|m| m.is_promised() && !m.is_owed()),
        ahead: view
            .ahead
            .iter()
            .map(|f| {
                let href = paths::matter_page(&view.matter_no, &format!("files/{}", f.id));
                (href, f.name.clone(), f.material.clone())
            })
            .collect(),
        owed: Choice {
            options: view
                .owed
                .iter()
                .map(|(place, name, until)| Pick {
                    value: place.to_string(),
                    label: format!("{name}（{}前）", date_text(*until)),
                    chosen: false,
                })
                .collect(),
            problem: None,
        },
        may_bring: open && window && !waits && !view.owed.is_empty(),
        answers: view.answers.iter().map(|t| (t.label.clone(), t.lines.join("、"))).collect(),
        history: view
            .history
            .iter()
            .map(|e| (shanghai_text(e.happened_at), actor_name(&e.actor).to_owned(), words::told(&e.kind).to_owned()))
            .collect(),
        may_accept: open && window && submitted && view.intake != Intake::CorrectionAsked,
        asks: match open && window && waits && view.notice.is_none() {
            true => asks
                .map(|m| AskRow { id: format!("what-{}", m.key), name: m.name.clone(), what: Field::default() })
                .collect(),
            false => Vec::new(),
        },
        may_supply: open && window && view.intake == Intake::CorrectionAsked,
        again: Choice { options: again_materials(view, &returned), problem: None },
        again_questions: match returned.is_empty() {
            true => Vec::new(),
            false => view.runs_by.as_ref().map(correctable).unwrap_or_default(),
        },
        returned,
        may_withdraw: open && window,
        ready: if may(Act::CaseDeliver) { view.ready } else { 0 },
        looks: looks.map(|m| (m.key.clone(), m.name.clone(), format!("look-{}", m.key))).collect(),
        needs: String::new(),
        receiver: String::new(),
        reason: String::new(),
        questions: match open && window && view.intake == Intake::CorrectionAsked {
            true => chain.map(|c| blanks(&c.form.form, &view.answers)).unwrap_or_default(),
            false => Vec::new(),
        },
        receipt: window.then(|| paths::matter_page(&view.matter_no, "receipt")),
    }
}

/// Materials that every member that applies lets follow and that are not there.
fn deferrable(view: &MatterView) -> Vec<Pick> {
    let Some(runs_by) = &view.runs_by else { return Vec::new() };
    let applies = |m: &&MemberLine| !matches!(m.state, MemberState::Dropped(_));
    let applying = view.members.iter().filter(applies).map(|m| m.key.as_str()).collect();
    let listed = runs_by.materials.materials.iter().enumerate();
    let may = listed.filter(|(place, m)| {
        m.asked(&applying) == Some(Need::Deferrable) && view.materials.get(*place).is_some_and(|m| !m.received)
    });
    let promised = |place: usize| view.materials.get(place).is_some_and(HandedIn::is_promised);
    let label = |place: usize, name: &str| match promised(place) {
        true => format!("{name}（申请人网上已承诺）"),
        false => name.to_owned(),
    };
    may.map(|(place, m)| Pick {
        value: place.to_string(),
        label: label(place, &m.material.name),
        chosen: promised(place),
    })
    .collect()
}

/// Materials that the returned members ask of the applicant.
fn again_materials(view: &MatterView, returned: &[(String, String)]) -> Vec<Pick> {
    let Some(runs_by) = &view.runs_by else { return Vec::new() };
    let uses = |m: &MergedMaterial| {
        m.uses.iter().any(|u| u.from.is_empty() && returned.iter().any(|(key, _)| *key == u.at.member))
    };
    let listed = runs_by.materials.materials.iter().enumerate().filter(|(_, m)| uses(m));
    listed.map(|(place, m)| Pick { value: place.to_string(), label: m.material.name.clone(), chosen: false }).collect()
}

/// The questions whose answers may be corrected, plainly and empty: what is left blank stays as it was.
fn correctable(runs_by: &RunsBy) -> Vec<QuestionPage> {
    let deciding = runs_by.chain.deciding(&runs_by.form.form);
    let may = |f: &&FormField| !deciding.contains(f.key.as_str());
    let plain = |f: &FormField| FormField { condition: None, required: false, ..f.clone() };
    let page = |p: &FormPage| FormPage { fields: p.fields.iter().filter(may).map(plain).collect(), ..p.clone() };
    let pages: Vec<FormPage> = runs_by.form.form.pages.iter().map(page).filter(|p| !p.fields.is_empty()).collect();
    let (answers, offered) = (BTreeMap::new(), BTreeMap::new());
    all_pages(&Form { pages }, &Filled { answers: &answers, offered: &offered, flaws: &[] }, false)
}

/// The lanes with where every member stands.
pub(super) fn picture(view: &MatterView, it: &Blueprint, today: jiff::civil::Date) -> Svg {
    let (Some(plan), Ok(no)) = (view.plan.as_ref().or(it.plan.as_ref()), MatterNo::parse(&view.matter_no)) else {
        return Svg::default();
    };
    let matter = Matter {
        id: view.id.into(),
        version: view.version,
        no,
        chain_code: view.chain_code.clone(),
        chain_version: view.chain_version,
        intake: view.intake.clone(),
        notice: view.notice.clone(),
        members: view.members.iter().map(|m| (m.key.clone(), m.state.clone())).collect(),
        finish: view.finish,
    };
    let facts = LaneFacts { chain: &it.chain, form: &it.form.form, matter: Some(&matter), plan, today };
    match lanes_of(&facts) {
        Ok(lanes) => Svg::drawn(swim_lane(&format!("{}办到哪里了", view.chain_name), &lanes)),
        Err(_) => Svg::default(),
    }
}

fn facts(view: &MatterView) -> Vec<(String, String)> {
    let who = &view.particulars;
    let window = view.window_no.map(|n| format!("，{n} 号窗口")).unwrap_or_default();
    let mut out = vec![
        ("申请人".to_owned(), format!("{} {}", who.name, who.code)),
        ("手机".to_owned(), who.phone.clone()),
        ("牵头部门".to_owned(), view.lead.name.clone()),
        ("收件".to_owned(), format!("{}，{}{window}", date_text(view.received_on), view.channel.label())),
    ];
    if let Some(due) = view.due_on {
        out.push(("全部办完最迟".to_owned(), date_text(due)));
    }
    if let Some((how, on)) = view.finish {
        out.push(("结果".to_owned(), format!("{}，{}", how.label(), date_text(on))));
    }
    if let Some(rating) = &view.rating {
        out.push(("评价".to_owned(), format!("{} 星", rating.stars)));
    }
    out.retain(|(_, words)| !words.trim().is_empty());
    out
}

fn member(m: &MemberLine, may_open: bool, today: jiff::civil::Date) -> MatterMemberRow {
    let waits = match m.waits_for.is_empty() {
        true => m.words.clone(),
        false => format!("等{}", m.waits_for.join("、")),
    };
    let look = match &m.look {
        Some(Look::Complete) => "部门看过，材料齐全".to_owned(),
        Some(Look::Needs(items)) => {
            let needs: Vec<&str> = items.iter().map(|i| i.what.as_str()).filter(|w| !w.is_empty()).collect();
            format!("部门提出要补：{}", needs.join("；"))
        }
        Some(Look::NotYet) | None => String::new(),
    };
    MatterMemberRow {
        key: m.key.clone(),
        name: m.name.clone(),
        office: m.office.name.clone(),
        state: m.state.label().to_owned(),
        words: waits,
        case: m.case_no.as_ref().filter(|_| may_open).map(|no| (no.clone(), paths::case(no))),
        earlier: m.earlier.iter().filter(|_| may_open).map(|no| (no.clone(), paths::case(no))).collect(),
        due: m.due_on.map(|d| day(d, today)).unwrap_or_default(),
        look,
    }
}

/// The notice that is printed: number, password, what is handled and by when, the lanes.
pub(crate) async fn receipt(State(app): State<App>, seat: Seat, Path(no): Path<String>, headers: HeaderMap) -> Reply {
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    let (view, chain) = blocking(move || -> Result<_, Oops> {
        let view = matters::receipt(&bureau, &desk, &no)?;
        let chain = version_of(&bureau, &view.chain_code, view.chain_version).map_err(|e| Oops::broken(&e))?;
        Ok((view, chain))
    })
    .await??;
    let link = format!("{}{}", origin(&app, &headers), address(paths::MATTER_PROGRESS, &[("no", &view.matter_no)]));
    let qr = papers::qr::qr_svg(&link, "扫码查进度").map_err(|e| Oops::broken(&e))?;
    let handled = view.members.iter().filter(|m| m.words.is_empty());
    let here = view.materials.iter().filter(|m| m.received);
    let today = app.bureau().today();
    show(&MatterReceiptPage {
        frame: app.frame(
            &seat,
            match view.stage {
                MatterStage::CorrectionAsked => "一次性告知书",
                // Acceptance has a paper of its own (行政许可法 32).
                MatterStage::Received => "一件事收件回执",
                MatterStage::InHand | MatterStage::Finished | MatterStage::Delivered => "一件事受理通知书",
            },
        ),
        matter_no: view.matter_no.clone(),
        chain: view.chain_name.clone(),
        applicant: format!("{} {}", view.particulars.name, view.particulars.code),
        lead: view.lead.name.clone(),
        received: date_text(view.received_on),
        due: view.due_on.map(date_text).unwrap_or_default(),
        password: view.query_password.clone().unwrap_or_default(),
        members: handled.map(|m| (m.name.clone(), m.office.name.clone())).collect(),
        materials: here.map(|m| m.name.clone()).collect(),
        deferred: deferred(&view.materials),
        notice: view.notice.as_ref().map(words::notice).unwrap_or_default(),
        picture: chain.map(|c| picture(&view, &c, today)).unwrap_or_default(),
        qr: Svg::drawn(qr),
        back: paths::matter(&view.matter_no),
    })
}

/// What follows later (容缺): which, by when, and what happens otherwise; empty where nothing does.
fn deferred(materials: &[HandedIn]) -> String {
    let rules = services::cases::case_rules();
    let one = |m: &HandedIn| match (m.deferred_until, m.is_promised()) {
        (Some(until), _) => Some(format!("{}（最迟 {}）", m.name, date_text(until))),
        (None, true) => Some(format!("{}（受理后 {} 个工作日内）", m.name, rules.deferred_workdays)),
        (None, false) => None,
    };
    let named: Vec<String> = materials.iter().filter_map(one).collect();
    match named.is_empty() {
        true => String::new(),
        false => {
            let (names, then) = (named.join("、"), rules.deferred_lapse.words());
            format!(
                "容缺后补材料：{names}。申请人已书面承诺按期补齐，各部门只收一次；到期没有补齐的，用到它的事项{then}。"
            )
        }
    }
}

/// The questions that were asked and left blank, plainly: whether they are asked was settled before.
pub(super) fn blanks(form: &Form, told: &[Told]) -> Vec<QuestionPage> {
    let blank = |f: &&FormField| told.iter().any(|t| t.key == f.key && t.lines.iter().all(|l| l.trim().is_empty()));
    let fields: Vec<FormField> =
        form.fields().filter(blank).map(|f| FormField { condition: None, ..f.clone() }).collect();
    if fields.is_empty() {
        return Vec::new();
    }
    let page = FormPage { title: "还没有填的".to_owned(), hint: String::new(), fields };
    let (answers, offered) = (BTreeMap::new(), BTreeMap::new());
    let filled = Filled { answers: &answers, offered: &offered, flaws: &[] };
    all_pages(&Form { pages: vec![page] }, &filled, false)
}

/// A file that lies ready for a member that has not begun; `?view=1` in the browser.
pub(crate) async fn file(
    State(app): State<App>,
    seat: Seat,
    Path((no, file)): Path<(String, String)>,
    query: Query,
) -> Reply {
    let wanted = id(&file)?;
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    let out = blocking(move || matters::open_ahead(&bureau, &desk, &no, wanted)).await??;
    Ok(given_out(out, query.on("view")))
}

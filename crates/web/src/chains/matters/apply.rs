//! Applying under a chain without a desk over HTTP (网上申请一件事): the form, whose draft the server keeps for this browser
//! until number and query password open it in another, the page on which everything is checked once more, and sending it
//! in.

use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::IntoResponse as _,
};
use domain::{
    base::{date_text, mask_citizen_id, mask_mobile, mask_name},
    cases::ApplicantKind,
};
use services::{
    Failure,
    cases::ProgressRefusal,
    chains::{
        Blueprint,
        matters::{
            DraftRefusal, DraftTicket, LookedMaterial, LookedThrough, MatterDraft, MatterForm, ProveRefusal,
            ProvedView, draft_number, drop_draft, keep_draft, look_through_draft, open_draft, prove, proved_of_draft,
            send_draft, take_draft, veil_of_draft,
        },
    },
};

use super::{
    EarlierRow, MatterAppliedPage, MatterCheckPage, MatterResumePage, MatterTakePage,
    take::{Kept, Place, again, draw, find, mark_held, partly, read},
    ticket::{Filling, MatterTicket},
};
use crate::{
    base::{Field, paths},
    cases::own::{NONE, may_go, terms},
    catalogue::answering::{PREFIX, answer_rows},
    door::{App, Oops, Posted, Query, Reply, Seat, address, blocking, go, show, show_as},
};

/// What this browser's draft holds, where it is one of this chain.
async fn draft(app: &App, seat: &Seat, filling: &Filling, code: &str) -> Result<Option<MatterDraft>, Oops> {
    let Some(ticket) = filling.0.clone() else { return Ok(None) };
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    let found = blocking(move || open_draft(&bureau, &desk, &ticket)).await??;
    Ok(found.filter(|draft| match draft {
        MatterDraft::Filling(form) => form.chain == code,
        MatterDraft::Sent(_) => true,
    }))
}

/// What a page may not show whole again of a draft.
fn kept(app: &App, it: &Blueprint, form: &MatterForm) -> Kept {
    let merged = veil_of_draft(app.bureau(), form, &it.form.form);
    let mut out: Kept = merged.into_iter().map(|(key, masked)| (format!("{PREFIX}{key}"), masked)).collect();
    if !form.code.trim().is_empty() {
        out.insert("code".to_owned(), masked_code(form));
    }
    if !form.phone.trim().is_empty() {
        out.insert("phone".to_owned(), mask_mobile(form.phone.trim()));
    }
    out
}

fn masked_code(form: &MatterForm) -> String {
    match ApplicantKind::parse(&form.applicant) {
        Some(ApplicantKind::Organisation) => form.code.trim().to_owned(),
        Some(ApplicantKind::Person) | None => mask_citizen_id(form.code.trim()),
    }
}

/// The same without what is not shown.
fn shown(form: &MatterForm, kept: &Kept) -> MatterForm {
    let mut form = form.clone();
    for name in kept.keys() {
        match name.strip_prefix(PREFIX) {
            Some(key) => drop(form.answers.remove(key)),
            None if name == "code" => form.code.clear(),
            None => form.phone.clear(),
        }
    }
    form
}

/// What was typed, with what is kept where the box was left blank.
fn unveiled(mut typed: MatterForm, (it, before): (&Blueprint, &MatterForm), kept: &Kept) -> MatterForm {
    for name in kept.keys() {
        match name.strip_prefix(PREFIX) {
            Some(key) => {
                let now = typed.answers.get(key).map(|a| a.trim().to_owned()).unwrap_or_default();
                if now == NONE && may_go(&it.form.form, key) {
                    typed.answers.remove(key);
                    continue;
                }
                if let (true, Some(answer)) = (now.is_empty(), before.answers.get(key)) {
                    typed.answers.insert(key.to_owned(), answer.clone());
                }
            }
            None if name == "code" && typed.code.trim().is_empty() => typed.code.clone_from(&before.code),
            None if name == "phone" && typed.phone.trim().is_empty() => typed.phone.clone_from(&before.phone),
            None => {}
        }
    }
    typed
}

pub(crate) async fn page(
    State(app): State<App>,
    seat: Seat,
    filling: Filling,
    Path(code): Path<String>,
    query: Query,
) -> Reply {
    let it = find(&app, &code).await?;
    let Some(MatterDraft::Filling(form)) = draft(&app, &seat, &filling, &code).await? else {
        let page = draw(&app, &seat, (&it, Place::Online), (&MatterForm::default(), &Kept::new()), &[]);
        return show(&promising(&app, page).await?);
    };
    let kept = kept(&app, &it, &form);
    let mut page = draw(&app, &seat, (&it, Place::Online), (&shown(&form, &kept), &kept), &[]);
    numbered(&app, &seat, &filling, &mut page).await?;
    tell_proved(&mut page, proved(&app, &seat, &filling, (&it, &form)).await?.as_ref(), &form);
    page.frame.notice = match query.text("done").as_str() {
        "kept" => Some("已保存，可以接着填".to_owned()),
        "proved" => Some("已沿用以前的信息，不对就改".to_owned()),
        _ => None,
    };
    show(&page)
}

/// The form with what is promised by a tick on it.
async fn promising(app: &App, page: MatterTakePage) -> Result<MatterTakePage, Oops> {
    Ok(MatterTakePage { terms: terms(app).await?, ..page })
}

/// The earlier case that the draft goes on from.
async fn proved(
    app: &App,
    seat: &Seat,
    filling: &Filling,
    (it, form): (&Blueprint, &MatterForm),
) -> Result<Option<ProvedView>, Oops> {
    let Some(ticket) = filling.0.clone() else { return Ok(None) };
    let (bureau, desk, it, form) = (app.bureau().clone(), seat.desk.clone(), it.clone(), form.clone());
    Ok(blocking(move || proved_of_draft(&bureau, &desk, (&ticket, &it), &form)).await??)
}

/// Says on the page what goes on from it, and asks at each certificate whether it is used.
fn tell_proved(page: &mut MatterTakePage, proved: Option<&ProvedView>, form: &MatterForm) {
    let Some(proved) = proved else { return };
    mark_held(page, &proved.held);
    for row in page.materials.iter_mut().filter(|m| m.held.is_some() || m.partly.is_some()) {
        row.used = Some(!form.aside.iter().any(|place| place.to_string() == row.place));
    }
    let words = match (proved.without, proved.held.len()) {
        ("", 0) => "您的电子证照里没有这件事要的材料。".to_owned(),
        ("", many) => format!("{many} 样材料有电子证照；不想用的，在材料里把勾去掉。"),
        (without, _) => format!("{without}。"),
    };
    page.earlier = Some(EarlierRow { case: format!("{} {}", proved.case_no, proved.item_name), words });
}

/// Goes on from an earlier case, after what was typed was kept.
async fn go_on_from(
    app: &App,
    seat: &Seat,
    ticket: &DraftTicket,
    (it, form): (&Blueprint, &MatterForm),
    sent: &Posted,
) -> Reply {
    let (number, password) = (sent.text("earlier_no"), sent.text("earlier_password"));
    let (bureau, desk, at, laid_out) = (app.bureau().clone(), seat.desk.clone(), ticket.clone(), it.clone());
    let typed = (number.clone(), password);
    match blocking(move || prove(&bureau, &desk, (&at, &laid_out), (&typed.0, &typed.1))).await? {
        Ok(()) => go(&address(&paths::chain_page(&form.chain, "apply"), &[("done", "proved")])),
        Err(Failure::Refused(refusal)) => {
            let sentence = match refusal {
                ProveRefusal::Door(ProgressRefusal::Wrong) => "编号或查询密码不对，请照回执核对".to_owned(),
                other @ (ProveRefusal::Door(_) | ProveRefusal::Other) => other.to_string(),
            };
            let kept = kept(app, it, form);
            let mut page = draw(app, seat, (it, Place::Online), (&shown(form, &kept), &kept), &[]);
            numbered(app, seat, &Filling(Some(ticket.clone())), &mut page).await?;
            page.frame = page.frame.with_problem("earlier_no", &sentence);
            page.earlier_no = Field::wrong(number, sentence);
            show_as(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
        Err(failure) => Err(failure.into()),
    }
}

/// Says on the page of a draft by what it is opened elsewhere.
async fn numbered(app: &App, seat: &Seat, filling: &Filling, page: &mut MatterTakePage) -> Result<(), Oops> {
    page.has_draft = true;
    page.terms = terms(app).await?;
    if let Some(ticket) = filling.0.clone() {
        let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
        let number = blocking(move || draft_number(&bureau, &desk, &ticket)).await??;
        page.draft_number = number.map(|n| (n.no, n.password));
    }
    Ok(())
}

/// Keeps what was typed; goes on to the check where nothing is wrong with it.
pub(crate) async fn submit(
    State(app): State<App>,
    seat: Seat,
    filling: Filling,
    Path(code): Path<String>,
    sent: Posted,
) -> Reply {
    let it = find(&app, &code).await?;
    if sent.text("do") == "drop" {
        return thrown_away(&app, &seat, &filling, &code).await;
    }
    let before = match draft(&app, &seat, &filling, &code).await? {
        Some(MatterDraft::Filling(form)) => Some(form),
        Some(MatterDraft::Sent(_)) | None => None,
    };
    let typed = read(&code, &sent);
    let form = match &before {
        Some(before) => unveiled(typed, (&it, before), &kept(&app, &it, before)),
        None => typed,
    };
    let ticket = match keep(&app, &seat, (before.is_some().then_some(&filling), &form), sent.key()).await? {
        Ok(ticket) => ticket,
        Err(DraftRefusal::TooMany(most)) => {
            let mut page = draw(&app, &seat, (&it, Place::Online), (&form, &Kept::new()), &[]);
            page.frame = page.frame.with_problem("", &DraftRefusal::TooMany(most).to_string());
            let page = promising(&app, page).await?;
            return show_as(StatusCode::UNPROCESSABLE_ENTITY, &page);
        }
    };
    let own = sent.text("own_device") == "1";
    let (bureau, desk, wanted) = (app.bureau().clone(), seat.desk.clone(), form.clone());
    let holding = Filling(Some(ticket.clone()));
    let mut answer = match sent.text("do").as_str() {
        "save" => go(&address(&paths::chain_page(&code, "apply"), &[("done", "kept")]))?,
        "prove" => go_on_from(&app, &seat, &ticket, (&it, &form), &sent).await?,
        _ => match blocking(move || look_through_draft(&bureau, &desk, &wanted)).await? {
            Ok(_) => go(&paths::chain_page(&code, "check"))?,
            Err(failure) => {
                let mut page = again(&app, &seat, (&it, Place::Online), (&form, ""), failure)?;
                numbered(&app, &seat, &holding, &mut page).await?;
                tell_proved(&mut page, proved(&app, &seat, &holding, (&it, &form)).await?.as_ref(), &form);
                show_as(StatusCode::UNPROCESSABLE_ENTITY, &page)?
            }
        },
    };
    Filling::keep(&app, &mut answer, &ticket, own);
    Ok(answer)
}

async fn keep(
    app: &App,
    seat: &Seat,
    (filling, form): (Option<&Filling>, &MatterForm),
    key: Option<String>,
) -> Result<Result<DraftTicket, DraftRefusal>, Oops> {
    let ticket = filling.and_then(|f| f.0.clone());
    let (bureau, desk, form) = (app.bureau().clone(), seat.desk.clone(), form.clone());
    match blocking(move || keep_draft(&bureau, &desk, (ticket.as_ref(), &form), key.as_deref())).await? {
        Ok(ticket) => Ok(Ok(ticket)),
        Err(Failure::Refused(refusal)) => Ok(Err(refusal)),
        Err(failure) => Err(failure.into()),
    }
}

/// Asks for number and query password of a draft that was begun elsewhere.
pub(crate) async fn resume_page(State(app): State<App>, seat: Seat) -> Reply {
    show(&MatterResumePage {
        frame: app.frame(&seat, "接着填没有填完的申请"),
        no: Field::default(),
        password: Field::default(),
    })
}

/// Opens it in this browser.
pub(crate) async fn resume(State(app): State<App>, seat: Seat, sent: Posted) -> Reply {
    let (no, password) = (sent.text("no"), sent.text("password"));
    let (bureau, desk, typed) = (app.bureau().clone(), seat.desk.clone(), (no.clone(), password));
    match blocking(move || take_draft(&bureau, &desk, (&typed.0, &typed.1))).await? {
        Ok((ticket, chain)) => {
            let mut answer = go(&paths::chain_page(&chain, "apply"))?;
            Filling::keep(&app, &mut answer, &ticket, sent.text("own_device") == "1");
            Ok(answer)
        }
        Err(Failure::Refused(refusal)) => {
            let sentence = refusal.to_string();
            let frame = app.frame(&seat, "接着填没有填完的申请").with_problem("no", &sentence);
            let page = MatterResumePage { frame, no: Field::wrong(no, sentence), password: Field::default() };
            show_as(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
        Err(failure) => Err(failure.into()),
    }
}

async fn thrown_away(app: &App, seat: &Seat, filling: &Filling, code: &str) -> Reply {
    if let Some(ticket) = filling.0.clone() {
        let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
        blocking(move || drop_draft(&bureau, &desk, &ticket)).await??;
    }
    let mut answer = go(&paths::chain(code))?;
    Filling::close(app, &mut answer);
    Ok(answer)
}

fn check_page(
    app: &App,
    seat: &Seat,
    (code, terms): (&str, &str),
    (form, seen, proved): (&MatterForm, &LookedThrough, Option<&ProvedView>),
) -> MatterCheckPage {
    let name = match ApplicantKind::parse(&form.applicant) {
        Some(ApplicantKind::Organisation) => form.name.trim().to_owned(),
        Some(ApplicantKind::Person) | None => mask_name(form.name.trim()),
    };
    let told = |fits: fn(&LookedMaterial) -> bool| {
        let of = seen.materials.iter().filter(|m| !m.certified && fits(m));
        of.map(|m| m.name.clone()).collect()
    };
    let spared = |m: &LookedMaterial| {
        let held = proved?.held.iter().find(|h| h.place == m.place)?;
        let used = !form.aside.contains(&m.place);
        let words =
            if m.certified { format!("用电子证照（{}），不用交", held.certificate) } else { partly(held) };
        used.then(|| format!("{}：{words}", m.name))
    };
    let before = paths::chain_page(code, "apply");
    MatterCheckPage {
        frame: app.frame(seat, "核对并提交"),
        chain: seen.chain_name.clone(),
        action: paths::chain_page(code, "check"),
        applicant: format!("{name}，{}，{}", masked_code(form), mask_mobile(form.phone.trim())),
        rows: answer_rows(&seen.form, &seen.answers, |_| Some(before.clone())),
        members: seen.members.clone(),
        certified: seen.materials.iter().filter_map(spared).collect(),
        ready: told(|m| m.ticked),
        lacking: told(|m| !m.ticked && !m.deferred),
        deferred: told(|m| m.deferred),
        terms: terms.to_owned(),
        due: seen.due_on.map(|d| format!("今天受理的话，最迟 {} 全部办完", date_text(d))).unwrap_or_default(),
        before,
    }
}

/// Everything once more.
pub(crate) async fn check(State(app): State<App>, seat: Seat, filling: Filling, Path(code): Path<String>) -> Reply {
    let Some(MatterDraft::Filling(mut form)) = draft(&app, &seat, &filling, &code).await? else {
        return go(&paths::chain_page(&code, "apply"));
    };
    let it = find(&app, &code).await?;
    let proved = proved(&app, &seat, &filling, (&it, &form)).await?;
    form.certified = proved.as_ref().map(|p| p.certified.clone()).unwrap_or_default();
    let (bureau, desk, wanted) = (app.bureau().clone(), seat.desk.clone(), form.clone());
    match blocking(move || look_through_draft(&bureau, &desk, &wanted)).await? {
        Ok(seen) => {
            let terms = terms(&app).await?;
            show(&check_page(&app, &seat, (&code, &terms), (&form, &seen, proved.as_ref())))
        }
        // What was right when it was kept may be wrong by now.
        Err(failure) => {
            let page = promising(&app, again(&app, &seat, (&it, Place::Online), (&form, ""), failure)?).await?;
            show_as(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
    }
}

/// Sends it in, once.
pub(crate) async fn send(
    State(app): State<App>,
    seat: Seat,
    filling: Filling,
    Path(code): Path<String>,
    sent: Posted,
) -> Reply {
    if sent.text("do") == "drop" {
        return thrown_away(&app, &seat, &filling, &code).await;
    }
    let (Some(ticket), Some(known)) = (filling.0.clone(), draft(&app, &seat, &filling, &code).await?) else {
        return go(&paths::chain_page(&code, "apply"));
    };
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    match blocking(move || send_draft(&bureau, &desk, &ticket)).await? {
        Ok(applied) => {
            let page = MatterAppliedPage {
                frame: app.frame(&seat, "申请已提交"),
                matter_no: applied.matter_no.clone(),
                query_password: applied.query_password.clone(),
            };
            let mut answer = show(&page)?.into_response();
            MatterTicket::typed(&applied.matter_no, &applied.query_password).keep(&app, &mut answer);
            Ok(answer)
        }
        Err(Failure::NotFound) => go(&paths::chain_page(&code, "apply")),
        Err(failure) => match known {
            MatterDraft::Filling(form) => {
                let it = find(&app, &code).await?;
                let page = promising(&app, again(&app, &seat, (&it, Place::Online), (&form, ""), failure)?).await?;
                show_as(StatusCode::UNPROCESSABLE_ENTITY, &page)
            }
            MatterDraft::Sent(_) => Err(Oops::from(failure)),
        },
    }
}

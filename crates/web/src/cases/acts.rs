//! The other acts on a case over HTTP (其他处理): each reads its form, does one thing, and goes back to the
//! case; refused, the same page comes back with what was typed.

use axum::extract::{Path, State};
use domain::{
    base::fold,
    cases::{CorrectionItem, Refusal},
};
use jiff::civil::Date;
use services::{
    Bureau, Failure,
    cases::{
        self, CaseRef, CheckForm, CorrectionForm, EndForm, ExtendForm, Found, ReceiveForm, SendBackForm, SuspendForm,
    },
};

use super::{act_form::Refused, view};
use crate::{
    base::paths,
    door::{App, Posted, Reply, Seat, address, blocking, go},
};

/// What came of an act: the case's next version.
type Done = Result<i64, Failure<Refusal>>;

/// Does it and goes back to the case; `said` is the code of what the page then says.
async fn done(
    (app, seat, no, posted): (&App, &Seat, String, Posted),
    (slug, said): (&'static str, &'static str),
    act: impl FnOnce(&Bureau, &domain::people::Desk, &CaseRef, Option<&str>) -> Done + Send + 'static,
) -> Reply {
    let at = CaseRef { case_no: no.clone(), version: posted.number("expected_version").unwrap_or_default() };
    let (bureau, desk, key) = (app.bureau().clone(), seat.desk.clone(), posted.key());
    let failure = match blocking(move || act(&bureau, &desk, &at, key.as_deref())).await? {
        Ok(_) => return go(&address(&paths::case(&no), &[("done", said)])),
        Err(failure) => failure,
    };
    let hitch = view::Hitch::of(failure, |refusal| field(slug, refusal))?;
    let (input, sentence) = hitch.mend().unwrap_or(("", ""));
    let refused = Refused { slug, posted: &posted, field: input, sentence };
    view::again_with(app, seat, no, &refused, &hitch).await
}

/// The input that a refusal speaks of; empty where it is none of the form's.
fn field(slug: &str, refusal: &Refusal) -> &'static str {
    match (slug, refusal.code()) {
        ("receive", "materials_missing") => "material",
        ("receive", "not_deferrable") => "deferred",
        ("receive", "promise_missing") => "promised",
        ("correct", "correction_empty") => "what",
        ("correct", "day") => "correct_until",
        ("suspend", "day") => "suspend_until",
        ("supply", "correction_incomplete") => "supplied",
        ("bring", "not_owed" | "material_unknown") => "brought",
        ("examine", "why_missing") => "examine_note",
        ("suspend", "notice_missing") => "notice_no",
        ("suspend", "why_missing") => "suspend_reason",
        ("extend", "why_missing") => "extend_reason",
        ("end", "why_missing") => "end_reason",
        ("extend", "extension_too_long") => "workdays",
        ("check", "why_missing") => "check_note",
        ("take-back", "why_missing") => "back_reason",
        ("send-back", "why_missing") => "back_why",
        ("end", "day") => "body",
        ("check", "day") => "kept",
        _ => "",
    }
}

/// A day as people write it; `None` where the box is empty. What is no day at all is told.
pub(super) fn day(text: &str) -> Result<Option<Date>, Failure<Refusal>> {
    if text.trim().is_empty() {
        return Ok(None);
    }
    domain::base::parse_date(text).map(Some).map_err(|flaw| Failure::Refused(Refusal::Day(flaw.to_string())))
}

/// What a stop is made from. A special procedure without a name is refused for that, not taken for a hold.
pub(super) fn stop(
    special: bool,
    (procedure, notice_no, reason): (String, String, String),
    until: Option<Date>,
) -> Result<SuspendForm, Failure<Refusal>> {
    if special && procedure.trim().is_empty() {
        return Err(Failure::Refused(Refusal::NoticeMissing));
    }
    let procedure = if special { procedure } else { String::new() };
    Ok(SuspendForm { procedure, notice_no, reason, until })
}

fn ticked(posted: &Posted, name: &str) -> Vec<usize> {
    posted.all(name).iter().filter_map(|m| m.parse().ok()).collect()
}

/// 受理.
pub(crate) async fn receive(State(app): State<App>, seat: Seat, Path(no): Path<String>, posted: Posted) -> Reply {
    let form = ReceiveForm {
        materials: ticked(&posted, "material"),
        deferred: ticked(&posted, "deferred"),
        promised: !posted.text("promised").is_empty(),
        by_commitment: false,
    };
    done((&app, &seat, no, posted), ("receive", "received"), move |b, d, at, key| {
        cases::receive(b, d, (at, &form), key)
    })
    .await
}

/// 一次性告知补正.
pub(crate) async fn correct(State(app): State<App>, seat: Seat, Path(no): Path<String>, posted: Posted) -> Reply {
    let (items, until) = (correction_items(&posted), day(&posted.text("correct_until")));
    done((&app, &seat, no, posted), ("correct", "corrected"), move |b, d, at, key| {
        let form = CorrectionForm { items, until: until? };
        cases::ask_correction(b, d, (at, &form), key)
    })
    .await
}

/// Ticked materials and the lines of words, as one list.
pub(super) fn correction_items(posted: &Posted) -> Vec<CorrectionItem> {
    let material = |place: usize| CorrectionItem { material: Some(place), what: String::new() };
    let line = |text: &str| CorrectionItem { material: None, what: text.trim().to_owned() };
    let words = posted.text("what");
    let lines = words.lines().filter(|l| !l.trim().is_empty()).map(line);
    ticked(posted, "lack").into_iter().map(material).chain(lines).collect()
}

/// 登记补正材料.
pub(crate) async fn supply(State(app): State<App>, seat: Seat, Path(no): Path<String>, posted: Posted) -> Reply {
    let places = ticked(&posted, "supplied");
    done((&app, &seat, no, posted), ("supply", "supplied"), move |b, d, at, key| {
        cases::supply(b, d, (at, &places), key)
    })
    .await
}

/// 补交容缺材料.
pub(crate) async fn bring(State(app): State<App>, seat: Seat, Path(no): Path<String>, posted: Posted) -> Reply {
    let places = ticked(&posted, "brought");
    done((&app, &seat, no, posted), ("bring", "brought"), move |b, d, at, key| cases::bring(b, d, (at, &places), key))
        .await
}

/// 接件.
pub(crate) async fn take_up(State(app): State<App>, seat: Seat, Path(no): Path<String>, posted: Posted) -> Reply {
    done((&app, &seat, no, posted), ("take-up", "taken"), cases::take_up).await
}

/// 退回部门.
pub(crate) async fn send_back(State(app): State<App>, seat: Seat, Path(no): Path<String>, posted: Posted) -> Reply {
    let form = SendBackForm { reason: posted.text("back_why"), words: posted.text("back_words") };
    done((&app, &seat, no, posted), ("send-back", "sent_back"), move |b, d, at, key| {
        cases::send_back(b, d, (at, &form), key)
    })
    .await
}

/// 逐项审查材料: what is not ticked as unfit is noted as fit.
pub(crate) async fn examine(State(app): State<App>, seat: Seat, Path(no): Path<String>, posted: Posted) -> Reply {
    let (unfit, note) = (ticked(&posted, "unfit"), posted.text("examine_note"));
    let count = view::load(&app, &seat, no.clone()).await?.case.materials.len();
    done((&app, &seat, no, posted), ("examine", "examined"), move |b, d, at, key| {
        let found = |place| match unfit.contains(&place) {
            true => Found { place, ok: false, note: note.clone() },
            false => Found { place, ok: true, note: String::new() },
        };
        let found: Vec<Found> = (0..count).map(found).collect();
        cases::examine(b, d, (at, &found), key)
    })
    .await
}

/// 特别程序或挂起.
pub(crate) async fn suspend(State(app): State<App>, seat: Seat, Path(no): Path<String>, posted: Posted) -> Reply {
    let special = posted.text("rest") != "hold";
    let words = (posted.text("procedure"), posted.text("notice_no"), posted.text("suspend_reason"));
    let until = day(&posted.text("suspend_until"));
    done((&app, &seat, no, posted), ("suspend", "suspended"), move |b, d, at, key| {
        let form = until.and_then(|until| stop(special, words, until))?;
        cases::suspend(b, d, (at, &form), key)
    })
    .await
}

/// 恢复办理.
pub(crate) async fn resume(State(app): State<App>, seat: Seat, Path(no): Path<String>, posted: Posted) -> Reply {
    done((&app, &seat, no, posted), ("resume", "resumed"), cases::resume).await
}

/// 延长办理期限.
pub(crate) async fn extend(State(app): State<App>, seat: Seat, Path(no): Path<String>, posted: Posted) -> Reply {
    let form = ExtendForm {
        workdays: fold(&posted.text("workdays")).trim().parse().unwrap_or_default(),
        rank: posted.text("rank"),
        approver: posted.text("approver"),
        reason: posted.text("extend_reason"),
    };
    done((&app, &seat, no, posted), ("extend", "extended"), move |b, d, at, key| cases::extend(b, d, (at, &form), key))
        .await
}

/// 核查承诺.
pub(crate) async fn check(State(app): State<App>, seat: Seat, Path(no): Path<String>, posted: Posted) -> Reply {
    let (kept, note) = (posted.text("kept"), posted.text("check_note"));
    done((&app, &seat, no, posted), ("check", "checked"), move |b, d, at, key| match kept.as_str() {
        "yes" | "no" => cases::check_commitment(b, d, (at, &CheckForm { kept: kept == "yes", note }), key),
        _ => Err(Failure::Refused(Refusal::Day("请选择核查结果：与承诺相符还是不符".into()))),
    })
    .await
}

/// 收回: from the system that has it.
pub(crate) async fn take_back(State(app): State<App>, seat: Seat, Path(no): Path<String>, posted: Posted) -> Reply {
    let reason = posted.text("back_reason");
    done((&app, &seat, no, posted), ("take-back", "back"), move |b, d, at, key| {
        cases::take_back(b, d, (at, &reason), key)
    })
    .await
}

/// 不再办理.
pub(crate) async fn end(State(app): State<App>, seat: Seat, Path(no): Path<String>, posted: Posted) -> Reply {
    let form = EndForm { how: posted.text("how"), reason: posted.text("end_reason"), body: posted.text("body") };
    done((&app, &seat, no, posted), ("end", "ended"), move |b, d, at, key| cases::end(b, d, (at, &form), key)).await
}

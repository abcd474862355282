//! Uploading the materials of an own case (上传材料): photos of a phone and files, kept with the draft or with the
//! answer to a correction. Each file stands for itself: one that is refused keeps no other out.

use axum::{
    extract::{Path, State},
    http::StatusCode,
};
use domain::{
    base::FileId,
    cases::{HandedIn, Means, Refusal, Stage, takes_files},
    catalogue::{Material, Need},
};
use jiff::civil::Date;
use services::{
    Failure,
    cases::{
        AcceptRefusal, ApplyRefusal, AttachForm, FILE_ROOM, FileNotKept, FileUnreadable, Incoming, Own, OwnFile,
        ProgressRefusal, attach_own, bring_own, case_rules, open_own_file, own_file_names, promise_own, put_aside_own,
        remove_own,
    },
};

use super::{
    Deferral, OwnFileRow, OwnMaterial, OwnMaterialsPage,
    page::terms,
    questions::{last, screens},
    ticket::{Ticket, asked},
};
use crate::{
    base::{Choice, Field, Pick, paths},
    cases::{
        files::{given_out, sized},
        words::day,
    },
    catalogue::form_and_copies,
    door::{App, Oops, Posted, Query, Reply, Seat, Uploads, address, blocking, go, id, show, show_as},
};

/// What the applicant has handed in as files.
pub(super) async fn files(app: &App, seat: &Seat, ticket: &Ticket) -> Result<Vec<OwnFile>, Oops> {
    let (bureau, desk, ticket) = (app.bureau().clone(), seat.desk.clone(), ticket.clone());
    match blocking(move || own_file_names(&bureau, &desk, &ticket.case_no, &ticket.password)).await? {
        Ok(files) => Ok(files),
        Err(Failure::Refused(ProgressRefusal::Wrong | ProgressRefusal::Later | ProgressRefusal::Number(_))) => {
            Ok(Vec::new())
        }
        Err(Failure::NotFound) => Err(Oops::not_found()),
        Err(failure) => Err(failure.into()),
    }
}

/// As "申请书.jpg（1.3 MB）".
fn row(file: &OwnFile) -> OwnFileRow {
    OwnFileRow {
        id: file.id.to_string(),
        label: sized(&file.name, file.size),
        shown: file.kind.is_shown(),
        removable: file.removable,
    }
}

fn need(material: &Material) -> &'static str {
    match material.need {
        Need::Required => "",
        Need::Deferrable => "可以后补",
        Need::Optional => "可以不交",
    }
}

fn notes(material: &Material) -> Vec<String> {
    let form = form_and_copies(&material.form, material.copies);
    [form, material.notice.clone()].into_iter().filter(|t| !t.trim().is_empty()).collect()
}

/// What a correction says of a material; `None` where it does not ask for it.
fn wanted(own: &Own, place: usize) -> Option<String> {
    let correction = own.case.correction.as_ref().filter(|_| own.case.stage == Stage::CorrectionAsked)?;
    let here = correction.items.iter().filter(|i| i.material == Some(place));
    let words: Vec<&str> = here.map(|i| if i.what.is_empty() { "请补交这样材料" } else { i.what.as_str() }).collect();
    (!words.is_empty()).then(|| words.join("；"))
}

/// Whether it may still come online because it was promised to follow (容缺), while the case takes files.
fn may_follow(material: &HandedIn, stage: &Stage) -> bool {
    (material.is_owed() || material.is_promised()) && takes_files(stage, "上传材料").is_ok()
}

/// By when it is to come, and what happens otherwise.
fn owed(material: &HandedIn, today: Date) -> String {
    match (material.is_owed(), material.deferred_until, material.is_promised()) {
        (true, Some(until), _) => {
            let then = case_rules().deferred_lapse.words();
            format!("请在 {}前补交，到期没有补齐的，{then}", day(until, today))
        }
        (false, _, true) => format!("受理后 {} 个工作日内补齐，现在交也可以", case_rules().deferred_workdays),
        (true | false, _, _) => String::new(),
    }
}

/// What the guide lets follow and is not there, as a form.
async fn deferral(app: &App, own: &Own, held: &[OwnFile]) -> Result<Option<Deferral>, Oops> {
    let listed = own.item.content.guide.materials.iter();
    let may = |name: &str| listed.clone().any(|m| m.name == name && m.need == Need::Deferrable);
    let came = |place: usize| held.iter().any(|f| f.place.map(usize::from) == Some(place));
    let open = own.case.materials.iter().enumerate().filter(|(place, m)| may(&m.name) && !m.received && !came(*place));
    let options: Vec<Pick> = open
        .map(|(place, m)| Pick { value: place.to_string(), label: m.name.clone(), chosen: m.is_promised() })
        .collect();
    if options.is_empty() {
        return Ok(None);
    }
    let signed = options.iter().any(|p| p.chosen);
    let one = Pick { value: "1".to_owned(), label: "我承诺按期补齐".to_owned(), chosen: signed };
    Ok(Some(Deferral {
        options: Choice { options, problem: None },
        signed: Choice { options: vec![one], problem: None },
        terms: terms(app).await?,
    }))
}

async fn draw(app: &App, seat: &Seat, (own, ticket): (&Own, &Ticket)) -> Result<OwnMaterialsPage, Oops> {
    let (form, answers) = asked(own)?;
    let held = files(app, seat, ticket).await?;
    let stage = &own.case.stage;
    let (draft, correcting) = (stage.is_draft(), *stage == Stage::CorrectionAsked);
    let listed = own.item.content.guide.materials.iter();
    let mut materials: Vec<OwnMaterial> = own
        .case
        .materials
        .iter()
        .enumerate()
        .map(|(place, material)| {
            let guide = listed.clone().find(|m| m.name == material.name);
            let asked = wanted(own, place);
            OwnMaterial {
                place: place.to_string(),
                name: material.name.clone(),
                need: guide.map(need).unwrap_or_default().to_owned(),
                notes: guide.map(notes).unwrap_or_default(),
                original: guide.is_some_and(Material::wants_original),
                field: (draft || asked.is_some() || may_follow(material, stage)).then(Field::default),
                held: material.received && material.means == Means::Certificate,
                aside: (draft && material.means == Means::Certificate).then_some(!material.received),
                aside_form: format!("aside-{place}"),
                owed: if draft { String::new() } else { owed(material, app.bureau().today()) },
                asked: asked.unwrap_or_default(),
                files: held.iter().filter(|f| f.place.map(usize::from) == Some(place)).map(row).collect(),
                reasons: Vec::new(),
            }
        })
        .collect();
    // What is asked for stands first.
    materials.sort_by_key(|m| m.asked.is_empty());
    let count = screens(own, &form);
    let deferral = if draft { deferral(app, own, &held).await? } else { None };
    Ok(OwnMaterialsPage {
        frame: app.frame(seat, if draft { "上传材料" } else { "材料" }),
        item: own.case.item_name.clone(),
        at: draft.then(|| (count - 1, count)),
        materials,
        deferral,
        limits: format!("JPG、PNG、WebP、PDF、docx、xlsx、OFD，每份最多 {} MB", FILE_ROOM.file_megabytes),
        next: match (draft, correcting) {
            (true, _) => (paths::OWN_CHECK.to_owned(), "下一步"),
            (false, true) => (paths::OWN_CORRECT.to_owned(), "去交补正"),
            (false, false) => (paths::OWN.to_owned(), "回到我的申请"),
        },
        before: if draft { last(&form, &answers) } else { String::new() },
    })
}

pub(crate) async fn page(State(app): State<App>, seat: Seat, ticket: Ticket, query: Query) -> Reply {
    let Some(own) = ticket.open(&app, &seat).await? else { return go(paths::OWN) };
    let mut page = draw(&app, &seat, (&own, &ticket)).await?;
    page.frame.notice = match query.text("done").as_str() {
        "removed" => Some("已移除".to_owned()),
        "deferred" => Some("已记下，受理后再补；提交时一起承诺".to_owned()),
        "nothing" => Some("已记下，没有要后补的材料".to_owned()),
        "aside" => Some("已改为交材料，不用电子证照".to_owned()),
        "taken" => Some("已改回用电子证照".to_owned()),
        "brought" => Some("已补交，窗口和部门都看得到".to_owned()),
        many => many.parse::<u16>().ok().map(|n| format!("已上传 {n} 份")),
    };
    show(&page)
}

/// Adds what was chosen.
pub(crate) async fn submit(State(app): State<App>, seat: Seat, ticket: Ticket, sent: Uploads) -> Reply {
    let Some(own) = ticket.open(&app, &seat).await? else { return go(paths::OWN) };
    let place = sent.form.number::<u16>("place");
    let at = place.map(usize::from).filter(|at| *at < own.case.materials.len()).ok_or_else(Oops::not_found)?;
    // Since the page was made it may have been sent in.
    let follows = own.case.materials.get(at).is_some_and(|m| may_follow(m, &own.case.stage));
    if !own.case.stage.is_draft() && wanted(&own, at).is_none() && !follows {
        return go(paths::OWN_MATERIALS);
    }
    let form = AttachForm { case_no: ticket.case_no.clone(), place };
    let (bureau, desk, exe, key) = (app.bureau().clone(), seat.desk.clone(), app.exe(), sent.form.key());
    let (password, files) = (ticket.password.clone(), sent.files);
    let done = blocking(move || {
        let each = files.into_iter().enumerate().map(|(i, (name, bytes))| {
            let key = key.as_ref().map(|k| format!("{}-{i}", k.chars().take(180).collect::<String>()));
            attach_own(&bureau, &desk, (&form, &password), Incoming { name, bytes }, &exe, key.as_deref())
        });
        each.collect::<Vec<_>>()
    })
    .await?;
    let (mut kept, mut reasons) = (0_usize, Vec::new());
    for one in done {
        match one {
            Ok(_) => kept += 1,
            Err(Failure::Refused(FileNotKept::Password(_))) => return go(paths::OWN),
            Err(Failure::Refused(refusal)) => reasons.push(refusal.to_string()),
            Err(other) => return Err(other.into()),
        }
    }
    if kept > 0 && own.case.materials.get(at).is_some_and(HandedIn::is_owed) {
        note_brought(&app, &seat, (&own, &ticket), (at, sent.form.key())).await?;
        if reasons.is_empty() {
            return go(&format!("{}#material-{at}", address(paths::OWN_MATERIALS, &[("done", "brought")])));
        }
    }
    if kept > 0 && reasons.is_empty() {
        let back = address(paths::OWN_MATERIALS, &[("done", &kept.to_string())]);
        return go(&format!("{back}#material-{at}"));
    }
    let mut page = draw(&app, &seat, (&own, &ticket)).await?;
    page.frame.notice = (kept > 0).then(|| format!("其余 {kept} 份已上传"));
    let sentence = match reasons.len() {
        0 => "请选择照片或文件".to_owned(),
        many => format!("有 {many} 份文件没有收，原因在下面"),
    };
    page.frame = page.frame.with_problem(&format!("file-{at}"), &sentence);
    if let Some(material) = page.materials.iter_mut().find(|m| m.place == at.to_string()) {
        material.field = Some(Field::wrong("", sentence));
        material.reasons = reasons;
    }
    show_as(StatusCode::UNPROCESSABLE_ENTITY, &page)
}

/// Notes that what was to follow came, with the file that was just added.
async fn note_brought(
    app: &App,
    seat: &Seat,
    (own, ticket): (&Own, &Ticket),
    (place, key): (usize, Option<String>),
) -> Result<(), Oops> {
    let (bureau, desk, at) = (app.bureau().clone(), seat.desk.clone(), ticket.at(own.case.version));
    let key = key.map(|k| format!("{}:bring", k.chars().take(180).collect::<String>()));
    match blocking(move || bring_own(&bureau, &desk, (&at, place), key.as_deref())).await? {
        // Somebody was faster: the file is there, and the page shows what is so.
        Ok(_) | Err(Failure::Stale | Failure::Refused(_)) => Ok(()),
        Err(failure) => Err(failure.into()),
    }
}

/// Keeps which materials follow later, with the commitment.
pub(crate) async fn defer(State(app): State<App>, seat: Seat, ticket: Ticket, sent: Posted) -> Reply {
    let Some(own) = ticket.open(&app, &seat).await?.filter(|own| own.case.stage.is_draft()) else {
        return go(paths::OWN);
    };
    let places: Vec<usize> = sent.all("deferred").iter().filter_map(|p| p.parse().ok()).collect();
    let (signed, at) = (sent.text("promised") == "1", ticket.at(own.case.version));
    let (bureau, desk, key, named) = (app.bureau().clone(), seat.desk.clone(), sent.key(), places.clone());
    let done = blocking(move || promise_own(&bureau, &desk, (&at, &named, signed), key.as_deref())).await?;
    let (field, sentence) = match done {
        Ok(_) => {
            let word = if places.is_empty() { "nothing" } else { "deferred" };
            return go(&format!("{}#defer", address(paths::OWN_MATERIALS, &[("done", word)])));
        }
        Err(Failure::Refused(ApplyRefusal::Form(AcceptRefusal::Rule(Refusal::PromiseMissing)))) => {
            ("promised", "请勾选“我承诺按期补齐”".to_owned())
        }
        Err(Failure::Refused(ApplyRefusal::Form(AcceptRefusal::Rule(Refusal::NotDeferrable(name))))) => {
            ("deferred", format!("“{name}”不在容缺清单里，不能后补"))
        }
        Err(Failure::Refused(_) | Failure::Stale) => return go(paths::OWN),
        Err(failure) => return Err(failure.into()),
    };
    let mut page = draw(&app, &seat, (&own, &ticket)).await?;
    page.frame = page.frame.with_problem(field, &sentence);
    if let Some(one) = &mut page.deferral {
        for pick in &mut one.options.options {
            pick.chosen = places.iter().any(|p| p.to_string() == pick.value);
        }
        one.signed.options.iter_mut().for_each(|p| p.chosen = signed);
        let at = if field == "promised" { &mut one.signed } else { &mut one.options };
        at.problem = Some(sentence);
    }
    show_as(StatusCode::UNPROCESSABLE_ENTITY, &page)
}

/// Puts a certificate aside, or takes it up again.
pub(crate) async fn put_aside(State(app): State<App>, seat: Seat, ticket: Ticket, sent: Posted) -> Reply {
    let Some(own) = ticket.open(&app, &seat).await?.filter(|own| own.case.stage.is_draft()) else {
        return go(paths::OWN);
    };
    let place: usize = sent.number("place").ok_or_else(Oops::not_found)?;
    let (aside, at) = (sent.text("aside") == "1", ticket.at(own.case.version));
    let (bureau, desk, key) = (app.bureau().clone(), seat.desk.clone(), sent.key());
    match blocking(move || put_aside_own(&bureau, &desk, (&at, place, aside), key.as_deref())).await? {
        Ok(_) => {
            let word = if aside { "aside" } else { "taken" };
            go(&format!("{}#material-{place}", address(paths::OWN_MATERIALS, &[("done", word)])))
        }
        // No certificate stands for it, or the draft has changed: the page shows what is so.
        Err(Failure::Refused(_) | Failure::Stale) => go(paths::OWN_MATERIALS),
        Err(failure) => Err(failure.into()),
    }
}

/// One own file, to save or with `?view=1` to look at.
pub(crate) async fn open(
    State(app): State<App>,
    seat: Seat,
    ticket: Ticket,
    Path(file): Path<String>,
    query: Query,
) -> Reply {
    let wanted: FileId = id(&file)?;
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    let out = blocking(move || open_own_file(&bureau, &desk, (&ticket.case_no, &ticket.password), wanted)).await?;
    match out {
        Ok(out) => Ok(given_out(out, query.on("view"))),
        Err(Failure::Refused(FileUnreadable::Password(_))) => go(paths::OWN),
        Err(failure) => Err(failure.into()),
    }
}

/// Takes an own file off again.
pub(crate) async fn remove(
    State(app): State<App>,
    seat: Seat,
    ticket: Ticket,
    Path(file): Path<String>,
    sent: Posted,
) -> Reply {
    let wanted: FileId = id(&file)?;
    let (bureau, desk, key) = (app.bureau().clone(), seat.desk.clone(), sent.key());
    let at = (ticket.case_no, ticket.password);
    match blocking(move || remove_own(&bureau, &desk, (&at.0, &at.1), wanted, key.as_deref())).await? {
        // Gone already, or sent in meanwhile: the page shows what is so.
        Ok(()) | Err(Failure::NotFound) => go(&address(paths::OWN_MATERIALS, &[("done", "removed")])),
        Err(Failure::Refused(_)) => go(paths::OWN),
        Err(failure) => Err(failure.into()),
    }
}

//! Uploading the materials of an own case (上传材料): photos of a phone and files, kept with the draft or with the
//! answer to a correction. Each file stands for itself: one that is refused keeps no other out.

use axum::{
    extract::{Path, State},
    http::StatusCode,
};
use domain::{
    base::FileId,
    cases::{Means, Stage},
    catalogue::{Material, Need},
};
use services::{
    Failure,
    cases::{
        AttachForm, FILE_ROOM, FileNotKept, FileUnreadable, Incoming, Own, OwnFile, ProgressRefusal, attach_own,
        open_own_file, own_file_names, remove_own,
    },
};

use super::{
    OwnFileRow, OwnMaterial, OwnMaterialsPage,
    questions::{last, screens},
    ticket::{Ticket, asked},
};
use crate::{
    base::{Field, paths},
    cases::files::{given_out, sized},
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
                field: (draft || asked.is_some()).then(Field::default),
                held: material.received && material.means == Means::Certificate,
                asked: asked.unwrap_or_default(),
                files: held.iter().filter(|f| f.place.map(usize::from) == Some(place)).map(row).collect(),
                reasons: Vec::new(),
            }
        })
        .collect();
    // What is asked for stands first.
    materials.sort_by_key(|m| m.asked.is_empty());
    let count = screens(own, &form);
    Ok(OwnMaterialsPage {
        frame: app.frame(seat, if draft { "上传材料" } else { "材料" }),
        item: own.case.item_name.clone(),
        at: draft.then(|| (count - 1, count)),
        materials,
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
    if !own.case.stage.is_draft() && wanted(&own, at).is_none() {
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

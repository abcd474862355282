//! The files of a case over HTTP (附件): the page, several files at once without script, one file out, one
//! taken off. What was handed in by strangers goes out with its own policy: in a sandbox, as what it was
//! found to be, and kept by nobody on the way.

use axum::{
    extract::{Path, State},
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use domain::{
    base::{FileId, FileKind, shanghai_text},
    people::{Act, authorise},
};
use services::{
    Failure,
    cases::{AttachForm, CaseFiles, DetachForm, FILE_ROOM, FileLine, FileNotKept, Incoming, TakenOut},
};

use super::{CaseFilesPage, FileForm, HandedFile, MaterialFiles};
use crate::{
    base::{Choice, Field, Pick, paths},
    door::{App, Oops, Posted, Query, Reply, Seat, Uploads, address, blocking, go, id, show, show_as},
};

/// Pictures are shown in a sandbox of their own; they have nothing to fetch and nothing to run.
const PICTURE: &str = "sandbox; default-src 'none'; img-src 'self'; script-src 'self'; form-action 'self'; \
     frame-ancestors 'none'; base-uri 'none'";
/// Viewers of PDF do not start in a sandbox; what runs in a PDF was refused when it came.
const DOCUMENT: &str = "default-src 'none'; object-src 'self'; script-src 'self'; form-action 'self'; \
     frame-ancestors 'none'; base-uri 'none'";

/// The page.
pub(crate) async fn page(State(app): State<App>, seat: Seat, Path(no): Path<String>, query: Query) -> Reply {
    let mut page = draw(&app, &seat, no, "").await?;
    page.frame.notice = match query.text("done").as_str() {
        "" => None,
        "detached" => Some("已撤下，办件上不再显示这份文件".to_owned()),
        many => many.parse::<u16>().ok().map(|n| format!("已加上 {n} 份文件")),
    };
    show(&page)
}

async fn draw(app: &App, seat: &Seat, no: String, place: &str) -> Result<CaseFilesPage, Oops> {
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    let all = blocking(move || services::cases::case_files(&bureau, &desk, &no)).await??;
    let may = authorise(&seat.desk, Act::CaseReceive, None).is_ok();
    let form = (all.open && may).then(|| FileForm {
        place: places(&all, place),
        file: Field::default(),
        reasons: Vec::new(),
        hint: format!(
            "可以一次选几份。JPG、PNG、WebP、PDF、docx、xlsx、OFD，每份最多 {} MB。",
            FILE_ROOM.file_megabytes
        ),
    });
    let closed =
        if all.open { "您的岗位不加附件，可以查看。" } else { "这件的附件现在不能再改。" };
    Ok(CaseFilesPage {
        frame: app.frame(seat, format!("{}附件", all.item_name)),
        number: all.case_no.clone(),
        materials: by_material(&all),
        form,
        closed: closed.into(),
    })
}

fn places(all: &CaseFiles, chosen: &str) -> Choice {
    let named = all.materials.iter().enumerate().map(|(i, name)| (i.to_string(), name.clone()));
    let options = named
        .chain([(String::new(), "其他".to_owned())])
        .map(|(value, label)| Pick { chosen: value == chosen, value, label })
        .collect();
    Choice { options, problem: None }
}

fn by_material(all: &CaseFiles) -> Vec<MaterialFiles> {
    let places = (0..all.materials.len()).map(|i| u16::try_from(i).ok());
    let named = places.zip(&all.materials).map(|(place, name)| (place, name.clone()));
    named
        .chain([(None, "其他".to_owned())])
        .map(|(place, name)| MaterialFiles { name, files: files(all, place) })
        .collect()
}

fn files(all: &CaseFiles, place: Option<u16>) -> Vec<HandedFile> {
    let here = all.files.iter().filter(|f| f.place == place).enumerate();
    here.map(|(i, f)| HandedFile {
        id: f.id.to_string(),
        label: label(f, i + 1),
        shown: f.kind.is_shown(),
        by: format!("{} {}", shanghai_text(f.at), if f.by.is_empty() { "申请人或对接系统" } else { &f.by }),
        detached: f.detached.clone().unwrap_or_default(),
        why: Field::default(),
        why_id: format!("why-{}", f.id),
    })
    .collect()
}

/// As "图片 2（1.3 MB）".
pub(super) fn label(file: &FileLine, no: usize) -> String {
    sized(&format!("{} {no}", file.kind.label()), file.size)
}

/// A name with a size in bytes behind it, as "图片 2（1.3 MB）".
pub(super) fn sized(name: &str, size: u64) -> String {
    let tenths = (size * 10).div_ceil(1 << 20);
    format!("{name}（{}.{} MB）", tenths / 10, tenths % 10)
}

/// Adds what was chosen. Each file stands for itself: one that is refused keeps no other out.
pub(crate) async fn submit(State(app): State<App>, seat: Seat, Path(no): Path<String>, sent: Uploads) -> Reply {
    let place = sent.form.text("place");
    let form = AttachForm { case_no: no.clone(), place: sent.form.number("place") };
    let (bureau, desk, exe, key) = (app.bureau().clone(), seat.desk.clone(), app.exe(), sent.form.key());
    let files = sent.files;
    let done = blocking(move || {
        let each = files.into_iter().enumerate().map(|(i, (name, bytes))| {
            let key = key.as_ref().map(|k| format!("{k}-{i}"));
            services::cases::attach(&bureau, &desk, &form, Incoming { name, bytes }, &exe, key.as_deref())
        });
        each.collect::<Vec<_>>()
    })
    .await?;
    let mut problems = Vec::new();
    let mut kept = 0_usize;
    for one in done {
        match one {
            Ok(_) => kept += 1,
            Err(Failure::Refused(refusal)) => problems.push(refusal.to_string()),
            Err(other) => return Err(other.into()),
        }
    }
    if kept > 0 && problems.is_empty() {
        return go(&address(&paths::case_files(&no), &[("done", &kept.to_string())]));
    }
    let mut page = draw(&app, &seat, no, &place).await?;
    page.frame.notice = (kept > 0).then(|| format!("其余 {kept} 份已加上"));
    let sentence = match problems.len() {
        0 => "请选择照片或文件".to_owned(),
        many => format!("有 {many} 份文件没有收，原因在下面"),
    };
    match &mut page.form {
        Some(form) => {
            page.frame = page.frame.with_problem("file", &sentence);
            form.file = Field::wrong("", sentence);
            form.reasons = problems;
        }
        // Since the form was shown the case went on: there is no field any more.
        None => page.frame = page.frame.with_problem("", &problems.join("；")),
    }
    show_as(StatusCode::UNPROCESSABLE_ENTITY, &page)
}

/// One file out: to save, or with `?view=1` to look at.
pub(crate) async fn open(
    State(app): State<App>,
    seat: Seat,
    Path((no, file)): Path<(String, String)>,
    query: Query,
) -> Reply {
    let wanted: FileId = id(&file)?;
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    let out = blocking(move || services::cases::open_file(&bureau, &desk, &no, wanted)).await??;
    Ok(given_out(out, query.on("view")))
}

/// The answer with a file in it.
pub(crate) fn given_out(out: TakenOut, view: bool) -> Response {
    let plain = |b: u8| b.is_ascii_alphanumeric() || b"-._".contains(&b);
    let encoded: String =
        out.name.bytes().map(|b| if plain(b) { char::from(b).to_string() } else { format!("%{b:02X}") }).collect();
    let way = if view && out.kind.is_shown() { "inline" } else { "attachment" };
    let said = format!("{way}; filename=\"file.{}\"; filename*=UTF-8''{encoded}", out.kind.as_str());
    let policy = match out.kind {
        FileKind::Pdf => DOCUMENT,
        FileKind::Jpeg | FileKind::Png | FileKind::Webp | FileKind::Docx | FileKind::Xlsx | FileKind::Ofd => PICTURE,
    };
    let kind = HeaderValue::from_static(out.kind.media());
    let headers = [
        (header::CONTENT_TYPE, kind),
        (header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(policy)),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store, no-transform")),
    ];
    let mut answer = (headers, out.bytes).into_response();
    if let Ok(said) = HeaderValue::from_str(&said) {
        answer.headers_mut().insert(header::CONTENT_DISPOSITION, said);
    }
    answer
}

/// Takes a file off.
pub(crate) async fn detach(
    State(app): State<App>,
    seat: Seat,
    Path((no, file)): Path<(String, String)>,
    posted: Posted,
) -> Reply {
    let wanted: FileId = id(&file)?;
    let form = DetachForm { file: wanted.get(), why: posted.text(&format!("why-{file}")) };
    let (bureau, desk, key) = (app.bureau().clone(), seat.desk.clone(), posted.key());
    match blocking(move || services::cases::detach(&bureau, &desk, &form, key.as_deref())).await? {
        Ok(()) => go(&address(&paths::case_files(&no), &[("done", "detached")])),
        Err(Failure::Refused(refusal)) => {
            let mut page = draw(&app, &seat, no, "").await?;
            let sentence = refusal.to_string();
            // Of a file that was taken off before there is no field to mend.
            let mut shown = page.materials.iter_mut().flat_map(|m| &mut m.files);
            let field = match shown.find(|f| f.id == file && f.detached.is_empty()) {
                Some(shown) => {
                    shown.why.problem = Some(sentence.clone());
                    shown.why_id.clone()
                }
                None => String::new(),
            };
            page.frame = page.frame.with_problem(&field, &sentence);
            show_as(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
        Err(other) => Err(other.into()),
    }
}

/// The field that a refusal speaks of, for the API.
pub(crate) fn refused(refusal: &FileNotKept) -> Oops {
    Oops::new(crate::base::Trouble::Refused, refusal.code()).saying(refusal.to_string())
}

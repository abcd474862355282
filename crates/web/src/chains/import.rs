//! Taking over a chain that was drawn elsewhere, over HTTP (导入流程图): the file is handed in, what it holds is shown with what
//! was left out, and it becomes a draft when somebody says so.

use axum::{
    extract::{Path, State},
    http::StatusCode,
};
use domain::chains::Member;
use services::{
    Failure,
    chains::{Drawing, read_drawing, take_over},
};

use super::{ChainImportPage, ChainPreviewPage};
use crate::{
    base::{Field, paths},
    door::{App, HeldFile, Oops, Posted, Reply, Seat, Upload, blocking, go, show, show_as},
};

fn blank(app: &App, seat: &Seat) -> ChainImportPage {
    ChainImportPage { frame: app.frame(seat, "导入流程图"), file: Field::default() }
}

pub(crate) async fn page(State(app): State<App>, seat: Seat) -> Reply {
    show(&blank(&app, &seat))
}

fn mend(app: &App, seat: &Seat, sentence: &str) -> Reply {
    let mut page = blank(app, seat);
    page.frame = page.frame.with_problem("file", sentence);
    page.file.problem = Some(sentence.to_owned());
    show_as(StatusCode::UNPROCESSABLE_ENTITY, &page)
}

async fn read(app: &App, seat: &Seat, bytes: Vec<u8>) -> Result<Result<Drawing, String>, Oops> {
    let (bureau, desk, exe) = (app.bureau().clone(), seat.desk.clone(), app.exe());
    match blocking(move || read_drawing(&bureau, &desk, &bytes, &exe)).await? {
        Ok(drawing) => Ok(Ok(drawing)),
        Err(Failure::Refused(why)) => Ok(Err(why.to_string())),
        Err(other) => Err(Oops::from(other)),
    }
}

fn preview(app: &App, seat: &Seat, (token, name): (&str, &str), drawing: &Drawing) -> ChainPreviewPage {
    let chain = &drawing.chain;
    let named = |key: &String| chain.member(key).map_or("", |m| m.item.name.as_str());
    let row = |m: &Member| {
        let after: Vec<&str> = m.after.iter().map(named).collect();
        (m.item.name.clone(), m.item.code.clone(), after.join("、"))
    };
    ChainPreviewPage {
        frame: app.frame(seat, "导入流程图"),
        file: name.to_owned(),
        name: chain.name.clone(),
        rows: chain.members.iter().map(row).collect(),
        notes: drawing.notes.clone(),
        against: drawing.against.clone(),
        action: paths::chain_import(token),
    }
}

/// Reads the file and shows what would be taken over; nothing is kept but the file, for this desk and a short time.
pub(crate) async fn upload(State(app): State<App>, seat: Seat, sent: Upload) -> Reply {
    if sent.bytes.is_empty() {
        return mend(&app, &seat, "请选择 BPMN 2.0 的流程图文件（.bpmn、.xml）");
    }
    match read(&app, &seat, sent.bytes.clone()).await? {
        Ok(drawing) => {
            let token = app.bureau().new_token();
            let page = preview(&app, &seat, (&token, &sent.file_name), &drawing);
            let held = HeldFile { name: sent.file_name, bytes: sent.bytes };
            app.held().hold(token, &seat.desk, app.bureau().now(), held);
            show(&page)
        }
        Err(sentence) => mend(&app, &seat, &sentence),
    }
}

/// Keeps what was shown as a draft.
pub(crate) async fn submit(State(app): State<App>, seat: Seat, Path(token): Path<String>, sent: Posted) -> Reply {
    let file = app.held_file(&seat, &token)?;
    let drawing = match read(&app, &seat, file.bytes.clone()).await? {
        Ok(drawing) => drawing,
        Err(sentence) => return mend(&app, &seat, &sentence),
    };
    let mut page = preview(&app, &seat, (&token, &file.name), &drawing);
    if !drawing.against.is_empty() {
        page.frame = page.frame.with_problem("", "请先在流程图里补好下面几处，再导入");
        return show_as(StatusCode::UNPROCESSABLE_ENTITY, &page);
    }
    let (bureau, desk, key, chain) = (app.bureau().clone(), seat.desk.clone(), sent.key(), drawing.chain);
    match blocking(move || take_over(&bureau, &desk, &chain, key.as_deref())).await? {
        Ok(kept) => {
            app.held().release(&token);
            go(&paths::chain_page(&kept.code, "edit"))
        }
        Err(Failure::Refused(refusal)) => {
            page.frame = page.frame.with_problem("", &refusal.to_string());
            show_as(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
        Err(other) => Err(Oops::from(other)),
    }
}

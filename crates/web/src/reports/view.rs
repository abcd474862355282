//! One report: reading it, changing a paragraph, making it anew.

use axum::{
    extract::{Path, State},
    http::StatusCode,
};
use domain::{
    base::{ReportId, date_text_with_year, shanghai_text},
    people::{Act, authorise},
    reports::{Piece, Section, Written},
};
use papers::charts::{LineChart, LinePoint, RankingRow, Share, line_with_target, ranking_bar};
use services::{
    Failure,
    reports::{Drawn, DrawnChart, DrawnTable, EditForm, ReportView, edit_paragraph, remake},
};

use super::{ReportPage, ReportParagraph, ReportPiece, ReportSection, ReportTable};
use crate::{
    base::{Svg, actor_name, paths},
    door::{App, Oops, Posted, Query, Reply, Seat, address, blocking, go, id, show, show_as},
};

async fn blank(app: &App, seat: &Seat, report: ReportId) -> Result<ReportPage, Oops> {
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    let view = blocking(move || services::reports::view(&bureau, &desk, report)).await??;
    Ok(page_of(app, seat, &view))
}

fn page_of(app: &App, seat: &Seat, view: &ReportView) -> ReportPage {
    let body = &view.body;
    let edited = body.paragraphs().filter(|p| p.edited.is_some()).count();
    let numbers = body.paragraphs().flat_map(Written::spans).filter(|s| s.by_hand).count();
    let by_hand = match (edited, numbers) {
        (0, _) => String::new(),
        (n, 0) => format!("改过 {n} 段，数字都与数据一致"),
        (n, m) => format!("改过 {n} 段，有 {m} 个数字是人工填写的"),
    };
    let mut number = 0;
    let sections = body
        .sections
        .iter()
        .enumerate()
        .map(|(place, section)| {
            let heading = if section.heading.is_empty() {
                String::new()
            } else {
                number += 1;
                format!("{}、{}", services::reports::numeral(number), section.heading)
            };
            shown(place, heading, section, &view.drawn)
        })
        .collect();
    ReportPage {
        frame: app.frame(seat, body.title.clone()),
        id: view.id.to_string(),
        version: view.version,
        kind: body.kind.label().into(),
        as_of: date_text_with_year(view.as_of),
        recipient: body.recipient.clone(),
        may_edit: authorise(&seat.desk, Act::ReportEdit, None).is_ok(),
        is_old: view.is_old,
        by_hand,
        notes: body.notes.clone(),
        sections,
        traces: body
            .traces
            .iter()
            .map(|t| [t.what.clone(), t.parts.clone(), t.profile.clone(), t.source.clone()])
            .collect(),
        history: format!(
            "{} {}生成，{} {}最后修改",
            shanghai_text(view.made.0),
            actor_name(&view.made.1),
            shanghai_text(view.changed.0),
            actor_name(&view.changed.1)
        ),
    }
}

fn shown(place: usize, heading: String, section: &Section, drawn: &Drawn) -> ReportSection {
    let piece = |p: &Piece| match p {
        Piece::Paragraph(w) => Some(ReportPiece::Paragraph(paragraph(w))),
        Piece::Table(name) => {
            drawn.tables.get(name).filter(|t| !t.rows.is_empty()).map(|t| ReportPiece::Table(table(t)))
        }
        Piece::Chart(name) => {
            drawn.charts.get(name).map(|c| ReportPiece::Chart(c.caption.clone(), Svg::drawn(picture(c))))
        }
    };
    ReportSection { add: format!("add-{place}"), heading, pieces: section.pieces.iter().filter_map(piece).collect() }
}

fn paragraph(w: &Written) -> ReportParagraph {
    ReportParagraph {
        id: w.id.clone(),
        spans: w.spans().into_iter().map(|s| (s.text, s.by_hand)).collect(),
        text: w.text().to_owned(),
        generated: w.generated.clone(),
        edited: w.edited.is_some(),
        problem: None,
    }
}

fn table(t: &DrawnTable) -> ReportTable {
    let numbers: Vec<bool> = t.columns.iter().map(|c| c.number).collect();
    ReportTable {
        caption: t.caption.clone(),
        head: t.columns.iter().map(|c| (c.head.clone(), c.number)).collect(),
        rows: t.rows.iter().map(|r| r.iter().cloned().zip(numbers.iter().copied()).collect()).collect(),
    }
}

fn share(hundredths: i64) -> Share {
    Share::from_ten_thousandths(u32::try_from(hundredths.max(0)).unwrap_or(0).saturating_mul(100))
}

fn picture(c: &DrawnChart) -> String {
    let marks = c.series.first().map(|(_, marks)| marks.as_slice()).unwrap_or_default();
    if c.line {
        let points: Vec<LinePoint> = c
            .labels
            .iter()
            .zip(marks)
            .map(|(label, mark)| LinePoint {
                label: label.clone(),
                value: mark.as_ref().map(|m| share(m.0)),
                value_text: mark.as_ref().map(|m| m.1.clone()).unwrap_or_default(),
            })
            .collect();
        return line_with_target(&LineChart {
            title: &c.caption,
            points: &points,
            target: Share::WHOLE,
            target_text: "100%",
        });
    }
    let rows: Vec<RankingRow> = c
        .labels
        .iter()
        .zip(marks)
        .map(|(label, mark)| RankingRow {
            label: label.clone(),
            value: mark.as_ref().map(|m| share(m.0)),
            value_text: mark.as_ref().map(|m| m.1.clone()).unwrap_or_default(),
            is_own: mark.as_ref().is_some_and(|m| m.2),
        })
        .collect();
    ranking_bar(&c.caption, share(c.baseline), &rows)
}

pub(crate) async fn page(State(app): State<App>, seat: Seat, Path(report): Path<String>, query: Query) -> Reply {
    let mut page = blank(&app, &seat, id(&report)?).await?;
    page.frame.notice = match query.text("done").as_str() {
        "edited" => Some("这一段已经改好，下载的文件里就是新的文字".into()),
        "remade" => Some("已按最新数据重新生成，您写过的文字都保留着，请核对标出的数字".into()),
        _ => None,
    };
    show(&page)
}

pub(crate) async fn submit(State(app): State<App>, seat: Seat, Path(report): Path<String>, form: Posted) -> Reply {
    let report_id: ReportId = id(&report)?;
    let sent = EditForm {
        version: form.number("expected_version").unwrap_or_default(),
        paragraph: form.text("paragraph"),
        text: form.text("text"),
    };
    let (bureau, desk, key, asked) = (app.bureau().clone(), seat.desk.clone(), form.key(), sent.clone());
    let failure = match blocking(move || edit_paragraph(&bureau, &desk, report_id, &asked, key.as_deref())).await? {
        Ok(_) => {
            let back = address(&paths::report(&report), &[("done", "edited")]);
            return go(&format!("{back}#p-{}", sent.paragraph));
        }
        Err(failure) => failure,
    };
    let (status, sentence) = match failure {
        Failure::Refused(refusal) => (StatusCode::UNPROCESSABLE_ENTITY, refusal.to_string()),
        Failure::Stale => (StatusCode::CONFLICT, Failure::<services::Never>::Stale.to_string()),
        other @ (Failure::Denied(_) | Failure::NotFound | Failure::Store(_)) => return Err(other.into()),
    };
    let mut page = blank(&app, &seat, report_id).await?;
    let boxes = page.sections.iter_mut().flat_map(|s| &mut s.pieces);
    for piece in boxes {
        if let ReportPiece::Paragraph(p) = piece
            && p.id == sent.paragraph
        {
            p.text.clone_from(&sent.text);
            p.problem = Some(sentence.clone());
        }
    }
    page.frame = page.frame.with_problem(&format!("t-{}", sent.paragraph), &sentence);
    show_as(status, &page)
}

pub(crate) async fn anew(State(app): State<App>, seat: Seat, Path(report): Path<String>, form: Posted) -> Reply {
    let report_id: ReportId = id(&report)?;
    let version = form.number("expected_version").unwrap_or_default();
    let (bureau, desk, key) = (app.bureau().clone(), seat.desk.clone(), form.key());
    match blocking(move || remake(&bureau, &desk, report_id, version, key.as_deref())).await? {
        Ok(_) => go(&address(&paths::report(&report), &[("done", "remade")])),
        Err(Failure::Refused(refusal)) => {
            let mut page = blank(&app, &seat, report_id).await?;
            page.frame = page.frame.with_problem("", &refusal.to_string());
            show_as(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
        Err(other) => Err(other.into()),
    }
}

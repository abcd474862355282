//! The words of the pages (用词检查), and pages filled with hostile text.

use askama::Template;
use web::base::{ErrorPage, Field, Frame, Page, Tag, Tone, Trouble, WhoAmI};
use web::cases::{AcceptPage, CasePage, ProgressPage, ReceiptPage, WorklistPage};
use web::catalogue::{GuidePage, ImportPreviewPage, ItemListPage, QualityPage, SearchPage};
use web::indicators::{GapsPage, RowsPage};
use web::people::StaffListPage;
use web::rectification::{OrderPage, RegisterPage};

use crate::markup::Document;

const BANNED: &[&str] = &[
    "非法",
    "无效的",
    "参数",
    "异常",
    "失败请重试",
    "请联系管理员",
    "网络繁忙",
    "null",
    "Error",
    "系统繁忙",
    "操作成功",
    "必填项",
    "请您",
];

/// Words we do not use, and buttons that only say 确定.
pub(crate) fn banned(document: &Document) -> Vec<String> {
    let text = document.text();
    let mut found: Vec<String> =
        BANNED.iter().filter(|word| text.contains(**word)).map(|word| format!("says “{word}”")).collect();
    for (at, _) in document.all("button") {
        let words = document.text_of(at);
        if ["确定", "提交", "确认", "OK"].contains(&words.as_str()) || words.chars().count() > 25 {
            found.push(format!("button “{words}”"));
        }
    }
    found
}

fn hostile_frame(frame: &Frame, text: &str) -> Frame {
    Frame {
        county: text.into(),
        organiser: text.into(),
        title: text.into(),
        notice: Some(text.into()),
        signed_in: Some(WhoAmI { name: text.into(), place: text.into() }),
        ..frame.clone()
    }
}

/// Pages whose outside text is `text`, drawn.
pub(crate) fn pages_with(text: &str) -> Vec<String> {
    let mut pages = Vec::new();
    for mut page in AcceptPage::samples() {
        page.frame = hostile_frame(&page.frame, text);
        page.item.name = text.into();
        for field in [&mut page.id_number, &mut page.name, &mut page.contact, &mut page.phone] {
            *field = Field::wrong(text, text);
        }
        page.materials.iter_mut().for_each(|row| row.name = text.into());
        pages.push(page.render());
    }
    for mut page in CasePage::samples() {
        page.frame = hostile_frame(&page.frame, text);
        page.facts.iter_mut().for_each(|fact| fact.value = text.into());
        page.events.iter_mut().for_each(|event| event.note = text.into());
        page.stage = Tag::new(Tone::Info, text);
        if let Some(conflict) = &mut page.conflict {
            conflict.kept = text.into();
        }
        pages.push(page.render());
    }
    for mut page in GuidePage::samples() {
        page.frame = hostile_frame(&page.frame, text);
        page.clients = Some(text.into());
        page.conditions = vec![text.into()];
        page.basis = vec![text.into()];
        page.aliases = vec![text.into()];
        page.flow = vec![text.into()];
        page.faqs = vec![(text.into(), text.into())];
        page.services = vec![(text.into(), text.into())];
        page.complaint = Some(text.into());
        page.complaint_phone = None;
        pages.push(page.render());
    }
    pages.extend(hostile_lists(text));
    let drawn = pages.into_iter().map(|page| page.expect("writing to a String cannot fail"));
    drawn.collect()
}

fn hostile_lists(text: &str) -> Vec<Result<String, askama::Error>> {
    let mut pages = Vec::new();
    for mut page in SearchPage::samples() {
        page.query = text.into();
        page.hits.iter_mut().for_each(|hit| hit.name = text.into());
        page.hits.iter_mut().flat_map(|hit| &mut hit.pieces).for_each(|piece| piece.text = text.into());
        pages.push(page.render());
    }
    for mut page in OrderPage::samples() {
        page.requirement = text.into();
        page.talks.iter_mut().for_each(|talk| talk.text = text.into());
        page.events.iter_mut().for_each(|event| event.note = text.into());
        pages.push(page.render());
    }
    for mut page in RegisterPage::samples() {
        page.frame = hostile_frame(&page.frame, text);
        page.rows.iter_mut().for_each(|row| row.requirement = text.into());
        pages.push(page.render());
    }
    for mut page in ItemListPage::samples() {
        page.q = Field::of(text);
        page.rows.iter_mut().for_each(|row| row.name = text.into());
        pages.push(page.render());
    }
    for mut page in ImportPreviewPage::samples() {
        page.file_name = text.into();
        page.lists.iter_mut().flat_map(|list| &mut list.rows).for_each(|row| row.sentence = text.into());
        pages.push(page.render());
    }
    for mut page in WorklistPage::samples() {
        page.q = Field::of(text);
        page.rows.iter_mut().for_each(|row| row.applicant = text.into());
        pages.push(page.render());
    }
    for mut page in ReceiptPage::samples() {
        page.applicant = text.into();
        pages.push(page.render());
    }
    for mut page in ProgressPage::samples() {
        page.item = text.into();
        page.steps.iter_mut().for_each(|step| step.note = text.into());
        pages.push(page.render());
    }
    for mut page in QualityPage::samples() {
        page.frame = hostile_frame(&page.frame, text);
        page.rows.iter_mut().for_each(|row| (row.value, row.sentence) = (text.into(), text.into()));
        pages.push(page.render());
    }
    for mut page in GapsPage::samples() {
        page.figure = text.into();
        page.empty = text.into();
        page.rows.iter_mut().for_each(|row| row.blocker.words = text.into());
        page.rows.iter_mut().for_each(|row| row.name = text.into());
        pages.push(page.render());
    }
    for mut page in RowsPage::samples() {
        page.definition = text.into();
        page.rows.iter_mut().for_each(|row| row.why = text.into());
        pages.push(page.render());
    }
    for mut page in StaffListPage::samples() {
        page.q = Field::of(text);
        page.rows.iter_mut().for_each(|row| row.name = text.into());
        pages.push(page.render());
    }
    let mut broken = ErrorPage::new(Frame::sample_public(""), Trouble::Broken);
    broken.advice = text.into();
    pages.push(broken.render());
    pages
}

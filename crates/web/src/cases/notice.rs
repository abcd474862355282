//! Papers of a case over HTTP (办件文书): the one-time notice, the refusal, the decision, the proof of
//! delivery, the slip. Each one page with number, date, QR code and the place for the seal
//! (行政许可法 32, 38, 44).
//!
//! Not here: the notice of acceptance, which bears the query password (`receipt`).

use axum::{
    extract::{Path, State},
    http::HeaderMap,
};
use domain::{
    base::shanghai_day,
    cases::{ApplicantKind, Case, EndKind, Outcome},
};
use services::cases::CaseView;

use super::{
    NoticePage,
    receipt::origin,
    view::{full_day, load, paper},
};
use crate::{
    base::{Svg, paths},
    door::{App, Oops, Reply, Seat, address, show},
};

/// Which paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NoticeKind {
    /// 一次性告知书.
    Correction,
    /// 不予受理通知书, or the notice of another end without a decision.
    Ending,
    /// 决定书.
    Decision,
    /// 送达回证.
    Delivery,
    /// 80 mm 回执.
    Slip,
}

impl NoticeKind {
    /// All of them.
    pub(crate) const ALL: [Self; 5] = [Self::Correction, Self::Ending, Self::Decision, Self::Delivery, Self::Slip];

    /// Last part of the address.
    pub(crate) fn slug(self) -> &'static str {
        match self {
            Self::Correction => "correction",
            Self::Ending => "ending",
            Self::Decision => "decision",
            Self::Delivery => "delivery",
            Self::Slip => "slip",
        }
    }

    /// Name of the paper on links.
    pub(crate) fn title(self) -> &'static str {
        match self {
            Self::Correction => "一次性告知书",
            Self::Ending => "不再办理通知书",
            Self::Decision => "决定书",
            Self::Delivery => "送达回证",
            Self::Slip => "小票回执",
        }
    }

    /// Whether the case has what the paper tells.
    pub(crate) fn is_due(self, case: &Case) -> bool {
        match self {
            Self::Correction => case.correction.is_some(),
            Self::Ending => case.stage.ending().is_some(),
            Self::Decision => case.stage.decision().is_some(),
            Self::Delivery => case.stage.completion().is_some(),
            Self::Slip => case.stage.ending().is_none(),
        }
    }
}

/// The page that is printed.
pub(crate) async fn page(
    State(app): State<App>,
    seat: Seat,
    Path((no, slug)): Path<(String, String)>,
    headers: HeaderMap,
) -> Reply {
    let kind = NoticeKind::ALL.into_iter().find(|k| k.slug() == slug).ok_or_else(Oops::not_found)?;
    let view = load(&app, &seat, no).await?;
    if !kind.is_due(&view.case) {
        return Err(Oops::not_found());
    }
    let number = view.case.no.to_string();
    let link = format!("{}{}", origin(&app, &headers), address(paths::PROGRESS, &[("no", number.as_str())]));
    let qr = papers::qr::qr_svg(&link, "扫码查进度").map_err(|e| Oops::broken(&e))?;
    let frame = app.frame(&seat, kind.title());
    let organiser = frame.organiser.clone();
    let today = full_day(app.bureau().today());
    let mut page = NoticePage {
        frame,
        number,
        name: kind.title().to_owned(),
        narrow: kind == NoticeKind::Slip,
        rows: head(&view),
        heading: String::new(),
        list: Vec::new(),
        words: Vec::new(),
        signed: false,
        seal: organiser,
        day: today,
        qr: Svg::drawn(qr),
    };
    match kind {
        NoticeKind::Correction => correction(&mut page, &view),
        NoticeKind::Ending => ending(&mut page, &view),
        NoticeKind::Decision => decision(&mut page, &view),
        NoticeKind::Delivery => delivery(&mut page, &view),
        NoticeKind::Slip => slip(&mut page, &view),
    }
    show(&page)
}

fn row(label: &str, value: impl Into<String>) -> (String, String) {
    (label.to_owned(), value.into())
}

/// What every paper begins with; the applicant masked, because papers are left lying about.
fn head(view: &CaseView) -> Vec<(String, String)> {
    let (case, who) = (&view.case, &view.particulars);
    let mut rows = vec![row("申请人", who.name.clone()), row(paper(case.applicant_kind), who.code.clone())];
    match case.applicant_kind {
        ApplicantKind::Person => {}
        ApplicantKind::Organisation => rows.push(row("经办人", who.contact.clone())),
    }
    rows.push(row("申请事项", case.item_name.clone()));
    rows.push(row("收件日期", full_day(case.receipt.on)));
    rows.retain(|(_, value)| !value.is_empty());
    rows
}

fn correction(page: &mut NoticePage, view: &CaseView) {
    let Some(correction) = &view.case.correction else { return };
    page.rows.push(row("补正期限", full_day(correction.until)));
    page.heading = format!("请一次补齐下列 {} 项", correction.items.len());
    page.list = correction
        .items
        .iter()
        .map(|item| {
            let name = item.material.and_then(|m| view.case.materials.get(m)).map(|m| m.name.as_str());
            match (name, item.what.as_str()) {
                (Some(name), "") => name.to_owned(),
                (Some(name), what) => format!("{name}：{what}"),
                (None, what) => what.to_owned(),
            }
        })
        .collect();
    page.words = vec![
        "您提交的申请材料不齐全或者不符合法定形式。依照《行政许可法》第三十二条，现将需要补正的全部内容一次告知如上。"
            .into(),
        "按期补齐的，自收到全部补正材料之日起重新计算受理期限；超过补正期限没有补的，视为撤回申请，可以重新申请。"
            .into(),
    ];
    page.day = full_day(correction.on);
}

fn ending(page: &mut NoticePage, view: &CaseView) {
    let Some(ending) = view.case.stage.ending() else { return };
    page.name = match ending.kind {
        EndKind::NotAccepted => "不予受理通知书",
        EndKind::Returned => "退件通知书",
        EndKind::Withdrawn => "撤回申请确认书",
        EndKind::CorrectionLapsed => "补正逾期办结通知书",
        EndKind::AcceptanceCancelled => "撤销受理通知书",
        EndKind::Voided => "办件作废通知书",
        EndKind::ReferredUpward => "转报告知书",
    }
    .to_owned();
    let label = match ending.kind {
        EndKind::ReferredUpward => "转报机关",
        EndKind::NotAccepted
        | EndKind::Returned
        | EndKind::Withdrawn
        | EndKind::CorrectionLapsed
        | EndKind::AcceptanceCancelled
        | EndKind::Voided => "应向下列机关申请",
    };
    page.rows.push(row("理由和依据", ending.reason.clone()));
    page.rows.push(row(label, ending.body.clone()));
    page.rows.retain(|(_, value)| !value.is_empty());
    page.words = match ending.kind {
        EndKind::NotAccepted | EndKind::AcceptanceCancelled => vec![REMEDY.into()],
        EndKind::ReferredUpward => vec!["本机关已审查完毕并转报，后续由上级机关决定。".into()],
        EndKind::Returned | EndKind::Withdrawn | EndKind::CorrectionLapsed | EndKind::Voided => {
            vec!["需要时可以重新提出申请，已交的材料请到窗口取回。".into()]
        }
    };
    page.day = full_day(shanghai_day(ending.at));
}

/// 行政复议法 20: 60 days; 行政诉讼法 46: six months.
const REMEDY: &str =
    "对本决定不服的，可以自收到之日起六十日内依法申请行政复议，或者自收到之日起六个月内依法提起行政诉讼。";

fn decision(page: &mut NoticePage, view: &CaseView) {
    let Some(decision) = view.case.stage.decision() else { return };
    let licence = view.item.content.item_type.is_licence();
    let (name, words) = match (decision.outcome, licence) {
        (Outcome::Grant, true) => {
            ("准予行政许可决定书", "申请材料齐全、符合法定形式和条件，依照《行政许可法》第三十八条第一款，决定准予。")
        }
        (Outcome::Grant, false) => ("办理决定书", "申请材料齐全、符合条件，决定准予办理。"),
        (Outcome::Deny, true) => {
            ("不予行政许可决定书", "经审查，申请不符合法定条件，依照《行政许可法》第三十八条第二款，决定不予行政许可。")
        }
        (Outcome::Deny, false) => ("不予办理决定书", "经审查，申请不符合办理条件，决定不予办理。"),
    };
    page.name = name.to_owned();
    page.rows.push(row("受理日期", view.case.stage.acceptance().map(|a| full_day(a.on)).unwrap_or_default()));
    if let Some(done) = view.case.stage.completion() {
        let no = if done.result_no.is_empty() { String::new() } else { format!("（{}）", done.result_no) };
        page.rows.push(row("办理结果", format!("{}{no}", done.result_name)));
    }
    page.words = vec![words.to_owned()];
    match decision.outcome {
        Outcome::Grant => {}
        Outcome::Deny => {
            page.rows.push(row("理由和依据", decision.reason.clone()));
            page.words.push(REMEDY.to_owned());
        }
    }
    page.seal.clone_from(&view.department.name);
    page.day = full_day(shanghai_day(decision.at));
}

fn delivery(page: &mut NoticePage, view: &CaseView) {
    let Some(done) = view.case.stage.completion() else { return };
    let no = if done.result_no.is_empty() { String::new() } else { format!("（{}）", done.result_no) };
    page.rows.push(row("送达文书", format!("{}{no}", done.result_name)));
    if let Some(by) = view.case.stage.decision().and_then(|d| d.deliver_by) {
        page.rows.push(row("应在此前送达", full_day(by)));
    }
    if let Some(delivery) = view.case.stage.delivery() {
        page.rows.push(row("送达方式", delivery.way.label()));
        page.rows.push(row("领取人", view.particulars.receiver.clone()));
        page.day = full_day(shanghai_day(delivery.at));
    }
    page.signed = true;
}

fn slip(page: &mut NoticePage, view: &CaseView) {
    let due = view.case.due();
    page.name = if view.case.stage.acceptance().is_some() { "受理回执" } else { "收件回执" }.to_owned();
    page.rows.push(row("办理部门", view.department.name.clone()));
    if let Some(on) = due.on {
        page.rows.push(row("最迟办结", format!("{}{}", full_day(on), if due.provisional { "（暂定）" } else { "" })));
    } else if let Some(on) = view.case.next_on() {
        page.rows.push(row("最迟答复", full_day(on)));
    }
    page.words = vec!["凭编号和手机号码后四位查进度。".into()];
}

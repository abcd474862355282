//! What the papers of a case say (办件文书): the notice of acceptance, the one-time notice, the refusal, the decision, the
//! proof of delivery, the slip (行政许可法 32, 38, 44). In one place, so that what is printed and what is archived say
//! the same.
//!
//! Not here: pages, PDF, and the query password, which stands on the printed notice of acceptance alone.

use jiff::civil::Date;

use super::{ApplicantKind, Case, EndKind, Lapse, Outcome};
use crate::base::{date_text_with_year, shanghai_day};

/// Which paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoticeKind {
    /// 受理通知书, without the password.
    Acceptance,
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
    /// Those that lead from the page of a case.
    pub const PRINTED: [Self; 5] = [Self::Correction, Self::Ending, Self::Decision, Self::Delivery, Self::Slip];
    /// Those that are kept with it, in the order of a case's life.
    pub const KEPT: [Self; 5] = [Self::Correction, Self::Acceptance, Self::Decision, Self::Delivery, Self::Ending];

    /// Last part of the address.
    pub fn slug(self) -> &'static str {
        match self {
            Self::Acceptance => "acceptance",
            Self::Correction => "correction",
            Self::Ending => "ending",
            Self::Decision => "decision",
            Self::Delivery => "delivery",
            Self::Slip => "slip",
        }
    }

    /// Name of the paper on links.
    pub fn title(self) -> &'static str {
        match self {
            Self::Acceptance => "受理通知书",
            Self::Correction => "一次性告知书",
            Self::Ending => "不再办理通知书",
            Self::Decision => "决定书",
            Self::Delivery => "送达回证",
            Self::Slip => "小票回执",
        }
    }

    /// Whether the case has what the paper tells.
    pub fn is_due(self, case: &Case) -> bool {
        match self {
            Self::Acceptance => case.stage.acceptance().is_some(),
            Self::Correction => case.correction.is_some(),
            Self::Ending => case.stage.ending().is_some(),
            Self::Decision => case.stage.decision().is_some(),
            Self::Delivery => case.stage.completion().is_some(),
            Self::Slip => case.stage.ending().is_none(),
        }
    }
}

/// Who and what a paper names beside the case itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Named<'a> {
    /// Name of the applicant: masked on what lies about, open in the archive. So are the next four.
    pub name: &'a str,
    /// ID number or 统一社会信用代码.
    pub code: &'a str,
    /// Who came for an organisation.
    pub contact: &'a str,
    /// Who received the result.
    pub receiver: &'a str,
    /// Who decides.
    pub department: &'a str,
    /// Who keeps the hall.
    pub organiser: &'a str,
    /// The item is a licence (行政许可).
    pub licence: bool,
    /// What becomes of a case whose materials that follow later do not come (容缺).
    pub lapse: Lapse,
    /// Day of a paper that has none of its own.
    pub today: Date,
}

/// A paper in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// Which.
    pub kind: NoticeKind,
    /// Name of the paper.
    pub name: String,
    /// Label and value.
    pub rows: Vec<(String, String)>,
    /// Above the list; empty where there is none.
    pub heading: String,
    /// What is to be supplied, or was taken in.
    pub list: Vec<String>,
    /// Paragraphs below.
    pub words: Vec<String>,
    /// The receiver signs.
    pub signed: bool,
    /// Whose seal it bears.
    pub seal: String,
    /// Its date.
    pub day: String,
}

/// On every notice of acceptance.
pub const RIGHTS: &str = "上列申请材料齐全、符合法定形式，现予受理。申请人对办理过程享有陈述和申辩的权利；超过最迟办结日期没有办结的，可以拨打 12345 投诉；超过法定期限没有作出决定的，可以依法申请行政复议或者提起行政诉讼。";

/// 行政复议法 20: 60 days; 行政诉讼法 46: six months.
const REMEDY: &str =
    "对本决定不服的，可以自收到之日起六十日内依法申请行政复议，或者自收到之日起六个月内依法提起行政诉讼。";

/// What the number of an applicant is called.
pub fn number_label(kind: ApplicantKind) -> &'static str {
    match kind {
        ApplicantKind::Person => "身份证号码",
        ApplicantKind::Organisation => "统一社会信用代码",
    }
}

/// A paper of a case, in words; `None` where the case has not what it tells.
pub fn notice(kind: NoticeKind, case: &Case, named: &Named<'_>) -> Option<Notice> {
    let mut paper = Notice {
        kind,
        name: kind.title().to_owned(),
        rows: head(case, named),
        heading: String::new(),
        list: Vec::new(),
        words: Vec::new(),
        signed: false,
        seal: named.organiser.to_owned(),
        day: date_text_with_year(named.today),
    };
    match kind {
        NoticeKind::Acceptance => acceptance(&mut paper, case, named)?,
        NoticeKind::Correction => correction(&mut paper, case)?,
        NoticeKind::Ending => ending(&mut paper, case)?,
        NoticeKind::Decision => decision(&mut paper, case, named)?,
        NoticeKind::Delivery => delivery(&mut paper, case, named)?,
        NoticeKind::Slip => slip(&mut paper, case, named)?,
    }
    paper.rows.retain(|(_, value)| !value.is_empty());
    Some(paper)
}

fn row(label: &str, value: impl Into<String>) -> (String, String) {
    (label.to_owned(), value.into())
}

/// What every paper begins with.
fn head(case: &Case, named: &Named<'_>) -> Vec<(String, String)> {
    let mut rows = vec![row("申请人", named.name), row(number_label(case.applicant_kind), named.code)];
    match case.applicant_kind {
        ApplicantKind::Person => {}
        ApplicantKind::Organisation => rows.push(row("经办人", named.contact)),
    }
    rows.push(row("申请事项", case.item_name.clone()));
    rows.push(row("收件日期", date_text_with_year(case.receipt.on)));
    rows
}

fn acceptance(paper: &mut Notice, case: &Case, named: &Named<'_>) -> Option<()> {
    let accepted = case.stage.acceptance()?;
    paper.rows.push(row("决定部门", named.department));
    paper.rows.push(row("受理日期", date_text_with_year(accepted.on)));
    let due = &accepted.clocks.due;
    let limit = if due.limit_text.is_empty() { String::new() } else { format!("（{}）", due.limit_text) };
    paper.rows.push(row(
        "最迟办结",
        match due.on {
            Some(on) => format!("{}{limit}", date_text_with_year(on)),
            None => "未定：该事项尚未公布办理时限".to_owned(),
        },
    ));
    if let Some(longer) = &accepted.extension {
        paper.rows.push(row("延长期限", format!("{} 个工作日（{}）", longer.workdays, longer.reason)));
    }
    paper.list = case.materials.iter().filter(|m| m.received).map(|m| m.name.clone()).collect();
    paper.heading = format!("已收材料（{} 份）", paper.list.len());
    paper.words = deferred(case, named.lapse).into_iter().chain([RIGHTS.to_owned()]).collect();
    paper.day = date_text_with_year(accepted.on);
    Some(())
}

/// What was accepted without being there (容缺受理): which materials, by when, and what happens otherwise; `None` where
/// nothing was.
#[must_use]
pub fn deferred(case: &Case, lapse: Lapse) -> Option<String> {
    let one = |m: &super::HandedIn| {
        let until = m.deferred_until?;
        Some(format!("{}（最迟 {}）", m.name, date_text_with_year(until)))
    };
    let named: Vec<String> = case.materials.iter().filter_map(one).collect();
    if named.is_empty() {
        return None;
    }
    let (names, then) = (named.join("、"), lapse.words());
    Some(format!("容缺后补材料：{names}。申请人已书面承诺按期补齐；到期没有补齐的，{then}，可以重新申请。"))
}

fn correction(paper: &mut Notice, case: &Case) -> Option<()> {
    let correction = case.correction.as_ref()?;
    paper.rows.push(row("补正期限", date_text_with_year(correction.until)));
    paper.heading = format!("请一次补齐下列 {} 项", correction.items.len());
    paper.list = correction
        .items
        .iter()
        .map(|item| {
            let name = item.material.and_then(|m| case.materials.get(m)).map(|m| m.name.as_str());
            match (name, item.what.as_str()) {
                (Some(name), "") => name.to_owned(),
                (Some(name), what) => format!("{name}：{what}"),
                (None, what) => what.to_owned(),
            }
        })
        .collect();
    paper.words = vec![
        "您提交的申请材料不齐全或者不符合法定形式。依照《行政许可法》第三十二条，现将需要补正的全部内容一次告知如上。"
            .into(),
        "按期补齐的，自收到全部补正材料之日起重新计算受理期限；超过补正期限没有补的，视为撤回申请，可以重新申请。"
            .into(),
    ];
    paper.day = date_text_with_year(correction.on);
    Some(())
}

fn ending(paper: &mut Notice, case: &Case) -> Option<()> {
    let ending = case.stage.ending()?;
    paper.name = match ending.kind {
        EndKind::NotAccepted => "不予受理通知书",
        EndKind::Returned => "退件通知书",
        EndKind::Withdrawn => "撤回申请确认书",
        EndKind::CorrectionLapsed => "补正逾期办结通知书",
        EndKind::AcceptanceCancelled => "撤销受理通知书",
        EndKind::Voided => "办件作废通知书",
        EndKind::ReferredUpward => "转报告知书",
        EndKind::StoppedWithMatter => "终止办理告知书",
    }
    .to_owned();
    let label = match ending.kind {
        EndKind::ReferredUpward => "转报机关",
        EndKind::NotAccepted
        | EndKind::Returned
        | EndKind::Withdrawn
        | EndKind::CorrectionLapsed
        | EndKind::AcceptanceCancelled
        | EndKind::Voided
        | EndKind::StoppedWithMatter => "应向下列机关申请",
    };
    paper.rows.push(row("理由和依据", ending.reason.clone()));
    paper.rows.push(row(label, ending.body.clone()));
    paper.words = match ending.kind {
        EndKind::NotAccepted | EndKind::AcceptanceCancelled => vec![REMEDY.into()],
        EndKind::ReferredUpward => vec!["本机关已审查完毕并转报，后续由上级机关决定。".into()],
        EndKind::Returned | EndKind::Withdrawn | EndKind::CorrectionLapsed | EndKind::Voided => {
            vec!["需要时可以重新提出申请，已交的材料请到窗口取回。".into()]
        }
        EndKind::StoppedWithMatter => vec![
            "这一项是一件事的一部分。其中有事项没有办成，按这件事的办理规则不再继续；本机关对这一项没有作出决定。"
                .into(),
            "需要时可以就这一项单独提出申请，已交的材料请到窗口取回。".into(),
        ],
    };
    paper.day = date_text_with_year(shanghai_day(ending.at));
    Some(())
}

fn decision(paper: &mut Notice, case: &Case, named: &Named<'_>) -> Option<()> {
    let decision = case.stage.decision()?;
    let (name, words) = match (decision.outcome, named.licence) {
        (Outcome::Grant, true) => {
            ("准予行政许可决定书", "申请材料齐全、符合法定形式和条件，依照《行政许可法》第三十八条第一款，决定准予。")
        }
        (Outcome::Grant, false) => ("办理决定书", "申请材料齐全、符合条件，决定准予办理。"),
        (Outcome::Deny, true) => {
            ("不予行政许可决定书", "经审查，申请不符合法定条件，依照《行政许可法》第三十八条第二款，决定不予行政许可。")
        }
        (Outcome::Deny, false) => ("不予办理决定书", "经审查，申请不符合办理条件，决定不予办理。"),
    };
    paper.name = name.to_owned();
    paper.rows.push(row("受理日期", case.stage.acceptance().map(|a| date_text_with_year(a.on)).unwrap_or_default()));
    if let Some(done) = case.stage.completion() {
        let no = if done.result_no.is_empty() { String::new() } else { format!("（{}）", done.result_no) };
        paper.rows.push(row("办理结果", format!("{}{no}", done.result_name)));
    }
    paper.words = vec![words.to_owned()];
    match decision.outcome {
        Outcome::Grant => {}
        Outcome::Deny => {
            paper.rows.push(row("理由和依据", decision.reason.clone()));
            paper.words.push(REMEDY.to_owned());
        }
    }
    named.department.clone_into(&mut paper.seal);
    paper.day = date_text_with_year(shanghai_day(decision.at));
    Some(())
}

fn delivery(paper: &mut Notice, case: &Case, named: &Named<'_>) -> Option<()> {
    let done = case.stage.completion()?;
    let no = if done.result_no.is_empty() { String::new() } else { format!("（{}）", done.result_no) };
    paper.rows.push(row("送达文书", format!("{}{no}", done.result_name)));
    if let Some(by) = case.stage.decision().and_then(|d| d.deliver_by) {
        paper.rows.push(row("应在此前送达", date_text_with_year(by)));
    }
    if let Some(delivery) = case.stage.delivery() {
        paper.rows.push(row("送达方式", delivery.way.label()));
        paper.rows.push(row("领取人", named.receiver));
        paper.day = date_text_with_year(shanghai_day(delivery.at));
    }
    paper.signed = true;
    Some(())
}

fn slip(paper: &mut Notice, case: &Case, named: &Named<'_>) -> Option<()> {
    let due = case.due();
    paper.name = if case.stage.acceptance().is_some() { "受理回执" } else { "收件回执" }.to_owned();
    paper.rows.push(row("办理部门", named.department));
    if let Some(on) = due.on {
        paper.rows.push(row(
            "最迟办结",
            format!("{}{}", date_text_with_year(on), if due.provisional { "（暂定）" } else { "" }),
        ));
    } else if let Some(on) = case.next_on() {
        paper.rows.push(row("最迟答复", date_text_with_year(on)));
    }
    paper.words = vec!["凭编号和手机号码后四位查进度。".into()];
    Some(())
}

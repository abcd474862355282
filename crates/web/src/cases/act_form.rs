//! The other things that may be done with a case (其他处理): each a small form under its heading, offered to
//! whoever may do it at this stage. Filled again with what was typed when it was refused.
//!
//! Not here: doing it (`acts`), and the one next step of a stage (`case_page`).

use domain::{
    cases::{ApproverRank, Case, EndKind, HandedIn, Stage, by_certificate},
    people::{Act, Desk, authorise},
};
use services::cases::{CaseView, case_rules, right_to_end};

use crate::{
    base::{Choice, Field, Pick},
    door::Posted,
};

/// One input of such a form.
#[derive(Debug, Clone)]
pub enum ActRow {
    /// One line: name, label, hint.
    Text(&'static str, &'static str, &'static str, Field),
    /// Several lines.
    Lines(&'static str, &'static str, &'static str, Field),
    /// One of several.
    Radios(&'static str, &'static str, Choice),
    /// Any of several.
    Boxes(&'static str, &'static str, Choice),
}

/// One thing that may be done.
#[derive(Debug, Clone)]
pub struct ActForm {
    /// Last part of its address, and what its guard is made for.
    pub slug: &'static str,
    /// Heading.
    pub title: &'static str,
    /// What the button says.
    pub button: &'static str,
    /// Key of the button; may be empty.
    pub key: &'static str,
    /// What it brings about.
    pub hint: String,
    /// Shown unfolded: it is the next thing to do, or was just refused.
    pub open: bool,
    /// Ends the case.
    pub danger: bool,
    /// Inputs.
    pub rows: Vec<ActRow>,
}

/// What was typed and refused: the act, the posted fields, the input and the sentence.
pub(super) struct Refused<'a> {
    pub(super) slug: &'a str,
    pub(super) posted: &'a Posted,
    pub(super) field: &'a str,
    pub(super) sentence: &'a str,
}

/// Reads values back out of what was posted, or starts empty.
struct Fill<'a>(Option<&'a Refused<'a>>);

impl Fill<'_> {
    fn text(&self, name: &str, otherwise: &str) -> Field {
        match self.0 {
            Some(r) if r.field == name => Field::wrong(r.posted.text(name), r.sentence),
            Some(r) => Field::of(r.posted.text(name)),
            None => Field::of(otherwise),
        }
    }

    fn radios(&self, name: &str, options: &[(&str, &str)], otherwise: &str) -> Choice {
        let sent = self.0.map(|r| r.posted.text(name));
        let choice = Choice::of(options, sent.as_deref().unwrap_or(otherwise));
        Choice { problem: self.problem(name), ..choice }
    }

    fn boxes(&self, name: &str, options: Vec<(usize, String)>, otherwise: bool) -> Choice {
        self.boxes_where(name, options, |_| otherwise)
    }

    fn boxes_where(&self, name: &str, options: Vec<(usize, String)>, otherwise: impl Fn(usize) -> bool) -> Choice {
        let sent = self.0.map(|r| r.posted.all(name));
        let pick = |(place, label): (usize, String)| {
            let value = place.to_string();
            let chosen = sent.as_ref().map_or_else(|| otherwise(place), |s| s.contains(&value));
            Pick { value, label, chosen }
        };
        Choice { options: options.into_iter().map(pick).collect(), problem: self.problem(name) }
    }

    fn problem(&self, name: &str) -> Option<String> {
        self.0.filter(|r| r.field == name).map(|r| r.sentence.to_owned())
    }
}

/// Everything this desk may do now beside the next step.
pub(super) fn offered(desk: &Desk, view: &CaseView, refused: Option<&Refused<'_>>) -> Vec<ActForm> {
    let case = &view.case;
    let place = Some((case.department, view.department.name.as_str()));
    let may = |act: Act| authorise(desk, act, place).is_ok();
    let (receives, reviews) = (may(Act::CaseReceive), may(Act::CaseReview));
    let fill = |slug: &str| Fill(refused.filter(|r| r.slug == slug));
    let mut forms = Vec::new();
    match &case.stage {
        // What is done once for a matter is not done to one of its cases.
        Stage::Submitted | Stage::CorrectionAsked if case.matter.is_some() => {}
        Stage::Submitted if receives => {
            forms.push(receive(view, &fill("receive")));
            if case.correction.is_none() {
                forms.push(correct(case, &fill("correct")));
            }
        }
        Stage::CorrectionAsked if receives => forms.push(supply(case, &fill("supply"))),
        Stage::Accepted(_) | Stage::InReview(..) => {
            if reviews && case.elsewhere.is_none() {
                if matches!(case.stage, Stage::Accepted(_)) {
                    forms.push(plain("take-up", "接件", "接件审查", "写上由谁在审，同事能看到"));
                }
                forms.push(examine(case, &fill("examine")));
                forms.push(suspend(view, &fill("suspend")));
                if case.stage.acceptance().is_some_and(|a| a.extension.is_none()) {
                    forms.push(extend(&fill("extend")));
                }
            }
            if !view.send_back_reasons.is_empty() {
                forms.push(send_back(&view.send_back_reasons, &fill("send-back")));
            }
            if receives && !case.owed().is_empty() {
                forms.push(bring(case, &fill("bring")));
            }
        }
        Stage::Suspended(_, _, pause) if reviews => {
            let hint = match pause.what.stops_clock() {
                true => "恢复后把停止的天数从两个时限里扣除",
                false => "挂起不停止计时",
            };
            forms.push(ActForm { open: true, ..plain("resume", "恢复办理", "恢复办理", hint) });
        }
        Stage::Draft
        | Stage::Submitted
        | Stage::CorrectionAsked
        | Stage::Suspended(..)
        | Stage::Decided(..)
        | Stage::Completed(..)
        | Stage::Delivered(..)
        | Stage::Rated(..)
        | Stage::Ended(..)
        | Stage::Archived(..) => {}
    }
    if reviews && case.elsewhere.is_some() && !case.stage.is_finished() {
        forms.push(take_back(&fill("take-back")));
    }
    if reviews && case.check_by().is_some() && case.stage.decision().is_some() {
        forms.push(check(&fill("check")));
    }
    let ends = ends(case, &may);
    if !ends.is_empty() {
        forms.push(end(&ends, &fill("end")));
    }
    for form in &mut forms {
        form.open |= refused.is_some_and(|r| r.slug == form.slug);
    }
    forms
}

fn plain(slug: &'static str, title: &'static str, button: &'static str, hint: &str) -> ActForm {
    ActForm { slug, title, button, key: "", hint: hint.to_owned(), open: false, danger: false, rows: Vec::new() }
}

/// Materials as boxes: their places and names.
fn places(case: &Case, wanted: impl Fn(usize) -> bool) -> Vec<(usize, String)> {
    let named = case.materials.iter().enumerate().filter(|(i, _)| wanted(*i));
    named.map(|(i, m)| (i, m.name.clone())).collect()
}

/// Materials as boxes, with how many files of each came online.
fn arrived(view: &CaseView) -> Vec<(usize, String)> {
    let came = |place: usize| {
        let here = view.files.iter().filter(|f| f.detached.is_none() && f.place.map(usize::from) == Some(place));
        here.count()
    };
    let certificates = by_certificate(&view.case.materials);
    let told = |(place, name): (usize, String)| match came(place) {
        0 if certificates.contains(&place) => (place, format!("{name}（电子证照）")),
        0 => (place, name),
        many => (place, format!("{name}（已传 {many} 份文件）")),
    };
    places(&view.case, |_| true).into_iter().map(told).collect()
}

fn receive(view: &CaseView, fill: &Fill<'_>) -> ActForm {
    let case = &view.case;
    let deferrable: Vec<usize> = view
        .item
        .content
        .guide
        .materials
        .iter()
        .enumerate()
        .filter(|(_, m)| m.need == domain::catalogue::Need::Deferrable)
        .map(|(i, _)| i)
        .collect();
    let mut rows = vec![ActRow::Boxes(
        "material",
        "已经收到、符合要求的材料",
        fill.boxes_where("material", arrived(view), |place| case.materials.get(place).is_some_and(|m| m.received)),
    )];
    if !deferrable.is_empty() {
        let options = places(case, |i| deferrable.contains(&i));
        let promised = |place: usize| case.materials.get(place).is_some_and(HandedIn::is_promised);
        let online = case.materials.iter().any(HandedIn::is_promised);
        let words = if online { "申请人已签承诺书（网上已承诺）" } else { "申请人已签承诺书" };
        let boxes = fill.boxes_where("deferred", options, promised);
        rows.push(ActRow::Boxes("deferred", "容缺后补（在容缺清单里）", boxes));
        rows.push(ActRow::Boxes("promised", "承诺书", fill.boxes("promised", vec![(1, words.into())], online)));
    }
    let hint = "材料齐全、符合法定形式的，受理并出具受理通知书";
    ActForm { open: true, key: "Ctrl+Enter", rows, ..plain("receive", "受理", "受理", hint) }
}

fn correct(case: &Case, fill: &Fill<'_>) -> ActForm {
    let hint = format!(
        "一次说全，只能告知一次。不填日期的，给 {} 个工作日；逾期不补视为撤回",
        case_rules().correction_workdays
    );
    let rows = vec![
        ActRow::Boxes("lack", "要补或要改的材料", fill.boxes("lack", places(case, |_| true), false)),
        ActRow::Lines("what", "还要补什么、怎么改", "一行一条，会原样印在告知书上", fill.text("what", "")),
        ActRow::Text("correct_until", "补正期限", "例如 2026-12-10，可以不填", fill.text("correct_until", "")),
    ];
    ActForm { key: "F8", rows, ..plain("correct", "一次性告知补正", "告知补正", &hint) }
}

fn supply(case: &Case, fill: &Fill<'_>) -> ActForm {
    let asked: Vec<usize> = case.correction.iter().flat_map(|c| c.items.iter().filter_map(|i| i.material)).collect();
    let rows = match asked.is_empty() {
        true => Vec::new(),
        false => {
            let options = places(case, |i| asked.contains(&i));
            vec![ActRow::Boxes("supplied", "补来的材料", fill.boxes("supplied", options, false))]
        }
    };
    let hint = "要补的一次交齐；从今天起重新计算受理期限";
    ActForm { open: true, rows, ..plain("supply", "登记补正材料", "登记已补齐", hint) }
}

fn send_back(reasons: &[String], fill: &Fill<'_>) -> ActForm {
    let reasons: Vec<(&str, &str)> = reasons.iter().map(|reason| (reason.as_str(), reason.as_str())).collect();
    let rows = vec![
        ActRow::Radios("back_why", "为什么不在窗口决定", fill.radios("back_why", &reasons, "")),
        ActRow::Text("back_words", "说明", "选“其他”必须写；会记入授权核查", fill.text("back_words", "")),
    ];
    let hint = "授权书给了您决定权。在窗口定不了的，写明原因送回部门；时限不停";
    ActForm { rows, ..plain("send-back", "退回部门", "退回部门", hint) }
}

fn examine(case: &Case, fill: &Fill<'_>) -> ActForm {
    let unfit: Vec<usize> = case
        .materials
        .iter()
        .enumerate()
        .filter(|(_, m)| m.verdict.as_ref().is_some_and(|v| !v.ok))
        .map(|(i, _)| i)
        .collect();
    let mut marked = fill.boxes("unfit", places(case, |_| true), false);
    if fill.0.is_none() {
        for pick in &mut marked.options {
            pick.chosen = pick.value.parse::<usize>().is_ok_and(|place| unfit.contains(&place));
        }
    }
    let note = unfit.iter().filter_map(|i| case.materials[*i].verdict.as_ref()).map(|v| v.note.as_str()).next();
    let rows = vec![
        ActRow::Boxes("unfit", "不符合要求的材料", marked),
        ActRow::Lines(
            "examine_note",
            "哪里不符合",
            "会记在打了勾的材料上",
            fill.text("examine_note", note.unwrap_or("")),
        ),
    ];
    let hint = "没有打勾的记为符合";
    ActForm { rows, ..plain("examine", "逐项审查材料", "记下审查意见", hint) }
}

fn suspend(view: &CaseView, fill: &Fill<'_>) -> ActForm {
    let named = view.item.content.guide.special_procedures.first().map_or("", String::as_str);
    let kinds = [("special", "特别程序（停止计时）"), ("hold", "挂起（照常计时）")];
    let rows = vec![
        ActRow::Radios("rest", "暂停方式", fill.radios("rest", &kinds, "special")),
        ActRow::Text(
            "procedure",
            "特别程序名称",
            "听证、招标、拍卖、检验、检测、检疫、鉴定、专家评审等",
            fill.text("procedure", named),
        ),
        ActRow::Text(
            "notice_no",
            "书面告知书文号",
            "停止计时必须书面告知申请人（行政许可法第四十五条）",
            fill.text("notice_no", ""),
        ),
        ActRow::Text("suspend_until", "预计结束日期", "例如 2026-12-10", fill.text("suspend_until", "")),
        ActRow::Lines("suspend_reason", "理由", "", fill.text("suspend_reason", "")),
    ];
    ActForm { rows, ..plain("suspend", "特别程序或挂起", "暂停", "") }
}

fn extend(fill: &Fill<'_>) -> ActForm {
    let rules = case_rules();
    let ranks = ApproverRank::ALL.map(|r| (r.as_str(), r.label()));
    let hint = format!(
        "只能延长一次：本机关负责人批准最多 {} 个工作日，统一或联合办理经本级人民政府负责人批准最多 {} 个工作日（行政许可法第四十二条）",
        rules.extension_workdays, rules.joint_extension_workdays
    );
    let rows = vec![
        ActRow::Text("workdays", "延长几个工作日", "", fill.text("workdays", "")),
        ActRow::Radios("rank", "由谁批准", fill.radios("rank", &ranks, ranks[0].0)),
        ActRow::Text("approver", "批准人姓名", "", fill.text("approver", "")),
        ActRow::Lines("extend_reason", "理由", "会告知申请人", fill.text("extend_reason", "")),
    ];
    ActForm { rows, ..plain("extend", "延长办理期限", "延长", &hint) }
}

fn bring(case: &Case, fill: &Fill<'_>) -> ActForm {
    let options = places(case, |i| case.materials[i].is_owed());
    let rows = vec![ActRow::Boxes("brought", "补来的容缺材料", fill.boxes("brought", options, false))];
    ActForm { open: true, rows, ..plain("bring", "补交容缺材料", "登记补交", "补齐后才能准予") }
}

fn take_back(fill: &Fill<'_>) -> ActForm {
    let rows = vec![ActRow::Lines("back_reason", "为什么收回", "例如系统停机、退回重办", fill.text("back_reason", ""))];
    let hint = "收回后由本部门在这里审查、决定，部门系统不能再回报";
    ActForm { rows, ..plain("take-back", "从部门系统收回", "收回办理", hint) }
}

fn check(fill: &Fill<'_>) -> ActForm {
    let kept = [("yes", "与承诺相符"), ("no", "与承诺不符")];
    let rows = vec![
        ActRow::Radios("kept", "核查结果", fill.radios("kept", &kept, "")),
        ActRow::Lines("check_note", "查到什么", "不符的必须写", fill.text("check_note", "")),
    ];
    ActForm {
        rows, ..plain("check", "核查承诺", "登记核查结果", "不符的依法撤销决定并追究责任")
    }
}

/// The ends that this stage and this desk let a case take.
fn ends(case: &Case, may: &impl Fn(Act) -> bool) -> Vec<(&'static str, &'static str)> {
    let open = |kind: EndKind| match (kind, &case.stage) {
        (EndKind::NotAccepted | EndKind::Returned, Stage::Submitted | Stage::CorrectionAsked) => true,
        (
            EndKind::Withdrawn,
            Stage::Submitted | Stage::CorrectionAsked | Stage::Accepted(_) | Stage::InReview(..) | Stage::Suspended(..),
        ) => true,
        (EndKind::ReferredUpward, Stage::Accepted(_) | Stage::InReview(..)) => case.elsewhere.is_none(),
        (
            EndKind::Voided,
            Stage::Submitted
            | Stage::CorrectionAsked
            | Stage::Accepted(_)
            | Stage::InReview(..)
            | Stage::Suspended(..)
            | Stage::Decided(..),
        ) => true,
        // A passed day lapses and cancels, and the rule of a matter stops; no desk does.
        (
            EndKind::NotAccepted
            | EndKind::Returned
            | EndKind::Withdrawn
            | EndKind::ReferredUpward
            | EndKind::Voided
            | EndKind::CorrectionLapsed
            | EndKind::AcceptanceCancelled
            | EndKind::StoppedWithMatter,
            _,
        ) => false,
    };
    let word = |kind: EndKind| match kind {
        EndKind::NotAccepted => "不予受理",
        EndKind::Returned => "退件",
        EndKind::Withdrawn => "申请人撤回",
        EndKind::ReferredUpward => "转报上级",
        EndKind::Voided => "作废（录错了）",
        EndKind::CorrectionLapsed | EndKind::AcceptanceCancelled | EndKind::StoppedWithMatter => kind.label(),
    };
    EndKind::ALL
        .into_iter()
        .filter(|k| open(*k) && right_to_end(*k).is_some_and(may))
        .map(|k| (k.as_str(), word(k)))
        .collect()
}

fn end(ends: &[(&'static str, &'static str)], fill: &Fill<'_>) -> ActForm {
    let rows = vec![
        ActRow::Radios("how", "怎么结束", fill.radios("how", ends, "")),
        ActRow::Lines(
            "end_reason",
            "理由和依据",
            "申请人撤回的可以不写，其他必须写，会告知申请人",
            fill.text("end_reason", ""),
        ),
        ActRow::Text("body", "应向哪个机关申请，或转报给谁", "转报的必须写", fill.text("body", "")),
    ];
    ActForm {
        danger: true, rows, ..plain("end", "不再办理", "结束这件", "不予受理、退件、撤回、作废或转报，不能恢复")
    }
}

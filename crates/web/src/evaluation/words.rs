//! What is said of scores on every page (评价用语), and the addresses of their pages.

use domain::base::shanghai_text;
use services::evaluation::{Dispute, DisputeStage, Part, Run, Subject, SubjectKind, points_text};

use crate::{
    base::{Tag, Tone, paths},
    door::{Query, address},
};

/// Points, or why there are none.
pub(super) fn points(points: Option<f64>) -> String {
    points.map_or_else(|| "没有得分".to_owned(), points_text)
}

/// Points of a node, or why there are none.
pub(super) fn part(part: &Part) -> String {
    match (part.points, part.too_few) {
        (Some(points), _) => points_text(points),
        (None, true) => "条数太少，不公布".to_owned(),
        (None, false) => "没有数据".to_owned(),
    }
}

/// By how much something moved, with its sign.
pub(super) fn signed(by: f64) -> String {
    if by.abs() < 0.005 { "0.00".to_owned() } else { format!("{by:+.2}") }
}

/// How much of the weight had data.
pub(super) fn covered(share: f64) -> String {
    // A hair, so that weights that add up to one in floats are all of it.
    format!("{:.0}%", (share * 100.0 + 1e-9).floor())
}

/// The address of a score.
pub(super) fn score_href(run: &Run, subject: &Subject) -> String {
    let (run, kind) = (run.id.to_string(), subject.kind.as_str());
    address(paths::EVALUATION_SCORE, &[("run", &run), ("kind", kind), ("key", &subject.key)])
}

/// The address of the rows of a leaf.
pub(super) fn rows_href(run: &Run, subject: &Subject, leaf: &str) -> String {
    let (run, kind) = (run.id.to_string(), subject.kind.as_str());
    address(paths::EVALUATION_ROWS, &[("run", &run), ("kind", kind), ("key", &subject.key), ("leaf", leaf)])
}

/// The subject that an address names.
pub(super) fn subject(query: &Query) -> Option<Subject> {
    Some(Subject { kind: SubjectKind::parse(query.text("kind").trim())?, key: query.text("key").trim().to_owned() })
}

/// When it was computed, and which time.
pub(super) fn computed(run: &Run) -> String {
    let again = if run.nth > 1 { format!("，第 {} 次计算", run.nth) } else { String::new() };
    format!("{}，{} 计算{again}", run.period.label(), shanghai_text(run.computed_at))
}

/// Where a dispute stands.
pub(super) fn dispute(dispute: &Dispute) -> Tag {
    let tone = match dispute.stage {
        DisputeStage::Raised => Tone::Warning,
        DisputeStage::Upheld(_) => Tone::Good,
        DisputeStage::Dismissed(_) => Tone::Neutral,
    };
    Tag::new(tone, dispute.stage.label())
}

/// What was ruled, in words; empty before.
pub(super) fn ruling(dispute: &Dispute) -> String {
    match &dispute.stage {
        DisputeStage::Raised => String::new(),
        DisputeStage::Upheld(ruling) | DisputeStage::Dismissed(ruling) => {
            format!("{}（{}）", ruling.text, shanghai_text(ruling.at))
        }
    }
}

/// The sentence for what was just done; known by its code, so that no address can put words on a page.
pub(super) fn notice(done: &str) -> Option<&'static str> {
    match done {
        "computed" => Some("已计算，以前的计算和依据都还在"),
        "saved" => Some("草稿已保存，发布以前不影响得分"),
        "published" => Some("新一版指标体系已发布，以后的计算按新版"),
        "weighed" => Some("权重已写进草稿"),
        "disputed" => Some("异议已提出，裁定前这一条照常计入"),
        "ruled" => Some("已裁定；成立的，一小时内自动重新计算"),
        "ordered" => Some("整改单已开，在整改台账里"),
        "none" => Some("没有要开的整改单：该开的都开过了"),
        "talked" => Some("约谈已记录"),
        "bulletin" => Some("通报已印发，可以下载"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_notice_comes_from_a_code_alone() {
        assert!(notice("saved").is_some() && notice("随便写的话").is_none());
    }

    #[test]
    fn numbers_are_printed_as_they_are_meant() {
        assert_eq!([0.001, -0.004, 1.5, -2.0].map(signed), ["0.00", "0.00", "+1.50", "-2.00"]);
        assert_eq!([0.999, 1.0, 0.0].map(covered), ["99%", "100%", "0%"]);
    }
}

//! What is said of a matter on its pages and over the API (一件事用语): whom it waits for, the one notice, its events.

use domain::{
    base::date_text,
    chains::{Awaited, Holdup, NoticeLine, WholeNotice},
};

/// Who reads it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Reader {
    /// The hall and the departments, with the day and how much stands behind it.
    Staff,
    /// Whoever applied.
    Applicant,
}

/// 等谁. As "等县消防救援大队（消防检查，最迟 12月3日（周四）），后面 2 个事项在等"; to the applicant "等县消防救援大队办“消防检查”".
/// `name` is that of the member.
pub(super) fn holdup(one: &Holdup, name: &str, reader: Reader) -> String {
    match (reader, &one.who) {
        (Reader::Applicant, Awaited::Office(office)) => format!("等{}办“{name}”", office.name),
        (Reader::Applicant, Awaited::Applicant) => format!("等您补正“{name}”"),
        (Reader::Staff, Awaited::Office(office)) => behind(one, &office.name, name),
        (Reader::Applicant, Awaited::ApplicantAgain) => format!("“{name}”已退件，等您改好重新提交"),
        (Reader::Staff, Awaited::Applicant | Awaited::ApplicantAgain) => behind(one, "申请人", name),
    }
}

fn behind(one: &Holdup, who: &str, name: &str) -> String {
    let due = one.due.map(|d| format!("，最迟 {}", date_text(d))).unwrap_or_default();
    let late = if one.overdue { "，已超期" } else { "" };
    let waiting = if one.waiting > 0 { format!("，后面 {} 个事项在等", one.waiting) } else { String::new() };
    format!("等{who}（{name}{due}{late}）{waiting}")
}

/// As "房屋租赁合同：缺少签字页", and the day at the end.
pub(super) fn notice(of: &WholeNotice) -> Vec<String> {
    let line = |l: &NoticeLine| match (l.name.is_empty(), l.what.is_empty()) {
        (true, _) => l.what.clone(),
        (false, true) => format!("{}：请补交", l.name),
        (false, false) => format!("{}：{}", l.name, l.what),
    };
    let mut out: Vec<String> = of.lines.iter().map(line).collect();
    out.push(match of.supplied_on {
        Some(on) => format!("{} 告知，{} 补齐", date_text(of.on), date_text(on)),
        None => format!("{} 告知，请在 {} 前补齐", date_text(of.on), date_text(of.until)),
    });
    out
}

/// An event of a matter by its kind.
pub(super) fn told(kind: &str) -> &str {
    match kind {
        "matter.opened" => "收件",
        "matter.looked" => "部门看了材料",
        "matter.accepted" => "一次受理",
        "matter.correction_asked" => "一次性告知",
        "matter.materials_brought" => "补交容缺材料",
        "matter.file_ahead" => "先交了后面要用的材料",
        "matter.correction_supplied" => "收到补正",
        "matter.member_started" => "后面的事项开始办理",
        "matter.member_dropped" => "有事项不再办理",
        "matter.member_moved" => "事项有进展",
        "matter.member_begun_again" => "退件的事项重新提交",
        "matter.member_given_up" => "退件的事项不再提交",
        "matter.member_stopped" => "事项停办",
        "matter.finished" => "办结",
        "matter.delivered" => "一次领取",
        "matter.rated" => "评价",
        "matter.withdrawn" => "撤回",
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use domain::{base::DepartmentId, chains::Office};
    use jiff::civil::date;

    use super::*;

    #[test]
    fn whom_it_waits_for_is_said_to_both_readers() {
        let office = Office { id: DepartmentId::new(2), name: "县消防救援大队".into() };
        let late = Holdup {
            member: "m2".into(),
            who: Awaited::Office(office),
            due: Some(date(2026, 12, 3)),
            overdue: true,
            waiting: 2,
        };
        let yours = Holdup { who: Awaited::Applicant, due: None, overdue: false, waiting: 0, ..late.clone() };
        for (one, reader, said) in [
            (&late, Reader::Staff, "等县消防救援大队（消防检查，最迟 12月3日（周四），已超期），后面 2 个事项在等"),
            (&late, Reader::Applicant, "等县消防救援大队办“消防检查”"),
            (&yours, Reader::Staff, "等申请人（消防检查）"),
            (&yours, Reader::Applicant, "等您补正“消防检查”"),
        ] {
            assert_eq!(holdup(one, "消防检查", reader), said);
        }
    }
}

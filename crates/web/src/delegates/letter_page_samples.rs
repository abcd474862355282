//! Samples of a letter's page.

use super::{EndForm, FileFields, LetterPage};
use crate::{
    base::{Field, Frame, Link, Tag, Tone},
    cases::{Conflict, EventRow, Fact},
};

fn fact(label: &str, value: &str) -> Fact {
    Fact { label: label.into(), value: value.into() }
}

fn happened(act: &str, note: &str) -> EventRow {
    EventRow {
        at: "2026-10-08 10:21".into(),
        act: act.into(),
        actor: "陈编".into(),
        terminal: "办公室".into(),
        source: Tag::new(Tone::Neutral, "实时"),
        note: note.into(),
    }
}

pub(super) fn all() -> Vec<LetterPage> {
    let revoke = EndForm {
        act: "revoke",
        label: "撤销授权",
        hint: "从这一天起不再有效；原来作出的决定不受影响",
        from: Field::of("2026-11-20"),
        reason: Field::default(),
    };
    let fresh = LetterPage {
        frame: Frame::sample_staff("授权书：县人力资源和社会保障局"),
        base: "/delegates/letters/1".into(),
        doc_no: "人社授〔2026〕1号".into(),
        version: 1,
        state: Tag::new(Tone::Good, "有效"),
        soon: "还有 21 天到期，没有接续的授权书".into(),
        facts: vec![
            fact("首席事务代表", "周敏（股级，在编）"),
            fact("AB角", "李强"),
            fact("权限", "受理、审查、决定、用章、颁证"),
            fact("事项", "所列 3 项，1 项除外"),
            fact("期限", "2026-10-01 至 2026-12-10"),
        ],
        others: vec![Link::new("/delegates/letters/2", "更换的是 人社授〔2025〕3号")],
        listed: vec!["社会保障卡申领".into(), "就业困难人员认定".into(), "劳务派遣经营许可".into()],
        excluded: vec!["劳务派遣经营许可".into()],
        scan: None,
        scan_form: Some(Field::default()),
        scan_reason: None,
        scans_before: vec![],
        events: vec![happened("授权", "2026年10月1日（周四） 至 2026年12月10日（周四）")],
        conflict: None,
        filing: Some(FileFields { on: Field::of("2026-11-20"), no: Field::default() }),
        may_publish: true,
        end: Some(revoke.clone()),
    };
    let missing = "请填写原因，例如：岗位调整";
    let wrong = LetterPage {
        frame: fresh.frame.clone().with_problem("reason", missing),
        soon: String::new(),
        end: Some(EndForm { reason: Field::wrong("", missing), ..revoke.clone() }),
        ..fresh.clone()
    };
    let no_scan = "请先选扫描件";
    let unscanned = LetterPage {
        frame: fresh.frame.clone().with_problem("file", no_scan),
        scan_form: Some(Field::wrong("", no_scan)),
        ..fresh.clone()
    };
    let overtaken = LetterPage {
        conflict: Some(Conflict {
            sentence: "陈编 刚才已办：备案。您写的还在下面，可以复制后另行补充".into(),
            kept: "机构改革".into(),
        }),
        ..fresh.clone()
    };
    let appointment = LetterPage {
        frame: Frame::sample_staff("任命书：县人力资源和社会保障局"),
        base: "/delegates/appointments/1".into(),
        doc_no: "人社任〔2026〕1号".into(),
        state: Tag::new(Tone::Good, "在任"),
        soon: String::new(),
        facts: vec![
            fact("首席事务代表", "周敏"),
            fact("职级", "科员，在编"),
            fact("提示", "职级不够"),
            fact("备案", "备〔2026〕3号，2026年10月8日（周四）"),
        ],
        others: vec![Link::new("/delegates/letters/1", "授权书 人社授〔2026〕1号")],
        listed: Vec::new(),
        excluded: Vec::new(),
        scan: Some(Link::new("/delegates/appointments/1/scan", "任命书.pdf（83 KB）")),
        scan_form: Some(Field::default()),
        scan_reason: Some(Field::default()),
        scans_before: vec![(
            Link::new("/delegates/appointments/1/scan?before=1", "任命书.pdf"),
            "2026-10-09 09:12 换下：漏扫一页".into(),
        )],
        events: vec![happened("备案", "备〔2026〕3号"), happened("任命", "自 2026年10月1日（周四）")],
        filing: None,
        may_publish: false,
        end: Some(EndForm {
            act: "dismiss", label: "免去代表", hint: "从这一天起不再任职，授权书同日失效", ..revoke
        }),
        ..fresh.clone()
    };
    let over = LetterPage {
        state: Tag::new(Tone::Neutral, "已撤销"),
        soon: String::new(),
        filing: None,
        may_publish: false,
        end: None,
        ..fresh.clone()
    };
    vec![fresh, wrong, unscanned, overtaken, appointment, over]
}

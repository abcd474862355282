//! The states of a case page worth looking at (办件样例); apart from the page because there are seven of them.

use super::{
    ActForm, ActRow, CaseMaterial, CasePage, CompleteForm, Conflict, DecideForm, DeliverForm, EventRow, Fact,
    MaterialFile, NextStep, OtherCase, PaperLink,
};
use services::cases::Phrases;

use crate::{
    base::{Choice, Clock, Deadline, Field, Frame, Link, Tag, Tone},
    catalogue::AnswerRow,
};

pub(super) fn samples() -> Vec<CasePage> {
    let ordinary = in_review();
    let missing = "请写明不予许可的理由和依据";
    let wrong = CasePage {
        frame: ordinary.frame.clone().with_problem("reason", missing),
        step: NextStep::Decide(DecideForm {
            outcome: outcome("deny"),
            reason: Field::wrong("", missing),
            opinion: Field::of("店面在住宅楼内，现场看过。"),
        }),
        ..ordinary.clone()
    };
    let conflict = CasePage {
        version: 4,
        stage: Tag::new(Tone::Info, "待办结"),
        waiting_for: "县市场监督管理局 · 王芳".into(),
        conflict: Some(Conflict {
            sentence: "李强 10:21 已同意这件。您写的意见还在，可以复制后作为补充意见".into(),
            kept: "材料齐全，经营场所与证明一致，建议准予。".into(),
        }),
        step: NextStep::Nothing("已准予，等县市场监督管理局王芳制证办结。".into()),
        ..ordinary.clone()
    };
    let complete = CasePage {
        stage: Tag::new(Tone::Info, "待办结"),
        step: NextStep::Complete(CompleteForm {
            document: Field::of("食品经营许可证"), number: Field::default()
        }),
        ..ordinary.clone()
    };
    let deliver = CasePage {
        stage: Tag::new(Tone::Good, "待领取"),
        waiting_for: "申请人".into(),
        due: String::new(),
        deadline: Deadline::new(Clock::Over, "按期办结"),
        step: NextStep::Deliver(DeliverForm {
            receiver: Field::default(),
            own: "本人领取（张*丰）".into(),
            way: Choice::of(&[("window", "窗口领取"), ("mail", "邮寄"), ("online", "网上送达")], "window"),
        }),
        ..ordinary.clone()
    };
    let overdue = CasePage {
        due: "11月20日（周五）".into(),
        deadline: Deadline::new(Clock::Overdue, "超期 1 个工作日"),
        step: NextStep::Nothing("这件由县市场监督管理局审核，您可以查看进度。".into()),
        acts: vec![],
        papers: vec![],
        answers: vec![],
        others: vec![],
        certificate: None,
        cards: Vec::new(),
        ..ordinary.clone()
    };
    let provisional = CasePage { due: "2027年1月5日（周二）".into(), provisional: true, ..ordinary.clone() };
    vec![ordinary, wrong, conflict, complete, deliver, overdue, provisional]
}

fn outcome(chosen: &str) -> Choice {
    Choice::of(&[("grant", "准予"), ("deny", "不予")], chosen)
}

fn in_review() -> CasePage {
    let material = |name: &str, source: Tag, state: Tag| CaseMaterial {
        name: name.into(),
        source,
        state,
        files: vec![
            MaterialFile {
                link: Link::new("/cases/2026-1120-03-0386/files/1?view=1", "图片 1（1.3 MB）"),
                picture: true,
            },
            MaterialFile {
                link: Link::new("/cases/2026-1120-03-0386/files/2?view=1", "PDF 2（0.3 MB）"),
                picture: false,
            },
        ],
    };
    let event = |at: &str, act: &str, actor: &str, note: &str| EventRow {
        at: at.into(),
        act: act.into(),
        actor: actor.into(),
        terminal: "3 号综合窗口".into(),
        source: Tag::new(Tone::Neutral, "实时"),
        note: note.into(),
    };
    let received = || Tag::new(Tone::Good, "已收");
    CasePage {
        frame: Frame::sample_staff("食品经营许可（新办）"),
        number: "2026-1120-0386".into(),
        version: 3,
        stage: Tag::new(Tone::Info, "审核中"),
        waiting_for: "县市场监督管理局 · 李强".into(),
        due: "12月1日（周二）".into(),
        deadline: Deadline::new(Clock::Ample, "还剩 6 个工作日"),
        provisional: false,
        facts: sample_facts(),
        files: 3,
        answers: vec![
            answer("经营场所地址", &["某县城关镇文****"]),
            answer("经营项目", &["热食类制售", "冷食类制售"]),
            answer("备注", &[]),
        ],
        materials: vec![
            material("食品经营许可申请书", Tag::new(Tone::Info, "系统生成"), received()),
            material("营业执照", Tag::new(Tone::Good, "电子证照"), Tag::new(Tone::Neutral, "不用提交")),
            material("与食品经营相适应的主要设备设施布局、操作流程等文件", Tag::new(Tone::Neutral, "纸质"), received()),
        ],
        events: vec![
            event("2026-11-20 10:21", "转审核", "张敏", ""),
            event("2026-11-20 10:20", "受理", "张敏", "材料齐全，当场出具受理通知书"),
        ],
        onlookers: "王芳 也在看这件（2 分钟前打开）".into(),
        conflict: None,
        step: NextStep::Decide(DecideForm {
            outcome: outcome("grant"),
            reason: Field::default(),
            opinion: Field::default(),
        }),
        acts: sample_acts(),
        phrases: Phrases {
            opinion: vec!["材料齐全，符合法定条件，同意。".into()],
            reason: vec!["申请材料与实际情况不一致。".into()],
            correction: vec!["复印件请加盖公章。".into()],
        },
        papers: vec![PaperLink { href: "/cases/2026-1120-0386/receipt".into(), label: "受理通知书", key: "F9" }],
        certificate: Some(Link::new("/certificates/7", "食品经营许可证 JY202600012")),
        cards: vec![Link::new("/oversight/cards/7", "红牌 全程办结，县市场监督管理局，已发")],
        others: vec![OtherCase {
            href: "/cases/2026-1112-03-0207".into(),
            number: "2026-1112-03-0207".into(),
            item: "公共场所卫生许可".into(),
            state: Tag::new(Tone::Good, "已办结"),
        }],
    }
}

fn answer(label: &str, lines: &[&str]) -> AnswerRow {
    AnswerRow { label: label.into(), lines: lines.iter().map(|l| (*l).to_owned()).collect(), change: None }
}

/// One form of every shape of input.
fn sample_acts() -> Vec<ActForm> {
    let boxes = Choice::of(&[("0", "食品经营许可申请书"), ("1", "营业执照")], "0");
    let rows = vec![
        ActRow::Boxes("lack", "要补或要改的材料", boxes),
        ActRow::Lines("what", "还要补什么、怎么改", "一行一条，会原样印在告知书上", Field::of("地址写到门牌号")),
        ActRow::Text("until", "补正期限", "例如 2026-12-10，可以不填", Field::default()),
    ];
    let form = |slug, title, open, danger, rows| ActForm {
        slug,
        title,
        button: title,
        key: "",
        hint: "一次说全，只能告知一次".into(),
        open,
        danger,
        rows,
    };
    let how = Choice::of(&[("withdrawn", "申请人撤回"), ("voided", "作废（录错了）")], "");
    vec![
        form("correct", "一次性告知补正", true, false, rows),
        form("end", "不再办理", false, true, vec![ActRow::Radios("how", "怎么结束", how)]),
    ]
}

fn sample_facts() -> Vec<Fact> {
    let fact = |label: &str, value: &str| Fact { label: label.into(), value: value.into() };
    vec![
        fact("申请人", "张*丰（个人）"),
        fact("身份证号码", "110101********857X"),
        fact("手机号码", "138****8000"),
        fact("受理单位", "某县政务服务和数据管理局"),
        fact("决定部门", "县市场监督管理局"),
        fact("受理日", "11月20日（周五）"),
        fact("时限", "承诺 7 个工作日，法定 20 个工作日"),
        fact("事项版本", "第 3 版"),
    ]
}

//! Samples of the form of an item (编制事项的样张).

use super::{
    Coming, DraftGroup, DraftNow, DraftPage, DraftRow, DraftSheet, ItemChain, StatusNow,
    field::{DraftField, Filling, picks},
};
use crate::{
    base::{Choice, Field, Frame, Tag, Tone, paths},
    catalogue::FieldLine,
};

fn line(id: &str, label: &str, value: &str) -> DraftField {
    DraftField::new(format!("field-{id}"), label, value, Filling::Line)
}

fn groups() -> Vec<DraftGroup> {
    let depths = [("", "未知"), ("Ⅳ级（全程网办）", "Ⅳ级（全程网办）")];
    let mut place = DraftField::new("field-place", "办理地点", "政务大厅", Filling::Lines);
    place.findings = vec!["办理地点只写了“政务大厅”，请写到几楼几号窗口".into()];
    let mut promised = line("promised_limit", "承诺办结时限", "7 个工作日");
    promised.hint = "不能长于法定时限".into();
    vec![
        DraftGroup {
            label: "基本信息".into(),
            anchor: "identity".into(),
            fields: vec![
                line("name", "业务办理项名称", "企业投资项目备案（技术改造）"),
                line("code", "业务办理项编码", "511Z07001006-511602000000-000-11511301008778183N-1-00"),
                promised,
            ],
        },
        DraftGroup {
            label: "网上办理".into(),
            anchor: "online".into(),
            fields: vec![
                DraftField::new("field-online_depth", "网上办理深度", "", picks(&depths, "")),
                line("onsite_visits", "到办事现场次数", ""),
                place,
            ],
        },
    ]
}

fn sheets() -> Vec<DraftSheet> {
    let need = picks(&[("必要", "必要"), ("非必要", "非必要")], "必要");
    let row = |at: usize, name: &str| DraftRow {
        legend: format!("材料 {}", at + 1),
        drop: format!("materials-{at}-drop"),
        fields: vec![
            DraftField::new(format!("materials-{at}-0"), "材料名称", name, Filling::Line),
            DraftField::new(format!("materials-{at}-1"), "必要性", "必要", need.clone()),
        ],
        rare: vec![DraftField::new(format!("materials-{at}-7"), "填报须知", "", Filling::Lines)],
    };
    let sheet = |word: &str, label: &str, rows: Vec<DraftRow>| DraftSheet {
        word: word.into(),
        label: label.into(),
        findings: Vec::new(),
        anchor: format!("field-{word}"),
        inner: Vec::new(),
        problem: None,
        rows,
    };
    vec![sheet("materials", "材料", vec![row(0, "食品经营许可申请书"), row(1, "")]), sheet("fees", "收费", Vec::new())]
}

pub(super) fn samples() -> Vec<DraftPage> {
    let ordinary = DraftPage {
        frame: Frame::sample_staff("企业投资项目备案（技术改造）"),
        here: paths::item_edit("12"),
        id: "12".into(),
        seq: 3,
        based_on: 2,
        publishes: true,
        groups: groups(),
        sheets: sheets(),
        planned_on: Field::default(),
        why: Field::default(),
        coming: None,
        now: None,
        status: Some(StatusNow {
            version: 2,
            state: Tag::new(Tone::Good, "在用"),
            choice: Choice::of(&[("suspended", "暂停"), ("cancelled", "取消")], "suspended"),
            day: Field::default(),
            why: Field::default(),
        }),
        findings: 1,
        chains: vec![
            ItemChain {
                name: "开办餐饮店".into(),
                href: "/chains/YJS001/renew".into(),
                left: "县市场监督管理局".into(),
            },
            ItemChain { name: "企业开办".into(), href: "/chains/YJS002/renew".into(), left: String::new() },
        ],
        claims: vec![
            ("申请材料：3 次说不符，12 次说相符".into(), true),
            ("办理时限：0 次说不符，9 次说相符".into(), false),
        ],
        cancelled: false,
    };
    let submitted = DraftPage {
        now: Some(DraftNow {
            state: Tag::new(Tone::Warning, "待审核"),
            by: "李强，2026-11-22 10:21".into(),
            note: String::new(),
            changes: vec![FieldLine {
                field: "承诺办结时限".into(),
                before: "10 个工作日".into(),
                after: "7 个工作日".into(),
            }],
            submitted: true,
            back: Field::default(),
        }),
        planned_on: Field::of("2026-12-01"),
        why: Field::of("省里压减时限，川办发〔2026〕3号"),
        ..ordinary.clone()
    };
    let sentence = "缺业务办理项名称，请补上";
    let mut wrong = ordinary.clone();
    wrong.frame = wrong.frame.with_problem("field-name", sentence);
    wrong.groups[0].fields[0].problem = Some(sentence.into());
    wrong.groups[0].fields[0].value.clear();
    let waiting = DraftPage {
        groups: Vec::new(),
        sheets: Vec::new(),
        coming: Some(Coming {
            version: 3,
            day: "2026年12月1日（周二）".into(),
            withdraws: true,
            why: Field::default(),
        }),
        status: None,
        ..ordinary.clone()
    };
    let new = DraftPage {
        frame: Frame::sample_staff("新增事项"),
        here: paths::ITEM_NEW.into(),
        id: String::new(),
        status: None,
        publishes: false,
        findings: 0,
        chains: Vec::new(),
        claims: Vec::new(),
        ..ordinary.clone()
    };
    vec![ordinary, submitted, wrong, waiting, new]
}

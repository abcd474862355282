//! The facts of an item on which the figures stand (修改事项). 未知 can be chosen everywhere: it is a fact as well.

use askama::Template;

use crate::base::{Choice, Field, Frame, Page};

/// Leaving an item out of figures (豁免).
#[derive(Debug, Clone)]
pub struct ExemptionForm {
    /// Name of the field for the reason.
    pub reason_name: String,
    /// Name of the field for the basis.
    pub basis_name: String,
    /// Words of the reason field, as "进驻大厅：不计入的理由".
    pub reason_label: String,
    /// Words of the basis field, as "进驻大厅：批准依据".
    pub basis_label: String,
    /// Why; empty when it is counted.
    pub reason: Field,
    /// Document or article that allows it.
    pub basis: Field,
}

/// Edit form of an item.
#[derive(Debug, Clone, Template)]
#[template(path = "catalogue/item_edit.html")]
pub struct ItemEditPage {
    /// Frame; its title is the item's name.
    pub frame: Frame,
    /// Id for the address.
    pub id: String,
    /// Code as imported.
    pub code: String,
    /// Department.
    pub department: String,
    /// Kind of item.
    pub kind: String,
    /// Version the form was opened on; sent back to notice a faster colleague.
    pub version: i64,
    /// In use, suspended, cancelled, draft.
    pub status: Choice,
    /// Online depth with 未知 first.
    pub depth: Choice,
    /// Number of visits; empty is 未知.
    pub visits: Field,
    /// On the provincial platform: 未知, 是, 否.
    pub published: Choice,
    /// In the hall: 未知, 是, 否.
    pub resident: Choice,
    /// Online handling, provincial publication, the hall.
    pub exemptions: Vec<ExemptionForm>,
    /// Why the facts are changed; kept with the version.
    pub why: Field,
    /// Versions so far, newest first.
    pub past: Vec<PastVersion>,
}

/// One version so far.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PastVersion {
    /// 第 2 版.
    pub name: String,
    /// First day it holds.
    pub on: String,
    /// Who and why, or 导入.
    pub how: String,
}

impl Page for ItemEditPage {
    const NAME: &'static str = "catalogue/item_edit";

    fn samples() -> Vec<Self> {
        let three = [("", "未知"), ("1", "是"), ("0", "否")];
        let ordinary = Self {
            frame: Frame::sample_staff("企业投资项目备案（技术改造）"),
            id: "12".into(),
            code: "511Z07001006-511602000000-000-11511301008778183N-1-00".into(),
            department: "县经济和信息化局".into(),
            kind: "其他行政权力".into(),
            version: 3,
            status: Choice::of(&[("in_use", "在用"), ("suspended", "暂停"), ("cancelled", "取消")], "in_use"),
            depth: Choice::of(
                &[
                    ("", "未知"),
                    ("1", "Ⅰ级 只公布指南"),
                    ("2", "Ⅱ级 网上预审"),
                    ("3", "Ⅲ级 网上受理"),
                    ("4", "Ⅳ级 全程网办"),
                ],
                "",
            ),
            visits: Field::default(),
            published: Choice::of(&three, "1"),
            resident: Choice::of(&three, ""),
            exemptions: sample_exemptions(),
            why: Field::default(),
            past: vec![
                PastVersion {
                    name: "第 3 版".into(),
                    on: "11月20日（周五）".into(),
                    how: "李强：省平台 11月20日发布".into(),
                },
                PastVersion { name: "第 1 版".into(), on: "5月6日（周三）".into(), how: "导入".into() },
            ],
        };
        let (visits, why) = ("全程网办的事项到现场次数应为 0，请核对", "请写明为什么改，如文号或电话记录");
        let wrong = Self {
            frame: ordinary.frame.clone().with_problem("onsite_visits", visits).with_problem("why", why),
            depth: Choice::of(&[("", "未知"), ("4", "Ⅳ级 全程网办")], "4"),
            visits: Field::wrong("1", visits),
            why: Field::wrong("", why),
            ..ordinary.clone()
        };
        vec![ordinary, wrong]
    }
}

fn sample_exemptions() -> Vec<ExemptionForm> {
    let exemption = |key: &str, figure: &str, reason: &str, basis: &str| ExemptionForm {
        reason_name: format!("exempt_{key}_reason"),
        basis_name: format!("exempt_{key}_basis"),
        reason_label: format!("{figure}：不计入的理由"),
        basis_label: format!("{figure}：批准依据"),
        reason: Field::of(reason),
        basis: Field::of(basis),
    };
    vec![
        exemption("online", "网上办理", "", ""),
        exemption("publication", "省平台发布", "", ""),
        exemption("hall", "进驻大厅", "场地限制", "县政府批准的不进驻清单（2026年）第 7 项"),
    ]
}

//! 填写说明: how each column of our template is filled in, with an example.
//!
//! Deliberately not here: layout (see [`super::template`]).

use domain::catalogue::{CaseKind, Column, ItemType, Status};

/// How a column is filled in, and what the example row says there.
pub(super) struct Hint {
    pub(super) column: Column,
    pub(super) how: &'static str,
    pub(super) example: &'static str,
    words: Words,
}

/// What a cell is chosen from.
#[derive(Clone, Copy)]
enum Words {
    /// Free text, or several words.
    Free,
    /// 事项类型 of the domain.
    Types,
    /// 办件类型 of the domain.
    CaseKinds,
    /// 事项状态 of the domain.
    Statuses,
    /// Words of GB/T 39046-2020, annex A, and of the exchange tables.
    List(&'static [&'static str]),
}

const UNITS: &[&str] = &["工作日", "自然日", "小时", "月", "年"];

const YES_NO: &str = "是 或 否；不清楚就留空";
const CODE: &str = "照原样填写，本列已设为文本，长编码不会变样";
const SEVERAL: &str = "多个用顿号隔开";

macro_rules! hints {
    (@words) => { Words::Free };
    (@words $words:expr) => { $words };
    ($($column:ident: $how:expr, $example:literal $(, $words:expr)?;)+) => {
        /// One row a column, in the template's order.
        pub(super) const HINTS: &[Hint] =
            &[$(Hint {
                column: Column::$column,
                how: $how,
                example: $example,
                words: hints!(@words $($words)?),
            },)+];
    };
}

hints! {
    Department: "办理这件事的部门全称", "县水务局";
    DepartmentCode: "18 位统一社会信用代码", "";
    MainName: "几个办理项同属的主项；没有就留空", "取水许可";
    Name: "群众实际要办的事，一行一件", "取水许可（首次申请）";
    Code: CODE, "000119003001";
    BaseCode: "12 位，照原样填写", "000119003000";
    ImplCode: "31 位，照原样填写", "";
    LocalCode: CODE, "";
    Replaces: "编码换过的，填换之前的编码", "";
    ItemType: "行政许可、公共服务等，或国标代码", "行政许可", Words::Types;
    Division: "12 位统计用区划代码", "";
    ExerciseLevel: "国家级、省级、市级、县级、镇（乡、街道）级、村（社区）级", "县级", Words::List(&["国家级", "省级", "市级", "县级", "镇（乡、街道）级", "村（社区）级", "分级管理"]);
    OnApplication: YES_NO, "是", Words::List(&["是", "否"]);
    AgencyKind: "法定机关、授权组织或受委托组织", "法定机关", Words::List(&["法定机关", "授权组织", "受委托组织", "其他"]);
    DelegatedTo: "委托别的单位办的，填它的名称", "";
    PowerSource: "法定本级行使、上级下放、上级授权等", "法定本级行使", Words::List(&["法定本级行使", "上级下放", "上级授权", "同级授权", "上级委托", "同级委托"]);
    JointAgencies: SEVERAL, "";
    Intermediary: "办理前要找中介做的事；没有就留空", "";
    OnlineDepth: "Ⅰ、Ⅱ、Ⅲ、Ⅳ，Ⅳ 是全程网办", "Ⅳ", Words::List(&["Ⅰ", "Ⅱ", "Ⅲ", "Ⅳ"]);
    Online: YES_NO, "是", Words::List(&["是", "否"]);
    OnlineAddress: "能直接办的网址", "";
    MobileAddress: "手机上能直接办的网址；不能办填“无”", "";
    OnsiteVisits: "群众最多要到现场几次，填整数", "0";
    OnsiteReason: "要到现场的，说明原因；不用到现场就留空", "";
    Mail: YES_NO, "是", Words::List(&["是", "否"]);
    Bookable: YES_NO, "是", Words::List(&["是", "否"]);
    Kiosk: YES_NO, "否", Words::List(&["是", "否"]);
    OnlinePayment: YES_NO, "否", Words::List(&["是", "否"]);
    Published: YES_NO, "是", Words::List(&["是", "否"]);
    Resident: YES_NO, "是", Words::List(&["是", "否"]);
    Exemption: "不进大厅的，填批准的依据和文号", "";
    StatutoryLimit: "数字，单位填在右边一列；当场办的填“即办”", "45";
    StatutoryLimitUnit: "工作日、自然日、小时、月或年", "工作日", Words::List(UNITS);
    StatutoryNote: "法定时限要说明的话", "";
    PromisedLimit: "数字，单位填在右边一列；当场办的填“即办”", "10";
    PromisedLimitUnit: "工作日、自然日、小时、月或年", "工作日", Words::List(UNITS);
    PromisedNote: "承诺时限要说明的话", "";
    SpecialProcedures: "不计入时限的程序，如听证、鉴定，多个用顿号隔开", "";
    Flow: "一句话写清从申请到送达", "申请、受理、审查、决定、送达";
    Quota: "有数量限制的写明数量和办法；没有填“无”", "无";
    CaseKind: "即办件、承诺件或其他", "承诺件", Words::CaseKinds;
    ApprovalMode: "即审即办 或 前审后批", "前审后批", Words::List(&["即审即办", "前审后批"]);
    CompletionKind: "出证办结、审批办结 或 出文办结", "出证办结", Words::List(&["出证办结", "审批办结", "出文办结"]);
    Clients: "自然人、企业法人等，多个用顿号隔开", "企业法人、其他组织";
    HandlingForms: "窗口、电脑端、移动端、快递，多个用顿号隔开", "窗口、电脑端";
    Status: "在用、暂停、取消或草稿", "在用", Words::Statuses;
    LegalBasis: "法律法规的名称和条款", "《取水许可和水资源费征收管理条例》第十条";
    AcceptanceConditions: "具备哪些条件可以申请", "取水方案符合水资源规划";
    Materials: "也可以逐份填在“材料”工作表", "";
    Fee: YES_NO, "否", Words::List(&["是", "否"]);
    FeeStandard: "也可以逐项填在“收费”工作表", "";
    FeeBasis: "收费文件的名称和文号", "";
    CrossRegionScope: "全国、全省、全市、全县、全镇或跨村", "全县", Words::List(&["全国", "全省", "全市", "全县", "全镇", "跨村"]);
    Place: "写到楼层和窗口号", "县政务服务中心二楼 8 号窗口";
    OpeningHours: "写明工作日和上下午时间", "工作日 9:00—12:00，13:00—17:00";
    Consult: "带区号的电话或网址", "";
    Complaint: "带区号的电话，不能与咨询电话相同", "";
    ResultKind: "证照、批文、其他或无", "证照", Words::List(&["证照", "批文", "其他", "无"]);
    ResultName: "办完后拿到什么", "取水许可证";
    ResultSample: "样本的文件名或网址", "";
    PersonThemes: "国家主题分类的名称或代码，多个用顿号隔开", "";
    OrgThemes: "国家主题分类的名称或代码，多个用顿号隔开", "准营准办";
    LifeEvents: "所属的“一件事”，多个用顿号隔开", "";
    Aliases: "群众平时怎么叫，多个用顿号隔开", "打井、取水证";
    Faqs: "也可以逐条填在“常见问题”工作表", "";
    WindowDecidable: YES_NO, "否", Words::List(&["是", "否"]);
    EffectiveOn: "年-月-日，如 2026-01-01；留空为导入当天", "";
}

/// The words a cell of this column is chosen from; empty where it is free text or
/// takes several.
pub(super) fn choices(column: Column) -> Vec<&'static str> {
    match HINTS.iter().find(|hint| hint.column == column).map(|hint| hint.words) {
        Some(Words::Types) => ItemType::list().iter().map(|(_, name)| *name).collect(),
        Some(Words::CaseKinds) => CaseKind::ALL.iter().map(|kind| kind.label()).collect(),
        Some(Words::Statuses) => Status::ALL.iter().map(|status| status.label()).collect(),
        Some(Words::List(words)) => words.to_vec(),
        Some(Words::Free) | None => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_column_is_explained_in_order_and_examples_are_among_the_choices() {
        assert_eq!(HINTS.iter().map(|hint| hint.column).collect::<Vec<_>>(), Column::ALL);
        for hint in HINTS {
            let choices = choices(hint.column);
            assert!(
                choices.is_empty() || hint.example.is_empty() || choices.contains(&hint.example),
                "{:?}",
                hint.column
            );
            assert!(choices.join(",").encode_utf16().count() <= 255, "{:?}", hint.column);
        }
    }
}

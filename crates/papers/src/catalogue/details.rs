//! 明细表: materials, fees, steps and questions on worksheets of their own, each
//! row bound to an item by its code.
//!
//! Deliberately not here: what the words in the cells mean (`domain::catalogue::Need`
//! and its neighbours read them), and whether the item exists.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{
    book::Grid,
    cells::RawRow,
    header::find,
    limits::Limits,
    note::Notes,
    refusal::ReadRefusal,
    rows::{fill_merged, sift},
    table::{RowShape, TableRow},
    title_set::{Index, TitleSet, Titles, map_titles},
};

/// What a sheet of details lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum DetailKind {
    /// 申请材料.
    Materials,
    /// 收费项目.
    Fees,
    /// 办理环节.
    Steps,
    /// 常见问题.
    Faqs,
}

impl DetailKind {
    /// All of them, in the order of our template.
    pub const ALL: [Self; 4] = [Self::Materials, Self::Fees, Self::Steps, Self::Faqs];

    /// The sheet's name in our template.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Materials => "材料",
            Self::Fees => "收费",
            Self::Steps => "办理环节",
            Self::Faqs => "常见问题",
        }
    }

    /// Its columns with their titles.
    #[must_use]
    pub fn titles(self) -> TitleSet<DetailColumn> {
        match self {
            Self::Materials => MATERIALS,
            Self::Fees => FEES,
            Self::Steps => STEPS,
            Self::Faqs => FAQS,
        }
    }

    /// Parts of a sheet's name that say what it lists.
    fn words(self) -> &'static [&'static str] {
        match self {
            Self::Materials => &["材料"],
            Self::Fees => &["收费", "费用", "缴费"],
            Self::Steps => &["环节", "流程", "步骤"],
            Self::Faqs => &["常见问题", "问答", "问题"],
        }
    }
}

/// A column of a detail sheet. Which of them a sheet has, its [`DetailKind`] says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum DetailColumn {
    /// Code of the item the row belongs to.
    Code,
    /// Name of that item; only for the eye.
    ItemName,
    /// Name of the material, fee or step; the question itself.
    Name,
    /// 是否必要.
    Need,
    /// 材料类型: 原件, 复印件.
    Original,
    /// 材料形式: 纸质, 电子.
    Form,
    /// 来源渠道.
    Origin,
    /// 来源渠道说明.
    SourceNote,
    /// 份数.
    Copies,
    /// 规格.
    Paper,
    /// 填报须知.
    Notice,
    /// 受理标准; of a fee, 收费标准.
    Standard,
    /// 要求依据; of a fee, 收费依据.
    Basis,
    /// 空白表格.
    BlankForm,
    /// 示例样表.
    SampleForm,
    /// 是否允许减免.
    Reducible,
    /// 减免依据.
    ReductionBasis,
    /// 办理部门 of a step.
    Office,
    /// 办理时限 of a step.
    Days,
    /// Its unit.
    DaysUnit,
    /// 审查标准.
    Criterion,
    /// 办理结果 of a step.
    Result,
    /// 是否特别程序.
    Special,
    /// The answer.
    Answer,
    /// 排序.
    Order,
}

use DetailColumn as D;

const CODE: Titles = &[
    "业务办理项编码",
    "办理项编码",
    "事项编码",
    "实施编码",
    "事项代码",
    "task_handle_item",
    "task_code",
    "编码",
    "task_guid",
];
const ITEM_NAME: Titles = &["业务办理项名称", "办理项名称", "事项名称", "所属事项", "task_name"];
const ORDER: Titles = &["排序", "序号", "排序号", "排序码", "order_num"];

#[rustfmt::skip]
const MATERIALS: TitleSet<D> = TitleSet { required: &[D::Code, D::Name], entries: &[
    (D::Code, CODE),
    (D::ItemName, ITEM_NAME),
    (D::Name, &["材料名称", "申请材料名称", "申请材料", "材料", "名称", "material_name"]),
    (D::Need, &["是否必要", "材料必要性", "必要性", "是否必需", "是否必须", "is_need"]),
    (D::Original, &["材料类型", "材料类别", "原件或复印件", "原件/复印件", "原件复印件", "material_type"]),
    (D::Form, &["材料形式", "提交形式", "形式", "纸质或电子", "材料格式", "material_format", "format"]),
    (D::Origin, &["来源渠道", "材料来源", "来源", "来源渠道类型", "source_type"]),
    (D::SourceNote, &["来源渠道说明", "来源说明", "材料来源说明", "出具单位", "核发部门", "source_explain"]),
    (D::Copies, &["份数", "材料份数", "数量", "纸质份数", "提交份数", "page_num"]),
    (D::Paper, &["规格", "纸质材料规格", "材料规格", "纸张规格", "page_format"]),
    (D::Notice, &["填报须知", "填写须知", "填表须知", "填报说明", "fill_explain"]),
    (D::Standard, &["受理标准", "材料受理标准", "审查要点", "审核要点", "accept_stand"]),
    (D::Basis, &["要求依据", "材料依据", "要求提供材料的依据", "提交依据", "by_law"]),
    (D::BlankForm, &["空白表格", "空表", "空白表", "空白样表", "form_guid"]),
    (D::SampleForm, &["示例样表", "样表", "示例", "填写样表", "example_guid"]),
    (D::Order, ORDER),
] };

#[rustfmt::skip]
const FEES: TitleSet<D> = TitleSet { required: &[D::Code, D::Name], entries: &[
    (D::Code, CODE),
    (D::ItemName, ITEM_NAME),
    (D::Name, &["收费项目名称", "收费项目", "收费名称", "费用名称", "项目名称", "名称", "fee_name"]),
    (D::Standard, &["收费标准", "标准", "收费金额", "金额", "缴费标准", "fee_stand"]),
    (D::Basis, &["收费依据", "依据", "文件依据", "收费文件", "fee_basis", "by_law"]),
    (D::Reducible, &["是否允许减免", "是否减免", "允许减免", "可否减免", "is_desc"]),
    (D::ReductionBasis, &["减免依据", "允许减免依据", "减免说明", "减免政策", "desc_explain"]),
    (D::Order, ORDER),
] };

#[rustfmt::skip]
const STEPS: TitleSet<D> = TitleSet { required: &[D::Code, D::Name], entries: &[
    (D::Code, CODE),
    (D::ItemName, ITEM_NAME),
    (D::Name, &["环节名称", "办理环节", "环节", "步骤名称", "步骤", "名称", "link_name"]),
    (D::Office, &["办理部门", "办理处室", "办理科室", "承办股室", "责任股室", "办理岗位", "handle_dept_name"]),
    (D::Days, &["办理时限", "环节时限", "时限", "办理天数", "环节办理时限", "handle_day"]),
    (D::DaysUnit, &["办理时限单位", "时限单位", "环节时限单位", "单位", "handle_type"]),
    (D::Criterion, &["审查标准", "审核标准", "办理标准", "审查要点", "criterion"]),
    (D::Result, &["办理结果", "环节结果", "结果", "办结结果", "link_result"]),
    (D::Special, &["是否特别程序", "有无特别程序", "特别程序", "是否特殊环节", "is_special"]),
    (D::Order, ORDER),
] };

#[rustfmt::skip]
const FAQS: TitleSet<D> = TitleSet { required: &[D::Code, D::Name], entries: &[
    (D::Code, CODE),
    (D::ItemName, ITEM_NAME),
    (D::Name, &["问题", "常见问题", "提问", "问题内容", "question"]),
    (D::Answer, &["答案", "解答", "回答", "答复", "问题解答", "answer"]),
    (D::Order, ORDER),
] };

/// One row of a detail sheet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DetailRow {
    /// Its number as the spreadsheet shows it.
    pub number: u32,
    /// Code of the item, as written; empty where the cell is.
    pub code: String,
    /// Its cells by meaning, without [`DetailColumn::Code`]; only those that say something.
    pub cells: BTreeMap<DetailColumn, String>,
}

/// One sheet of details.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Detail {
    /// What it lists.
    pub kind: DetailKind,
    /// The sheet's name.
    pub sheet: String,
    /// Its rows, in the order of the file.
    pub rows: Vec<DetailRow>,
}

/// What a sheet lists, by its name and by having that sort's required columns.
pub(super) fn kind_of(sheet: &str, rows: &[RawRow]) -> Option<DetailKind> {
    let named = |kind: &DetailKind| kind.words().iter().any(|word| sheet.contains(word));
    DetailKind::ALL.into_iter().filter(named).find(|kind| {
        let known = kind.titles().known();
        find(rows, &[], &Index::new(&known), None)
            .is_some_and(|found| map_titles(&found.titles, &kind.titles()).missing.is_empty())
    })
}

/// Reads a sheet of details; `None` where it turns out to be none.
pub(super) fn read(grid: Grid, limits: &Limits) -> Result<Option<Detail>, ReadRefusal> {
    let Grid { name, mut rows, merges, .. } = grid;
    let sheet = name.unwrap_or_default();
    let Some(kind) = kind_of(&sheet, &rows) else { return Ok(None) };
    let known = kind.titles().known();
    let Some(found) = find(&rows, &merges, &Index::new(&known), None) else { return Ok(None) };
    let mut body = rows.split_off((found.place + found.rows).min(rows.len()));
    // What is noticed in the details stays with them; the codes tell the rest.
    let mut notes = Notes::default();
    fill_merged(&mut body, &merges, limits, &mut notes)?;
    let titles: Vec<&RawRow> = rows.iter().skip(found.place).collect();
    sift(&mut body, &titles, &mut notes);
    let map = map_titles(&found.titles, &kind.titles());
    let rows = body.into_iter().map(|row| {
        let row = TableRow { number: row.number, cells: row.cells, shape: RowShape::Whole };
        let mut cells = map.row(&row);
        let code = cells.remove(&DetailColumn::Code).unwrap_or_default();
        DetailRow { number: row.number, code, cells }
    });
    Ok(Some(Detail { kind, sheet, rows: rows.collect() }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_of_a_sheet_name_one_column_each() {
        for kind in DetailKind::ALL {
            let mut seen = BTreeMap::new();
            for (column, titles) in kind.titles().entries {
                assert!(titles.len() >= 4, "{kind:?} {column:?}");
                for title in *titles {
                    assert_eq!(seen.insert(title, column), None, "{kind:?} {title}");
                }
            }
        }
    }
}

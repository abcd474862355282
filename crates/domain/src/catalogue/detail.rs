//! Detail rows of an item (明细表): materials, fees, steps, questions, each on a sheet of its own keyed by
//! the item's code.
//!
//! Not here: how a sheet is recognised in a file (`papers`).

use std::collections::BTreeMap;

use super::{
    Content, Faq, Fee, Guide, Material, Need, Origin, Step,
    words::{is_clear, lines, one_line, short, yes_no},
};

macro_rules! detail_columns {
    ($($(#[$doc:meta])* $name:ident = $label:literal,)+) => {
        /// A column of a detail sheet. In the order of the template.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum DetailColumn { $($(#[$doc])* $name,)+ }

        impl DetailColumn {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$name,)+];

            /// Title in our template and word in messages.
            pub fn label(self) -> &'static str { match self { $(Self::$name => $label,)+ } }
        }
    };
}

detail_columns! {
    /// 材料名称.
    Name = "材料名称",
    /// 必要性.
    Need = "必要性",
    /// 材料形式: 原件, 复印件, 电子.
    Form = "材料形式",
    /// 来源渠道.
    Origin = "来源渠道",
    /// 来源渠道说明.
    SourceNote = "来源渠道说明",
    /// 份数.
    Copies = "份数",
    /// 规格.
    Paper = "规格",
    /// 填报须知.
    Notice = "填报须知",
    /// 受理标准.
    Standard = "受理标准",
    /// 要求依据.
    Basis = "要求依据",
    /// 空白表格.
    BlankForm = "空白表格",
    /// 示例样表.
    SampleForm = "示例样表",
    /// 收费项目.
    FeeName = "收费项目",
    /// 收费标准.
    FeeStandard = "收费标准",
    /// 收费依据.
    FeeBasis = "收费依据",
    /// 是否允许减免.
    FeeReducible = "是否允许减免",
    /// 减免依据.
    FeeReductionBasis = "减免依据",
    /// 环节名称.
    StepName = "环节名称",
    /// 办理单位.
    StepOffice = "办理单位",
    /// 办理时限, in the item's unit.
    StepDays = "办理时限",
    /// 审查标准.
    StepCriterion = "审查标准",
    /// 办理结果.
    StepResult = "环节结果",
    /// 是否特别程序.
    StepSpecial = "是否特别程序",
    /// 问题.
    Question = "问题",
    /// 答案.
    Answer = "答案",
}

impl DetailColumn {
    /// Reads the title of our template.
    pub fn of_label(label: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|c| c.label() == label)
    }
}

/// A detail sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DetailSheet {
    /// 材料.
    Materials,
    /// 收费.
    Fees,
    /// 办理环节.
    Steps,
    /// 常见问题.
    Faqs,
}

impl DetailSheet {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Materials, Self::Fees, Self::Steps, Self::Faqs];

    /// Name of the sheet in our template.
    pub fn label(self) -> &'static str {
        match self {
            Self::Materials => "材料",
            Self::Fees => "收费",
            Self::Steps => "办理环节",
            Self::Faqs => "常见问题",
        }
    }

    /// Its columns in the template's order, the first of them required. The item's code stands before them.
    pub fn columns(self) -> &'static [DetailColumn] {
        match self {
            Self::Materials => &DetailColumn::ALL[..12],
            Self::Fees => &DetailColumn::ALL[12..17],
            Self::Steps => &DetailColumn::ALL[17..23],
            Self::Faqs => &DetailColumn::ALL[23..],
        }
    }
}

/// Cells of one detail row by meaning.
pub type DetailCells = BTreeMap<DetailColumn, String>;

/// The detail rows of one item as they came. A sheet without rows says nothing of the item.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RawDetails {
    /// 材料.
    pub materials: Vec<DetailCells>,
    /// 收费.
    pub fees: Vec<DetailCells>,
    /// 办理环节.
    pub steps: Vec<DetailCells>,
    /// 常见问题.
    pub faqs: Vec<DetailCells>,
}

impl RawDetails {
    /// The rows of one sheet.
    pub fn rows(&self, sheet: DetailSheet) -> &Vec<DetailCells> {
        match sheet {
            DetailSheet::Materials => &self.materials,
            DetailSheet::Fees => &self.fees,
            DetailSheet::Steps => &self.steps,
            DetailSheet::Faqs => &self.faqs,
        }
    }

    /// The rows of one sheet, to add to.
    pub fn rows_mut(&mut self, sheet: DetailSheet) -> &mut Vec<DetailCells> {
        match sheet {
            DetailSheet::Materials => &mut self.materials,
            DetailSheet::Fees => &mut self.fees,
            DetailSheet::Steps => &mut self.steps,
            DetailSheet::Faqs => &mut self.faqs,
        }
    }

    /// Whether no sheet says anything.
    pub fn is_empty(&self) -> bool {
        DetailSheet::ALL.iter().all(|sheet| self.rows(*sheet).is_empty())
    }
}

/// What a detail row gets wrong, as a sentence.
pub(super) type DetailFlaw = (DetailSheet, String);

/// Detail rows as the guide keeps them; `None` = the sheet says nothing of the item.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct ReadDetails {
    pub(super) materials: Option<Vec<Material>>,
    pub(super) fees: Option<Vec<Fee>>,
    pub(super) steps: Option<Vec<Step>>,
    pub(super) faqs: Option<Vec<Faq>>,
}

impl ReadDetails {
    pub(super) fn apply(&self, guide: &mut Guide) {
        if let Some(materials) = &self.materials {
            guide.materials.clone_from(materials);
        }
        if let Some(fees) = &self.fees {
            guide.fees.clone_from(fees);
        }
        if let Some(steps) = &self.steps {
            guide.steps.clone_from(steps);
        }
        if let Some(faqs) = &self.faqs {
            guide.faqs.clone_from(faqs);
        }
    }
}

/// Reads the rows of one item; every flaw is added to `flaws`.
pub(super) fn read_details(raw: &RawDetails, flaws: &mut Vec<DetailFlaw>) -> ReadDetails {
    ReadDetails {
        materials: sheet(raw, DetailSheet::Materials, flaws, material),
        fees: sheet(raw, DetailSheet::Fees, flaws, fee),
        steps: sheet(raw, DetailSheet::Steps, flaws, step),
        faqs: sheet(raw, DetailSheet::Faqs, flaws, faq),
    }
}

fn sheet<T>(
    raw: &RawDetails,
    sheet: DetailSheet,
    flaws: &mut Vec<DetailFlaw>,
    read: impl Fn(&Cells<'_>) -> Result<T, String>,
) -> Option<Vec<T>> {
    let rows = raw.rows(sheet);
    let mut out = Vec::with_capacity(rows.len());
    for (n, row) in rows.iter().enumerate() {
        let cells = Cells(row);
        if DetailColumn::ALL.iter().all(|c| cells.text(*c).is_empty()) {
            continue;
        }
        let first = sheet.columns()[0];
        let read = if cells.text(first).is_empty() { Err(format!("缺{}", first.label())) } else { read(&cells) };
        match read {
            Ok(one) => out.push(one),
            Err(why) => flaws.push((sheet, format!("{}第{}条{why}，请核对", sheet.label(), n + 1))),
        }
    }
    (!rows.is_empty()).then_some(out)
}

struct Cells<'a>(&'a DetailCells);

impl Cells<'_> {
    /// The text with its lines; empty for none and for what clears.
    fn text(&self, column: DetailColumn) -> String {
        let cell = self.0.get(&column).map(String::as_str).unwrap_or_default();
        if is_clear(cell) { String::new() } else { lines(cell).join("\n") }
    }

    /// A cell read by a list of words; blank is the default.
    fn word<T: Default>(&self, column: DetailColumn, parse: impl Fn(&str) -> Option<T>) -> Result<T, String> {
        let text = one_line(&self.text(column));
        if text.is_empty() {
            return Ok(T::default());
        }
        parse(&text).ok_or_else(|| format!("的{}“{}”不认识", column.label(), short(&text, 20)))
    }
}

fn material(c: &Cells<'_>) -> Result<Material, String> {
    let count = |text: &str| crate::base::fold(text).trim_end_matches(['份', '套', '张']).parse().ok();
    Ok(Material {
        name: one_line(&c.text(DetailColumn::Name)),
        need: c.word(DetailColumn::Need, Need::parse)?,
        form: c.text(DetailColumn::Form),
        origin: c.word(DetailColumn::Origin, Origin::parse)?,
        copies: c.word(DetailColumn::Copies, count)?,
        source_note: c.text(DetailColumn::SourceNote),
        paper: c.text(DetailColumn::Paper),
        notice: c.text(DetailColumn::Notice),
        standard: c.text(DetailColumn::Standard),
        basis: c.text(DetailColumn::Basis),
        blank_form: c.text(DetailColumn::BlankForm),
        sample_form: c.text(DetailColumn::SampleForm),
    })
}

fn fee(c: &Cells<'_>) -> Result<Fee, String> {
    Ok(Fee {
        name: one_line(&c.text(DetailColumn::FeeName)),
        standard: c.text(DetailColumn::FeeStandard),
        basis: c.text(DetailColumn::FeeBasis),
        reducible: c.word(DetailColumn::FeeReducible, |t| yes_no(t).map(Some))?,
        reduction_basis: c.text(DetailColumn::FeeReductionBasis),
    })
}

fn step(c: &Cells<'_>) -> Result<Step, String> {
    let days = |text: &str| super::Limit::parse(text).ok().map(|l| Some(l.value));
    Ok(Step {
        name: one_line(&c.text(DetailColumn::StepName)),
        office: c.text(DetailColumn::StepOffice),
        days: c.word(DetailColumn::StepDays, days)?,
        criterion: c.text(DetailColumn::StepCriterion),
        result: c.text(DetailColumn::StepResult),
        special: c.word(DetailColumn::StepSpecial, yes_no)?,
    })
}

fn faq(c: &Cells<'_>) -> Result<Faq, String> {
    Ok(Faq { question: c.text(DetailColumn::Question), answer: c.text(DetailColumn::Answer) })
}

/// The detail rows of a content, read back to the same guide.
pub fn details_of(content: &Content) -> RawDetails {
    let g = &content.guide;
    let flag = |f: bool| if f { "是" } else { "否" };
    let row = |cells: &[(DetailColumn, &str)]| -> DetailCells {
        cells.iter().filter(|(_, t)| !t.is_empty()).map(|(c, t)| (*c, (*t).to_owned())).collect()
    };
    let material = |m: &Material| {
        let copies = if m.copies == 0 { String::new() } else { m.copies.to_string() };
        row(&[
            (DetailColumn::Name, &m.name),
            (DetailColumn::Need, m.need.label()),
            (DetailColumn::Form, &m.form),
            (DetailColumn::Origin, m.origin.label()),
            (DetailColumn::SourceNote, &m.source_note),
            (DetailColumn::Copies, &copies),
            (DetailColumn::Paper, &m.paper),
            (DetailColumn::Notice, &m.notice),
            (DetailColumn::Standard, &m.standard),
            (DetailColumn::Basis, &m.basis),
            (DetailColumn::BlankForm, &m.blank_form),
            (DetailColumn::SampleForm, &m.sample_form),
        ])
    };
    let fee = |f: &Fee| {
        row(&[
            (DetailColumn::FeeName, if f.name.is_empty() { "收费" } else { &f.name }),
            (DetailColumn::FeeStandard, &f.standard),
            (DetailColumn::FeeBasis, &f.basis),
            (DetailColumn::FeeReducible, f.reducible.map(flag).unwrap_or_default()),
            (DetailColumn::FeeReductionBasis, &f.reduction_basis),
        ])
    };
    let step = |s: &Step| {
        let days = s.days.map(|d| d.to_string()).unwrap_or_default();
        row(&[
            (DetailColumn::StepName, &s.name),
            (DetailColumn::StepOffice, &s.office),
            (DetailColumn::StepDays, &days),
            (DetailColumn::StepCriterion, &s.criterion),
            (DetailColumn::StepResult, &s.result),
            (DetailColumn::StepSpecial, flag(s.special)),
        ])
    };
    let faq = |f: &Faq| row(&[(DetailColumn::Question, &f.question), (DetailColumn::Answer, &f.answer)]);
    RawDetails {
        materials: g.materials.iter().map(material).collect(),
        fees: g.fees.iter().map(fee).collect(),
        steps: g.steps.iter().map(step).collect(),
        faqs: g.faqs.iter().map(faq).collect(),
    }
}

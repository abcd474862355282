//! What is found in a chain before it is published (发布前检查): each with a sentence for the clerk that says what to
//! do, and whether it stops publication.

use super::{MaterialNote, MergeNote};
use crate::catalogue::FormFlaw;

/// One thing found.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Finding {
    /// No name, code, purpose or applicant.
    #[error("请填写{0}")]
    Missing(&'static str),
    /// Less than two members.
    #[error("一件事至少要有两个事项，现在是 {0} 个")]
    TooFew(usize),
    /// A key that cannot be one.
    #[error("事项代号“{0}”请用小写字母开头，只用小写字母、数字和下划线，最多 20 个")]
    Key(String),
    /// Two members of one key.
    #[error("事项代号“{0}”用了两次，请换一个")]
    KeyTwice(String),
    /// The item is not in the catalogue.
    #[error("事项库里找不到“{0}”，请重新选择")]
    ItemMissing(String),
    /// The item may not be applied for.
    #[error("“{name}”现在{status}，请换一个事项或等它恢复")]
    NotInUse {
        /// Item.
        name: String,
        /// Status word.
        status: &'static str,
    },
    /// Nobody applies for it.
    #[error("“{0}”由部门依职权办理，不受理申请，不能列进一件事")]
    ExOfficio(String),
    /// The catalogue has a later version.
    #[error("“{name}”的指南已更新到第 {now} 版，这里还是第 {was} 版，请核对表单、材料和时限")]
    ItemChanged {
        /// Item.
        name: String,
        /// Version of the chain.
        was: i64,
        /// Version of the catalogue.
        now: i64,
    },
    /// Another department has it now: whose letters are asked and who sees a matter goes by the one of the chain.
    #[error("“{name}”已经不归{office}办，请核对授权和材料，存一次草稿再重新发布，新的部门才能办")]
    OfficeChanged {
        /// Item.
        name: String,
        /// Whose it was.
        office: String,
    },
    /// The department's representative has no power over it.
    #[error("{office}还没有授权窗口办理“{name}”，请先办授权")]
    NotAuthorised {
        /// Department.
        office: String,
        /// Item.
        name: String,
    },
    /// It has not moved into the hall.
    #[error("“{0}”没有进驻大厅，一窗受理后要转到大厅外办，请核对")]
    NotResident(String),
    /// Whoever leads has no item in it.
    #[error("牵头部门“{0}”在这件事里没有事项，请核对牵头部门")]
    LeadNotMember(String),
    /// It waits for what is no member.
    #[error("“{name}”要等的“{named}”不在这件事里，请改")]
    UnknownMember {
        /// Member.
        name: String,
        /// What it names.
        named: String,
    },
    /// Everybody waits for somebody.
    #[error("办理顺序绕成了圈：{}，谁也开始不了，请去掉其中一步", .0.join(" 等 "))]
    Ring(Vec<String>),
    /// A material that the guide does not have.
    #[error("“{name}”的材料清单里没有“{material}”，请改“由谁的结果代替”")]
    MaterialUnknown {
        /// Member.
        name: String,
        /// Material.
        material: String,
    },
    /// Whoever should bring it has no result, or is no member.
    #[error("“{name}”的“{material}”没有人带来：“{from}”没有这样的结果")]
    NobodyBrings {
        /// Member.
        name: String,
        /// Material.
        material: String,
        /// Who should.
        from: String,
    },
    /// Whoever brings it may end later.
    #[error("“{name}”要用“{from}”的结果，却不等它办完，请把它排在后面")]
    BroughtTooLate {
        /// Member.
        name: String,
        /// Who brings.
        from: String,
    },
    /// Two results for one material.
    #[error("“{name}”的“{material}”由两项结果代替（{}），请只留一项", .from.join("、"))]
    BroughtTwice {
        /// Member.
        name: String,
        /// Material.
        material: String,
        /// Who brings.
        from: Vec<String>,
    },
    /// A denial leaves somebody without its material and without an end.
    #[error("“{from}”没有办成时其余照办，可“{name}”要用它的结果，会一直等下去。请改成“后续停办”")]
    WaitsForEver {
        /// Member.
        name: String,
        /// Who brings.
        from: String,
    },
    /// A condition on what nobody asks.
    #[error("“{name}”的办理条件用到“{key}”，表里没有这个问题")]
    ConditionUnknown {
        /// Member.
        name: String,
        /// Key.
        key: String,
    },
    /// A condition on an answer that nobody can give.
    #[error("“{name}”的办理条件里，“{question}”没有“{value}”这个选项")]
    ConditionValue {
        /// Member.
        name: String,
        /// The question.
        question: String,
        /// The answer.
        value: String,
    },
    /// A condition that no answers fulfil.
    #[error("“{0}”的办理条件自相矛盾，怎么填都不会成立，请改")]
    Contradiction(String),
    /// No way through the form leads to it.
    #[error("“{0}”永远轮不到：填到它的条件之前，那个问题已经不问了，请改条件")]
    NeverReached(String),
    /// A case in which nobody does anything.
    #[error("这样填时没有一项要办：{0}。请补一项，或改条件")]
    NobodyInCase(String),
    /// More cases than can be looked at.
    #[error("条件组合太多，没法逐一核对，请减少用来分情形的问题")]
    TooManyCases,
    /// Longer than the law allows.
    #[error(
        "几个部门的许可统一办理最长 45 个工作日（行政许可法第二十六条、第四十二条），按承诺时限要 {0} 个工作日，请压缩或改成并联"
    )]
    OverLaw(u32),
    /// A member without a limit.
    #[error("“{0}”的指南没有写办结时限，整件事的最迟日期算不出来")]
    LimitUnknown(String),
    /// The merged form cannot be used, or is hard to.
    #[error(transparent)]
    Form(#[from] FormFlaw),
    /// About merged fields.
    #[error(transparent)]
    Merge(#[from] MergeNote),
    /// About merged materials.
    #[error(transparent)]
    Material(#[from] MaterialNote),
}

impl Finding {
    /// Whether it stops publication. What merely should be known does not: an item outside the hall may be on the
    /// exemption list, and the lead may be an office that coordinates alone.
    #[must_use]
    pub const fn stops(&self) -> bool {
        match self {
            Self::Missing(_)
            | Self::TooFew(_)
            | Self::Key(_)
            | Self::KeyTwice(_)
            | Self::ItemMissing(_)
            | Self::NotInUse { .. }
            | Self::ExOfficio(_)
            | Self::NotAuthorised { .. }
            | Self::UnknownMember { .. }
            | Self::Ring(_)
            | Self::MaterialUnknown { .. }
            | Self::NobodyBrings { .. }
            | Self::BroughtTooLate { .. }
            | Self::BroughtTwice { .. }
            | Self::WaitsForEver { .. }
            | Self::ConditionUnknown { .. }
            | Self::ConditionValue { .. }
            | Self::Contradiction(_)
            | Self::NeverReached(_)
            | Self::NobodyInCase(_)
            | Self::TooManyCases
            | Self::OverLaw(_)
            | Self::Merge(MergeNote::Unknown { .. } | MergeNote::NeverAsked(_))
            | Self::Material(MaterialNote::Unknown { .. }) => true,
            Self::ItemChanged { .. }
            | Self::OfficeChanged { .. }
            | Self::NotResident(_)
            | Self::LeadNotMember(_)
            | Self::LimitUnknown(_)
            | Self::Merge(MergeNote::KeptApart { .. } | MergeNote::Stricter(_))
            | Self::Material(MaterialNote::Stricter { .. }) => false,
            Self::Form(flaw) => form_stops(flaw),
        }
    }
}

/// What is only long is a nuisance; what asks for the impossible, or for personal information without a reason, is
/// not published.
const fn form_stops(flaw: &FormFlaw) -> bool {
    match flaw {
        FormFlaw::Pages { .. }
        | FormFlaw::Fields { .. }
        | FormFlaw::ConditionSize(_)
        | FormFlaw::TooLong(_)
        | FormFlaw::LabelTaken(_)
        | FormFlaw::ReuseTaken(_) => false,
        FormFlaw::Empty
        | FormFlaw::PageTitle(_)
        | FormFlaw::PageEmpty(_)
        | FormFlaw::Key(_)
        | FormFlaw::KeyTaken(_)
        | FormFlaw::Label(_)
        | FormFlaw::Options(_)
        | FormFlaw::Range(_)
        | FormFlaw::BoundBy { .. }
        | FormFlaw::ConditionOn { .. }
        | FormFlaw::ConditionValue { .. }
        | FormFlaw::Purpose(_)
        | FormFlaw::LegalBasis(_)
        | FormFlaw::Reuse(_) => true,
    }
}

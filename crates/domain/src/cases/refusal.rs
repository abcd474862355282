//! Why an act on a case is refused (办件提示): a sentence that says what to do, and a code that stays.

use jiff::civil::Date;

/// Why an act on a case is refused. The code is stable; the sentence says what to do next.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The item may not be applied for.
    #[error("“{0}”现在{1}，不能受理。请核对事项")]
    ItemNotInUse(String, &'static str),
    /// Ex officio powers are not applied for.
    #[error("“{0}”属于{1}，由部门依职权办理，不受理申请")]
    NotOnApplication(String, String),
    /// Required materials are not ticked.
    #[error("还差 {} 样：{}。请收齐后再受理", .0.len(), .0.join("、"))]
    MaterialsMissing(Vec<String>),
    /// The item is for others.
    #[error("这个事项只受理{0}的申请")]
    WrongClient(&'static str),
    /// Denied without saying why.
    #[error("请写明不予批准的理由和依据")]
    ReasonMissing,
    /// A certificate without its number.
    #[error("请填写证照或批文的编号")]
    ResultNumberMissing,
    /// No name of the result.
    #[error("请填写结果名称，例如营业执照")]
    ResultNameMissing,
    /// Nobody received it.
    #[error("请填写领取人姓名")]
    ReceiverMissing,
    /// A material that the guide does not let follow later.
    #[error("“{0}”不在容缺清单里，不能后补，请收齐后再受理")]
    NotDeferrable(String),
    /// Deferral without the applicant's written commitment.
    #[error("容缺受理要有申请人签字的承诺书，请签好后勾选“已签承诺书”")]
    PromiseMissing,
    /// 告知承诺 for an item whose guide does not offer it.
    #[error("“{0}”没有实行告知承诺，请按普通程序受理")]
    NotByCommitment(String),
    /// Not an item that is decided on the spot.
    #[error("“{0}”不是即办件，请受理后转{1}审查")]
    NotInstant(String, String),
    /// A second request for correction.
    #[error("这件 {0} 已经一次性告知过。补来的仍不符合，请作“不予受理”并写明理由")]
    CorrectionTwice(Date),
    /// Nothing is named.
    #[error("请勾选要补的材料，或写明要改什么，一次说全")]
    CorrectionEmpty,
    /// No reason was given for an act that needs one.
    #[error("请写明{0}的理由")]
    WhyMissing(&'static str),
    /// Without a written notice the clock may not stop (行政许可法 45).
    #[error("停止计时要有书面告知：请填写告知书文号和所需时间")]
    NoticeMissing,
    /// A day that cannot be.
    #[error("{0}")]
    Day(String),
    /// Longer than the rank may approve.
    #[error("{0}最多批准延长 {1} 个工作日")]
    ExtensionTooLong(&'static str, u32),
    /// Extended before.
    #[error("这件已经延长过一次，不能再延长")]
    ExtendedBefore,
    /// No limit to extend.
    #[error("这件没有办结时限，不用延长")]
    NoLimit,
    /// Materials that were promised are still owed.
    #[error("容缺材料还没补齐：{}。请先登记补交，或按承诺作撤回处理", .0.join("、"))]
    Owed(Vec<String>),
    /// Found unfit, and a batch would not show it.
    #[error("“{}”审查不符合，请打开这件单独决定", .0.join("、"))]
    Unfit(Vec<String>),
    /// No such material.
    #[error("没有这样材料，请刷新后重选")]
    MaterialUnknown,
    /// It is there already, or was never owed.
    #[error("“{0}”不欠，不用补交")]
    NotOwed(String),
    /// Brought online without a file.
    #[error("“{0}”还没有上传文件，请先上传")]
    FileMissing(String),
    /// No certificate was proved for it.
    #[error("“{0}”没有电子证照，请上传或带到窗口")]
    NotCertified(String),
    /// A correction that brings nothing.
    #[error("还差 {} 样没有补：{}。请一次补齐后再提交", .0.len(), .0.join("、"))]
    CorrectionIncomplete(Vec<String>),
    /// No star, or more than five.
    #[error("请选择 1 到 5 星")]
    Stars,
    /// Rated before.
    #[error("这件已经评价过了，谢谢")]
    RatedBefore,
    /// Not under a commitment.
    #[error("这件不是告知承诺办理，没有承诺要核查")]
    NoCommitment,
    /// Checked before.
    #[error("这件的承诺已经核查过")]
    CheckedBefore,
    /// The department's own system has it.
    #[error("这件已由“{0}”接管办理，请等它回报；要在这里办，请先收回")]
    Elsewhere(String),
    /// No system has it.
    #[error("这件没有由部门系统接管，请先接管")]
    NotTakenOver,
    /// A reported decision without its number.
    #[error("请写决定文书的文号")]
    DecisionNumberMissing,
    /// Passing on what one could not have decided.
    #[error("授权书没有给您这件的决定权，不用退回：直接由部门审查、决定")]
    NoPowerToDecide,
    /// Part of a matter, which is handled as a whole.
    #[error("这件是“一件事”里的一项，不能单独{0}，请在一件事里统一办理")]
    PartOfMatter(&'static str),
    /// Stopped with a matter, and part of none.
    #[error("这件不是“一件事”里的一项，不能随整件终止")]
    NoMatter,
    /// The act does not fit the stage.
    #[error("这件{now}，不能再{wanted}")]
    WrongStage {
        /// Where it stands.
        now: &'static str,
        /// What was asked.
        wanted: &'static str,
    },
}

impl Refusal {
    /// Stable code for the API and for tests.
    pub fn code(&self) -> &'static str {
        match self {
            Self::ItemNotInUse(..) => "item_not_in_use",
            Self::NotOnApplication(..) => "not_on_application",
            Self::MaterialsMissing(_) => "materials_missing",
            Self::WrongClient(_) => "wrong_client",
            Self::ReasonMissing => "reason_missing",
            Self::ResultNumberMissing => "result_number_missing",
            Self::ResultNameMissing => "result_name_missing",
            Self::ReceiverMissing => "receiver_missing",
            Self::NotDeferrable(_) => "not_deferrable",
            Self::FileMissing(_) => "file_missing",
            Self::NotCertified(_) => "not_certified",
            Self::PromiseMissing => "promise_missing",
            Self::NotByCommitment(_) => "not_by_commitment",
            Self::NotInstant(..) => "not_instant",
            Self::CorrectionTwice(_) => "correction_twice",
            Self::CorrectionEmpty => "correction_empty",
            Self::WhyMissing(_) => "why_missing",
            Self::NoticeMissing => "notice_missing",
            Self::Day(_) => "day",
            Self::ExtensionTooLong(..) => "extension_too_long",
            Self::ExtendedBefore => "extended_before",
            Self::NoLimit => "no_limit",
            Self::Owed(_) => "materials_owed",
            Self::MaterialUnknown => "material_unknown",
            Self::Unfit(_) => "materials_unfit",
            Self::NotOwed(_) => "not_owed",
            Self::CorrectionIncomplete(_) => "correction_incomplete",
            Self::Stars => "stars",
            Self::RatedBefore => "rated_before",
            Self::NoCommitment => "no_commitment",
            Self::CheckedBefore => "checked_before",
            Self::Elsewhere(_) => "handled_elsewhere",
            Self::NotTakenOver => "not_taken_over",
            Self::DecisionNumberMissing => "decision_number_missing",
            Self::NoPowerToDecide => "no_power_to_decide",
            Self::PartOfMatter(_) => "part_of_matter",
            Self::NoMatter => "no_matter",
            Self::WrongStage { .. } => "wrong_stage",
        }
    }
}

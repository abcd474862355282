//! Why an act on a matter is refused (一件事提示): a sentence that says what to do, and a code that stays.

use jiff::civil::Date;

use crate::base::date_text;

/// Why not. The code is stable; the sentence says what to do next.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// No member's condition holds.
    #[error("按所填的情况没有要办的事项，请核对前面几个问题的选择")]
    NothingApplies,
    /// The chain is for others.
    #[error("“{0}”只受理{1}的申请")]
    WrongApplicant(String, &'static str),
    /// The matter is over.
    #[error("这件事已经办结（{0}），不能再改")]
    Finished(&'static str),
    /// No such member.
    #[error("这件事里没有“{0}”这一项，请核对")]
    UnknownMember(String),
    /// A report about a member that was never started.
    #[error("“{0}”还没有开始办，没有进度可报")]
    NotStarted(String),
    /// A report about a member that has ended.
    #[error("“{0}”已有结果，不能再改")]
    MemberSettled(String),
    /// The one intake was accepted already.
    #[error("这件事 {} 已经受理", date_text(*.0))]
    AcceptedAlready(Date),
    /// The applicant has been asked to supply something.
    #[error("正在等申请人补正，收齐后再受理")]
    AwaitsCorrection,
    /// What was handed in is returned, and nothing came again.
    #[error("部门已退件，申请人还没有重新提交，现在没有可受理的")]
    AwaitsAgain,
    /// Handed in again without having been returned, or once too often.
    #[error("“{0}”没有被退件，或不能再重新提交，请看进度")]
    NotReturned(String),
    /// There is no correction to answer.
    #[error("现在没有要补正的内容")]
    NothingAsked,
    /// A second request for correction (行政许可法 32(4): 一次告知).
    #[error("这件事 {} 已经一次性告知过。补来的仍不符合，请由所在部门作“不予受理”并写明理由", date_text(*.0))]
    CorrectionTwice(Date),
    /// Nothing is asked.
    #[error("各部门都没有提出要补的内容，可以直接受理")]
    CorrectionEmpty,
    /// Not all have looked, so the applicant would be told twice.
    #[error("还要等{}看完材料，再一次告知申请人", .0.join("、"))]
    NotLookedYet(Vec<String>),
    /// A material that the member's guide does not have.
    #[error("“{0}”的材料清单里没有这一项，请核对")]
    MaterialUnknown(String),
    /// What was asked did not come.
    #[error("还差：{}。请收齐后再交", .0.join("、"))]
    CorrectionIncomplete(Vec<String>),
    /// All that has begun is decided, and nothing is ahead.
    #[error("各项都已作出决定，不能再撤回")]
    NothingToWithdraw,
    /// No result waits to be handed out.
    #[error("现在没有可以发放的结果，请等部门办结")]
    NothingReady,
    /// Rated before everything was handed out.
    #[error("结果全部领取后再评价")]
    NotDelivered,
    /// Rated before.
    #[error("这件事已经评价过了，谢谢")]
    RatedBefore,
    /// No star, or more than five.
    #[error("请选择 1 到 5 星")]
    Stars,
    /// Materials that must come are not there.
    #[error("还差 {} 样：{}。请收齐后再受理", .0.len(), .0.join("、"))]
    MaterialsMissing(Vec<String>),
    /// Deferred, and not on every guide's list of what may follow.
    #[error("“{0}”不能容缺后补：有的事项受理时就要用。请收齐后再受理")]
    NotDeferrable(String),
    /// 容缺 or 告知承诺 without the applicant's word in writing.
    #[error("容缺受理、告知承诺要有申请人签字的承诺书，请签好后勾选“已签承诺书”")]
    PromiseMissing,
    /// 告知承诺 that no guide offers.
    #[error("这件事里要办的事项都不实行告知承诺，请按一般方式受理")]
    NoCommitment,
    /// Brought without having been deferred.
    #[error("“{0}”没有约定后补，不用登记")]
    NotOwed(String),
    /// Brought online without a file.
    #[error("“{0}”还没有上传文件，请先上传")]
    FileMissing(String),
    /// An answer that decides what is to be done was changed, or is not there yet.
    #[error("“{}”决定要办哪些事项，请先填好；已经提交的不能再改，要改请撤回后重新申请", .0.join("”“"))]
    Deciding(Vec<String>),
    /// A day that cannot be.
    #[error("{0}")]
    Day(String),
}

impl Refusal {
    /// The code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NothingApplies => "nothing_applies",
            Self::WrongApplicant(..) => "wrong_applicant",
            Self::Finished(_) => "finished",
            Self::UnknownMember(_) => "unknown_member",
            Self::NotStarted(_) => "not_started",
            Self::MemberSettled(_) => "member_settled",
            Self::AcceptedAlready(_) => "accepted_already",
            Self::AwaitsCorrection => "awaits_correction",
            Self::AwaitsAgain => "awaits_again",
            Self::NotReturned(_) => "not_returned",
            Self::NothingAsked => "nothing_asked",
            Self::CorrectionTwice(_) => "correction_twice",
            Self::CorrectionEmpty => "correction_empty",
            Self::NotLookedYet(_) => "not_looked_yet",
            Self::MaterialUnknown(_) => "material_unknown",
            Self::CorrectionIncomplete(_) => "correction_incomplete",
            Self::NothingToWithdraw => "nothing_to_withdraw",
            Self::NothingReady => "nothing_ready",
            Self::NotDelivered => "not_delivered",
            Self::RatedBefore => "rated_before",
            Self::Stars => "stars",
            Self::MaterialsMissing(_) => "materials_missing",
            Self::NotDeferrable(_) => "not_deferrable",
            Self::PromiseMissing => "promise_missing",
            Self::NoCommitment => "no_commitment",
            Self::NotOwed(_) => "not_owed",
            Self::FileMissing(_) => "file_missing",
            Self::Deciding(_) => "deciding",
            Self::Day(_) => "day",
        }
    }
}

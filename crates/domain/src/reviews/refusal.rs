//! Why a step of a rating is refused. The sentence says what to do.

use jiff::civil::Date;

use crate::base::{Satisfaction, date_text};

/// Why not.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// This contact has its rating.
    #[error("这次服务已经评价过，整改后可以再评一次")]
    AlreadyRated,
    /// Nothing chosen.
    #[error("请先选满意程度")]
    LevelMissing,
    /// No such code in use.
    #[error("选项 {0} 已经停用，请重新选")]
    OptionUnknown(u16),
    /// It goes with another level.
    #[error("“{words}”只能和“{}”一起选", .level.label())]
    OptionOfOther {
        /// Words of the option.
        words: String,
        /// Its level.
        level: Satisfaction,
    },
    /// More than fit.
    #[error("最多选 8 项，现在选了 {0} 项")]
    TooManyOptions(usize),
    /// Longer than fits.
    #[error("评价最多 150 个字，现在有 {0} 个字")]
    TextTooLong(usize),
    /// The loop is not at that step.
    #[error("这条差评现在是“{now}”，不能{wanted}")]
    WrongState {
        /// Where it is.
        now: &'static str,
        /// What was wanted.
        wanted: &'static str,
    },
    /// Nothing written.
    #[error("请写明{0}")]
    WordsMissing(&'static str),
    /// Longer than fits.
    #[error("最多 500 个字，现在有 {0} 个字")]
    WordsTooLong(usize),
    /// The last day lies before today.
    #[error("整改期限不能早于今天 {}", date_text(*.0))]
    DuePast(Date),
    /// Later than the rules let it run.
    #[error("整改期限最晚 {}", date_text(*.0))]
    DueTooLate(Date),
    /// Whoever appealed must not decide it.
    #[error("申诉要由别人复核，提出申诉的人不能自己定")]
    OwnAppeal,
}

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
    /// It stands on the public page.
    #[error("这条评价和答复已经公开")]
    PublishedBefore,
    /// A number by which somebody could be found.
    #[error("公开的文字里有电话、证件一类的号码，请删去再公开")]
    NamesSomebody,
    /// The link is none of this county's, or its case is gone.
    #[error("这个评价链接打不开，请照回执上的二维码再扫一次，或拨 12345")]
    NoLink,
    /// Its days are over.
    #[error("评价链接已在 {} 到期，可以拨 12345 反映", date_text(*.0))]
    LinkOver(Date),
    /// The case has not come so far.
    #[error("这件事现在是“{now}”，还不能评价“{node}”")]
    TooEarly {
        /// Where it stands.
        now: String,
        /// What was to be rated.
        node: &'static str,
    },
    /// Whoever appealed must not decide it.
    #[error("申诉要由别人复核，提出申诉的人不能自己定")]
    OwnAppeal,
}

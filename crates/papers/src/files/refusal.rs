//! Why a file is not kept, with what to do instead.

use serde::{Deserialize, Serialize};

/// Why not. The sentence needs the file's name, so it is made by [`FileRefusal::sentence`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum FileRefusal {
    /// No bytes.
    Empty,
    /// HEIC, HEIF, AVIF.
    Heic,
    /// doc, xls, ppt, or anything of Office under a password.
    OldOffice,
    /// None of the kinds that are taken.
    NotTaken,
    /// A zip of other files.
    Packed,
    /// Cut short, or not built as its kind is.
    Damaged,
    /// Opens with a password only.
    Locked,
    /// Holds something that runs or fetches by itself; the word says what.
    Runs(String),
    /// More pixels than anybody needs.
    TooDetailed {
        /// Longest side allowed.
        side: u32,
    },
    /// Unpacks to far more than it seems.
    UnpacksTooLarge,
    /// Bears this mark of a state secret.
    Secret(String),
    /// The trial string of virus scanners.
    TrialVirus,
    /// The child process did not finish.
    StoppedByLimits,
    /// The child process could not be started.
    NotStarted,
}

impl FileRefusal {
    /// A code that stays the same when the sentence is reworded.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Empty => "file_empty",
            Self::Heic => "file_heic",
            Self::OldOffice => "file_old_office",
            Self::NotTaken => "file_not_taken",
            Self::Packed => "file_packed",
            Self::Damaged => "file_damaged",
            Self::Locked => "file_locked",
            Self::Runs(_) => "file_runs",
            Self::TooDetailed { .. } => "file_too_detailed",
            Self::UnpacksTooLarge => "file_unpacks_too_large",
            Self::Secret(_) => "file_secret",
            Self::TrialVirus => "file_trial_virus",
            Self::StoppedByLimits => "file_too_hard",
            Self::NotStarted => "file_reader_not_started",
        }
    }

    /// What to do, about the file of this name.
    #[must_use]
    pub fn sentence(&self, name: &str) -> String {
        match self {
            Self::Empty => format!("“{name}”是空的，请重新选择文件"),
            Self::Heic | Self::NotTaken => format!("“{name}”打不开。请改用 JPG、PNG 或 PDF，手机拍照即可"),
            Self::OldOffice => {
                format!("“{name}”是旧版或加了密码的 Office 文件。请另存为不加密码的 docx、xlsx 或 PDF 再上传")
            }
            Self::Packed => format!("“{name}”是压缩包。请解开后逐份上传"),
            Self::Damaged => format!("“{name}”不完整，没有收。请重新拍照或重新导出再上传"),
            Self::Locked => format!("“{name}”要密码才能打开。请去掉密码再上传"),
            Self::Runs(what) => format!("“{name}”里有{what}，没有收。请另存为普通的 PDF 或 docx、xlsx 再上传"),
            Self::TooDetailed { side } => format!("“{name}”的尺寸太大，长边最多 {side} 像素。请缩小后再上传"),
            Self::UnpacksTooLarge => format!("“{name}”展开后太大，没有收。请分成几份，或导出为 PDF 再上传"),
            Self::Secret(mark) => {
                format!(
                    "“{name}”带有“{mark}”标志，没有收，也没有留存。涉密材料不得在本系统传输，请当面送交窗口按保密规定办理"
                )
            }
            Self::TrialVirus => format!("“{name}”带有病毒测试标记，没有收。请检查这台电脑"),
            Self::StoppedByLimits => format!("“{name}”太复杂，没能看完。请导出为 PDF 再上传"),
            Self::NotStarted => format!("现在读不了“{name}”，请约 2 分钟后再传"),
        }
    }
}

//! Taking an answer (收一份答卷): what was not asked is dropped, what lacks is named, and nobody is asked who they are.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::{Body, Outlet, Standing, StratumBy, form, stratum_is_full};
use crate::{
    base::DepartmentId,
    catalogue::{AnswerFlaw, check_answers},
};

/// Why an answer is not taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// Not, or not any more.
    #[error("{0}")]
    NotTaken(&'static str),
    /// Of this stratum there are enough.
    #[error("“{0}”已经收够了，谢谢您愿意回答")]
    StratumFull(String),
    /// Things to mend.
    #[error("有 {} 处需要修改", .0.len())]
    Flaws(Vec<AnswerFlaw>),
    /// Nothing was answered at all.
    #[error("一道题也没有答，请至少答一道再交")]
    Nothing,
    /// This device has answered.
    #[error("这台设备已经答过这份问卷，谢谢您")]
    Twice,
    /// Too many from one address.
    #[error("这个网络地址一小时内交得太多，请过一会儿再交")]
    TooMany,
    /// No such place.
    #[error("请选这份纸质问卷是在哪个投放点收的")]
    Outlet,
    /// The number of a paper that was typed in already.
    #[error("纸质卷号“{0}”已经录过，请核对")]
    PaperTaken(String),
    /// A number that cannot be one.
    #[error("请写纸质卷号，最多 40 个字，一份纸一个号")]
    PaperNo,
}

impl Refusal {
    /// The field that it speaks of; empty where none.
    #[must_use]
    pub const fn field(&self) -> &'static str {
        match self {
            Self::Outlet => "outlet",
            Self::PaperTaken(_) | Self::PaperNo => "paper_no",
            Self::NotTaken(_) | Self::StratumFull(_) | Self::Flaws(_) | Self::Nothing | Self::Twice | Self::TooMany => {
                ""
            }
        }
    }
}

/// An answer that is taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taken {
    /// What was answered, by key, several answers a line each.
    pub answers: BTreeMap<String, String>,
    /// Which stratum.
    pub stratum: String,
}

/// An answer as it is counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Given {
    /// Which stratum.
    pub stratum: String,
    /// Whose service was judged.
    pub department: Option<DepartmentId>,
    /// Which window's.
    pub window: Option<u16>,
    /// The day it was given.
    pub on: Date,
    /// To which edition.
    pub edition: i64,
    /// Typed in from paper by staff (纸质补录).
    pub paper: bool,
    /// What was answered, by key.
    pub answers: BTreeMap<String, String>,
}

/// Looks at an answer. `counts` says how many of each stratum have come.
///
/// # Errors
/// [`Refusal::NotTaken`], [`Refusal::Flaws`], [`Refusal::Nothing`], [`Refusal::StratumFull`].
pub fn take(
    body: &Body,
    standing: &Standing,
    outlet: &Outlet,
    raw: &BTreeMap<String, String>,
    counts: &BTreeMap<String, u32>,
    today: Date,
) -> Result<Taken, Refusal> {
    match standing {
        Standing::Open => {}
        Standing::NotYet => return Err(Refusal::NotTaken("这份问卷还没有发布")),
        Standing::Over(_) => return Err(Refusal::NotTaken("这份问卷已经过了截止日期，谢谢您愿意回答")),
        Standing::Full => return Err(Refusal::NotTaken("这份问卷已经收够了，谢谢您愿意回答")),
        Standing::Closed(_) => return Err(Refusal::NotTaken("这份问卷已经结束，谢谢您愿意回答")),
    }
    let checked = check_answers(&form(&body.sections), raw, today).map_err(Refusal::Flaws)?;
    let answers: BTreeMap<String, String> =
        body.questions().filter_map(|q| Some((q.key.clone(), checked.get(&q.key)?.to_owned()))).collect();
    if answers.is_empty() {
        return Err(Refusal::Nothing);
    }
    let stratum = match &body.stratum {
        StratumBy::Outlet => outlet.label.clone(),
        StratumBy::Question(key) => answers.get(key).cloned().unwrap_or_default(),
    };
    let so_far = counts.get(&stratum).copied().unwrap_or_default();
    if stratum_is_full(body, &stratum, so_far) {
        return Err(Refusal::StratumFull(stratum));
    }
    Ok(Taken { answers, stratum })
}

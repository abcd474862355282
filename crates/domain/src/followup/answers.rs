//! What was asked and answered (回访问卷): five dimensions, the whole, and what tests the guide.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::Refusal;
use crate::base::Satisfaction;

/// Longest note, in characters.
pub const LONGEST_NOTE: usize = 500;

/// What is asked about (五个维度).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Dimension {
    /// 服务态度.
    Attitude,
    /// 业务水平.
    Competence,
    /// 办事效率.
    Efficiency,
    /// 廉洁自律. A low answer may be a clue for discipline inspection: few may read it.
    Integrity,
    /// 一次性告知.
    ToldOnce,
}

impl Dimension {
    /// All of them, in the order in which they are asked.
    pub const ALL: [Self; 5] = [Self::Attitude, Self::Competence, Self::Efficiency, Self::Integrity, Self::ToldOnce];

    /// Word in tables.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Attitude => "attitude",
            Self::Competence => "competence",
            Self::Efficiency => "efficiency",
            Self::Integrity => "integrity",
            Self::ToldOnce => "told_once",
        }
    }

    /// Reads the word of a table or a form.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|d| d.as_str() == text)
    }

    /// Word on pages.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Attitude => "服务态度",
            Self::Competence => "业务水平",
            Self::Efficiency => "办事效率",
            Self::Integrity => "廉洁自律",
            Self::ToldOnce => "一次性告知",
        }
    }
}

/// Where the applicant says it was handed in (在哪里交的). Keeps alive what the retired options 104 and 106 of
/// the national list told: signs of handling outside the hall.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HandedIn {
    /// 政务大厅窗口.
    Hall,
    /// 网上.
    Online,
    /// 便民服务中心、站.
    Station,
    /// 部门办公室, outside the hall.
    Office,
    /// 先到部门、再到窗口或网上补录: handed in twice.
    OfficeFirst,
}

impl HandedIn {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Hall, Self::Online, Self::Station, Self::Office, Self::OfficeFirst];

    /// Word in tables.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Hall => "hall",
            Self::Online => "online",
            Self::Station => "station",
            Self::Office => "office",
            Self::OfficeFirst => "office_first",
        }
    }

    /// Reads the word of a table or a form.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|h| h.as_str() == text)
    }

    /// Word on pages.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Hall => "政务大厅窗口",
            Self::Online => "网上",
            Self::Station => "便民服务中心或站",
            Self::Office => "部门办公室",
            Self::OfficeFirst => "先到部门，再到窗口或网上补交",
        }
    }

    /// Whether it happened outside the hall.
    #[must_use]
    pub const fn is_off_hall(self) -> bool {
        match self {
            Self::Office | Self::OfficeFirst => true,
            Self::Hall | Self::Online | Self::Station => false,
        }
    }
}

/// The answers of one who was reached.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answers {
    /// 总体评价.
    pub overall: Satisfaction,
    /// What was answered of the five; who cannot say is left out, never counted as satisfied.
    pub dimensions: BTreeMap<Dimension, Satisfaction>,
    /// Where it was handed in, if asked and known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub handed_in: Option<HandedIn>,
    /// What was asked for beyond the guide (指南外要的材料); empty when nothing.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub extra_materials: String,
    /// In the applicant's words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

impl Answers {
    /// Whether somebody must act: the whole or one of the five is below three stars.
    #[must_use]
    pub fn is_dissatisfied(&self) -> bool {
        !self.overall.passes() || self.dimensions.values().any(|level| !level.passes())
    }

    /// What a department is told was low: the whole and the dimensions but integrity, which is none of its business.
    /// Empty when there is nothing that it must put right.
    #[must_use]
    pub fn complaints(&self) -> Vec<(&'static str, Satisfaction)> {
        let of = |(dimension, level): (&Dimension, &Satisfaction)| match dimension {
            Dimension::Integrity => None,
            Dimension::Attitude | Dimension::Competence | Dimension::Efficiency | Dimension::ToldOnce => {
                Some((dimension.label(), *level))
            }
        };
        let all = [("总体评价", self.overall)].into_iter().chain(self.dimensions.iter().filter_map(of));
        all.filter(|(_, level)| !level.passes()).collect()
    }

    /// The same for those who may not read clues: without the answer on integrity where it is one, and without the
    /// words, which may tell it.
    #[must_use]
    pub fn without_clue(&self) -> Self {
        if !self.is_integrity_clue() {
            return self.clone();
        }
        let mut rest = Self { extra_materials: String::new(), note: String::new(), ..self.clone() };
        rest.dimensions.remove(&Dimension::Integrity);
        rest
    }

    /// Whether the answer on integrity may be a clue (廉洁线索).
    #[must_use]
    pub fn is_integrity_clue(&self) -> bool {
        self.dimensions.get(&Dimension::Integrity).is_some_and(|level| !level.passes())
    }

    /// # Errors
    /// [`Refusal::NoteTooLong`].
    pub(super) fn check(&self) -> Result<(), Refusal> {
        for text in [&self.note, &self.extra_materials] {
            let length = text.chars().count();
            if length > LONGEST_NOTE {
                return Err(Refusal::NoteTooLong(length));
            }
        }
        Ok(())
    }
}

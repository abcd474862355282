//! Materials of a case (申请材料): what was handed in, what may follow later, and what the department
//! finds of each.
//!
//! Not here: the bytes of uploaded files.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::Refusal;
use crate::catalogue::{Content, Need};

/// How a material got here (材料来源).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Means {
    /// 纸质: on paper, at a window.
    #[default]
    Paper,
    /// 上传: as a file.
    Upload,
    /// 部门核发: an electronic certificate the county holds; not asked for again (国务院令第716号 第七条).
    Certificate,
    /// 共享: taken from an earlier case or a shared source.
    Shared,
}

impl Means {
    /// Word in the API.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Paper => "paper",
            Self::Upload => "upload",
            Self::Certificate => "certificate",
            Self::Shared => "shared",
        }
    }

    /// Word on pages.
    pub fn label(self) -> &'static str {
        match self {
            Self::Paper => "纸质",
            Self::Upload => "上传",
            Self::Certificate => "电子证照",
            Self::Shared => "共享",
        }
    }

    /// Whether it is not the commonest one, which old rows leave out.
    fn is_paper(&self) -> bool {
        match self {
            Self::Paper => true,
            Self::Upload | Self::Certificate | Self::Shared => false,
        }
    }
}

/// Places of the materials that an electronic certificate stands for.
#[must_use]
pub fn by_certificate(materials: &[HandedIn]) -> Vec<usize> {
    let stands = |m: &HandedIn| m.received && m.means == Means::Certificate;
    materials.iter().enumerate().filter(|(_, m)| stands(m)).map(|(place, _)| place).collect()
}

/// What a reviewer finds of one material (材料审查意见).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Verdict {
    /// 符合.
    pub ok: bool,
    /// Why not; may be empty when it is.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

/// One material as received.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandedIn {
    /// Name from the guide.
    pub name: String,
    /// Received now.
    pub received: bool,
    /// How it got here.
    #[serde(default, skip_serializing_if = "Means::is_paper")]
    pub means: Means,
    /// 容缺后补: last day to bring it, by the applicant's written commitment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deferred_until: Option<Date>,
    /// 容缺, asked for online: the day on which the applicant promised in writing to bring it later. The days to bring it
    /// run from acceptance, which gives [`Self::deferred_until`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub promised_on: Option<Date>,
    /// What the department finds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub verdict: Option<Verdict>,
    /// Whose it is, where another department gave it out or another case has it; empty = the applicant's own.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub source: String,
}

impl HandedIn {
    /// Still owed under a commitment (容缺).
    pub fn is_owed(&self) -> bool {
        !self.received && self.deferred_until.is_some()
    }

    /// A certificate was proved for it that its applicant put aside, while it is a draft.
    pub fn is_put_aside(&self) -> bool {
        !self.received && self.means == Means::Certificate
    }

    /// Promised online to follow later, and not here yet (容缺): from acceptance on it is owed.
    pub fn is_promised(&self) -> bool {
        !self.received && self.promised_on.is_some()
    }
}

/// Names of the required materials that are not ticked; `ticked` are places in the guide.
pub fn missing_materials(content: &Content, ticked: &[usize]) -> Vec<String> {
    let listed = content.guide.materials.iter().enumerate();
    listed.filter(|(i, m)| m.need == Need::Required && !ticked.contains(i)).map(|(_, m)| m.name.clone()).collect()
}

/// What came with an application.
#[derive(Debug, Clone, Copy, Default)]
pub struct Brought<'a> {
    /// Handed in, by their place in the guide.
    pub ticked: &'a [usize],
    /// To follow later under a written commitment (容缺), by their place.
    pub deferred: &'a [usize],
    /// Held by the county as an electronic certificate, by their place.
    pub held: &'a [usize],
    /// Those of the handed in that came as files, by their place.
    pub uploaded: &'a [usize],
}

impl Brought<'_> {
    /// The list of the guide with what came.
    pub fn listed(&self, content: &Content, until: Option<Date>) -> Vec<HandedIn> {
        let one = |(i, m): (usize, &crate::catalogue::Material)| {
            let (held, ticked) = (self.held.contains(&i), self.ticked.contains(&i));
            HandedIn {
                name: m.name.clone(),
                received: held || ticked,
                means: match (held, ticked && self.uploaded.contains(&i)) {
                    (true, _) => Means::Certificate,
                    (false, true) => Means::Upload,
                    (false, false) => Means::Paper,
                },
                deferred_until: until.filter(|_| self.deferred.contains(&i) && !held && !self.ticked.contains(&i)),
                promised_on: None,
                verdict: None,
                source: String::new(),
            }
        };
        content.guide.materials.iter().enumerate().map(one).collect()
    }

    /// Only what the published guide lists as 容缺后补 may follow later (domain §3.5); the rest must be
    /// there.
    ///
    /// # Errors
    /// [`Refusal::NotDeferrable`], [`Refusal::MaterialsMissing`].
    pub fn check(&self, content: &Content) -> Result<(), Refusal> {
        let materials = &content.guide.materials;
        let barred = |i: &&usize| materials.get(**i).is_none_or(|m| m.need != Need::Deferrable);
        if let Some(i) = self.deferred.iter().find(barred) {
            let name = materials.get(*i).map_or_else(|| "这样材料".to_owned(), |m| m.name.clone());
            return Err(Refusal::NotDeferrable(name));
        }
        let here: Vec<usize> = self.ticked.iter().chain(self.held).copied().collect();
        let missing = missing_materials(content, &here);
        if missing.is_empty() { Ok(()) } else { Err(Refusal::MaterialsMissing(missing)) }
    }
}

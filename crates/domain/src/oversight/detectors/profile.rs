//! Thresholds of the detectors (监测口径): versioned data with a source. A change is a new version; a run names
//! the one it used.
//!
//! Not here: the numbers.

use serde::{Deserialize, Serialize};

use super::{Detector, Hall};
use crate::oversight::ledger::Matching;

/// One detector's numbers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Setting {
    /// Which.
    pub detector: Detector,
    /// Whether it is asked at all.
    pub on: bool,
    /// Rows that must speak for a lead before it is one.
    pub at_least: u32,
    /// The share that ordinary work has anyhow, in ten thousandths; the share of others counts where it is larger.
    pub usual_per_10000: u32,
    /// How many tenths of the usual share, or of the hall's cases, it must be: 30 = three times as much.
    pub times_tenths: u32,
    /// Minutes within which something is too quick, or after which it is late; 0 where time plays no part.
    pub minutes: u32,
    /// Innocent explanations that have to be looked at before anybody is asked.
    pub explanations: Vec<String>,
    /// Where numbers and explanations come from.
    pub source: String,
}

/// All of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Profile {
    /// Grows with every change.
    pub version: i64,
    /// Where it comes from.
    pub source: String,
    /// Leads that may be false on average among those that rest on chance, in ten thousandths.
    pub false_per_10000: u32,
    /// The hall's hours and places.
    pub hall: Hall,
    /// Sources of imported cases that can only come late, such as systems of higher levels (垂管系统).
    pub late_sources: Vec<String>,
    /// Options of questionnaires that say "outside the hall" (104 and 106 of the national list, and the county's own).
    pub off_hall_options: Vec<String>,
    /// Each detector once.
    pub settings: Vec<Setting>,
    /// Weights by which decisions are matched to cases.
    pub matching: Matching,
}

/// What is wrong with a profile.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ProfileFlaw {
    /// Not JSON of this shape.
    #[error("监测口径读不懂：{0}")]
    Unread(String),
    /// Every detector must stand there once.
    #[error("监测项“{0}”应写一次，请核对")]
    Times(&'static str),
    /// No explanation to look at.
    #[error("监测项“{0}”要写明核查时先排除的正常情形")]
    NoExplanation(&'static str),
    /// A number that cannot be meant.
    #[error("监测项“{0}”的起数应从 1 起，通常占比和误报率不超过 10000")]
    Number(&'static str),
    /// Hours that cannot be meant.
    #[error("大厅时间应按先后填写，下班晚于上班")]
    Hours,
}

impl Profile {
    /// Reads a profile.
    ///
    /// # Errors
    /// [`ProfileFlaw`].
    pub fn parse(json: &str) -> Result<Self, ProfileFlaw> {
        let read: Self = serde_json::from_str(json).map_err(|e| ProfileFlaw::Unread(e.to_string()))?;
        read.check().map(|()| read)
    }

    /// Whether every detector stands there once with numbers that can be meant.
    ///
    /// # Errors
    /// [`ProfileFlaw`].
    pub fn check(&self) -> Result<(), ProfileFlaw> {
        for detector in Detector::ALL {
            let mut of_it = self.settings.iter().filter(|s| s.detector == detector);
            let setting = match (of_it.next(), of_it.next()) {
                (Some(setting), None) => setting,
                (None, None) if detector.came_later() => continue,
                (None | Some(_), _) => return Err(ProfileFlaw::Times(detector.label())),
            };
            if setting.explanations.iter().all(|e| e.trim().is_empty()) {
                return Err(ProfileFlaw::NoExplanation(detector.label()));
            }
            if setting.at_least == 0 || setting.usual_per_10000 > 10_000 || self.false_per_10000 > 10_000 {
                return Err(ProfileFlaw::Number(detector.label()));
            }
        }
        let mut closed = None;
        for span in &self.hall.hours {
            if span.to <= span.from || closed.is_some_and(|before| span.from < before) {
                return Err(ProfileFlaw::Hours);
            }
            closed = Some(span.to);
        }
        if closed.is_none() { Err(ProfileFlaw::Hours) } else { Ok(()) }
    }

    /// With the numbers of those detectors that came after it was set, as they are shipped.
    #[must_use]
    pub fn completed(mut self, shipped: &Self) -> Self {
        for detector in Detector::ALL {
            if !self.settings.iter().any(|s| s.detector == detector) {
                self.settings.extend(shipped.settings.iter().find(|s| s.detector == detector).cloned());
            }
        }
        self
    }

    /// One detector's numbers.
    #[must_use]
    pub fn setting(&self, detector: Detector) -> &Setting {
        self.settings.iter().find(|s| s.detector == detector).expect("a profile that was checked has each once")
    }

    /// The largest corrected chance at which a lead is told.
    pub(super) fn largest_chance(&self) -> f64 {
        f64::from(self.false_per_10000) / 10_000.0
    }
}

//! Running the detectors (监测): facts gathered from cases, journal and lists, what was found put on the register; the
//! thresholds and who changes them.

mod facts;
mod hall;
mod people;
mod profile;
mod residency;
mod run;

pub use domain::oversight::detectors::{Detector, Found, Hall, Outcome, Profile, Setting, Tested};
pub use hall::{HallForm, HallRefusal, HallVersion, HallView, hall, set_hall};
pub(super) use profile::profile as profile_in;
pub use profile::{ThresholdForm, ThresholdRefusal, current_profile, set_threshold};
pub use residency::{ResidencyEvidence, ResidencyLine, ResidencySum, residency_evidence, residency_public};
pub use run::{DetectRefusal, RunReport, detect, run_list, run_report};
pub use store::oversight::{Finding, Run};

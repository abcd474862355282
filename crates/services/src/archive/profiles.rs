//! Package profiles (归档配置): data with its source. The first one is written under; all are read.

use std::sync::LazyLock;

use domain::archive::Profile;

const DATA: &str = include_str!("../../data/archive_profiles.json");

static PROFILES: LazyLock<Vec<Profile>> =
    LazyLock::new(|| serde_json::from_str(DATA).expect("shipped with the program and read by a test"));

/// The profile that packages are written under now.
pub(super) fn current() -> &'static Profile {
    PROFILES.first().expect("a test reads the file and finds one")
}

/// The profile that a package was written under; `None` where this program no longer has it.
pub(super) fn named(id: &str) -> Option<&'static Profile> {
    PROFILES.iter().find(|p| p.id == id)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use domain::{
        archive::{Package, PackageNo, PackedApplicant, PackedItem, Retention},
        cases::CaseNo,
    };
    use jiff::civil::date;

    use super::*;

    #[test]
    fn the_shipped_profiles_read_check_and_name_their_source() {
        let number = PackageNo::of(&testkit::region(), &CaseNo::new(date(2026, 11, 20), 3, 1));
        let example = Package {
            number,
            fonds: String::new(),
            region: String::new(),
            case_no: String::new(),
            item: PackedItem::default(),
            applicant: PackedApplicant::default(),
            department: String::new(),
            accepted_by: String::new(),
            received_on: None,
            accepted_on: None,
            due_on: None,
            finished_on: date(2026, 11, 20),
            outcome: String::new(),
            outcome_label: String::new(),
            result_name: String::new(),
            result_no: String::new(),
            retention: Retention::Permanent,
            packed_on: date(2026, 11, 20),
            source_system: String::new(),
            answers: Vec::new(),
            steps: Vec::new(),
            files: Vec::new(),
            notices: Vec::new(),
        };
        let ids: BTreeSet<&str> = PROFILES.iter().map(|p| p.id.as_str()).collect();
        assert_eq!(ids.len(), PROFILES.len());
        for profile in PROFILES.iter() {
            assert_eq!(profile.check(&example), Ok(()));
            assert!(!profile.source.is_empty() && profile.retention.iter().all(|r| !r.why.is_empty()));
            assert_eq!(named(&profile.id), Some(profile));
        }
        assert_eq!(current().retention("01", "grant"), Retention::Years(30));
        assert_eq!(current().retention("01", "withdrawn"), Retention::Years(10));
        assert_eq!(current().retention("20", "grant"), Retention::Years(10));
    }
}

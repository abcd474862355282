//! The standard form of names, the limit of photographs and the first checklist: data with their sources, never numbers or
//! words in the code.

use std::sync::LazyLock;

use domain::{
    cases::CodeRules,
    stations::{Checklist, NamingStandard, NumberForms},
};
use serde::Deserialize;

const DATA: &str = include_str!("../../data/station_work.json");

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct WorkData {
    pub(crate) naming: NamingStandard,
    pub(crate) photo: PhotoRoom,
    pub(crate) checklist: Checklist,
    pub(crate) helper_sees: HelperSees,
    pub(crate) consent_code: ConsentCodes,
    pub(crate) map: MapRoom,
}

/// How large a map may be, and how approval numbers look.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct MapRoom {
    pub(crate) kilobytes: u64,
    pub(crate) areas: usize,
    pub(crate) points: usize,
    pub(crate) numbers: NumberForms,
    #[expect(dead_code, reason = "for whoever changes the numbers")]
    source: String,
}

/// Codes by which a neighbour consents, and what the message says.
#[derive(Debug, Deserialize)]
pub(crate) struct ConsentCodes {
    #[serde(flatten)]
    pub(crate) rules: CodeRules,
    /// With `{county}`, `{code}`, `{minutes}`, `{station}`, `{helper}` and `{item}` in it.
    pub(crate) text: String,
    #[expect(dead_code, reason = "for whoever changes the numbers")]
    source: String,
}

/// How long a helper sees a case after its end.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct HelperSees {
    pub(crate) days: u16,
    #[expect(dead_code, reason = "for whoever changes the number")]
    source: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct PhotoRoom {
    pub(crate) megabytes: u64,
    #[expect(dead_code, reason = "for whoever changes the number")]
    source: String,
}

pub(crate) static WORK: LazyLock<WorkData> =
    LazyLock::new(|| serde_json::from_str(DATA).expect("shipped with the program and read by a test"));

/// The standard form of names that holds in this county.
pub fn naming_standard() -> &'static NamingStandard {
    &WORK.naming
}

#[cfg(test)]
mod tests {
    use domain::{
        base::DivisionCode,
        stations::{Division, Level, official_name},
    };

    use super::*;

    #[test]
    fn the_shipped_data_read_and_agree_with_the_official_names() {
        for (code, level) in [("990101100000", Level::Town), ("990101100201", Level::Village)] {
            let division = Division { code: DivisionCode::parse(code).unwrap(), name: "某地".into(), level };
            assert_eq!(WORK.naming.name_of(&division), official_name("某地", level));
        }
        assert!(WORK.map.numbers.check(&WORK.map.numbers.example).is_ok());
        assert!(WORK.photo.megabytes > 0 && !WORK.naming.source.is_empty());
        assert!(WORK.consent_code.rules.holds());
        for place in ["{county}", "{code}", "{minutes}", "{station}", "{helper}", "{item}"] {
            assert!(WORK.consent_code.text.contains(place), "{place}");
        }
        // The list can be typed as an office types it.
        let typed = WORK.checklist.with_lines(&WORK.checklist.lines(), WORK.checklist.due_workdays + 1).unwrap();
        assert_eq!(typed.points, WORK.checklist.points);
    }
}

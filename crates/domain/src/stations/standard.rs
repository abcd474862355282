//! The standard form of names (规范名称): what a centre and a station must be called, as data, and what is wrong with a name
//! that somebody wrote down.
//!
//! Not here: the two flags of a station, which `station` keeps.

use serde::Deserialize;

use super::{Division, Level};

/// The standard form. `{name}` stands for the name of the division.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NamingStandard {
    /// Of a township centre.
    pub town: String,
    /// Of a village station.
    pub village: String,
    /// Words of the old names, which must be gone (便民室, 代办点).
    pub old_words: Vec<String>,
    /// What prescribes it.
    pub source: String,
}

/// What is wrong with a name.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NameFlaw {
    /// Nothing was written.
    #[error("请照着新牌子填写名称")]
    Missing,
    /// An old word is still in it: the word, and the name it should be.
    #[error("名称里还有旧称“{0}”，新牌子应写“{1}”，请换好牌子再报")]
    OldWord(String, String),
    /// Something else than the standard name.
    #[error("名称应写“{0}”，一字不差；现在填的不一样，请核对牌子")]
    Differs(String),
}

impl NamingStandard {
    /// The name that the station of a division must carry.
    #[must_use]
    pub fn name_of(&self, division: &Division) -> String {
        let form = match division.level {
            Level::Town => &self.town,
            Level::Village => &self.village,
        };
        form.replace("{name}", &division.name)
    }

    /// Holds a name against the standard.
    ///
    /// # Errors
    /// The first thing that is wrong with it.
    pub fn check(&self, division: &Division, written: &str) -> Result<(), NameFlaw> {
        let (written, right) = (written.trim(), self.name_of(division));
        if written.is_empty() {
            return Err(NameFlaw::Missing);
        }
        if written == right {
            return Ok(());
        }
        match self.old_words.iter().find(|word| written.contains(word.as_str())) {
            Some(word) => Err(NameFlaw::OldWord(word.clone(), right)),
            None => Err(NameFlaw::Differs(right)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::DivisionCode;

    fn standard() -> NamingStandard {
        NamingStandard {
            town: "{name}便民服务中心".into(),
            village: "{name}便民服务站".into(),
            old_words: vec!["便民室".into(), "代办点".into()],
            source: "国发〔2022〕5号".into(),
        }
    }

    #[test]
    fn a_name_is_right_or_says_what_it_should_be() {
        let village = Division {
            code: DivisionCode::parse("990101100201").unwrap(),
            name: "双桥村".into(),
            level: Level::Village,
        };
        let check = |written: &str| standard().check(&village, written);
        assert_eq!(check(" 双桥村便民服务站 "), Ok(()));
        assert_eq!(check("　"), Err(NameFlaw::Missing));
        let right = || "双桥村便民服务站".to_owned();
        assert_eq!(check("双桥村党群服务中心便民室"), Err(NameFlaw::OldWord("便民室".into(), right())));
        assert_eq!(check("双桥便民服务站"), Err(NameFlaw::Differs(right())));
        let town = Division { level: Level::Town, name: "云溪镇".into(), ..village };
        assert_eq!(standard().check(&town, "云溪镇便民服务站"), Err(NameFlaw::Differs("云溪镇便民服务中心".into())));
    }
}

//! An approved map (经审核的地图) of the county's townships: loaded with its approval number (审图号), without which no map is
//! shown to the public (地图管理条例 art. 15, 国务院令第664号).
//!
//! Not here: anything drawn upon it. What was approved is shown as it is, or not at all.

use serde::{Deserialize, Serialize};

use crate::base::fold;

/// A ring of points: longitude and latitude in millionths of a degree.
pub type Ring = Vec<(i64, i64)>;

/// An area of the map, a township as a rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Area {
    /// Its name; may be empty.
    pub name: String,
    /// Its borders; holes among them.
    pub rings: Vec<Ring>,
}

/// A version of the map.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApprovedMap {
    /// Its version.
    pub version: i64,
    /// 审图号; empty where the map was taken down.
    pub number: String,
    /// What it is called.
    pub title: String,
    /// What is drawn; empty where it was taken down.
    pub areas: Vec<Area>,
}

/// Event: a map was loaded, or taken down.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MapSaved {
    /// Its version.
    pub version: i64,
    /// 审图号; empty where it was taken down.
    pub number: String,
    /// Areas in it.
    pub areas: u64,
    /// SM3 of the file; empty where it was taken down.
    pub file_digest: String,
}

/// Why a map is not loaded.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MapRefusal {
    /// No number.
    #[error("请填写审图号。没有审图号的地图不能公开，可以继续用示意图")]
    NumberMissing,
    /// A number of another form, and how one looks.
    #[error("审图号写法不对，应当像“{1}”，请照图上印的抄")]
    NumberForm(String, String),
    /// No title, or a long one.
    #[error("请填写地图名称，最多 60 个字")]
    Title,
    /// Nothing to take down.
    #[error("现在没有地图，不用取下")]
    None,
}

impl MapRefusal {
    /// The field of the form that it speaks of; empty = none.
    #[must_use]
    pub const fn field(&self) -> &'static str {
        match self {
            Self::NumberMissing | Self::NumberForm(..) => "number",
            Self::Title => "title",
            Self::None => "",
        }
    }
}

/// How approval numbers look, as data: `####` four digits, `#` some digits, `?` one Chinese character, the rest as it
/// stands; brackets of any kind are one.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NumberForms {
    /// Each form.
    pub forms: Vec<String>,
    /// One that is right, for the sentence.
    pub example: String,
}

/// Brackets as one, no blanks, capital letters.
fn plain(text: &str) -> Vec<char> {
    let one = |c: char| match c {
        '〔' | '【' | '[' | '［' | '（' => '(',
        '〕' | '】' | ']' | '］' | '）' => ')',
        other => other.to_ascii_uppercase(),
    };
    fold(text).chars().map(one).collect()
}

fn fits(form: &[char], text: &[char]) -> bool {
    let digits = text.iter().take_while(|c| c.is_ascii_digit()).count();
    match form {
        [] => text.is_empty(),
        ['#', '#', '#', '#', rest @ ..] => digits >= 4 && fits(rest, &text[4..]),
        ['#', rest @ ..] => digits >= 1 && fits(rest, &text[digits..]),
        ['?', rest @ ..] => {
            text.first().is_some_and(|c| ('\u{4E00}'..='\u{9FFF}').contains(c)) && fits(rest, &text[1..])
        }
        [same, rest @ ..] => text.first() == Some(same) && fits(rest, &text[1..]),
    }
}

impl NumberForms {
    /// The number as it is printed.
    ///
    /// # Errors
    /// None, or one of another form.
    pub fn check(&self, typed: &str) -> Result<String, MapRefusal> {
        let typed = typed.trim();
        if typed.is_empty() {
            return Err(MapRefusal::NumberMissing);
        }
        let text = plain(typed.trim_start_matches("审图号").trim_start_matches(['：', ':']));
        if self.forms.iter().any(|form| fits(&plain(form), &text)) {
            return Ok(text.into_iter().collect());
        }
        Err(MapRefusal::NumberForm(typed.to_owned(), self.example.clone()))
    }
}

/// The next version: a map with its number.
///
/// # Errors
/// [`MapRefusal`].
pub fn load_map(
    before: i64,
    (number, title): (&str, &str),
    (areas, file_digest): (Vec<Area>, &str),
    forms: &NumberForms,
) -> Result<(ApprovedMap, MapSaved), MapRefusal> {
    let number = forms.check(number)?;
    let title = title.trim();
    if !(1..=60).contains(&title.chars().count()) {
        return Err(MapRefusal::Title);
    }
    let version = before + 1;
    let event =
        MapSaved { version, number: number.clone(), areas: areas.len() as u64, file_digest: file_digest.to_owned() };
    Ok((ApprovedMap { version, number, title: title.to_owned(), areas }, event))
}

/// The next version: none.
///
/// # Errors
/// There is none to take down.
pub fn take_down(before: Option<&ApprovedMap>) -> Result<(ApprovedMap, MapSaved), MapRefusal> {
    let shown = before.filter(|m| !m.areas.is_empty()).ok_or(MapRefusal::None)?;
    let version = shown.version + 1;
    let gone = ApprovedMap { version, number: String::new(), title: String::new(), areas: Vec::new() };
    Ok((gone, MapSaved { version, number: String::new(), areas: 0, file_digest: String::new() }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn forms() -> NumberForms {
        NumberForms {
            forms: ["GS(####)#号", "GS?(####)#号", "?S(####)#号", "??S(####)#号"].map(str::to_owned).to_vec(),
            example: "川S(2025)00012号".into(),
        }
    }

    #[test]
    fn a_number_has_one_of_the_forms() {
        for (typed, kept) in [
            ("GS(2019)1822号", "GS(2019)1822号"),
            (" 审图号：gs京（2022）0124号 ", "GS京(2022)0124号"),
            ("川S【2025】00012号", "川S(2025)00012号"),
            ("浙温S〔2023〕7 号", "浙温S(2023)7号"),
        ] {
            assert_eq!(forms().check(typed).as_deref(), Ok(kept), "{typed}");
        }
        for typed in ["GS(19)1822号", "GS(20190)1号", "GS(2019)号", "S(2019)1号", "没有", "川S(2025)12号附件"]
        {
            let refused = MapRefusal::NumberForm(typed.into(), forms().example);
            assert_eq!(forms().check(typed), Err(refused), "{typed}");
        }
        assert_eq!(forms().check(" "), Err(MapRefusal::NumberMissing));
    }

    #[test]
    fn a_map_is_loaded_with_its_number_and_taken_down_again() {
        let area = Area { name: "云溪镇".into(), rings: vec![vec![(1, 1), (2, 1), (2, 2)]] };
        let load = |number, title| load_map(3, (number, title), (vec![area.clone()], "ab"), &forms());
        let (map, event) = load("川S(2025)12号", " 青禾县行政区划图 ").unwrap();
        assert_eq!((map.version, map.title.as_str(), event.areas), (4, "青禾县行政区划图", 1));
        assert_eq!(load("", "图"), Err(MapRefusal::NumberMissing));
        assert_eq!(load("川S(2025)12号", " "), Err(MapRefusal::Title));
        let (gone, event) = take_down(Some(&map)).unwrap();
        assert_eq!((gone.version, gone.areas.len(), event.number.as_str()), (5, 0, ""));
        assert_eq!(take_down(Some(&gone)).unwrap_err(), MapRefusal::None);
        assert_eq!(take_down(None).unwrap_err(), MapRefusal::None);
    }
}

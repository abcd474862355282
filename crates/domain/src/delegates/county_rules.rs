//! The county's own rules of representatives and the words of their letters (代表规则和文书用语), in versions: a letter keeps
//! the version that held when it was made, and is printed in its words for ever.
//!
//! Not here: filling the words in, and how a letter looks.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::DelegateRules;

/// Most ranks, and most paragraphs of a letter.
const MOST: usize = 20;
/// Longest rank or title, in characters.
const SHORT: usize = 50;
/// Longest paragraph or source, in characters.
const LONG: usize = 600;

/// The words of a letter; what stands in braces is filled in.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Wording {
    /// 标题.
    pub title: String,
    /// 主送; empty = none.
    pub recipient: String,
    /// 正文.
    pub paragraphs: Vec<String>,
    /// What is said of the deputy, where there is one.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub deputy: String,
}

/// Which letter some words are of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LetterKind {
    /// 任命书.
    Appointment,
    /// 授权书.
    Authorization,
}

impl LetterKind {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Appointment, Self::Authorization];

    /// Word in tables and of fields.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Appointment => "appointment",
            Self::Authorization => "authorization",
        }
    }

    /// Word on pages.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Appointment => "任命书",
            Self::Authorization => "授权书",
        }
    }

    /// Names that may stand in braces.
    #[must_use]
    pub const fn names(self) -> &'static [&'static str] {
        match self {
            Self::Appointment => &["person", "department", "rank", "roster", "from", "years"],
            Self::Authorization => &[
                "department",
                "representative",
                "rank",
                "roster",
                "deputy",
                "powers",
                "scope",
                "valid_from",
                "valid_to",
            ],
        }
    }

    /// Names without which the letter would not say what it is for.
    const fn needed(self) -> &'static [&'static str] {
        match self {
            Self::Appointment => &["person", "department", "from"],
            Self::Authorization => &["department", "representative", "powers", "scope", "valid_from", "valid_to"],
        }
    }
}

/// The rules and words of the county.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CountyRules {
    /// How often they were changed; 0 = those that ship.
    #[serde(default)]
    pub version: i64,
    /// Who may be named, for how long, how early a letter is reminded of.
    pub rules: DelegateRules,
    /// Words of the letter of appointment.
    pub appointment: Wording,
    /// Words of the letter of authorisation.
    pub authorization: Wording,
    /// Where they come from: law, document, usage.
    pub source: String,
}

impl CountyRules {
    /// The words of a letter.
    #[must_use]
    pub const fn wording(&self, kind: LetterKind) -> &Wording {
        match kind {
            LetterKind::Appointment => &self.appointment,
            LetterKind::Authorization => &self.authorization,
        }
    }

    /// Everything that cannot be kept.
    #[must_use]
    pub fn flaws(&self) -> Vec<RuleFlaw> {
        let mut flaws = Vec::new();
        let mut say = |field: &'static str, sentence: String| flaws.push(RuleFlaw { field, sentence });
        let rules = &self.rules;
        let names: BTreeSet<&str> = rules.ranks.iter().map(|r| r.name.as_str()).collect();
        if rules.ranks.is_empty() || rules.ranks.len() > MOST {
            say("ranks", format!("职级请写 1 到 {MOST} 个，一行一个，从高到低"));
        } else if names.len() < rules.ranks.len() {
            say("ranks", "职级有重复的，请每个只写一行".to_owned());
        } else if names.iter().any(|n| n.chars().count() > SHORT) {
            say("ranks", format!("职级最多 {SHORT} 字，请一行写一个"));
        } else if !rules.ranks.iter().any(|r| r.enough) {
            say("lowest", "请从上面的职级里选一个作为最低要求".to_owned());
        }
        let ranges = [
            ("stay_months", "任期", rules.stay_months, 0..=120),
            ("longest_months", "授权期限", rules.longest_months, 1..=120),
            ("remind_days", "提醒天数", rules.remind_days, 1..=365),
            ("look_back_days", "回看天数", rules.look_back_days, 1..=366),
        ];
        for (field, what, number, range) in ranges {
            if !range.contains(&number) {
                say(field, format!("{what}请填 {} 到 {} 的整数", range.start(), range.end()));
            }
        }
        for kind in LetterKind::ALL {
            wording_flaws(kind, self.wording(kind), &mut say);
        }
        match self.source.trim().chars().count() {
            0 => say("source", "请填写依据，例如：青禾县首席事务代表制度（青政办〔2026〕8号）".to_owned()),
            n if n > LONG => say("source", format!("依据最多 {LONG} 字，现在是 {n} 字，请删减")),
            _ => {}
        }
        flaws
    }
}

/// Field names of the words of a letter: title, recipient, paragraphs, deputy.
const fn fields(kind: LetterKind) -> [&'static str; 4] {
    match kind {
        LetterKind::Appointment => {
            ["appointment_title", "appointment_recipient", "appointment_text", "appointment_deputy"]
        }
        LetterKind::Authorization => {
            ["authorization_title", "authorization_recipient", "authorization_text", "authorization_deputy"]
        }
    }
}

fn wording_flaws(kind: LetterKind, w: &Wording, say: &mut impl FnMut(&'static str, String)) {
    let ([title, recipient, text, deputy], word) = (fields(kind), kind.label());
    if w.title.trim().is_empty() || w.title.chars().count() > SHORT {
        say(title, format!("{word}的标题请写 1 到 {SHORT} 字"));
    }
    let long = |t: &String| t.chars().count() > LONG;
    if w.paragraphs.is_empty() || w.paragraphs.len() > MOST || w.paragraphs.iter().any(long) {
        say(text, format!("{word}的正文请写 1 到 {MOST} 段，一行一段，每段最多 {LONG} 字"));
        return;
    }
    let known = kind.names();
    let strange = |words: &str, known: &[&str]| match braces(words) {
        Err(()) => Some("花括号没有成对".to_owned()),
        Ok(names) => names.into_iter().find(|n| !known.contains(&n.as_str())).map(|n| format!("不认识 {{{n}}}")),
    };
    let all = w.paragraphs.join("\n");
    let parts = [(title, w.title.as_str()), (recipient, &w.recipient), (text, &all)];
    for (field, words) in parts {
        if let Some(why) = strange(words, known) {
            say(field, format!("{word}：{why}，请照上面列的写"));
            return;
        }
    }
    if let Some(why) = strange(&w.deputy, &["name"]) {
        say(deputy, format!("{word}：{why}，AB角这句只用 {{name}}"));
    }
    let said = braces(&format!("{}{all}", w.recipient)).unwrap_or_default();
    if let Some(lacks) = kind.needed().iter().find(|n| !said.contains(**n)) {
        say(text, format!("{word}的正文里要有 {{{lacks}}}，请补上"));
    }
}

/// The names that stand in braces; braces that do not pair are no words.
fn braces(words: &str) -> Result<BTreeSet<String>, ()> {
    let (mut names, mut open) = (BTreeSet::new(), None::<String>);
    for c in words.chars() {
        match (c, &mut open) {
            ('{', None) => open = Some(String::new()),
            ('{', Some(_)) | ('}', None) => return Err(()),
            ('}', Some(_)) => names.extend(open.take()),
            (c, Some(name)) => name.push(c),
            (_, None) => {}
        }
    }
    if open.is_some() { Err(()) } else { Ok(names) }
}

/// What cannot be kept, and at which field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleFlaw {
    /// The field of the form.
    pub field: &'static str,
    /// What is wrong and what to do.
    pub sentence: String,
}

/// Event: the county's rules or words were changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DelegateRulesChanged {
    /// Version after it.
    pub version: i64,
    /// Where they come from.
    pub source: String,
}

#[cfg(test)]
mod tests {
    use super::{super::tests::rules, *};

    fn county() -> CountyRules {
        CountyRules {
            version: 0,
            rules: rules(),
            appointment: Wording {
                title: "任命书".into(),
                recipient: "{person}同志：".into(),
                paragraphs: vec!["现任命你为{department}首席事务代表，自{from}起。".into()],
                deputy: String::new(),
            },
            authorization: Wording {
                title: "授权书".into(),
                recipient: String::new(),
                paragraphs: vec![
                    "{department}授权{representative}。{deputy}".into(),
                    "{powers}；{scope}；{valid_from}至{valid_to}。".into(),
                ],
                deputy: "由{name}代行。".into(),
            },
            source: "制度".into(),
        }
    }

    fn fields_of(county: &CountyRules) -> Vec<&'static str> {
        county.flaws().into_iter().map(|f| f.field).collect()
    }

    #[test]
    fn rules_are_kept_whole_or_told_field_by_field() {
        assert_eq!(county().flaws(), []);
        let mut wrong = county();
        wrong.rules.longest_months = 0;
        wrong.rules.remind_days = 400;
        wrong.rules.ranks.iter_mut().for_each(|r| r.enough = false);
        wrong.source = " ".into();
        assert_eq!(fields_of(&wrong), ["lowest", "longest_months", "remind_days", "source"]);
        let mut twice = county();
        twice.rules.ranks.push(twice.rules.ranks[0].clone());
        assert_eq!(fields_of(&twice), ["ranks"]);
        twice.rules.ranks.clear();
        assert_eq!(fields_of(&twice), ["ranks"]);
    }

    #[test]
    fn words_name_what_is_filled_in() {
        let with = |text: &str| {
            let mut county = county();
            county.authorization.paragraphs[0] = text.into();
            county.flaws().into_iter().map(|f| (f.field, f.sentence)).collect::<Vec<_>>()
        };
        let strange = with("{department}授权{representative}（{age}）");
        assert!(strange.len() == 1 && strange[0].0 == "authorization_text", "{strange:?}");
        assert!(strange[0].1.starts_with("授权书：不认识 {age}，请照上面列的写"));
        assert!(with("{department}授权某人")[0].1.contains("{representative}"), "without whom it says nothing");
        for unpaired in ["{department}授权{representative", "department}", "{{representative}}"] {
            assert!(with(unpaired)[0].1.contains("花括号没有成对"), "{unpaired}");
        }
        let mut deputy = county();
        deputy.authorization.deputy = "由{person}代行".into();
        assert_eq!(fields_of(&deputy), ["authorization_deputy"]);
        let mut bare = county();
        bare.appointment.title = String::new();
        bare.appointment.paragraphs.clear();
        assert_eq!(fields_of(&bare), ["appointment_title", "appointment_text"]);
    }
}

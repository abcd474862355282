//! What a county is told of a standing (排名通知): its own row with the gap to the next, the rules, how many were ranked. Of
//! the others it learns the name and the figure of whoever is next better, no more.

use std::collections::BTreeMap;

use jiff::{Timestamp, civil::Date};
use serde::de::DeserializeOwned;

use super::{Standing, StandingChange, StandingRules};

/// The form of notices written now.
const FORM: &str = "1";

/// A notice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ToldStanding {
    /// The day.
    pub day: Date,
    /// From 1; a later one of the same day takes the place of the earlier.
    pub version: i64,
    /// The rules that it was computed by.
    pub rules: StandingRules,
    /// Counties with a place.
    pub ranked: u64,
    /// Those without.
    pub unranked: u64,
    /// The receiver's own row.
    pub standing: Standing,
    /// What this version says differently of the receiver than the one before; `None` where nothing.
    pub change: Option<StandingChange>,
    /// When it was computed.
    pub computed_at: Timestamp,
}

/// Why a notice is sent back.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ToldFlaw {
    /// Written by a newer program.
    #[error("排名格式 {0} 不认识，双方请升级到同一版本")]
    Form(String),
    /// A field that cannot be read.
    #[error("排名的{0}没有读懂")]
    Unread(&'static str),
    /// About another county.
    #[error("排名说的是 {0}，不是本级")]
    Other(String),
}

impl ToldStanding {
    /// The key of its row: one a day.
    pub fn key(&self) -> String {
        self.day.to_string()
    }

    /// As the fields of a message.
    pub fn fields(&self) -> BTreeMap<String, String> {
        BTreeMap::from([
            ("form".to_owned(), FORM.to_owned()),
            ("day".to_owned(), self.day.to_string()),
            ("rules".to_owned(), serde_json::json!(self.rules).to_string()),
            ("ranked".to_owned(), self.ranked.to_string()),
            ("unranked".to_owned(), self.unranked.to_string()),
            ("standing".to_owned(), serde_json::json!(self.standing).to_string()),
            ("change".to_owned(), serde_json::json!(self.change).to_string()),
            ("computed_at".to_owned(), self.computed_at.to_string()),
        ])
    }

    /// Reads what a node above says of `here`.
    ///
    /// # Errors
    /// The first thing that a person can mend.
    pub fn read(fields: &BTreeMap<String, String>, version: i64, here: &str) -> Result<Self, ToldFlaw> {
        let text = |name: &str| fields.get(name).map_or("", String::as_str);
        if text("form") != FORM {
            return Err(ToldFlaw::Form(text("form").chars().take(20).collect()));
        }
        fn json<T: DeserializeOwned>(text: &str, what: &'static str) -> Result<T, ToldFlaw> {
            serde_json::from_str(text).map_err(|_| ToldFlaw::Unread(what))
        }
        let told = Self {
            day: text("day").parse().map_err(|_| ToldFlaw::Unread("统计日"))?,
            version,
            rules: json(text("rules"), "办法")?,
            ranked: text("ranked").parse().map_err(|_| ToldFlaw::Unread("参评数"))?,
            unranked: text("unranked").parse().map_err(|_| ToldFlaw::Unread("未排名数"))?,
            standing: json(text("standing"), "位次")?,
            change: json(text("change"), "变化")?,
            computed_at: text("computed_at").parse().map_err(|_| ToldFlaw::Unread("计算时间"))?,
        };
        if told.standing.code != here {
            return Err(ToldFlaw::Other(told.standing.code));
        }
        Ok(told)
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::indicators::Ties;

    fn a_notice() -> ToldStanding {
        ToldStanding {
            day: date(2026, 11, 30),
            version: 2,
            rules: StandingRules {
                version: 1,
                from: date(2026, 1, 1),
                source: "某市考核办法".into(),
                ties: Ties::Competition,
                carry_days: 7,
                due_days: 1,
                weights: Vec::new(),
                left_out: vec!["990190".into()],
            },
            ranked: 3,
            unranked: 1,
            standing: Standing {
                code: "990101".into(),
                name: "青禾县".into(),
                report: None,
                parts: Vec::new(),
                total: Some("80.00".into()),
                place: Some(2),
                next: None,
                gap: Some("8.00".into()),
            },
            change: None,
            computed_at: "2026-12-01T00:00:07Z".parse().unwrap(),
        }
    }

    #[test]
    fn a_notice_is_read_as_written_and_only_by_whom_it_is_about() {
        let told = a_notice();
        assert_eq!(ToldStanding::read(&told.fields(), 2, "990101"), Ok(told.clone()));
        assert_eq!(ToldStanding::read(&told.fields(), 2, "990102"), Err(ToldFlaw::Other("990101".into())));
        for (name, flaw) in [
            ("form", ToldFlaw::Form("?".into())),
            ("day", ToldFlaw::Unread("统计日")),
            ("rules", ToldFlaw::Unread("办法")),
            ("ranked", ToldFlaw::Unread("参评数")),
            ("unranked", ToldFlaw::Unread("未排名数")),
            ("standing", ToldFlaw::Unread("位次")),
            ("change", ToldFlaw::Unread("变化")),
            ("computed_at", ToldFlaw::Unread("计算时间")),
        ] {
            let mut fields = told.fields();
            fields.insert(name.to_owned(), "?".to_owned());
            assert_eq!(ToldStanding::read(&fields, 2, "990101"), Err(flaw), "{name}");
        }
    }
}

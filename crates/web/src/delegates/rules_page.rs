//! The rules of representatives and the words of their letters (代表规则和文书用语).

use askama::Template;

use crate::{
    base::{Choice, Field, Frame, Page},
    cases::EventRow,
};

/// Words of one letter.
#[derive(Debug, Clone)]
pub struct WordingFields {
    /// As 任命书.
    pub label: &'static str,
    /// Names that may stand in braces.
    pub names: String,
    /// Names of the inputs and their fields: title, recipient, paragraphs, and the deputy's sentence where there is one.
    pub title: (&'static str, Field),
    /// 主送.
    pub recipient: (&'static str, Field),
    /// 正文.
    pub text: (&'static str, Field),
    /// AB角.
    pub deputy: Option<(&'static str, Field)>,
}

/// The form.
#[derive(Debug, Clone, Template)]
#[template(path = "delegates/rules.html")]
pub struct RulesPage {
    /// Frame.
    pub frame: Frame,
    /// Version the page was made from.
    pub version: i64,
    /// 职级.
    pub ranks: Field,
    /// The lowest that is enough.
    pub lowest: Field,
    /// What a rank that is too low does.
    pub low_rank: Choice,
    /// What it does that somebody is not on the permanent roster.
    pub off_roster: Choice,
    /// 任期.
    pub stay_months: Field,
    /// 最长期限.
    pub longest_months: Field,
    /// 提醒.
    pub remind_days: Field,
    /// 回看.
    pub look_back_days: Field,
    /// 文书.
    pub letters: Vec<WordingFields>,
    /// 依据.
    pub source: Field,
    /// Changes, the newest first.
    pub events: Vec<EventRow>,
}

impl RulesPage {
    /// The field of an input; `None` for a name that is none.
    pub(super) fn field(&mut self, name: &str) -> Option<&mut Field> {
        match name {
            "ranks" => Some(&mut self.ranks),
            "lowest" => Some(&mut self.lowest),
            "stay_months" => Some(&mut self.stay_months),
            "longest_months" => Some(&mut self.longest_months),
            "remind_days" => Some(&mut self.remind_days),
            "look_back_days" => Some(&mut self.look_back_days),
            "source" => Some(&mut self.source),
            _ => self.letters.iter_mut().find_map(|w| {
                let parts = [&mut w.title, &mut w.recipient, &mut w.text].into_iter().chain(w.deputy.as_mut());
                parts.into_iter().find(|(input, _)| *input == name).map(|(_, field)| field)
            }),
        }
    }
}

impl Page for RulesPage {
    const NAME: &'static str = "delegates/rules";

    fn samples() -> Vec<Self> {
        let strict = || Choice::of(&[("warn", "照样登记，核查时提示"), ("refuse", "不能登记")], "warn");
        let ordinary = Self {
            frame: Frame::sample_staff("代表规则和文书用语"),
            version: 0,
            ranks: Field::of("正科级\n副科级\n股级\n科员"),
            lowest: Field::of("股级"),
            low_rank: strict(),
            off_roster: strict(),
            stay_months: Field::of("24"),
            longest_months: Field::of("36"),
            remind_days: Field::of("30"),
            look_back_days: Field::of("30"),
            letters: vec![
                WordingFields {
                    label: "任命书",
                    names: "{person}、{department}、{rank}、{roster}、{from}、{years}".into(),
                    title: ("appointment_title", Field::of("首席事务代表任命书")),
                    recipient: ("appointment_recipient", Field::of("{person}同志：")),
                    text: ("appointment_text", Field::of("现任命你为{department}首席事务代表，自{from}起。")),
                    deputy: None,
                },
                WordingFields {
                    label: "授权书",
                    names: "{department}、{representative}、{powers}、{scope}、{valid_from}、{valid_to}".into(),
                    title: ("authorization_title", Field::of("首席事务代表授权书")),
                    recipient: ("authorization_recipient", Field::default()),
                    text: ("authorization_text", Field::of("{department}授权{representative}。\n授权权限：{powers}。")),
                    deputy: Some(("authorization_deputy", Field::of("代表不在岗时，由AB角{name}代行。"))),
                },
            ],
            source: Field::of("姚安县2022年首席事务代表制度"),
            events: Vec::new(),
        };
        let sentence = "授权书：不认识 {age}，请照上面列的写";
        let mut wrong =
            Self { frame: ordinary.frame.clone().with_problem("authorization_text", sentence), ..ordinary.clone() };
        if let Some(field) = wrong.field("authorization_text") {
            field.problem = Some(sentence.into());
        }
        vec![ordinary, wrong]
    }
}

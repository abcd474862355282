//! The county's own rules, options and words of ratings (好差评规则), in versions: each holds from its day on, and what
//! happened on a day is judged by the version of that day.
//!
//! Not here: how a form of them is read, and which version a day has.

use std::collections::BTreeSet;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Claim, MOST_OPTIONS, OptionFlaw, OptionList, ReviewOption, ReviewRules, SignKind, SignSetting};
use crate::base::{Aspect, Satisfaction};

/// Most working days, and most days, of any rule.
const MOST_WORKDAYS: u32 = 120;
const MOST_DAYS: u32 = 730;
/// Longest option, longest sentence and longest text, in characters.
const OPTION: usize = 40;
const SENTENCE: usize = 120;
const LONG: usize = 600;
/// What stands in the sentence for a bad rating: the working days within which somebody calls.
pub const DAYS: &str = "{days}";

/// What whoever rates reads (评价页用语).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReviewWords {
    /// The question.
    pub ask: String,
    /// What stands under the form.
    pub note: String,
    /// Thanks for a rating that is not bad.
    pub good: String,
    /// Thanks for a bad one by name; [`DAYS`] stands for the working days.
    pub bad: String,
    /// Thanks for a bad one without a name.
    pub bad_anonymous: String,
    /// Thanks for a second one.
    pub again: String,
}

/// An option as it is kept: its first digit is its level.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OptionLine {
    /// Its code, as `109`.
    pub code: u16,
    /// Its words.
    pub words: String,
    /// What it says about the guide, if anything.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub claim: Option<Claim>,
    /// What it judges beside the whole.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub about: Vec<Aspect>,
}

/// A version of the county's rules.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CountyReviewRules {
    /// 0 = shipped with the program; the county's own count from 1.
    #[serde(default)]
    pub version: i64,
    /// First day on which it is used.
    #[serde(default = "always")]
    pub valid_from: Date,
    /// Numbers, channels, signs.
    pub rules: ReviewRules,
    /// What whoever rates reads.
    pub words: ReviewWords,
    /// What can be ticked.
    pub options: Vec<OptionLine>,
    /// Codes that were in use once, from and to, both counted.
    pub retired: Vec<(u16, u16)>,
}

const fn always() -> Date {
    Date::MIN
}

/// What cannot be kept, and at which field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReviewRuleFlaw {
    /// The field of the form.
    pub field: String,
    /// What is wrong and what to do.
    pub sentence: String,
}

impl ReviewRuleFlaw {
    /// A flaw at a field.
    pub fn at(field: impl Into<String>, sentence: impl Into<String>) -> Self {
        Self { field: field.into(), sentence: sentence.into() }
    }
}

impl CountyReviewRules {
    /// The options as they are looked up.
    ///
    /// # Errors
    /// [`OptionFlaw`].
    pub fn list(&self) -> Result<OptionList, OptionFlaw> {
        let option = |o: &OptionLine| {
            let level = u8::try_from(o.code / 100).ok().and_then(Satisfaction::from_stars);
            let level = level.ok_or(OptionFlaw::Level(o.code))?;
            let (words, about) = (o.words.clone(), o.about.clone());
            Ok(ReviewOption { code: o.code, level, words, claim: o.claim, about })
        };
        let active = self.options.iter().map(option).collect::<Result<Vec<_>, _>>()?;
        OptionList::new(active, self.retired_codes())
    }

    fn retired_codes(&self) -> BTreeSet<u16> {
        self.retired.iter().flat_map(|(from, to)| *from..=*to).collect()
    }

    /// What would be lost sight of by these rules after others: codes that were in use and are in no list now become
    /// retired, so that old ratings keep being known.
    #[must_use]
    pub fn retiring(mut self, before: &Self) -> Self {
        let known: BTreeSet<u16> =
            self.retired_codes().into_iter().chain(self.options.iter().map(|o| o.code)).collect();
        let codes = before.options.iter().map(|o| o.code).chain(before.retired_codes());
        let gone: BTreeSet<u16> = codes.filter(|code| !known.contains(code)).collect();
        self.retired.extend(gone.into_iter().map(|code| (code, code)));
        self.retired.sort_unstable();
        self
    }

    /// The thanks for a bad rating by name.
    #[must_use]
    pub fn thanks_for_bad(&self) -> String {
        self.words.bad.replace(DAYS, &self.rules.contact_workdays.to_string())
    }

    /// Everything that cannot be kept, field by field.
    #[must_use]
    pub fn flaws(&self) -> Vec<ReviewRuleFlaw> {
        let mut out = Vec::new();
        self.numbers(&mut out);
        self.texts(&mut out);
        self.listed(&mut out);
        for setting in &self.rules.signs.settings {
            sign(setting, &mut out);
        }
        let kinds: BTreeSet<SignKind> = self.rules.signs.settings.iter().map(|s| s.kind).collect();
        if kinds.len() != SignKind::ALL.len() || self.rules.signs.settings.len() != SignKind::ALL.len() {
            out.push(ReviewRuleFlaw::at("sign_false", "每种刷评迹象要有一组门槛，请照原样写"));
        }
        out
    }

    fn numbers(&self, out: &mut Vec<ReviewRuleFlaw>) {
        let r = &self.rules;
        let default_after = r.default_after_workdays.unwrap_or(1);
        for (field, what, number, least, most) in [
            ("link_days", "链接有效天数", r.link_days, 1, 365),
            ("default_after_workdays", "记默认评价的天数", default_after, 1, 60),
            ("default_stars", "默认评价的星级", u32::from(r.default_stars), 3, 5),
            ("contact_workdays", "联系核实的天数", r.contact_workdays, 1, MOST_WORKDAYS),
            ("fix_workdays", "整改的天数", r.fix_workdays, 1, MOST_WORKDAYS),
            ("hide_below", "不算比例的条数", r.hide_below, 1, 100),
            ("claims_at_least", "列入指南质量清单的次数", r.claims_at_least, 1, 100),
            ("claims_days", "指南检验回看的天数", r.claims_days, 1, MOST_DAYS),
            ("import_days", "要办的外部差评的天数", r.import_days, 0, 365),
            ("sign_false", "误报的万分数", r.signs.false_per_10000, 1, 1_000),
            ("sign_hours", "一天里来评价的小时数", r.signs.hours, 1, 24),
            ("sign_days", "回看的天数", r.signs.days, 7, MOST_DAYS),
        ] {
            if !(least..=most).contains(&number) {
                out.push(ReviewRuleFlaw::at(field, format!("{what}请填 {least} 到 {most} 之间的整数")));
            }
        }
        if r.contact_workdays > r.fix_workdays {
            out.push(ReviewRuleFlaw::at("fix_workdays", "整改的天数不能少于联系核实的天数"));
        }
    }

    fn texts(&self, out: &mut Vec<ReviewRuleFlaw>) {
        let (r, w) = (&self.rules, &self.words);
        for (field, what, text, most) in [
            ("requirement", "整改要求", &r.requirement, LONG),
            ("source", "来源", &r.source, LONG),
            ("ask", "问法", &w.ask, SENTENCE),
            ("note", "表单下面的话", &w.note, SENTENCE),
            ("thanks_good", "致谢", &w.good, SENTENCE),
            ("thanks_bad", "差评的致谢", &w.bad, SENTENCE),
            ("thanks_anonymous", "匿名差评的致谢", &w.bad_anonymous, SENTENCE),
            ("thanks_again", "再评的致谢", &w.again, SENTENCE),
        ] {
            let length = text.trim().chars().count();
            if length == 0 {
                out.push(ReviewRuleFlaw::at(field, format!("{what}不能空着")));
            } else if length > most {
                out.push(ReviewRuleFlaw::at(field, format!("{what}最多 {most} 字，现在 {length} 字")));
            }
        }
        let is_told = out.iter().any(|f| f.field == "thanks_bad");
        if !is_told && !w.bad.contains(DAYS) {
            out.push(ReviewRuleFlaw::at("thanks_bad", format!("差评的致谢里要有 {DAYS}，显示几个工作日")));
        }
        if r.channels.is_empty() {
            out.push(ReviewRuleFlaw::at("channels", "至少写一个渠道的叫法，例如“二维码=扫码”"));
        }
    }

    fn listed(&self, out: &mut Vec<ReviewRuleFlaw>) {
        for level in Satisfaction::ALL {
            let of: Vec<&OptionLine> =
                self.options.iter().filter(|o| o.code / 100 == u16::from(level.stars())).collect();
            let field = format!("options_{}", level.stars());
            if of.is_empty() {
                out.push(ReviewRuleFlaw::at(field, format!("“{}”至少要有一个选项", level.label())));
                continue;
            }
            if of.len() > 3 * MOST_OPTIONS {
                let sentence = format!("“{}”最多 {} 个选项，一屏看不完", level.label(), 3 * MOST_OPTIONS);
                out.push(ReviewRuleFlaw::at(&*field, sentence));
            }
            let long = of.iter().find(|o| o.words.trim().is_empty() || o.words.chars().count() > OPTION);
            if let Some(long) = long {
                out.push(ReviewRuleFlaw::at(&*field, format!("选项 {} 要写 1 到 {OPTION} 个字", long.code)));
            }
            if let Some(whole) = of.iter().find(|o| o.about.contains(&Aspect::Overall)) {
                out.push(ReviewRuleFlaw::at(&*field, format!("选项 {} 不用写总体满意度，星级就是", whole.code)));
            }
        }
        if self.retired.iter().any(|(from, to)| from > to || *to > 599) {
            out.push(ReviewRuleFlaw::at("retired", "停用代码写成 101-107 的样子，从小到大"));
            return;
        }
        if let Err(flaw) = self.list() {
            let code = match flaw {
                OptionFlaw::Twice(code) | OptionFlaw::Level(code) => code,
            };
            let stars = code / 100;
            let field = if (1..=5).contains(&stars) { format!("options_{stars}") } else { "options_5".to_owned() };
            let hint = if self.retired_codes().contains(&code) { "，它在停用代码里" } else { "" };
            out.push(ReviewRuleFlaw::at(field, format!("{flaw}{hint}")));
        }
    }
}

fn sign(s: &SignSetting, out: &mut Vec<ReviewRuleFlaw>) {
    let needs_seconds = matches!(s.kind, SignKind::Burst | SignKind::TooQuick);
    let needs_people = matches!(s.kind, SignKind::SameDevice | SignKind::SharedPhone);
    for (field, what, number, least, most) in [
        ("at_least", "至少几条", s.at_least, 2, 1_000),
        ("usual", "通常的万分数", s.usual_per_10000, 0, 10_000),
        ("times", "倍数的十分数", s.times_tenths, 10, 1_000),
        ("seconds", "秒数", s.seconds, u32::from(needs_seconds), 86_400),
        ("people", "人数", s.people, u32::from(needs_people), 100),
    ] {
        if !(least..=most).contains(&number) {
            let sentence = match field {
                "times" => format!("{}：倍数请填 1 到 100，可以有一位小数", s.kind.label()),
                _ => format!("{}：{what}请填 {least} 到 {most} 之间的整数", s.kind.label()),
            };
            out.push(ReviewRuleFlaw::at(format!("{}_{field}", s.kind.as_str()), sentence));
        }
    }
    let length = s.explanation.trim().chars().count();
    if length == 0 || length > SENTENCE {
        let sentence = format!("{}：正常的解释要写，最多 {SENTENCE} 字", s.kind.label());
        out.push(ReviewRuleFlaw::at(format!("{}_explanation", s.kind.as_str()), sentence));
    }
}

/// Event: the next version was written, not yet in force.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReviewRulesDrafted {
    /// The version it began from.
    pub from: i64,
}

/// Event: the draft was thrown away.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReviewRulesDropped {
    /// The version it began from.
    pub from: i64,
}

/// Event: a version was put into force from a day on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReviewRulesPublished {
    /// Its number.
    pub version: i64,
    /// First day on which it is used.
    pub valid_from: Date,
    /// Where it comes from.
    pub source: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shipped() -> CountyReviewRules {
        serde_json::from_str(include_str!("../../../services/data/reviews.json")).unwrap()
    }

    fn fields(of: &CountyReviewRules) -> Vec<String> {
        of.flaws().into_iter().map(|f| f.field).collect()
    }

    #[test]
    fn rules_are_kept_whole_or_told_field_by_field() {
        assert_eq!(shipped().flaws(), []);
        let mut wrong = shipped();
        (wrong.rules.link_days, wrong.rules.default_stars) = (0, 1);
        wrong.rules.fix_workdays = 1;
        wrong.rules.contact_workdays = 2;
        wrong.words.bad = "谢谢".into();
        wrong.rules.signs.settings[1].seconds = 0;
        wrong.options.retain(|o| o.code / 100 != 3);
        let told = fields(&wrong);
        assert_eq!(told, ["link_days", "default_stars", "fix_workdays", "thanks_bad", "options_3", "burst_seconds"]);
        let mut twice = shipped();
        twice.options.push(OptionLine { code: 101, words: "旧的".into(), claim: None, about: Vec::new() });
        assert_eq!(fields(&twice), ["options_1"], "a code that was in use once does not come back for other words");
        let mut short = shipped();
        short.rules.signs.settings.pop();
        assert_eq!(fields(&short), ["sign_false"]);
    }

    #[test]
    fn what_falls_out_of_the_list_is_retired() {
        let before = shipped();
        let mut after = shipped();
        after.options.retain(|o| o.code != 214);
        after.retired.clear();
        let after = after.retiring(&before);
        let list = after.list().unwrap();
        assert!(list.is_retired(214) && list.is_retired(101) && list.get(213).is_some());
        assert_eq!(after.clone().retiring(&before), after, "once");
        assert_eq!(after.flaws(), []);
    }
}

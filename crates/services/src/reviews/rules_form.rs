//! The county's rules of ratings as people type them (好差评规则的表单): a text a field, read back field by field.

use std::collections::BTreeMap;

use domain::{
    base::{Aspect, Satisfaction, fold},
    reviews::{
        Claim, CountyReviewRules, OptionLine, ReviewChannel, ReviewRuleFlaw, ReviewRules, ReviewWords, SignKind,
        SignRules, SignSetting,
    },
};
use jiff::civil::Date;
use serde::Serialize;

/// How a field is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RuleShape {
    /// A number.
    Number,
    /// A line.
    Line,
    /// Several lines.
    Lines,
    /// A box that is ticked or not.
    Box,
}

/// A field of the form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleField {
    /// Its name.
    pub name: String,
    /// What it is.
    pub label: String,
    /// A short explanation; may be empty.
    pub hint: String,
    /// How it is shown.
    pub shape: RuleShape,
}

/// Fields under one heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleGroup {
    /// Heading.
    pub title: &'static str,
    /// Its fields.
    pub fields: Vec<RuleField>,
}

const DAYS: [(&str, &str, &str); 8] = [
    ("link_days", "链接几天内有效", "从受理、办结那天算起，那天也算"),
    ("default_after_workdays", "几个工作日没评就记默认", "空着是从不记。默认评价单独统计，不进任何评价率"),
    ("default_stars", "默认评价记几星", "3 到 5"),
    ("contact_workdays", "几个工作日内联系核实", "差评来了以后"),
    ("fix_workdays", "复杂的几个工作日内整改", "从核实那天算起"),
    ("import_days", "几天内的外部差评要办", "0 是不办；更早的只记下来"),
    ("claims_at_least", "几次说不符列入指南质量清单", ""),
    ("claims_days", "指南检验回看几天", ""),
];

const SIGNS: [(&str, &str, &str); 3] = [
    ("sign_false", "误报最多万分之几", "所有迹象合起来，平常年份也可能误报的"),
    ("sign_hours", "一天几小时有人来评", "算集中评价用"),
    ("sign_days", "回看几天", ""),
];

const HINT: &str = "一行一个，例如“109 要了指南外的材料｜申请材料、服务质量”。竖线后可不写；可写办理时限、申请材料、网上办理、\
     跑动次数、指南内容、重复提交里的一项，和服务态度、服务质量、办事效率";

fn field(name: impl Into<String>, label: impl Into<String>, hint: &str, shape: RuleShape) -> RuleField {
    RuleField { name: name.into(), label: label.into(), hint: hint.to_owned(), shape }
}

fn numbers(of: &[(&str, &str, &str)]) -> Vec<RuleField> {
    of.iter().map(|(name, label, hint)| field(*name, *label, hint, RuleShape::Number)).collect()
}

/// All fields, under their headings.
#[must_use]
pub fn rule_groups() -> Vec<RuleGroup> {
    let mut days = numbers(&DAYS);
    days.push(field("hide_below", "少于几条有效评价不算比例", "", RuleShape::Number));
    days.push(field("requirement", "整改要求", "写在差评开的整改单上", RuleShape::Lines));
    let words = vec![
        field("ask", "问法", "满意程度上面的话", RuleShape::Line),
        field("note", "表单下面的话", "", RuleShape::Lines),
        field("thanks_good", "评过以后的致谢", "", RuleShape::Line),
        field("thanks_bad", "差评的致谢", "{days} 显示几个工作日内联系", RuleShape::Lines),
        field("thanks_anonymous", "匿名差评的致谢", "", RuleShape::Lines),
        field("thanks_again", "整改后再评的致谢", "", RuleShape::Line),
    ];
    let mut options: Vec<RuleField> = Satisfaction::ALL
        .into_iter()
        .rev()
        .map(|l| {
            field(
                format!("options_{}", l.stars()),
                format!("{}（{} 字头）", l.label(), l.stars()),
                if l == Satisfaction::VerySatisfied { HINT } else { "写法同上" },
                RuleShape::Lines,
            )
        })
        .collect();
    options.push(field("retired", "停用的代码", "老数据里有、不再给人选的，例如 101-107、201", RuleShape::Lines));
    let channels: Vec<&str> = ReviewChannel::ALL.into_iter().map(ReviewChannel::label).collect();
    let hint = format!("一行一个：叫法=渠道；渠道写{}", channels.join("、"));
    let others = vec![
        field("channels", "外部系统对渠道的叫法", &hint, RuleShape::Lines),
        field("source", "来源", "依据的文件或做法", RuleShape::Lines),
    ];
    let mut out = vec![
        RuleGroup { title: "期限和门槛", fields: days },
        RuleGroup { title: "评价页的用语", fields: words },
        RuleGroup { title: "评价选项", fields: options },
        RuleGroup { title: "刷评迹象", fields: numbers(&SIGNS) },
    ];
    if let Some(signs) = out.last_mut() {
        signs.fields.extend(SignKind::ALL.into_iter().flat_map(sign_fields));
    }
    out.push(RuleGroup { title: "其他", fields: others });
    out
}

fn sign_fields(kind: SignKind) -> Vec<RuleField> {
    let (word, label) = (kind.as_str(), kind.label());
    let of = |part: &str, what: &str, hint: &str, shape| {
        field(format!("{word}_{part}"), format!("{label}：{what}"), hint, shape)
    };
    let number = RuleShape::Number;
    let mut out = vec![
        of("on", "监测这一种", "", RuleShape::Box),
        of("at_least", "至少几条", if kind == SignKind::NoLowScores { "一个人一共有几条评价才看" } else { "" }, number),
        of("usual", "平常占万分之几", "", number),
        of("times", "是平常的几倍才算", "可以有一位小数", number),
    ];
    if matches!(kind, SignKind::Burst | SignKind::TooQuick) {
        out.push(of("seconds", "多少秒内", "", number));
    }
    if matches!(kind, SignKind::SameDevice | SignKind::SharedPhone) {
        out.push(of("people", "几个人以内算一家人", "", number));
    }
    out.push(of("explanation", "正常的解释", "核实时先看", RuleShape::Lines));
    out
}

/// Rules as they are typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct ReviewRulesForm {
    /// The draft's number that the page was made from.
    pub version: i64,
    /// Text by the name of its field; a field that is not named is empty.
    pub fields: BTreeMap<String, String>,
}

/// Everything that cannot be kept.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", .0.iter().map(|f| f.sentence.as_str()).collect::<Vec<_>>().join("；"))]
pub struct ReviewRulesRefusal(pub Vec<ReviewRuleFlaw>);

fn tenths(n: u32) -> String {
    if n.is_multiple_of(10) { (n / 10).to_string() } else { format!("{}.{}", n / 10, n % 10) }
}

fn option_line(o: &OptionLine) -> String {
    let marks: Vec<&str> = o.claim.iter().map(|c| c.label()).chain(o.about.iter().map(|a| a.label())).collect();
    let marks = if marks.is_empty() { String::new() } else { format!("｜{}", marks.join("、")) };
    format!("{} {}{marks}", o.code, o.words)
}

fn ranges(of: &[(u16, u16)]) -> String {
    let one = |(from, to): &(u16, u16)| if from == to { from.to_string() } else { format!("{from}-{to}") };
    of.iter().map(one).collect::<Vec<_>>().join("、")
}

impl ReviewRulesForm {
    /// The form of rules as they stand.
    #[must_use]
    pub fn of(county: &CountyReviewRules, version: i64) -> Self {
        let (r, w) = (&county.rules, &county.words);
        let mut fields: BTreeMap<String, String> = [
            ("link_days", r.link_days.to_string()),
            ("default_after_workdays", r.default_after_workdays.map(|n| n.to_string()).unwrap_or_default()),
            ("default_stars", r.default_stars.to_string()),
            ("contact_workdays", r.contact_workdays.to_string()),
            ("fix_workdays", r.fix_workdays.to_string()),
            ("import_days", r.import_days.to_string()),
            ("claims_at_least", r.claims_at_least.to_string()),
            ("claims_days", r.claims_days.to_string()),
            ("hide_below", r.hide_below.to_string()),
            ("requirement", r.requirement.clone()),
            ("ask", w.ask.clone()),
            ("note", w.note.clone()),
            ("thanks_good", w.good.clone()),
            ("thanks_bad", w.bad.clone()),
            ("thanks_anonymous", w.bad_anonymous.clone()),
            ("thanks_again", w.again.clone()),
            ("retired", ranges(&county.retired)),
            ("sign_false", r.signs.false_per_10000.to_string()),
            ("sign_hours", r.signs.hours.to_string()),
            ("sign_days", r.signs.days.to_string()),
            ("source", r.source.clone()),
        ]
        .into_iter()
        .map(|(name, text)| (name.to_owned(), text))
        .collect();
        let channels: Vec<String> = r.channels.iter().map(|(word, c)| format!("{word}={}", c.label())).collect();
        fields.insert("channels".into(), channels.join("\n"));
        for level in Satisfaction::ALL {
            let of = county.options.iter().filter(|o| o.code / 100 == u16::from(level.stars()));
            let lines: Vec<String> = of.map(option_line).collect();
            fields.insert(format!("options_{}", level.stars()), lines.join("\n"));
        }
        for s in &r.signs.settings {
            let mut put = |part: &str, text: String| fields.insert(format!("{}_{part}", s.kind.as_str()), text);
            put("on", if s.on { "1".into() } else { String::new() });
            put("at_least", s.at_least.to_string());
            put("usual", s.usual_per_10000.to_string());
            put("times", tenths(s.times_tenths));
            put("seconds", s.seconds.to_string());
            put("people", s.people.to_string());
            put("explanation", s.explanation.clone());
        }
        Self { version, fields }
    }

    fn text(&self, name: &str) -> String {
        self.fields.get(name).map(|t| t.trim().to_owned()).unwrap_or_default()
    }

    /// The rules that it speaks of, or everything that is wrong with them.
    ///
    /// # Errors
    /// [`ReviewRulesRefusal`].
    pub fn read(&self) -> Result<CountyReviewRules, ReviewRulesRefusal> {
        let mut read = Reading { form: self, flaws: Vec::new() };
        let county = read.county();
        let mut flaws = read.flaws;
        // A field that does not read is told once.
        let known = flaws.len();
        for flaw in county.flaws() {
            if !flaws.iter().take(known).any(|f| f.field == flaw.field) {
                flaws.push(flaw);
            }
        }
        if flaws.is_empty() { Ok(county) } else { Err(ReviewRulesRefusal(flaws)) }
    }
}

struct Reading<'a> {
    form: &'a ReviewRulesForm,
    flaws: Vec<ReviewRuleFlaw>,
}

impl Reading<'_> {
    fn tell(&mut self, name: &str, sentence: impl Into<String>) {
        self.flaws.push(ReviewRuleFlaw::at(name, sentence));
    }

    fn number(&mut self, name: &str, label: &str) -> u32 {
        let typed = fold(&self.form.text(name));
        typed.parse().unwrap_or_else(|_| {
            self.tell(name, format!("{label}请填整数"));
            0
        })
    }

    fn lines(&self, name: &str) -> Vec<String> {
        self.form.text(name).lines().map(str::trim).filter(|l| !l.is_empty()).map(str::to_owned).collect()
    }

    fn labelled(&mut self, name: &str) -> u32 {
        let all = DAYS.iter().chain(&SIGNS);
        let label = all.clone().find(|(n, _, _)| *n == name).map_or("这一项", |(_, label, _)| label);
        self.number(name, label)
    }

    fn county(&mut self) -> CountyReviewRules {
        let form = self.form;
        let stars = self.labelled("default_stars");
        let default_after_workdays = if form.text("default_after_workdays").is_empty() {
            None
        } else {
            Some(self.labelled("default_after_workdays"))
        };
        let rules = ReviewRules {
            link_days: self.labelled("link_days"),
            default_after_workdays,
            default_stars: u8::try_from(stars).unwrap_or(u8::MAX),
            contact_workdays: self.labelled("contact_workdays"),
            fix_workdays: self.labelled("fix_workdays"),
            requirement: form.text("requirement"),
            hide_below: self.number("hide_below", "不算比例的条数"),
            claims_at_least: self.labelled("claims_at_least"),
            claims_days: self.labelled("claims_days"),
            import_days: self.labelled("import_days"),
            channels: self.channels(),
            signs: SignRules {
                false_per_10000: self.labelled("sign_false"),
                hours: self.labelled("sign_hours"),
                days: self.labelled("sign_days"),
                settings: SignKind::ALL.into_iter().map(|kind| self.sign(kind)).collect(),
            },
            source: form.text("source"),
        };
        let words = ReviewWords {
            ask: form.text("ask"),
            note: form.text("note"),
            good: form.text("thanks_good"),
            bad: form.text("thanks_bad"),
            bad_anonymous: form.text("thanks_anonymous"),
            again: form.text("thanks_again"),
        };
        let options = Satisfaction::ALL.into_iter().flat_map(|level| self.options(level)).collect();
        let retired = self.retired();
        CountyReviewRules { version: 0, valid_from: Date::MIN, rules, words, options, retired }
    }

    fn channels(&mut self) -> BTreeMap<String, ReviewChannel> {
        let mut out = BTreeMap::new();
        for line in self.lines("channels") {
            let parts = line.split_once(['=', '＝']).map(|(word, label)| (word.trim(), label.trim()));
            let of = |label: &str| ReviewChannel::ALL.into_iter().find(|c| c.label() == label);
            match parts.and_then(|(word, label)| Some((word, of(label)?))) {
                Some((word, channel)) if !word.is_empty() => {
                    out.insert(word.to_owned(), channel);
                }
                Some(_) | None => self.tell("channels", format!("“{line}”读不懂，请写成“二维码=扫码”的样子")),
            }
        }
        out
    }

    fn options(&mut self, level: Satisfaction) -> Vec<OptionLine> {
        let name = format!("options_{}", level.stars());
        let mut out = Vec::new();
        for line in self.lines(&name) {
            let (head, marks) = line.split_once(['｜', '|']).unwrap_or((&line, ""));
            let (code, words) = head.trim().split_once(char::is_whitespace).unwrap_or((head.trim(), ""));
            let Ok(code) = fold(code).parse::<u16>() else {
                self.tell(&name, format!("“{line}”前面要写代码，例如 {}01 用语", level.stars()));
                continue;
            };
            if code / 100 != u16::from(level.stars()) {
                self.tell(&name, format!("{code} 不是 {} 字头，请写到对应的星级", level.stars()));
                continue;
            }
            let mut option = OptionLine { code, words: words.trim().to_owned(), claim: None, about: Vec::new() };
            for mark in marks.split(['、', '，', ',']).map(str::trim).filter(|m| !m.is_empty()) {
                let claim = Claim::ALL.into_iter().find(|c| c.label() == mark);
                let about = Aspect::ALL.into_iter().find(|a| a.label() == mark);
                match (claim, about) {
                    (Some(claim), _) if option.claim.is_none() => option.claim = Some(claim),
                    (Some(_), _) => self.tell(&name, format!("选项 {code} 只能检验指南的一项")),
                    (None, Some(about)) => option.about.push(about),
                    (None, None) => {
                        self.tell(&name, format!("“{mark}”不认识，请照上面的提示写"));
                    }
                }
            }
            out.push(option);
        }
        out
    }

    fn retired(&mut self) -> Vec<(u16, u16)> {
        let typed = self.form.text("retired");
        let mut out = Vec::new();
        for part in typed.split(|c: char| c.is_whitespace() || "、，,；;".contains(c)).filter(|p| !p.is_empty()) {
            let folded = fold(part);
            let (from, to) = folded.split_once('-').unwrap_or((&folded, &folded));
            match (from.trim().parse(), to.trim().parse()) {
                (Ok(from), Ok(to)) => out.push((from, to)),
                (_, _) => self.tell("retired", format!("“{part}”读不懂，停用代码写成 101-107 的样子")),
            }
        }
        out
    }

    fn sign(&mut self, kind: SignKind) -> SignSetting {
        let name = |part: &str| format!("{}_{part}", kind.as_str());
        let mut number = |part: &str, what: &str| self.number(&name(part), &format!("{}：{what}", kind.label()));
        let (at_least, usual_per_10000) = (number("at_least", "至少几条"), number("usual", "平常占万分之几"));
        let seconds = match kind {
            SignKind::Burst | SignKind::TooQuick => number("seconds", "秒数"),
            SignKind::Template | SignKind::SameDevice | SignKind::SharedPhone | SignKind::NoLowScores => 0,
        };
        let people = match kind {
            SignKind::SameDevice | SignKind::SharedPhone => number("people", "人数"),
            SignKind::Template | SignKind::Burst | SignKind::TooQuick | SignKind::NoLowScores => 0,
        };
        let typed = fold(&self.form.text(&name("times")));
        let (whole, tenth) = typed.split_once('.').unwrap_or((&typed, "0"));
        let times = match (whole.parse::<u32>(), tenth.parse::<u32>()) {
            (Ok(whole), Ok(tenth)) if tenth < 10 && tenth.to_string() == tenth_text(&typed) => {
                whole.saturating_mul(10).saturating_add(tenth)
            }
            (_, _) => {
                self.tell(&name("times"), format!("{}：倍数写成 3 或 2.5 的样子", kind.label()));
                0
            }
        };
        SignSetting {
            kind,
            on: !self.form.text(&name("on")).is_empty(),
            at_least,
            usual_per_10000,
            times_tenths: times,
            seconds,
            people,
            explanation: self.form.text(&name("explanation")),
        }
    }
}

/// The one digit behind the point; `0` where there is none.
fn tenth_text(typed: &str) -> String {
    typed.split_once('.').map_or_else(|| "0".to_owned(), |(_, tenth)| tenth.to_owned())
}

#[cfg(test)]
mod tests {
    use super::{super::rules::shipped, *};

    #[test]
    fn a_form_that_nobody_touched_changes_nothing() {
        let form = ReviewRulesForm::of(shipped(), 3);
        let mut read = form.read().unwrap();
        read.options.sort_by_key(|o| o.code);
        let mut known = shipped().clone();
        known.options.sort_by_key(|o| o.code);
        assert_eq!(read, known);
        let names: Vec<String> = rule_groups().into_iter().flat_map(|g| g.fields).map(|f| f.name).collect();
        assert!(names.iter().all(|name| form.fields.contains_key(name)), "every field is filled in");
    }

    #[test]
    fn what_does_not_read_is_told_at_its_field_once() {
        let mut form = ReviewRulesForm::of(shipped(), 0);
        let mut set = |name: &str, text: &str| form.fields.insert(name.into(), text.into());
        set("link_days", "一个月");
        set("options_1", "百零八 增加条件\n109 要了指南外的材料｜材料\n214 写错了地方");
        set("channels", "扫码枪");
        set("burst_times", "1.25");
        set("retired", "旧的");
        let told = form.read().unwrap_err().0;
        let fields: Vec<&str> = told.iter().map(|f| f.field.as_str()).collect();
        assert_eq!(fields, ["link_days", "channels", "burst_times", "options_1", "options_1", "options_1", "retired"]);
        assert!(told.iter().all(|f| f.sentence.chars().count() <= 60), "{told:?}");
    }
}

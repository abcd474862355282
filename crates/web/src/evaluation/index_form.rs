//! The form of the index: what stands in it by name, and the index that it stands for.

use std::collections::BTreeMap;

use domain::base::{Confidence, fold};
use services::evaluation::{CountyIndex, Direction, Leaf, Line, Scoring, Step, SubjectKind, lines, tree};

/// What stands in the form, by name.
pub(super) type Typed = BTreeMap<String, String>;

/// Empty lines for new indicators.
pub(super) const SPARE: usize = 3;

/// Names, labels and hints of a line before its choices.
pub(super) const HEAD: [(&str, &str, &str); 5] = [
    ("key", "代号", "小写字母、数字、点和下划线，在表里不重复"),
    ("parent", "上级的代号", "一级指标空着"),
    ("name", "名称", ""),
    ("meaning", "指标解释", ""),
    ("weight", "权重", "同级之间的比例，不必合计 100"),
];

/// The same after them.
pub(super) const TAIL: [(&str, &str, &str); 6] = [
    ("low", "下限", "效用值法得 0 分、功效系数法得 60 分的数值"),
    ("high", "上限", "得 100 分的数值"),
    ("steps", "分档", "分档法才填：数值:分数，空格隔开"),
    ("each", "每个单位扣几分", "扣分法才填"),
    ("least", "最少条数", "不到就不计分、不公布"),
    ("subjects", "评哪些对象", "部门、窗口、个人、乡镇里的几个，空格隔开；都评就空着"),
];

/// Lines, times and words of what follows.
pub(super) const RULES: [(&str, &str, &str); 10] = [
    ("settle_days", "数据到齐的天数", "周期结束后过几天才计算"),
    ("dispute_days", "可以提异议的天数", "从计算那天起"),
    ("rule_workdays", "裁定异议的工作日", ""),
    ("order_below", "开整改单的分数线", "部门得分低于它"),
    ("order_covered", "开整改单要有数据的权重", "百分之几；不到就不开"),
    ("order_workdays", "整改的工作日", ""),
    ("requirement", "整改要求", "整改单上写的"),
    ("talk_below", "约谈的分数线", ""),
    ("effect_least", "前后比较的最少条数", "两边都要有"),
    ("confidence", "置信水平", "90、95 或 99"),
];

/// What of a field has to be mended: its name and the sentence.
pub(super) type Wrong = (String, String);

fn number_text(value: f64) -> String {
    value.to_string()
}

/// The form of an index.
pub(super) fn of(county: &CountyIndex) -> Typed {
    let mut out = Typed::new();
    let mut put = |name: String, value: String| {
        out.insert(name, value);
    };
    put("name".into(), county.index.name.clone());
    put("source".into(), county.source.clone());
    let all = lines(&county.index.nodes);
    put("lines".into(), (all.len() + SPARE).to_string());
    for (n, line) in all.iter().enumerate() {
        put(format!("key-{n}"), line.key.clone());
        put(format!("parent-{n}"), line.parent.clone());
        put(format!("name-{n}"), line.name.clone());
        put(format!("meaning-{n}"), line.meaning.clone());
        put(format!("weight-{n}"), number_text(line.weight));
        let Some(leaf) = &line.leaf else { continue };
        put(format!("measure-{n}"), leaf.measure.clone());
        put(format!("direction-{n}"), direction_word(leaf.direction).to_owned());
        put(format!("scoring-{n}"), scoring_word(&leaf.scoring).to_owned());
        put(format!("least-{n}"), leaf.least.to_string());
        put(format!("subjects-{n}"), leaf.subjects.iter().map(|k| k.label()).collect::<Vec<_>>().join(" "));
        match &leaf.scoring {
            Scoring::Utility { worst: low, best: high } | Scoring::Efficacy { must: low, want: high } => {
                put(format!("low-{n}"), number_text(*low));
                put(format!("high-{n}"), number_text(*high));
            }
            Scoring::Steps(steps) => {
                let one = |s: &Step| format!("{}:{}", s.from, s.points);
                put(format!("steps-{n}"), steps.iter().map(one).collect::<Vec<_>>().join(" "));
            }
            Scoring::Deduction { each } => put(format!("each-{n}"), number_text(*each)),
        }
    }
    let r = &county.rules;
    for (name, value) in [
        ("settle_days", r.settle_days.to_string()),
        ("dispute_days", r.dispute_days.to_string()),
        ("rule_workdays", r.rule_workdays.to_string()),
        ("order_below", number_text(r.order_below)),
        ("order_covered", number_text(r.order_covered * 100.0)),
        ("order_workdays", r.order_workdays.to_string()),
        ("requirement", r.requirement.clone()),
        ("talk_below", number_text(r.talk_below)),
        ("effect_least", r.effect_least.to_string()),
        ("confidence", r.confidence.percent().to_string()),
    ] {
        put(name.to_owned(), value);
    }
    out
}

/// Word of a direction in the form.
fn direction_word(direction: Direction) -> &'static str {
    match direction {
        Direction::Higher => "higher",
        Direction::Lower => "lower",
    }
}

/// Word of a way of scoring in the form.
fn scoring_word(scoring: &Scoring) -> &'static str {
    match scoring {
        Scoring::Utility { .. } => "utility",
        Scoring::Efficacy { .. } => "efficacy",
        Scoring::Steps(_) => "steps",
        Scoring::Deduction { .. } => "deduction",
    }
}

/// How many lines a form says that it has: never more than an index may have, and some spare.
pub(super) fn line_count(typed: &Typed) -> usize {
    let said = typed.get("lines").and_then(|t| t.trim().parse().ok()).unwrap_or(SPARE);
    said.min(services::evaluation::LARGEST_INDEX + SPARE)
}

/// Reads what stands in the form.
struct Reader<'a>(&'a Typed);

impl Reader<'_> {
    fn text(&self, name: &str) -> String {
        self.0.get(name).map(|t| t.trim().to_owned()).unwrap_or_default()
    }

    fn number(&self, name: &str, label: &str) -> Result<f64, Wrong> {
        let number = fold(&self.text(name)).trim().parse::<f64>().ok().filter(|n| n.is_finite());
        number.ok_or_else(|| (name.to_owned(), format!("{label}请填数，如 40 或 12.5")))
    }

    fn whole(&self, name: &str, label: &str) -> Result<u32, Wrong> {
        fold(&self.text(name)).trim().parse().map_err(|_| (name.to_owned(), format!("{label}请填整数")))
    }

    fn steps(&self, name: &str) -> Result<Vec<Step>, Wrong> {
        let wrong = || (name.to_owned(), "分档请写成“60:60 80:80 95:100”的样子".to_owned());
        let one = |text: &str| -> Option<Step> {
            // Folded one by one: what parts them is white space, which folding takes away.
            let text = fold(text);
            let (from, points) = text.split_once(':')?;
            Some(Step { from: from.parse().ok()?, points: points.parse().ok()? })
        };
        self.text(name).split_whitespace().map(|text| one(text).ok_or_else(wrong)).collect()
    }

    fn subjects(&self, name: &str) -> Result<Vec<SubjectKind>, Wrong> {
        let typed = self.text(name);
        let words = typed.split(|c: char| c.is_whitespace() || "、，,".contains(c)).filter(|w| !w.is_empty());
        let one = |word: &str| SubjectKind::ALL.into_iter().find(|k| k.label() == word);
        let wrong = || (name.to_owned(), "评哪些对象请写部门、窗口、个人、乡镇里的几个".to_owned());
        words.map(|word| one(word).ok_or_else(wrong)).collect()
    }

    fn leaf(&self, n: usize) -> Result<Option<Leaf>, Wrong> {
        let measure = self.text(&format!("measure-{n}"));
        if measure.is_empty() {
            return Ok(None);
        }
        let direction = match self.text(&format!("direction-{n}")).as_str() {
            "higher" => Direction::Higher,
            "lower" => Direction::Lower,
            _ => return Err((format!("direction-{n}"), "请选方向".to_owned())),
        };
        let bounds = || -> Result<(f64, f64), Wrong> {
            Ok((self.number(&format!("low-{n}"), "下限")?, self.number(&format!("high-{n}"), "上限")?))
        };
        let scoring = match self.text(&format!("scoring-{n}")).as_str() {
            "utility" => bounds().map(|(worst, best)| Scoring::Utility { worst, best })?,
            "efficacy" => bounds().map(|(must, want)| Scoring::Efficacy { must, want })?,
            "steps" => Scoring::Steps(self.steps(&format!("steps-{n}"))?),
            "deduction" => Scoring::Deduction { each: self.number(&format!("each-{n}"), "每个单位扣几分")? },
            _ => return Err((format!("scoring-{n}"), "请选计分".to_owned())),
        };
        let least = self.whole(&format!("least-{n}"), "最少条数")?;
        Ok(Some(Leaf { measure, direction, scoring, least, subjects: self.subjects(&format!("subjects-{n}"))? }))
    }

    fn line(&self, n: usize) -> Result<Option<Line>, Wrong> {
        let key = fold(&self.text(&format!("key-{n}"))).trim().to_owned();
        if key.is_empty() {
            return Ok(None);
        }
        Ok(Some(Line {
            parent: fold(&self.text(&format!("parent-{n}"))).trim().to_owned(),
            name: self.text(&format!("name-{n}")),
            meaning: self.text(&format!("meaning-{n}")),
            weight: self.number(&format!("weight-{n}"), "权重")?,
            leaf: self.leaf(n)?,
            key,
        }))
    }
}

/// The index that a form stands for, from the one that it was made from.
pub(super) fn read(typed: &Typed, before: &CountyIndex) -> Result<CountyIndex, Wrong> {
    let form = Reader(typed);
    let mut out = before.clone();
    (out.index.name, out.source) = (form.text("name"), form.text("source"));
    let found: Vec<Option<Line>> = (0..line_count(typed)).map(|n| form.line(n)).collect::<Result<_, _>>()?;
    let all: Vec<Line> = found.into_iter().flatten().collect();
    out.index.nodes = tree(&all).map_err(|flaw| ("key-0".to_owned(), flaw.to_string()))?;
    let label = |name: &str| RULES.iter().find(|(n, _, _)| *n == name).map_or("", |(_, label, _)| label);
    let whole = |name: &str| form.whole(name, label(name));
    let number = |name: &str| form.number(name, label(name));
    let r = &mut out.rules;
    (r.settle_days, r.dispute_days, r.rule_workdays) =
        (whole("settle_days")?, whole("dispute_days")?, whole("rule_workdays")?);
    (r.order_below, r.order_covered, r.order_workdays) =
        (number("order_below")?, number("order_covered")? / 100.0, whole("order_workdays")?);
    (r.requirement, r.talk_below, r.effect_least) =
        (form.text("requirement"), number("talk_below")?, whole("effect_least")?);
    let confidence = u8::try_from(whole("confidence")?).ok().and_then(Confidence::from_percent);
    r.confidence = confidence.ok_or(("confidence".to_owned(), "置信水平只有 90、95、99".to_owned()))?;
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What the form shows, sent back as it is, is the same index: nothing is lost on the way.
    #[test]
    fn a_form_that_nobody_touched_changes_nothing() {
        let text = include_str!("../../../services/data/evaluation.json");
        let county: CountyIndex = serde_json::from_str(text).unwrap();
        assert_eq!(read(&of(&county), &county), Ok(county.clone()));
        let mut typed = of(&county);
        typed.insert("weight-0".into(), "四十".into());
        assert_eq!(read(&typed, &county).unwrap_err().0, "weight-0");
        // A line whose key was emptied is gone, and what stood under it has nothing to stand under.
        let mut typed = of(&county);
        typed.insert("key-0".into(), String::new());
        assert!(read(&typed, &county).unwrap_err().1.contains("上级"));
        let mut typed = of(&county);
        typed.insert("lines".into(), "99999999".into());
        assert_eq!(read(&typed, &county), Ok(county));
    }
}

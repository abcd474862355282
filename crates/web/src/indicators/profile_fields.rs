//! The form of a profile (口径表单): every choice in words. What the words mean is decided below.

use domain::{
    catalogue::{ItemType, OnlineDepth},
    indicators::{Against, Direction, ExemptMode, FullyBy, Indicator, OnlineBy, Rounding, TargetKind, Ties},
};
use services::indicators::ProfileForm;

use crate::{
    base::{Choice, Field, Pick},
    door::Posted,
};

/// 行使层级 (GB/T 39046-2020 A.2).
const LEVELS: [(&str, &str); 7] = [
    ("1", "国家级"),
    ("2", "省级"),
    ("3", "市级"),
    ("4", "县级"),
    ("5", "乡镇（街道）级"),
    ("6", "村（社区）级"),
    ("7", "分级管理"),
];

/// Its controls.
#[derive(Debug, Clone, Default)]
pub struct ProfileFields {
    /// Id; of a new one only.
    pub id: Field,
    /// Name, as printed under the figure.
    pub name: Field,
    /// Where it comes from.
    pub source: Field,
    /// Year.
    pub year: Field,
    /// Whose it is.
    pub province: Field,
    /// 事项类型 that count.
    pub item_types: Choice,
    /// 行使层级 that count.
    pub levels: Choice,
    /// Lowest depth.
    pub min_depth: Choice,
    /// What makes an item available online.
    pub online_by: Choice,
    /// What makes it fully so.
    pub fully_by: Choice,
    /// What an exemption does.
    pub exempt: Choice,
    /// Decimals.
    pub decimals: Choice,
    /// The last digit.
    pub rounding: Choice,
    /// Equal places.
    pub ties: Choice,
    /// Which end is good.
    pub direction: Choice,
    /// What is asked.
    pub target_kind: Choice,
    /// In percent.
    pub target: Field,
    /// The snapshot that it looks back to.
    pub judged_against: Choice,
    /// Yellow card.
    pub yellow: Field,
    /// Red card.
    pub red: Field,
    /// 开发区、农场等计入.
    pub quasi_townships: Choice,
    /// 联合站点计入.
    pub joint_stations: Choice,
    /// Working days of a month.
    pub month_days: Field,
    /// Working days of a year.
    pub year_days: Field,
}

impl ProfileFields {
    /// Writes a sentence at its field. `false` for one that is not in the form.
    pub(super) fn mark(&mut self, field: &str, sentence: &str) -> bool {
        let at = match field {
            "id" => &mut self.id.problem,
            "name" => &mut self.name.problem,
            "source" => &mut self.source.problem,
            "year" => &mut self.year.problem,
            "item_types" => &mut self.item_types.problem,
            "levels" => &mut self.levels.problem,
            "min_depth" => &mut self.min_depth.problem,
            "online_by" => &mut self.online_by.problem,
            "fully_by" => &mut self.fully_by.problem,
            "exempt" => &mut self.exempt.problem,
            "decimals" => &mut self.decimals.problem,
            "rounding" => &mut self.rounding.problem,
            "ties" => &mut self.ties.problem,
            "direction" => &mut self.direction.problem,
            "target_kind" => &mut self.target_kind.problem,
            "target" => &mut self.target.problem,
            "judged_against" => &mut self.judged_against.problem,
            "yellow" => &mut self.yellow.problem,
            "red" => &mut self.red.problem,
            "month_days" => &mut self.month_days.problem,
            _ => return false,
        };
        *at = Some(sentence.to_owned());
        true
    }
}

macro_rules! choice {
    ($of:ident, $chosen:expr) => {
        Choice::of(&$of::ALL.iter().map(|v| (v.as_str(), v.label())).collect::<Vec<_>>(), $chosen)
    };
}

/// Boxes, several of which may be ticked.
fn several(options: &[(&str, &str)], chosen: &[String]) -> Choice {
    let pick = |&(value, label): &(&str, &str)| Pick {
        value: value.to_owned(),
        label: label.to_owned(),
        chosen: chosen.iter().any(|c| c == value),
    };
    Choice { options: options.iter().map(pick).collect(), problem: None }
}

fn yes_or_no(yes: bool) -> Choice {
    Choice::of(&[("1", "计入"), ("0", "不计入")], if yes { "1" } else { "0" })
}

fn depths() -> Vec<(String, String)> {
    let mut all = vec![("0".to_owned(), "不看深度".to_owned())];
    all.extend(OnlineDepth::ALL.map(|d| (d.number().to_string(), format!("{}及以上", d.label()))));
    all
}

/// The controls as the form fills them.
pub(super) fn fields(form: &ProfileForm) -> ProfileFields {
    let depths = depths();
    let depths: Vec<(&str, &str)> = depths.iter().map(|(v, l)| (v.as_str(), l.as_str())).collect();
    let decimals = [("0", "不留小数"), ("1", "1 位"), ("2", "2 位"), ("3", "3 位"), ("4", "4 位")];
    ProfileFields {
        id: Field::of(form.id.clone()),
        name: Field::of(form.name.clone()),
        source: Field::of(form.source.clone()),
        year: Field::of(form.year.clone()),
        province: Field::of(form.province.clone()),
        item_types: several(ItemType::list(), &form.item_types),
        levels: several(&LEVELS, &form.levels),
        min_depth: Choice::of(&depths, &form.min_depth),
        online_by: choice!(OnlineBy, &form.online_by),
        fully_by: choice!(FullyBy, &form.fully_by),
        exempt: choice!(ExemptMode, &form.exempt),
        decimals: Choice::of(&decimals, &form.decimals),
        rounding: choice!(Rounding, &form.rounding),
        ties: choice!(Ties, &form.ties),
        direction: choice!(Direction, &form.direction),
        target_kind: choice!(TargetKind, &form.target_kind),
        target: Field::of(form.target.clone()),
        judged_against: choice!(Against, &form.judged_against),
        yellow: Field::of(form.yellow.clone()),
        red: Field::of(form.red.clone()),
        quasi_townships: yes_or_no(form.quasi_townships),
        joint_stations: yes_or_no(form.joint_stations),
        month_days: Field::of(form.month_days.clone()),
        year_days: Field::of(form.year_days.clone()),
    }
}

/// What was typed. The id of a saved profile is that of its address.
pub(super) fn typed(posted: &Posted, at: &str) -> ProfileForm {
    let new = at == "new";
    ProfileForm {
        id: if new { posted.text("id") } else { at.to_owned() },
        version: if new { 0 } else { posted.number("expected_version").unwrap_or_default() },
        indicator: posted.text("indicator"),
        name: posted.text("name"),
        source: posted.text("source"),
        year: posted.text("year"),
        province: posted.text("province"),
        item_types: posted.all("item_types"),
        levels: posted.all("levels"),
        min_depth: posted.text("min_depth"),
        online_by: posted.text("online_by"),
        fully_by: posted.text("fully_by"),
        exempt: posted.text("exempt"),
        decimals: posted.text("decimals"),
        rounding: posted.text("rounding"),
        ties: posted.text("ties"),
        direction: posted.text("direction"),
        target_kind: posted.text("target_kind"),
        target: posted.text("target"),
        judged_against: posted.text("judged_against"),
        yellow: posted.text("yellow"),
        red: posted.text("red"),
        quasi_townships: posted.text("quasi_townships") == "1",
        joint_stations: posted.text("joint_stations") == "1",
        month_days: posted.text("month_days"),
        year_days: posted.text("year_days"),
    }
}

fn chosen(choice: &Choice) -> String {
    let labels: Vec<&str> = choice.options.iter().filter(|o| o.chosen).map(|o| o.label.as_str()).collect();
    labels.join("、")
}

/// The same in words, for who reads it only: label and value.
pub(super) fn as_typed(form: &ProfileForm) -> Vec<(String, String)> {
    let f = fields(form);
    let divisions = Indicator::parse(&form.indicator).is_some_and(Indicator::is_over_divisions);
    let or = |text: &str, empty: &str| if text.is_empty() { empty.to_owned() } else { text.to_owned() };
    let mut all = vec![
        ("名称", form.name.clone()),
        ("来源", form.source.clone()),
        ("年度", or(&form.year, "不限")),
        ("适用地区", or(&form.province, "通行做法")),
    ];
    if divisions {
        all.extend([("开发区、农场等", chosen(&f.quasi_townships)), ("联合站点", chosen(&f.joint_stations))]);
    } else {
        all.extend([
            ("事项类型", chosen(&f.item_types)),
            ("行使层级", or(&chosen(&f.levels), "全部")),
            ("网上办理深度", chosen(&f.min_depth)),
            ("网上可办的判定", chosen(&f.online_by)),
            ("全程网办的判定", chosen(&f.fully_by)),
            ("免予统计的", chosen(&f.exempt)),
        ]);
    }
    all.extend([
        ("目标", format!("{} {}%", chosen(&f.target_kind), form.target)),
        ("与哪一次相比", chosen(&f.judged_against)),
        ("黄牌线", or(&form.yellow, "不设")),
        ("红牌线", or(&form.red, "不设")),
        ("小数位数", chosen(&f.decimals)),
        ("并列名次", chosen(&f.ties)),
        ("方向", chosen(&f.direction)),
    ]);
    all.into_iter().map(|(label, value)| (label.to_owned(), value)).collect()
}

/// A value of a difference with the words of its codes.
pub(super) fn in_words(field: &str, value: &str) -> String {
    let labels = |list: &[(&str, &str)]| {
        let known =
            |code: &str| list.iter().find(|(c, _)| *c == code).map_or(code.to_owned(), |(_, l)| (*l).to_owned());
        value.split('、').filter(|c| !c.is_empty()).map(known).collect::<Vec<_>>().join("、")
    };
    let depths = depths();
    let depths: Vec<(&str, &str)> = depths.iter().map(|(v, l)| (v.as_str(), l.as_str())).collect();
    let told = match field {
        "事项类型" => labels(ItemType::list()),
        "行使层级" => labels(&LEVELS),
        "网上办理深度门槛" => labels(&depths),
        _ => value.to_owned(),
    };
    if told.is_empty() { "没有填".to_owned() } else { told }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_of_a_difference_are_told_in_words() {
        assert_eq!(in_words("事项类型", "01、20"), "行政许可、公共服务");
        assert_eq!(in_words("网上办理深度门槛", "4"), "Ⅳ级（全程网办）及以上");
        assert_eq!((in_words("行使层级", ""), in_words("目标值", "98")), ("没有填".to_owned(), "98".to_owned()));
    }
}

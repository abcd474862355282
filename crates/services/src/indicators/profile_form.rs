//! A profile as people type it (口径表单), and back.

use domain::{
    base::fold,
    indicators::{Against, Direction, ExemptMode, FullyBy, OnlineBy, Profile, ProfileFlaw, Rounding, TargetKind, Ties},
};
use serde::Serialize;

/// The form. Choices by their word in data.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct ProfileForm {
    /// Id.
    pub id: String,
    /// Version that was edited; 0 = a new profile.
    pub version: i64,
    /// Indicator id.
    pub indicator: String,
    /// Name.
    pub name: String,
    /// Source.
    pub source: String,
    /// Year; may be empty.
    pub year: String,
    /// Whose it is; may be empty.
    pub province: String,
    /// Two-digit types.
    pub item_types: Vec<String>,
    /// 行使层级 1–7; none = all.
    pub levels: Vec<String>,
    /// 0–4.
    pub min_depth: String,
    /// Choice.
    pub online_by: String,
    /// Choice.
    pub fully_by: String,
    /// Choice.
    pub exempt: String,
    /// 0–4.
    pub decimals: String,
    /// Choice.
    pub rounding: String,
    /// Choice.
    pub ties: String,
    /// Choice.
    pub direction: String,
    /// Choice.
    pub target_kind: String,
    /// Percent.
    pub target: String,
    /// Choice.
    pub judged_against: String,
    /// Percent; may be empty.
    pub yellow: String,
    /// Percent; may be empty.
    pub red: String,
    /// 开发区、农场等计入.
    pub quasi_townships: bool,
    /// 联合站点计入.
    pub joint_stations: bool,
    /// Working days of a month.
    pub month_days: String,
    /// Working days of a year.
    pub year_days: String,
}

fn choice<T>(text: &str, parse: impl Fn(&str) -> Option<T>, what: &'static str) -> Result<T, ProfileFlaw> {
    parse(text.trim()).ok_or(ProfileFlaw::Choice(what))
}

fn number<T: std::str::FromStr>(text: &str, flaw: ProfileFlaw) -> Result<T, ProfileFlaw> {
    fold(text).parse().map_err(|_| flaw)
}

fn bound(text: &str) -> Option<String> {
    let text = fold(text);
    let text = text.strip_suffix('%').unwrap_or(&text);
    (!text.is_empty()).then(|| text.to_owned())
}

impl ProfileForm {
    /// The form of a profile as it stands.
    pub fn of(p: &Profile) -> Self {
        Self {
            id: p.id.clone(),
            version: p.version,
            indicator: p.indicator.clone(),
            name: p.name.clone(),
            source: p.source.clone(),
            year: p.year.map(|y| y.to_string()).unwrap_or_default(),
            province: p.province.clone(),
            item_types: p.item_types.clone(),
            levels: p.levels.clone(),
            min_depth: p.min_depth.to_string(),
            online_by: p.online_by.as_str().into(),
            fully_by: p.fully_by.as_str().into(),
            exempt: p.exempt.as_str().into(),
            decimals: p.decimals.to_string(),
            rounding: p.rounding.as_str().into(),
            ties: p.ties.as_str().into(),
            direction: p.direction.as_str().into(),
            target_kind: p.target_kind.as_str().into(),
            target: p.target.clone(),
            judged_against: p.judged_against.as_str().into(),
            yellow: p.yellow.clone().unwrap_or_default(),
            red: p.red.clone().unwrap_or_default(),
            quasi_townships: p.quasi_townships,
            joint_stations: p.joint_stations,
            month_days: p.month_days.to_string(),
            year_days: p.year_days.to_string(),
        }
    }

    /// What was typed as a profile, checked. It is in force only where the caller says so.
    pub fn read(&self) -> Result<Profile, ProfileFlaw> {
        let id = fold(&self.id);
        let profile = Profile {
            version: self.version,
            indicator: self.indicator.trim().to_owned(),
            name: self.name.trim().to_owned(),
            source: self.source.trim().to_owned(),
            year: match fold(&self.year).as_str() {
                "" => None,
                year => Some(number(year, ProfileFlaw::Choice("年度"))?),
            },
            province: self.province.trim().to_owned(),
            item_types: self.item_types.clone(),
            levels: self.levels.clone(),
            min_depth: number(&self.min_depth, ProfileFlaw::Depth)?,
            online_by: choice(&self.online_by, OnlineBy::parse, "网上可办的判定")?,
            fully_by: choice(&self.fully_by, FullyBy::parse, "全程网办的判定")?,
            exempt: choice(&self.exempt, ExemptMode::parse, "免予统计的处理")?,
            decimals: number(&self.decimals, ProfileFlaw::Decimals(id.clone()))?,
            rounding: choice(&self.rounding, Rounding::parse, "取舍")?,
            ties: choice(&self.ties, Ties::parse, "并列名次")?,
            direction: choice(&self.direction, Direction::parse, "方向")?,
            target_kind: choice(&self.target_kind, TargetKind::parse, "目标方式")?,
            target: bound(&self.target).unwrap_or_default(),
            judged_against: choice(&self.judged_against, Against::parse, "与哪一次相比")?,
            yellow: bound(&self.yellow),
            red: bound(&self.red),
            quasi_townships: self.quasi_townships,
            joint_stations: self.joint_stations,
            month_days: number(&self.month_days, ProfileFlaw::Days)?,
            year_days: number(&self.year_days, ProfileFlaw::Days)?,
            in_force: false,
            id,
        };
        profile.check()?;
        Ok(profile)
    }
}

/// The form's field that a flaw is about.
pub fn profile_field(flaw: &ProfileFlaw) -> &'static str {
    match flaw {
        ProfileFlaw::Indicator(_) => "indicator",
        ProfileFlaw::Target(_) => "target",
        ProfileFlaw::Decimals(_) => "decimals",
        ProfileFlaw::Id => "id",
        ProfileFlaw::Name => "name",
        ProfileFlaw::Source => "source",
        ProfileFlaw::ItemType(_) | ProfileFlaw::NoTypes => "item_types",
        ProfileFlaw::Level(_) => "levels",
        ProfileFlaw::Depth => "min_depth",
        ProfileFlaw::Card("红牌") => "red",
        ProfileFlaw::Card(_) | ProfileFlaw::Cards => "yellow",
        ProfileFlaw::Days => "month_days",
        ProfileFlaw::Choice(what) => match *what {
            "年度" => "year",
            "网上可办的判定" => "online_by",
            "全程网办的判定" => "fully_by",
            "免予统计的处理" => "exempt",
            "取舍" => "rounding",
            "并列名次" => "ties",
            "方向" => "direction",
            "目标方式" => "target_kind",
            _ => "judged_against",
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain() -> Profile {
        Profile {
            id: "2024-online".into(),
            indicator: "online_available_rate".into(),
            name: "试算".into(),
            item_types: vec!["01".into()],
            source: "试算文".into(),
            year: Some(2024),
            yellow: Some("95".into()),
            ..Profile::default()
        }
    }

    #[test]
    fn a_form_reads_back_to_its_profile() {
        let read = ProfileForm::of(&plain()).read().unwrap();
        assert_eq!(read, Profile { in_force: false, ..plain() });
    }

    #[test]
    fn what_is_typed_is_folded_and_what_does_not_read_names_its_field() {
        let form = ProfileForm::of(&plain());
        let typed =
            ProfileForm {
                target: "９９．５％".into(), decimals: "１".into(), year: String::new(), ..form.clone()
            };
        let read = typed.read().unwrap();
        assert_eq!((read.target.as_str(), read.decimals, read.year), ("99.5", 1, None));
        let field = |form: ProfileForm| profile_field(&form.read().unwrap_err());
        assert_eq!(field(ProfileForm { decimals: "两".into(), ..form.clone() }), "decimals");
        assert_eq!(field(ProfileForm { rounding: "half_even".into(), ..form.clone() }), "rounding");
        assert_eq!(field(ProfileForm { target: String::new(), ..form.clone() }), "target");
        assert_eq!(field(ProfileForm { red: "x".into(), ..form.clone() }), "red");
        assert_eq!(field(ProfileForm { year: "今年".into(), ..form }), "year");
    }
}

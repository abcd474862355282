//! Appointing a representative (任命代表): first the department, then the person of it.

use askama::Template;

use crate::base::{Choice, Field, Frame, Page};

/// Form of an appointment.
#[derive(Debug, Clone, Template)]
#[template(path = "delegates/appoint.html")]
pub struct AppointPage {
    /// Frame.
    pub frame: Frame,
    /// Departments, to choose one first.
    pub departments: Choice,
    /// Id of the chosen one; empty = none yet.
    pub department: String,
    /// Its name.
    pub department_name: String,
    /// Its staff.
    pub person: Choice,
    /// 职级.
    pub rank: Choice,
    /// 在编.
    pub on_roster: Choice,
    /// 文号.
    pub doc_no: Field,
    /// First day.
    pub from: Field,
    /// 扫描件.
    pub file: Field,
    /// Which ranks are high enough, in words.
    pub rank_hint: String,
    /// Where the rules come from.
    pub source: String,
}

impl Page for AppointPage {
    const NAME: &'static str = "delegates/appoint";

    fn samples() -> Vec<Self> {
        let departments =
            |chosen: &str| Choice::of(&[("", "请选择"), ("1", "县民政局"), ("2", "县人力资源和社会保障局")], chosen);
        let first = Self {
            frame: Frame::sample_staff("任命首席事务代表"),
            departments: departments(""),
            department: String::new(),
            department_name: String::new(),
            person: Choice::default(),
            rank: Choice::default(),
            on_roster: Choice::default(),
            doc_no: Field::default(),
            from: Field::default(),
            file: Field::default(),
            rank_hint: String::new(),
            source: String::new(),
        };
        let form = Self {
            departments: departments("1"),
            department: "1".into(),
            department_name: "县民政局".into(),
            person: Choice::of(&[("", "请选择"), ("7", "周敏"), ("8", "李强")], "7"),
            rank: Choice::of(&[("副科级", "副科级"), ("股级", "股级"), ("科员", "科员")], "股级"),
            on_roster: Choice::of(&[("yes", "在编"), ("no", "非在编")], "yes"),
            from: Field::of("2026-11-20"),
            rank_hint: "要副科级、股级；其他的照样登记，核查时会提示".into(),
            source: "姚安县2022年首席事务代表制度".into(),
            ..first.clone()
        };
        let missing = "请填写文号，例如：民政〔2026〕12号";
        let wrong = Self {
            frame: form.frame.clone().with_problem("doc_no", missing),
            doc_no: Field::wrong("", missing),
            ..form.clone()
        };
        vec![first, form, wrong]
    }
}

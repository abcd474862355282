//! Authorising a representative (授权): first the department, then person, items, powers and term.

use askama::Template;

use crate::base::{Choice, Field, Frame, Link, Page};

/// Form of a letter of authorisation.
#[derive(Debug, Clone, Template)]
#[template(path = "delegates/authorise.html")]
pub struct AuthorisePage {
    /// Frame.
    pub frame: Frame,
    /// Departments, to choose one first.
    pub departments: Choice,
    /// Id of the chosen one; empty = none yet.
    pub department: String,
    /// Its name.
    pub department_name: String,
    /// Where to appoint, where nobody of the department is in office.
    pub appoint: Option<Link>,
    /// Who is in office.
    pub person: Choice,
    /// Staff of the department.
    pub deputy: Choice,
    /// Powers.
    pub powers: Choice,
    /// All items but the ticked, or the ticked alone.
    pub listing: Choice,
    /// Items of the department.
    pub items: Choice,
    /// 文号.
    pub doc_no: Field,
    /// First day.
    pub valid_from: Field,
    /// Last day.
    pub valid_to: Field,
    /// Scan of the signed letter; only its digest is kept.
    pub file: Field,
    /// The letter whose place it takes.
    pub replaces: Choice,
}

impl AuthorisePage {
    /// The list stands open where something is ticked or must be.
    fn items_are_open(&self) -> bool {
        let listed = self.listing.options.iter().any(|p| p.chosen && p.value == "listed");
        listed || self.items.problem.is_some() || self.items.options.iter().any(|p| p.chosen)
    }
}

impl Page for AuthorisePage {
    const NAME: &'static str = "delegates/authorise";

    fn samples() -> Vec<Self> {
        let departments = |chosen: &str| Choice::of(&[("", "请选择"), ("1", "县民政局"), ("2", "县水利局")], chosen);
        let first = Self {
            frame: Frame::sample_staff("授权首席事务代表"),
            departments: departments(""),
            department: String::new(),
            department_name: String::new(),
            appoint: None,
            person: Choice::default(),
            deputy: Choice::default(),
            powers: Choice::default(),
            listing: Choice::default(),
            items: Choice::default(),
            doc_no: Field::default(),
            valid_from: Field::default(),
            valid_to: Field::default(),
            file: Field::default(),
            replaces: Choice::default(),
        };
        let mut powers = Choice::of(
            &[("accept", "受理"), ("review", "审查"), ("decide", "决定"), ("seal", "用章"), ("issue", "颁证")],
            "",
        );
        for pick in &mut powers.options {
            pick.chosen = true;
        }
        let form = Self {
            departments: departments("1"),
            department: "1".into(),
            department_name: "县民政局".into(),
            person: Choice::of(&[("", "请选择"), ("7", "周敏（民任〔2026〕8号）")], "7"),
            deputy: Choice::of(&[("", "不设"), ("8", "李强")], ""),
            powers,
            listing: Choice::of(
                &[("all", "本部门全部事项，下面勾选的除外"), ("listed", "只授权下面勾选的事项")],
                "all",
            ),
            items: Choice::of(
                &[
                    ("1", "临时救助（已进驻）"),
                    ("2", "生产建设项目水土保持方案审批（编制水土保持方案报告书的项目，跨乡镇）"),
                ],
                "2",
            ),
            valid_from: Field::of("2026-11-20"),
            valid_to: Field::of("2027-11-19"),
            replaces: Choice::of(&[("", "不更换"), ("5", "民授〔2025〕3号（周敏）")], ""),
            ..first.clone()
        };
        let clash = "与“民授〔2025〕3号”（李强）重复授权：同一事项的同一权限同时只能授给一位代表。请改事项、权限或期限，或选更换这一份";
        let missing = "请填写文号，例如：民政〔2026〕12号";
        let wrong = Self {
            frame: form.frame.clone().with_problem("", clash).with_problem("doc_no", missing),
            doc_no: Field::wrong("", missing),
            ..form.clone()
        };
        let nobody = Self {
            appoint: Some(Link::new("/delegates/appoint?department=2", "先任命代表")),
            department: "2".into(),
            department_name: "县水利局".into(),
            departments: departments("2"),
            person: Choice::of(&[("", "请选择")], ""),
            ..form.clone()
        };
        vec![first, form, wrong, nobody]
    }
}

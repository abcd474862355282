//! One kind of certificate, new or changed (证照类型).

use askama::Template;

use crate::base::{Choice, Field, Frame, Page};

/// The form.
#[derive(Debug, Clone, Template)]
#[template(path = "certificates/kind.html")]
pub struct KindPage {
    /// Frame.
    pub frame: Frame,
    /// Where it is sent.
    pub action: String,
    /// Last words of the crumbs.
    pub crumb: String,
    /// Version the page shows; 0 for a new one.
    pub version: i64,
    /// 证照名称.
    pub name: Field,
    /// Department.
    pub department: Choice,
    /// 证照类型代码.
    pub type_code: Field,
    /// Issuer's credit code.
    pub issuer: Field,
    /// Form of numbers.
    pub number_form: Field,
    /// Months; blank = 长期.
    pub valid_months: Field,
    /// Materials, one a line.
    pub stands_for: Field,
    /// Still in use.
    pub in_use: Choice,
}

/// In use or not, in the order of the radio buttons.
pub(super) const IN_USE: [(&str, &str); 2] = [("1", "在用"), ("0", "停用")];

impl KindPage {
    /// The same form with one thing to mend, said on top and at its field.
    #[must_use]
    pub fn with_problem(mut self, name: &str, sentence: &str) -> Self {
        let problem = Some(sentence.to_owned());
        match name {
            "name" => self.name.problem = problem,
            "department" => self.department.problem = problem,
            "code" => self.type_code.problem = problem,
            "issuer" => self.issuer.problem = problem,
            "number_form" => self.number_form.problem = problem,
            "valid_months" => self.valid_months.problem = problem,
            "stands_for" => self.stands_for.problem = problem,
            _ => {
                self.frame = self.frame.with_problem("", sentence);
                return self;
            }
        }
        // The rule calls it a code; on this page the type code is the only one.
        let id = if name == "code" { "type_code" } else { name };
        self.frame = self.frame.with_problem(id, sentence);
        self
    }
}

impl Page for KindPage {
    const NAME: &'static str = "certificates/kind";

    fn samples() -> Vec<Self> {
        let ordinary = Self {
            frame: Frame::sample_staff("新增证照类型"),
            action: "/certificates/kinds/new".into(),
            crumb: "新增".into(),
            version: 0,
            name: Field::default(),
            department: Choice::of(&[("", "外单位发，只登记"), ("2", "县市场监督管理局")], ""),
            type_code: Field::default(),
            issuer: Field::default(),
            number_form: Field::default(),
            valid_months: Field::default(),
            stands_for: Field::default(),
            in_use: Choice::of(&IN_USE, "1"),
        };
        let filled = Self {
            frame: Frame::sample_staff("食品经营许可证"),
            action: "/certificates/kinds/3".into(),
            crumb: "食品经营许可证".into(),
            version: 2,
            name: Field::of("食品经营许可证"),
            department: Choice::of(&[("", "外单位发，只登记"), ("2", "县市场监督管理局")], "2"),
            type_code: Field::of("11100000MB0327169902"),
            number_form: Field::of("JY"),
            stands_for: Field::of("食品经营许可证复印件\n食品经营许可证（副本）"),
            ..ordinary.clone()
        };
        let wrong = filled
            .with_problem("code", "标识的类型代码应是 21 位，现在是 20 位，请核对")
            .with_problem("number_form", "编号样式里要有一处 {序}，要补零写 {序5}");
        vec![ordinary, wrong]
    }
}

//! Changing a member of staff (修改人员): name, roles, department, window. The account's name stays.

use askama::Template;

use crate::base::{Choice, Field, Frame, Page};

/// Form for a change.
#[derive(Debug, Clone, Template)]
#[template(path = "people/staff_edit.html")]
pub struct StaffEditPage {
    /// Frame.
    pub frame: Frame,
    /// Id for addresses.
    pub id: String,
    /// Version the form was made from.
    pub version: i64,
    /// Account name, not to be changed.
    pub account: String,
    /// Full name.
    pub name: Field,
    /// Department.
    pub department: Choice,
    /// Roles, several.
    pub roles: Choice,
    /// Window, or none.
    pub window: Choice,
}

impl Page for StaffEditPage {
    const NAME: &'static str = "people/staff_edit";

    fn samples() -> Vec<Self> {
        let ordinary = Self {
            frame: Frame::sample_staff("修改人员"),
            id: "2".into(),
            version: 3,
            account: "limei".into(),
            name: Field::of("李梅"),
            department: Choice::of(&[("", "政务服务局"), ("2", "县市场监督管理局")], "2"),
            roles: Choice::of(&[("clerk", "窗口人员"), ("approver", "部门审批人")], "approver"),
            window: Choice::of(&[("", "不在窗口"), ("3", "3 号综合窗口")], ""),
        };
        let sentence = "部门审批人要选所属部门";
        let wrong = Self {
            frame: ordinary.frame.clone().with_problem("department", sentence),
            department: Choice { problem: Some(sentence.into()), ..ordinary.department.clone() },
            ..ordinary.clone()
        };
        vec![ordinary, wrong]
    }
}

//! The list of staff (人员名单) an administrator keeps, with each one's work and state.

use askama::Template;

use crate::base::{Field, Frame, Page, Tag, Tone};

/// One member of staff.
#[derive(Debug, Clone)]
pub struct StaffRow {
    /// Id for addresses.
    pub id: String,
    /// Version of the row.
    pub version: i64,
    /// Full name.
    pub name: String,
    /// Account name.
    pub account: String,
    /// Roles, as "窗口人员、部门审批人".
    pub roles: String,
    /// Department; "政务服务局" for the office itself.
    pub department: String,
    /// Window; empty when none.
    pub window: String,
    /// In service or closed.
    pub state: Tag,
    /// Whether the account can be used: the button then closes it, else it opens it again.
    pub active: bool,
    /// The one who looks at the list: nobody closes the own account.
    pub own: bool,
}

/// Staff list.
#[derive(Debug, Clone, Template)]
#[template(path = "people/staff_list.html")]
pub struct StaffListPage {
    /// Frame.
    pub frame: Frame,
    /// Words the list is narrowed by.
    pub q: Field,
    /// Members found.
    pub rows: Vec<StaffRow>,
    /// Number of all members found.
    pub total: u32,
}

impl Page for StaffListPage {
    const NAME: &'static str = "people/staff_list";

    fn samples() -> Vec<Self> {
        let row = |id: &str, name: &str, roles: &str, window: &str, state: Tag| StaffRow {
            id: id.into(),
            version: 1,
            name: name.into(),
            account: format!("user{id}"),
            roles: roles.into(),
            department: "县市场监督管理局".into(),
            window: window.into(),
            state,
            active: id != "4",
            own: id == "1",
        };
        let ordinary = Self {
            frame: Frame::sample_staff("人员"),
            q: Field::default(),
            rows: vec![
                row("1", "张敏", "窗口人员", "3 号综合窗口", Tag::new(Tone::Good, "在岗")),
                row("2", "李强", "部门审批人", "", Tag::new(Tone::Good, "在岗")),
                row(
                    "3",
                    "阿依努尔·买买提江·吾布力喀斯木",
                    "窗口人员、部门审批人、首席事务代表、事项编制员",
                    "12 号“企业开办一件事”专区窗口",
                    Tag::new(Tone::Good, "在岗"),
                ),
                row("4", "王建国", "系统管理员", "", Tag::new(Tone::Neutral, "已停用")),
            ],
            total: 4,
        };
        let empty = Self { q: Field::of("欧阳"), rows: vec![], total: 0, ..ordinary.clone() };
        vec![ordinary, empty]
    }
}

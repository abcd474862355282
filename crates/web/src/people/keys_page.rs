//! The list of keys of programs (接口密钥), and the form for a new one. The secret is shown once, after it was made.

use askama::Template;

use crate::base::{Choice, Field, Frame, Page, Tag, Tone};

/// One key.
#[derive(Debug, Clone)]
pub struct KeyRow {
    /// Id for addresses.
    pub id: String,
    /// Version of the row.
    pub version: i64,
    /// Which system it is for.
    pub name: String,
    /// Beginning of the secret.
    pub hint: String,
    /// What it opens, in words.
    pub scopes: String,
    /// Department; empty for the whole county.
    pub department: String,
    /// Calls a minute, in words.
    pub limit: String,
    /// Last day.
    pub until: String,
    /// Last use.
    pub used: String,
    /// Who made it, who released or revoked it, and when.
    pub made: String,
    /// Where it stands.
    pub state: Tag,
    /// Whoever looks may release it.
    pub releasable: bool,
    /// Whoever looks may take it out of use.
    pub revocable: bool,
}

impl KeyRow {
    /// Tells the second form of the line from the first.
    fn revoke_form(&self) -> String {
        format!("revoke-{}", self.id)
    }
}

/// All keys.
#[derive(Debug, Clone, Template)]
#[template(path = "people/key_list.html")]
pub struct KeyListPage {
    /// Frame.
    pub frame: Frame,
    /// Those in use first.
    pub rows: Vec<KeyRow>,
    /// Whoever looks may make one.
    pub may_make: bool,
}

impl Page for KeyListPage {
    const NAME: &'static str = "people/key_list";

    fn samples() -> Vec<Self> {
        let row = |id: &str, name: &str, scopes: &str, state: Tag| KeyRow {
            id: id.into(),
            version: 1,
            name: name.into(),
            hint: "odk_1a2b3c4d".into(),
            scopes: scopes.into(),
            department: String::new(),
            limit: "每分钟 600 次".into(),
            until: "2027年6月30日".into(),
            used: "11月20日 09:12".into(),
            made: "周正 11月20日发放".into(),
            state,
            releasable: false,
            revocable: true,
        };
        let waiting = KeyRow {
            department: "县住房和城乡建设局".into(),
            used: "还没有用过".into(),
            releasable: true,
            ..row("2", "住建审批系统", "查办件（个人信息脱敏）、审批本部门的件", Tag::new(Tone::Warning, "待核准"))
        };
        let gone = KeyRow {
            revocable: false,
            made: "周正 11月20日发放，孙红 11月25日停用".into(),
            ..row("3", "旧排队机", "收件、送达", Tag::new(Tone::Neutral, "已停用"))
        };
        let ordinary = Self {
            frame: Frame::sample_staff("接口密钥"),
            rows: vec![
                row("1", "省统一受理平台", "查事项库、查办件（个人信息脱敏）", Tag::new(Tone::Good, "在用")),
                waiting,
                gone,
            ],
            may_make: true,
        };
        let empty = Self { rows: vec![], ..ordinary.clone() };
        vec![ordinary, empty]
    }
}

/// A secret that is shown this once.
#[derive(Debug, Clone)]
pub struct GivenKey {
    /// Which system it is for.
    pub name: String,
    /// The secret.
    pub secret: String,
    /// It opens nothing until somebody else has released it.
    pub waits: bool,
}

/// Form for a new key, and after it the secret.
#[derive(Debug, Clone, Template)]
#[template(path = "people/key_form.html")]
pub struct KeyFormPage {
    /// Frame.
    pub frame: Frame,
    /// Which system it is for.
    pub name: Field,
    /// What it opens, several.
    pub scopes: Choice,
    /// Department, or the county.
    pub department: Choice,
    /// Calls a minute.
    pub per_minute: Field,
    /// Last day.
    pub expires_on: Field,
    /// Set once the key has been made.
    pub given: Option<GivenKey>,
}

impl Page for KeyFormPage {
    const NAME: &'static str = "people/key_form";

    fn samples() -> Vec<Self> {
        let ordinary = Self {
            frame: Frame::sample_staff("发放接口密钥"),
            name: Field::default(),
            scopes: Choice::of(&[("cases:read", "查办件（个人信息脱敏）"), ("cases:decide", "审批本部门的件")], ""),
            department: Choice::of(&[("", "全县"), ("2", "县市场监督管理局")], ""),
            per_minute: Field::of("600"),
            expires_on: Field::of("2027-11-20"),
            given: None,
        };
        let (nameless, unbound) =
            ("名称请写 2 到 40 个字，说明给哪个系统用", "审批、接管和答复整改要限定到一个部门，请选择部门");
        let wrong = Self {
            frame: ordinary.frame.clone().with_problem("name", nameless).with_problem("department", unbound),
            name: Field::wrong("x", nameless),
            department: Choice { problem: Some(unbound.into()), ..ordinary.department.clone() },
            ..ordinary.clone()
        };
        let given = |waits| {
            let secret = "odk_1a2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d5e6f708192a3b4c5d6e7f809".to_owned();
            Some(GivenKey { name: "省统一受理平台".into(), secret, waits })
        };
        let done = Self { given: given(false), ..ordinary.clone() };
        let waits = Self { given: given(true), ..ordinary.clone() };
        vec![ordinary, wrong, done, waits]
    }
}

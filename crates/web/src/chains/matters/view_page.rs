//! One matter as the staff see it (一件事办件): its lanes, who holds it up, its members, and the forms of what comes next.

use askama::Template;

use crate::base::{Choice, Clock, Deadline, Field, Frame, Page, Pick, Svg};
use crate::catalogue::QuestionPage;

/// One member.
#[derive(Debug, Clone)]
pub struct MatterMemberRow {
    /// Its key.
    pub key: String,
    /// Item.
    pub name: String,
    /// Department.
    pub office: String,
    /// Where it stands, in a word.
    pub state: String,
    /// Why it is dropped, or whom it waits for.
    pub words: String,
    /// Its case: number and address; `None` where the asker may not see it.
    pub case: Option<(String, String)>,
    /// Its cases that were returned before: number and address.
    pub earlier: Vec<(String, String)>,
    /// Its last day, in words.
    pub due: String,
    /// What its department said of what was handed in.
    pub look: String,
}

/// What one member's department may ask for.
#[derive(Debug, Clone)]
pub struct AskRow {
    /// Name of the input.
    pub id: String,
    /// Item.
    pub name: String,
    /// A line each.
    pub what: Field,
}

/// The page.
#[derive(Debug, Clone, Template)]
#[template(path = "chains/matter.html")]
pub struct MatterPage {
    /// Frame; its title is the chain's name.
    pub frame: Frame,
    /// 一件事编号.
    pub matter_no: String,
    /// Version that the page was made from.
    pub version: i64,
    /// In a word.
    pub stage: String,
    /// How long there is.
    pub deadline: Deadline,
    /// `共 5 步，现在第 3 步`; empty in a department's view.
    pub headline: String,
    /// Who holds it up, in sentences.
    pub holdups: Vec<String>,
    /// What follows from members that came to nothing, in sentences.
    pub consequences: Vec<String>,
    /// Lanes.
    pub picture: Svg,
    /// Facts: label and words.
    pub facts: Vec<(String, String)>,
    /// Members.
    pub members: Vec<MatterMemberRow>,
    /// The notice of what to supply, a line each.
    pub notice: Vec<String>,
    /// Materials that are there or not: place, name.
    pub materials: Choice,
    /// Materials that may follow later, for the acceptance: place, name.
    pub deferrable: Choice,
    /// The applicant signed for what follows, as ticked.
    pub promised: bool,
    /// Materials that are to follow: place, name with the last day.
    pub owed: Choice,
    /// 登记补交: whether the form is there.
    pub may_bring: bool,
    /// Files that lie ready for members that have not begun: address, name, material.
    pub ahead: Vec<(String, String, String)>,
    /// Answers, masked: question and answer.
    pub answers: Vec<(String, String)>,
    /// History: when, who, what.
    pub history: Vec<(String, String, String)>,
    /// 受理: whether the form is there.
    pub may_accept: bool,
    /// 一次性告知: a row a member.
    pub asks: Vec<AskRow>,
    /// 收补正.
    pub may_supply: bool,
    /// Questions that were left blank, for the answer to the notice.
    pub questions: Vec<QuestionPage>,
    /// What was typed of what a department misses.
    pub needs: String,
    /// Who was named to receive the results.
    pub receiver: String,
    /// Why it is taken back, as typed.
    pub reason: String,
    /// 退件后重新提交: members that were returned, key and name; empty = the form is not there.
    pub returned: Vec<(String, String)>,
    /// Materials that they ask for: place, name.
    pub again: Choice,
    /// Questions whose answers can be corrected with it.
    pub again_questions: Vec<QuestionPage>,
    /// 撤回.
    pub may_withdraw: bool,
    /// Results that can be handed out now; 0 = the form is not there.
    pub ready: usize,
    /// Members whose department sits here and has not looked: key, name, and what tells its form from the others.
    pub looks: Vec<(String, String, String)>,
    /// The receipt, where it may be printed.
    pub receipt: Option<String>,
}

impl Page for MatterPage {
    const NAME: &'static str = "chains/matter";

    fn samples() -> Vec<Self> {
        let member = |key: &str, name: &str, state: &str, words: &str| MatterMemberRow {
            key: key.into(),
            name: name.into(),
            office: "县市场监督管理局".into(),
            state: state.into(),
            words: words.into(),
            case: Some(("2026-1130-03-0007".into(), "/cases/2026-1130-03-0007".into())),
            earlier: vec![],
            due: "12月7日（周一）".into(),
            look: String::new(),
        };
        let ask =
            |key: &str, name: &str| AskRow { id: format!("what-{key}"), name: name.into(), what: Field::default() };
        let open = Self {
            frame: Frame::sample_staff("开办餐饮店"),
            matter_no: "L2026-1130-03-0001".into(),
            version: 1,
            stage: "待受理".into(),
            deadline: Deadline::new(Clock::Soon, "还剩 2 个工作日"),
            headline: "共 4 步，现在第 1 步".into(),
            holdups: vec!["等综合窗口受理".into()],
            consequences: vec![],
            picture: Svg::default(),
            facts: vec![("申请人".into(), "王*".into()), ("牵头部门".into(), "县市场监督管理局".into())],
            members: vec![
                member("m1", "市场主体设立登记", "待受理", ""),
                member("m2", "食品经营许可", "未开始", "等市场主体设立登记"),
            ],
            notice: vec![],
            materials: Choice {
                options: vec![Pick { value: "0".into(), label: "居民身份证".into(), chosen: true }],
                problem: None,
            },
            deferrable: Choice {
                options: vec![Pick { value: "1".into(), label: "健康证明".into(), chosen: false }],
                problem: None,
            },
            promised: false,
            ahead: vec![("/chains/matters/L2026-1130-03-0001/files/7".into(), "健康证.png".into(), "健康证明".into())],
            owed: Choice::default(),
            may_bring: false,
            answers: vec![("经营场所".into(), "文澜路88号".into())],
            history: vec![("11月30日 09:12".into(), "张敏".into(), "收件".into())],
            may_accept: true,
            asks: vec![ask("m1", "市场主体设立登记")],
            may_supply: false,
            questions: vec![],
            needs: String::new(),
            receiver: String::new(),
            reason: String::new(),
            returned: vec![],
            again: Choice::default(),
            again_questions: vec![],
            may_withdraw: true,
            ready: 0,
            looks: vec![("m1".into(), "市场主体设立登记".into(), "look-m1".into())],
            receipt: Some("/chains/matters/L2026-1130-03-0001/receipt".into()),
        };
        let done = Self {
            stage: "已办结".into(),
            may_accept: false,
            asks: vec![],
            looks: vec![],
            may_withdraw: false,
            ready: 2,
            consequences: vec![
                "“食品经营许可”不予批准，这件事定的是“其余照办”：“市场主体设立登记”已经办成，结果有效，照常领取".into(),
            ],
            owed: Choice {
                options: vec![Pick {
                    value: "1".into(),
                    label: "健康证明（12月14日（周一）前）".into(),
                    chosen: false,
                }],
                problem: None,
            },
            may_bring: true,
            notice: vec!["房屋租赁合同：缺少签字页".into()],
            may_supply: false,
            ..open.clone()
        };
        let supplying = Self {
            stage: "待补正".into(),
            may_accept: false,
            may_supply: true,
            may_bring: false,
            asks: vec![],
            ..done.clone()
        };
        let mut returned = Self {
            stage: "联办中".into(),
            may_accept: false,
            asks: vec![],
            returned: vec![("m1".into(), "市场主体设立登记".into())],
            again: open.materials.clone(),
            holdups: vec!["等申请人（市场主体设立登记，最迟 12月21日（周一）），后面 1 个事项在等".into()],
            ..open.clone()
        };
        returned.members[0].state = "已退件".into();
        returned.members[0].words =
            "退件原因：经营场所与租约不一致。可以在 12月21日（周一）前改好重新提交；到期不提交的，按没有办成处理"
                .into();
        returned.members[1].earlier = vec![("2026-1130-03-0006".into(), "/cases/2026-1130-03-0006".into())];
        vec![open, done, supplying, returned]
    }
}

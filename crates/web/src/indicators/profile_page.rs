//! One profile (口径): its form, what a change would do, and its history.

use askama::Template;
use services::indicators::ProfileForm;

use super::{MovedRow, ProfileFields};
use crate::base::{Choice, Field, Frame, Page};

/// What a change would do.
#[derive(Debug, Clone)]
pub struct PreviewView {
    /// The figure now, in one line; empty where there is none.
    pub before: String,
    /// The figure as it would be; empty before the first snapshot.
    pub after: String,
    /// Fields that differ: word, before, after.
    pub differences: Vec<(String, String, String)>,
    /// How many rows change sides.
    pub summary: String,
    /// The rows.
    pub moved: Vec<MovedRow>,
    /// Rows that are not shown.
    pub more: usize,
}

/// One change so far.
#[derive(Debug, Clone)]
pub struct PastProfile {
    /// 第 2 版.
    pub version: String,
    /// When.
    pub at: String,
    /// Who and why.
    pub how: String,
    /// Fields, as "目标值：98 → 100".
    pub fields: Vec<String>,
}

/// One profile.
#[derive(Debug, Clone, Template)]
#[template(path = "indicators/profile.html")]
pub struct ProfilePage {
    /// Frame; its title states what is seen.
    pub frame: Frame,
    /// Id in the address, or `new`.
    pub at: String,
    /// Name of the figure.
    pub name: String,
    /// Counted over divisions, not items.
    pub over_divisions: bool,
    /// Version it was opened on; 0 for a new one.
    pub version: i64,
    /// What stands in the form.
    pub form: ProfileForm,
    /// Its controls.
    pub fields: ProfileFields,
    /// The same in words, for who reads only.
    pub facts: Vec<(String, String)>,
    /// Why it is changed.
    pub why: Field,
    /// Whether the reason is asked for without a preview: it was missing.
    pub asks_why: bool,
    /// What the change would do; `None` before it was asked.
    pub preview: Option<PreviewView>,
    /// Whether this reader changes it.
    pub may_edit: bool,
    /// Whether the figure is counted by it.
    pub in_force: bool,
    /// Why it is put in force.
    pub force_why: Field,
    /// Changes so far, newest first.
    pub past: Vec<PastProfile>,
}

impl Page for ProfilePage {
    const NAME: &'static str = "indicators/profile";

    fn samples() -> Vec<Self> {
        let form = ProfileForm {
            id: "2023-online-available".into(),
            version: 1,
            indicator: "online_available_rate".into(),
            name: "依申请六类和公共服务，网办深度Ⅱ级及以上".into(),
            source: "按本省当年口径核改".into(),
            target: "100".into(),
            month_days: "22".into(),
            year_days: "253".into(),
            ..ProfileForm::default()
        };
        let pick = |words: &[(&str, &str)]| Choice::of(words, words[0].0);
        let fields = ProfileFields {
            name: Field::of(form.name.clone()),
            source: Field::of(form.source.clone()),
            target: Field::of("100"),
            item_types: pick(&[("01", "行政许可"), ("05", "行政给付")]),
            levels: pick(&[("4", "县级"), ("5", "乡镇（街道）级")]),
            min_depth: pick(&[("2", "Ⅱ级（网上预约、预审）及以上")]),
            online_by: pick(&[("depth", "按网上办理深度"), ("link", "按网办地址")]),
            fully_by: pick(&[("both", "网办深度达到且到现场 0 次")]),
            exempt: pick(&[("excluded", "免予统计的从分子分母中同时扣除")]),
            decimals: pick(&[("2", "2 位")]),
            rounding: pick(&[("half_up", "四舍五入")]),
            ties: pick(&[("competition", "并列后跳过名次（1、2、2、4）")]),
            direction: pick(&[("higher", "越高越好")]),
            target_kind: pick(&[("value", "达到数值"), ("hold", "维持")]),
            judged_against: pick(&[("last_snapshot", "上一次统计")]),
            quasi_townships: pick(&[("1", "计入"), ("0", "不计入")]),
            joint_stations: pick(&[("1", "计入"), ("0", "不计入")]),
            ..ProfileFields::default()
        };
        let edit = Self {
            frame: Frame::sample_staff("网上可办率的口径：在用"),
            at: form.id.clone(),
            name: "网上可办率".into(),
            over_divisions: false,
            version: 1,
            form,
            fields,
            facts: vec![],
            why: Field::default(),
            asks_why: false,
            preview: None,
            may_edit: true,
            in_force: true,
            force_why: Field::default(),
            past: vec![PastProfile {
                version: "第 2 版".into(),
                at: "2026-11-20 09:30".into(),
                how: "孙红：按省局〔2026〕3号".into(),
                fields: vec!["目标值：98 → 100".into()],
            }],
        };
        samples_from(edit)
    }
}

fn samples_from(edit: ProfilePage) -> Vec<ProfilePage> {
    let preview = ProfilePage {
        frame: Frame::sample_staff("改了以后网上可办率 99.94% → 96.20%"),
        preview: Some(PreviewView {
            before: "99.94%（3,075 ÷ 3,077 项），目标 100%，还差 2 项".into(),
            after: "96.20%（2,960 ÷ 3,077 项），目标 100%，还差 117 项".into(),
            differences: vec![("网上办理深度门槛".into(), "2".into(), "3".into())],
            summary: "新达到 0 行，退出 115 行，其他变化 0 行。".into(),
            moved: vec![MovedRow {
                name: "临时救助".into(),
                code: "11990101000000001X4990100101001".into(),
                href: Some("/catalogue/11".into()),
                unit: "县民政局".into(),
                before: "已达".into(),
                after: "未达".into(),
            }],
            more: 15,
        }),
        ..edit.clone()
    };
    let sentence = "口径 2023-online-available 的目标值不是百分数";
    let mut wrong = ProfilePage { frame: edit.frame.clone().with_problem("target", sentence), ..edit.clone() };
    wrong.fields.target = Field::wrong("全部", sentence);
    let stations = ProfilePage {
        frame: Frame::sample_staff("新建基层服务站点覆盖率的口径"),
        at: "new".into(),
        over_divisions: true,
        version: 0,
        in_force: false,
        past: vec![],
        ..edit.clone()
    };
    let alternative =
        ProfilePage {
            frame: Frame::sample_staff("网上可办率的口径：备选"), in_force: false, ..edit.clone()
        };
    let reader = ProfilePage {
        may_edit: false,
        facts: vec![("名称".into(), "依申请六类".into()), ("目标".into(), "达到数值 100%".into())],
        ..edit.clone()
    };
    vec![edit, preview, wrong, stations, alternative, reader]
}

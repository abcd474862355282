//! Quality of guides (办事指南质量): what is to be mended, by rule, by department, and finding by finding with the way to
//! the field. The score says what it leaves out.

use askama::Template;

use crate::base::{Choice, Frame, Link, Page, Tag, Tone, paths};

/// One rule with findings.
#[derive(Debug, Clone)]
pub struct QualityRule {
    /// Address of its findings.
    pub href: String,
    /// What is wrong, as "缺办理地点".
    pub name: String,
    /// How much it matters.
    pub severity: Tag,
    /// Number of findings.
    pub findings: u64,
    /// Sentence of one of them.
    pub example: String,
}

/// One rule without findings.
#[derive(Debug, Clone)]
pub struct QuietRule {
    /// What it asks, as "Ⅳ级的到现场 0 次".
    pub name: String,
    /// Guides that keep it.
    pub passed: u64,
    /// Guides where blanks keep it from being judged.
    pub not_checkable: u64,
    /// Guides of which it does not speak.
    pub outside: u64,
}

/// One department.
#[derive(Debug, Clone)]
pub struct QualityDepartment {
    /// Address of its findings.
    pub href: String,
    /// Name.
    pub name: String,
    /// Score with one decimal; empty where nothing could be checked.
    pub score: String,
    /// Guides with findings, as "12 / 40".
    pub faulty: String,
    /// Number of findings.
    pub findings: u64,
    /// Rules that blanks keep from being judged.
    pub not_checkable: u64,
}

/// One finding.
#[derive(Debug, Clone)]
pub struct QualityRow {
    /// Where it is mended, or the guide for who may not.
    pub href: String,
    /// The item.
    pub name: String,
    /// Its code.
    pub code: String,
    /// Its department.
    pub department: String,
    /// Field, as "办理地点".
    pub field: String,
    /// What stands there; empty where nothing does.
    pub value: String,
    /// What to do.
    pub sentence: String,
    /// How much it matters.
    pub severity: Tag,
}

/// The list of findings.
#[derive(Debug, Clone, Template)]
#[template(path = "catalogue/quality.html")]
pub struct QualityPage {
    /// Frame; its title states the finding.
    pub frame: Frame,
    /// Department to narrow by.
    pub department: Choice,
    /// Rule to narrow by.
    pub rule: Choice,
    /// Whether the list is narrowed: then it comes before the tables.
    pub narrowed: bool,
    /// Score over what is shown, with one decimal; empty where nothing could be checked.
    pub score: String,
    /// Guides examined.
    pub items: u64,
    /// Rules that blanks keep from being judged, summed over the guides.
    pub not_checkable: u64,
    /// Rules with findings; what must be mended first, most first.
    pub rules: Vec<QualityRule>,
    /// The others.
    pub quiet: Vec<QuietRule>,
    /// The departments with the lowest scores, lowest first.
    pub departments: Vec<QualityDepartment>,
    /// The other departments.
    pub rest: Vec<QualityDepartment>,
    /// Findings of this part of the list.
    pub rows: Vec<QualityRow>,
    /// Number of all findings listed.
    pub listed: u64,
    /// Place of the first and of the last one shown, from 1.
    pub span: (u64, u64),
    /// Address of the next part of the list.
    pub next: Option<String>,
    /// Address of the first part, when this is a later one.
    pub first: Option<String>,
    /// Address of the list as xlsx.
    pub xlsx_href: String,
    /// Address of the list as csv.
    pub csv_href: String,
    /// Items whose promises applicants contradicted in their ratings, with what they said.
    pub contradicted: Vec<(Link, String)>,
    /// Where the rules come from.
    pub source: String,
}

impl Page for QualityPage {
    const NAME: &'static str = "catalogue/quality";

    fn samples() -> Vec<Self> {
        let must = || Tag::new(Tone::Bad, "应改");
        let should = || Tag::new(Tone::Warning, "建议改");
        let rule = |name: &str, findings: u64, severity: Tag, example: &str| QualityRule {
            href: format!("{}?rule=missing_place", paths::QUALITY),
            name: name.into(),
            severity,
            findings,
            example: example.into(),
        };
        let department = |name: &str, score: &str, findings: u64| QualityDepartment {
            href: format!("{}?department=1", paths::QUALITY),
            name: name.into(),
            score: score.into(),
            faulty: format!("{findings} / 140"),
            findings,
            not_checkable: 96,
        };
        let row = |name: &str, field: &str, value: &str, sentence: &str, severity: Tag| QualityRow {
            href: format!("{}#field-place", paths::item_edit("12")),
            name: name.into(),
            code: "511Z07001006-511602000000-000-11511301008778183N-1-00".into(),
            department: "县民政局".into(),
            field: field.into(),
            value: value.into(),
            sentence: sentence.into(),
            severity,
        };
        let ordinary = Self {
            frame: Frame::sample_staff("132 项指南有 415 处要改，最多的是缺办理地点（201 处）"),
            department: Choice::of(&[("", "全部部门"), ("1", "县民政局")], ""),
            rule: Choice::of(&[("", "全部规则"), ("missing_place", "缺办理地点（201 处）")], ""),
            narrowed: false,
            score: "87.3".into(),
            items: 1135,
            not_checkable: 12_480,
            rules: vec![
                rule("缺办理地点", 201, must(), "缺办理地点，请补上"),
                rule("材料有兜底说法", 14, must(), "第 3 项材料“其他材料”是兜底说法，请写明名称"),
                rule("缺常见问题", 200, should(), "行政许可事项请补常见问题和答案"),
            ],
            quiet: vec![QuietRule {
                name: "Ⅳ级的到现场 0 次".into(), passed: 940, not_checkable: 120, outside: 75
            }],
            departments: vec![
                department("县民政局", "71.0", 120),
                department("县住房和城乡建设局（县人民防空办公室）", "90.4", 12),
            ],
            rest: vec![department("县档案馆", "", 0)],
            rows: vec![
                row("临时救助", "办理地点", "", "缺办理地点，请补上", must()),
                row(
                    "对从事餐饮服务、单位食堂、集体用餐配送、中央厨房以及网络餐饮服务第三方平台等经营活动的食品经营者变更经营场所、主体业态、经营项目、法定代表人（负责人）及有效期届满延续并同时申请补发许可证的核准",
                    "咨询方式",
                    "办公室 5550101，也可以到县政务服务中心一楼大厅咨询台当面询问工作人员",
                    "咨询电话“5550101”缺区号，请补上",
                    should(),
                ),
            ],
            listed: 415,
            span: (1, 50),
            next: Some(format!("{}?after=50", paths::QUALITY)),
            first: None,
            xlsx_href: format!("{}/findings.xlsx", paths::QUALITY),
            csv_href: format!("{}/findings.csv", paths::QUALITY),
            contradicted: vec![(
                Link::new("/catalogue/items/1", "食品经营许可（新办）"),
                "申请材料：3 次说不符，12 次说相符".into(),
            )],
            source: "办事指南质量规则：各地核查脚本的通行规则、必备要素、影响指标的矛盾和编码规则。".into(),
        };
        let narrowed = Self {
            narrowed: true,
            rule: Choice::of(&[("", "全部规则"), ("missing_place", "缺办理地点（201 处）")], "missing_place"),
            span: (51, 100),
            first: Some(format!("{}?rule=missing_place", paths::QUALITY)),
            ..ordinary.clone()
        };
        let sound = Self {
            frame: Frame::sample_staff("1135 项指南没有发现要改的"),
            score: "100".into(),
            rules: vec![],
            rows: vec![],
            listed: 0,
            span: (0, 0),
            next: None,
            ..ordinary.clone()
        };
        let empty = Self {
            frame: Frame::sample_staff("还没有在用的指南"),
            items: 0,
            score: String::new(),
            quiet: vec![],
            departments: vec![],
            rest: vec![],
            not_checkable: 0,
            ..sound.clone()
        };
        vec![ordinary, narrowed, sound, empty]
    }
}

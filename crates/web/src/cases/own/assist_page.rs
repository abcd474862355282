//! Helping a neighbour (帮办代办): finding the item, whose application it is with the signed sheet, the sheet to print, and
//! how much was done.

use askama::Template;

use crate::base::{Choice, Field, Frame, Link, Page, Svg};

/// Finding the item.
#[derive(Debug, Clone, Template)]
#[template(path = "cases/assist_find.html")]
pub struct AssistFindPage {
    /// Frame.
    pub frame: Frame,
    /// The words as typed.
    pub query: String,
    /// What was found, each with its department.
    pub found: Vec<(Link, String)>,
}

impl Page for AssistFindPage {
    const NAME: &'static str = "cases/assist_find";

    fn samples() -> Vec<Self> {
        let found = Self {
            frame: Frame::sample_staff("帮办代办"),
            query: "社保卡".into(),
            found: vec![(Link::new("/cases/assist/4", "社会保障卡申领"), "县人力资源和社会保障局".into())],
        };
        let none = Self { query: "飞天".into(), found: vec![], ..found.clone() };
        let fresh = Self { query: String::new(), ..none.clone() };
        vec![found, none, fresh]
    }
}

/// Whose application it is.
#[derive(Debug, Clone, Template)]
#[template(path = "cases/assist.html")]
pub struct AssistPage {
    /// Frame; its title is the item's name.
    pub frame: Frame,
    /// The item's id.
    pub item: String,
    /// Person or organisation.
    pub applicant: Choice,
    /// Name.
    pub name: Field,
    /// ID number or 统一社会信用代码.
    pub code: Field,
    /// Who applies for the organisation.
    pub contact: Field,
    /// Mobile.
    pub phone: Field,
    /// The photograph of the signed sheet.
    pub sheet: Field,
    /// Codes can be sent to the neighbour's telephone.
    pub by_code: bool,
    /// The code as the neighbour read it.
    pub sms_code: Field,
    /// What must be brought.
    pub materials: Vec<String>,
}

impl AssistPage {
    fn asks_contact(&self) -> bool {
        self.applicant.options.iter().any(|o| o.value == "organisation")
    }
}

impl Page for AssistPage {
    const NAME: &'static str = "cases/assist";

    fn samples() -> Vec<Self> {
        let ordinary = Self {
            frame: Frame::sample_staff("社会保障卡申领"),
            item: "4".into(),
            applicant: Choice::of(&[("person", "个人"), ("organisation", "单位")], "person"),
            name: Field::default(),
            code: Field::default(),
            contact: Field::default(),
            phone: Field::default(),
            sheet: Field::default(),
            by_code: false,
            sms_code: Field::default(),
            materials: vec!["身份证".into(), "一寸照片".into()],
        };
        let sentence = "请拍下签好字的帮办代办同意书";
        let wrong = Self {
            frame: ordinary.frame.clone().with_problem("sheet", sentence),
            name: Field::of("张三丰"),
            sheet: Field::wrong("", sentence),
            materials: vec![],
            ..ordinary.clone()
        };
        let sentence = "验证码不对，请看短信再输，还可以试 4 次";
        let by_code = Self {
            frame: ordinary.frame.clone().with_problem("sms_code", sentence),
            name: Field::of("张三丰"),
            by_code: true,
            sms_code: Field::wrong("", sentence),
            ..ordinary.clone()
        };
        vec![ordinary, wrong, by_code]
    }
}

/// The sheet of consent.
#[derive(Debug, Clone, Template)]
#[template(path = "cases/assist_sheet.html")]
pub struct AssistSheetPage {
    /// Frame.
    pub frame: Frame,
    /// Back to the form.
    pub back: String,
    /// The item.
    pub item: String,
    /// The station.
    pub station: String,
    /// The helper.
    pub helper: String,
    /// Today.
    pub today: String,
    /// Leads to the form of this item.
    pub qr: Svg,
}

impl Page for AssistSheetPage {
    const NAME: &'static str = "cases/assist_sheet";

    fn samples() -> Vec<Self> {
        vec![Self {
            frame: Frame::sample_staff("帮办代办同意书"),
            back: "/cases/assist/4".into(),
            item: "社会保障卡申领".into(),
            station: "双桥村便民服务站".into(),
            helper: "李桂花".into(),
            today: "2026年11月20日（周五）".into(),
            qr: crate::cases::sample_qr(),
        }]
    }
}

/// A helper's work in the list.
#[derive(Debug, Clone)]
pub struct AssistedLineRow {
    /// The station.
    pub station: String,
    /// The helper.
    pub helper: String,
    /// Begun, sent in, finished.
    pub cells: [u64; 3],
}

/// The helpers' work.
#[derive(Debug, Clone, Template)]
#[template(path = "cases/assisted.html")]
pub struct AssistedPage {
    /// Frame.
    pub frame: Frame,
    /// First day.
    pub from: Field,
    /// Last day.
    pub to: Field,
    /// The finding.
    pub finding: String,
    /// By station and helper.
    pub rows: Vec<AssistedLineRow>,
    /// The same as a spreadsheet.
    pub sheet: String,
}

impl Page for AssistedPage {
    const NAME: &'static str = "cases/assisted";

    fn samples() -> Vec<Self> {
        let ordinary = Self {
            frame: Frame::sample_staff("帮办统计"),
            from: Field::of("2026-11-01"),
            to: Field::of("2026-11-20"),
            finding: "全县帮办 6 件，已提交 5 件，办结 3 件".into(),
            rows: vec![AssistedLineRow {
                station: "双桥村便民服务站".into(),
                helper: "李桂花".into(),
                cells: [6, 5, 3],
            }],
            sheet: "/cases/assisted/work.xlsx".into(),
        };
        let empty = Self { rows: vec![], finding: "全县帮办 0 件".into(), ..ordinary.clone() };
        vec![ordinary, empty]
    }
}

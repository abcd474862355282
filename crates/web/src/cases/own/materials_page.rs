//! The materials of an own case (上传材料): each with what came, what is wanted, and a field for photos and files.

use askama::Template;

use crate::base::{Choice, Field, Frame, Page, Pick};

/// A file that came.
#[derive(Debug, Clone)]
pub struct OwnFileRow {
    /// Id.
    pub id: String,
    /// Name with its size.
    pub label: String,
    /// It can be looked at in the browser.
    pub shown: bool,
    /// It can be taken off again.
    pub removable: bool,
}

/// One material.
#[derive(Debug, Clone)]
pub struct OwnMaterial {
    /// Its place; part of the names of its fields.
    pub place: String,
    /// Its name.
    pub name: String,
    /// Must be there, may follow, may be left out; empty = must be there.
    pub need: String,
    /// Form and copies as the guide words them, and what to mind.
    pub notes: Vec<String>,
    /// The original is to be brought to the window all the same.
    pub original: bool,
    /// An electronic certificate stands for it.
    pub held: bool,
    /// A certificate was proved for it, in a draft: whether it is put aside; `None` = none was.
    pub aside: Option<bool>,
    /// Tells the form for that from the others.
    pub aside_form: String,
    /// It is to follow later (容缺): by when, in a sentence; empty otherwise.
    pub owed: String,
    /// A correction asks for it, in these words; empty otherwise.
    pub asked: String,
    /// What came.
    pub files: Vec<OwnFileRow>,
    /// The field; `None` where nothing can be added now.
    pub field: Option<Field>,
    /// Why files were not kept, one by one.
    pub reasons: Vec<String>,
}

impl OwnMaterial {
    fn field_id(&self) -> String {
        format!("file-{}", self.place)
    }

    fn camera_id(&self) -> String {
        format!("photo-{}", self.place)
    }
}

/// Materials that may follow after acceptance (容缺受理).
#[derive(Debug, Clone)]
pub struct Deferral {
    /// Those of the published list that are not there.
    pub options: Choice,
    /// The commitment is signed.
    pub signed: Choice,
    /// What is promised: by when, and what happens otherwise.
    pub terms: String,
}

/// All of them.
#[derive(Debug, Clone, Template)]
#[template(path = "cases/own_materials.html")]
pub struct OwnMaterialsPage {
    /// Frame.
    pub frame: Frame,
    /// The item's name.
    pub item: String,
    /// Number of this screen and of all; `None` where it is no screen of an application.
    pub at: Option<(usize, usize)>,
    /// Materials in the guide's order.
    pub materials: Vec<OwnMaterial>,
    /// What may follow later; `None` where nothing may, or it is no draft.
    pub deferral: Option<Deferral>,
    /// What kinds of files, how large.
    pub limits: String,
    /// Where it goes on: address and words.
    pub next: (String, &'static str),
    /// The screen before; empty = none.
    pub before: String,
}

impl OwnMaterialsPage {
    fn adds(&self) -> bool {
        self.materials.iter().any(|m| m.field.is_some())
    }
}

impl Page for OwnMaterialsPage {
    const NAME: &'static str = "cases/own_materials";

    fn samples() -> Vec<Self> {
        let file =
            |id: &str, label: &str| OwnFileRow { id: id.into(), label: label.into(), shown: true, removable: true };
        let material = |place: &str, name: &str, original, files| OwnMaterial {
            place: place.into(),
            name: name.into(),
            need: String::new(),
            notes: vec!["原件 1 份".into()],
            original,
            held: false,
            aside: None,
            aside_form: format!("aside-{place}"),
            owed: String::new(),
            asked: String::new(),
            files,
            field: Some(Field::default()),
            reasons: vec![],
        };
        let first = Self {
            frame: Frame::sample_public("上传材料"),
            item: "食品经营许可（新办）".into(),
            at: Some((4, 5)),
            materials: vec![
                material("0", "食品经营许可申请书", true, vec![file("7", "申请书第一页.jpg（1.3 MB）")]),
                OwnMaterial {
                    need: "可以不交".into(),
                    held: true,
                    aside: Some(false),
                    ..material("1", "经营场所和设备布局、操作流程的示意图", false, vec![])
                },
            ],
            deferral: Some(Deferral {
                options: Choice {
                    options: vec![Pick { value: "2".into(), label: "健康证明".into(), chosen: true }],
                    problem: None,
                },
                signed: Choice {
                    options: vec![Pick { value: "1".into(), label: "我承诺按期补齐".into(), chosen: true }],
                    problem: None,
                },
                terms: "受理后 10 个工作日内补齐（今天受理的话，最迟 12月14日（周一））；到期没有补齐的，视为撤回申请，可以重新申请".into(),
            }),
            limits: "JPG、PNG、WebP、PDF、docx、xlsx、OFD，每份最多 10 MB".into(),
            next: ("/cases/own/check".into(), "下一步"),
            before: "/cases/own/questions/3".into(),
        };
        let sentence = "有 1 份文件没有收，原因在下面";
        let mut wrong = first.clone();
        wrong.frame = wrong.frame.with_problem("file-1", sentence);
        wrong.materials[1].field = Some(Field::wrong("", sentence));
        wrong.materials[1].reasons = vec!["“布局图.heic”不是可以收的文件，请存成 JPG 或 PDF".into()];
        let mut correcting =
            Self {
                at: None, next: ("/cases/own/correct".into(), "去交补正"), before: String::new(), ..first.clone()
            };
        correcting.deferral = None;
        correcting.materials[1].owed = "请在 12月14日（周一）前补交，到期没有补齐的，视为撤回申请".into();
        correcting.materials[0].asked = "盖章不清，请重拍".into();
        let mut done = Self { next: ("/cases/own".into(), "回到我的申请"), ..correcting.clone() };
        for material in &mut done.materials {
            material.field = None;
            material.asked = String::new();
            material.files.iter_mut().for_each(|f| f.removable = false);
        }
        let large = Self { frame: first.frame.clone().in_large_type(), ..first.clone() };
        let unsigned = "请勾选“我承诺按期补齐”";
        let mut promising = first.clone();
        promising.frame = promising.frame.with_problem("promised", unsigned);
        promising.materials[1].held = false;
        promising.materials[1].aside = Some(true);
        if let Some(deferral) = &mut promising.deferral {
            deferral.signed.problem = Some(unsigned.into());
        }
        vec![first, wrong, correcting, done, large, promising]
    }
}

//! Going on elsewhere with an application that was begun in another browser (接着填).

use askama::Template;

use crate::base::{Field, Frame, Page};

/// Number and query password of a draft.
#[derive(Debug, Clone, Template)]
#[template(path = "chains/matter_resume.html")]
pub struct MatterResumePage {
    /// Frame.
    pub frame: Frame,
    /// 草稿编号.
    pub no: Field,
    /// 查询密码, never sent back.
    pub password: Field,
}

impl Page for MatterResumePage {
    const NAME: &'static str = "chains/matter_resume";

    fn samples() -> Vec<Self> {
        let ordinary = Self {
            frame: Frame::sample_public("接着填没有填完的申请"),
            no: Field::default(),
            password: Field::default(),
        };
        let sentence = "编号、查询密码或手机后四位不对，请照回执核对";
        let wrong = Self {
            frame: ordinary.frame.clone().with_problem("no", sentence),
            no: Field::wrong("C0123456789", sentence),
            ..ordinary.clone()
        };
        vec![ordinary, wrong]
    }
}

//! A scan that led nowhere (扫码): the field again, and what to do.

use askama::Template;

use crate::base::{Field, Frame, Page};

/// The field.
#[derive(Debug, Clone, Template)]
#[template(path = "cases/scan.html")]
pub struct ScanPage {
    /// Frame.
    pub frame: Frame,
    /// What was scanned.
    pub code: Field,
}

impl Page for ScanPage {
    const NAME: &'static str = "cases/scan";

    fn samples() -> Vec<Self> {
        let sentence = "没有找到编号 2026-1120-03-0386 的办件，请照受理通知书核对";
        let frame = Frame::sample_staff("扫码");
        vec![
            Self { frame: frame.clone(), code: Field::default() },
            Self { frame: frame.with_problem("code", sentence), code: Field::wrong("2026-1120-03-0386", sentence) },
        ]
    }
}

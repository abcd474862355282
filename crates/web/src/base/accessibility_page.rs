//! How to use the site with keyboard, large type or a screen reader (无障碍说明). Claims nothing that was not tried:
//! the conformance statement of an installation belongs to its operator.

use askama::Template;

use super::{Frame, Page};

/// About accessibility.
#[derive(Debug, Clone, Template)]
#[template(path = "base/accessibility.html")]
pub struct AccessibilityPage {
    /// Frame.
    pub frame: Frame,
}

impl Page for AccessibilityPage {
    const NAME: &'static str = "base/accessibility";

    fn samples() -> Vec<Self> {
        let frame = Frame::sample_public("无障碍说明");
        vec![Self { frame: frame.clone() }, Self { frame: frame.in_large_type() }]
    }
}

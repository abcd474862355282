//! 写 XML: runs and paragraphs as office files spell them.
//!
//! Deliberately not here: which paragraphs there are.

use super::super::{
    colours::{EDITED, hex},
    document::Run,
};
use crate::charts::escape;

/// How every part begins.
pub(super) const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

/// Text as content or attribute.
pub(super) fn escaped(text: &str) -> String {
    escape(text)
}

/// Runs of a paragraph. A line break becomes `w:br`: text itself never holds one,
/// which Word would refuse to read.
pub(super) fn runs(runs: &[Run]) -> String {
    runs.iter().map(run).collect()
}

fn run(run: &Run) -> String {
    let mut properties = String::new();
    if run.bold {
        properties.push_str("<w:b/><w:bCs/>");
    }
    if run.edited {
        properties.push_str(&format!("<w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"{}\"/>", hex(EDITED)));
    }
    if !properties.is_empty() {
        properties = format!("<w:rPr>{properties}</w:rPr>");
    }
    let lines: Vec<String> = run.text.split('\n').map(text).collect();
    format!("<w:r>{properties}{}</w:r>", lines.join("<w:br/>"))
}

fn text(text: &str) -> String {
    if text.is_empty() { String::new() } else { format!("<w:t xml:space=\"preserve\">{}</w:t>", escaped(text)) }
}

/// A paragraph in a style; `more` are further properties after the style, in the
/// order of the schema.
pub(super) fn paragraph(style: &str, more: &str, content: &str) -> String {
    format!("<w:p><w:pPr><w:pStyle w:val=\"{style}\"/>{more}</w:pPr>{content}</w:p>")
}

/// A paragraph of plain text.
pub(super) fn plain(style: &str, more: &str, text: &str) -> String {
    paragraph(style, more, &runs(&[Run::plain(text)]))
}

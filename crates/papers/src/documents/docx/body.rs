//! 正文: blocks of a document as paragraphs, tables and drawings.
//!
//! Deliberately not here: what styles look like.

use super::{
    super::{
        document::{Appendix, Block, Chart, Code, Document, Heading, HeadingLevel, Run, Signature, Table},
        sheet::{CHARACTER, half_widths, signature_indents},
    },
    chart, code, settings,
    styles::{APPENDIX, APPENDIX_TITLE, CAPTION, DRAWING, FLUSH, HEADINGS, TEXT, TITLE_STYLE, UNDER_TITLE},
    table,
    units::{emu, twips},
    xml::{HEAD, escaped, paragraph, plain, runs},
};

const KEEP: &str = "<w:keepNext/>";

/// The body as it is being written.
#[derive(Default)]
pub(super) struct Body<'a> {
    xml: String,
    /// Charts so far; their place is part of their file name.
    pub(super) charts: Vec<&'a Chart>,
    page_break: bool,
}

/// `word/document.xml`, and the charts it shows, in order.
pub(super) fn document(document: &Document) -> (String, Vec<&Chart>) {
    let mut body = Body::default();
    body.top(document);
    for (place, block) in document.blocks.iter().enumerate() {
        // The end of the text stays with what is signed or attached below it.
        let keep = matches!(document.blocks.get(place + 1), Some(Block::Attachments(_) | Block::Signature(_)));
        match block {
            Block::Heading(heading) => body.heading(heading),
            Block::Paragraph(runs) => body.paragraph(runs, keep),
            Block::Table(table) => body.table(table),
            Block::Chart(chart) => body.chart(chart),
            Block::Attachments(names) => body.attachments(names, keep),
            Block::Signature(signature) => body.signature(signature),
            Block::Code(code) => body.code(code),
            Block::PageBreak => body.page_break = true,
            Block::Appendix(appendix) => body.appendix(appendix),
        }
    }
    let xml = format!(
        "{HEAD}<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" \
         xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\" \
         xmlns:wp=\"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing\" \
         xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" \
         xmlns:c=\"http://schemas.openxmlformats.org/drawingml/2006/chart\"><w:body>{}{}</w:body></w:document>",
        body.xml,
        settings::section(),
    );
    (xml, body.charts)
}

impl<'a> Body<'a> {
    fn push(&mut self, style: &str, more: &str, content: &str) {
        let page = if std::mem::take(&mut self.page_break) { "<w:pageBreakBefore/>" } else { "" };
        // keepNext comes before pageBreakBefore in the schema, all else after it.
        let (keep, rest) = more.strip_prefix(KEEP).map_or(("", more), |rest| (KEEP, rest));
        self.xml.push_str(&paragraph(style, &format!("{keep}{page}{rest}"), content));
    }

    fn text(&mut self, style: &str, more: &str, text: &str) {
        self.push(style, more, &runs(&[Run::plain(text)]));
    }

    fn blank(&mut self) {
        self.push(FLUSH, KEEP, "");
    }

    fn top(&mut self, document: &Document) {
        self.text(TITLE_STYLE, "", &document.title.join("\n"));
        for line in document.subtitle.iter().chain(&document.byline) {
            self.text(UNDER_TITLE, "", line);
        }
        self.blank();
        if let Some(recipient) = &document.recipient {
            self.text(FLUSH, KEEP, recipient);
        }
    }

    fn heading(&mut self, heading: &Heading) {
        let style = match heading.level {
            HeadingLevel::One => HEADINGS[0],
            HeadingLevel::Two => HEADINGS[1],
            HeadingLevel::Three => HEADINGS[2],
            HeadingLevel::Four => HEADINGS[3],
        };
        self.text(style, "", &format!("{}{}", heading.number, heading.text));
    }

    fn paragraph(&mut self, words: &[Run], keep: bool) {
        self.push(TEXT, if keep { KEEP } else { "" }, &runs(words));
    }

    fn table(&mut self, table: &Table) {
        if !table.caption.is_empty() {
            self.text(CAPTION, KEEP, &table.caption);
        } else if self.page_break {
            self.gap();
        }
        self.xml.push_str(&table::table(table));
        // Between two tables there must be a paragraph, or Word joins them.
        self.gap();
    }

    fn code(&mut self, code: &Code) {
        self.xml.push_str(&code::code(&code.link));
        self.text(FLUSH, "", &code.caption);
    }

    /// A low empty line.
    fn gap(&mut self) {
        self.push(FLUSH, "<w:spacing w:line=\"120\" w:lineRule=\"exact\"/>", "");
    }

    fn chart(&mut self, chart: &'a Chart) {
        self.charts.push(chart);
        let number = self.charts.len();
        let (width, height) = chart::size(chart);
        let (width, height) = (emu(width), emu(height));
        let words = escaped(&chart.alternative);
        let drawing = format!(
            "<w:r><w:drawing><wp:inline distT=\"0\" distB=\"0\" distL=\"0\" distR=\"0\"><wp:extent cx=\"{width}\" cy=\"{height}\"/>\
             <wp:effectExtent l=\"0\" t=\"0\" r=\"0\" b=\"0\"/><wp:docPr id=\"{number}\" name=\"图{number}\" descr=\"{words}\"/>\
             <wp:cNvGraphicFramePr/><a:graphic><a:graphicData uri=\"http://schemas.openxmlformats.org/drawingml/2006/chart\">\
             <c:chart r:id=\"rIdChart{number}\"/></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
        );
        let caption = !chart.caption.is_empty();
        self.push(DRAWING, if caption { KEEP } else { "" }, &drawing);
        if caption {
            self.text(CAPTION, "", &chart.caption);
        }
    }

    /// Names under each other, their further lines under their first character.
    fn attachments(&mut self, names: &[String], keep: bool) {
        self.blank();
        let label = "附件：";
        let start = 4 + half_widths(label);
        for (place, name) in names.iter().enumerate() {
            let number = if names.len() > 1 { format!("{}.", place + 1) } else { String::new() };
            let hang = start + half_widths(&number);
            let (label, first) = if place == 0 { (label, 4) } else { ("", start) };
            let indent = format!(
                "<w:ind w:left=\"{}\" w:hanging=\"{}\"/>",
                half_characters(hang),
                half_characters(hang - first)
            );
            let keep = if keep { KEEP } else { "" };
            self.text(FLUSH, &format!("{keep}{indent}"), &format!("{label}{number}{name}"));
        }
    }

    fn signature(&mut self, signature: &Signature) {
        self.blank();
        self.blank();
        let unit: Vec<&str> = signature.unit.lines().collect();
        let indents = signature_indents(&unit, &signature.date);
        let mut lines = unit.into_iter().chain([signature.date.as_str()]).zip(indents).peekable();
        while let Some((text, free)) = lines.next() {
            let keep = if lines.peek().is_some() { KEEP } else { "" };
            let more = format!("{keep}<w:ind w:right=\"{}\"/><w:jc w:val=\"right\"/>", half_characters(free));
            self.text(FLUSH, &more, text);
        }
    }

    fn appendix(&mut self, appendix: &Appendix) {
        // The style begins the page.
        self.page_break = false;
        self.text(APPENDIX, "", &appendix.number);
        self.blank();
        self.xml.push_str(&plain(APPENDIX_TITLE, "", &appendix.title));
        self.blank();
    }
}

/// Twips of so many half characters of the text.
fn half_characters(count: usize) -> i32 {
    twips(count as f32 * CHARACTER / 2.0)
}

//! SVG 片段: the few marks all charts are made of.
//!
//! Coordinates are tenths of a pixel, whole numbers, so that the same values
//! give the same bytes on every machine.
//!
//! Deliberately not here: any one chart.

use super::palette::CARD;

/// Text made safe for markup, in attributes too; characters that XML does not
/// know (control characters) are left out.
#[must_use]
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\u{FFFE}' | '\u{FFFF}' => {}
            _ if c.is_control() && !matches!(c, '\n' | '\t') => {}
            _ => out.push(c),
        }
    }
    out
}

/// How text stands to its place.
#[derive(Clone, Copy)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

impl Anchor {
    fn name(self) -> &'static str {
        match self {
            Self::Start => "start",
            Self::Middle => "middle",
            Self::End => "end",
        }
    }
}

/// A drawing under way.
pub(super) struct Svg {
    width: u32,
    height: u32,
    marks: String,
}

impl Svg {
    /// Size in pixels.
    pub(super) fn new(width: u32, height: u32) -> Self {
        Self { width, height, marks: String::new() }
    }

    pub(super) fn rect(&mut self, at: (u32, u32), size: (u32, u32), fill: &str) -> &mut Self {
        self.marks.push_str(&format!(
            r#"<rect x="{}" y="{}" width="{}" height="{}" fill="{fill}"/>"#,
            px(at.0),
            px(at.1),
            px(size.0),
            px(size.1),
        ));
        self
    }

    /// A rectangle that says what it is when pointed at.
    pub(super) fn titled_rect(&mut self, at: (u32, u32), size: (u32, u32), fill: &str, title: &str) -> &mut Self {
        self.marks.push_str(&format!(
            r#"<rect x="{}" y="{}" width="{}" height="{}" fill="{fill}"><title>{}</title></rect>"#,
            px(at.0),
            px(at.1),
            px(size.0),
            px(size.1),
            escape(title),
        ));
        self
    }

    /// An area with a thin border that says what it is when pointed at; `path` is made of our own numbers.
    pub(super) fn area(&mut self, path: &str, fill: &str, title: &str) -> &mut Self {
        self.marks.push_str(&format!(
            r#"<path d="{path}" fill="{fill}" fill-opacity="0.18" fill-rule="evenodd" stroke="{fill}" stroke-width="1"><title>{}</title></path>"#,
            escape(title),
        ));
        self
    }

    /// A filled rectangle with a border; `colours` are of the inside and of the border.
    pub(super) fn framed(
        &mut self,
        at: (u32, u32),
        size: (u32, u32),
        colours: (&str, &str),
        width: u32,
        dashed: bool,
    ) -> &mut Self {
        let dash = if dashed { r#" stroke-dasharray="6 4""# } else { "" };
        let (fill, stroke) = colours;
        self.marks.push_str(&format!(
            r#"<rect x="{}" y="{}" width="{}" height="{}" rx="3" fill="{fill}" stroke="{stroke}" stroke-width="{width}"{dash}/>"#,
            px(at.0),
            px(at.1),
            px(size.0),
            px(size.1),
        ));
        self
    }

    /// The head of an arrow that comes from the left; its point stands at `at`.
    pub(super) fn head(&mut self, at: (u32, u32), fill: &str) -> &mut Self {
        let left = at.0.saturating_sub(60);
        self.marks.push_str(&format!(
            r#"<polygon points="{},{} {},{} {},{}" fill="{fill}"/>"#,
            px(at.0),
            px(at.1),
            px(left),
            px(at.1.saturating_sub(35)),
            px(left),
            px(at.1 + 35),
        ));
        self
    }

    /// A hatched rectangle with a border: there is no figure. The strokes are
    /// drawn one by one, because a pattern would need an id.
    pub(super) fn hatch(&mut self, at: (u32, u32), size: (u32, u32), stroke: &str) -> &mut Self {
        self.rect(at, size, CARD);
        let mut path = String::new();
        let mut offset = 0;
        while offset + size.1 <= size.0 {
            let (left, right) = (px(at.0 + offset), px(at.0 + offset + size.1));
            path.push_str(&format!("M{left} {}L{right} {}", px(at.1 + size.1), px(at.1)));
            offset += 60;
        }
        self.marks.push_str(&format!(r#"<path d="{path}" stroke="{stroke}" stroke-width="1" fill="none"/>"#));
        self.marks.push_str(&format!(
            r#"<rect x="{}" y="{}" width="{}" height="{}" fill="none" stroke="{stroke}"/>"#,
            px(at.0),
            px(at.1),
            px(size.0),
            px(size.1),
        ));
        self
    }

    pub(super) fn line(
        &mut self,
        from: (u32, u32),
        to: (u32, u32),
        stroke: &str,
        width: u32,
        dashed: bool,
    ) -> &mut Self {
        let dash = if dashed { r#" stroke-dasharray="6 4""# } else { "" };
        self.marks.push_str(&format!(
            r#"<line x1="{}" y1="{}" x2="{}" y2="{}" stroke="{stroke}" stroke-width="{width}"{dash}/>"#,
            px(from.0),
            px(from.1),
            px(to.0),
            px(to.1),
        ));
        self
    }

    pub(super) fn polyline(&mut self, points: &[(u32, u32)], stroke: &str) -> &mut Self {
        let points: Vec<String> = points.iter().map(|point| format!("{},{}", px(point.0), px(point.1))).collect();
        self.marks.push_str(&format!(
            r#"<polyline points="{}" fill="none" stroke="{stroke}" stroke-width="2.5" stroke-linejoin="round"/>"#,
            points.join(" "),
        ));
        self
    }

    pub(super) fn dot(&mut self, at: (u32, u32), fill: &str, title: &str) -> &mut Self {
        self.marks.push_str(&format!(
            r#"<circle cx="{}" cy="{}" r="3.5" fill="{fill}"><title>{}</title></circle>"#,
            px(at.0),
            px(at.1),
            escape(title),
        ));
        self
    }

    /// `size` in pixels, never below 12.
    pub(super) fn text(&mut self, at: (u32, u32), size: u32, fill: &str, anchor: Anchor, text: &str) -> &mut Self {
        self.mark_text(at, size, fill, anchor, "", text)
    }

    pub(super) fn strong(&mut self, at: (u32, u32), size: u32, fill: &str, anchor: Anchor, text: &str) -> &mut Self {
        self.mark_text(at, size, fill, anchor, r#" font-weight="600""#, text)
    }

    fn mark_text(
        &mut self,
        at: (u32, u32),
        size: u32,
        fill: &str,
        anchor: Anchor,
        weight: &str,
        text: &str,
    ) -> &mut Self {
        self.marks.push_str(&format!(
            r#"<text x="{}" y="{}" font-size="{}" fill="{fill}" text-anchor="{}"{weight}>{}</text>"#,
            px(at.0),
            px(at.1),
            size.max(12),
            anchor.name(),
            escape(text),
        ));
        self
    }

    /// The whole drawing. `title` names it, `desc` says what it shows, both for
    /// those who hear the page. Fonts are attributes, so a style sheet overrules.
    pub(super) fn finish(self, class: &str, title: &str, desc: &str) -> String {
        let Self { width, height, marks } = self;
        format!(
            r#"<svg xmlns="http://www.w3.org/2000/svg" class="chart {class}" role="img" width="{width}" height="{height}" viewBox="0 0 {width} {height}" font-family="system-ui,'PingFang SC','Microsoft YaHei','Noto Sans CJK SC','Source Han Sans SC',sans-serif"><title>{}</title><desc>{}</desc>{marks}</svg>"#,
            escape(title),
            escape(desc),
        )
    }
}

/// Tenths of a pixel as SVG writes them.
fn px(tenths: u32) -> String {
    if tenths.is_multiple_of(10) { (tenths / 10).to_string() } else { format!("{}.{}", tenths / 10, tenths % 10) }
}

/// Width of a text in tenths of a pixel, generously: a Chinese character is as
/// wide as it is high, others six tenths of that.
pub(super) fn text_width(text: &str, size: u32) -> u32 {
    text.chars().map(|c| if c.is_ascii() { size * 6 } else { size * 10 }).sum()
}

/// The text cut to fit, with `…` where it was cut.
pub(super) fn fitted(text: &str, size: u32, room: u32) -> String {
    if text_width(text, size) <= room {
        return text.to_owned();
    }
    let mut cut = String::new();
    for c in text.chars() {
        let longer = format!("{cut}{c}…");
        if text_width(&longer, size) > room {
            break;
        }
        cut.push(c);
    }
    cut + "…"
}

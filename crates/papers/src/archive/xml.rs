//! Plain XML, written: elements in elements, text escaped, two spaces a level.

use std::fmt::Write as _;

/// A document that is being written.
pub(super) struct Xml {
    out: String,
    open: Vec<String>,
}

impl Xml {
    /// Begins with the root element.
    pub(super) fn new(root: &str) -> Self {
        let mut it = Self { out: "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n".into(), open: Vec::new() };
        it.begin(root);
        it
    }

    fn indent(&mut self) {
        for _ in 0..self.open.len() {
            self.out.push_str("  ");
        }
    }

    /// Opens an element.
    pub(super) fn begin(&mut self, name: &str) {
        self.indent();
        self.out.push_str(&format!("<{name}>\n"));
        self.open.push(name.to_owned());
    }

    /// Closes the last one opened.
    pub(super) fn end(&mut self) {
        if let Some(name) = self.open.pop() {
            self.indent();
            self.out.push_str(&format!("</{name}>\n"));
        }
    }

    /// An element that holds a text.
    pub(super) fn text(&mut self, name: &str, text: &str) {
        self.indent();
        // Writing to a String cannot fail.
        let _ = writeln!(self.out, "<{name}>{}</{name}>", escaped(text));
    }

    /// The whole document.
    pub(super) fn finish(mut self) -> Vec<u8> {
        while !self.open.is_empty() {
            self.end();
        }
        self.out.into_bytes()
    }
}

/// Marks as entities; characters that XML 1.0 cannot hold are left out.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '\r' => out.push_str("&#13;"),
            '\t' | '\n' | '\u{20}'..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'.. => out.push(c),
            _ => {}
        }
    }
    out
}

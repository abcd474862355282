//! A strict reader of our own markup (标记解析). It is no HTML parser: it refuses whatever a browser would have to
//! repair (unclosed tags, bare attributes values, blocks inside paragraphs), so that what it reads is what is shown.

use std::collections::BTreeSet;

const VOID: &[&str] = &["area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"];
const BLOCKS: &[&str] = &[
    "address", "article", "aside", "details", "div", "dl", "fieldset", "figure", "footer", "form", "h1", "h2", "h3",
    "header", "hr", "main", "nav", "ol", "p", "pre", "section", "table", "ul",
];

/// An element with its place in the tree.
#[derive(Debug)]
pub(crate) struct Element {
    pub(crate) name: String,
    pub(crate) attributes: Vec<(String, String)>,
    pub(crate) parent: Option<usize>,
    /// Text directly inside it, unescaped.
    pub(crate) text: String,
}

impl Element {
    pub(crate) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    pub(crate) fn is(&self, name: &str) -> bool {
        self.name == name
    }
}

/// A page as a list of elements in document order.
#[derive(Debug, Default)]
pub(crate) struct Document {
    pub(crate) elements: Vec<Element>,
}

impl Document {
    pub(crate) fn parse(html: &str) -> Result<Self, String> {
        let mut document = Self::default();
        let mut open: Vec<usize> = Vec::new();
        let mut rest = html.strip_prefix("<!DOCTYPE html>").unwrap_or(html);
        while let Some(at) = rest.find('<') {
            document.add_text(&open, &rest[..at])?;
            let tag = &rest[at + 1..];
            let end = tag_end(tag)?;
            let inside = &tag[..end];
            rest = &tag[end + 1..];
            if let Some(name) = inside.strip_prefix('/') {
                let top = open.pop().ok_or_else(|| format!("</{name}> closes nothing"))?;
                let expected = &document.elements[top].name;
                if name != expected {
                    return Err(format!("</{name}> where </{expected}> belongs"));
                }
            } else {
                document.open_tag(&mut open, inside)?;
            }
        }
        document.add_text(&open, rest)?;
        match open.last() {
            Some(&left) => Err(format!("<{}> is not closed", document.elements[left].name)),
            None => Ok(document),
        }
    }

    fn open_tag(&mut self, open: &mut Vec<usize>, inside: &str) -> Result<(), String> {
        let (inside, closed) = match inside.strip_suffix('/') {
            Some(inside) => (inside, true),
            None => (inside, false),
        };
        let (name, attributes) = inside.split_once(char::is_whitespace).unwrap_or((inside, ""));
        if name.is_empty() || !name.chars().all(|one| one.is_ascii_alphanumeric()) {
            return Err(format!("“<{inside}” is no tag"));
        }
        let ancestors: Vec<&str> = open.iter().map(|&at| self.elements[at].name.as_str()).collect();
        if BLOCKS.contains(&name) && ancestors.contains(&"p") {
            return Err(format!("<{name}> inside <p>"));
        }
        for interactive in ["a", "button", "form", "label"] {
            if name == interactive && ancestors.contains(&interactive) {
                return Err(format!("<{name}> inside <{interactive}>"));
            }
        }
        let in_picture = ancestors.contains(&"svg");
        if closed && !in_picture {
            return Err(format!("<{name}/> outside a picture"));
        }
        let element = Element {
            name: name.to_owned(),
            attributes: parse_attributes(attributes)?,
            parent: open.last().copied(),
            text: String::new(),
        };
        self.elements.push(element);
        if !closed && !VOID.contains(&name) {
            open.push(self.elements.len() - 1);
        }
        Ok(())
    }

    fn add_text(&mut self, open: &[usize], text: &str) -> Result<(), String> {
        match open.last() {
            Some(&at) => self.elements[at].text.push_str(&unescape(text)?),
            None if text.trim().is_empty() => {}
            None => return Err(format!("text outside the page: {text}")),
        }
        Ok(())
    }

    pub(crate) fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = (usize, &'a Element)> {
        self.elements.iter().enumerate().filter(move |(_, element)| element.is(name))
    }

    pub(crate) fn inside(&self, at: usize, ancestor: usize) -> bool {
        let mut next = self.elements[at].parent;
        while let Some(parent) = next {
            if parent == ancestor {
                return true;
            }
            next = self.elements[parent].parent;
        }
        false
    }

    /// All text inside an element, its descendants' after its own.
    pub(crate) fn text_of(&self, at: usize) -> String {
        let mut text = self.elements[at].text.clone();
        for (below, element) in self.elements.iter().enumerate().skip(at + 1) {
            if self.inside(below, at) {
                text.push_str(&element.text);
            }
        }
        text.trim().to_owned()
    }

    /// All text and all values a person can read.
    pub(crate) fn text(&self) -> String {
        let read = ["value", "aria-label", "placeholder", "alt", "title", "data-label"];
        let mut text = String::new();
        for element in &self.elements {
            text.push_str(&element.text);
            text.push('\n');
            for (name, value) in &element.attributes {
                if read.contains(&name.as_str()) {
                    text.push_str(value);
                    text.push('\n');
                }
            }
        }
        text
    }

    pub(crate) fn by_id(&self, id: &str) -> Option<(usize, &Element)> {
        self.elements.iter().enumerate().find(|(_, element)| element.attribute("id") == Some(id))
    }

    pub(crate) fn classes(&self) -> BTreeSet<String> {
        let classes = self.elements.iter().filter_map(|element| element.attribute("class"));
        classes.flat_map(str::split_whitespace).map(str::to_owned).collect()
    }
}

/// Where the tag ends: a `>` inside quotes belongs to the value.
fn tag_end(tag: &str) -> Result<usize, String> {
    let mut quoted = false;
    for (at, one) in tag.char_indices() {
        match one {
            '"' => quoted = !quoted,
            '>' if !quoted => return Ok(at),
            '<' if !quoted => return Err(format!("“<” inside a tag: {}", &tag[..at])),
            _ => {}
        }
    }
    Err("a tag does not end".to_owned())
}

fn parse_attributes(text: &str) -> Result<Vec<(String, String)>, String> {
    let mut found: Vec<(String, String)> = Vec::new();
    let mut rest = text.trim_start();
    while !rest.is_empty() {
        let end = rest.find(|one: char| one == '=' || one.is_whitespace()).unwrap_or(rest.len());
        let name = &rest[..end];
        let letters = |one: char| one.is_ascii_alphanumeric() || one == '-';
        if name.is_empty() || !name.chars().all(letters) {
            return Err(format!("“{name}” is no attribute"));
        }
        if found.iter().any(|(known, _)| known == name) {
            return Err(format!("attribute {name} twice"));
        }
        rest = &rest[end..];
        let mut value = "";
        if let Some(after) = rest.strip_prefix('=') {
            let quoted = after.strip_prefix('"').ok_or_else(|| format!("{name} is not quoted"))?;
            let close = quoted.find('"').ok_or_else(|| format!("{name} is not closed"))?;
            value = &quoted[..close];
            rest = &quoted[close + 1..];
            if rest.starts_with(|one: char| !one.is_whitespace()) {
                return Err(format!("no space after {name}"));
            }
        }
        found.push((name.to_owned(), unescape(value)?));
        rest = rest.trim_start();
    }
    Ok(found)
}

/// Undoes the few references our templates write; any other is a mistake.
fn unescape(text: &str) -> Result<String, String> {
    let known = [
        ("#60", '<'),
        ("#62", '>'),
        ("#34", '"'),
        ("#39", '\''),
        ("#38", '&'),
        ("lt", '<'),
        ("gt", '>'),
        ("amp", '&'),
        ("quot", '"'),
    ];
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        let after = &rest[at + 1..];
        let end = after.find(';').ok_or_else(|| format!("bare & in “{text}”"))?;
        let name = &after[..end];
        let found = known.iter().find(|(known, _)| *known == name);
        out.push(found.ok_or_else(|| format!("unknown reference &{name};"))?.1);
        rest = &after[end + 1..];
    }
    out.push_str(rest);
    Ok(out)
}

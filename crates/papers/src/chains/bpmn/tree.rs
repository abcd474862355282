//! XML from outside as a tree, within limits: no document type and so no entities of its own, no processing
//! instructions, bounded size, depth and number of elements. Not here: what the elements mean (`read`).

use quick_xml::{
    NsReader, XmlVersion,
    escape::unescape,
    events::{BytesStart, Event},
    name::ResolveResult,
};

/// Largest file that is read, in bytes.
pub const LARGEST: usize = 4 << 20;
const DEEPEST: usize = 64;
const MOST_ELEMENTS: usize = 50_000;

/// An element.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Element {
    /// Namespace; empty = none.
    pub(super) space: String,
    /// Name without its prefix.
    pub(super) name: String,
    /// Attributes without a prefix.
    pub(super) attributes: Vec<(String, String)>,
    /// Elements in it.
    pub(super) children: Vec<Element>,
    /// Text directly in it.
    pub(super) text: String,
}

impl Element {
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(n, _)| n == name).map(|(_, v)| v.as_str())
    }

    pub(super) fn id(&self) -> &str {
        self.get("id").unwrap_or_default()
    }

    pub(super) fn child<'a>(&'a self, space: &'a str, name: &'a str) -> Option<&'a Element> {
        self.children.iter().find(|c| c.space == space && c.name == name)
    }
}

/// Why a text is no such tree.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, serde::Serialize, serde::Deserialize)]
pub enum TreeFault {
    /// Too many bytes, elements, or levels.
    #[error("文件太大或层次太多，请确认是一个流程的 BPMN 文件")]
    TooLarge,
    /// A document type (DTD), or processing instructions.
    #[error("文件里有 DTD 或处理指令，出于安全不读，请去掉后再导入")]
    Forbidden,
    /// Not well-formed.
    #[error("这不是完整的 XML：第 {0} 个字节附近读不下去")]
    Broken(u64),
}

/// Reads the tree.
pub(super) fn tree(bytes: &[u8]) -> Result<Element, TreeFault> {
    if bytes.len() > LARGEST {
        return Err(TreeFault::TooLarge);
    }
    let text = std::str::from_utf8(bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes));
    let text = text.map_err(|e| TreeFault::Broken(e.valid_up_to() as u64))?;
    let mut reader = NsReader::from_str(text);
    let (mut open, mut count): (Vec<Element>, usize) = (Vec::new(), 0);
    let mut root = None;
    loop {
        let place = reader.buffer_position();
        let broken = || TreeFault::Broken(place);
        let event = reader.read_event().map_err(|_| broken())?;
        match event {
            Event::Start(start) => {
                count += 1;
                if open.len() >= DEEPEST || count > MOST_ELEMENTS {
                    return Err(TreeFault::TooLarge);
                }
                if root.is_some() {
                    return Err(broken());
                }
                open.push(element(&reader, &start).ok_or_else(broken)?);
            }
            Event::Empty(start) => {
                count += 1;
                if count > MOST_ELEMENTS {
                    return Err(TreeFault::TooLarge);
                }
                let one = element(&reader, &start).ok_or_else(broken)?;
                put(&mut open, &mut root, one).ok_or_else(broken)?;
            }
            Event::End(_) => {
                let one = open.pop().ok_or_else(broken)?;
                put(&mut open, &mut root, one).ok_or_else(broken)?;
            }
            Event::Text(text) => match open.last_mut() {
                Some(at) => at.text.push_str(&text.xml10_content()),
                None if text.trim().is_empty() => {}
                None => return Err(broken()),
            },
            Event::CData(text) => open.last_mut().ok_or_else(broken)?.text.push_str(&text.xml10_content()),
            Event::GeneralRef(name) => {
                // Only the five of XML itself and numbers; others need a document type.
                let entity = format!("&{};", &*name);
                let text = unescape(&entity).map_err(|_| broken())?;
                open.last_mut().ok_or_else(broken)?.text.push_str(&text);
            }
            Event::DocType(_) | Event::PI(_) => return Err(TreeFault::Forbidden),
            Event::Decl(_) | Event::Comment(_) => {}
            Event::Eof => break,
        }
    }
    root.filter(|_| open.is_empty()).ok_or(TreeFault::Broken(bytes.len() as u64))
}

/// Into the one that is open, or as the root.
fn put(open: &mut [Element], root: &mut Option<Element>, one: Element) -> Option<()> {
    match open.last_mut() {
        Some(parent) => parent.children.push(one),
        None if root.is_none() => *root = Some(one),
        None => return None,
    }
    Some(())
}

fn element(reader: &NsReader<&[u8]>, start: &BytesStart<'_>) -> Option<Element> {
    let (space, name) = reader.resolver().resolve_element(start.name());
    let space = match space {
        ResolveResult::Bound(space) => AsRef::<str>::as_ref(&space).to_owned(),
        ResolveResult::Unbound => String::new(),
        ResolveResult::Unknown(_) => return None,
    };
    let name = AsRef::<str>::as_ref(&name).to_owned();
    let mut attributes = Vec::new();
    for attribute in start.attributes() {
        let attribute = attribute.ok()?;
        if attribute.key.prefix().is_none() {
            let value = attribute.normalized_value(XmlVersion::Implicit1_0).ok()?;
            attributes.push((AsRef::<str>::as_ref(&attribute.key).to_owned(), value.into_owned()));
        }
    }
    Some(Element { space, name, attributes, children: Vec::new(), text: String::new() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_could_harm_is_not_read() {
        let bomb = r#"<!DOCTYPE x [<!ENTITY a "aaaaaaaa"><!ENTITY b "&a;&a;&a;">]><x>&b;</x>"#;
        assert_eq!(tree(bomb.as_bytes()), Err(TreeFault::Forbidden));
        let outside = r#"<!DOCTYPE x SYSTEM "file:///etc/passwd"><x/>"#;
        assert_eq!(tree(outside.as_bytes()), Err(TreeFault::Forbidden));
        assert_eq!(tree(b"<?xml-stylesheet href='x'?><x/>"), Err(TreeFault::Forbidden));
        assert!(matches!(tree(b"<x>&b;</x>"), Err(TreeFault::Broken(_))), "no entity of its own");
        let deep = format!("{}{}", "<x>".repeat(65), "</x>".repeat(65));
        assert_eq!(tree(deep.as_bytes()), Err(TreeFault::TooLarge));
        let many = format!("<x>{}</x>", "<y/>".repeat(50_001));
        assert_eq!(tree(many.as_bytes()), Err(TreeFault::TooLarge));
        assert_eq!(tree(&vec![b' '; LARGEST + 1]), Err(TreeFault::TooLarge));
        for broken in ["", "<x>", "<x></y>", "<x/><y/>", "x", "<p:x/>", "<x a='1' a='2'/>", "\u{feff}"] {
            assert!(matches!(tree(broken.as_bytes()), Err(TreeFault::Broken(_))), "{broken}");
        }
        assert!(matches!(tree(b"<x>\xff</x>"), Err(TreeFault::Broken(3))));
    }

    #[test]
    fn names_texts_and_spaces_are_read() {
        let found = tree(
            "<?xml version='1.0'?><!-- x --><p:a xmlns:p='u' b='1&amp;&#x4e00;'>x&lt;<![CDATA[<y>]]><c/></p:a>"
                .as_bytes(),
        );
        let found = found.expect("well-formed");
        assert_eq!((found.space.as_str(), found.name.as_str(), found.get("b")), ("u", "a", Some("1&一")));
        assert_eq!((found.text.as_str(), found.children[0].space.as_str()), ("x<<y>", ""));
    }
}

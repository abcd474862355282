//! Conditions as text (条件表达式), a small part of FEEL: `way = "堂食"`, `way in ("堂食", "外卖")`, `area != null`,
//! joined by `and` / `or` in brackets.

use std::fmt::Write as _;

use domain::catalogue::FormCondition;

/// Deepest nesting that is read.
const DEEPEST: usize = 20;
/// Longest text that is read, in bytes.
const LONGEST: usize = 20_000;

/// A condition as text.
pub(super) fn write(condition: &FormCondition) -> String {
    let mut out = String::new();
    put(condition, &mut out);
    out
}

fn put(condition: &FormCondition, out: &mut String) {
    let join = |parts: &[FormCondition], word: &str, out: &mut String| {
        out.push('(');
        for (n, part) in parts.iter().enumerate() {
            if n > 0 {
                out.push_str(word);
            }
            put(part, out);
        }
        out.push(')');
    };
    match condition {
        FormCondition::Equals { key, value } => {
            out.push_str(key);
            out.push_str(" = ");
            quoted(value, out);
        }
        FormCondition::In { key, values } => {
            out.push_str(key);
            out.push_str(" in (");
            for (n, value) in values.iter().enumerate() {
                if n > 0 {
                    out.push_str(", ");
                }
                quoted(value, out);
            }
            out.push(')');
        }
        FormCondition::Filled { key } => {
            out.push_str(key);
            out.push_str(" != null");
        }
        FormCondition::All(parts) => join(parts, " and ", out),
        FormCondition::Any(parts) => join(parts, " or ", out),
    }
}

fn quoted(text: &str, out: &mut String) {
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            _ if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => {
                // Writing to a String cannot fail.
                let _ = write!(out, "\\u{:04x}", u32::from(c));
            }
            _ => out.push(c),
        }
    }
    out.push('"');
}

/// Reads a condition; `None` where the text is none of ours.
pub(super) fn read(text: &str) -> Option<FormCondition> {
    if text.len() > LONGEST {
        return None;
    }
    let text = text.trim();
    // Other engines write the same between `${` and `}`, or after `=`.
    let inner = text.strip_prefix("${").and_then(|t| t.strip_suffix('}')).or_else(|| text.strip_prefix('='));
    let mut at = Cursor { rest: inner.unwrap_or(text) };
    let found = at.any(0)?;
    at.rest.trim().is_empty().then_some(found)
}

struct Cursor<'a> {
    rest: &'a str,
}

impl Cursor<'_> {
    /// Conditions joined by one word; a bracket with one of them is that one.
    fn any(&mut self, depth: usize) -> Option<FormCondition> {
        let first = self.one(depth)?;
        for word in ["and", "or"] {
            if !self.word(word) {
                continue;
            }
            let mut parts = vec![first, self.one(depth)?];
            while self.word(word) {
                parts.push(self.one(depth)?);
            }
            return Some(if word == "and" { FormCondition::All(parts) } else { FormCondition::Any(parts) });
        }
        Some(first)
    }

    fn one(&mut self, depth: usize) -> Option<FormCondition> {
        if self.mark("(") {
            if depth >= DEEPEST {
                return None;
            }
            let inner = self.any(depth + 1)?;
            return self.mark(")").then_some(inner);
        }
        let key = self.key()?;
        if self.mark("!=") {
            return self.word("null").then_some(FormCondition::Filled { key });
        }
        if self.mark("==") || self.mark("=") {
            return Some(FormCondition::Equals { key, value: self.text()? });
        }
        if !self.word("in") || !self.mark("(") {
            return None;
        }
        let mut values = vec![self.text()?];
        while self.mark(",") {
            values.push(self.text()?);
        }
        self.mark(")").then_some(FormCondition::In { key, values })
    }

    fn mark(&mut self, mark: &str) -> bool {
        let found = self.rest.trim_start().strip_prefix(mark);
        self.rest = found.unwrap_or(self.rest);
        found.is_some()
    }

    fn word(&mut self, word: &str) -> bool {
        let after = self.rest.trim_start().strip_prefix(word);
        let found = after.filter(|r| !r.starts_with(|c: char| c.is_alphanumeric() || c == '_'));
        self.rest = found.unwrap_or(self.rest);
        found.is_some()
    }

    fn key(&mut self) -> Option<String> {
        let rest = self.rest.trim_start();
        let end = rest.find(|c: char| !(c.is_ascii_alphanumeric() || c == '_')).unwrap_or(rest.len());
        let key = rest.get(..end).filter(|k| k.starts_with(|c: char| c.is_ascii_lowercase()))?;
        self.rest = &rest[end..];
        Some(key.to_owned())
    }

    fn text(&mut self) -> Option<String> {
        let mut chars = self.rest.trim_start().strip_prefix('"')?.chars();
        let mut out = String::new();
        loop {
            match chars.next()? {
                '"' => break,
                '\\' => match chars.next()? {
                    c @ ('"' | '\\') => out.push(c),
                    'u' => {
                        let hex: String = chars.by_ref().take(4).collect();
                        out.push(char::from_u32(u32::from_str_radix(&hex, 16).ok()?)?);
                    }
                    _ => return None,
                },
                c => out.push(c),
            }
        }
        self.rest = chars.as_str();
        Some(out)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn conditions() -> impl Strategy<Value = FormCondition> {
        let key = "[a-z][a-z0-9_]{0,5}";
        let one = prop_oneof![
            (key, "\\PC{0,4}|[\"\\\\\n\u{1}\u{fffe}]{1,3}").prop_map(|(k, v)| FormCondition::equals(&k, &v)),
            (key, prop::collection::vec("\\PC{0,3}", 1..3)).prop_map(|(key, values)| FormCondition::In { key, values }),
            key.prop_map(|key| FormCondition::Filled { key }),
        ];
        one.prop_recursive(3, 12, 3, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 2..4).prop_map(FormCondition::All),
                prop::collection::vec(inner, 2..4).prop_map(FormCondition::Any),
            ]
        })
    }

    proptest! {
        #[test]
        fn what_is_written_reads_back(condition in conditions()) {
            prop_assert_eq!(read(&write(&condition)), Some(condition));
        }

        #[test]
        fn no_text_makes_the_reader_fall(text in "[a-z\"(),=!\\\\ ]{0,40}") {
            if let Some(found) = read(&text) {
                prop_assert_eq!(read(&write(&found)), Some(found));
            }
        }
    }

    #[test]
    fn others_brackets_are_understood_and_others_languages_are_not() {
        let yes = Some(FormCondition::equals("ok", "是"));
        assert_eq!(read("${ok == \"是\"}"), yes);
        assert_eq!(read("=ok = \"是\""), yes);
        assert_eq!(read("((ok=\"是\"))"), yes);
        for foreign in [
            "ok",
            "${execution.ok}",
            "ok = 1",
            "not(ok = \"是\")",
            "a = \"1\" and b = \"2\" or c = \"3\"",
            "OK = \"是\"",
        ] {
            assert_eq!(read(foreign), None, "{foreign}");
        }
        assert_eq!(read(&"(".repeat(5_000)), None);
    }
}

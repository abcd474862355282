//! Which of our items a row of the export is (对码): by code, by a code that ours has replaced, and by the
//! implementation code that a variant's code begins with (domain §2.2: 33 = 31 + 2). Nothing else: an
//! equal name under another code is a candidate for people to look at.

use std::collections::{BTreeMap, HashMap};

use crate::catalogue::Content;

/// Length of 实施编码.
const IMPLEMENTATION: usize = 31;
/// Length of 业务办理项编码.
const VARIANT: usize = 33;

/// Our items by every code that may stand for them, as places in the list they came from.
pub(super) struct Codes {
    exact: HashMap<String, Vec<usize>>,
    /// Items under a variant's code, by its first 31 characters.
    variants: HashMap<String, Vec<usize>>,
    /// Items under an implementation code of their own.
    implementations: HashMap<String, Vec<usize>>,
}

/// The form in which codes are compared.
pub(super) fn folded(code: &str) -> String {
    crate::base::fold(code).to_ascii_uppercase()
}

fn plain(code: &str) -> bool {
    code.bytes().all(|b| b.is_ascii_alphanumeric())
}

impl Codes {
    pub(super) fn of<'a>(items: impl Iterator<Item = &'a Content>) -> Self {
        let mut out = Self { exact: HashMap::new(), variants: HashMap::new(), implementations: HashMap::new() };
        for (at, item) in items.enumerate() {
            let own = folded(&item.code);
            if own.len() == VARIANT && plain(&own) {
                out.variants.entry(own[..IMPLEMENTATION].to_owned()).or_default().push(at);
            }
            let implementation = folded(&item.guide.impl_code);
            for code in [&own, &implementation].into_iter().filter(|c| c.len() == IMPLEMENTATION && plain(c)) {
                out.implementations.entry(code.clone()).or_default().push(at);
            }
            out.exact.entry(own).or_default().push(at);
            for old in &item.guide.replaces {
                out.exact.entry(folded(old)).or_default().push(at);
            }
        }
        out
    }

    /// The items that a code of the platform stands for.
    pub(super) fn find(&self, code: &str) -> Vec<usize> {
        let code = folded(code);
        let mut found: Vec<usize> = self.exact.get(&code).cloned().unwrap_or_default();
        if found.is_empty() && code.len() == IMPLEMENTATION && plain(&code) {
            found.extend(self.variants.get(&code).into_iter().flatten());
            found.extend(self.implementations.get(&code).into_iter().flatten());
        }
        if found.is_empty() && code.len() == VARIANT && plain(&code) {
            found.extend(self.implementations.get(&code[..IMPLEMENTATION]).into_iter().flatten());
        }
        found.sort_unstable();
        found.dedup();
        found
    }
}

/// Items by name, for candidates.
pub(super) fn by_name<'a>(names: impl Iterator<Item = &'a str>) -> BTreeMap<String, Vec<usize>> {
    let mut out: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (at, name) in names.enumerate() {
        out.entry(folded_name(name)).or_default().push(at);
    }
    out
}

/// The form in which names are compared: width, blanks and the kind of brackets do not tell two names
/// apart.
pub(super) fn folded_name(name: &str) -> String {
    let bracket = |c: char| match c {
        '【' | '[' | '〔' | '（' => '(',
        '】' | ']' | '〕' | '）' => ')',
        '；' => ';',
        '：' => ':',
        other => other,
    };
    crate::base::fold_name(name).chars().map(bracket).filter(|c| !c.is_whitespace()).collect()
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::{
        base::DepartmentId,
        catalogue::{Guide, ItemType, Standing, Status},
    };

    pub(in crate::publication) fn content(code: &str, name: &str) -> Content {
        Content {
            code: code.into(),
            department: DepartmentId::new(1),
            division: String::new(),
            main_name: String::new(),
            name: name.into(),
            item_type: ItemType::parse("01").unwrap(),
            status: Status::InUse,
            case_kind: None,
            clients: None,
            statutory: None,
            promised: None,
            standing: Standing::default(),
            guide: Guide::default(),
            raw: BTreeMap::new(),
        }
    }

    const IMPL: &str = "11990101MB285591843370117002011";

    #[test]
    fn a_code_leads_to_items_by_itself_its_past_and_its_implementation() {
        let variant = |n: &str| content(&format!("{IMPL}{n}"), "食品经营许可");
        let mut renumbered = content("NEW-1", "乙");
        renumbered.guide.replaces = vec!["OLD-1".into()];
        let mut local = content("511Z-7", "丙");
        local.guide.impl_code = "11990101MB285591843370117002022".into();
        let items = [variant("01"), variant("02"), renumbered, local];
        let codes = Codes::of(items.iter());
        assert_eq!(codes.find(IMPL), [0, 1], "an implementation code stands for its variants");
        assert_eq!(codes.find(&format!("{IMPL}02")), [1]);
        assert_eq!(codes.find(&format!("{IMPL}03")), Vec::<usize>::new(), "a sister is another item");
        assert_eq!(codes.find("old-1"), [2]);
        assert_eq!(codes.find("11990101MB285591843370117002022"), [3]);
        assert_eq!(codes.find("11990101MB28559184337011700202205"), [3], "a variant of what we list as one");
        assert!(codes.find("511Z").is_empty());
    }

    #[test]
    fn names_are_compared_without_their_dress() {
        assert_eq!(folded_name("食品经营许可（新办）"), folded_name("食品经营许可 (新办)"));
        assert_ne!(folded_name("食品经营许可（新办）"), folded_name("食品经营许可（变更）"));
    }
}

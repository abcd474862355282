//! How personal fields look to someone who need not see them whole (脱敏显示).
//!
//! Deliberately not here: who may see what. A value that does not have the expected form is hidden
//! entirely: an odd number in an imported row must not show more than a right one.

use super::identifiers::is_variation_selector;

/// A person's name: `张*`, `张*丰`, `欧**丰`; a name with an interpunct keeps its first character,
/// `阿**`, so that the number of characters does not tell it.
#[must_use]
pub fn mask_name(name: &str) -> String {
    let letters: Vec<char> = name.trim().chars().filter(|c| !is_variation_selector(*c)).collect();
    match letters.as_slice() {
        [] => String::new(),
        [_] => "*".to_owned(),
        [first, .., _] if letters.contains(&'·') => format!("{first}**"),
        [first, _] => format!("{first}*"),
        [first, hidden @ .., last] => format!("{first}{}{last}", "*".repeat(hidden.len())),
    }
}

/// A citizen id: first six, eight stars over the birth date, last four.
#[must_use]
pub fn mask_citizen_id(id: &str) -> String {
    let ascii = id.is_ascii().then_some(id).filter(|id| id.len() == 18);
    match ascii {
        Some(id) => format!("{}********{}", &id[..6], &id[14..]),
        None => "*".repeat(id.chars().count()),
    }
}

/// A mobile number: `138****8000`.
#[must_use]
pub fn mask_mobile(mobile: &str) -> String {
    let ascii = mobile.is_ascii().then_some(mobile).filter(|mobile| mobile.len() == 11);
    match ascii {
        Some(mobile) => format!("{}****{}", &mobile[..3], &mobile[7..]),
        None => "*".repeat(mobile.chars().count()),
    }
}

/// An address: its beginning, at most six characters, which names the place at large and no door.
#[must_use]
pub fn mask_address(address: &str) -> String {
    let address = address.trim();
    let seen: String = address.chars().take(6.min(address.chars().count().div_ceil(2))).collect();
    if seen.is_empty() { seen } else { format!("{seen}****") }
}

/// Any other personal answer: its first character; how long it is does not tell it either.
#[must_use]
pub fn mask_text(text: &str) -> String {
    text.trim().chars().next().map(|first| format!("{first}**")).unwrap_or_default()
}

/// An organisation's name, unchanged: it is public. The name of an individual business's owner
/// (个体工商户经营者) is a person's: [`mask_name`].
#[must_use]
pub fn mask_org_name(name: &str) -> String {
    name.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_keep_only_what_recognises_them() {
        for (name, masked) in [
            ("", ""),
            ("张", "*"),
            ("张丰", "张*"),
            ("张三丰", "张*丰"),
            ("欧阳三丰", "欧**丰"),
            ("阿不都·热合曼", "阿**"),
            ("阿·曼", "阿**"),
            ("𠮷田", "𠮷*"),
            ("葛\u{e0100}优", "葛*"),
        ] {
            assert_eq!(mask_name(name), masked, "{name}");
        }
    }

    #[test]
    fn other_answers_keep_their_beginning_and_not_their_length() {
        let address = ["", "街口", "城关镇文澜路88号", "某县城关镇文澜路88号3栋2单元"].map(mask_address);
        assert_eq!(address, ["", "街****", "城关镇文澜****", "某县城关镇文****"]);
        assert_eq!(["", "租用", "父亲在外务工"].map(mask_text), ["", "租**", "父**"]);
    }

    #[test]
    fn numbers_of_an_unexpected_form_are_hidden_whole() {
        assert_eq!(mask_citizen_id("11010519491231002X"), "110105********002X");
        assert_eq!(mask_citizen_id("110105491231002"), "***************");
        assert_eq!(mask_citizen_id("身份证"), "***");
        assert_eq!(mask_mobile("13800138000"), "138****8000");
        assert_eq!(mask_mobile("0826-2345678"), "************");
        assert_eq!(mask_org_name("广安区行政审批局"), "广安区行政审批局");
    }
}

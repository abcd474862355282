//! One form for the many ways a name is written (名称归一): widths, brackets, spaces, 有限公司 and its long form,
//! traditional characters. For comparing only: pages show what was written.

use crate::base::fold;

/// Endings that say the same, the longer first.
const SAME: [(&str, &str); 5] = [
    ("有限责任公司", "有限公司"),
    ("股份有限公司", "股份公司"),
    ("普通合伙", ""),
    ("有限合伙", ""),
    ("个体工商户", ""),
];

/// The form by which two names are compared. `variants` holds pairs of characters, each a traditional one and its
/// simplified one.
#[must_use]
pub fn plain_name(raw: &str, variants: &str) -> String {
    let bare: String = fold(raw)
        .chars()
        .filter(|c| c.is_alphanumeric())
        .map(|c| simplified(c, variants))
        .flat_map(char::to_uppercase)
        .collect();
    for (long, short) in SAME {
        if let Some(stem) = bare.strip_suffix(long).filter(|stem| !stem.is_empty()) {
            return format!("{stem}{short}");
        }
    }
    bare
}

fn simplified(c: char, variants: &str) -> char {
    if c.is_ascii() {
        return c;
    }
    let mut pairs = variants.chars();
    while let (Some(old), Some(new)) = (pairs.next(), pairs.next()) {
        if old == c {
            return new;
        }
    }
    c
}

/// The part of a name that tells organisations apart: without what all companies end in.
pub(super) fn stem(plain: &str) -> &str {
    ["有限公司", "股份公司", "公司"]
        .iter()
        .find_map(|end| plain.strip_suffix(end))
        .filter(|s| !s.is_empty())
        .unwrap_or(plain)
}

/// Number of a decision as it is compared: letters and digits alone, brackets and 号 gone.
pub(super) fn plain_number(raw: &str) -> String {
    fold(raw).chars().filter(|c| c.is_alphanumeric() && *c != '号' && *c != '第').flat_map(char::to_uppercase).collect()
}

/// Neighbouring pairs of characters, in order, each once.
pub(super) fn pairs(text: &str) -> Vec<(char, char)> {
    let chars: Vec<char> = text.chars().collect();
    let mut pairs: Vec<(char, char)> = match chars.as_slice() {
        [] => Vec::new(),
        [one] => vec![(*one, *one)],
        [..] => chars.windows(2).map(|w| (w[0], w[1])).collect(),
    };
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}

/// Dice's measure of two sets of pairs in percent: 100 = the same.
pub(super) fn likeness(a: &[(char, char)], b: &[(char, char)]) -> u32 {
    let (mut i, mut j, mut both) = (0, 0, 0_u32);
    while let (Some(x), Some(y)) = (a.get(i), b.get(j)) {
        match x.cmp(y) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => {
                both += 1;
                i += 1;
                j += 1;
            }
        }
    }
    let all = u32::try_from(a.len() + b.len()).unwrap_or(u32::MAX);
    (200 * both).checked_div(all).unwrap_or(0)
}

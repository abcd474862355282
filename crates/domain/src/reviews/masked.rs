//! Words that may be read by everybody (公开前脱敏): numbers by which somebody could be found are hidden, and names that
//! are known of the case.
//!
//! Not here: names that nobody told us; whoever publishes reads the words first.

/// Letters and digits in a row from which on they may be a number of a person: an extension has fewer.
const NUMBER: usize = 5;

/// Runs of ASCII letters, digits and what people put between digits, as places of characters.
fn runs(letters: &[char]) -> Vec<(usize, usize)> {
    let mut out = Vec::new();
    let mut at = 0;
    while at < letters.len() {
        if !is_digit(letters[at]) {
            at += 1;
            continue;
        }
        let from = at;
        let (mut digits, mut end) = (0, at);
        while at < letters.len() && (is_digit(letters[at]) || matches!(letters[at], '-' | ' ' | '－' | 'X' | 'x')) {
            if is_digit(letters[at]) {
                digits += 1;
                end = at + 1;
            }
            at += 1;
        }
        // The last place of an identity number may be a letter.
        if letters.get(end).is_some_and(|c| matches!(c, 'X' | 'x')) {
            end += 1;
        }
        if digits >= NUMBER {
            out.push((from, end));
        }
    }
    out
}

fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || ('０'..='９').contains(&c) || "〇零一二三四五六七八九".contains(c)
}

/// Whether the words hold a number by which somebody could be found.
#[must_use]
pub fn names_somebody(text: &str) -> bool {
    !runs(&text.chars().collect::<Vec<_>>()).is_empty()
}

/// The words with such numbers and the given names hidden: `张三丰` becomes `张**`.
#[must_use]
pub fn masked_words(text: &str, names: &[&str]) -> String {
    let mut out = text.trim().to_owned();
    for name in names.iter().map(|n| n.trim()).filter(|n| n.chars().count() > 1) {
        if let Some(first) = name.chars().next() {
            out = out.replace(name, &format!("{first}**"));
        }
    }
    let letters: Vec<char> = out.chars().collect();
    let hidden = runs(&letters);
    let is_hidden = |at: usize| hidden.iter().any(|(from, to)| (*from..*to).contains(&at));
    letters.iter().enumerate().map(|(at, c)| if is_hidden(at) { '*' } else { *c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_known_names_are_hidden() {
        for (text, shown) in [
            ("打13800138000没人接", "打***********没人接"),
            ("电话 138-0013-8000", "电话 *************"),
            ("身份证51010119900307001X要了两遍", "身份证******************要了两遍"),
            ("号码一三八〇〇一三八〇〇〇", "号码***********"),
            ("３号窗口等了40分钟", "３号窗口等了40分钟"),
            ("2026年11月办的", "2026年11月办的"),
            ("李小明让我跑了3趟", "李**让我跑了3趟"),
        ] {
            assert_eq!(masked_words(text, &["李小明", "", "王"]), shown);
            assert!(!names_somebody(shown), "{shown}");
        }
        assert!(names_somebody("打 0826-2345678"));
    }
}

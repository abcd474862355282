//! Personal data within somebody's own words (文字里的个人信息): numbers, addresses for mail and names that follow usual
//! words are masked before others read the text.
//!
//! Deliberately not here: names that stand alone. No rule finds them; the names of the place's staff are handed in, and
//! whoever publishes reads the text once more.

use super::mask::mask_name;

/// Words after which a name stands (自报姓名), the longest first.
const BEFORE_NAMES: [&str; 9] =
    ["我的名字是", "我名字叫", "姓名是", "联系人是", "我叫", "姓名：", "姓名:", "联系人：", "联系人:"];

/// So many digits in a row may be a telephone number, an account or an identity number: a year, a hotline
/// (12345), a street's or a paper's number is shorter.
const MANY_DIGITS: usize = 6;
/// So many marks may stand between two digits of one number.
const MOST_MARKS: usize = 3;

/// The text with what may tell a person masked. `people` are names that are known, of staff above all.
#[must_use]
pub fn mask_in_words(text: &str, people: &[String]) -> String {
    let mut out = without_numbers(text);
    for name in people.iter().filter(|name| name.chars().count() > 1) {
        out = out.replace(name.as_str(), &mask_name(name));
    }
    for word in BEFORE_NAMES {
        out = without_name_after(&out, word);
    }
    out
}

/// Whether the words hold a number or an address for mail by which somebody could be found. Masked words hold none.
#[must_use]
pub fn names_somebody(text: &str) -> bool {
    let letters: Vec<char> = text.chars().collect();
    let mut at = 0;
    while at < letters.len() {
        let end = if digit(letters[at]) { run(&letters, at) } else { at + 1 };
        if is_long(&letters[at..end]) {
            return true;
        }
        at = end;
    }
    text.contains('@')
}

/// Long runs of digits become stars, also where spaces or dashes part them, as people write numbers; so do addresses
/// for mail.
fn without_numbers(text: &str) -> String {
    let letters: Vec<char> = text.chars().collect();
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    while at < letters.len() {
        if digit(letters[at]) {
            let end = run(&letters, at);
            if is_long(&letters[at..end]) {
                out.push_str("****");
            } else {
                out.extend(&letters[at..end]);
            }
            at = end;
        } else {
            out.push(letters[at]);
            at += 1;
        }
    }
    without_mail(&out)
}

/// Digits, also as they are written in words to get past whoever looks for figures.
fn digit(letter: char) -> bool {
    letter.is_ascii_digit() || ('０'..='９').contains(&letter) || "〇零一二三四五六七八九幺".contains(letter)
}

fn is_long(run: &[char]) -> bool {
    run.iter().filter(|c| digit(**c)).count() >= MANY_DIGITS
}

/// The end of a run of digits, of the check letter of an identity number, and of marks between them.
fn run(letters: &[char], from: usize) -> usize {
    let mut end = from;
    while end < letters.len() {
        let marks = letters[end..].iter().take_while(|c| matches!(**c, ' ' | '-' | '－' | '\u{3000}')).count();
        let goes_on = (1..=MOST_MARKS).contains(&marks) && letters.get(end + marks).is_some_and(|c| digit(*c));
        let check = matches!(letters[end], 'x' | 'X' | 'ｘ' | 'Ｘ') && end - from >= 17;
        if digit(letters[end]) {
            end += 1;
        } else if goes_on {
            end += marks;
        } else if check {
            return end + 1;
        } else {
            break;
        }
    }
    end
}

fn without_mail(text: &str) -> String {
    let part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-' | '+');
    let mut out = text.to_owned();
    while let Some(at) = out.find('@') {
        let before = out[..at].rfind(|c| !part(c)).map_or(0, |n| n + out[n..].chars().next().map_or(1, char::len_utf8));
        let after = out[at + 1..].find(|c| !part(c)).map_or(out.len(), |n| at + 1 + n);
        out.replace_range(before..after, "****");
    }
    out
}

/// Two to four Chinese characters after the word become the first and stars; a mark or a word ends them sooner.
fn without_name_after(text: &str, word: &str) -> String {
    const ENDS: [char; 9] = ['，', '。', '、', '；', '！', ' ', '电', '手', '在'];
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(word) {
        let (before, after) = rest.split_at(at + word.len());
        out.push_str(before);
        let name: String = after.chars().take(4).take_while(|c| is_han(*c) && !ENDS.contains(c)).collect();
        if name.chars().count() > 1 {
            out.push_str(&mask_name(&name.chars().take(3).collect::<String>()));
            rest = &after[name.chars().take(3).map(char::len_utf8).sum::<usize>()..];
        } else {
            rest = after;
        }
    }
    out.push_str(rest);
    out
}

fn is_han(letter: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&letter) || ('\u{3400}'..='\u{4dbf}').contains(&letter)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn numbers_mail_and_names_are_masked_and_the_rest_stays() {
        let people = ["李强".to_owned(), "强".to_owned()];
        for (text, masked) in [
            ("排队太久", "排队太久"),
            ("请打13800138000找我", "请打****找我"),
            ("电话 138-0013-8000，谢谢", "电话 ****，谢谢"),
            ("身份证11010519491231002X补录", "身份证****补录"),
            ("座机0826 2345678", "座机****"),
            ("打 138 - 0013 - 8000 没人接", "打 **** 没人接"),
            ("号码一三八〇〇一三八〇〇〇", "号码****"),
            ("号码幺三八００一三八０００", "号码****"),
            ("３号窗口等了40分钟，跑了3趟", "３号窗口等了40分钟，跑了3趟"),
            ("等了 120 分钟，3 号窗口，2026年11月", "等了 120 分钟，3 号窗口，2026年11月"),
            ("写信到 zhang.san@example.com 就行", "写信到 **** 就行"),
            ("我叫张三丰，李强态度好", "我叫张*丰，李*态度好"),
            ("联系人：王五 电话没人接", "联系人：王* 电话没人接"),
            ("我叫你们改", "我叫你*改"),
        ] {
            assert_eq!(mask_in_words(text, &people), masked, "{text}");
            assert_eq!(names_somebody(text), text != masked && masked.contains("****"), "{text}");
        }
        assert!(
            names_somebody("打 0826-2345678")
                && names_somebody("写信到 a@b")
                && !names_somebody("2026年11月办的，可以拨 12345")
        );
    }

    proptest! {
        /// Whatever is written, no mobile number and no identity number comes through.
        #[test]
        fn no_number_comes_through(before in "\\PC{0,12}", after in "\\PC{0,12}", tail in 100_000_000_u32..999_999_999) {
            let number = format!("13{tail}");
            let text = mask_in_words(&format!("{before}{number}{after}"), &[]);
            prop_assert!(!text.contains(&number) && !names_somebody(&text), "{text}");
        }
    }
}

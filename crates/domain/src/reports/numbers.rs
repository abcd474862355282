//! Numbers in a sentence, and which of them a hand has changed.

/// A stretch of text, and whether its number is not one that the data gave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Span {
    /// The text.
    pub text: String,
    /// A number that stands in the edited text and not in the generated one.
    pub by_hand: bool,
}

/// Cuts `edited` so that each number that `generated` does not have stands apart. A number counts as
/// often as it stands: 5 once in the data does not vouch for 5 twice in the text.
pub fn marked(generated: &str, edited: &str) -> Vec<Span> {
    let mut given: Vec<String> = tokens(generated).into_iter().filter(|t| t.1).map(|t| t.0).collect();
    let mut out: Vec<Span> = Vec::new();
    for (text, number) in tokens(edited) {
        let by_hand = number
            && match given.iter().position(|g| *g == text) {
                Some(at) => {
                    given.swap_remove(at);
                    false
                }
                None => true,
            };
        match out.last_mut() {
            Some(last) if !last.by_hand && !by_hand => last.text.push_str(&text),
            Some(_) | None => out.push(Span { text, by_hand }),
        }
    }
    out
}

/// Text and numbers in turn. A number is a run of digits with points, commas and a percent sign, or a
/// place such as 第三 or 第10.
fn tokens(text: &str) -> Vec<(String, bool)> {
    let chars: Vec<char> = text.chars().collect();
    let mut out: Vec<(String, bool)> = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        let end = number_end(&chars, at);
        if end > at {
            out.push((chars[at..end].iter().collect(), true));
            at = end;
        } else {
            match out.last_mut() {
                Some((word, false)) => word.push(chars[at]),
                Some(_) | None => out.push((chars[at].to_string(), false)),
            }
            at += 1;
        }
    }
    out
}

fn number_end(chars: &[char], start: usize) -> usize {
    let digit = |c: char| c.is_ascii_digit() || ('０'..='９').contains(&c);
    let numeral = |c: char| "〇零一二三四五六七八九十百千".contains(c);
    if chars[start] == '第' {
        let run = chars[start + 1..].iter().take_while(|c| numeral(**c) || digit(**c)).count();
        return if run == 0 { start } else { start + 1 + run };
    }
    if !digit(chars[start]) {
        return start;
    }
    let mut end = start + 1;
    while end < chars.len() {
        let inner = matches!(chars[end], '.' | ',') && chars.get(end + 1).is_some_and(|c| digit(*c));
        if digit(chars[end]) || inner {
            end += 1;
        } else {
            break;
        }
    }
    if end < chars.len() && matches!(chars[end], '%' | '％' | '‰') { end + 1 } else { end }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn by_hand(generated: &str, edited: &str) -> Vec<String> {
        marked(generated, edited).into_iter().filter(|s| s.by_hand).map(|s| s.text).collect()
    }

    #[test]
    fn a_number_that_the_data_did_not_give_is_marked() {
        let made = "网上可办率99.94%，位居全市第三，还差2项";
        assert_eq!(by_hand(made, made), Vec::<String>::new());
        assert_eq!(by_hand(made, "网上可办率99.99%，位居全市第一，还差2项"), ["99.99%", "第一"]);
        assert_eq!(by_hand(made, "我县网上可办率为99.94%，还差2项"), Vec::<String>::new());
        assert_eq!(by_hand(made, "还差2项和2个站点"), ["2"], "the second 2 has no source");
    }

    #[test]
    fn the_spans_are_the_text() {
        let edited = "共1,234.5项，第12位，第 一 步，２０２６年";
        let whole: String = marked("", edited).into_iter().map(|s| s.text).collect();
        assert_eq!(whole, edited);
        assert_eq!(by_hand("", edited), ["1,234.5", "第12", "２０２６"]);
    }
}

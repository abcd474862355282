//! Letters against sounds (拼音匹配): initials, full pinyin, both mixed and partly typed, and one slip of the finger.
//! The letters are matched where a syllable begins, so that `an` does not find every 县.

use super::text::Text;

/// Where letters were heard in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Heard {
    /// The better the greater, to 100.
    pub(super) score: u32,
    /// First character.
    pub(super) from: usize,
    /// Number of characters.
    pub(super) many: usize,
}

/// How letters fit the sounds of a text.
pub(super) fn heard(text: &Text, letters: &str) -> Option<Heard> {
    if text.initials == letters {
        return Some(Heard { score: 100, from: 0, many: text.len() });
    }
    if text.pinyin == letters {
        return Some(Heard { score: 98, from: 0, many: text.len() });
    }
    let whole = |from: usize, score: u32| {
        let end = text.starts[from] + letters.len();
        Heard { score, from, many: text.starts[from..].iter().take_while(|s| **s < end).count() }
    };
    if letters.len() >= 2 && text.initials.starts_with(letters) {
        return Some(Heard { score: 90, from: 0, many: initials_end(text, 0, letters.len()) });
    }
    if letters.len() >= 2 && text.pinyin.starts_with(letters) {
        return Some(whole(0, 86));
    }
    if letters.len() >= 4
        && let Some(from) = (1..text.len()).find(|i| text.pinyin[text.starts[*i]..].starts_with(letters))
    {
        return Some(whole(from, 70));
    }
    if letters.len() >= 2
        && let Some(at) = text.initials.find(letters)
    {
        let from = initials_end(text, 0, at);
        return Some(Heard { score: 60, from, many: initials_end(text, from, letters.len()) });
    }
    if letters.len() >= 4 {
        let last = if letters.len() >= 5 { text.len() } else { 1 };
        return (0..last.min(text.len())).find_map(|from| {
            let many = mixed(&text.sounds[from..], letters)?;
            Some(Heard { score: if from == 0 { 50 } else { 40 }, from, many })
        });
    }
    None
}

/// How many characters from `from` carry so many initials: those without a sound carry none.
fn initials_end(text: &Text, from: usize, initials: usize) -> usize {
    let mut left = initials;
    let taken = text.sounds[from..].iter().take_while(|s| {
        let goes_on = left > 0;
        left -= usize::from(goes_on && !s.is_empty());
        goes_on
    });
    taken.count()
}

/// Each sound begun by at least one letter, as an input method reads `shipinjy`; the number of sounds.
fn mixed(sounds: &[&str], letters: &str) -> Option<usize> {
    if letters.is_empty() {
        return Some(0);
    }
    let (first, rest) = sounds.split_first()?;
    let common = first.bytes().zip(letters.bytes()).take_while(|(a, b)| a == b).count();
    // Whole syllables first: the reading with the fewest abbreviations.
    (1..=common).rev().find_map(|n| mixed(rest, &letters[n..]).map(|m| m + 1))
}

/// Where letters fit but for one that is wrong, missing, too many or swapped; at least five are wanted. `whole` asks for
/// nothing after them.
pub(super) fn slipped(text: &Text, letters: &str, whole: bool) -> Option<usize> {
    if letters.len() < 5 {
        return None;
    }
    let last = if whole { 1 } else { text.len() };
    (0..last.min(text.len()))
        .find(|from| one_slip(letters.as_bytes(), &text.pinyin.as_bytes()[text.starts[*from]..], whole))
}

fn one_slip(typed: &[u8], meant: &[u8], whole: bool) -> bool {
    let at = typed.iter().zip(meant).take_while(|(a, b)| a == b).count();
    if at == typed.len() {
        return !whole || meant.len() <= typed.len() + 1;
    }
    let fits = |typed: &[u8], meant: Option<&[u8]>| {
        meant.is_some_and(|m| if whole { m == typed } else { m.starts_with(typed) })
    };
    let swapped = || {
        typed.len() > at + 1
            && meant.len() > at + 1
            && (typed[at], typed[at + 1]) == (meant[at + 1], meant[at])
            && fits(&typed[at + 2..], meant.get(at + 2..))
    };
    fits(&typed[at + 1..], meant.get(at + 1..))
        || fits(&typed[at + 1..], meant.get(at..))
        || fits(&typed[at..], meant.get(at + 1..))
        || swapped()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn part(name: &str, letters: &str) -> (u32, String) {
        let text = Text::of(name);
        let heard = heard(&text, letters).unwrap_or_else(|| panic!("{letters} is not heard in {name}"));
        (heard.score, text.chars[heard.from..heard.from + heard.many].iter().collect())
    }

    #[test]
    fn letters_are_heard_where_a_syllable_begins() {
        assert_eq!(part("食品经营许可", "spjyxk"), (100, "食品经营许可".into()));
        assert_eq!(part("食品经营许可", "shipinjingyingxuke"), (98, "食品经营许可".into()));
        assert_eq!(part("食品经营许可", "spjy"), (90, "食品经营".into()));
        assert_eq!(part("食品经营许可", "shipinjingy"), (86, "食品经营".into()));
        assert_eq!(part("食品经营许可", "jingying"), (70, "经营".into()));
        assert_eq!(part("食品经营许可", "jyxk"), (60, "经营许可".into()));
        assert_eq!(part("食品经营许可", "shipinjy"), (50, "食品经营".into()));
        assert_eq!(part("会计考试", "kjks"), (100, "会计考试".into()));
        assert_eq!(part("旅馆业", "lvguan"), (86, "旅馆".into()));
        assert_eq!(heard(&Text::of("县城"), "ia"), None);
        assert_eq!(heard(&Text::of("县城"), "ian"), None);
    }

    #[test]
    fn one_slip_of_five_letters_is_forgiven() {
        let text = Text::of("养老机构备案");
        for typed in ["yanglap", "yanlao", "yangglao", "ynaglao", "yanglaojigo"] {
            assert_eq!(slipped(&text, typed, false), Some(0), "{typed}");
        }
        assert_eq!(slipped(&text, "jigoou", false), Some(2));
        for typed in ["ynla", "yxnglxo", "zhuce"] {
            assert_eq!(slipped(&text, typed, false), None, "{typed}");
        }
        assert_eq!(slipped(&Text::of("低保户"), "dibaohuu", true), Some(0));
        assert_eq!(slipped(&Text::of("低保户"), "dibap", true), None);
    }
}

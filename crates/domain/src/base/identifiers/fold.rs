//! Turns honest but messy input into the one form the rules look at (输入归一).
//!
//! Full-width characters of a Chinese input method, spaces copied from a spreadsheet, invisible
//! marks copied from a web page: none of these is a mistake of the person. Deliberately not here:
//! any judgement whether the result is right, and pinyin.

/// Folds a code or number: full-width ASCII becomes half-width, every dash becomes `-`, and all
/// white space (the ideographic space too) and invisible marks go, inside as well as around.
#[must_use]
pub fn fold(raw: &str) -> String {
    raw.chars()
        .filter(|c| !c.is_whitespace() && !is_invisible(*c))
        .map(|c| if is_dash(c) { '-' } else { half_width(c) })
        .collect()
}

/// [`fold`], then without hyphens and without the apostrophe that marks text in a spreadsheet
/// cell, letters in upper case: the form of the codes that have no hyphen of their own.
#[must_use]
pub fn fold_code(raw: &str) -> String {
    fold(raw).chars().filter(|c| !matches!(c, '-' | '\'' | '‘' | '’' | '`')).map(|c| c.to_ascii_uppercase()).collect()
}

/// Folds a person's or an organisation's name. Every dot that people use for the interpunct
/// becomes `·`; spaces inside a Chinese name go, between Latin words one stays. Rare characters
/// (extension planes, private-use characters of old systems) and variation selectors are kept.
#[must_use]
pub fn fold_name(raw: &str) -> String {
    let marks: Vec<char> =
        raw.chars().filter(|c| !is_invisible(*c)).map(|c| if is_interpunct(c) { '·' } else { half_width(c) }).collect();
    let mut folded = String::with_capacity(raw.len());
    let mut gap = false;
    for (at, &mark) in marks.iter().enumerate() {
        if mark.is_whitespace() {
            gap = true;
            continue;
        }
        let before = folded.chars().next_back();
        if gap && before.is_some_and(is_latin_word) && is_latin_word(mark) {
            folded.push(' ');
        }
        gap = false;
        // "阿不都.热合曼": the keyboard has no interpunct; a full stop between two Chinese
        // characters of a name can be nothing else.
        let dotted = mark == '.'
            && before.is_some_and(is_chinese)
            && marks[at + 1..].iter().find(|c| !c.is_whitespace()).copied().is_some_and(is_chinese);
        folded.push(if dotted { '·' } else { mark });
    }
    folded
}

/// Folds a line of ordinary text: full-width digits and Latin letters become half-width, every run of
/// white space (line breaks too) becomes one space, invisible marks go. Punctuation stays as it was
/// typed: a Chinese bracket in a sentence is no mistake.
#[must_use]
pub fn fold_line(raw: &str) -> String {
    let mut folded = String::with_capacity(raw.len());
    for mark in raw.chars().filter(|c| !is_invisible(*c)) {
        let mark = match half_width(mark) {
            half if half.is_ascii_alphanumeric() => half,
            _ => mark,
        };
        match (mark.is_whitespace(), folded.ends_with(' ') || folded.is_empty()) {
            (true, true) => {}
            (true, false) => folded.push(' '),
            (false, _) => folded.push(mark),
        }
    }
    folded.truncate(folded.trim_end().len());
    folded
}

/// Folds a text of several lines: each line as [`fold_line`] does, blank lines around it gone.
#[must_use]
pub fn fold_lines(raw: &str) -> String {
    let lines: Vec<String> = raw.lines().map(fold_line).collect();
    lines.join("\n").trim().to_owned()
}

/// Whether a character is a Chinese one: Unicode's Han blocks, 〇, and the private-use area where
/// old household systems keep characters that had no code point.
#[must_use]
pub fn is_chinese(c: char) -> bool {
    matches!(c,
        '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{3ffff}' | '\u{e000}'..='\u{f8ff}' | '〇')
}

/// Whether a character only chooses a variant of the one before it (IVS, 异体字选择符).
#[must_use]
pub fn is_variation_selector(c: char) -> bool {
    matches!(c, '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}')
}

fn half_width(c: char) -> char {
    match c {
        '\u{3000}' => ' ',
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        other => other,
    }
}

fn is_invisible(c: char) -> bool {
    c.is_control() && !c.is_whitespace()
        || matches!(c,
            '\u{00ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

fn is_dash(c: char) -> bool {
    matches!(c, '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{fe58}' | '\u{fe63}' | '－' | '─' | 'ー')
}

fn is_interpunct(c: char) -> bool {
    matches!(c, '•' | '‧' | '∙' | '⋅' | '・' | '･' | '●' | '．' | '﹒' | '∘' | '᛫' | '\u{2024}')
}

fn is_latin_word(c: char) -> bool {
    !is_chinese(c) && (c.is_alphanumeric() || matches!(c, '.' | ',' | '\'' | '-'))
}

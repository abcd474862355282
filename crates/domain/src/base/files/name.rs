//! Names of files (文件名) as they are kept and given out again. A name is a label and nothing else: no
//! path is ever made from it, and its ending follows the content.

use super::FileKind;

/// The name without folders, control characters and marks that turn the direction of writing (with which
/// `报告fdp.exe` shows as `报告exe.pdf`), at most `most` characters counted from the end, where the ending
/// is. Empty where nothing is left.
pub fn clean_file_name(raw: &str, most: usize) -> String {
    let last = raw.rsplit(['/', '\\']).next().unwrap_or_default();
    let kept: String = last.chars().filter(|c| !is_unseen(*c)).map(plain).collect();
    let words: Vec<&str> = kept.split_whitespace().collect();
    let kept: Vec<char> = words.join(" ").trim_matches(['.', ' ']).chars().collect();
    let from = kept.len().saturating_sub(most);
    kept[from..].iter().collect()
}

/// The name with the ending that belongs to the content: `执照.exe` that is a photo becomes `执照.exe.jpg`.
pub fn name_with_ending(name: &str, kind: FileKind) -> String {
    if name.is_empty() {
        return format!("材料.{}", kind.as_str());
    }
    let ending = name.rsplit_once('.').map(|(_, e)| e.to_ascii_lowercase());
    match ending {
        Some(e) if kind.endings().contains(&e.as_str()) => name.to_owned(),
        Some(_) | None => format!("{name}.{}", kind.as_str()),
    }
}

/// Controls, joiners, direction marks, and the byte-order mark.
fn is_unseen(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{061c}')
}

/// Characters with a meaning in headers or shells are written in full width.
fn plain(c: char) -> char {
    match c {
        '"' => '＂',
        '<' => '＜',
        '>' => '＞',
        '|' => '｜',
        '*' => '＊',
        '?' => '？',
        ':' => '：',
        ';' => '；',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_name_is_a_label_only() {
        for (raw, expected) in [
            ("营业执照.jpg", "营业执照.jpg"),
            ("../../etc/passwd", "passwd"),
            ("C:\\Users\\张三\\合同.pdf", "合同.pdf"),
            ("报告\u{202e}fdp.exe", "报告fdp.exe"),
            ("a\0b\r\nc.png", "abc.png"),
            ("  证明 \t 材料 .pdf ", "证明 材料 .pdf"),
            ("...", ""),
            ("a\";filename=x.html", "a＂；filename=x.html"),
        ] {
            assert_eq!(clean_file_name(raw, 120), expected, "{raw:?}");
        }
        let long = format!("{}.pdf", "长".repeat(4_096));
        let short = clean_file_name(&long, 120);
        assert_eq!(short.chars().count(), 120);
        assert!(short.ends_with("长.pdf"));
    }

    #[test]
    fn the_ending_follows_the_content() {
        assert_eq!(name_with_ending("执照.JPEG", FileKind::Jpeg), "执照.JPEG");
        assert_eq!(name_with_ending("执照.exe", FileKind::Jpeg), "执照.exe.jpg");
        assert_eq!(name_with_ending("执照", FileKind::Pdf), "执照.pdf");
        assert_eq!(name_with_ending("", FileKind::Ofd), "材料.ofd");
    }

    proptest! {
        #[test]
        fn nothing_dangerous_stays(raw in "\\PC*|[\\x00-\\x1f./\\\\:a文]{0,80}", most in 1_usize..200) {
            let name = clean_file_name(&raw, most);
            prop_assert!(name.chars().count() <= most);
            prop_assert!(!name.chars().any(|c| c.is_control() || "/\\\"<>|*?:;".contains(c)));
            prop_assert!(name != "." && name != "..");
        }
    }
}

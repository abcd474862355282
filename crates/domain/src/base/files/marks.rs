//! Marks of state secrets (国家秘密标志): a file that bears one is refused, because this system stands on
//! a network on which no secret may be kept (保守国家秘密法 2024 art 31; marks: 国家秘密定密管理规定).
//!
//! Not here: finding secrets that bear no mark. That is the duty of whoever hands in.

const MARKS: [&str; 3] = ["绝密", "机密", "秘密"];

/// Words in which the same characters mean something else.
const INNOCENT: [&str; 9] =
    ["商业秘密", "技术秘密", "个人秘密", "通信秘密", "工作秘密", "保守国家秘密", "国家秘密", "保守秘密", "非秘密"];

/// The mark in the name of a file, as `机密★关于….pdf`, `（秘密）名单.xlsx`.
pub fn secret_in_name(name: &str) -> Option<&'static str> {
    let mut rest = name.to_owned();
    for word in INNOCENT {
        rest = rest.replace(word, "");
    }
    MARKS.into_iter().find(|mark| rest.contains(mark))
}

/// The mark in the words of a document: the grade with its star (`机密★10年`), or a paragraph that holds
/// the grade and nothing else among the first ones, where the mark stands on an official document
/// (GB/T 9704 §7.2.2).
pub fn secret_in_text<'a>(paragraphs: impl IntoIterator<Item = &'a str>) -> Option<&'static str> {
    const FIRST: usize = 12;
    let mut filled = 0;
    for paragraph in paragraphs {
        let text: String = paragraph.chars().filter(|c| !c.is_whitespace()).collect();
        if text.is_empty() {
            continue;
        }
        let starred =
            MARKS.into_iter().find(|m| ["★", "☆", "*"].iter().any(|star| text.contains(&format!("{m}{star}"))));
        if starred.is_some() {
            return starred;
        }
        filled += 1;
        let alone = MARKS.into_iter().find(|m| text == **m);
        if alone.is_some() && filled <= FIRST {
            return alone;
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_bear_a_mark() {
        for name in ["机密★关于某事.pdf", "（秘密）名单.xlsx", "绝密.docx", "1.秘密 通知.pdf"] {
            assert!(secret_in_name(name).is_some(), "{name}");
        }
        for name in ["商业秘密保护承诺书.pdf", "保守国家秘密承诺书.docx", "身份证.jpg", "保密协议.pdf"]
        {
            assert_eq!(secret_in_name(name), None, "{name}");
        }
    }

    #[test]
    fn words_that_are_a_mark() {
        assert_eq!(secret_in_text(["000001", "机密★10年", "特急"]), Some("机密"));
        assert_eq!(secret_in_text(["", " 秘 密 "]), Some("秘密"));
        assert_eq!(secret_in_text(["本公司保证不泄露商业秘密。", "此致"]), None);
        assert_eq!(secret_in_text(["我承诺对国家秘密负保密义务"]), None);
        // Far down a table a lone word is a cell of a form (密级：秘密/内部/公开), no mark.
        let far = std::iter::repeat_n("一行", 20).chain(["秘密"]);
        assert_eq!(secret_in_text(far), None);
    }
}

//! Words in cells (单元格用语): yes and no, lists, levels, what clears a field.
//!
//! Not here: which column they stand in.

use crate::base::fold;

/// What is put into a cell to say that the field is to be empty; a blank cell says nothing.
pub(super) fn is_clear(cell: &str) -> bool {
    matches!(cell.trim(), "—" | "——" | "清空" | "（清空）")
}

/// 是 and 否 as offices write them.
pub(super) fn yes_no(text: &str) -> Option<bool> {
    match &*fold(text) {
        "是" | "1" | "Y" | "y" | "Yes" | "yes" | "YES" | "true" | "TRUE" | "有" | "支持" | "√" | "已发布"
        | "已进驻" | "发布" | "进驻" | "收费" => Some(true),
        "否" | "0" | "N" | "n" | "No" | "no" | "NO" | "false" | "FALSE" | "无" | "不支持" | "×" | "未发布"
        | "未进驻" | "不发布" | "不进驻" | "不收费" => Some(false),
        _ => None,
    }
}

/// A cell's text on one line.
pub(super) fn one_line(cell: &str) -> String {
    cell.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A cell's text with its lines, each without the blanks around it.
pub(super) fn lines(cell: &str) -> Vec<String> {
    cell.lines().map(one_line).filter(|l| !l.is_empty()).collect()
}

/// The parts of a list, in order, each once.
pub(super) fn list(cell: &str) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for part in cell.split(['、', '^', ',', '，', ';', '；', '|', '\n']).map(one_line) {
        if !part.is_empty() && !out.contains(&part) {
            out.push(part);
        }
    }
    out
}

/// Lines without the numbers offices put before them: `1.`, `（二）`, `3、`, `④`.
pub(super) fn numbered(cell: &str) -> Vec<String> {
    let all = lines(cell);
    // Everything on one line, told apart by semicolons.
    let all = match all.as_slice() {
        [one] => one.split(['；', ';']).map(one_line).filter(|p| !p.is_empty()).collect(),
        [] | [_, ..] => all,
    };
    all.iter().map(|line| without_number(line).trim_end_matches(['；', ';', '。']).to_owned()).collect()
}

fn without_number(line: &str) -> &str {
    if let Some(rest) = line.strip_prefix(|c: char| ('①'..='⑳').contains(&c)) {
        return rest.trim_start();
    }
    let is_number = |c: char| c.is_ascii_digit() || "一二三四五六七八九十０１２３４５６７８９".contains(c);
    let bracketed = line.strip_prefix(['（', '(']).and_then(|rest| {
        let (number, rest) = rest.split_once(['）', ')'])?;
        (!number.is_empty() && number.chars().all(is_number)).then(|| rest.trim_start_matches(['、', '.']))
    });
    let plain = || {
        let rest = line.trim_start_matches(is_number);
        let marked = rest.len() < line.len();
        rest.strip_prefix(['、', '.', '．', '）', ')']).filter(|_| marked)
    };
    // 2.5米以上… begins with a number that is no number of a list.
    let rest = bracketed.or_else(plain).map_or(line, str::trim_start);
    if rest.is_empty() || rest.starts_with(|c: char| c.is_ascii_digit()) { line } else { rest }
}

/// 行使层级 (GB/T 39046 A.2): code and word.
pub(super) const LEVELS: [(&str, &str); 7] = [
    ("1", "国家级"),
    ("2", "省级"),
    ("3", "市级"),
    ("4", "县级"),
    ("5", "镇（乡、街道）级"),
    ("6", "村（社区）级"),
    ("7", "分级管理"),
];

/// Reads the code or the word of a level; several levels in one cell are none.
pub(super) fn level(cell: &str) -> Option<&'static str> {
    let word = fold(cell);
    if let Some((code, _)) = LEVELS.iter().find(|(code, label)| *code == word || fold(label) == word) {
        return Some(code);
    }
    match word.trim_end_matches('级') {
        "国家" | "国" => Some("1"),
        "省" | "自治区" | "直辖市" => Some("2"),
        "市" | "地市" | "设区的市" | "州" => Some("3"),
        "县" | "区" | "区县" | "县区" | "县(市、区)" | "区(县)" | "县(区)" | "旗" => Some("4"),
        "乡" | "镇" | "乡镇" | "街道" | "乡镇(街道)" | "镇街" | "镇(街道)" => Some("5"),
        "村" | "社区" | "村(社区)" => Some("6"),
        "分级" => Some("7"),
        _ => None,
    }
}

/// The word of a level's code.
pub(super) fn level_label(code: &str) -> &str {
    LEVELS.iter().find(|(c, _)| *c == code).map_or(code, |(_, label)| label)
}

/// At most `most` characters; what is cut is marked.
pub(super) fn short(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let mut out: String = text.chars().take(most.saturating_sub(1)).collect();
    out.push('…');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_split_as_offices_join_them() {
        assert_eq!(
            list("听证、专家评审^检验,检测；检疫|听证\n公示"),
            ["听证", "专家评审", "检验", "检测", "检疫", "公示"]
        );
    }

    #[test]
    fn numbers_before_lines_go() {
        assert_eq!(numbered("1.申请书\n2、身份证\n（三）照片\n④ 合同；"), ["申请书", "身份证", "照片", "合同"]);
        assert_eq!(numbered("申请书；身份证；"), ["申请书", "身份证"]);
        assert_eq!(numbered("2.5米以上设施的图纸\n3份承诺书"), ["2.5米以上设施的图纸", "3份承诺书"]);
    }

    #[test]
    fn levels_come_as_codes_and_words() {
        for (typed, code) in
            [("4", "4"), ("县级", "4"), ("区级", "4"), ("县（市、区）级", "4"), ("镇（乡、街道）级", "5")]
        {
            assert_eq!(level(typed), Some(code), "{typed}");
        }
        assert_eq!(level("市级、县级"), None);
    }

    #[test]
    fn long_text_is_cut_with_a_mark() {
        assert_eq!(short("一二三", 3), "一二三");
        assert_eq!(short("一二三四", 3), "一二…");
    }
}

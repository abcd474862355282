//! 标题分行: a title in several lines, whole words kept, shaped like a trapezoid or
//! a lozenge (梯形、菱形; GB/T 9704-2012, 7.3.1).
//!
//! Lines that were given and fit are kept: only their writer knows the words. A
//! line that does not fit is broken where Chinese titles can be: by the endings of
//! names (县, 局, 年) and before 关于; never inside a number.
//!
//! Deliberately not here: a dictionary. Where it matters, give the lines.

use super::sheet::{TITLE_CHARACTERS, half_widths};

/// Lines that each fit; empty ones left out.
pub(super) fn shaped(lines: &[String]) -> Vec<String> {
    lines.iter().filter(|line| !line.is_empty()).flat_map(|line| cut(line)).collect()
}

/// How wide each line of `count` should be, in percent of an even share.
fn shape(count: usize, place: usize) -> usize {
    match count {
        // A lozenge of two lines cannot be; a trapezoid standing on its short side.
        2 => [112, 88][place.min(1)],
        3 => [90, 120, 90][place.min(2)],
        _ => 115_usize.saturating_sub(30 * place / count.max(1)),
    }
}

fn cut(line: &str) -> Vec<String> {
    let most = 2 * TITLE_CHARACTERS;
    let width = half_widths(line);
    if width <= most {
        return vec![line.to_owned()];
    }
    let chars: Vec<char> = line.chars().collect();
    // One line more than the least may be needed where words do not divide evenly.
    let least = width.div_ceil(most);
    for count in least..=chars.len() {
        if let Some(lines) = divided(&chars, count, width, most) {
            return lines;
        }
    }
    vec![line.to_owned()]
}

/// The cheapest division into `count` lines, if one fits.
fn divided(chars: &[char], count: usize, width: usize, most: usize) -> Option<Vec<String>> {
    let mut before = vec![0; chars.len() + 1];
    for (place, c) in chars.iter().enumerate() {
        before[place + 1] = before[place] + if c.is_ascii() { 1 } else { 2 };
    }
    // best[line][end]: least cost of the first lines up to `end`, and where the last began.
    let mut best: Vec<Vec<Option<(usize, usize)>>> = vec![vec![None; chars.len() + 1]; count + 1];
    best[0][0] = Some((0, 0));
    for line in 1..=count {
        let wanted = width * shape(count, line - 1) / count / 100;
        for end in 1..=chars.len() {
            let Some(price) = break_cost(chars, end) else { continue };
            for start in 0..end {
                let taken = before[end] - before[start];
                let (Some((cost, _)), true) = (best[line - 1][start], taken <= most) else { continue };
                let cost = cost + price + taken.abs_diff(wanted).pow(2);
                if best[line][end].is_none_or(|(known, _)| cost < known) {
                    best[line][end] = Some((cost, start));
                }
            }
        }
    }
    let mut lines = Vec::with_capacity(count);
    let mut end = chars.len();
    for line in (1..=count).rev() {
        let (_, start) = best[line][end]?;
        lines.push(chars[start..end].iter().collect::<String>().trim().to_owned());
        end = start;
    }
    lines.reverse();
    Some(lines)
}

/// What a break before `place` costs; `None` where none may be.
fn break_cost(chars: &[char], place: usize) -> Option<usize> {
    let (Some(&last), Some(&next)) = (place.checked_sub(1).and_then(|at| chars.get(at)), chars.get(place)) else {
        return Some(0);
    };
    let word = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '%' | '-');
    if word(last) && (word(next) || "年月日号期".contains(next)) {
        return None;
    }
    if "，。、；：？！”’）》」』】〕的".contains(next) || "“‘（《「『【〔".contains(last) {
        return None;
    }
    if next == '关' && chars.get(place + 1) == Some(&'于') || "《（“".contains(next) {
        return Some(0);
    }
    // Endings that make a word of what is before them.
    if "率性化度量额值者员制级".contains(next) {
        return Some(600);
    }
    Some(match last {
        '的' | '、' | '》' | '）' | '”' | ' ' | '　' => 0,
        '县' | '市' | '省' | '局' | '府' | '委' | '厅' | '办' | '院' | '年' | '月' | '日' | '区' | '镇' | '乡' => {
            30
        }
        '于' | '和' | '与' | '及' | '对' | '在' | '为' => 300,
        _ => 120,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(title: &[&str]) -> Vec<String> {
        shaped(&title.iter().map(|line| (*line).to_owned()).collect::<Vec<_>>())
    }

    #[test]
    fn lines_that_fit_are_kept_and_empty_ones_left_out() {
        assert_eq!(lines(&["清河县", "", "分析研判报告"]), ["清河县", "分析研判报告"]);
    }

    #[test]
    fn a_long_title_breaks_before_about_and_fits() {
        let title = "清河县政务服务和数据局关于2026年11月政务服务五项指标运行情况的分析研判报告";
        let lines = lines(&[title]);
        assert_eq!(lines.concat(), title);
        assert!(lines.iter().all(|line| half_widths(line) <= 2 * TITLE_CHARACTERS), "{lines:?}");
        assert!(lines.iter().all(|line| !line.starts_with('的') && !line.ends_with("2026")), "{lines:?}");
        assert!(lines.len() >= 2);
        let widths: Vec<usize> = lines.iter().map(|line| half_widths(line)).collect();
        assert!(widths.windows(2).any(|pair| pair[0] != pair[1]), "no rectangle: {lines:?}");
    }

    #[test]
    fn what_cannot_be_broken_stays_whole() {
        let title = "a".repeat(90);
        assert_eq!(lines(&[&title]), [title]);
    }
}

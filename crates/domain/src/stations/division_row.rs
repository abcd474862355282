//! One row of a division table (区划表的一行), read and judged by itself.
//!
//! Deliberately not here: what it changes, which depends on what is known.

use jiff::civil::Date;

use super::Level;
use crate::base::{DivisionCode, Region, TableRow, parse_date};

/// A row as read.
pub(super) struct Read {
    pub(super) row: u32,
    pub(super) code: DivisionCode,
    pub(super) level: Level,
    pub(super) name: String,
    pub(super) from: Option<Date>,
    pub(super) to: Option<Date>,
}

/// Reads a row; `None` for the county itself and what stands above it.
pub(super) fn read(row: &TableRow, region: Region) -> Result<Option<Read>, Vec<String>> {
    let mut why = Vec::new();
    if row.ragged {
        return Err(vec!["这一行的格数与表头不同，请核对有没有多出的分隔符".into()]);
    }
    let typed = row.text("code").unwrap_or_default();
    if typed.contains("E+") || typed.contains("e+") {
        return Err(vec![format!("区划代码“{typed}”被表格软件变成了科学计数，请把该列设为文本后重填")]);
    }
    let code = DivisionCode::parse(&typed).map_err(|flaw| vec![flaw.to_string()])?;
    let Some(level) = Level::of(&code) else {
        let own = region.division();
        let upper = own.parent().is_some_and(|city| code == city || city.parent() == Some(code));
        return if code == own || upper { Ok(None) } else { Err(vec![foreign(&code, region)]) };
    };
    if code.county() != region {
        return Err(vec![foreign(&code, region)]);
    }
    if let Some(word) = row.text("level")
        && let Some(said) = said_level(&word)
        && said != level
    {
        why.push(format!("层级写的是“{word}”，代码是{}，请核对", level.label()));
    }
    if let Some(parent) = row.text("parent")
        && DivisionCode::parse(&parent).ok().is_none_or(|p| Some(p) != code.parent())
    {
        why.push(format!("上级代码“{parent}”与区划代码不符，请核对"));
    }
    let name = row.text("name").unwrap_or_default();
    match name.chars().count() {
        0 => why.push("缺区划名称，请补上".into()),
        1..=60 => {}
        length => why.push(format!("区划名称有 {length} 个字，最多 60 个，请核对是否串行")),
    }
    let mut day = |key: &str, label: &str| match row.text(key).map(|text| parse_date(&text)) {
        None => None,
        Some(Ok(day)) => Some(day),
        Some(Err(flaw)) => {
            why.push(format!("{label}：{flaw}"));
            None
        }
    };
    let (from, to) = (day("valid_from", "启用日期"), day("valid_to", "停用日期"));
    if let (Some(from), Some(to)) = (from, to)
        && to <= from
    {
        why.push("停用日期不能早于启用日期，请核对".into());
    }
    if why.is_empty() { Ok(Some(Read { row: row.number, code, level, name, from, to })) } else { Err(why) }
}

fn foreign(code: &DivisionCode, region: Region) -> String {
    format!("区划代码 {code} 不属于本县（{region}），请删去这一行")
}

/// Words of levels as offices write them; others are not judged.
fn said_level(word: &str) -> Option<Level> {
    let has = |words: &[&str]| words.iter().any(|w| word.contains(w));
    match (has(&["乡", "镇", "街道"]), has(&["村", "社区", "居委"])) {
        (true, false) => Some(Level::Town),
        (false, true) => Some(Level::Village),
        (true, true) | (false, false) => None,
    }
}

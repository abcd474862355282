//! Reading a row's cells (读一行): each by what its column holds, all flaws at once.
//!
//! Not here: what the row changes (`patch`).

use jiff::civil::Date;

use super::{
    CaseKind, Clients, CodeScheme, Column, ItemType, Limit, LimitUnit, OnlineDepth, Patch, RawRow, RowFlaw, Status,
    cells::{Form, form, is_long, read_faqs},
    code::read_code,
    detail::read_details,
    patch::Value,
    words::{is_clear, level, lines, list, numbered, one_line, yes_no},
};
use crate::base::{fold, parse_date};

/// Longest name of anything.
const NAME_MOST: usize = 300;
/// Longest text of a field.
const TEXT_MOST: usize = 20_000;

/// Reads one row; all flaws at once, so that the office mends the file in one go.
pub fn read_row(row: &RawRow) -> Result<Patch<'_>, Vec<RowFlaw>> {
    let mut read = Reader { row, flaws: Vec::new() };
    let item_type = read.item_type();
    let mut says = Vec::new();
    for column in row.cells.keys().copied() {
        if let Some((cell, value)) = read.value(column, &item_type) {
            says.push((column, cell, value));
        }
    }
    let mut flaws = Vec::new();
    let details = read_details(&row.details, &mut flaws);
    read.flaws.extend(flaws.into_iter().map(|(_, sentence)| RowFlaw::Detail(sentence)));
    let patch = Patch {
        number: row.number,
        code: read.code(),
        department: read.required(Column::Department),
        department_code: read.text(Column::DepartmentCode),
        replaces: read.replaces(),
        effective_on: read.day(Column::EffectiveOn),
        name: read.required(Column::Name),
        item_type,
        status: read.word(Column::Status, "在用、暂停、取消或草稿", Status::parse),
        says,
        details: (&row.details, details),
        raw: &row.raw,
    };
    if read.flaws.is_empty() { Ok(patch) } else { Err(read.flaws) }
}

struct Reader<'a> {
    row: &'a RawRow,
    flaws: Vec<RowFlaw>,
}

impl Reader<'_> {
    fn text(&self, column: Column) -> Option<String> {
        let cell = one_line(self.row.cells.get(&column)?);
        (!cell.is_empty() && !is_clear(&cell)).then_some(cell)
    }

    fn required(&mut self, column: Column) -> String {
        let text = self.text(column).unwrap_or_default();
        if text.is_empty() {
            self.flaws.push(RowFlaw::Missing(column));
        }
        self.bound(column, &text, NAME_MOST);
        text
    }

    fn bound(&mut self, column: Column, text: &str, most: usize) {
        // A character has at most four bytes, so short texts need no counting.
        if text.len() > most {
            let length = text.chars().count();
            if length > most {
                self.flaws.push(RowFlaw::Long { column, length, most });
            }
        }
    }

    fn code(&mut self) -> String {
        let Some(cell) = self.row.cells.get(&Column::Code).filter(|c| !c.trim().is_empty()) else {
            self.flaws.push(RowFlaw::Missing(Column::Code));
            return String::new();
        };
        match read_code(cell) {
            Ok(code) => code,
            Err(flaw) => {
                self.flaws.push(RowFlaw::Code(Column::Code, flaw));
                String::new()
            }
        }
    }

    fn replaces(&mut self) -> Vec<String> {
        let Some(cell) = self.text(Column::Replaces) else { return Vec::new() };
        let mut out = Vec::new();
        for part in list(&cell) {
            match read_code(&part) {
                Ok(code) => out.push(code),
                Err(flaw) => self.flaws.push(RowFlaw::Code(Column::Replaces, flaw)),
            }
        }
        out
    }

    fn item_type(&mut self) -> ItemType {
        const HINT: &str = "行政许可、公共服务等，或代码 1 到 10、20";
        match self.text(Column::ItemType) {
            None => self.flaws.push(RowFlaw::Missing(Column::ItemType)),
            Some(value) => match ItemType::parse(&value) {
                Some(kind) => return kind,
                None => self.flaws.push(RowFlaw::Word { column: Column::ItemType, value, hint: HINT }),
            },
        }
        // Never used: a row with a flaw is refused whole.
        ItemType::parse("20").expect("20 stands in the list")
    }

    fn word<T>(&mut self, column: Column, hint: &'static str, parse: impl Fn(&str) -> Option<T>) -> Option<T> {
        let value = self.text(column)?;
        let read = parse(&value);
        if read.is_none() {
            self.flaws.push(RowFlaw::Word { column, value, hint });
        }
        read
    }

    fn day(&mut self, column: Column) -> Option<Date> {
        let text = self.text(column)?;
        // Spreadsheets add the hour to a day.
        let day = text.split(['T', ' ']).next().unwrap_or(&text);
        match parse_date(&text).or_else(|_| parse_date(day)) {
            Ok(day) => Some(day),
            Err(_) => {
                self.flaws.push(RowFlaw::Day(column, text));
                None
            }
        }
    }

    /// What a column beside the key says: `None` for a blank cell, a flaw, and a column read elsewhere.
    fn value(&mut self, column: Column, item_type: &ItemType) -> Option<(String, Value)> {
        let cell = self.row.cells.get(&column)?.trim();
        if cell.is_empty() || form(column) == Form::Key {
            return None;
        }
        let value = if is_clear(cell) { cleared(column) } else { self.said(column, cell, item_type)? };
        Some((lines(cell).join("\n"), value))
    }

    fn said(&mut self, column: Column, cell: &str, item_type: &ItemType) -> Option<Value> {
        Some(match form(column) {
            Form::Key => return None,
            Form::Text => self.plain(column, cell)?,
            Form::FeePart => self.bounded(column, lines(cell).join("\n"), TEXT_MOST),
            Form::Words => Value::Words(list(cell)),
            Form::Flag => Value::Flag(Some(self.word(column, "是或否", yes_no)?)),
            Form::Depth => Value::Depth(Some(self.word(column, "Ⅰ、Ⅱ、Ⅲ、Ⅳ 或 1 到 4", OnlineDepth::parse)?)),
            Form::Visits => Value::Visits(Some(self.word(column, "0 到 99 的整数", visits)?)),
            Form::CaseKind => Value::Kind(Some(self.word(column, "即办件、承诺件或其他", CaseKind::parse)?)),
            Form::Clients => {
                let hint = "自然人、企业法人等，用顿号隔开";
                Value::Clients(Some(self.word(column, hint, Clients::parse)?), client_words(cell))
            }
            Form::Level => {
                let hint = "国家级、省级、市级、县级等一个层级";
                Value::Text(self.word(column, hint, |t| level(t).map(str::to_owned))?)
            }
            Form::Limit => Value::Limit(Some(self.limit(column, item_type)?)),
            Form::Exemption => self.exemption(column)?,
            Form::Materials => Value::Materials(materials(cell)),
            Form::Fee => fee(cell),
            Form::Faqs => Value::Faqs(read_faqs(cell)),
        })
    }

    /// Text that fills a field as it stands.
    fn plain(&mut self, column: Column, cell: &str) -> Option<Value> {
        if column == Column::Name {
            // Required, and read with the key.
            return None;
        }
        if matches!(column, Column::BaseCode | Column::ImplCode | Column::LocalCode) {
            return self.second_code(column);
        }
        if column == Column::MainName && one_line(cell) == "未分类" {
            return Some(Value::Text(String::new()));
        }
        let text = if is_long(column) { lines(cell).join("\n") } else { one_line(cell) };
        Some(self.bounded(column, text, TEXT_MOST))
    }

    fn bounded(&mut self, column: Column, text: String, most: usize) -> Value {
        self.bound(column, &text, most);
        Value::Text(text)
    }

    fn second_code(&mut self, column: Column) -> Option<Value> {
        let read = read_code(self.row.cells.get(&column)?).and_then(|code| {
            if column == Column::BaseCode {
                CodeScheme::check_base(&code)?;
            }
            Ok(code)
        });
        match read {
            Ok(code) => Some(Value::Text(code)),
            Err(flaw) => {
                self.flaws.push(RowFlaw::Code(column, flaw));
                None
            }
        }
    }

    fn limit(&mut self, column: Column, item_type: &ItemType) -> Option<Limit> {
        let unit =
            if column == Column::StatutoryLimit { Column::StatutoryLimitUnit } else { Column::PromisedLimitUnit };
        let bare_day = if item_type.is_licence() { LimitUnit::Workday } else { LimitUnit::Day };
        match Limit::parse_with_unit(&self.text(column)?, self.text(unit).as_deref(), bare_day) {
            Ok(limit) => Some(limit),
            Err(flaw) => {
                self.flaws.push(RowFlaw::Limit(column, flaw));
                None
            }
        }
    }

    /// 否, or the reason and the paper that approved it. A 是 alone would leave the item out of a
    /// figure without saying why.
    fn exemption(&mut self, column: Column) -> Option<Value> {
        const HINT: &str = "“理由；批准依据”，不在清单里写“否”";
        let value = self.text(column)?;
        if yes_no(&value) == Some(false) {
            return Some(Value::Exempt(None));
        }
        let parts = value.split_once(['；', ';']).map(|(r, b)| (r.trim().to_owned(), b.trim().to_owned()));
        match parts.filter(|(reason, basis)| !reason.is_empty() && !basis.is_empty()) {
            Some(parts) => Some(Value::Exempt(Some(parts))),
            None => {
                self.flaws.push(RowFlaw::Word { column, value, hint: HINT });
                None
            }
        }
    }
}

/// What an emptied field holds.
fn cleared(column: Column) -> Value {
    match form(column) {
        Form::Key | Form::Text | Form::Level | Form::FeePart => Value::Text(String::new()),
        Form::Words => Value::Words(Vec::new()),
        Form::Flag => Value::Flag(None),
        Form::Depth => Value::Depth(None),
        Form::Visits => Value::Visits(None),
        Form::Limit => Value::Limit(None),
        Form::CaseKind => Value::Kind(None),
        Form::Clients => Value::Clients(None, Vec::new()),
        Form::Exemption => Value::Exempt(None),
        Form::Materials => Value::Materials(Vec::new()),
        Form::Fee => Value::Charges(None, Some(String::new())),
        Form::Faqs => Value::Faqs(Vec::new()),
    }
}

fn visits(text: &str) -> Option<u16> {
    fold(text).trim_end_matches('次').parse().ok().filter(|n| *n <= 99)
}

/// 服务对象 as the list words them. The lists agree on 1 to 4 only; other codes stay codes.
fn client_words(cell: &str) -> Vec<String> {
    let word = |part: String| match part.as_str() {
        "1" => "自然人".to_owned(),
        "2" => "企业法人".to_owned(),
        "3" => "事业法人".to_owned(),
        "4" => "社会组织法人".to_owned(),
        _ => part,
    };
    list(&cell.replace('/', "、")).into_iter().map(word).collect()
}

/// Lines of a cell; words that say there is none are no material.
fn materials(cell: &str) -> Vec<String> {
    let mut names = numbered(cell);
    names.retain(|n| !n.is_empty() && !matches!(n.as_str(), "无" | "无需材料" | "无需提交材料" | "不需要"));
    names
}

/// 是否收费: a word, a word with the sentence in brackets, or the sentence alone.
fn fee(cell: &str) -> Value {
    let text = lines(cell).join("\n");
    if let Some(charges) = yes_no(&text) {
        return Value::Charges(Some(charges), None);
    }
    if text == "免费" {
        return Value::Charges(Some(false), None);
    }
    let bracketed = text.strip_suffix(['）', ')']).and_then(|t| t.split_once(['（', '(']));
    if let Some((word, sentence)) = bracketed
        && let Some(charges) = yes_no(word)
    {
        return Value::Charges(Some(charges), Some(sentence.to_owned()));
    }
    Value::Charges(None, Some(text))
}

#[cfg(test)]
mod tests;

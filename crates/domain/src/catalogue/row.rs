//! One row of a catalogue file, read into what it says of an item.

use std::collections::BTreeMap;

use super::{CaseKind, Clients, Column, Content, ItemType, Limit, LimitFlaw, OnlineDepth, Status};
use crate::base::DepartmentId;

/// A row as it came: cells by meaning, and all cells by header.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RawRow {
    /// Row number as the office's spreadsheet shows it.
    pub number: u32,
    /// Cells whose column is known.
    pub cells: BTreeMap<Column, String>,
    /// Every cell by its header.
    pub raw: BTreeMap<String, String>,
}

/// What a row says. `None` = the file does not say, so what is known stays.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Patch {
    /// Row number in the file.
    pub number: u32,
    /// Key of the item.
    pub code: String,
    /// Department's name.
    pub department: String,
    /// Department's code.
    pub department_code: Option<String>,
    /// 区划代码.
    pub division: Option<String>,
    /// 主项名称; empty text for `未分类`.
    pub main_name: Option<String>,
    /// 业务办理项名称.
    pub name: String,
    /// 事项类型.
    pub item_type: ItemType,
    /// 状态.
    pub status: Option<Status>,
    /// 办件类型.
    pub case_kind: Option<CaseKind>,
    /// 服务对象.
    pub clients: Option<Clients>,
    /// 法定办结时限.
    pub statutory: Option<Limit>,
    /// 承诺办结时限.
    pub promised: Option<Limit>,
    /// 网上办理深度.
    pub online_depth: Option<OnlineDepth>,
    /// 到现场次数.
    pub onsite_visits: Option<u16>,
    /// 省平台发布.
    pub published: Option<bool>,
    /// 进驻大厅.
    pub resident: Option<bool>,
    /// Every cell by its header.
    pub raw: BTreeMap<String, String>,
}

/// Why a row cannot be taken. Each sentence says what to do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RowFlaw {
    /// A required cell is blank.
    #[error("缺{0}，请补上")]
    Missing(&'static str),
    /// The spreadsheet made a number of the code.
    #[error("编码“{0}”被表格软件变成了科学计数，请把该列设为文本后重新填写")]
    Scientific(String),
    /// Not a code.
    #[error("编码“{0}”中有空格或换行，请核对")]
    Code(String),
    /// Longer than a code can be.
    #[error("编码有 {0} 个字符，最多 80 个，请核对")]
    CodeLong(usize),
    /// The same code stands twice in the file.
    #[error("编码与第 {0} 行重复，请保留一行")]
    Repeated(u32),
    /// An unknown word.
    #[error("{column}“{value}”不认识，请写{hint}")]
    Word {
        /// Which column.
        column: &'static str,
        /// What stands there.
        value: String,
        /// What could stand there.
        hint: &'static str,
    },
    /// A name that is too long.
    #[error("{0}有 {1} 个字，最多 300 个，请核对是否串行")]
    Long(&'static str, usize),
    /// A limit.
    #[error(transparent)]
    Limit(#[from] LimitFlaw),
    /// More or fewer cells than the header.
    #[error("这一行的格数与表头不同，请核对有没有多出的分隔符")]
    Ragged,
}

/// Reads one row; all flaws at once, so that the office mends the file in one go.
pub fn read_row(row: &RawRow) -> Result<Patch, Vec<RowFlaw>> {
    let mut read = Reader { row, flaws: Vec::new() };
    let patch = Patch {
        number: row.number,
        code: read.code(),
        department: read.required(Column::Department),
        department_code: read.text(Column::DepartmentCode),
        division: read.text(Column::Division),
        main_name: read.text(Column::MainName).map(|m| if m == "未分类" { String::new() } else { m }),
        name: read.required(Column::Name),
        item_type: read.item_type(),
        status: read.word(Column::Status, "在用、暂停、取消或草稿", Status::parse),
        case_kind: read.word(Column::CaseKind, "即办件、承诺件或其他", CaseKind::parse),
        clients: read.word(Column::Clients, "自然人、企业法人等，用顿号隔开", Clients::parse),
        statutory: read.limit(Column::StatutoryLimit),
        promised: read.limit(Column::PromisedLimit),
        online_depth: read.word(Column::OnlineDepth, "Ⅰ、Ⅱ、Ⅲ、Ⅳ 或 1 到 4", OnlineDepth::parse),
        onsite_visits: read.word(Column::OnsiteVisits, "0 到 99 的整数", visits),
        published: read.word(Column::Published, "是或否", yes_no),
        resident: read.word(Column::Resident, "是或否", yes_no),
        raw: row.raw.clone(),
    };
    if read.flaws.is_empty() { Ok(patch) } else { Err(read.flaws) }
}

struct Reader<'a> {
    row: &'a RawRow,
    flaws: Vec<RowFlaw>,
}

impl Reader<'_> {
    fn text(&self, column: Column) -> Option<String> {
        let cell = self.row.cells.get(&column)?.split_whitespace().collect::<Vec<_>>().join(" ");
        (!cell.is_empty()).then_some(cell)
    }

    fn required(&mut self, column: Column) -> String {
        let text = self.text(column).unwrap_or_default();
        let length = text.chars().count();
        if text.is_empty() {
            self.flaws.push(RowFlaw::Missing(column.label()));
        } else if length > 300 {
            self.flaws.push(RowFlaw::Long(column.label(), length));
        }
        text
    }

    fn code(&mut self) -> String {
        let Some(cell) = self.row.cells.get(&Column::Code).map(|c| c.trim()).filter(|c| !c.is_empty()) else {
            self.flaws.push(RowFlaw::Missing(Column::Code.label()));
            return String::new();
        };
        let code: String = cell.chars().map(half_width).collect();
        let scientific = code.split_once(['E', 'e']).is_some_and(|(m, e)| {
            m.contains('.') && m.chars().all(|c| c.is_ascii_digit() || c == '.') && e.starts_with('+')
        });
        if scientific {
            self.flaws.push(RowFlaw::Scientific(code.clone()));
        } else if code.chars().any(char::is_whitespace) {
            self.flaws.push(RowFlaw::Code(code.clone()));
        } else if code.chars().count() > 80 {
            self.flaws.push(RowFlaw::CodeLong(code.chars().count()));
        }
        code
    }

    fn item_type(&mut self) -> ItemType {
        const HINT: &str = "行政许可、公共服务等，或代码 1 到 10、20";
        match self.text(Column::ItemType) {
            None => self.flaws.push(RowFlaw::Missing(Column::ItemType.label())),
            Some(value) => match ItemType::parse(&value) {
                Some(kind) => return kind,
                None => self.flaws.push(RowFlaw::Word { column: Column::ItemType.label(), value, hint: HINT }),
            },
        }
        // Never used: a row with a flaw is refused whole.
        ItemType::parse("20").expect("20 stands in the list")
    }

    fn word<T>(&mut self, column: Column, hint: &'static str, parse: impl Fn(&str) -> Option<T>) -> Option<T> {
        let value = self.text(column)?;
        let read = parse(&value);
        if read.is_none() {
            self.flaws.push(RowFlaw::Word { column: column.label(), value, hint });
        }
        read
    }

    fn limit(&mut self, column: Column) -> Option<Limit> {
        match Limit::parse(&self.text(column)?) {
            Ok(limit) => Some(limit),
            Err(flaw) => {
                self.flaws.push(flaw.into());
                None
            }
        }
    }
}

fn half_width(c: char) -> char {
    match c {
        '！'..='～' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
        _ => c,
    }
}

fn visits(text: &str) -> Option<u16> {
    crate::base::fold(text).trim_end_matches('次').parse().ok().filter(|n| *n <= 99)
}

fn yes_no(text: &str) -> Option<bool> {
    match text.trim() {
        "是" | "1" | "Y" | "y" | "已发布" | "已进驻" | "√" => Some(true),
        "否" | "0" | "N" | "n" | "未发布" | "未进驻" | "×" => Some(false),
        _ => None,
    }
}

impl Patch {
    /// The content of a new item: what the row does not say is unknown; it is in use, because the
    /// file lists it.
    pub fn create(&self, department: DepartmentId) -> Content {
        let empty = Content {
            code: self.code.clone(),
            department,
            division: String::new(),
            main_name: String::new(),
            name: self.name.clone(),
            item_type: self.item_type.clone(),
            status: Status::InUse,
            case_kind: None,
            clients: None,
            statutory: None,
            promised: None,
            standing: super::Standing::default(),
            guide: super::Guide::default(),
            raw: BTreeMap::new(),
        };
        self.apply(&empty, department)
    }

    /// The content after this row: what it says replaces, what it leaves blank stays.
    pub fn apply(&self, old: &Content, department: DepartmentId) -> Content {
        let mut new = old.clone();
        new.department = department;
        new.name.clone_from(&self.name);
        new.item_type = self.item_type.clone();
        // An item that was taken out and stands in a file again is in use again.
        new.status = self.status.unwrap_or(match old.status {
            Status::Cancelled => Status::InUse,
            Status::InUse | Status::Suspended | Status::Draft => old.status,
        });
        if let Some(v) = &self.division {
            new.division.clone_from(v);
        }
        if let Some(v) = &self.main_name {
            new.main_name.clone_from(v);
        }
        new.case_kind = self.case_kind.or(old.case_kind);
        new.clients = self.clients.or(old.clients);
        new.statutory = self.statutory.or(old.statutory);
        new.promised = self.promised.or(old.promised);
        new.standing.online_depth = self.online_depth.or(old.standing.online_depth);
        new.standing.onsite_visits = self.onsite_visits.or(old.standing.onsite_visits);
        new.standing.published = self.published.or(old.standing.published);
        new.standing.resident = self.resident.or(old.standing.resident);
        new.raw.extend(self.raw.iter().map(|(k, v)| (k.clone(), v.clone())));
        new
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(cells: &[(Column, &str)]) -> RawRow {
        RawRow { number: 5, cells: cells.iter().map(|(c, v)| (*c, (*v).to_owned())).collect(), raw: BTreeMap::new() }
    }

    #[test]
    fn all_flaws_of_a_row_come_at_once() {
        let flaws = read_row(&row(&[
            (Column::Code, "3.7E+30"),
            (Column::ItemType, "许可证"),
            (Column::PromisedLimit, "1个月"),
        ]))
        .unwrap_err();
        assert_eq!(flaws.len(), 5, "{flaws:?}");
        assert!(flaws.contains(&RowFlaw::Scientific("3.7E+30".into())));
        assert!(flaws.contains(&RowFlaw::Missing("部门")));
    }

    #[test]
    fn what_a_row_leaves_blank_stays() {
        let first = read_row(&row(&[
            (Column::Code, "A-1"),
            (Column::Department, "县民政局"),
            (Column::Name, "临时救助"),
            (Column::ItemType, "5"),
            (Column::OnlineDepth, "Ⅳ"),
        ]))
        .unwrap();
        let old = first.create(DepartmentId::new(1));
        let second = Patch { online_depth: None, name: "临时救助金给付".into(), ..first };
        let new = second.apply(&old, DepartmentId::new(1));
        assert_eq!(new.standing.online_depth, Some(OnlineDepth::L4));
        assert_eq!(new.name, "临时救助金给付");
    }
}

//! A table of another office (外来表格) on its way in: its rows by meaning, and what taking them would
//! change. One shape for divisions, stations, the province's export, residency and the city's
//! figures, so that one page shows any of them.
//!
//! Deliberately not here: what the cells of each table mean, and the catalogue's own file, which has
//! a plan of its own.

use std::collections::BTreeMap;

/// Which table a file holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TableKind {
    /// 区划表: the division table of the civil affairs or statistics office.
    Divisions,
    /// 站点名册: the registry of township centres and village stations.
    Stations,
    /// 省级平台导出: what the provincial platform lists of this county.
    Publication,
    /// 进驻清单: which items have moved into the hall, and the exemptions.
    Residency,
    /// 全市指标通报: the figures of the city's counties.
    Peers,
    /// 双公示清单: the public list of administrative licences.
    Licences,
    /// 证照登记簿: what a department gave out.
    CertificateRegister,
    /// 部门系统办件: what a department's own system took in.
    Departmental,
    /// 叫号记录: what the hall's queue machine recorded.
    Tickets,
    /// 预约记录: who was expected in the hall, and came.
    Appointments,
    /// 好差评: ratings that another system took.
    Reviews,
}

impl TableKind {
    /// All of them, in the order of the page.
    pub const ALL: [Self; 11] = [
        Self::Divisions,
        Self::Stations,
        Self::Publication,
        Self::Residency,
        Self::Peers,
        Self::Licences,
        Self::CertificateRegister,
        Self::Departmental,
        Self::Reviews,
        Self::Tickets,
        Self::Appointments,
    ];

    /// Word in tables, addresses and commands.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Divisions => "divisions",
            Self::Stations => "stations",
            Self::Publication => "publication",
            Self::Residency => "residency",
            Self::Peers => "peers",
            Self::Licences => "licences",
            Self::CertificateRegister => "certificates",
            Self::Departmental => "departmental",
            Self::Tickets => "tickets",
            Self::Appointments => "appointments",
            Self::Reviews => "reviews",
        }
    }

    /// Word on pages.
    pub fn label(self) -> &'static str {
        match self {
            Self::Divisions => "区划表",
            Self::Stations => "站点名册",
            Self::Publication => "省级平台导出",
            Self::Residency => "进驻清单",
            Self::Peers => "全市指标通报",
            Self::Licences => "双公示清单",
            Self::CertificateRegister => "证照登记簿",
            Self::Departmental => "部门系统办件",
            Self::Tickets => "叫号记录",
            Self::Appointments => "预约记录",
            Self::Reviews => "好差评",
        }
    }

    /// Reads the word of a table or an address.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|k| k.as_str() == text)
    }
}

/// A row as it came: cells by the key of their column, and the cells of columns that nobody knows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TableRow {
    /// Row number as the office's spreadsheet shows it.
    pub number: u32,
    /// More cells than the header has.
    pub ragged: bool,
    /// Cells by key, blank ones left out.
    pub cells: BTreeMap<String, String>,
    /// Other cells by their header.
    pub raw: BTreeMap<String, String>,
}

impl TableRow {
    /// A cell with its blanks folded to one; `None` where it is blank.
    pub fn text(&self, key: &str) -> Option<String> {
        let text = self.cells.get(key)?.split_whitespace().collect::<Vec<_>>().join(" ");
        (!text.is_empty()).then_some(text)
    }
}

/// One field that differs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldChange {
    /// Which.
    pub field: &'static str,
    /// Before; empty where nothing was known.
    pub before: String,
    /// After; empty where nothing is known any more.
    pub after: String,
}

impl FieldChange {
    /// The change, where there is one.
    pub fn between(field: &'static str, before: impl Into<String>, after: impl Into<String>) -> Option<Self> {
        let (before, after) = (before.into(), after.into());
        (before != after).then_some(Self { field, before, after })
    }
}

/// One thing that the table makes, changes, ends or leaves alone.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TableLine {
    /// Row in the file; `None` for what the file does not list.
    pub row: Option<u32>,
    /// Its code.
    pub key: String,
    /// Its name.
    pub name: String,
    /// Fields that differ.
    pub changes: Vec<FieldChange>,
    /// What else must be said of it; empty = nothing.
    pub remark: String,
}

/// A row that cannot be taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RefusedRow {
    /// Row number in the file.
    pub row: u32,
    /// What the row is about, as far as it could be read.
    pub name: String,
    /// Why, each sentence with what to do.
    pub why: Vec<String>,
}

/// What taking a table would change.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TablePlan {
    /// Rows read from the file, good and bad.
    pub rows: u64,
    /// New.
    pub added: Vec<TableLine>,
    /// Different, field by field.
    pub changed: Vec<TableLine>,
    /// Ended, because the file says so or is complete without it.
    pub removed: Vec<TableLine>,
    /// Rows that say what is known already.
    pub unchanged: u64,
    /// Known, not in the file, left as it is.
    pub not_in_file: Vec<TableLine>,
    /// Rows not taken.
    pub refused: Vec<RefusedRow>,
    /// What must be known before confirming: effects, and rows passed over.
    pub notes: Vec<String>,
    /// Why it is worth taking although no row differs, as another date of the same content.
    pub renewal: Option<String>,
}

impl TablePlan {
    /// True when carrying it out would write nothing.
    pub fn is_idle(&self) -> bool {
        self.sizes() == (0, 0, 0) && self.renewal.is_none()
    }

    /// Added, changed, removed: what a confirmation promises.
    pub fn sizes(&self) -> (u64, u64, u64) {
        (self.added.len() as u64, self.changed.len() as u64, self.removed.len() as u64)
    }

    /// Refuses a row.
    pub fn refuse(&mut self, row: &TableRow, name: Option<String>, why: Vec<String>) {
        self.refused.push(RefusedRow { row: row.number, name: name.unwrap_or_default(), why });
    }

    /// Everything in the order of the file.
    pub fn in_order(&mut self) {
        for list in [&mut self.added, &mut self.changed, &mut self.removed, &mut self.not_in_file] {
            list.sort_by(|a, b| (a.row.unwrap_or(u32::MAX), &a.key).cmp(&(b.row.unwrap_or(u32::MAX), &b.key)));
        }
        self.refused.sort_by_key(|r| r.row);
    }
}

/// Names in a sentence: the first five, and how many there are when there are more.
pub fn named(names: &[String]) -> String {
    const SHOWN: usize = 5;
    let list = names.iter().take(SHOWN).map(String::as_str).collect::<Vec<_>>().join("、");
    if names.len() > SHOWN { format!("{list}等 {} 个", names.len()) } else { list }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_read_back() {
        for kind in TableKind::ALL {
            assert_eq!(TableKind::parse(kind.as_str()), Some(kind));
        }
        assert_eq!(TableKind::parse("catalogue"), None);
    }

    #[test]
    fn a_cell_is_folded_and_blank_is_nothing() {
        let cells = [("a", " 双桥\n村 "), ("b", " \u{3000}")].map(|(k, v)| (k.to_owned(), v.to_owned()));
        let row = TableRow { cells: cells.into(), ..TableRow::default() };
        assert_eq!((row.text("a").as_deref(), row.text("b"), row.text("c")), (Some("双桥 村"), None, None));
    }

    #[test]
    fn a_renewal_is_not_idle() {
        let mut plan = TablePlan { unchanged: 7, ..TablePlan::default() };
        assert!(plan.is_idle());
        plan.renewal = Some("统计日期改为 12月1日".into());
        assert!(!plan.is_idle());
    }

    #[test]
    fn long_lists_are_cut_and_counted() {
        let names: Vec<String> = (1..=7).map(|n| format!("第{n}村")).collect();
        assert_eq!(named(&names[..2]), "第1村、第2村");
        assert_eq!(named(&names), "第1村、第2村、第3村、第4村、第5村等 7 个");
    }
}

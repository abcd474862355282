//! Taking a list of decisions made elsewhere (导入双公示清单、证照登记簿、部门系统办件): which rows are new, which say
//! what is known, which cannot be taken. Every row keeps its number in the file.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::LedgerRow;
use crate::base::{TableLine, TablePlan, TableRow, Uscc, mask_name, parse_date};

/// Keys of the cells.
pub const COLUMNS: [&str; 7] = ["decision_no", "party", "code", "content", "item_name", "decided_on", "organ"];

/// The plan, and what carrying it out writes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LedgerPlan {
    /// What is told.
    pub told: TablePlan,
    /// New lines with their day.
    pub kept: Vec<(LedgerRow, Date)>,
}

/// Event: a list was taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LedgerImported {
    /// Which list.
    pub kind: String,
    /// Name of the file.
    pub file_name: String,
    /// SM3 of the file's bytes.
    pub file_digest: String,
    /// The day up to which it speaks.
    pub as_of: Date,
    /// Rows in the file.
    pub rows: u64,
    /// New ones.
    pub added: u64,
    /// Rows that said nothing new.
    pub unchanged: u64,
    /// Rows refused.
    pub refused: u64,
}

/// By which a line is known again, in whichever file.
#[must_use]
pub fn line_key(row: &LedgerRow) -> (String, String, String, Option<Date>) {
    (row.decision_no.clone(), row.party.clone(), row.item_name.clone(), row.decided_on)
}

/// The line of a row, or why there is none. Of persons the name is kept masked and the number not at all: the list is
/// held against cases, nobody is looked up by it.
fn line(row: &TableRow, today: Date) -> Result<(LedgerRow, Date), Vec<String>> {
    let text = |key: &str| row.text(key).unwrap_or_default();
    let mut why = Vec::new();
    let party = text("party");
    if party.is_empty() {
        why.push("没有相对人名称，请补上".to_owned());
    }
    let day = match row.text("decided_on") {
        None => Err("没有决定日期，请补上，例如 2026-11-20".to_owned()),
        Some(typed) => match parse_date(typed.split([' ', 'T']).next().unwrap_or_default()) {
            Ok(day) if day > today => Err(format!("决定日期 {day} 还没有到，请核对")),
            Ok(day) => Ok(day),
            Err(flaw) => Err(flaw.to_string()),
        },
    };
    let code = Uscc::parse(&text("code")).map(|code| code.as_str().to_owned()).unwrap_or_default();
    let is_organisation = !code.is_empty() || party.chars().count() > 4;
    match day {
        Ok(decided_on) if why.is_empty() => {
            let line = LedgerRow {
                row: row.number,
                decision_no: text("decision_no"),
                party: if is_organisation { party } else { mask_name(&party) },
                code,
                content: text("content"),
                item_name: text("item_name"),
                decided_on: Some(decided_on),
                organ: text("organ"),
            };
            Ok((line, decided_on))
        }
        Ok(_) => Err(why),
        Err(sentence) => {
            why.push(sentence);
            Err(why)
        }
    }
}

/// Plans a list against the lines that are known.
#[must_use]
pub fn plan_ledger(
    known: &BTreeSet<(String, String, String, Option<Date>)>,
    rows: &[TableRow],
    today: Date,
) -> LedgerPlan {
    let mut out = LedgerPlan::default();
    out.told.rows = rows.len() as u64;
    let mut seen: BTreeMap<(String, String, String, Option<Date>), u32> = BTreeMap::new();
    let mut bare = 0;
    for row in rows {
        let (line, day) = match line(row, today) {
            Ok(read) => read,
            Err(why) => {
                out.told.refuse(row, row.text("party"), why);
                continue;
            }
        };
        let key = line_key(&line);
        if known.contains(&key) {
            out.told.unchanged += 1;
            continue;
        }
        if let Some(first) = seen.get(&key) {
            out.told.refuse(row, Some(line.party), vec![format!("与第 {first} 行相同，请保留一行")]);
            continue;
        }
        bare += u64::from(line.decision_no.is_empty() && line.code.is_empty());
        seen.insert(key, row.number);
        let name = if line.item_name.is_empty() { line.content.clone() } else { line.item_name.clone() };
        out.told.added.push(TableLine {
            row: Some(row.number),
            key: line.decision_no.clone(),
            name: format!("{} {name}", line.party),
            ..TableLine::default()
        });
        out.kept.push((line, day));
    }
    if bare > 0 {
        out.told.notes.push(format!("{bare} 行没有文书号也没有统一社会信用代码，只能按名称、事项和日期比对"));
    }
    out
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn row(number: u32, cells: &[(&str, &str)]) -> TableRow {
        let cells = cells.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect();
        TableRow { number, cells, ..TableRow::default() }
    }

    #[test]
    fn rows_keep_their_numbers_and_persons_their_names() {
        let today = date(2026, 11, 20);
        let firm =
            [("decision_no", "临食许〔2026〕1号"), ("party", "临江县华兴贸易有限公司"), ("decided_on", "2026/11/3")];
        let person = [("party", "王小明"), ("code", "110101199003070011"), ("decided_on", "2026年11月4日")];
        let rows = [
            row(2, &firm),
            row(3, &person),
            row(4, &firm),
            row(5, &[("party", "某某有限公司"), ("decided_on", "2026-12-01")]),
            row(6, &[("decided_on", "昨天")]),
        ];
        let plan = plan_ledger(&BTreeSet::new(), &rows, today);
        let kept: Vec<(u32, &str, &str)> =
            plan.kept.iter().map(|(l, _)| (l.row, l.party.as_str(), l.code.as_str())).collect();
        assert_eq!(kept, [(2, "临江县华兴贸易有限公司", ""), (3, mask_name("王小明").as_str(), "")]);
        let refused: Vec<(u32, usize)> = plan.told.refused.iter().map(|r| (r.row, r.why.len())).collect();
        assert_eq!(refused, [(4, 1), (5, 1), (6, 2)]);
        assert_eq!(plan.told.refused[0].why, ["与第 2 行相同，请保留一行"]);
        assert_eq!(plan.told.notes, ["1 行没有文书号也没有统一社会信用代码，只能按名称、事项和日期比对"]);
        let known = plan.kept.iter().map(|(l, _)| line_key(l)).collect();
        let again = plan_ledger(&known, &rows[..3], today);
        assert_eq!((again.told.unchanged, again.kept.len()), (3, 0));
        assert!(again.told.is_idle());
    }
}

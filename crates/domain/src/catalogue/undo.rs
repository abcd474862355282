//! Taking an import back (撤销导入): every item it touched gets back the content it had before, as a new
//! version; what it added is cancelled; what somebody has changed since stays, and is named.
//!
//! Not here: departments that the import made. They stay, because others may stand on them by now.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use super::{Content, Status};
use crate::base::ItemId;

/// An item that the import wrote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Touched {
    /// Which.
    pub item: ItemId,
    /// Version that the import made.
    pub written: i64,
    /// Its newest version now.
    pub newest: i64,
    /// What the import made of it.
    pub after: Content,
    /// What it was before; `None` when the import added it.
    pub before: Option<Content>,
}

/// A version that takes the import back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UndoneItem {
    /// Which.
    pub item: ItemId,
    /// Version to write.
    pub version: i64,
    /// What it is again.
    pub content: Content,
}

/// An item that stays as it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptItem {
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Why it stays, as a sentence.
    pub why: String,
}

/// What taking an import back does.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct UndoPlan {
    /// Items that get their content back.
    pub restored: Vec<UndoneItem>,
    /// Items that the import added.
    pub cancelled: Vec<UndoneItem>,
    /// Items that stay.
    pub kept: Vec<KeptItem>,
}

/// Plans it. `holders` says which item has a code now.
pub fn plan_undo(touched: Vec<Touched>, holders: &HashMap<String, ItemId>) -> UndoPlan {
    let mut out = UndoPlan::default();
    for t in touched {
        let kept = |why: String| KeptItem { code: t.after.code.clone(), name: t.after.name.clone(), why };
        if t.newest != t.written {
            out.kept.push(kept(format!("导入后又改到第 {} 版，保留现在的内容", t.newest)));
            continue;
        }
        let version = t.newest + 1;
        match t.before {
            None => {
                let content = Content { status: Status::Cancelled, ..t.after };
                out.cancelled.push(UndoneItem { item: t.item, version, content });
            }
            // The code it had before has gone to another item since.
            Some(before) if holders.get(&before.code).is_some_and(|holder| *holder != t.item) => {
                out.kept.push(kept(format!("原来的编码“{}”已用于另一项，保留现在的内容", before.code)));
            }
            Some(content) => out.restored.push(UndoneItem { item: t.item, version, content }),
        }
    }
    out
}

/// Event: an import was taken back. One event; the versions are written beside it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportUndone {
    /// The import that was taken back.
    pub import: i64,
    /// Name of its file.
    pub file_name: String,
    /// Items with their content back.
    pub restored: u64,
    /// Items that it had added.
    pub cancelled: u64,
    /// Codes of items that stayed, because they were changed since.
    pub kept: Vec<String>,
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::{
        base::DepartmentId,
        catalogue::{Column, RawRow, read_row},
    };

    fn content(code: &str, name: &str) -> Content {
        let cells = [(Column::Department, "局"), (Column::Code, code), (Column::Name, name), (Column::ItemType, "1")];
        let cells: BTreeMap<_, _> = cells.iter().map(|(c, v)| (*c, (*v).to_owned())).collect();
        read_row(&RawRow { number: 2, cells, ..RawRow::default() }).unwrap().create(DepartmentId::new(1))
    }

    #[test]
    fn what_was_changed_is_restored_and_what_was_added_is_cancelled() {
        let (one, two, three) = (ItemId::new(1), ItemId::new(2), ItemId::new(3));
        let touched = vec![
            Touched { item: one, written: 2, newest: 2, after: content("A", "甲"), before: Some(content("A", "一")) },
            Touched { item: two, written: 1, newest: 1, after: content("B", "乙"), before: None },
            Touched {
                item: three, written: 2, newest: 3, after: content("C", "丙"), before: Some(content("C", "三"))
            },
        ];
        let holders = HashMap::from([("A".into(), one), ("B".into(), two), ("C".into(), three)]);
        let plan = plan_undo(touched, &holders);
        assert_eq!(plan.restored, [UndoneItem { item: one, version: 3, content: content("A", "一") }]);
        assert_eq!(plan.cancelled[0].content.status, Status::Cancelled);
        assert_eq!((&*plan.kept[0].code, plan.kept.len()), ("C", 1));
    }

    #[test]
    fn a_code_that_has_gone_to_another_item_is_not_taken_back() {
        let (one, two) = (ItemId::new(1), ItemId::new(2));
        let touched = vec![Touched {
            item: one,
            written: 2,
            newest: 2,
            after: content("NEW", "一"),
            before: Some(content("OLD", "一")),
        }];
        let holders = HashMap::from([("NEW".into(), one), ("OLD".into(), two)]);
        let plan = plan_undo(touched, &holders);
        assert!(plan.restored.is_empty() && plan.kept[0].why.contains("OLD"));
    }
}

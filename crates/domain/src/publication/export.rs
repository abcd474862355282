//! One row of the province's export (省级平台导出): an item as the platform lists it.
//!
//! Deliberately not here: which of our items it is.

use std::collections::BTreeMap;

use crate::base::{TableRow, fold, parse_date};

/// Keys of the cells.
pub const COLUMNS: [&str; 7] = ["code", "name", "department", "status", "audit", "published_on", "version"];

/// How the platform shows an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ProvinceState {
    /// 在用 and 已发布: everybody sees it.
    Published,
    /// 待审核 or 退回: entered, not yet let through.
    Pending,
    /// 草稿: not yet handed in.
    Draft,
    /// 暂停.
    Suspended,
    /// 取消.
    Cancelled,
}

impl ProvinceState {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Published, Self::Pending, Self::Draft, Self::Suspended, Self::Cancelled];

    /// Word in tables.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Published => "published",
            Self::Pending => "pending",
            Self::Draft => "draft",
            Self::Suspended => "suspended",
            Self::Cancelled => "cancelled",
        }
    }

    /// Word on pages.
    pub fn label(self) -> &'static str {
        match self {
            Self::Published => "已发布",
            Self::Pending => "待审核",
            Self::Draft => "草稿",
            Self::Suspended => "暂停",
            Self::Cancelled => "取消",
        }
    }

    /// Reads the word of a table.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.as_str() == text)
    }
}

/// An item as the platform lists it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProvinceItem {
    /// The platform's code, as text.
    pub code: String,
    /// Its name there.
    pub name: String,
    /// Its department there.
    pub department: String,
    /// How it stands there.
    pub state: ProvinceState,
    /// Version and day of publication as worded; empty when the export does not say.
    pub version_text: String,
    /// Cells of columns that nobody knows, by header.
    pub raw: BTreeMap<String, String>,
}

/// What stands in the two columns about an item's state.
enum Said {
    State(ProvinceState),
    Nothing,
    Unknown(String),
}

fn life(word: Option<String>) -> Said {
    match word.as_deref() {
        None => Said::Nothing,
        Some("1" | "在用" | "正常" | "启用" | "有效" | "已发布" | "发布") => {
            Said::State(ProvinceState::Published)
        }
        Some("2" | "暂停" | "挂起" | "停用") => Said::State(ProvinceState::Suspended),
        Some("3" | "取消" | "注销" | "废止" | "已取消" | "下线" | "已下线") => {
            Said::State(ProvinceState::Cancelled)
        }
        Some("4" | "草稿" | "暂存" | "编辑中") => Said::State(ProvinceState::Draft),
        Some("待审核" | "审核中" | "待发布" | "未发布" | "退回") => Said::State(ProvinceState::Pending),
        Some(other) => Said::Unknown(other.to_owned()),
    }
}

fn audit(word: Option<String>) -> Said {
    match word.as_deref() {
        None => Said::Nothing,
        Some("已发布" | "发布" | "审核通过" | "已通过" | "通过" | "已审核" | "是" | "1") => {
            Said::State(ProvinceState::Published)
        }
        Some(
            "待审核" | "审核中" | "待发布" | "未发布" | "已退回" | "退回" | "不通过" | "审核不通过" | "未通过"
            | "未审核" | "否" | "0",
        ) => Said::State(ProvinceState::Pending),
        Some("草稿" | "暂存" | "未提交" | "待提交") => Said::State(ProvinceState::Draft),
        Some("下线" | "已下线" | "撤销发布" | "已撤销") => Said::State(ProvinceState::Cancelled),
        Some(other) => Said::Unknown(other.to_owned()),
    }
}

/// Reads a row; the flag says that the row tells nothing of its state, which in a list of what is
/// published means published.
pub(super) fn read(row: &TableRow) -> Result<(ProvinceItem, bool), Vec<String>> {
    if row.ragged {
        return Err(vec!["这一行的格数与表头不同，请核对有没有多出的分隔符".into()]);
    }
    let mut why = Vec::new();
    let typed = row.text("code").unwrap_or_default();
    let code = fold(&typed).trim_start_matches('\'').to_owned();
    if code.is_empty() {
        why.push("缺事项编码，请补上".into());
    } else if code.contains('.') && (code.contains("E+") || code.contains("e+")) {
        why.push(format!("编码“{code}”被表格软件变成了科学计数，请把该列设为文本后重新导出"));
    } else if code.chars().count() > 80 {
        why.push("编码最多 80 个字符，请核对是否串行".into());
    }
    let name = row.text("name").unwrap_or_default();
    match name.chars().count() {
        0 => why.push("缺事项名称，请补上".into()),
        1..=300 => {}
        length => why.push(format!("事项名称有 {length} 个字，最多 300 个，请核对是否串行")),
    }
    let (status, audited) = (life(row.text("status")), audit(row.text("audit")));
    let silent = matches!((&status, &audited), (Said::Nothing, Said::Nothing));
    let mut unknown = |column: &str, said: &Said| {
        if let Said::Unknown(word) = said {
            why.push(format!("{column}“{word}”不认识，请写在用、暂停、取消、草稿或待审核"));
        }
    };
    unknown("状态", &status);
    unknown("审核状态", &audited);
    let state = both(&status, &audited);
    let published_on = row.text("published_on").map(|t| parse_date(&t).map_or(t, |day| day.to_string()));
    let version: Vec<String> = [row.text("version"), published_on].into_iter().flatten().collect();
    let department = row.text("department").unwrap_or_default();
    let version_text = version.join("，");
    if !why.is_empty() {
        return Err(why);
    }
    Ok((ProvinceItem { code, name, department, state, version_text, raw: row.raw.clone() }, silent))
}

/// Published only where neither column says otherwise; what is ended is ended, however it was audited.
fn both(status: &Said, audited: &Said) -> ProvinceState {
    match (status, audited) {
        (Said::State(ProvinceState::Published) | Said::Nothing | Said::Unknown(_), Said::State(audit)) => *audit,
        (Said::State(life), _) => *life,
        (Said::Nothing | Said::Unknown(_), Said::Nothing | Said::Unknown(_)) => ProvinceState::Published,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(cells: &[(&str, &str)]) -> TableRow {
        let cells = cells.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect();
        TableRow { number: 2, cells, ..TableRow::default() }
    }

    fn state(status: &str, audit: &str) -> ProvinceState {
        read(&row(&[("code", "A"), ("name", "甲"), ("status", status), ("audit", audit)])).unwrap().0.state
    }

    #[test]
    fn published_is_in_use_and_let_through() {
        for (status, audit, expected) in [
            ("在用", "已发布", ProvinceState::Published),
            ("在用", "", ProvinceState::Published),
            ("", "审核通过", ProvinceState::Published),
            ("在用", "待审核", ProvinceState::Pending),
            ("", "草稿", ProvinceState::Draft),
            ("暂停", "已发布", ProvinceState::Suspended),
            ("取消", "审核通过", ProvinceState::Cancelled),
            ("草稿", "待审核", ProvinceState::Draft),
            ("4", "", ProvinceState::Draft),
        ] {
            assert_eq!(state(status, audit), expected, "{status} {audit}");
        }
    }

    #[test]
    fn a_row_without_any_state_is_told_apart() {
        let (item, silent) =
            read(&row(&[("code", "'Ａ－1"), ("name", "甲"), ("published_on", "2026年1月5日")])).unwrap();
        assert_eq!((item.code.as_str(), item.state, silent), ("A-1", ProvinceState::Published, true));
        assert_eq!(item.version_text, "2026-01-05");
    }

    #[test]
    fn all_flaws_of_a_row_come_at_once() {
        let why = read(&row(&[("code", "3.7E+30"), ("status", "在途"), ("audit", "阅")])).unwrap_err();
        assert_eq!(why.len(), 4, "{why:?}");
        assert!(why[0].contains("科学计数") && why[2].contains("在途") && why[3].contains("阅"));
    }
}

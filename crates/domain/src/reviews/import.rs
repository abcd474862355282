//! Taking ratings that another system took (导入好差评): which rows are new, which are known, which cannot be read. The
//! numbers of a file run one of two ways, so the file must speak for its scale before a row is taken.
//!
//! Nothing imported enters the active rate: who made a rating there, and whether anybody did, cannot be seen from here.
//! Source of the fields: the provincial exchange (domain.md §5.4) and GB/T 39046-2020.

use std::collections::{BTreeMap, BTreeSet};

use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};

use super::{Provenance, ReviewChannel, ScaleFinding, ServiceNode, StarScale, scale_of};
use crate::base::{Satisfaction, TableLine, TablePlan, TableRow, fold, parse_moment, shanghai_day};

/// Keys of the cells. `stars` and `level_code` say in the header which way they run, `level` does not.
pub const COLUMNS: [&str; 14] = [
    "review_no",
    "case_no",
    "stars",
    "level_code",
    "level",
    "options",
    "words",
    "assessed_at",
    "channel",
    "node",
    "is_default",
    "in_force",
    "item_code",
    "device",
];

/// A rating from elsewhere. Its words are personal: those of a bad one that is worked through are sealed, of all others
/// only a digest is kept by whoever writes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportedReview {
    /// Row in the file.
    pub row: u32,
    /// By what it is known again.
    pub key: String,
    /// Case number there or here; empty where the file has none.
    pub case_no: String,
    /// Item code; empty where the file has none.
    pub item_code: String,
    /// Level.
    pub level: Satisfaction,
    /// What was ticked, also retired codes.
    pub options: Vec<u16>,
    /// Words, to be sealed or digested.
    pub words: String,
    /// When.
    pub at: Timestamp,
    /// Its day.
    pub on: Date,
    /// Which way.
    pub channel: ReviewChannel,
    /// Which contact.
    pub node: ServiceNode,
    /// [`Provenance::Import`], [`Provenance::StaffDevice`] or [`Provenance::SystemDefault`].
    pub provenance: Provenance,
    /// Whether it is in force there.
    pub in_force: bool,
}

/// The plan, and what carrying it out writes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ReviewPlan {
    /// What is told.
    pub told: TablePlan,
    /// New ones.
    pub kept: Vec<ImportedReview>,
}

/// Why a file is not taken as a whole.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ScaleFlaw {
    /// Nothing tells which way the numbers run.
    #[error(
        "看不出 5 是最好还是最差：请加上“评价选项”一列（如 510），或者把表头写成“星级”（5 最好）或“等级代码”（1 最好）再导入"
    )]
    Silent,
    /// Some rows say one, some the other.
    #[error("星级方向对不上：{stars} 行按 5 最好，{codes} 行按 1 最好。请分成两份，或核对后再导入")]
    Contradicts {
        /// Rows that speak for stars.
        stars: u32,
        /// Rows that speak for codes.
        codes: u32,
    },
    /// The options say the opposite of the header.
    #[error("表头说的是“{header}”，评价选项却说明是反的（{rows} 行）。请核对表头再导入")]
    Header {
        /// Title.
        header: &'static str,
        /// Rows.
        rows: u32,
    },
}

/// Event: ratings of another system were taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReviewsImported {
    /// Name of the file.
    pub file_name: String,
    /// SM3 of the file's bytes.
    pub file_digest: String,
    /// Rows in the file.
    pub rows: u64,
    /// New ones.
    pub added: u64,
    /// Known ones.
    pub unchanged: u64,
    /// Refused ones.
    pub refused: u64,
}

fn number(row: &TableRow) -> Option<(&'static str, String)> {
    ["stars", "level_code", "level"].into_iter().find_map(|key| Some((key, fold(&row.text(key)?))))
}

fn codes(row: &TableRow) -> Option<Vec<u16>> {
    let Some(text) = row.text("options") else { return Some(Vec::new()) };
    let folded = fold(&text);
    let parts = folded.split([',', '，', '、', ';', '；', '|', ' ']).map(str::trim).filter(|p| !p.is_empty());
    let mut out = parts.map(|p| p.parse().ok()).collect::<Option<Vec<u16>>>()?;
    out.sort_unstable();
    out.dedup();
    Some(out)
}

/// Which way the numbers run, from the header and from the options beside them.
///
/// # Errors
/// [`ScaleFlaw`].
fn scale(rows: &[TableRow]) -> Result<StarScale, ScaleFlaw> {
    let read: Vec<(&str, u8, Vec<u16>)> = rows
        .iter()
        .filter_map(|row| {
            let (key, text) = number(row)?;
            Some((key, text.parse().ok()?, codes(row).unwrap_or_default()))
        })
        .collect();
    let found = scale_of(read.iter().map(|(_, n, options)| (*n, options.as_slice())));
    let said = match read.first().map(|(key, _, _)| *key) {
        Some("stars") => Some((StarScale::Stars, "星级")),
        Some("level_code") => Some((StarScale::Codes, "等级代码")),
        Some(_) | None => None,
    };
    match (found, said) {
        (ScaleFinding::Contradicts { stars, codes }, _) => Err(ScaleFlaw::Contradicts { stars, codes }),
        (ScaleFinding::Clear(scale, rows), Some((said, header))) if scale != said => {
            Err(ScaleFlaw::Header { header, rows })
        }
        (ScaleFinding::Clear(scale, _), _) => Ok(scale),
        (ScaleFinding::Silent, Some((said, _))) => Ok(said),
        // Words need no scale.
        (ScaleFinding::Silent, None) if read.is_empty() => Ok(StarScale::Stars),
        (ScaleFinding::Silent, None) => Err(ScaleFlaw::Silent),
    }
}

fn level(row: &TableRow, scale: StarScale) -> Result<Satisfaction, String> {
    let Some((_, text)) = number(row) else {
        return Err("没有满意程度，请补上 1 到 5 或“满意”等字样".into());
    };
    let by_words = || Satisfaction::ALL.into_iter().find(|s| s.label() == text);
    let by_number = || text.parse().ok().and_then(|n| scale.read(n));
    by_number().or_else(by_words).ok_or_else(|| format!("满意程度“{text}”读不懂，请写 1 到 5 或“满意”等字样"))
}

fn yes(text: &str) -> bool {
    matches!(text.trim(), "1" | "是" | "Y" | "y" | "true" | "默认")
}

fn node(text: Option<String>) -> Result<ServiceNode, String> {
    let Some(text) = text.map(|t| fold(&t)) else { return Ok(ServiceNode::Completion) };
    let by_number = || text.parse::<u8>().ok().and_then(|n| ServiceNode::ALL.into_iter().find(|s| s.number() == n));
    let by_word = || ServiceNode::ALL.into_iter().find(|s| s.label() == text);
    by_number().or_else(by_word).ok_or_else(|| format!("服务节点“{text}”读不懂，请写 1（受理）、2（办理）或 3（办结）"))
}

fn read(
    row: &TableRow,
    scale: StarScale,
    channels: &BTreeMap<String, ReviewChannel>,
    today: Date,
) -> Result<ImportedReview, Vec<String>> {
    let mut why = Vec::new();
    let mut wrong = |sentence: String| why.push(sentence);
    let case_no = row.text("case_no").unwrap_or_default();
    let item_code = row.text("item_code").unwrap_or_default();
    if case_no.is_empty() && item_code.is_empty() {
        wrong("没有办件编号也没有事项编码，请至少补一个".into());
    }
    let level = level(row, scale).map_err(&mut wrong).ok();
    let options = codes(row);
    if options.is_none() {
        wrong("评价选项要写代码，多个用逗号分开，例如 510,517".into());
    }
    let at = match row.text("assessed_at") {
        None => Err("没有评价时间，请补上，例如 2026-11-20 09:30".to_owned()),
        Some(text) => parse_moment(&text).map_err(|flaw| format!("评价时间：{flaw}")),
    };
    let at = match at {
        Ok(at) if shanghai_day(at) > today => Err("评价时间还没有到，请核对".to_owned()),
        other => other,
    };
    let at = at.map_err(&mut wrong).ok();
    let node = node(row.text("node")).map_err(&mut wrong).ok();
    let channel = match row.text("channel") {
        None => Some(ReviewChannel::Web),
        Some(text) => {
            let found = channels.get(&text).copied().or_else(|| ReviewChannel::parse(&text));
            if found.is_none() {
                wrong(format!(
                    "评价渠道“{text}”不在对照表里，请改用：{}",
                    channels.keys().map(String::as_str).collect::<Vec<_>>().join("、")
                ));
            }
            found
        }
    };
    let (Some(level), Some(options), Some(at), Some(node), Some(channel), true) =
        (level, options, at, node, channel, why.is_empty())
    else {
        return Err(why);
    };
    let is_device = row.text("device").is_some_and(|d| d.eq_ignore_ascii_case("PJQ") || d == "评价器");
    let provenance = if row.text("is_default").is_some_and(|t| yes(&t)) {
        Provenance::SystemDefault
    } else if is_device {
        Provenance::StaffDevice
    } else {
        Provenance::Import
    };
    let key = match row.text("review_no") {
        Some(no) => format!("no/{no}"),
        None => format!("{case_no}/{item_code}/{}/{}/{}", node.number(), at.as_second(), level.stars()),
    };
    Ok(ImportedReview {
        row: row.number,
        key,
        case_no,
        item_code,
        level,
        options,
        words: row.text("words").unwrap_or_default(),
        at,
        on: shanghai_day(at),
        channel,
        node,
        provenance,
        in_force: row.text("in_force").is_none_or(|t| !matches!(t.trim(), "0" | "否" | "无效" | "N" | "n")),
    })
}

/// Rows that look as though software had written them: the best level, the same options, no words and not marked as a
/// default, several in the same second. Source: a production system that rates by itself (domain.md §5.4).
fn by_software(kept: &[ImportedReview]) -> u64 {
    let mut same: BTreeMap<(i64, &[u16]), u64> = BTreeMap::new();
    for r in kept.iter().filter(|r| {
        r.level == Satisfaction::VerySatisfied
            && r.words.is_empty()
            && !r.options.is_empty()
            && r.provenance == Provenance::Import
    }) {
        *same.entry((r.at.as_second(), &r.options)).or_default() += 1;
    }
    same.values().filter(|n| **n > 1).sum()
}

/// Plans a file against the ratings that are known. `known` holds keys of earlier imports.
///
/// # Errors
/// [`ScaleFlaw`]: nothing of the file is taken.
pub fn plan_reviews(
    known: &BTreeSet<String>,
    rows: &[TableRow],
    channels: &BTreeMap<String, ReviewChannel>,
    today: Date,
) -> Result<ReviewPlan, ScaleFlaw> {
    let scale = scale(rows)?;
    let mut out = ReviewPlan::default();
    out.told.rows = rows.len() as u64;
    let mut seen: BTreeMap<String, u32> = BTreeMap::new();
    for row in rows {
        let name = row.text("case_no").or_else(|| row.text("item_code"));
        let review = match read(row, scale, channels, today) {
            Ok(review) => review,
            Err(why) => {
                out.told.refuse(row, name, why);
                continue;
            }
        };
        if known.contains(&review.key) {
            out.told.unchanged += 1;
            continue;
        }
        if let Some(first) = seen.get(&review.key) {
            out.told.refuse(row, name, vec![format!("与第 {first} 行相同，请保留一行")]);
            continue;
        }
        seen.insert(review.key.clone(), row.number);
        out.told.added.push(TableLine {
            row: Some(row.number),
            key: if review.case_no.is_empty() { review.item_code.clone() } else { review.case_no.clone() },
            name: format!("{} {}", review.level.label(), review.provenance.label()),
            ..TableLine::default()
        });
        out.kept.push(review);
    }
    let software = by_software(&out.kept);
    if software > 0 {
        out.told.notes.push(format!("{software} 行选项相同、没有文字、同一秒评的最高分，又没有标默认，像是系统代填"));
    }
    if out.kept.iter().any(|r| !r.words.is_empty()) {
        out.told.notes.push("评语可能有个人信息：本县要办的差评密封保存，其余不导入，只记有没有写".into());
    }
    Ok(out)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn row(number: u32, cells: &[(&str, &str)]) -> TableRow {
        let cells = cells.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect();
        TableRow { number, cells, ..TableRow::default() }
    }

    const TODAY: Date = date(2026, 11, 20);
    const AT: (&str, &str) = ("assessed_at", "2026-11-19 10:00");

    fn channels() -> BTreeMap<String, ReviewChannel> {
        BTreeMap::from([("pc端".to_owned(), ReviewChannel::Web)])
    }

    fn plan(rows: &[TableRow]) -> Result<ReviewPlan, ScaleFlaw> {
        plan_reviews(&BTreeSet::new(), rows, &channels(), TODAY)
    }

    #[test]
    fn a_file_is_read_by_the_scale_that_it_shows() {
        let rows = |key| {
            vec![
                row(2, &[("case_no", "A1"), (key, "1"), ("options", "510,517"), AT]),
                row(3, &[("case_no", "A2"), (key, "5"), ("options", "109"), AT, ("is_default", "1")]),
            ]
        };
        let levels = |plan: &ReviewPlan| plan.kept.iter().map(|r| r.level.stars()).collect::<Vec<_>>();
        assert_eq!(levels(&plan(&rows("level")).unwrap()), [5, 1]);
        assert_eq!(levels(&plan(&rows("level_code")).unwrap()), [5, 1]);
        assert_eq!(plan(&rows("stars")), Err(ScaleFlaw::Header { header: "星级", rows: 2 }));
        let bare = |key| vec![row(2, &[("case_no", "A1"), (key, "1"), AT])];
        assert_eq!(plan(&bare("level")), Err(ScaleFlaw::Silent));
        assert_eq!(levels(&plan(&bare("stars")).unwrap()), [1]);
        assert_eq!(levels(&plan(&bare("level_code")).unwrap()), [5]);
        let words = vec![row(2, &[("case_no", "A1"), ("level", "不满意"), AT])];
        assert_eq!(levels(&plan(&words).unwrap()), [2]);
        let mixed = [rows("level").remove(0), row(3, &[("case_no", "A2"), ("level", "5"), ("options", "510"), AT])];
        assert_eq!(plan(&mixed), Err(ScaleFlaw::Contradicts { stars: 1, codes: 1 }));
    }

    #[test]
    fn rows_that_cannot_be_read_say_why_and_the_others_stay() {
        let good = [("case_no", "A1"), ("stars", "5"), AT, ("node", "1"), ("channel", "pc端")];
        let rows = [
            row(2, &good),
            row(3, &good),
            row(4, &[("stars", "6"), ("options", "五一零"), ("node", "9"), ("channel", "鸽子")]),
            row(5, &[("case_no", "A1"), ("stars", "5"), ("assessed_at", "2026-12-01")]),
        ];
        let plan = plan(&rows).unwrap();
        let refused: Vec<(u32, usize)> = plan.told.refused.iter().map(|r| (r.row, r.why.len())).collect();
        assert_eq!(refused, [(3, 1), (4, 6), (5, 1)]);
        let [only] = plan.kept.as_slice() else { panic!("one row is good") };
        assert_eq!((only.row, only.node, only.provenance), (2, ServiceNode::Acceptance, Provenance::Import));
        let known = BTreeSet::from([only.key.clone()]);
        let again = plan_reviews(&known, &rows[..1], &channels(), TODAY).unwrap();
        assert_eq!((again.told.unchanged, again.kept.len(), again.told.is_idle()), (1, 0, true));
    }

    #[test]
    fn defaults_devices_and_what_software_wrote_are_told_apart() {
        let of = |n, more: &[(&str, &str)]| {
            let no = format!("A{n}");
            let mut cells = vec![("case_no", no.as_str()), ("stars", "5"), ("options", "510,517"), AT];
            cells.extend_from_slice(more);
            row(n, &cells)
        };
        let rows =
            [of(2, &[]), of(3, &[]), of(4, &[("is_default", "是")]), of(5, &[("device", "PJQ"), ("words", "好")])];
        let plan = plan(&rows).unwrap();
        let made: Vec<Provenance> = plan.kept.iter().map(|r| r.provenance).collect();
        assert_eq!(made, [Provenance::Import, Provenance::Import, Provenance::SystemDefault, Provenance::StaffDevice]);
        assert!(made.iter().all(|p| !p.is_own()));
        assert_eq!(plan.told.notes.len(), 2);
        assert!(plan.told.notes[0].starts_with("2 行"));
    }
}

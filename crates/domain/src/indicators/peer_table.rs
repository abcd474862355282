//! Taking the city's table (导入全市指标通报): figures of the counties as published, one column a figure or one
//! row a figure, with the advanced counties beside them.
//!
//! Deliberately not here: rank and scores. Our own county's row is held against our own figure and told;
//! it is kept as published and never taken for ours.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{CountyFigure, Indicator};
use crate::base::{FieldChange, Percent, Region, TableLine, TablePlan, TableRow, date_text_with_year, fold, fold_name};

/// A figure as it was published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PeerKnown {
    /// Which.
    pub indicator: Indicator,
    /// County and value.
    pub figure: CountyFigure,
    /// The day it speaks of.
    pub as_of: Date,
    /// Where it was published.
    pub source: String,
}

/// How the table is to be taken.
#[derive(Debug, Clone)]
pub struct PeersAsked<'a> {
    /// The day the table speaks of.
    pub as_of: Date,
    /// Where it was published.
    pub source: &'a str,
    /// The table lists every county that is compared.
    pub complete: bool,
    /// Our own county: code and name.
    pub own: (Region, &'a str),
    /// Our own figures as printed, with the day they speak of.
    pub own_figures: &'a [(Indicator, String, Date)],
}

/// The plan, and what carrying it out writes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PeerTablePlan {
    /// What is told.
    pub told: TablePlan,
    /// Figures to write, with the day and the source of the table.
    pub figures: Vec<PeerKnown>,
    /// Figures that are in no table any more.
    pub gone: Vec<(Indicator, String)>,
}

/// Event: the city's figures were taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CityFiguresImported {
    /// Name of the file.
    pub file_name: String,
    /// SM3 of the file's bytes.
    pub file_digest: String,
    /// Where they were published.
    pub source: String,
    /// The day they speak of.
    pub as_of: Date,
    /// Figures in the table.
    pub figures: u64,
    /// Figures that are in no table any more.
    pub gone: u64,
    /// Rows refused.
    pub refused: u64,
}

type Key = (String, Indicator);

/// Everything that rows say of one county.
struct County {
    row: u32,
    name: String,
    benchmark: Option<bool>,
    values: BTreeMap<Indicator, String>,
}

/// Plans a table of figures.
pub fn plan_peer_table(known: &[PeerKnown], rows: &[TableRow], asked: &PeersAsked<'_>) -> PeerTablePlan {
    let mut out = PeerTablePlan::default();
    out.told.rows = rows.len() as u64;
    let counties = counties(known, rows, asked, &mut out.told);
    let old: BTreeMap<Key, &PeerKnown> = known.iter().map(|k| ((k.figure.code.clone(), k.indicator), k)).collect();
    for (code, county) in &counties {
        take(&old, code, county, asked, &mut out);
    }
    let listed: BTreeSet<Key> = out.figures.iter().map(|f| (f.figure.code.clone(), f.indicator)).collect();
    let held_up = !out.told.refused.is_empty();
    let mut absent: BTreeMap<&str, Vec<&PeerKnown>> = BTreeMap::new();
    for figure in known.iter().filter(|k| !listed.contains(&(k.figure.code.clone(), k.indicator))) {
        absent.entry(&figure.figure.code).or_default().push(figure);
    }
    for (code, figures) in absent {
        let names: Vec<&str> = figures.iter().map(|f| f.indicator.name()).collect();
        let mut line = TableLine {
            key: code.to_owned(),
            name: figures[0].figure.name.clone(),
            remark: names.join("、"),
            ..TableLine::default()
        };
        if asked.complete && !held_up {
            line.remark = format!("完整的表里没有，不再比较：{}", line.remark);
            out.told.removed.push(line);
            out.gone.extend(figures.iter().map(|f| (f.indicator, code.to_owned())));
        } else {
            out.told.not_in_file.push(line);
        }
    }
    beside_our_own(&counties, asked, &mut out.told);
    renewal(known, asked, &mut out);
    out.told.in_order();
    out
}

/// Rows by county; a county may have several rows in the long form.
fn counties(
    known: &[PeerKnown],
    rows: &[TableRow],
    asked: &PeersAsked<'_>,
    told: &mut TablePlan,
) -> BTreeMap<String, County> {
    let mut out: BTreeMap<String, County> = BTreeMap::new();
    for row in rows {
        let read = code_of(known, row, asked).and_then(|(code, name)| {
            let values = values(row)?;
            let benchmark = benchmark(row)?;
            if let Some(county) = out.get(&code)
                && let Some(twice) = values.keys().find(|i| county.values.contains_key(i))
            {
                return Err(format!("{}与第 {} 行重复，请保留一行", twice.name(), county.row));
            }
            Ok((code, name, values, benchmark))
        });
        match read {
            Err(why) => told.refuse(row, row.text("name"), vec![why]),
            Ok((code, name, values, benchmark)) => {
                let county = out.entry(code).or_insert_with(|| County {
                    row: row.number,
                    name,
                    benchmark: None,
                    values: BTreeMap::new(),
                });
                county.benchmark = benchmark.or(county.benchmark);
                county.values.extend(values);
            }
        }
    }
    out
}

/// Code and name of the county: the code of the row, else that of a county known by this name, else
/// the name itself.
fn code_of(known: &[PeerKnown], row: &TableRow, asked: &PeersAsked<'_>) -> Result<(String, String), String> {
    if row.ragged {
        return Err("这一行的格数与表头不同，请核对有没有多出的分隔符".into());
    }
    let name = row.text("name").ok_or("缺县（市、区）名称，请补上")?;
    if name.chars().count() > 30 {
        return Err("县（市、区）名称最多 30 个字，请核对是否串行".into());
    }
    if let Some(typed) = row.text("code") {
        let code = fold(&typed);
        // 12 digits are padded with zeros.
        let short = code.get(..6).filter(|_| code.len() == 12 && code.ends_with("000000")).unwrap_or(&code);
        let region = Region::parse(short).map_err(|flaw| flaw.to_string())?;
        return Ok((region.as_str().to_owned(), name));
    }
    if fold_name(&name) == fold_name(asked.own.1) {
        return Ok((asked.own.0.as_str().to_owned(), name));
    }
    let same = known.iter().find(|k| fold_name(&k.figure.name) == fold_name(&name));
    Ok((same.map_or_else(|| fold_name(&name), |k| k.figure.code.clone()), name))
}

fn benchmark(row: &TableRow) -> Result<Option<bool>, String> {
    match row.text("benchmark").as_deref() {
        None => Ok(None),
        Some("是" | "1" | "标杆" | "先进" | "√") => Ok(Some(true)),
        Some("否" | "0" | "×") => Ok(Some(false)),
        Some(other) => Err(format!("是否标杆“{other}”不认识，请写是或否")),
    }
}

/// The figures of a row: its columns, and the one that its indicator and value name.
fn values(row: &TableRow) -> Result<BTreeMap<Indicator, String>, String> {
    let mut out = BTreeMap::new();
    for indicator in Indicator::ALL {
        if let Some(text) = row.text(indicator.id()).filter(|t| !is_blank(t)) {
            out.insert(indicator, value(indicator, &text)?);
        }
    }
    match (row.text("indicator"), row.text("value").filter(|t| !is_blank(t))) {
        (Some(words), Some(text)) => {
            let named = |i: &Indicator| i.name() == fold_name(&words) || i.id() == words;
            let indicator = Indicator::ALL.into_iter().find(named);
            let indicator = indicator.ok_or_else(|| format!("指标“{words}”不认识，请写网上可办率等名称"))?;
            out.insert(indicator, value(indicator, &text)?);
        }
        (None, Some(_)) => return Err("有数值、没写指标，请补上指标名称".into()),
        (Some(_) | None, None) => {}
    }
    if out.is_empty() { Err("这一行没有指标数值，请补上或删去".into()) } else { Ok(out) }
}

fn is_blank(text: &str) -> bool {
    matches!(text, "-" | "—" | "/" | "无" | "——")
}

/// A percentage as published. What a spreadsheet stores for 99.94 % is 0.9994: told apart, not guessed.
fn value(indicator: Indicator, text: &str) -> Result<String, String> {
    let unread = || format!("{}“{text}”不是百分数，请写成 99.94 或 99.94%", indicator.name());
    let percent = Percent::parse(text).map_err(|_| unread())?;
    let folded = fold(text);
    let bare = folded.strip_suffix('%');
    if bare.is_none() && percent.units() > 0 && percent <= Percent::parse("1").unwrap_or(Percent::FULL) {
        return Err(format!("{}“{text}”像是小数，请写成百分数，例如 99.94", indicator.name()));
    }
    Ok(bare.unwrap_or(&folded).to_owned())
}

fn take(old: &BTreeMap<Key, &PeerKnown>, code: &str, county: &County, asked: &PeersAsked<'_>, out: &mut PeerTablePlan) {
    let mut line =
        TableLine { row: Some(county.row), key: code.to_owned(), name: county.name.clone(), ..TableLine::default() };
    let all: Vec<&PeerKnown> = old.iter().filter(|((c, _), _)| c == code).map(|(_, k)| *k).collect();
    let was_benchmark = all.iter().any(|k| k.figure.benchmark);
    let benchmark = county.benchmark.unwrap_or(was_benchmark);
    if let Some(first) = all.first() {
        let word = |yes: bool| if yes { "是" } else { "否" };
        line.changes.extend(FieldChange::between("县（市、区）名称", &*first.figure.name, &*county.name));
        line.changes.extend(FieldChange::between("是否标杆", word(was_benchmark), word(benchmark)));
    }
    for (indicator, value) in &county.values {
        let before = old.get(&(code.to_owned(), *indicator)).map(|k| k.figure.value.clone());
        let same = before.as_deref().is_some_and(|b| Percent::parse(b).ok() == Percent::parse(value).ok());
        if !same {
            line.changes.extend(FieldChange::between(indicator.name(), before.unwrap_or_default(), &**value));
        }
        let figure = CountyFigure { code: code.to_owned(), name: county.name.clone(), value: value.clone(), benchmark };
        out.figures.push(PeerKnown {
            indicator: *indicator,
            figure,
            as_of: asked.as_of,
            source: asked.source.to_owned(),
        });
    }
    match (all.is_empty(), line.changes.is_empty()) {
        (true, _) => out.told.added.push(line),
        (false, false) => out.told.changed.push(line),
        (false, true) => out.told.unchanged += 1,
    }
}

/// What the city published for us, where it is not what we counted.
fn beside_our_own(counties: &BTreeMap<String, County>, asked: &PeersAsked<'_>, told: &mut TablePlan) {
    let Some(own) = counties.get(asked.own.0.as_str()) else {
        if !counties.is_empty() {
            told.notes.push("表里没有本县，名次按本县系统里的数算".into());
        }
        return;
    };
    for (indicator, published) in &own.values {
        let ours = asked.own_figures.iter().find(|(i, _, _)| i == indicator);
        let differs = |counted: &str| Percent::parse(counted).ok() != Percent::parse(published).ok();
        if let Some((_, counted, day)) = ours.filter(|(_, counted, _)| differs(counted)) {
            told.notes.push(format!(
                "本县{}：通报 {published}%，系统 {counted}%（{}），排名按系统的数算",
                indicator.name(),
                date_text_with_year(*day)
            ));
        }
    }
}

/// The same figures under another day or source are worth writing; the same table again is not.
fn renewal(known: &[PeerKnown], asked: &PeersAsked<'_>, out: &mut PeerTablePlan) {
    if out.told.sizes() != (0, 0, 0) {
        return;
    }
    let old = |f: &PeerKnown| known.iter().find(|k| (k.indicator, &k.figure.code) == (f.indicator, &f.figure.code));
    let moved = out.figures.iter().any(|f| old(f).is_some_and(|k| k.as_of != f.as_of || k.source != f.source));
    if moved {
        let day = date_text_with_year(asked.as_of);
        out.told.renewal = Some(format!("数值没有变化，通报日期和来源改为 {day}，{}", asked.source));
    }
}

#[cfg(test)]
mod tests;

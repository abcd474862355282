//! Results over HTTP, as page and as spreadsheet.

use axum::extract::{Path, State};
use domain::base::{Interval, QuestionnaireId, highest_unseen_text, wilson};
use papers::charts::{IntervalRow, Share, interval_dot};
use services::questionnaires::{Cross, Found, QuestionKind, QuestionResult, results, scale_text, share_text};

use super::{CrossRow, CrossTable, OptionRow, QuestionPart, QuestionnaireResultsPage, words};
use crate::{
    base::{Choice, Link, Svg, paths},
    door::{App, Oops, Query, Reply, Seat, address, blocking, id, show},
    tables::sheet::attached,
};

pub(super) async fn load(app: &App, seat: &Seat, of: &str, edition: Option<i64>) -> Result<Found, Oops> {
    let (bureau, desk, of) = (app.bureau().clone(), seat.desk.clone(), id::<QuestionnaireId>(of)?);
    Ok(blocking(move || results(&bureau, &desk, of, edition)).await??)
}

/// Stars with two decimals.
pub(super) fn mean(result: &QuestionResult) -> String {
    let hundredths = result.scale.as_ref().and_then(|s| s.mean_hundredths());
    hundredths.map(|h| format!("{}.{:02}", h / 100, h % 100)).unwrap_or_default()
}

/// What a question comes to in one sentence.
pub(super) fn finding(found: &Found, result: &QuestionResult) -> String {
    match (&result.scale, &result.question.kind) {
        (Some(scale), _) => scale_text(scale, found.results.confidence),
        (None, QuestionKind::Text { .. }) => format!("{}人写了", result.answered),
        (None, QuestionKind::One { .. } | QuestionKind::Several { .. } | QuestionKind::Scale { .. }) => {
            format!("{}人回答", result.answered)
        }
    }
}

fn interval_text(interval: Option<&Interval>) -> String {
    interval.map(Interval::text).unwrap_or_default()
}

fn share(value: f64) -> Share {
    Share::from_ten_thousandths((value.clamp(0.0, 1.0) * 1_000_000.0).floor() as u32)
}

/// Shares of the satisfied by stratum, those that are shown.
fn chart(found: &Found, label: &str, rows: &[Cross]) -> Svg {
    let dot = |row: &Cross| {
        let (satisfied, answered) = (row.satisfied?, row.answered.filter(|n| *n > 0)?);
        let part = f64::from(satisfied) / f64::from(answered);
        let interval = wilson(part, f64::from(answered), found.results.confidence)?;
        let text = if satisfied == answered {
            let rest = highest_unseen_text(answered, found.results.confidence)?;
            format!("{answered}人均满意，不满意率仍可能到{rest}")
        } else {
            format!("{satisfied}/{answered}")
        };
        let value = Some((share(interval.low), share(part), share(interval.high)));
        Some(IntervalRow { label: row.stratum.clone(), value, text })
    };
    let dots: Vec<IntervalRow> = rows.iter().filter_map(dot).collect();
    if dots.is_empty() {
        Svg::default()
    } else {
        Svg::drawn(interval_dot(&format!("{label}：各层满意率"), &dots))
    }
}

fn table(found: &Found, result: &QuestionResult, rows: &[Cross]) -> Option<CrossTable> {
    if rows.len() < 2 {
        return None;
    }
    let heads: Vec<String> = result.options.iter().map(|o| o.label.clone()).collect();
    let row = |one: &Cross| CrossRow {
        stratum: one.stratum.clone(),
        answered: one.answered.map_or_else(|| "太少，不单列".to_owned(), |n| n.to_string()),
        cells: match one.answered {
            None => heads.iter().map(|_| "不单列".to_owned()).collect(),
            Some(answered) => {
                let n = |head: &String| one.cells.iter().find(|c| c.label == *head).map_or(0, |c| c.n);
                heads.iter().map(|head| share_text(n(head), answered)).collect()
            }
        },
    };
    let chart = if result.scale.is_some() { chart(found, &result.question.label, rows) } else { Svg::default() };
    Some(CrossTable { rows: rows.iter().map(row).collect(), heads, chart })
}

fn part(found: &Found, result: &QuestionResult, rows: &[Cross]) -> QuestionPart {
    QuestionPart {
        label: result.question.label.clone(),
        finding: finding(found, result),
        mean: mean(result),
        options: result
            .options
            .iter()
            .filter(|_| result.answered > 0)
            .map(|o| OptionRow {
                label: o.label.clone(),
                share: share_text(o.n, result.answered),
                interval: interval_text(o.interval.as_ref()),
            })
            .collect(),
        cross: if result.answered > 0 { table(found, result, rows) } else { None },
        words: result.words.clone(),
    }
}

/// How many answers, and of what kind.
pub(super) fn so_far(found: &Found) -> String {
    match (found.results.n, found.results.paper) {
        (0, _) => "还没有答卷".to_owned(),
        (n, 0) => format!("收到{n}份"),
        (n, paper) => format!("收到{n}份，其中{paper}份是纸质补录"),
    }
}

/// The page; `?edition=` counts one alone.
pub(crate) async fn page(State(app): State<App>, seat: Seat, Path(of): Path<String>, query: Query) -> Reply {
    let edition: Option<i64> = query.number("edition");
    let found = load(&app, &seat, &of, edition).await?;
    let chosen = edition.map(|n| n.to_string()).unwrap_or_default();
    let editions: Vec<(String, String)> = std::iter::once((String::new(), "全部版次".to_owned()))
        .chain(found.editions.iter().map(|n| (n.to_string(), format!("第 {n} 版"))))
        .collect();
    let editions: Vec<(&str, &str)> = editions.iter().map(|(v, l)| (v.as_str(), l.as_str())).collect();
    let counts = |stratum: &String| found.counts.get(stratum).copied().unwrap_or_default();
    let sheet = address(&paths::questionnaire_page(&of, "results.xlsx"), &[("edition", &chosen)]);
    let both = found.results.questions.iter().zip(&found.cross);
    show(&QuestionnaireResultsPage {
        frame: app.frame(&seat, "问卷结果"),
        title: found.body.title.clone(),
        standing: words::standing(&found.standing),
        so_far: so_far(&found),
        edition: Choice::of(&editions, &chosen),
        quotas: found.body.quotas.iter().map(|(s, most)| format!("{s}：{}份，最多收{most}份", counts(s))).collect(),
        sheet: Link::new(sheet, "下载 xlsx"),
        questions: both.map(|(result, rows)| part(&found, result, rows)).collect(),
        id: of,
    })
}

/// The same as a spreadsheet: a row for each answer, of all and of each stratum that is shown, then the words.
pub(crate) async fn sheet(State(app): State<App>, seat: Seat, Path(of): Path<String>, query: Query) -> Reply {
    let found = load(&app, &seat, &of, query.number("edition")).await?;
    let mut rows: Vec<Vec<String>> = Vec::new();
    for (result, cross) in found.results.questions.iter().zip(&found.cross) {
        let label = &result.question.label;
        let line = |stratum: &str, answer: &str, n: u32, answered: u32, interval: Option<&Interval>| {
            vec![
                label.clone(),
                stratum.to_owned(),
                answer.to_owned(),
                n.to_string(),
                answered.to_string(),
                interval_text(interval),
            ]
        };
        for option in &result.options {
            rows.push(line("全部", &option.label, option.n, result.answered, option.interval.as_ref()));
        }
        if let Some(scale) = &result.scale {
            rows.push(line("全部", "满意（三分以上）", scale.satisfied, scale.answered(), scale.interval.as_ref()));
        }
        for one in cross.iter().filter(|_| cross.len() > 1) {
            match one.answered {
                None => rows.push(vec![label.clone(), one.stratum.clone(), "太少，不单列".to_owned()]),
                Some(answered) => {
                    let cells = one.cells.iter();
                    rows.extend(cells.map(|c| line(&one.stratum, &c.label, c.n, answered, c.interval.as_ref())));
                }
            }
        }
        rows.extend(result.words.iter().map(|text| vec![label.clone(), "全部".to_owned(), text.clone()]));
    }
    attached("questionnaire", "问卷结果", &["题目", "层", "回答", "人数", "答这题的人数", "置信区间"], &rows)
}

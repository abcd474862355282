//! Questionnaires as JSON (问卷接口). Shares are texts from 0 to 1 with four decimals, beside their numbers.

use domain::base::Interval;
use serde::Serialize;
use services::questionnaires::{Cross, Found, Listed, Measured, OptionResult, Place, QuestionResult, Standing};

use super::results::{finding, mean};

fn standing(standing: &Standing) -> &'static str {
    match standing {
        Standing::Open => "open",
        Standing::NotYet => "not_yet",
        Standing::Over(_) => "over",
        Standing::Full => "full",
        Standing::Closed(_) => "closed",
    }
}

fn bound(interval: Option<&Interval>, of: fn(&Interval) -> f64) -> Option<String> {
    interval.map(|i| format!("{:.4}", of(i)))
}

#[derive(Serialize)]
pub(super) struct ListJson {
    questionnaires: Vec<ListedJson>,
}

#[derive(Serialize)]
struct ListedJson {
    id: String,
    title: String,
    standing: &'static str,
    edition: Option<i64>,
    answers: u32,
}

impl ListJson {
    pub(super) fn of(all: &[Listed]) -> Self {
        let one = |l: &Listed| ListedJson {
            id: l.questionnaire.id.to_string(),
            title: l.out.as_ref().unwrap_or(&l.questionnaire.draft).title.clone(),
            standing: standing(&l.standing),
            edition: l.questionnaire.state.edition(),
            answers: l.answers,
        };
        Self { questionnaires: all.iter().map(one).collect() }
    }
}

#[derive(Serialize)]
pub(super) struct ResultsJson {
    id: String,
    title: String,
    standing: &'static str,
    edition: i64,
    editions: Vec<i64>,
    one_edition: bool,
    answers: u32,
    paper: u32,
    confidence: u8,
    questions: Vec<QuestionJson>,
}

#[derive(Serialize)]
struct QuestionJson {
    key: String,
    label: String,
    kind: &'static str,
    answered: u32,
    text: String,
    satisfied: Option<u32>,
    low: Option<String>,
    high: Option<String>,
    mean: Option<String>,
    options: Vec<OptionJson>,
    strata: Vec<StratumJson>,
    words: Vec<String>,
}

#[derive(Serialize)]
struct OptionJson {
    label: String,
    n: u32,
    low: Option<String>,
    high: Option<String>,
}

impl OptionJson {
    fn of(label: &str, n: u32, interval: Option<&Interval>) -> Self {
        Self { label: label.to_owned(), n, low: bound(interval, |i| i.low), high: bound(interval, |i| i.high) }
    }
}

#[derive(Serialize)]
struct StratumJson {
    stratum: String,
    hidden: bool,
    answered: Option<u32>,
    satisfied: Option<u32>,
    options: Vec<OptionJson>,
}

fn question(found: &Found, result: &QuestionResult, cross: &[Cross]) -> QuestionJson {
    let scale = result.scale.as_ref();
    let interval = scale.and_then(|s| s.interval.as_ref());
    let option = |o: &OptionResult| OptionJson::of(&o.label, o.n, o.interval.as_ref());
    QuestionJson {
        key: result.question.key.clone(),
        label: result.question.label.clone(),
        kind: result.question.kind.as_str(),
        answered: result.answered,
        text: finding(found, result),
        satisfied: scale.map(|s| s.satisfied),
        low: bound(interval, |i| i.low),
        high: bound(interval, |i| i.high),
        mean: Some(mean(result)).filter(|text| !text.is_empty()),
        options: result.options.iter().map(option).collect(),
        strata: cross
            .iter()
            .map(|c| StratumJson {
                stratum: c.stratum.clone(),
                hidden: c.answered.is_none(),
                answered: c.answered,
                satisfied: c.satisfied,
                options: c.cells.iter().map(|o| OptionJson::of(&o.label, o.n, o.interval.as_ref())).collect(),
            })
            .collect(),
        words: result.words.clone(),
    }
}

impl ResultsJson {
    pub(super) fn of(found: &Found) -> Self {
        let both = found.results.questions.iter().zip(&found.cross);
        Self {
            id: found.questionnaire.id.to_string(),
            title: found.body.title.clone(),
            standing: standing(&found.standing),
            edition: found.edition,
            editions: found.editions.clone(),
            one_edition: found.one_edition,
            answers: found.results.n,
            paper: found.results.paper,
            confidence: found.results.confidence.percent(),
            questions: both.map(|(result, cross)| question(found, result, cross)).collect(),
        }
    }
}

#[derive(Serialize)]
pub(super) struct MeasuresJson {
    from: String,
    to: String,
    measures: Vec<MeasureJson>,
}

#[derive(Serialize)]
struct MeasureJson {
    department: Option<String>,
    window: Option<u16>,
    about: &'static str,
    answered: u32,
    satisfied: u32,
    mean: Option<String>,
    low: Option<String>,
    high: Option<String>,
    paper: u32,
}

impl MeasuresJson {
    pub(super) fn of(from: jiff::civil::Date, to: jiff::civil::Date, all: &[Measured]) -> Self {
        let one = |m: &Measured| {
            let (department, window) = match m.place {
                Place::Department(id) => (Some(id.to_string()), None),
                Place::Window(no) => (None, Some(no)),
            };
            MeasureJson {
                department,
                window,
                about: m.about.as_str(),
                answered: m.result.answered(),
                satisfied: m.result.satisfied,
                mean: m.result.mean_hundredths().map(|h| format!("{}.{:02}", h / 100, h % 100)),
                low: bound(m.result.interval.as_ref(), |i| i.low),
                high: bound(m.result.interval.as_ref(), |i| i.high),
                paper: m.paper,
            }
        };
        Self { from: from.to_string(), to: to.to_string(), measures: all.iter().map(one).collect() }
    }
}

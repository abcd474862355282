//! The register over HTTP (整改台账): its parts, the filter row, one page by last day, the way to the next.

use axum::extract::State;
use domain::{
    indicators::Indicator,
    people::{Act, Reach, authorise, reach},
    rectification::{OrderNo, Source},
};
use jiff::civil::Date;
use services::rectification::{ListForm, OrderState, Register, RegisterLine};

use super::{OrderRow, RegisterPage, words};
use crate::{
    base::{Choice, Pick, paths},
    cases::WorkCount,
    door::{App, Oops, Query, Reply, Seat, address, blocking, show},
};

/// Lines of one page.
const PAGE: u32 = 50;

/// Word, label and part, in the order of the tabs; the first is shown when none is asked for.
pub(super) const TABS: [(&str, &str, OrderState); 6] = [
    ("", "未销号", OrderState::Open),
    ("issued", "待答复", OrderState::Issued),
    ("overdue", "超期", OrderState::Overdue),
    ("answered", "待核验", OrderState::Answered),
    ("closed", "已销号", OrderState::Closed),
    ("all", "全部", OrderState::All),
];

/// The filter as it came; what is not known narrows nothing.
#[derive(Debug, Clone)]
pub(super) struct Asked {
    tab: &'static str,
    state: OrderState,
    unit: String,
    source: String,
    batch: String,
    after: Option<(Date, i64)>,
}

impl Asked {
    pub(super) fn of(query: &Query) -> Self {
        let word = query.text("tab");
        let (tab, _, state) = TABS.into_iter().find(|(w, _, _)| *w == word).unwrap_or(TABS[0]);
        let source = query.text("source");
        Self {
            tab,
            state,
            unit: query.text("unit"),
            source: if source_of(&source).is_some() { source } else { String::new() },
            batch: query.number::<i64>("batch").map(|n| n.to_string()).unwrap_or_default(),
            after: after(&query.text("after")),
        }
    }

    pub(super) fn form(&self, limit: u32) -> ListForm {
        let (source, source_ref) = source_of(&self.source).unzip();
        ListForm {
            state: self.state,
            unit: (!self.unit.is_empty()).then(|| self.unit.clone()),
            source,
            source_ref: source_ref.flatten(),
            batch: self.batch.parse().ok(),
            after: self.after,
            limit,
        }
    }

    /// The same filter at another address of the register.
    fn at(&self, path: &str, tab: &str, after: &str) -> String {
        let fields =
            [("tab", tab), ("unit", &self.unit), ("source", &self.source), ("batch", &self.batch), ("after", after)];
        address(path, &fields)
    }
}

/// `gap`, `supervision`, or a source with what it speaks of: `gap/hall_residency_rate`.
fn source_of(text: &str) -> Option<(Source, Option<String>)> {
    match text.split_once('/') {
        None => Source::parse(text).map(|s| (s, None)),
        Some((source, of)) => {
            let known = Indicator::parse(of)?;
            (Source::parse(source)? == Source::Gap).then(|| (Source::Gap, Some(known.id().to_owned())))
        }
    }
}

/// Reads the key of a page, `2026-12-02,7213…`; whatever is no key starts from the top.
pub(super) fn after(text: &str) -> Option<(Date, i64)> {
    let (due, id) = text.split_once(',')?;
    Some((due.parse().ok()?, id.parse().ok()?))
}

/// Writes it.
pub(super) fn key((due, id): (Date, i64)) -> String {
    format!("{due},{id}")
}

/// The list.
pub(crate) async fn page(State(app): State<App>, seat: Seat, query: Query) -> Reply {
    let asked = Asked::of(&query);
    let register = load(&app, &seat, asked.form(PAGE)).await?;
    let today = app.bureau().today();
    let whose = if asked.unit.is_empty() { String::new() } else { format!("{}的", asked.unit) };
    let mut frame = app.frame(&seat, words::finding(&register.counts, &whose));
    frame.notice = done(&query, &asked, &register);
    let opens = !matches!(asked.state, OrderState::Closed | OrderState::Answered);
    show(&RegisterPage {
        frame,
        counts: tabs(&asked, &register),
        state: asked.tab.to_owned(),
        unit: units(&asked, &register, reach(&seat.desk, Act::RectificationView).unwrap_or(Reach::Nothing)),
        source: sources(&asked.source),
        rows: register.lines.iter().map(|line| row(line, today)).collect(),
        summary: format!("共 {} 件，按期限先后", count(&register, asked.state)),
        may_issue: authorise(&seat.desk, Act::RectificationIssue, None).is_ok(),
        bad_ratings: authorise(&seat.desk, Act::ReviewHandle, None).is_ok().then(|| paths::REVIEW_HANDLE.to_owned()),
        sheet_href: asked.at(paths::RECTIFICATION_SHEET, asked.tab, ""),
        print_href: (opens && register.counts.issued > 0).then(|| asked.at(paths::RECTIFICATION_PRINT, "", "")),
        next: register.next.map(|next| asked.at(paths::RECTIFICATION, asked.tab, &key(next))),
        empty: empty(&asked, &register),
    })
}

pub(super) async fn load(app: &App, seat: &Seat, form: ListForm) -> Result<Register, Oops> {
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    Ok(blocking(move || services::rectification::list(&bureau, &desk, &form)).await??)
}

/// What was just done. Of a batch, how many and under which numbers.
fn done(query: &Query, asked: &Asked, register: &Register) -> Option<String> {
    let word = query.text("done");
    if word != "issued" || asked.batch.is_empty() {
        return words::notice(&word).map(str::to_owned);
    }
    let mut nos: Vec<OrderNo> = register.lines.iter().map(|l| l.order.no).collect();
    nos.sort_unstable();
    let numbers = match (nos.as_slice(), register.next) {
        ([first, .., last], None) => format!("，{first}至{last}"),
        _ => String::new(),
    };
    Some(format!("已交办 {} 件{numbers}，可以打印交办单送责任单位", register.counts.all()))
}

pub(super) fn count(register: &Register, state: OrderState) -> u64 {
    let counts = &register.counts;
    match state {
        OrderState::All => counts.all(),
        OrderState::Open => counts.open(),
        OrderState::Issued => counts.issued,
        OrderState::Overdue => counts.overdue,
        OrderState::Answered => counts.answered,
        OrderState::Closed => counts.closed,
    }
}

fn tabs(asked: &Asked, register: &Register) -> Vec<WorkCount> {
    TABS.into_iter()
        .map(|(word, label, state)| WorkCount {
            href: asked.at(paths::RECTIFICATION, word, ""),
            label: label.to_owned(),
            count: count(register, state),
            current: state == asked.state,
        })
        .collect()
}

/// The units that have orders, each with how many are open; no choice where there is one department alone.
fn units(asked: &Asked, register: &Register, reach: Reach) -> Choice {
    match reach {
        Reach::County => {}
        Reach::Department(_) | Reach::Nothing => return Choice::default(),
    }
    let pick = |value: &str, label: String| Pick { chosen: value == asked.unit, value: value.to_owned(), label };
    let mut options = vec![pick("", "全部单位".to_owned())];
    options
        .extend(register.units.iter().map(|u| pick(&u.unit_name, format!("{}（{}）", u.unit_name, u.counts.open()))));
    Choice { options, problem: None }
}

fn sources(chosen: &str) -> Choice {
    let pick = |value: String, label: String| Pick { chosen: value == chosen, value, label };
    let mut options = vec![pick(String::new(), "全部来源".to_owned())];
    for source in Source::ALL {
        options.push(pick(source.as_str().to_owned(), source.label().to_owned()));
        match source {
            Source::Gap => options.extend(Indicator::ALL.into_iter().map(|i| {
                pick(format!("{}/{}", source.as_str(), i.id()), format!("{} · {}", source.label(), i.name()))
            })),
            Source::Supervision
            | Source::FollowUp
            | Source::Lead
            | Source::Score
            | Source::Inspection
            | Source::Review => {}
        }
    }
    Choice { options, problem: None }
}

fn row(line: &RegisterLine, today: Date) -> OrderRow {
    let order = &line.order;
    OrderRow {
        href: paths::rectification(&order.no.slug()),
        number: order.no.to_string(),
        subject: order.subject.name.clone(),
        origin: words::origin(order),
        unit: order.unit_name.clone(),
        requirement: order.requirement.clone(),
        blocker: order.blocker.clone(),
        due: words::day(order.due_on, today),
        deadline: words::mark(order, line.outlook),
        stage: words::stage_tag(&order.stage),
        waiting_for: words::waiting(order),
    }
}

fn empty(asked: &Asked, register: &Register) -> String {
    if register.counts.all() == 0 && asked.unit.is_empty() && asked.source.is_empty() {
        return "还没有整改单。从指标的差距清单里选事项交办，就会排在这里。".to_owned();
    }
    match asked.state {
        OrderState::Overdue => "没有超期的整改单。".to_owned(),
        OrderState::Answered => "没有等着核验的答复。".to_owned(),
        OrderState::Closed => "还没有销号的整改单。".to_owned(),
        OrderState::Open | OrderState::Issued | OrderState::All => {
            "这里没有整改单。换一个单位或来源，或点“重置”看全部未销号。".to_owned()
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_key_reads_back_and_nonsense_starts_from_the_top() {
        let known = (date(2026, 12, 2), i64::MAX);
        assert_eq!(after(&key(known)), Some(known));
        for odd in ["", "7", "2026-13-02,7", "9999,", "'; DROP,1"] {
            assert_eq!(after(odd), None, "{odd}");
        }
    }

    #[test]
    fn a_source_is_known_or_narrows_nothing() {
        assert_eq!(source_of("gap"), Some((Source::Gap, None)));
        let hall = Some("hall_residency_rate".to_owned());
        assert_eq!(source_of("gap/hall_residency_rate"), Some((Source::Gap, hall)));
        for odd in ["", "rumour", "gap/", "gap/x", "supervision/hall_residency_rate"] {
            assert_eq!(source_of(odd), None, "{odd}");
        }
    }
}

//! The list of cards over HTTP.

use axum::extract::State;
use domain::people::{Act, authorise};
use jiff::civil::Date;
use services::oversight::watch::{CardForm, CardLine, CardList, CardState, CardTally, Level, Point};

use super::{CardRow, CardsPage, words};
use crate::{
    base::{Choice, Pick, paths},
    cases::{WorkCount, day},
    door::{App, Oops, Query, Reply, Seat, address, blocking, show},
};

/// Lines of one page.
const PAGE: u32 = 50;

/// Word, label and part, in the order of the tabs; the first is shown when none is asked for.
pub(super) const TABS: [(&str, &str, CardState); 5] = [
    ("", "计数的", CardState::Counting),
    ("disputed", "有异议", CardState::Disputed),
    ("unexplained", "没有公开原因", CardState::Unexplained),
    ("annulled", "已撤销", CardState::Annulled),
    ("all", "全部", CardState::All),
];

/// The filter as it came; what is not known narrows nothing.
#[derive(Debug, Clone)]
pub(super) struct Asked {
    tab: &'static str,
    state: CardState,
    department: Option<i64>,
    level: Option<Level>,
    point: Option<Point>,
    before: Option<(Date, i64)>,
}

impl Asked {
    pub(super) fn of(query: &Query) -> Self {
        let word = query.text("tab");
        let (tab, _, state) = TABS.into_iter().find(|(w, _, _)| *w == word).unwrap_or(TABS[0]);
        Self {
            tab,
            state,
            department: query.number("department"),
            level: Level::parse(&query.text("level")).filter(|l| *l != Level::Reminder),
            point: Point::parse(&query.text("point")),
            before: key_of(&query.text("before")),
        }
    }

    pub(super) fn form(&self, limit: u32) -> CardForm {
        CardForm {
            state: self.state,
            department: self.department,
            level: self.level,
            point: self.point,
            before: self.before,
            limit,
        }
    }

    fn at(&self, tab: &str, before: &str) -> String {
        let department = self.department.map(|d| d.to_string()).unwrap_or_default();
        let fields = [
            ("tab", tab),
            ("department", &department),
            ("level", self.level.map_or("", Level::as_str)),
            ("point", self.point.map_or("", Point::as_str)),
            ("before", before),
        ];
        address(paths::CARDS, &fields)
    }
}

/// Reads the key of a page, `2026-12-02,7213…`; whatever is no key starts from the top.
pub(super) fn key_of(text: &str) -> Option<(Date, i64)> {
    let (day, id) = text.split_once(',')?;
    Some((day.parse().ok()?, id.parse().ok()?))
}

/// Writes it.
pub(super) fn key((day, id): (Date, i64)) -> String {
    format!("{day},{id}")
}

pub(super) async fn load(app: &App, seat: &Seat, form: CardForm) -> Result<CardList, Oops> {
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    Ok(blocking(move || services::oversight::watch::list_cards(&bureau, &desk, &form)).await??)
}

/// The list.
pub(crate) async fn page(State(app): State<App>, seat: Seat, query: Query) -> Reply {
    let asked = Asked::of(&query);
    let list = load(&app, &seat, asked.form(PAGE)).await?;
    let today = app.bureau().today();
    let mut frame = app.frame(&seat, finding(&list.counts));
    frame.notice = words::notice(&query.text("done")).map(str::to_owned);
    show(&CardsPage {
        frame,
        board: authorise(&seat.desk, Act::OversightView, None).is_ok(),
        counts: tabs(&asked, &list.counts),
        state: asked.tab.to_owned(),
        department: departments(&list.departments, asked.department),
        level: levels(asked.level),
        point: points(asked.point),
        rows: list.lines.iter().map(|line| row(line, today)).collect(),
        next: list.next.map(|next| asked.at(asked.tab, &key(next))),
        empty: empty(&asked, &list.counts),
    })
}

fn finding(counts: &CardTally) -> String {
    match (counts.yellow + counts.red + counts.annulled, counts.unexplained) {
        (0, _) => "还没有发过牌".to_owned(),
        (_, 0) => format!("黄牌 {} 张，红牌 {} 张", counts.yellow, counts.red),
        (_, n) => format!("黄牌 {} 张，红牌 {} 张，{n} 件超期还没有公开原因", counts.yellow, counts.red),
    }
}

fn count(counts: &CardTally, state: CardState) -> u64 {
    match state {
        CardState::All => counts.yellow + counts.red + counts.annulled,
        CardState::Counting => counts.yellow + counts.red,
        CardState::Disputed => counts.disputed,
        CardState::Annulled => counts.annulled,
        CardState::Unexplained => counts.unexplained,
    }
}

fn tabs(asked: &Asked, counts: &CardTally) -> Vec<WorkCount> {
    TABS.into_iter()
        .map(|(word, label, state)| WorkCount {
            href: asked.at(word, ""),
            label: label.to_owned(),
            count: count(counts, state),
            current: state == asked.state,
        })
        .collect()
}

/// Departments to narrow by; no choice where there is one alone.
pub(super) fn departments(all: &[(i64, String)], chosen: Option<i64>) -> Choice {
    if all.is_empty() {
        return Choice::default();
    }
    let mut options = vec![Pick { value: String::new(), label: "全部部门".into(), chosen: chosen.is_none() }];
    options.extend(all.iter().map(|(id, name)| Pick {
        value: id.to_string(),
        label: name.clone(),
        chosen: chosen == Some(*id),
    }));
    Choice { options, problem: None }
}

fn levels(chosen: Option<Level>) -> Choice {
    let options = [("", "黄牌和红牌"), ("yellow", Level::Yellow.label()), ("red", Level::Red.label())];
    Choice::of(&options, chosen.map_or("", Level::as_str))
}

fn points(chosen: Option<Point>) -> Choice {
    let mut options = vec![("", "全部监察点")];
    options.extend(Point::ALL.map(|p| (p.as_str(), p.label())));
    Choice::of(&options, chosen.map_or("", Point::as_str))
}

pub(super) fn row(line: &CardLine, today: Date) -> CardRow {
    let card = &line.card;
    CardRow {
        href: paths::card(&card.id.to_string()),
        level: words::level_tag(card.reached.level),
        point: card.reached.point.label(),
        number: card.case_no.to_string(),
        item: card.item_name.clone(),
        department: line.department.clone(),
        due: day(card.reached.due_on, today),
        given: day(card.given_on, today),
        stage: words::card_tag(&card.stage),
        reason: card.reason.as_ref().map(|r| r.text.clone()).unwrap_or_default(),
    }
}

fn empty(asked: &Asked, counts: &CardTally) -> String {
    match asked.state {
        CardState::Disputed => "没有等着裁定的异议。".to_owned(),
        CardState::Unexplained => "超期的件都公开了原因。".to_owned(),
        CardState::Annulled => "没有撤销过的牌。".to_owned(),
        CardState::All | CardState::Counting if count(counts, CardState::All) == 0 => {
            "还没有发过牌。监察每小时自动运行，也可以在监察页点“试算并运行”。".to_owned()
        }
        CardState::All | CardState::Counting => "这里没有牌。换一个部门或监察点，或点“重置”。".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_key_reads_back_and_nonsense_starts_from_the_top() {
        let known = (date(2026, 12, 2), i64::MAX);
        assert_eq!(key_of(&key(known)), Some(known));
        for odd in ["", "7", "2026-13-02,7", "9999,"] {
            assert_eq!(key_of(odd), None, "{odd}");
        }
    }
}

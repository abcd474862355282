//! The day's work over HTTP (我的工作): the filter row, one page by due day, the way to the next.

use axum::extract::State;
use domain::people::{Act, Reach, authorise, reach};
use services::cases::{ListForm, WorkLine, WorkList, stages};

use super::{WorkCount, WorkRow, WorklistPage, words};
use crate::{
    base::{Choice, Field, Pick, paths},
    door::{App, Oops, Query, Reply, Seat, address, blocking, show},
};

/// Lines of one page.
const PAGE: u32 = 50;

/// Reads the key of a page, `2026-12-02,7213…`; whatever is no key starts from the top.
pub(super) fn after(text: &str) -> Option<(String, i64)> {
    let (due, id) = text.split_once(',')?;
    let known = due == "9999" || due.parse::<jiff::civil::Date>().is_ok();
    known.then_some(())?;
    Some((due.to_owned(), id.parse().ok()?))
}

/// Writes it.
pub(super) fn key((due, id): &(String, i64)) -> String {
    format!("{due},{id}")
}

/// The list.
pub(crate) async fn page(State(app): State<App>, seat: Seat, query: Query) -> Reply {
    let stage = stages().map(|(w, _)| w).find(|w| *w == query.text("stage")).unwrap_or_default();
    let form = ListForm {
        all: false,
        stage: stage.to_owned(),
        department: query.number("department"),
        words: query.text("q"),
        after: after(&query.text("after")),
        limit: PAGE,
    };
    // Written where it is read: what a thread has asked for it gives back cheapest itself.
    blocking(move || read(&app, &seat, form)).await?
}

fn read(app: &App, seat: &Seat, form: ListForm) -> Reply {
    let bureau = app.bureau();
    let list = services::cases::list(bureau, &seat.desk, &form)?;
    let attention = services::rectification::attention(bureau, &seat.desk).map_err(|e| Oops::broken(&e))?;
    let orders = attention.as_ref().and_then(crate::rectification::words::reminder);
    let letters = services::delegates::letter_attention(bureau, &seat.desk).map_err(|e| Oops::broken(&e))?;
    let letters = letters.as_ref().map(crate::delegates::words::reminder);
    let watched = services::oversight::watch::attention(bureau, &seat.desk).map_err(|e| Oops::broken(&e))?;
    let watched = watched.as_ref().and_then(crate::oversight::words::reminder);
    let departments = services::people::departments(bureau).map_err(|e| Oops::broken(&e))?;
    let reach = reach(&seat.desk, Act::CaseList).unwrap_or(Reach::Nothing);
    let chosen = match reach {
        Reach::County => form.department,
        Reach::Department(own) => Some(own.get()),
        Reach::Nothing => None,
    };
    let options = departments.iter().filter(|d| reach.covers(d.id));
    let mut department: Vec<Pick> =
        options.map(|d| pick(&d.id.to_string(), &d.name, chosen == Some(d.id.get()))).collect();
    if reach == Reach::County {
        department.insert(0, pick("", "全部部门", chosen.is_none()));
    }
    let department_word = form.department.map(|d| d.to_string()).unwrap_or_default();
    let today = app.bureau().today();
    show(&WorklistPage {
        frame: app.frame(seat, "我的工作"),
        may_accept: authorise(&seat.desk, Act::CaseAccept, None).is_ok(),
        reminders: orders.into_iter().chain(letters).chain(watched).collect(),
        department: Choice { options: department, problem: None },
        stage: stage_choice(&form.stage),
        counts: counts(&list, &form, &department_word),
        summary: summary(&list, &form),
        next: list.next.as_ref().map(|next| {
            let key = key(next);
            let fields =
                [("q", form.words.as_str()), ("department", &department_word), ("stage", &form.stage), ("after", &key)];
            address(paths::WORKLIST, &fields)
        }),
        empty: empty(&form),
        rows: list.lines.into_iter().map(|line| row(line, today)).collect(),
        q: Field::of(form.words),
    })
}

fn pick(value: &str, label: &str, chosen: bool) -> Pick {
    Pick { value: value.to_owned(), label: label.to_owned(), chosen }
}

fn stage_choice(chosen: &str) -> Choice {
    let mut options = vec![("", "全部在办")];
    options.extend(stages());
    Choice::of(&options, chosen)
}

fn row(line: WorkLine, today: jiff::civil::Date) -> WorkRow {
    WorkRow {
        href: paths::case(&line.case_no),
        number: line.case_no,
        in_batch: line.in_batch,
        item: line.item_name,
        source: line.source.unwrap_or_default(),
        applicant: line.applicant,
        department: line.department,
        accepted: words::day(line.accepted_on.unwrap_or(line.received_on), today),
        due: line.next_on.map(|d| words::day(d, today)).unwrap_or_default(),
        provisional: line.provisional,
        deadline: words::mark(line.outlook),
        stage: words::stage_tag(&line.stage),
        waiting_for: words::waiting(&line.waiting_for),
    }
}

fn count_of(list: &WorkList, stage: &str) -> u64 {
    list.counts.iter().filter(|(s, _)| s == stage).map(|(_, n)| *n).sum()
}

/// Stages that wait for somebody in the house, or for a correction.
const OPEN: [&str; 6] = ["submitted", "correction_asked", "accepted", "in_review", "suspended", "decided"];

/// Cases whose clock still runs; those that wait to be collected have a tab of their own.
fn open(list: &WorkList) -> u64 {
    OPEN.iter().map(|stage| count_of(list, stage)).sum()
}

fn counts(list: &WorkList, form: &ListForm, department: &str) -> Vec<WorkCount> {
    let one = |stage: &str, label: &str, count: u64| WorkCount {
        href: address(paths::WORKLIST, &[("department", department), ("stage", stage)]),
        label: label.to_owned(),
        count,
        current: form.words.is_empty() && form.stage == stage,
    };
    let mut all = vec![one("", "全部在办", open(list))];
    let shown = |word: &str| OPEN.contains(&word) || ["completed", "delivered"].contains(&word);
    all.extend(stages().filter(|(w, _)| shown(w)).map(|(word, label)| one(word, label, count_of(list, word))));
    all
}

fn summary(list: &WorkList, form: &ListForm) -> String {
    match (form.words.is_empty(), form.stage.as_str()) {
        (true, "") => format!("共 {} 件，按到期先后", open(list)),
        (true, stage) => format!("共 {} 件，按到期先后", count_of(list, stage)),
        (false, _) if form.after.is_none() && list.next.is_none() => format!("找到 {} 件", list.lines.len()),
        (false, _) => "找到的件，按到期先后".to_owned(),
    }
}

fn empty(form: &ListForm) -> String {
    if !form.words.is_empty() {
        return format!("没有找到“{}”。请核对编号，或换几个字再查。", form.words);
    }
    if form.stage.is_empty() && form.department.is_none() {
        return "现在没有要办的件。窗口新收的件会按到期先后排在这里。".to_owned();
    }
    "这里没有办件。换一个部门或状态，或点“重置”看全部在办。".to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_reads_back_and_nonsense_starts_from_the_top() {
        for known in [("2026-12-02".to_owned(), 7), ("9999".to_owned(), i64::MAX)] {
            assert_eq!(after(&key(&known)), Some(known));
        }
        for odd in ["", "7", "2026-13-02,7", "9999,", "'; DROP,1", "2026-12-02,99999999999999999999"] {
            assert_eq!(after(odd), None, "{odd}");
        }
    }
}

//! 三集中三到位 over HTTP: the board, the same as xlsx, the rows behind a figure, and recording a unit.

use axum::{
    extract::{Path, State},
    http::StatusCode,
};
use domain::base::{DepartmentId, date_text_with_year, parse_date};
use jiff::civil::Date;
use services::delegates::{
    BoardLine, BoardRow as Row, BoardRows, BoardView, Cell, DelegateRefusal, Parts, Subject, UnitForm,
    board as load_board, board_rows, record_unit,
};

use super::{BoardCell, BoardPage, BoardRow, BoardRowLine, BoardRowsPage, UnitFields};
use crate::{
    base::{Field, Link, Tag, Tone, Trouble, paths},
    cases::view::Hitch,
    door::{App, Oops, Posted, Query, Reply, Seat, address, blocking, go, id, show, show_as},
    tables::sheet::attached,
};

/// The department of an address that means all of them.
pub(super) const ALL: &str = "all";
/// Rows of one page.
const PAGE: usize = 50;

/// The day of `?on=`; nothing = today.
pub(super) fn asked(query: &Query) -> Result<Option<Date>, Oops> {
    let typed = query.text("on");
    match typed.trim() {
        "" => Ok(None),
        text => parse_date(text).map(Some).map_err(|flaw| Oops::parameter("on", flaw.to_string())),
    }
}

pub(super) async fn load(app: &App, seat: &Seat, on: Option<Date>) -> Result<BoardView, Oops> {
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    Ok(blocking(move || load_board(&bureau, &desk, on)).await??)
}

/// The department and the figure of an address; what is none is not there.
pub(super) async fn load_rows(
    app: &App,
    seat: &Seat,
    (of, cell): (&str, &str),
    on: Option<Date>,
) -> Result<BoardRows, Oops> {
    let cell = Cell::parse(cell).ok_or_else(|| Oops::new(Trouble::NotFound, "not_found"))?;
    let of = if of == ALL { None } else { Some(id::<DepartmentId>(of)?) };
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    Ok(blocking(move || board_rows(&bureau, &desk, (of, cell), on)).await??)
}

/// The board of today, or of the day of `?on=`.
pub(crate) async fn page(State(app): State<App>, seat: Seat, query: Query) -> Reply {
    let typed = query.text("on");
    let (on, wrong) = match parse_date(typed.trim()) {
        Ok(on) => (Some(on), None),
        Err(flaw) => (None, (!typed.trim().is_empty()).then(|| flaw.to_string())),
    };
    let view = load(&app, &seat, on).await?;
    let (board, today) = (&view.board, app.bureau().today());
    let on = (view.on != today).then_some(view.on);
    let rows = if board.departments.is_empty() {
        Vec::new()
    } else {
        std::iter::once(&board.county).chain(&board.departments).map(|l| line(l, on)).collect()
    };
    let frame = app.frame(&seat, finding(&view));
    let (status, frame) = match &wrong {
        Some(sentence) => (StatusCode::UNPROCESSABLE_ENTITY, frame.with_problem("on", sentence)),
        None => (StatusCode::OK, frame),
    };
    let page = BoardPage {
        frame,
        heads: Cell::ALL.map(Cell::label).to_vec(),
        rows,
        meanings: Cell::ALL.map(|c| (c.label(), c.meaning())).to_vec(),
        as_of: format!("{}；电子监察看 {} 以来决定的和在办的", date_text_with_year(view.on), view.since),
        day: match wrong {
            Some(sentence) => Field::wrong(typed, sentence),
            None => Field::of(view.on.to_string()),
        },
        past: on.is_some(),
        sheet: address(paths::DELEGATES_BOARD_SHEET, &[("on", &day_of(on))]),
    };
    show_as(status, &page)
}

/// A past day as an address has it; empty = today.
fn day_of(on: Option<Date>) -> String {
    on.map(|d| d.to_string()).unwrap_or_default()
}

/// The heading states what lacks.
fn finding(view: &BoardView) -> String {
    let open = view.board.departments.iter().filter(|l| l.open() > 0).count();
    match (view.board.departments.len(), open) {
        (0, _) => "三集中三到位：还没有在用的事项".to_owned(),
        (_, 0) => "三集中三到位：各部门都到位".to_owned(),
        (_, open) => format!("三集中三到位：{open} 个部门还有差的或不清楚的"),
    }
}

fn figure((of, on): (&str, Option<Date>), cell: Cell, parts: Parts) -> BoardCell {
    BoardCell {
        label: cell.label().to_owned(),
        href: address(&paths::delegates_board_rows(of, cell.as_str()), &[("on", &day_of(on))]),
        text: parts.text(cell.measure()),
        lack: parts.lack(cell.measure()),
        complete: parts.is_complete(),
        met: parts.met,
        whole: parts.share().map_or(0, |_| parts.whole()),
    }
}

fn line(line: &BoardLine, on: Option<Date>) -> BoardRow {
    let of = line.department.map_or_else(|| ALL.to_owned(), |id| id.to_string());
    BoardRow {
        name: if line.department.is_none() { "全部".to_owned() } else { line.name.clone() },
        cells: Cell::ALL.into_iter().map(|cell| figure((&of, on), cell, line.parts(cell))).collect(),
    }
}

/// The board as xlsx: of each figure its parts, so that nothing has to be believed.
pub(crate) async fn sheet(State(app): State<App>, seat: Seat, query: Query) -> Reply {
    let view = load(&app, &seat, asked(&query)?).await?;
    let mut titles = vec!["部门".to_owned()];
    for cell in Cell::ALL {
        let of = |part: &str| format!("{}{part}（{}）", cell.label(), cell.measure());
        titles.extend([of("已到位"), of("应到位"), of("还差"), of("不清楚"), of("豁免不计")]);
    }
    let row = |line: &BoardLine| {
        let mut row = vec![if line.department.is_none() { "全部".to_owned() } else { line.name.clone() }];
        for cell in Cell::ALL {
            let p = line.parts(cell);
            row.extend([p.met, p.whole(), p.lacking, p.unknown, p.exempt].map(|n| n.to_string()));
        }
        row
    };
    let rows: Vec<Vec<String>> = std::iter::once(&view.board.county).chain(&view.board.departments).map(row).collect();
    let titles: Vec<&str> = titles.iter().map(String::as_str).collect();
    attached(&format!("delegates-board-{}", view.on), "三集中三到位", &titles, &rows)
}

/// The rows behind a figure; `?on=` a day, `?after=` a part of them, `?done=` what was just done.
pub(crate) async fn rows(
    State(app): State<App>,
    seat: Seat,
    Path((of, cell)): Path<(String, String)>,
    query: Query,
) -> Reply {
    let found = load_rows(&app, &seat, (&of, &cell), asked(&query)?).await?;
    let mut page = draw(&app, &seat, &found, query.number("after").unwrap_or(0));
    page.frame.notice = (query.text("done") == "recorded").then(|| "已登记审批科室".to_owned());
    show(&page)
}

fn draw(app: &App, seat: &Seat, found: &BoardRows, after: usize) -> BoardRowsPage {
    let cell = found.cell;
    let of = found.department.as_ref().map_or_else(|| ALL.to_owned(), |(id, _)| id.to_string());
    let whose = found.department.as_ref().map_or("全部", |(_, name)| name.as_str());
    let on = (found.on != app.bureau().today()).then_some(found.on);
    let figure = figure((&of, on), cell, found.parts);
    let lack = if figure.lack.is_empty() { "没有可以数的" } else { &figure.lack };
    let at = |after: usize| {
        let after = if after == 0 { String::new() } else { after.to_string() };
        address(&paths::delegates_board_rows(&of, cell.as_str()), &[("on", &day_of(on)), ("after", &after)])
    };
    let next = after.saturating_add(PAGE);
    let rows: Vec<BoardRowLine> = found.rows.iter().skip(after).take(PAGE).map(|r| line_of(found, r)).collect();
    BoardRowsPage {
        frame: app.frame(seat, format!("{whose}：{}{lack}", cell.label())),
        tabs: Cell::ALL
            .map(|c| {
                let href = address(&paths::delegates_board_rows(&of, c.as_str()), &[("on", &day_of(on))]);
                (Link::new(href, c.label()), c == cell)
            })
            .to_vec(),
        meaning: meaning(found),
        exempt: match found.parts.exempt {
            0 => String::new(),
            n => format!("另有 {n} {}豁免，不计", cell.measure()),
        },
        recorded: if cell == Cell::Unit { recorded(found) } else { String::new() },
        form: fields(found),
        acts: rows.iter().any(|r| r.next.is_some()),
        rows,
        listed: found.rows.len(),
        next: (next < found.rows.len()).then(|| at(next)),
        first: (after > 0).then(|| at(0)),
        empty: match cell {
            Cell::Watch => "这段时间没有作出决定的办件，也没有在办的。",
            Cell::Authority => "没有已进驻的事项。",
            Cell::Unit | Cell::Hall | Cell::Platform | Cell::Residency => "没有可以数的。",
        },
        figure,
    }
}

fn meaning(found: &BoardRows) -> String {
    let day = date_text_with_year(found.on);
    match found.cell {
        Cell::Watch => format!("{}，{} 至 {}", found.cell.meaning(), found.since, found.on),
        Cell::Unit | Cell::Hall | Cell::Platform | Cell::Residency | Cell::Authority => {
            format!("{}，{day}", found.cell.meaning())
        }
    }
}

fn recorded(found: &BoardRows) -> String {
    let words = found.unit.as_ref().map(|(u, by)| {
        let how = if u.is_one() {
            "一个科室办审批".to_owned()
        } else {
            format!("还有 {} 个科室办审批", u.offices)
        };
        format!("{}，{how}，{}，{}起；{by}登记", u.name, u.doc_no, date_text_with_year(u.from))
    });
    words.unwrap_or_default()
}

/// The form, where one department's unit is looked at by whoever may record it.
fn fields(found: &BoardRows) -> Option<UnitFields> {
    let (id, _) = found.department.as_ref().filter(|_| found.may_edit && found.cell == Cell::Unit)?;
    let unit = found.unit.as_ref().map(|(u, _)| u);
    Some(UnitFields {
        action: paths::delegates_unit(&id.to_string()),
        version: unit.map_or(0, |u| u.version),
        unit: Field::of(unit.map(|u| u.name.clone()).unwrap_or_default()),
        offices: Field::of(unit.map(|u| u.offices.to_string()).unwrap_or_default()),
        doc_no: Field::of(unit.map(|u| u.doc_no.clone()).unwrap_or_default()),
        from: Field::of(unit.map_or(found.on, |u| u.from).to_string()),
    })
}

/// Word and colour of a row. A row of cases holds some of each.
fn state(parts: Parts) -> Tag {
    match (parts.lacking, parts.unknown, parts.met) {
        (0, 0, 0) => Tag::new(Tone::Neutral, "豁免"),
        (0, 0, _) => Tag::new(Tone::Good, "到位"),
        (0, _, _) => Tag::new(Tone::Warning, "不清楚"),
        (_, _, _) => Tag::new(Tone::Bad, "还差"),
    }
}

fn line_of(found: &BoardRows, row: &Row) -> BoardRowLine {
    let of = row.department.to_string();
    let what = match row.subject {
        Subject::Department => Link::new(paths::delegates_board_rows(&of, Cell::Unit.as_str()), row.name.clone()),
        Subject::Staff(_) => Link::new("", row.name.clone()),
        Subject::Item(item) => Link::new(paths::guide(&item.to_string()), row.name.clone()),
    };
    let open = found.may_edit && row.parts.is_open();
    let next = match found.cell {
        Cell::Unit => open.then(|| Link::new(paths::delegates_board_rows(&of, Cell::Unit.as_str()), "登记")),
        Cell::Authority => open.then(|| Link::new(address(paths::DELEGATES_AUTHORISE, &[("department", &of)]), "授权")),
        Cell::Residency | Cell::Platform => match row.subject {
            Subject::Item(item) => open.then(|| Link::new(paths::item_facts(&item.to_string()), "改事项")),
            Subject::Department | Subject::Staff(_) => None,
        },
        Cell::Hall | Cell::Watch => None,
    };
    BoardRowLine {
        what,
        code: row.code.clone(),
        department: found.names.get(&row.department).cloned().unwrap_or_default(),
        state: state(row.parts),
        why: format!("{}（{}）", row.why.text(), row.why.source()),
        next,
    }
}

/// The input of the form that a refusal speaks of.
fn field(refusal: &DelegateRefusal) -> &'static str {
    match refusal.field() {
        "on" => "from",
        other => other,
    }
}

/// Records where a department's approvals are, or says what is to be mended.
pub(crate) async fn record(State(app): State<App>, seat: Seat, Path(of): Path<String>, posted: Posted) -> Reply {
    let typed = ["unit", "offices", "doc_no", "from"].map(|name| posted.text(name));
    let [name, offices, doc_no, from] = typed.clone();
    let form = UnitForm {
        department: id::<i64>(&of)?,
        version: posted.number("expected_version").unwrap_or_default(),
        name,
        offices: posted.number("offices").unwrap_or_else(|| offices.trim().parse().unwrap_or_default()),
        doc_no,
        from,
    };
    let (bureau, desk, key) = (app.bureau().clone(), seat.desk.clone(), posted.key());
    let hitch = match blocking(move || record_unit(&bureau, &desk, &form, key.as_deref())).await? {
        Ok(_) => {
            let rows = paths::delegates_board_rows(&of, Cell::Unit.as_str());
            return go(&address(&rows, &[("done", "recorded")]));
        }
        Err(failure) => Hitch::of(failure, field)?,
    };
    let found = load_rows(&app, &seat, (&of, Cell::Unit.as_str()), None).await?;
    let mut page = draw(&app, &seat, &found, 0);
    let [name, offices, doc_no, from] = typed;
    let again = |value: String, input: &str| Field { value, problem: hitch.at(input) };
    page.form = page.form.map(|form| UnitFields {
        unit: again(name, "unit"),
        offices: again(offices, "offices"),
        doc_no: again(doc_no, "doc_no"),
        from: again(from, "from"),
        ..form
    });
    let (status, at, sentence) = match &hitch {
        Hitch::Mend(at, sentence) => (StatusCode::UNPROCESSABLE_ENTITY, *at, sentence.as_str()),
        Hitch::SentBefore(sentence) => (StatusCode::CONFLICT, "", sentence.as_str()),
        Hitch::Overtaken => (StatusCode::CONFLICT, "", "刚才有人登记过，现在的登记在上面，请核对后再登记"),
    };
    page.frame = page.frame.with_problem(at, sentence);
    show_as(status, &page)
}

//! The register over HTTP.

use axum::extract::State;
use domain::people::{Act, authorise};
use jiff::civil::Date;
use services::delegates::{AppointmentLetter, AuthorizationLetter, DepartmentLine, Register, powers_text};

use super::{AppointmentRow, DelegateRegisterPage, DepartmentRow, LetterRow, words};
use crate::{
    base::{Link, Tag, Tone, paths},
    cases::WorkCount,
    door::{App, Oops, Query, Reply, Seat, address, blocking, show},
};

/// Word and label of each part; the first is shown when none is asked for.
const TABS: [(&str, &str); 3] = [("", "部门"), ("letters", "授权书"), ("appointments", "任命书")];

pub(super) async fn load(app: &App, seat: &Seat) -> Result<Register, Oops> {
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    Ok(blocking(move || services::delegates::register(&bureau, &desk)).await??)
}

/// The page; `?tab=` chooses the part.
pub(crate) async fn page(State(app): State<App>, seat: Seat, query: Query) -> Reply {
    let asked = query.text("tab");
    let tab = TABS.into_iter().find(|(word, _)| *word == asked).map_or("", |(word, _)| word);
    let register = load(&app, &seat).await?;
    let (today, may_edit) = (register.today, authorise(&seat.desk, Act::DelegateEdit, None).is_ok());
    let counts = [register.departments.len(), register.letters.len(), register.appointments.len()];
    let tabs = TABS.into_iter().zip(counts).map(|((word, label), count)| WorkCount {
        href: address(paths::DELEGATES, &[("tab", word)]),
        label: label.to_owned(),
        count: count as u64,
        current: word == tab,
    });
    let mut page = DelegateRegisterPage {
        frame: app.frame(&seat, finding(&register)),
        tabs: tabs.collect(),
        departments: Vec::new(),
        letters: Vec::new(),
        appointments: Vec::new(),
        may_edit,
        may_rule: authorise(&seat.desk, Act::DelegateRulesEdit, None).is_ok(),
        empty: String::new(),
    };
    match tab {
        "letters" => {
            page.letters = register.letters.iter().map(|l| letter(l, today)).collect();
            page.empty = "还没有授权书。先任命代表，再授权。".to_owned();
        }
        "appointments" => {
            page.appointments = register.appointments.iter().map(|a| appointment(a, today)).collect();
            page.empty = "还没有任命书。各部门先任命代表，再授权。".to_owned();
        }
        _ => {
            page.departments = register.departments.iter().map(|d| department(d, today, may_edit)).collect();
            page.empty = "还没有部门。导入事项以后，部门会排在这里。".to_owned();
        }
    }
    show(&page)
}

/// The heading states what lacks.
fn finding(register: &Register) -> String {
    let today = register.today;
    let without = register.departments.iter().filter(|d| d.lacks_representative(today)).count();
    let open: u64 = register.departments.iter().map(|d| d.unauthorised).sum();
    match (without, open) {
        (0, 0) if register.letters.is_empty() => "还没有首席事务代表".to_owned(),
        (0, 0) => "进驻事项都已授权".to_owned(),
        (0, open) => format!("{open} 项进驻事项没有授权"),
        (without, _) => format!("{without} 个部门有事项进驻，还没有首席事务代表"),
    }
}

fn department(line: &DepartmentLine, today: Date, may_edit: bool) -> DepartmentRow {
    let state = match (line.resident, line.lacks_representative(today), line.unauthorised) {
        (0, _, _) => Tag::new(Tone::Neutral, "没有事项进驻"),
        (_, true, _) => Tag::new(Tone::Bad, "没有代表"),
        (_, false, 0) => Tag::new(Tone::Good, "已授权"),
        (_, false, _) => Tag::new(Tone::Warning, "有事项没有授权"),
    };
    let items = match (line.resident, line.unauthorised) {
        (0, _) => "没有".to_owned(),
        (resident, 0) => format!("{resident} 项进驻"),
        (resident, open) => format!("{resident} 项进驻，{open} 项没有授权"),
    };
    let letter = |l: &AuthorizationLetter| {
        let deputy = l.deputy.as_ref().map(|d| format!("，AB角{}", d.name)).unwrap_or_default();
        let r = &l.representative;
        let standing = words::standing(&r.rank, r.on_roster);
        let label = format!("{}（{standing}），{}，至 {}{deputy}", r.name, l.doc_no, l.valid_to);
        Link::new(paths::delegate_letter(&l.id.to_string()), label)
    };
    let office = |a: &AppointmentLetter| {
        Link::new(paths::delegate_appointment(&a.id.to_string()), format!("{}（{}）", a.person_name, a.doc_no))
    };
    let of = line.id.to_string();
    let (path, label) = match line.idle_offices.is_empty() && line.letters.is_empty() {
        true => (paths::DELEGATES_APPOINT, "任命代表"),
        false => (paths::DELEGATES_AUTHORISE, "授权"),
    };
    DepartmentRow {
        name: line.name.clone(),
        state,
        items,
        letters: line.letters.iter().map(letter).collect(),
        idle: line.idle_offices.iter().map(office).collect(),
        next: may_edit.then(|| Link::new(address(path, &[("department", &of)]), label)),
    }
}

fn letter(l: &AuthorizationLetter, today: Date) -> LetterRow {
    let deputy = l.deputy.as_ref().map(|d| format!("，AB角{}", d.name)).unwrap_or_default();
    LetterRow {
        href: paths::delegate_letter(&l.id.to_string()),
        doc_no: l.doc_no.clone(),
        department: l.department_name.clone(),
        people: format!("{}{deputy}", l.representative.name),
        scope: words::scope(l),
        powers: powers_text(&l.powers),
        term: words::term(l),
        state: words::state_tag(l, today),
    }
}

fn appointment(a: &AppointmentLetter, today: Date) -> AppointmentRow {
    AppointmentRow {
        href: paths::delegate_appointment(&a.id.to_string()),
        doc_no: a.doc_no.clone(),
        department: a.department_name.clone(),
        person: a.person_name.clone(),
        standing: words::standing(&a.rank, a.on_roster),
        from: a.from.to_string(),
        state: words::office_tag(a, today),
        warnings: words::warnings(&a.warnings),
    }
}

//! The register (首席事务代表名册): departments with what lacks on top, all letters, all appointments.

use askama::Template;

use crate::{
    base::{Frame, Link, Page, Tag, Tone},
    cases::WorkCount,
};

/// One department.
#[derive(Debug, Clone)]
pub struct DepartmentRow {
    /// Name.
    pub name: String,
    /// What lacks, or that nothing does.
    pub state: Tag,
    /// As "38 项进驻，2 项没有授权".
    pub items: String,
    /// Letters that hold or begin later, as "周敏（股级，在编），民授〔2026〕1号，至 2027-09-30".
    pub letters: Vec<Link>,
    /// Representatives in office without a letter.
    pub idle: Vec<Link>,
    /// Where to go on; `None` for those who do not enter letters.
    pub next: Option<Link>,
}

/// One letter of authorisation.
#[derive(Debug, Clone)]
pub struct LetterRow {
    /// Its page.
    pub href: String,
    /// 文号.
    pub doc_no: String,
    /// Department.
    pub department: String,
    /// Who, with the deputy.
    pub people: String,
    /// Over which items.
    pub scope: String,
    /// Powers.
    pub powers: String,
    /// From when to when.
    pub term: String,
    /// Where it stands.
    pub state: Tag,
}

/// One letter of appointment.
#[derive(Debug, Clone)]
pub struct AppointmentRow {
    /// Its page.
    pub href: String,
    /// 文号.
    pub doc_no: String,
    /// Department.
    pub department: String,
    /// Who.
    pub person: String,
    /// Rank and roster.
    pub standing: String,
    /// First day.
    pub from: String,
    /// Where it stands.
    pub state: Tag,
    /// What speaks against it; may be empty.
    pub warnings: String,
}

/// The register.
#[derive(Debug, Clone, Template)]
#[template(path = "delegates/register.html")]
pub struct RegisterPage {
    /// Frame; its title states the finding.
    pub frame: Frame,
    /// Its parts.
    pub tabs: Vec<WorkCount>,
    /// Departments, those that lack something first; empty on the other parts.
    pub departments: Vec<DepartmentRow>,
    /// Letters of authorisation, the newest first.
    pub letters: Vec<LetterRow>,
    /// Letters of appointment, the newest first.
    pub appointments: Vec<AppointmentRow>,
    /// Whether this reader enters letters.
    pub may_edit: bool,
    /// Whether this reader changes the rules.
    pub may_rule: bool,
    /// What to say where a part is empty.
    pub empty: String,
}

impl Page for RegisterPage {
    const NAME: &'static str = "delegates/register";

    fn samples() -> Vec<Self> {
        let tab = |label: &str, count, current| WorkCount {
            href: "/delegates?tab=letters".into(),
            label: label.into(),
            count,
            current,
        };
        let tabs = |n: usize| vec![tab("部门", 32, n == 0), tab("授权书", 30, n == 1), tab("任命书", 31, n == 2)];
        let departments = Self {
            frame: Frame::sample_staff("2 个部门有事项进驻，还没有首席事务代表"),
            tabs: tabs(0),
            departments: sample_departments(),
            letters: Vec::new(),
            appointments: Vec::new(),
            may_edit: true,
            may_rule: true,
            empty: String::new(),
        };
        let letters = Self { tabs: tabs(1), departments: Vec::new(), letters: sample_letters(), ..departments.clone() };
        let appointments = Self {
            tabs: tabs(2),
            letters: Vec::new(),
            appointments: sample_appointments(),
            may_edit: false,
            ..letters.clone()
        };
        let empty = Self {
            frame: Frame::sample_staff("还没有首席事务代表"),
            appointments: Vec::new(),
            empty: "还没有任命书。先任命，再授权。".into(),
            ..appointments.clone()
        };
        vec![departments, letters, appointments, empty]
    }
}

fn sample_departments() -> Vec<DepartmentRow> {
    vec![
        DepartmentRow {
            name: "县水利局".into(),
            state: Tag::new(Tone::Bad, "没有代表"),
            items: "12 项进驻，12 项没有授权".into(),
            letters: Vec::new(),
            idle: vec![Link::new("/delegates/appointments/7", "吴涛（民任〔2026〕8号）")],
            next: Some(Link::new("/delegates/authorise?department=7", "授权")),
        },
        DepartmentRow {
            name: "县人力资源和社会保障局".into(),
            state: Tag::new(Tone::Warning, "有事项没有授权"),
            items: "38 项进驻，2 项没有授权".into(),
            letters: vec![Link::new(
                "/delegates/letters/1",
                "周敏（股级，在编），人社授〔2026〕1号，至 2027-09-30，AB角李强",
            )],
            idle: Vec::new(),
            next: Some(Link::new("/delegates/authorise?department=1", "授权")),
        },
    ]
}

fn sample_letters() -> Vec<LetterRow> {
    let row = |doc_no: &str, state: Tag| LetterRow {
        href: "/delegates/letters/1".into(),
        doc_no: doc_no.into(),
        department: "县人力资源和社会保障局".into(),
        people: "周敏，AB角李强".into(),
        scope: "本部门全部事项，1 项除外".into(),
        powers: "受理、审查、决定、用章、颁证".into(),
        term: "2026-10-01 至 2027-09-30".into(),
        state,
    };
    vec![
        row("人社授〔2026〕1号", Tag::new(Tone::Good, "有效")),
        row("人社授〔2025〕3号", Tag::new(Tone::Neutral, "已期满")),
    ]
}

fn sample_appointments() -> Vec<AppointmentRow> {
    vec![AppointmentRow {
        href: "/delegates/appointments/1".into(),
        doc_no: "人社任〔2026〕1号".into(),
        department: "县人力资源和社会保障局".into(),
        person: "周敏".into(),
        standing: "科员，在编".into(),
        from: "2026-10-01".into(),
        state: Tag::new(Tone::Good, "在任"),
        warnings: "职级不够".into(),
    }]
}

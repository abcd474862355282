//! One letter over HTTP: its page, and the same page once more when a step was not taken.

use axum::{
    extract::{Path, State},
    http::StatusCode,
};
use domain::base::{date_text_with_year, shanghai_text};
use services::delegates::{AppointmentView, EventRow as Event, LetterScan, LetterView, ScanBefore, powers_text};

use super::{EndForm, FileFields, LetterPage, words};
use crate::{
    base::{Field, Link, paths},
    cases::{Conflict, Fact, view::Hitch},
    door::{App, Oops, Query, Reply, Seat, blocking, id, show, show_as},
};

/// Which letter an address is about.
#[derive(Debug, Clone)]
pub(super) enum Which {
    /// 任命书.
    Appointment(String),
    /// 授权书.
    Authorization(String),
}

impl Which {
    /// Its page.
    pub(super) fn page(&self) -> String {
        match self {
            Self::Appointment(id) => paths::delegate_appointment(id),
            Self::Authorization(id) => paths::delegate_letter(id),
        }
    }
}

/// What was typed into the form of a step.
pub(super) enum Typed {
    File { on: String, no: String },
    End { from: String, reason: String },
    Scan { reason: String },
    Nothing,
}

/// A letter of authorisation.
pub(crate) async fn authorization(
    State(app): State<App>,
    seat: Seat,
    Path(letter): Path<String>,
    query: Query,
) -> Reply {
    page(app, seat, Which::Authorization(letter), query).await
}

/// A letter of appointment.
pub(crate) async fn appointment(
    State(app): State<App>,
    seat: Seat,
    Path(appointment): Path<String>,
    query: Query,
) -> Reply {
    page(app, seat, Which::Appointment(appointment), query).await
}

async fn page(app: App, seat: Seat, which: Which, query: Query) -> Reply {
    let (mut page, _) = draw(&app, &seat, which).await?;
    page.frame.notice = words::notice(&query.text("done")).map(str::to_owned);
    show(&page)
}

/// The same page with what was typed.
pub(super) async fn again(app: &App, seat: &Seat, which: Which, typed: Typed, hitch: Hitch) -> Reply {
    let (mut page, history) = draw(app, seat, which).await?;
    if let Hitch::Overtaken = hitch {
        let last = history.last().map(words::overtaken).unwrap_or_default();
        let kept = match typed {
            Typed::File { no, .. } => no,
            Typed::End { reason, .. } | Typed::Scan { reason } => reason,
            Typed::Nothing => String::new(),
        };
        page.conflict =
            Some(Conflict { sentence: format!("{last}。您写的还在下面，可以复制后另行补充"), kept });
        return show_as(StatusCode::CONFLICT, &page);
    }
    let field = |value: String, name: &str| Field { value, problem: hitch.at(name) };
    match typed {
        Typed::File { on, no } => {
            page.filing = page.filing.map(|_| FileFields { on: field(on, "filed_on"), no: field(no, "filing_no") });
        }
        Typed::End { from, reason } => {
            page.end =
                page.end.map(|end| EndForm { from: field(from, "end_from"), reason: field(reason, "reason"), ..end });
        }
        Typed::Scan { reason } => {
            page.scan_form = page.scan_form.map(|_| field(String::new(), "file"));
            page.scan_reason = page.scan_reason.map(|_| field(reason, "scan_reason"));
        }
        Typed::Nothing => {}
    }
    let (status, at, sentence) = match &hitch {
        Hitch::SentBefore(sentence) => (StatusCode::CONFLICT, "", sentence.as_str()),
        Hitch::Mend(at, sentence) => (StatusCode::UNPROCESSABLE_ENTITY, *at, sentence.as_str()),
        Hitch::Overtaken => (StatusCode::CONFLICT, "", ""),
    };
    // Asked for out of turn there is no form any more that the sentence could stand at.
    let stands = match at {
        "filed_on" | "filing_no" => page.filing.is_some(),
        "end_from" | "reason" => page.end.is_some(),
        "file" => page.scan_form.is_some(),
        "scan_reason" => page.scan_reason.is_some(),
        _ => false,
    };
    page.frame = page.frame.with_problem(if stands { at } else { "" }, sentence);
    show_as(status, &page)
}

/// The page, and the events behind it.
async fn draw(app: &App, seat: &Seat, which: Which) -> Result<(LetterPage, Vec<Event>), Oops> {
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    match which {
        Which::Appointment(text) => {
            let of = id(&text)?;
            let view = blocking(move || services::delegates::appointment(&bureau, &desk, of)).await??;
            Ok((of_appointment(app, seat, &view), view.history))
        }
        Which::Authorization(text) => {
            let of = id(&text)?;
            let view = blocking(move || services::delegates::letter(&bureau, &desk, of)).await??;
            Ok((of_authorization(app, seat, &view), view.history))
        }
    }
}

fn fact(label: &str, value: String) -> Fact {
    Fact { label: label.to_owned(), value }
}

fn filed(filing: Option<&domain::delegates::Filing>) -> Fact {
    let words = filing.map(|f| format!("{}，{}", f.no, date_text_with_year(f.on)));
    fact("备案", words.unwrap_or_else(|| "还没有备案".to_owned()))
}

/// The scan as a link with its size.
fn scan(base: &str, scan: Option<&LetterScan>) -> Option<Link> {
    scan.map(|s| Link::new(format!("{base}/scan"), format!("{}（{} KB）", s.name, s.size.div_ceil(1024))))
}

/// Scans that others took the place of, each with the reason.
fn scans_before(base: &str, before: &[ScanBefore]) -> Vec<(Link, String)> {
    let one = |b: &ScanBefore| {
        let link = Link::new(format!("{base}/scan?before={}", b.place), b.scan.name.clone());
        (link, format!("{} 换下：{}", shanghai_text(b.replaced_at), b.reason))
    };
    before.iter().map(one).collect()
}

fn of_authorization(app: &App, seat: &Seat, view: &LetterView) -> LetterPage {
    let (l, today) = (&view.letter, view.today);
    let r = &l.representative;
    let mut facts = vec![
        fact("首席事务代表", format!("{}（{}）", r.name, words::standing(&r.rank, r.on_roster))),
        fact("AB角", l.deputy.as_ref().map_or_else(|| "没有设".to_owned(), |d| d.name.clone())),
        fact("权限", powers_text(&l.powers)),
        fact("事项", words::scope(l)),
        fact("期限", words::term(l)),
        filed(l.filing.as_ref()),
        fact("公示", l.published_on.map_or_else(|| "还没有公示".to_owned(), date_text_with_year)),
    ];
    if let Some(r) = &l.revocation {
        facts.push(fact("撤销", format!("自 {} 起；{}", date_text_with_year(r.from), r.reason)));
    }
    if !l.file_digest.is_empty() {
        facts.push(fact("扫描件校验值（SM3）", l.file_digest.clone()));
    }
    facts.push(fact("登记", format!("{}，{}", view.made_by, shanghai_text(l.made_at))));
    let other = |label: &str, l: &services::delegates::AuthorizationLetter| {
        Link::new(paths::delegate_letter(&l.id.to_string()), format!("{label} {}", l.doc_no))
    };
    let replaces = view.replaces.as_ref().map(|l| other("更换的是", l));
    let replaced_by = view.replaced_by.as_ref().map(|l| other("已更换为", l));
    let (waits, stands) = (l.holds_on(today) || today < l.valid_from, l.last_day().is_some_and(|d| today <= d));
    let open = view.may_edit && waits && stands && l.revocation.is_none();
    let left = l.last_day().and_then(|last| today.until(last).ok()).map_or(0, |span| span.get_days() + 1);
    LetterPage {
        frame: app.frame(seat, format!("授权书：{}", l.department_name)),
        base: paths::delegate_letter(&l.id.to_string()),
        doc_no: l.doc_no.clone(),
        version: l.version,
        state: words::state_tag(l, today),
        soon: if view.ends_soon {
            format!("连今天还有 {left} 天到期，没有接续的授权书")
        } else {
            String::new()
        },
        facts,
        others: replaces.into_iter().chain(replaced_by).collect(),
        listed: view.listed.iter().map(|i| i.name.clone()).collect(),
        excluded: view.excluded.iter().map(|i| i.name.clone()).collect(),
        scan: scan(&paths::delegate_letter(&l.id.to_string()), view.scan.as_ref()),
        scan_form: view.may_edit.then(Field::default),
        scan_reason: (view.may_edit && view.scan.is_some()).then(Field::default),
        scans_before: scans_before(&paths::delegate_letter(&l.id.to_string()), &view.scans_before),
        events: view.history.iter().rev().map(words::event).collect(),
        conflict: None,
        filing: (view.may_edit && l.filing.is_none())
            .then(|| FileFields { on: Field::of(today.to_string()), no: Field::default() }),
        may_publish: view.may_edit && stands && l.published_on.is_none(),
        end: open.then(|| EndForm {
            act: "revoke",
            label: "撤销授权",
            hint: "从这一天起不再有效；原来作出的决定不受影响",
            from: Field::of(today.to_string()),
            reason: Field::default(),
        }),
    }
}

fn of_appointment(app: &App, seat: &Seat, view: &AppointmentView) -> LetterPage {
    let (a, today) = (&view.letter, view.today);
    let mut facts = vec![
        fact("首席事务代表", a.person_name.clone()),
        fact("职级", words::standing(&a.rank, a.on_roster)),
        fact("任职", format!("自 {} 起", date_text_with_year(a.from))),
        filed(a.filing.as_ref()),
    ];
    if !a.warnings.is_empty() {
        facts.push(fact("提示", words::warnings(&a.warnings)));
    }
    if let Some(d) = &a.dismissal {
        facts.push(fact("免去", format!("自 {} 起；{}", date_text_with_year(d.from), d.reason)));
    }
    facts.push(fact("登记", format!("{}，{}", view.made_by, shanghai_text(a.made_at))));
    let letters = view.letters.iter().map(|l| {
        let state = l.state_on(today).label();
        Link::new(paths::delegate_letter(&l.id.to_string()), format!("授权书 {}（{state}）", l.doc_no))
    });
    LetterPage {
        frame: app.frame(seat, format!("任命书：{}", a.department_name)),
        base: paths::delegate_appointment(&a.id.to_string()),
        doc_no: a.doc_no.clone(),
        version: a.version,
        state: words::office_tag(a, today),
        soon: String::new(),
        facts,
        others: letters.collect(),
        listed: Vec::new(),
        excluded: Vec::new(),
        scan: scan(&paths::delegate_appointment(&a.id.to_string()), view.scan.as_ref()),
        scan_form: view.may_edit.then(Field::default),
        scan_reason: (view.may_edit && view.scan.is_some()).then(Field::default),
        scans_before: scans_before(&paths::delegate_appointment(&a.id.to_string()), &view.scans_before),
        events: view.history.iter().rev().map(words::event).collect(),
        conflict: None,
        filing: (view.may_edit && a.filing.is_none())
            .then(|| FileFields { on: Field::of(today.to_string()), no: Field::default() }),
        may_publish: false,
        end: (view.may_edit && a.dismissal.is_none()).then(|| EndForm {
            act: "dismiss",
            label: "免去代表",
            hint: "从这一天起不再任职，授权书同日失效",
            from: Field::of(today.to_string()),
            reason: Field::default(),
        }),
    }
}

//! Helping a neighbour over HTTP (帮办代办): the item, the neighbour's particulars with the signed sheet, then the same
//! screens as everybody's; and how much was done.

use axum::{
    extract::{Path, State},
    http::{HeaderMap, StatusCode},
};
use domain::{
    base::{date_text_with_year, parse_date},
    cases::{ApplicantFlaw, open_to_applications},
    catalogue::{Clients, Need},
};
use jiff::civil::Date;
use services::{
    Failure,
    cases::{
        AcceptForm, AcceptRefusal, ApplyRefusal, AssistRefusal, AssistedWork, CodeSent, ConsentGiven, Incoming,
        assisted, begin_assisted, send_consent_code, sends_codes,
    },
    catalogue::{GuideView, browse, cards},
    stations::own_station,
};

use super::{AssistFindPage, AssistPage, AssistSheetPage, AssistedLineRow, AssistedPage, apply::load, ticket::Ticket};
use crate::{
    base::{Choice, Field, Link, Svg, paths},
    cases::receipt::origin,
    door::{App, Oops, Posted, Query, Reply, Seat, Upload, address, blocking, go, show, show_as},
    tables::sheet::attached,
};

/// Items shown at once: the helper reads them on a phone.
const FOUND: usize = 8;

/// Finding the item.
pub(crate) async fn find(State(app): State<App>, seat: Seat, query: Query) -> Reply {
    let (bureau, asked) = (app.bureau().clone(), query.text("q"));
    let words = asked.clone();
    let found = blocking(move || -> Result<Vec<GuideView>, Oops> {
        if words.trim().is_empty() {
            return Ok(Vec::new());
        }
        let near = browse(&bureau, &words, None).map_err(|e| Oops::broken(&e))?;
        let ids: Vec<_> = near.into_iter().take(40).map(|f| f.id).collect();
        let all = cards(&bureau, &ids).map_err(|e| Oops::broken(&e))?;
        Ok(all.into_iter().filter(|v| open_to_applications(&v.item.content).is_ok()).take(FOUND).collect())
    })
    .await??;
    let row = |v: &GuideView| {
        (Link::new(paths::assist(&v.item.id.to_string()), v.item.content.name.clone()), v.department.name.clone())
    };
    show(&AssistFindPage {
        frame: app.frame(&seat, "帮办代办"), query: asked, found: found.iter().map(row).collect()
    })
}

fn draw(app: &App, seat: &Seat, view: &GuideView, sent: &Posted) -> AssistPage {
    let content = &view.item.content;
    let options: &[(&str, &str)] = match content.clients {
        Some(Clients::Person) => &[("person", "个人")],
        Some(Clients::Organisation) => &[("organisation", "单位")],
        Some(Clients::Both) | None => &[("person", "个人"), ("organisation", "单位")],
    };
    let typed = sent.text("applicant");
    let chosen = options.iter().find(|(value, _)| *value == typed).unwrap_or(&options[0]).0;
    let needed = content.guide.materials.iter().filter(|m| m.need == Need::Required);
    AssistPage {
        frame: app.frame(seat, content.name.clone()),
        item: view.item.id.to_string(),
        applicant: Choice::of(options, chosen),
        name: Field::of(sent.text("name")),
        code: Field::of(sent.text("code")),
        contact: Field::of(sent.text("contact")),
        phone: Field::of(sent.text("phone")),
        sheet: Field::default(),
        by_code: sends_codes(app.bureau()),
        sms_code: Field::default(),
        materials: needed.map(|m| m.name.clone()).collect(),
    }
}

/// The neighbour's particulars.
pub(crate) async fn page(State(app): State<App>, seat: Seat, Path(item): Path<String>) -> Reply {
    let view = load(&app, &seat, &item).await?;
    show(&draw(&app, &seat, &view, &Posted::default()))
}

/// Begins the application; the next screen is the first of everybody's form.
pub(crate) async fn submit(State(app): State<App>, seat: Seat, Path(item): Path<String>, sent: Upload) -> Reply {
    let view = load(&app, &seat, &item).await?;
    let Upload { form: typed, file_name, bytes } = sent;
    let form = particulars(&view, &typed);
    let sheet = (!bytes.is_empty()).then_some(Incoming { name: file_name, bytes });
    let code = typed.text("sms_code");
    // A photograph is what was signed: it goes before a code.
    let consent = match sheet {
        None if !code.trim().is_empty() => ConsentGiven::Code(code),
        sheet => ConsentGiven::Sheet(sheet),
    };
    let (inner, desk, key) = (app.clone(), seat.desk.clone(), typed.key());
    let done =
        blocking(move || begin_assisted(inner.bureau(), &desk, &form, (consent, &inner.exe()), key.as_deref())).await?;
    let failure = match done {
        Ok(begun) => {
            let mut answer = go(&paths::own_questions(1))?;
            Ticket::keep(&app, &mut answer, &begun.case_no, &begun.query_password);
            return Ok(answer);
        }
        Err(failure) => failure,
    };
    refused(draw(&app, &seat, &view, &typed), failure)
}

fn particulars(view: &GuideView, typed: &Posted) -> AcceptForm {
    AcceptForm {
        item: view.item.id.get(),
        applicant: typed.text("applicant"),
        code: typed.text("code"),
        name: typed.text("name"),
        contact: typed.text("contact"),
        phone: typed.text("phone"),
        ..AcceptForm::default()
    }
}

/// Sends a code to the neighbour's telephone; what was typed stays on the page.
pub(crate) async fn code(State(app): State<App>, seat: Seat, Path(item): Path<String>, sent: Upload) -> Reply {
    let view = load(&app, &seat, &item).await?;
    let (form, inner, desk) = (particulars(&view, &sent.form), app.clone(), seat.desk.clone());
    let done = blocking(move || send_consent_code(inner.bureau(), &desk, &form)).await?;
    let mut page = draw(&app, &seat, &view, &sent.form);
    match done {
        Ok(CodeSent { phone, minutes }) => {
            let sentence = format!("验证码已发到 {phone}，{minutes} 分钟内有效。请本人看过短信再告诉您");
            page.frame.notice = Some(sentence);
            show(&page)
        }
        Err(failure) => refused(page, failure),
    }
}

fn refused(mut page: AssistPage, failure: Failure<AssistRefusal>) -> Reply {
    match failure {
        Failure::Refused(AssistRefusal::Apply(ApplyRefusal::Form(AcceptRefusal::Fields(flaws)))) => {
            point_out(&mut page, &flaws);
        }
        Failure::Refused(refusal) => {
            let sentence = refusal.to_string();
            let at = match &refusal {
                AssistRefusal::SheetMissing | AssistRefusal::Sheet(_) => {
                    page.sheet.problem = Some(sentence.clone());
                    "sheet"
                }
                AssistRefusal::TooOften | AssistRefusal::Sms(_) | AssistRefusal::Code(_) => {
                    page.sms_code.problem = Some(sentence.clone());
                    "sms_code"
                }
                AssistRefusal::NoPost | AssistRefusal::NoGateway | AssistRefusal::Apply(_) => "",
            };
            page.frame = page.frame.with_problem(at, &sentence);
        }
        other @ (Failure::Denied(_) | Failure::NotFound | Failure::Stale | Failure::Store(_)) => {
            return Err(other.into());
        }
    }
    show_as(StatusCode::UNPROCESSABLE_ENTITY, &page)
}

fn point_out(page: &mut AssistPage, flaws: &[ApplicantFlaw]) {
    for flaw in flaws {
        let field = match flaw.field {
            "name" => &mut page.name.problem,
            "code" => &mut page.code.problem,
            "contact" => &mut page.contact.problem,
            "phone" => &mut page.phone.problem,
            "applicant" => &mut page.applicant.problem,
            // Materials are brought later; they are no part of this screen.
            _ => continue,
        };
        *field = Some(flaw.sentence.clone());
        page.frame = page.frame.clone().with_problem(flaw.field, &flaw.sentence);
    }
}

/// The sheet of consent, to be printed and signed.
pub(crate) async fn sheet(State(app): State<App>, seat: Seat, Path(item): Path<String>, headers: HeaderMap) -> Reply {
    let view = load(&app, &seat, &item).await?;
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    let station = blocking(move || own_station(&bureau, &desk)).await??.map(|(_, name)| name);
    let back = paths::assist(&item);
    let link = format!("{}{back}", origin(&app, &headers));
    let qr = papers::qr::qr_svg(&link, "扫码填表").map_err(|e| Oops::broken(&e))?;
    show(&AssistSheetPage {
        frame: app.frame(&seat, "帮办代办同意书"),
        back,
        item: view.item.content.name.clone(),
        station: station.unwrap_or_default(),
        helper: seat.desk.staff.as_ref().map(|s| s.name.clone()).unwrap_or_default(),
        today: date_text_with_year(app.bureau().today()),
        qr: Svg::drawn(qr),
    })
}

/// The days asked for: this month where nothing readable was.
fn days(app: &App, query: &Query) -> (Date, Date) {
    let today = app.bureau().today();
    let day = |name: &str, otherwise| parse_date(&query.text(name)).unwrap_or(otherwise);
    let (from, to) = (day("from", today.first_of_month()), day("to", today));
    (from.min(to), to.max(from))
}

async fn work(app: &App, seat: &Seat, days: (Date, Date)) -> Result<AssistedWork, Oops> {
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    Ok(blocking(move || assisted(&bureau, &desk, days)).await??)
}

/// How much was done for neighbours.
pub(crate) async fn counted(State(app): State<App>, seat: Seat, query: Query) -> Reply {
    let found = work(&app, &seat, days(&app, &query)).await?;
    let (from, to, all) = (found.from.to_string(), found.to.to_string(), found.all);
    show(&AssistedPage {
        frame: app.frame(&seat, "帮办统计"),
        finding: format!("全县帮办 {} 件，已提交 {} 件，办结 {} 件", all.begun, all.sent, all.done),
        rows: found
            .rows
            .iter()
            .map(|r| AssistedLineRow {
                station: r.station_name.clone(),
                helper: r.helper.clone(),
                cells: [r.count.begun, r.count.sent, r.count.done],
            })
            .collect(),
        sheet: address("/cases/assisted/work.xlsx", &[("from", &from), ("to", &to)]),
        from: Field::of(from),
        to: Field::of(to),
    })
}

/// The same as a spreadsheet.
pub(crate) async fn counted_sheet(State(app): State<App>, seat: Seat, query: Query) -> Reply {
    let found = work(&app, &seat, days(&app, &query)).await?;
    let row = |r: &services::cases::AssistedRow| {
        let numbers = [r.count.begun, r.count.sent, r.count.done].map(|n| n.to_string());
        [vec![r.station.to_string(), r.station_name.clone(), r.helper.clone()], numbers.to_vec()].concat()
    };
    let rows: Vec<Vec<String>> = found.rows.iter().map(row).collect();
    let titles = ["区划代码", "站点", "帮办人", "帮办", "已提交", "办结"];
    attached(&format!("assisted-{}-{}", found.from, found.to), "帮办统计", &titles, &rows)
}

//! From the gap list to orders over HTTP (交办): the rows that were ticked or a whole department, a last day, one
//! commit. A row under an open order is left out of the form and named.

use axum::{
    extract::{Path, State},
    http::StatusCode,
};
use domain::{
    base::{date_text, date_text_with_year, parse_date},
    rectification::Refusal,
};
use services::{
    Failure,
    indicators::{Gap, GapList, order_of},
    rectification::{ListForm, NewOrder, Order, OrderState},
};

use super::{ChosenRow, OrderFormPage, OrderedPage, OrderedRow, gaps};
use crate::{
    base::{Field, paths},
    door::{App, Oops, Posted, Query, Reply, Seat, address, blocking, go, show, show_as},
};

/// Most orders of one commit.
const MOST: usize = 1_000;
/// Rows under an open order that the form names one by one.
const NAMED: usize = 5;

/// What was asked for, and what of it can be ordered.
struct Wanted<'a> {
    rows: Vec<&'a Gap>,
    /// Under an open order already.
    ordered: Vec<&'a Gap>,
    /// Beyond what one commit takes.
    beyond: usize,
}

/// Rows by subject or code, and all rows of the departments.
fn wanted<'a>(list: &'a GapList, subjects: &[String], departments: &[String]) -> Wanted<'a> {
    let asked =
        |gap: &&Gap| subjects.contains(&gap.subject) || subjects.contains(&gap.code) || departments.contains(&gap.unit);
    let (ordered, mut rows): (Vec<&Gap>, Vec<&Gap>) = list.rows().filter(asked).partition(|gap| gap.order.is_some());
    let beyond = rows.len().saturating_sub(MOST);
    rows.truncate(MOST);
    Wanted { rows, ordered, beyond }
}

/// `?subject=` for each row, or `?department=`.
pub(crate) async fn page(State(app): State<App>, seat: Seat, Path(indicator): Path<String>, query: Query) -> Reply {
    let indicator = gaps::named(&indicator)?;
    let list = gaps::load(&app, &seat, indicator, "").await?.ok_or_else(Oops::not_found)?;
    let wanted = wanted(&list, &query.all("subject"), &query.all("department"));
    show(&drawn(&app, &seat, &list, &wanted, None, String::new()).await?)
}

async fn drawn(
    app: &App,
    seat: &Seat,
    list: &GapList,
    wanted: &Wanted<'_>,
    due_on: Option<String>,
    requirement: String,
) -> Result<OrderFormPage, Oops> {
    let bureau = app.bureau().clone();
    let usual = blocking(move || services::rectification::default_due(&bureau)).await?;
    let usual = usual.map_err(|e| Oops::broken(&e))?.on;
    let indicator = list.figure.indicator;
    Ok(OrderFormPage {
        frame: app.frame(seat, heading(indicator.row_unit(), &wanted.rows)),
        indicator: indicator.id().to_owned(),
        name: indicator.name().to_owned(),
        rows: wanted
            .rows
            .iter()
            .map(|gap| ChosenRow {
                subject: gap.subject.clone(),
                name: gap.name.clone(),
                unit: gap.unit.clone(),
                words: order_of(list, gap).requirement,
            })
            .collect(),
        left_out: left_out(indicator.row_unit(), wanted),
        due_on: Field::of(due_on.unwrap_or_else(|| usual.to_string())),
        usual: format!("一般 15 个工作日，到 {}", date_text_with_year(usual)),
        requirement: Field::of(requirement),
        button: format!("交办这 {} {}", wanted.rows.len(), indicator.row_unit()),
    })
}

/// As `交办 11 项给县民政局`, `交办 14 项给 3 个单位`.
fn heading(unit: &str, rows: &[&Gap]) -> String {
    let mut units: Vec<&str> = rows.iter().map(|gap| gap.unit.as_str()).collect();
    units.sort_unstable();
    units.dedup();
    match units.as_slice() {
        [] => "没有可以交办的".to_owned(),
        [one] => format!("交办 {} {unit}给{one}", rows.len()),
        many => format!("交办 {} {unit}给 {} 个单位", rows.len(), many.len()),
    }
}

fn left_out(unit: &str, wanted: &Wanted<'_>) -> Vec<String> {
    let mut out: Vec<String> = wanted
        .ordered
        .iter()
        .take(NAMED)
        .filter_map(|gap| Some((gap, gap.order.as_ref()?)))
        .map(|(gap, order)| format!("“{}”已有 {}，{}到期，没有列入", gap.name, order.no, date_text(order.due_on)))
        .collect();
    let others = wanted.ordered.len().saturating_sub(NAMED);
    if others > 0 {
        out.push(format!("另有 {others} {unit}也已有整改单，没有列入"));
    }
    if wanted.beyond > 0 {
        out.push(format!("一次最多交办 {MOST} {unit}，另有 {} {unit}请下一批交办", wanted.beyond));
    }
    out
}

/// Opens the orders, all or none, or says what is to be mended.
pub(crate) async fn submit(State(app): State<App>, seat: Seat, Path(indicator): Path<String>, posted: Posted) -> Reply {
    let indicator = gaps::named(&indicator)?;
    let list = gaps::load(&app, &seat, indicator, "").await?.ok_or_else(Oops::not_found)?;
    let subjects = posted.all("subject");
    let (typed_day, requirement) = (posted.text("due_on"), posted.text("requirement"));
    // Rows that got an order since the form was opened are not dropped in silence: the use case names them,
    // and the same form sent twice gets the same answer.
    let orders: Vec<NewOrder> =
        list.rows().filter(|gap| subjects.contains(&gap.subject)).map(|gap| order_of(&list, gap)).collect();
    let problem = match parse_date(&typed_day) {
        Err(flaw) => ("due_on", flaw.to_string()),
        Ok(day) => {
            let (bureau, desk, key) = (app.bureau().clone(), seat.desk.clone(), posted.key());
            let words = requirement.clone();
            let issue = move || services::rectification::issue(&bureau, &desk, &orders, day, &words, key.as_deref());
            match blocking(issue).await? {
                Ok(batch) => {
                    let number = batch.batch.map(|b| b.to_string()).unwrap_or_default();
                    let only = batch.orders.first().filter(|_| number.is_empty());
                    let slug = only.map(|o| o.slug.clone()).unwrap_or_default();
                    let there = paths::indicator_page(indicator.id(), "ordered");
                    return go(&address(&there, &[("batch", &number), ("order", &slug)]));
                }
                Err(Failure::Refused(refusal)) => (field(&refusal), refusal.to_string()),
                Err(failure) => return Err(failure.into()),
            }
        }
    };
    let wanted = wanted(&list, &subjects, &[]);
    let mut page = drawn(&app, &seat, &list, &wanted, Some(typed_day), requirement).await?;
    let (field, sentence) = problem;
    // Without a row there is no form, and no field to lead to.
    let field = if page.rows.is_empty() { "" } else { field };
    page.frame = page.frame.with_problem(field, &sentence);
    match field {
        "due_on" => page.due_on.problem = Some(sentence),
        "requirement" => page.requirement.problem = Some(sentence),
        _ => {}
    }
    show_as(StatusCode::UNPROCESSABLE_ENTITY, &page)
}

/// The field of the form that a refusal speaks of; empty where it is none of it.
fn field(refusal: &Refusal) -> &'static str {
    match refusal {
        Refusal::DuePast(_) | Refusal::DueTooFar => "due_on",
        Refusal::RequirementMissing => "requirement",
        Refusal::TooLong { field, .. } if *field == "整改要求" => "requirement",
        _ => "",
    }
}

/// What was opened: `?batch=`, or `?order=` for a single one.
pub(crate) async fn done(State(app): State<App>, seat: Seat, Path(indicator): Path<String>, query: Query) -> Reply {
    let indicator = gaps::named(&indicator)?;
    let (batch, only) = (query.text("batch"), query.text("order"));
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    let (number, slug) = (batch.parse().ok(), only.clone());
    let orders = blocking(move || -> Result<Vec<Order>, Oops> {
        if number.is_none() {
            return Ok(vec![services::rectification::view(&bureau, &desk, &slug)?.order]);
        }
        let form = ListForm {
            state: OrderState::All,
            unit: None,
            source: None,
            source_ref: None,
            batch: number,
            after: None,
            limit: MOST as u32,
        };
        let register = services::rectification::list(&bureau, &desk, &form)?;
        Ok(register.lines.into_iter().map(|line| line.order).collect())
    })
    .await??;
    let first = orders.first().ok_or_else(Oops::not_found)?;
    let title = format!("已交办 {} 件，最迟 {}", orders.len(), date_text(first.due_on));
    show(&OrderedPage {
        frame: app.frame(&seat, title),
        indicator: indicator.id().to_owned(),
        name: indicator.name().to_owned(),
        due: date_text_with_year(first.due_on),
        register_href: address(paths::RECTIFICATION, &[("batch", &batch)]),
        print_href: address(paths::RECTIFICATION_PRINT, &[("batch", &batch), ("order", &only)]),
        rows: orders
            .iter()
            .map(|order| OrderedRow {
                href: paths::rectification(&order.no.slug()),
                number: order.no.to_string(),
                subject: order.subject.name.clone(),
                unit: order.unit_name.clone(),
                requirement: order.requirement.clone(),
            })
            .collect(),
    })
}

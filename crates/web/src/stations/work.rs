//! The desk of a station over HTTP (站点工作台), photographs, and who works where.

use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::Response,
};
use domain::{
    base::{PhotoId, date_text_with_year},
    people::{Act, authorise},
    stations::TaskStage,
};
use services::{
    Failure,
    cases::{HelpedCase, TakenOut, assisted, helped_by_me},
    stations::{PostForm, campaign_view, card, open_photo, own_station, post, running},
};

use super::{HelpedRow, TaskRow, WorkPage, renaming::state};
use crate::{
    base::{Link, Tag, Tone, paths},
    cases::{files::given_out, mark, own::close_ticket},
    door::{App, Oops, Posted, Reply, Seat, address, blocking, go, id, show},
};

/// The desk. Whoever comes back to it has left the neighbour's case: the browser forgets what opened it.
pub(crate) async fn page(State(app): State<App>, seat: Seat) -> Reply {
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    let month = app.bureau().today().first_of_month();
    let days = (month, app.bureau().today());
    let found = blocking(move || -> Result<_, Oops> {
        let Some((code, name)) = own_station(&bureau, &desk)? else { return Ok(None) };
        let phone = card(&bureau, &desk, code.as_str())?.station.phone;
        let tasks = match running(&bureau, &desk)? {
            Some(campaign) => Some(campaign_view(&bureau, &desk, campaign.id)?),
            None => None,
        };
        Ok(Some((name, phone, tasks, assisted(&bureau, &desk, days)?, helped_by_me(&bureau, &desk)?)))
    })
    .await??;
    let mut answer = match found {
        None => show(&WorkPage {
            frame: app.frame(&seat, "站点工作台"),
            lost: "您还没有派驻到站点，请县政务服务局先登记".into(),
            buttons: Vec::new(),
            tasks: Vec::new(),
            helped: Vec::new(),
            work: String::new(),
        }),
        Some((name, phone, view, work, helped)) => {
            let own = seat.desk.staff.as_ref().map(|s| s.name.clone()).unwrap_or_default();
            let mine = work.rows.iter().filter(|r| r.helper == own);
            let (begun, sent, done) =
                mine.fold((0, 0, 0), |(b, s, d), r| (b + r.count.begun, s + r.count.sent, d + r.count.done));
            let waits = |stage: &TaskStage| matches!(stage, TaskStage::Open(_) | TaskStage::Reported(_));
            let cards = view.into_iter().flat_map(|v| v.tasks).filter(|c| waits(&c.task.stage));
            let tasks = cards
                .filter(|c| c.may_report || c.may_settle)
                .map(|c| TaskRow {
                    href: paths::renaming_task(&c.task.campaign.to_string(), c.task.station.as_str()),
                    division: c.division.clone(),
                    town: c.town.clone(),
                    old_name: c.task.old_name.clone(),
                    state: state(&c.task.stage),
                })
                .collect();
            let call = if phone.is_empty() { "tel:12345".to_owned() } else { format!("tel:{phone}") };
            show(&WorkPage {
                frame: app.frame(&seat, name),
                lost: String::new(),
                buttons: vec![
                    Link::new(paths::ASSIST, "帮办代办"),
                    Link::new(paths::PROGRESS, "查进度"),
                    Link::new(paths::CERTIFICATE_VERIFY, "查结果"),
                    Link::new(call, "打电话"),
                    Link::new("#tasks", "我的任务"),
                ],
                tasks,
                helped: helped.iter().take(SHOWN).map(helped_row).collect(),
                work: format!("本月您帮办 {begun} 件，已提交 {sent} 件，办结 {done} 件"),
            })
        }
    }?;
    close_ticket(&app, &mut answer);
    Ok(answer)
}

/// Cases shown at once: the page is read on a slow line.
const SHOWN: usize = 20;

fn helped_row(case: &HelpedCase) -> HelpedRow {
    let due = case.due_on.map(|d| format!("，{}前", date_text_with_year(d))).unwrap_or_default();
    HelpedRow {
        item: case.item.clone(),
        about: format!("{}，{}帮办{due}", case.applicant, date_text_with_year(case.begun_on)),
        stage: Tag::new(Tone::Neutral, case.stage),
        deadline: mark(case.outlook),
    }
}

/// A photograph, in the browser.
pub(crate) async fn photo(State(app): State<App>, seat: Seat, Path(photo): Path<String>) -> Result<Response, Oops> {
    let (bureau, desk, of) = (app.bureau().clone(), seat.desk.clone(), id::<PhotoId>(&photo)?);
    let out = blocking(move || open_photo(&bureau, &desk, of)).await??;
    Ok(given_out(TakenOut { name: format!("照片.{}", out.kind.as_str()), kind: out.kind, bytes: out.bytes }, true))
}

/// Posts somebody to a station.
pub(crate) async fn submit(State(app): State<App>, seat: Seat, Path(code): Path<String>, posted: Posted) -> Reply {
    let form = PostForm { station: code.clone(), login: posted.text("login") };
    let (bureau, desk, key, asked) = (app.bureau().clone(), seat.desk.clone(), posted.key(), form.clone());
    match blocking(move || post(&bureau, &desk, &asked, key.as_deref())).await? {
        Ok(()) => go(&address(&paths::station(&code), &[("done", "posted")])),
        Err(Failure::Refused(refusal)) => {
            super::card::again(&app, &seat, code, (form.login, refusal.to_string())).await
        }
        Err(other) => Err(other.into()),
    }
}

/// Whether this reader posts people.
pub(super) fn may_post(seat: &Seat) -> bool {
    authorise(&seat.desk, Act::StationCampaign, None).is_ok()
}

/// Status of a form to mend.
pub(super) const MEND: StatusCode = StatusCode::UNPROCESSABLE_ENTITY;

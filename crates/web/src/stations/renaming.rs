//! Renaming campaigns over HTTP (更名行动): opening and ending one, reporting from a phone, accepting, the sheet.

use axum::{
    extract::{Path, State},
    http::StatusCode,
};
use domain::{
    base::{CampaignId, date_text_with_year, shanghai_text},
    people::{Act, authorise},
    stations::{Campaign, TaskStage, TownProgress},
};
use services::stations::{
    CampaignForm, CampaignView, IncomingPhoto, NamingCounts, RenameRefusal, ReportForm, SettleForm, TaskCard,
    campaign_view, campaigns, close_campaign, naming_counts, naming_standard, open_campaign, report, settle,
};

use super::{CampaignPage, CampaignsPage, TaskPage, TaskRow, TownRow, WorkRow};
use crate::{
    base::{Field, Link, Tag, Tone, paths},
    cases::view::Hitch,
    door::{App, Oops, Posted, Query, Reply, Seat, Upload, address, blocking, go, id, show, show_as},
    tables::sheet::attached,
};

/// Heads of the progress of a campaign, after the township.
pub const RENAMING_HEADS: [&str; 5] = ["任务", "待更名", "退回重报", "待验收", "已验收"];

pub(super) fn state(stage: &TaskStage) -> Tag {
    let tone = match stage {
        TaskStage::Open(_) => Tone::Warning,
        TaskStage::Reported(_) => Tone::Info,
        TaskStage::Accepted(..) => Tone::Good,
    };
    Tag::new(tone, stage.label())
}

fn days(campaign: &Campaign) -> String {
    let until = campaign.closed_on.map_or_else(String::new, |day| format!("，{}结束", date_text_with_year(day)));
    format!("{}至{}{until}", date_text_with_year(campaign.opened_on), date_text_with_year(campaign.due_on))
}

async fn listed(app: &App, seat: &Seat, form: &CampaignForm) -> Result<CampaignsPage, Oops> {
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    let all = blocking(move || campaigns(&bureau, &desk)).await??;
    let runs = all.iter().any(|c| c.closed_on.is_none());
    let standard = naming_standard();
    let row = |c: &Campaign| WorkRow {
        href: paths::renaming(&c.id.to_string()),
        title: c.title.clone(),
        days: days(c),
        state: match c.closed_on {
            None => Tag::new(Tone::Info, "进行中"),
            Some(_) => Tag::new(Tone::Good, "已结束"),
        },
    };
    Ok(CampaignsPage {
        frame: app.frame(seat, "更名行动"),
        rows: all.iter().map(row).collect(),
        standard: format!(
            "乡镇（街道）叫“{}”，村（社区）叫“{}”",
            standard.town.replace("{name}", "××"),
            standard.village.replace("{name}", "××")
        ),
        source: standard.source.clone(),
        may_open: !runs && authorise(&seat.desk, Act::StationCampaign, None).is_ok(),
        title: Field::of(&*form.title),
        basis: Field::of(&*form.basis),
        due_on: Field::of(&*form.due_on),
    })
}

/// All campaigns.
pub(crate) async fn list(State(app): State<App>, seat: Seat) -> Reply {
    show(&listed(&app, &seat, &CampaignForm::default()).await?)
}

/// Opens one.
pub(crate) async fn open(State(app): State<App>, seat: Seat, posted: Posted) -> Reply {
    let form = CampaignForm { title: posted.text("title"), basis: posted.text("basis"), due_on: posted.text("due_on") };
    let (bureau, desk, key, asked) = (app.bureau().clone(), seat.desk.clone(), posted.key(), form.clone());
    let failure = match blocking(move || open_campaign(&bureau, &desk, &asked, key.as_deref())).await? {
        Ok(id) => return go(&address(&paths::renaming(&id.to_string()), &[("done", "opened")])),
        Err(failure) => failure,
    };
    let hitch = Hitch::of(failure, RenameRefusal::field)?;
    let mut page = listed(&app, &seat, &form).await?;
    let (field, sentence) = told(&hitch);
    let wrong = Some(sentence.clone());
    match field {
        "title" => page.title.problem = wrong,
        "basis" => page.basis.problem = wrong,
        "due_on" => page.due_on.problem = wrong,
        _ => {}
    }
    page.frame = page.frame.with_problem(field, &sentence);
    show_as(StatusCode::UNPROCESSABLE_ENTITY, &page)
}

/// Which field, and what to say of it.
pub(super) fn told(hitch: &Hitch) -> (&'static str, String) {
    match hitch {
        Hitch::Mend(field, sentence) => (field, sentence.clone()),
        Hitch::Overtaken => ("", "刚才有人先保存了，请看过最新内容再提交".into()),
        Hitch::SentBefore(sentence) => ("", sentence.clone()),
    }
}

fn cells(p: &TownProgress) -> Vec<String> {
    [p.tasks, p.open, p.sent_back, p.reported, p.accepted].iter().map(ToString::to_string).collect()
}

async fn load(app: &App, seat: &Seat, id: CampaignId) -> Result<(CampaignView, NamingCounts), Oops> {
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    blocking(move || -> Result<_, Oops> {
        let view = campaign_view(&bureau, &desk, id)?;
        let naming = naming_counts(&bureau).map_err(|e| Oops::broken(&e))?;
        Ok((view, naming))
    })
    .await?
}

/// One campaign.
pub(crate) async fn page(State(app): State<App>, seat: Seat, Path(campaign): Path<String>, query: Query) -> Reply {
    let (view, naming) = load(&app, &seat, id(&campaign)?).await?;
    let mut frame = app.frame(&seat, view.campaign.title.clone());
    frame.notice = match query.text("done").as_str() {
        "opened" => Some(format!("已开展，给 {} 个站点下达了任务", view.all.tasks)),
        "closed" => Some("行动已结束".into()),
        _ => None,
    };
    let here = paths::renaming(&campaign);
    let (all, right) = (&view.all, naming.total - naming.old - naming.unknown);
    let row = |card: &TaskCard| TaskRow {
        href: paths::renaming_task(&campaign, card.task.station.as_str()),
        division: card.division.clone(),
        town: card.town.clone(),
        old_name: card.task.old_name.clone(),
        state: state(&card.task.stage),
    };
    show(&CampaignPage {
        frame,
        basis: view.campaign.basis.clone(),
        days: days(&view.campaign),
        finding: format!("{} 个站点要更名，已验收 {} 个，待验收 {} 个", all.tasks, all.accepted, all.reported),
        naming: format!("全县 {} 个站点，名称和牌子都规范的 {right} 个；更名率单独统计，不计入覆盖率", naming.total),
        towns: view.towns.iter().map(|t| TownRow { name: t.name.clone(), cells: cells(&t.progress) }).collect(),
        tasks: view.tasks.iter().map(row).collect(),
        sheet: format!("{here}/tasks.xlsx"),
        close: view.may_close.then_some(view.campaign.version),
        close_href: format!("{here}/close"),
    })
}

/// Ends one.
pub(crate) async fn close(State(app): State<App>, seat: Seat, Path(campaign): Path<String>, posted: Posted) -> Reply {
    let of = (id::<CampaignId>(&campaign)?, posted.number("expected_version").unwrap_or_default());
    let (bureau, desk, key) = (app.bureau().clone(), seat.desk.clone(), posted.key());
    blocking(move || close_campaign(&bureau, &desk, of, key.as_deref())).await??;
    go(&address(&paths::renaming(&campaign), &[("done", "closed")]))
}

/// The tasks as a spreadsheet.
pub(crate) async fn sheet(State(app): State<App>, seat: Seat, Path(campaign): Path<String>) -> Reply {
    let (view, _) = load(&app, &seat, id(&campaign)?).await?;
    let row = |card: &TaskCard| {
        let (reported, reason) = match &card.task.stage {
            TaskStage::Open(None) => (None, ""),
            TaskStage::Open(Some(back)) => (Some(&back.report), back.reason.as_str()),
            TaskStage::Reported(report) | TaskStage::Accepted(report, ..) => (Some(report), ""),
        };
        vec![
            card.task.station.to_string(),
            card.town.clone(),
            card.division.clone(),
            card.task.old_name.clone(),
            card.official.clone(),
            card.task.stage.label().to_owned(),
            reported.map(|r| r.name.clone()).unwrap_or_default(),
            card.reporter.clone(),
            reported.map(|r| shanghai_text(r.at)).unwrap_or_default(),
            card.settler.clone(),
            reason.to_owned(),
        ]
    };
    let titles = [
        "区划代码",
        "乡镇",
        "村（社区）",
        "原来的名称",
        "规范名称",
        "环节",
        "上报的名称",
        "上报人",
        "上报时间",
        "验收人",
        "退回原因",
    ];
    let rows: Vec<Vec<String>> = view.tasks.iter().map(row).collect();
    attached(&format!("renaming-{}", app.bureau().today()), "更名任务", &titles, &rows)
}

async fn draw(app: &App, seat: &Seat, (campaign, station): (&str, &str)) -> Result<TaskPage, Oops> {
    let (view, _) = load(app, seat, id(campaign)?).await?;
    let due = date_text_with_year(view.campaign.due_on);
    let title = view.campaign.title.clone();
    let card = view.tasks.into_iter().find(|t| t.task.station.as_str() == station).ok_or_else(Oops::not_found)?;
    let (report, sent_back, accepted) = match &card.task.stage {
        TaskStage::Open(None) => (None, String::new(), String::new()),
        TaskStage::Open(Some(back)) => {
            let by = format!("{}（{}，{}）", back.reason, card.settler, shanghai_text(back.at));
            (Some(&back.report), by, String::new())
        }
        TaskStage::Reported(report) => (Some(report), String::new(), String::new()),
        TaskStage::Accepted(report, _, at) => {
            (Some(report), String::new(), format!("{}，{}", card.settler, shanghai_text(*at)))
        }
    };
    Ok(TaskPage {
        frame: app.frame(seat, format!("{}：更名任务", card.division)),
        campaign: Link::new(paths::renaming(campaign), title),
        here: paths::renaming_task(campaign, station),
        state: state(&card.task.stage),
        old_name: card.task.old_name.clone(),
        official: card.official.clone(),
        due,
        reported: report.map(|r| r.name.clone()).unwrap_or_default(),
        reporter: report.map(|r| format!("{}，{}", card.reporter, shanghai_text(r.at))).unwrap_or_default(),
        sent_back,
        accepted,
        photo: card.photo().map(|p| paths::station_photo(&p.to_string())),
        version: card.task.version,
        may_report: card.may_report,
        may_settle: card.may_settle,
        name: Field::of(&*card.official),
        picture: Field::default(),
        reason: Field::default(),
    })
}

/// The task of a station.
pub(crate) async fn task(
    State(app): State<App>,
    seat: Seat,
    Path((campaign, station)): Path<(String, String)>,
    query: Query,
) -> Reply {
    let mut page = draw(&app, &seat, (&campaign, &station)).await?;
    page.frame.notice = match query.text("done").as_str() {
        "reported" => Some("已上报，等乡镇验收".into()),
        "accepted" => Some("已验收，站点名称和牌子已记为规范".into()),
        "returned" => Some("已退回，站点可以重报".into()),
        _ => None,
    };
    show(&page)
}

/// The task once more, with what is to be mended.
fn again(mut page: TaskPage, hitch: &Hitch) -> Reply {
    let (field, sentence) = told(hitch);
    let wrong = Some(sentence.clone());
    match field {
        "name" => page.name.problem = wrong,
        "photo" => page.picture.problem = wrong,
        "reason" => page.reason.problem = wrong,
        _ => {}
    }
    page.frame = page.frame.with_problem(field, &sentence);
    let status = match hitch {
        Hitch::Mend(..) => StatusCode::UNPROCESSABLE_ENTITY,
        Hitch::Overtaken | Hitch::SentBefore(_) => StatusCode::CONFLICT,
    };
    show_as(status, &page)
}

/// A picture, where one was chosen.
pub(super) fn picture(sent: &mut Upload) -> Option<IncomingPhoto> {
    let bytes = std::mem::take(&mut sent.bytes);
    (!bytes.is_empty()).then(|| IncomingPhoto { name: sent.file_name.clone(), bytes })
}

/// Reports a new name.
pub(crate) async fn submit(
    State(app): State<App>,
    seat: Seat,
    Path((campaign, station)): Path<(String, String)>,
    mut sent: Upload,
) -> Reply {
    let of = id::<CampaignId>(&campaign)?;
    let form = ReportForm {
        station: station.clone(),
        version: sent.form.number("expected_version").unwrap_or_default(),
        name: sent.form.text("name"),
        // Where nobody ticked the box, no place is sent along.
        place: match sent.form.text("with_place").as_str() {
            "1" => (sent.form.text("longitude"), sent.form.text("latitude")),
            _ => Default::default(),
        },
    };
    let (photo, key) = (picture(&mut sent), sent.form.key());
    let (inner, desk, asked) = (app.clone(), seat.desk.clone(), form.clone());
    let done =
        blocking(move || report(inner.bureau(), &desk, (of, &asked), (photo, &inner.exe()), key.as_deref())).await?;
    match done {
        Ok(_) => go(&address(&paths::renaming_task(&campaign, &station), &[("done", "reported")])),
        Err(failure) => {
            let hitch = Hitch::of(failure, RenameRefusal::field)?;
            let mut page = draw(&app, &seat, (&campaign, &station)).await?;
            page.name = Field::of(form.name);
            again(page, &hitch)
        }
    }
}

/// Accepts, or sends back.
pub(crate) async fn verdict(
    State(app): State<App>,
    seat: Seat,
    Path((campaign, station)): Path<(String, String)>,
    posted: Posted,
) -> Reply {
    let of = id::<CampaignId>(&campaign)?;
    let form = SettleForm {
        station: station.clone(),
        version: posted.number("expected_version").unwrap_or_default(),
        accepted: posted.text("verdict") == "accept",
        reason: posted.text("reason"),
    };
    let (bureau, desk, key, asked) = (app.bureau().clone(), seat.desk.clone(), posted.key(), form.clone());
    match blocking(move || settle(&bureau, &desk, (of, &asked), key.as_deref())).await? {
        Ok(_) => {
            let done = if form.accepted { "accepted" } else { "returned" };
            go(&address(&paths::renaming_task(&campaign, &station), &[("done", done)]))
        }
        Err(failure) => {
            let hitch = Hitch::of(failure, RenameRefusal::field)?;
            let mut page = draw(&app, &seat, (&campaign, &station)).await?;
            page.reason = Field::of(form.reason);
            again(page, &hitch)
        }
    }
}

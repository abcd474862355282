//! A matter over HTTP for whoever applied: its progress by number and password, and the applicant's own acts. Each form
//! carries number and password of the page it stands on; nothing is kept between two of them.

use axum::{extract::State, http::StatusCode};
use domain::chains::{Awaited, Holdup, MatterStage, StepState};
use services::{
    Bureau, Failure,
    cases::Incoming,
    chains::{
        matters::{
            MatterFailure, MatterProgress, MatterRefusal, OwnMatter, SupplyForm, attach_own, own, progress, rate,
            supply_own, withdraw_own,
        },
        version_of,
    },
};

use super::{
    MatterProgressFormPage, MatterProgressPage, OwnMemberRow, OwnUpload,
    view::{blanks, notice},
};
use crate::{
    base::{Choice, Field, Pick},
    catalogue::answering::typed,
    door::{App, Oops, Posted, Query, Reply, Seat, Uploads, blocking, show, show_as},
};

pub(crate) async fn page(State(app): State<App>, seat: Seat, query: Query) -> Reply {
    show(&MatterProgressFormPage {
        frame: app.frame(&seat, "查一件事进度"),
        number: Field::of(query.text("no")),
        secret: Field::default(),
    })
}

/// What opened the matter.
struct Door {
    number: String,
    secret: String,
}

impl Door {
    fn of(sent: &Posted) -> Self {
        Self { number: sent.text("number").trim().to_owned(), secret: sent.text("secret").trim().to_owned() }
    }

    fn own(&self, sent: &Posted) -> OwnMatter {
        OwnMatter {
            matter_no: self.number.clone(),
            password: self.secret.clone(),
            version: sent.number("version").unwrap_or_default(),
        }
    }
}

/// The form once more, where number or password is wrong.
fn shut(app: &App, seat: &Seat, door: &Door, sentence: &str) -> Reply {
    let frame = app.frame(seat, "查一件事进度").with_problem("secret", sentence);
    let page = MatterProgressFormPage { frame, number: Field::of(&door.number), secret: Field::wrong("", sentence) };
    show_as(StatusCode::UNPROCESSABLE_ENTITY, &page)
}

async fn draw(app: &App, seat: &Seat, door: &Door) -> Result<MatterProgressPage, Failure<MatterRefusal>> {
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    let (number, secret) = (door.number.clone(), door.secret.clone());
    let found = blocking(move || -> Result<_, MatterFailure> {
        let told = progress(&bureau, &desk, &number, &secret)?;
        let materials = used_materials(&bureau, &told)?;
        // Whoever has the password alone sees what is still blank.
        let blank = match told.may_act && told.stage == MatterStage::CorrectionAsked {
            true => {
                let at = OwnMatter { matter_no: number.clone(), password: secret.clone(), version: told.version };
                let own = own(&bureau, &desk, &at)?;
                blanks(&own.form, &domain::catalogue::told(&own.form, &own.answers))
            }
            false => Vec::new(),
        };
        Ok((told, materials, blank))
    })
    .await;
    let (told, materials, questions) = match found {
        Ok(found) => found?,
        Err(_) => return Err(Failure::Stale),
    };
    let open = matches!(told.stage, MatterStage::Received | MatterStage::CorrectionAsked);
    let asked = told.stage == MatterStage::CorrectionAsked;
    // A notice may say more than which materials: then every one that is used may come.
    let lines: Vec<Option<usize>> = told.notice.iter().flat_map(|w| &w.lines).map(|l| l.material).collect();
    let wanted = |n: usize| !asked || lines.contains(&Some(n)) || lines.contains(&None);
    let uploads = materials.iter().filter(|(n, _)| told.may_act && open && wanted(*n));
    let supplied = materials.iter().filter(|(n, _)| asked && wanted(*n));
    let step = |s: &domain::chains::StepLine| {
        let state = match s.state {
            StepState::Done => "done",
            StepState::Now => "now",
            StepState::Later => "later",
        };
        (s.words.clone(), state)
    };
    Ok(MatterProgressPage {
        frame: app.frame(seat, told.chain_name.clone()),
        matter_no: told.matter_no.clone(),
        secret: door.secret.clone(),
        version: told.version,
        stage: told.stage.label().to_owned(),
        headline: told.steps.as_ref().map(|s| s.headline.clone()).unwrap_or_default(),
        steps: told.steps.iter().flat_map(|s| s.lines.iter().map(step)).collect(),
        holdups: told.holdups.iter().map(|h| holdup(&told, h)).collect(),
        members: told
            .members
            .iter()
            .map(|m| OwnMemberRow {
                name: m.name.clone(),
                office: m.office.clone(),
                state: m.state.label().to_owned(),
                words: if m.result.is_empty() { m.words.clone() } else { m.result.clone() },
            })
            .collect(),
        notice: told.notice.as_ref().map(notice).unwrap_or_default(),
        materials: Choice {
            options: supplied
                .map(|(n, name)| Pick { value: n.to_string(), label: name.clone(), chosen: false })
                .collect(),
            problem: None,
        },
        uploads: uploads
            .map(|(n, name)| OwnUpload { form: format!("files-{n}"), place: n.to_string(), name: name.clone() })
            .collect(),
        questions,
        may_supply: told.may_act && asked,
        may_withdraw: told.may_act && told.finish.is_none(),
        may_rate: told.may_act && told.stars.is_none() && told.stage == MatterStage::Delivered,
        ready: told.ready,
        lead: told.lead.clone(),
        phone: told.phone.clone(),
    })
}

/// The merged materials of the chain it was filed under: place and name.
fn used_materials(bureau: &Bureau, told: &MatterProgress) -> Result<Vec<(usize, String)>, MatterFailure> {
    let it = version_of(bureau, &told.chain_code, told.chain_version)?;
    let all = it.map(|it| it.materials.materials).unwrap_or_default();
    // What a member under way asks of the applicant; the rest nobody could take.
    let open = |key: &str| told.members.iter().any(|m| m.key == key && m.state.open().is_some());
    let listed = all.into_iter().enumerate();
    let used = listed.filter(|(_, m)| m.uses.iter().any(|u| u.from.is_empty() && open(&u.at.member)));
    Ok(used.map(|(n, m)| (n, m.material.name)).collect())
}

fn holdup(told: &MatterProgress, one: &Holdup) -> String {
    let name = told.members.iter().find(|m| m.key == one.member).map_or("", |m| m.name.as_str());
    match &one.who {
        Awaited::Office(office) => format!("等{}办“{name}”", office.name),
        Awaited::Applicant => format!("等您补正“{name}”"),
    }
}

/// The progress, or the form once more.
async fn opened(app: &App, seat: &Seat, door: &Door, said: Option<Result<&str, String>>) -> Reply {
    let mut page = match draw(app, seat, door).await {
        Ok(page) => page,
        Err(Failure::Refused(refusal)) => return shut(app, seat, door, &refusal.to_string()),
        Err(Failure::NotFound) => return shut(app, seat, door, "没有找到，请核对编号和查询密码"),
        Err(other) => return Err(Oops::from(other)),
    };
    match said {
        None => show(&page),
        Some(Ok(word)) => {
            page.frame.notice = Some(word.to_owned());
            show(&page)
        }
        Some(Err(sentence)) => {
            page.frame = page.frame.with_problem("", &sentence);
            show_as(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
    }
}

pub(crate) async fn submit(State(app): State<App>, seat: Seat, sent: Posted) -> Reply {
    opened(&app, &seat, &Door::of(&sent), None).await
}

/// Runs an act of the applicant and shows the progress again.
async fn done(
    (app, seat, sent): (&App, &Seat, &Posted),
    word: &str,
    act: impl FnOnce(&Bureau, &domain::people::Desk, &OwnMatter, Option<&str>) -> Result<i64, MatterFailure>
    + Send
    + 'static,
) -> Reply {
    let door = Door::of(sent);
    let (at, key) = (door.own(sent), sent.key());
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    match blocking(move || act(&bureau, &desk, &at, key.as_deref())).await? {
        Ok(_) => opened(app, seat, &door, Some(Ok(word))).await,
        Err(Failure::Refused(refusal)) => opened(app, seat, &door, Some(Err(refusal.to_string()))).await,
        Err(Failure::Stale) => opened(app, seat, &door, Some(Err("刚才有了新进展，请看过再操作".to_owned()))).await,
        Err(other @ (Failure::Denied(_) | Failure::NotFound | Failure::Store(_))) => Err(Oops::from(other)),
    }
}

pub(crate) async fn supply(State(app): State<App>, seat: Seat, sent: Posted) -> Reply {
    let materials = sent.all("material").iter().filter_map(|p| p.parse().ok()).collect();
    let form = SupplyForm { materials, answers: typed(&sent) };
    done((&app, &seat, &sent), "补正已提交", move |b, d, at, key| supply_own(b, d, (at, &form), key)).await
}

pub(crate) async fn withdraw(State(app): State<App>, seat: Seat, sent: Posted) -> Reply {
    let reason = sent.text("reason");
    done((&app, &seat, &sent), "已撤回", move |b, d, at, key| withdraw_own(b, d, (at, &reason), key)).await
}

pub(crate) async fn stars(State(app): State<App>, seat: Seat, sent: Posted) -> Reply {
    let stars = sent.number("stars").unwrap_or_default();
    done((&app, &seat, &sent), "谢谢您的评价", move |b, d, at, key| rate(b, d, (at, stars), key)).await
}

/// One material's files, for every member that needs it.
pub(crate) async fn files(State(app): State<App>, seat: Seat, sent: Uploads) -> Reply {
    let door = Door::of(&sent.form);
    let (at, place) = (door.own(&sent.form), sent.form.number::<usize>("place").unwrap_or(usize::MAX));
    let (bureau, desk, exe, key) = (app.bureau().clone(), seat.desk.clone(), app.exe(), sent.form.key());
    if sent.files.is_empty() {
        return opened(&app, &seat, &door, Some(Err("请选择照片或文件".to_owned()))).await;
    }
    let files = sent.files;
    let kept = blocking(move || {
        for (n, (name, bytes)) in files.into_iter().enumerate() {
            let key = key.as_ref().map(|k| format!("{}-{n}", k.chars().take(150).collect::<String>()));
            attach_own(&bureau, &desk, (&at, place), &Incoming { name, bytes }, &exe, key.as_deref())?;
        }
        Ok::<_, Failure<services::cases::FileNotKept>>(())
    })
    .await?;
    match kept {
        Ok(()) => opened(&app, &seat, &door, Some(Ok("已上传"))).await,
        Err(Failure::Refused(refusal)) => opened(&app, &seat, &door, Some(Err(refusal.to_string()))).await,
        Err(Failure::Stale) => opened(&app, &seat, &door, Some(Err("刚才有了新进展，请看过再上传".to_owned()))).await,
        Err(Failure::NotFound) => {
            opened(&app, &seat, &door, Some(Err("这样材料现在没有部门在收，请看进度".to_owned()))).await
        }
        Err(other @ (Failure::Denied(_) | Failure::Store(_))) => Err(Oops::from(other)),
    }
}

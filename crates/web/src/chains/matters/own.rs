//! A matter over HTTP for whoever applied: opened once in this browser by number and password ([`MatterTicket`]), its
//! progress, and the applicant's own acts.

use std::collections::BTreeMap;

use axum::{extract::State, http::StatusCode};
use domain::{
    cases::{is_given, veiled},
    catalogue::{APPLICANT_KIND, Form, FormField, FormPage},
    chains::{MatterStage, MemberState, MergedMaterial, StepState},
};
use services::{
    Bureau, Failure,
    cases::{Incoming, case_rules},
    chains::{
        matters::{
            AgainForm, MatterFailure, MatterProgress, MatterRefusal, OwnMatter, OwnView, ProgressMember, SupplyForm,
            attach_own, begin_again_own, bring_own, own, progress, rate, supply_own, withdraw_own,
        },
        version_of,
    },
};

use super::{
    MatterProgressFormPage, MatterProgressPage, OwnMemberRow, OwnUpload,
    ticket::MatterTicket,
    words::{self, Reader},
};
use crate::{
    base::{Choice, Field, Pick, paths},
    catalogue::{
        QuestionPage,
        answering::{Filled, Offer, PREFIX, all_pages, typed},
    },
    door::{App, Oops, Posted, Query, Reply, Seat, Uploads, address, blocking, go, show, show_as},
};

pub(crate) async fn page(State(app): State<App>, seat: Seat, query: Query) -> Reply {
    show(&MatterProgressFormPage {
        frame: app.frame(&seat, "查一件事进度"),
        number: Field::of(query.text("no")),
        secret: Field::default(),
    })
}

/// The form once more, where number or password is wrong.
fn shut(app: &App, seat: &Seat, ticket: &MatterTicket, sentence: &str) -> Reply {
    let frame = app.frame(seat, "查一件事进度").with_problem("secret", sentence);
    let page = MatterProgressFormPage { frame, number: Field::of(&ticket.number), secret: Field::wrong("", sentence) };
    show_as(StatusCode::UNPROCESSABLE_ENTITY, &page)
}

/// The questions whose answers can be mended: all but those that decide what is handled, and what was said of the
/// applicant before the form. Numbers that no page shows whole again stay where their box is left blank.
fn to_correct(own: &OwnView, today: jiff::civil::Date) -> Vec<QuestionPage> {
    let veil = veil(own, today);
    let may = |f: &&FormField| !own.deciding.contains(&f.key) && !is_given(f, own.kind);
    let page = |p: &FormPage| FormPage { fields: p.fields.iter().filter(may).cloned().collect(), ..p.clone() };
    let form = Form { pages: own.form.pages.iter().map(page).filter(|p| !p.fields.is_empty()).collect() };
    let mut answers = own.answers.clone();
    answers.retain(|key, _| !veil.contains_key(key));
    answers.insert(APPLICANT_KIND.to_owned(), own.kind.as_str().to_owned());
    let hint = |m: &String| Offer { value: String::new(), words: format!("已填 {m}，不改就空着") };
    let offered = veil.iter().map(|(key, masked)| (key.clone(), hint(masked))).collect();
    all_pages(&form, &Filled { answers: &answers, offered: &offered, flaws: &[] }, false)
}

fn veil(own: &OwnView, today: jiff::civil::Date) -> BTreeMap<String, String> {
    veiled(&own.form, own.kind, (&own.answers, &BTreeMap::new()), today)
}

async fn draw(app: &App, seat: &Seat, ticket: &MatterTicket) -> Result<MatterProgressPage, Failure<MatterRefusal>> {
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    let ticket = ticket.clone();
    let found = blocking(move || -> Result<_, MatterFailure> {
        let told = progress(&bureau, &desk, &ticket.number, &ticket.secret)?;
        let materials = used_materials(&bureau, &told)?;
        // Whoever has the password alone sees what was answered.
        let mends = told.stage == MatterStage::CorrectionAsked || told.members.iter().any(is_returned);
        let own = match told.may_act && mends {
            true => Some(own(&bureau, &desk, &ticket.at(told.version))?),
            false => None,
        };
        let blank = own.as_ref().is_some_and(|o| {
            domain::catalogue::told(&o.form, &o.answers).iter().any(|t| t.lines.iter().all(|l| l.trim().is_empty()))
        });
        let questions = own.map(|o| to_correct(&o, bureau.today())).unwrap_or_default();
        Ok((told, materials, (questions, blank)))
    })
    .await;
    let (told, materials, (questions, blank)) = match found {
        Ok(found) => found?,
        Err(_) => return Err(Failure::Stale),
    };
    let returned: Vec<(String, String)> = match told.may_act && told.finish.is_none() {
        true => told.members.iter().filter(|m| is_returned(m)).map(|m| (m.key.clone(), m.name.clone())).collect(),
        false => Vec::new(),
    };
    let open = matches!(told.stage, MatterStage::Received | MatterStage::CorrectionAsked);
    let asked = told.stage == MatterStage::CorrectionAsked;
    // A notice may say more than which materials: then every one that is used may come.
    let lines: Vec<Option<usize>> = told.notice.iter().flat_map(|w| &w.lines).map(|l| l.material).collect();
    let wanted = |n: usize| !asked || lines.contains(&Some(n)) || lines.contains(&None);
    // What a later member alone needs may come while the others are under way.
    let early = told.stage == MatterStage::InHand;
    // What was promised may come as soon as it is there.
    let owed = |n: usize| told.owed.iter().any(|(place, _, _)| *place == n);
    let may = |m: &&UsedMaterial| open && wanted(m.place) || early && m.waits || m.again || owed(m.place);
    let uploads = materials.iter().filter(|m| told.may_act && may(m));
    let supplied = materials.iter().filter(|m| asked && wanted(m.place) && !m.waits);
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
        version: told.version,
        stage: told.stage.label().to_owned(),
        headline: told.steps.as_ref().map(|s| s.headline.clone()).unwrap_or_default(),
        steps: told.steps.iter().flat_map(|s| s.lines.iter().map(step)).collect(),
        holdups: told.holdups.iter().map(|h| words::holdup(h, told.name_of(&h.member), Reader::Applicant)).collect(),
        consequences: told.consequences.clone(),
        owed: told
            .owed
            .iter()
            .map(|(_, name, until)| {
                let then = case_rules().deferred_lapse.words();
                let on = domain::base::date_text(*until);
                format!("{name}，请在 {on} 前上传或交到窗口，到期没有补齐的，用到它的事项{then}")
            })
            .chain(
                told.promised
                    .iter()
                    .map(|name| format!("{name}，受理后 {} 个工作日内补齐", case_rules().deferred_workdays)),
            )
            .collect(),
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
        notice: told.notice.as_ref().map(words::notice).unwrap_or_default(),
        materials: Choice { options: supplied.map(UsedMaterial::pick).collect(), problem: None },
        uploads: uploads
            .map(|m| OwnUpload { form: format!("files-{}", m.place), place: m.place.to_string(), name: m.name.clone() })
            .collect(),
        // Something was left blank, or the notice asks for more than materials.
        ask_first: blank || lines.contains(&None),
        questions,
        may_supply: told.may_act && asked,
        again: Choice {
            options: materials.iter().filter(|m| m.again && !returned.is_empty()).map(UsedMaterial::pick).collect(),
            problem: None,
        },
        returned,
        may_withdraw: told.may_act && told.finish.is_none(),
        may_rate: told.may_act && told.stars.is_none() && told.stage == MatterStage::Delivered,
        ready: told.ready,
        lead: told.lead.clone(),
        phone: told.phone.clone(),
    })
}

/// Whether a member was returned and may be handed in again.
fn is_returned(m: &ProgressMember) -> bool {
    matches!(m.state, MemberState::Returned { .. })
}

/// A merged material that somebody asks of the applicant.
struct UsedMaterial {
    /// Place in the merged list.
    place: usize,
    name: String,
    /// Only members that wait need it.
    waits: bool,
    /// A returned member needs it.
    again: bool,
}

impl UsedMaterial {
    fn pick(&self) -> Pick {
        Pick { value: self.place.to_string(), label: self.name.clone(), chosen: false }
    }
}

/// The merged materials of the chain it was filed under that a member under way, a returned one, or one that waits
/// asks of the applicant; the rest nobody could take.
fn used_materials(bureau: &Bureau, told: &MatterProgress) -> Result<Vec<UsedMaterial>, MatterFailure> {
    let it = version_of(bureau, &told.chain_code, told.chain_version)?;
    let all = it.map(|it| it.materials.materials).unwrap_or_default();
    let is =
        |key: &str, fits: &dyn Fn(&MemberState) -> bool| told.members.iter().any(|m| m.key == key && fits(&m.state));
    let open = |key: &str| is(key, &|s| s.open().is_some());
    let back = |key: &str| is(key, &|s| matches!(s, MemberState::Returned { .. }));
    let waits = |key: &str| is(key, &|s| *s == MemberState::Waiting);
    let asked = |m: &MergedMaterial, of: &dyn Fn(&str) -> bool| {
        m.uses.iter().any(|u| u.from.is_empty() && !told.certified.contains(&u.at) && of(&u.at.member))
    };
    let listed = all.into_iter().enumerate();
    let used = listed.filter_map(|(place, m)| {
        let (now, again, later) = (asked(&m, &open), asked(&m, &back), asked(&m, &waits));
        let name = m.material.name.clone();
        (now || again || later).then_some(UsedMaterial { place, name, waits: !now && !again, again })
    });
    Ok(used.collect())
}

/// What to say on top of the page: that it is done, or what is to be mended, by field.
type Said<'a> = Option<Result<&'a str, Vec<(String, String)>>>;

fn plainly(sentence: impl Into<String>) -> Said<'static> {
    Some(Err(vec![(String::new(), sentence.into())]))
}

/// The progress, or the form once more.
async fn opened(app: &App, seat: &Seat, ticket: &MatterTicket, said: Said<'_>) -> Reply {
    let mut page = match draw(app, seat, ticket).await {
        Ok(page) => page,
        Err(Failure::Refused(refusal)) => return shut(app, seat, ticket, &refusal.to_string()),
        Err(Failure::NotFound) => return shut(app, seat, ticket, "没有找到，请核对编号和查询密码"),
        Err(other) => return Err(Oops::from(other)),
    };
    match said {
        None => show(&page),
        Some(Ok(word)) => {
            page.frame.notice = Some(word.to_owned());
            show(&page)
        }
        Some(Err(problems)) => {
            for (field, sentence) in problems {
                let asked = page.questions.iter_mut().flat_map(|p| p.questions.iter_mut()).find(|q| q.id == field);
                // What is no question of this page is told on top of it.
                let at = match asked {
                    Some(question) => {
                        question.problem = Some(sentence.clone());
                        page.ask_first = true;
                        field.as_str()
                    }
                    None => "",
                };
                page.frame = page.frame.with_problem(at, &sentence);
            }
            show_as(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
    }
}

/// Opens a matter in this browser by number and password.
pub(crate) async fn submit(State(app): State<App>, seat: Seat, sent: Posted) -> Reply {
    let ticket = MatterTicket::typed(&sent.text("number"), &sent.text("secret"));
    let (bureau, desk, wanted) = (app.bureau().clone(), seat.desk.clone(), ticket.clone());
    match blocking(move || progress(&bureau, &desk, &wanted.number, &wanted.secret)).await? {
        Ok(_) => {
            let mut answer = go(paths::MATTER_OWN)?;
            ticket.keep(&app, &mut answer);
            Ok(answer)
        }
        Err(Failure::Refused(refusal)) => shut(&app, &seat, &ticket, &refusal.to_string()),
        Err(Failure::NotFound) => shut(&app, &seat, &ticket, "没有找到，请核对编号和查询密码"),
        Err(other) => Err(Oops::from(other)),
    }
}

/// The own matter that this browser has open.
pub(crate) async fn shown(State(app): State<App>, seat: Seat, ticket: MatterTicket, query: Query) -> Reply {
    if ticket.is_none() {
        return go(paths::MATTER_PROGRESS);
    }
    let said = match query.text("done").as_str() {
        "supplied" => Some("补正已提交"),
        "withdrawn" => Some("已撤回"),
        "rated" => Some("谢谢您的评价"),
        "uploaded" => Some("已上传"),
        "brought" => Some("已补交，用到它的部门都看得到"),
        "again" => Some("已重新提交，等窗口受理"),
        "given_up" => Some("已登记不再提交"),
        _ => None,
    };
    opened(&app, &seat, &ticket, said.map(Ok)).await
}

/// Closes it: nobody who sits down here next sees it.
pub(crate) async fn close(State(app): State<App>, _seat: Seat, _sent: Posted) -> Reply {
    let mut answer = go(paths::MATTER_PROGRESS)?;
    MatterTicket::close(&app, &mut answer);
    Ok(answer)
}

fn done_at(word: &str) -> Reply {
    go(&address(paths::MATTER_OWN, &[("done", word)]))
}

/// Runs an act of the applicant and shows the progress again.
async fn done(
    (app, seat, ticket): (&App, &Seat, &MatterTicket),
    sent: &Posted,
    word: &str,
    act: impl FnOnce(&Bureau, &domain::people::Desk, &OwnMatter, Option<&str>) -> Result<i64, MatterFailure>
    + Send
    + 'static,
) -> Reply {
    if ticket.is_none() {
        return go(paths::MATTER_PROGRESS);
    }
    let (at, key) = (ticket.at(sent.number("version").unwrap_or_default()), sent.key());
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    match blocking(move || act(&bureau, &desk, &at, key.as_deref())).await? {
        Ok(_) => done_at(word),
        Err(Failure::Refused(MatterRefusal::Fields(_, flaws))) => {
            let problems = flaws.into_iter().map(|f| (format!("{PREFIX}{}", f.key), f.sentence)).collect();
            opened(app, seat, ticket, Some(Err(problems))).await
        }
        Err(Failure::Refused(refusal)) => opened(app, seat, ticket, plainly(refusal.to_string())).await,
        Err(Failure::Stale) => opened(app, seat, ticket, plainly("刚才有了新进展，请看过再操作")).await,
        Err(other @ (Failure::Denied(_) | Failure::NotFound | Failure::Store(_))) => Err(Oops::from(other)),
    }
}

pub(crate) async fn supply(State(app): State<App>, seat: Seat, ticket: MatterTicket, sent: Posted) -> Reply {
    let materials = sent.all("material").iter().filter_map(|p| p.parse().ok()).collect();
    let form = SupplyForm { materials, answers: typed(&sent) };
    done((&app, &seat, &ticket), &sent, "supplied", move |b, d, at, key| {
        let mut form = form;
        let veil = veil(&own(b, d, at)?, b.today());
        form.answers.retain(|key, answer| !answer.trim().is_empty() || !veil.contains_key(key));
        supply_own(b, d, (at, &form), key)
    })
    .await
}

/// Hands a returned member in again, or gives it up.
pub(crate) async fn again(State(app): State<App>, seat: Seat, ticket: MatterTicket, sent: Posted) -> Reply {
    let given_up = sent.text("give_up");
    if !given_up.is_empty() {
        return done((&app, &seat, &ticket), &sent, "given_up", move |b, d, at, key| {
            begin_again_own(b, d, (at, &given_up, &AgainForm::GiveUp), key)
        })
        .await;
    }
    let materials = sent.all("again_material").iter().filter_map(|p| p.parse().ok()).collect();
    let (member, mut form) = (sent.text("member"), SupplyForm { materials, answers: typed(&sent) });
    done((&app, &seat, &ticket), &sent, "again", move |b, d, at, key| {
        let veil = veil(&own(b, d, at)?, b.today());
        form.answers.retain(|key, answer| !answer.trim().is_empty() || !veil.contains_key(key));
        begin_again_own(b, d, (at, &member, &AgainForm::HandIn(form)), key)
    })
    .await
}

pub(crate) async fn withdraw(State(app): State<App>, seat: Seat, ticket: MatterTicket, sent: Posted) -> Reply {
    let reason = sent.text("reason");
    let act = move |b: &Bureau, d: &domain::people::Desk, at: &OwnMatter, key: Option<&str>| {
        withdraw_own(b, d, (at, &reason), key)
    };
    done((&app, &seat, &ticket), &sent, "withdrawn", act).await
}

pub(crate) async fn stars(State(app): State<App>, seat: Seat, ticket: MatterTicket, sent: Posted) -> Reply {
    let stars = sent.number("stars").unwrap_or_default();
    done((&app, &seat, &ticket), &sent, "rated", move |b, d, at, key| rate(b, d, (at, stars), key)).await
}

/// One material's files, for every member that needs it.
pub(crate) async fn files(State(app): State<App>, seat: Seat, ticket: MatterTicket, sent: Uploads) -> Reply {
    if ticket.is_none() {
        return go(paths::MATTER_PROGRESS);
    }
    let (at, place) = (ticket.at(0), sent.form.number::<usize>("place").unwrap_or(usize::MAX));
    let (bureau, desk, exe, key) = (app.bureau().clone(), seat.desk.clone(), app.exe(), sent.form.key());
    if sent.files.is_empty() {
        return opened(&app, &seat, &ticket, plainly("请选择照片或文件")).await;
    }
    let files = sent.files;
    let kept = blocking(move || {
        for (n, (name, bytes)) in files.into_iter().enumerate() {
            let key = key.as_ref().map(|k| format!("{}-{n}", k.chars().take(150).collect::<String>()));
            attach_own(&bureau, &desk, (&at, place), &Incoming { name, bytes }, &exe, key.as_deref())?;
        }
        let noted = brought(&bureau, &desk, (&at, place), key.as_deref());
        Ok::<_, Failure<services::cases::FileNotKept>>(noted)
    })
    .await?;
    match kept {
        Ok(true) => done_at("brought"),
        Ok(false) => done_at("uploaded"),
        Err(Failure::Refused(refusal)) => opened(&app, &seat, &ticket, plainly(refusal.to_string())).await,
        Err(Failure::Stale) => opened(&app, &seat, &ticket, plainly("刚才有了新进展，请看过再上传")).await,
        Err(Failure::NotFound) => opened(&app, &seat, &ticket, plainly("这样材料现在没有部门在收，请看进度")).await,
        Err(other @ (Failure::Denied(_) | Failure::Store(_))) => Err(Oops::from(other)),
    }
}

/// What was to follow and has come as a file is noted as brought, for all members at once. Whether it was.
fn brought(bureau: &Bureau, desk: &domain::people::Desk, (at, place): (&OwnMatter, usize), key: Option<&str>) -> bool {
    let Ok(told) = progress(bureau, desk, &at.matter_no, &at.password) else { return false };
    if !told.owed.iter().any(|(owed, _, _)| *owed == place) {
        return false;
    }
    let (at, key) = (OwnMatter { version: told.version, ..at.clone() }, key.map(|k| format!("{k}-bring")));
    bring_own(bureau, desk, (&at, place), key.as_deref()).is_ok()
}

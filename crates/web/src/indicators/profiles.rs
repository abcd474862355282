//! The profiles that define the figures, over HTTP (指标口径): which is in force, what each gives over the newest
//! snapshot, and each with its form, the preview of a change, and its history.

use axum::{
    extract::{Path, State},
    http::StatusCode,
};
use domain::{
    base::shanghai_text,
    indicators::{Figure, Indicator, Profile, ProfileFlaw},
    people::{Act, Desk},
};
use services::{
    Bureau, Failure,
    indicators::{ProfileChangeLine, ProfileForm, ProfilePreview, ProfileRefusal, propose, put_in_force, save_profile},
};

use super::{
    PastProfile, PreviewView, ProfileGroup, ProfilePage, ProfileRow, ProfilesPage, gaps,
    profile_fields::{as_typed, fields, in_words, typed},
    trend, words,
};
use crate::{
    base::{Field, Tag, Tone, paths},
    door::{App, Oops, Posted, Query, Reply, Seat, address, blocking, go, show, show_as},
};

/// Rows that change sides shown in a preview.
const MOST: usize = 100;
/// Address of a profile that is not there yet.
const NEW: &str = "new";

/// The list.
pub(crate) async fn page(State(app): State<App>, seat: Seat, query: Query) -> Reply {
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    let all = blocking(move || -> Result<_, Oops> {
        let mut all = Vec::new();
        for indicator in Indicator::ALL {
            all.push((indicator, services::indicators::alternatives(&bureau, &desk, indicator)?));
        }
        Ok(all)
    })
    .await??;
    let many: usize = all.iter().map(|(_, list)| list.len()).sum();
    let figures = all.iter().filter(|(_, list)| !list.is_empty()).count();
    let mut frame = app.frame(&seat, format!("{figures} 项指标，{many} 套口径"));
    frame.notice = match query.text("done").as_str() {
        "saved" => Some("已保存新版本，下次统计起按它算；以前的统计不变".to_owned()),
        "in-force" => Some("已换用这套口径，下次统计起按它算".to_owned()),
        _ => None,
    };
    let may_edit = gaps::may(&seat.desk, Act::ProfileEdit);
    show(&ProfilesPage {
        frame,
        may_edit,
        groups: all.iter().filter(|(_, list)| !list.is_empty()).map(|(i, list)| group(*i, list, may_edit)).collect(),
    })
}

fn group(indicator: Indicator, list: &[(Profile, Option<Figure>)], may_edit: bool) -> ProfileGroup {
    ProfileGroup {
        name: indicator.name().to_owned(),
        new_href: may_edit.then(|| address(&paths::profile(NEW), &[("indicator", indicator.id())])),
        rows: list
            .iter()
            .map(|(profile, figure)| ProfileRow {
                href: paths::profile(&profile.id),
                name: profile.name.clone(),
                id: format!("{} 第 {} 版", profile.id, profile.version),
                state: state(profile),
                value: figure.as_ref().map_or_else(|| "还没有统计".to_owned(), Figure::text),
                parts: figure.as_ref().map(words::parts).unwrap_or_default(),
                standing: figure.as_ref().map(words::tag).unwrap_or_default(),
                target: figure.as_ref().map(Figure::target_text).unwrap_or_else(|| format!("{}%", profile.target)),
                source: profile.source.clone(),
            })
            .collect(),
    }
}

fn state(profile: &Profile) -> Tag {
    if profile.in_force { Tag::new(Tone::Good, "在用") } else { Tag::new(Tone::Neutral, "备选") }
}

/// A profile with its history and its figure; `None` for an id nobody has.
struct Found {
    profile: Profile,
    history: Vec<ProfileChangeLine>,
}

fn find(bureau: &Bureau, desk: &Desk, id: &str) -> Result<Option<Found>, Oops> {
    let all = services::indicators::profiles(bureau, desk)?;
    let Some(profile) = all.into_iter().find(|p| p.id == id) else { return Ok(None) };
    let history = services::indicators::profile_history(bureau, desk, id)?;
    Ok(Some(Found { profile, history }))
}

/// One profile; `?indicator=` opens a new one, filled like the one in force.
pub(crate) async fn one(State(app): State<App>, seat: Seat, Path(id): Path<String>, query: Query) -> Reply {
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    if id == NEW {
        if !gaps::may(&seat.desk, Act::ProfileEdit) {
            return go(paths::PROFILES);
        }
        let indicator = gaps::named(&query.text("indicator"))?;
        let all = blocking(move || services::indicators::profiles(&bureau, &desk)).await??;
        let like = all.into_iter().find(|p| p.of() == Some(indicator)).unwrap_or_default();
        let like = Profile { id: String::new(), version: 0, indicator: indicator.id().to_owned(), ..like };
        return show(&drawn(&app, &seat, NEW, ProfileForm::of(&like), None));
    }
    let wanted = id.clone();
    let found = blocking(move || find(&bureau, &desk, &wanted)).await??.ok_or_else(Oops::not_found)?;
    show(&drawn(&app, &seat, &id, ProfileForm::of(&found.profile), Some(&found)))
}

fn drawn(app: &App, seat: &Seat, at: &str, form: ProfileForm, found: Option<&Found>) -> ProfilePage {
    let indicator = Indicator::parse(&form.indicator);
    let name = indicator.map(Indicator::name).unwrap_or_default();
    let may_edit = gaps::may(&seat.desk, Act::ProfileEdit);
    let title = match found {
        Some(found) => format!("{name}的口径：{}", if found.profile.in_force { "在用" } else { "备选" }),
        None => format!("新建{name}的口径"),
    };
    ProfilePage {
        frame: app.frame(seat, title),
        at: at.to_owned(),
        name: name.to_owned(),
        over_divisions: indicator.is_some_and(Indicator::is_over_divisions),
        version: found.map_or(0, |f| f.profile.version),
        fields: fields(&form),
        facts: if may_edit { Vec::new() } else { as_typed(&form) },
        why: Field::default(),
        asks_why: false,
        force_why: Field::default(),
        preview: None,
        may_edit,
        in_force: found.is_some_and(|f| f.profile.in_force),
        past: found.map(|f| f.history.iter().map(past).collect()).unwrap_or_default(),
        form,
    }
}

fn past(line: &ProfileChangeLine) -> PastProfile {
    let name = crate::base::actor_name(&line.actor);
    PastProfile {
        version: format!("第 {} 版", line.version),
        at: shanghai_text(line.at),
        how: format!("{name}：{}", line.why),
        fields: line.fields.clone(),
    }
}

/// What was done with the form.
enum Done {
    Preview(Box<ProfilePreview>),
    Saved,
    Refused(ProfileRefusal),
}

/// Shows what a change would do, or saves it with its reason.
pub(crate) async fn submit(State(app): State<App>, seat: Seat, Path(id): Path<String>, posted: Posted) -> Reply {
    let form = typed(&posted, &id);
    let (saves, why, key) = (posted.text("act") == "save", posted.text("why"), posted.key());
    let (bureau, desk, sent, reason, wanted) =
        (app.bureau().clone(), seat.desk.clone(), form.clone(), why.clone(), id.clone());
    let (done, found) = blocking(move || -> Result<(Done, Option<Found>), Oops> {
        let found = find(&bureau, &desk, &wanted)?;
        if found.is_none() && wanted != NEW {
            return Err(Oops::not_found());
        }
        let done = if saves {
            save_profile(&bureau, &desk, &sent, &reason, key.as_deref()).map(|_| Done::Saved)
        } else {
            propose(&bureau, &desk, &sent).map(|preview| Done::Preview(Box::new(preview)))
        };
        let done = match done {
            Ok(done) => done,
            Err(Failure::Refused(refusal)) => Done::Refused(refusal),
            Err(failure) => return Err(failure.into()),
        };
        Ok((done, found))
    })
    .await??;
    let mut page = drawn(&app, &seat, &id, form, found.as_ref());
    page.why = Field::of(why);
    match done {
        Done::Saved => go(&address(paths::PROFILES, &[("done", "saved")])),
        Done::Preview(preview) => {
            let indicator = Indicator::parse(&page.form.indicator);
            page.frame.title = headline(&page.name, &preview);
            page.preview = indicator.map(|i| view(i, &preview));
            show(&page)
        }
        Done::Refused(refusal) => {
            let sentence = told(&refusal);
            let field = refusal.field();
            // The reason has its field only where something is being saved; a saved profile keeps its id.
            let shown = match field {
                "why" if saves => {
                    page.asks_why = true;
                    page.why.problem = Some(sentence.clone());
                    true
                }
                "why" => false,
                "id" if id != NEW => false,
                other => page.fields.mark(other, &sentence),
            };
            page.frame = page.frame.with_problem(if shown { field } else { "" }, &sentence);
            show_as(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
    }
}

/// What to mend. Beside its field a sentence need not repeat the id, which may be long.
fn told(refusal: &ProfileRefusal) -> String {
    match refusal {
        ProfileRefusal::Taken(_) => "这个编号已经有口径用了，请换一个".to_owned(),
        ProfileRefusal::Flaw(ProfileFlaw::Target(_)) => "目标值请填 0 到 100 的百分数，例如 98.5".to_owned(),
        ProfileRefusal::Flaw(ProfileFlaw::Decimals(_)) => "小数位数请选 0 到 4 位".to_owned(),
        other => other.to_string(),
    }
}

/// As `改了以后网上可办率 99.94% → 99.97%`.
fn headline(name: &str, preview: &ProfilePreview) -> String {
    match (&preview.before, &preview.after) {
        (Some(before), Some(after)) if before.counts == after.counts && before.value == after.value => {
            format!("改了以后{name}还是 {}", after.text())
        }
        (Some(before), Some(after)) => format!("改了以后{name} {} → {}", before.text(), after.text()),
        (None, Some(after)) => format!("按这套口径{name}是 {}", after.text()),
        (_, None) => format!("还没有统计过，看不到{name}会怎样"),
    }
}

fn view(indicator: Indicator, preview: &ProfilePreview) -> PreviewView {
    let (into, out, other) = trend::sides(&preview.moved);
    PreviewView {
        before: preview.before.as_ref().map(words::line).unwrap_or_default(),
        after: preview.after.as_ref().map(words::line).unwrap_or_default(),
        differences: preview
            .differences
            .iter()
            .map(|(f, b, a)| ((*f).to_owned(), in_words(f, b), in_words(f, a)))
            .collect(),
        summary: match preview.moved.len() {
            0 => "没有一行换边。".to_owned(),
            _ => format!("新达到 {into} 行，退出 {out} 行，其他变化 {other} 行。"),
        },
        moved: preview.moved.iter().take(MOST).map(|row| trend::shown(indicator, row)).collect(),
        more: preview.moved.len().saturating_sub(MOST),
    }
}

/// Puts a profile in force.
pub(crate) async fn in_force(State(app): State<App>, seat: Seat, Path(id): Path<String>, posted: Posted) -> Reply {
    let version: i64 = posted.number("expected_version").unwrap_or_default();
    let (why, key) = (posted.text("force_why"), posted.key());
    let (bureau, desk, wanted, reason) = (app.bureau().clone(), seat.desk.clone(), id.clone(), why.clone());
    let outcome = blocking(move || put_in_force(&bureau, &desk, &wanted, version, &reason, key.as_deref())).await?;
    let refusal = match outcome {
        Ok(()) => return go(&address(paths::PROFILES, &[("done", "in-force")])),
        Err(Failure::Refused(refusal)) => refusal,
        Err(failure) => return Err(failure.into()),
    };
    let (bureau, desk, wanted) = (app.bureau().clone(), seat.desk.clone(), id.clone());
    let found = blocking(move || find(&bureau, &desk, &wanted)).await??.ok_or_else(Oops::not_found)?;
    let mut page = drawn(&app, &seat, &id, ProfileForm::of(&found.profile), Some(&found));
    let sentence = refusal.to_string();
    let field = if page.in_force { "" } else { "force_why" };
    page.frame = page.frame.with_problem(field, &sentence);
    page.force_why = Field::wrong(why, sentence);
    show_as(StatusCode::UNPROCESSABLE_ENTITY, &page)
}

//! The rows behind a figure that a county reported, over HTTP (调取明细): what was vouched for, what came, whether both agree.

use axum::{
    extract::{Path, State},
    http::StatusCode,
};
use domain::{
    base::shanghai_text,
    indicators::{EvidenceRow, Evidenced},
    people::{Act, authorise},
};
use services::{
    Failure,
    indicators::{AskForm, AskRefusal, EvidenceView, ask_evidence, evidence_view},
};

use super::{
    EvidenceLine, EvidencePage,
    county::{county, word},
    part,
};
use crate::{
    base::{Field, Tag, Tone, paths, thousands},
    door::{App, Oops, Posted, Query, Reply, Seat, address, blocking, go, show, show_as},
};

/// Rows of one page.
pub(super) const PAGE: usize = 100;

/// Reads which rows are meant: `as_of`, `report`, `indicator`, `standing`.
pub(super) fn form(text: impl Fn(&str) -> String) -> Result<AskForm, Oops> {
    Ok(AskForm {
        as_of: text("as_of").trim().parse().map_err(|_| Oops::not_found())?,
        version: text("report").trim().parse().map_err(|_| Oops::not_found())?,
        indicator: text("indicator"),
        standing: text("standing"),
        why: text("why"),
    })
}

pub(super) async fn load(app: &App, seat: &Seat, code: &str, form: AskForm) -> Result<EvidenceView, Oops> {
    let code = county(code)?;
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    Ok(blocking(move || evidence_view(&bureau, &desk, &code, &form)).await??)
}

/// The page; `?after=` is the number of rows passed over.
pub(crate) async fn page(State(app): State<App>, seat: Seat, Path(code): Path<String>, query: Query) -> Reply {
    let form = form(|name| query.text(name))?;
    let view = load(&app, &seat, &code, form.clone()).await?;
    let mut page = draw(&app, &seat, (&code, &form), &view, query.number("after").unwrap_or_default());
    page.frame.notice =
        (query.text("done") == "asked").then(|| "已调取，对方来取信时送到，一般一分钟内有明细".to_owned());
    show(&page)
}

/// Asks for them.
pub(crate) async fn ask(State(app): State<App>, seat: Seat, Path(code): Path<String>, posted: Posted) -> Reply {
    let form = form(|name| posted.text(name))?;
    let of = county(&code)?;
    let (bureau, desk, key, wanted) = (app.bureau().clone(), seat.desk.clone(), posted.key(), form.clone());
    match blocking(move || ask_evidence(&bureau, &desk, &of, &wanted, key.as_deref())).await? {
        Ok(()) => go(&href(&code, &form, &[("done", "asked")])),
        Err(Failure::Refused(refusal)) => {
            let view = load(&app, &seat, &code, form.clone()).await?;
            let mut page = draw(&app, &seat, (&code, &form), &view, 0);
            let sentence = refusal.to_string();
            page.frame = page.frame.with_problem(field(&refusal), &sentence);
            page.why = Field::wrong(form.why, sentence);
            page.may = true;
            show_as(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
        Err(other) => Err(other.into()),
    }
}

/// The field that a refusal is about.
pub(super) fn field(refusal: &AskRefusal) -> &'static str {
    match refusal {
        AskRefusal::Waiting | AskRefusal::Here | AskRefusal::Empty | AskRefusal::Stopped | AskRefusal::Why => "why",
    }
}

fn href(code: &str, form: &AskForm, more: &[(&str, &str)]) -> String {
    let (as_of, version) = (form.as_of.to_string(), form.version.to_string());
    let mut fields = vec![
        ("as_of", as_of.as_str()),
        ("report", version.as_str()),
        ("indicator", form.indicator.as_str()),
        ("standing", form.standing.as_str()),
    ];
    fields.extend(more);
    address(&paths::standing_rows(code), &fields)
}

/// How the question stands.
fn state(view: &EvidenceView) -> (Tag, String) {
    let rows = thousands(view.reported.rows);
    match (&view.asked_at, &view.evidenced) {
        (None, _) => (Tag::new(Tone::Neutral, "没有调取过"), format!("县里上报 {rows} 行")),
        (Some(_), Evidenced::Waiting) => (Tag::new(Tone::Info, "已调取，等对方送来"), format!("县里上报 {rows} 行")),
        (Some(_), Evidenced::Partly { have, of }) => {
            (Tag::new(Tone::Info, "正在送来"), format!("已到 {have} 部分，共 {of} 部分"))
        }
        (Some(_), Evidenced::Refused(why)) => (Tag::new(Tone::Warning, "对方给不出"), why.clone()),
        (Some(_), Evidenced::Matches(_)) => {
            (Tag::new(Tone::Good, "与上报的一致"), format!("取到 {rows} 行，行数和摘要都对得上"))
        }
        (Some(_), Evidenced::Differs { rows: came, .. }) => (
            Tag::new(Tone::Bad, "与上报的对不上"),
            format!("上报 {rows} 行，取到 {} 行；请县里核对后重新上报，或再调取一次", thousands(came.len() as u64)),
        ),
    }
}

/// What came.
pub(super) fn rows(view: &EvidenceView) -> &[EvidenceRow] {
    match &view.evidenced {
        Evidenced::Matches(rows) | Evidenced::Differs { rows, .. } => rows,
        Evidenced::Waiting | Evidenced::Partly { .. } | Evidenced::Refused(_) => &[],
    }
}

fn draw(app: &App, seat: &Seat, (code, form): (&str, &AskForm), view: &EvidenceView, after: usize) -> EvidencePage {
    let (tag, words) = state(view);
    let all = rows(view);
    let line = |row: &EvidenceRow| EvidenceLine {
        code: row.code.clone(),
        name: row.name.clone(),
        owner: row.owner.clone(),
        facts: facts(&row.facts),
    };
    let next = after.saturating_add(PAGE);
    let open = match (&view.asked_at, &view.evidenced) {
        (None, _) | (Some(_), Evidenced::Refused(_) | Evidenced::Differs { .. }) => view.reported.rows > 0,
        (Some(_), Evidenced::Waiting | Evidenced::Partly { .. } | Evidenced::Matches(_)) => false,
    };
    let (name, word) = (part::name(view.indicator.id()), word(view.standing));
    EvidencePage {
        frame: app.frame(seat, format!("{} {name} {word} {} 行", view.name, thousands(view.reported.rows))),
        back: paths::standing(code),
        name: view.name.clone(),
        report: format!("{} 的第 {} 版，县里快照 {}", form.as_of, form.version, view.report.report.snapshot),
        state: tag,
        words,
        asked: view.asked_at.map(shanghai_text).unwrap_or_default(),
        digest: view.reported.digest.clone(),
        found: match &view.evidenced {
            Evidenced::Differs { digest, .. } => digest.clone(),
            Evidenced::Waiting | Evidenced::Partly { .. } | Evidenced::Refused(_) | Evidenced::Matches(_) => {
                String::new()
            }
        },
        noun: if view.indicator.is_over_divisions() { "村（社区）、乡镇" } else { "事项" }.to_owned(),
        rows: all.iter().skip(after).take(PAGE).map(line).collect(),
        next: (all.len() > next).then(|| href(code, form, &[("after", &next.to_string())])),
        first: (after > 0).then(|| href(code, form, &[])),
        action: paths::standing_rows(code),
        hidden: vec![
            ("as_of".to_owned(), form.as_of.to_string()),
            ("report".to_owned(), form.version.to_string()),
            ("indicator".to_owned(), form.indicator.clone()),
            ("standing".to_owned(), form.standing.clone()),
        ],
        may: open && authorise(&seat.desk, Act::EvidenceAsk, None).is_ok(),
        why: Field::default(),
    }
}

/// The frozen facts in words: `online_depth=4 onsite_visits=0` says nothing to a reader.
fn facts(text: &str) -> String {
    const WORDS: [(&str, &str); 17] = [
        ("exercise_level", "行使层级"),
        ("online_depth", "网办深度"),
        ("onsite_visits", "到现场次数"),
        ("online_link", "网办链接"),
        ("mobile", "掌上可办"),
        ("case_kind", "办件类型"),
        ("statutory", "法定时限"),
        ("promised", "承诺时限"),
        ("published", "省级平台已发布"),
        ("resident", "进驻大厅"),
        ("status", "状态"),
        ("item_type", "事项类型"),
        ("level", "层级"),
        ("station_code", "站点编码"),
        ("station_open", "站点开放"),
        ("name_ok", "名称已更"),
        ("plate_ok", "牌子已换"),
    ];
    let told = |pair: &str| match pair.split_once('=') {
        Some((key, value)) => {
            let key = WORDS.iter().find(|(k, _)| *k == key).map_or(key, |(_, word)| *word);
            format!("{key} {value}")
        }
        None => pair.to_owned(),
    };
    text.split(' ').filter(|p| !p.is_empty()).map(told).collect::<Vec<_>>().join("，")
}

//! The acts of the desks on one case as JSON (办件操作接口): each has a body of its own, and all are read, done and
//! answered in one way.

use std::fmt;

use axum::extract::{Path, State};
use domain::{
    cases::{ApproverRank, CorrectionItem, EndKind, Refusal},
    people::Desk,
};
use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, de::DeserializeOwned};
use services::{
    Bureau, Failure, Never,
    cases::{
        self, CaseRef, CheckForm, CompleteForm, CorrectionForm, DecideForm, DecideRefusal, EndForm, ExtendForm, Found,
        ReceiveForm, SendBackForm,
    },
};

use super::{acts, view, words};
use crate::{
    base::Trouble,
    door::{App, Body, IdempotencyKey, Oops, Reply, Seat, Whole, blocking, moved},
};

/// Why an act is not done.
#[derive(Debug)]
pub(crate) enum Wrong {
    /// The rule.
    Rule(Refusal),
    /// Fields that say what they cannot mean.
    Fields(Vec<(&'static str, String)>),
}

impl Wrong {
    /// One such field.
    pub(super) fn field(name: &'static str, sentence: impl Into<String>) -> Failure<Self> {
        Failure::Refused(Self::Fields(vec![(name, sentence.into())]))
    }
}

impl fmt::Display for Wrong {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Rule(rule) => rule.fmt(f),
            Self::Fields(fields) => write!(f, "有 {} 处需要修改", fields.len()),
        }
    }
}

impl std::error::Error for Wrong {}

impl From<DecideRefusal> for Wrong {
    fn from(refusal: DecideRefusal) -> Self {
        match refusal {
            DecideRefusal::Rule(rule) => Self::Rule(rule),
            DecideRefusal::Outcome => Self::Fields(vec![("outcome", refusal.to_string())]),
        }
    }
}

/// What came of an act: the next version of the case.
pub(crate) type Done = Result<i64, Failure<Wrong>>;

/// What came of an act that a rule alone refuses.
pub(super) fn ruled<T>(done: Result<T, Failure<Refusal>>) -> Result<T, Failure<Wrong>> {
    done.map_err(|failure| failure.map(Wrong::Rule))
}

/// An act as it is sent.
pub(crate) trait Deed: DeserializeOwned + Send + 'static {
    /// The field of the body that a refusal speaks of, by the refusal's code.
    const FIELDS: &'static [(&'static str, &'static str)] = &[];

    /// The version of the case that was seen.
    fn version(&self) -> i64;

    /// Does it.
    fn act(self, bureau: &Bureau, desk: &Desk, at: &CaseRef, key: Option<&str>) -> Done;
}

/// Does what was sent; 200 with the next version.
pub(crate) async fn act<D: Deed>(
    State(app): State<App>,
    seat: Seat,
    Path(no): Path<String>,
    IdempotencyKey(key): IdempotencyKey,
    Body(deed): Body<D>,
) -> Reply {
    let at = CaseRef { case_no: no.clone(), version: deed.version() };
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    match blocking(move || deed.act(&bureau, &desk, &at, key.as_deref())).await? {
        Ok(version) => moved("case_no", no, version),
        Err(Failure::Refused(Wrong::Rule(rule))) => Err(told(&rule, D::FIELDS)),
        Err(Failure::Refused(Wrong::Fields(fields))) => Err(Oops::to_mend(fields)),
        Err(Failure::Stale) => Err(overtaken(&app, &seat, no).await),
        Err(failure) => Err(failure.into()),
    }
}

/// A rule's refusal under its code, with the field it speaks of.
pub(super) fn told(rule: &Refusal, fields: &[(&str, &'static str)]) -> Oops {
    let field = fields.iter().find(|(code, _)| *code == rule.code()).map(|(_, field)| *field);
    Oops::new(Trouble::Refused, rule.code()).saying(rule.to_string()).at(field)
}

/// Somebody was faster: who, when, and which version the case has now. A caller that may not see the case is told
/// no more than that.
async fn overtaken(app: &App, seat: &Seat, no: String) -> Oops {
    let Ok(view) = view::load(app, seat, no).await else { return Oops::of(&Failure::<Never>::Stale) };
    let done = view.history.last().map(|e| words::overtaken(e, app.bureau().today())).unwrap_or_default();
    let sentence = format!("{done}，现在是第 {} 版。请取回最新情况再办", view.case.version);
    Oops::new(Trouble::Overtaken, "stale").saying(sentence)
}

/// A place of the list. One that cannot be is no place of it; the rule says what is missing.
pub(crate) fn place(w: &Whole) -> usize {
    usize::try_from(w.0).unwrap_or(usize::MAX)
}

fn places(all: &[Whole]) -> Vec<usize> {
    all.iter().map(place).collect()
}

/// A day; none where nothing was sent.
fn day(text: &str) -> Result<Option<Date>, Failure<Wrong>> {
    ruled(acts::day(text))
}

/// An instant with its time zone.
pub(super) fn instant(text: &str) -> Result<Timestamp, String> {
    let mend = |_| "时间请写成 2026-11-20T09:30:00+08:00 这样，带时区".to_owned();
    text.trim().parse().map_err(mend)
}

/// 受理 of what was sent in.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Receive {
    version: Whole,
    #[serde(default)]
    materials: Vec<Whole>,
    #[serde(default)]
    deferred: Vec<Whole>,
    #[serde(default)]
    promised: bool,
    #[serde(default)]
    by_commitment: bool,
}

impl Deed for Receive {
    const FIELDS: &'static [(&'static str, &'static str)] = &[
        ("materials_missing", "materials"),
        ("not_deferrable", "deferred"),
        ("promise_missing", "promised"),
        ("not_by_commitment", "by_commitment"),
    ];

    fn version(&self) -> i64 {
        self.version.0
    }

    fn act(self, bureau: &Bureau, desk: &Desk, at: &CaseRef, key: Option<&str>) -> Done {
        let form = ReceiveForm {
            materials: places(&self.materials),
            deferred: places(&self.deferred),
            promised: self.promised,
            by_commitment: self.by_commitment,
        };
        ruled(cases::receive(bureau, desk, (at, &form), key))
    }
}

/// One thing to supply.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Lack {
    #[serde(default)]
    material: Option<Whole>,
    #[serde(default)]
    what: String,
}

impl Lack {
    pub(crate) fn item(&self) -> CorrectionItem {
        CorrectionItem { material: self.material.as_ref().map(place), what: self.what.trim().to_owned() }
    }
}

/// 一次性告知补正.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Correct {
    version: Whole,
    items: Vec<Lack>,
    #[serde(default)]
    until: String,
}

impl Deed for Correct {
    const FIELDS: &'static [(&'static str, &'static str)] =
        &[("correction_empty", "items"), ("material_unknown", "items"), ("day", "until")];

    fn version(&self) -> i64 {
        self.version.0
    }

    fn act(self, bureau: &Bureau, desk: &Desk, at: &CaseRef, key: Option<&str>) -> Done {
        let form = CorrectionForm { items: self.items.iter().map(Lack::item).collect(), until: day(&self.until)? };
        ruled(cases::ask_correction(bureau, desk, (at, &form), key))
    }
}

/// 登记补正材料.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Supply {
    version: Whole,
    #[serde(default)]
    materials: Vec<Whole>,
}

impl Deed for Supply {
    const FIELDS: &'static [(&'static str, &'static str)] =
        &[("correction_incomplete", "materials"), ("material_unknown", "materials")];

    fn version(&self) -> i64 {
        self.version.0
    }

    fn act(self, bureau: &Bureau, desk: &Desk, at: &CaseRef, key: Option<&str>) -> Done {
        ruled(cases::supply(bureau, desk, (at, &places(&self.materials)), key))
    }
}

/// 补交容缺材料.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Bring {
    version: Whole,
    materials: Vec<Whole>,
}

impl Deed for Bring {
    const FIELDS: &'static [(&'static str, &'static str)] =
        &[("not_owed", "materials"), ("material_unknown", "materials")];

    fn version(&self) -> i64 {
        self.version.0
    }

    fn act(self, bureau: &Bureau, desk: &Desk, at: &CaseRef, key: Option<&str>) -> Done {
        ruled(cases::bring(bureau, desk, (at, &places(&self.materials)), key))
    }
}

/// 退回部门.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct SendBack {
    version: Whole,
    reason: String,
    #[serde(default)]
    words: String,
}

impl Deed for SendBack {
    const FIELDS: &'static [(&'static str, &'static str)] = &[("why_missing", "reason")];

    fn version(&self) -> i64 {
        self.version.0
    }

    fn act(self, bureau: &Bureau, desk: &Desk, at: &CaseRef, key: Option<&str>) -> Done {
        let form = SendBackForm { reason: self.reason, words: self.words };
        ruled(cases::send_back(bureau, desk, (at, &form), key))
    }
}

/// 接件.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct TakeUp {
    version: Whole,
}

impl Deed for TakeUp {
    fn version(&self) -> i64 {
        self.version.0
    }

    fn act(self, bureau: &Bureau, desk: &Desk, at: &CaseRef, key: Option<&str>) -> Done {
        ruled(cases::take_up(bureau, desk, at, key))
    }
}

/// What is found of one material.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Finding {
    material: Whole,
    fits: bool,
    #[serde(default)]
    note: String,
}

/// 逐项审查材料.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Examine {
    version: Whole,
    found: Vec<Finding>,
}

impl Deed for Examine {
    const FIELDS: &'static [(&'static str, &'static str)] = &[("why_missing", "found"), ("material_unknown", "found")];

    fn version(&self) -> i64 {
        self.version.0
    }

    fn act(self, bureau: &Bureau, desk: &Desk, at: &CaseRef, key: Option<&str>) -> Done {
        let found = |f: &Finding| Found { place: place(&f.material), ok: f.fits, note: f.note.clone() };
        let found: Vec<Found> = self.found.iter().map(found).collect();
        ruled(cases::examine(bureau, desk, (at, &found), key))
    }
}

/// 特别程序或挂起.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Suspend {
    version: Whole,
    rest: String,
    #[serde(default)]
    procedure: String,
    #[serde(default)]
    notice_no: String,
    #[serde(default)]
    reason: String,
    until: String,
}

impl Deed for Suspend {
    const FIELDS: &'static [(&'static str, &'static str)] =
        &[("day", "until"), ("notice_missing", "notice_no"), ("why_missing", "reason")];

    fn version(&self) -> i64 {
        self.version.0
    }

    fn act(self, bureau: &Bureau, desk: &Desk, at: &CaseRef, key: Option<&str>) -> Done {
        let special = match self.rest.as_str() {
            "special" => true,
            "hold" => false,
            _ => {
                return Err(Wrong::field("rest", "rest 只认 special（特别程序，停止计时）、hold（挂起，照常计时）"));
            }
        };
        let words = (self.procedure, self.notice_no, self.reason);
        let form = ruled(acts::stop(special, words, day(&self.until)?))?;
        ruled(cases::suspend(bureau, desk, (at, &form), key))
    }
}

/// 恢复办理.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Resume {
    version: Whole,
}

impl Deed for Resume {
    fn version(&self) -> i64 {
        self.version.0
    }

    fn act(self, bureau: &Bureau, desk: &Desk, at: &CaseRef, key: Option<&str>) -> Done {
        ruled(cases::resume(bureau, desk, at, key))
    }
}

/// 延长办理期限.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Extend {
    version: Whole,
    workdays: Whole,
    rank: String,
    approver: String,
    reason: String,
}

impl Deed for Extend {
    const FIELDS: &'static [(&'static str, &'static str)] =
        &[("extension_too_long", "workdays"), ("why_missing", "reason")];

    fn version(&self) -> i64 {
        self.version.0
    }

    fn act(self, bureau: &Bureau, desk: &Desk, at: &CaseRef, key: Option<&str>) -> Done {
        if ApproverRank::parse(&self.rank).is_none() {
            let sentence = "rank 只认 agency_head（本机关负责人）、government_head（本级人民政府负责人）";
            return Err(Wrong::field("rank", sentence));
        }
        let form = ExtendForm {
            workdays: u32::try_from(self.workdays.0).unwrap_or(if self.workdays.0 < 0 { 0 } else { u32::MAX }),
            rank: self.rank,
            approver: self.approver,
            reason: self.reason,
        };
        ruled(cases::extend(bureau, desk, (at, &form), key))
    }
}

/// 核查承诺.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Check {
    version: Whole,
    kept: bool,
    #[serde(default)]
    note: String,
}

impl Deed for Check {
    const FIELDS: &'static [(&'static str, &'static str)] = &[("why_missing", "note")];

    fn version(&self) -> i64 {
        self.version.0
    }

    fn act(self, bureau: &Bureau, desk: &Desk, at: &CaseRef, key: Option<&str>) -> Done {
        let form = CheckForm { kept: self.kept, note: self.note };
        ruled(cases::check_commitment(bureau, desk, (at, &form), key))
    }
}

/// 不再办理: 不予受理、退件、撤回、转报、作废.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct End {
    version: Whole,
    how: String,
    #[serde(default)]
    reason: String,
    #[serde(default)]
    body: String,
}

impl Deed for End {
    const FIELDS: &'static [(&'static str, &'static str)] = &[("why_missing", "reason"), ("day", "body")];

    fn version(&self) -> i64 {
        self.version.0
    }

    fn act(self, bureau: &Bureau, desk: &Desk, at: &CaseRef, key: Option<&str>) -> Done {
        match EndKind::parse(&self.how) {
            Some(
                EndKind::NotAccepted
                | EndKind::Returned
                | EndKind::Withdrawn
                | EndKind::ReferredUpward
                | EndKind::Voided,
            ) => {}
            // A passed day lapses and cancels, and the rule of a matter stops; no desk does.
            Some(EndKind::CorrectionLapsed | EndKind::AcceptanceCancelled | EndKind::StoppedWithMatter) | None => {
                let sentence = "how 只认 not_accepted（不予受理）、returned（退件）、withdrawn（撤回）、\
                    referred_upward（转报）、voided（作废）";
                return Err(Wrong::field("how", sentence));
            }
        }
        let form = EndForm { how: self.how, reason: self.reason, body: self.body };
        ruled(cases::end(bureau, desk, (at, &form), key))
    }
}

/// 决定.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Decide {
    version: Whole,
    outcome: String,
    #[serde(default)]
    reason: String,
    #[serde(default)]
    opinion: String,
}

impl Deed for Decide {
    const FIELDS: &'static [(&'static str, &'static str)] = &[("reason_missing", "reason")];

    fn version(&self) -> i64 {
        self.version.0
    }

    fn act(self, bureau: &Bureau, desk: &Desk, at: &CaseRef, key: Option<&str>) -> Done {
        let form = DecideForm {
            case_no: at.case_no.clone(),
            version: at.version,
            outcome: self.outcome,
            reason: self.reason,
            opinion: self.opinion,
        };
        cases::decide(bureau, desk, &form, key).map_err(|f| f.map(Wrong::from))
    }
}

/// 办结.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Complete {
    version: Whole,
    result_name: String,
    #[serde(default)]
    result_no: String,
}

impl Deed for Complete {
    const FIELDS: &'static [(&'static str, &'static str)] =
        &[("result_name_missing", "result_name"), ("result_number_missing", "result_no")];

    fn version(&self) -> i64 {
        self.version.0
    }

    fn act(self, bureau: &Bureau, desk: &Desk, at: &CaseRef, key: Option<&str>) -> Done {
        let form = CompleteForm {
            case_no: at.case_no.clone(),
            version: at.version,
            result_name: self.result_name,
            result_no: self.result_no,
        };
        ruled(cases::complete(bureau, desk, &form, key))
    }
}

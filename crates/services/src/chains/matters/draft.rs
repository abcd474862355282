//! An application under a chain that is being filled in (一件事草稿): kept on the server for whoever holds its ticket, looked
//! through before it is sent (核对), and sent in once. Number and query password open it in another browser, which then
//! holds the ticket. It is no matter yet: nobody of the staff sees it.

use std::collections::BTreeMap;

use domain::{
    base::fold_code,
    cases::{Channel, veiled},
    catalogue::{Answers, Form},
    people::{Act, Desk},
};
use jiff::{SignedDuration, civil::Date};
use serde::{Deserialize, Serialize};
use store::{
    StoreError,
    chains::{self as rows, DraftAt, DraftBegun},
};

use super::{
    apply::{Applied, apply},
    intake::{MatterForm, Opener, look_through},
    proved::{Proved, proved_of_draft},
    refusal::MatterFailure,
    work::Who,
};
use crate::{
    Bureau, Failure, Never,
    cases::{ProgressRefusal, case_rules, slowed},
    chains::offered_chain,
    people::fingerprint,
};

/// What opens a draft again: kept by the browser, told to nobody.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DraftTicket {
    /// Id.
    pub id: i64,
    /// Not to be guessed.
    pub secret: String,
}

impl DraftTicket {
    fn at(&self) -> DraftAt {
        DraftAt { id: self.id, mark: fingerprint(&format!("draft {}", self.secret)) }
    }
}

/// What stands in a draft.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(clippy::large_enum_variant, reason = "there is one at a time, and the large one is the usual one")]
pub enum MatterDraft {
    /// As it was last kept; nothing is checked.
    Filling(MatterForm),
    /// It was sent in, and became this.
    Sent(Applied),
}

/// What opens a draft elsewhere (草稿编号和查询密码).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DraftNumber {
    /// 草稿编号: C and ten digits.
    #[serde(default)]
    pub no: String,
    /// 查询密码.
    #[serde(default)]
    pub password: String,
}

impl DraftNumber {
    /// Drawn anew; whether the number is free, the caller asks.
    fn drawn(bureau: &Bureau) -> Self {
        Self {
            no: format!("C{:010}", bureau.rng().below(10_000_000_000)),
            password: format!("{:08}", bureau.rng().below(100_000_000)),
        }
    }

    /// As it was typed, with what stands between the digits taken out; `None` for what is no number of a draft.
    fn typed(no: &str, password: &str) -> Option<Self> {
        let plain = |text: &str| -> String { fold_code(text).chars().filter(char::is_ascii_alphanumeric).collect() };
        let no = plain(no);
        let digits = no.strip_prefix('C')?;
        let is_one = digits.len() == 10 && digits.bytes().all(|b| b.is_ascii_digit());
        is_one.then(|| Self { no: no.clone(), password: plain(password) })
    }

    fn mark(&self) -> String {
        fingerprint(&format!("draft {} {}", self.no, self.password))
    }
}

/// A draft as it is kept.
#[derive(Serialize, Deserialize)]
pub(super) struct Body {
    #[serde(flatten)]
    pub(super) draft: MatterDraft,
    #[serde(flatten)]
    pub(super) number: DraftNumber,
    /// The earlier case that it goes on from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) proved: Option<Proved>,
}

/// Why a draft is not begun.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DraftRefusal {
    /// The address has begun as many as the county lets one address begin within a day.
    #[error(
        "这个网络地址今天已经开始填了 {0} 份申请。请凭草稿编号和查询密码接着填已有的一份，或者明天再开始；也可以直接到窗口办"
    )]
    TooMany(u32),
}

impl DraftRefusal {
    /// Stable code for the API and for tests.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::TooMany(_) => "too_many_drafts",
        }
    }
}

/// Keeps what was typed, in the draft of the ticket where that is still open, else in a new one. Gives its ticket.
///
/// # Errors
/// [`DraftRefusal`] where a new one would be one too many.
pub fn keep_draft(
    bureau: &Bureau,
    desk: &Desk,
    (ticket, form): (Option<&DraftTicket>, &MatterForm),
    key: Option<&str>,
) -> Result<DraftTicket, Failure<DraftRefusal>> {
    bureau.may(desk, Act::CaseApply)?;
    let fresh = DraftTicket { id: bureau.new_id(), secret: bureau.new_token() };
    let from = fingerprint(&format!("draft from {}", desk.terminal));
    let command = bureau.command(desk, "matter.draft", key, &(ticket.map(|t| t.id), form));
    let (worker, ticket, form) = (bureau.clone(), ticket.cloned(), form.clone());
    let done = bureau.db().commit(command, move |tx| -> Result<DraftTicket, Failure<DraftRefusal>> {
        let (region, now) = (*worker.region(), worker.now());
        let open = match &ticket {
            Some(ticket) => rows::open_draft(tx, &region, worker.vault(), &ticket.at())?.map(|text| read(&text)),
            None => None,
        };
        let (at, (number, proved), begun) = match (open.transpose()?, &ticket) {
            (Some(Body { draft: MatterDraft::Filling(_), number, proved }), Some(ticket)) => {
                (ticket.clone(), (number, proved), None)
            }
            (Some(_) | None, _) => {
                let (most, since) = (case_rules().drafts_per_address, now - SignedDuration::from_hours(24));
                if rows::drafts_from(tx, &region, &from, since)? >= u64::from(most) {
                    return Err(Failure::Refused(DraftRefusal::TooMany(most)));
                }
                let mut number = DraftNumber::drawn(&worker);
                while rows::is_draft_no(tx, &region, &number.no)? {
                    number = DraftNumber::drawn(&worker);
                }
                let begun = DraftBegun { no: number.no.clone(), password_mark: number.mark(), from: from.clone() };
                (fresh.clone(), (number, None), Some(begun))
            }
        };
        let text = serde_json::json!(Body { draft: MatterDraft::Filling(form.clone()), number, proved }).to_string();
        let sealed_with = (worker.vault(), worker.rng());
        rows::keep_draft(tx, &region, sealed_with, (&at.at(), begun.as_ref()), (&form.chain, now), &text)?;
        Ok(at)
    })?;
    Ok(done.value)
}

fn read(text: &str) -> Result<Body, StoreError> {
    serde_json::from_str(text)
        .map_err(|e| StoreError::Corrupt { place: "matter_draft.body".into(), why: e.to_string() })
}

pub(super) fn opened_body(bureau: &Bureau, desk: &Desk, ticket: &DraftTicket) -> Result<Option<Body>, Failure<Never>> {
    bureau.may(desk, Act::CaseApply)?;
    let text = bureau.db().read(|tx| rows::open_draft(tx, bureau.region(), bureau.vault(), &ticket.at()))?;
    Ok(text.map(|text| read(&text)).transpose()?)
}

/// Keeps a draft that is there, as it is now.
pub(super) fn write_body(bureau: &Bureau, ticket: &DraftTicket, chain: &str, body: &Body) -> Result<(), StoreError> {
    let (worker, place) = (bureau.clone(), ticket.at());
    let (text, chain) = (serde_json::json!(body).to_string(), chain.to_owned());
    bureau.db().write(move |tx| {
        let (sealed_with, now) = ((worker.vault(), worker.rng()), worker.now());
        rows::keep_draft(tx, worker.region(), sealed_with, (&place, None), (&chain, now), &text).map(|_| ())
    })
}

/// Opens a draft; `None` where it is gone, or the ticket is none of it.
pub fn open_draft(bureau: &Bureau, desk: &Desk, ticket: &DraftTicket) -> Result<Option<MatterDraft>, Failure<Never>> {
    Ok(opened_body(bureau, desk, ticket)?.map(|body| body.draft))
}

/// Number and query password of a draft, for whoever holds its ticket; `None` where it is gone or has none.
pub fn draft_number(bureau: &Bureau, desk: &Desk, ticket: &DraftTicket) -> Result<Option<DraftNumber>, Failure<Never>> {
    Ok(opened_body(bureau, desk, ticket)?.map(|body| body.number).filter(|number| !number.no.is_empty()))
}

/// Opens a draft by number and query password, slowed against guessing: gives a new ticket, and the one before opens it no
/// more, so that two browsers do not write over each other. Gives also the code of its chain.
pub fn take_draft(
    bureau: &Bureau,
    desk: &Desk,
    (no, password): (&str, &str),
) -> Result<(DraftTicket, String), Failure<ProgressRefusal>> {
    bureau.may(desk, Act::CaseApply)?;
    let wrong = || Failure::Refused(ProgressRefusal::Wrong);
    let typed = DraftNumber::typed(no, password).ok_or_else(|| {
        Failure::Refused(ProgressRefusal::Number("草稿编号是 C 加 10 位数字，请照页面上的抄".to_owned()))
    })?;
    let (region, mark) = (*bureau.region(), typed.mark());
    let id = slowed(bureau, desk, &typed.no, |tx| rows::draft_by_no(tx, &region, (&typed.no, &mark)))?;
    let ticket = DraftTicket { id, secret: bureau.new_token() };
    let at = ticket.at();
    if !bureau.db().write(move |tx| rows::retie_draft(tx, &region, &at, &mark))? {
        return Err(wrong());
    }
    match open_draft(bureau, desk, &ticket).map_err(|f| f.map(|never| match never {}))? {
        Some(MatterDraft::Filling(form)) => Ok((ticket, form.chain)),
        Some(MatterDraft::Sent(_)) | None => Err(wrong()),
    }
}

/// Throws a draft away.
pub fn drop_draft(bureau: &Bureau, desk: &Desk, ticket: &DraftTicket) -> Result<(), Failure<Never>> {
    bureau.may(desk, Act::CaseApply)?;
    let (region, at) = (*bureau.region(), ticket.at());
    bureau.db().write(move |tx| rows::drop_draft(tx, &region, &at))?;
    Ok(())
}

/// Drafts that nobody came back to within the county's days go.
pub(super) fn sweep(bureau: &Bureau) -> Result<(), StoreError> {
    let region = *bureau.region();
    let before = bureau.now() - SignedDuration::from_hours(24 * i64::from(case_rules().draft_days));
    // Most runs find nothing, and write nothing.
    if bureau.db().read(|tx| rows::has_old_drafts(tx, &region, before))? {
        bureau.db().write(move |tx| rows::sweep_old_drafts(tx, &region, before))?;
    }
    Ok(())
}

/// An application as it would be sent in.
#[derive(Debug, Clone)]
pub struct LookedThrough {
    /// Name of the chain.
    pub chain_name: String,
    /// The merged form.
    pub form: Form,
    /// What was answered, numbers that no page shows whole again masked.
    pub answers: Answers,
    /// Members that will be handled: item and department.
    pub members: Vec<(String, String)>,
    /// Materials that are asked for.
    pub materials: Vec<LookedMaterial>,
    /// Last day of the whole if it is accepted today; `None` where a limit on the way is not known.
    pub due_on: Option<Date>,
}

/// A material of an application that is looked through.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LookedMaterial {
    /// Place in the merged list.
    pub place: usize,
    /// Name.
    pub name: String,
    /// The applicant says that it is there.
    pub ticked: bool,
    /// The applicant promises that it follows later (容缺).
    pub deferred: bool,
    /// Certificates stand for it with everybody who asks for it.
    pub certified: bool,
}

/// Looks an application through as sending it in would, and keeps nothing.
///
/// # Errors
/// Everything that is wrong with it, at once.
pub fn look_through_draft(bureau: &Bureau, desk: &Desk, form: &MatterForm) -> Result<LookedThrough, MatterFailure> {
    bureau.may(desk, Act::CaseApply)?;
    let who = Who { by: None, ..Who::at(desk, None, bureau.now()) };
    let opener = Opener::new(bureau, who, (Channel::Online, None), form)?;
    bureau.db().read(|tx| -> Result<Result<LookedThrough, MatterFailure>, StoreError> {
        let seen = match look_through(bureau, tx, (&opener, form), false) {
            Ok(seen) => seen,
            Err(Failure::Store(e)) => return Err(e),
            Err(why) => return Ok(Err(why)),
        };
        let (ground, states) = (&seen.ground, &seen.matter.members);
        let applying = ground.applying(states);
        let asked = ground.materials.materials.iter().enumerate();
        let materials = asked.filter(|(_, m)| m.asked(&applying).is_some()).map(|(place, m)| LookedMaterial {
            place,
            name: m.material.name.clone(),
            ticked: form.materials.contains(&place),
            deferred: form.deferred.contains(&place) && !form.materials.contains(&place),
            certified: m.is_certified(&applying, &form.certified),
        });
        let given = opener.given(&ground.form.form);
        let mut texts: BTreeMap<String, String> = seen.answers.texts().clone();
        texts.extend(veiled(&ground.form.form, opener.kind(), (&texts, &given), bureau.today()));
        Ok(Ok(LookedThrough {
            chain_name: ground.chain.name.clone(),
            form: ground.form.form.clone(),
            answers: Answers::unchecked(texts),
            members: ground
                .chain
                .members
                .iter()
                .filter(|m| applying.contains(m.key.as_str()))
                .map(|m| (m.item.name.clone(), m.item.office.name.clone()))
                .collect(),
            materials: materials.collect(),
            due_on: ground.plan(states, bureau.today()).and_then(|p| p.due),
        }))
    })?
}

/// What a page may not show whole again of a draft that is filled in: its own number and mobile, and ID numbers among
/// the answers, masked by key of the merged form.
pub fn veil_of_draft(bureau: &Bureau, form: &MatterForm, merged: &Form) -> BTreeMap<String, String> {
    let Some(kind) = domain::cases::ApplicantKind::parse(&form.applicant) else { return BTreeMap::new() };
    veiled(merged, kind, (&form.answers, &BTreeMap::new()), bureau.today())
}

/// Sends a draft in: once, however often it is asked.
///
/// # Errors
/// As [`apply`]; `NotFound` where the draft is gone.
pub fn send_draft(bureau: &Bureau, desk: &Desk, ticket: &DraftTicket) -> Result<Applied, MatterFailure> {
    let (mut form, number) = match opened_body(bureau, desk, ticket).map_err(|f| f.map(|never| match never {}))? {
        None => return Err(Failure::NotFound),
        Some(Body { draft: MatterDraft::Sent(applied), .. }) => return Ok(applied),
        Some(Body { draft: MatterDraft::Filling(form), number, .. }) => (form, number),
    };
    if let Some((_, it)) = offered_chain(bureau, &form.chain)? {
        let known = proved_of_draft(bureau, desk, (ticket, &it), &form).map_err(|f| f.map(|never| match never {}))?;
        form.certified = known.map(|k| k.certified).unwrap_or_default();
    }
    // Under the draft's own key, whichever page asks: a draft becomes one matter.
    let applied = apply(bureau, desk, &form, Some(&format!("draft-{}", ticket.id)))?;
    let body = Body { draft: MatterDraft::Sent(applied.clone()), number, proved: None };
    write_body(bureau, ticket, &form.chain, &body)?;
    Ok(applied)
}

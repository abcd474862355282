//! Assisted handling (帮办代办): a helper begins the application of a neighbour who has signed a sheet of consent
//! or read the code of a message. From then on
//! it is an application as any other, opened by its number and query password; the helper keeps neither.

use std::{collections::BTreeMap, path::Path};

use domain::{
    base::{DivisionCode, FileId, StaffId, shanghai_day},
    cases::{
        Assisted, AssistedCount, CaseAssisted, CaseAssistedByCode, Channel, CodeFlaw, Consent, Finished, Stage,
        assisted_work, helper_sees,
    },
    people::{Act, Denied, Desk},
};
use jiff::{Timestamp, civil::Date};
use store::{
    cases as rows,
    journal::{self, Entry, Stream},
    people, stations,
};

use super::{
    apply::{ApplyRefusal, Begun, begin_draft},
    attach::{AttachForm, FileNotKept, Incoming, attach_own},
    consent::checked_code,
    open::AcceptForm,
    outlook::{Outlook, outlook_of},
    view::particulars,
};
use crate::{
    Bureau, Failure, Never,
    base::SmsFault,
    stations::{AtWork, WORK, own_station},
};

/// Why no assisted application was begun.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AssistRefusal {
    /// Nobody has said at which station the helper works.
    #[error("您还没有派驻到站点，请县政务服务局先登记")]
    NoPost,
    /// No photograph of the sheet.
    #[error("请拍下签好字的帮办代办同意书")]
    SheetMissing,
    /// The photograph.
    #[error(transparent)]
    Sheet(#[from] FileNotKept),
    /// The application.
    #[error(transparent)]
    Apply(#[from] ApplyRefusal),
    /// No message gateway is connected.
    #[error("本县没有接通短信，请用签字的同意书")]
    NoGateway,
    /// One message too many.
    #[error("刚发过或今天发得太多，请稍后再发，或用签字的同意书")]
    TooOften,
    /// The message did not go out.
    #[error(transparent)]
    Sms(#[from] SmsFault),
    /// The code.
    #[error(transparent)]
    Code(#[from] CodeFlaw),
}

impl AssistRefusal {
    /// Stable code for tests.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::NoPost => "no_post",
            Self::SheetMissing => "sheet_missing",
            Self::Sheet(flaw) => flaw.code(),
            Self::Apply(_) => "apply",
            Self::NoGateway => "no_gateway",
            Self::TooOften => "too_often",
            Self::Sms(_) => "sms",
            Self::Code(_) => "code",
        }
    }
}

/// How the neighbour consents.
#[derive(Debug, Clone)]
pub enum ConsentGiven {
    /// By the photograph of a signed sheet.
    Sheet(Option<Incoming>),
    /// By the code of a message, as it was typed.
    Code(String),
}

/// Begins the application of a neighbour. The photograph of the signed sheet is kept among the files of the case, sealed
/// under the neighbour's own key; a code is the one that was sent to the neighbour's telephone for this item. Only then is
/// the case the helper's work. `exe` is this program.
///
/// # Errors
/// [`AssistRefusal`]. A draft whose sheet was not kept stays unsent and nobody has its password.
pub fn begin_assisted(
    bureau: &Bureau,
    desk: &Desk,
    form: &AcceptForm,
    (consent, exe): (ConsentGiven, &Path),
    key: Option<&str>,
) -> Result<Begun, Failure<AssistRefusal>> {
    let role = bureau.may(desk, Act::StationWork)?;
    let helper = desk.staff.as_ref().map(|s| s.id).ok_or(Denied::NotSignedIn)?;
    let own = own_station(bureau, desk).map_err(|f| f.map(|never| match never {}))?;
    let (station, _) = own.ok_or(Failure::Refused(AssistRefusal::NoPost))?;
    let (sheet, code) = match consent {
        ConsentGiven::Sheet(sheet) => {
            let sheet = sheet.filter(|s| !s.bytes.is_empty());
            (Some(sheet.ok_or(Failure::Refused(AssistRefusal::SheetMissing))?), None)
        }
        ConsentGiven::Code(typed) => (None, Some(checked_code(bureau, helper, form, &typed)?)),
    };
    let begun = begin_draft(bureau, desk, (form, Channel::Online), key).map_err(|f| f.map(AssistRefusal::Apply))?;
    let kept = match sheet {
        Some(sheet) => Some(keep_sheet(bureau, desk, &begun, (sheet, exe), key)?),
        None => None,
    };
    let (region, now) = (*bureau.region(), bureau.now());
    let (stamp, done_key) = (desk.stamp(now, role), key.map(|k| format!("{k}/assisted")));
    let command = bureau.command(desk, "case.assisted", done_key.as_deref(), &(&begun.case_no, kept.map(|k| k.get())));
    let no = domain::cases::CaseNo::parse(&begun.case_no).map_err(|_| Failure::NotFound)?;
    bureau.db().commit(command, move |tx| -> Result<(), Failure<AssistRefusal>> {
        let (case, _) = rows::case_by_no(tx, &region, &no)?.ok_or(Failure::NotFound)?;
        let (case_no, at_station) = (case.no.to_string(), station.to_string());
        let stream = Stream::assisted(case.id);
        let head = journal::head(tx, &region, &stream)?;
        let row = |consent| Assisted { case: case.id, station, helper, consent, at: now };
        let entry = match (kept, &code) {
            (Some(sheet), _) => {
                let event = CaseAssisted { case_no, station: at_station, sheet };
                Entry::new(stream, head, "case.assisted", &event)
                    .with(rows::assisted_change(&region, &row(Consent::Sheet(sheet))))
            }
            (None, Some(sent)) => {
                let of = (helper, case.item_id, sent.phone.as_str());
                let found = rows::consent_code(tx, &region, of)?.filter(|c| c.digest == sent.digest);
                let found = found.ok_or(Failure::Refused(AssistRefusal::Code(CodeFlaw::NotSent)))?;
                let taken = found.taken(case.id).map_err(|f| Failure::Refused(f.into()))?;
                rows::keep_consent_code(tx, &region, of, &taken)?;
                let event = CaseAssistedByCode { case_no, station: at_station, sent_at: taken.sent_at };
                Entry::new(stream, head, "case.assisted_by_code", &event)
                    .with(rows::assisted_change(&region, &row(Consent::Code)))
            }
            (None, None) => return Err(Failure::Refused(AssistRefusal::SheetMissing)),
        };
        journal::append(tx, &region, &stamp, entry)?;
        Ok(())
    })?;
    Ok(begun)
}

fn keep_sheet(
    bureau: &Bureau,
    desk: &Desk,
    begun: &Begun,
    (sheet, exe): (Incoming, &Path),
    key: Option<&str>,
) -> Result<FileId, Failure<AssistRefusal>> {
    let at = AttachForm { case_no: begun.case_no.clone(), place: None };
    let of_sheet = key.map(|k| format!("{k}/sheet"));
    let sheet = Incoming { name: format!("帮办代办同意书 {}", sheet.name), bytes: sheet.bytes };
    let kept = attach_own(bureau, desk, (&at, &begun.query_password), sheet, exe, of_sheet.as_deref())
        .map_err(|f| f.map(AssistRefusal::Sheet))?;
    Ok(FileId::new(kept.id))
}

/// One helper's work at one station.
#[derive(Debug, Clone)]
pub struct AssistedRow {
    /// The station's division.
    pub station: DivisionCode,
    /// The station's name.
    pub station_name: String,
    /// The helper.
    pub helper: String,
    /// How much.
    pub count: AssistedCount,
}

/// The helpers' work.
#[derive(Debug, Clone)]
pub struct AssistedWork {
    /// First day.
    pub from: Date,
    /// Last day.
    pub to: Date,
    /// By station and helper.
    pub rows: Vec<AssistedRow>,
    /// The whole county.
    pub all: AssistedCount,
}

/// How much was done for neighbours in some days: the office sees all, a helper the stations of the own post.
pub fn assisted(bureau: &Bureau, desk: &Desk, (from, to): (Date, Date)) -> Result<AssistedWork, Failure<Never>> {
    let at = AtWork::looking(bureau, desk, Act::StationProgress)?;
    let sees_all = bureau.may(desk, Act::StationInspect).is_ok();
    let region = bureau.region();
    let found = bureau.db().read(|tx| {
        let names: BTreeMap<StaffId, String> =
            people::staff_list(tx, region)?.into_iter().map(|s| (s.id, s.name)).collect();
        let stations: BTreeMap<DivisionCode, String> =
            stations::stations(tx, region)?.into_iter().map(|s| (s.code, s.name)).collect();
        Ok((rows::assisted_lines(tx, region, (from, to))?, names, stations))
    });
    let (lines, names, stations) = found?;
    let (each, all) = assisted_work(&lines);
    let rows = each
        .into_iter()
        .filter(|((station, _), _)| sees_all || at.sees(station))
        .map(|((station, helper), count)| AssistedRow {
            station,
            station_name: stations.get(&station).cloned().unwrap_or_else(|| station.to_string()),
            helper: names.get(&helper).cloned().unwrap_or_default(),
            count,
        })
        .collect();
    Ok(AssistedWork { from, to, rows, all })
}

/// A case that the asker helped with, as far as a helper must know: whose and which, never its number.
#[derive(Debug, Clone)]
pub struct HelpedCase {
    /// Day on which it was begun.
    pub begun_on: Date,
    /// What was applied for.
    pub item: String,
    /// Name, masked for persons.
    pub applicant: String,
    /// Where it stands, as a word on pages.
    pub stage: &'static str,
    /// Day by which it must move; `None` where nothing runs.
    pub due_on: Option<Date>,
    /// That day from today.
    pub outlook: Outlook,
}

/// Cases looked through at most; a helper has a few in hand.
const LOOKED_AT: i64 = 200;

/// How the cases go on that the asker helped with, the newest first. What is over is seen for some days more.
pub fn helped_by_me(bureau: &Bureau, desk: &Desk) -> Result<Vec<HelpedCase>, Failure<Never>> {
    bureau.may(desk, Act::StationWork)?;
    let helper = desk.staff.as_ref().map(|s| s.id).ok_or(Denied::NotSignedIn)?;
    let (region, today) = (*bureau.region(), bureau.today());
    Ok(bureau.db().read(|tx| {
        let calendar = bureau.calendar(tx)?;
        let mut out = Vec::new();
        for (id, at) in rows::helped_cases(tx, &region, (helper, LOOKED_AT))? {
            let Some((case, sealed)) = rows::case(tx, &region, id)? else { continue };
            let over_on = over_at(&case.stage).map(shanghai_day);
            if !helper_sees(over_on, today, WORK.helper_sees.days) {
                continue;
            }
            let (particulars, _) = particulars(bureau, tx, &case, &sealed)?;
            let outlook = outlook_of(&case, today, &calendar);
            out.push(HelpedCase {
                begun_on: shanghai_day(at),
                item: case.item_name.clone(),
                applicant: particulars.name,
                stage: case.stage.label(),
                due_on: case.next_on().filter(|_| !case.stage.is_finished()),
                outlook,
            });
        }
        Ok(out)
    })?)
}

/// When a case was completed or ended; `None` while it goes on.
fn over_at(stage: &Stage) -> Option<Timestamp> {
    match stage {
        Stage::Completed(_, _, done) | Stage::Delivered(_, _, done, _) | Stage::Rated(_, _, done, _, _) => {
            Some(done.at)
        }
        Stage::Ended(_, end) => Some(end.at),
        Stage::Archived(Finished::Delivered(_, _, done, _) | Finished::Rated(_, _, done, _, _), _) => Some(done.at),
        Stage::Archived(Finished::Ended(_, end), _) => Some(end.at),
        Stage::Draft
        | Stage::Submitted
        | Stage::CorrectionAsked
        | Stage::Accepted(_)
        | Stage::InReview(..)
        | Stage::Suspended(..)
        | Stage::Decided(..) => None,
    }
}

/// Who helped with a case, as "双桥村便民服务站 李桂花（签字同意）"; `None` = nobody did.
pub(super) fn helped(
    tx: &mut store::Tx<'_>,
    bureau: &Bureau,
    case: domain::base::CaseId,
) -> Result<Option<String>, store::StoreError> {
    let Some(found) = rows::assisted(tx, bureau.region(), case)? else { return Ok(None) };
    let station = stations::station(tx, bureau.region(), &found.station)?;
    let helper = people::staff(tx, bureau.region(), found.helper)?;
    let station = station.map_or_else(|| found.station.to_string(), |s| s.name);
    let helper = helper.map(|h| h.name).unwrap_or_default();
    Ok(Some(format!("{station} {helper}（{}）", found.consent.label())))
}

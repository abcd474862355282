//! What another system's export says of a case (外部办件), read from its cells: when it was received,
//! accepted, ended and handed out, and who applied.
//!
//! Not here: which titles the columns have and which words mean which end; both are data.

use jiff::Timestamp;

use super::{ApplicantKind, DeliveryWay, EndKind, Outcome};
use crate::base::{CitizenId, TableRow, Uscc, fold, fold_code, fold_name, parse_moment, shanghai_day};

/// Longest number of the exchange tables (domain §3.2).
const NO_CHARS: usize = 50;

/// How a case went out of hand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum End {
    /// Decided and completed.
    Decided(Outcome),
    /// Ended without a decision.
    Without(EndKind),
}

/// An end with what came of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sequel {
    /// When.
    pub at: Timestamp,
    /// How.
    pub end: End,
    /// The reason as the export has it; where it has none, the word of the result.
    pub reason: String,
    /// Certificate or document; where none is named, the word of the result.
    pub result_name: String,
    /// Its number; may be empty.
    pub result_no: String,
}

/// What an export says of a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reported {
    /// 申办流水号 there.
    pub no: String,
    /// 申请时间.
    pub received_at: Timestamp,
    /// 受理时间.
    pub accepted_at: Option<Timestamp>,
    /// 承诺办结时间.
    pub promised_on: Option<jiff::civil::Date>,
    /// 办结.
    pub sequel: Option<Sequel>,
    /// 送达, how and when.
    pub delivered: Option<(Timestamp, DeliveryWay)>,
}

/// The applicant as the export has it. Lives only as long as the import; what is kept is sealed.
#[derive(Clone, PartialEq, Eq)]
pub struct ReportedApplicant {
    /// Person or organisation.
    pub kind: ApplicantKind,
    /// Name; may be empty.
    pub name: String,
    /// A number by which the same applicant is known again; `None` where the export has none, or one with
    /// stars in it, which many share.
    pub code: Option<String>,
    /// Who came for an organisation.
    pub contact: Option<String>,
    /// Telephone as written; may be empty.
    pub phone: String,
}

/// Why a row is not taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RowFlaw {
    /// More cells than the header.
    #[error("这一行的格数比列名多，请核对是否有多余的逗号")]
    Ragged,
    /// No number.
    #[error("没有办件编号，请补上")]
    NoMissing,
    /// Longer than any number.
    #[error("办件编号超过 {NO_CHARS} 个字符，请核对列是否错位")]
    NoLong,
    /// A time that cannot be read.
    #[error("{0}看不懂，请写成 2026-01-15 09:30")]
    Time(&'static str),
    /// A time to come.
    #[error("{0}在今天以后，请核对")]
    ToCome(&'static str),
    /// Two times the wrong way round.
    #[error("{0}早于{1}，请核对")]
    Order(&'static str, &'static str),
    /// Neither received nor accepted.
    #[error("申请时间和受理时间都没有，请补上一个")]
    Undated,
    /// Decided without having been accepted.
    #[error("已经办结，却没有受理时间，请补上")]
    NotAccepted,
    /// A result without its day, or the other way round.
    #[error("办结时间和办理结果要么都有，要么都空着")]
    HalfEnd,
    /// A word for the result that nobody knows.
    #[error("不认识这个办理结果，请按出证办结、不予许可、退件等填写")]
    Result,
    /// Handed out before it was completed.
    #[error("有送达时间，却没有办结时间，请补上")]
    DeliveredOpen,
}

fn moment(row: &TableRow, key: &str, label: &'static str, now: Timestamp) -> Result<Option<Timestamp>, RowFlaw> {
    let Some(text) = row.text(key) else { return Ok(None) };
    let at = parse_moment(&text).map_err(|_| RowFlaw::Time(label))?;
    if at > now { Err(RowFlaw::ToCome(label)) } else { Ok(Some(at)) }
}

/// A day alone may stand beside a time of the same day: then it is not before it.
fn after(
    (at, label): (Timestamp, &'static str),
    (before, of): (Timestamp, &'static str),
) -> Result<Timestamp, RowFlaw> {
    match shanghai_day(at) < shanghai_day(before) {
        true => Err(RowFlaw::Order(label, of)),
        false => Ok(at.max(before)),
    }
}

/// Reads what a row says of the case itself. `end_of` reads the word of a result.
///
/// # Errors
/// [`RowFlaw`].
pub fn read_report(
    row: &TableRow,
    end_of: impl Fn(&str) -> Option<End>,
    way_of: impl Fn(&str) -> Option<DeliveryWay>,
    now: Timestamp,
) -> Result<Reported, RowFlaw> {
    if row.ragged {
        return Err(RowFlaw::Ragged);
    }
    let no = fold(&row.text("foreign_no").ok_or(RowFlaw::NoMissing)?);
    if no.is_empty() {
        return Err(RowFlaw::NoMissing);
    }
    if no.chars().count() > NO_CHARS {
        return Err(RowFlaw::NoLong);
    }
    let received = moment(row, "received_at", "申请时间", now)?;
    let accepted = moment(row, "accepted_at", "受理时间", now)?;
    let received_at = received.or(accepted).ok_or(RowFlaw::Undated)?;
    let accepted_at = accepted.map(|at| after((at, "受理时间"), (received_at, "申请时间"))).transpose()?;
    let last = accepted_at.unwrap_or(received_at);
    let sequel = sequel(row, end_of, last, now)?;
    match &sequel {
        Some(Sequel { end: End::Decided(_), .. }) if accepted_at.is_none() => return Err(RowFlaw::NotAccepted),
        Some(_) | None => {}
    }
    let promised = row.text("promised_on").map(|text| parse_moment(&text).map_err(|_| RowFlaw::Time("承诺办结时间")));
    let delivered = moment(row, "delivered_at", "送达时间", now)?;
    let delivered = match (delivered, &sequel) {
        (None, _) => None,
        (Some(_), None) => return Err(RowFlaw::DeliveredOpen),
        (Some(at), Some(s)) => {
            let way = row.text("delivery_way").and_then(|w| way_of(&w)).unwrap_or(DeliveryWay::Window);
            Some((after((at, "送达时间"), (s.at, "办结时间"))?, way))
        }
    };
    Ok(Reported {
        no,
        received_at,
        accepted_at,
        promised_on: promised.transpose()?.map(shanghai_day),
        sequel,
        delivered,
    })
}

fn sequel(
    row: &TableRow,
    end_of: impl Fn(&str) -> Option<End>,
    before: Timestamp,
    now: Timestamp,
) -> Result<Option<Sequel>, RowFlaw> {
    let at = moment(row, "completed_at", "办结时间", now)?;
    let (at, word) = match (at, row.text("result")) {
        (None, None) => return Ok(None),
        (Some(at), Some(word)) => (after((at, "办结时间"), (before, "受理时间"))?, word),
        (Some(_), None) | (None, Some(_)) => return Err(RowFlaw::HalfEnd),
    };
    let end = end_of(&word).ok_or(RowFlaw::Result)?;
    let label = match &end {
        End::Decided(outcome) => outcome.label(),
        End::Without(kind) => kind.label(),
    };
    Ok(Some(Sequel {
        at,
        end,
        reason: row.text("reason").unwrap_or_else(|| label.to_owned()),
        result_name: row.text("result_name").unwrap_or_else(|| label.to_owned()),
        result_no: row.text("result_no").unwrap_or_default(),
    }))
}

/// Reads who applied. Nothing of it is refused: a case that happened is not dropped for a bad telephone.
pub fn read_applicant(
    row: &TableRow,
    kind_of: impl Fn(&str) -> Option<ApplicantKind>,
    now: Timestamp,
) -> ReportedApplicant {
    let typed = row.text("code").map(|code| fold_code(&code)).unwrap_or_default();
    let citizen = CitizenId::parse(&typed, shanghai_day(now)).ok().map(|id| id.as_str().to_owned());
    let organisation = Uscc::parse(&typed).ok().map(|code| code.as_str().to_owned());
    let said = row.text("applicant_kind").and_then(|word| kind_of(&word));
    let (kind, code) = match (citizen, organisation) {
        (Some(code), _) => (ApplicantKind::Person, code),
        (None, Some(code)) => (ApplicantKind::Organisation, code),
        (None, None) => (said.unwrap_or(ApplicantKind::Person), typed),
    };
    // Eighteen noughts pass every check of digits, and belong to nobody.
    let code = tells_apart(&code).then_some(code);
    let contact = row.text("contact").map(|c| fold_name(&c)).filter(|c| !c.is_empty());
    ReportedApplicant {
        kind,
        name: row.text("applicant").map(|name| fold_name(&name)).unwrap_or_default(),
        code,
        contact: match kind {
            ApplicantKind::Person => None,
            ApplicantKind::Organisation => contact,
        },
        phone: row.text("phone").unwrap_or_default(),
    }
}

/// Whether a number can stand for one applicant: long enough, nothing hidden, no filler.
fn tells_apart(code: &str) -> bool {
    let mut letters = code.chars();
    let first = letters.next();
    code.chars().count() >= 6
        && code.chars().all(char::is_alphanumeric)
        && code.chars().any(|c| c.is_ascii_digit())
        && letters.any(|c| Some(c) != first)
}

impl Reported {
    /// How far it had come, as the word of a stage.
    pub fn stage(&self) -> &'static str {
        match (&self.sequel, self.accepted_at, &self.delivered) {
            (Some(Sequel { end: End::Without(kind), .. }), ..) => kind.as_str(),
            (Some(_), _, Some(_)) => "delivered",
            (Some(_), _, None) => "completed",
            (None, Some(_), _) => "accepted",
            (None, None, _) => "submitted",
        }
    }

    /// Whether a case that stands here in this stage has steps still to come.
    pub fn goes_beyond(&self, stage: &str) -> bool {
        let rank = |word: &str| match word {
            "draft" | "submitted" | "correction_asked" => 0,
            "accepted" | "in_review" | "suspended" => 1,
            "decided" => 2,
            "completed" => 3,
            // Delivered, rated, archived, and every end.
            _ => 4,
        };
        let ended = self.sequel.as_ref().is_some_and(|s| matches!(s.end, End::Without(_)));
        if ended { rank(stage) < 2 } else { rank(self.stage()) > rank(stage) }
    }
}

//! A certificate, where it comes from, and the state it is in.

use jiff::{Timestamp, civil::Date};

use super::CertificateCode;
use crate::{
    base::{CaseId, CertificateId, CertificateKindId, DepartmentId, ItemId, PersonId, StaffId},
    cases::{ApplicantKind, CaseNo},
};

/// Where a certificate comes from (来源).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// 本县制证: the result of a case decided here.
    Issued {
        /// Case.
        case: CaseId,
        /// Its number.
        case_no: CaseNo,
        /// Item.
        item: ItemId,
        /// Its name in the case.
        item_name: String,
    },
    /// 外部登记: given out elsewhere, often through a vertical system; a clerk saw it.
    Registered(Evidence),
}

impl Origin {
    /// Word in tables.
    #[must_use]
    pub const fn as_str(&self) -> &'static str {
        match self {
            Self::Issued { .. } => "issued",
            Self::Registered(_) => "registered",
        }
    }

    /// Word on pages.
    #[must_use]
    pub const fn label(&self) -> &'static str {
        match self {
            Self::Issued { .. } => "本县制证",
            Self::Registered(_) => "外部登记",
        }
    }
}

/// What a registration rests on; at least one of them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Evidence {
    /// Address where the issuing system shows it; may be empty.
    pub link: String,
    /// The clerk held the paper in hand (已核对原件).
    pub original_seen: bool,
    /// SM3 of the file that was handed in; the file is kept apart.
    pub file_digest: Option<String>,
}

/// How a certificate stopped counting (domain §7.5: 03, 04, 06, 07).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Ending {
    /// 撤销: should not have been given (行政许可法 69).
    Revoked,
    /// 注销: the right is over (行政许可法 70).
    Cancelled,
    /// 吊销: taken away as a penalty.
    Stripped,
    /// 转出: another place keeps it now.
    MovedOut,
}

impl Ending {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Revoked, Self::Cancelled, Self::Stripped, Self::MovedOut];

    /// Word in tables.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Revoked => "revoked",
            Self::Cancelled => "cancelled",
            Self::Stripped => "stripped",
            Self::MovedOut => "moved_out",
        }
    }

    /// Word on pages.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Revoked => "撤销",
            Self::Cancelled => "注销",
            Self::Stripped => "吊销",
            Self::MovedOut => "转出",
        }
    }

    /// Reads the word of a table or a form.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|e| e.as_str() == text)
    }
}

/// When, by whom and why it stopped counting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct End {
    /// Instant.
    pub at: Timestamp,
    /// Who.
    pub by: StaffId,
    /// Why, with the rule it rests on.
    pub reason: String,
}

/// What was done to a certificate. That its days are over is no state: it follows from the day ([`Standing`]).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum State {
    /// Nothing was done to it.
    InForce,
    /// 撤销, 注销, 吊销 or 转出.
    Ended(Ending, End),
    /// 已换发: the next version took its place.
    Superseded(End, CertificateId),
}

impl State {
    /// Word in tables.
    #[must_use]
    pub const fn as_str(&self) -> &'static str {
        match self {
            Self::InForce => "in_force",
            Self::Ended(ending, _) => ending.as_str(),
            Self::Superseded(..) => "superseded",
        }
    }

    /// When, by whom and why; `None` while it is in force.
    #[must_use]
    pub const fn end(&self) -> Option<&End> {
        match self {
            Self::InForce => None,
            Self::Ended(_, end) | Self::Superseded(end, _) => Some(end),
        }
    }
}

/// How a certificate stands on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// 有效.
    InForce,
    /// 还没有生效: its first day is to come.
    NotYet,
    /// 已过期.
    Expired,
    /// 已换发.
    Superseded,
    /// 撤销, 注销, 吊销 or 转出.
    Ended(Ending),
}

impl Standing {
    /// Word on pages.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::InForce => "有效",
            Self::NotYet => "还没有生效",
            Self::Expired => "已过期",
            Self::Superseded => "已换发",
            Self::Ended(Ending::Revoked) => "已撤销",
            Self::Ended(Ending::Cancelled) => "已注销",
            Self::Ended(Ending::Stripped) => "已吊销",
            Self::Ended(Ending::MovedOut) => "已转出",
        }
    }

    /// Word of the API.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::InForce => "in_force",
            Self::NotYet => "not_yet",
            Self::Expired => "expired",
            Self::Superseded => "superseded",
            Self::Ended(ending) => ending.as_str(),
        }
    }

    /// Code of the exchange (domain §7.5).
    #[must_use]
    pub const fn exchange_code(self) -> &'static str {
        match self {
            Self::InForce => "01",
            Self::Ended(Ending::Revoked) => "03",
            Self::Ended(Ending::Cancelled) => "04",
            Self::Expired | Self::Superseded => "05",
            Self::Ended(Ending::MovedOut) => "06",
            Self::Ended(Ending::Stripped) => "07",
            Self::NotYet => "99",
        }
    }

    /// Whether it may be relied on.
    #[must_use]
    pub fn counts(self) -> bool {
        self == Self::InForce
    }
}

/// What the county's seal service gave back (电子印章). The sealed file is kept apart, under its digest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sealing {
    /// Instant at which its answer came.
    pub at: Timestamp,
    /// Who asked for it.
    pub by: StaffId,
    /// The service's own number of the sealing.
    pub reference: String,
    /// SM3 of the paper that was sent.
    pub paper_digest: String,
    /// SM3 of the file that came back.
    pub sealed_digest: String,
    /// SM3 of the whole answer.
    pub answer_digest: String,
}

/// A certificate. The holder's name and number are sealed and live beside it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Certificate {
    /// Id.
    pub id: CertificateId,
    /// Expected version for the next act = events so far.
    pub version: i64,
    /// 电子证照标识; `None` for one registered from elsewhere that bears none.
    pub code: Option<CertificateCode>,
    /// 证照编号 as printed on it.
    pub number: String,
    /// 证照名称.
    pub name: String,
    /// Its kind in the county's list, where it has one.
    pub kind: Option<CertificateKindId>,
    /// Who gave it out (发证机关).
    pub issuer: String,
    /// Department whose list it stands in; `None` for one from elsewhere that no department here answers for.
    pub department: Option<DepartmentId>,
    /// Holder (持证主体).
    pub person: PersonId,
    /// Person or organisation.
    pub holder_kind: ApplicantKind,
    /// Where it comes from.
    pub origin: Origin,
    /// 发证日期.
    pub issued_on: Date,
    /// First day.
    pub valid_from: Date,
    /// Last day; `None` = 长期.
    pub valid_to: Option<Date>,
    /// When it was entered here.
    pub entered_at: Timestamp,
    /// By whom.
    pub entered_by: StaffId,
    /// What was done to it.
    pub state: State,
    /// Its electronic seal, once there is one.
    pub sealing: Option<Sealing>,
}

impl Certificate {
    /// How it stands on a day.
    #[must_use]
    pub fn standing(&self, today: Date) -> Standing {
        match &self.state {
            State::Ended(ending, _) => Standing::Ended(*ending),
            State::Superseded(..) => Standing::Superseded,
            State::InForce if self.valid_to.is_some_and(|last| last < today) => Standing::Expired,
            State::InForce if self.valid_from > today => Standing::NotYet,
            State::InForce => Standing::InForce,
        }
    }
}

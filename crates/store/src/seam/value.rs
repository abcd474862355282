//! Values that go into SQL and come out of it. Three kinds are enough for both engines:
//! whole numbers, text, bytes. Flags are 0/1, days are `2026-11-22`, instants are UTC text of
//! fixed width, so that order in SQL is order in time. No floating point on purpose.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use compact_str::{CompactString, ToCompactString as _, format_compact};
use domain::base::{
    AppointmentId, CampaignId, CardId, CaseId, CertificateId, CertificateKindId, ChainId, DepartmentId, DivisionCode,
    DrawId, EvaluationBulletinId, EvaluationDisputeId, EvaluationRunId, EvaluationTalkId, FileId, ImportId, ItemId,
    KeyId, LeadId, LetterId, LineId, MatterId, OrderId, PackageId, PersonId, PhotoId, QuestionnaireId, Region,
    ReportId, ResponseId, ReviewId, ReviewSignId, RoundId, RunId, SnapshotId, StaffId, SubscriptionId, SupervisionId,
};
use jiff::{Timestamp, civil::Date};

use super::StoreError;

/// One value of a row or a parameter.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Val {
    /// SQL NULL: not known.
    Null,
    /// Whole number, also flags (0/1) and ids.
    Int(i64),
    /// Text, also days and instants. Most are short and lie in place.
    Text(CompactString),
    /// Bytes: hashes, sealed fields.
    Bytes(Vec<u8>),
}

/// `vals![region, id, name]`: parameters in the order of `$1`, `$2`, …
#[macro_export]
macro_rules! vals {
    ($($v:expr),* $(,)?) => { &[$($crate::seam::Val::from($v)),*][..] };
}

macro_rules! from {
    ($($t:ty => |$v:ident| $e:expr),* $(,)?) => { $(impl From<$t> for Val { fn from($v: $t) -> Self { $e } })* };
}

from! {
    i64 => |v| Val::Int(v),
    i32 => |v| Val::Int(v.into()),
    u32 => |v| Val::Int(v.into()),
    u16 => |v| Val::Int(v.into()),
    u8 => |v| Val::Int(v.into()),
    bool => |v| Val::Int(v.into()),
    &str => |v| Val::Text(v.into()),
    String => |v| Val::Text(v.into()),
    &String => |v| Val::Text(v.as_str().into()),
    Vec<u8> => |v| Val::Bytes(v),
    &[u8] => |v| Val::Bytes(v.to_vec()),
    Date => |v| Val::Text(v.to_compact_string()),
    Timestamp => |v| Val::Text(format_compact!("{v:.6}")),
    &Region => |v| Val::Text(v.as_str().into()),
    Region => |v| Val::Text(v.as_str().into()),
    &DivisionCode => |v| Val::Text(v.as_str().into()),
    AppointmentId => |v| Val::Int(v.get()),
    CampaignId => |v| Val::Int(v.get()),
    CardId => |v| Val::Int(v.get()),
    CaseId => |v| Val::Int(v.get()),
    CertificateId => |v| Val::Int(v.get()),
    ChainId => |v| Val::Int(v.get()),
    CertificateKindId => |v| Val::Int(v.get()),
    DepartmentId => |v| Val::Int(v.get()),
    DrawId => |v| Val::Int(v.get()),
    EvaluationBulletinId => |v| Val::Int(v.get()),
    EvaluationDisputeId => |v| Val::Int(v.get()),
    EvaluationRunId => |v| Val::Int(v.get()),
    EvaluationTalkId => |v| Val::Int(v.get()),
    FileId => |v| Val::Int(v.get()),
    ImportId => |v| Val::Int(v.get()),
    ItemId => |v| Val::Int(v.get()),
    KeyId => |v| Val::Int(v.get()),
    LetterId => |v| Val::Int(v.get()),
    LineId => |v| Val::Int(v.get()),
    MatterId => |v| Val::Int(v.get()),
    LeadId => |v| Val::Int(v.get()),
    ReviewId => |v| Val::Int(v.get()),
    ReviewSignId => |v| Val::Int(v.get()),
    RunId => |v| Val::Int(v.get()),
    OrderId => |v| Val::Int(v.get()),
    PackageId => |v| Val::Int(v.get()),
    PersonId => |v| Val::Int(v.get()),
    QuestionnaireId => |v| Val::Int(v.get()),
    PhotoId => |v| Val::Int(v.get()),
    RoundId => |v| Val::Int(v.get()),
    ReportId => |v| Val::Int(v.get()),
    ResponseId => |v| Val::Int(v.get()),
    SnapshotId => |v| Val::Int(v.get()),
    StaffId => |v| Val::Int(v.get()),
    SubscriptionId => |v| Val::Int(v.get()),
    SupervisionId => |v| Val::Int(v.get()),
}

impl<T> From<Option<T>> for Val
where
    Val: From<T>,
{
    fn from(v: Option<T>) -> Self {
        v.map_or(Val::Null, Val::from)
    }
}

/// UTC, fixed width, microseconds: `2026-11-22T03:04:05.123456Z`.
pub fn instant_text(t: Timestamp) -> String {
    format!("{t:.6}")
}

/// One row of an answer, read by column name.
#[derive(Debug)]
pub struct Row {
    names: Arc<[String]>,
    vals: Vec<Val>,
    /// Where the next column is looked for first: most readers ask in the order of the query.
    next: AtomicUsize,
}

impl Clone for Row {
    fn clone(&self) -> Self {
        Self::new(self.names.clone(), self.vals.clone())
    }
}

impl Row {
    pub(crate) fn new(names: Arc<[String]>, vals: Vec<Val>) -> Self {
        Self { names, vals, next: AtomicUsize::new(0) }
    }

    /// All its values, in the order of the names.
    pub(crate) fn vals(&self) -> &[Val] {
        &self.vals
    }

    /// Column names in the order of the query.
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// The value as it came; an unknown name is a fault of the query.
    pub fn val(&self, name: &str) -> Result<&Val, StoreError> {
        Ok(&self.vals[self.place(name)?])
    }

    fn place(&self, name: &str) -> Result<usize, StoreError> {
        let expected = self.next.load(Ordering::Relaxed);
        let at = match self.names.get(expected) {
            Some(n) if n == name => expected,
            Some(_) | None => self
                .names
                .iter()
                .position(|n| n == name)
                .ok_or_else(|| StoreError::corrupt(name, "查询里没有这一列"))?,
        };
        self.next.store(at + 1, Ordering::Relaxed);
        Ok(at)
    }

    /// The value itself, for readers of many rows that need no copy: NULL stands there afterwards.
    fn take(&mut self, name: &str) -> Result<Val, StoreError> {
        let at = self.place(name)?;
        Ok(std::mem::replace(&mut self.vals[at], Val::Null))
    }

    /// Text, NULL refused; taken out of the row.
    pub(crate) fn take_text(&mut self, name: &str) -> Result<String, StoreError> {
        match self.take(name)? {
            Val::Text(t) => Ok(t.into_string()),
            Val::Null => Err(StoreError::corrupt(name, "应有文字，却是空")),
            Val::Int(_) | Val::Bytes(_) => Err(StoreError::corrupt(name, "应为文字")),
        }
    }

    /// Bytes, NULL refused; taken out of the row.
    pub(crate) fn take_bytes(&mut self, name: &str) -> Result<Vec<u8>, StoreError> {
        self.take_opt_bytes(name)?.ok_or_else(|| StoreError::corrupt(name, "应有字节，却是空"))
    }

    /// Bytes or NULL; taken out of the row.
    pub(crate) fn take_opt_bytes(&mut self, name: &str) -> Result<Option<Vec<u8>>, StoreError> {
        match self.take(name)? {
            Val::Null => Ok(None),
            Val::Bytes(b) => Ok(Some(b)),
            Val::Int(_) | Val::Text(_) => Err(StoreError::corrupt(name, "应为字节")),
        }
    }

    /// Whole number, NULL refused.
    pub fn int(&self, name: &str) -> Result<i64, StoreError> {
        self.opt_int(name)?.ok_or_else(|| StoreError::corrupt(name, "应有数字，却是空"))
    }

    /// Whole number or NULL.
    pub fn opt_int(&self, name: &str) -> Result<Option<i64>, StoreError> {
        match self.val(name)? {
            Val::Null => Ok(None),
            Val::Int(i) => Ok(Some(*i)),
            Val::Text(_) | Val::Bytes(_) => Err(StoreError::corrupt(name, "应为数字")),
        }
    }

    /// Whole number that fits the wanted type.
    pub fn num<T: TryFrom<i64>>(&self, name: &str) -> Result<T, StoreError> {
        T::try_from(self.int(name)?).map_err(|_| StoreError::corrupt(name, "数字超出范围"))
    }

    /// Whole number that fits the wanted type, or NULL.
    pub fn opt_num<T: TryFrom<i64>>(&self, name: &str) -> Result<Option<T>, StoreError> {
        self.opt_int(name)?.map(|n| T::try_from(n).map_err(|_| StoreError::corrupt(name, "数字超出范围"))).transpose()
    }

    /// Flag 0/1.
    pub fn flag(&self, name: &str) -> Result<bool, StoreError> {
        self.opt_flag(name)?.ok_or_else(|| StoreError::corrupt(name, "应为 0 或 1，却是空"))
    }

    /// Flag 0/1 or NULL = unknown.
    pub fn opt_flag(&self, name: &str) -> Result<Option<bool>, StoreError> {
        match self.opt_int(name)? {
            None => Ok(None),
            Some(0) => Ok(Some(false)),
            Some(1) => Ok(Some(true)),
            Some(_) => Err(StoreError::corrupt(name, "应为 0 或 1")),
        }
    }

    /// Text, NULL refused.
    pub fn text(&self, name: &str) -> Result<String, StoreError> {
        self.opt_text(name)?.ok_or_else(|| StoreError::corrupt(name, "应有文字，却是空"))
    }

    /// Text or NULL.
    pub fn opt_text(&self, name: &str) -> Result<Option<String>, StoreError> {
        Ok(self.opt_str(name)?.map(str::to_owned))
    }

    /// Text or NULL, read in its place.
    pub(crate) fn opt_str(&self, name: &str) -> Result<Option<&str>, StoreError> {
        match self.val(name)? {
            Val::Null => Ok(None),
            Val::Text(t) => Ok(Some(t)),
            Val::Int(_) | Val::Bytes(_) => Err(StoreError::corrupt(name, "应为文字")),
        }
    }

    /// Bytes, NULL refused.
    pub fn bytes(&self, name: &str) -> Result<Vec<u8>, StoreError> {
        self.opt_bytes(name)?.ok_or_else(|| StoreError::corrupt(name, "应有字节，却是空"))
    }

    /// Bytes or NULL.
    pub fn opt_bytes(&self, name: &str) -> Result<Option<Vec<u8>>, StoreError> {
        match self.val(name)? {
            Val::Null => Ok(None),
            Val::Bytes(b) => Ok(Some(b.clone())),
            Val::Int(_) | Val::Text(_) => Err(StoreError::corrupt(name, "应为字节")),
        }
    }

    /// Civil day (Asia/Shanghai), NULL refused.
    pub fn date(&self, name: &str) -> Result<Date, StoreError> {
        self.opt_date(name)?.ok_or_else(|| StoreError::corrupt(name, "应有日期，却是空"))
    }

    /// Civil day or NULL.
    pub fn opt_date(&self, name: &str) -> Result<Option<Date>, StoreError> {
        self.opt_str(name)?.map(|t| t.parse().map_err(|_| StoreError::corrupt(name, "应为日期"))).transpose()
    }

    /// Instant, NULL refused.
    pub fn instant(&self, name: &str) -> Result<Timestamp, StoreError> {
        self.opt_instant(name)?.ok_or_else(|| StoreError::corrupt(name, "应有时刻，却是空"))
    }

    /// Instant or NULL.
    pub fn opt_instant(&self, name: &str) -> Result<Option<Timestamp>, StoreError> {
        self.opt_str(name)?.map(|t| t.parse().map_err(|_| StoreError::corrupt(name, "应为时刻"))).transpose()
    }

    /// A JSON column read into a shape of our own.
    pub fn json<T: serde::de::DeserializeOwned>(&self, name: &str) -> Result<T, StoreError> {
        let text = self.opt_str(name)?.ok_or_else(|| StoreError::corrupt(name, "应有文字，却是空"))?;
        serde_json::from_str(text).map_err(|e| StoreError::corrupt(name, e.to_string()))
    }
}

//! One certificate: origin and state rebuilt from nullable columns by total matches, the holder's fields sealed.

use domain::{
    base::{CaseId, CertificateId, CertificateKindId, DepartmentId, ItemId, PersonId, Region, StaffId},
    cases::{ApplicantKind, CaseNo},
    certificates::{Certificate, CertificateCode, End, Ending, Evidence, Origin, Sealing, State},
};

use crate::{
    journal::Change,
    seam::{Row, StoreError, Tx, Val},
    vals,
};

/// Sealed personal fields of a certificate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SealedHolder {
    /// Holder's name.
    pub name: Vec<u8>,
    /// ID number or 统一社会信用代码.
    pub code: Vec<u8>,
}

pub(super) const COLUMNS: &str = "id, version, code, number, name, kind_id, issuer, department_id, person_id, \
     holder_kind, holder_name, holder_code, origin, case_id, case_no, item_id, item_name, link, original_seen, \
     file_digest, issued_on, valid_from, valid_to, entered_at, entered_by, state, ended_at, ended_by, ended_why, \
     successor_id, sealed_at, sealed_by, seal_reference, paper_digest, sealed_digest, answer_digest";

fn corrupt(why: impl Into<String>) -> StoreError {
    StoreError::corrupt("certificate", why)
}

fn origin(row: &Row) -> Result<Origin, StoreError> {
    let case = (row.opt_int("case_id")?, row.opt_text("case_no")?, row.opt_int("item_id")?, row.opt_text("item_name")?);
    let shown = (row.opt_text("link")?, row.opt_int("original_seen")?, row.opt_text("file_digest")?);
    let origin = match (case, shown) {
        ((Some(case), Some(no), Some(item), Some(item_name)), (None, None, None)) => Origin::Issued {
            case: CaseId::new(case),
            case_no: CaseNo::parse(&no).map_err(|e| corrupt(e.to_string()))?,
            item: ItemId::new(item),
            item_name,
        },
        ((None, None, None, None), (Some(link), Some(seen @ 0..=1), file_digest)) => {
            Origin::Registered(Evidence { link, original_seen: seen == 1, file_digest })
        }
        (_, _) => return Err(corrupt("来源的内容对不上")),
    };
    if origin.as_str() != row.text("origin")? {
        return Err(corrupt("来源与内容不一致"));
    }
    Ok(origin)
}

fn state(row: &Row) -> Result<State, StoreError> {
    let word = row.text("state")?;
    let end = match (row.opt_instant("ended_at")?, row.opt_int("ended_by")?, row.opt_text("ended_why")?) {
        (None, None, None) => None,
        (Some(at), Some(by), Some(reason)) => Some(End { at, by: StaffId::new(by), reason }),
        (_, _, _) => return Err(corrupt("失效的时间、人员、原因不齐")),
    };
    match (end, row.opt_int("successor_id")?, Ending::parse(&word)) {
        (None, None, None) if word == "in_force" => Ok(State::InForce),
        (Some(end), None, Some(ending)) => Ok(State::Ended(ending, end)),
        (Some(end), Some(successor), None) if word == "superseded" => {
            Ok(State::Superseded(end, CertificateId::new(successor)))
        }
        (_, _, _) => Err(corrupt("状态与内容不一致")),
    }
}

fn sealing(row: &Row) -> Result<Option<Sealing>, StoreError> {
    let who = (row.opt_instant("sealed_at")?, row.opt_int("sealed_by")?, row.opt_text("seal_reference")?);
    let digests = (row.opt_text("paper_digest")?, row.opt_text("sealed_digest")?, row.opt_text("answer_digest")?);
    match (who, digests) {
        ((None, None, None), (None, None, None)) => Ok(None),
        ((Some(at), Some(by), Some(reference)), (Some(paper_digest), Some(sealed_digest), Some(answer_digest))) => {
            Ok(Some(Sealing { at, by: StaffId::new(by), reference, paper_digest, sealed_digest, answer_digest }))
        }
        (_, _) => Err(corrupt("电子印章的内容不齐")),
    }
}

fn code(row: &Row) -> Result<Option<CertificateCode>, StoreError> {
    let text = row.opt_text("code")?;
    text.map(|t| CertificateCode::parse(&t).map_err(|e| corrupt(e.to_string()))).transpose()
}

pub(super) fn read(row: &Row) -> Result<(Certificate, SealedHolder), StoreError> {
    let certificate = Certificate {
        id: CertificateId::new(row.int("id")?),
        version: row.int("version")?,
        code: code(row)?,
        number: row.text("number")?,
        name: row.text("name")?,
        kind: row.opt_int("kind_id")?.map(CertificateKindId::new),
        issuer: row.text("issuer")?,
        department: row.opt_int("department_id")?.map(DepartmentId::new),
        person: PersonId::new(row.int("person_id")?),
        holder_kind: ApplicantKind::parse(&row.text("holder_kind")?).ok_or_else(|| corrupt("不认识的持证主体类型"))?,
        origin: origin(row)?,
        issued_on: row.date("issued_on")?,
        valid_from: row.date("valid_from")?,
        valid_to: row.opt_date("valid_to")?,
        entered_at: row.instant("entered_at")?,
        entered_by: StaffId::new(row.int("entered_by")?),
        state: state(row)?,
        sealing: sealing(row)?,
    };
    Ok((certificate, SealedHolder { name: row.bytes("holder_name")?, code: row.bytes("holder_code")? }))
}

type Found = Result<Option<(Certificate, SealedHolder)>, StoreError>;

/// One certificate with its sealed fields.
pub fn certificate(tx: &mut Tx<'_>, region: &Region, id: CertificateId) -> Found {
    tx.row(&format!("SELECT {COLUMNS} FROM certificate WHERE region = $1 AND id = $2"), vals![region, id])?
        .as_ref()
        .map(read)
        .transpose()
}

/// A certificate by its identifier.
pub fn certificate_by_code(tx: &mut Tx<'_>, region: &Region, code: &CertificateCode) -> Found {
    tx.row(
        &format!("SELECT {COLUMNS} FROM certificate WHERE region = $1 AND code = $2"),
        vals![region, code.to_string()],
    )?
    .as_ref()
    .map(read)
    .transpose()
}

/// What a case gave out.
pub fn certificate_of_case(tx: &mut Tx<'_>, region: &Region, case: CaseId) -> Found {
    tx.row(&format!("SELECT {COLUMNS} FROM certificate WHERE region = $1 AND case_id = $2"), vals![region, case])?
        .as_ref()
        .map(read)
        .transpose()
}

/// The after-image of a certificate.
pub fn certificate_change(region: &Region, c: &Certificate, s: &SealedHolder) -> Change {
    let mut row = vec![
        ("region", Val::from(region)),
        ("id", Val::from(c.id)),
        ("version", Val::from(c.version)),
        ("code", Val::from(c.code.as_ref().map(ToString::to_string))),
        ("number", Val::from(&c.number)),
        ("name", Val::from(&c.name)),
        ("kind_id", Val::from(c.kind)),
        ("issuer", Val::from(&c.issuer)),
        ("department_id", Val::from(c.department)),
        ("person_id", Val::from(c.person)),
        ("holder_kind", Val::from(c.holder_kind.as_str())),
        ("holder_name", Val::from(s.name.as_slice())),
        ("holder_code", Val::from(s.code.as_slice())),
        ("origin", Val::from(c.origin.as_str())),
        ("issued_on", Val::from(c.issued_on)),
        ("valid_from", Val::from(c.valid_from)),
        ("valid_to", Val::from(c.valid_to)),
        ("entered_at", Val::from(c.entered_at)),
        ("entered_by", Val::from(c.entered_by)),
        ("state", Val::from(c.state.as_str())),
    ];
    row.extend(origin_columns(&c.origin));
    let (end, sealing) = (c.state.end(), c.sealing.as_ref());
    let successor = match &c.state {
        State::Superseded(_, successor) => Some(*successor),
        State::InForce | State::Ended(..) => None,
    };
    row.extend([
        ("ended_at", Val::from(end.map(|e| e.at))),
        ("ended_by", Val::from(end.map(|e| e.by))),
        ("ended_why", Val::from(end.map(|e| e.reason.as_str()))),
        ("successor_id", Val::from(successor)),
        ("sealed_at", Val::from(sealing.map(|s| s.at))),
        ("sealed_by", Val::from(sealing.map(|s| s.by))),
        ("seal_reference", Val::from(sealing.map(|s| s.reference.as_str()))),
        ("paper_digest", Val::from(sealing.map(|s| s.paper_digest.as_str()))),
        ("sealed_digest", Val::from(sealing.map(|s| s.sealed_digest.as_str()))),
        ("answer_digest", Val::from(sealing.map(|s| s.answer_digest.as_str()))),
    ]);
    Change::put("certificate", row)
}

fn origin_columns(origin: &Origin) -> [(&'static str, Val); 7] {
    let (case, evidence) = match origin {
        Origin::Issued { case, case_no, item, item_name } => (Some((case, case_no, item, item_name)), None),
        Origin::Registered(evidence) => (None, Some(evidence)),
    };
    [
        ("case_id", Val::from(case.map(|c| *c.0))),
        ("case_no", Val::from(case.map(|c| c.1.as_str()))),
        ("item_id", Val::from(case.map(|c| *c.2))),
        ("item_name", Val::from(case.map(|c| c.3.as_str()))),
        ("link", Val::from(evidence.map(|e| e.link.as_str()))),
        ("original_seen", Val::from(evidence.map(|e| i64::from(e.original_seen)))),
        ("file_digest", Val::from(evidence.and_then(|e| e.file_digest.as_deref()))),
    ]
}

//! The certificate as a file (证照 PDF): what was sealed where there is a seal, else the page for printing.

use domain::{
    base::CertificateId,
    cases::ApplicantKind,
    certificates::{Certificate, Origin},
    people::{Act, Desk},
};
use jiff::civil::Date;
use papers::documents::{CertificatePaper, DocumentFlaw, Fonts, MissingGlyph, certificate_pdf};
use store::{
    StoreError, Tx, base,
    certificates::{self as rows, SealedHolder},
    people,
};

use super::step::{check_of, load, opened};
use crate::{
    Bureau, Failure,
    cases::{ProgressRefusal, progress},
};

/// Why there is no file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PaperRefusal {
    /// Registered from elsewhere: the paper is the issuer's.
    #[error("这本证照由外单位颁发，本系统不制作，请到发证机关的系统下载")]
    Elsewhere,
    /// The holder's particulars were erased.
    #[error("持证人的信息已按要求删除，不能再出证照文件")]
    Erased,
    /// It counts no more.
    #[error("这本证照{0}，不再提供下载")]
    Over(&'static str),
    /// The writer.
    #[error("{0}")]
    Writer(DocumentFlaw),
    /// Number and query password.
    #[error(transparent)]
    Progress(#[from] ProgressRefusal),
}

/// A file to save or to show.
#[derive(Debug, Clone)]
pub struct CertificateFile {
    /// Name to save it under.
    pub name: String,
    /// The file.
    pub bytes: Vec<u8>,
    /// Characters that no font of this machine has.
    pub missing: Vec<MissingGlyph>,
}

/// The certificate's words; `origin` is where the public reaches this site.
fn words(
    bureau: &Bureau,
    tx: &mut Tx<'_>,
    (certificate, sealed): (&Certificate, &SealedHolder),
    origin: &str,
) -> Result<Result<CertificatePaper, PaperRefusal>, StoreError> {
    let item = match &certificate.origin {
        Origin::Issued { item_name, .. } => item_name.clone(),
        Origin::Registered(_) => return Ok(Err(PaperRefusal::Elsewhere)),
    };
    let Some(code) = &certificate.code else { return Ok(Err(PaperRefusal::Elsewhere)) };
    let Some((name, number)) = opened(bureau, tx, certificate.person, sealed)? else {
        return Ok(Err(PaperRefusal::Erased));
    };
    let sample = base::county(tx, bureau.region())?.is_some_and(|c| c.sample);
    let (holder, number_label) = match certificate.holder_kind {
        ApplicantKind::Person => ("持证人", "身份证号码"),
        ApplicantKind::Organisation => ("持证单位", "信用代码"),
    };
    let check = check_of(bureau, code);
    let until = certificate.valid_to.map_or_else(|| "长期".to_owned(), written);
    let rows = [
        (holder, name),
        (number_label, number),
        ("办理事项", item),
        ("发证机关", certificate.issuer.clone()),
        ("有效期", format!("{}至{until}", written(certificate.valid_from))),
    ];
    Ok(Ok(CertificatePaper {
        title: certificate.name.clone(),
        number: certificate.number.clone(),
        rows: rows.into_iter().map(|(label, value)| (label.to_owned(), value)).collect(),
        issuer: certificate.issuer.clone(),
        date: written(certificate.issued_on),
        link: format!("{origin}/certificates/verify?code={code}&check={check}"),
        code: code.to_string(),
        check,
        practice: if sample { "样例，不具效力".to_owned() } else { String::new() },
        seal_note: "（加盖发证机关印章后有效）".to_owned(),
    }))
}

fn written(day: Date) -> String {
    format!("{}年{}月{}日", day.year(), day.month(), day.day())
}

fn file(bureau: &Bureau, paper: &CertificatePaper) -> Result<CertificateFile, PaperRefusal> {
    let fonts = Fonts::find(&[bureau.home().fonts()]);
    let pdf = certificate_pdf(paper, &fonts).map_err(PaperRefusal::Writer)?;
    Ok(CertificateFile { name: file_name(&paper.title, &paper.number, "pdf"), bytes: pdf.bytes, missing: pdf.missing })
}

fn file_name(name: &str, number: &str, ending: &str) -> String {
    format!("{name} {number}.{ending}")
}

/// What a certificate has to show: the file that was sealed, or the words of the page.
enum Shown {
    Sealed(CertificateFile),
    Words(Box<CertificatePaper>),
}

type Found = Result<Shown, PaperRefusal>;

/// The sealed file where there is one; what its digest does not fit is not given out.
fn shown(
    bureau: &Bureau,
    tx: &mut Tx<'_>,
    (certificate, sealed): (&Certificate, &SealedHolder),
    origin: &str,
) -> Result<Found, StoreError> {
    let region = bureau.region();
    let (Some(sealing), Some(kept)) = (&certificate.sealing, rows::certificate_file(tx, region, certificate.id)?)
    else {
        return Ok(words(bureau, tx, (certificate, sealed), origin)?.map(|w| Shown::Words(Box::new(w))));
    };
    let Some(key) = people::open_key(tx, region, bureau.vault(), certificate.person)? else {
        return Ok(Err(PaperRefusal::Erased));
    };
    let bytes = key.open_bytes(region, "certificate_file", &kept.file)?;
    if store::digest(&bytes) != sealing.sealed_digest {
        let (place, why) = ("certificate_file".to_owned(), "盖章文件与登记的摘要不一致".to_owned());
        return Err(StoreError::Corrupt { place, why });
    }
    let ending = if bytes.starts_with(b"%PDF-") { "pdf" } else { "ofd" };
    let name = file_name(&certificate.name, &certificate.number, ending);
    Ok(Ok(Shown::Sealed(CertificateFile { name, bytes, missing: Vec::new() })))
}

fn made(bureau: &Bureau, found: Found) -> Result<CertificateFile, Failure<PaperRefusal>> {
    match found.map_err(Failure::Refused)? {
        Shown::Sealed(file) => Ok(file),
        Shown::Words(words) => file(bureau, &words).map_err(Failure::Refused),
    }
}

/// The file of a certificate for staff.
pub fn paper(
    bureau: &Bureau,
    desk: &Desk,
    id: CertificateId,
    origin: &str,
) -> Result<CertificateFile, Failure<PaperRefusal>> {
    bureau.may(desk, Act::CertificateView)?;
    let found = bureau.db().read(|tx| match load::<PaperRefusal>(bureau, tx, desk, id, None) {
        Ok(it) => Ok(Ok(shown(bureau, tx, (&it.certificate, &it.sealed), origin)?)),
        Err(failure) => Ok(Err(failure)),
    })??;
    made(bureau, found)
}

/// The page without a seal, as it goes to the seal service.
pub(super) fn unsealed(
    bureau: &Bureau,
    desk: &Desk,
    id: CertificateId,
    origin: &str,
) -> Result<CertificateFile, Failure<PaperRefusal>> {
    let words = bureau.db().read(|tx| match load::<PaperRefusal>(bureau, tx, desk, id, None) {
        Ok(it) => Ok(Ok(words(bureau, tx, (&it.certificate, &it.sealed), origin)?)),
        Err(failure) => Ok(Err(failure)),
    })??;
    let words = words.map_err(Failure::Refused)?;
    // Where the seal will be, nothing is said of it.
    file(bureau, &CertificatePaper { seal_note: String::new(), ..words }).map_err(Failure::Refused)
}

/// The same for the applicant, by number and query password of the case. What counts no more is not given out.
pub fn case_paper(
    bureau: &Bureau,
    desk: &Desk,
    (case_no, password): (&str, &str),
    origin: &str,
) -> Result<CertificateFile, Failure<PaperRefusal>> {
    let progress = progress(bureau, desk, case_no, password).map_err(|f| f.map(PaperRefusal::from))?;
    if !progress.may_act {
        // The digits of the mobile show how far it is; they give nothing out.
        return Err(Failure::Refused(ProgressRefusal::Wrong.into()));
    }
    let (region, today) = (bureau.region(), bureau.today());
    let found = bureau.db().read(|tx| {
        let Some((certificate, sealed)) = rows::certificate_of_case(tx, region, progress.case.id)? else {
            return Ok(None);
        };
        if certificate.state.end().is_some() {
            return Ok(Some(Err(PaperRefusal::Over(certificate.standing(today).label()))));
        }
        shown(bureau, tx, (&certificate, &sealed), origin).map(Some)
    })?;
    made(bureau, found.ok_or(Failure::NotFound)?)
}

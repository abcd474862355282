//! What the seal service gave back (盖章文件): the file and the whole answer, sealed under the holder's key, written once
//! and vouched for by the digest in its event.

use domain::base::{CertificateId, Region};

use crate::{
    seam::{StoreError, Tx},
    vals,
};

/// A sealed certificate's file and the answer it came in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SealedFile {
    /// The file, sealed under the holder's key.
    pub file: Vec<u8>,
    /// The service's whole answer, sealed alike.
    pub answer: Vec<u8>,
}

/// Writes it down. A second one for the same certificate is refused by its key.
pub fn keep_certificate_file(
    tx: &mut Tx<'_>,
    region: &Region,
    id: CertificateId,
    file: &SealedFile,
) -> Result<(), StoreError> {
    tx.run(
        "INSERT INTO certificate_file (region, certificate_id, file, answer) VALUES ($1, $2, $3, $4)",
        vals![region, id, file.file.as_slice(), file.answer.as_slice()],
    )
    .map(|_| ())
}

/// The file of a certificate; `None` where it bears no seal.
pub fn certificate_file(tx: &mut Tx<'_>, region: &Region, id: CertificateId) -> Result<Option<SealedFile>, StoreError> {
    tx.row("SELECT file, answer FROM certificate_file WHERE region = $1 AND certificate_id = $2", vals![region, id])?
        .map(|r| Ok(SealedFile { file: r.bytes("file")?, answer: r.bytes("answer")? }))
        .transpose()
}

//! A document as a file to save (公文文件): docx, or PDF laid out with the fonts of this machine. One way for letters,
//! orders, bulletins and reports, so that a flaw is told in the same words everywhere.

use papers::documents::{Document, DocumentFlaw, Fonts, MissingGlyph};

use crate::{Bureau, Failure};

/// Why a file was not made; the sentence is the writer's.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{flaw}")]
pub struct PaperRefusal {
    /// What the writer says.
    pub flaw: DocumentFlaw,
}

/// A file to save.
#[derive(Debug, Clone)]
pub struct PaperFile {
    /// Name to save it under.
    pub name: String,
    /// The file.
    pub bytes: Vec<u8>,
    /// It is a PDF; a docx else.
    pub is_pdf: bool,
    /// Characters that no font of this machine has; empty for docx.
    pub missing: Vec<MissingGlyph>,
}

/// Writes a document under a name without its ending.
pub(crate) fn printed(
    bureau: &Bureau,
    document: &Document,
    name: &str,
    is_pdf: bool,
) -> Result<PaperFile, Failure<PaperRefusal>> {
    let refused = |flaw| Failure::Refused(PaperRefusal { flaw });
    if is_pdf {
        let pdf = papers::documents::pdf(document, &Fonts::find(&[bureau.home().fonts()])).map_err(refused)?;
        return Ok(PaperFile { name: format!("{name}.pdf"), bytes: pdf.bytes, is_pdf, missing: pdf.missing });
    }
    let bytes = papers::documents::docx(document).map_err(refused)?;
    Ok(PaperFile { name: format!("{name}.docx"), bytes, is_pdf, missing: Vec::new() })
}

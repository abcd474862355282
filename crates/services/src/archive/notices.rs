//! The papers of a case as they go into its package (随卷文书): what was printed, in the clear, as PDF. A copy made from the
//! journal says that it is one: it bears no seal.

use domain::{
    archive::PackedNotice,
    cases::{Case, Named, Notice, NoticeKind, notice},
};
use papers::documents::{Block, Document, DocumentFlaw, Fonts, Heading, HeadingLevel, Run, Signature, pdf};

use crate::Bureau;

/// Said at the foot of each.
const COPY: &str = "本页是按归档时的登记内容生成的归档副本，没有印章。";

/// All papers that the case has had, in the order of its life.
pub(super) fn kept(case: &Case, named: &Named<'_>) -> Vec<Notice> {
    NoticeKind::KEPT.into_iter().filter_map(|kind| notice(kind, case, named)).collect()
}

/// Where they stand in the package: `文书/01受理通知书.pdf`.
pub(super) fn packed(notices: &[Notice], folder: &str) -> Vec<PackedNotice> {
    let one = |(i, n): (usize, &Notice)| PackedNotice {
        path: format!("{folder}/{:02}{}.pdf", i + 1, n.name),
        title: n.name.clone(),
        kind: "pdf".into(),
    };
    notices.iter().enumerate().map(one).collect()
}

/// Where the picture of the matter stands, behind so many papers.
pub(super) fn packed_picture(folder: &str, papers: usize) -> PackedNotice {
    let title = "一件事办到哪里了".to_owned();
    PackedNotice { path: format!("{folder}/{:02}{title}.svg", papers + 1), title, kind: "svg".into() }
}

/// Each as PDF.
///
/// # Errors
/// [`DocumentFlaw::NoFont`] on a machine without Chinese fonts.
pub(super) fn printed(
    bureau: &Bureau,
    notices: &[Notice],
    case_no: &str,
    sample: bool,
) -> Result<Vec<Vec<u8>>, DocumentFlaw> {
    if notices.is_empty() {
        return Ok(Vec::new());
    }
    let fonts = Fonts::find(&[bureau.home().fonts()]);
    notices.iter().map(|n| pdf(&document(n, case_no, sample), &fonts).map(|pdf| pdf.bytes)).collect()
}

fn document(notice: &Notice, case_no: &str, sample: bool) -> Document {
    let plain = |text: &str| Block::Paragraph(vec![Run::plain(text)]);
    let row = |(label, value): &(String, String)| {
        Block::Paragraph(vec![Run::bold(format!("{label}：")), Run::plain(value.replace('\n', "；"))])
    };
    let mut blocks: Vec<Block> = notice.rows.iter().map(row).collect();
    if !notice.list.is_empty() {
        blocks.push(Block::Heading(Heading {
            level: HeadingLevel::One,
            number: String::new(),
            text: notice.heading.clone(),
        }));
        blocks.extend(notice.list.iter().enumerate().map(|(i, line)| plain(&format!("{}. {line}", i + 1))));
    }
    blocks.extend(notice.words.iter().map(|words| plain(words)));
    blocks.push(plain(if sample { "样例，不具效力。" } else { COPY }));
    blocks.push(Block::Signature(Signature { unit: notice.seal.clone(), date: notice.day.clone() }));
    Document {
        title: vec![notice.name.clone()],
        subtitle: Some(format!("办件编号 {case_no}")),
        blocks,
        ..Document::default()
    }
}

//! The letters as papers (任命书、授权书): one value from the county's words, as docx and as PDF. The seal is the
//! department's own, on the printed paper.

use domain::{
    base::{AppointmentId, LetterId},
    delegates::{Wording, powers_text},
    people::Desk,
};
use jiff::civil::Date;
use papers::documents::{Align, Block, Column, Document, Run, Signature, Table, TableCell};

use super::{AppointmentView, LetterView, Listing, NamedItem, appointment, letter};
use crate::{
    Bureau, Failure,
    base::{PaperFile, PaperRefusal, printed},
};

/// Which letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LetterPaper {
    /// 任命书.
    Appointment(AppointmentId),
    /// 授权书.
    Authorization(LetterId),
}

/// Prints a letter that the asker may see, as PDF or as docx.
pub fn print(
    bureau: &Bureau,
    desk: &Desk,
    which: LetterPaper,
    as_pdf: bool,
) -> Result<PaperFile, Failure<PaperRefusal>> {
    let never = |e: Failure<crate::Never>| e.map(|never| match never {});
    let (document, name) = match which {
        LetterPaper::Appointment(id) => {
            let view = appointment(bureau, desk, id).map_err(never)?;
            (of_appointment(&view), format!("任命书 {}", view.letter.doc_no))
        }
        LetterPaper::Authorization(id) => {
            let view = letter(bureau, desk, id).map_err(never)?;
            (of_letter(&view), format!("授权书 {}", view.letter.doc_no))
        }
    };
    printed(bureau, &document, &name, as_pdf)
}

/// What stands in braces, and what for.
type Words<'a> = [(&'a str, String)];

fn filled(text: &str, words: &Words<'_>) -> String {
    words.iter().fold(text.to_owned(), |text, (name, word)| text.replace(&format!("{{{name}}}"), word))
}

fn written(day: Date) -> String {
    format!("{}年{}月{}日", day.year(), day.month(), day.day())
}

fn roster(on: bool) -> String {
    if on { "在编" } else { "非在编" }.to_owned()
}

fn document(wording: &Wording, doc_no: &str, words: &Words<'_>, more: Vec<Block>, signed: (&str, Date)) -> Document {
    let mut blocks: Vec<Block> =
        wording.paragraphs.iter().map(|p| Block::Paragraph(vec![Run::plain(filled(p, words))])).collect();
    blocks.push(Block::Signature(Signature { unit: signed.0.to_owned(), date: written(signed.1) }));
    blocks.extend(more);
    Document {
        title: vec![wording.title.clone()],
        subtitle: None,
        byline: Some(doc_no.to_owned()),
        recipient: (!wording.recipient.is_empty()).then(|| filled(&wording.recipient, words)),
        blocks,
    }
}

fn of_appointment(view: &AppointmentView) -> Document {
    let a = &view.letter;
    let years = match view.stay_months {
        months if months.is_multiple_of(12) => format!("{}年", months / 12),
        months => format!("{months}个月"),
    };
    let words = [
        ("person", a.person_name.clone()),
        ("department", a.department_name.clone()),
        ("rank", a.rank.clone()),
        ("roster", roster(a.on_roster)),
        ("from", written(a.from)),
        ("years", years),
    ];
    document(&view.wording, &a.doc_no, &words, Vec::new(), (&a.department_name, a.from))
}

fn of_letter(view: &LetterView) -> Document {
    let (l, wording) = (&view.letter, &view.wording);
    let deputy = l.deputy.as_ref().map(|d| filled(&wording.deputy, &[("name", d.name.clone())]));
    let words = [
        ("department", l.department_name.clone()),
        ("representative", l.representative.name.clone()),
        ("rank", l.representative.rank.clone()),
        ("roster", roster(l.representative.on_roster)),
        ("deputy", deputy.unwrap_or_default()),
        ("powers", powers_text(&l.powers)),
        ("scope", scope(view)),
        ("valid_from", written(l.valid_from)),
        ("valid_to", written(l.valid_to)),
    ];
    let mut lists = Vec::new();
    lists.extend(table("授权事项", &view.listed));
    lists.extend(table("不授权事项", &view.excluded));
    document(wording, &l.doc_no, &words, lists, (&l.department_name, l.valid_from))
}

fn scope(view: &LetterView) -> String {
    let out = match view.excluded.len() {
        0 => String::new(),
        n => format!("，表列{n}项除外"),
    };
    match &view.letter.scope.listing {
        Listing::All => format!("本部门全部事项{out}"),
        Listing::Listed(items) => format!("表列{}项{out}", items.len()),
    }
}

/// The items by name; nothing where there are none.
fn table(caption: &str, items: &[NamedItem]) -> Option<Block> {
    let column = |head: &str, width, align| Column { head: head.to_owned(), width, align };
    let row = |(n, item): (usize, &NamedItem)| {
        vec![TableCell::from((n + 1).to_string()), TableCell::from(&*item.name), TableCell::from(&*item.code)]
    };
    (!items.is_empty()).then(|| {
        Block::Table(Table {
            caption: caption.to_owned(),
            columns: vec![
                column("序号", 2, Align::Centre),
                column("事项", 12, Align::Left),
                column("编码", 10, Align::Left),
            ],
            rows: items.iter().enumerate().map(row).collect(),
        })
    })
}

#[cfg(test)]
mod tests {
    use domain::delegates::LetterKind;

    use super::*;

    #[test]
    fn what_the_words_may_name_is_filled_in() {
        assert_eq!(LetterKind::Appointment.names(), ["person", "department", "rank", "roster", "from", "years"]);
        let names =
            ["department", "representative", "rank", "roster", "deputy", "powers", "scope", "valid_from", "valid_to"];
        assert_eq!(LetterKind::Authorization.names(), names);
        let words = [("person", "周敏".to_owned()), ("rank", "股级".to_owned())];
        assert_eq!(filled("{person}同志（{rank}）", &words), "周敏同志（股级）");
    }
}

//! The sample county's representatives (样例首席事务代表): departments with letters, one whose letter ended, one whose ends
//! soon, one in office without a letter, and the rest with nobody, so that every page has something to show.
//!
//! Deliberately not here: which departments; a table says.

use domain::people::{Desk, Staff};
use jiff::{ToSpan as _, civil::Date};

use super::{
    catalogue::Catalogue,
    create::SampleFault,
    rows,
    staff::SampleStaff,
    tables::{Line, Table, TableFault},
};
use crate::{
    Bureau,
    delegates::{AppointForm, AuthoriseForm, FileForm, appoint, authorise, file_appointment, file_letter, publish},
};

/// `ends` counts days from today; empty = in office without a letter. `excluded` is the name of an item.
const LETTERS: Table =
    rows::table!("delegates.tsv", "department", "rank", "on_roster", "word", "ends", "excluded", "filed", "published");

const POWERS: [&str; 5] = ["accept", "review", "decide", "seal", "issue"];

/// Names and authorises representatives from the day of the opening on, as the editor would.
pub(super) fn load(
    bureau: &Bureau,
    (catalogue, staff): (&Catalogue, &SampleStaff),
    today: Date,
) -> Result<(), SampleFault> {
    let editor = staff.editor.as_ref().ok_or(TableFault {
        table: "delegates.tsv",
        row: 0,
        why: "用不了：没有事项编制人员".into(),
    })?;
    let desk = Desk::of(editor.clone(), "办公室");
    let opening = bureau.today();
    for line in LETTERS.lines()? {
        let key = line.text("department")?;
        let (id, _) = catalogue.departments.get(key).ok_or_else(|| line.place.fault(format!("没有部门“{key}”")))?;
        let person = staff.approvers.get(key).ok_or_else(|| SampleFault::NoApprover(key.into()))?;
        let (word, filed) = (line.text("word")?, line.cell("filed")? == "yes");
        let form = AppointForm {
            department: id.get(),
            person: person.id.get(),
            rank: line.text("rank")?.into(),
            on_roster: line.cell("on_roster")? == "yes",
            doc_no: format!("青{word}任〔{}〕1号", opening.year()),
            from: opening.to_string(),
        };
        let office = appoint(bureau, &desk, &form, None)?;
        let on_record = |id: i64, n: &str| FileForm {
            id,
            version: 1,
            on: opening.to_string(),
            filing_no: format!("青政务备〔{}〕{word}{n}号", opening.year()),
        };
        if filed {
            file_appointment(bureau, &desk, &on_record(office.get(), "1"), None)?;
        }
        let Some(form) = letter(&line, catalogue, (person, id.get()), (opening, today))? else { continue };
        let id = authorise(bureau, &desk, &form, None)?;
        let version = if filed { file_letter(bureau, &desk, &on_record(id.get(), "2"), None)? } else { 1 };
        if line.cell("published")? == "yes" {
            publish(bureau, &desk, (id, version), None)?;
        }
    }
    Ok(())
}

/// The letter of a line; `None` where it has none.
fn letter(
    line: &Line,
    catalogue: &Catalogue,
    (person, department): (&Staff, i64),
    (opening, today): (Date, Date),
) -> Result<Option<AuthoriseForm>, TableFault> {
    let ends = match line.cell("ends")? {
        "" => return Ok(None),
        text => text.parse::<i32>().map_err(|_| line.place.fault("ends 不是天数"))?,
    };
    let excluded = match line.cell("excluded")? {
        "" => Vec::new(),
        name => {
            let item = catalogue.items.iter().find(|i| i.content.name == name);
            vec![item.ok_or_else(|| line.place.fault(format!("没有事项“{name}”")))?.id.get()]
        }
    };
    Ok(Some(AuthoriseForm {
        department,
        person: person.id.get(),
        all_items: true,
        excluded,
        powers: POWERS.map(str::to_owned).to_vec(),
        doc_no: format!("青{}授〔{}〕1号", line.text("word")?, opening.year()),
        valid_from: opening.to_string(),
        valid_to: today.saturating_add(ends.days()).to_string(),
        ..AuthoriseForm::default()
    }))
}

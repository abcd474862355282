//! Who may decide what in the hall, for everybody (授权公示): letters that are published and hold today. Names, offices,
//! departments and numbers of letters alone; nothing else of a person.

use domain::{
    delegates::{AuthorizationLetter, Listing},
    people::{Act, Desk},
};
use store::{delegates as rows, people};

use super::letter_view::{NamedItem, named};
use crate::{Bureau, Failure, Never};

/// One published letter.
#[derive(Debug, Clone)]
pub struct NoticeLine {
    /// The letter.
    pub letter: AuthorizationLetter,
    /// Where the department's window is; `None` = not known.
    pub window_no: Option<u16>,
    /// Items listed; `None` = all of the department.
    pub listed: Option<Vec<NamedItem>>,
    /// Items taken out.
    pub excluded: Vec<NamedItem>,
}

/// The notice, by department.
pub fn notice(bureau: &Bureau, desk: &Desk) -> Result<Vec<NoticeLine>, Failure<Never>> {
    bureau.may(desk, Act::DelegateNotice)?;
    let (region, today) = (bureau.region(), bureau.today());
    Ok(bureau.db().read(|tx| {
        let departments = people::departments(tx, region)?;
        let shown = rows::letters(tx, region)?.into_iter().filter(|l| l.published_on.is_some() && l.holds_on(today));
        let mut lines = Vec::new();
        for letter in shown {
            let listed = match &letter.scope.listing {
                Listing::All => None,
                Listing::Listed(items) => {
                    let open = items.difference(&letter.scope.excluded).copied();
                    Some(named(tx, region, letter.department, open)?)
                }
            };
            let excluded = match &listed {
                Some(_) => Vec::new(),
                None => named(tx, region, letter.department, letter.scope.excluded.iter().copied())?,
            };
            let window_no = departments.iter().find(|d| d.id == letter.department).and_then(|d| d.window_no);
            lines.push(NoticeLine { letter, window_no, listed, excluded });
        }
        Ok(lines)
    })?)
}

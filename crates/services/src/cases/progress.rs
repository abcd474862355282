//! Public progress (进度查询) by number and query password. Unknown number and wrong password look
//! the same; guessing is slowed per number, and per address so that nobody sweeps many numbers.

use domain::{
    cases::{Case, CaseNo},
    people::{Act, Desk},
};
use jiff::SignedDuration;
use store::{
    StoreError, base, cases as rows,
    people::{self, Limit},
};

use super::{
    outlook::{Outlook, outlook, waiting_for},
    view::particulars,
};
use crate::{Bureau, Failure};

const WINDOW: SignedDuration = SignedDuration::from_hours(1);
/// Wrong passwords for one number.
const TRIES: i64 = 10;
/// Wrong ones from one address, whatever the number.
const TRIES_FROM: i64 = 30;

/// Why nothing is shown.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ProgressRefusal {
    /// Not a number.
    #[error("{0}")]
    Number(String),
    /// Number or password; which one is not told.
    #[error("编号或查询密码不对，请照回执核对")]
    Wrong,
    /// Too many tries.
    #[error("试错太多次，请 1 小时后再查，或拨 12345 咨询")]
    Later,
}

/// What the applicant sees.
#[derive(Debug, Clone)]
pub struct Progress {
    /// The case.
    pub case: Case,
    /// Name, masked.
    pub applicant: String,
    /// Deciding department.
    pub department: String,
    /// Its telephone; may be empty.
    pub phone: String,
    /// Due day from today.
    pub outlook: Outlook,
    /// 等谁.
    pub waiting_for: String,
}

/// Looks a case up for the public.
pub fn progress(
    bureau: &Bureau,
    desk: &Desk,
    case_no: &str,
    password: &str,
) -> Result<Progress, Failure<ProgressRefusal>> {
    bureau.may(desk, Act::ProgressView)?;
    let no = CaseNo::parse(case_no).map_err(|f| Failure::Refused(ProgressRefusal::Number(f.to_string())))?;
    // Printed in two groups of four; people type the gap, or a dash.
    let password = domain::base::fold_code(password);
    let (region, now) = (*bureau.region(), bureau.now());
    let since = now - WINDOW;
    let limits = vec![
        Limit { kind: "progress", subject: no.as_str().to_owned(), since, most: TRIES },
        Limit { kind: "progress_from", subject: desk.terminal.clone(), since, most: TRIES_FROM },
    ];
    let nonce = (bureau.rng().u64() >> 1) as i64;
    let noted = limits.clone();
    if !bureau.db().write(move |tx| people::try_attempt(tx, &region, &noted, now, nonce))? {
        return Err(Failure::Refused(ProgressRefusal::Later));
    }
    let found = bureau.db().read(|tx| {
        let Some((case, sealed)) = rows::case_by_no(tx, &region, &no)? else { return Ok(None) };
        let (particulars, right) = particulars(bureau, tx, &case, &sealed)?;
        if right.is_empty() || !same(&right, &password) {
            return Ok(None);
        }
        let calendar = base::calendar(tx, &region)?;
        let department = people::department(tx, &region, case.department)?.ok_or_else(|| StoreError::Corrupt {
            place: "service_case.department_id".into(),
            why: "没有这个部门".into(),
        })?;
        Ok(Some(Progress {
            applicant: particulars.name,
            outlook: outlook(case.due.on, case.stage.is_finished(), bureau.today(), &calendar),
            waiting_for: waiting_for(&case.stage, &department.name),
            department: department.name,
            phone: department.phone,
            case,
        }))
    })?;
    let Some(progress) = found else { return Err(Failure::Refused(ProgressRefusal::Wrong)) };
    bureau.db().write(move |tx| people::clear_attempt(tx, &region, &limits, now, nonce))?;
    Ok(progress)
}

/// Compares without telling by its time where the first difference is.
fn same(a: &str, b: &str) -> bool {
    a.len() == b.len() && a.bytes().zip(b.bytes()).fold(0, |d, (x, y)| d | (x ^ y)) == 0
}

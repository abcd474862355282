//! Whether somebody may take, check, decide and hand over an item in one sitting (当场办): the item can be decided at the
//! window, and letters in force give them what the sitting uses.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::{AtWindow, Authority, AuthorizationLetter, Power, authority, powers_text};
use crate::base::{DepartmentId, ItemId, StaffId};

/// What every sitting uses; the certificate that some items give asks for [`Power::Issue`] besides.
pub const SITTING: [Power; 3] = [Power::Accept, Power::Review, Power::Decide];

/// Why not, in one sentence each; the usual intake stays open.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotSitting {
    /// The item cannot be decided at the window.
    #[error("“{0}”不能当场办：{1}。请按通常方式收件")]
    NotAtWindow(String, String),
    /// No letter in force names them for the item.
    #[error("“{0}”没有授权给您，不能当场办。请按通常方式收件，转部门办理")]
    NoLetter(String),
    /// Letters name them, but do not give all that is used.
    #[error("授权书没有给您“{0}”的{1}权限，不能当场办。请按通常方式收件，转部门办理")]
    Lacking(String, String),
}

impl NotSitting {
    /// Stable code for the API and for tests.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NotAtWindow(..) => "not_at_window",
            Self::NoLetter(_) => "no_letter",
            Self::Lacking(..) => "power_missing",
        }
    }
}

/// The authority to decide under which somebody may sit an item through on a day. `issues` = it gives out a certificate.
///
/// # Errors
/// [`NotSitting`].
pub fn may_sit(
    (item, department, name): (ItemId, DepartmentId, &str),
    (at_window, issues): (&AtWindow, bool),
    letters: &[AuthorizationLetter],
    staff: StaffId,
    on: Date,
) -> Result<Authority, NotSitting> {
    if !at_window.can() {
        return Err(NotSitting::NotAtWindow(name.to_owned(), at_window.label()));
    }
    let under = |power| authority(letters, (item, department), staff, power, on);
    let used = SITTING.into_iter().chain(issues.then_some(Power::Issue));
    let lacking: BTreeSet<Power> = used.filter(|power| under(*power).is_none()).collect();
    match under(Power::Decide) {
        Some(authority) if lacking.is_empty() => Ok(authority),
        Some(_) | None if Power::ALL.into_iter().any(|power| under(power).is_some()) => {
            Err(NotSitting::Lacking(name.to_owned(), powers_text(&lacking)))
        }
        Some(_) | None => Err(NotSitting::NoLetter(name.to_owned())),
    }
}

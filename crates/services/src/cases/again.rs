//! Applying once more (再办一件, 沿用): whoever opens an earlier case with number and query password need not type again
//! what stands in it. The whole values stay on the server.
//!
//! The password proves the case, not the person: whoever applies online may give anybody's ID number. So only what
//! stands in that very case is used again, and certificates alone where the case was taken in at a window.

use domain::{
    base::{ItemId, PersonId, mask_citizen_id, mask_mobile},
    cases::{ApplicantKind, CaseNo, Channel, Stage, is_given},
    catalogue::form_of,
    people::Desk,
};
use serde::Serialize;
use store::{StoreError, Tx, cases as rows, catalogue, people};

use super::{
    apply::{ApplyRefusal, Begun, drafted, let_in},
    open::{AcceptForm, AcceptRefusal},
    progress::ProgressRefusal,
    reusable::{Reusable, learn, particulars},
    view::opened,
};
use crate::{Bureau, Failure};

/// An earlier case that its applicant has opened, with what it holds for a new one.
pub struct Again {
    /// 办件编号.
    pub case_no: String,
    /// Its item.
    pub item_name: String,
    before: Reusable,
    code: String,
    person: PersonId,
    channel: Channel,
    draft: bool,
}

impl std::fmt::Debug for Again {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Again").field("case_no", &self.case_no).finish_non_exhaustive()
    }
}

impl Again {
    /// Person or organisation.
    #[must_use]
    pub fn kind(&self) -> ApplicantKind {
        self.before.kind
    }

    /// Whether it has not been sent in yet.
    #[must_use]
    pub fn is_draft(&self) -> bool {
        self.draft
    }

    /// Name, contact and mobile as a page may show them.
    #[must_use]
    pub fn masked(&self) -> String {
        self.before.masked()
    }

    /// Mobile, masked.
    #[must_use]
    pub fn masked_phone(&self) -> String {
        mask_mobile(&self.before.phone)
    }

    /// The number of the paper: a person's masked, an organisation's whole, as it is public.
    #[must_use]
    pub fn masked_code(&self) -> String {
        match self.before.kind {
            ApplicantKind::Person => mask_citizen_id(&self.code),
            ApplicantKind::Organisation => self.code.clone(),
        }
    }

    /// What stands in it.
    pub(crate) fn before(&self) -> &Reusable {
        &self.before
    }

    /// The number of the paper, whole: for filling it in on the server.
    pub(crate) fn code(&self) -> &str {
        &self.code
    }

    /// Whose certificates may be used: somebody stood at a window with the paper, so that the number is theirs.
    pub(crate) fn holder(&self) -> Option<PersonId> {
        match self.channel {
            Channel::Window => Some(self.person),
            Channel::Online | Channel::Station | Channel::Upstream | Channel::Import => None,
        }
    }
}

/// Opens an earlier case for a new application for `item`. Guessing is slowed as for progress; the last digits of the
/// mobile open nothing.
pub fn again(
    bureau: &Bureau,
    desk: &Desk,
    (case_no, password): (&str, &str),
    item: i64,
) -> Result<Again, Failure<ApplyRefusal>> {
    let found = again_for(bureau, desk, (case_no, password), &[ItemId::new(item)])?;
    found.into_iter().next().ok_or(Failure::Refused(ApplyRefusal::Door(ProgressRefusal::Wrong)))
}

/// The same for several items at once (一件事), in their order: one proof, one try.
pub(crate) fn again_for(
    bureau: &Bureau,
    desk: &Desk,
    (case_no, password): (&str, &str),
    items: &[ItemId],
) -> Result<Vec<Again>, Failure<ApplyRefusal>> {
    let no = let_in(bureau, desk, case_no, password)?;
    let found = bureau.db().read(|tx| read(bureau, tx, &no, items))?;
    found.ok_or(Failure::Refused(ApplyRefusal::Door(ProgressRefusal::Wrong)))
}

fn read(bureau: &Bureau, tx: &mut Tx<'_>, no: &CaseNo, items: &[ItemId]) -> Result<Option<Vec<Again>>, StoreError> {
    let region = bureau.region();
    let Some((case, sealed)) = rows::case_by_no(tx, region, no)? else { return Ok(None) };
    let Some(key) = people::open_key(tx, region, bureau.vault(), case.person)? else { return Ok(None) };
    let before = particulars(region, &key, (&case, &sealed))?;
    let (Some(before), Some(code)) = (before, opened(&key, region, "code", &sealed.code)?) else {
        return Ok(None);
    };
    let draft = case.stage == Stage::Draft;
    let mut of = |item: &ItemId| {
        let mut before = before.clone();
        learn(bureau, tx, (&key, *item), (&case, &sealed), &mut before)?;
        let (case_no, item_name, code) = (case.no.to_string(), case.item_name.clone(), code.clone());
        Ok(Again { case_no, item_name, before, code, person: case.person, channel: case.channel, draft })
    };
    items.iter().map(&mut of).collect::<Result<_, StoreError>>().map(Some)
}

/// What a new application says besides.
#[derive(Debug, Clone, Default, Serialize)]
pub struct AgainForm {
    /// Item.
    pub item: i64,
    /// Who applies for the organisation now; blank = as before.
    pub contact: String,
    /// Mobile; blank = as before.
    pub phone: String,
    /// Places of the materials that a certificate stands for: found by the caller in the register, chosen by the
    /// applicant.
    pub held: Vec<usize>,
}

/// Begins a draft for the same applicant, with the answers that stand in the earlier case. The same key gives the same
/// draft.
pub fn begin_again(
    bureau: &Bureau,
    desk: &Desk,
    (earlier, form): (&Again, &AgainForm),
    key: Option<&str>,
) -> Result<Begun, Failure<ApplyRefusal>> {
    let (region, item) = (bureau.region(), ItemId::new(form.item));
    let found = bureau.db().read(|tx| catalogue::item(tx, region, item))?;
    let item = found.ok_or(Failure::Refused(ApplyRefusal::Form(AcceptRefusal::Item)))?;
    let before = &earlier.before;
    let kept = |typed: &str, kept: &str| if typed.trim().is_empty() { kept } else { typed }.to_owned();
    let whole = AcceptForm {
        item: form.item,
        applicant: before.kind.as_str().to_owned(),
        code: earlier.code.clone(),
        name: before.name.clone(),
        contact: kept(&form.contact, &before.contact),
        phone: kept(&form.phone, &before.phone),
        held: form.held.clone(),
        answers: form_of(&item.content).map(|asked| {
            let mut offered = before.offers(&asked);
            // Who applies is said above, perhaps with another mobile, and fills its fields itself.
            offered.retain(|key, _| asked.field(key).is_none_or(|field| !is_given(field, before.kind)));
            offered
        }),
        ..AcceptForm::default()
    };
    let command = bureau.command(desk, "case.draft", key, &(&earlier.case_no, form));
    drafted(bureau, desk, (&whole, Channel::Online), command)
}

//! Public progress of a matter (一件事进度) by number and query password, or the last four digits of the mobile. Guessing is
//! slowed as for the progress of a case.

use domain::{
    base::mask_name,
    cases::{ApplicantKind, Stage},
    chains::{Certified, Filed, Finish, Holdup, MatterStage, MemberState, Steps, WholeNotice, holdups, owed, steps},
    people::{Act, Desk},
};
use jiff::civil::Date;
use store::{StoreError, Tx, chains as rows, people};

use super::{
    apply::opened_by,
    ground::Ground,
    refusal::MatterFailure,
    view::{sentences, state_words},
};
use crate::{
    Bureau,
    cases::{Right, opened},
};

/// What the applicant sees.
#[derive(Debug, Clone)]
pub struct MatterProgress {
    /// 一件事编号.
    pub matter_no: String,
    /// Version for an own act.
    pub version: i64,
    /// 一件事编码.
    pub chain_code: String,
    /// Version of the chain it was filed under.
    pub chain_version: i64,
    /// Name of the chain.
    pub chain_name: String,
    /// Name, masked for persons.
    pub applicant: String,
    /// Where it stands.
    pub stage: MatterStage,
    /// How it ended, and when.
    pub finish: Option<(Finish, Date)>,
    /// Received on.
    pub received_on: Date,
    /// Last day of the whole, as far as it is known.
    pub due_on: Option<Date>,
    /// Step list and headline.
    pub steps: Option<Steps>,
    /// 等谁.
    pub holdups: Vec<Holdup>,
    /// The one notice of what to supply.
    pub notice: Option<WholeNotice>,
    /// Members in the chain's order.
    pub members: Vec<ProgressMember>,
    /// What follows from members that came to nothing, in sentences.
    pub consequences: Vec<String>,
    /// Materials that are to follow (容缺), by place of the merged list, with their last days.
    pub owed: Vec<(usize, String, Date)>,
    /// Materials that were promised to follow, whose days run from acceptance.
    pub promised: Vec<String>,
    /// Materials that a certificate stands for: nobody asks for them.
    pub certified: Certified,
    /// Results that can be fetched now.
    pub ready: usize,
    /// Stars given; `None` = not rated.
    pub stars: Option<u8>,
    /// Name of the lead department.
    pub lead: String,
    /// Its telephone; may be empty.
    pub phone: String,
    /// The query password was given: the applicant may act on it.
    pub may_act: bool,
}

impl MatterProgress {
    /// A member's name by its key; empty where there is none.
    #[must_use]
    pub fn name_of(&self, key: &str) -> &str {
        self.members.iter().find(|m| m.key == key).map_or("", |m| &m.name)
    }
}

/// One member, for the applicant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProgressMember {
    /// Key in the chain.
    pub key: String,
    /// Name of its item.
    pub name: String,
    /// Its department.
    pub office: String,
    /// Where it stands.
    pub state: MemberState,
    /// Why it was dropped, in words; empty where it was not.
    pub words: String,
    /// Name and number of its result, once there is one.
    pub result: String,
}

/// Looks a matter up for the public.
pub fn progress(bureau: &Bureau, desk: &Desk, matter_no: &str, secret: &str) -> Result<MatterProgress, MatterFailure> {
    bureau.may(desk, Act::ProgressView)?;
    opened_by(bureau, desk, matter_no, secret, |tx, filed, right| told(bureau, tx, &filed, right))
}

fn told(bureau: &Bureau, tx: &mut Tx<'_>, filed: &Filed, right: Right) -> Result<MatterProgress, StoreError> {
    let (region, today) = (*bureau.region(), bureau.today());
    let ground = Ground::of(bureau, tx, filed)?;
    let lead = people::department(tx, &region, filed.lead)?;
    let (lead, phone) = lead.map(|d| (d.name, d.phone)).unwrap_or_default();
    let cases = rows::cases_of_matter(tx, &region, filed.matter.id)?;
    let plan = ground.plan(&filed.matter.members, today);
    let members = ground.chain.members.iter().map(|m| {
        let state = filed.matter.members.get(&m.key).cloned().unwrap_or(MemberState::Waiting);
        let id = filed.members.get(&m.key).and_then(|h| h.case);
        let case = cases.iter().find(|(c, _)| Some(c.id) == id).map(|(c, _)| c);
        let done = case.and_then(|c| c.stage.completion());
        ProgressMember {
            key: m.key.clone(),
            name: m.item.name.clone(),
            office: m.item.office.name.clone(),
            words: state_words(&state, case, &ground),
            result: done.map(|d| format!("{} {}", d.result_name, d.result_no).trim().to_owned()).unwrap_or_default(),
            state,
        }
    });
    Ok(MatterProgress {
        matter_no: filed.matter.no.to_string(),
        version: filed.matter.version,
        chain_code: filed.matter.chain_code.clone(),
        chain_version: filed.matter.chain_version,
        chain_name: filed.chain_name.clone(),
        applicant: applicant(bureau, tx, filed)?,
        stage: filed.stage(),
        finish: filed.matter.finish,
        received_on: filed.receipt.on,
        due_on: filed.due_on,
        steps: plan.as_ref().and_then(|p| steps(&ground.chain, &filed.matter, p).ok()),
        holdups: holdups(&ground.chain, &filed.matter, today),
        notice: filed.matter.notice.clone(),
        members: members.collect(),
        consequences: sentences(&ground, filed),
        owed: owed(&filed.materials).into_iter().map(|(n, name, until)| (n, name.to_owned(), until)).collect(),
        promised: filed
            .materials
            .iter()
            .filter(|m| m.is_promised() && !m.is_owed() && filed.matter.finish.is_none())
            .map(|m| m.name.clone())
            .collect(),
        certified: filed.certified(),
        ready: cases.iter().filter(|(c, _)| matches!(c.stage, Stage::Completed(..))).count(),
        stars: filed.rating.as_ref().map(|r| r.stars),
        lead,
        phone,
        may_act: right == Right::Password,
    })
}

fn applicant(bureau: &Bureau, tx: &mut Tx<'_>, filed: &Filed) -> Result<String, StoreError> {
    let gone = || "（已删除）".to_owned();
    let region = bureau.region();
    let Some((_, sealed)) = rows::matter(tx, region, filed.matter.id)? else { return Ok(gone()) };
    let Some(key) = people::open_key(tx, region, bureau.vault(), filed.person)? else { return Ok(gone()) };
    let name = opened(&key, region, "name", &sealed.name)?;
    Ok(match (name, filed.applicant_kind) {
        (None, _) => gone(),
        (Some(name), ApplicantKind::Person) => mask_name(&name),
        (Some(name), ApplicantKind::Organisation) => name,
    })
}

//! What an application under a chain holds (一表申请、一套材料), checked and made into a matter with the cases of the
//! members that wait for nobody. However it comes in: at the window, online.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    base::{ChainId, MatterId, PersonId},
    cases::{Applicant, ApplicantFlaw, ApplicantKind, Channel, HandedIn, Means, Receipt, Said, may_apply},
    catalogue::{AnswerFlaw, Form},
    chains::{self, Certified, Filed, Handling, Look, MatterNo, MatterOpening, Refusal, with_kind},
};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use store::{Tx, chains as rows};

use super::{
    ground::Ground,
    refusal::{MatterFailure, MatterRefusal, of_rule},
    work::{Who, Work},
};
use crate::{
    Bureau, Failure,
    cases::{answered, case_rules, member},
};

/// What the form holds.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MatterForm {
    /// 一件事编码.
    pub chain: String,
    /// `person` or `organisation`.
    pub applicant: String,
    /// ID number or 统一社会信用代码 as typed.
    pub code: String,
    /// Name as typed.
    pub name: String,
    /// Who came for the organisation.
    pub contact: String,
    /// Mobile as typed.
    pub phone: String,
    /// Materials that are there, by their place in the merged list.
    pub materials: Vec<usize>,
    /// Materials of members for which an electronic certificate stands: found by the caller in the register, never taken
    /// from what was typed.
    #[serde(default)]
    pub certified: Certified,
    /// Materials whose certificate the applicant would rather not use, by their place in the merged list.
    #[serde(default)]
    pub aside: Vec<usize>,
    /// Materials that follow later (容缺), by their place in the merged list.
    #[serde(default)]
    pub deferred: Vec<usize>,
    /// The applicant signed the commitment that a deferral or 告知承诺 asks.
    #[serde(default)]
    pub promised: bool,
    /// 告知承诺, for the members whose guides offer it.
    #[serde(default)]
    pub by_commitment: bool,
    /// Answers of the merged form, by field, as typed.
    pub answers: BTreeMap<String, String>,
}

/// Who opens a matter, ready for the transaction.
#[derive(Clone)]
pub(super) struct Opener {
    pub(super) who: Who,
    pub(super) channel: Channel,
    pub(super) window_no: Option<u16>,
    kind: ApplicantKind,
    applicant: Result<Applicant, Vec<ApplicantFlaw>>,
    matter: MatterId,
    person: PersonId,
    pub(super) query_password: String,
}

impl Opener {
    /// Checks what was typed of the applicant, draws ids and the query password.
    pub(super) fn new(
        bureau: &Bureau,
        who: Who,
        (channel, window_no): (Channel, Option<u16>),
        form: &MatterForm,
    ) -> Result<Self, MatterFailure> {
        let kind = ApplicantKind::parse(&form.applicant).ok_or_else(|| {
            let sentence = "请选择申请人是个人还是单位".to_owned();
            Failure::Refused(MatterRefusal::Fields(vec![ApplicantFlaw { field: "applicant", sentence }], Vec::new()))
        })?;
        let today = bureau.today();
        Ok(Self {
            who,
            channel,
            window_no,
            kind,
            applicant: Applicant::parse(kind, &form.code, &form.name, &form.contact, &form.phone, today),
            matter: MatterId::new(bureau.new_id()),
            person: PersonId::new(bureau.new_id()),
            query_password: format!("{:08}", bureau.rng().below(100_000_000)),
        })
    }

    /// Person or organisation.
    pub(super) fn kind(&self) -> ApplicantKind {
        self.kind
    }

    /// What the merged form asks that was said of the applicant before it, by key.
    pub(super) fn given(&self, form: &Form) -> BTreeMap<String, String> {
        match &self.applicant {
            Ok(a) => {
                let contact = a.contact.as_deref().unwrap_or_default();
                let said = Said { kind: self.kind, code: &a.code, name: &a.name, contact, phone: a.phone.as_str() };
                domain::cases::given(form, said)
            }
            Err(_) => BTreeMap::new(),
        }
    }

    /// What was answered on the merged form, with what is to be mended.
    fn answers(
        &self,
        ground: &Ground,
        form: &MatterForm,
        today: jiff::civil::Date,
    ) -> (domain::catalogue::Answers, Vec<AnswerFlaw>) {
        let said = match &self.applicant {
            Ok(a) => {
                let contact = a.contact.as_deref().unwrap_or_default();
                Said { kind: self.kind, code: &a.code, name: &a.name, contact, phone: a.phone.as_str() }
            }
            // What is wrong with it is told at its own field.
            Err(_) => Said { kind: self.kind, code: &form.code, name: &form.name, contact: "", phone: &form.phone },
        };
        let (answers, mut flaws) = answered(&ground.form.form, said, &form.answers, today);
        if self.applicant.is_err() {
            let given = |key: &str| ground.form.form.field(key).is_some_and(|f| domain::cases::is_given(f, self.kind));
            flaws.retain(|flaw| !given(&flaw.key));
        }
        (answers, flaws)
    }
}

/// A matter just opened, and what is still to be answered.
pub(super) struct Begun<'a> {
    pub(super) work: Work<'a>,
    pub(super) unanswered: Vec<AnswerFlaw>,
}

/// What was looked through, with nothing kept yet.
pub(super) struct Seen {
    pub(super) ground: Ground,
    pub(super) answers: domain::catalogue::Answers,
    /// The matter as it would be filed; its number is still to be taken.
    pub(super) matter: chains::Matter,
    chain: ChainId,
    unanswered: Vec<AnswerFlaw>,
}

/// Looks an application through: everything that is wrong is told at once, and nothing is kept. With `lacking` it may
/// lack answers, but none that decides which members apply.
pub(super) fn look_through(
    bureau: &Bureau,
    tx: &mut Tx<'_>,
    (opener, form): (&Opener, &MatterForm),
    lacking: bool,
) -> Result<Seen, MatterFailure> {
    let (region, today) = (*bureau.region(), bureau.today());
    let record = rows::chain_by_code(tx, &region, form.chain.trim())?;
    let (chain_id, chain) = record
        .as_ref()
        .and_then(|r| Some((r.id, r.offered()?.clone())))
        .ok_or(Failure::Refused(MatterRefusal::NotOffered))?;
    let ground = Ground::fresh(bureau, tx, chain)?.map_err(|name| Failure::Refused(MatterRefusal::ItemGone(name)))?;
    let (answers, unanswered) = opener.answers(&ground, form, today);
    match &opener.applicant {
        Ok(_) if lacking || unanswered.is_empty() => {}
        Ok(_) => return Err(Failure::Refused(MatterRefusal::Fields(Vec::new(), unanswered))),
        Err(flaws) => return Err(Failure::Refused(MatterRefusal::Fields(flaws.clone(), unanswered))),
    }
    decided(&ground, &unanswered)?;
    let no = MatterNo::new(today, opener.window_no.unwrap_or_default(), 0);
    let opening = MatterOpening { id: opener.matter, no, on: today, applicant: opener.kind };
    let (matter, _) = chains::open(&ground.chain, &answers, opening).map_err(of_rule)?;
    for key in ground.applying(&matter.members) {
        may_apply(&ground.item(key)?.content, opener.kind).map_err(|r| Failure::Refused(r.into()))?;
    }
    handed_in(&ground, form, (&matter, opener.channel, today))?;
    Ok(Seen { ground, answers, matter, chain: chain_id, unanswered })
}

/// Opens a matter: everything that is wrong is told at once. With `lacking` the application may lack answers, but none
/// that decides which members apply.
pub(super) fn open<'a>(
    bureau: &'a Bureau,
    tx: &mut Tx<'_>,
    (opener, form): (&Opener, &MatterForm),
    lacking: bool,
) -> Result<Begun<'a>, MatterFailure> {
    let (region, today, now) = (*bureau.region(), bureau.today(), bureau.now());
    let Seen { ground, answers, chain: chain_id, unanswered, .. } = look_through(bureau, tx, (opener, form), lacking)?;
    let applicant = opener
        .applicant
        .as_ref()
        .map_err(|flaws| Failure::Refused(MatterRefusal::Fields(flaws.clone(), unanswered.clone())))?;
    let made = member::applying(bureau, tx, applicant, opener.person, (&opener.query_password, answers.texts()))?;
    let series = opener.window_no.unwrap_or_default();
    let no = MatterNo::new(today, series, rows::next_matter_number(tx, &region, today, series)?);
    let opening = MatterOpening { id: opener.matter, no, on: today, applicant: opener.kind };
    let (matter, events) = chains::open(&ground.chain, &answers, opening).map_err(of_rule)?;
    let notice_by = Some(case_rules().notice_by(today, &ground.calendar).on);
    let versions = ground.items.iter().map(|(key, item)| (key.clone(), item.version));
    let committed: BTreeSet<String> = match form.by_commitment {
        true => {
            let applying = ground.applying(&matter.members);
            let of = chains::by_commitment(&ground.items, &applying, form.promised).map_err(of_rule)?;
            of.into_iter().map(str::to_owned).collect()
        }
        false => BTreeSet::new(),
    };
    let materials = handed_in(&ground, form, (&matter, opener.channel, today))?;
    let handling = |(key, item_version): (String, i64)| {
        let committed_on = committed.contains(&key).then_some(today);
        let own = form.certified.iter().filter(|at| at.member == key).map(|at| at.name.clone());
        let certified = own.collect();
        let look = Look::NotYet;
        let handling = Handling {
            item_version,
            case: None,
            ahead: None,
            earlier: Vec::new(),
            again_on: None,
            committed_on,
            certified,
            look,
        };
        (key, handling)
    };
    let filed = Filed {
        chain: chain_id,
        chain_name: ground.chain.name.clone(),
        lead: ground.chain.lead.id,
        person: made.person,
        applicant_kind: opener.kind,
        channel: opener.channel,
        window_no: opener.window_no,
        receipt: Receipt { at: now, on: today, by: opener.who.by, notice_by },
        materials,
        members: versions.map(handling).collect(),
        due_on: None,
        delivered_at: None,
        rating: None,
        matter,
    };
    let mut offices: Vec<_> = ground.chain.offices().into_iter().map(|o| o.id).collect();
    offices.push(filed.lead);
    offices.sort_unstable();
    offices.dedup();
    let id = filed.matter.id;
    let beside = made.made.into_iter().chain(offices.into_iter().map(|o| rows::office_change(&region, id, o)));
    let all = with_kind(&answers, opener.kind);
    let kept = (filed, made.sealed, made.key);
    let mut work = Work::begun(bureau, opener.who.clone(), kept, (ground, all), beside.collect());
    work.follow(tx, events)?;
    Ok(Begun { work, unanswered })
}

/// Refuses while an answer is open that decides which members apply.
fn decided(ground: &Ground, unanswered: &[AnswerFlaw]) -> Result<(), MatterFailure> {
    let deciding = ground.deciding();
    let label = |key: &str| ground.form.form.field(key).map_or_else(|| key.to_owned(), |f| f.label.clone());
    let open: Vec<String> =
        unanswered.iter().filter(|f| deciding.contains(f.key.as_str())).map(|f| label(&f.key)).collect();
    if open.is_empty() { Ok(()) } else { Err(of_rule(Refusal::Deciding(open))) }
}

/// The merged list with what came, what nobody asks for any more because of a certificate, and what the applicant
/// promises online to bring later; at the window that is settled with the acceptance.
fn handed_in(
    ground: &Ground,
    form: &MatterForm,
    (matter, channel, today): (&chains::Matter, Channel, Date),
) -> Result<Vec<HandedIn>, MatterFailure> {
    let applying = &ground.applying(&matter.members);
    let one = |(place, m): (usize, &chains::MergedMaterial)| {
        let held = m.is_certified(applying, &form.certified);
        HandedIn {
            name: m.material.name.clone(),
            received: held || form.materials.contains(&place),
            means: if held { Means::Certificate } else { Means::Paper },
            ..HandedIn::default()
        }
    };
    let materials = ground.materials.materials.iter().enumerate().map(one).collect();
    match channel {
        Channel::Window => Ok(materials),
        Channel::Online | Channel::Station | Channel::Upstream | Channel::Import => {
            let asked = (&ground.materials, applying, &form.certified);
            chains::promise(materials, asked, (&form.deferred, form.promised), today).map_err(of_rule)
        }
    }
}

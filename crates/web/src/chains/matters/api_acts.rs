//! The acts on one matter as JSON (一件事办件操作接口): those of the desks, and the applicant's own with the query password in
//! the body. All are read, done and answered in one way. Decisions are of the members' cases and are not here.

use axum::{
    extract::{Path, State},
    http::StatusCode,
};
use domain::{chains::Look, people::Desk};
use serde::{Deserialize, de::DeserializeOwned};
use serde_json::{Map, Value, json};
use services::{
    Bureau, Failure,
    cases::ProgressRefusal,
    chains::matters::{
        self, AgainForm, AskForm, HandOutForm, MaterialsForm, MatterFailure, MatterRef, MatterRefusal, OwnMatter,
        SupplyForm,
    },
};

use super::api::looks;
use crate::{
    base::Trouble,
    cases::{Lack, api_answers, incoming, not_kept, place, sent_day},
    door::{App, Body, IdempotencyKey, Oops, Reply, Seat, Whole, blocking, moved},
};

/// Why an act was not done, with the field that a rule speaks of.
pub(super) fn not_done(failure: MatterFailure, fields: &[(&'static str, &'static str)]) -> Oops {
    let refusal = match failure {
        Failure::Refused(refusal) => refusal,
        failure @ (Failure::Denied(_) | Failure::NotFound | Failure::Stale | Failure::Store(_)) => {
            return failure.into();
        }
    };
    let (code, sentence) = (refusal.code(), refusal.to_string());
    match refusal {
        MatterRefusal::Fields(applicant, answers) => {
            let said = applicant.into_iter().map(|f| (f.field.to_owned(), f.sentence));
            Oops::to_mend(said.chain(answers.into_iter().map(|f| (format!("answers.{}", f.key), f.sentence))))
        }
        MatterRefusal::Door(ProgressRefusal::Number(sentence)) => Oops::parameter("matter_no", sentence),
        MatterRefusal::Door(ProgressRefusal::Later) => Oops::new(Trouble::TooOften, code).saying(sentence),
        MatterRefusal::Way => Oops::parameter("way", sentence),
        MatterRefusal::Both => Oops::parameter("receiver", sentence),
        MatterRefusal::Door(ProgressRefusal::Wrong)
        | MatterRefusal::Rule(_)
        | MatterRefusal::Case(_)
        | MatterRefusal::NotOffered
        | MatterRefusal::ItemGone(_)
        | MatterRefusal::Window
        | MatterRefusal::Erased => {
            let field = fields.iter().find(|(of, _)| *of == code).map(|(_, field)| *field);
            Oops::new(Trouble::Refused, code).saying(sentence).at(field)
        }
    }
}

/// What came of an act: the next version of the matter.
pub(crate) type Done = Result<i64, MatterFailure>;

/// An act of a desk as it is sent.
pub(crate) trait Deed: DeserializeOwned + Send + 'static {
    /// The field of the body that a refusal speaks of, by the refusal's code.
    const FIELDS: &'static [(&'static str, &'static str)] = &[];

    /// The version of the matter that was seen.
    fn version(&self) -> i64;

    /// Reads it and gives what is to be done.
    fn read(self) -> Result<Act, Oops>;
}

/// What is to be done, read.
pub(crate) type Act = Box<dyn FnOnce(&Bureau, &Desk, &MatterRef, Option<&str>) -> Done + Send>;

/// Does what was sent; 200 with the next version.
pub(crate) async fn act<D: Deed>(
    State(app): State<App>,
    seat: Seat,
    Path(no): Path<String>,
    IdempotencyKey(key): IdempotencyKey,
    Body(deed): Body<D>,
) -> Reply {
    let at = MatterRef { matter_no: no.clone(), version: deed.version() };
    let wanted = deed.read()?;
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    match blocking(move || wanted(&bureau, &desk, &at, key.as_deref())).await? {
        Ok(version) => moved("matter_no", no, version),
        Err(Failure::Stale) => Err(overtaken(&app, &seat, no).await),
        Err(failure) => Err(not_done(failure, D::FIELDS)),
    }
}

/// Somebody was faster: which version the matter has now. A caller that may not see it is told no more than that.
async fn overtaken(app: &App, seat: &Seat, no: String) -> Oops {
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    let plain = || Oops::of(&Failure::<services::Never>::Stale);
    let Ok(Ok(view)) = blocking(move || matters::view(&bureau, &desk, &no)).await else { return plain() };
    let sentence = format!("刚才有人先办了一步，现在是第 {} 版。请取回最新情况再办", view.version);
    Oops::new(Trouble::Overtaken, "stale").saying(sentence)
}

fn places(all: &[Whole]) -> Vec<usize> {
    all.iter().map(place).collect()
}

/// What one member says of what was handed in.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct LookBody {
    member: String,
    #[serde(default)]
    needs: Vec<Lack>,
}

impl LookBody {
    /// Key and what it says: without needs that nothing is missing.
    pub(super) fn said(self) -> Result<(String, Look), Oops> {
        if self.member.trim().is_empty() {
            return Err(Oops::parameter("member", "请写是哪个事项，用 members 里的 key"));
        }
        let look = match self.needs.is_empty() {
            true => Look::Complete,
            false => Look::Needs(self.needs.iter().map(Lack::item).collect()),
        };
        Ok((self.member, look))
    }
}

/// 各部门看材料.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct LookAt {
    version: Whole,
    member: String,
    #[serde(default)]
    needs: Vec<Lack>,
}

impl Deed for LookAt {
    const FIELDS: &'static [(&'static str, &'static str)] =
        &[("unknown_member", "member"), ("not_started", "member"), ("material_unknown", "needs")];

    fn version(&self) -> i64 {
        self.version.0
    }

    fn read(self) -> Result<Act, Oops> {
        let (member, look) = LookBody { member: self.member, needs: self.needs }.said()?;
        Ok(Box::new(move |bureau, desk, at, key| matters::look(bureau, desk, (at, &member, &look), key)))
    }
}

/// 一次受理.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Accept {
    version: Whole,
    #[serde(default)]
    materials: Vec<Whole>,
    #[serde(default)]
    deferred: Vec<Whole>,
    #[serde(default)]
    promised: bool,
}

impl Deed for Accept {
    const FIELDS: &'static [(&'static str, &'static str)] =
        &[("materials_missing", "materials"), ("not_deferrable", "deferred"), ("promise_missing", "promised")];

    fn version(&self) -> i64 {
        self.version.0
    }

    fn read(self) -> Result<Act, Oops> {
        let form = MaterialsForm {
            materials: places(&self.materials),
            deferred: places(&self.deferred),
            promised: self.promised,
        };
        Ok(Box::new(move |bureau, desk, at, key| matters::accept(bureau, desk, (at, &form), key)))
    }
}

/// 一次性告知.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Correct {
    version: Whole,
    #[serde(default)]
    looks: Vec<LookBody>,
    #[serde(default)]
    until: String,
}

impl Deed for Correct {
    const FIELDS: &'static [(&'static str, &'static str)] = &[
        ("correction_empty", "looks"),
        ("material_unknown", "looks"),
        ("unknown_member", "looks"),
        ("not_looked_yet", "looks"),
        ("day", "until"),
    ];

    fn version(&self) -> i64 {
        self.version.0
    }

    fn read(self) -> Result<Act, Oops> {
        let form = AskForm { looks: looks(self.looks)?, until: sent_day("until", &self.until)? };
        Ok(Box::new(move |bureau, desk, at, key| matters::ask_correction(bureau, desk, (at, &form), key)))
    }
}

/// The field of an answer to the one notice that a rule speaks of.
const SUPPLIED: &[(&str, &str)] =
    &[("correction_incomplete", "materials"), ("material_unknown", "materials"), ("deciding", "answers")];

/// 登记补正.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Supply {
    version: Whole,
    #[serde(default)]
    materials: Vec<Whole>,
    #[serde(default)]
    answers: Map<String, Value>,
}

impl Deed for Supply {
    const FIELDS: &'static [(&'static str, &'static str)] = SUPPLIED;

    fn version(&self) -> i64 {
        self.version.0
    }

    fn read(self) -> Result<Act, Oops> {
        let form = SupplyForm { materials: places(&self.materials), answers: api_answers(self.answers)? };
        Ok(Box::new(move |bureau, desk, at, key| matters::supply(bureau, desk, (at, &form), key)))
    }
}

/// 补交容缺材料.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Bring {
    version: Whole,
    materials: Vec<Whole>,
}

impl Deed for Bring {
    const FIELDS: &'static [(&'static str, &'static str)] = &[("not_owed", "materials")];

    fn version(&self) -> i64 {
        self.version.0
    }

    fn read(self) -> Result<Act, Oops> {
        let came = places(&self.materials);
        Ok(Box::new(move |bureau, desk, at, key| matters::bring(bureau, desk, (at, &came), key)))
    }
}

/// The field of handing in again that a rule speaks of.
const AGAIN: &[(&str, &str)] =
    &[("not_returned", "member"), ("unknown_member", "member"), ("day", "member"), ("deciding", "answers")];

/// What becomes of the returned member.
fn again_form(materials: &[Whole], answers: Map<String, Value>, give_up: bool) -> Result<AgainForm, Oops> {
    let form = SupplyForm { materials: places(materials), answers: api_answers(answers)? };
    Ok(if give_up { AgainForm::GiveUp } else { AgainForm::HandIn(form) })
}

/// 退件后重新提交.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Again {
    version: Whole,
    member: String,
    #[serde(default)]
    materials: Vec<Whole>,
    #[serde(default)]
    answers: Map<String, Value>,
    #[serde(default)]
    give_up: bool,
}

impl Deed for Again {
    const FIELDS: &'static [(&'static str, &'static str)] = AGAIN;

    fn version(&self) -> i64 {
        self.version.0
    }

    fn read(self) -> Result<Act, Oops> {
        let form = again_form(&self.materials, self.answers, self.give_up)?;
        Ok(Box::new(move |bureau, desk, at, key| matters::begin_again(bureau, desk, (at, &self.member, &form), key)))
    }
}

/// 整件撤回.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Withdraw {
    version: Whole,
    #[serde(default)]
    reason: String,
}

impl Deed for Withdraw {
    fn version(&self) -> i64 {
        self.version.0
    }

    fn read(self) -> Result<Act, Oops> {
        Ok(Box::new(move |bureau, desk, at, key| matters::withdraw(bureau, desk, (at, &self.reason), key)))
    }
}

/// 统一发放.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Deliver {
    version: Whole,
    way: String,
    #[serde(default)]
    receiver: String,
    #[serde(default)]
    by_applicant: bool,
}

impl Deed for Deliver {
    const FIELDS: &'static [(&'static str, &'static str)] = &[("receiver_missing", "receiver")];

    fn version(&self) -> i64 {
        self.version.0
    }

    fn read(self) -> Result<Act, Oops> {
        let form = HandOutForm { way: self.way, receiver: self.receiver, by_applicant: self.by_applicant };
        Ok(Box::new(move |bureau, desk, at, key| matters::deliver(bureau, desk, (at, &form), key)))
    }
}

/// An act of the applicant as it is sent.
pub(crate) trait OwnDeed: DeserializeOwned + Send + 'static {
    /// The field of the body that a refusal speaks of, by the refusal's code.
    const FIELDS: &'static [(&'static str, &'static str)] = &[];

    /// Query password and the version that was seen.
    fn door(&self) -> (String, i64);

    /// Reads it and gives what is to be done.
    fn read(self) -> Result<OwnAct, Oops>;
}

/// What is to be done, read.
pub(crate) type OwnAct = Box<dyn FnOnce(&Bureau, &Desk, &OwnMatter, Option<&str>) -> Done + Send>;

/// Does what the applicant sent; 200 with the next version.
pub(crate) async fn own<D: OwnDeed>(
    State(app): State<App>,
    seat: Seat,
    Path(no): Path<String>,
    IdempotencyKey(key): IdempotencyKey,
    Body(deed): Body<D>,
) -> Reply {
    let (password, version) = deed.door();
    let at = OwnMatter { matter_no: no.clone(), password, version };
    let wanted = deed.read()?;
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    let done = blocking(move || wanted(&bureau, &desk, &at, key.as_deref())).await?;
    moved("matter_no", no, done.map_err(|f| not_done(f, D::FIELDS))?)
}

/// The applicant's answer to the one notice.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct OwnSupply {
    password: String,
    version: Whole,
    #[serde(default)]
    materials: Vec<Whole>,
    #[serde(default)]
    answers: Map<String, Value>,
}

impl OwnDeed for OwnSupply {
    const FIELDS: &'static [(&'static str, &'static str)] = SUPPLIED;

    fn door(&self) -> (String, i64) {
        (self.password.clone(), self.version.0)
    }

    fn read(self) -> Result<OwnAct, Oops> {
        let form = SupplyForm { materials: places(&self.materials), answers: api_answers(self.answers)? };
        Ok(Box::new(move |bureau, desk, at, key| matters::supply_own(bureau, desk, (at, &form), key)))
    }
}

/// The applicant hands a returned member in again, or gives it up.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct OwnAgain {
    password: String,
    version: Whole,
    member: String,
    #[serde(default)]
    materials: Vec<Whole>,
    #[serde(default)]
    answers: Map<String, Value>,
    #[serde(default)]
    give_up: bool,
}

impl OwnDeed for OwnAgain {
    const FIELDS: &'static [(&'static str, &'static str)] = AGAIN;

    fn door(&self) -> (String, i64) {
        (self.password.clone(), self.version.0)
    }

    fn read(self) -> Result<OwnAct, Oops> {
        let form = again_form(&self.materials, self.answers, self.give_up)?;
        Ok(Box::new(move |bureau, desk, at, key| {
            matters::begin_again_own(bureau, desk, (at, &self.member, &form), key)
        }))
    }
}

/// The applicant brings a material that was to follow.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct OwnBring {
    password: String,
    version: Whole,
    material: Whole,
}

impl OwnDeed for OwnBring {
    const FIELDS: &'static [(&'static str, &'static str)] = &[("not_owed", "material"), ("file_missing", "material")];

    fn door(&self) -> (String, i64) {
        (self.password.clone(), self.version.0)
    }

    fn read(self) -> Result<OwnAct, Oops> {
        let wanted = place(&self.material);
        Ok(Box::new(move |bureau, desk, at, key| matters::bring_own(bureau, desk, (at, wanted), key)))
    }
}

/// The applicant takes the whole back.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct OwnWithdraw {
    password: String,
    version: Whole,
    #[serde(default)]
    reason: String,
}

impl OwnDeed for OwnWithdraw {
    fn door(&self) -> (String, i64) {
        (self.password.clone(), self.version.0)
    }

    fn read(self) -> Result<OwnAct, Oops> {
        Ok(Box::new(move |bureau, desk, at, key| matters::withdraw_own(bureau, desk, (at, &self.reason), key)))
    }
}

/// 一事一评.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Rate {
    password: String,
    version: Whole,
    stars: Whole,
}

impl OwnDeed for Rate {
    const FIELDS: &'static [(&'static str, &'static str)] = &[("stars", "stars")];

    fn door(&self) -> (String, i64) {
        (self.password.clone(), self.version.0)
    }

    fn read(self) -> Result<OwnAct, Oops> {
        // No star that can be given; the rule says so.
        let stars = u8::try_from(self.stars.0).unwrap_or(u8::MAX);
        Ok(Box::new(move |bureau, desk, at, key| matters::rate(bureau, desk, (at, stars), key)))
    }
}

/// What is sent to add a file to an own matter.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct FileBody {
    password: String,
    material: Whole,
    name: String,
    content: String,
}

/// Adds a file of one material, for the case of every member that needs it; 201 with how many took it.
pub(crate) async fn attach(
    State(app): State<App>,
    seat: Seat,
    Path(no): Path<String>,
    IdempotencyKey(key): IdempotencyKey,
    Body(body): Body<FileBody>,
) -> Reply {
    let at = OwnMatter { matter_no: no, password: body.password, version: 0 };
    let (wanted, file) = (place(&body.material), incoming(body.name, &body.content)?);
    let (bureau, desk, exe) = (app.bureau().clone(), seat.desk.clone(), app.exe());
    match blocking(move || matters::attach_own(&bureau, &desk, (&at, wanted), &file, &exe, key.as_deref())).await? {
        Ok(kept) => crate::door::json(StatusCode::CREATED, &json!({ "cases": kept.len() })),
        Err(Failure::Refused(refusal)) => Err(not_kept(&refusal)),
        Err(failure) => Err(failure.into()),
    }
}

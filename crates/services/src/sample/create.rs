//! Making the sample county (建样例县): opened some 200 days ago, lived through to today under a clock
//! moved by hand.
//!
//! Everything is the same at every run of a day, whatever the hour: the last act before today falls
//! on the working day before, the snapshot on the first instant of today. Only secrets differ (keys,
//! nonces, salts, query passwords), and with them ciphertexts, hashes and seals. Deliberately not
//! here: what is in the county.

use std::sync::Arc;

use domain::{
    base::{ManualClock, SeededRng},
    cases::Refusal,
    chains::ChainRefusal,
    people::Desk,
};
use jiff::{ToSpan as _, civil::Date};
use store::{Database, StoreError, base::County};

use super::{
    cases, catalogue, certificates, chains, city,
    days::{Days, first_workday, instant},
    delegates, evaluation, followup, others, oversight, planted, questionnaires, reviews, rows,
    script::REACH,
    staff::{self, SampleSignIn, sign_ins},
    stations, stations_at_work,
    tables::TableFault,
};
use crate::{
    Bureau, Chance, Failure, Home,
    base::{self, NewCounty, OpenFault},
    cases::{AcceptRefusal, DecideRefusal, DeliverRefusal},
    certificates::CertificateRefusal,
    delegates::DelegateRefusal,
    followup::CallRefusal,
    indicators::{self, SnapshotRefusal},
    journal::{self, SealFault},
    people::StaffRefusal,
    tables::TableRefusal,
};

const CITY: &str = "临溪市";
/// Calendar days between the opening and today.
const PAST: i32 = 200;
/// Seeds of the ids and of everything that is drawn: apart, so that another draw moves no id.
const ID_SEED: u64 = 990_101;
const DRAW_SEED: u64 = 3_077;
const CALL_SEED: u64 = 12_345;
const QUEUE_SEED: u64 = 48_611;
const ASKED_SEED: u64 = 2_026;
/// Of the ratings.
const REVIEW_SEED: u64 = 20_261_130;

/// Why the sample county is not there.
#[derive(Debug, thiserror::Error)]
pub enum SampleFault {
    /// Something is in the database already, or it cannot be opened.
    #[error(transparent)]
    Open(#[from] OpenFault),
    /// The embedded tables do not read.
    #[error(transparent)]
    Table(#[from] TableFault),
    /// Storage.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A member of staff was refused.
    #[error("样例人员：{0}")]
    Staff(#[from] Failure<StaffRefusal>),
    /// The watch, or what people say to its cards, was refused.
    #[error("样例监察：{0}")]
    Watch(String),
    /// Cases of a department that nobody decides.
    #[error("样例县里没有“{0}”的审批人")]
    NoApprover(String),
    /// A case was not accepted.
    #[error("样例办件受理：{0}")]
    Accept(#[from] Failure<AcceptRefusal>),
    /// A case was not decided.
    #[error("样例办件决定：{0}")]
    Decide(#[from] Failure<DecideRefusal>),
    /// A case was not completed.
    #[error("样例办件办结：{0}")]
    Complete(#[from] Failure<Refusal>),
    /// A kind of certificate, or an end, was refused.
    #[error("样例证照：{0}")]
    Certificate(#[from] Failure<domain::certificates::Refusal>),
    /// A certificate was not registered.
    #[error("样例证照登记：{0}")]
    CertificateRegister(#[from] Failure<CertificateRefusal>),
    /// A chain was not kept.
    #[error("样例一件事：{0}")]
    Chain(#[from] Failure<ChainRefusal>),
    /// A letter of a representative was not taken.
    #[error("样例首席事务代表：{0}")]
    Delegate(#[from] Failure<DelegateRefusal>),
    /// A rating, or what was done about it, was refused.
    #[error("样例评价：{0}")]
    Review(String),
    /// A follow-up call was not written down.
    #[error("样例回访：{0}")]
    Call(#[from] Failure<CallRefusal>),
    /// A questionnaire, or an answer to it, was not taken.
    #[error("样例问卷：{0}")]
    Questionnaire(String),
    /// A score, or what follows from it, was refused.
    #[error("样例评价：{0}")]
    Evaluation(String),
    /// A case was not delivered.
    #[error("样例办件送达：{0}")]
    Deliver(#[from] Failure<DeliverRefusal>),
    /// A table of another office was not taken.
    #[error("样例外来表格：{0}")]
    OtherTable(#[from] Failure<TableRefusal>),
    /// What goes on at stations was refused.
    #[error("样例站点：{0}")]
    Stations(String),
    /// No snapshot was taken.
    #[error("样例快照：{0}")]
    Snapshot(#[from] Failure<SnapshotRefusal>),
    /// The journal was not sealed.
    #[error(transparent)]
    Seal(#[from] SealFault),
}

/// The sample county, made.
pub struct Sample {
    /// The county under the real clock.
    pub bureau: Bureau,
    /// One sign-in for each role.
    pub sign_ins: Vec<SampleSignIn>,
    /// Items in the catalogue that applications can be made for.
    pub items: u64,
    /// Cases.
    pub cases: u64,
}

/// Whether a county is a sample, which every page must say.
pub fn is_sample(county: &County) -> bool {
    county.sample
}

/// Makes the sample county in an empty database. `progress` is told what is being made, how far and
/// of how much. When it fails half-way, what was made stays: begin again in an empty place.
pub fn create(
    db: &Database,
    home: &Home,
    chance: &Chance,
    progress: &dyn Fn(&str, u64, u64),
) -> Result<Sample, SampleFault> {
    let today = chance.clock.today();
    let calendar = base::shipped_calendar()?;
    let days = Days::before(today, REACH + 40, &calendar);
    let opening = first_workday(today.saturating_sub(PAST.days()), &calendar);
    let clock = Arc::new(ManualClock::new(at(opening, 9, 0)));
    open(db, home, &Chance { clock: clock.clone(), rng: chance.rng.clone() })?;
    let bureau = base::find(db, home, chance)?.ok_or_else(|| OpenFault::Data("样例县没有建成".into()))?;
    let past = bureau.at(clock.clone(), Arc::new(SeededRng::new(ID_SEED)));

    progress("部门和事项", 0, 1);
    clock.set(at(opening, 9, 10));
    let catalogue = catalogue::load(&past, today)?;
    progress("部门和事项", 1, 1);
    clock.set(at(opening, 9, 30));
    stations::load(&past, &catalogue)?;
    progress("站点", 1, 1);
    clock.set(at(opening, 10, 0));
    let staff = staff::load(&past, &catalogue, progress)?;
    certificates::load_kinds(&past, &catalogue)?;
    progress("证照类型", 1, 1);
    delegates::load(&past, (&catalogue, &staff), today)?;
    progress("首席事务代表", 1, 1);
    oversight::set_rules(&past, &staff)?;
    planted::set_up(&past, &staff)?;
    progress("监察规则", 1, 1);
    chains::load(&past, (&catalogue, &staff), opening)?;
    progress("一件事", 1, 1);
    let rng = SeededRng::new(DRAW_SEED);
    let played = cases::play((&past, &clock), (&catalogue, &staff), &days, &rng, progress)?;
    clock.set(at(days.day(0), 17, 30));
    certificates::finish(&past, &staff)?;
    progress("证照", 1, 1);
    clock.set(at(days.day(0), 17, 35));
    let known = (played.taken_in.as_slice(), played.decided.as_slice());
    let brought = planted::send(&past, (&catalogue, &days), known, &SeededRng::new(QUEUE_SEED))?;
    progress("外来清单和叫号记录", 1, 1);
    city::load(&past)?;
    city::load_profiles(&past)?;
    progress("全市指标", 1, 1);
    others::load(&past)?;
    progress("省级平台和进驻清单", 1, 1);
    oversight::play((&past, &clock), &staff, at(days.day(0), 17, 40))?;
    progress("电子监察", 1, 1);
    followup::play((&past, &clock), (&staff, &catalogue), today, &SeededRng::new(CALL_SEED))?;
    progress("电话回访", 1, 1);
    reviews::play((&past, &clock), (&staff, &catalogue), at(days.day(0), 17, 50), &SeededRng::new(REVIEW_SEED))?;
    progress("好差评", 1, 1);
    questionnaires::play((&past, &clock), &staff, &days, &SeededRng::new(ASKED_SEED))?;
    progress("满意度问卷", 1, 1);
    stations_at_work::play((&past, &clock), &staff, at(days.day(0), 18, 30))?;
    progress("更名行动和规范化检查", 1, 1);
    evaluation::play((&past, &clock), &staff, today)?;
    progress("评价得分", 1, 1);
    clock.set(at(today, 0, 0));
    planted::look(&past)?;
    progress("体外循环线索", 1, 1);
    indicators::take(&past, &Desk::system("命令行"), today)?;
    progress("指标快照", 1, 1);
    journal::seal(&bureau)?;
    progress("留痕封存", 1, 1);
    Ok(Sample { bureau, sign_ins: sign_ins(), items: catalogue.items.len() as u64, cases: played.cases + brought })
}

fn at(day: Date, hour: u32, minute: u32) -> jiff::Timestamp {
    instant(day, (hour * 60 + minute) * 60)
}

/// Opens the first county of the city's table.
fn open(db: &Database, home: &Home, chance: &Chance) -> Result<(), SampleFault> {
    let counties = rows::counties()?;
    let own = counties.first().ok_or(TableFault { table: "counties.tsv", row: 0, why: "里没有县".into() })?;
    let new = NewCounty { region: own.region, name: Some(own.name.into()), city_name: CITY.into(), sample: true };
    base::open_county(db, home, chance, new)?;
    Ok(())
}

//! The one access table (权限表): role × act × place, and which right of a key opens an act to a program. Every route
//! names an act; an act without a line in [`rule`] and in [`scope`] does not compile.

use super::{ApiKey, Desk, Role, Scope};
use crate::base::DepartmentId;

/// Everything that can be asked of the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Act {
    /// Public home, search and guides.
    GuideView,
    /// Public progress of a case by number and query password.
    ProgressView,
    /// The sign-in page and its check.
    SignIn,
    /// Signing out.
    SignOut,
    /// Changing one's own password.
    OwnPassword,
    /// The own worklist and the search among cases.
    CaseList,
    /// One case with its history and its receipt.
    CaseView,
    /// Taking a case in at the window (受理).
    CaseAccept,
    /// Working on what was sent in: accepting it, asking once for corrections, refusing, returning, taking
    /// materials in (受理网上申请, 补正).
    CaseReceive,
    /// Deciding at the window what is decided on the spot (当场办结).
    CaseInstant,
    /// Sitting at the window as a representative: an item from the intake to the hand-out at once, or passing it on to the
    /// department (当场办, 退回部门). The letter is looked up besides.
    CaseSit,
    /// Reviewing: taking up, materials, special procedures, extension, referral (审查).
    CaseReview,
    /// Voiding what was entered by mistake (作废).
    CaseVoid,
    /// Applying without a desk: draft, sending in, correction, withdrawal, rating (网上申请).
    CaseApply,
    /// Handing an application on that was taken in above, and seeing how the own ones stand (上级推送).
    CasePush,
    /// Taking an accepted case of the own department over, and reporting what was decided (部门系统办理).
    CaseTakeOver,
    /// Granting or denying (决定).
    CaseDecide,
    /// Entering the result (办结).
    CaseComplete,
    /// Handing it out (送达).
    CaseDeliver,
    /// How many cases, how quickly, how they ended (办件统计).
    CaseStatistics,
    /// Public verification of a certificate by identifier and code (证照查验).
    CertificateVerify,
    /// Certificates as staff see them (电子证照).
    CertificateView,
    /// Making the certificate of a completed case (制证).
    CertificateIssue,
    /// Registering a certificate that was given out elsewhere.
    CertificateRegister,
    /// Ending a certificate: 撤销, 注销, 吊销, 转出.
    CertificateEnd,
    /// The county's kinds of certificates (证照类型).
    CertificateKindView,
    /// Keeping them.
    CertificateKindEdit,
    /// Packages of finished cases, their checks and batches (归档).
    ArchiveView,
    /// Packing a case and checking a package again.
    ArchivePack,
    /// Taking a package out and making a batch for transfer (移交).
    ArchiveTransfer,
    /// The county's chains with their drafts (一件事清单).
    ChainView,
    /// Making, publishing and stopping a chain (编制一件事).
    ChainEdit,
    /// The catalogue as staff see it.
    CatalogueView,
    /// Changing an item by hand and putting a version into force.
    CatalogueEdit,
    /// Drafting a change of an item and submitting it (送审).
    CatalogueDraft,
    /// Importing a catalogue file.
    CatalogueImport,
    /// Importing the tables of other offices: divisions, stations, the province's list, exports of cases, residency,
    /// the city's figures.
    TableImport,
    /// Who may decide what in the hall, for everybody (授权公示).
    DelegateNotice,
    /// Letters of representatives, and what they leave open (首席事务代表).
    DelegateView,
    /// Entering letters, filing, publishing and revoking them (任命、授权、备案、公示、撤销).
    DelegateEdit,
    /// Changing the rules of representatives and the words of their letters (代表规则和文书用语).
    DelegateRulesEdit,
    /// Stations and their naming.
    StationView,
    /// Changing the naming flags of a station.
    StationEdit,
    /// The desk of a station: its tasks, helping neighbours (站点工作台、帮办代办).
    StationWork,
    /// Renaming campaigns, inspections and assisted handling, with their progress (站点建设).
    StationProgress,
    /// Opening and closing campaigns, who works at a station (更名行动、站点人员).
    StationCampaign,
    /// Reporting the new name of a station, accepting such a report or sending it back (更名上报、验收).
    StationTask,
    /// The checklist, rounds and visits of inspections (规范化检查).
    StationInspect,
    /// The dashboard and the rows behind each figure.
    IndicatorView,
    /// Freezing a new snapshot.
    IndicatorSnapshot,
    /// Asking a county for the rows behind a figure that it reported (调取明细).
    EvidenceAsk,
    /// Changing what a figure counts, its target and its cards (指标口径).
    ProfileEdit,
    /// Noting what holds up a row that a figure lacks (堵点).
    BlockerEdit,
    /// The register of rectification (整改台账).
    RectificationView,
    /// Opening an order (交办).
    RectificationIssue,
    /// Answering an order.
    RectificationAnswer,
    /// Checking an answer and closing the order (销号).
    RectificationCheck,
    /// Clocks under watch: boards, cards and supervision orders (电子监察).
    OversightView,
    /// Disputing a card, saying in public why it is late, replying to a supervision order (异议、超期原因、答复督办).
    OversightAnswer,
    /// Ruling on disputes, supervision orders by hand and their closing, running the watch, its rules (裁定、督办、监察规则).
    OversightRule,
    /// The list of cards and one of them: a department its own, whoever sits at a window those of the windows (黄牌红牌).
    CardView,
    /// Disputing a card, each its own (提出异议).
    CardDispute,
    /// Seeing and disputing the cards of the hall's own windows, which belong to no department (综合窗口的牌).
    WindowCard,
    /// Why cases are late, for everybody (超期公示).
    OversightNotice,
    /// Draws of follow-up calls and what they found (回访结果).
    FollowupView,
    /// Calling those who were drawn, and writing it down (电话回访).
    FollowupCall,
    /// Changing whom to ask, how, and in which words (回访方案).
    FollowupPlan,
    /// Reading low answers on integrity and handing them over (廉洁线索).
    FollowupClue,
    /// Answering a questionnaire by its link, without signing in (答卷).
    QuestionnaireAnswer,
    /// Questionnaires and what they found (问卷结果).
    QuestionnaireView,
    /// Building them and typing paper in (编制问卷、纸质补录).
    QuestionnaireEdit,
    /// Putting them out and ending them (发布、结束).
    QuestionnairePublish,
    /// Scores of departments, windows and townships with their rows (评价得分); a department opens its own.
    EvaluationView,
    /// Scores of persons (个人得分).
    EvaluationPersons,
    /// One's own score with its rows, and disputing one (本人得分、异议).
    EvaluationOwn,
    /// The index with its weights, lines and versions (编制指标体系).
    EvaluationEdit,
    /// Computing a period, ruling on disputes, orders, talks and bulletins upon scores (计算、裁定、约谈、通报).
    EvaluationRule,
    /// Rating a contact by its link, without a desk (评价).
    ReviewGive,
    /// Published ratings and what was answered, for everybody (评价公示).
    ReviewNotice,
    /// Ratings, their rates and what speaks for gaming (好差评).
    ReviewView,
    /// Writing down what was said on paper, by telephone or on a device of the staff (代录评价).
    ReviewEnter,
    /// Looking into a bad rating, appealing, putting right, telling, closing (差评办理).
    ReviewHandle,
    /// Deciding appeals and publishing (申诉复核、公开).
    ReviewSettle,
    /// Writing the county's rules of ratings and putting them into force (好差评规则).
    ReviewRule,
    /// Leads of the detectors, each with its rows (线索).
    LeadView,
    /// Running the detectors, and their figures (监测).
    LeadDetect,
    /// Stating how it was (情况说明).
    LeadState,
    /// Assigning a lead, deciding on it, looking again (交办、核实、回头看).
    LeadSettle,
    /// Changing a threshold (监测口径).
    DetectorEdit,
    /// What is really handled in the hall, for everybody (进驻实效公示).
    ResidencyView,
    /// Official reports and weekly briefs.
    ReportView,
    /// Making a report, changing its words and the templates.
    ReportEdit,
    /// Changing the phrases that everybody in the county is offered (全县常用语).
    PhraseEdit,
    /// The list of staff.
    StaffView,
    /// Adding and changing staff.
    StaffEdit,
    /// The list of keys of programs (接口密钥).
    KeyView,
    /// Making a key.
    KeyEdit,
    /// Releasing a key that another made (核准).
    KeyRelease,
    /// Taking a key out of use (停用).
    KeyRevoke,
    /// The working-day calendar, open to everybody.
    CalendarView,
    /// Entering notices on holidays and the place's own days (放假安排、地方安排).
    CalendarEdit,
    /// Keeping subscriptions of other systems to what happens to cases (事件订阅): no person is in an event.
    SubscriptionEdit,
    /// Messages of other nodes (信封): who sends is known by its signature.
    ExchangeReceive,
    /// How it stands with the province, the city and the counties below (对接情况).
    ExchangeView,
    /// Publishing policies to nodes below, and answering those from above (政策下发、认领).
    PolicyEdit,
    /// Registering nodes and their keys (对接节点).
    PeerEdit,
    /// Liveness of the program, for its operator.
    Health,
}

/// Where an act is allowed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// Anywhere in the county.
    County,
    /// Only for cases and items of the own department, when the role is bound to one.
    OwnDepartment,
}

/// One line of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rule {
    /// Nobody need be signed in.
    pub public: bool,
    /// Who may.
    pub roles: &'static [Role],
    /// The right of a key that opens it to a program; none where a person must do it.
    pub scope: Option<Scope>,
    /// Where.
    pub place: Place,
}

/// Why somebody may not. The sentence says who could.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Denied {
    /// Nobody is signed in.
    #[error("请先登录")]
    NotSignedIn,
    /// Signed in, but not in that role.
    #[error("您的岗位不办这一步，请找{0}")]
    Role(String),
    /// The right role in another department.
    #[error("这件由{0}办理，您可以查看进度")]
    Department(String),
    /// A program whose key lacks this right.
    #[error("这个接口密钥没有 {0} 权限，需要请系统管理员另发")]
    Scope(Scope),
    /// A person where a program is asked for.
    #[error("这一步由对接的系统凭接口密钥来办")]
    Program,
    /// A program where a person is asked for.
    #[error("这一步要由人登录后办理，接口密钥办不了")]
    Person,
}

const ANY: &[Role] = &Role::ALL;
const CASES: &[Role] = &[Role::Clerk, Role::Approver, Role::Supervisor];

impl Act {
    /// Every act, for the printed matrix and the route test.
    pub const ALL: [Self; 107] = [
        Self::GuideView,
        Self::ProgressView,
        Self::SignIn,
        Self::SignOut,
        Self::OwnPassword,
        Self::CaseList,
        Self::CaseView,
        Self::CaseAccept,
        Self::CaseReceive,
        Self::CaseInstant,
        Self::CaseSit,
        Self::CaseReview,
        Self::CaseVoid,
        Self::CaseApply,
        Self::CasePush,
        Self::CaseTakeOver,
        Self::CaseDecide,
        Self::CaseComplete,
        Self::CaseDeliver,
        Self::CaseStatistics,
        Self::CertificateVerify,
        Self::CertificateView,
        Self::CertificateIssue,
        Self::CertificateRegister,
        Self::CertificateEnd,
        Self::CertificateKindView,
        Self::CertificateKindEdit,
        Self::ArchiveView,
        Self::ArchivePack,
        Self::ArchiveTransfer,
        Self::ChainView,
        Self::ChainEdit,
        Self::CatalogueView,
        Self::CatalogueEdit,
        Self::CatalogueDraft,
        Self::CatalogueImport,
        Self::TableImport,
        Self::DelegateNotice,
        Self::DelegateView,
        Self::DelegateEdit,
        Self::DelegateRulesEdit,
        Self::StationView,
        Self::StationEdit,
        Self::StationWork,
        Self::StationProgress,
        Self::StationCampaign,
        Self::StationTask,
        Self::StationInspect,
        Self::IndicatorView,
        Self::IndicatorSnapshot,
        Self::EvidenceAsk,
        Self::ProfileEdit,
        Self::BlockerEdit,
        Self::RectificationView,
        Self::RectificationIssue,
        Self::RectificationAnswer,
        Self::RectificationCheck,
        Self::OversightView,
        Self::OversightAnswer,
        Self::OversightRule,
        Self::CardView,
        Self::CardDispute,
        Self::WindowCard,
        Self::OversightNotice,
        Self::FollowupView,
        Self::FollowupCall,
        Self::FollowupPlan,
        Self::FollowupClue,
        Self::EvaluationEdit,
        Self::EvaluationOwn,
        Self::EvaluationPersons,
        Self::EvaluationRule,
        Self::EvaluationView,
        Self::QuestionnaireAnswer,
        Self::QuestionnaireEdit,
        Self::QuestionnairePublish,
        Self::QuestionnaireView,
        Self::ReviewEnter,
        Self::ReviewGive,
        Self::ReviewHandle,
        Self::ReviewNotice,
        Self::ReviewRule,
        Self::ReviewSettle,
        Self::ReviewView,
        Self::LeadView,
        Self::LeadDetect,
        Self::LeadState,
        Self::LeadSettle,
        Self::DetectorEdit,
        Self::ResidencyView,
        Self::ReportView,
        Self::ReportEdit,
        Self::PhraseEdit,
        Self::StaffView,
        Self::StaffEdit,
        Self::KeyView,
        Self::KeyEdit,
        Self::KeyRelease,
        Self::KeyRevoke,
        Self::CalendarView,
        Self::CalendarEdit,
        Self::SubscriptionEdit,
        Self::ExchangeReceive,
        Self::ExchangeView,
        Self::PolicyEdit,
        Self::PeerEdit,
        Self::Health,
    ];
}

/// The table.
pub fn rule(act: Act) -> Rule {
    let scope = scope(act);
    let public = Rule { public: true, roles: ANY, place: Place::County, scope };
    let county = |roles| Rule { public: false, roles, place: Place::County, scope };
    let own = |roles| Rule { public: false, roles, place: Place::OwnDepartment, scope };
    match act {
        Act::GuideView
        | Act::ProgressView
        | Act::CaseApply
        | Act::SignIn
        | Act::DelegateNotice
        | Act::ResidencyView
        | Act::StationView
        | Act::CalendarView
        | Act::CertificateVerify
        | Act::OversightNotice
        | Act::QuestionnaireAnswer
        | Act::ReviewGive
        | Act::ReviewNotice
        | Act::ExchangeReceive
        | Act::Health => public,
        Act::SignOut | Act::OwnPassword | Act::EvaluationOwn => county(ANY),
        Act::CaseList | Act::CaseView | Act::CertificateView | Act::CardView => own(CASES),
        Act::CaseAccept | Act::CaseInstant | Act::CaseDeliver | Act::WindowCard => county(&[Role::Clerk]),
        Act::CaseReceive | Act::CaseSit | Act::CardDispute => own(&[Role::Clerk, Role::Approver]),
        // Programs alone.
        Act::CasePush | Act::CaseTakeOver => own(&[]),
        Act::CaseStatistics | Act::OversightView => own(&[Role::Approver, Role::Supervisor]),
        Act::CaseReview
        | Act::CaseVoid
        | Act::CaseDecide
        | Act::CaseComplete
        | Act::CertificateIssue
        | Act::OversightAnswer => own(&[Role::Approver]),
        // What was only registered may be ended by whoever may register; what was made here, in its department alone.
        Act::CertificateRegister | Act::CertificateEnd => county(&[Role::Clerk, Role::Approver]),
        Act::CertificateKindView => county(&[Role::Clerk, Role::Approver, Role::Editor, Role::Supervisor]),
        Act::CertificateKindEdit => county(&[Role::Editor]),
        Act::ArchiveView => county(&[Role::Editor, Role::Supervisor]),
        // The applicant stands in a package in the clear.
        Act::ArchivePack | Act::ArchiveTransfer => county(&[Role::Editor]),
        Act::CatalogueView | Act::ChainView => county(&[Role::Clerk, Role::Approver, Role::Editor, Role::Supervisor]),
        Act::CatalogueEdit
        | Act::CatalogueImport
        | Act::ChainEdit
        | Act::TableImport
        | Act::StationEdit
        | Act::StationCampaign
        | Act::DelegateEdit
        | Act::CalendarEdit => county(&[Role::Editor]),
        // Which station, a post says.
        Act::StationWork => county(&[Role::Helper]),
        Act::StationTask => county(&[Role::Editor, Role::Helper]),
        Act::StationProgress => county(&[Role::Editor, Role::Supervisor, Role::Helper]),
        Act::StationInspect => county(&[Role::Editor, Role::Supervisor]),
        Act::DelegateRulesEdit => county(&[Role::Editor, Role::Supervisor]),
        Act::CatalogueDraft | Act::RectificationAnswer | Act::LeadState => own(&[Role::Editor, Role::Approver]),
        Act::IndicatorView | Act::RectificationIssue | Act::ReportView | Act::ReportEdit => {
            county(&[Role::Editor, Role::Supervisor])
        }
        Act::BlockerEdit | Act::RectificationView | Act::DelegateView | Act::EvaluationView | Act::LeadView => {
            own(&[Role::Approver, Role::Editor, Role::Supervisor])
        }
        // Who is measured does not set the measure.
        Act::IndicatorSnapshot
        | Act::EvidenceAsk
        | Act::ProfileEdit
        | Act::RectificationCheck
        | Act::OversightRule
        | Act::EvaluationPersons
        | Act::EvaluationEdit
        | Act::EvaluationRule
        | Act::LeadDetect
        | Act::LeadSettle
        | Act::DetectorEdit => county(&[Role::Supervisor]),
        // Who decides cases is asked about and does not ask.
        Act::FollowupView => county(&[Role::Editor, Role::Supervisor, Role::Caller, Role::Discipline]),
        Act::FollowupCall => county(&[Role::Caller]),
        Act::FollowupPlan | Act::QuestionnairePublish => county(&[Role::Supervisor]),
        // Who is judged types no paper in: neither windows nor those who decide.
        Act::QuestionnaireView | Act::QuestionnaireEdit => county(&[Role::Editor, Role::Supervisor, Role::Caller]),
        Act::FollowupClue => county(&[Role::Discipline]),
        // What is rated badly is seen by the department that decided; whose conduct it is does not settle it.
        Act::ReviewView => own(&[Role::Approver, Role::Supervisor]),
        Act::ReviewEnter => county(&[Role::Clerk, Role::Caller]),
        Act::ReviewHandle => own(&[Role::Approver]),
        Act::ReviewSettle | Act::ReviewRule => county(&[Role::Supervisor]),
        Act::StaffView | Act::StaffEdit | Act::KeyEdit | Act::SubscriptionEdit | Act::PeerEdit => {
            county(&[Role::Administrator])
        }
        Act::PolicyEdit => county(&[Role::Editor]),
        Act::ExchangeView => county(&[Role::Editor, Role::Supervisor, Role::Administrator]),
        Act::KeyView | Act::KeyRevoke => county(&[Role::Administrator, Role::Supervisor]),
        Act::PhraseEdit => county(&[Role::Administrator, Role::Supervisor]),
        // Who makes a key does not let it in (三员分立).
        Act::KeyRelease => county(&[Role::Supervisor]),
    }
}

/// The right of a key that opens an act to a program. What keeps people, keys, measures and reports in order is
/// done by people.
fn scope(act: Act) -> Option<Scope> {
    match act {
        Act::CatalogueView | Act::ChainView | Act::DelegateView => Some(Scope::CatalogueRead),
        Act::CaseList | Act::CaseView | Act::CertificateView => Some(Scope::CasesRead),
        Act::CaseAccept | Act::CaseReceive | Act::CaseDeliver => Some(Scope::CasesWrite),
        Act::CaseReview | Act::CaseDecide | Act::CaseComplete => Some(Scope::CasesDecide),
        Act::CasePush => Some(Scope::CasesPush),
        Act::CaseTakeOver => Some(Scope::CasesDecideElsewhere),
        Act::CaseStatistics | Act::IndicatorView | Act::ReportView | Act::FollowupView | Act::QuestionnaireView | Act::EvaluationView | Act::ReviewView => {
            Some(Scope::IndicatorsRead)
        }
        Act::SubscriptionEdit => Some(Scope::Webhooks),
        Act::RectificationView | Act::LeadView => Some(Scope::RectificationRead),
        Act::RectificationAnswer => Some(Scope::RectificationAnswer),
        Act::OversightView | Act::CardView => Some(Scope::OversightRead),
        Act::GuideView
        | Act::ProgressView
        | Act::CaseApply
        | Act::CaseInstant
        // Whoever signs gives a password.
        | Act::CaseSit
        | Act::CaseVoid
        | Act::CertificateVerify
        | Act::CertificateIssue
        | Act::CertificateRegister
        | Act::CertificateEnd
        | Act::CertificateKindView
        | Act::CertificateKindEdit
        | Act::SignIn
        | Act::SignOut
        | Act::OwnPassword
        | Act::ArchiveView
        | Act::ArchivePack
        | Act::ArchiveTransfer
        | Act::ChainEdit
        | Act::CatalogueEdit
        | Act::CatalogueDraft
        | Act::CatalogueImport
        | Act::TableImport
        | Act::DelegateNotice
        | Act::DelegateEdit
        | Act::DelegateRulesEdit
        | Act::StationView
        | Act::StationEdit
        | Act::StationWork
        | Act::StationProgress
        | Act::StationCampaign
        | Act::StationTask
        | Act::StationInspect
        | Act::IndicatorSnapshot
        | Act::EvidenceAsk
        | Act::ProfileEdit
        | Act::BlockerEdit
        | Act::RectificationIssue
        | Act::RectificationCheck
        | Act::OversightAnswer
        | Act::OversightRule
        | Act::CardDispute
        | Act::WindowCard
        | Act::OversightNotice
        | Act::EvaluationPersons
        | Act::EvaluationOwn
        | Act::EvaluationEdit
        | Act::EvaluationRule
        | Act::LeadDetect
        | Act::LeadState
        | Act::LeadSettle
        | Act::DetectorEdit
        | Act::ResidencyView
        | Act::ReportEdit
        | Act::FollowupCall
        | Act::FollowupPlan
        | Act::FollowupClue
        | Act::QuestionnaireAnswer
        | Act::QuestionnaireEdit
        | Act::QuestionnairePublish
        | Act::ReviewGive
        | Act::ReviewNotice
        | Act::ReviewEnter
        | Act::ReviewHandle
        | Act::ReviewSettle
        | Act::ReviewRule
        | Act::PhraseEdit
        | Act::StaffView
        | Act::StaffEdit
        | Act::CalendarView
        | Act::CalendarEdit
        | Act::KeyView
        | Act::KeyEdit
        | Act::KeyRelease
        | Act::KeyRevoke
        | Act::ExchangeReceive
        | Act::ExchangeView
        | Act::PolicyEdit
        | Act::PeerEdit
        | Act::Health => None,
    }
}

/// What a program may: an act whose right its key holds, for its own department where it is bound to one.
fn by_key(key: &ApiKey, rule: Rule, of: Option<(DepartmentId, &str)>) -> Result<Option<Role>, Denied> {
    match (rule.public, rule.scope) {
        (true, _) => return Ok(None),
        (false, None) => return Err(Denied::Person),
        (false, Some(scope)) if !key.scopes.contains(&scope) => return Err(Denied::Scope(scope)),
        (false, Some(_)) => {}
    }
    match (key.department, of) {
        (Some(own), Some((department, name))) if own != department => Err(Denied::Department(name.to_owned())),
        (Some(_) | None, _) => Ok(None),
    }
}

/// Decides, and names the role in which it is allowed. `of` is the department that the row belongs
/// to, with its name; `None` where the act is not about one row.
pub fn authorise(desk: &Desk, act: Act, of: Option<(DepartmentId, &str)>) -> Result<Option<Role>, Denied> {
    let rule = rule(act);
    if let Some(key) = &desk.key {
        return by_key(key, rule, of);
    }
    let Some(staff) = &desk.staff else {
        return if rule.public || desk.is_system() { Ok(None) } else { Err(Denied::NotSignedIn) };
    };
    let mut elsewhere = false;
    for role in rule.roles.iter().filter(|r| staff.roles.contains(r)) {
        match of {
            Some((department, _)) if is_bound(rule.place, *role) && staff.department != Some(department) => {
                elsewhere = true
            }
            Some(_) | None => return Ok(Some(*role)),
        }
    }
    match of {
        Some((_, name)) if elsewhere => Err(Denied::Department(name.to_owned())),
        Some(_) | None if rule.public => Ok(None),
        Some(_) | None if rule.roles.is_empty() => Err(Denied::Program),
        Some(_) | None => {
            let who: Vec<&str> = rule.roles.iter().map(|r| r.label()).collect();
            Err(Denied::Role(who.join("或")))
        }
    }
}

/// Whether a role acts for its own department alone.
fn is_bound(place: Place, role: Role) -> bool {
    match (place, role) {
        (Place::OwnDepartment, Role::Approver) => true,
        (
            Place::OwnDepartment,
            Role::Clerk
            | Role::Editor
            | Role::Supervisor
            | Role::Administrator
            | Role::Caller
            | Role::Discipline
            | Role::Helper,
        )
        | (Place::County, _) => false,
    }
}

/// How far an act reaches that is about many rows: lists, counts, the other cases of an applicant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// All of the county.
    County,
    /// One department's.
    Department(DepartmentId),
    /// None: the role is bound to a department and there is none.
    Nothing,
}

impl Reach {
    /// Whether what belongs to this department is within it.
    pub fn covers(self, department: DepartmentId) -> bool {
        match self {
            Self::County => true,
            Self::Department(own) => own == department,
            Self::Nothing => false,
        }
    }
}

/// How far the desk's right to an act reaches. Of several roles the widest counts.
pub fn reach(desk: &Desk, act: Act) -> Result<Reach, Denied> {
    authorise(desk, act, None)?;
    if let Some(key) = &desk.key {
        return Ok(key.department.map_or(Reach::County, Reach::Department));
    }
    let Some(staff) = &desk.staff else { return Ok(Reach::County) };
    let rule = rule(act);
    let mut held = rule.roles.iter().filter(|r| staff.roles.contains(r));
    if rule.public || held.any(|r| !is_bound(rule.place, *r)) {
        return Ok(Reach::County);
    }
    Ok(staff.department.map_or(Reach::Nothing, Reach::Department))
}

#[cfg(test)]
mod tests;

//! All pages with all their samples (样张): what the checks and the screenshots go through. A page that is not
//! listed here is not checked, so a test compares this list with the templates.

use crate::archive::{ArchivePage, BatchPage, PackagePage};
use crate::base::{AccessibilityPage, ErrorPage, HomePage, Page, Rendered, render_samples};
use crate::calendar::{CalendarEnterPage, CalendarPreviewPage, CalendarYearPage};
use crate::cases::{
    AcceptFindPage, AcceptPage, AgainPage, ApplyPage, AssistFindPage, AssistPage, AssistSheetPage, AssistedPage,
    BatchDecidePage, BatchDecidedPage, CaseFilesPage, CaseImportDonePage, CaseImportLookPage, CaseImportPage,
    CaseImportRunPage, CasePage, CheckPage, CorrectPage, CountedPage, CountyPhrasesPage, NoticePage, OpenOwnPage,
    OwnMaterialsPage, OwnPage, PhrasesPage, ProgressFormPage, ProgressPage, QuestionsPage, ReceiptPage, ScanPage,
    SittingDeskPage, SittingPapersPage, StatisticsPage, WorklistPage,
};
use crate::catalogue::{
    BrowseListPage, BrowsePage, ComparePage, DraftPage, DraftsPage, ExemptionsPage, FormEditPage, FormPreviewPage,
    GuidePage, HistoryPage, ImportDonePage, ImportLookPage, ImportPage, ImportPreviewPage, ImportUndoPage,
    ImportWaitPage, ImportsPage, ItemEditPage, ItemListPage, MandatePage, QualityPage, SearchPage,
};
use crate::certificates::{
    CertificateListPage, CertificatePage, IssuePage, KindPage, KindsPage, RegisterPage as CertificateFormPage,
    VerifiedPage, VerifyPage,
};
use crate::chains::{
    ChainEditPage, ChainGuidePage, ChainImportPage, ChainListPage, ChainOffersPage, ChainPreviewPage, ChainRenewPage,
    MatterAppliedPage, MatterCheckPage, MatterListPage, MatterPage, MatterProgressFormPage, MatterProgressPage,
    MatterReceiptPage, MatterResumePage, MatterTakePage,
};
use crate::delegates::{
    AppointPage, AuthorisePage, BoardPage, BoardRowsPage, DelegateCheckPage, DelegateNoticePage, DelegateRegisterPage,
    LetterPage, RulesPage, SentBackPage, StillAwayPage, WindowRulesPage,
};
use crate::evaluation::{
    DisputesPage, EvaluationIndexPage, FollowPage, IndexWhatIfPage, LeafRowsPage, OwnScorePage, RankingPage, ScorePage,
    WeightsPage,
};
use crate::followup::{CluesPage, FollowupHomePage, FollowupPlanPage, FollowupResultsPage, LinePage, WeekDrawPage};
use crate::indicators::{
    BlockersPage, CityPage, DashboardPage, GapsPage, OrderFormPage, OrderedPage, ProfilePage, ProfilesPage, RowsPage,
    TrendPage, WhatIfPage,
};
use crate::oversight::{
    CardPage, CardsPage, HallProfilePage, IssueSupervisionPage, LeadListPage, LeadPage, OverdueNoticePage, QueuePage,
    ResidencyPage, RunListPage, RunPage, SupervisionListPage, SupervisionPage, WatchBoardPage, WatchProfilePage,
    WatchRunPage,
};
use crate::people::{
    KeyFormPage, KeyListPage, PasswordPage, ResumePage, SignInPage, StaffEditPage, StaffFormPage, StaffListPage,
    StaffResetPage,
};
use crate::publication::{
    DifferencesPage, PeersPage, PublishingPage, SubscriptionFormPage, SubscriptionListPage, SubscriptionPage,
};
use crate::questionnaires::{
    AnswerPage, PaperPage, QuestionnaireEditPage, QuestionnaireLinksPage, QuestionnaireListPage,
    QuestionnairePreviewPage, QuestionnaireResultsPage,
};
use crate::rectification::{NewOrderPage, OrderPage, PrintPage, RegisterPage};
use crate::reports::{ReportListPage, ReportPage, TemplatePage};
use crate::reviews::{
    ImportedReviewsPage, ReviewEnterPage, ReviewGivePage, ReviewListPage, ReviewNoticePage, ReviewPage,
    ReviewRatesPage, SignsPage,
};
use crate::stations::{
    CampaignPage, CampaignsPage, ChecklistPage, NamingPage, NearPage, RoundPage, RoundsPage, StationFormPage,
    StationListPage, StationPage, TaskPage, VisitPage, WorkPage,
};
use crate::tables::{TableDonePage, TableListPage, TablePreviewPage, TableUploadPage};

macro_rules! pages {
    ($($page:ty),+ $(,)?) => {
        /// Template names of all pages, without ending.
        pub const PAGE_NAMES: &[&str] = &[$(<$page as Page>::NAME),+];

        /// Draws every sample of every page.
        ///
        /// # Errors
        /// When a template cannot be written, which a `String` target rules out.
        pub fn all_samples() -> Result<Vec<Rendered>, askama::Error> {
            let mut all = Vec::new();
            $(all.extend(render_samples::<$page>()?);)+
            Ok(all)
        }
    };
}

pages!(
    HomePage,
    AssistFindPage,
    AssistPage,
    AssistSheetPage,
    AssistedPage,
    CampaignsPage,
    CampaignPage,
    TaskPage,
    RoundsPage,
    RoundPage,
    VisitPage,
    ChecklistPage,
    NearPage,
    WorkPage,
    ChainOffersPage,
    ChainGuidePage,
    ChainImportPage,
    ChainPreviewPage,
    ChainListPage,
    ChainEditPage,
    MatterTakePage,
    MatterResumePage,
    ChainRenewPage,
    MatterAppliedPage,
    MatterCheckPage,
    MatterListPage,
    MatterPage,
    MatterReceiptPage,
    MatterProgressFormPage,
    MatterProgressPage,
    ErrorPage,
    AccessibilityPage,
    SignInPage,
    ResumePage,
    PasswordPage,
    StaffListPage,
    StaffFormPage,
    StaffEditPage,
    StaffResetPage,
    KeyListPage,
    KeyFormPage,
    CalendarYearPage,
    CalendarEnterPage,
    CalendarPreviewPage,
    SearchPage,
    BrowsePage,
    BrowseListPage,
    GuidePage,
    ItemListPage,
    MandatePage,
    QualityPage,
    ItemEditPage,
    DraftPage,
    DraftsPage,
    FormEditPage,
    FormPreviewPage,
    HistoryPage,
    ComparePage,
    ImportPage,
    ImportLookPage,
    ImportWaitPage,
    ImportPreviewPage,
    ImportDonePage,
    ImportUndoPage,
    ImportsPage,
    StationListPage,
    NamingPage,
    StationPage,
    StationFormPage,
    TableListPage,
    TableUploadPage,
    CaseImportPage,
    CaseImportLookPage,
    CaseImportRunPage,
    CaseImportDonePage,
    TablePreviewPage,
    TableDonePage,
    DifferencesPage,
    PublishingPage,
    PeersPage,
    SubscriptionListPage,
    SubscriptionPage,
    SubscriptionFormPage,
    ExemptionsPage,
    AcceptFindPage,
    AcceptPage,
    WorklistPage,
    BatchDecidePage,
    BatchDecidedPage,
    PhrasesPage,
    CountyPhrasesPage,
    ScanPage,
    SittingDeskPage,
    SittingPapersPage,
    StatisticsPage,
    CountedPage,
    CasePage,
    CaseFilesPage,
    ArchivePage,
    PackagePage,
    BatchPage,
    ReceiptPage,
    NoticePage,
    ProgressFormPage,
    ProgressPage,
    CertificateListPage,
    CertificatePage,
    IssuePage,
    CertificateFormPage,
    KindsPage,
    KindPage,
    VerifyPage,
    VerifiedPage,
    AgainPage,
    ApplyPage,
    QuestionsPage,
    OwnMaterialsPage,
    CheckPage,
    OpenOwnPage,
    OwnPage,
    CorrectPage,
    DelegateRegisterPage,
    RulesPage,
    WindowRulesPage,
    LetterPage,
    AppointPage,
    AuthorisePage,
    BoardPage,
    BoardRowsPage,
    DelegateCheckPage,
    DelegateNoticePage,
    SentBackPage,
    StillAwayPage,
    DashboardPage,
    RowsPage,
    GapsPage,
    BlockersPage,
    OrderFormPage,
    OrderedPage,
    WhatIfPage,
    CityPage,
    TrendPage,
    ProfilesPage,
    ProfilePage,
    ReportListPage,
    ReportPage,
    TemplatePage,
    WatchBoardPage,
    CardsPage,
    CardPage,
    SupervisionListPage,
    SupervisionPage,
    IssueSupervisionPage,
    WatchProfilePage,
    WatchRunPage,
    OverdueNoticePage,
    LeadListPage,
    LeadPage,
    RunListPage,
    RunPage,
    ResidencyPage,
    DisputesPage,
    EvaluationIndexPage,
    FollowPage,
    HallProfilePage,
    IndexWhatIfPage,
    LeafRowsPage,
    OwnScorePage,
    QueuePage,
    RankingPage,
    ScorePage,
    WeightsPage,
    FollowupHomePage,
    ReviewGivePage,
    ReviewNoticePage,
    ReviewRatesPage,
    ReviewListPage,
    ImportedReviewsPage,
    ReviewPage,
    ReviewEnterPage,
    SignsPage,
    LinePage,
    WeekDrawPage,
    FollowupResultsPage,
    FollowupPlanPage,
    CluesPage,
    QuestionnaireListPage,
    QuestionnaireEditPage,
    QuestionnairePreviewPage,
    QuestionnaireLinksPage,
    AnswerPage,
    PaperPage,
    QuestionnaireResultsPage,
    RegisterPage,
    OrderPage,
    NewOrderPage,
    PrintPage,
);

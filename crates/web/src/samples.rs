//! All pages with all their samples (样张): what the checks and the screenshots go through. A page that is not
//! listed here is not checked, so a test compares this list with the templates.

use crate::base::{AccessibilityPage, ErrorPage, HomePage, Page, Rendered, render_samples};
use crate::cases::{AcceptFindPage, AcceptPage, CasePage, ProgressFormPage, ProgressPage, ReceiptPage, WorklistPage};
use crate::catalogue::{
    GuidePage, ImportDonePage, ImportPage, ImportPreviewPage, ItemEditPage, ItemListPage, SearchPage,
};
use crate::indicators::{DashboardPage, RowsPage};
use crate::people::{
    PasswordPage, ResumePage, SignInPage, StaffEditPage, StaffFormPage, StaffListPage, StaffResetPage,
};
use crate::stations::{NamingPage, StationListPage};

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
    ErrorPage,
    AccessibilityPage,
    SignInPage,
    ResumePage,
    PasswordPage,
    StaffListPage,
    StaffFormPage,
    StaffEditPage,
    StaffResetPage,
    SearchPage,
    GuidePage,
    ItemListPage,
    ItemEditPage,
    ImportPage,
    ImportPreviewPage,
    ImportDonePage,
    StationListPage,
    NamingPage,
    AcceptFindPage,
    AcceptPage,
    WorklistPage,
    CasePage,
    ReceiptPage,
    ProgressFormPage,
    ProgressPage,
    DashboardPage,
    RowsPage,
);

//! What the handlers share.

use std::{
    path::PathBuf,
    sync::{Arc, Mutex, PoisonError},
};

use domain::{
    people::{Act, authorise},
    publication::Listed,
};
use services::{Bureau, base::County, cases::CaseFile};

use super::{
    Oops, Seat,
    held::{HeldFile, HeldFiles},
    meter::Meter,
    onlookers::Onlookers,
    runs::Runs,
};
use crate::base::{Frame, NavEntry, Trouble, WhoAmI, paths};

/// The running site.
#[derive(Clone)]
pub struct App {
    inner: Arc<Inner>,
}

struct Inner {
    bureau: Bureau,
    county: County,
    exe: PathBuf,
    site: Site,
    held: HeldFiles,
    meter: Meter,
    onlookers: Onlookers,
    runs: Runs,
    last_read: Mutex<Option<(String, Arc<CaseFile>)>>,
}

/// How the site stands towards the network.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Site {
    /// A proxy on this machine ends TLS: cookies are marked for HTTPS, and the visitor's address is the
    /// last one that the proxy wrote into `X-Forwarded-For`.
    pub behind_tls: bool,
    /// The site speaks HTTPS itself: cookies are marked for HTTPS; addresses are those of the connections.
    pub own_tls: bool,
    /// Address under which the public reaches the site, as `https://hall.example`; printed on receipts.
    /// Without it receipts take the `Host` of the request.
    pub public_url: Option<String>,
    /// Hosts inside the network that events may be sent to.
    pub push_to: Listed,
}

/// One entry of the top bar: address, words, act that opens it.
type NavRow = (&'static str, &'static str, Act);

/// The top bar of staff; each sees the entries that the access table opens to them.
const STAFF_NAV: &[NavRow] = &[
    (paths::WORKLIST, "我的工作", Act::CaseList),
    (paths::ACCEPT, "收件", Act::CaseAccept),
    (paths::MATTERS, "一件事", Act::CaseReceive),
    (paths::CASE_STATISTICS, "统计", Act::CaseStatistics),
    (paths::CERTIFICATES, "证照", Act::CertificateView),
    (paths::ITEMS, "事项库", Act::CatalogueView),
    (paths::IMPORT, "导入", Act::CatalogueImport),
    (paths::STATIONS, "站点", Act::StationEdit),
    (paths::STATION_WORK, "站点工作台", Act::StationWork),
    // Supervisors come to it from 统计, and to the keys of programs too: their bar is full.
    (paths::ARCHIVE, "归档", Act::ArchivePack),
    (paths::INDICATORS, "看板", Act::IndicatorView),
    (paths::REPORTS, "报告", Act::ReportView),
    (paths::RECTIFICATION, "整改", Act::RectificationView),
    (paths::OVERSIGHT, "监察", Act::OversightView),
    // Supervisors come to it from 看板.
    (paths::FOLLOWUP, "电话回访", Act::FollowupCall),
    (paths::FOLLOWUP_CLUES, "廉洁线索", Act::FollowupClue),
    (paths::CALENDAR, "日历", Act::CalendarEdit),
    (paths::STAFF, "人员", Act::StaffView),
];

const PUBLIC_NAV: &[NavRow] = &[
    (paths::HOME, "首页", Act::GuideView),
    (paths::SEARCH, "查事项", Act::GuideView),
    (paths::PROGRESS, "查进度", Act::ProgressView),
    (paths::CERTIFICATE_VERIFY, "证照查验", Act::CertificateVerify),
    (paths::STATIONS, "便民站点", Act::StationView),
    (paths::DELEGATES_NOTICE, "授权公示", Act::DelegateNotice),
    (paths::OVERSIGHT_NOTICE, "超期公示", Act::OversightNotice),
    (paths::REVIEW_NOTICE, "评价公示", Act::ReviewNotice),
];

impl App {
    /// `exe` is this program, for reading files in a child process.
    pub fn new(bureau: Bureau, county: County, exe: PathBuf, site: Site) -> Self {
        Self {
            inner: Arc::new(Inner {
                bureau,
                county,
                exe,
                site,
                held: HeldFiles::default(),
                meter: Meter::default(),
                onlookers: Onlookers::default(),
                runs: Runs::default(),
                last_read: Mutex::default(),
            }),
        }
    }

    /// The county at work.
    pub fn bureau(&self) -> &Bureau {
        &self.inner.bureau
    }

    pub(crate) fn county(&self) -> &County {
        &self.inner.county
    }

    pub(crate) fn exe(&self) -> PathBuf {
        self.inner.exe.clone()
    }

    /// Files that were sent and not decided on yet.
    pub(crate) fn held(&self) -> &HeldFiles {
        &self.inner.held
    }

    /// A file that this visitor has sent and not decided on yet.
    pub(crate) fn held_file(&self, seat: &Seat, token: &str) -> Result<Arc<HeldFile>, Oops> {
        let file = self.held().find(token, &seat.desk, self.bureau().now());
        file.ok_or_else(|| Oops::new(Trouble::NotFound, "not_found").saying("这份文件已经不在了，请重新上传"))
    }

    /// What goes on after its form was answered.
    pub(crate) fn runs(&self) -> &Runs {
        &self.inner.runs
    }

    /// The export that was read last, where it is the one of this token: the steps of one import follow each other, and
    /// reading takes longer than all else.
    pub(crate) fn last_read(&self, token: &str) -> Option<Arc<CaseFile>> {
        let last = self.inner.last_read.lock().unwrap_or_else(PoisonError::into_inner);
        last.as_ref().filter(|(of, _)| of == token).map(|(_, file)| file.clone())
    }

    /// Keeps an export as read until the next one, or lets it go.
    pub(crate) fn keep_read(&self, read: Option<(String, Arc<CaseFile>)>) {
        *self.inner.last_read.lock().unwrap_or_else(PoisonError::into_inner) = read;
    }

    /// Who has which case open.
    pub(crate) fn onlookers(&self) -> &Onlookers {
        &self.inner.onlookers
    }

    /// How often keys have called this minute.
    pub(super) fn meter(&self) -> &Meter {
        &self.inner.meter
    }

    /// Whether visitors come over HTTPS.
    pub(crate) fn secure(&self) -> bool {
        self.inner.site.behind_tls || self.inner.site.own_tls
    }

    /// Whether a proxy of our own says where visitors come from.
    pub(crate) fn behind_proxy(&self) -> bool {
        self.inner.site.behind_tls
    }

    /// Hosts inside the network that events may be sent to.
    pub(crate) fn push_to(&self) -> Listed {
        self.inner.site.push_to.clone()
    }

    pub(crate) fn public_url(&self) -> Option<&str> {
        self.inner.site.public_url.as_deref().map(|url| url.trim_end_matches('/')).filter(|url| !url.is_empty())
    }

    /// The frame of a page for whoever sits there.
    pub(crate) fn frame(&self, seat: &Seat, title: impl Into<String>) -> Frame {
        let county = self.county();
        let rows = if seat.desk.staff.is_some() { STAFF_NAV } else { PUBLIC_NAV };
        let nav = rows
            .iter()
            .filter(|(_, _, act)| authorise(&seat.desk, *act, None).is_ok())
            .map(|(href, label, _)| NavEntry {
                href: (*href).to_owned(),
                label: (*label).to_owned(),
                current: current(rows, href, &seat.path),
            })
            .collect();
        let signed_in = seat.desk.staff.as_ref().map(|s| WhoAmI {
            name: s.name.clone(),
            place: match s.window() {
                Some(no) => format!("{no} 号综合窗口"),
                None => s.roles.first().map_or("工作人员", |r| r.label()).to_owned(),
            },
        });
        Frame {
            county: county.name.clone(),
            organiser: if county.named {
                format!("{}政务服务和数据管理局", county.name)
            } else {
                county.name.clone()
            },
            registrations: Vec::new(),
            sample: county.sample,
            title: title.into(),
            nav,
            signed_in,
            csrf: seat.csrf.clone(),
            key: self.bureau().new_token(),
            notice: None,
            problems: Vec::new(),
            elder: seat.elder,
            elder_href: elder_href(seat),
        }
    }
}

/// The entry with the longest address that the path begins with is the current one.
fn current(rows: &[NavRow], href: &str, path: &str) -> bool {
    let fits = |h: &str| path == h || (h != "/" && path.strip_prefix(h).is_some_and(|r| r.starts_with('/')));
    let best = rows.iter().map(|(h, _, _)| *h).filter(|h| fits(h)).max_by_key(|h| h.len());
    best == Some(href)
}

fn elder_href(seat: &Seat) -> String {
    let kept: Vec<&str> = seat.query.split('&').filter(|p| !p.is_empty() && !p.starts_with("elder=")).collect();
    let wanted = if seat.elder { "elder=0" } else { "elder=1" };
    let mut parts = kept;
    parts.push(wanted);
    // A page that was the answer to a POST cannot be asked for again by its address.
    let path = if seat.posted { paths::HOME } else { &seat.path };
    if seat.posted { format!("{path}?{wanted}") } else { format!("{path}?{}", parts.join("&")) }
}

/// Runs a use case where blocking is allowed.
pub(crate) async fn blocking<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, Oops> {
    tokio::task::spawn_blocking(work).await.map_err(|e| Oops::broken(&e))
}

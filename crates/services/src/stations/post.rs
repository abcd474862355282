//! Who works at which station (站点人员): posting somebody, and whose desk this is.

use domain::{
    base::{DivisionCode, StaffId},
    people::{Act, Denied, Desk, Login, Role},
    stations::{Post, Posted, Worker},
};
use serde::{Deserialize, Serialize};
use store::{
    StoreError, Tx,
    journal::{self, Entry, Stream},
    people, stations as rows,
};

use crate::{Bureau, Failure, Never};

/// Why nobody was posted.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PostRefusal {
    /// No such station.
    #[error("没有这个站点，请到站点名册核对")]
    NoStation,
    /// No such person, or one who has left.
    #[error("没有登录名是“{0}”的在岗人员，请系统管理员先开账号")]
    NoStaff(String),
    /// Not in that role.
    #[error("{0}的岗位里没有“站点人员”，请系统管理员先加上")]
    NoHelper(String),
    /// There already.
    #[error("{0}已经在这个站点")]
    Same(String),
}

/// What the form of a post holds.
#[derive(Debug, Clone, Default, Serialize)]
pub struct PostForm {
    /// Division the station stands in.
    pub station: String,
    /// Sign-in name.
    pub login: String,
}

/// Posts somebody to a station; they leave the one before.
///
/// # Errors
/// No such station or person, or not in that role.
pub fn post(bureau: &Bureau, desk: &Desk, form: &PostForm, key: Option<&str>) -> Result<(), Failure<PostRefusal>> {
    let role = bureau.may(desk, Act::StationCampaign)?;
    let (region, stamp, today) = (*bureau.region(), desk.stamp(bureau.now(), role), bureau.today());
    let command = bureau.command(desk, "station.post", key, form);
    let form = form.clone();
    bureau
        .db()
        .commit(command, move |tx| -> Result<(), Failure<PostRefusal>> {
            let code = DivisionCode::parse(&form.station).map_err(|_| Failure::Refused(PostRefusal::NoStation))?;
            if rows::station(tx, &region, &code)?.is_none() {
                return Err(Failure::Refused(PostRefusal::NoStation));
            }
            let nobody = || Failure::Refused(PostRefusal::NoStaff(form.login.trim().to_owned()));
            let login = Login::parse(&form.login).map_err(|_| nobody())?;
            let found = people::staff_by_login(tx, &region, &login)?;
            let staff = found.filter(|s| s.active).ok_or_else(nobody)?;
            if !staff.roles.contains(&Role::Helper) {
                return Err(Failure::Refused(PostRefusal::NoHelper(staff.name)));
            }
            let before = rows::station_post(tx, &region, staff.id)?;
            if before.as_ref().is_some_and(|p| p.station == code) {
                return Err(Failure::Refused(PostRefusal::Same(staff.name)));
            }
            let post =
                Post { staff: staff.id, station: code, since: today, version: before.map_or(1, |p| p.version + 1) };
            let event = Posted { staff: staff.id, station: code.to_string() };
            let head = journal::head(tx, &region, &Stream::station_posts())?;
            let entry = Entry::new(Stream::station_posts(), head, "station.posted", &event)
                .with(rows::post_change(&region, &post));
            journal::append(tx, &region, &stamp, entry)?;
            Ok(())
        })
        .map(|_| ())
}

/// Whoever sits at the desk of a station, or keeps all of them.
#[derive(Debug, Clone)]
pub(crate) struct AtWork {
    pub(crate) staff: StaffId,
    pub(crate) role: Option<Role>,
    post: Option<Post>,
    office: bool,
}

impl AtWork {
    /// Whoever sits here, if they may do this at all. Where, [`Self::worker`] lets the rule decide.
    pub(crate) fn of(bureau: &Bureau, desk: &Desk, act: Act) -> Result<Self, Failure<Never>> {
        let role = bureau.may(desk, act)?;
        let staff = desk.staff.as_ref().ok_or(Denied::NotSignedIn)?;
        let office = staff.roles.contains(&Role::Editor);
        let post = bureau.db().read(|tx| rows::station_post(tx, bureau.region(), staff.id))?;
        Ok(Self { staff: staff.id, role, post, office })
    }

    /// The same for a look alone, which the command line takes too: it sees everything and is nobody.
    pub(crate) fn looking(bureau: &Bureau, desk: &Desk, act: Act) -> Result<Self, Failure<Never>> {
        if !desk.is_system() {
            return Self::of(bureau, desk, act);
        }
        Ok(Self { staff: StaffId::new(0), role: bureau.may(desk, act)?, post: None, office: true })
    }

    /// As the rules see them.
    pub(crate) fn worker(&self) -> Worker<'_> {
        Worker { staff: self.staff, post: self.post.as_ref(), office: self.office }
    }

    /// Whether they see a station's own affairs: the office all, a post what it covers.
    pub(crate) fn sees(&self, station: &DivisionCode) -> bool {
        self.office || self.post.as_ref().is_some_and(|p| p.covers(station))
    }

    /// Where they work; `None` for the office.
    pub(crate) fn station(&self) -> Option<DivisionCode> {
        self.post.as_ref().map(|p| p.station)
    }
}

/// Somebody at a station.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PostedStaff {
    /// Name.
    pub name: String,
    /// Sign-in name.
    pub login: String,
    /// First day.
    pub since: jiff::civil::Date,
}

/// Who works at a station now.
pub(crate) fn crew(tx: &mut Tx<'_>, bureau: &Bureau, station: &DivisionCode) -> Result<Vec<PostedStaff>, StoreError> {
    let mut out = Vec::new();
    for post in rows::station_posts(tx, bureau.region())?.into_iter().filter(|p| p.station == *station) {
        let staff = people::staff(tx, bureau.region(), post.staff)?;
        if let Some(staff) = staff.filter(|s| s.active && s.roles.contains(&Role::Helper)) {
            out.push(PostedStaff {
                name: staff.name.clone(),
                login: staff.login.as_str().to_owned(),
                since: post.since,
            });
        }
    }
    Ok(out)
}

/// The station that the asker works at, with its name; `None` for the office and for who has no post yet.
pub fn own_station(bureau: &Bureau, desk: &Desk) -> Result<Option<(DivisionCode, String)>, Failure<Never>> {
    let at = AtWork::of(bureau, desk, Act::StationWork)?;
    let Some(code) = at.station() else { return Ok(None) };
    let found = bureau.db().read(|tx| rows::station(tx, bureau.region(), &code))?;
    Ok(found.map(|s| (code, s.name)))
}

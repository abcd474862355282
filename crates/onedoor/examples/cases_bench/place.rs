//! Where it is measured: a sample county of its own, opened, its people signed in. Deliberately not here: any clock.

use std::{
    collections::HashMap,
    path::{Path, PathBuf},
};

use anyhow::{Context as _, bail};
use domain::{
    base::{DepartmentId, Region},
    cases::open_to_applications,
    catalogue::{Clients, Item, Need},
    people::{Role, Staff},
};
use services::{
    Home,
    sample::{self, SAMPLE_PASSWORD},
};
use store::{Database, StoreError, vals};

use crate::{
    crowd::{self, Until},
    http,
    real::chance,
    server::Server,
};

/// Items that cases are opened for.
const ITEMS: usize = 300;

/// A county on disk or in a PostgreSQL database.
pub(crate) struct Place {
    dir: PathBuf,
    url: Option<String>,
}

/// What a case can be opened for.
pub(crate) struct Offer {
    pub(crate) item: i64,
    pub(crate) department: DepartmentId,
    /// Places of the materials that must be there.
    pub(crate) materials: Vec<usize>,
}

/// Who works there, each with an open session.
pub(crate) struct People {
    pub(crate) clerks: Vec<String>,
    pub(crate) approvers: HashMap<DepartmentId, String>,
    pub(crate) offers: Vec<Offer>,
}

impl Place {
    /// Makes the sample county in an empty folder, or in the empty database under the address.
    pub(crate) fn make(dir: &Path, url: Option<&str>) -> anyhow::Result<Self> {
        std::fs::create_dir_all(dir)?;
        let place = Self { dir: dir.to_owned(), url: url.map(str::to_owned) };
        sample::create(&place.open()?, &place.home(), &chance(), &|_, _, _| {})?;
        Ok(place)
    }

    pub(crate) fn open(&self) -> Result<Database, StoreError> {
        match &self.url {
            Some(url) => Database::open_postgres(url),
            None => Database::open_sqlite(&self.dir.join("onedoor.db")),
        }
    }

    pub(crate) fn home(&self) -> Home {
        Home::new(&self.dir)
    }

    pub(crate) fn engine(&self) -> &'static str {
        if self.url.is_some() { "PostgreSQL" } else { "SQLite" }
    }

    /// How the program is told of it.
    pub(crate) fn words(&self) -> Vec<String> {
        let dir = self.dir.display().to_string();
        match &self.url {
            Some(url) => ["--database", url, "--home", &dir].map(str::to_owned).into(),
            None => ["--data", &dir].map(str::to_owned).into(),
        }
    }

    /// Signs clerks and approvers in, and looks for items that people can apply for.
    pub(crate) fn people(&self, server: &Server) -> anyhow::Result<People> {
        let db = self.open()?;
        let region = region(&db)?;
        let (staff, items) = db.read(|tx| {
            let ids = tx.rows("SELECT id FROM service_item WHERE region = $1 ORDER BY id", vals![&region])?;
            let step = (ids.len() / (ITEMS * 2)).max(1);
            let mut items = Vec::new();
            for row in ids.iter().step_by(step) {
                items.extend(store::catalogue::item(tx, &region, domain::base::ItemId::new(row.int("id")?))?);
            }
            Ok::<_, StoreError>((store::people::staff_list(tx, &region)?, items))
        })?;
        let mut clerks = Vec::new();
        let mut approvers = HashMap::new();
        for one in staff.iter().filter(|s| s.active) {
            if one.roles.contains(&Role::Clerk) && one.window_no.is_some() {
                clerks.push(sign_in(server, one)?);
            } else if let (true, Some(department)) = (one.roles.contains(&Role::Approver), one.department) {
                approvers.insert(department, sign_in(server, one)?);
            }
        }
        let decided = |item: &&Item| approvers.contains_key(&item.content.department);
        let offers = items.iter().filter(|i| for_people(i)).filter(decided).take(ITEMS).map(offer).collect();
        Ok(People { clerks, approvers, offers })
    }
}

/// The county of a database.
pub(crate) fn region(db: &Database) -> anyhow::Result<Region> {
    let row = db.read(|tx| tx.row("SELECT region FROM county", &[]))?.context("a county was made")?;
    Ok(Region::parse(&row.text("region")?)?)
}

fn for_people(item: &Item) -> bool {
    let content = &item.content;
    let of_people = match content.clients {
        Some(Clients::Person | Clients::Both) | None => true,
        Some(Clients::Organisation) => false,
    };
    of_people && open_to_applications(content).is_ok() && content.promised.is_some_and(|l| !l.is_instant())
}

fn offer(item: &Item) -> Offer {
    let needed = item.content.guide.materials.iter().enumerate().filter(|(_, m)| m.need == Need::Required);
    Offer { item: item.id.get(), department: item.content.department, materials: needed.map(|(at, _)| at).collect() }
}

fn sign_in(server: &Server, who: &Staff) -> anyhow::Result<String> {
    let body = serde_json::json!({ "login": who.login.as_str(), "password": SAMPLE_PASSWORD }).to_string();
    let mut request = Some(http::request("POST", "/api/session", "", "", &body));
    let mut token = None;
    crowd::run(
        &server.address,
        1,
        Until::Done,
        |_| request.take(),
        |_, _, body| {
            let answer: Option<serde_json::Value> = serde_json::from_slice(body).ok();
            token = answer.and_then(|a| a.get("token")?.as_str().map(str::to_owned));
        },
    )?;
    match token {
        Some(token) => Ok(token),
        None => bail!("{} was not signed in", who.login.as_str()),
    }
}

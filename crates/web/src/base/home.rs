//! The public first page (首页): counts come from the catalogue in use and the division table.

use axum::extract::State;
use domain::stations::Level;
use services::{catalogue, people, stations};

use super::{DepartmentLink, HomePage, Link, StationCount, paths};
use crate::door::{App, Oops, Reply, Seat, address, blocking, show};

/// Everyday words offered at most.
const SAYINGS: usize = 12;
/// More divisions than any county has.
const ALL: u32 = 100_000;

pub(crate) async fn page(State(app): State<App>, seat: Seat) -> Reply {
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    let (shelf, departments, rows, chains) = blocking(move || -> Result<_, Oops> {
        let shelf = catalogue::shelf(&bureau, SAYINGS).map_err(|e| Oops::broken(&e))?;
        let departments = people::departments(&bureau).map_err(|e| Oops::broken(&e))?;
        let rows = stations::list(&bureau, &desk, "", ALL, stations::StationFilter::All)?;
        let chains = services::chains::offered_names(&bureau).map_err(|e| Oops::broken(&e))?;
        Ok((shelf, departments, rows, chains))
    })
    .await??;
    let id_of = |name: &str| departments.iter().find(|d| d.name == name).map(|d| d.id.to_string()).unwrap_or_default();
    let own = |level: Level| {
        let stands = |r: &&stations::StationRow| {
            r.level == level && r.open == Some(true) && r.station_code.as_ref() == Some(&r.division_code)
        };
        count(rows.iter().filter(stands).count())
    };
    let links = shelf.departments.iter().map(|(name, items)| DepartmentLink {
        href: address(paths::SEARCH, &[("department", &id_of(name))]),
        name: name.clone(),
        items: u32::try_from(*items).unwrap_or(u32::MAX),
    });
    let page = HomePage {
        frame: app.frame(&seat, "首页"),
        items: u32::try_from(shelf.items).unwrap_or(u32::MAX),
        sayings: shelf.sayings.iter().map(|w| Link::new(address(paths::SEARCH, &[("q", w)]), w.as_str())).collect(),
        life: if shelf.items == 0 { Vec::new() } else { life() },
        chains: chains.iter().map(|c| Link::new(paths::chain(&c.code), c.name.as_str())).collect(),
        departments: links.collect(),
        stations: (!rows.is_empty()).then(|| StationCount { centres: own(Level::Town), stations: own(Level::Village) }),
    };
    show(&page)
}

fn life() -> Vec<Link> {
    let link =
        |(key, name): (String, String)| Link::new(paths::browse_list(catalogue::Way::LifeEvent.as_str(), &key), name);
    catalogue::life_events().into_iter().map(link).collect()
}

fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

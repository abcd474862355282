//! `onedoor rank`: the ranking of the counties below, and how this node stands by those above (全市排名). The JSON is that of
//! the API.

use domain::people::Desk;
use services::{
    indicators::{Board, OwnStanding, board, own_standings, run_standings},
    journal,
};
use web::indicators::StandingsJson;

use super::DATA;
use crate::{
    cli::{Place, Rank},
    failure::{DONE, Usage},
    house::House,
    terminal,
};

pub(super) fn run(place: &Place, args: &Rank) -> anyhow::Result<u8> {
    let bureau = House::look(place, DATA)?.must_have_county()?;
    let desk = Desk::system("命令行");
    if args.compute {
        run_standings(&bureau)?;
        journal::seal(&bureau)?;
    }
    let found = board(&bureau, &desk, args.day, args.revision)?;
    let found = found.ok_or_else(|| Usage("这一天没有排名，请另选一天".to_owned()))?;
    let own = own_standings(&bureau, &desk)?;
    if args.json {
        terminal::print_json(&StandingsJson::of(&found, &own))?;
        return Ok(DONE);
    }
    if !found.rows.is_empty() {
        counties(&found);
    }
    for one in &own {
        terminal::print(&place_of(one));
    }
    if found.rows.is_empty() && own.is_empty() {
        terminal::print("没有登记上级或下级节点，没有排名。请先运行 onedoor exchange peer");
    }
    Ok(DONE)
}

fn counties(found: &Board) {
    let version = found.frozen.as_ref().map_or_else(|| "暂计".to_owned(), |kept| format!("第 {} 版", kept.version));
    terminal::print(&format!("{}排名 {}（{version}）", found.whole, found.day));
    for row in &found.rows {
        let one = &row.standing;
        let place = one.place.map_or_else(|| "不排".to_owned(), |p| format!("第 {p}"));
        let total = one.total.as_ref().map_or_else(|| "没有总分".to_owned(), |t| format!("{t} 分"));
        let gap = one.gap.as_ref().map(|g| format!("，差 {g}")).unwrap_or_default();
        let report = match &one.report {
            None => "未报".to_owned(),
            Some(of) if of.late => format!("{} 第 {} 版，迟报", of.as_of, of.version),
            Some(of) => format!("{} 第 {} 版", of.as_of, of.version),
        };
        terminal::print(&format!("{place}  {}  {total}{gap}  {report}", one.name));
    }
}

fn place_of(one: &OwnStanding) -> String {
    let Some(told) = &one.told else { return format!("{} 还没有发来排名", one.from.name) };
    match (told.standing.place, &told.standing.gap) {
        (Some(place), Some(gap)) => {
            format!("本级在 {} 排第 {place}（共 {}），{}，与前一名差 {gap} 分", one.from.name, told.ranked, told.day)
        }
        (Some(place), None) => format!("本级在 {} 排第 {place}（共 {}），{}", one.from.name, told.ranked, told.day),
        (None, _) => format!("本级在 {} 没有位次，{}", one.from.name, told.day),
    }
}

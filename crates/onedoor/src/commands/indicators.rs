//! `onedoor indicators`.

use domain::{base::Region, people::Desk};
use services::{indicators::take, journal};
use web::indicators::FigureView;

use super::DATA;
use crate::{
    cli::{self, Place},
    failure::DONE,
    house::House,
    terminal,
};

pub(super) fn run(place: &Place, args: &cli::Indicators) -> anyhow::Result<u8> {
    let house = House::open(place, DATA)?;
    let bureau = house.county_or_unnamed(Region::unnamed())?;
    let as_of = args.as_of.unwrap_or_else(|| bureau.today());
    let report = take(&bureau, &Desk::system("命令行"), as_of)?;
    journal::seal(&bureau)?;
    if args.json {
        let views: Vec<FigureView> = report.figures.iter().map(|(f, _)| FigureView::from(f)).collect();
        terminal::print_json(&views)?;
        return Ok(DONE);
    }
    terminal::print(&format!("截至 {}（快照 {}）", domain::base::date_text_with_year(report.as_of), report.snapshot));
    for (figure, _) in &report.figures {
        let rank = figure.rank.map(|r| format!("，全市第 {}（共 {}）", r.place, r.of)).unwrap_or_default();
        let gap = match (&figure.value, figure.missing) {
            (None, _) => String::new(),
            (Some(_), 0) => "，达标".into(),
            (Some(_), n) => format!("，离目标 {}% 还差 {n} {}", figure.target, figure.indicator.unit()),
        };
        terminal::print(&format!(
            "{}  {}  （{} / {}，不计 {}，未知 {}）{gap}{rank}",
            figure.indicator.name(),
            figure.text(),
            figure.counts.met,
            figure.denominator(),
            figure.counts.excluded,
            figure.counts.unknown
        ));
        terminal::print(&format!("    口径：{}", figure.profile_name));
    }
    Ok(DONE)
}

//! `onedoor evaluation`: scores on the command line (评价得分), computed where they were not. The JSON is that of the API.

use domain::people::Desk;
use services::{
    evaluation::{Period, SubjectKind, compute_period, points_text, ranking},
    measures::SOURCES,
};
use web::evaluation::RankingJson;

use super::DATA;
use crate::{
    cli::{Evaluation, Place},
    failure::{DONE, Usage},
    house::House,
    terminal,
};

pub(super) fn run(place: &Place, args: &Evaluation) -> anyhow::Result<u8> {
    let period = args.period.as_deref().map(Period::parse).transpose().map_err(|flaw| Usage(flaw.to_string()))?;
    let kind = SubjectKind::parse(&args.kind)
        .ok_or_else(|| Usage("评价对象请写 department、window、person 或 township".to_owned()))?;
    if args.compute && period.is_none() {
        return Err(Usage("请用 --period 写明计算哪个周期".to_owned()).into());
    }
    let bureau = House::look(place, DATA)?.must_have_county()?;
    let desk = Desk::system("命令行");
    let mut found = ranking(&bureau, &desk, kind, period, None)?;
    if let Some(period) = period
        && (args.compute || found.run.is_none())
    {
        compute_period(&bureau, &desk, SOURCES, period, None)?;
        found = ranking(&bureau, &desk, kind, Some(period), None)?;
    }
    if args.json {
        terminal::print_json(&serde_json::to_value(RankingJson::of(&found))?)?;
        return Ok(DONE);
    }
    let Some(run) = &found.run else {
        terminal::print("还没有计算过得分：用 --period 写明一个结束了的周期");
        return Ok(DONE);
    };
    terminal::print(&format!(
        "{}：{}，第 {} 版，第 {} 次计算",
        run.period.label(),
        found.index.index.name,
        found.index.index.version,
        run.nth
    ));
    for line in &found.lines {
        let place = line.place.map_or_else(|| "不排".to_owned(), |p| format!("第 {p}"));
        let points = line.row.score.points.map_or_else(|| "没有得分".to_owned(), points_text);
        let covered = (line.row.score.covered * 100.0 + 1e-9).floor();
        terminal::print(&format!("{place}  {}  {points}  有数据的权重 {covered:.0}%", line.row.name));
    }
    Ok(DONE)
}

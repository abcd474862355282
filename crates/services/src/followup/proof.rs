//! A week's draw as everybody may look at it, and drawing it again (抽样复核).

use domain::{
    base::DepartmentId,
    followup::{CountyPlan, Difference, FrozenCandidate, Line, Stratum, Week, WeekDraw, allocate, redraw, sample_size},
    people::{Act, Desk},
};
use std::collections::BTreeMap;
use store::{StoreError, digest, followup as rows, people};

use super::plan;
use crate::{Bureau, Failure, Never};

/// A week's draw with everything it rests on.
#[derive(Debug, Clone)]
pub struct DrawView {
    /// The draw.
    pub draw: WeekDraw,
    /// The plan it was made by, or would be made by now.
    pub plan: CountyPlan,
    /// The frozen list; empty before the draw.
    pub list: Vec<FrozenCandidate>,
    /// The cases that are called.
    pub lines: Vec<Line>,
    /// Strata with what was wanted of each.
    pub strata: Vec<Stratum>,
    /// Names of the departments in it.
    pub departments: BTreeMap<DepartmentId, String>,
}

impl DrawView {
    /// Draws again from the shown seed and the frozen list. `None` before the week is drawn.
    pub fn redraw(&self) -> Option<Vec<Difference>> {
        let seed = &self.draw.made.as_ref()?.seed;
        let digest = digest(seed.promised(self.draw.week).as_bytes());
        Some(redraw(&self.draw, (seed, &digest), &self.plan.plan, &self.list, &self.lines))
    }
}

/// The strata of a list.
pub(super) fn strata(plan: &CountyPlan, list: &[FrozenCandidate]) -> Vec<Stratum> {
    let mut sizes = BTreeMap::new();
    for one in list.iter().filter(|one| one.left_out.is_none()) {
        *sizes.entry(one.candidate.stratum).or_insert(0_u32) += 1;
    }
    let sizes: Vec<_> = sizes.into_iter().collect();
    let all = sizes.iter().map(|(_, n)| *n).sum();
    allocate(&sizes, sample_size(plan.plan.size, all), plan.plan.least)
}

/// Names of all departments.
pub(super) fn names(bureau: &Bureau, tx: &mut store::Tx<'_>) -> Result<BTreeMap<DepartmentId, String>, StoreError> {
    Ok(people::departments(tx, bureau.region())?.into_iter().map(|d| (d.id, d.name)).collect())
}

/// The draw of a week.
pub fn draw_view(bureau: &Bureau, desk: &Desk, week: Week) -> Result<DrawView, Failure<Never>> {
    bureau.may(desk, Act::FollowupView)?;
    let region = bureau.region();
    let found = bureau.db().read(|tx| {
        let Some(draw) = rows::week_draw(tx, region, week)? else { return Ok(None) };
        let plan = match &draw.made {
            Some(made) => plan::at(tx, region, made.plan)?,
            None => plan::in_force(tx, region)?,
        };
        let list = rows::frozen_list(tx, region, draw.id)?;
        let lines = rows::lines_of_week(tx, region, week)?.into_iter().map(|l| l.line).collect();
        let strata = strata(&plan, &list);
        Ok(Some(DrawView { strata, departments: names(bureau, tx)?, draw, plan, list, lines }))
    })?;
    found.ok_or(Failure::NotFound)
}

/// The last draws up to the running week, the newest first.
pub fn draws(bureau: &Bureau, desk: &Desk, limit: i64) -> Result<Vec<WeekDraw>, Failure<Never>> {
    bureau.may(desk, Act::FollowupView)?;
    let week = Week::of(bureau.today());
    Ok(bureau.db().read(|tx| rows::week_draws(tx, bureau.region(), week, limit))?)
}

//! Cards as lists and counts.

use domain::{
    base::{DepartmentId, Region},
    oversight::watch::{Card, Level, Point},
};
use jiff::civil::Date;

use super::card::{COLUMNS, read};
use crate::{
    seam::{StoreError, Tx, Val},
    vals,
};

/// Which part of the register of cards.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum CardState {
    /// 全部, annulled ones too.
    #[default]
    All,
    /// 计数的: all but annulled ones.
    Counting,
    /// 有异议，待裁定.
    Disputed,
    /// 已撤销.
    Annulled,
    /// 超期没有公开说明原因: red ones of the whole that count and say nothing.
    Unexplained,
}

/// Whose cards.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Whose {
    /// Everybody's.
    #[default]
    All,
    /// One department's, those of the hall's own windows not among them.
    Department(DepartmentId),
    /// Those of the hall's own windows.
    Window,
    /// Both: of somebody who decides and sits at a window.
    Both(DepartmentId),
}

impl Whose {
    /// The department and whether the windows' are wanted, as the queries ask.
    fn parts(self) -> (Option<DepartmentId>, Option<i64>) {
        match self {
            Self::All => (None, None),
            Self::Department(id) => (Some(id), None),
            Self::Window => (None, Some(1)),
            Self::Both(id) => (Some(id), Some(1)),
        }
    }
}

/// What a list is narrowed to. Reminders stand in none.
#[derive(Debug, Clone, Copy, Default)]
pub struct CardFilter {
    /// Which part.
    pub state: CardState,
    /// Whose.
    pub whose: Whose,
    /// Of one level.
    pub level: Option<Level>,
    /// Of one watched point.
    pub point: Option<Point>,
    /// Given on this day or later.
    pub since: Option<Date>,
}

/// `$2` department, whose cards those of the hall's own window are not; `$3` level, `$4` point, `$5` first day, `$6` the
/// windows' wanted. The same for every list and count.
const WITHIN: &str = "region = $1 AND level <> 'reminder' \
     AND ((CAST($2 AS BIGINT) IS NULL AND CAST($6 AS BIGINT) IS NULL) \
          OR (department_id = CAST($2 AS BIGINT) AND at_window IS NULL) \
          OR (CAST($6 AS BIGINT) = 1 AND at_window = 1)) \
     AND (CAST($3 AS TEXT) IS NULL OR level = CAST($3 AS TEXT)) \
     AND (CAST($4 AS TEXT) IS NULL OR point = CAST($4 AS TEXT)) \
     AND (CAST($5 AS TEXT) IS NULL OR given_on >= CAST($5 AS TEXT))";

const UNEXPLAINED: &str = "stage <> 'annulled' AND level = 'red' AND point = 'whole' AND reason IS NULL";

fn is_in(state: CardState) -> String {
    match state {
        CardState::All => String::new(),
        CardState::Counting => " AND stage <> 'annulled'".into(),
        CardState::Disputed => " AND stage = 'disputed'".into(),
        CardState::Annulled => " AND stage = 'annulled'".into(),
        CardState::Unexplained => format!(" AND {UNEXPLAINED}"),
    }
}

fn narrowed(region: &Region, filter: &CardFilter) -> Vec<Val> {
    let (department, window) = filter.whose.parts();
    let (level, point) = (filter.level.map(Level::as_str), filter.point.map(Point::as_str));
    vals![region, department, level, point, filter.since, window].to_vec()
}

/// A page of cards, the newest first, after a key.
pub fn cards(
    tx: &mut Tx<'_>,
    region: &Region,
    filter: &CardFilter,
    before: Option<(Date, i64)>,
    limit: i64,
) -> Result<Vec<Card>, StoreError> {
    let (day, id) = before.map_or_else(|| ("9999".to_owned(), i64::MAX), |(day, id)| (day.to_string(), id));
    let mut values = narrowed(region, filter);
    values.extend([Val::from(day), Val::from(id), Val::from(limit)]);
    tx.rows(
        &format!(
            "SELECT {COLUMNS} FROM watch_card WHERE {WITHIN}{} AND (given_on < $7 OR (given_on = $7 AND id < $8)) \
             ORDER BY given_on DESC, id DESC LIMIT $9",
            is_in(filter.state)
        ),
        &values,
    )?
    .iter()
    .map(read)
    .collect()
}

/// One department's cards in figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct CardTally {
    /// Yellow ones that count.
    pub yellow: u64,
    /// Red ones that count.
    pub red: u64,
    /// Disputed ones that wait for a ruling, among these.
    pub disputed: u64,
    /// Annulled ones, in neither.
    pub annulled: u64,
    /// Red ones of the whole that nobody has explained in public, among the red ones.
    pub unexplained: u64,
}

impl CardTally {
    /// With another department's.
    pub fn add(&mut self, other: &Self) {
        self.yellow += other.yellow;
        self.red += other.red;
        self.disputed += other.disputed;
        self.annulled += other.annulled;
        self.unexplained += other.unexplained;
    }
}

/// The cards in figures by department, those of the hall's own window under `None`; the filter's state does not matter.
pub fn card_tallies(
    tx: &mut Tx<'_>,
    region: &Region,
    filter: &CardFilter,
) -> Result<Vec<(Option<DepartmentId>, CardTally)>, StoreError> {
    let sum = |met: &str, name: &str| {
        format!("CAST(coalesce(sum(CASE WHEN {met} THEN 1 ELSE 0 END), 0) AS BIGINT) AS {name}")
    };
    let sums = [
        sum("level = 'yellow' AND stage <> 'annulled'", "yellow"),
        sum("level = 'red' AND stage <> 'annulled'", "red"),
        sum("stage = 'disputed'", "disputed"),
        sum("stage = 'annulled'", "annulled"),
        sum(UNEXPLAINED, "unexplained"),
    ]
    .join(", ");
    tx.rows(
        &format!(
            "SELECT of_department, {sums} FROM (SELECT CASE WHEN at_window = 1 THEN NULL ELSE department_id END \
             AS of_department, level, stage, point, reason FROM watch_card WHERE {WITHIN}) AS counted \
             GROUP BY of_department ORDER BY coalesce(of_department, 0)"
        ),
        &narrowed(region, filter),
    )?
    .iter()
    .map(|r| {
        let tally = CardTally {
            yellow: r.num("yellow")?,
            red: r.num("red")?,
            disputed: r.num("disputed")?,
            annulled: r.num("annulled")?,
            unexplained: r.num("unexplained")?,
        };
        Ok((r.opt_int("of_department")?.map(DepartmentId::new), tally))
    })
    .collect()
}

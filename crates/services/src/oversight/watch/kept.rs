//! Boards that were shown lately (近一分钟的看板): a board reads every open clock and a month of finished cases, and is
//! looked at by many. What the watch itself does makes them out of date at once; what happens to cases shows within the
//! minute.

use std::{collections::HashMap, sync::Arc};

use domain::base::DepartmentId;
use jiff::{Timestamp, civil::Date};

use super::{Board, Time};
use crate::delegates::is_fresh;

/// What a board is about: a department or the county, and the day.
type Key = (Option<DepartmentId>, Date);

/// Boards and where the time went, each since when.
#[derive(Default)]
pub(crate) struct KeptBoards {
    boards: HashMap<Key, (Timestamp, Arc<Board>)>,
    times: HashMap<(Key, u32), (Timestamp, Arc<Time>)>,
}

impl KeptBoards {
    pub(crate) fn board(&self, key: Key, now: Timestamp) -> Option<Arc<Board>> {
        self.boards.get(&key).filter(|(since, _)| is_fresh(*since, now)).map(|(_, found)| found.clone())
    }

    pub(crate) fn time(&self, key: Key, days: u32, now: Timestamp) -> Option<Arc<Time>> {
        self.times.get(&(key, days)).filter(|(since, _)| is_fresh(*since, now)).map(|(_, found)| found.clone())
    }

    /// Keeps a board; those that are out of date go.
    pub(crate) fn keep_board(&mut self, key: Key, now: Timestamp, found: Arc<Board>) {
        self.boards.retain(|_, (since, _)| is_fresh(*since, now));
        self.boards.insert(key, (now, found));
    }

    /// The same of where the time went.
    pub(crate) fn keep_time(&mut self, key: Key, days: u32, now: Timestamp, found: Arc<Time>) {
        self.times.retain(|_, (since, _)| is_fresh(*since, now));
        self.times.insert((key, days), (now, found));
    }
}

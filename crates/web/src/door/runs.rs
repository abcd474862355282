//! Work that goes on after its form was answered (进行中的写入): how far it is, and how it ended. The page of it asks again
//! every few seconds, with or without a script. After a restart nothing is known of it, and doing it again does no harm.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use domain::people::Desk;
use jiff::{SignedDuration, Timestamp};

use super::Oops;

/// How long the end of a run is remembered.
const REMEMBERED: SignedDuration = SignedDuration::from_mins(30);

/// How a run ended.
#[derive(Debug, Clone)]
pub(crate) enum RunEnd {
    /// Done: the page that says what it did.
    Done(String),
    /// A field to mend, and the sentence at it.
    Wrong(&'static str, String),
    /// What went wrong.
    Failed(Oops),
}

/// How far a run is.
#[derive(Debug, Clone, Default)]
pub(crate) struct RunState {
    /// Done so far.
    pub(crate) done: u64,
    /// Of so many; 0 while that is not known.
    pub(crate) all: u64,
    /// Its end.
    pub(crate) end: Option<RunEnd>,
}

/// One run.
#[derive(Debug, Default)]
pub(crate) struct Run {
    state: Mutex<RunState>,
}

impl Run {
    /// So many of so many are done.
    pub(crate) fn tell(&self, done: u64, all: u64) {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        (state.done, state.all) = (done, all);
    }

    /// It is over.
    pub(crate) fn finish(&self, end: RunEnd) {
        self.state.lock().unwrap_or_else(PoisonError::into_inner).end = Some(end);
    }

    /// As it stands.
    pub(crate) fn state(&self) -> RunState {
        self.state.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

struct Known {
    by: Option<i64>,
    at: Timestamp,
    run: Arc<Run>,
}

/// All runs, by the token of what is written.
#[derive(Default)]
pub(crate) struct Runs {
    known: Mutex<HashMap<String, Known>>,
}

fn who(desk: &Desk) -> Option<i64> {
    desk.staff.as_ref().map(|s| s.id.get())
}

impl Runs {
    /// Begins a run; `None` where this one has begun before.
    pub(crate) fn begin(&self, token: &str, desk: &Desk, now: Timestamp) -> Option<Arc<Run>> {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        known.retain(|_, k| k.run.state().end.is_none() || now.duration_since(k.at) <= REMEMBERED);
        if known.contains_key(token) {
            return None;
        }
        let run = Arc::new(Run::default());
        known.insert(token.to_owned(), Known { by: who(desk), at: now, run: run.clone() });
        Some(run)
    }

    /// The run of a token, for the one who began it.
    pub(crate) fn find(&self, token: &str, desk: &Desk) -> Option<Arc<Run>> {
        let known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        known.get(token).filter(|k| k.by == who(desk)).map(|k| k.run.clone())
    }

    /// Forgets a run, so that it can begin anew.
    pub(crate) fn forget(&self, token: &str) {
        self.known.lock().unwrap_or_else(PoisonError::into_inner).remove(token);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_run_begins_once_and_its_end_is_remembered_for_a_while() {
        let (runs, desk, now) = (Runs::default(), Desk::public("网页"), Timestamp::UNIX_EPOCH);
        let run = runs.begin("a", &desk, now).expect("it begins");
        assert!(runs.begin("a", &desk, now).is_none());
        run.tell(500, 1_200);
        let late = now + REMEMBERED + SignedDuration::from_secs(1);
        assert!(runs.begin("a", &desk, late).is_none(), "however long it takes");
        let state = runs.find("a", &desk).expect("it is known").state();
        assert_eq!((state.done, state.all, state.end.is_none()), (500, 1_200, true));
        run.finish(RunEnd::Done("/done".into()));
        assert!(runs.begin("a", &desk, now).is_none() && runs.begin("a", &desk, late).is_some());
        runs.forget("a");
        assert!(runs.find("a", &desk).is_none());
    }
}

//! Who has the same case open (也在看): told to whoever opens it, so that two do not write the same opinion. In memory, for
//! this process alone: a hint, not a lock, and no event.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
};

use domain::people::Staff;
use jiff::{SignedDuration, Timestamp};

/// How long an opened page is taken to be looked at.
const LOOKING: SignedDuration = SignedDuration::from_mins(10);

#[derive(Debug, Clone)]
struct Look {
    staff: i64,
    name: String,
    at: Timestamp,
}

/// Who opened which case lately.
#[derive(Default)]
pub(crate) struct Onlookers {
    looks: Mutex<HashMap<String, Vec<Look>>>,
}

impl Onlookers {
    /// Notes that somebody opened a case; the names of the others who did within the last minutes and how many minutes
    /// ago, the latest first.
    pub(crate) fn open(&self, case_no: &str, by: &Staff, now: Timestamp) -> Vec<(String, i64)> {
        let mut looks = self.looks.lock().unwrap_or_else(PoisonError::into_inner);
        // What nobody looks at any more goes: the map stays as small as what is open.
        looks.retain(|_, who| {
            who.retain(|l| now.duration_since(l.at) < LOOKING);
            !who.is_empty()
        });
        let here = looks.entry(case_no.to_owned()).or_default();
        here.retain(|l| l.staff != by.id.get());
        let others = here.iter().rev().map(|l| (l.name.clone(), now.duration_since(l.at).as_mins().max(0))).collect();
        here.push(Look { staff: by.id.get(), name: by.name.clone(), at: now });
        others
    }

    /// Somebody is done with a case.
    pub(crate) fn leave(&self, case_no: &str, by: &Staff) {
        let mut looks = self.looks.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(here) = looks.get_mut(case_no) {
            here.retain(|l| l.staff != by.id.get());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_others_are_told_and_only_for_a_while() {
        let (all, start) = (Onlookers::default(), Timestamp::UNIX_EPOCH);
        let after = |minutes| start + SignedDuration::from_mins(minutes);
        let (one, two) = (testkit::staff(1, "liqiang", &[]), testkit::staff(2, "wangfang", &[]));
        assert!(all.open("a", &one, start).is_empty());
        assert!(all.open("a", &one, after(1)).is_empty(), "nobody is told of themselves");
        assert_eq!(all.open("a", &two, after(3)), [("工作人员1".to_owned(), 2)]);
        assert!(all.open("b", &two, after(3)).is_empty());
        assert_eq!(all.open("a", &one, after(4)), [("工作人员2".to_owned(), 1)]);
        all.leave("a", &one);
        assert!(all.open("a", &two, after(5)).is_empty());
        assert!(all.open("a", &one, after(15)).is_empty(), "ten minutes later it is no longer said");
        assert_eq!(all.looks.lock().unwrap().len(), 1, "and forgotten");
    }
}

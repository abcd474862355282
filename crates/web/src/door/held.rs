//! Files that somebody has sent and not decided on yet (待确认的文件): looked at, read another way, then taken or left.
//! They stay in memory for half an hour and never reach the disk, because nobody has said yet that they are to be kept.

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex, PoisonError},
};

use domain::people::Desk;
use jiff::{SignedDuration, Timestamp};

/// Bytes that are held for everybody together; the oldest go first.
const MOST: usize = 96 * 1024 * 1024;
/// How long a file is held.
const HELD: SignedDuration = SignedDuration::from_mins(30);

/// A file that was sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct HeldFile {
    /// Its name.
    pub(crate) name: String,
    /// Its bytes.
    pub(crate) bytes: Vec<u8>,
}

struct Held {
    token: String,
    by: Option<i64>,
    at: Timestamp,
    file: Arc<HeldFile>,
}

/// All files that are held.
#[derive(Default)]
pub(crate) struct HeldFiles {
    held: Mutex<VecDeque<Held>>,
}

fn who(desk: &Desk) -> Option<i64> {
    desk.staff.as_ref().map(|s| s.id.get())
}

impl HeldFiles {
    /// Holds a file under a token, for the one who sent it.
    pub(crate) fn hold(&self, token: String, desk: &Desk, now: Timestamp, file: HeldFile) {
        let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        held.push_back(Held { token, by: who(desk), at: now, file: Arc::new(file) });
        held.retain(|h| now.duration_since(h.at) <= HELD);
        while held.len() > 1 && held.iter().map(|h| h.file.bytes.len()).sum::<usize>() > MOST {
            held.pop_front();
        }
    }

    /// The file of a token; `None` for somebody else, after half an hour, and after a restart.
    pub(crate) fn find(&self, token: &str, desk: &Desk, now: Timestamp) -> Option<Arc<HeldFile>> {
        let held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        let found = held.iter().find(|h| h.token == token && h.by == who(desk))?;
        (now.duration_since(found.at) <= HELD).then(|| Arc::clone(&found.file))
    }

    /// Lets a file go.
    pub(crate) fn release(&self, token: &str) {
        self.held.lock().unwrap_or_else(PoisonError::into_inner).retain(|h| h.token != token);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(size: usize) -> HeldFile {
        HeldFile { name: "a.csv".into(), bytes: vec![0; size] }
    }

    #[test]
    fn a_file_is_held_for_half_an_hour_and_within_bounds() {
        let (held, desk, now) = (HeldFiles::default(), Desk::public("网页"), Timestamp::UNIX_EPOCH);
        held.hold("a".into(), &desk, now, file(3));
        assert_eq!(held.find("a", &desk, now).as_deref(), Some(&file(3)));
        assert_eq!(held.find("b", &desk, now), None);
        let late = now + HELD + SignedDuration::from_secs(1);
        assert_eq!(held.find("a", &desk, late), None);
        held.hold("b".into(), &desk, now, file(MOST));
        assert_eq!(held.find("a", &desk, now), None, "the oldest goes first");
        assert!(held.find("b", &desk, now).is_some());
        held.release("b");
        assert_eq!(held.find("b", &desk, now), None);
    }
}

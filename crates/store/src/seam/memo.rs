//! What has been read and need not be read again (记住的内容): values under a key that says which content it is, so that
//! an entry can be old but never wrong. Deliberately not here: what is worth keeping.

use std::{
    any::Any,
    collections::HashMap,
    fmt,
    sync::{Arc, Mutex, PoisonError},
};

/// Entries kept at most; when there are more, all are forgotten and read again.
const MOST: usize = 4_096;

/// A kind of content and the state it was read in.
type Key = (&'static str, String);

/// Values by the content they were made from. Whoever keeps one answers for its key: the same key must
/// never stand for other rows, in this transaction or in any later one.
#[derive(Default)]
pub(super) struct Memo {
    entries: Mutex<HashMap<Key, Arc<dyn Any + Send + Sync>>>,
}

impl fmt::Debug for Memo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Memo").finish_non_exhaustive()
    }
}

impl Memo {
    pub(super) fn get<T: Any + Send + Sync>(&self, kind: &'static str, key: &str) -> Option<Arc<T>> {
        let entries = self.entries.lock().unwrap_or_else(PoisonError::into_inner);
        entries.get(&(kind, key.to_owned())).cloned()?.downcast().ok()
    }

    pub(super) fn keep<T: Any + Send + Sync>(&self, kind: &'static str, key: String, value: &Arc<T>) {
        let mut entries = self.entries.lock().unwrap_or_else(PoisonError::into_inner);
        if entries.len() >= MOST {
            entries.clear();
        }
        entries.insert((kind, key), value.clone());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_comes_back_under_its_key_and_kind_alone() {
        let memo = Memo::default();
        memo.keep("item", "7/1".into(), &Arc::new(7_i64));
        assert_eq!(memo.get::<i64>("item", "7/1").as_deref(), Some(&7));
        assert_eq!(memo.get::<i64>("item", "7/2"), None);
        assert_eq!(memo.get::<i64>("calendar", "7/1"), None);
        assert_eq!(memo.get::<String>("item", "7/1"), None, "of another type it is none");
    }

    #[test]
    fn it_does_not_grow_without_end() {
        let memo = Memo::default();
        for n in 0..=MOST {
            memo.keep("item", n.to_string(), &Arc::new(n));
        }
        assert_eq!(memo.get::<usize>("item", "0"), None);
        assert_eq!(memo.get::<usize>("item", &MOST.to_string()).as_deref(), Some(&MOST));
    }
}

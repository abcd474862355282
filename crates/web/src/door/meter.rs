//! How often each key calls (调用限次): counted by the minute, in memory, for this process alone. Not here: what a key may
//! ask at all.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
};

use domain::people::ApiKey;
use jiff::Timestamp;

/// Counts of the current minute.
#[derive(Default)]
pub(super) struct Meter {
    counted: Mutex<HashMap<i64, (i64, u32)>>,
}

impl Meter {
    /// Counts a call. The error is how many seconds are left until the next one is let in.
    pub(super) fn pass(&self, key: &ApiKey, now: Timestamp) -> Result<(), i64> {
        let (minute, into) = (now.as_second().div_euclid(60), now.as_second().rem_euclid(60));
        let mut counted = self.counted.lock().unwrap_or_else(PoisonError::into_inner);
        // A key that is not used leaves its count behind: the map stays as small as the keys in use.
        counted.retain(|_, (at, _)| *at == minute);
        let (_, calls) = counted.entry(key.id.get()).or_insert((minute, 0));
        if *calls >= key.per_minute {
            return Err(60 - into);
        }
        *calls += 1;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use domain::{
        base::KeyId,
        people::{KeyState, Scope},
    };
    use jiff::{SignedDuration, civil::date};

    use super::*;

    #[test]
    fn a_key_is_let_in_again_with_the_next_minute_and_keys_do_not_share() {
        let key = |id: i64| ApiKey {
            id: KeyId::new(id),
            version: 1,
            name: "省平台".into(),
            scopes: vec![Scope::CasesRead],
            department: None,
            per_minute: 2,
            expires_on: date(2027, 1, 1),
            hint: String::new(),
            made_at: Timestamp::UNIX_EPOCH,
            made_by: None,
            state: KeyState::Waiting,
        };
        let (meter, at) = (Meter::default(), Timestamp::UNIX_EPOCH + SignedDuration::from_secs(45));
        assert_eq!(
            [meter.pass(&key(1), at), meter.pass(&key(1), at), meter.pass(&key(1), at)],
            [Ok(()), Ok(()), Err(15)]
        );
        assert_eq!(meter.pass(&key(2), at), Ok(()));
        assert_eq!(meter.pass(&key(1), at + SignedDuration::from_secs(15)), Ok(()));
    }
}

//! The real clock and the real source of chance: the only place where the program asks the machine
//! for either.

use std::sync::Arc;

use domain::base::{Clock, Rng, shanghai_day};
use jiff::{Timestamp, civil::Date};
use services::Chance;

struct RealClock;

impl Clock for RealClock {
    #[expect(clippy::disallowed_methods, reason = "this is the one clock")]
    fn now(&self) -> Timestamp {
        Timestamp::now()
    }

    fn today(&self) -> Date {
        shanghai_day(self.now())
    }
}

struct RealRng;

impl Rng for RealRng {
    #[expect(clippy::disallowed_methods, reason = "this is the one source of chance")]
    fn fill(&self, out: &mut [u8]) {
        getrandom::fill(out).expect("without randomness of the operating system no key may be made");
    }
}

pub(crate) fn chance() -> Chance {
    Chance { clock: Arc::new(RealClock), rng: Arc::new(RealRng) }
}

//! The turnstile before password hashing (登录排队): one Argon2id takes 19 MiB on purpose, so only so
//! many run at once, in memory that is taken once and used again; a few wait, the rest are told to
//! come back. Deliberately not here: hashing itself, and who tried too often.

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

use argon2::Block;

/// Hashes at once: a county's machine has two cores to spare.
const AT_ONCE: usize = 2;
/// Those who wait for their turn; a hash takes some 50 ms, so the last of them waits half a second.
const WAITING: usize = 16;

#[derive(Default)]
struct State {
    inside: usize,
    waiting: usize,
    /// Memory of those who have left.
    spare: Vec<Vec<Block>>,
}

/// One per program.
#[derive(Default)]
pub(crate) struct Turnstile {
    state: Mutex<State>,
    left: Condvar,
}

/// Too many wait already.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Crowded;

/// A turn, with the memory that belongs to it; given back when dropped.
pub(super) struct Turn<'a> {
    turnstile: &'a Turnstile,
    memory: Vec<Block>,
}

impl Turnstile {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits for a turn, unless too many do.
    pub(super) fn enter(&self) -> Result<Turn<'_>, Crowded> {
        let mut state = self.state();
        if state.inside >= AT_ONCE {
            if state.waiting >= WAITING {
                return Err(Crowded);
            }
            state.waiting += 1;
            while state.inside >= AT_ONCE {
                state = self.left.wait(state).unwrap_or_else(PoisonError::into_inner);
            }
            state.waiting -= 1;
        }
        state.inside += 1;
        Ok(Turn { turnstile: self, memory: state.spare.pop().unwrap_or_default() })
    }
}

impl Turn<'_> {
    /// Memory of so many blocks.
    pub(super) fn memory(&mut self, blocks: usize) -> &mut [Block] {
        if self.memory.len() < blocks {
            self.memory.resize(blocks, Block::default());
        }
        &mut self.memory[..blocks]
    }
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        let mut state = self.turnstile.state();
        state.inside -= 1;
        state.spare.push(std::mem::take(&mut self.memory));
        drop(state);
        self.turnstile.left.notify_one();
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    #[test]
    fn two_are_inside_sixteen_wait_and_the_rest_are_sent_away() {
        let turnstile = Turnstile::default();
        let first = turnstile.enter().ok();
        let second = turnstile.enter().ok();
        assert!(first.is_some() && second.is_some());
        let (most, inside) = (AtomicUsize::new(0), AtomicUsize::new(0));
        std::thread::scope(|scope| {
            for _ in 0..WAITING {
                scope.spawn(|| {
                    let mut turn = turnstile.enter().map_err(|_| "crowded").unwrap();
                    most.fetch_max(inside.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
                    assert_eq!(turn.memory(4).len(), 4);
                    std::thread::yield_now();
                    inside.fetch_sub(1, Ordering::SeqCst);
                });
            }
            while turnstile.state().waiting < WAITING {
                std::thread::yield_now();
            }
            assert!(turnstile.enter().is_err(), "the seventeenth does not wait");
            drop((first, second));
        });
        assert!(most.load(Ordering::SeqCst) <= AT_ONCE);
        let state = turnstile.state();
        assert_eq!((state.inside, state.waiting), (0, 0));
        assert!(state.spare.len() <= AT_ONCE, "memory is used again, not taken anew: {}", state.spare.len());
    }
}

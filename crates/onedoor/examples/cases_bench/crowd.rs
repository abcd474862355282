//! Many clients at once, a thread each: the next request is sent when the answer to the last has come. Deliberately not
//! here: what is sent.

use std::{
    sync::{Barrier, Mutex, PoisonError},
    time::{Duration, Instant},
};

use anyhow::bail;

use crate::http::Client;

/// How long answers took and how many came.
#[derive(Debug, Clone, Default)]
pub(crate) struct Measure {
    /// Sorted microseconds.
    micros: Vec<u32>,
    pub(crate) seconds: f64,
}

impl Measure {
    pub(crate) fn of(mut micros: Vec<u32>, seconds: f64) -> Self {
        micros.sort_unstable();
        Self { micros, seconds }
    }

    pub(crate) fn count(&self) -> usize {
        self.micros.len()
    }

    pub(crate) fn rate(&self) -> f64 {
        self.micros.len() as f64 / self.seconds.max(1e-9)
    }

    /// Milliseconds under which this part of the answers came.
    pub(crate) fn quantile(&self, part: f64) -> f64 {
        let at = ((self.micros.len() as f64 * part) as usize).min(self.micros.len().saturating_sub(1));
        self.micros.get(at).map_or(0.0, |us| f64::from(*us) / 1_000.0)
    }
}

/// What ends a run.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Until {
    /// So much time.
    Over(Duration),
    /// The makers of requests have nothing more.
    Done,
}

/// Sends what `next` makes, by `clients` at once. `next` is told which client asks; `None` ends that client. `seen` is
/// told every answer: whose, how many microseconds it took, its body; a status outside `2xx` stops the run.
pub(crate) fn run(
    address: &str,
    clients: usize,
    until: Until,
    next: impl FnMut(usize) -> Option<Vec<u8>> + Send,
    seen: impl FnMut(usize, u32, &[u8]) + Send,
) -> anyhow::Result<Measure> {
    let (next, seen, start) = (Mutex::new(next), Mutex::new(seen), Barrier::new(clients + 1));
    let connections = (0..clients).map(|_| Client::connect(address)).collect::<Result<Vec<_>, _>>()?;
    let client = |no: usize, mut client: Client| -> anyhow::Result<Vec<u32>> {
        start.wait();
        let end = match until {
            Until::Over(span) => Some(Instant::now() + span),
            Until::Done => None,
        };
        let mut micros = Vec::new();
        while end.is_none_or(|end| Instant::now() < end) {
            let made = next.lock().unwrap_or_else(PoisonError::into_inner)(no);
            let Some(request) = made else { break };
            let begun = Instant::now();
            let answer = client.call(&request)?;
            let took = begun.elapsed().as_micros() as u32;
            if !(200..300).contains(&answer.status) {
                let said = String::from_utf8_lossy(answer.body).into_owned();
                bail!("{} for {}: {said}", answer.status, String::from_utf8_lossy(&request));
            }
            micros.push(took);
            seen.lock().unwrap_or_else(PoisonError::into_inner)(no, took, answer.body);
        }
        Ok(micros)
    };
    let (client, start) = (&client, &start);
    std::thread::scope(|scope| {
        let threads: Vec<_> =
            connections.into_iter().enumerate().map(|(no, c)| scope.spawn(move || client(no, c))).collect();
        start.wait();
        let begun = Instant::now();
        let mut all = Vec::new();
        for thread in threads {
            all.extend(thread.join().map_err(|_| anyhow::anyhow!("a client stopped"))??);
        }
        Ok(Measure::of(all, begun.elapsed().as_secs_f64()))
    })
}

//! Many clients at once on one thread: each sends its next request when the answer to the last has come. A thread a client
//! would take a good part of the machine for waking up alone. Deliberately not here: what is sent.

use std::time::{Duration, Instant};

use anyhow::bail;
use rustix::event::{PollFd, PollFlags, poll};

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
    mut next: impl FnMut(usize) -> Option<Vec<u8>>,
    mut seen: impl FnMut(usize, u32, &[u8]),
) -> anyhow::Result<Measure> {
    let mut all = (0..clients).map(|_| Client::connect(address)).collect::<Result<Vec<_>, _>>()?;
    let start = Instant::now();
    let over = || matches!(until, Until::Over(span) if start.elapsed() >= span);
    // When the request that is under way was sent, and its text, for the case that it is refused.
    let mut asked: Vec<Option<(Instant, Vec<u8>)>> = vec![None; clients];
    let mut micros = Vec::new();
    for (no, client) in all.iter_mut().enumerate() {
        asked[no] = ask(client, next(no))?;
    }
    while asked.iter().any(Option::is_some) {
        for no in ready(&all, &asked)? {
            let Some(answer) = all[no].read()? else { continue };
            let Some((begun, request)) = asked[no].take() else { continue };
            let took = begun.elapsed().as_micros() as u32;
            if !(200..300).contains(&answer.status) {
                let said = String::from_utf8_lossy(answer.body).into_owned();
                bail!("{} for {}: {said}", answer.status, String::from_utf8_lossy(&request));
            }
            micros.push(took);
            seen(no, took, answer.body);
            if !over() {
                asked[no] = ask(&mut all[no], next(no))?;
            }
        }
    }
    Ok(Measure::of(micros, start.elapsed().as_secs_f64()))
}

fn ask(client: &mut Client, request: Option<Vec<u8>>) -> anyhow::Result<Option<(Instant, Vec<u8>)>> {
    let Some(request) = request else { return Ok(None) };
    let begun = Instant::now();
    client.send(&request)?;
    Ok(Some((begun, request)))
}

/// Which of those that wait have something to read; waits until there is one.
fn ready(all: &[Client], asked: &[Option<(Instant, Vec<u8>)>]) -> anyhow::Result<Vec<usize>> {
    let waiting: Vec<usize> = (0..all.len()).filter(|no| asked[*no].is_some()).collect();
    let mut watched: Vec<PollFd<'_>> = waiting.iter().map(|no| PollFd::new(&all[*no], PollFlags::IN)).collect();
    poll(&mut watched, None)?;
    Ok(waiting.into_iter().zip(&watched).filter(|(_, w)| !w.revents().is_empty()).map(|(no, _)| no).collect())
}

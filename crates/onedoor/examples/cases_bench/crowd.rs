//! Many clients at once on one thread: each sends its next request when it has the answer to the last. Deliberately not
//! here: what is sent.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
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
    next: impl FnMut(usize) -> Option<Vec<u8>>,
    seen: impl FnMut(usize, u32, &[u8]),
) -> anyhow::Result<Measure> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let local = tokio::task::LocalSet::new();
    let next = Rc::new(RefCell::new(next));
    let seen = Rc::new(RefCell::new(seen));
    let micros = Rc::new(RefCell::new(Vec::new()));
    let end = Rc::new(Cell::new(None));
    let done = local.block_on(&runtime, async {
        let mut connections = Vec::new();
        for _ in 0..clients {
            connections.push(Client::connect(address).await?);
        }
        let start = Instant::now();
        if let Until::Over(span) = until {
            end.set(Some(start + span));
        }
        let tasks: Vec<_> = connections
            .into_iter()
            .enumerate()
            .map(|(no, mut client)| {
                let (next, seen, micros, end) = (next.clone(), seen.clone(), micros.clone(), end.clone());
                async move {
                    let mut sent = 0;
                    while end.get().is_none_or(|end| Instant::now() < end) {
                        let Some(request) = (next.borrow_mut())(no) else { break };
                        let begun = Instant::now();
                        let answer = client.call(&request).await?;
                        let took = begun.elapsed().as_micros() as u32;
                        if !(200..300).contains(&answer.status) {
                            let said = String::from_utf8_lossy(answer.body).into_owned();
                            bail!("{} for {}: {said}", answer.status, String::from_utf8_lossy(&request));
                        }
                        micros.borrow_mut().push(took);
                        (seen.borrow_mut())(no, took, answer.body);
                        sent += 1;
                    }
                    Ok(sent)
                }
            })
            .map(|task| tokio::task::spawn_local(task))
            .collect();
        for task in tasks {
            let _: i32 = task.await??;
        }
        anyhow::Ok(start.elapsed())
    })?;
    let all = micros.take();
    Ok(Measure::of(all, done.as_secs_f64()))
}

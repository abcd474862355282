//! The one writer of an embedded database: a thread that gathers waiting closures into one transaction with one flush for
//! all, a second one that carries what was written into the file meanwhile, and a third that tells many callers at once
//! while the next batch is already being written.
//!
//! A savepoint makes the engine copy each page before it changes, so a batch is first run without any. Where a closure is
//! undone, everything is, and those before it run again, each in a savepoint of its own: their callers notice nothing.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
        mpsc::{Receiver, Sender, SyncSender, channel, sync_channel},
    },
    thread::JoinHandle,
};

use super::{
    StoreError, Tx,
    database::{Tally, Verdict, Work},
    memo::Memo,
    sqlite::{For, Link, connect},
};

/// Closures that may share one flush; more only makes the first of them wait longer.
const BATCH: usize = 256;
/// Batches that take savepoints after one of them was undone: whoever was late is seldom alone.
const CAREFUL: u32 = 8;
/// Closures after which pages are carried into the file.
const CARRY: u64 = 256;
/// Callers that the writer tells by itself: for more, waking them costs more than handing the waking on.
const FEW: usize = 4;

/// A handle of the writing thread.
pub(super) struct Writer {
    jobs: Option<Sender<Job>>,
    threads: Vec<JoinHandle<()>>,
    counts: Arc<Counts>,
}

/// What the writer has done since it was started.
#[derive(Default)]
struct Counts {
    writes: AtomicU64,
    flushes: AtomicU64,
}

struct Job {
    work: Work,
    reply: Sender<Result<(), StoreError>>,
}

/// A batch whose flush has ended, and how.
type Flushed = (Vec<Ran>, Result<(), StoreError>);

/// A closure that was run, and what its caller will be told.
struct Ran {
    job: Job,
    kept: bool,
    done: Result<(), StoreError>,
}

impl Writer {
    pub(super) fn start(path: &Path, memo: Arc<Memo>) -> Result<Self, StoreError> {
        let writing = connect(path, For::Writing)?;
        let carrying = connect(path, For::Carrying)?;
        let (jobs, waiting) = channel();
        let (enough, woken) = sync_channel(1);
        let (done, flushed) = channel();
        let counts = Arc::new(Counts::default());
        let mut writer = Loop { link: writing, memo, counts: counts.clone(), enough, done, careful: 0, carried: 0 };
        let named = |name: &str| std::thread::Builder::new().name(name.to_owned());
        let failed = |e: std::io::Error| StoreError::Db(e.to_string());
        let threads = vec![
            named("sqlite-writer").spawn(move || writer.run(&waiting)).map_err(failed)?,
            named("sqlite-carrier").spawn(move || carry(&carrying, &woken)).map_err(failed)?,
            named("sqlite-teller").spawn(move || flushed.into_iter().for_each(tell)).map_err(failed)?,
        ];
        Ok(Self { jobs: Some(jobs), threads, counts })
    }

    pub(super) fn tally(&self) -> Tally {
        Tally {
            writes: self.counts.writes.load(Ordering::Relaxed),
            flushes: self.counts.flushes.load(Ordering::Relaxed),
        }
    }

    /// Runs a closure and returns when it is durable.
    pub(super) fn write(&self, work: Work) -> Result<(), StoreError> {
        let (reply, answer) = channel();
        let gone = || StoreError::Db("写入线程已停止".into());
        self.jobs.as_ref().ok_or_else(gone)?.send(Job { work, reply }).map_err(|_| gone())?;
        answer.recv().map_err(|_| gone())?
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        drop(self.jobs.take());
        // A closure may hold the last handle: then this is the writing thread, which ends by itself and cannot be waited for.
        let own = std::thread::current().id();
        if self.threads.iter().any(|thread| thread.thread().id() == own) {
            return;
        }
        for thread in self.threads.drain(..) {
            thread.join().ok();
        }
    }
}

/// Carries pages into the file whenever enough were written; ends with the writer. It waits for nobody and nobody waits for
/// it: what a reader still needs is left for the next time, and so is what fails, such as on a full disk: the writer
/// comes to the same and tells it.
fn carry(link: &Link, woken: &Receiver<()>) {
    while woken.recv().is_ok() {
        link.connection.query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |_| Ok(())).ok();
    }
}

/// Gives everybody of a batch their answer. What went wrong with the whole batch is told to all of it.
fn tell((ran, flushed): Flushed) {
    for Ran { job, done, .. } in ran {
        job.reply.send(flushed.clone().and(done)).ok();
    }
}

/// The writing thread.
struct Loop {
    link: Link,
    memo: Arc<Memo>,
    counts: Arc<Counts>,
    /// Wakes the thread that carries pages.
    enough: SyncSender<()>,
    /// Batches that the telling thread has to tell.
    done: Sender<Flushed>,
    /// Batches that still take savepoints.
    careful: u32,
    /// Closures at the last waking.
    carried: u64,
}

impl Loop {
    fn run(&mut self, jobs: &Receiver<Job>) {
        while let Ok(first) = jobs.recv() {
            self.batch(first, jobs);
            let writes = self.counts.writes.load(Ordering::Relaxed);
            if writes - self.carried >= CARRY {
                self.carried = writes;
                self.enough.try_send(()).ok();
            }
        }
    }

    /// One transaction of those that wait.
    fn batch(&mut self, first: Job, jobs: &Receiver<Job>) {
        if let Err(e) = self.link.step("BEGIN IMMEDIATE") {
            first.reply.send(Err(e)).ok();
            return;
        }
        self.careful = self.careful.saturating_sub(1);
        let mut guarded = self.careful > 0;
        let mut ran: Vec<Ran> = Vec::new();
        let mut next = Some(first);
        while let Some(mut job) = next.take() {
            let (kept, done) = match guarded {
                true => in_savepoint(&self.link, &mut job.work, &self.memo),
                false => attempt(&self.link, &mut job.work, &self.memo),
            };
            ran.push(Ran { job, kept, done });
            if !kept && !guarded && !self.is_undone() {
                guarded = true;
                self.careful = CAREFUL;
                if let Err(e) = self.again(&mut ran) {
                    return self.answer(ran, Err(e));
                }
            }
            if self.is_undone() || ran.len() >= BATCH {
                break;
            }
            next = jobs.try_recv().ok();
        }
        self.answer(ran, Ok(()));
    }

    /// Disk full and I/O errors make the engine undo the whole transaction by itself.
    fn is_undone(&self) -> bool {
        self.link.connection.is_autocommit()
    }

    /// Undoes everything and runs those again that are to be kept. The answer of whoever is not kept stands: it was given
    /// on the same ground.
    fn again(&self, ran: &mut [Ran]) -> Result<(), StoreError> {
        self.link.step("ROLLBACK")?;
        self.link.step("BEGIN IMMEDIATE")?;
        for one in ran.iter_mut().filter(|one| one.kept) {
            (one.kept, one.done) = in_savepoint(&self.link, &mut one.job.work, &self.memo);
            if self.is_undone() {
                break;
            }
        }
        Ok(())
    }

    /// One flush, and its outcome to everybody.
    fn answer(&self, ran: Vec<Ran>, so_far: Result<(), StoreError>) {
        // When the engine has undone everything nobody in this batch may be told that anything was kept.
        let flushed = so_far.and_then(|()| match self.is_undone() {
            true => Err(StoreError::Db("磁盘写入失败，这一批全部没有保存".into())),
            false => self.link.step("COMMIT"),
        });
        if flushed.is_err() && !self.is_undone() {
            self.link.step("ROLLBACK").ok();
        }
        self.counts.writes.fetch_add(ran.len() as u64, Ordering::Relaxed);
        self.counts.flushes.fetch_add(u64::from(ran.iter().any(|one| one.kept)), Ordering::Relaxed);
        if ran.len() <= FEW {
            return tell((ran, flushed));
        }
        // The other thread lives as long as this one; were it gone, nobody may wait for ever.
        if let Err(back) = self.done.send((ran, flushed)) {
            tell(back.0);
        }
    }
}

/// Runs one closure. Whether what it wrote is kept, and what its caller is told.
fn attempt(mut link: &Link, work: &mut Work, memo: &Memo) -> (bool, Result<(), StoreError>) {
    let verdict = catch_unwind(AssertUnwindSafe(|| {
        let mut tx = Tx::new(&mut link, memo);
        (work(&mut tx), tx.failed())
    }));
    match verdict {
        Ok((Verdict::Keep, None)) => (true, Ok(())),
        Ok((Verdict::Keep, Some(e))) => (false, Err(e)),
        Ok((Verdict::Undo, _)) => (false, Ok(())),
        Err(_) => (false, Err(StoreError::Panicked)),
    }
}

fn in_savepoint(link: &Link, work: &mut Work, memo: &Memo) -> (bool, Result<(), StoreError>) {
    if let Err(e) = link.step("SAVEPOINT one") {
        return (false, Err(e));
    }
    let (keep, answer) = attempt(link, work, memo);
    if link.connection.is_autocommit() {
        return (false, answer);
    }
    let undone = if keep { Ok(()) } else { link.step("ROLLBACK TO one") };
    if let Err(e) = undone.and_then(|()| link.step("RELEASE one")) {
        // What should be gone may still be there: nothing of the batch is kept then.
        link.step("ROLLBACK").ok();
        return (false, Err(e));
    }
    (keep, answer)
}

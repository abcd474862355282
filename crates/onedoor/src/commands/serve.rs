//! `onedoor serve`: the site, and the jobs that run beside it.

use std::{
    net::SocketAddr,
    path::PathBuf,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    thread,
    time::Duration,
};

use anyhow::Context as _;
use axum::serve::ListenerExt as _;
use domain::{
    base::{CaseId, FileId},
    people::Desk,
    publication::Listed,
};
use services::{
    Bureau, archive,
    base::{Clamd, HttpSmsGateway, county, sweep},
    cases, catalogue, certificates, chains, delegates, evaluation, followup, indicators, journal, oversight,
    publication, rectification, reviews, stations,
};
use tokio::net::TcpListener;
use web::{App, Site};

use super::{DATA, backup};
use crate::{
    carrier::Network,
    cli::{self, Place},
    failure::{DONE, Usage},
    house::House,
    terminal,
    tls::{CertFiles, Tls, TlsListener},
};

/// Somebody waits at a station's desk for the message to go out.
const SMS_PATIENCE: Duration = Duration::from_secs(10);
/// How long a virus scanner may be silent.
const SCANNER_PATIENCE: Duration = Duration::from_secs(20);

pub(super) fn run(place: &Place, args: &cli::Serve) -> anyhow::Result<u8> {
    let house = House::look(place, DATA)?;
    let tls = match (&args.tls_cert, &args.tls_key) {
        (Some(cert), Some(key)) => {
            let files = CertFiles { cert: cert.clone(), key: key.clone() };
            let (tls, ends) = Tls::open(files, house.chance.clock.clone())?;
            remind(ends);
            Some(tls)
        }
        (None, _) | (_, None) => None,
    };
    let bureau = house.must_have_county()?;
    if let Some(level) = args.level.filter(|l| l.division() != bureau.region().division().level()) {
        let why = format!("区划代码 {} 不是{}的，请核对 --level", bureau.region(), level.label());
        return Err(Usage(why).into());
    }
    if let Some(url) = &args.seal_url {
        let patience = Duration::from_secs(args.seal_patience);
        let service = certificates::HttpSealService::new(url.clone(), args.seal_token.clone(), patience);
        bureau.connect_seal_service(Arc::new(service));
    }
    if let Some(url) = &args.sms_url {
        let gateway = HttpSmsGateway::new(url.clone(), args.sms_token.clone(), SMS_PATIENCE);
        bureau.connect_sms_gateway(Arc::new(gateway));
    }
    if let Some(address) = &args.clamd {
        bureau.connect_virus_scanner(Arc::new(Clamd::new(address.clone(), SCANNER_PATIENCE)));
    }
    let site = Site {
        behind_tls: args.behind_tls,
        own_tls: tls.is_some(),
        public_url: args.public_url.clone(),
        push_to: Listed::new(args.push_to.clone()),
    };
    let daily = args.backup.clone().map(|folder| Daily { folder, keep: args.backup_keep.into() });
    serve(bureau, &args.listen, site, tls, daily)
}

/// Where daily backups go, and how many are kept.
pub(super) struct Daily {
    folder: PathBuf,
    keep: usize,
}

/// A certificate that ends within a month is spoken of at every start and reload.
fn remind(ends: Option<jiff::civil::Date>) {
    if let Some(day) = ends {
        terminal::say(&format!("HTTPS 证书 {day} 到期，请尽快申请新证书，换好文件后发 SIGHUP，不用重启"));
    }
}

/// Serves until it is told to stop; finishes the requests under way, seals the last events.
pub(super) fn serve(
    bureau: Bureau,
    listen: &str,
    site: Site,
    tls: Option<Tls>,
    daily: Option<Daily>,
) -> anyhow::Result<u8> {
    tracing_subscriber::fmt()
        .with_env_filter(
            tracing_subscriber::EnvFilter::try_from_default_env()
                .unwrap_or_else(|_| tracing_subscriber::EnvFilter::new("warn")),
        )
        .with_writer(std::io::stderr)
        .init();
    journal::export(&bureau, bureau.region())?;
    let (network, exchanging) = (Network::new(site.push_to.clone()), Network::new(site.push_to.clone()));
    let app = App::new(bureau.clone(), county(&bureau)?, std::env::current_exe()?, site);
    let stop = Arc::new(AtomicBool::new(false));
    let jobs = {
        let (bureau, stop) = (bureau.clone(), stop.clone());
        thread::Builder::new().name("jobs".into()).spawn(move || run_jobs(&bureau, &stop))?
    };
    let pushing = {
        let (bureau, stop) = (bureau.clone(), stop.clone());
        thread::Builder::new().name("push".into()).spawn(move || push(&bureau, &network, &stop))?
    };
    let exchange = {
        let (bureau, stop) = (bureau.clone(), stop.clone());
        thread::Builder::new().name("exchange".into()).spawn(move || exchange(&bureau, &exchanging, &stop))?
    };
    let backups = daily
        .map(|daily| {
            let (bureau, stop) = (bureau.clone(), stop.clone());
            let work = move || backup::daily(&bureau, &daily.folder, daily.keep, &stop);
            thread::Builder::new().name("backup".into()).spawn(work)
        })
        .transpose()?;
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .max_blocking_threads(64)
        .on_thread_start(give_way)
        .build()?;
    let served = runtime.block_on(async {
        let listener =
            TcpListener::bind(listen).await.with_context(|| format!("地址 {listen} 用不了，请换一个端口"))?;
        let scheme = if tls.is_some() { "https" } else { "http" };
        terminal::print(&format!("已打开 {scheme}://{}  （按 Ctrl+C 停止）", listener.local_addr()?));
        let routes = web::router(app).into_make_service_with_connect_info::<SocketAddr>();
        match tls {
            None => axum::serve(listener, routes).with_graceful_shutdown(told_to_stop()).await?,
            Some(tls) => {
                #[cfg(unix)]
                reload_when_told(tls.clone())?;
                // The tap does nothing: under it axum tells the handlers the visitor's address.
                let listener = TlsListener::new(listener, tls)?.tap_io(|_| {});
                axum::serve(listener, routes).with_graceful_shutdown(told_to_stop()).await?;
            }
        }
        anyhow::Ok(())
    });
    stop.store(true, Ordering::Relaxed);
    jobs.join().ok();
    pushing.join().ok();
    exchange.join().ok();
    if let Some(backups) = backups {
        backups.join().ok();
    }
    served?;
    journal::seal(&bureau)?;
    if let Some(tally) = bureau.tally() {
        tracing::info!(writes = tally.writes, flushes = tally.flushes, "stopped");
    }
    Ok(DONE)
}

/// Whoever answers gives way to the thread that writes: all wait for it, it for nobody. Where the system does not allow it
/// they stand equal.
fn give_way() {
    #[cfg(target_os = "linux")]
    rustix::process::setpriority_process(Some(rustix::thread::gettid()), 5).ok();
}

async fn told_to_stop() {
    let interrupt = tokio::signal::ctrl_c();
    #[cfg(unix)]
    {
        let Ok(mut terminate) = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) else {
            interrupt.await.ok();
            return;
        };
        tokio::select! {
            _ = interrupt => {}
            _ = terminate.recv() => {}
        }
    }
    #[cfg(not(unix))]
    interrupt.await.ok();
}

/// On SIGHUP the certificate is read again; one that cannot be used changes nothing.
#[cfg(unix)]
fn reload_when_told(tls: Tls) -> std::io::Result<()> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut told = signal(SignalKind::hangup())?;
    tokio::spawn(async move {
        while told.recv().await.is_some() {
            match tls.reload() {
                Ok(ends) => {
                    terminal::say("HTTPS 证书已更新");
                    remind(ends);
                }
                Err(e) => terminal::say(&format!("HTTPS 证书没有更新，仍用原来的：{e}")),
            }
        }
    });
    Ok(())
}

/// Gives what watched clocks have reached: reminders, cards, supervision orders.
fn watch(bureau: &Bureau) {
    match oversight::watch::run(bureau, &Desk::system("定时任务"), &oversight::watch::RunForm::default()) {
        Ok(done) if done.cards.is_empty() && done.orders.is_empty() && done.told.is_empty() => {}
        Ok(done) => tracing::info!(
            cards = done.cards.len(),
            orders = done.orders.len(),
            told = done.told.len(),
            "the watch has run"
        ),
        Err(e) => tracing::error!(cause = %e, "the watch failed, tried again in an hour"),
    }
}

/// Brings applications under a chain forward. One that cannot be is named, and the others go on.
fn advance_matters(bureau: &Bureau) {
    match chains::matters::advance(bureau) {
        Ok(done) => {
            for (matter_no, cause) in done.stuck {
                tracing::error!(matter_no, cause, "a matter cannot be brought forward: somebody must look");
            }
        }
        Err(e) => tracing::error!(cause = %e, "bringing matters forward failed, tried again in ten seconds"),
    }
}

/// Every second: seal. Every ten seconds: what follows for matters whose members moved. Every minute: versions whose day has come take force, what a passed day brings to a case, and the week's draw of follow-up calls. Every hour: a snapshot of the day when something it counts has changed since
/// the last, sweeping, reminders of rectification and of letters, and the watch; every six hours: signs of gaming in ratings; every minute a share of the files is compared with its digests; on a new day the snapshot comes within a minute. A job that fails says so
/// and is tried again.
fn run_jobs(bureau: &Bureau, stop: &AtomicBool) {
    let mut second: u64 = 0;
    let (mut scrubbed, mut packed) = (FileId::new(0), CaseId::new(0));
    while !stop.load(Ordering::Relaxed) {
        if let Err(e) = journal::seal(bureau) {
            tracing::error!(cause = %e, "sealing failed, tried again in a second");
        }
        if second % 60 == 4
            && let Err(e) = catalogue::bring_into_force(bureau).and_then(|_| stations::bring_into_force(bureau))
        {
            tracing::error!(cause = %e, "bringing versions into force failed, tried again in a minute");
        }
        if second % 60 == 6
            && let Err(e) = cases::run_timers(bureau)
        {
            tracing::error!(cause = %e, "acting on passed days failed, tried again in a minute");
        }
        if second % 60 == 8
            && let Err(e) = followup::run_draws(bureau).and_then(|_| followup::line_up_second_calls(bureau))
        {
            tracing::error!(cause = %e, "drawing follow-up calls failed, tried again in a minute");
        }
        if second % 10 == 7 {
            advance_matters(bureau);
        }
        if second % 10 == 3
            && let Err(e) = reviews::invite(bureau)
        {
            tracing::error!(cause = %e, "making links of ratings failed, tried again in ten seconds");
        }
        if second % 3_600 == 40
            && let Err(e) = reviews::take_calls(bureau).and_then(|_| reviews::note_defaults(bureau))
        {
            tracing::error!(cause = %e, "taking calls over as ratings failed, tried again in an hour");
        }
        if second % 21_600 == 45
            && let Err(e) = reviews::keep_signs(bureau)
        {
            tracing::error!(cause = %e, "looking for signs of gaming failed, tried again in six hours");
        }
        if second % 60 == 5
            && let Err(e) = snapshot(bureau, second % 3_600 == 5)
        {
            tracing::error!(cause = %e, "snapshot failed, tried again");
        }
        if second % 3_600 == 30
            && let Err(e) = sweep(bureau)
        {
            tracing::error!(cause = %e, "sweeping failed, tried again in an hour");
        }
        if second % 3_600 == 50
            && let Err(e) = cases::sweep_files(bureau)
        {
            tracing::error!(cause = %e, "sweeping the files failed, tried again in an hour");
        }
        if second % 3_600 == 40
            && let Err(e) = evaluation::run_evaluations(bureau, services::measures::SOURCES)
        {
            tracing::error!(cause = %e, "computing the scores of finished periods failed, tried again in an hour");
        }
        if second % 10 == 9
            && let Err(e) = indicators::run_standings(bureau)
        {
            tracing::error!(cause = %e, "ranking the counties failed, tried again in ten seconds");
        }
        if second % 3_600 == 20
            && let Err(e) = rectification::remind(bureau)
        {
            tracing::error!(cause = %e, "reminding failed, tried again in an hour");
        }
        if second % 3_600 == 25
            && let Err(e) = delegates::remind(bureau)
        {
            tracing::error!(cause = %e, "reminding of letters failed, tried again in an hour");
        }
        if second % 3_600 == 35 {
            watch(bureau);
        }
        if second % 60 == 40 {
            scrubbed = scrub(bureau, scrubbed);
        }
        if second % 60 == 50 {
            packed = pack(bureau, packed);
        }
        thread::sleep(Duration::from_secs(1));
        second += 1;
    }
}

/// Every second: events to whoever subscribed. A thread of its own, because a receiver may be slow.
fn push(bureau: &Bureau, network: &Network, stop: &AtomicBool) {
    while !stop.load(Ordering::Relaxed) {
        if let Err(e) = publication::deliver(bureau, network) {
            tracing::error!(cause = %e, "sending events failed, tried again in a second");
        }
        thread::sleep(Duration::from_secs(1));
    }
}

/// Every ten seconds: what changed goes to the nodes above, and what they have for us is fetched. Once a day both sides are
/// held against each other. A thread of
/// its own, because the other side may be slow.
fn exchange(bureau: &Bureau, network: &Network, stop: &AtomicBool) {
    let mut second: u64 = 0;
    while !stop.load(Ordering::Relaxed) {
        if second % 10 == 3 {
            match publication::exchange::push_all(bureau, network) {
                Ok(all) => {
                    for (peer, pushed, collected) in all {
                        for why in pushed.fault.iter().chain(&collected.fault) {
                            tracing::warn!(
                                peer = peer.code.as_str(),
                                why,
                                "the exchange stopped, tried again in ten seconds"
                            );
                        }
                    }
                }
                Err(e) => tracing::error!(cause = %e, "the exchange failed, tried again in ten seconds"),
            }
        }
        if second % 600 == 45 {
            match publication::exchange::reconcile_due(bureau, network) {
                Ok(all) => {
                    for (peer, done) in all {
                        match done {
                            Ok(found) => tracing::info!(
                                peer = peer.as_str(),
                                agree = found.agree,
                                differences = found.lines.len(),
                                "both sides were held against each other"
                            ),
                            Err(e) => {
                                tracing::warn!(peer = peer.as_str(), cause = %e, "not reconciled, tried again in ten minutes")
                            }
                        }
                    }
                }
                Err(e) => tracing::error!(cause = %e, "reconciliation failed, tried again in ten minutes"),
            }
        }
        thread::sleep(Duration::from_secs(1));
        second += 1;
    }
}

/// A share of the finished cases a minute; what cannot be packed is said in the log, round and round.
fn pack(bureau: &Bureau, after: CaseId) -> CaseId {
    const SHARE: i64 = 50;
    match archive::pack_due(bureau, after, SHARE) {
        Ok(share) => {
            share.passed_over.iter().for_each(|why| tracing::warn!(why, "a case was not packed"));
            share.last.unwrap_or(CaseId::new(0))
        }
        Err(e) => {
            tracing::error!(cause = %e, "packing failed, tried again in a minute");
            after
        }
    }
}

/// A share of the files a minute, round and round; what is damaged is said in the log.
fn scrub(bureau: &Bureau, after: FileId) -> FileId {
    const SHARE: i64 = 100;
    match cases::scrub(bureau, after, SHARE) {
        Ok(share) => {
            for finding in share.findings {
                tracing::error!(place = finding.place, what = finding.what, "a file on disk is not what was put there");
            }
            share.last.unwrap_or(FileId::new(0))
        }
        Err(e) => {
            tracing::error!(cause = %e, "looking after the files failed, tried again in a minute");
            after
        }
    }
}

/// The day's first snapshot at once; later ones hourly, because each keeps a copy of every row.
fn snapshot(bureau: &Bureau, hourly: bool) -> anyhow::Result<()> {
    let (desk, today) = (Desk::system("定时任务"), bureau.today());
    let taken_today = indicators::latest(bureau, &desk, today)?.is_some_and(|r| r.as_of == today);
    if hourly || !taken_today {
        indicators::take(bureau, &desk, today)?;
    }
    Ok(())
}

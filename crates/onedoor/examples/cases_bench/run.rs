//! The measurements in their order.

use std::{
    cell::RefCell,
    path::Path,
    time::{Duration, Instant},
};

use crate::{
    Args,
    acts::{self, Running, Visitors},
    crowd::{self, Measure, Until},
    day, limits, many,
    place::{People, Place},
    say,
    server::Server,
};

/// What the machine gives at most.
struct Limits {
    flush: Measure,
    one_by_one: f64,
    by_hundred: f64,
    by_thousand: f64,
    bare: f64,
}

pub(crate) fn all(args: &Args, dir: &Path) -> anyhow::Result<()> {
    let span = Duration::from_secs(args.seconds);
    say(&format!("load before: {}", std::fs::read_to_string("/proc/loadavg")?.trim()));
    let limits = measure_limits(dir, span)?;
    let place = Place::make(&dir.join("county"), args.database.as_deref())?;
    let server = Server::start(&place.words())?;
    say(&format!(
        "\n{}: start to first answer {:.0} ms, {:.0} MB",
        place.engine(),
        server.first_answer.as_secs_f64() * 1e3,
        server.resident()
    ));
    let people = place.people(&server)?;
    server.stop()?;
    let mut visitors = Visitors::from(0);
    let mut waiting = Vec::new();
    head();
    for clients in &args.clients {
        accept(&place, &people, &mut visitors, &limits, (*clients, span), &mut waiting)?;
    }
    steps(&place, &people, &limits, &waiting)?;
    lists(&place, &people, &limits, &args.clients, span)?;
    day::replay(&place, &people, &mut visitors)?;
    proofs(&place)?;
    if args.cases > 0 {
        large(args, &place, &people, &limits, &mut visitors, span)?;
    }
    say(&format!("\nload after: {}", std::fs::read_to_string("/proc/loadavg")?.trim()));
    Ok(())
}

/// The same at the size of years: start, memory, lists, acceptance, counters.
fn large(
    args: &Args,
    place: &Place,
    people: &People,
    limits: &Limits,
    visitors: &mut Visitors,
    span: Duration,
) -> anyhow::Result<()> {
    let begun = Instant::now();
    many::fill(place, args.cases)?;
    let took = begun.elapsed().as_secs_f64();
    say(&format!("\n{} more cases in {took:.0} s, {:.0}/s", args.cases, args.cases as f64 / took));
    let server = Server::start(&place.words())?;
    say(&format!(
        "start to first answer {:.0} ms, {:.0} MB",
        server.first_answer.as_secs_f64() * 1e3,
        server.resident()
    ));
    server.stop()?;
    head();
    lists(place, people, limits, &args.clients, span)?;
    accept(place, people, visitors, limits, (32, span), &mut Vec::new())?;
    many::counters(place)
}

/// What proving costs: the chains against the hash alone, the counters against a bare count.
fn proofs(place: &Place) -> anyhow::Result<()> {
    many::counters(place)?;
    many::chains(place)
}

fn measure_limits(dir: &Path, span: Duration) -> anyhow::Result<Limits> {
    let short = span.min(Duration::from_secs(2));
    let flush = limits::fdatasync(dir, short)?;
    let limits = Limits {
        one_by_one: limits::sqlite(dir, 1, short)?,
        by_hundred: limits::sqlite(dir, 100, short)?,
        by_thousand: limits::sqlite(dir, 1_000, short)?,
        bare: limits::bare_answers(32, short)?.rate(),
        flush,
    };
    say(&format!(
        "fdatasync of 4 kB: {:.0}/s, p50 {:.3} ms, p99 {:.3} ms",
        limits.flush.rate(),
        limits.flush.quantile(0.5),
        limits.flush.quantile(0.99)
    ));
    say(&format!(
        "bare SQLite, one writer: {:.0}/s by 1, {:.0}/s by 100, {:.0}/s by 1,000",
        limits.one_by_one, limits.by_hundred, limits.by_thousand
    ));
    say(&format!("bare answer of the framework, 32 clients: {:.0}/s", limits.bare));
    Ok(limits)
}

fn head() {
    say(
        "\nact          clients       /s   p50 ms   p99 ms   CPU ms  steps/flush  ÷fdatasync  ÷SQLite×1  ÷SQLite×1000  \
         p50÷flush   ÷bare   MB",
    );
}

fn line(act: &str, clients: usize, of: (&Measure, &Limits), (cpu, steps, memory): (f64, f64, f64)) {
    let (m, l) = of;
    say(&format!(
        "{act:<12} {clients:>7} {:>8.0} {:>8.2} {:>8.2} {cpu:>8.3} {steps:>12.1} {:>11.2} {:>10.2} {:>13.3} {:>10.1} \
         {:>7.3} {memory:>4.0}",
        m.rate(),
        m.quantile(0.5),
        m.quantile(0.99),
        m.rate() / l.flush.rate(),
        m.rate() / l.one_by_one,
        m.rate() / l.by_thousand,
        m.quantile(0.5) / l.flush.quantile(0.5),
        m.rate() / l.bare,
    ));
}

fn accept(
    place: &Place,
    people: &People,
    visitors: &mut Visitors,
    limits: &Limits,
    (clients, span): (usize, Duration),
    waiting: &mut Vec<Running>,
) -> anyhow::Result<()> {
    let server = Server::start(&place.words())?;
    let before = server.cpu();
    let asked = RefCell::new(vec![None; clients]);
    let measure = crowd::run(
        &server.address,
        clients,
        Until::Over(span),
        |client| {
            let (request, department) = visitors.accept(people, client);
            asked.borrow_mut()[client] = Some(department);
            Some(request)
        },
        |client, _, body| {
            let department = asked.borrow_mut()[client];
            if let (Some(department), Some(no)) = (department, acts::number(body)) {
                waiting.push(Running { no, department });
            }
        },
    )?;
    let cpu = (server.cpu() - before) * 1e3 / measure.count().max(1) as f64;
    let memory = server.resident();
    let tally = server.stop()?;
    line("accept", clients, (&measure, limits), (cpu, tally.writes / tally.flushes.max(1.0), memory));
    Ok(())
}

/// The acts after acceptance, 32 clients, on the cases that wait.
fn steps(place: &Place, people: &People, limits: &Limits, waiting: &[Running]) -> anyhow::Result<()> {
    let some = &waiting[..waiting.len().min(20_000)];
    type Maker = fn(&People, usize, &Running) -> Vec<u8>;
    let made: [(&str, Maker); 3] = [
        ("decide", |p, _, c| acts::decide(p, c)),
        ("complete", |p, _, c| acts::complete(p, c)),
        ("deliver", acts::deliver),
    ];
    for (word, make) in made {
        let server = Server::start(&place.words())?;
        let before = server.cpu();
        let mut rest = some.iter();
        let measure = crowd::run(
            &server.address,
            32,
            Until::Done,
            |client| rest.next().map(|case| make(people, client, case)),
            |_, _, _| {},
        )?;
        let cpu = (server.cpu() - before) * 1e3 / measure.count().max(1) as f64;
        let memory = server.resident();
        let tally = server.stop()?;
        line(word, 32, (&measure, limits), (cpu, tally.writes / tally.flushes.max(1.0), memory));
    }
    Ok(())
}

fn lists(place: &Place, people: &People, limits: &Limits, clients: &[usize], span: Duration) -> anyhow::Result<()> {
    let server = Server::start(&place.words())?;
    type Maker = fn(&People, usize) -> Vec<u8>;
    let made: [(&str, Maker); 2] = [("page of 50", acts::page), ("list of 50", acts::list)];
    for (word, make) in made {
        for clients in clients {
            let before = server.cpu();
            let next = |client| Some(make(people, client));
            let measure = crowd::run(&server.address, *clients, Until::Over(span), next, |_, _, _| {})?;
            let cpu = (server.cpu() - before) * 1e3 / measure.count().max(1) as f64;
            line(word, *clients, (&measure, limits), (cpu, 0.0, server.resident()));
        }
    }
    server.stop()?;
    Ok(())
}

//! A hall's day, at speed: each client takes one case after another from intake to delivery. Deliberately not here: the
//! waiting between the steps, which is what a real day mostly consists of.

use std::cell::RefCell;

use crate::{
    acts::{self, Running, Visitors},
    crowd::{self, Measure, Until},
    place::{People, Place},
    say,
    server::Server,
};

/// Cases of a day: a county of some size.
const CASES: usize = 4_100;
/// Seats in the hall and in the departments.
const CLIENTS: usize = 32;
const ACTS: [&str; 4] = ["accept", "decide", "complete", "deliver"];

/// What a client is at.
#[derive(Clone, Default)]
struct Seat {
    act: usize,
    case: Option<Running>,
}

/// Replays it and prints what each act took.
pub(crate) fn replay(place: &Place, people: &People, visitors: &mut Visitors) -> anyhow::Result<()> {
    let server = Server::start(&place.words())?;
    let before = server.cpu();
    let seats = RefCell::new(vec![Seat::default(); CLIENTS]);
    let mut begun = 0;
    let mut took: [Vec<u32>; 4] = Default::default();
    let whole = crowd::run(
        &server.address,
        CLIENTS,
        Until::Done,
        |client| {
            let seat = &mut seats.borrow_mut()[client];
            match (&seat.case, seat.act) {
                (Some(case), 1) => Some(acts::decide(people, case)),
                (Some(case), 2) => Some(acts::complete(people, case)),
                (Some(case), 3) => Some(acts::deliver(people, client, case)),
                (_, _) if begun < CASES => {
                    begun += 1;
                    let (request, department) = visitors.accept(people, client);
                    *seat = Seat { act: 0, case: Some(Running { no: String::new(), department }) };
                    Some(request)
                }
                (_, _) => None,
            }
        },
        |client, micros, body| {
            let seat = &mut seats.borrow_mut()[client];
            took[seat.act].push(micros);
            if let (0, Some(case), Some(no)) = (seat.act, &mut seat.case, acts::number(body)) {
                case.no = no;
            }
            seat.act += 1;
            if seat.act == ACTS.len() {
                *seat = Seat::default();
            }
        },
    )?;
    let cpu = server.cpu() - before;
    say(&format!(
        "\na hall's day, {}: {CASES} cases, {} acts in {:.1} s, {:.3} CPU ms an act, {:.0} MB",
        place.engine(),
        whole.count(),
        whole.seconds,
        cpu * 1e3 / whole.count().max(1) as f64,
        server.resident()
    ));
    for (act, micros) in ACTS.iter().zip(took) {
        let m = Measure::of(micros, whole.seconds);
        say(&format!("  {act:<9} p50 {:.2} ms, p99 {:.2} ms", m.quantile(0.5), m.quantile(0.99)));
    }
    server.stop()?;
    Ok(())
}

//! How long it takes to hold a list of decisions against the hall's cases (台账比对速度), beside one pass over the same
//! rows that only brings their names to one form.
//!
//! `cargo run --release -p onedoor-domain --example ledger_bench -- 100000`
//!
//! It prints, it asserts nothing: numbers of shared machines are not for tests.

#![expect(clippy::disallowed_methods, reason = "a measurement needs the clock of the machine")]

use std::{hint::black_box, io::Write as _, time::Instant};

use domain::{
    base::{CaseId, ImportId, ItemId, Rng as _, SeededRng, Uscc},
    oversight::{
        detectors::Profile,
        ledger::{Decision, HallCase, LedgerRow, pair, plain_name},
    },
};
use jiff::{ToSpan as _, civil::date};

const SYLLABLES: &str = "华兴盛达隆泰恒润嘉诚瑞丰源宏伟鑫安康旺祥顺和美佳";
const TRADES: [&str; 6] = ["贸易", "餐饮", "物流", "建筑", "农业", "商务"];

fn say(line: &str) {
    writeln!(std::io::stdout(), "{line}").ok();
}

fn rows(size: usize) -> (Vec<Decision>, Vec<HallCase>) {
    let rng = SeededRng::new(7);
    let syllables: Vec<char> = SYLLABLES.chars().collect();
    let (mut decisions, mut cases) = (Vec::with_capacity(size), Vec::with_capacity(size));
    for n in 0..size {
        let own: String = (0..3).map(|_| syllables[rng.below(syllables.len() as u64) as usize]).collect();
        let party = format!("临江县{own}{}有限公司", TRADES[rng.below(6) as usize]);
        let digits: String = (0..14).map(|_| char::from(b'1' + rng.below(9) as u8)).collect();
        let code = Uscc::with_both_checks(&format!("91{digits}")).map(|c| c.as_str().to_owned()).unwrap_or_default();
        let item = rng.below(400);
        let on = date(2026, 1, 5).saturating_add((rng.below(300) as i64).days());
        let number = if rng.below(3) == 0 { String::new() } else { format!("临许准字〔2026〕第{n:06}号") };
        let dirty = rng.below(4) == 0;
        let line = LedgerRow {
            row: n as u32 + 2,
            decision_no: if dirty { String::new() } else { number.clone() },
            party: if dirty { party.replace("有限公司", "有限责任公司") } else { party.clone() },
            code: if rng.below(5) == 0 { String::new() } else { code.clone() },
            content: String::new(),
            item_name: format!("事项{item}许可"),
            decided_on: Some(on.saturating_add((rng.below(3) as i64).days())),
            organ: format!("临江县{}局", item % 30),
        };
        let item_id = ItemId::new(item as i64);
        decisions.push(Decision { import: ImportId::new(1), line, item: Some(item_id) });
        cases.push(HallCase {
            case: CaseId::new(n as i64),
            result_no: number,
            party,
            code,
            item: item_id,
            item_name: format!("事项{item}许可"),
            organ: format!("临江县{}局", item % 30),
            decided_on: on,
        });
    }
    (decisions, cases)
}

fn main() {
    let size = std::env::args().nth(1).and_then(|n| n.parse().ok()).unwrap_or(100_000);
    let weights = Profile::parse(include_str!("../../services/data/detectors.json")).map(|p| p.matching);
    let Ok(weights) = weights else {
        say("the shipped profile does not read");
        return;
    };
    let (decisions, cases) = rows(size);
    let begun = Instant::now();
    for (decision, case) in decisions.iter().zip(&cases) {
        black_box(plain_name(&decision.line.party, &weights.variants));
        black_box(plain_name(&case.party, &weights.variants));
    }
    let pass = begun.elapsed();
    let begun = Instant::now();
    let pairing = pair(&decisions, &cases, &weights);
    let took = begun.elapsed();
    let right = pairing.matches.iter().filter(|m| m.decision == m.case).count();
    let percent = |part: usize, whole: usize| part as f64 * 100.0 / whole.max(1) as f64;
    say(&format!(
        "{size} decisions × {size} cases: {:.2} s, {:.1} × one pass over the names ({:.2} s); precision {:.2} % ({right} \
         of {} pairs), recall {:.2} %; {} pairs weighed a decision",
        took.as_secs_f64(),
        took.as_secs_f64() / pass.as_secs_f64().max(1e-9),
        pass.as_secs_f64(),
        percent(right, pairing.matches.len()),
        pairing.matches.len(),
        percent(right, size),
        pairing.weighed.checked_div(size as u64).unwrap_or_default(),
    ));
}

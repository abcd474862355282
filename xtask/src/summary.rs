//! 汇总 (summary): the table at the end of a run and the line that machines read.
//!
//! Not here: counting (`tally`).

use std::fmt::Write as _;
use std::time::Duration;

use crate::tally::Tally;

/// Reasons shown under one step; the rest is in its log.
const MOST_REASONS: usize = 12;

/// What became of one step.
#[derive(Debug)]
pub(crate) struct Row {
    pub(crate) step: &'static str,
    pub(crate) tally: Tally,
    pub(crate) took: Duration,
}

impl Row {
    /// The word for the step's result.
    pub(crate) fn word(&self) -> &'static str {
        if self.tally.failed > 0 {
            "FAILED"
        } else if self.tally.passed == 0 {
            "skipped"
        } else {
            "passed"
        }
    }
}

/// Whether the run as a whole passed; `strict` lets a skip fail it.
pub(crate) fn passed(rows: &[Row], strict: bool) -> bool {
    let total = total(rows);
    total.failed == 0 && (total.skipped == 0 || !strict)
}

/// The table, the reasons, and the counting line as the very last.
pub(crate) fn text(rows: &[Row], strict: bool) -> String {
    let mut out = String::from("\nstep     result    passed  failed skipped     time\n");
    for row in rows {
        // Writing to a String cannot fail.
        let _ = writeln!(
            out,
            "{:<8} {:<8} {:>7} {:>7} {:>7} {:>7.1}s",
            row.step,
            row.word(),
            row.tally.passed,
            row.tally.failed,
            row.tally.skipped,
            row.took.as_secs_f64()
        );
    }
    let spent: Duration = rows.iter().map(|row| row.took).sum();
    let _ = writeln!(out, "{:<50} {:>8.1}s", "in all", spent.as_secs_f64());
    for row in rows {
        for why in row.tally.why.iter().take(MOST_REASONS) {
            let _ = writeln!(out, "  {}: {why}", row.step);
        }
        let more = row.tally.why.len().saturating_sub(MOST_REASONS);
        if more > 0 {
            let _ = writeln!(out, "  {}: … and {more} more, see its log", row.step);
        }
    }
    let total = total(rows);
    if strict && total.skipped > 0 {
        out.push_str("\nnothing may be skipped in this run (CI=true or --strict): it fails\n");
    }
    let _ = write!(out, "\n{}", total.line());
    out
}

fn total(rows: &[Row]) -> Tally {
    let mut total = Tally::default();
    for row in rows {
        total.add(&row.tally);
    }
    total
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(step: &'static str, tally: Tally) -> Row {
        Row { step, tally, took: Duration::from_millis(1500) }
    }

    #[test]
    fn the_last_line_is_the_sum_alone() {
        let rows = [
            row("fmt", Tally::one_passed()),
            row("clippy", Tally::one_failed("a lint")),
            row("e2e", Tally::one_skipped("no browser")),
        ];
        let text = text(&rows, false);
        assert_eq!(text.lines().last(), Some("1 passed, 1 failed, 1 skipped"));
        assert!(text.contains("  clippy: a lint"));
        assert!(text.contains("  e2e: no browser"));
        assert_eq!(rows.each_ref().map(Row::word), ["passed", "FAILED", "skipped"]);
    }

    #[test]
    fn a_skip_fails_only_a_strict_run() {
        let rows = [row("fmt", Tally::one_passed()), row("e2e", Tally::one_skipped("no browser"))];
        assert!(passed(&rows, false));
        assert!(!passed(&rows, true));
        assert!(text(&rows, true).contains("it fails"));
        assert!(!passed(&[row("fmt", Tally::one_failed("x"))], false));
    }
}

//! 计数 (counting): how many tests passed, failed and were skipped, read from
//! what the test programs print.
//!
//! Not here: running them (`shell`) and printing the table (`summary`).

/// The counts of one step, with the reason of every skip and failure that is
/// known in words.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    pub(crate) passed: u64,
    pub(crate) failed: u64,
    pub(crate) skipped: u64,
    /// One line a reason.
    pub(crate) why: Vec<String>,
}

impl Tally {
    /// A step that is one check and passed.
    pub(crate) fn one_passed() -> Self {
        Self { passed: 1, ..Self::default() }
    }

    /// A step that is one check and failed for `why`.
    pub(crate) fn one_failed(why: impl Into<String>) -> Self {
        Self { failed: 1, why: vec![why.into()], ..Self::default() }
    }

    /// A step that could not run at all, for `why`.
    pub(crate) fn one_skipped(why: impl Into<String>) -> Self {
        Self { skipped: 1, why: vec![why.into()], ..Self::default() }
    }

    /// Adds another step's counts to these; reasons stay with their step.
    pub(crate) fn add(&mut self, other: &Self) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.skipped += other.skipped;
    }

    /// The line a run ends with.
    pub(crate) fn line(&self) -> String {
        format!("{} passed, {} failed, {} skipped", self.passed, self.failed, self.skipped)
    }

    /// Moves the tests that reported a skip themselves from passed to skipped:
    /// the Rust test harness knows no skip and counts them as passed.
    pub(crate) fn with_reported_skips(mut self, skips: &str) -> Self {
        for reason in skips.lines().map(str::trim).filter(|line| !line.is_empty()) {
            self.passed = self.passed.saturating_sub(1);
            self.skipped += 1;
            self.why.push(format!("skipped: {reason}"));
        }
        self
    }

    /// These counts and one failure more: the program did not end by itself.
    pub(crate) fn too_late(mut self) -> Self {
        self.failed += 1;
        self.why.push("took too long and was stopped".to_owned());
        self
    }

    /// Makes sure that a program which ended badly, or ended well without a
    /// single test, does not look like a pass.
    pub(crate) fn settled(mut self, exited_well: bool) -> Self {
        if !exited_well && self.failed == 0 {
            self.failed = 1;
            self.why.push("ended with an error outside any test".to_owned());
        } else if exited_well && self.passed + self.failed + self.skipped == 0 {
            self.failed = 1;
            self.why.push("ran no test".to_owned());
        }
        self
    }
}

/// Sums the `test result:` lines of `cargo test`; ignored tests are skips. The
/// names of failed tests become reasons.
pub(crate) fn cargo_test(log: &str) -> Tally {
    let mut tally = Tally::default();
    for line in log.lines() {
        if let Some(result) = line.trim().strip_prefix("test result: ") {
            let counts = result.split_once(". ").map_or(result, |(_, counts)| counts);
            tally.passed += count_before(counts, "passed");
            tally.failed += count_before(counts, "failed");
            let ignored = count_before(counts, "ignored");
            tally.skipped += ignored;
            if ignored > 0 {
                tally.why.push(format!("skipped: {ignored} ignored test(s)"));
            }
        } else if let Some(test) = line.strip_prefix("test ")
            && let Some(name) = test.strip_suffix(" ... FAILED")
        {
            tally.why.push(format!("failed: {name}"));
        }
    }
    tally
}

/// Reads the last `N passed, N failed, N skipped` line of the browser tests,
/// and their `FAILED name: reason` and `SKIPPED name: reason` lines.
pub(crate) fn browser(log: &str) -> Tally {
    let mut tally = Tally::default();
    for line in log.lines() {
        let is_summary = [" passed, ", " failed, ", " skipped"].iter().all(|part| line.contains(part));
        if is_summary {
            tally.passed = count_before(line, "passed");
            tally.failed = count_before(line, "failed");
            tally.skipped = count_before(line, "skipped");
        } else if let Some(rest) = line.strip_prefix("FAILED ") {
            tally.why.push(format!("failed: {}", rest.trim()));
        } else if let Some(rest) = line.strip_prefix("SKIPPED ") {
            tally.why.push(format!("skipped: {}", rest.trim()));
        }
    }
    tally
}

/// Reads the counts that stand on the first `<testsuites …>` element of a JUnit
/// file, and the failing cases by name; an error is a failure.
pub(crate) fn junit(xml: &str) -> Tally {
    let head = xml.split_once("<testsuites").and_then(|(_, rest)| rest.split_once('>')).map_or("", |(head, _)| head);
    let number = |name: &str| -> u64 {
        head.split_once(&format!(" {name}=\""))
            .and_then(|(_, rest)| rest.split_once('"'))
            .and_then(|(value, _)| value.parse().ok())
            .unwrap_or(0)
    };
    let failed = number("failures") + number("errors");
    let skipped = number("skipped");
    Tally { passed: number("tests").saturating_sub(failed + skipped), failed, skipped, why: failing_cases(xml) }
}

/// `failed: NAME (MESSAGE)` of every JUnit case that holds a failure or an error.
fn failing_cases(xml: &str) -> Vec<String> {
    let quoted = |text: &str, name: &str| -> Option<String> {
        let (_, rest) = text.split_once(&format!(" {name}=\""))?;
        Some(rest.split_once('"')?.0.to_owned())
    };
    xml.split("<testcase")
        .skip(1)
        .filter_map(|case| {
            let (_, fault) = case.split_once("<failure").or_else(|| case.split_once("<error"))?;
            let name = quoted(case, "name").unwrap_or_default();
            let message = quoted(fault, "message").unwrap_or_default();
            Some(format!("failed: {name} ({message})"))
        })
        .collect()
}

/// The number that stands before `word`, as in `3 passed`; 0 where there is none.
fn count_before(text: &str, word: &str) -> u64 {
    let words: Vec<&str> = text.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty()).collect();
    words.windows(2).find(|pair| pair[1] == word).and_then(|pair| pair[0].parse().ok()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cargo_test_lines_are_summed() {
        let log = "\
running 3 tests
test a ... ok
test cases::b ... FAILED
test c ... ignored
test result: FAILED. 1 passed; 1 failed; 1 ignored; 0 measured; 4 filtered out; finished in 0.00s
   Doc-tests domain
test result: ok. 12 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.21s
";
        let tally = cargo_test(log);
        assert_eq!(tally.line(), "13 passed, 1 failed, 1 skipped");
        assert_eq!(tally.why, ["failed: cases::b", "skipped: 1 ignored test(s)"]);
    }

    #[test]
    fn reported_skips_leave_the_passed() {
        let tally = cargo_test("test result: ok. 5 passed; 0 failed; 0 ignored")
            .with_reported_skips("no PostgreSQL here\n\nno fonts\n");
        assert_eq!(tally.line(), "3 passed, 0 failed, 2 skipped");
        assert_eq!(tally.why, ["skipped: no PostgreSQL here", "skipped: no fonts"]);
    }

    #[test]
    fn a_build_that_broke_is_one_failure() {
        let tally = cargo_test("error[E0433]: cannot find type").settled(false);
        assert_eq!(tally.line(), "0 passed, 1 failed, 0 skipped");
    }

    #[test]
    fn running_nothing_is_not_a_pass() {
        assert_eq!(Tally::default().settled(true).failed, 1);
    }

    #[test]
    fn the_last_browser_line_counts() {
        let log = "\
ok      pages / 1366×768
FAILED  pages /search 360×740: 1 axe finding
SKIPPED journey: no sign-in for clerk
7 passed, 1 failed, 1 skipped
";
        let tally = browser(log);
        assert_eq!(tally.line(), "7 passed, 1 failed, 1 skipped");
        assert_eq!(tally.why[0], "failed: pages /search 360×740: 1 axe finding");
        assert_eq!(tally.why[1], "skipped: journey: no sign-in for clerk");
    }

    #[test]
    fn junit_head_is_read() {
        let xml = r#"<?xml version="1.0"?><testsuites errors="1" failures="2" skipped="1" tests="9" time="2.3"><testsuite tests="4"><testcase name="GET /a" time="1"/><testcase name="GET /b"><failure type="failure" message="ST101">text</failure></testcase></testsuite></testsuites>"#;
        assert_eq!(junit(xml).line(), "5 passed, 3 failed, 1 skipped");
        assert_eq!(junit(xml).why, ["failed: GET /b (ST101)"]);
        assert_eq!(junit("not xml").line(), "0 passed, 0 failed, 0 skipped");
    }
}

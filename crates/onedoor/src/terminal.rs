//! Talking to whoever runs a command. Results go to standard output; everything else, so that a
//! script can read the results, to the error stream.

use std::io::{IsTerminal as _, Write as _, stderr, stdin, stdout};

use anyhow::Context as _;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// A sentence on the error stream.
pub(crate) fn say(text: &str) {
    writeln!(stderr(), "{text}").ok();
}

/// A result.
pub(crate) fn print(text: &str) {
    writeln!(stdout(), "{text}").ok();
}

/// A result as JSON.
pub(crate) fn print_json(value: &impl serde::Serialize) -> anyhow::Result<()> {
    print(&serde_json::to_string_pretty(value)?);
    Ok(())
}

/// Why it did not work: the sentence and what is behind it.
pub(crate) fn complain(e: &anyhow::Error) {
    let mut causes = e.chain().map(ToString::to_string);
    let mut text = causes.next().unwrap_or_default();
    for cause in causes {
        if !text.contains(&cause) {
            text.push('：');
            text.push_str(&cause);
        }
    }
    say(&text);
}

/// Whether somebody can be asked.
pub(crate) fn can_ask() -> bool {
    stdin().is_terminal() && stderr().is_terminal()
}

/// Asks for a line.
pub(crate) fn ask(question: &str) -> anyhow::Result<String> {
    write!(stderr(), "{question}：")?;
    stderr().flush()?;
    let mut line = String::new();
    stdin().read_line(&mut line).context("没有读到输入")?;
    Ok(line.trim().to_owned())
}

/// Asks for a yes; anything else is a no.
pub(crate) fn confirm(question: &str) -> anyhow::Result<bool> {
    let answer = ask(&format!("{question} [y/N]"))?;
    Ok(matches!(answer.to_lowercase().as_str(), "y" | "yes" | "是"))
}

/// A bar at a terminal, nothing elsewhere.
pub(crate) struct Progress {
    bar: ProgressBar,
}

impl Progress {
    pub(crate) fn new() -> Self {
        let target = if stderr().is_terminal() { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
        let bar = ProgressBar::with_draw_target(Some(0), target);
        let style = ProgressStyle::with_template("{msg} {wide_bar} {pos}/{len}")
            .unwrap_or_else(|_| ProgressStyle::default_bar());
        bar.set_style(style);
        Self { bar }
    }

    pub(crate) fn step(&self, what: &str, done: u64, of: u64) {
        self.bar.set_message(what.to_owned());
        self.bar.set_length(of);
        self.bar.set_position(done);
    }

    pub(crate) fn end(&self) {
        self.bar.finish_and_clear();
    }
}

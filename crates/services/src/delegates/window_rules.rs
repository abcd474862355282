//! What takes a decision away from the window, why a case may be passed on, over how many months that is shown, and which
//! exemptions from the hall count (窗口规则): those that ship until the county writes its own, then every version of them.

use std::sync::LazyLock;

use domain::{
    base::Region,
    catalogue::MandateRules,
    delegates::{Obstacle, RuleFlaw, SendBackReason, WindowRules, WindowRulesChanged},
    people::{Act, Desk},
};
use serde::Serialize;
use store::{
    StoreError, Tx,
    base::{county_rule, county_rule_change},
    journal::{self, Entry, EventRow, Stream},
};

use super::RulesRefusal;
use crate::{
    Bureau, Failure, Never,
    catalogue::{MANDATE_TOPIC, mandate_rules},
};

const DATA: &str = include_str!("../../data/window_rules.json");
const TOPIC: &str = "window";

static SHIPPED: LazyLock<WindowRules> =
    LazyLock::new(|| serde_json::from_str(DATA).expect("shipped with the program and read by a test"));

/// The rules that hold now.
pub(crate) fn window_rules(tx: &mut Tx<'_>, region: &Region) -> Result<WindowRules, StoreError> {
    Ok(county_rule(tx, region, TOPIC)?.unwrap_or_else(|| SHIPPED.clone()))
}

/// The rules that hold now, with who changed them when, the newest first.
#[derive(Debug, Clone)]
pub struct WindowRulesView {
    /// What is decided at the window.
    pub window: WindowRules,
    /// Who need not move in.
    pub mandate: MandateRules,
    /// Every change.
    pub history: Vec<EventRow>,
}

/// The rules for whoever sees letters.
pub fn window_rules_view(bureau: &Bureau, desk: &Desk) -> Result<WindowRulesView, Failure<Never>> {
    bureau.may(desk, Act::DelegateView)?;
    let region = bureau.region();
    Ok(bureau.db().read(|tx| {
        let mut history = journal::history(tx, region, &Stream::window_rules())?;
        history.reverse();
        Ok(WindowRulesView { window: window_rules(tx, region)?, mandate: mandate_rules(tx, region)?, history })
    })?)
}

/// What the form holds, as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct WindowRulesForm {
    /// Version the page was made from.
    pub version: i64,
    /// What takes a decision away, one a line: its name, a colon, and the words of guides between 、.
    pub obstacles: String,
    /// Why a case may be passed on, one a line.
    pub reasons: String,
    /// Of these, those that ask for words, one a line.
    pub in_words: String,
    /// Months.
    pub trend_months: String,
    /// Codes of the reasons for which an item need not move in.
    pub lawful: Vec<String>,
    /// Days.
    pub expiring_days: String,
    /// Where they come from.
    pub source: String,
}

impl WindowRulesForm {
    /// The form of rules as they are.
    #[must_use]
    pub fn of(window: &WindowRules, mandate: &MandateRules) -> Self {
        let obstacle = |o: &Obstacle| format!("{}：{}", o.name, o.words.join("、"));
        let lines = |all: Vec<String>| all.join("\n");
        let reasons = &window.send_back_reasons;
        Self {
            version: window.version,
            obstacles: lines(window.obstacles.iter().map(obstacle).collect()),
            reasons: lines(reasons.iter().map(|r| r.name.clone()).collect()),
            in_words: lines(reasons.iter().filter(|r| r.in_words).map(|r| r.name.clone()).collect()),
            trend_months: window.trend_months.to_string(),
            lawful: mandate.lawful_reasons.clone(),
            expiring_days: mandate.expiring_days.to_string(),
            source: window.source.clone(),
        }
    }

    /// The rules that it speaks of, with the next version, or everything that is wrong with them.
    fn read(&self) -> Result<(WindowRules, MandateRules), RulesRefusal> {
        fn lines(text: &str) -> impl Iterator<Item = &str> {
            text.lines().map(str::trim).filter(|l| !l.is_empty())
        }
        let words = |text: &str| {
            let parts = text.split(['、', '，', ',', ';', '；']).map(str::trim).filter(|w| !w.is_empty());
            parts.map(str::to_owned).collect::<Vec<_>>()
        };
        let obstacle = |line: &str| match line.split_once(['：', ':']) {
            Some((name, of)) => Obstacle { name: name.trim().to_owned(), words: words(of) },
            None => Obstacle { name: line.to_owned(), words: Vec::new() },
        };
        let in_words: Vec<&str> = lines(&self.in_words).collect();
        let reason = |name: &str| SendBackReason { name: name.to_owned(), in_words: in_words.contains(&name) };
        // What is no number is larger than any that is kept, so that it is told with the others.
        let number = |text: &str| domain::base::fold(text).parse().unwrap_or(u32::MAX);
        let (version, source) = (self.version + 1, self.source.trim().to_owned());
        let window = WindowRules {
            version,
            trend_months: number(&self.trend_months),
            obstacles: lines(&self.obstacles).map(obstacle).collect(),
            send_back_reasons: lines(&self.reasons).map(reason).collect(),
            source: source.clone(),
        };
        let mandate = MandateRules {
            version,
            lawful_reasons: self.lawful.clone(),
            expiring_days: number(&self.expiring_days),
            source,
        };
        let mut flaws = window.flaws();
        if let Some(strange) = in_words.iter().find(|name| window.send_back_reason(name).is_none()) {
            let sentence = format!("“{strange}”不在上面的原因里，请照上面的写");
            flaws.push(RuleFlaw { field: "in_words", sentence });
        }
        flaws.extend(mandate.flaws().into_iter().map(|(field, sentence)| RuleFlaw { field, sentence }));
        if flaws.is_empty() { Ok((window, mandate)) } else { Err(RulesRefusal(flaws)) }
    }
}

/// Changes the rules, from the version that the page was made from. The same key has one effect; what changes nothing
/// leaves no event. Returns the version.
pub fn change_window_rules(
    bureau: &Bureau,
    desk: &Desk,
    form: &WindowRulesForm,
    key: Option<&str>,
) -> Result<i64, Failure<RulesRefusal>> {
    let role = bureau.may(desk, Act::DelegateRulesEdit)?;
    let (window, mandate) = form.read().map_err(Failure::Refused)?;
    let (region, stamp) = (*bureau.region(), desk.stamp(bureau.now(), role));
    let command = bureau.command(desk, "delegates.window_rules", key, form);
    let done = bureau.db().commit(command, move |tx| -> Result<i64, Failure<RulesRefusal>> {
        let (before, of_hall) = (window_rules(tx, &region)?, mandate_rules(tx, &region)?);
        if before.version + 1 != window.version {
            return Err(Failure::Stale);
        }
        let same = WindowRules { version: window.version, ..before.clone() } == window
            && (&of_hall.lawful_reasons, of_hall.expiring_days) == (&mandate.lawful_reasons, mandate.expiring_days);
        if same {
            return Ok(before.version);
        }
        let event = WindowRulesChanged { version: window.version, source: window.source.clone() };
        let head = journal::head(tx, &region, &Stream::window_rules())?;
        let entry = Entry::new(Stream::window_rules(), head, "delegates.window_rules_changed", &event)
            .with(county_rule_change(&region, TOPIC, window.version, &window))
            .with(county_rule_change(&region, MANDATE_TOPIC, mandate.version, &mandate));
        journal::append(tx, &region, &stamp, entry)?;
        Ok(window.version)
    })?;
    Ok(done.value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_rules_would_be_kept_and_name_their_source() {
        assert_eq!(SHIPPED.flaws(), []);
        let away: Vec<&str> = SHIPPED.obstacles.iter().map(|o| o.name.as_str()).collect();
        assert_eq!(away, ["现场勘察", "集体讨论", "专家论证", "听证"]);
        assert_eq!(SHIPPED.send_back_reasons.iter().filter(|r| r.in_words).count(), 1);
        assert!(SHIPPED.source.contains("鱼台"));
    }

    #[test]
    fn a_form_reads_back_what_it_was_made_of() {
        let mandate = MandateRules {
            version: 0,
            lawful_reasons: vec!["venue".into(), "law".into()],
            expiring_days: 30,
            source: SHIPPED.source.clone(),
        };
        let form = WindowRulesForm::of(&SHIPPED, &mandate);
        let next = (WindowRules { version: 1, ..SHIPPED.clone() }, MandateRules { version: 1, ..mandate });
        assert_eq!(form.read(), Ok(next));
        let wrong = WindowRulesForm {
            obstacles: "听证".into(),
            in_words: "没有这个".into(),
            expiring_days: "很久".into(),
            lawful: vec![],
            ..form
        };
        let fields: Vec<&str> = wrong.read().unwrap_err().0.iter().map(|f| f.field).collect();
        assert_eq!(fields, ["obstacles", "in_words", "lawful", "expiring_days"]);
    }
}

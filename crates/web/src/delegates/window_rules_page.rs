//! What is decided at a window, why a case may go back, and which exemptions count (窗口规则).

use askama::Template;

use super::window_rules::reasons;
use crate::{
    base::{Choice, Field, Frame, Page},
    cases::EventRow,
};

/// The form.
#[derive(Debug, Clone, Template)]
#[template(path = "delegates/window_rules.html")]
pub struct WindowRulesPage {
    /// Frame.
    pub frame: Frame,
    /// Version the page was made from.
    pub version: i64,
    /// 不能在窗口定的情形, one a line with the words of guides.
    pub obstacles: Field,
    /// 退回部门的原因.
    pub reasons: Field,
    /// Of these, those that ask for words.
    pub in_words: Field,
    /// 看几个月.
    pub trend_months: Field,
    /// 可以不进驻的情形.
    pub lawful: Choice,
    /// 快到期.
    pub expiring_days: Field,
    /// 依据.
    pub source: Field,
    /// Changes, the newest first.
    pub events: Vec<EventRow>,
}

impl WindowRulesPage {
    /// Marks what is to be mended.
    pub(super) fn with_problem(mut self, field: &str, sentence: &str) -> Self {
        self.frame = self.frame.with_problem(field, sentence);
        let problem = Some(sentence.to_owned());
        match field {
            "obstacles" => self.obstacles.problem = problem,
            "reasons" => self.reasons.problem = problem,
            "in_words" => self.in_words.problem = problem,
            "trend_months" => self.trend_months.problem = problem,
            "lawful" => self.lawful.problem = problem,
            "expiring_days" => self.expiring_days.problem = problem,
            "source" => self.source.problem = problem,
            _ => {}
        }
        self
    }
}

impl Page for WindowRulesPage {
    const NAME: &'static str = "delegates/window_rules";

    fn samples() -> Vec<Self> {
        let ordinary = Self {
            frame: Frame::sample_staff("窗口规则"),
            version: 0,
            obstacles: Field::of("现场勘察：勘察、勘验、踏勘\n听证：听证"),
            reasons: Field::of("要现场勘察\n章或证照不在大厅\n其他"),
            in_words: Field::of("其他"),
            trend_months: Field::of("6"),
            lawful: reasons(&["venue".to_owned(), "secret".to_owned()]),
            expiring_days: Field::of("30"),
            source: Field::of("鱼台县“三集中三到位”"),
            events: Vec::new(),
        };
        let wrong = ordinary
            .clone()
            .with_problem("obstacles", "“听证”后面请写指南里的说法，例如：现场勘察：勘察、勘验")
            .with_problem("lawful", "请至少选一种可以不进驻的情形，只能从列出的里面选");
        vec![ordinary, wrong]
    }
}

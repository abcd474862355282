//! From template and facts to a body: sentences whose facts are there, notes for what is not.

use std::collections::BTreeSet;

use super::{
    Block, Body, Facts, Piece, Row, Section, Template, Trace, Written,
    template::{Word, words},
};

/// Composes a report. `tables` and `charts` are placed by name and drawn by whoever prints.
pub fn compose(template: &Template, facts: &Facts) -> Body {
    let county = facts.rows("county").first().cloned().unwrap_or_default();
    let fill_county = |text: &str| fill(text, &county, &[]).map(|(t, _)| t).unwrap_or_default();
    let mut body = Body {
        kind: template.kind,
        template_version: template.version,
        title: fill_county(&template.title),
        recipient: fill_county(&template.recipient),
        sections: Vec::new(),
        notes: Vec::new(),
        traces: Vec::new(),
    };
    for part in &template.sections {
        let mut pieces = Vec::new();
        for block in &part.blocks {
            match block {
                Block::Table(name) => pieces.push(Piece::Table(name.clone())),
                Block::Chart(name) => pieces.push(Piece::Chart(name.clone())),
                Block::Say { id, note, text, .. } => match say(block, facts, &county) {
                    Some((generated, traces)) => {
                        body.traces.extend(traces);
                        pieces.push(Piece::Paragraph(Written { id: id.clone(), generated, edited: None }));
                    }
                    None if !note.is_empty() && !text.trim().is_empty() => body.notes.push(note.clone()),
                    None => {}
                },
            }
        }
        if pieces.is_empty() && !part.heading.is_empty() {
            body.notes.push(format!("“{}”没有可写的数据，正文里留空，请核实后自行补写", part.heading));
        }
        body.sections.push(Section { heading: part.heading.clone(), pieces });
    }
    // In the order of the text, each once.
    let mut seen = BTreeSet::new();
    body.traces.retain(|t| seen.insert(t.clone()));
    body
}

/// One paragraph; `None` when no row of its scope has all the facts.
fn say(block: &Block, facts: &Facts, county: &Row) -> Option<(String, Vec<Trace>)> {
    let Block::Say { of, lead, text, join, most, more, .. } = block else { return None };
    // An office that clears a sentence does not want it said.
    if text.trim().is_empty() {
        return None;
    }
    let mut traces = Vec::new();
    let mut sentences = Vec::new();
    for row in facts.rows(of) {
        if let Some((sentence, from)) = fill(text, row, &[]) {
            sentences.push(sentence);
            traces.extend(from);
        }
    }
    if sentences.is_empty() {
        return None;
    }
    let all = sentences.len();
    if *most > 0 {
        sentences.truncate(*most);
    }
    let counted = lead.contains("{count}").then(|| Trace {
        what: lead.split('{').next().unwrap_or_default().trim_end_matches(['：', '，']).to_owned(),
        parts: format!("{all} 件"),
        profile: String::new(),
        source: "与本段逐件所列相同的登记".into(),
    });
    let (lead, from) = fill(lead, county, &[("count", all.to_string())])?;
    traces.extend(from.into_iter().chain(counted));
    let mut out = lead + &sentences.join(join);
    let rest = all - sentences.len();
    if rest > 0 && !more.is_empty() {
        out += &fill(more, county, &[("rest", rest.to_string())])?.0;
    }
    if !out.ends_with(['。', '！', '：']) {
        out.push('。');
    }
    Some((out, traces))
}

/// Puts facts into a text. `None` when one is missing.
fn fill(text: &str, row: &Row, also: &[(&str, String)]) -> Option<(String, Vec<Trace>)> {
    let mut out = String::new();
    let mut traces = Vec::new();
    for word in words(text)? {
        match word {
            Word::Text(t) => out.push_str(t),
            Word::Field(name) => {
                if let Some((_, value)) = also.iter().find(|(n, _)| *n == name) {
                    out.push_str(value);
                    continue;
                }
                let fact = row.get(name).filter(|f| !f.text.is_empty())?;
                out.push_str(&fact.text);
                traces.extend(fact.trace.clone());
            }
        }
    }
    Some((out, traces))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reports::{Fact, Part, ReportKind, TemplateFlaw};

    fn say(id: &str, of: &str, text: &str, note: &str) -> Block {
        Block::Say {
            id: id.into(),
            of: of.into(),
            lead: String::new(),
            text: text.into(),
            join: "；".into(),
            most: 0,
            more: String::new(),
            note: note.into(),
        }
    }

    fn template(blocks: Vec<Block>) -> Template {
        Template {
            kind: ReportKind::Analysis,
            version: 1,
            title: "{county}报告".into(),
            recipient: String::new(),
            sections: vec![Part { heading: "总体情况".into(), blocks }],
        }
    }

    fn facts() -> Facts {
        let mut facts = Facts::default();
        facts.add("county", Row::from([("county", Fact::word("青禾县"))]));
        let trace =
            Trace { what: "网上可办率".into(), parts: "3 ÷ 4".into(), profile: "p".into(), source: "s".into() };
        facts.add("figures", Row::from([("name", Fact::word("网上可办率")), ("value", Fact::number("75%", trace))]));
        facts.add("figures", Row::from([("name", Fact::word("进驻大厅占比"))]));
        facts
    }

    #[test]
    fn a_sentence_without_its_facts_is_left_out() {
        let body = compose(&template(vec![say("a", "figures", "{name}{value}", "")]), &facts());
        assert_eq!(body.title, "青禾县报告");
        let Piece::Paragraph(p) = &body.sections[0].pieces[0] else { panic!("a paragraph") };
        assert_eq!(p.generated, "网上可办率75%。");
        assert_eq!(body.traces.len(), 1);
        assert!(body.notes.is_empty());
    }

    #[test]
    fn nothing_to_say_becomes_a_note_and_no_text() {
        let body = compose(&template(vec![say("a", "leading", "{name}领先", "还没有登记亮点")]), &facts());
        assert!(body.sections[0].pieces.is_empty());
        assert_eq!(body.notes[0], "还没有登记亮点");
        assert_eq!(body.notes.len(), 2, "and the empty section is told");
    }

    #[test]
    fn a_template_names_only_what_there_is() {
        let unknown = template(vec![say("a", "figures", "{price}", "")]);
        assert!(matches!(unknown.check(), Err(TemplateFlaw::Field { .. })));
        assert!(matches!(template(vec![say("a", "moon", "x", "")]).check(), Err(TemplateFlaw::Scope { .. })));
        assert_eq!(template(vec![say("a", "figures", "{name", "")]).check(), Err(TemplateFlaw::Bracket("a".into())));
        let twice = template(vec![say("a", "figures", "x", ""), say("a", "figures", "y", "")]);
        assert_eq!(twice.check(), Err(TemplateFlaw::Twice("a".into())));
        assert_eq!(template(vec![Block::Chart("pie".into())]).check(), Err(TemplateFlaw::Picture("pie".into())));
    }
}

//! What must hold for every page (网页规则), each rule returning the sentences of what it found.

use std::collections::BTreeSet;

use crate::markup::{Document, Element};

fn one(document: &Document, name: &str, found: &mut Vec<String>) {
    let count = document.all(name).count();
    if count != 1 {
        found.push(format!("{count} <{name}>"));
    }
}

/// One page, one heading, one language, a place for everything.
pub(crate) fn structure(document: &Document) -> Vec<String> {
    let mut found = Vec::new();
    for name in ["html", "head", "h1", "main", "header", "footer"] {
        one(document, name, &mut found);
    }
    for (head, _) in document.all("head") {
        let titles: Vec<_> = document.all("title").filter(|(at, _)| document.inside(*at, head)).collect();
        if !matches!(titles[..], [(at, _)] if document.text_of(at).contains(" - ")) {
            found.push("title does not name page and place".to_owned());
        }
    }
    for (_, html) in document.all("html") {
        if html.attribute("lang") != Some("zh-CN") {
            found.push("language is not zh-CN".to_owned());
        }
    }
    let mut level = 0;
    for (at, element) in document.elements.iter().enumerate() {
        let rank = match element.name.as_str() {
            "h1" => 1,
            "h2" => 2,
            "h3" => 3,
            _ => continue,
        };
        if rank > level + 1 {
            found.push(format!("heading skips a level: {}", document.text_of(at)));
        }
        level = rank;
        if document.text_of(at).is_empty() {
            found.push("empty heading".to_owned());
        }
    }
    for (nav, _) in document.all("nav").filter(|(_, nav)| nav.attribute("aria-label") == Some("主导航")) {
        let entries = document.all("a").filter(|(at, _)| document.inside(*at, nav)).count();
        if entries > 8 {
            found.push(format!("{entries} entries in the top bar"));
        }
    }
    for needed in ["12345", "长辈版", "无障碍", "主办"] {
        let elder = needed == "长辈版" && document.text().contains("标准版");
        if !elder && !document.text().contains(needed) {
            found.push(format!("footer lacks {needed}"));
        }
    }
    found
}

/// Every POST form carries token and key, no GET form gives them away, and no two forms share a key.
pub(crate) fn forms(document: &Document) -> Vec<String> {
    let mut found = Vec::new();
    let mut keys = BTreeSet::new();
    for (form, element) in document.all("form") {
        let posts = element.attribute("method") == Some("post");
        if element.attribute("action").is_none_or(str::is_empty) {
            found.push("form without action".to_owned());
        }
        for name in ["csrf", "idempotency_key"] {
            let hidden: Vec<&Element> = document
                .all("input")
                .filter(|(at, input)| document.inside(*at, form) && input.attribute("name") == Some(name))
                .map(|(_, input)| input)
                .collect();
            let whole = matches!(hidden[..], [one] if one.attribute("type") == Some("hidden") && one.attribute("value").is_some_and(|value| !value.is_empty()));
            if posts && !whole {
                found.push(format!("form to {:?} lacks {name}", element.attribute("action")));
            }
            if !posts && !hidden.is_empty() {
                found.push(format!("GET form gives away {name}"));
            }
            if name == "idempotency_key" {
                for one in hidden {
                    let key = one.attribute("value").unwrap_or_default().to_owned();
                    if !keys.insert(key) {
                        found.push("two forms share a key".to_owned());
                    }
                }
            }
        }
        let submits = document
            .all("button")
            .any(|(at, button)| document.inside(at, form) && button.attribute("type") == Some("submit"));
        let inputs =
            document.elements.iter().enumerate().any(|(at, one)| {
                document.inside(at, form) && one.attribute("type").is_some_and(|kind| kind != "hidden")
            });
        if inputs && !submits && posts && !document.text_of(form).contains("不用收") {
            found.push(format!("form to {:?} cannot be sent without a script", element.attribute("action")));
        }
    }
    for (_, button) in document.all("button") {
        if !matches!(button.attribute("type"), Some("submit" | "button")) {
            found.push("button without type".to_owned());
        }
    }
    found
}

fn is_control(element: &Element) -> bool {
    let hidden = element.attribute("type") == Some("hidden");
    (element.is("input") && !hidden) || element.is("select") || element.is("textarea")
}

/// Every control has a label with words, every button and link a name.
pub(crate) fn labels(document: &Document) -> Vec<String> {
    let mut found = Vec::new();
    for (at, control) in document.elements.iter().enumerate().filter(|(_, element)| is_control(element)) {
        let by_for = |(label_at, label): (usize, &Element)| {
            let id = control.attribute("id");
            (id.is_some() && label.attribute("for") == id || document.inside(at, label_at))
                && !document.text_of(label_at).is_empty()
        };
        if !document.all("label").any(by_for) {
            found.push(format!("{} {:?} has no label", control.name, control.attribute("name")));
        }
        if control.attribute("name").is_none() && control.attribute("readonly").is_none() {
            found.push(format!("{} without name", control.name));
        }
    }
    for (at, element) in document.elements.iter().enumerate() {
        let needs_name = element.is("a") || element.is("button") || element.is("summary") || element.is("legend");
        if needs_name && document.text_of(at).is_empty() && element.attribute("aria-label").is_none() {
            found.push(format!("{} without words", element.name));
        }
    }
    for (at, group) in document.all("fieldset") {
        let legend =
            document.all("legend").any(|(legend, element)| element.parent == Some(at) && document.inside(legend, at));
        if !legend {
            found.push(format!("fieldset {:?} without legend", group.attribute("id")));
        }
    }
    found
}

/// Ids are unique and whatever points to one finds it.
pub(crate) fn references(document: &Document) -> Vec<String> {
    let mut found = Vec::new();
    let mut ids = BTreeSet::new();
    for id in document.elements.iter().filter_map(|element| element.attribute("id")) {
        if !ids.insert(id) {
            found.push(format!("id {id} twice"));
        }
    }
    for element in &document.elements {
        let mut targets: Vec<&str> = Vec::new();
        for name in ["for", "aria-describedby", "aria-labelledby", "aria-controls"] {
            targets.extend(element.attribute(name).unwrap_or_default().split_whitespace());
        }
        if let Some(fragment) = element.attribute("href").and_then(|href| href.strip_prefix('#')) {
            targets.push(fragment);
        }
        for target in targets {
            if !ids.contains(target) {
                found.push(format!("{} points to {target}, which is not there", element.name));
            }
        }
    }
    found
}

/// What the content security policy refuses, and what would load something from elsewhere.
pub(crate) fn policy(document: &Document) -> Vec<String> {
    let mut found = Vec::new();
    let own = |address: &str| {
        let inside = address.starts_with('/') && !address.starts_with("//");
        inside || address.starts_with('#') || address.starts_with('?') || address.starts_with("tel:")
    };
    for (at, element) in document.elements.iter().enumerate() {
        for (name, value) in &element.attributes {
            if name == "style" || name.starts_with("on") {
                found.push(format!("{name} on {}", element.name));
            }
            let address = ["href", "src", "action", "formaction", "xlink:href"].contains(&name.as_str());
            let icon = element.is("link") && value == "data:,";
            // A link that says it leads out loads nothing; only to the web, and the other side cannot reach back.
            let rel = element.attribute("rel").unwrap_or_default();
            let web = value.starts_with("https://") || value.starts_with("http://");
            let out = element.is("a") && web && rel == "external noopener";
            if address && !own(value) && !icon && !out {
                found.push(format!("{} leads to {value}", element.name));
            }
        }
        if element.is("style") || element.is("iframe") || element.is("object") || element.is("base") {
            found.push(format!("<{}>", element.name));
        }
        if element.is("script") && (element.attribute("src").is_none() || !document.text_of(at).is_empty()) {
            found.push("script in the page".to_owned());
        }
    }
    if document.all("script").count() > 1 || document.all("img").count() > 0 {
        found.push("more files than the first visit may load".to_owned());
    }
    found
}

/// Header cells have a scope; pictures have a title.
pub(crate) fn tables_and_pictures(document: &Document) -> Vec<String> {
    let mut found = Vec::new();
    for (at, _) in document.all("th") {
        if !matches!(document.elements[at].attribute("scope"), Some("col" | "row")) {
            found.push(format!("header cell “{}” without scope", document.text_of(at)));
        }
    }
    for (table, _) in document.all("table") {
        if !document.all("th").any(|(at, _)| document.inside(at, table)) {
            found.push("table without header cells".to_owned());
        }
        let columns: Vec<usize> = document
            .all("tr")
            .filter(|(row, _)| document.inside(*row, table))
            .map(|(row, _)| document.elements.iter().filter(|cell| cell.parent == Some(row)).count())
            .collect();
        if columns.windows(2).any(|pair| pair[0] != pair[1]) {
            found.push(format!("rows of different length: {columns:?}"));
        }
    }
    for (svg, element) in document.all("svg") {
        let titled = document.all("title").any(|(at, _)| document.inside(at, svg));
        if element.attribute("role") != Some("img") || !titled {
            found.push("picture without role or title".to_owned());
        }
    }
    found
}

/// Each problem on top links to its field, where the same words stand.
pub(crate) fn problems(document: &Document) -> Vec<String> {
    let mut found = Vec::new();
    let has_class = |element: &Element, class: &str| {
        element.attribute("class").is_some_and(|classes| classes.split_whitespace().any(|one| one == class))
    };
    let beside: Vec<String> = document
        .elements
        .iter()
        .enumerate()
        .filter(|(_, element)| has_class(element, "wrong"))
        .map(|(at, _)| document.text_of(at))
        .collect();
    let summary = document.elements.iter().position(|element| has_class(element, "problems"));
    let on_top: Vec<(usize, &Element)> =
        document.all("a").filter(|(at, _)| summary.is_some_and(|summary| document.inside(*at, summary))).collect();
    for (at, link) in &on_top {
        let words = document.text_of(*at);
        if !beside.contains(&words) {
            found.push(format!("“{words}” is not at its field"));
        }
        if words.chars().count() > 40 {
            found.push(format!("over 40 characters: {words}"));
        }
        let target = link.attribute("href").and_then(|href| href.strip_prefix('#')).unwrap_or_default();
        if document.by_id(target).is_none() {
            found.push(format!("“{words}” leads to no field"));
        }
    }
    if on_top.len() != beside.len() {
        found.push(format!("{} problems on top, {} at fields", on_top.len(), beside.len()));
    }
    found
}

//! Draws every page in every sample state and checks the result as parsed markup (网页检查): structure, forms,
//! labels, words, and what the content security policy would refuse. No database and no browser is needed.

mod markup;
mod rules;
mod words;

use std::path::{Path, PathBuf};
use std::{env, fs};

use markup::Document;
use web::base::{APP_CSS, APP_JS, DESK_JS, Rendered};
use web::samples::{PAGE_NAMES, all_samples};

fn drawn() -> Vec<Rendered> {
    all_samples().expect("writing a page to a String cannot fail")
}

fn check(rule: impl Fn(&Document) -> Vec<String>) {
    let mut found = Vec::new();
    for page in drawn() {
        match Document::parse(&page.html) {
            Ok(document) => found.extend(rule(&document).into_iter().map(|what| format!("{}: {what}", page.name))),
            Err(flaw) => found.push(format!("{}: {flaw}", page.name)),
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn pages_have_the_one_structure() {
    check(rules::structure);
}

#[test]
fn forms_are_guarded() {
    check(rules::forms);
}

#[test]
fn controls_are_labelled() {
    check(rules::labels);
}

#[test]
fn references_lead_somewhere() {
    check(rules::references);
}

#[test]
fn nothing_inline_and_nothing_foreign() {
    check(rules::policy);
}

#[test]
fn tables_and_pictures_speak() {
    check(rules::tables_and_pictures);
}

#[test]
fn problems_stand_on_top_and_at_the_field() {
    check(rules::problems);
}

#[test]
fn words_are_the_ones_we_use() {
    check(words::banned);
}

#[test]
fn rules_notice_what_they_are_for() {
    type Rule = fn(&Document) -> Vec<String>;
    let cases: [(Rule, &str, &str); 9] = [
        (rules::structure, "<h1>", "<h2>"),
        (rules::structure, "lang=\"zh-CN\"", "lang=\"en\""),
        (rules::forms, "name=\"csrf\"", "name=\"other\""),
        (rules::labels, "for=\"account\"", "for=\"acount\""),
        (rules::references, "for=\"account\"", "for=\"acount\""),
        (rules::policy, "<main ", "<main style=\"color:red\" "),
        (rules::policy, "href=\"tel:12345\"", "href=\"https://example.org/\""),
        (rules::policy, " defer></script>", ">alert(1)</script>"),
        (words::banned, "长辈版", "参数错误"),
    ];
    let page = drawn().into_iter().find(|page| page.name == "people-sign_in-1").expect("sign-in has samples");
    for (rule, whole, broken) in cases {
        assert!(page.html.contains(whole), "{whole}");
        let html = page.html.replace(whole, broken);
        let html = if whole == "<h1>" { html.replace("</h1>", "</h2>") } else { html };
        let document = Document::parse(&html).expect("still well-formed");
        assert!(!rule(&document).is_empty(), "not noticed: {whole} → {broken}");
    }
}

#[test]
fn malformed_markup_is_noticed() {
    for broken in
        ["<p>", "<p></div>", "<p><div></div></p>", "<a href=x></a>", "<p id=\"a\" id=\"b\"></p>", "1 < 2", "<br/ >"]
    {
        assert!(Document::parse(broken).is_err(), "{broken}");
    }
}

#[test]
fn every_template_of_a_page_has_samples() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("templates");
    let mut seen = Vec::new();
    for template in templates(&root) {
        let text = fs::read_to_string(&template).expect("template is readable");
        assert!(!text.contains("|safe") && !text.contains("| safe"), "{}: text is never trusted", template.display());
        if text.starts_with("{% extends") {
            let name = template.strip_prefix(&root).expect("below the root").with_extension("");
            seen.push(name.to_string_lossy().replace('\\', "/"));
        }
    }
    seen.sort_unstable();
    let mut listed: Vec<String> = PAGE_NAMES.iter().map(|name| (*name).to_owned()).collect();
    listed.sort_unstable();
    assert_eq!(seen, listed);
}

#[test]
fn hostile_text_stays_text() {
    let payloads = [
        "<script>alert(1)</script>",
        "\"><img src=x onerror=alert(1)>",
        "'><svg/onload=alert(1)>",
        "</textarea><script>alert(1)</script>",
        "</title><script>alert(1)</script>",
        "javascript:alert(1)",
        "{{ frame.csrf }}",
    ];
    for payload in payloads {
        for html in words::pages_with(payload) {
            let document = Document::parse(&html).unwrap_or_else(|flaw| panic!("{payload}: {flaw}"));
            let found = rules::policy(&document);
            assert!(found.is_empty(), "{payload}: {found:?}");
            assert!(document.text().contains(payload), "{payload} is not shown as it was typed");
        }
    }
}

#[test]
fn every_class_in_use_is_styled_or_marked() {
    let document_classes = drawn().into_iter().flat_map(|page| {
        let document = Document::parse(&page.html).expect("checked above");
        document.classes()
    });
    let unstyled = ["for-person", "for-org", "flag", "ahead", "secret", "home", "public"];
    for class in document_classes {
        let styled = APP_CSS.contains(&format!(".{class}"));
        assert!(styled || unstyled.contains(&class.as_str()), "class “{class}” has no style");
    }
}

#[test]
fn a_first_visit_is_light() {
    // The promise is 30 KB compressed (U-07); text of this kind shrinks to a third or less, so the bound on the
    // uncompressed sum is the stricter one and needs no compressor here.
    for page in drawn() {
        let bytes = page.html.len() + APP_CSS.len() + APP_JS.len();
        assert!(bytes <= 60 * 1024, "{}: {bytes} bytes", page.name);
    }
}

/// Writes all samples to the folder named by `ONEDOOR_SAMPLES`, to be looked at in a browser.
#[test]
fn samples_to_look_at() {
    let Some(folder) = env::var_os("ONEDOOR_SAMPLES").map(PathBuf::from) else {
        println!("SKIPPED: set ONEDOOR_SAMPLES to a folder to write the samples there");
        return;
    };
    fs::create_dir_all(&folder).expect("folder can be made");
    fs::write(folder.join("app.css"), APP_CSS).expect("folder is writable");
    fs::write(folder.join("app.js"), APP_JS).expect("folder is writable");
    fs::write(folder.join("desk.js"), DESK_JS).expect("folder is writable");
    for page in drawn() {
        let html = page.html.replace("\"/assets/", "\"");
        fs::write(folder.join(format!("{}.html", page.name)), html).expect("folder is writable");
    }
}

fn templates(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("folder is readable") {
        let path = entry.expect("entry is readable").path();
        if path.is_dir() {
            found.extend(templates(&path));
        } else {
            found.push(path);
        }
    }
    found
}

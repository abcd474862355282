//! Checks of the parts every page is made of (页面骨架的检查).

use askama::Template;

use super::{
    APP_CSS, APP_JS, Choice, Clock, DESK_JS, Deadline, ErrorPage, Field, Flag, Frame, Svg, Trouble, app_css_href,
    app_js_href,
};

fn count(haystack: &str, needle: &str) -> usize {
    haystack.matches(needle).count()
}

#[test]
fn asset_addresses_carry_the_fingerprint_of_their_content() {
    assert!(app_css_href().starts_with("/assets/app.css?v="));
    assert!(app_js_href().starts_with("/assets/app.js?v="));
    let tail = |href: &str| href.split_once('=').map(|(_, tail)| tail.to_owned());
    assert_ne!(tail(app_css_href()), tail(app_js_href()));
    assert_eq!(tail(app_css_href()).map(|hash| hash.len()), Some(16));
}

#[test]
fn style_sheet_and_script_stay_small_and_load_nothing() {
    assert!(APP_JS.len() <= 12 * 1024, "script has {} bytes before compression", APP_JS.len());
    assert!(DESK_JS.len() <= 28 * 1024, "script of staff has {} bytes before compression", DESK_JS.len());
    assert!(APP_CSS.len() <= 24 * 1024, "style sheet has {} bytes before compression", APP_CSS.len());
    for banned in ["@import", "url(", "http:", "https:", "@font-face"] {
        assert_eq!(count(APP_CSS, banned), 0, "{banned}");
    }
    for banned in ["http:", "https:", "eval(", "innerHTML", "document.write", "outerHTML", ".style"] {
        assert_eq!(count(DESK_JS, banned), 0, "{banned}");
    }
}

#[test]
fn each_form_of_a_page_has_its_own_key() {
    let frame = Frame::sample_public("查进度");
    let (one, other) = (frame.guard("decide").to_string(), frame.guard("deliver").to_string());
    assert_ne!(one, other);
    assert!(one.contains(r#"name="csrf" value="sample-csrf""#), "{one}");
    assert!(one.contains(r#"name="idempotency_key" value="sample-key-decide""#), "{one}");
}

#[test]
fn typed_text_comes_back_escaped_and_passwords_never_do() {
    let field = Field::wrong("\"><script>alert(1)</script>", "请填写姓名");
    let text = field.text("name", "姓名").to_string();
    assert_eq!(count(&text, "<script"), 0, "{text}");
    assert!(text.contains(r#"aria-describedby="name-wrong" aria-invalid="true""#), "{text}");
    let password = Field::of("secret-word").password("password", "密码").to_string();
    assert_eq!(count(&password, "secret-word"), 0, "{password}");
    assert!(password.contains(r#"type="password""#), "{password}");
}

#[test]
fn lines_keep_a_leading_line_break() {
    // The HTML parser drops the first line break of a textarea, so the template must write one of its own.
    let text = Field::of("\n第二行").lines("reason", "为什么改").to_string();
    assert!(text.contains(">\n\n第二行</textarea>"), "{text}");
}

#[test]
fn choices_mark_what_is_chosen() {
    let choice = Choice::of(&[("grant", "准予"), ("deny", "不予")], "deny");
    assert!(choice.select("outcome", "决定").to_string().contains(r#"<option value="deny" selected>"#));
    let radios = choice.radios("outcome", "决定").to_string();
    assert_eq!(count(&radios, "checked"), 1, "{radios}");
    assert!(radios.contains(r#"value="deny" checked"#), "{radios}");
}

#[test]
fn no_meaning_by_colour_alone() {
    let clocks = [Clock::Ample, Clock::Soon, Clock::Today, Clock::Overdue, Clock::Paused, Clock::Over];
    let mut shapes: Vec<String> = clocks.iter().map(|clock| Deadline::new(*clock, "").to_string()).collect();
    shapes.sort_unstable();
    shapes.dedup();
    assert_eq!(shapes.len(), clocks.len());
    assert!(Flag::Unknown.to_string().contains("未知"));
    assert!(!Flag::Unknown.to_string().contains('否'));
}

#[test]
fn drawn_markup_is_not_escaped_and_nothing_else_is_spared() {
    assert_eq!(Svg::drawn("<svg></svg>".into()).to_string(), "<svg></svg>");
    let frame = Frame { county: "<b>县".into(), ..Frame::sample_public("首页") };
    let page = ErrorPage::new(frame, Trouble::NotFound).render().expect("writing to a String cannot fail");
    assert_eq!(count(&page, "<b>县"), 0);
}

#[test]
fn every_trouble_has_its_own_sentence_and_a_way_out() {
    let mut sentences: Vec<&str> = Trouble::ALL.iter().map(|trouble| trouble.sentence()).collect();
    sentences.sort_unstable();
    sentences.dedup();
    assert_eq!(sentences.len(), Trouble::ALL.len());
    for trouble in Trouble::ALL {
        assert!(trouble.sentence().chars().count() <= 40, "{}", trouble.sentence());
        assert!(!ErrorPage::new(Frame::sample_public(""), trouble).ways.is_empty());
        assert!(!ErrorPage::new(Frame::sample_staff(""), trouble).ways.is_empty());
    }
}

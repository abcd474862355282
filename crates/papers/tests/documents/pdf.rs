//! PDF: read back with other programs, and compared with what was to be written.

use std::collections::HashSet;

use papers::documents::{Block, Document, DocumentFlaw, HeadingLevel, MissingGlyph, Run, TableCell, pdf};

use crate::{
    sample::{gaps, heading, ledger, paragraph, report, titled},
    tools::{fonts, pages, poppler},
};

fn without_blanks(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// What text reads like that stands on the page as it is read: no tables, no charts.
fn reading(document: &Document) -> String {
    let mut text = document.title.concat();
    for line in document.subtitle.iter().chain(&document.byline).chain(&document.recipient) {
        text.push_str(line);
    }
    for block in &document.blocks {
        match block {
            Block::Heading(heading) => text.push_str(&format!("{}{}", heading.number, heading.text)),
            Block::Paragraph(runs) => runs.iter().for_each(|run| text.push_str(&run.text)),
            Block::Attachments(names) => {
                text.push_str("附件：");
                for (place, name) in names.iter().enumerate() {
                    text.push_str(&format!("{}.{name}", place + 1));
                }
            }
            Block::Signature(signature) => text.push_str(&format!("{}{}", signature.unit, signature.date)),
            Block::Appendix(appendix) => text.push_str(&format!("{}{}", appendix.number, appendix.title)),
            Block::Code(code) => text.push_str(&code.caption),
            Block::PageBreak | Block::Table(_) | Block::Chart(_) => (),
        }
    }
    without_blanks(&text)
}

#[test]
fn the_text_reads_back_as_it_was_written() {
    let Some(fonts) = fonts() else { return };
    let mut document = report();
    document.blocks.retain(|block| !matches!(block, Block::Table(_) | Block::Chart(_)));
    let file = pdf(&document, &fonts).expect("is written");
    assert_eq!(file.missing, []);
    let Some(pages) = pages(&file.bytes) else { return };
    assert_eq!(pages.len(), file.pages);
    assert_eq!(pages.concat(), reading(&document));
}

#[test]
fn words_of_tables_and_charts_are_text_too() {
    let Some(fonts) = fonts() else { return };
    let file = pdf(&report(), &fonts).expect("is written");
    let Some(pages) = pages(&file.bytes) else { return };
    let text = pages.concat();
    for expected in
        ["县市场监督管理局", "96.03%", "717", "图1全市各县全程网办率", "北山县没有数据", "目标98%", "97.31%"]
    {
        assert!(text.contains(expected), "{expected}");
    }
}

#[test]
fn a_page_has_22_lines_of_28_characters() {
    let Some(fonts) = fonts() else { return };
    // Title, an empty line, and the first line's indent of two characters.
    let file = pdf(&titled("题", vec![paragraph(&"政".repeat(28 * 50 - 2))]), &fonts).expect("is written");
    let Some(text) = poppler("pdftotext", &["-layout"], &file.bytes) else { return };
    let lines: Vec<Vec<usize>> = text
        .split('\u{C}')
        .map(|page| page.lines().map(|line| line.matches('政').count()).filter(|&count| count > 0).collect())
        .collect();
    assert_eq!(lines[0].len(), 20, "two lines are taken by the title");
    assert_eq!(lines[0][0], 26);
    assert_eq!(lines[1], [28; 22]);
    assert_eq!(lines[2], [28; 8]);
}

/// Words with their places in points, from pdftotext.
fn words(bytes: &[u8]) -> Option<Vec<(f32, f32, f32, String)>> {
    let html = poppler("pdftotext", &["-bbox"], bytes)?;
    let word = |line: &str| {
        let number = |name: &str| {
            let rest = line.split(&format!("{name}=\"")).nth(1)?;
            rest.split('"').next()?.parse::<f32>().ok()
        };
        let text = line.split('>').nth(1)?.split('<').next()?.to_owned();
        Some((number("xMin")?, number("xMax")?, number("yMin")?, text))
    };
    Some(html.lines().filter(|line| line.contains("<word ")).filter_map(word).collect())
}

#[test]
fn the_type_area_and_the_page_numbers_are_where_the_standard_puts_them() {
    let Some(fonts) = fonts() else { return };
    let mm = |millimetres: f32| millimetres * 72.0 / 25.4;
    let file = pdf(&titled("题", vec![paragraph(&"政".repeat(28 * 30 - 2))]), &fonts).expect("is written");
    let Some(words) = words(&file.bytes) else { return };
    let text: Vec<_> = words.iter().filter(|(.., word)| word.contains('政')).collect();
    let (left, right) =
        (text.iter().map(|word| word.0).fold(f32::MAX, f32::min), text.iter().map(|word| word.1).fold(0.0, f32::max));
    assert!((left - mm(28.0)).abs() < 1.0, "left {left}");
    assert!((right - mm(28.0 + 156.0)).abs() < 1.0, "right {right}");
    let numbers: Vec<_> = words.iter().filter(|(.., word)| word == "—").collect();
    let (odd, even) = (numbers[1], numbers[2]);
    assert!((odd.1 - (mm(28.0 + 156.0) - 14.0)).abs() < 1.0, "odd pages: one character from the right: {odd:?}");
    assert!((even.0 - (mm(28.0) + 14.0)).abs() < 1.0, "even pages: one character from the left: {even:?}");
}

#[test]
fn a_table_over_two_pages_repeats_its_head_and_loses_no_row() {
    let Some(fonts) = fonts() else { return };
    let file = pdf(&titled("题", vec![Block::Table(ledger(40))]), &fonts).expect("is written");
    let Some(pages) = pages(&file.bytes) else { return };
    assert!(pages.len() >= 2);
    for page in &pages {
        assert_eq!(page.matches("序号").count(), 1);
    }
    for row in 1..=40 {
        let name = format!("事项{row}：");
        assert_eq!(pages.concat().matches(&name).count(), 1, "{name}");
    }
}

#[test]
fn a_row_longer_than_a_page_is_carried_on() {
    let Some(fonts) = fonts() else { return };
    let mut table = gaps();
    table.rows[1][4] = TableCell::from("堵".repeat(900));
    let file = pdf(&titled("题", vec![Block::Table(table)]), &fonts).expect("is written");
    let Some(pages) = pages(&file.bytes) else { return };
    assert_eq!(pages.concat().matches('堵').count(), 900 + pages.len(), "one in each page's head");
}

#[test]
fn the_signature_is_never_alone_on_a_page() {
    let Some(fonts) = fonts() else { return };
    let signature = report().blocks.into_iter().find(|block| matches!(block, Block::Signature(_))).expect("has one");
    for lines in 14..24 {
        let blocks = vec![paragraph(&"政".repeat(28 * lines - 2)), signature.clone()];
        let file = pdf(&titled("题", blocks), &fonts).expect("is written");
        let Some(pages) = pages(&file.bytes) else { return };
        let last = pages.last().expect("has pages");
        assert!(last.contains('政') && last.ends_with("2026年11月22日"), "{lines} lines: {last}");
    }
}

#[test]
fn a_heading_never_ends_a_page() {
    let Some(fonts) = fonts() else { return };
    for lines in 15..24 {
        let blocks = vec![
            paragraph(&"政".repeat(28 * lines - 2)),
            heading(HeadingLevel::One, "一、", "总体"),
            heading(HeadingLevel::Two, "（一）", "情况"),
            paragraph("正文"),
        ];
        let file = pdf(&titled("题", blocks), &fonts).expect("is written");
        let Some(pages) = pages(&file.bytes) else { return };
        assert!(pages.iter().any(|page| page.ends_with("一、总体（一）情况正文")), "{lines} lines: {pages:?}");
    }
}

#[test]
fn fonts_are_embedded_as_subsets_and_the_file_is_described() {
    let Some(fonts) = fonts() else { return };
    let file = pdf(&report(), &fonts).expect("is written");
    assert!(file.bytes.len() < 1_000_000, "{} bytes", file.bytes.len());
    let Some(list) = poppler("pdffonts", &[], &file.bytes) else { return };
    for font in list.lines().skip(2) {
        let columns: Vec<&str> = font.split_whitespace().rev().collect();
        // From the end: object, generation, unicode, subset, embedded.
        assert_eq!(columns[2..5], ["yes", "yes", "yes"], "{font}");
    }
    let about = poppler("pdfinfo", &[], &file.bytes).expect("comes with pdffonts");
    assert!(about.contains("分析研判报告"), "{about}");
    assert!(about.lines().any(|line| line.starts_with("Tagged:") && line.ends_with("yes")), "{about}");
    assert!(about.contains("(A4)"), "{about}");
}

#[test]
fn rare_characters_of_names_are_printed_or_said_to_be_missing() {
    let Some(fonts) = fonts() else { return };
    let text = "镕祎垚𬭎\u{E000}";
    let mut blocks = vec![paragraph(text), Block::PageBreak];
    blocks.push(Block::Paragraph(vec![Run::plain("又\u{E000}\u{E000}")]));
    let file = pdf(&titled("题", blocks), &fonts).expect("is written");
    let missing: HashSet<char> = file.missing.iter().map(|missing| missing.character).collect();
    assert!(missing.contains(&'\u{E000}'), "no font of a distribution has private characters");
    let private: Vec<&MissingGlyph> = file.missing.iter().filter(|one| one.character == '\u{E000}').collect();
    assert_eq!(private.iter().map(|one| one.page).collect::<Vec<_>>(), [1, 2], "once a page");
    let Some(pages) = pages(&file.bytes) else { return };
    for character in text.chars().filter(|character| !missing.contains(character)) {
        assert!(pages[0].contains(character), "{character} is neither printed nor reported");
    }
}

#[test]
fn the_same_document_gives_the_same_bytes() {
    let Some(fonts) = fonts() else { return };
    let write = || pdf(&report(), &fonts).expect("is written").bytes;
    assert!(write() == write());
}

#[test]
fn more_than_500_pages_are_refused() {
    let Some(fonts) = fonts() else { return };
    let page = paragraph(&"政".repeat(28 * 22 - 2));
    let most = titled("题", vec![page.clone(); 499]);
    let file = pdf(&most, &fonts).expect("just fits");
    assert_eq!(file.pages, 500, "the title takes two lines");
    let flaw = pdf(&titled("题", vec![page; 500]), &fonts).expect_err("is refused");
    assert_eq!(flaw, DocumentFlaw::TooLong);
}

//! LibreOffice: what a word processor makes of the `.docx`.

use std::process::Command;

use papers::documents::{Block, docx};

use crate::{
    sample::{ledger, paragraph, titled},
    tools::{Folder, fonts, pages},
};

#[test]
fn a_word_processor_sets_22_lines_and_repeats_the_head() {
    let Some(_) = fonts() else { return };
    let folder = Folder::new("office");
    let lines = (1..=40).map(|number| paragraph(&format!("第{number}行。")));
    let blocks = lines.chain([Block::PageBreak, Block::Table(ledger(40))]).collect();
    let file = folder.write("lines.docx", &docx(&titled("题", blocks)).expect("is written"));
    let profile = format!("-env:UserInstallation=file://{}", folder.0.join("profile").display());
    let output = Command::new("soffice")
        .args([&profile, "--headless", "--convert-to", "pdf", "--outdir"])
        .arg(&folder.0)
        .arg(&file)
        .output();
    let Ok(output) = output else {
        // Half a gigabyte that the check on a server does without: the structure of
        // the file is checked there, and this on a desk.
        println!("LibreOffice is not installed: the .docx was not opened");
        return;
    };
    let pdf = std::fs::read(folder.0.join("lines.pdf"))
        .unwrap_or_else(|_| panic!("{}", String::from_utf8_lossy(&output.stderr)));
    let Some(pages) = pages(&pdf) else { return };
    assert!(pages[0].ends_with("第20行。"), "title, an empty line, twenty more: {}", pages[0]);
    assert!(pages[1].starts_with("第21行。") && pages[1].ends_with("第40行。"), "{}", pages[1]);
    assert!(pages.len() >= 4, "the table is longer than a page");
    for page in &pages[2..] {
        assert_eq!(page.matches("序号").count(), 1, "{page}");
    }
}

//! 工具: other people's programs that read what was written.

use std::{
    fs,
    io::{Cursor, Read},
    path::PathBuf,
    process::Command,
    sync::atomic::{AtomicUsize, Ordering},
};

use papers::documents::Fonts;

/// A folder of this process alone, gone with the value.
pub(crate) struct Folder(pub(crate) PathBuf);

impl Folder {
    pub(crate) fn new(name: &str) -> Self {
        static MADE: AtomicUsize = AtomicUsize::new(0);
        let number = MADE.fetch_add(1, Ordering::Relaxed);
        let path = std::env::temp_dir().join(format!("onedoor-documents-{}-{number}-{name}", std::process::id()));
        fs::create_dir_all(&path).expect("made for this test");
        Self(path)
    }

    pub(crate) fn write(&self, name: &str, bytes: &[u8]) -> PathBuf {
        let path = self.0.join(name);
        fs::write(&path, bytes).expect("made for this test");
        path
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // What is left is in the folder for temporary files.
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// The fonts of this machine, or a skip that is counted.
pub(crate) fn fonts() -> Option<Fonts> {
    let fonts = Fonts::find(&[]);
    if fonts.chosen(papers::documents::Typeface::FangSong).is_none() {
        testkit::skip("no Chinese font (fonts-noto-cjk): no PDF was laid out");
        return None;
    }
    Some(fonts)
}

/// What a poppler program says about a PDF; `None` where it is not installed.
pub(crate) fn poppler(program: &str, arguments: &[&str], bytes: &[u8]) -> Option<String> {
    let folder = Folder::new(program);
    let file = folder.write("read.pdf", bytes);
    let mut command = Command::new(program);
    command.args(arguments).arg(&file);
    if program == "pdftotext" {
        command.arg("-");
    }
    match command.output() {
        Ok(output) if output.status.success() => Some(String::from_utf8_lossy(&output.stdout).into_owned()),
        Ok(output) => panic!("{program}: {}", String::from_utf8_lossy(&output.stderr)),
        Err(_) => {
            testkit::skip(&format!("{program} (poppler-utils) is not installed: a PDF was not read back"));
            None
        }
    }
}

/// The text of each page, blanks and the page's number taken out.
pub(crate) fn pages(bytes: &[u8]) -> Option<Vec<String>> {
    let text = poppler("pdftotext", &["-layout"], bytes)?;
    let mut pages: Vec<String> =
        text.split('\u{C}').map(|page| page.chars().filter(|c| !c.is_whitespace()).collect()).collect();
    assert_eq!(pages.pop().as_deref(), Some(""), "every page ends with a form feed");
    for (number, page) in (1..).zip(&mut pages) {
        let mark = format!("—{number}—");
        assert!(page.ends_with(&mark), "page {number} ends: {page}");
        page.truncate(page.len() - mark.len());
    }
    Some(pages)
}

/// One part of a `.docx`.
pub(crate) fn part(docx: &[u8], name: &str) -> String {
    String::from_utf8(bytes_of(docx, name)).expect("is UTF-8")
}

pub(crate) fn bytes_of(docx: &[u8], name: &str) -> Vec<u8> {
    let mut archive = zip::ZipArchive::new(Cursor::new(docx)).expect("is a zip");
    let mut part = archive.by_name(name).unwrap_or_else(|_| panic!("has {name}"));
    let mut bytes = Vec::new();
    part.read_to_end(&mut bytes).expect("unpacks");
    bytes
}

/// Names of all parts.
pub(crate) fn parts(docx: &[u8]) -> Vec<String> {
    let archive = zip::ZipArchive::new(Cursor::new(docx)).expect("is a zip");
    archive.file_names().map(|name| name.expect("is UTF-8").into_owned()).collect()
}

//! 字体: found by name, first in the county's own folder, and character by character.

use papers::documents::{DocumentFlaw, Fonts, Typeface, docx, pdf};

use crate::{
    forge::font,
    sample::{paragraph, report, titled},
    tools::{Folder, fonts, poppler},
};

#[test]
fn without_a_font_the_sentence_names_the_package_and_word_files_still_work() {
    let folder = Folder::new("no-font");
    folder.write("readme.ttf", b"not a font");
    folder.write("cut.ttc", b"ttcf\0\x02\0\0\0\0\0\x05");
    let flaw = pdf(&report(), &Fonts::only_in(std::slice::from_ref(&folder.0))).expect_err("is refused");
    assert_eq!(flaw, DocumentFlaw::NoFont);
    assert!(flaw.to_string().contains("fonts-noto-cjk"), "{flaw}");
    assert!(flaw.to_string().contains("Word"), "{flaw}");
    assert!(flaw.advice().contains("texlive-lang-chinese"), "{}", flaw.advice());
    assert!(docx(&report()).is_ok());
}

#[test]
fn the_countys_own_font_comes_first_and_others_fill_its_gaps() {
    let Some(system) = fonts() else { return };
    let folder = Folder::new("own");
    folder.write("fs.ttf", &font("FangSong_GB2312", "仿宋_GB2312", &['国', '\u{E000}']));
    let fonts = Fonts::find(std::slice::from_ref(&folder.0));
    assert_eq!(fonts.chosen(Typeface::FangSong), Some("仿宋_GB2312"));
    assert_eq!(fonts.chosen(Typeface::HeiTi), system.chosen(Typeface::HeiTi));
    let file = pdf(&titled("题", vec![paragraph("国\u{E000}政")]), &fonts).expect("is written");
    assert_eq!(file.missing, [], "what the own font lacks comes from another");
    let Some(list) = poppler("pdffonts", &[], &file.bytes) else { return };
    assert!(list.contains("FangSong_GB2312"), "{list}");
}

#[test]
fn a_font_of_any_name_in_the_countys_folder_fills_gaps() {
    let Some(_) = fonts() else { return };
    let folder = Folder::new("rare");
    folder.write("names.ttf", &font("County Names", "本县人名字库", &['\u{E000}']));
    let text = titled("题", vec![paragraph("国\u{E000}")]);
    let with = pdf(&text, &Fonts::find(std::slice::from_ref(&folder.0))).expect("is written");
    assert_eq!(with.missing, []);
}

#[test]
fn what_no_font_has_is_reported_with_its_page() {
    let folder = Folder::new("small");
    folder.write("small.ttf", &font("SimSun", "宋体", &['国', '题', '—', '1']));
    let fonts = Fonts::only_in(std::slice::from_ref(&folder.0));
    let file = pdf(&titled("题", vec![paragraph("国政")]), &fonts).expect("is written");
    let missing: Vec<(usize, char)> = file.missing.iter().map(|one| (one.page, one.character)).collect();
    assert_eq!(missing, [(1, '政')]);
}

#[test]
fn what_is_missing_shows_the_mark_where_there_is_one() {
    let folder = Folder::new("mark");
    folder.write("small.ttf", &font("SimSun", "宋体", &['国', '题', '—', '1', '〓']));
    let fonts = Fonts::only_in(std::slice::from_ref(&folder.0));
    let file = pdf(&titled("题", vec![paragraph("国政")]), &fonts).expect("is written");
    assert_eq!(file.missing.len(), 1);
    // The mark is printed, and copying still gives the character it stands for.
    let Some(text) = poppler("pdftotext", &[], &file.bytes) else { return };
    assert!(text.contains("国政"), "{text}");
}

#[test]
fn collections_are_read_and_the_chinese_face_is_taken() {
    let Some(fonts) = fonts() else { return };
    let chosen = fonts.chosen(Typeface::SongTi).expect("has one");
    assert!(!chosen.contains("JP") && !chosen.contains("KR"), "{chosen}");
}

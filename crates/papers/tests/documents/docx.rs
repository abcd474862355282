//! Word 文件: its parts, its layout and its words.

use papers::documents::{Align, Block, Document, DocumentFlaw, HeadingLevel, Run, Table, TableCell, Typeface, docx};

use crate::{
    sample::{self, column, heading, ledger, paragraph, report, titled},
    tools::{bytes_of, part, parts},
};

/// What the tags of a part enclose, in order; a nested one would be cut short, and
/// none of those asked for nests.
fn enclosed<'a>(xml: &'a str, tag: &str) -> Vec<&'a str> {
    let (open, close) = (format!("<{tag}"), format!("</{tag}>"));
    xml.split(&open)
        .skip(1)
        .filter(|rest| rest.starts_with(['>', ' ']))
        .filter_map(|rest| rest.split_once('>')?.1.split_once(&close).map(|(inside, _)| inside))
        .collect()
}

fn words(xml: &str) -> String {
    enclosed(xml, "w:t")
        .concat()
        .replace("&quot;", "\"")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&")
}

/// Every tag that opens also closes, in the right order.
fn assert_well_formed(name: &str, xml: &str) {
    let mut open = Vec::new();
    for tag in xml.split('<').skip(1) {
        let tag = tag.split_once('>').unwrap_or_else(|| panic!("{name}: tag without end")).0;
        let word = tag.split([' ', '/']).next().unwrap_or_default();
        if tag.starts_with(['?', '!']) || tag.ends_with('/') {
            continue;
        } else if let Some(closing) = tag.strip_prefix('/') {
            assert_eq!(open.pop(), Some(closing.to_owned()), "{name}");
        } else {
            open.push(word.to_owned());
        }
    }
    assert_eq!(open, Vec::<String>::new(), "{name}");
}

#[test]
fn every_part_is_well_formed_and_listed() {
    let file = docx(&report()).expect("is written");
    let types = part(&file, "[Content_Types].xml");
    for name in parts(&file) {
        if name.ends_with(".xlsx") {
            assert!(bytes_of(&file, &name).starts_with(b"PK"));
            continue;
        }
        let xml = part(&file, &name);
        assert_well_formed(&name, &xml);
        let listed = types.contains(&format!("PartName=\"/{name}\""));
        assert!(listed || name.ends_with(".rels") || name == "[Content_Types].xml", "{name} is not listed");
    }
    let relations = part(&file, "word/_rels/document.xml.rels");
    let document = part(&file, "word/document.xml");
    for id in document.split("r:id=\"").skip(1).filter_map(|rest| rest.split('"').next()) {
        assert!(relations.contains(&format!("Id=\"{id}\"")), "{id}");
    }
}

/// The first tag that begins like this.
fn tag<'a>(xml: &'a str, begin: &str) -> &'a str {
    let place = xml.find(&format!("<{begin}")).unwrap_or_else(|| panic!("has {begin}"));
    xml[place..].split('>').next().expect("ends")
}

/// The number of an attribute.
fn number(tag: &str, name: &str) -> i32 {
    let rest = tag.split(&format!(" {name}=\"")).nth(1).unwrap_or_else(|| panic!("{tag} has {name}"));
    rest.split('"').next().expect("ends").parse().expect("is a number")
}

#[test]
fn the_sheet_is_the_standards() {
    let file = docx(&report()).expect("is written");
    let document = part(&file, "word/document.xml");
    assert!(document.contains("<w:pgSz w:w=\"11906\" w:h=\"16838\"/>"));
    assert!(document.contains("<w:pgMar w:top=\"2098\" w:right=\"1474\" w:bottom=\"1984\" w:left=\"1587\""));
    assert!(document.contains("<w:docGrid w:type=\"linesAndChars\" w:linePitch=\"579\" w:charSpace=\"-848\"/>"));
    let styles = part(&file, "word/styles.xml");
    let (page, margins) = (tag(&document, "w:pgSz"), tag(&document, "w:pgMar"));
    let line = number(tag(&styles, "w:spacing w:before=\"0\""), "w:line");
    let height = number(page, "w:h") - number(margins, "w:top") - number(margins, "w:bottom");
    assert_eq!(height / line, 22, "lines of a page");
    let letter = 20 * number(tag(&styles, "w:sz"), "w:val") / 2 + number(tag(&styles, "w:spacing w:val=\"-"), "w:val");
    let width = number(page, "w:w") - number(margins, "w:left") - number(margins, "w:right");
    assert_eq!(width / letter, 28, "characters of a line");
    assert!(styles.contains("<w:spacing w:before=\"0\" w:after=\"0\" w:line=\"579\" w:lineRule=\"exact\"/>"));
    assert!(styles.contains("<w:spacing w:val=\"-5\"/><w:sz w:val=\"32\"/>"));
    assert!(styles.contains("w:lang w:val=\"zh-CN\" w:eastAsia=\"zh-CN\""));
    assert!(part(&file, "word/settings.xml").contains("<w:evenAndOddHeaders/>"));
}

#[test]
fn styles_name_the_offices_fonts_and_their_alternates() {
    let file = docx(&report()).expect("is written");
    let (styles, table) = (part(&file, "word/styles.xml"), part(&file, "word/fontTable.xml"));
    for typeface in Typeface::ALL {
        let name = typeface.office_name();
        assert!(styles.contains(&format!("w:eastAsia=\"{name}\"")), "{name}");
        assert!(table.contains(&format!("<w:font w:name=\"{name}\"><w:altName w:val=\"")), "{name}");
    }
    let style = |id: &str| {
        let rest = styles.split(&format!("w:styleId=\"{id}\"")).nth(1).expect("has the style");
        rest.split("</w:style>").next().expect("ends").to_owned()
    };
    for (id, font, size) in [
        ("Title", "方正小标宋简体", 44),
        ("Heading1", "黑体", 32),
        ("Heading2", "楷体_GB2312", 32),
        ("Heading3", "仿宋_GB2312", 32),
        ("BodyText", "仿宋_GB2312", 32),
        ("Footer", "宋体", 28),
        ("Cell10", "宋体", 21),
    ] {
        let style = style(id);
        assert!(style.contains(font) && style.contains(&format!("<w:sz w:val=\"{size}\"/>")), "{id}: {style}");
    }
    assert!(style("BodyText").contains("w:firstLineChars=\"200\""));
}

#[test]
fn page_numbers_have_a_result_and_stand_outside() {
    let file = docx(&report()).expect("is written");
    for (name, shown, side) in [("word/footer1.xml", "1", "right"), ("word/footer2.xml", "2", "left")] {
        let footer = part(&file, name);
        assert_eq!(words(&footer), format!("— {shown} —"), "{name}");
        let separate = footer.find("separate").expect("has a field");
        let result = footer.find(&format!("<w:t>{shown}</w:t>")).expect("has a result");
        let end = footer.find("fldCharType=\"end\"").expect("ends");
        assert!(separate < result && result < end, "{name}");
        assert!(footer.contains(&format!("<w:jc w:val=\"{side}\"/>")), "{name}");
        assert!(footer.contains(&format!("w:{side}Chars=\"100\"")), "{name}: one character from the edge");
    }
    let document = part(&file, "word/document.xml");
    assert!(
        document.contains("w:type=\"default\" r:id=\"rIdOdd\"")
            && document.contains("w:type=\"even\" r:id=\"rIdEven\"")
    );
}

#[test]
fn the_words_are_all_there_in_order() {
    let document = part(&docx(&report()).expect("is written"), "word/document.xml");
    let words = words(&document);
    let mut from = 0;
    for expected in [
        "分析研判报告",
        "（2026年11月）",
        "县人民政府：",
        "一、总体情况",
        "截至2026年11月22日，全县政务服务事项731项",
        "表1　各部门全程网办情况",
        "县自然资源和规划局（含不动产登记中心）",
        "图1　全市各县全程网办率",
        "step=verify&region=511602",
        "附件：1.2026年11月未达标事项整改台账",
        "清河县政务服务中心",
        "2026年11月22日",
        "附件1",
        "未达标事项整改台账",
    ] {
        let place = words[from..].find(expected).unwrap_or_else(|| panic!("{expected} after {}", &words[from..]));
        from += place + expected.len();
    }
}

#[test]
fn nothing_xml_forbids_and_no_line_break_stands_in_text() {
    let text = "一\u{0}二\u{1F}三\u{FFFE}四\r\n五\u{202E}六<七>&\"";
    let rows = vec![vec![TableCell::from("a\nb\u{8}")]];
    let table = Table { caption: String::new(), columns: vec![column("列\n名", 1, Align::Left)], rows };
    let file = docx(&titled("标\n题", vec![paragraph(text), Block::Table(table)])).expect("is written");
    let document = part(&file, "word/document.xml");
    assert!(enclosed(&document, "w:t").iter().all(|text| !text.contains(['\n', '\r'])));
    assert!(document.chars().all(|c| !c.is_control() || c == '\n'));
    assert_eq!(words(&document), "标 题一二三四五六<七>&\"列 名ab");
    assert!(document.contains(">一二三四</w:t></w:r></w:p><w:p>"), "a line break begins a paragraph");
    assert!(document.contains(">a</w:t><w:br/></w:r>"), "in a cell it is a line break");
}

#[test]
fn text_edited_by_hand_is_shaded_and_bold_is_bold() {
    let runs = vec![Run::plain("第"), Run::edited("3"), Run::bold("位")];
    let document = part(&docx(&titled("题", vec![Block::Paragraph(runs)])).expect("is written"), "word/document.xml");
    assert!(document.contains("w:fill=\"FFE699\"/></w:rPr><w:t xml:space=\"preserve\">3</w:t>"));
    assert!(document.contains("<w:b/><w:bCs/></w:rPr><w:t xml:space=\"preserve\">位</w:t>"));
    assert_eq!(document.matches("FFE699").count(), 1);
}

#[test]
fn a_tables_head_repeats_and_its_rows_are_not_cut() {
    let document = part(&docx(&titled("题", vec![Block::Table(ledger(30))])).expect("is written"), "word/document.xml");
    assert_eq!(document.matches("<w:tblHeader/>").count(), 1);
    assert_eq!(document.matches("<w:cantSplit/>").count(), 31);
    let widths: i32 = document
        .split("<w:gridCol w:w=\"")
        .skip(1)
        .map(|rest| rest.split('"').next().expect("ends").parse::<i32>().expect("is a number"))
        .sum();
    assert_eq!(widths, 8_844, "156 mm");
}

#[test]
fn charts_carry_their_data_and_their_words() {
    let file = docx(&report()).expect("is written");
    let (bars, line) = (part(&file, "word/charts/chart1.xml"), part(&file, "word/charts/chart2.xml"));
    for value in ["99.31", "98.66", "98.08", "97.42"] {
        assert!(bars.contains(&format!("<c:v>{value}</c:v>")), "{value}");
    }
    assert!(bars.contains("<c:v>北山县（没有数据）</c:v>"));
    assert!(bars.contains("<c:min val=\"95\"/>") && bars.contains("横轴从 95% 画起"));
    assert!(line.contains("<c:v>目标 98%</c:v>") && line.contains("prstDash"));
    assert!(line.contains("<c:dispBlanksAs val=\"gap\"/>"), "a month without a figure leaves a gap");
    let document = part(&file, "word/document.xml");
    assert!(document.contains("descr=\"全程网办率：东平县 99.31%"));
    let workbook = bytes_of(&file, "word/embeddings/chart2.xlsx");
    let sheet = part(&workbook, "xl/worksheets/sheet1.xml");
    for value in ["94.12", "98.08"] {
        assert!(sheet.contains(&format!("<v>{value}</v>")), "{value}: {sheet}");
    }
    assert!(part(&workbook, "xl/sharedStrings.xml").contains("<t>目标 98%</t>"));
}

#[test]
fn a_figure_that_says_more_than_its_number_keeps_its_words() {
    let mut chart = sample::bars();
    chart.series[0].marks[1] = sample::mark(9_866, "至少98.66%");
    let file = docx(&titled("题", vec![Block::Chart(chart)])).expect("is written");
    let xml = part(&file, "word/charts/chart1.xml");
    assert!(xml.contains("<a:t>至少98.66%</a:t>"));
    assert!(xml.contains("<a:t>99.31%</a:t>"), "one of its own, and all have their own: else words run over");
    let plain = docx(&titled("题", vec![Block::Chart(sample::bars())])).expect("is written");
    assert!(!part(&plain, "word/charts/chart1.xml").contains("<a:t>99.31%</a:t>"), "a plain figure follows its number");
}

#[test]
fn the_same_document_gives_the_same_bytes() {
    assert!(docx(&report()).expect("is written") == docx(&report()).expect("is written"));
}

#[test]
fn what_does_not_fit_together_is_refused_with_a_sentence() {
    let flaw = |blocks: Vec<Block>| docx(&titled("题", blocks)).expect_err("is refused");
    assert_eq!(docx(&titled(" \u{0}", vec![])).expect_err("is refused"), DocumentFlaw::NoTitle);
    let mut ragged = ledger(3);
    ragged.rows[1].pop();
    let ragged = flaw(vec![Block::Table(ragged)]);
    assert_eq!(ragged.to_string(), "表格“表2　整改台账”第 2 行的格数与表头不同，请核对");
    let mut wide = ledger(0);
    wide.columns = vec![column("列", 1, Align::Left); 13];
    assert_eq!(flaw(vec![Block::Table(wide)]).code(), "columns");
    let mut chart = sample::line();
    chart.labels.pop();
    assert_eq!(flaw(vec![Block::Chart(chart)]).code(), "ragged_chart");
    let endless = titled("题", vec![Block::PageBreak; 500]);
    assert_eq!(docx(&endless).expect_err("is refused").to_string(), "文件超过 500 页，请缩小范围后分几份生成");
    let long = vec![paragraph(&"长".repeat(2_000)); 4_000];
    assert_eq!(docx(&titled("题", long)).expect_err("is refused"), DocumentFlaw::TooLong);
}

#[test]
fn headings_have_levels_for_the_outline() {
    let blocks = vec![
        heading(HeadingLevel::One, "一、", "甲"),
        heading(HeadingLevel::Two, "（一）", "乙"),
        heading(HeadingLevel::Three, "1.", "丙"),
        heading(HeadingLevel::Four, "（1）", "丁"),
    ];
    let file = docx(&Document { title: vec!["题".to_owned()], blocks, ..Document::default() }).expect("is written");
    let (document, styles) = (part(&file, "word/document.xml"), part(&file, "word/styles.xml"));
    for level in 1..=4 {
        assert!(document.contains(&format!("<w:pStyle w:val=\"Heading{level}\"/>")));
        assert!(styles.contains(&format!("<w:outlineLvl w:val=\"{}\"/>", level - 1)));
    }
}

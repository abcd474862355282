//! A certificate as PDF, read back with other programs: its words, its one page, and its code as a camera sees it.

use papers::documents::{CertificatePaper, DocumentFlaw, Fonts, certificate_pdf};

use crate::tools::{Folder, fonts, poppler};

fn paper() -> CertificatePaper {
    let row = |label: &str, value: &str| (label.to_owned(), value.to_owned());
    let code = "1.2.156.3005.2.11100000MB03271699022.11330105002500287C.2026000012.001.9";
    CertificatePaper {
        title: "食品经营许可证".into(),
        number: "JY202600012".into(),
        rows: vec![
            row("持证人", "张三丰"),
            row("身份证号码", "990101199003078578"),
            row("办理事项", "食品经营许可（新办）"),
            row("发证机关", "青禾县市场监督管理局"),
            row("有效期", "2026年11月20日至2031年11月19日"),
        ],
        issuer: "青禾县市场监督管理局".into(),
        date: "2026年11月20日".into(),
        link: format!("https://hall.example.gov.cn/certificates/verify?code={code}&check=8F3K2QWERT"),
        code: code.into(),
        check: "8F3K2QWERT".into(),
        practice: "样例，不具效力".into(),
        seal_note: "（加盖发证机关印章后有效）".into(),
    }
}

fn text(bytes: &[u8]) -> Option<String> {
    let text = poppler("pdftotext", &["-layout"], bytes)?;
    Some(text.chars().filter(|c| !c.is_whitespace() || *c == '\u{C}').collect())
}

#[test]
fn everything_stands_on_one_page_and_reads_back() {
    let Some(fonts) = fonts() else { return };
    let paper = paper();
    let file = certificate_pdf(&paper, &fonts).expect("is written");
    assert_eq!((file.pages, file.missing.as_slice()), (1, &[][..]));
    assert_eq!(
        certificate_pdf(&paper, &fonts).expect("is written").bytes,
        file.bytes,
        "the same paper, the same bytes"
    );
    let Some(text) = text(&file.bytes) else { return };
    assert_eq!(text.matches('\u{C}').count(), 1);
    for (label, value) in &paper.rows {
        assert!(text.contains(label.as_str()) && text.contains(value.as_str()), "{label} {value}: {text}");
    }
    for words in
        [&paper.title, &paper.number, &paper.code, &paper.check, &paper.date, &paper.practice, &paper.seal_note]
    {
        assert!(text.contains(words.as_str()), "{words}: {text}");
    }
}

/// The page as a picture, read by zbarimg: what a telephone's camera would find.
#[test]
fn the_code_leads_to_the_verification() {
    let Some(fonts) = fonts() else { return };
    let file = certificate_pdf(&paper(), &fonts).expect("is written");
    let folder = Folder::new("certificate");
    let path = folder.write("certificate.pdf", &file.bytes);
    let picture = path.with_extension("");
    let drawn = std::process::Command::new("pdftoppm")
        .args(["-r", "110", "-gray", "-singlefile"])
        .arg(&path)
        .arg(&picture)
        .status();
    if drawn.is_err() {
        testkit::skip("pdftoppm (poppler-utils) is not installed: the certificate's code was not read back");
        return;
    }
    let read = std::process::Command::new("zbarimg").args(["-q", "--raw"]).arg(picture.with_extension("pgm")).output();
    match read {
        Ok(read) => assert_eq!(String::from_utf8_lossy(&read.stdout).trim(), paper().link),
        Err(_) => testkit::skip("zbarimg is not installed: the certificate's code was not read back"),
    }
}

#[test]
fn long_names_stay_on_the_page_and_what_cannot_is_told() {
    let Some(fonts) = fonts() else { return };
    let mut long = paper();
    long.title = "生产建设项目水土保持方案审批准予行政许可决定书（编制报告书的项目）".into();
    long.rows[0].1 = "长".repeat(120);
    long.rows[2].1 = "对从事餐饮服务、单位食堂、集体用餐配送等经营活动的核准".repeat(6);
    let file = certificate_pdf(&long, &fonts).expect("is written smaller");
    assert_eq!(file.pages, 1);
    if let Some(text) = text(&file.bytes) {
        assert!(text.contains(&long.code) && text.matches('长').count() == 120, "{text}");
    }
    long.rows[0].1 = "长".repeat(4_000);
    assert_eq!(certificate_pdf(&long, &fonts), Err(DocumentFlaw::TooLong));
    let untitled = CertificatePaper { title: " ".into(), ..paper() };
    assert_eq!(certificate_pdf(&untitled, &fonts), Err(DocumentFlaw::NoTitle));
    let far = CertificatePaper { link: "长".repeat(2_000), ..paper() };
    assert_eq!(certificate_pdf(&far, &fonts), Err(DocumentFlaw::TooLong));
    assert_eq!(certificate_pdf(&paper(), &Fonts::only_in(&[])), Err(DocumentFlaw::NoFont));
}

//! Honest mess that must be taken, check digits that must hold, names that must survive.

use jiff::civil::{Date, date};

use super::{CitizenCard, CitizenId, Flaw, Mobile, OrgCode, Phone, Uscc, fold_line, fold_lines, fold_name};

const TODAY: Date = date(2026, 11, 22);

pub(super) fn citizen(raw: &str) -> Result<String, Flaw> {
    CitizenId::parse(raw, TODAY).map(|id| id.as_str().to_owned())
}

pub(super) fn uscc(raw: &str) -> Result<String, Flaw> {
    Uscc::parse(raw).map(|code| code.as_str().to_owned())
}

pub(super) fn org(raw: &str) -> Result<String, Flaw> {
    OrgCode::parse(raw).map(|code| code.as_str().to_owned())
}

pub(super) fn mobile(raw: &str) -> Result<String, Flaw> {
    Mobile::parse(raw).map(|number| number.as_str().to_owned())
}

pub(super) fn phone(raw: &str) -> Result<String, Flaw> {
    Phone::parse(raw).map(|number| number.as_str().to_owned())
}

fn full_width(text: &str) -> String {
    let wide = |c: char| char::from_u32(u32::from(c) + 0xfee0).expect("printable ASCII");
    text.chars().map(wide).collect()
}

fn grouped(text: &str, separator: &str) -> String {
    let letters: Vec<char> = text.chars().collect();
    let groups: Vec<String> = letters.chunks(4).map(|group| group.iter().collect()).collect();
    groups.join(separator)
}

/// The ways in which a right number arrives from a keyboard, a spreadsheet or a web page.
pub(super) fn messes(right: &str) -> Vec<String> {
    vec![
        right.to_owned(),
        right.to_lowercase(),
        full_width(right),
        full_width(&right.to_lowercase()),
        format!("  {right}\t"),
        format!("\u{3000}{right}\u{3000}"),
        format!("{right}\r\n"),
        format!("\u{202d}{right}\u{202c}"),
        format!("\u{feff}{right}\u{200b}"),
        grouped(right, " "),
        grouped(right, "-"),
        grouped(right, "－"),
        grouped(right, "\u{a0}"),
        right.chars().map(|c| format!("{c} ")).collect(),
    ]
}

pub(super) type Reader = fn(&str) -> Result<String, Flaw>;

#[test]
fn honest_mess_is_taken() {
    let table: [(Reader, &[&str]); 5] = [
        (citizen, &["11010519491231002X", "440524188001010014", "911124198108030024"]),
        (
            uscc,
            &[
                "91350100M000100Y43",
                "11511301008778183N",
                "115113010833722043",
                "12441500196720244T",
                "11430000006122244L",
                "11330105002500287C",
                "11370800MB28559184",
            ],
        ),
        (org, &["008778183", "M000100Y4", "D2143569X"]),
        (mobile, &["13800138000", "19912345678"]),
        (phone, &["13800138000", "12345"]),
    ];
    let mut taken = 0;
    for (read, rights) in table {
        for right in rights {
            for typed in messes(right) {
                assert_eq!(read(&typed).as_deref(), Ok(*right), "{typed:?}");
                taken += 1;
            }
        }
    }
    assert!(taken >= 200, "only {taken} ways were tried");
}

#[test]
fn habits_of_writing_numbers_are_understood() {
    let table: [(Reader, &str, &[&str]); 9] = [
        (citizen, "11010519491231002X", &["'11010519491231002X", "11010519491231002×"]),
        (org, "D2143569X", &["D2143569-X", "d2143569－x"]),
        (
            mobile,
            "13800138000",
            &["+86 138-0013-8000", "8613800138000", "008613800138000", "(+86)13800138000", "013800138000"],
        ),
        (phone, "13800138000", &["+86 13800138000", "（86）13800138000"]),
        (
            phone,
            "0826-2345678",
            &[
                "08262345678",
                "(0826)2345678",
                "（0826）2345678",
                "0826 2345678",
                "０８２６—２３４５６７８",
                "0826-234-5678",
                "+86-826-2345678",
            ],
        ),
        (phone, "010-12345678", &["01012345678", "010-1234-5678"]),
        (phone, "028-81234567", &["02881234567", "(028)81234567"]),
        (phone, "0826-2345678-801", &["0826-2345678转801", "0826-2345678#801", "0826-234-5678-801"]),
        (phone, "0826-12345", &["082612345", "0826-12345"]),
    ];
    for (read, right, habits) in table {
        for typed in habits {
            assert_eq!(read(typed).as_deref(), Ok(right), "{typed:?}");
        }
    }
}

#[test]
fn a_right_last_character_does_not_hide_a_wrong_organisation_code() {
    let inner_wrong = "91350100M000100Y5";
    assert_eq!(Uscc::with_check(inner_wrong), Err(Flaw::UsccInnerCheck));
    let right = Uscc::with_check("91350100M000100Y4").expect("both hold");
    assert_eq!(right.as_str(), "91350100M000100Y43");
    assert_eq!(right.org_code().as_str(), "M000100Y4");
    assert_eq!(Uscc::with_both_checks("91350100M000100Y").expect("both made"), right);
    assert_eq!(OrgCode::with_check("D2143569").expect("X").as_str(), "D2143569X");
}

#[test]
fn a_citizen_id_tells_its_card_and_birthday_and_stays_masked_in_logs() {
    let resident = CitizenId::with_check("11010519491231002").expect("X");
    assert_eq!(resident.as_str(), "11010519491231002X");
    assert_eq!(resident.birth_date(), date(1949, 12, 31));
    assert_eq!(resident.issued_in(), "110105");
    assert_eq!(format!("{resident:?}"), "CitizenId(110105********002X)");
    let number = Mobile::parse("13800138000").expect("a mobile");
    assert_eq!(format!("{number:?}"), "Mobile(138****8000)");
    let landline = Phone::parse("0826-2345678").expect("a landline");
    assert_eq!(format!("{landline:?}"), "Phone(************)");
    assert_eq!(landline.mobile(), None);
    assert_eq!(Phone::parse("13800138000").expect("a mobile").mobile(), Some(number));
    for (first17, card) in [
        ("11010519491231002", CitizenCard::Resident),
        ("99999919491231002", CitizenCard::ForeignPermanent),
        ("81000019491231002", CitizenCard::HongKongMacaoTaiwan),
        ("82000019491231002", CitizenCard::HongKongMacaoTaiwan),
        ("83000019491231002", CitizenCard::HongKongMacaoTaiwan),
        ("00000019491231002", CitizenCard::Resident),
    ] {
        let id = CitizenId::with_check(first17).expect(first17);
        assert_eq!(id.card(), card, "{first17}");
    }
    let born_today = CitizenId::with_check("11010520261122002").expect("a newborn");
    assert!(CitizenId::parse(born_today.as_str(), TODAY).is_ok());
}

#[test]
fn names_keep_their_characters() {
    for (typed, name) in [
        (" 张　三 ", "张三"),
        ("阿不都．热合曼", "阿不都·热合曼"),
        ("阿不都.热合曼", "阿不都·热合曼"),
        ("阿不都•热合曼", "阿不都·热合曼"),
        ("阿不都 · 热合曼", "阿不都·热合曼"),
        ("阿不都・热合曼・买买提", "阿不都·热合曼·买买提"),
        ("𠮷田", "𠮷田"),
        ("㛃\u{e000}", "㛃\u{e000}"),
        ("葛\u{e0100}优", "葛\u{e0100}优"),
        ("䶮䶮", "䶮䶮"),
        ("Ｊｏｈｎ  Ｓｍｉｔｈ", "John Smith"),
        ("Martin L. King", "Martin L. King"),
        ("广安（集团）公司", "广安(集团)公司"),
    ] {
        assert_eq!(fold_name(typed), name, "{typed:?}");
        assert_eq!(fold_name(&fold_name(typed)), name, "{typed:?}");
    }
}

#[test]
fn a_line_keeps_its_punctuation() {
    assert_eq!(fold_line("　１２３号（东侧）\u{200b}Ａ座\r\n  二楼 "), "123号（东侧）A座 二楼");
    assert_eq!(fold_lines("\n 一层：餐饮 \r\n\r\n二层：仓储\n"), "一层：餐饮\n\n二层：仓储");
    assert_eq!(fold_line(" \u{feff}\n "), "");
}

//! What a scanner read at a desk (扫码): told apart by its form, so that no one has to choose a box first.

use jiff::civil::Date;

use super::CaseNo;
use crate::base::{CitizenId, Uscc, fold};

/// What it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Scanned {
    /// A case: the code of its receipt, or its number.
    Case(CaseNo),
    /// A citizen's ID number.
    Person,
    /// An organisation's 统一社会信用代码.
    Organisation,
    /// The code of a certificate made here: its identifier.
    Certificate(String),
    /// Something else: a number of another system, of a certificate, or nothing of ours.
    Other(String),
}

/// Reads it. A code of ours is an address; which host it names does not matter, for the hall may be reached under
/// several.
pub fn read_scan(text: &str, today: Date) -> Scanned {
    let text = fold(text);
    if let Some((path, query)) = text.split_once("://").and_then(|(_, rest)| rest.split_once('?')) {
        let value =
            |name: &str| query.split('&').find_map(|p| p.strip_prefix(name)?.strip_prefix('=').map(str::to_owned));
        if let (true, Some(Ok(no))) = (path.ends_with("/cases/progress"), value("no").map(|v| CaseNo::parse(&v))) {
            return Scanned::Case(no);
        }
        if let (true, Some(code)) = (path.ends_with("/certificates/verify"), value("code")) {
            return Scanned::Certificate(code);
        }
        return Scanned::Other(text);
    }
    if CitizenId::parse(&text, today).is_ok() {
        return Scanned::Person;
    }
    if Uscc::parse(&text).is_ok() {
        return Scanned::Organisation;
    }
    let only_digits = !text.is_empty() && text.chars().all(|c| c.is_ascii_digit() || c == '-');
    match CaseNo::parse(&text) {
        Ok(no) if only_digits => Scanned::Case(no),
        Ok(_) | Err(_) => Scanned::Other(text),
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_code_is_known_by_its_form() {
        let read = |text: &str| read_scan(text, date(2026, 11, 20));
        let no = CaseNo::new(date(2026, 11, 20), 3, 386);
        for same in [
            "2026-1120-03-0386",
            "20261120030386",
            "２０２６１１２００３０３８６",
            "https://hall.example/cases/progress?no=2026-1120-03-0386",
            "http://10.0.0.7:8080/cases/progress?lang=zh&no=2026-1120-03-0386",
        ] {
            assert_eq!(read(same), Scanned::Case(no.clone()), "{same}");
        }
        assert_eq!(read("99010119900307857８"), Scanned::Person);
        assert_eq!(read("11010519491231002x"), Scanned::Person);
        assert_eq!(read("91350100M000100Y43"), Scanned::Organisation);
        let code = "https://hall.example/certificates/verify?code=1.2.156.3005.2.A&check=12345678";
        assert_eq!(read(code), Scanned::Certificate("1.2.156.3005.2.A".into()));
        for other in
            ["JY29901010000001", "https://elsewhere.example/x?no=1", "990101199003078570", "", "A-2026-1120-03-0386"]
        {
            assert!(
                !matches!(read(other), Scanned::Person | Scanned::Organisation | Scanned::Certificate(_)),
                "{other}"
            );
        }
        assert_eq!(read("A-2026-1120-03-0386"), Scanned::Other("A-2026-1120-03-0386".into()));
    }
}

//! The county's phrases (全县常用语): changed by who may, offered to who writes to applicants.

use services::{
    Failure,
    cases::{PhraseForm, change_county_phrases, county_phrases, keep_phrases, phrases},
};
use testkit::engines;

use super::*;

fn form(opinion: &str) -> PhraseForm {
    PhraseForm { opinion: opinion.into(), ..PhraseForm::default() }
}

#[test]
fn who_may_changes_what_everybody_is_offered() {
    for db in engines() {
        let county = County::open(db);
        let bureau = &county.bureau;
        let new = NewStaff {
            login: "zhoulan".into(),
            name: "周兰".into(),
            roles: vec![Role::Supervisor.as_str().into()],
            department: None,
            window_no: None,
            password: "Chuangkou-2026".into(),
            must_change: false,
        };
        add_staff(bureau, &Desk::system("测试"), &new, None).unwrap();
        let (supervisor, approver) = (county.desk("zhoulan"), county.desk("liqiang"));
        let (shipped, version) = county_phrases(bureau).unwrap();
        assert!(version == 0 && !shipped.reason.is_empty());
        let refused = change_county_phrases(bureau, &approver, (&form("同意。"), 0), None);
        assert!(matches!(refused, Err(Failure::Denied(_))), "{refused:?}");
        let long = "长".repeat(201);
        let refused = change_county_phrases(bureau, &supervisor, (&form(&long), 0), None);
        assert!(matches!(refused, Err(Failure::Refused(_))), "{refused:?}");

        let wanted = form(" 按规程，同意。\n\n同意。\n同意。");
        assert_eq!(change_county_phrases(bureau, &supervisor, (&wanted, 0), Some("k")), Ok(1));
        assert_eq!(change_county_phrases(bureau, &supervisor, (&wanted, 0), Some("k")), Ok(1), "once");
        assert_eq!(change_county_phrases(bureau, &supervisor, (&form("x"), 0), None), Err(Failure::Stale));
        assert_eq!(change_county_phrases(bureau, &supervisor, (&wanted, 1), None), Ok(1), "nothing changed");
        keep_phrases(bureau, &approver, &form("同意。"), None).unwrap();
        let offered = phrases(bureau, &approver).unwrap();
        assert_eq!(offered.opinion, ["同意。", "按规程，同意。"], "one's own first, each once");
        assert!(offered.reason.is_empty(), "an empty list is one too");
        assert_eq!(services::journal::verify(bureau).unwrap().journal.findings, []);
    }
}

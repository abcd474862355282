//! The package of a matter's case holds the matter's notice and its lanes, and the check of all packages proves them.

use services::{
    archive::{check_all, pack, package_bytes, recheck},
    chains::matters::{HandOutForm, deliver},
};

use super::{intake::on_every_engine_owned, *};

fn holds(bytes: &[u8], words: &str) -> bool {
    bytes.windows(words.len()).any(|w| w == words.as_bytes())
}

#[test]
fn the_matter_stands_in_the_packages_of_its_cases() {
    on_every_engine_owned(|county| {
        let (editor, clerk) = (county.desk("bianji"), county.desk("zhangmin"));
        let no = county.accepted(false);
        county.decided(&no, FIRM, true);
        county.decided(&no, FIRE, true);
        county.job();
        let hands = HandOutForm { way: "window".into(), by_applicant: true, ..HandOutForm::default() };
        deliver(&county.bureau, &clerk, (&county.at(&no), &hands), None).unwrap();
        // The food licence is still in hand: the picture shows the matter as it stands now.
        let firm = county.case(&no, FIRM).no.to_string();
        let done = pack(&county.bureau, &editor, &firm).unwrap();
        assert!(done.passed, "{}", done.package_no);
        let bytes = package_bytes(&county.bureau, &editor, &done.package_no).unwrap();
        for words in ["一件事通知书.pdf", "一件事办到哪里了.svg", "<svg", "消防检查", "食品经营许可"]
        {
            assert!(holds(&bytes, words), "{words}");
        }

        // Later the matter has gone on, and what was packed is still what it was.
        county.decided(&no, FOOD, true);
        county.job();
        county.days(3);
        assert!(recheck(&county.bureau, &editor, &done.package_no).unwrap());
        let all = check_all(&county.bureau).unwrap();
        assert_eq!((all.packages, all.findings), (1, vec![]), "{}", county.db.name);
        county.sound();
    });
}

//! Phrases: each one's own, by kind, in their order, replaced as a whole.

use domain::{
    base::StaffId,
    cases::{CountyPhrases, PhraseKind},
};
use store::{
    cases::{county_phrases, county_phrases_change, keep_phrases, phrases},
    journal::{Stream, verify},
};
use testkit::{on_every_engine, region};

use crate::common::{put, write};

#[test]
fn phrases_are_their_owners_and_replaced_as_a_whole() {
    on_every_engine(|t| {
        let (own, other) = (StaffId::new(1), StaffId::new(2));
        let keep = |staff, kind, words: &[&str]| {
            let words: Vec<String> = words.iter().map(|w| (*w).to_owned()).collect();
            write(&t.db, move |tx| keep_phrases(tx, &region(), staff, kind, &words)).unwrap();
        };
        let read = |staff, kind| t.db.read(|tx| phrases(tx, &region(), staff, kind)).unwrap();
        keep(own, PhraseKind::Opinion, &["同意。", "材料齐全。", "经核查，同意。"]);
        keep(own, PhraseKind::Reason, &["场所不符"]);
        keep(other, PhraseKind::Opinion, &["拟同意"]);
        assert_eq!(read(own, PhraseKind::Opinion), ["同意。", "材料齐全。", "经核查，同意。"]);
        keep(own, PhraseKind::Opinion, &["材料齐全。", "同意。"]);
        assert_eq!(read(own, PhraseKind::Opinion), ["材料齐全。", "同意。"]);
        assert_eq!(read(own, PhraseKind::Reason), ["场所不符"]);
        assert_eq!(read(other, PhraseKind::Opinion), ["拟同意"]);
        keep(own, PhraseKind::Opinion, &[]);
        assert_eq!(read(own, PhraseKind::Opinion), Vec::<String>::new());
    });
}

#[test]
fn the_countys_phrases_read_back_as_they_were_left() {
    on_every_engine(|t| {
        assert_eq!(t.db.read(|tx| county_phrases(tx, &region())).unwrap(), None);
        for version in [1, 2] {
            let left =
                CountyPhrases { version, opinion: vec![format!("同意{version}。")], ..CountyPhrases::default() };
            put(&t.db, &Stream::county_phrases(), vec![county_phrases_change(&region(), &left)]);
            assert_eq!(t.db.read(|tx| county_phrases(tx, &region())).unwrap(), Some(left));
        }
        assert!(t.db.read(|tx| verify(tx, &region())).unwrap().findings.is_empty());
    });
}

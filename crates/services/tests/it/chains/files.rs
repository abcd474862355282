//! One set of materials: a file that is handed in once is in every case that needs it, also in one that begins later.

use domain::{cases::Means, people::Desk};
use services::{
    Failure,
    cases::{Incoming, case_files, open_file},
    chains::matters::{MaterialsForm, OwnMatter, accept, apply, attach_own, open_ahead, own, view},
};

use super::{intake::on_every_engine_owned, *};

/// A picture of nothing, with a note in it.
fn png(note: &str) -> Vec<u8> {
    let chunk = |kind: &[u8], content: &[u8]| {
        let length = u32::try_from(content.len()).unwrap().to_be_bytes();
        [&length[..], kind, content, &[0; 4]].concat()
    };
    let head = [&10_u32.to_be_bytes()[..], &10_u32.to_be_bytes(), &[8, 6, 0, 0, 0]].concat();
    let parts = [chunk(b"IHDR", &head), chunk(b"IDAT", note.as_bytes()), chunk(b"IEND", b"")];
    [b"\x89PNG\r\n\x1a\n".to_vec(), parts.concat()].concat()
}

#[test]
fn a_file_serves_every_member_that_needs_it_whenever_it_begins() {
    on_every_engine_owned(|county| {
        let (public, clerk) = (Desk::public("192.0.2.1"), county.desk("zhangmin"));
        let sent = apply(&county.bureau, &public, &county.form(false), None).unwrap();
        let no = &sent.matter_no;
        let at = OwnMatter { matter_no: no.clone(), password: sent.query_password.clone(), version: sent.version };
        let file = Incoming { name: "身份证.png".into(), bytes: png("正面") };
        let exe = std::path::Path::new("/nonexistent");
        let kept = attach_own(&county.bureau, &public, (&at, 0), &file, exe, Some("k")).unwrap();
        assert_eq!(kept.len(), 2, "two members that have begun need it");
        assert_eq!(attach_own(&county.bureau, &public, (&at, 0), &file, exe, Some("k")), Ok(kept));
        attach_own(&county.bureau, &public, (&at, 2), &file, exe, None).unwrap();
        let early = Incoming { name: "健康证.png".into(), bytes: png("健康") };
        let ahead = attach_own(&county.bureau, &public, (&at, 4), &early, exe, Some("a")).unwrap();
        assert_eq!(attach_own(&county.bureau, &public, (&at, 4), &early, exe, Some("a")), Ok(ahead.clone()));
        let nobody = attach_own(&county.bureau, &public, (&at, 40), &early, exe, None);
        assert_eq!(nobody, Err(Failure::NotFound), "there is no such material");
        let seen = view(&county.bureau, &clerk, no).unwrap().ahead;
        let short: Vec<(&str, &str)> = seen.iter().map(|f| (f.material.as_str(), f.name.as_str())).collect();
        assert_eq!(short, [("健康证明", "健康证.png")], "the window sees it before anybody has begun");
        let out = open_ahead(&county.bureau, &clerk, no, seen[0].id).unwrap();
        assert!(out.bytes.windows(6).any(|w| w == "健康".as_bytes()));
        let part = open_ahead(&county.bureau, &county.desk("wangfang"), no, seen[0].id);
        assert!(matches!(part, Err(Failure::NotFound)), "{part:?}");
        let mine = own(&county.bureau, &public, &at).unwrap();
        assert_eq!(mine.files[&4], ["健康证.png"]);
        assert_eq!(mine.files[&0], ["身份证.png"], "in two cases, one file to whoever handed it in");
        assert_eq!(mine.listed.materials[2].material.name, "平面图");
        assert_eq!((mine.answers["floors"].as_str(), mine.version), ("2", sent.version + 1));
        let tail = OwnMatter { password: "8000".into(), ..at.clone() };
        assert!(own(&county.bureau, &public, &tail).is_err(), "the end of the mobile does not open it");
        let all = MaterialsForm { materials: (0..9).collect(), ..MaterialsForm::default() };
        accept(&county.bureau, &clerk, (&county.at(no), &all), None).unwrap();
        let means = |member: &str| county.case(no, member).materials.iter().map(|m| m.means).collect::<Vec<_>>();
        assert_eq!((means(FIRM), means(FIRE)), (vec![Means::Upload, Means::Paper], vec![Means::Upload; 2]));
        county.decided(no, FIRM, true);
        county.decided(no, FIRE, true);
        county.job();
        assert_eq!(means(FOOD), [Means::Upload, Means::Certificate, Means::Upload]);
        let (food, approver) = (county.case(no, FOOD), county.desk("zhaolei"));
        let there = case_files(&county.bureau, &approver, food.no.as_str()).unwrap().files;
        let mut places: Vec<Option<u16>> = there.iter().map(|f| f.place).collect();
        places.sort_unstable();
        assert_eq!(places, [Some(0), Some(2)], "the plan is none of its business");
        assert_eq!(view(&county.bureau, &clerk, no).unwrap().ahead, [], "it lies with its case now");
        let there: Vec<_> = there.into_iter().filter(|f| f.place == Some(0)).collect();
        let taken = open_file(&county.bureau, &approver, food.no.as_str(), there[0].id).unwrap();
        assert!(taken.name.contains("身份证"), "{}", taken.name);
        assert!(taken.bytes.windows(6).any(|w| w == "正面".as_bytes()), "the same bytes");
        let fire = county.case(no, FIRE);
        let foreign = open_file(&county.bureau, &approver, fire.no.as_str(), there[0].id);
        assert!(matches!(foreign, Err(Failure::NotFound)), "{foreign:?}");
        county.sound();
    });
}

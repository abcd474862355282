//! Applications on their way down: handed on once, read by the receiver alone, one case each whatever the network does, and
//! their states on the way back.

use std::collections::BTreeMap;

use domain::{
    base::Region,
    publication::exchange::{MessageKind, Peer, PublishState},
};
use services::{
    Failure,
    cases::{PushForm, PushedMaterial},
    journal::seal,
    publication::exchange::{
        HandRefusal, HandedView, collect, hand_over, handed, handed_list, push, take_package, write_package,
    },
};
use store::publication as rows;

use crate::exchange::{Node, Wire, desk, pairs, push_all};

const NAME: &str = "张三丰";
const PHONE: &str = "13800138000";

fn form(node: &Node, number: &str, item: &str) -> PushForm {
    PushForm {
        number: number.into(),
        item_code: item.into(),
        applicant: "person".into(),
        code: "990101199003078578".into(),
        name: NAME.into(),
        phone: PHONE.into(),
        submitted_at: node.bureau.now() - jiff::SignedDuration::from_hours(3),
        ..PushForm::default()
    }
}

fn hand(province: &Node, form: &PushForm) -> HandedView {
    hand_over(&province.bureau, &desk(), "990101", form).unwrap()
}

/// Fetches until nothing is left.
fn collect_all(county: &Node, wire: &Wire<'_>, above: &Peer) {
    for _ in 0..60 {
        if collect(&county.bureau, wire, above).unwrap().fault.is_none() {
            return;
        }
    }
    panic!("it never ended");
}

/// Cases of the county by the number they have above.
fn cases(county: &Node) -> BTreeMap<String, String> {
    let list = ["SL-1", "SL-2", "SL-3"];
    let known = |tx: &mut store::Tx<'_>| store::cases::known_cases(tx, county.bureau.region(), "990000", list);
    let found = county.db.db.read(known).unwrap();
    let mut out = BTreeMap::new();
    for (no, known) in found {
        let case = county.db.db.read(|tx| store::cases::case(tx, county.bureau.region(), known.id)).unwrap().unwrap().0;
        out.insert(no, case.no.to_string());
    }
    out
}

/// Everything that a node keeps of messages and of what it handed on.
fn kept(node: &Node) -> String {
    let there = |code: &str| Region::parse(code).unwrap();
    let mut out = String::new();
    for code in ["990000", "990101"] {
        for way in [rows::Direction::In, rows::Direction::Out] {
            let of = (&there(code), way);
            let found = node.db.db.read(|tx| rows::messages(tx, node.bureau.region(), of, 0, 99)).unwrap();
            for one in found {
                out.push_str(&one.message.body);
                out.push_str(&one.answer.map(|a| a.text).unwrap_or_default());
            }
        }
    }
    out
}

#[test]
fn one_case_each_and_its_state_comes_back() {
    for (county, province, above, _) in pairs() {
        let first = form(&province, "SL-1", "A000");
        assert_eq!(hand(&province, &first).handed.state, PublishState::NotSent);
        assert_eq!(hand(&province, &first).handed.version, 1, "handed on twice, it goes down once");
        let other = PushForm { phone: "13900139000".into(), ..first.clone() };
        let refused = hand_over(&province.bureau, &desk(), "990101", &other);
        assert!(matches!(refused, Err(Failure::Refused(HandRefusal::Rule(_)))), "{refused:?}");
        hand(&province, &form(&province, "SL-2", "A001"));
        hand(&province, &form(&province, "SL-3", "没有这个事项"));
        collect_all(&county, &Wire::new(&province.bureau, true), &above);

        let opened = cases(&county);
        assert_eq!(opened.keys().map(String::as_str).collect::<Vec<_>>(), ["SL-1", "SL-2"], "{}", county.db.name);
        let view = |number: &str| handed(&province.bureau, &desk(), "990101", number).unwrap();
        assert_eq!(
            (view("SL-1").handed.state, &view("SL-1").handed.case_no),
            (PublishState::Accepted, &opened["SL-1"])
        );
        let back = view("SL-3").handed;
        assert_eq!((back.state, back.case_no.as_str()), (PublishState::Rejected, ""));
        assert!(back.reason.contains("不在本县事项库里"), "{}", back.reason);

        // What came back is mended under the same number, and goes down again.
        assert_eq!(hand(&province, &form(&province, "SL-3", "A002")).handed.version, 2);
        collect_all(&county, &Wire::new(&province.bureau, false), &above);
        assert_eq!(cases(&county).len(), 3);

        // Nobody's name in what is kept, on either side, and nothing left to be opened.
        for node in [&county, &province] {
            let text = kept(node);
            assert!(text.contains("SL-1") && !text.contains(NAME) && !text.contains(PHONE), "{}", node.db.name);
        }
        let code = Region::parse("990101").unwrap();
        for number in ["SL-1", "SL-2", "SL-3"] {
            let of = (&code, number);
            let left = province.db.db.read(|tx| rows::enclosure(tx, province.bureau.region(), of)).unwrap();
            assert_eq!(left, None, "{number} was answered");
        }

        // The case's state goes up with the cases.
        assert!(view("SL-1").case.is_none());
        seal(&county.bureau).unwrap();
        push_all(&county.bureau, &Wire::new(&province.bureau, false), &above);
        let seen = view("SL-1");
        let said = |name: &str| seen.of_case(province.bureau.region(), name);
        assert_eq!((said("apply_no"), said("handle_state")), ("SL-1".into(), "submitted".into()));
        assert_eq!(handed_list(&province.bureau, &desk(), (None, Some(PublishState::Accepted))).unwrap().len(), 3);
        county.sound();
        province.sound();
    }
}

#[test]
fn what_is_wrong_is_said_before_it_is_sent_or_by_the_county() {
    for (county, province, above, _) in pairs() {
        let fields = |form: &PushForm, to: &str| match hand_over(&province.bureau, &desk(), to, form) {
            Err(Failure::Refused(HandRefusal::Fields(flaws))) => flaws.iter().map(|f| f.field).collect::<Vec<_>>(),
            other => panic!("{other:?}"),
        };
        let good = form(&province, "SL-1", "A000");
        let bad = PushForm { number: " ".into(), item_code: String::new(), phone: "1".into(), ..good.clone() };
        assert_eq!(fields(&bad, "990101"), ["number", "item_code", "phone"]);
        for to in ["990102", "x", "990000"] {
            let refused = hand_over(&province.bureau, &desk(), to, &good);
            assert!(matches!(refused, Err(Failure::Refused(HandRefusal::Node(_)))), "{to}");
        }
        // A county pushes nothing to its province.
        let upward = hand_over(&county.bureau, &desk(), "990000", &good);
        assert!(matches!(upward, Err(Failure::Refused(HandRefusal::Node(_)))));
        // What only the county can know comes back with its reason, and no number of the county is used up by it.
        let old = good.submitted_at - jiff::SignedDuration::from_hours(24 * 400);
        let material = PushedMaterial { name: "没有这种材料".into(), source: "self".into() };
        hand(&province, &PushForm { submitted_at: old, ..good.clone() });
        hand(&province, &PushForm { number: "SL-2".into(), materials: vec![material], ..good.clone() });
        hand(&province, &form(&province, "SL-3", "A001"));
        collect_all(&county, &Wire::new(&province.bureau, false), &above);
        let reason = |number: &str| handed(&province.bureau, &desk(), "990101", number).unwrap().handed.reason;
        assert!(reason("SL-1").contains("早于一年前") && reason("SL-2").contains("办事指南里没有"));
        let opened = cases(&county);
        assert_eq!(opened.len(), 1);
        assert!(opened["SL-3"].ends_with("1"), "{opened:?}: the first number of the day");
        county.sound();
        province.sound();
    }
}

#[test]
fn a_message_without_its_enclosure_or_with_another_opens_nothing() {
    for (county, province, above, below) in pairs() {
        hand(&province, &form(&province, "SL-1", "A000"));
        let (package, messages) = write_package(&province.bureau, &below).unwrap();
        assert_eq!(messages, 1);
        assert!(!package.contains(NAME) && !package.contains(PHONE), "a lost medium tells nothing");
        // Somebody on the way puts another enclosure in.
        let mut lines: Vec<serde_json::Value> =
            package.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        let sealed = store::vault::seal_to(&above.public_key, b"{}", &testkit::rng()).unwrap();
        lines[1]["message"]["enclosures"]["SL-1"] = store::hex(&sealed).into();
        let altered: String = lines.iter().map(|line| format!("{line}\n")).collect();
        let taken = take_package(&county.bureau, &altered).unwrap();
        assert_eq!((taken.messages, cases(&county).len()), (1, 0));
        take_package(&province.bureau, &taken.reply).unwrap();
        let back = handed(&province.bureau, &desk(), "990101", "SL-1").unwrap().handed;
        assert_eq!(back.reason, "随附的申请内容和摘要对不上");
        // Handed on again it arrives, by file as well; the same package twice opens one case.
        hand(&province, &form(&province, "SL-1", "A000"));
        let (package, _) = write_package(&province.bureau, &below).unwrap();
        let taken = take_package(&county.bureau, &package).unwrap();
        assert_eq!(take_package(&county.bureau, &package).unwrap().known, 1);
        take_package(&province.bureau, &taken.reply).unwrap();
        assert_eq!(cases(&county).len(), 1);
        let held = rows::held_counts;
        let counts = county.db.db.read(|tx| held(tx, county.bureau.region())).unwrap();
        let kind = MessageKind::Applications.as_str().to_owned();
        assert_eq!(counts.get(&("990000".to_owned(), kind)), Some(&1));
        assert_eq!(push(&province.bureau, &Wire::new(&county.bureau, false), &below).unwrap().messages, 0);
        county.sound();
        province.sound();
    }
}

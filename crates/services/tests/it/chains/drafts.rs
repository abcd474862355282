//! An application under a chain that is being filled in: its ticket's alone, looked through, sent in once, gone in time.

use domain::{chains::MatterStage, people::Desk};
use services::{
    Failure,
    chains::matters::{
        DraftRefusal, DraftTicket, MatterDraft, MatterForm, MatterRefusal, draft_number, drop_draft, keep_draft,
        look_through_draft, open_draft, send_draft, take_draft,
    },
};

use super::{intake::on_every_engine_owned, *};

fn public() -> Desk {
    Desk::public("192.0.2.1")
}

#[test]
fn a_draft_is_opened_by_its_ticket_alone_and_becomes_one_matter() {
    on_every_engine_owned(|county| {
        let half = MatterForm { answers: BTreeMap::new(), phone: String::new(), ..county.form(true) };
        let ticket = keep_draft(&county.bureau, &public(), (None, &half), None).unwrap();
        let open = |ticket: &DraftTicket| open_draft(&county.bureau, &public(), ticket).unwrap();
        assert_eq!(open(&ticket), Some(MatterDraft::Filling(half.clone())));
        let guessed = DraftTicket { secret: "x".into(), ..ticket.clone() };
        assert_eq!(open(&guessed), None);
        drop_draft(&county.bureau, &public(), &guessed).unwrap();
        let lacking = look_through_draft(&county.bureau, &public(), &half).unwrap_err();
        match lacking {
            Failure::Refused(MatterRefusal::Fields(applicant, answers)) => {
                assert_eq!(applicant.iter().map(|f| f.field).collect::<Vec<_>>(), ["phone"]);
                assert!(answers.iter().any(|f| f.key == "shop_name"), "{answers:?}");
            }
            other => panic!("{other}"),
        }
        let whole = county.form(false);
        assert_eq!(keep_draft(&county.bureau, &public(), (Some(&ticket), &whole), None).unwrap(), ticket);
        let seen = look_through_draft(&county.bureau, &public(), &whole).unwrap();
        let members: Vec<&str> = seen.members.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(members, ["企业登记", "消防检查", "食品经营许可"], "no sign is wanted");
        assert!(
            seen.due_on.is_some() && seen.materials.iter().all(|m| m.ticked && !m.certified),
            "{:?}",
            seen.materials
        );
        assert_eq!(county.db.db.read(|tx| store::chains::matter_counts(tx, county.bureau.region(), None)), Ok(vec![]));

        let sent = send_draft(&county.bureau, &public(), &ticket).unwrap();
        assert_eq!(send_draft(&county.bureau, &public(), &ticket).unwrap(), sent, "asked again, the same matter");
        assert_eq!(open(&ticket), Some(MatterDraft::Sent(sent.clone())));
        assert_eq!(county.filed(&sent.matter_no).stage(), MatterStage::Received);
        let next = keep_draft(&county.bureau, &public(), (Some(&ticket), &half), None).unwrap();
        assert_ne!(next.id, ticket.id, "what was sent is not filled in again");
        drop_draft(&county.bureau, &public(), &next).unwrap();
        assert_eq!(send_draft(&county.bureau, &public(), &next), Err(Failure::NotFound));
        county.sound();
    });
}

#[test]
fn a_draft_goes_on_elsewhere_by_number_and_password_in_one_browser_at_a_time() {
    on_every_engine_owned(|county| {
        let half = MatterForm { phone: String::new(), ..county.form(true) };
        let ticket = keep_draft(&county.bureau, &public(), (None, &half), None).unwrap();
        let number = draft_number(&county.bureau, &public(), &ticket).unwrap().unwrap();
        assert!(number.no.starts_with('C') && number.password.len() == 8, "{number:?}");
        let take = |no: &str, password: &str| {
            take_draft(&county.bureau, &Desk::public("192.0.2.9"), (no, password)).map_err(|f| f.to_string())
        };
        assert!(take(&number.no, "00000000").is_err() && take("L1", &number.password).is_err());
        let (elsewhere, chain) = take(&number.no.to_lowercase(), &number.password).unwrap();
        assert_eq!((elsewhere.id, &chain), (ticket.id, &half.chain));
        let open = |ticket: &DraftTicket| open_draft(&county.bureau, &public(), ticket).unwrap();
        assert_eq!((open(&ticket), open(&elsewhere)), (None, Some(MatterDraft::Filling(half))));
        keep_draft(&county.bureau, &public(), (Some(&elsewhere), &county.form(false)), None).unwrap();
        assert_eq!(draft_number(&county.bureau, &public(), &elsewhere).unwrap(), Some(number.clone()), "it stays");
        send_draft(&county.bureau, &public(), &elsewhere).unwrap();
        assert!(take(&number.no, &number.password).is_err(), "what was sent has a number of its own");
        county.sound();
    });
}

#[test]
fn one_address_begins_no_more_than_the_county_lets_it() {
    on_every_engine_owned(|county| {
        let begin = |from: &str| keep_draft(&county.bureau, &Desk::public(from), (None, &county.form(true)), None);
        let most = services::cases::case_rules().drafts_per_address;
        let first = begin("192.0.2.1").unwrap();
        for _ in 1..most {
            begin("192.0.2.1").unwrap();
        }
        assert_eq!(begin("192.0.2.1"), Err(Failure::Refused(DraftRefusal::TooMany(most))));
        let on = keep_draft(&county.bureau, &public(), (Some(&first), &county.form(false)), None);
        assert_eq!(on, Ok(first), "one that is begun is kept on");
        assert!(begin("192.0.2.2").is_ok(), "another address");
        county.days(2);
        assert!(begin("192.0.2.1").is_ok(), "another day");
    });
}

#[test]
fn drafts_that_nobody_comes_back_to_go() {
    on_every_engine_owned(|county| {
        let ticket = keep_draft(&county.bureau, &public(), (None, &county.form(true)), Some("k")).unwrap();
        let again = keep_draft(&county.bureau, &public(), (None, &county.form(true)), Some("k")).unwrap();
        assert_eq!(again, ticket, "a double click begins one");
        county.days(60);
        county.job();
        assert!(open_draft(&county.bureau, &public(), &ticket).unwrap().is_some());
        county.days(1);
        county.job();
        assert_eq!(open_draft(&county.bureau, &public(), &ticket).unwrap(), None);
    });
}

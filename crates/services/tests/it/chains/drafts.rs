//! An application under a chain that is being filled in: its ticket's alone, looked through, sent in once, gone in time.

use domain::{chains::MatterStage, people::Desk};
use services::{
    Failure,
    chains::matters::{
        DraftTicket, MatterDraft, MatterForm, MatterRefusal, drop_draft, keep_draft, look_through_draft, open_draft,
        send_draft,
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
        assert!(seen.due_on.is_some() && seen.materials.iter().all(|(_, here)| *here), "{:?}", seen.materials);
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

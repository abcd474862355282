//! The list of matters over HTTP.

use axum::extract::State;
use domain::{
    chains::MatterStage,
    people::{Act, authorise},
};
use services::{
    cases::Outlook,
    chains::{
        matters::{MatterListForm, MatterWorkLine, list},
        offered_names,
    },
};

use super::{
    MatterListPage, MatterRow,
    api::{after, key},
};
use crate::{
    base::paths,
    cases::{WorkCount, day, mark},
    door::{App, Oops, Query, Reply, Seat, address, blocking, show},
};

/// Lines of one page.
const PAGE: u32 = 50;

pub(crate) async fn page(State(app): State<App>, seat: Seat, query: Query) -> Reply {
    let stage = MatterStage::parse(&query.text("stage"));
    let form = MatterListForm { stage, after: after(&query.text("after")), limit: PAGE, ..MatterListForm::default() };
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    let takes_in = authorise(&seat.desk, Act::CaseAccept, None).is_ok();
    let (found, offers) = blocking(move || -> Result<_, Oops> {
        let offers = if takes_in { offered_names(&bureau).map_err(|e| Oops::broken(&e))? } else { Vec::new() };
        Ok((list(&bureau, &desk, &form)?, offers))
    })
    .await??;
    let count = |s: MatterStage| WorkCount {
        href: address(paths::MATTERS, &[("stage", s.as_str())]),
        label: s.label().to_owned(),
        count: found.counts.iter().find(|(word, _)| word == s.as_str()).map_or(0, |(_, n)| *n),
        current: stage == Some(s),
    };
    let today = app.bureau().today();
    let row = |line: &MatterWorkLine| MatterRow {
        href: paths::matter(&line.matter_no),
        number: line.matter_no.clone(),
        chain: line.chain_name.clone(),
        applicant: line.applicant.clone(),
        lead: line.lead.clone(),
        stage: line.stage.label().to_owned(),
        received: day(line.received_on, today),
        deadline: mark(match line.stage {
            MatterStage::Finished | MatterStage::Delivered => Outlook::Stopped,
            MatterStage::Received | MatterStage::CorrectionAsked | MatterStage::InHand => line.outlook,
        }),
    };
    let next = found.next.as_ref().map(|from| {
        address(paths::MATTERS, &[("stage", stage.map_or("", MatterStage::as_str)), ("after", &key(from))])
    });
    show(&MatterListPage {
        frame: app.frame(&seat, "一件事办件"),
        counts: MatterStage::ALL.into_iter().map(count).collect(),
        rows: found.lines.iter().map(row).collect(),
        next,
        offers: offers.iter().map(|c| (paths::chain_page(&c.code, "accept"), c.name.clone())).collect(),
    })
}

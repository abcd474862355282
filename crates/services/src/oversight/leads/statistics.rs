//! Leads by outcome (处置统计): how many of each detector were upheld, how many explained, and the threshold that would
//! have spared the false ones. A proposal, nothing moves by itself.

use domain::{
    base::Ratio,
    oversight::{
        detectors::Detector,
        leads::{Proposal, Tally, propose, tally},
    },
    people::{Act, Desk},
};
use store::oversight::{self as rows, LeadFilter};

use crate::{Bureau, Failure, Never, oversight::detectors::current_profile};

/// One detector's leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DetectorTally {
    /// Which.
    pub detector: Detector,
    /// Its leads.
    pub tally: Tally,
    /// 误报率; `None` = nothing is settled.
    pub false_share: Option<Ratio>,
    /// A threshold that would have done better; `None` = none is proposed.
    pub proposal: Option<Proposal>,
}

/// All detectors in their order, those without a lead too.
pub fn statistics(bureau: &Bureau, desk: &Desk) -> Result<Vec<DetectorTally>, Failure<Never>> {
    bureau.may(desk, Act::LeadDetect)?;
    let profile = current_profile(bureau, desk)?;
    let all =
        bureau.db().read(|tx| rows::tracked_leads(tx, bureau.region(), &LeadFilter::default(), None, i64::MAX))?;
    let counted = tally(all.iter().map(|l| (l.lead.detector, l.stage.upheld())));
    let one = |detector: Detector| {
        let tally = counted.get(&detector).copied().unwrap_or_default();
        let settled: Vec<(u64, bool)> = all
            .iter()
            .filter(|l| l.lead.detector == detector)
            .filter_map(|l| Some((l.lead.part, l.stage.upheld()?)))
            .collect();
        DetectorTally {
            detector,
            tally,
            false_share: tally.false_share(),
            proposal: propose(&settled, profile.setting(detector).at_least),
        }
    };
    Ok(Detector::ALL.into_iter().map(one).collect())
}

//! Handing a result out as JSON (送达接口): one of [`super::api_acts`].

use domain::people::Desk;
use serde::Deserialize;
use services::{
    Bureau,
    cases::{self, CaseRef, DeliverForm, DeliverRefusal},
};

use super::api_acts::{Deed, Done, Wrong};
use crate::door::Whole;

impl From<DeliverRefusal> for Wrong {
    fn from(refusal: DeliverRefusal) -> Self {
        match refusal {
            DeliverRefusal::Rule(rule) => Self::Rule(rule),
            DeliverRefusal::Way => Self::Fields(vec![("way", refusal.to_string())]),
            DeliverRefusal::Both => Self::Fields(vec![("receiver", refusal.to_string())]),
        }
    }
}

/// 送达.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Deliver {
    version: Whole,
    way: String,
    #[serde(default)]
    receiver: String,
    #[serde(default)]
    by_applicant: bool,
}

impl Deed for Deliver {
    const FIELDS: &'static [(&'static str, &'static str)] = &[("receiver_missing", "receiver")];

    fn version(&self) -> i64 {
        self.version.0
    }

    fn act(self, bureau: &Bureau, desk: &Desk, at: &CaseRef, key: Option<&str>) -> Done {
        let form = DeliverForm {
            case_no: at.case_no.clone(),
            version: at.version,
            way: self.way,
            receiver: self.receiver,
            by_applicant: self.by_applicant,
        };
        cases::deliver(bureau, desk, &form, key).map_err(|f| f.map(Wrong::from))
    }
}

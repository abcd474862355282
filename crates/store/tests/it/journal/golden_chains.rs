//! Frozen texts of the events of chains.

use domain::{
    base::ChainId,
    chains::{begin_chain, publish_chain, stop_chain},
};
use store::{
    chains::{chain_change, version_change},
    journal::{Entry, Stream},
};
use testkit::{region, stamp};

use super::golden::frozen;

#[test]
fn the_text_of_an_event_of_a_chain_never_changes() {
    let (record, event) = begin_chain(ChainId::new(6), crate::chains::a_chain("YJS001", "开办餐饮店")).unwrap();
    let of_chain = Stream::chain(record.id);
    frozen(
        "chain_drafted",
        &Entry::new(of_chain.clone(), 0, "chain.drafted", &event).with(chain_change(&region(), &record)),
    );
    let (record, event) = publish_chain(record, Vec::new()).unwrap();
    let version = version_change(&region(), record.id, record.in_force.as_ref().unwrap(), stamp().happened_at);
    let entry = Entry::new(of_chain.clone(), 0, "chain.published", &event).with(chain_change(&region(), &record));
    frozen("chain_published", &entry.with(version));
    let (record, event) = stop_chain(record, "上级已整合").unwrap();
    frozen("chain_stopped", &Entry::new(of_chain, 0, "chain.stopped", &event).with(chain_change(&region(), &record)));
}

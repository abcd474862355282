//! The list of chains: drafts and versions read back, codes are found in order, a rebuilt table is the same.

mod drafts;
mod matters;

pub(crate) use matters::a_matter;

use domain::{
    base::{ChainId, DepartmentId, ItemId},
    cases::ApplicantKind,
    chains::{
        Chain, ChainRecord, ChainState, Member, MemberItem, Office, OnDenial, Overrides, begin_chain, publish_chain,
        redraft_chain, stop_chain,
    },
};
use store::{
    Database,
    chains::{
        chain_by_code, chain_change, chain_record, chain_records, chain_version, last_code, offered_lines,
        offered_names, version_change,
    },
    journal::{Stream, verify},
};
use testkit::{on_every_engine, region, stamp};

use crate::common::put;

pub(crate) fn a_chain(code: &str, name: &str) -> Chain {
    let office = Office { id: DepartmentId::new(1), name: "县市场监管局".into() };
    let member = |key: &str, id: i64, after: &[&str]| Member {
        key: key.into(),
        item: MemberItem {
            id: ItemId::new(id),
            version: 1,
            code: format!("item-{id}"),
            name: format!("事项{id}"),
            office: office.clone(),
        },
        condition: None,
        after: after.iter().map(|a| (*a).to_owned()).collect(),
        brings: Vec::new(),
        denied: OnDenial::FollowersStop,
    };
    Chain {
        code: code.into(),
        version: 1,
        name: name.into(),
        purpose: "一次办齐".into(),
        lead: office.clone(),
        applicants: vec![ApplicantKind::Person],
        members: vec![member("m1", 1, &[]), member("m2", 2, &["m1"])],
        questions: Vec::new(),
        fields: Overrides::default(),
        materials: Overrides::default(),
    }
}

fn keep(db: &Database, record: &ChainRecord) {
    let mut changes = vec![chain_change(&region(), record)];
    if let Some(chain) = &record.in_force {
        changes.push(version_change(&region(), record.id, chain, stamp().happened_at));
    }
    put(db, &Stream::chain(record.id), changes);
}

#[test]
fn a_chain_reads_back_in_every_state() {
    on_every_engine(|t| {
        let read = |id: i64| t.db.read(|tx| chain_record(tx, &region(), ChainId::new(id))).unwrap();
        assert_eq!(read(7), None);
        let (record, _) = begin_chain(ChainId::new(7), a_chain("YJS001", "开办餐饮店")).unwrap();
        keep(&t.db, &record);
        assert_eq!(read(7), Some(record.clone()));
        let (record, _) = publish_chain(record, Vec::new()).unwrap();
        keep(&t.db, &record);
        assert_eq!(read(7), Some(record.clone()));
        let (record, _) = redraft_chain(record, a_chain("YJS001", "开餐馆")).unwrap();
        keep(&t.db, &record);
        assert_eq!(read(7).map(|r| r.state()), Some(ChainState::Changing));
        let offered = || -> Vec<(String, String)> {
            let names = t.db.read(|tx| offered_names(tx, &region())).unwrap();
            names.into_iter().map(|n| (n.code, n.name)).collect()
        };
        assert_eq!(offered(), [("YJS001".to_owned(), "开办餐饮店".to_owned())], "not as the draft calls it");
        let (record, _) = publish_chain(record, Vec::new()).unwrap();
        keep(&t.db, &record);
        assert_eq!(offered(), [("YJS001".to_owned(), "开餐馆".to_owned())]);
        let lines = t.db.read(|tx| offered_lines(tx, &region())).unwrap();
        let members = a_chain("YJS001", "开餐馆").members.len() as u64;
        let told: Vec<_> = lines.iter().map(|l| (l.code.as_str(), l.name.as_str(), l.members)).collect();
        assert_eq!(told, [("YJS001", "开餐馆", members)]);
        let (record, _) = stop_chain(record, "").unwrap();
        keep(&t.db, &record);
        assert_eq!(offered(), []);
        assert_eq!(read(7), Some(record.clone()));
        assert_eq!(t.db.read(|tx| chain_by_code(tx, &region(), "YJS001")), Ok(Some(record)));
        let version = |n| t.db.read(|tx| chain_version(tx, &region(), ChainId::new(7), n)).unwrap();
        assert_eq!(version(1).map(|c| c.name), Some("开办餐饮店".to_owned()), "what was applied for goes on by it");
        assert_eq!(version(2).map(|c| c.name), Some("开餐馆".to_owned()));
        assert_eq!(version(3), None);
        assert_eq!(t.db.read(|tx| verify(tx, &region())).unwrap().findings, []);
    });
}

#[test]
fn the_list_and_the_last_code_are_in_order() {
    on_every_engine(|t| {
        let last = |prefix: &'static str| t.db.read(|tx| last_code(tx, &region(), prefix)).unwrap();
        assert_eq!(last("YJS"), None);
        for (id, code) in [(1, "YJS002"), (2, "YJS010"), (3, "SHENG7"), (4, "YJS001")] {
            keep(&t.db, &begin_chain(ChainId::new(id), a_chain(code, "某件事")).unwrap().0);
        }
        assert_eq!(last("YJS"), Some("YJS010".into()));
        let codes: Vec<String> =
            t.db.read(|tx| chain_records(tx, &region())).unwrap().into_iter().map(|r| r.code).collect();
        assert_eq!(codes, ["SHENG7", "YJS001", "YJS002", "YJS010"]);
    });
}

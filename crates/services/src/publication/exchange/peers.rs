//! Registering nodes (对接节点登记): by hand, because whose key it is must be told by people.

use domain::{
    base::Region,
    people::{Act, Desk},
    publication::{
        Listed,
        exchange::{NodeKey, Peer, PeerFlaw, PeerWanted, key_versions},
    },
};
use store::{
    StoreError, Tx,
    journal::{self, Entry, Stream},
    publication as rows,
    vault::is_public_key,
};

use crate::{Bureau, Failure, Never};

/// Why a node is not registered.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PeerRefusal {
    /// Everything wrong with it.
    #[error("有 {} 处需要修改：{}", .0.len(), .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("；"))]
    Fields(Vec<PeerFlaw>),
}

/// The public key that other nodes register for this one.
pub fn own_key(bureau: &Bureau, desk: &Desk) -> Result<String, Failure<Never>> {
    bureau.may(desk, Act::ExchangeView)?;
    Ok(bureau.vault().public_key())
}

/// The keys under which a node was registered, the first first: what the journal says of its registrations.
pub(super) fn keys_of(tx: &mut Tx<'_>, region: &Region, code: &Region) -> Result<Vec<NodeKey>, StoreError> {
    let history = journal::history(tx, region, &Stream::peer(code))?;
    let key = |event: &journal::EventRow| {
        let public_key = event.facts.get("public_key")?.as_str()?.to_owned();
        Some(NodeKey { public_key, since: event.entered_at })
    };
    Ok(key_versions(history.iter().filter_map(key)))
}

/// This node's own keys, the first first.
pub(super) fn own_keys(tx: &mut Tx<'_>, region: &Region) -> Result<Vec<NodeKey>, StoreError> {
    let keys = store::base::signing_keys(tx, region)?;
    Ok(key_versions(keys.into_iter().map(|(since, public_key)| NodeKey { public_key, since })))
}

/// All registered nodes, those above first.
pub fn peers(bureau: &Bureau, desk: &Desk) -> Result<Vec<Peer>, Failure<Never>> {
    bureau.may(desk, Act::ExchangeView)?;
    Ok(bureau.db().read(|tx| rows::peers(tx, bureau.region()))?)
}

/// Registers a node, or changes what is registered.
pub fn set_peer(
    bureau: &Bureau,
    desk: &Desk,
    wanted: &PeerWanted,
    listed: &Listed,
    key: Option<&str>,
) -> Result<Peer, Failure<PeerRefusal>> {
    let role = bureau.may(desk, Act::PeerEdit)?;
    let (region, stamp) = (*bureau.region(), desk.stamp(bureau.now(), role));
    let command = bureau.command(desk, "exchange.peer", key, wanted);
    let (form, listed) = (wanted.clone(), listed.clone());
    let done = bureau.db().commit(command, move |tx| -> Result<String, Failure<PeerRefusal>> {
        let was = match Region::parse(&form.code) {
            Ok(code) => rows::peer(tx, &region, &code)?,
            Err(_) => None,
        };
        let (peer, event) = Peer::set(&region, was.as_ref(), &form, &listed, is_public_key)
            .map_err(|flaws| Failure::Refused(PeerRefusal::Fields(flaws)))?;
        let stream = Stream::peer(&peer.code);
        let head = journal::head(tx, &region, &stream)?;
        let entry = Entry::new(stream, head, "exchange.peer_set", &event).with(rows::peer_change(&region, &peer));
        journal::append(tx, &region, &stamp, entry)?;
        Ok(peer.code.as_str().to_owned())
    })?;
    let code = Region::parse(&done.value).map_err(|_| Failure::NotFound)?;
    bureau.db().read(|tx| rows::peer(tx, &region, &code))?.ok_or(Failure::NotFound)
}

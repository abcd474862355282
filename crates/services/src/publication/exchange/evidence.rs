//! Evidence (留底): every message of both directions with its answer, as they were signed, and their check without the
//! program's database: signatures, digests, and that no number is missing.

use std::collections::BTreeMap;

use domain::{
    base::Region,
    publication::exchange::{Acknowledgement, ChainEnd, EnvelopeFlaw, Follow, NodeKey, SignedMessage, follow, key_on},
};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use store::{
    StoreError,
    publication::{self as rows, Direction},
};

use super::{
    peers::{keys_of, own_keys},
    sign::{Signed, is_of, is_sealed_by},
};
use crate::{Bureau, base::county};

/// The form of evidence files written now.
const FORM: u32 = 1;
/// Messages read at once.
const PAGE: i64 = 200;

/// One line of an evidence file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "line", rename_all = "snake_case", deny_unknown_fields)]
pub enum Evidence {
    /// The first line: whose file, and whose keys.
    Node {
        /// The file's form.
        form: u32,
        /// Division code of whoever keeps it.
        node: String,
        /// Its name.
        name: String,
        /// Its public key.
        public_key: String,
        /// All of its keys, the first first, where it had several.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        keys: Vec<NodeKey>,
    },
    /// A registered node with its key.
    Peer {
        /// Its division code.
        code: String,
        /// Its name.
        name: String,
        /// Its public key.
        public_key: String,
        /// All of its keys, the first first, where it had several.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        keys: Vec<NodeKey>,
    },
    /// A message.
    Message {
        /// The other node.
        peer: String,
        /// `out` or `in`, seen from whoever keeps the file.
        direction: String,
        /// The message.
        message: Box<SignedMessage>,
        /// Its answer.
        answer: Option<Signed>,
        /// When it was sealed or taken in: the keys of that instant check it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        kept_at: Option<Timestamp>,
        /// When its answer was given or came.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        answered_at: Option<Timestamp>,
    },
}

/// What does not hold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct EvidenceFlaw {
    /// The other node.
    pub peer: String,
    /// `out` or `in`.
    pub direction: String,
    /// Number of the message; 0 = the file as a whole.
    pub seq: i64,
    /// In words.
    pub what: String,
}

/// What a check came to.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct EvidenceReport {
    /// Whose file.
    pub node: String,
    /// The newest keys by which it was checked, by division code: to be held against what was agreed upon.
    pub keys: BTreeMap<String, String>,
    /// Of nodes that had several keys all of them, the first first.
    pub key_versions: BTreeMap<String, Vec<NodeKey>>,
    /// Messages.
    pub messages: u64,
    /// Answers.
    pub answers: u64,
    /// Messages of ours without an answer.
    pub unanswered: u64,
    /// What does not hold.
    pub flaws: Vec<EvidenceFlaw>,
}

/// Writes all evidence, line by line.
pub fn evidence<E: From<StoreError>>(
    bureau: &Bureau,
    mut write: impl FnMut(&Evidence) -> Result<(), E>,
) -> Result<(), E> {
    let region = *bureau.region();
    let (node, public_key) = (region.as_str().to_owned(), bureau.vault().public_key());
    let several = |keys: Vec<NodeKey>| if keys.len() > 1 { keys } else { Vec::new() };
    let keys = several(bureau.db().read(|tx| own_keys(tx, &region))?);
    write(&Evidence::Node { form: FORM, node, name: county(bureau)?.name, public_key, keys })?;
    let peers = bureau.db().read(|tx| rows::peers(tx, &region))?;
    for peer in &peers {
        let (code, name, public_key) = (peer.code.as_str().to_owned(), peer.name.clone(), peer.public_key.clone());
        let keys = several(bureau.db().read(|tx| keys_of(tx, &region, &peer.code))?);
        write(&Evidence::Peer { code, name, public_key, keys })?;
    }
    for peer in &peers {
        for way in [Direction::Out, Direction::In] {
            let mut at = 0;
            loop {
                let some = bureau.db().read(|tx| rows::messages(tx, &region, (&peer.code, way), at, PAGE))?;
                let Some(last) = some.last() else { break };
                at = last.message.envelope.seq;
                for kept in some {
                    write(&Evidence::Message {
                        peer: peer.code.as_str().to_owned(),
                        direction: way.as_str().to_owned(),
                        message: Box::new(kept.message),
                        kept_at: Some(kept.kept_at),
                        answered_at: kept.answer.as_ref().map(|a| a.at),
                        answer: kept.answer.map(|a| Signed { text: a.text, signature: a.signature }),
                    })?;
                }
            }
        }
    }
    Ok(())
}

/// Checks evidence without a database. `trusted` keys, by division code, are the only ones of that node then, whatever the
/// file itself names; of several each is good.
pub fn check_evidence(
    lines: impl IntoIterator<Item = Evidence>,
    trusted: &BTreeMap<String, Vec<String>>,
) -> EvidenceReport {
    let mut check = Check { report: EvidenceReport::default(), trusted, known: BTreeMap::new(), ends: BTreeMap::new() };
    for line in lines {
        check.line(line);
    }
    let several = check.known.into_iter().filter(|(_, keys)| keys.len() > 1);
    check.report.key_versions = several.collect();
    if check.report.node.is_empty() {
        check.report.flaws.insert(0, flaw("", "", 0, "第一行不是节点信息，不知道是谁的留底"));
    }
    check.report
}

fn flaw(peer: &str, direction: &str, seq: i64, what: impl Into<String>) -> EvidenceFlaw {
    EvidenceFlaw { peer: peer.to_owned(), direction: direction.to_owned(), seq, what: what.into() }
}

struct Check<'a> {
    report: EvidenceReport,
    trusted: &'a BTreeMap<String, Vec<String>>,
    /// What the file says of each node's keys.
    known: BTreeMap<String, Vec<NodeKey>>,
    ends: BTreeMap<(String, String), ChainEnd>,
}

impl Check<'_> {
    fn line(&mut self, line: Evidence) {
        match line {
            Evidence::Node { form, node, public_key, keys, .. } => {
                if form != FORM {
                    self.report.flaws.push(flaw("", "", 0, format!("留底格式 {form} 不认识")));
                }
                self.know(node.clone(), public_key, keys);
                self.report.node = node;
            }
            Evidence::Peer { code, public_key, keys, .. } => self.know(code, public_key, keys),
            Evidence::Message { peer, direction, message, answer, kept_at, answered_at } => {
                let seq = message.envelope.seq;
                for what in self.message((&peer, &direction), (&message, kept_at), (answer.as_ref(), answered_at)) {
                    self.report.flaws.push(flaw(&peer, &direction, seq, what));
                }
            }
        }
    }

    fn know(&mut self, code: String, key: String, versions: Vec<NodeKey>) {
        let newest = self.trusted.get(&code).and_then(|keys| keys.last()).cloned().unwrap_or_else(|| key.clone());
        self.report.keys.insert(code.clone(), newest);
        let versions =
            if versions.is_empty() { vec![NodeKey { public_key: key, since: Timestamp::MIN }] } else { versions };
        self.known.insert(code, versions);
    }

    /// The keys by which what a node signed at an instant may be checked. An older file does not say when: any is good
    /// there.
    fn keys(&self, code: &str, at: Option<Timestamp>) -> Vec<&str> {
        if let Some(trusted) = self.trusted.get(code) {
            return trusted.iter().map(String::as_str).collect();
        }
        let Some(known) = self.known.get(code) else { return Vec::new() };
        match at {
            Some(at) => key_on(known, at).map(|key| key.public_key.as_str()).into_iter().collect(),
            None => known.iter().map(|key| key.public_key.as_str()).collect(),
        }
    }

    fn message(
        &mut self,
        (peer, way): (&str, &str),
        (message, kept_at): (&SignedMessage, Option<Timestamp>),
        (answer, answered_at): (Option<&Signed>, Option<Timestamp>),
    ) -> Vec<String> {
        let mut wrong = Vec::new();
        let (envelope, own) = (&message.envelope, self.report.node.clone());
        let (sender, receiver) =
            if way == Direction::Out.as_str() { (own.as_str(), peer) } else { (peer, own.as_str()) };
        self.report.messages += 1;
        if (envelope.from.as_str(), envelope.to.as_str()) != (sender, receiver) {
            wrong.push("信封上的收发双方与留底的方向不符".to_owned());
        }
        let digest = store::digest(envelope.text().as_bytes());
        if store::digest(message.body.as_bytes()) != envelope.body_digest {
            wrong.push(EnvelopeFlaw::Altered.to_string());
        }
        if !self.keys(sender, kept_at).iter().any(|key| is_sealed_by(key, message)) {
            wrong.push("签名与发信方当时的公钥对不上".to_owned());
        }
        let end = self.ends.entry((peer.to_owned(), way.to_owned())).or_default();
        match follow(end, envelope, &digest) {
            Ok(Follow::Next) => {}
            Ok(Follow::Again) => wrong.push("同一封留了两次".to_owned()),
            Err(e) => wrong.push(e.to_string()),
        }
        *end = ChainEnd { seq: envelope.seq, digest: digest.clone() };
        match answer {
            None if way == Direction::Out.as_str() => self.report.unanswered += 1,
            None => wrong.push("收了信却没有留回执".to_owned()),
            Some(signed) => {
                self.report.answers += 1;
                if !self.keys(receiver, answered_at).iter().any(|key| is_of(key, signed)) {
                    wrong.push("回执的签名与收信方当时的公钥对不上".to_owned());
                }
                let said = serde_json::from_str::<Acknowledgement>(&signed.text);
                if !said.is_ok_and(|a| a.seq == envelope.seq && a.digest == digest && a.by == receiver) {
                    wrong.push("回执说的不是这一封".to_owned());
                }
            }
        }
        wrong
    }
}

/// The division code under which a trusted key is given, as `990000=04ab…`.
pub fn trusted_key(text: &str) -> Option<(String, String)> {
    let (code, key) = text.split_once('=')?;
    let code = Region::parse(code).ok()?;
    let key = key.trim().to_ascii_lowercase();
    store::vault::is_public_key(&key).then(|| (code.as_str().to_owned(), key))
}

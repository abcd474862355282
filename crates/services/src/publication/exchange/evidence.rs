//! Evidence (留底): every message of both directions with its answer, as they were signed, and their check without the
//! program's database: signatures, digests, and that no number is missing.

use std::collections::BTreeMap;

use domain::{
    base::Region,
    publication::exchange::{Acknowledgement, ChainEnd, EnvelopeFlaw, Follow, SignedMessage, follow},
};
use serde::{Deserialize, Serialize};
use store::{
    StoreError,
    publication::{self as rows, Direction},
};

use super::sign::{Signed, is_of, is_sealed_by};
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
    },
    /// A registered node with its key.
    Peer {
        /// Its division code.
        code: String,
        /// Its name.
        name: String,
        /// Its public key.
        public_key: String,
    },
    /// A message.
    Message {
        /// The other node.
        peer: String,
        /// `out` or `in`, seen from whoever keeps the file.
        direction: String,
        /// The message.
        message: SignedMessage,
        /// Its answer.
        answer: Option<Signed>,
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
    /// Keys by which it was checked, by division code: to be held against what was agreed upon.
    pub keys: BTreeMap<String, String>,
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
    write(&Evidence::Node { form: FORM, node, name: county(bureau)?.name, public_key })?;
    let peers = bureau.db().read(|tx| rows::peers(tx, &region))?;
    for peer in &peers {
        let code = peer.code.as_str().to_owned();
        write(&Evidence::Peer { code, name: peer.name.clone(), public_key: peer.public_key.clone() })?;
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
                        message: kept.message,
                        answer: kept.answer.map(|a| Signed { text: a.text, signature: a.signature }),
                    })?;
                }
            }
        }
    }
    Ok(())
}

/// Checks evidence without a database. `trusted` keys, by division code, go before those that the file itself names.
pub fn check_evidence(lines: impl IntoIterator<Item = Evidence>, trusted: &BTreeMap<String, String>) -> EvidenceReport {
    let mut check = Check { report: EvidenceReport::default(), trusted, ends: BTreeMap::new() };
    for line in lines {
        check.line(line);
    }
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
    trusted: &'a BTreeMap<String, String>,
    ends: BTreeMap<(String, String), ChainEnd>,
}

impl Check<'_> {
    fn line(&mut self, line: Evidence) {
        match line {
            Evidence::Node { form, node, public_key, .. } => {
                if form != FORM {
                    self.report.flaws.push(flaw("", "", 0, format!("留底格式 {form} 不认识")));
                }
                self.know(node.clone(), public_key);
                self.report.node = node;
            }
            Evidence::Peer { code, public_key, .. } => self.know(code, public_key),
            Evidence::Message { peer, direction, message, answer } => {
                let seq = message.envelope.seq;
                for what in self.message(&peer, &direction, &message, answer.as_ref()) {
                    self.report.flaws.push(flaw(&peer, &direction, seq, what));
                }
            }
        }
    }

    fn know(&mut self, code: String, key: String) {
        let key = self.trusted.get(&code).cloned().unwrap_or(key);
        self.report.keys.insert(code, key);
    }

    fn key(&self, code: &str) -> &str {
        self.report.keys.get(code).map_or("", String::as_str)
    }

    fn message(&mut self, peer: &str, way: &str, message: &SignedMessage, answer: Option<&Signed>) -> Vec<String> {
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
        if !is_sealed_by(self.key(sender), message) {
            wrong.push("签名与发信方的公钥对不上".to_owned());
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
                if !is_of(self.key(receiver), signed) {
                    wrong.push("回执的签名与收信方的公钥对不上".to_owned());
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

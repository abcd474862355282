//! Signing and checking by the node's own key (SM2), and reading what was signed. What is signed is always the text as it
//! travels: nobody has to make the same JSON again to check it.

use std::collections::BTreeMap;

use domain::publication::exchange::{Envelope, EnvelopeFlaw, Peer, SignedMessage};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use store::vault::verify;

use crate::Bureau;

/// A text with a signature over it, as it travels.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Signed {
    /// JSON.
    pub text: String,
    /// SM2 over its bytes, hexadecimal.
    pub signature: String,
}

/// An answer to a message.
pub type SignedAnswer = Signed;

/// Signs what somebody is told.
pub(super) fn sign(bureau: &Bureau, value: &impl Serialize) -> Signed {
    let text = serde_json::to_string(value).expect("answers are plain structs with text keys");
    let signature = store::hex(&bureau.vault().sign(text.as_bytes()));
    Signed { text, signature }
}

/// Whether a text was signed by the owner of a key.
pub(super) fn is_of(public_key: &str, signed: &Signed) -> bool {
    let signature = store::unhex(&signed.signature);
    signature.is_some_and(|s| verify(public_key, signed.text.as_bytes(), &s))
}

/// What a signed text says, if it is of that node and can be read.
pub(super) fn said<T: DeserializeOwned>(peer: &Peer, signed: &Signed) -> Option<T> {
    if !is_of(&peer.public_key, signed) {
        return None;
    }
    serde_json::from_str(&signed.text).ok()
}

/// Seals a message.
pub(super) fn seal(bureau: &Bureau, envelope: Envelope, body: String) -> SignedMessage {
    let signature = store::hex(&bureau.vault().sign(envelope.text().as_bytes()));
    SignedMessage { envelope, body, signature }
}

/// Whether a message was sealed by the owner of a key.
pub(super) fn is_sealed_by(public_key: &str, message: &SignedMessage) -> bool {
    let signature = store::unhex(&message.signature);
    signature.is_some_and(|s| verify(public_key, message.envelope.text().as_bytes(), &s))
}

/// A message as it travels: its envelope is a text too, so that whatever it says is answered as a flaw of the message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Travelling {
    /// JSON of the envelope.
    pub envelope: String,
    /// JSON of the content.
    pub body: String,
    /// SM2 over the envelope's text, hexadecimal.
    pub signature: String,
    /// What only the receiver can open, by the key of the row whose digest it has. It is no part of what is kept.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub enclosures: BTreeMap<String, String>,
}

impl Travelling {
    /// As it is sent.
    pub fn of(message: &SignedMessage) -> Self {
        let envelope = serde_json::to_string(&message.envelope).expect("an envelope is a plain struct");
        let (body, signature) = (message.body.clone(), message.signature.clone());
        Self { envelope, body, signature, enclosures: BTreeMap::new() }
    }

    /// As it is read.
    pub fn read(&self) -> Result<SignedMessage, EnvelopeFlaw> {
        let envelope = serde_json::from_str(&self.envelope).map_err(|e| EnvelopeFlaw::Body(e.to_string()))?;
        Ok(SignedMessage { envelope, body: self.body.clone(), signature: self.signature.clone() })
    }
}

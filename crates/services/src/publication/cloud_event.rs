//! An event as it is sent (事件信封): CloudEvents 1.0 in structured JSON, signed as Standard Webhooks 1.0 describes. The
//! content holds number, item, stage, times and department, never a person.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use domain::{base::Region, publication::Subscription};
use jiff::Timestamp;
use serde_json::{Value, json};
use store::vault::{hmac_sha256, hmac_sm3};

use super::{CaseChange, MatterChange, WatchChange};
use crate::Bureau;

/// CloudEvents 1.0, HTTP binding §3.2.
pub(super) const MEDIA: &str = "application/cloudevents+json; charset=utf-8";

/// The envelope of one change.
pub(super) fn envelope(region: &Region, change: &CaseChange) -> Value {
    let data = json!(change);
    json!({
        "specversion": "1.0",
        "id": change.id,
        "source": source(region),
        "type": format!("onedoor.{}", change.kind),
        "subject": change.case_no,
        "time": change.happened_at.to_string(),
        "datacontenttype": "application/json",
        "dataschema": "/api/openapi.json#/components/schemas/CaseChange",
        // Extension "partitioning" and "sequence": what to keep in order, and in which.
        "partitionkey": change.case_no,
        "sequence": format!("{:010}", change.version),
        "data": data,
    })
}

/// The envelope of one change of a matter: each matter is kept in its order by its own number.
pub(super) fn matter_envelope(region: &Region, change: &MatterChange) -> Value {
    json!({
        "specversion": "1.0",
        "id": change.id,
        "source": format!("/counties/{}/matters", region.as_str()),
        "type": format!("onedoor.{}", change.kind),
        "subject": change.matter_no,
        "time": change.happened_at.to_string(),
        "datacontenttype": "application/json",
        "dataschema": "/api/openapi.json#/components/schemas/MatterChange",
        "partitionkey": change.matter_no,
        "sequence": format!("{:010}", change.version),
        "data": json!(change),
    })
}

/// The envelope of one change of a card or an order: each is kept in its order by itself.
pub(super) fn watch_envelope(region: &Region, change: &WatchChange) -> Value {
    json!({
        "specversion": "1.0",
        "id": change.id,
        "source": format!("/counties/{}/oversight", region.as_str()),
        "type": format!("onedoor.{}", change.kind),
        "subject": change.no,
        "time": change.happened_at.to_string(),
        "datacontenttype": "application/json",
        "dataschema": "/api/openapi.json#/components/schemas/WatchChange",
        "partitionkey": change.no,
        "sequence": format!("{:010}", change.version),
        "data": json!(change),
    })
}

/// The envelope of a trial: nothing happened.
pub(super) fn trial(region: &Region, id: &str, at: Timestamp) -> Value {
    json!({
        "specversion": "1.0",
        "id": id,
        "source": source(region),
        "type": "onedoor.trial",
        "time": at.to_string(),
        "datacontenttype": "application/json",
        "data": {},
    })
}

fn source(region: &Region) -> String {
    format!("/counties/{}/cases", region.as_str())
}

/// The secret of a subscription as it is given out: drawn from the county's own key, so that it is nowhere stored.
pub fn signing_secret(bureau: &Bureau, subscription: &Subscription) -> String {
    format!("whsec_{}", STANDARD.encode(key(bureau, subscription)))
}

fn key(bureau: &Bureau, subscription: &Subscription) -> Vec<u8> {
    let drawn = bureau.vault().blind("webhook", &format!("{} {}", subscription.id, subscription.nonce));
    store::unhex(&drawn).unwrap_or_else(|| drawn.into_bytes())
}

/// The headers of a message: its id, when it was sent, and the mark over both and the body.
pub(super) fn headers(
    bureau: &Bureau,
    subscription: &Subscription,
    (id, at): (&str, Timestamp),
    body: &str,
) -> Vec<(&'static str, String)> {
    let (key, at) = (key(bureau, subscription), at.as_second());
    let signed = format!("{id}.{at}.{body}");
    let mut mark = format!("v1,{}", STANDARD.encode(hmac_sha256(&key, signed.as_bytes())));
    if subscription.sm3 {
        mark.push_str(&format!(" v1sm3,{}", STANDARD.encode(hmac_sm3(&key, signed.as_bytes()))));
    }
    vec![
        ("content-type", MEDIA.to_owned()),
        ("webhook-id", id.to_owned()),
        ("webhook-timestamp", at.to_string()),
        ("webhook-signature", mark),
    ]
}

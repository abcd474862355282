//! The way to the county's electronic seal service (电子印章服务). This program never makes a seal (GB/T 38540): it sends
//! the page and keeps what comes back. Here stand the trait, its HTTP adapter, and why nothing came back.

use std::{fmt, io::Read as _, time::Duration};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use serde::{Deserialize, Serialize};

/// What is sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SealRequest {
    /// The same for every try of one certificate: the service seals it once.
    pub request_id: String,
    /// 证照名称.
    pub name: String,
    /// 证照编号.
    pub number: String,
    /// 电子证照标识.
    pub code: String,
    /// 颁发机构的统一社会信用代码: whose seal.
    pub issuer: String,
    /// The page as PDF.
    pub paper: Vec<u8>,
}

/// What came back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SealAnswer {
    /// The service's own number of the sealing.
    pub reference: String,
    /// The sealed file: PDF or OFD.
    pub file: Vec<u8>,
    /// The whole answer as it came.
    pub raw: Vec<u8>,
}

/// Why nothing came back. The sentence is for whoever asked for the seal.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SealFault {
    /// No service is configured.
    #[error("还没有接入电子印章服务，先打印加盖实体章")]
    NotConnected,
    /// No answer within the time, or no connection.
    #[error("电子印章服务没有应答。请稍后再盖，急用先打印加盖实体章")]
    Silent,
    /// It answered that it does not seal this.
    #[error("电子印章服务没有盖章（{0}），请告诉它的维护单位")]
    Declined(String),
    /// What came back is no sealed file.
    #[error("电子印章服务的回答没有读懂，请告诉它的维护单位")]
    Garbled,
}

impl SealFault {
    /// Stable code for the API and for tests.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NotConnected => "seal_not_connected",
            Self::Silent => "seal_silent",
            Self::Declined(_) => "seal_declined",
            Self::Garbled => "seal_garbled",
        }
    }
}

/// A seal service. Called outside every transaction.
pub trait SealService: Send + Sync {
    /// Has a page sealed. The same `request_id` twice gives the same sealing.
    ///
    /// # Errors
    /// [`SealFault`].
    fn seal(&self, request: &SealRequest) -> Result<SealAnswer, SealFault>;
}

/// Largest answer that is read, in bytes.
const LARGEST: u64 = 32 * 1024 * 1024;

/// The adapter for services that take and give JSON over HTTP: `POST {url}` with `request_id`, `name`, `number`, `code`,
/// `issuer` and `paper` (Base64), answered by `reference` and `file` (Base64).
pub struct HttpSealService {
    url: String,
    token: Option<String>,
    agent: ureq::Agent,
}

impl fmt::Debug for HttpSealService {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HttpSealService").field("url", &self.url).finish_non_exhaustive()
    }
}

#[derive(Serialize)]
struct Sent<'a> {
    request_id: &'a str,
    name: &'a str,
    number: &'a str,
    code: &'a str,
    issuer: &'a str,
    paper: String,
}

#[derive(Deserialize)]
struct Came {
    reference: String,
    file: String,
}

impl HttpSealService {
    /// `token` goes into `Authorization: Bearer`; `patience` bounds the whole exchange.
    #[must_use]
    pub fn new(url: impl Into<String>, token: Option<String>, patience: Duration) -> Self {
        let config = ureq::Agent::config_builder()
            .timeout_global(Some(patience))
            .http_status_as_error(false)
            .max_redirects(0)
            .build();
        Self { url: url.into(), token, agent: config.into() }
    }
}

impl SealService for HttpSealService {
    fn seal(&self, request: &SealRequest) -> Result<SealAnswer, SealFault> {
        let sent = Sent {
            request_id: &request.request_id,
            name: &request.name,
            number: &request.number,
            code: &request.code,
            issuer: &request.issuer,
            paper: STANDARD.encode(&request.paper),
        };
        let mut asked = self.agent.post(&self.url).header("Idempotency-Key", &request.request_id);
        if let Some(token) = &self.token {
            asked = asked.header("Authorization", &format!("Bearer {token}"));
        }
        let mut answer = asked.send_json(&sent).map_err(|_| SealFault::Silent)?;
        let status = answer.status().as_u16();
        let mut raw = Vec::new();
        answer.body_mut().as_reader().take(LARGEST).read_to_end(&mut raw).map_err(|_| SealFault::Silent)?;
        match status {
            200 | 201 => read(raw),
            500.. => Err(SealFault::Silent),
            other => Err(SealFault::Declined(format!("状态 {other}"))),
        }
    }
}

/// Takes an answer only when a sealed file is in it: a PDF, or an OFD, which is a zip.
fn read(raw: Vec<u8>) -> Result<SealAnswer, SealFault> {
    let came: Came = serde_json::from_slice(&raw).map_err(|_| SealFault::Garbled)?;
    let file = STANDARD.decode(came.file.as_bytes()).map_err(|_| SealFault::Garbled)?;
    let reference = came.reference.trim().to_owned();
    let known = file.starts_with(b"%PDF-") || file.starts_with(b"PK\x03\x04");
    if !known || reference.is_empty() || reference.chars().count() > 100 {
        return Err(SealFault::Garbled);
    }
    Ok(SealAnswer { reference, file, raw })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_sealed_file_is_taken() {
        let json = |reference: &str, file: &[u8]| {
            let file = STANDARD.encode(file);
            serde_json::json!({ "reference": reference, "file": file }).to_string().into_bytes()
        };
        assert_eq!(read(json("YZ-1", b"%PDF-1.7")).unwrap().file, b"%PDF-1.7");
        assert_eq!(read(json("YZ-1", b"PK\x03\x04ofd")).unwrap().reference, "YZ-1");
        for garbled in [
            json("YZ-1", b"<html>"),
            json(" ", b"%PDF-1.7"),
            json(&"长".repeat(101), b"%PDF-1.7"),
            b"{\"reference\":\"YZ\",\"file\":\"###\"}".to_vec(),
            b"OK".to_vec(),
            Vec::new(),
        ] {
            assert_eq!(read(garbled), Err(SealFault::Garbled));
        }
    }
}

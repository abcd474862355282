//! The way to the county's message gateway (短信网关): the trait, its HTTP adapter, and why a message did not go out.
//!
//! Not here: what a message says.

use std::{fmt, io::Read as _, time::Duration};

use serde::{Deserialize, Serialize};

/// Longest answer that is read.
const LONGEST: u64 = 64 * 1024;

/// A message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Sms {
    /// The same for every try of one message: the gateway sends it once.
    pub request_id: String,
    /// Mobile number.
    pub phone: String,
    /// What it says.
    pub text: String,
}

/// Why a message did not go out.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SmsFault {
    /// No answer.
    #[error("短信网关没有应答，请稍后再发，或用签字的同意书")]
    Silent,
    /// It said no.
    #[error("短信没有发出（网关答 {0}），可用签字的同意书")]
    Declined(u16),
    /// An answer that is none.
    #[error("短信网关的应答没有读懂，可用签字的同意书")]
    Garbled,
}

/// A message gateway. Called outside every transaction.
pub trait SmsGateway: Send + Sync {
    /// Sends a message; what the gateway calls it.
    ///
    /// # Errors
    /// [`SmsFault`].
    fn send(&self, sms: &Sms) -> Result<String, SmsFault>;
}

/// A gateway over HTTP: one POST of `{request_id, phone, text}` as JSON, answered with `{reference}`.
pub struct HttpSmsGateway {
    url: String,
    token: Option<String>,
    agent: ureq::Agent,
}

impl fmt::Debug for HttpSmsGateway {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HttpSmsGateway").field("url", &self.url).finish_non_exhaustive()
    }
}

#[derive(Deserialize)]
struct Came {
    reference: String,
}

impl HttpSmsGateway {
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

impl SmsGateway for HttpSmsGateway {
    fn send(&self, sms: &Sms) -> Result<String, SmsFault> {
        let mut asked = self.agent.post(&self.url).header("Idempotency-Key", &sms.request_id);
        if let Some(token) = &self.token {
            asked = asked.header("Authorization", &format!("Bearer {token}"));
        }
        let mut answer = asked.send_json(sms).map_err(|_| SmsFault::Silent)?;
        let status = answer.status().as_u16();
        let mut raw = Vec::new();
        answer.body_mut().as_reader().take(LONGEST).read_to_end(&mut raw).map_err(|_| SmsFault::Silent)?;
        match status {
            200..=202 => read(&raw),
            500.. => Err(SmsFault::Silent),
            other => Err(SmsFault::Declined(other)),
        }
    }
}

fn read(raw: &[u8]) -> Result<String, SmsFault> {
    let came: Came = serde_json::from_slice(raw).map_err(|_| SmsFault::Garbled)?;
    let reference = came.reference.trim().to_owned();
    if reference.is_empty() || reference.chars().count() > 100 { Err(SmsFault::Garbled) } else { Ok(reference) }
}

#[cfg(test)]
mod tests {
    use std::{
        io::{BufRead as _, BufReader, Read as _, Write as _},
        net::TcpListener,
        thread,
    };

    use super::*;

    /// A gateway that answers one call; what it was sent.
    fn gateway(status: &'static str, body: &'static str) -> (String, thread::JoinHandle<(String, String)>) {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let url = format!("http://{}/sms", listener.local_addr().expect("bound"));
        let served = thread::spawn(move || {
            let (mut stream, _) = listener.accept().expect("a call");
            let mut reader = BufReader::new(stream.try_clone().expect("a socket"));
            let (mut head, mut length) = (String::new(), 0);
            loop {
                let mut line = String::new();
                reader.read_line(&mut line).expect("a line");
                if line.trim().is_empty() {
                    break;
                }
                if let Some(value) = line.to_ascii_lowercase().strip_prefix("content-length:") {
                    length = value.trim().parse().expect("a number");
                }
                head.push_str(&line);
            }
            let mut sent = vec![0; length];
            reader.read_exact(&mut sent).expect("the body");
            let answer =
                format!("HTTP/1.1 {status}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}", body.len());
            stream.write_all(answer.as_bytes()).expect("answered");
            (head.to_ascii_lowercase(), String::from_utf8(sent).expect("JSON"))
        });
        (url, served)
    }

    #[test]
    fn one_post_with_a_key_and_what_the_gateway_may_answer() {
        let sms = Sms { request_id: "r-1".into(), phone: "13800138000".into(), text: "验证码".into() };
        let sent = |status, body| {
            let (url, served) = gateway(status, body);
            let answer = HttpSmsGateway::new(url, Some("t-1".into()), Duration::from_secs(5)).send(&sms);
            (answer, served.join().expect("served"))
        };
        let (answer, (head, body)) = sent("200 OK", r#"{"reference":" DX-1 "}"#);
        assert_eq!(answer.as_deref(), Ok("DX-1"));
        assert!(head.contains("idempotency-key: r-1") && head.contains("authorization: bearer t-1"), "{head}");
        let body: serde_json::Value = serde_json::from_str(&body).expect("JSON");
        assert_eq!(body, serde_json::json!({ "request_id": "r-1", "phone": "13800138000", "text": "验证码" }));
        assert_eq!(sent("202 Accepted", r#"{"reference":""}"#).0, Err(SmsFault::Garbled));
        assert_eq!(sent("200 OK", "<html>").0, Err(SmsFault::Garbled));
        assert_eq!(sent("403 Forbidden", "").0, Err(SmsFault::Declined(403)));
        assert_eq!(sent("503 Busy", "").0, Err(SmsFault::Silent));
        let nobody = HttpSmsGateway::new("http://127.0.0.1:9/sms", None, Duration::from_secs(2)).send(&sms);
        assert_eq!(nobody, Err(SmsFault::Silent));
        for fault in [SmsFault::Silent, SmsFault::Declined(403), SmsFault::Garbled] {
            assert!(fault.to_string().chars().count() <= 40, "{fault}");
        }
    }
}

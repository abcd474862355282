//! Carrying messages to other systems over HTTP (推送出口): no redirects, no proxy of the environment, ten seconds, and no
//! address inside a network unless the operator listed its host. A name is asked what it stands for at each sending, and
//! what it stands for then is what is called.

use std::time::Duration;

use domain::publication::{Listed, Outcome};
use services::publication::{Carrier, Message, exchange::Caller};
use ureq::{
    Agent, Error,
    config::Config,
    http::Uri,
    unversioned::{
        resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver},
        transport::{DefaultConnector, NextTimeout},
    },
};

/// From the first byte to the last.
const LONGEST: Duration = Duration::from_secs(10);

/// An answer of another node at most.
const LARGEST_ANSWER: u64 = 32 * 1024 * 1024;

/// The network, with its guard.
pub(crate) struct Network {
    agent: Agent,
}

impl Network {
    /// Inside networks, only what is listed can be reached.
    pub(crate) fn new(listed: Listed) -> Self {
        let config = Agent::config_builder()
            .timeout_global(Some(LONGEST))
            .max_redirects(0)
            .max_redirects_will_error(false)
            .http_status_as_error(false)
            .proxy(None)
            .user_agent(concat!("OneDoor/", env!("CARGO_PKG_VERSION")))
            .build();
        let guard = Guard { listed, names: DefaultResolver::default() };
        Self { agent: Agent::with_parts(config, DefaultConnector::default(), guard) }
    }
}

impl Caller for Network {
    fn call(&self, url: &str, body: &str) -> Result<(u16, String), String> {
        let request = self.agent.post(url).header("content-type", "application/json");
        let mut answer = request.send(body).map_err(|e| words(&e))?;
        let status = answer.status().as_u16();
        let text = answer.body_mut().with_config().limit(LARGEST_ANSWER).read_to_string().map_err(|e| words(&e))?;
        Ok((status, text))
    }
}

impl Carrier for Network {
    fn carry(&self, message: &Message) -> Outcome {
        let mut request = self.agent.post(&message.target);
        for (name, value) in &message.headers {
            request = request.header(*name, value);
        }
        match request.send(&message.body) {
            Ok(answer) => Outcome::Answered(answer.status().as_u16()),
            Err(error) => Outcome::Silent(words(&error)),
        }
    }
}

fn words(error: &Error) -> String {
    match error {
        Error::Timeout(_) => "等了 10 秒没有回答".to_owned(),
        Error::HostNotFound => "找不到这个主机".to_owned(),
        Error::Io(_) | Error::ConnectionFailed => "连不上，或中途断开".to_owned(),
        Error::Other(why) if why.is::<Inside>() => Inside.to_string(),
        other => other.to_string(),
    }
}

/// A name leads inside a network.
#[derive(Debug, Clone, Copy, thiserror::Error)]
#[error("这个地址在内部网络里，没有用 --push-to 列入")]
struct Inside;

/// Asks every address before it is called.
#[derive(Debug)]
struct Guard {
    listed: Listed,
    names: DefaultResolver,
}

impl Resolver for Guard {
    fn resolve(&self, uri: &Uri, config: &Config, timeout: NextTimeout) -> Result<ResolvedSocketAddrs, Error> {
        let found = self.names.resolve(uri, config, timeout)?;
        let host = uri.host().unwrap_or_default();
        // One that leads inside is enough: nobody knows which would be called.
        if found.iter().all(|at| self.listed.may_reach(host, at.port(), at.ip())) {
            Ok(found)
        } else {
            Err(Error::Other(Box::new(Inside)))
        }
    }
}

#[cfg(test)]
mod tests {
    use std::{
        io::{Read as _, Write as _},
        net::TcpListener,
        thread,
    };

    use super::*;

    fn message(target: String) -> Message {
        Message { target, headers: vec![("webhook-id", "case/1/1".into())], body: "{}".into() }
    }

    #[test]
    fn what_leads_inside_is_not_called_unless_it_is_listed() {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let port = listener.local_addr().expect("an address").port();
        let answering = thread::spawn(move || {
            let (mut stream, _) = listener.accept().expect("one call");
            // Closing with the question unread would reset the connection, sometimes before the answer is taken.
            let mut asked = [0; 4_096];
            let _ = stream.read(&mut asked).expect("the question is read");
            let gone = "HTTP/1.1 302 Found\r\nlocation: http://127.0.0.1:1/\r\ncontent-length: 0\r\n\r\n";
            stream.write_all(gone.as_bytes()).expect("the answer is sent");
        });
        for host in ["127.0.0.1", "localhost", "[::1]"] {
            let refused = Network::new(Listed::default()).carry(&message(format!("http://{host}:{port}/")));
            assert_eq!(refused, Outcome::Silent(Inside.to_string()), "{host}");
        }
        let listed = Network::new(Listed::new([format!("127.0.0.1:{port}")]));
        let answer = listed.carry(&message(format!("http://127.0.0.1:{port}/")));
        assert_eq!(answer, Outcome::Answered(302), "and nobody is followed elsewhere");
        answering.join().expect("it was called once");
    }
}

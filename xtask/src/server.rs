//! 被测服务 (server under test): the program itself, started on the sample
//! county for the browser and API checks, and stopped afterwards.
//!
//! Not here: building it (`steps`), and what is asked of it (`e2e/`).

use std::fs;
use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command};
use std::time::Duration;

use anyhow::{Context as _, Result, bail};
use serde_json::Value;

use crate::shell::{self, Places, Stopwatch};

/// The demonstration writes its whole sample county before it answers.
const READY_WITHIN: Duration = Duration::from_secs(180);
/// Time for open requests to end after SIGTERM.
const STOP_WITHIN: Duration = Duration::from_secs(10);
/// A county's largest answer over the API takes a fraction of this.
const ANSWER_WITHIN: Duration = Duration::from_secs(30);
const POLL: Duration = Duration::from_millis(100);

/// A server that answers, and how to sign in to it.
#[derive(Debug)]
pub(crate) struct Server {
    /// As `http://host:port`.
    pub(crate) base_url: String,
    /// JSON text `{role: {login, password}}`; `{}` where none are known.
    pub(crate) sign_ins: String,
    /// The program itself, where this run started it: a test may start a second county.
    pub(crate) program: Option<PathBuf>,
    child: Option<Child>,
}

impl Server {
    /// One that somebody else started; its sign-ins come from `ONEDOOR_SIGNINS`.
    pub(crate) fn running_at(base_url: &str) -> Result<Self> {
        let sign_ins = std::env::var("ONEDOOR_SIGNINS").unwrap_or_else(|_| "{}".to_owned());
        Ok(Self { base_url: base_url.to_owned(), sign_ins: checked_sign_ins(&sign_ins)?, program: None, child: None })
    }

    /// Starts `program --data FOLDER demo --listen 127.0.0.1:PORT` on a free port
    /// with an empty data folder, `target/xtask/DATA`, and waits until its first page answers. The
    /// demonstration leaves its sample sign-ins in `FOLDER/sign-ins.json`.
    pub(crate) fn start(places: &Places, program: &Path, data: &str, log: &Path) -> Result<Self> {
        let data = places.target.join("xtask").join(data);
        if data.exists() {
            fs::remove_dir_all(&data).with_context(|| format!("empty {}", data.display()))?;
        }
        let address = free_address()?;
        let mut command = places.command(program);
        command.arg("--data").arg(&data);
        command.args(["demo", "--listen", &address.to_string()]);
        let child = shell::start(&mut command, log)?;
        let mut server = Self {
            base_url: format!("http://{address}"),
            sign_ins: "{}".to_owned(),
            program: Some(program.canonicalize()?),
            child: Some(child),
        };
        server.wait_until_ready(address)?;
        let file = data.join("sign-ins.json");
        if file.exists() {
            server.sign_ins = checked_sign_ins(&fs::read_to_string(&file)?)?;
        }
        Ok(server)
    }

    /// One request, as `token`'s owner where there is one: the status, and the JSON
    /// that was answered (`null` where it is none).
    pub(crate) fn ask(
        &self,
        method: &str,
        path: &str,
        token: Option<&str>,
        body: Option<&Value>,
    ) -> Result<(u16, Value)> {
        let host = self.base_url.trim_start_matches("http://");
        let mut stream = TcpStream::connect(host).with_context(|| format!("reach {host}"))?;
        stream.set_read_timeout(Some(ANSWER_WITHIN))?;
        let mut request = format!("{method} {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n");
        if let Some(token) = token {
            request += &format!("Authorization: Bearer {token}\r\n");
        }
        let body = body.map(Value::to_string).unwrap_or_default();
        if !body.is_empty() {
            let length = body.len();
            request += &format!("Content-Type: application/json\r\nContent-Length: {length}\r\n");
        }
        write!(stream, "{request}\r\n{body}")?;
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).with_context(|| format!("{method} {path}"))?;
        read_answer(&answer).with_context(|| format!("{method} {path}"))
    }

    fn wait_until_ready(&mut self, address: SocketAddr) -> Result<()> {
        let watch = Stopwatch::start();
        let mut last = "did not listen".to_owned();
        while watch.spent() < READY_WITHIN {
            if let Some(child) = &mut self.child
                && let Some(status) = child.try_wait()?
            {
                bail!("the server ended before its first page was there ({status})");
            }
            match status_of_home(address) {
                Ok(status) if status.contains(" 200") => return Ok(()),
                Ok(status) => last = format!("answered {status:?}"),
                Err(_) => {}
            }
            std::thread::sleep(POLL);
        }
        bail!("the server {last} for {} seconds", READY_WITHIN.as_secs())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let Some(child) = &mut self.child else {
            return;
        };
        let pid = child.id().to_string();
        let asked = shell::succeeds(Command::new("kill").args(["-TERM", &pid]));
        let watch = Stopwatch::start();
        while asked && watch.spent() < STOP_WITHIN {
            if matches!(child.try_wait(), Ok(Some(_))) {
                return;
            }
            std::thread::sleep(POLL);
        }
        // Nothing can be done about a process that cannot be killed.
        let _ = child.kill();
        let _ = child.wait();
    }
}

/// An address of this machine that nobody listens on at this moment.
fn free_address() -> Result<SocketAddr> {
    let listener = TcpListener::bind("127.0.0.1:0").context("find a free port")?;
    Ok(listener.local_addr()?)
}

/// The status line with which the first page answers.
fn status_of_home(address: SocketAddr) -> Result<String> {
    let mut stream = TcpStream::connect_timeout(&address, Duration::from_secs(1))?;
    stream.set_read_timeout(Some(Duration::from_secs(5)))?;
    write!(stream, "GET / HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n")?;
    let mut answer = Vec::new();
    stream.take(4096).read_to_end(&mut answer)?;
    let text = String::from_utf8_lossy(&answer);
    let line = text.lines().next().context("an empty answer")?;
    Ok(line.to_owned())
}

/// Status and JSON of an answer whose end is the end of the connection.
fn read_answer(answer: &[u8]) -> Result<(u16, Value)> {
    let text = String::from_utf8_lossy(answer);
    let (head, body) = text.split_once("\r\n\r\n").context("an empty answer")?;
    let status = head.split(' ').nth(1).and_then(|code| code.parse().ok());
    let status = status.context("an answer without a status")?;
    Ok((status, serde_json::from_str(body).unwrap_or_default()))
}

/// Refuses sign-ins that the browser tests could not read.
fn checked_sign_ins(text: &str) -> Result<String> {
    let value: serde_json::Value = serde_json::from_str(text).context("the sample sign-ins are not JSON")?;
    let roles = value.as_object().context("the sample sign-ins are not an object of roles")?;
    for (role, sign_in) in roles {
        let complete =
            ["login", "password"].iter().all(|key| sign_in.get(key).is_some_and(serde_json::Value::is_string));
        if !complete {
            bail!("the sample sign-in of {role} lacks its login or password");
        }
    }
    Ok(value.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sign_ins_must_be_complete() {
        assert!(checked_sign_ins(r#"{"clerk":{"login":"a","password":"b"}}"#).is_ok());
        assert!(checked_sign_ins("{}").is_ok());
        for broken in [r#"{"clerk":{"login":"a"}}"#, "[]", "clerk / a / b"] {
            assert!(checked_sign_ins(broken).is_err(), "{broken}");
        }
    }

    #[test]
    fn a_server_that_ends_at_once_is_noticed() {
        let places = Places::find().unwrap();
        let log = places.log("selftest-server.log").unwrap();
        let refusal = Server::start(&places, Path::new("/bin/true"), "selftest-data", &log).unwrap_err();
        assert!(refusal.to_string().contains("ended before"), "{refusal}");
    }

    #[test]
    fn an_answer_is_a_status_and_perhaps_json() {
        let created = b"HTTP/1.1 201 Created\r\nContent-Length: 13\r\n\r\n{\"token\":\"x\"}";
        let (status, body) = read_answer(created).unwrap();
        assert_eq!((status, body["token"].as_str()), (201, Some("x")));
        let (status, body) = read_answer(b"HTTP/1.1 204 No Content\r\n\r\n").unwrap();
        assert_eq!((status, body), (204, Value::Null));
        assert!(read_answer(b"").is_err());
    }

    #[test]
    fn the_first_line_of_an_answer_is_its_status() {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let answering = std::thread::spawn(move || {
            let (mut stream, _) = listener.accept().unwrap();
            let mut request = [0; 512];
            let _ = stream.read(&mut request).unwrap();
            stream.write_all(b"HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n").unwrap();
        });
        assert_eq!(status_of_home(address).unwrap(), "HTTP/1.1 503 Busy");
        answering.join().unwrap();
    }
}

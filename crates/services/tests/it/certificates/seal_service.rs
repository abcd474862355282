//! A seal service of the test's own (测试印章服务): real HTTP on the loopback, with every way in which such a service
//! fails. What it "seals" is the page with a line after it: no seal at all.

use std::{
    io::{BufRead as _, BufReader, Read as _, Write as _},
    net::{TcpListener, TcpStream},
    sync::{Arc, Mutex},
    thread,
    time::Duration,
};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use serde_json::Value;

/// How it answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mood {
    Seals,
    /// Answers after the caller has lost patience.
    Slow,
    Fails,
    Declines,
    /// 200 with a page of some other program.
    Garbage,
    /// Says how long its answer is and hangs up before.
    HangsUp,
}

/// What it was asked: headers in small letters, body.
#[derive(Debug, Clone)]
pub(super) struct Asked {
    pub(super) head: String,
    pub(super) body: Value,
}

pub(super) struct SealTestService {
    pub(super) url: String,
    pub(super) mood: Arc<Mutex<Mood>>,
    pub(super) asked: Arc<Mutex<Vec<Asked>>>,
}

impl SealTestService {
    pub(super) fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}/seal", listener.local_addr().unwrap());
        let (mood, asked) = (Arc::new(Mutex::new(Mood::Seals)), Arc::new(Mutex::new(Vec::new())));
        let (moods, seen) = (mood.clone(), asked.clone());
        thread::spawn(move || {
            for stream in listener.incoming().map_while(Result::ok) {
                let (moods, seen) = (moods.clone(), seen.clone());
                thread::spawn(move || serve(stream, &moods, &seen));
            }
        });
        Self { url, mood, asked }
    }

    pub(super) fn be(&self, mood: Mood) {
        *self.mood.lock().unwrap() = mood;
    }

    pub(super) fn asked(&self) -> Vec<Asked> {
        self.asked.lock().unwrap().clone()
    }
}

fn read(stream: &TcpStream) -> Option<Asked> {
    let mut reader = BufReader::new(stream);
    let (mut head, mut length) = (String::new(), 0);
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).ok().filter(|n| *n > 0)?;
        if line == "\r\n" {
            break;
        }
        if let Some(n) = line.to_lowercase().strip_prefix("content-length:") {
            length = n.trim().parse().unwrap();
        }
        head.push_str(&line.to_lowercase());
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body).ok()?;
    Some(Asked { head, body: serde_json::from_slice(&body).ok()? })
}

fn serve(mut stream: TcpStream, mood: &Mutex<Mood>, seen: &Mutex<Vec<Asked>>) {
    let Some(asked) = read(&stream) else { return };
    seen.lock().unwrap().push(asked.clone());
    let mood = *mood.lock().unwrap();
    let mut paper = STANDARD.decode(asked.body["paper"].as_str().unwrap()).unwrap();
    paper.extend_from_slice(b"\n% sealed by a test");
    let whole = serde_json::json!({ "reference": "YZ-2026-1", "file": STANDARD.encode(&paper) }).to_string();
    let (status, body) = match mood {
        Mood::Seals | Mood::HangsUp => ("200 OK", whole),
        Mood::Slow => {
            thread::sleep(Duration::from_secs(3));
            ("200 OK", whole)
        }
        Mood::Fails => ("500 Internal Server Error", "oops".to_owned()),
        Mood::Declines => ("403 Forbidden", "{}".to_owned()),
        Mood::Garbage => ("200 OK", "<html>登录</html>".to_owned()),
    };
    let sent = if mood == Mood::HangsUp { &body[..body.len() / 2] } else { body.as_str() };
    let head = format!("HTTP/1.1 {status}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n", body.len());
    // The caller may be gone already.
    let _ = stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(sent.as_bytes()));
}

//! Files instead of a network (文件交换): the same messages and answers, one JSON a line, carried on a medium. A package may
//! be written and taken in as often as one likes.

use domain::{
    base::Region,
    publication::exchange::{EnvelopeFlaw, Peer},
};
use serde::{Deserialize, Serialize};
use store::{
    StoreError,
    publication::{self as rows, Direction},
};

use super::{
    applications::travelling,
    receive::receive_whole,
    send::{Hold, Ours, seal_next},
    settle,
    sign::{Signed, Travelling, is_sealed_by},
};
use crate::{Bureau, Failure};

/// Messages of one package at most.
const MOST: usize = 2_000;

/// One line of a package.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "line", rename_all = "snake_case", deny_unknown_fields)]
enum Line {
    /// Who wrote it, for whom.
    Package { from: String, to: String },
    /// A message.
    Message { message: Travelling },
    /// An answer to a message of whoever takes the package.
    Answer { answer: Signed },
}

/// Why a package is not written or taken.
#[derive(Debug, thiserror::Error)]
pub enum PackageFault {
    /// Storage.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A line that is none.
    #[error("第 {0} 行没有读懂：{1}")]
    Line(usize, String),
    /// For somebody else.
    #[error("这个包是 {from} 给 {to} 的，不是给本级的")]
    NotForUs {
        /// Who wrote it.
        from: String,
        /// For whom.
        to: String,
    },
    /// A message that is not taken: what stands before it was.
    #[error("第 {0} 行：{1}。这一行以前的已经收下，以后的没有收")]
    Message(usize, EnvelopeFlaw),
    /// An answer that is not noted.
    #[error("第 {0} 行：{1}")]
    Answer(usize, String),
    /// Somebody sends at the same time.
    #[error("正在上报，等它做完再导出")]
    Busy,
}

/// What taking a package came to.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct PackageTaken {
    /// Who wrote it.
    pub from: String,
    /// Messages taken in now.
    pub messages: u64,
    /// Messages that had been taken in before.
    pub known: u64,
    /// Answers noted.
    pub answers: u64,
    /// The package with our answers, to be carried back; empty where there was no message.
    #[serde(skip)]
    pub reply: String,
}

/// Seals all that a node is to be told, and writes what it has not answered. Returns the package and how many messages
/// are in it.
pub fn write_package(bureau: &Bureau, peer: &Peer) -> Result<(String, u64), PackageFault> {
    let hold = Hold::take(bureau, &peer.code)?.ok_or(PackageFault::Busy)?;
    let ours = Ours::read(bureau, peer)?;
    for _ in 0..MOST {
        if seal_next(bureau, peer, &ours)?.is_none() {
            break;
        }
    }
    let region = *bureau.region();
    let kept = bureau.db().read(|tx| rows::unanswered(tx, &region, &peer.code, MOST as i64))?;
    drop(hold);
    let mut out = header(&region, &peer.code);
    for one in &kept {
        let message = bureau.db().read(|tx| travelling(tx, bureau, one))?;
        push_line(&mut out, &Line::Message { message });
    }
    Ok((out, kept.len() as u64))
}

fn header(from: &Region, to: &Region) -> String {
    let mut out = String::new();
    push_line(&mut out, &Line::Package { from: from.as_str().to_owned(), to: to.as_str().to_owned() });
    out
}

fn push_line(out: &mut String, line: &Line) {
    out.push_str(&serde_json::to_string(line).expect("lines are plain structs"));
    out.push('\n');
}

/// Takes a package in: its messages as if they had come over the network, its answers as if they had come back.
pub fn take_package(bureau: &Bureau, text: &str) -> Result<PackageTaken, PackageFault> {
    let mut out = PackageTaken::default();
    let mut sender: Option<Region> = None;
    let region = *bureau.region();
    for (at, line) in text.lines().enumerate().filter(|(_, l)| !l.trim().is_empty()) {
        let no = at + 1;
        let line: Line = serde_json::from_str(line).map_err(|e| PackageFault::Line(no, e.to_string()))?;
        match (line, sender) {
            (Line::Package { from, to }, None) => {
                let code = Region::parse(&from).map_err(|e| PackageFault::Line(no, e.to_string()))?;
                if to != region.as_str() {
                    return Err(PackageFault::NotForUs { from, to });
                }
                (sender, out.from, out.reply) = (Some(code), from, header(&region, &code));
            }
            (Line::Message { message }, Some(from)) => {
                let (answer, new) = message_line(bureau, &from, &message, no)?;
                out.messages += u64::from(new);
                out.known += u64::from(!new);
                push_line(&mut out.reply, &Line::Answer { answer });
            }
            (Line::Answer { answer }, Some(from)) => match settle(bureau, &from, &answer) {
                Ok(done) => out.answers += u64::from(done.new),
                Err(Failure::Store(e)) => return Err(e.into()),
                Err(other) => return Err(PackageFault::Answer(no, other.to_string())),
            },
            (Line::Package { .. }, Some(_)) => return Err(PackageFault::Line(no, "包头写了两次".into())),
            (Line::Message { .. } | Line::Answer { .. }, None) => {
                return Err(PackageFault::Line(no, "第一行应是包头".into()));
            }
        }
    }
    if sender.is_none() {
        return Err(PackageFault::Line(1, "是空的".into()));
    }
    if out.messages + out.known == 0 {
        out.reply = String::new();
    }
    Ok(out)
}

/// One message. One that was taken in before, byte for byte, has the answer it had: the medium that brought it back may
/// have been lost.
fn message_line(
    bureau: &Bureau,
    from: &Region,
    arrived: &Travelling,
    no: usize,
) -> Result<(Signed, bool), PackageFault> {
    let flawed = |flaw| PackageFault::Message(no, flaw);
    let message = arrived.read().map_err(flawed)?;
    if message.envelope.from != from.as_str() {
        return Err(PackageFault::Line(no, "这封信不是包头写的那一方发的".into()));
    }
    let (region, seq) = (*bureau.region(), message.envelope.seq);
    let (kept, peer) = bureau.db().read(|tx| {
        let kept = rows::messages(tx, &region, (from, Direction::In), seq.saturating_sub(1), 1)?.pop();
        Ok((kept, rows::peer(tx, &region, from)?))
    })?;
    let known = kept.filter(|k| k.message.envelope == message.envelope && k.message.body == message.body);
    let own = peer.is_some_and(|p| is_sealed_by(&p.public_key, &message));
    if let Some(answer) = known.and_then(|k| k.answer).filter(|_| own) {
        return Ok((Signed { text: answer.text, signature: answer.signature }, false));
    }
    match receive_whole(bureau, arrived) {
        Ok(answer) => Ok((answer, true)),
        Err(Failure::Refused(flaw)) => Err(flawed(flaw)),
        Err(Failure::Store(e)) => Err(e.into()),
        Err(Failure::Denied(_) | Failure::NotFound | Failure::Stale) => {
            Err(PackageFault::Line(no, "没有收下，请再导入一次".into()))
        }
    }
}

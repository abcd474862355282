//! The way to a virus scanner (杀毒程序): the trait, and the adapter for clamd, to which bytes are streamed over a socket
//! (INSTREAM). Nothing is written where the scanner could read it, so nothing lies about in the clear.
//!
//! Not here: what follows from a finding.

use std::{
    fmt,
    io::{self, Read as _, Write as _},
    net::{TcpStream, ToSocketAddrs as _},
    time::Duration,
};

/// No answer, or one that is not understood. Nothing is known of the bytes then.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("杀毒程序没有应答，请核对它的地址，看它是否在运行")]
pub struct ScanFault;

/// A virus scanner. Called outside every transaction.
pub trait VirusScanner: Send + Sync {
    /// Name of what was found; `None` for nothing.
    ///
    /// # Errors
    /// [`ScanFault`].
    fn scan(&self, bytes: &[u8]) -> Result<Option<String>, ScanFault>;
}

/// Bytes of one piece, well below what clamd takes at once.
const PIECE: usize = 64 * 1024;
/// A scanner that does not take the call by then is not there.
const CALL: Duration = Duration::from_secs(3);
/// Longest answer that is read.
const LONGEST: u64 = 1024;

/// clamd at `host:port`.
pub struct Clamd {
    address: String,
    patience: Duration,
}

impl fmt::Debug for Clamd {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Clamd").field("address", &self.address).finish_non_exhaustive()
    }
}

impl Clamd {
    /// `patience` bounds each wait for the socket.
    #[must_use]
    pub fn new(address: impl Into<String>, patience: Duration) -> Self {
        Self { address: address.into(), patience }
    }

    /// A name may stand for several places, of which one is the scanner's.
    fn call(&self) -> io::Result<TcpStream> {
        let mut last = io::Error::from(io::ErrorKind::AddrNotAvailable);
        for place in self.address.to_socket_addrs()? {
            match TcpStream::connect_timeout(&place, self.patience.min(CALL)) {
                Ok(line) => return Ok(line),
                Err(e) => last = e,
            }
        }
        Err(last)
    }

    fn ask(&self, bytes: &[u8]) -> io::Result<String> {
        let mut line = self.call()?;
        line.set_read_timeout(Some(self.patience))?;
        line.set_write_timeout(Some(self.patience))?;
        line.write_all(b"zINSTREAM\0")?;
        for piece in bytes.chunks(PIECE) {
            let length = u32::try_from(piece.len()).map_err(io::Error::other)?;
            line.write_all(&length.to_be_bytes())?;
            line.write_all(piece)?;
        }
        line.write_all(&0_u32.to_be_bytes())?;
        let mut answer = Vec::new();
        line.take(LONGEST).read_to_end(&mut answer)?;
        Ok(String::from_utf8_lossy(&answer).into_owned())
    }
}

impl VirusScanner for Clamd {
    fn scan(&self, bytes: &[u8]) -> Result<Option<String>, ScanFault> {
        self.ask(bytes).map_err(|_| ScanFault).and_then(|answer| read(&answer))
    }
}

/// `stream: OK` or `stream: Eicar-Signature FOUND`; everything else, such as a limit that was reached, is no finding.
fn read(answer: &str) -> Result<Option<String>, ScanFault> {
    let said = answer.trim_matches(['\0', '\n', ' ']).strip_prefix("stream: ").ok_or(ScanFault)?;
    match said.strip_suffix(" FOUND") {
        Some(name) => Ok(Some(name.chars().filter(|c| !c.is_control()).take(100).collect())),
        None if said == "OK" => Ok(None),
        None => Err(ScanFault),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_clamd_says_counts() {
        assert_eq!(read("stream: OK\0"), Ok(None));
        assert_eq!(read("stream: Win.Test.EICAR_HDB-1 FOUND\0"), Ok(Some("Win.Test.EICAR_HDB-1".into())));
        for odd in ["", "OK", "INSTREAM size limit exceeded. ERROR\0", "stream: ERROR", "HTTP/1.1 400"] {
            assert_eq!(read(odd), Err(ScanFault), "{odd}");
        }
    }

    #[test]
    fn nobody_there_is_no_verdict() {
        let nobody = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
        assert_eq!(Clamd::new(nobody.to_string(), Duration::from_secs(1)).scan(b"x"), Err(ScanFault));
        assert_eq!(Clamd::new("no port", Duration::from_secs(1)).scan(b"x"), Err(ScanFault));
    }
}

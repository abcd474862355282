//! A lean keep-alive client: one connection, one request at a time, as little work as can be, so that the machine
//! belongs to the server. Deliberately not here: TLS, redirects, chunked bodies.

use std::{
    io::{self, ErrorKind, Read as _, Write as _},
    net::TcpStream,
    os::fd::{AsFd, BorrowedFd},
};

/// One connection.
pub(crate) struct Client {
    stream: TcpStream,
    buffer: Vec<u8>,
    filled: usize,
}

/// What came back.
pub(crate) struct Answer<'a> {
    pub(crate) status: u16,
    pub(crate) body: &'a [u8],
}

impl Client {
    pub(crate) fn connect(address: &str) -> io::Result<Self> {
        let stream = TcpStream::connect(address)?;
        stream.set_nodelay(true)?;
        Ok(Self { stream, buffer: vec![0; 256 * 1024], filled: 0 })
    }

    /// Sends a request.
    pub(crate) fn send(&mut self, request: &[u8]) -> io::Result<()> {
        self.filled = 0;
        self.stream.write_all(request)
    }

    /// Reads once, and gives the answer when that was the last of it.
    pub(crate) fn read(&mut self) -> io::Result<Option<Answer<'_>>> {
        if self.filled == self.buffer.len() {
            self.buffer.resize(self.filled * 2, 0);
        }
        let read = self.stream.read(&mut self.buffer[self.filled..])?;
        if read == 0 {
            return Err(ErrorKind::UnexpectedEof.into());
        }
        self.filled += read;
        let whole = head(&self.buffer[..self.filled]).filter(|(_, _, end)| self.filled >= *end);
        Ok(whole.map(|(status, body, end)| Answer { status, body: &self.buffer[body..end] }))
    }

    /// Sends a request and waits for the whole answer; its status.
    pub(crate) fn call(&mut self, request: &[u8]) -> io::Result<u16> {
        self.send(request)?;
        loop {
            if let Some(answer) = self.read()? {
                return Ok(answer.status);
            }
        }
    }
}

impl AsFd for Client {
    fn as_fd(&self) -> BorrowedFd<'_> {
        self.stream.as_fd()
    }
}

/// Status, where the body begins and where it ends, once the head is whole.
fn head(bytes: &[u8]) -> Option<(u16, usize, usize)> {
    let body = bytes.windows(4).take(8_192).position(|w| w == b"\r\n\r\n")? + 4;
    let text = std::str::from_utf8(&bytes[..body]).ok()?;
    let status = text.get(9..12)?.parse().ok()?;
    let length = text
        .lines()
        .filter_map(|line| line.split_once(':'))
        .find(|(name, _)| name.eq_ignore_ascii_case("content-length"))
        .map_or(Some(0), |(_, n)| n.trim().parse::<usize>().ok())?;
    Some((status, body, body + length))
}

/// A request as it goes over the wire.
pub(crate) fn request(method: &str, path: &str, token: &str, more: &str, body: &str) -> Vec<u8> {
    let who = if token.is_empty() { String::new() } else { format!("Authorization: Bearer {token}\r\n") };
    let kind = if body.is_empty() {
        String::new()
    } else {
        format!("Content-Type: application/json\r\nContent-Length: {}\r\n", body.len())
    };
    format!("{method} {path} HTTP/1.1\r\nHost: localhost\r\n{who}{kind}{more}\r\n{body}").into_bytes()
}

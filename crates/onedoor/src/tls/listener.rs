//! Connections under TLS for the server: handshakes run beside one another, each within its time, so
//! that a visitor who opens a connection and says nothing holds up nobody.

use std::{
    io,
    net::SocketAddr,
    sync::{Arc, PoisonError, RwLock},
    time::Duration,
};

use axum::serve::Listener;
use domain::base::Clock;
use jiff::civil::Date;
use tokio::{
    net::{TcpListener, TcpStream},
    sync::{Semaphore, mpsc},
    time::timeout,
};
use tokio_rustls::{TlsAcceptor, rustls::ServerConfig, server::TlsStream};

use super::{CertFiles, TlsFault, files::Loaded};

/// How long a handshake may take.
const HANDSHAKE: Duration = Duration::from_secs(10);
/// Handshakes under way at once; further connections wait in the kernel's queue.
const AT_ONCE: usize = 512;

/// The certificate now in use; read again when the operator says so.
#[derive(Clone)]
pub(crate) struct Tls {
    files: CertFiles,
    clock: Arc<dyn Clock>,
    config: Arc<RwLock<Arc<ServerConfig>>>,
}

impl Tls {
    /// Reads the files for the first time.
    pub(crate) fn open(files: CertFiles, clock: Arc<dyn Clock>) -> Result<(Self, Option<Date>), TlsFault> {
        let loaded = files.load(clock.now())?;
        let soon = ends(&loaded);
        Ok((Self { files, clock, config: Arc::new(RwLock::new(loaded.config)) }, soon))
    }

    /// Reads them again. On a fault the certificate in use stays. The day is told when it ends within a
    /// month.
    pub(crate) fn reload(&self) -> Result<Option<Date>, TlsFault> {
        let loaded = self.files.load(self.clock.now())?;
        let soon = ends(&loaded);
        *self.config.write().unwrap_or_else(PoisonError::into_inner) = loaded.config;
        Ok(soon)
    }

    fn acceptor(&self) -> TlsAcceptor {
        self.config.read().unwrap_or_else(PoisonError::into_inner).clone().into()
    }
}

fn ends(loaded: &Loaded) -> Option<Date> {
    loaded.ends_soon.then_some(loaded.until)
}

/// Hands finished handshakes to the server.
pub(crate) struct TlsListener {
    address: SocketAddr,
    ready: mpsc::Receiver<(TlsStream<TcpStream>, SocketAddr)>,
}

impl TlsListener {
    /// Takes connections from now on.
    pub(crate) fn new(mut tcp: TcpListener, tls: Tls) -> io::Result<Self> {
        let address = tcp.local_addr()?;
        let (send, ready) = mpsc::channel(64);
        let places = Arc::new(Semaphore::new(AT_ONCE));
        tokio::spawn(async move {
            while let Ok(place) = places.clone().acquire_owned().await {
                // Logs and retries by itself, as for plain connections.
                let (stream, peer) = tokio::select! {
                    taken = Listener::accept(&mut tcp) => taken,
                    () = send.closed() => return,
                };
                let (acceptor, send) = (tls.acceptor(), send.clone());
                tokio::spawn(async move {
                    match timeout(HANDSHAKE, acceptor.accept(stream)).await {
                        Ok(Ok(stream)) => drop(send.send((stream, peer)).await),
                        Ok(Err(e)) => tracing::debug!(%peer, cause = %e, "no TLS handshake"),
                        Err(_) => tracing::debug!(%peer, "TLS handshake took too long"),
                    }
                    drop(place);
                });
            }
        });
        Ok(Self { address, ready })
    }
}

impl Listener for TlsListener {
    type Io = TlsStream<TcpStream>;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Self::Io, Self::Addr) {
        match self.ready.recv().await {
            Some(taken) => taken,
            // The task that takes connections ends with the runtime alone.
            None => std::future::pending().await,
        }
    }

    fn local_addr(&self) -> io::Result<Self::Addr> {
        Ok(self.address)
    }
}

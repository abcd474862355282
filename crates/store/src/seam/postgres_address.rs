//! Where the server is and how the line to it is kept private (数据库地址, 连接加密).
//!
//! A server on another machine is spoken to over TLS with its certificate checked against its name, or the
//! operator says in so many words that the line is private by other means. On this machine, over a socket or
//! loopback, nothing leaves and nothing is needed.

use std::{net::IpAddr, sync::Arc};

use percent_encoding::percent_decode_str;
use postgres::config::{Config, Host, SslMode};
use rustls::{
    ClientConfig, RootCertStore,
    crypto::ring,
    pki_types::{CertificateDer, pem::PemObject as _},
};
use tokio_postgres_rustls::MakeRustlsConnect;

use super::StoreError;

/// An address that was read.
pub(super) struct Address {
    pub(super) config: Config,
    pub(super) tls: MakeRustlsConnect,
}

/// What the address says of TLS.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Wanted {
    Checked,
    Plain,
}

fn fault(why: impl Into<String>) -> StoreError {
    StoreError::Db(why.into())
}

impl Address {
    /// Reads `postgres://…`, with `sslmode` (`verify-full` or `disable`) and `sslrootcert` (a PEM file, until
    /// then the public roots) as parameters.
    pub(super) fn parse(url: &str) -> Result<Self, StoreError> {
        let (place, parameters) = url.split_once('?').unwrap_or((url, ""));
        let (mut wanted, mut roots, mut others) = (None, None, Vec::new());
        for pair in parameters.split('&').filter(|p| !p.is_empty()) {
            match pair.split_once('=') {
                // libpq's `require` does not look at the certificate; here nothing less than that is offered.
                Some(("sslmode", "verify-full" | "require")) => wanted = Some(Wanted::Checked),
                Some(("sslmode", "disable")) => wanted = Some(Wanted::Plain),
                Some(("sslmode", other)) => {
                    return Err(fault(format!("数据库地址里的 sslmode 请写 verify-full 或 disable，不能写 {other}")));
                }
                Some(("sslrootcert", path)) => {
                    let path = percent_decode_str(path).decode_utf8().map_err(|_| fault("sslrootcert 看不懂"))?;
                    roots = Some(path.into_owned());
                }
                Some(_) | None => others.push(pair),
            }
        }
        let plain = if others.is_empty() { place.to_owned() } else { format!("{place}?{}", others.join("&")) };
        let mut config: Config = plain.parse().map_err(|e| fault(format!("数据库地址看不懂：{e}")))?;
        let mode = match wanted {
            Some(wanted) => wanted,
            None if roots.is_some() => Wanted::Checked,
            None if is_here(&config) => Wanted::Plain,
            None => {
                return Err(fault(
                    "数据库在另一台机器上，请在地址后面加 ?sslmode=verify-full 加密连接（自己的根证书再加 \
                     &sslrootcert=文件）；线路已经加密的写 ?sslmode=disable",
                ));
            }
        };
        config.ssl_mode(match mode {
            Wanted::Checked => SslMode::Require,
            Wanted::Plain => SslMode::Disable,
        });
        let trusted = match &roots {
            Some(path) => own_roots(path)?,
            None => RootCertStore { roots: webpki_roots::TLS_SERVER_ROOTS.to_vec() },
        };
        let tls = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()
            .map_err(|e| fault(format!("连接加密没有准备好：{e}")))?
            .with_root_certificates(trusted)
            .with_no_client_auth();
        Ok(Self { config, tls: MakeRustlsConnect::new(tls) })
    }
}

/// Whether every host is this machine.
fn is_here(config: &Config) -> bool {
    let loopback = |name: &str| name == "localhost" || name.parse().is_ok_and(|ip: IpAddr| ip.is_loopback());
    let named = config.get_hosts().iter().all(|host| match host {
        Host::Tcp(name) => loopback(name),
        #[cfg(unix)]
        Host::Unix(_) => true,
    });
    named && config.get_hostaddrs().iter().all(IpAddr::is_loopback)
}

fn own_roots(path: &str) -> Result<RootCertStore, StoreError> {
    let unread = |why: String| fault(format!("根证书文件 {path} 读不出来（{why}），请检查 sslrootcert"));
    let mut roots = RootCertStore::empty();
    for cert in CertificateDer::pem_file_iter(path).map_err(|e| unread(e.to_string()))? {
        let cert = cert.map_err(|e| unread(e.to_string()))?;
        roots.add(cert).map_err(|e| unread(e.to_string()))?;
    }
    if roots.is_empty() {
        return Err(unread("里面没有证书".into()));
    }
    Ok(roots)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mode(url: &str) -> Result<SslMode, String> {
        Address::parse(url).map(|a| a.config.get_ssl_mode()).map_err(|e| e.to_string())
    }

    #[test]
    fn what_stays_on_this_machine_needs_nothing() {
        for url in [
            "postgres://u@localhost/d",
            "postgres://u@127.0.0.1:5433/d",
            "postgres://u@[::1]/d",
            "postgres://u@%2Frun%2Fpg/d",
            "postgres://u@localhost/d?connect_timeout=3",
        ] {
            assert_eq!(mode(url), Ok(SslMode::Disable), "{url}");
        }
    }

    #[test]
    fn another_machine_is_spoken_to_over_tls_or_by_word_of_the_operator() {
        for url in ["postgres://u@db.example/d", "postgres://u@10.1.2.3/d", "postgres://u@localhost,db.example/d"] {
            assert!(mode(url).unwrap_err().contains("sslmode=verify-full"), "{url}");
            assert_eq!(mode(&format!("{url}?sslmode=verify-full")), Ok(SslMode::Require));
            assert_eq!(mode(&format!("{url}?sslmode=require&connect_timeout=3")), Ok(SslMode::Require));
            assert_eq!(mode(&format!("{url}?sslmode=disable")), Ok(SslMode::Disable));
        }
        for weak in ["prefer", "allow", "verify-ca", ""] {
            assert!(mode(&format!("postgres://u@db.example/d?sslmode={weak}")).unwrap_err().contains("disable"));
        }
        assert!(mode("postgres://u@db.example/d?sslrootcert=%2Fnone%2Fca.pem").unwrap_err().contains("/none/ca.pem"));
    }
}

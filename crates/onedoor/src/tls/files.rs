//! Certificate and key as files: read, held against each other and against the clock, before anybody
//! is served with them.

use std::{
    fs, io,
    path::{Path, PathBuf},
    sync::Arc,
};

use domain::base::shanghai_day;
use jiff::{Timestamp, civil::Date};
use tokio_rustls::rustls::{
    Error, ServerConfig,
    crypto::ring,
    pki_types::{CertificateDer, PrivateKeyDer, pem::PemObject as _},
};
use x509_cert::{Certificate, der::Decode as _};

/// Days before the end of a certificate from which every start speaks of it.
const SOON: i32 = 30;

/// Where they are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct CertFiles {
    /// The site's certificate, then those between it and the root (PEM).
    pub(crate) cert: PathBuf,
    /// Its private key (PEM).
    pub(crate) key: PathBuf,
}

/// Why the site cannot be opened under HTTPS with these files. The sentence is for the operator.
#[derive(Debug, thiserror::Error)]
pub(crate) enum TlsFault {
    #[error("{what}文件 {} 打不开：{why}。请核对路径和读取权限", .path.display())]
    Unreadable { what: &'static str, path: PathBuf, why: io::Error },
    #[error(
        "{} 里没有证书。请用 PEM 格式的证书文件（-----BEGIN CERTIFICATE----- 开头），站点证书在前、中间证书在后", .0.display()
    )]
    NoCertificate(PathBuf),
    #[error("{} 里的证书读不出来，文件可能不完整。请向发证机构重新下载", .0.display())]
    BadCertificate(PathBuf),
    #[error("{} 里没有私钥。请用 PEM 格式的私钥文件（-----BEGIN PRIVATE KEY----- 开头）", .0.display())]
    NoKey(PathBuf),
    #[error(
        "私钥 {} 带口令，打不开。请先去掉口令：openssl pkey -in 原文件 -out 新文件，并只让运行本程序的用户可读", .0.display()
    )]
    LockedKey(PathBuf),
    #[error("证书 {} 与私钥 {} 不是一对。请换成同一次申请得到的两个文件", .0.display(), .1.display())]
    Mismatch(PathBuf, PathBuf),
    #[error("证书 {} 已在 {} 到期，浏览器会拒绝打开。请换上新证书", .0.display(), .1)]
    Expired(PathBuf, Date),
    #[error("证书 {} 从 {} 才开始有效。请核对本机时间，或先用原来的证书", .0.display(), .1)]
    NotYet(PathBuf, Date),
    #[error("证书 {} 用不了：{}。请换成 RSA 或 ECDSA 证书；国密证书请配在前面的网关上，再用 --behind-tls", .0.display(), .1)]
    Unsuitable(PathBuf, String),
}

/// What the files hold, fit to serve with.
pub(crate) struct Loaded {
    pub(crate) config: Arc<ServerConfig>,
    /// Last day of the site's certificate.
    pub(crate) until: Date,
    /// It ends within a month.
    pub(crate) ends_soon: bool,
}

impl CertFiles {
    /// Reads both and refuses what browsers would refuse.
    pub(crate) fn load(&self, now: Timestamp) -> Result<Loaded, TlsFault> {
        let chain = self.chain()?;
        let until = self.in_force(&chain[0], now)?;
        let key = self.key()?;
        let unsuitable = |e: Error| TlsFault::Unsuitable(self.cert.clone(), e.to_string());
        let mut config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()
            .map_err(unsuitable)?
            .with_no_client_auth()
            .with_single_cert(chain, key)
            .map_err(|e| match e {
                Error::InconsistentKeys(_) => TlsFault::Mismatch(self.cert.clone(), self.key.clone()),
                other => unsuitable(other),
            })?;
        config.alpn_protocols = vec![b"http/1.1".to_vec()];
        let ends_soon = (until - shanghai_day(now)).get_days() < SOON;
        Ok(Loaded { config: Arc::new(config), until, ends_soon })
    }

    fn chain(&self) -> Result<Vec<CertificateDer<'static>>, TlsFault> {
        let text = read("证书", &self.cert)?;
        let chain: Vec<_> = CertificateDer::pem_slice_iter(&text)
            .collect::<Result<_, _>>()
            .map_err(|_| TlsFault::BadCertificate(self.cert.clone()))?;
        if chain.is_empty() { Err(TlsFault::NoCertificate(self.cert.clone())) } else { Ok(chain) }
    }

    fn key(&self) -> Result<PrivateKeyDer<'static>, TlsFault> {
        let text = read("私钥", &self.key)?;
        let locked = [b"ENCRYPTED".as_slice(), b"Proc-Type: 4"].iter().any(|w| text.windows(w.len()).any(|t| t == *w));
        if locked {
            return Err(TlsFault::LockedKey(self.key.clone()));
        }
        PrivateKeyDer::from_pem_slice(&text).map_err(|_| TlsFault::NoKey(self.key.clone()))
    }

    /// The last day of a certificate that is in force now.
    fn in_force(&self, cert: &CertificateDer<'_>, now: Timestamp) -> Result<Date, TlsFault> {
        let bad = || TlsFault::BadCertificate(self.cert.clone());
        let read = Certificate::from_der(cert).map_err(|_| bad())?;
        let validity = read.tbs_certificate().validity();
        let instant = |t: x509_cert::time::Time| {
            let seconds = i64::try_from(t.to_unix_duration().as_secs()).map_err(|_| bad())?;
            Timestamp::from_second(seconds).map_err(|_| bad())
        };
        let (from, until) = (instant(validity.not_before)?, instant(validity.not_after)?);
        if now > until {
            return Err(TlsFault::Expired(self.cert.clone(), shanghai_day(until)));
        }
        if now < from {
            return Err(TlsFault::NotYet(self.cert.clone(), shanghai_day(from)));
        }
        Ok(shanghai_day(until))
    }
}

fn read(what: &'static str, path: &Path) -> Result<Vec<u8>, TlsFault> {
    fs::read(path).map_err(|why| TlsFault::Unreadable { what, path: path.to_owned(), why })
}

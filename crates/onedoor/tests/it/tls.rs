//! HTTPS by certificate files: a real handshake, refusals at start, and a renewed certificate without a
//! restart.

use std::{
    fs,
    io::{Read as _, Write as _},
    net::TcpStream,
    path::PathBuf,
    process::Command,
    sync::Arc,
    thread,
    time::Duration,
};

use rcgen::{CertificateParams, KeyPair, date_time_ymd};
use tokio_rustls::rustls::{
    ClientConfig, ClientConnection, ProtocolVersion, RootCertStore, StreamOwned, SupportedProtocolVersion,
    crypto::ring,
    pki_types::{CertificateDer, ServerName},
    version::{TLS12, TLS13},
};

use crate::{
    program::{Ground, grounds},
    site::{Site, furnish},
};

/// A certificate for localhost as files, and as the client trusts it.
struct Pair {
    cert: PathBuf,
    key: PathBuf,
    der: CertificateDer<'static>,
}

fn pair(ground: &Ground, name: &str, years: (i32, i32)) -> Pair {
    let key = KeyPair::generate().unwrap();
    let mut params = CertificateParams::new(vec!["localhost".to_owned()]).unwrap();
    params.not_before = date_time_ymd(years.0, 1, 1);
    params.not_after = date_time_ymd(years.1, 1, 1);
    let made = params.self_signed(&key).unwrap();
    let (cert, file) = (ground.scratch.join(&format!("{name}.pem")), ground.scratch.join(&format!("{name}.key")));
    fs::write(&cert, made.pem()).unwrap();
    fs::write(&file, key.serialize_pem()).unwrap();
    Pair { cert, key: file, der: made.der().clone() }
}

fn flags(pair: &Pair) -> [&str; 4] {
    ["--tls-cert", pair.cert.to_str().unwrap(), "--tls-key", pair.key.to_str().unwrap()]
}

/// Asks for a page over TLS; the version spoken, the certificate shown, the answer. `None` where the
/// server's certificate is not the one that is trusted.
fn ask(
    site: &Site,
    trusted: &CertificateDer<'static>,
    version: &'static SupportedProtocolVersion,
) -> Option<(ProtocolVersion, String)> {
    let mut roots = RootCertStore::empty();
    roots.add(trusted.clone()).unwrap();
    let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_protocol_versions(&[version])
        .unwrap()
        .with_root_certificates(roots)
        .with_no_client_auth();
    let name = ServerName::try_from("localhost").unwrap();
    let connection = ClientConnection::new(Arc::new(config), name).unwrap();
    let mut stream = StreamOwned::new(connection, TcpStream::connect(address(site)).unwrap());
    stream.write_all(b"GET /sign-in HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n").ok()?;
    let mut text = Vec::new();
    stream.read_to_end(&mut text).ok()?;
    Some((stream.conn.protocol_version().unwrap(), String::from_utf8_lossy(&text).into_owned()))
}

fn address(site: &Site) -> &str {
    site.base.strip_prefix("https://").expect("it says that it speaks HTTPS")
}

#[test]
fn the_site_speaks_tls_and_marks_its_cookies() {
    let ground = grounds().remove(0);
    furnish(&ground, 0);
    let first = pair(&ground, "first", (2020, 2100));
    let site = Site::open(&ground, &flags(&first));
    for (version, spoken) in [(&TLS13, ProtocolVersion::TLSv1_3), (&TLS12, ProtocolVersion::TLSv1_2)] {
        let (said, page) = ask(&site, &first.der, version).unwrap();
        assert_eq!(said, spoken);
        assert!(page.starts_with("HTTP/1.1 200"), "{page}");
        let head = page.split("\r\n\r\n").next().unwrap().to_lowercase();
        let cookies: Vec<&str> = head.lines().filter(|l| l.starts_with("set-cookie:")).collect();
        assert!(!cookies.is_empty() && cookies.iter().all(|c| c.contains("; secure")), "{head}");
        assert!(head.contains("strict-transport-security: max-age="), "{head}");
    }
    // A greeting in TLS 1.1 is turned away with an alert, and so is plain HTTP.
    let mut hello = vec![0x16, 3, 1, 0, 45, 1, 0, 0, 41, 3, 2];
    hello.extend([7; 32]);
    hello.extend([0, 0, 2, 0, 0x2f, 1, 0]);
    for greeting in [hello.as_slice(), b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"] {
        let mut plain = TcpStream::connect(address(&site)).unwrap();
        plain.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
        plain.write_all(greeting).unwrap();
        let mut answer = Vec::new();
        plain.read_to_end(&mut answer).ok();
        assert!(answer.is_empty() || answer[0] == 0x15, "{answer:?} is no alert");
    }
    // Whoever connects and says nothing holds up nobody.
    let silent: Vec<_> = (0..20).map(|_| TcpStream::connect(address(&site)).unwrap()).collect();
    assert!(ask(&site, &first.der, &TLS13).is_some());
    drop(silent);
}

#[cfg(unix)]
#[test]
fn a_renewed_certificate_needs_no_restart() {
    let ground = grounds().remove(0);
    furnish(&ground, 0);
    let (used, next) = (pair(&ground, "used", (2020, 2100)), pair(&ground, "next", (2020, 2100)));
    let site = Site::open(&ground, &flags(&used));
    let told = || {
        let done = Command::new("kill").args(["-HUP", &site.child.id().to_string()]).status().unwrap();
        assert!(done.success());
    };
    assert!(ask(&site, &used.der, &TLS13).is_some());
    fs::copy(&next.cert, &used.cert).unwrap();
    fs::copy(&next.key, &used.key).unwrap();
    told();
    let renewed = (0..100).any(|_| {
        thread::sleep(Duration::from_millis(100));
        ask(&site, &next.der, &TLS13).is_some()
    });
    assert!(renewed && ask(&site, &used.der, &TLS13).is_none());
    // A broken file changes nothing.
    fs::write(&used.cert, "half a certif").unwrap();
    told();
    thread::sleep(Duration::from_millis(500));
    assert!(ask(&site, &next.der, &TLS13).is_some());
}

#[test]
fn files_that_browsers_would_refuse_are_refused_at_start() {
    let ground = grounds().remove(0);
    furnish(&ground, 0);
    let (good, other) = (pair(&ground, "good", (2020, 2100)), pair(&ground, "other", (2020, 2100)));
    let (past, to_come) = (pair(&ground, "past", (2010, 2020)), pair(&ground, "to-come", (2090, 2100)));
    let written = |name: &str, text: &str| {
        let path = ground.scratch.join(name);
        fs::write(&path, text).unwrap();
        path
    };
    let words = written("words.pem", "没有证书");
    let locked =
        written("locked.key", "-----BEGIN ENCRYPTED PRIVATE KEY-----\nMAA=\n-----END ENCRYPTED PRIVATE KEY-----\n");
    let torn = written("torn.pem", &fs::read_to_string(&good.cert).unwrap().replace("MII", "AAA"));
    let cases = [
        (&ground.scratch.join("nowhere.pem"), &good.key, "打不开"),
        (&good.cert, &ground.scratch.join("nowhere.key"), "私钥文件"),
        (&words, &good.key, "没有证书"),
        (&torn, &good.key, "读不出来"),
        (&good.cert, &words, "没有私钥"),
        (&good.cert, &locked, "去掉口令"),
        (&good.cert, &other.key, "不是一对"),
        (&past.cert, &past.key, "已在 2020-01-01 到期"),
        (&to_come.cert, &to_come.key, "才开始有效"),
    ];
    for (cert, key, sentence) in cases {
        let (cert, key) = (cert.to_str().unwrap(), key.to_str().unwrap());
        let args = ["serve", "--listen", "127.0.0.1:0", "--tls-cert", cert, "--tls-key", key];
        let done = ground.run(args).expect(1);
        assert!(done.err.contains(sentence), "{sentence}: {}", done.err);
    }
    let half = ["serve", "--tls-cert", good.cert.to_str().unwrap()];
    ground.run(half).expect(2);
}

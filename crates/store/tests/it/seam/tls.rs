//! The line to a server on another machine: encrypted, and its certificate checked.

use rcgen::{CertificateParams, KeyPair};
use store::{Database, StoreError};
use testkit::{Scratch, TlsServer};

use crate::common::{error_of, mark, marks, write};

fn certificate(name: &str) -> (String, String) {
    let key = KeyPair::generate().unwrap();
    let made = CertificateParams::new(vec![name.to_owned()]).unwrap().self_signed(&key).unwrap();
    (made.pem(), key.serialize_pem())
}

#[test]
fn the_line_is_encrypted_and_its_certificate_is_checked() {
    let (cert, key) = certificate("localhost");
    let Some(server) = TlsServer::start(&cert, &key) else { return };
    let scratch = Scratch::new("tls");
    let root = |name: &str, text: &str| {
        let path = scratch.path().join(name);
        std::fs::write(&path, text).unwrap();
        path.display().to_string().replace('/', "%2F")
    };
    let (own, other) = (root("own.pem", &cert), root("other.pem", &certificate("localhost").0));
    let url = |host: &str, rest: &str| format!("postgres://onedoor@{host}:{}/postgres?{rest}", server.port);

    let db = Database::open_postgres(&url("localhost", &format!("sslmode=verify-full&sslrootcert={own}"))).unwrap();
    let encrypted = db.read(|tx| {
        let row = tx.row("SELECT CAST(ssl AS INT) AS n FROM pg_stat_ssl WHERE pid = pg_backend_pid()", &[])?;
        Ok::<_, StoreError>(row.map(|r| r.int("n")))
    });
    assert!(matches!(encrypted, Ok(Some(Ok(1)))), "{encrypted:?}");
    write(&db, |tx| mark(tx, 1)).unwrap();
    assert_eq!(marks(&db), 1);

    // Somebody else's root, the public roots, and a name that the certificate does not have.
    for wrong in [
        url("localhost", &format!("sslrootcert={other}")),
        url("localhost", "sslmode=verify-full"),
        url("127.0.0.1", &format!("sslrootcert={own}")),
    ] {
        assert!(matches!(error_of(Database::open_postgres(&wrong)), StoreError::Db(_)), "{wrong}");
    }
}

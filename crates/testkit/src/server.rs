//! A throw-away PostgreSQL server: one a test process, started when first asked for, stopped and
//! removed when the process ends, however it ends.
//!
//! A shell stands between: it starts the server, then waits for its own standard input to close,
//! which the kernel does when the test process is gone, and then stops the server and removes its
//! folder. Another one, for tests of the line itself, listens on loopback and speaks TLS.
//! Deliberately not here: the databases inside it.

use std::{
    fs,
    io::Write as _,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::OnceLock,
    time::Duration,
};

use postgres::{Client, NoTls};

use crate::Scratch;

/// A running server.
pub(crate) struct Server {
    folder: PathBuf,
    port: u16,
    /// Its standard input is the string the server hangs on.
    _keeper: Child,
}

/// Waits for the end of its input, then stops the server in `$1` and removes the folder. `$2` is
/// PostgreSQL's `bin`; `$3…` the words that make another user run a command, if any.
const KEEPER: &str = r#"
trap '' HUP INT TERM
folder=$1; bin=$2; shift 2
"$@" "$bin/postgres" -D "$folder/data" -k "$folder" \
    -c listen_addresses= -c port=5432 $SETTINGS -c fsync=off -c full_page_writes=off -c synchronous_commit=on \
    -c max_connections=400 -c shared_buffers=32MB -c log_min_messages=warning \
    -c max_parallel_workers_per_gather=0 >"$folder/log" 2>&1 &
cat >/dev/null
"$@" "$bin/pg_ctl" -D "$folder/data" -m immediate -w stop >/dev/null 2>&1
wait
rm -rf "$folder"
"#;

/// The server of this process, or why there is none.
pub(crate) fn server() -> Result<&'static Server, &'static str> {
    static SERVER: OnceLock<Result<Server, String>> = OnceLock::new();
    match SERVER.get_or_init(|| start(None).inspect_err(|why| skipped(why))) {
        Ok(server) => Ok(server),
        Err(why) => Err(why),
    }
}

impl Server {
    /// The address of one of its databases.
    pub(crate) fn url(&self, database: &str) -> String {
        let host = self.folder.display().to_string().replace('/', "%2F");
        format!("postgres://onedoor@{host}:{}/{database}", self.port)
    }

    /// One statement to the server as a whole.
    pub(crate) fn administer(&self, sql: &str) -> Result<(), postgres::Error> {
        Client::connect(&self.url("postgres"), NoTls)?.batch_execute(sql)
    }
}

/// A server on loopback with a certificate of its own.
pub struct TlsServer {
    /// Where it listens.
    pub port: u16,
    _server: Server,
}

impl TlsServer {
    /// Starts it with a certificate and its key, both PEM. `None`, said and counted, where there is no PostgreSQL.
    ///
    /// # Panics
    /// When loopback has no free port.
    #[must_use]
    pub fn start(cert: &str, key: &str) -> Option<Self> {
        let free = std::net::TcpListener::bind("127.0.0.1:0").and_then(|l| l.local_addr());
        let port = free.expect("loopback has a free port").port();
        let server = start(Some(&Line { port, cert, key })).inspect_err(|why| skipped(why)).ok()?;
        Some(Self { port, _server: server })
    }
}

/// What a server needs to be spoken to over TLS.
struct Line<'a> {
    port: u16,
    cert: &'a str,
    key: &'a str,
}

impl Line<'_> {
    /// Puts both files where the server may read them; the words that make it use them.
    fn prepare(&self, folder: &Path, by: &[&str]) -> Result<String, String> {
        let (cert, key) = (folder.join("server.pem"), folder.join("server.key"));
        for (file, text) in [(&cert, self.cert), (&key, self.key)] {
            fs::write(file, text).map_err(|e| format!("{}: {e}", file.display()))?;
            run(Command::new("chmod").arg("600").arg(file))?;
            if !by.is_empty() {
                run(Command::new("chown").arg("postgres").arg(file))?;
            }
        }
        let (cert, key) = (cert.display(), key.display());
        let line = format!("-c listen_addresses=127.0.0.1 -c port={}", self.port);
        Ok(format!("{line} -c ssl=on -c ssl_cert_file={cert} -c ssl_key_file={key}"))
    }
}

fn skipped(why: &str) {
    skip(&format!("PostgreSQL: {why}"));
}

/// Says that something was left out, on the screen and in the file that counts skips.
///
/// # Panics
/// When the file named by `ONEDOOR_SKIPS` cannot be written: then nobody would count the skip.
pub fn skip(why: &str) {
    let line = format!("SKIPPED: {why}");
    println!("{line}");
    let Some(file) = std::env::var_os("ONEDOOR_SKIPS") else {
        return;
    };
    let written = fs::OpenOptions::new().create(true).append(true).open(&file).and_then(|mut f| writeln!(f, "{line}"));
    written.expect("the file named by ONEDOOR_SKIPS can be written");
}

fn start(line: Option<&Line<'_>>) -> Result<Server, String> {
    let bin = find_bin().ok_or("initdb and postgres were found neither in PATH nor in /usr/lib/postgresql")?;
    // Kept on success: the shell removes it. Dropped, and with it removed, on every failure.
    let scratch = Scratch::new("pg");
    let folder = scratch.path().to_owned();
    let by: &[&str] = if is_root() { &["runuser", "-u", "postgres", "--"] } else { &[] };
    if !by.is_empty() {
        run(Command::new("chown").arg("postgres").arg(&folder))?;
    }
    let mut initdb = other_user(by, &bin.join("initdb"));
    initdb
        .args(["-A", "trust", "-U", "onedoor", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync", "--no-instructions"])
        .arg("-D")
        .arg(folder.join("data"));
    run(&mut initdb)?;
    let settings = line.map(|line| line.prepare(&folder, by)).transpose()?.unwrap_or_default();
    let keeper = Command::new("sh")
        .env("SETTINGS", settings)
        .args(["-c", KEEPER, "onedoor-test-postgres"])
        .arg(&folder)
        .arg(&bin)
        .args(by)
        .current_dir("/")
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|e| format!("sh could not be started: {e}"))?;
    let port = line.map_or(5432, |line| line.port);
    let server = Server { folder: folder.clone(), port, _keeper: keeper };
    for _ in 0..600 {
        if server.administer("SELECT 1").is_ok() {
            std::mem::forget(scratch);
            return Ok(server);
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    let log = fs::read_to_string(folder.join("log")).unwrap_or_default();
    Err(format!("the server did not answer within 30 s: {}", log.trim()))
}

fn is_root() -> bool {
    use std::os::unix::fs::MetadataExt as _;
    fs::metadata("/proc/self").is_ok_and(|m| m.uid() == 0)
}

fn other_user(by: &[&str], program: &Path) -> Command {
    let mut command = match by {
        [] => Command::new(program),
        [first, rest @ ..] => {
            let mut command = Command::new(first);
            command.args(rest).arg(program);
            command
        }
    };
    // The other user may not be allowed to stand in the caller's folder.
    command.current_dir("/");
    command
}

fn run(command: &mut Command) -> Result<(), String> {
    let out = command.output().map_err(|e| format!("{:?}: {e}", command.get_program()))?;
    if out.status.success() {
        return Ok(());
    }
    Err(format!("{:?}: {}", command.get_program(), String::from_utf8_lossy(&out.stderr).trim()))
}

/// Debian keeps the server's programs out of PATH, one folder a version: the newest is taken.
fn find_bin() -> Option<PathBuf> {
    let complete = |dir: &PathBuf| ["initdb", "postgres", "pg_ctl"].iter().all(|p| dir.join(p).is_file());
    let version = |dir: &PathBuf| -> u32 {
        dir.parent().and_then(Path::file_name).and_then(|n| n.to_str()).and_then(|n| n.parse().ok()).unwrap_or(0)
    };
    let mut packaged: Vec<PathBuf> = fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| entry.path().join("bin"))
        .filter(complete)
        .collect();
    packaged.sort_by_key(version);
    let path = std::env::var_os("PATH").unwrap_or_default();
    packaged.pop().or_else(|| std::env::split_paths(&path).find(complete))
}

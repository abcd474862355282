//! 测试工具 (test tools): what the checks need beside Rust, found or installed.
//!
//! Not here: Rust, Node, npm and Python themselves; those the machine brings.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use anyhow::{Context as _, Result, bail};

use crate::shell::{self, Ended, Places};

/// Time for one package manager run; a slow mirror is still no reason to hang.
const LIMIT: Duration = Duration::from_secs(15 * 60);
/// While this file stands, Debian's PostgreSQL packages start no server of their own.
const NO_CLUSTER: &str = "/etc/postgresql-common/createcluster.d/onedoor-tests.conf";

/// A Debian package that some step needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Package {
    Chromium,
    ChineseFonts,
    PostgreSql,
    PdfTools,
    QrReader,
}

impl Package {
    fn name(self) -> &'static str {
        match self {
            Self::Chromium => "chromium",
            Self::ChineseFonts => "fonts-noto-cjk",
            Self::PostgreSql => "postgresql",
            Self::PdfTools => "poppler-utils",
            Self::QrReader => "zbar-tools",
        }
    }

    fn is_there(self) -> bool {
        match self {
            Self::Chromium => chromium().is_file(),
            Self::ChineseFonts => Path::new("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc").is_file(),
            Self::PostgreSql => has_initdb(),
            Self::PdfTools => Path::new("/usr/bin/pdftotext").is_file(),
            Self::QrReader => Path::new("/usr/bin/zbarimg").is_file(),
        }
    }
}

/// The browser of the browser tests; `ONEDOOR_CHROMIUM` names another.
pub(crate) fn chromium() -> PathBuf {
    std::env::var_os("ONEDOOR_CHROMIUM").map_or_else(|| "/usr/bin/chromium".into(), PathBuf::from)
}

/// Installs those of `packages` that are missing. An error says in one line why
/// that was not possible.
pub(crate) fn debian(places: &Places, packages: &[Package]) -> Result<()> {
    let missing: Vec<Package> = packages.iter().copied().filter(|package| !package.is_there()).collect();
    if missing.is_empty() {
        return Ok(());
    }
    let names: Vec<&str> = missing.iter().map(|package| package.name()).collect();
    let names = names.join(" ");
    println!("         installing {names}");
    let log = places.log("install.log")?;
    let Some(root) = as_root() else {
        bail!("missing: {names}; install them as root with apt-get install {names}");
    };
    let quiet_cluster = missing.contains(&Package::PostgreSql) && !Path::new(NO_CLUSTER).exists();
    if quiet_cluster {
        let script =
            format!("mkdir -p \"$(dirname {NO_CLUSTER})\" && echo 'create_main_cluster = false' > {NO_CLUSTER}");
        root_run(places, &root, &["sh", "-c", &script], &log)?;
    }
    let mut install = vec!["apt-get", "install", "-y", "--no-install-recommends"];
    install.extend(missing.iter().map(|package| package.name()));
    let installed =
        root_run(places, &root, &["apt-get", "update"], &log).and_then(|()| root_run(places, &root, &install, &log));
    if quiet_cluster {
        root_run(places, &root, &["rm", "-f", NO_CLUSTER], &log)?;
    }
    installed.with_context(|| format!("missing: {names}; apt-get could not install them"))?;
    match missing.iter().find(|package| !package.is_there()) {
        Some(package) => bail!("{} is installed but not found", package.name()),
        None => Ok(()),
    }
}

/// Installs the npm packages of `e2e/` exactly as its lock file names them.
pub(crate) fn npm(places: &Places) -> Result<()> {
    let folder = places.root.join("e2e");
    let lock = folder.join("package-lock.json");
    let stamp = folder.join("node_modules/.installed-lock.json");
    if same_text(&lock, &stamp) {
        return Ok(());
    }
    println!("         installing the npm packages of e2e/");
    let log = places.log("install.log")?;
    let mut ci = places.command("npm");
    ci.arg("ci").current_dir(&folder);
    if shell::run(&mut ci, &log, LIMIT).context("npm is missing")? != Ended::Well {
        bail!("npm ci failed; see {}", log.display());
    }
    fs::copy(&lock, &stamp)?;
    Ok(())
}

/// Installs what `e2e/requirements.txt` names from PyPI into
/// `target/tools/venv`; gives the folder of its programs.
pub(crate) fn python(places: &Places) -> Result<PathBuf> {
    let venv = places.target.join("tools/venv");
    let bin = venv.join("bin");
    let wanted = places.root.join("e2e/requirements.txt");
    let stamp = venv.join("installed-requirements.txt");
    if same_text(&wanted, &stamp) {
        return Ok(bin);
    }
    println!("         installing what e2e/requirements.txt names into {}", venv.display());
    let log = places.log("install.log")?;
    let mut make = places.command("python3");
    make.args(["-m", "venv", "--clear"]).arg(&venv);
    if shell::run(&mut make, &log, LIMIT).context("python3 is missing")? != Ended::Well {
        bail!("python3 -m venv failed (Debian: apt-get install python3-venv)");
    }
    let mut pip = places.command(bin.join("python"));
    pip.args(["-m", "pip", "install", "--quiet", "-r"]).arg(&wanted);
    if shell::run(&mut pip, &log, LIMIT)? != Ended::Well {
        bail!("pip install failed; see {}", log.display());
    }
    fs::copy(&wanted, &stamp)?;
    Ok(bin)
}

/// Makes sure that `cargo NAME` can be called, asking rustup for `component` once.
pub(crate) fn cargo_tool(places: &Places, name: &str, component: &str) -> Result<()> {
    let there = || shell::succeeds(Command::new(cargo()).args([name, "--version"]));
    if there() {
        return Ok(());
    }
    let log = places.log("install.log")?;
    let mut add = places.command("rustup");
    add.args(["component", "add", component]);
    // A machine without rustup is answered below, in one sentence.
    let _ = shell::run(&mut add, &log, LIMIT);
    if there() { Ok(()) } else { bail!("cargo {name} is missing; add it with rustup component add {component}") }
}

/// The cargo that started this program.
pub(crate) fn cargo() -> PathBuf {
    std::env::var_os("CARGO").map_or_else(|| "cargo".into(), PathBuf::from)
}

/// The words to put before a command so that root runs it, if that can be had.
fn as_root() -> Option<Vec<&'static str>> {
    let id = Command::new("id").arg("-u").output().ok()?;
    if id.stdout.trim_ascii() == b"0" {
        return Some(Vec::new());
    }
    shell::succeeds(Command::new("sudo").args(["-n", "true"])).then(|| vec!["sudo", "-n"])
}

fn root_run(places: &Places, root: &[&str], words: &[&str], log: &Path) -> Result<()> {
    let all = [root, &["env", "DEBIAN_FRONTEND=noninteractive"], words].concat();
    let mut command = places.command(all[0]);
    command.args(&all[1..]);
    match shell::run(&mut command, log, LIMIT)? {
        Ended::Well => Ok(()),
        Ended::Badly | Ended::TooLate => {
            bail!("{} failed; see {}", words.join(" "), log.display())
        }
    }
}

/// PostgreSQL's `initdb`, on the path or where Debian keeps it.
fn has_initdb() -> bool {
    let versions = fs::read_dir("/usr/lib/postgresql").into_iter().flatten();
    versions.flatten().any(|version| version.path().join("bin/initdb").is_file())
        || shell::succeeds(Command::new("initdb").arg("--version"))
}

fn same_text(a: &Path, b: &Path) -> bool {
    match (fs::read(a), fs::read(b)) {
        (Ok(a), Ok(b)) => a == b,
        (Err(_), _) | (_, Err(_)) => false,
    }
}

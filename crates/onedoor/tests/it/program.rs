//! Running the program.

use std::{
    ffi::OsStr,
    path::Path,
    process::{Command, Output, Stdio},
};

use serde_json::Value;
use testkit::Scratch;

/// Where one run keeps its county.
pub(crate) struct Ground {
    pub(crate) scratch: Scratch,
    database: Option<String>,
    pub(crate) engine: &'static str,
}

/// A fresh place on each engine that this machine has.
pub(crate) fn grounds() -> Vec<Ground> {
    let mut out = vec![Ground { scratch: Scratch::new("program"), database: None, engine: "sqlite" }];
    if let Some(url) = testkit::postgres_url() {
        out.push(Ground { scratch: Scratch::new("program"), database: Some(url), engine: "postgres" });
    }
    out
}

/// A fresh place on the engine of that name.
pub(crate) fn fresh(engine: &'static str) -> Ground {
    let database = (engine == "postgres").then(|| testkit::postgres_url().unwrap());
    Ground { scratch: Scratch::new("program"), database, engine }
}

impl Ground {
    /// The program with the flags that name this place.
    pub(crate) fn command(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_onedoor"));
        match &self.database {
            Some(url) => command.args(["--database", url, "--home"]).arg(self.scratch.join("home")),
            None => command.arg("--data").arg(self.scratch.join("data")),
        };
        for name in ["ONEDOOR_DATA", "ONEDOOR_DATABASE", "ONEDOOR_HOME", "ONEDOOR_ADMIN_PASSWORD"] {
            command.env_remove(name);
        }
        command.stdin(Stdio::null());
        command
    }

    /// The same database, opened in this process.
    pub(crate) fn open(&self) -> store::Database {
        match &self.database {
            Some(url) => store::Database::open_postgres(url).unwrap(),
            None => {
                std::fs::create_dir_all(self.scratch.join("data")).unwrap();
                store::Database::open_sqlite(&self.scratch.join("data/onedoor.db")).unwrap()
            }
        }
    }

    /// Where its keys are.
    pub(crate) fn home(&self) -> std::path::PathBuf {
        self.scratch.join(if self.database.is_some() { "home" } else { "data" })
    }

    pub(crate) fn run<S: AsRef<OsStr>>(&self, args: impl IntoIterator<Item = S>) -> Done {
        Done::of(&self.command().args(args).output().unwrap(), self.engine)
    }
}

/// What a run answered.
pub(crate) struct Done {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
    engine: &'static str,
}

impl Done {
    fn of(output: &Output, engine: &'static str) -> Self {
        Self {
            code: output.status.code().unwrap_or(-1),
            out: String::from_utf8_lossy(&output.stdout).into_owned(),
            err: String::from_utf8_lossy(&output.stderr).into_owned(),
            engine,
        }
    }

    #[track_caller]
    pub(crate) fn expect(self, code: i32) -> Self {
        assert_eq!(self.code, code, "{}: out {} err {}", self.engine, self.out, self.err);
        self
    }

    #[track_caller]
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.out).unwrap_or_else(|e| panic!("{}: {e}: {}", self.engine, self.out))
    }
}

/// The real catalogue beside the checkout, where there is one.
pub(crate) fn real_catalogue() -> Option<std::path::PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/county-catalogue-511602.csv");
    if path.exists() {
        return Some(path);
    }
    testkit::skip("没有 ../shared/data 里的真实事项表");
    None
}

//! 接口检查 (API check): well-formed and ill-formed requests made from the program's
//! own description of its API, sent by nobody in particular, by each role and by
//! programs with keys.
//!
//! Not here: starting the server (`server`), installing schemathesis (`install`).

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use serde_json::{Value, json};

use crate::install;
use crate::keys;
use crate::server::Server;
use crate::shell::{self, Places};
use crate::steps::{Step, settled};
use crate::tally::{self, Tally};

/// Generated requests to each operation, for each role.
const EXAMPLES: &str = "25";
/// The same requests at every run.
const SEED: &str = "20261122";
/// Who the requests come from, beside nobody. Each has a sample sign-in.
const ROLES: [&str; 5] = ["clerk", "approver", "editor", "supervisor", "administrator"];
/// The one operation that makes the rest of a signed-in run fail.
const SIGN_OUT: &str = "signOut";
/// Asked by nobody alone: it is slow on purpose, and answers all the same.
const SIGN_IN: &str = "signIn";

/// The operations whose query may be well formed and still name nothing there is: the mark of a next page,
/// a rule, a version. They answer 400 then.
const PAGED: [&str; 9] =
    ["applicationChanges", "caseChanges", "cases", "gaps", "itemCompare", "orders", "quality", "rows", "trend"];

/// One run: as whom, and which operations.
struct Run {
    name: String,
    token: Option<String>,
    filter: Vec<String>,
}

/// Every run against `server`; their counts together.
pub(crate) fn check(places: &Places, server: &Server, log: &Path) -> Result<Tally> {
    let bin = match install::python(places) {
        Ok(bin) => bin,
        Err(error) => return Ok(Tally::one_skipped(format!("{error:#}"))),
    };
    let mut tally = Tally::default();
    // All sign in before anybody fuzzes the sign-in, which then answers "later".
    let runs = runs(server, &mut tally)?;
    let settings = places.log("schemathesis.toml")?;
    let tokens: Vec<&str> = runs.iter().filter_map(|run| run.token.as_deref()).collect();
    fs::write(&settings, settings_text(&Known::ask(server, &tokens)?))?;
    for run in runs {
        let one = schemathesis(places, &bin, &settings, server, &run, log)?;
        tally.add(&one);
        let named = |why| format!("{}: {why}", run.name);
        tally.why.extend(one.why.into_iter().map(named));
    }
    Ok(tally)
}

/// The public's run, one a role, one a key, and one that ends a session; a role without a
/// sample sign-in is skipped.
fn runs(server: &Server, tally: &mut Tally) -> Result<Vec<Run>> {
    let leave_out = |ids: &[&str]| -> Vec<String> {
        ids.iter().flat_map(|id| ["--exclude-operation-id".to_owned(), (*id).to_owned()]).collect()
    };
    let mut runs = vec![Run { name: "public".to_owned(), token: None, filter: Vec::new() }];
    for role in ROLES {
        let Some(token) = sign_in(server, role)? else {
            let why = format!("skipped: no sample sign-in for the role {role}");
            tally.add(&Tally::one_skipped(""));
            tally.why.push(why);
            continue;
        };
        runs.push(Run { name: role.to_owned(), token: Some(token), filter: leave_out(&[SIGN_IN, SIGN_OUT]) });
    }
    let approver = runs.iter().find(|run| run.name == "approver").and_then(|run| run.token.clone());
    let (_, cases) = server.ask("GET", "/api/cases?limit=1", approver.as_deref(), None)?;
    let secrets = keys::make(server, cases["cases"][0]["department"].as_str().unwrap_or_default())?;
    if secrets.is_empty() {
        tally.add(&Tally::one_skipped(""));
        tally.why.push("skipped: no sample sign-in to make a key with".to_owned());
    }
    for (name, secret) in secrets {
        runs.push(Run { name: name.to_owned(), token: Some(secret), filter: leave_out(&[SIGN_IN, SIGN_OUT]) });
    }
    if let Some(token) = sign_in(server, ROLES[0])? {
        runs.push(Run {
            name: "sign-out".to_owned(),
            token: Some(token),
            filter: vec!["--include-operation-id".to_owned(), SIGN_OUT.to_owned()],
        });
    }
    Ok(runs)
}

/// A bearer token of the role's sample member of staff.
fn sign_in(server: &Server, role: &str) -> Result<Option<String>> {
    let sign_ins: Value = serde_json::from_str(&server.sign_ins)?;
    let Some(sign_in) = sign_ins.get(role) else {
        return Ok(None);
    };
    let sent = json!({ "login": sign_in["login"], "password": sign_in["password"] });
    let (status, answer) = server.ask("POST", "/api/session", None, Some(&sent))?;
    match answer["token"].as_str() {
        Some(token) if status == 201 => Ok(Some(token.to_owned())),
        Some(_) | None => bail!("signing in as {role} over the API was answered {status}"),
    }
}

/// What the county really holds, so that requests get past "not found".
#[derive(Debug, Default)]
struct Known {
    items: Vec<String>,
    item_codes: Vec<String>,
    cases: Vec<String>,
    indicators: Vec<String>,
    /// When something was handed in: no time to come, none long past.
    times: Vec<String>,
}

impl Known {
    /// Asked with every token, because each role sees its own.
    fn ask(server: &Server, tokens: &[&str]) -> Result<Self> {
        let mut known = Self::default();
        let (status, items) = server.ask("GET", "/api/items?q=spjyxk", None, None)?;
        if status != 200 {
            bail!("/api/items was answered {status}");
        }
        known.items.extend(texts(&items["items"], "id"));
        known.item_codes.extend(texts(&items["items"], "code"));
        for token in tokens {
            for stage in ["accepted", "decided", "completed", "delivered"] {
                let path = format!("/api/cases?limit=3&stage={stage}");
                let (_, cases) = server.ask("GET", &path, Some(token), None)?;
                known.cases.extend(texts(&cases["cases"], "case_no"));
            }
            if known.times.is_empty()
                && let Some(no) = known.cases.last()
            {
                let (_, case) = server.ask("GET", &format!("/api/cases/{no}"), Some(token), None)?;
                known.times.extend(case["received_at"].as_str().map(str::to_owned));
            }
            let (_, figures) = server.ask("GET", "/api/indicators", Some(token), None)?;
            known.indicators.extend(texts(&figures, "id"));
        }
        for list in [&mut known.items, &mut known.cases, &mut known.indicators] {
            list.sort_unstable();
            list.dedup();
        }
        Ok(known)
    }
}

/// The text under `key` of each row; none where the answer is not a list.
fn texts(rows: &Value, key: &str) -> Vec<String> {
    let rows = rows.as_array().map(Vec::as_slice).unwrap_or_default();
    let text = |row: &Value| row[key].as_str().map(str::to_owned);
    rows.iter().filter_map(text).collect()
}

/// Most requests name what exists and some do not. A request that keeps to the description may be refused by a rule
/// (422) or for coming too often (429, 503), but not as unread (400): only the mark of the next page, which no
/// schema can tell from an invented one, is.
fn settings_text(known: &Known) -> String {
    let mut expected = vec!["2xx", "401", "403", "404", "409", "422", "429", "503"];
    let mut out = format!("[checks.positive_data_acceptance]\nexpected-statuses = {}\n", json!(expected));
    expected.push("400");
    for paged in PAGED {
        let _ = write!(
            out,
            "\n[[operations]]\ninclude-operation-id = \"{paged}\"\n\
             checks.positive_data_acceptance.expected-statuses = {}\n",
            json!(expected)
        );
    }
    // A form put aside is thrown away by a POST, after which the checker still looks for it; and a key used again is
    // answered with the form of then, thrown away meanwhile. Each by itself alone.
    for id in ["park", "unpark"] {
        out += &format!("\n[[operations]]\ninclude-operation-id = \"{id}\"\nphases.stateful.enabled = false\n");
    }
    let lists = [
        ("items", json!(known.items), ["path.item", "body.item"].as_slice()),
        ("item_codes", json!(known.item_codes), &["body.item_code"]),
        ("cases", json!(known.cases), &["path.case", "body.case_no"]),
        ("indicators", json!(known.indicators), &["path.indicator"]),
        // Two identity numbers and a telephone number that keep to their rules, all fictional.
        ("codes", json!(["990101199003070015", "91990101MA00000000"]), &["body.code"]),
        ("phones", json!(["13800000000"]), &["body.phone"]),
        ("times", json!(known.times), &["body.submitted_at", "body.decided_at", "body.completed_at"]),
        ("versions", json!([1, 2, 3]), &["body.version"]),
    ];
    let mut bindings = String::from("\n[parameters]\n");
    for (name, values, places) in lists {
        if values.as_array().is_none_or(Vec::is_empty) {
            continue;
        }
        // A JSON list of texts and numbers is a TOML list too. Writing to a String cannot fail.
        let _ = write!(out, "\n[dictionaries.{name}]\nvalues = {values}\n");
        for place in places {
            let _ = writeln!(bindings, "\"{place}\" = {{ dictionary = \"{name}\", probability = 0.7 }}");
        }
    }
    out + &bindings
}

fn schemathesis(places: &Places, bin: &Path, settings: &Path, server: &Server, run: &Run, log: &Path) -> Result<Tally> {
    let report: PathBuf = places.log(&format!("api-{}.xml", run.name))?;
    if report.exists() {
        fs::remove_file(&report)?;
    }
    let mut api = places.command(bin.join("schemathesis"));
    // It may leave notes where it runs; they are of no use here.
    api.current_dir(report.parent().context("a report lies in a folder")?);
    api.arg("--config-file").arg(settings).arg("run");
    api.arg(format!("{}/api/openapi.json", server.base_url));
    if let Some(token) = &run.token {
        api.args(["-H", &format!("Authorization: Bearer {token}")]);
    }
    api.args(&run.filter);
    api.args(["--phases", "examples,coverage,fuzzing,stateful"]);
    api.args(["--checks", "all", "--max-examples", EXAMPLES]);
    api.args(["--seed", SEED, "--generation-deterministic"]);
    api.args(["--request-timeout", "10", "--no-color"]);
    api.args(["--report", "junit", "--report-junit-path"]);
    api.arg(&report);
    let ended = shell::run(&mut api, log, Step::Api.limit())?;
    Ok(settled(tally::junit(&shell::read_lossy(&report)), ended))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_name_what_the_county_holds_and_nothing_empty() {
        let known =
            Known { items: vec!["7".to_owned()], cases: vec!["2026-1122-01-0001".to_owned()], ..Known::default() };
        let text = settings_text(&known);
        assert!(text.contains("[dictionaries.cases]\nvalues = [\"2026-1122-01-0001\"]\n"));
        assert!(text.contains("\"body.version\" = { dictionary = \"versions\", probability = 0.7 }"));
        assert!(!text.contains("indicator"), "{text}");
    }

    #[test]
    fn rows_give_their_texts() {
        let rows = json!([{ "id": "a" }, { "no": 1 }, { "id": 2 }, { "id": "b" }]);
        assert_eq!(texts(&rows, "id"), ["a", "b"]);
        assert!(texts(&json!({ "code": "denied" }), "id").is_empty());
    }
}
